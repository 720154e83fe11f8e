//! How long a call may wait while timers expire that do not end its wait.
//!
//! A driver whose periodic timer never stops keeps time moving, so a wait that nothing ends is no
//! deadlock; it would go on for the day that a call may last, which may be hours of the host.

use super::{scheduler::thread::Thread, time::SECOND};

/// So often timers may expire in [`TIME`] or longer.
const OFTEN: u64 = 50_000;
/// As long as Windows waits for a driver that has a power request.
const TIME: u64 = 600 * SECOND;
/// So often timers may expire in any time.
const MOST: u64 = 1_000_000;

/// The time that a call's thread spends in one wait.
#[derive(Default)]
pub(super) struct Patience {
    /// How many of the thread's waits had ended before this one, and when time moved first in it.
    wait: Option<(u64, u64)>,
    moves: u64,
}

/// A wait that nothing ends.
pub(super) struct Unended {
    /// At how many points in time timers have expired.
    pub(super) moves: u64,
    /// How long that took.
    pub(super) seconds: u64,
}

impl Patience {
    /// Time is about to move to `due`; something when `thread` has waited long enough.
    pub(super) fn next(&mut self, thread: &Thread, due: u64) -> Option<Unended> {
        let wakes = thread.wakes.get();
        let began = match self.wait {
            // Its own time ends it.
            _ if thread.will_time_out() => None,
            Some((before, began)) if before == wakes => Some(began),
            _ => None,
        };
        let Some(began) = began else {
            self.wait = Some((wakes, due));
            self.moves = 0;
            return None;
        };
        self.moves += 1;
        let waited = due.saturating_sub(began);
        let enough = self.moves >= OFTEN && waited >= TIME || self.moves >= MOST;
        enough.then_some(Unended {
            moves: self.moves,
            seconds: waited / SECOND,
        })
    }
}
