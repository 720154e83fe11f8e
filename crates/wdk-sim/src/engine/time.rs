//! Virtual time: it moves when nothing can run, and by the length of a stall.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    rc::Rc,
    time::Duration,
};

use wdk_sys::PVOID;

use crate::engine::scheduler::thread::Thread;

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
    /// When the next deadline is; `u64::MAX` without one.
    earliest: Cell<u64>,
    /// How often the clock was read since time moved.
    readings: Cell<u32>,
}

/// Readings at one point in time before reading itself moves it.
const READINGS: u32 = 1000;

impl Clock {
    pub(crate) fn new() -> Self {
        Self {
            now: Cell::new(BOOT),
            date: Cell::new(START_DATE - BOOT),
            deadlines: RefCell::new(BTreeMap::new()),
            next: Cell::new(0),
            earliest: Cell::new(u64::MAX),
            readings: Cell::new(0),
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
        self.readings.set(0);
    }

    /// Interrupt time as a driver reads it.
    pub(crate) fn read(&self) -> u64 {
        let readings = self.readings.get() + 1;
        if readings > READINGS {
            self.now.set(self.now() + 10);
        } else {
            self.readings.set(readings);
        }
        self.now()
    }

    /// A processor does nothing for so long. What becomes due expires when others may run.
    pub(crate) fn stall(&self, units: u64) {
        self.advance_to(self.now() + units);
    }

    pub(crate) fn add(&self, due: u64, deadline: Deadline) -> DeadlineKey {
        let key = (due, self.next.get());
        self.next.set(key.1 + 1);
        self.deadlines.borrow_mut().insert(key, deadline);
        self.earliest.set(self.earliest.get().min(due));
        key
    }

    pub(crate) fn remove(&self, key: DeadlineKey) -> bool {
        let removed = self.deadlines.borrow_mut().remove(&key).is_some();
        self.find_earliest();
        removed
    }

    fn find_earliest(&self) {
        let deadlines = self.deadlines.borrow();
        let first = deadlines.first_key_value();
        self.earliest
            .set(first.map_or(u64::MAX, |((due, _), _)| *due));
    }

    /// Whether the time of a deadline has come.
    #[inline]
    pub(crate) fn is_due(&self) -> bool {
        self.earliest.get() <= self.now()
    }

    /// When the next deadline is.
    pub(crate) fn next_due(&self) -> Option<u64> {
        Some(self.earliest.get()).filter(|due| *due != u64::MAX)
    }

    /// Takes a deadline that is due now.
    pub(crate) fn take_due(&self) -> Option<Deadline> {
        if !self.is_due() {
            return None;
        }
        let (_, deadline) = self.deadlines.borrow_mut().pop_first()?;
        self.find_earliest();
        Some(deadline)
    }

    pub(crate) fn clear(&self) {
        self.deadlines.borrow_mut().clear();
        self.earliest.set(u64::MAX);
    }
}

/// `duration` in units of 100 ns, rounded up.
pub(crate) fn units(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos().div_ceil(100)).unwrap_or(u64::MAX / 2)
}
