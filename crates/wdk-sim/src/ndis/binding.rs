//! A test's binding to an adapter: what a protocol driver does with it.
#![forbid(unsafe_code)]

use std::{rc::Rc, time::Duration};

use wdk_sys::{
    _NDIS_SHUTDOWN_ACTION, _NET_IF_MEDIA_CONNECT_STATE::MediaConnectStateConnected, NDIS_OID,
    NDIS_PACKET_TYPE_BROADCAST, NDIS_PACKET_TYPE_DIRECTED, NDIS_PACKET_TYPE_MULTICAST,
    NDIS_PAUSE_NDIS_INTERNAL, NDIS_STATUS, NDIS_STATUS_LINK_STATE, NDIS_STATUS_SUCCESS,
    OID_802_3_CURRENT_ADDRESS, OID_GEN_CURRENT_PACKET_FILTER,
};

use super::{
    adapter::{Miniport, State},
    data::Outgoing,
    state::Ndis,
    wire::End,
};
use crate::{
    engine::{
        error::{Error, NtStatus, Result},
        time::SECOND,
    },
    nt::{io::raw::Device, kernel::Kernel},
};

/// How long a send may take.
const LONGEST_SEND: u64 = 600 * SECOND;

/// A relative NT time.
const MILLISECOND: i64 = 10_000;

/// The state of an adapter.
///
/// See [Miniport adapter states](https://learn.microsoft.com/windows-hardware/drivers/network/miniport-adapter-states-and-operations).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AdapterState {
    /// Not initialised, or halted.
    Halted,
    /// In `MiniportInitializeEx`.
    Initializing,
    /// Initialised; nothing is sent or received.
    Paused,
    /// In `MiniportRestart`, or it has not completed.
    Restarting,
    /// Sends and receives.
    Running,
    /// In `MiniportPause`, or it has not completed.
    Pausing,
}

/// An adapter, with a protocol driver bound to it that does what a test says.
///
/// Frames are Ethernet frames without their checksum, as NDIS has them.
pub struct Adapter {
    kernel: Rc<Kernel>,
    miniport: Rc<Miniport>,
}

impl Adapter {
    /// Binds a protocol to the adapter of a device, and opens its packet filter.
    pub(crate) fn bind(kernel: &Rc<Kernel>, device: Device, instance: &str) -> Result<Self> {
        let found = Ndis::of(kernel).adapter_of(device);
        let miniport = found.ok_or_else(|| {
            Error::NotFound(format!(
                "{instance} is no network adapter: its driver did not register with \
                 NdisMRegisterMiniportDriver"
            ))
        })?;
        let adapter = Self {
            kernel: Rc::clone(kernel),
            miniport,
        };
        let filter =
            NDIS_PACKET_TYPE_DIRECTED | NDIS_PACKET_TYPE_MULTICAST | NDIS_PACKET_TYPE_BROADCAST;
        adapter.set(OID_GEN_CURRENT_PACKET_FILTER, &filter.to_le_bytes())?;
        Ok(adapter)
    }
}

/// A list that a miniport was handed to send.
#[must_use = "`wait` says how the sending ended"]
pub struct Sending {
    kernel: Rc<Kernel>,
    miniport: Rc<Miniport>,
    lists: Vec<Outgoing>,
}

impl Adapter {
    /// The state of the adapter.
    #[must_use]
    pub fn state(&self) -> AdapterState {
        match self.miniport.state.get() {
            State::Halted => AdapterState::Halted,
            State::Initializing => AdapterState::Initializing,
            State::Paused => AdapterState::Paused,
            State::Restarting => AdapterState::Restarting,
            State::Running => AdapterState::Running,
            State::Pausing => AdapterState::Pausing,
        }
    }

    /// The current MAC address.
    ///
    /// # Errors
    /// [`Error::Status`] when the adapter has none of six bytes.
    pub fn mac_address(&self) -> Result<[u8; 6]> {
        let address = self.query(OID_802_3_CURRENT_ADDRESS)?;
        let bytes = address.first_chunk().copied();
        bytes.ok_or_else(|| Error::NotFound("the adapter's address is not of Ethernet".to_owned()))
    }

