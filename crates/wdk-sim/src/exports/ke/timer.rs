//! Timers.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _TIMER_TYPE, BOOLEAN, KTIMER, LARGE_INTEGER, LONG, PKDPC, PKTIMER, TIMER_TYPE, ULONG, abi,
};

use crate::nt::parameter::{quad, touch};
use crate::{
    engine::export::{Export, export_table},
    nt::{ke::dispatcher::kind, kernel::Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeTimer: full,
    KeInitializeTimerEx: full,
    KeSetTimer: full,
    KeSetTimerEx: full,
    KeSetCoalescableTimer: full,
    KeCancelTimer: full,
    KeReadStateTimer: full,
);

fn initialise(timer: PKTIMER, kind: u8) {
    let kernel = Kernel::current();
    kernel.cancel_timer(timer);
    // SAFETY: the caller passes memory for a timer.
    unsafe { kernel.initialise(timer.cast(), kind, size_of::<KTIMER>(), 0) };
    // SAFETY: not null, since its header was just written.
    let fields = unsafe { &mut *timer };
    fields.DueTime.QuadPart = 0;
    fields.Dpc = std::ptr::null_mut();
    fields.Period = 0;
    fields.Processor = 0;
    fields.TimerListEntry.Flink = std::ptr::null_mut();
    fields.TimerListEntry.Blink = std::ptr::null_mut();
}

fn set(timer: PKTIMER, due: LARGE_INTEGER, period_ms: u64, dpc: PKDPC) -> BOOLEAN {
    let due = quad(due);
    // The DPC is used when the timer expires, where no driver is to blame.
    if !dpc.is_null() {
        touch(dpc.cast());
    }
    let kernel = Kernel::current();
    BOOLEAN::from(kernel.set_timer(timer, due, period_ms * 10_000, dpc))
}

#[abi(enter, no_mangle)]
fn KeInitializeTimer(Timer: PKTIMER) {
    initialise(Timer, kind::NOTIFICATION_TIMER);
}

#[abi(enter, no_mangle)]
fn KeInitializeTimerEx(Timer: PKTIMER, Type: TIMER_TYPE) {
    let synchronization = Type == _TIMER_TYPE::SynchronizationTimer;
    let kind = if synchronization {
        kind::SYNCHRONIZATION_TIMER
    } else {
        kind::NOTIFICATION_TIMER
    };
    initialise(Timer, kind);
}

#[abi(enter, no_mangle)]
fn KeSetTimer(Timer: PKTIMER, DueTime: LARGE_INTEGER, Dpc: PKDPC) -> BOOLEAN {
    set(Timer, DueTime, 0, Dpc)
}

#[abi(enter, no_mangle)]
fn KeSetTimerEx(Timer: PKTIMER, DueTime: LARGE_INTEGER, Period: LONG, Dpc: PKDPC) -> BOOLEAN {
    set(Timer, DueTime, u64::from(Period.max(0).unsigned_abs()), Dpc)
}

#[abi(enter, no_mangle)]
fn KeSetCoalescableTimer(
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
fn KeCancelTimer(Timer: PKTIMER) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().cancel_timer(Timer))
}

#[abi(enter, no_mangle)]
fn KeReadStateTimer(Timer: PKTIMER) -> BOOLEAN {
    BOOLEAN::from(Kernel::current().state(Timer.cast()) != 0)
}
