//! Timers.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _TIMER_TYPE, BOOLEAN, KTIMER, LARGE_INTEGER, LONG, PKDPC, PKTIMER, PVOID, TIMER_TYPE, ULONG,
    abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        time::{Deadline, DeadlineKey},
        trace::Category,
    },
    machine::{DriverId, Kernel},
    nt::ke::dispatcher::{AddressMap, kind},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeTimer, KeInitializeTimerEx, KeSetTimer, KeSetTimerEx, KeSetCoalescableTimer,
    KeCancelTimer, KeReadStateTimer);

/// A timer that is set.
pub(crate) struct Set {
    key: DeadlineKey,
    /// Units between expirations; 0 for one.
    period: u64,
    driver: DriverId,
}

/// The timers that are set, by address.
pub(crate) type Timers = AddressMap<Set>;

impl Kernel {
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

fn initialise(timer: PKTIMER, kind: u8) {
    let kernel = Kernel::current();
    kernel.cancel_timer(timer);
    // SAFETY: the caller passes memory for a timer.
    unsafe { kernel.initialise(timer.cast(), kind, size_of::<KTIMER>(), 0) };
    // SAFETY: as above.
    let fields = unsafe { &mut *timer };
    fields.DueTime.QuadPart = 0;
    fields.Dpc = std::ptr::null_mut();
    fields.Period = 0;
    fields.Processor = 0;
    fields.TimerListEntry.Flink = std::ptr::null_mut();
    fields.TimerListEntry.Blink = std::ptr::null_mut();
}

fn set(timer: PKTIMER, due: LARGE_INTEGER, period_ms: u64, dpc: PKDPC) -> BOOLEAN {
    // SAFETY: all of the union's views are integers.
    let due = unsafe { due.QuadPart };
    let kernel = Kernel::current();
    BOOLEAN::from(kernel.set_timer(timer, due, period_ms * 10_000, dpc))
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeTimer(Timer: PKTIMER) {
    initialise(Timer, kind::NOTIFICATION_TIMER);
}

#[abi(enter, no_mangle)]
unsafe fn KeInitializeTimerEx(Timer: PKTIMER, Type: TIMER_TYPE) {
    let synchronization = Type == _TIMER_TYPE::SynchronizationTimer;
    let kind = if synchronization {
        kind::SYNCHRONIZATION_TIMER
    } else {
        kind::NOTIFICATION_TIMER
    };
    initialise(Timer, kind);
}

#[abi(enter, no_mangle)]
unsafe fn KeSetTimer(Timer: PKTIMER, DueTime: LARGE_INTEGER, Dpc: PKDPC) -> BOOLEAN {
    set(Timer, DueTime, 0, Dpc)
}

#[abi(enter, no_mangle)]
unsafe fn KeSetTimerEx(
    Timer: PKTIMER,
    DueTime: LARGE_INTEGER,
    Period: LONG,
    Dpc: PKDPC,
) -> BOOLEAN {
    set(Timer, DueTime, u64::from(Period.max(0).unsigned_abs()), Dpc)
}

#[abi(enter, no_mangle)]
unsafe fn KeSetCoalescableTimer(
    Timer: PKTIMER,
    DueTime: LARGE_INTEGER,
    Period: ULONG,
    TolerableDelay: ULONG,
    Dpc: PKDPC,
) -> BOOLEAN {
    let _ = TolerableDelay;
    set(Timer, DueTime, u64::from(Period), Dpc)
}

#[abi(enter, no_mangle)]
unsafe fn KeCancelTimer(Timer: PKTIMER) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().cancel_timer(Timer))
}

#[abi(enter, no_mangle)]
unsafe fn KeReadStateTimer(Timer: PKTIMER) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().state(Timer.cast()) != 0)
}