    /// Sends one frame, and waits until the miniport has completed it.
    ///
    /// # Errors
    /// [`Error::Status`] with what the miniport, or NDIS for an adapter that is paused, completed
    /// the list with.
    pub fn send(&self, frame: &[u8]) -> Result {
        self.begin_send(&[&[frame]])?.wait()
    }

    /// Hands lists to the miniport in one chain; each is the frames of its `NET_BUFFER`s.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn begin_send(&self, lists: &[&[&[u8]]]) -> Result<Sending> {
        self.begin_send_with_id(lists, 0)
    }

    /// [`begin_send`](Self::begin_send) with an identifier for
    /// [`cancel_send`](Self::cancel_send).
    ///
    /// # Errors
    /// When the machine ended.
    pub fn begin_send_with_id(&self, lists: &[&[&[u8]]], id: usize) -> Result<Sending> {
        let lists: Vec<Vec<&[u8]>> = lists.iter().map(|frames| frames.to_vec()).collect();
        let kernel = &self.kernel;
        let lists = kernel.call("protocol", || self.miniport.send(kernel, &lists, id))?;
        Ok(Sending {
            kernel: Rc::clone(kernel),
            miniport: Rc::clone(&self.miniport),
            lists,
        })
    }

    /// Asks the miniport to cancel what it has to send under this identifier.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn cancel_send(&self, id: usize) -> Result {
        let kernel = &self.kernel;
        kernel.call("protocol", || self.miniport.cancel_send(kernel, id))
    }

    /// The next frame that the miniport has indicated.
    #[must_use]
    pub fn receive(&self) -> Option<Vec<u8>> {
        self.miniport.inbox.borrow_mut().pop_front()
    }

    /// Whether received lists are kept until [`return_received`](Self::return_received), as a
    /// protocol does that copies nothing. A pause returns them in any case.
    pub fn hold_received(&self, hold: bool) {
        self.miniport.holds.set(hold);
    }

    /// Returns the lists that were kept.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn return_received(&self) -> Result {
        let kernel = &self.kernel;
        kernel.call("protocol", || self.miniport.return_received(kernel))
    }

    /// Asks for what an object identifier names.
    ///
    /// # Errors
    /// [`Error::Status`] with the miniport's answer.
    pub fn query(&self, oid: NDIS_OID) -> Result<Vec<u8>> {
        let kernel = &self.kernel;
        let answer = kernel.call("protocol", || self.miniport.query(kernel, oid))?;
        answer.map_err(|status| Error::Status(NtStatus(status)))
    }

    /// Asks the miniport itself, with a buffer of so many bytes: what it wrote.
    ///
    /// # Errors
    /// [`Error::Status`] with the miniport's answer.
    pub fn query_into(&self, oid: NDIS_OID, room: &mut [u8]) -> Result<usize> {
        let kernel = &self.kernel;
        let (status, bytes) =
            kernel.call("protocol", || self.miniport.query_into(kernel, oid, room))?;
        succeeded(status).map(|()| bytes as usize)
    }

    /// Sets what an object identifier names.
    ///
    /// # Errors
    /// [`Error::Status`] with the miniport's answer.
    pub fn set(&self, oid: NDIS_OID, value: &[u8]) -> Result {
        let kernel = &self.kernel;
        succeeded(kernel.call("protocol", || self.miniport.set(kernel, oid, value))?)
    }

    /// Pauses the adapter, as NDIS does before it changes who is bound to it.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn pause(&self) -> Result {
        let kernel = &self.kernel;
        kernel.call("NDIS", || {
            self.miniport.pause(kernel, NDIS_PAUSE_NDIS_INTERNAL);
        })
    }

    /// Restarts a paused adapter.
    ///
    /// # Errors
    /// [`Error::Status`] when the miniport fails, or the adapter is not paused.
    pub fn restart(&self) -> Result {
        let kernel = &self.kernel;
        succeeded(kernel.call("NDIS", || self.miniport.restart(kernel))?)
    }

    /// Asks the miniport whether its adapter hangs, and resets it if so; whether it did.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn check_for_hang(&self) -> Result<bool> {
        let kernel = &self.kernel;
        kernel.call("NDIS", || self.miniport.check_for_hang(kernel))
    }

    /// Tells the miniport that the system shuts down.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn shut_down(&self) -> Result {
        let kernel = &self.kernel;
        let action = _NDIS_SHUTDOWN_ACTION::NdisShutdownPowerOff;
        kernel.call("NDIS", || self.miniport.shut_down(kernel, action))
    }

    /// Calls the miniport as NDIS does after a bug check: at `HIGH_LEVEL`, where it may touch nothing
    /// but its hardware. The machine itself goes on.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn shut_down_after_bug_check(&self) -> Result {
        const HIGH_LEVEL: u8 = 15;
        let kernel = &self.kernel;
        let action = _NDIS_SHUTDOWN_ACTION::NdisShutdownBugCheck;
        kernel.call("NDIS", || {
            let before = kernel.sched.irql();
            kernel.sched.raise_irql(HIGH_LEVEL);
            self.miniport.shut_down(kernel, action);
            kernel.sched.lower_irql(before);
        })
    }

    /// The status indications of the miniport so far: code and data.
    #[must_use]
    pub fn indications(&self) -> Vec<(NDIS_STATUS, Vec<u8>)> {
        let indications = self.miniport.indications.borrow();
        indications
            .iter()
            .map(|it| (it.code, it.data.clone()))
            .collect()
    }

    /// Whether the medium is connected, by the newest `NDIS_STATUS_LINK_STATE`, or else by the
    /// general attributes.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        let indications = self.miniport.indications.borrow();
        let newest = indications
            .iter()
            .rev()
            .find(|it| it.code == NDIS_STATUS_LINK_STATE);
        let state = match newest.map(|it| it.data.get(4..8)) {
            Some(Some(bytes)) => bytes.first_chunk().map(|it| i32::from_le_bytes(*it)),
            Some(None) => None,
            None => {
                let attributes = self.miniport.attributes.borrow();
                attributes
                    .general
                    .as_ref()
                    .map(|it| it.raw.MediaConnectState)
            }
        };
        state == Some(MediaConnectStateConnected)
    }
}

