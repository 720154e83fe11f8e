//! A wire with two ends.
#![forbid(unsafe_code)]

use std::time::Duration;

use crate::engine::error::Result;

/// Most frames that one [`Wire::carry`] moves, so that two ends that answer each other for ever do
/// not hold it.
const BURST: usize = 10_000;

/// Something that a wire ends in: an adapter, a capture file, a network interface of the host, or
/// a protocol stack of the test's own.
pub trait End {
    /// A frame comes out of the wire.
    ///
    /// # Errors
    /// When the end is closed. A frame that it does not accept is dropped.
    fn transmit(&mut self, frame: &[u8], now: Duration) -> Result;

    /// The next frame for the wire.
    ///
    /// # Errors
    /// When the end is closed.
    fn receive(&mut self, now: Duration) -> Result<Option<Vec<u8>>>;
}

/// The virtual time of a machine.
pub trait VirtualTime {
    /// Virtual time since the machine was built.
    fn now(&self) -> Duration;

    /// Moves virtual time by `duration` and runs all that is due on the way.
    ///
    /// # Errors
    /// When the machine ended.
    fn run_for(&self, duration: Duration) -> Result;
}

/// A wire between two ends. Frames move when [`carry`](Self::carry) is called, in the same order
/// in every run.
pub struct Wire<A, B> {
    /// One end.
    pub a: A,
    /// The other end.
    pub b: B,
}

impl<A: End, B: End> Wire<A, B> {
    /// A wire from `a` to `b`.
    pub const fn new(a: A, b: B) -> Self {
        Self { a, b }
    }

    /// Moves frames both ways until neither end has one: how many.
    ///
    /// # Errors
    /// What the ends report.
    pub fn carry(&mut self, machine: &impl VirtualTime) -> Result<usize> {
        let mut moved = 0;
        loop {
            let before = moved;
            let now = machine.now();
            if let Some(frame) = self.a.receive(now)? {
                self.b.transmit(&frame, now)?;
                moved += 1;
            }
            if let Some(frame) = self.b.receive(now)? {
                self.a.transmit(&frame, now)?;
                moved += 1;
            }
            if moved == before || moved >= BURST {
                return Ok(moved);
            }
        }
    }

    /// Lets virtual time run, and moves frames every `step`: how many.
    ///
    /// # Errors
    /// What the ends report, and when the machine ended.
    pub fn carry_for(
        &mut self,
        machine: &impl VirtualTime,
        duration: Duration,
        step: Duration,
    ) -> Result<usize> {
        let end = machine.now() + duration;
        let mut moved = self.carry(machine)?;
        while machine.now() < end {
            let left = end.saturating_sub(machine.now());
            machine.run_for(left.min(step.max(Duration::from_nanos(100))))?;
            moved += self.carry(machine)?;
        }
        Ok(moved)
    }
}
