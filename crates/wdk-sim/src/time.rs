//! Virtual time: it moves when nothing can run, and by the length of a stall.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

use wdk_sys::PVOID;

use crate::scheduler::Thread;

/// Units of NT time in a second.
pub(crate) const SECOND: u64 = 10_000_000;
/// What the interrupt clock shows when a machine starts: no driver sees time zero.
const BOOT: u64 = 10 * SECOND;
/// 2026-01-01 00:00:00 UTC in 100 ns units since 1601: the date on which every machine starts.
const START_DATE: u64 = 134_116_992_000_000_000;

/// Names an entry among the deadlines.
pub(crate) type DeadlineKey = (u64, u64);

/// What happens at a point in time.
#[derive(Clone)]
pub(crate) enum Deadline {
    /// A thread's wait times out.
    Wait(Rc<Thread>),
    /// A `KTIMER` expires.
    Timer(PVOID),
}

pub(crate) struct Clock {
    /// Interrupt time.
    now: Cell<u64>,
    /// What was added to the date by a driver or a test.
    date: Cell<u64>,
    deadlines: RefCell<BTreeMap<DeadlineKey, Deadline>>,
    next: Cell<u64>,
}

impl Clock {
    pub(crate) fn new() -> Self {
        Self {
            now: Cell::new(BOOT),
            date: Cell::new(START_DATE - BOOT),
            deadlines: RefCell::new(BTreeMap::new()),
            next: Cell::new(0),
        }
    }

    /// Interrupt time, in units of 100 ns.
    pub(crate) fn now(&self) -> u64 {
        self.now.get()
    }

    /// Time since the machine was built.
    pub(crate) fn since_start(&self) -> u64 {
        self.now.get() - BOOT
    }

    /// System time: 100 ns units since 1601.
    pub(crate) fn date(&self) -> u64 {
        self.now.get() + self.date.get()
    }

    /// The interrupt time that a relative (negative) or absolute NT time names.
    pub(crate) fn due(&self, time: i64) -> u64 {
        if time <= 0 {
            self.now().saturating_add(time.unsigned_abs())
        } else {
            time.unsigned_abs()
                .saturating_sub(self.date.get())
                .max(self.now())
        }
    }

    pub(crate) fn advance_to(&self, time: u64) {
        debug_assert!(time >= self.now());
        self.now.set(time);
    }

    pub(crate) fn add(&self, due: u64, deadline: Deadline) -> DeadlineKey {
        let key = (due, self.next.get());
        self.next.set(key.1 + 1);
        self.deadlines.borrow_mut().insert(key, deadline);
        key
    }

    pub(crate) fn remove(&self, key: DeadlineKey) -> bool {
        self.deadlines.borrow_mut().remove(&key).is_some()
    }

    /// When the next deadline is.
    pub(crate) fn next_due(&self) -> Option<u64> {
        let deadlines = self.deadlines.borrow();
        deadlines.first_key_value().map(|((due, _), _)| *due)
    }

    /// Takes a deadline that is due now.
    pub(crate) fn take_due(&self) -> Option<Deadline> {
        let mut deadlines = self.deadlines.borrow_mut();
        let first = deadlines.first_entry()?;
        (first.key().0 <= self.now()).then(|| first.remove())
    }

    pub(crate) fn clear(&self) {
        self.deadlines.borrow_mut().clear();
    }
}

/// `duration` in units of 100 ns, rounded up.
pub(crate) fn units(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(100)).unwrap_or(u64::MAX / 2)
}