impl Sending {
    /// Whether the miniport has completed all lists.
    #[must_use]
    pub fn is_complete(&mut self) -> bool {
        let miniport = &self.miniport;
        self.lists
            .iter_mut()
            .all(|list| !miniport.is_sending(list.raw()))
    }

    /// Waits until the miniport has completed all lists.
    ///
    /// # Errors
    /// [`Error::Status`] of the first list that was not sent.
    pub fn wait(mut self) -> Result {
        let kernel = Rc::clone(&self.kernel);
        let end = kernel.clock.now().saturating_add(LONGEST_SEND);
        kernel.call("protocol", || {
            while !self.is_complete() && kernel.clock.now() < end {
                kernel.delay(-MILLISECOND);
            }
        })?;
        if !self.is_complete() {
            return Err(Error::NotFound(format!(
                "{} did not complete a send within {} s",
                self.miniport.instance,
                LONGEST_SEND / SECOND
            )));
        }
        self.lists.iter().try_for_each(|it| succeeded(it.status()))
    }
}

impl Drop for Sending {
    fn drop(&mut self) {
        if !self.is_complete() {
            // The miniport may touch its lists until it completes them.
            self.lists.drain(..).for_each(std::mem::forget);
        }
    }
}

fn succeeded(status: NDIS_STATUS) -> Result {
    if status == NDIS_STATUS_SUCCESS {
        return Ok(());
    }
    Err(Error::Status(NtStatus(status)))
}

impl End for Adapter {
    fn transmit(&mut self, frame: &[u8], _now: Duration) -> Result {
        self.send(frame)
    }

    fn receive(&mut self, _now: Duration) -> Result<Option<Vec<u8>>> {
        Ok(Self::receive(self))
    }
}

impl End for &Adapter {
    fn transmit(&mut self, frame: &[u8], _now: Duration) -> Result {
        self.send(frame)
    }

    fn receive(&mut self, _now: Duration) -> Result<Option<Vec<u8>>> {
        Ok(Adapter::receive(self))
    }
}
