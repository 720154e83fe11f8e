//! The wires, which all adapters share.

use core::{
    fmt,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
};

use wdk::{
    irql::AtMostDispatch,
    ndis::{Link, PacketFilter, Running},
    prelude::*,
};

use crate::{SPEED, counters::Counters};

/// Adapters at most.
const PORTS: usize = 16;

/// One end of a wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PortNumber(usize);

impl PortNumber {
    /// The adapter's permanent address: locally administered, and ending with its number.
    pub(crate) const fn mac_address(self) -> [u8; 6] {
        [0x02, b'W', b'i', b'r', b'e', self.0 as u8]
    }

    /// The other end of the wire.
    pub(crate) const fn peer(self) -> Self {
        Self(self.0 ^ 1)
    }
}

impl fmt::Display for PortNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The state of one end of a wire.
#[derive(Default)]
pub(crate) struct End {
    taken: AtomicBool,
    filter: AtomicU32,
    plug: SpinLock<Option<Plug>>,
    pub(crate) counters: Counters,
}

/// An adapter that runs.
#[derive(Clone)]
pub(crate) struct Plug {
    pub(crate) running: Running,
    pub(crate) mac_address: [u8; 6],
}

impl End {
    pub(crate) fn filter(&self) -> PacketFilter {
        PacketFilter::from_bits(self.filter.load(Ordering::Relaxed))
    }

    pub(crate) fn set_filter(&self, filter: PacketFilter) {
        self.filter.store(filter.bits(), Ordering::Relaxed);
    }

    /// The adapter at this end, if it runs.
    pub(crate) fn plug(&self, irql: &mut impl AtMostDispatch) -> Option<Plug> {
        self.plug.with(irql, |plug, _| plug.clone())
    }
}

/// All wires of the driver.
#[derive(Default)]
pub(crate) struct Wires([End; PORTS]);

impl Wires {
    /// The lowest end that no adapter has.
    pub(crate) fn take_port(&self) -> Option<PortNumber> {
        let free = |end: &End| !end.taken.swap(true, Ordering::AcqRel);
        let number = PortNumber(self.0.iter().position(free)?);
        self.end(number).set_filter(PacketFilter::NONE);
        Some(number)
    }

    /// Frees an end.
    pub(crate) fn free_port(&self, number: PortNumber) {
        self.end(number).taken.store(false, Ordering::Release);
    }

    pub(crate) fn end(&self, number: PortNumber) -> &End {
        &self.0[number.0 % PORTS]
    }

    /// An adapter runs from now on. The link is up when both ends run.
    pub(crate) fn plug_in(&self, number: PortNumber, plug: Plug, irql: &mut Passive) {
        let peer = self.end(number.peer()).plug(irql);
        let link = if peer.is_some() {
            Link::up(SPEED)
        } else {
            Link::down()
        };
        plug.running.indicate_link(link, irql);
        self.end(number).plug.with(irql, |end, _| *end = Some(plug));
        if let Some(peer) = peer {
            peer.running.indicate_link(link, irql);
        }
    }

    /// An adapter pauses.
    pub(crate) fn unplug(&self, number: PortNumber, irql: &mut Passive) {
        let plug = self.end(number).plug.with(irql, |plug, _| plug.take());
        drop(plug);
        if let Some(peer) = self.end(number.peer()).plug(irql) {
            peer.running.indicate_link(Link::down(), irql);
        }
    }
}
