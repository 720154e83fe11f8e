//! Connections of the machine's programs, as a test drives them.
#![forbid(unsafe_code)]

use std::{
    fmt,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    rc::Rc,
};

use super::{
    flow,
    layers::id,
    network::{self, OWN_V4, OWN_V6, Point},
    traffic::{Protocol, Traffic},
};
use crate::{
    engine::{
        error::{Error, Result},
        trace::Category,
    },
    nt::kernel::Kernel,
};

/// A connection, or the datagrams with one peer. Dropping it closes it.
pub struct Connection {
    kernel: Rc<Kernel>,
    traffic: Traffic,
    flow: u64,
}

impl Connection {
    /// A program of the machine connects to a peer, or a peer to it. `verb` is for the trace.
    pub(crate) fn open(
        kernel: &Rc<Kernel>,
        mut traffic: Traffic,
        inbound: bool,
        verb: &'static str,
    ) -> Result<Self> {
        if traffic.local.is_none() {
            let own = if traffic.is_v4() {
                OWN_V4.into()
            } else {
                OWN_V6.into()
            };
            traffic.local = Some(SocketAddr::new(own, network::free_port(kernel)));
        }
        let flow = kernel
            .call("network", || {
                network::open_connection(kernel, &traffic, inbound)
            })
            .and_then(|opened| opened.map_err(Error::Blocked))
            .inspect_err(|error| note(kernel, verb, error))?;
        Ok(Self {
            kernel: Rc::clone(kernel),
            traffic,
            flow,
        })
    }

    /// The machine's end.
    #[must_use]
    pub fn local(&self) -> SocketAddr {
        self.traffic.local_end()
    }

    fn carry(&self, inbound: bool, data: &[u8]) -> Result {
        let Self {
            kernel,
            traffic,
            flow,
        } = self;
        kernel.call("network", || {
            if !flow::flow_lives(kernel, *flow) {
                return Err(Error::NotFound("a driver has aborted the flow".to_owned()));
            }
            network::carry_data(kernel, traffic, *flow, inbound, data).map_err(Error::Blocked)
        })?
    }

    /// Sends data to the peer.
    ///
    /// # Errors
    /// [`Error::Blocked`] when a filter does not let it pass, and when the machine ended.
    pub fn send(&self, data: &[u8]) -> Result {
        self.carry(false, data)
    }

    /// Receives what the peer sends: `data`.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn receive(&self, data: &[u8]) -> Result {
        self.carry(true, data)
    }

    /// Closes the connection: its flow ends.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn close(self) -> Result {
        self.end()
    }

    fn end(&self) -> Result {
        let Self {
            kernel,
            traffic,
            flow,
        } = self;
        kernel.call("network", || {
            network::close_connection(kernel, traffic, *flow)
        })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if flow::has_flow(&self.kernel, self.flow) {
            // A machine that ended has no flows to close.
            let _ = self.end();
        }
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, remote) = (self.traffic.local_end(), self.traffic.remote);
        write!(f, "{:?} {local} - {remote}", self.traffic.protocol)
    }
}

/// A program binds a socket to `local` and listens.
pub(crate) fn listen(kernel: &Kernel, protocol: Protocol, local: SocketAddr) -> Result {
    let anybody = if local.is_ipv4() {
        SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), 0)
    } else {
        SocketAddr::new(Ipv6Addr::UNSPECIFIED.into(), 0)
    };
    let traffic = Traffic::new(protocol, anybody).local(local);
    kernel
        .call("network", || {
            let layer = (id::AleResourceAssignmentV4, id::AleResourceAssignmentV6);
            network::pass(kernel, &traffic, Point::ale(layer, false, None))?;
            let layer = (id::AleAuthListenV4, id::AleAuthListenV6);
            network::pass(kernel, &traffic, Point::ale(layer, false, None))
        })?
        .map_err(Error::Blocked)
        .inspect_err(|error| note(kernel, "listen", error))
}

fn note(kernel: &Kernel, what: &'static str, error: &Error) {
    kernel.trace_instant(Category::User, || (what, error.to_string()));
}
