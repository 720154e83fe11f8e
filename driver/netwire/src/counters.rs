//! The counters of an adapter.

use core::sync::atomic::{AtomicU64, Ordering};

use wdk::ndis::oid::{Statistics, Traffic};

/// Frames and bytes in one direction.
#[derive(Default)]
pub(crate) struct Direction {
    unicast: AtomicU64,
    multicast: AtomicU64,
    broadcast: AtomicU64,
    bytes: AtomicU64,
    discards: AtomicU64,
}

impl Direction {
    /// Counts a frame, by its first bytes and its length.
    pub(crate) fn count(&self, destination: [u8; 6], length: usize) {
        let kind = match destination {
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] => &self.broadcast,
            [first, ..] if first & 1 != 0 => &self.multicast,
            _ => &self.unicast,
        };
        kind.fetch_add(1, Ordering::Relaxed);
        self.bytes.fetch_add(length as u64, Ordering::Relaxed);
    }

    /// Counts a frame that was discarded because memory was short.
    pub(crate) fn discard(&self) {
        self.discards.fetch_add(1, Ordering::Relaxed);
    }

    /// Frames that were discarded.
    pub(crate) fn discards(&self) -> u64 {
        self.discards.load(Ordering::Relaxed)
    }

    /// All frames.
    pub(crate) fn frames(&self) -> u64 {
        let traffic = self.traffic();
        traffic.unicast_frames + traffic.multicast_frames + traffic.broadcast_frames
    }

    fn traffic(&self) -> Traffic {
        let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Traffic {
            unicast_frames: load(&self.unicast),
            multicast_frames: load(&self.multicast),
            broadcast_frames: load(&self.broadcast),
            bytes: load(&self.bytes),
            discards: load(&self.discards),
            errors: 0,
        }
    }
}

/// An adapter's counters.
#[derive(Default)]
pub(crate) struct Counters {
    pub(crate) received: Direction,
    pub(crate) sent: Direction,
}

impl Counters {
    pub(crate) fn statistics(&self) -> Statistics {
        Statistics::new(self.received.traffic(), self.sent.traffic())
    }
}
