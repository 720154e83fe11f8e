//! Timers that are set.
#![expect(
    unsafe_code,
    reason = "reads and writes timers in the memory of drivers"
)]

use wdk_sys::{PKDPC, PKTIMER, PVOID};

use super::{address_map::AddressMap, layer::Ke};
use crate::engine::{
    driver::DriverId,
    time::{Deadline, DeadlineKey},
    trace::Category,
};

/// A timer that is set.
pub(crate) struct Set {
    key: DeadlineKey,
    /// Units between expirations; 0 for one.
    period: u64,
    driver: DriverId,
}

/// The timers that are set, by address.
pub(crate) type Timers = AddressMap<Set>;

impl Ke {
    /// Sets the timer. True when it was set already.
    pub(crate) fn set_timer(&self, timer: PKTIMER, due: i64, period: u64, dpc: PKDPC) -> bool {
        let was_set = self.cancel_timer(timer);
        let due = self.clock.due(due);
        // SAFETY: the caller passes an initialised timer.
        let fields = unsafe { &mut *timer };
        fields.Dpc = dpc;
        fields.DueTime.QuadPart = due;
        fields.Period = u32::try_from(period / 10_000).unwrap_or(u32::MAX);
        fields.Header.SignalState = 0;
        let key = self.clock.add(due, Deadline::Timer(timer.cast()));
        let set = Set {
            key,
            period,
            driver: self.current_driver(),
        };
        self.timers.borrow_mut().insert(timer as usize, set);
        was_set
    }

    /// True when the timer was set.
    pub(crate) fn cancel_timer(&self, timer: PKTIMER) -> bool {
        let set = self.timers.borrow_mut().remove(&(timer as usize));
        set.is_some_and(|set| self.clock.remove(set.key))
    }

    pub(crate) fn timer_is_set(&self, timer: PKTIMER) -> bool {
        self.timers.borrow().contains_key(&(timer as usize))
    }

    /// The timer's time has come.
    pub(crate) fn expire(&self, timer: PVOID) {
        let timer: PKTIMER = timer.cast();
        let (period, driver) = {
            let mut timers = self.timers.borrow_mut();
            let Some(set) = timers.get_mut(&(timer as usize)) else {
                return;
            };
            if set.period == 0 {
                let driver = set.driver;
                timers.remove(&(timer as usize));
                (0, driver)
            } else {
                let due = set.key.0 + set.period;
                set.key = self.clock.add(due, Deadline::Timer(timer.cast()));
                (set.period, set.driver)
            }
        };
        self.trace_instant(Category::Timer, || {
            let every = if period == 0 {
                String::new()
            } else {
                format!("every {} ms", period / 10_000)
            };
            ("KTIMER", every)
        });
        // SAFETY: the timer is set, so its memory is in use; a driver that frees it is reported
        // by the verifier when it does.
        let dpc = unsafe { (*timer).Dpc };
        self.signal(timer.cast(), 1);
        if !dpc.is_null() {
            self.insert_dpc(dpc, std::ptr::null_mut(), std::ptr::null_mut(), driver);
        }
    }

    /// A timer that is set and lies within the `bytes` from `start`.
    pub(crate) fn timer_within(&self, start: usize, bytes: usize) -> Option<usize> {
        let timers = self.timers.borrow();
        timers
            .keys()
            .copied()
            .find(|timer| (start..start + bytes).contains(timer))
    }
}
