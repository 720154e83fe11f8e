//! What a test does with the machine's network: connections through the filter engine, and
//! adapters.
#![forbid(unsafe_code)]

use std::{net::SocketAddr, time::Duration};

use super::Machine;
use crate::{
    engine::error::Result,
    ndis::{binding::Adapter, wire::VirtualTime},
    user::Device,
    wfp::{
        connection::{self, Connection},
        state::FilterEngine,
        traffic::{Protocol, Traffic},
    },
};

impl VirtualTime for Machine {
    fn now(&self) -> Duration {
        Self::now(self)
    }

    fn run_for(&self, duration: Duration) -> Result {
        Self::run_for(self, duration)
    }
}

impl Machine {
    /// Binds a protocol to the adapter that a device is, and opens its packet filter for frames to
    /// it, multicasts and broadcasts.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) when the device's driver is no miniport,
    /// [`Error::Status`](crate::Error::Status) when the miniport refuses the packet filter.
    pub fn adapter(&self, device: &Device) -> Result<Adapter> {
        Adapter::bind(&self.kernel, device.pdo(), device.instance_path())
    }

    /// A program connects to a peer; for UDP it begins to send there.
    ///
    /// # Errors
    /// [`Error::Blocked`](crate::Error::Blocked) when a filter does not let it, and when the
    /// machine ended.
    pub fn connect(&self, traffic: impl Into<Traffic>) -> Result<Connection> {
        Connection::open(&self.kernel, traffic.into(), false, "connect")
    }

    /// A peer connects to a program of the machine; for UDP its first datagram comes.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub fn accept(&self, traffic: impl Into<Traffic>) -> Result<Connection> {
        Connection::open(&self.kernel, traffic.into(), true, "accept")
    }

    /// A program binds a socket to `local` and listens.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub fn listen(&self, protocol: Protocol, local: impl Into<SocketAddr>) -> Result {
        connection::listen(&self.kernel, protocol, local.into())
    }

    /// The IP packets that have left the machine since the last call, the oldest first.
    #[must_use]
    pub fn take_sent_packets(&self) -> Vec<Vec<u8>> {
        FilterEngine::of(&self.kernel).network.take_sent()
    }

    /// The IP packets that programs have received since the last call, the oldest first.
    #[must_use]
    pub fn take_received_packets(&self) -> Vec<Vec<u8>> {
        FilterEngine::of(&self.kernel).network.take_received()
    }
}
