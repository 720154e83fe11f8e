//! Timers that the executive allocates, which Wine 8 lacks: a timer of the clock behind an opaque pointer.
#![expect(
    unsafe_code,
    reason = "exports of the kernel, with the memory of its timers"
)]

use wdk_sys::{
    _TIMER_TYPE::NotificationTimer, BOOLEAN, KDPC, KTIMER, KeInitializeDpc, KeInitializeTimerEx,
    LARGE_INTEGER, LONGLONG, PEX_TIMER, PEXT_CALLBACK, PEXT_CANCEL_PARAMETERS,
    PEXT_DELETE_PARAMETERS, PEXT_SET_PARAMETERS, PKDPC, PVOID, ULONG, abi,
};

use crate::{
    clock::{MILLISECOND, set, wine_KeCancelTimer},
    driver,
};

const TAG: u32 = u32::from_le_bytes(*b"Wine");

/// What an `EX_TIMER` is here: the clock's timer comes first.
#[repr(C)]
struct Extended {
    timer: KTIMER,
    dpc: KDPC,
    callback: PEXT_CALLBACK,
    context: PVOID,
}

#[abi]
unsafe fn expired(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    let timer: *mut Extended = context.cast();
    // SAFETY: a timer is freed after its DPC has run.
    let (callback, context) = unsafe { ((*timer).callback, (*timer).context) };
    if let Some(callback) = callback {
        // SAFETY: the driver gave this function and context for the timer.
        unsafe { callback(timer.cast(), context) };
    }
}

/// The attributes are about a processor that sleeps, and about a clock that ticks.
#[abi(no_mangle)]
fn wine_ExAllocateTimer(callback: PEXT_CALLBACK, context: PVOID, _attributes: ULONG) -> PEX_TIMER {
    let timer = driver::allocate(size_of::<Extended>(), TAG).cast::<Extended>();
    if timer.is_null() {
        return timer.cast();
    }
    // SAFETY: zeroed memory of this size, in which all members are valid.
    let fields = unsafe { &mut *timer };
    // SAFETY: memory for a timer.
    unsafe { KeInitializeTimerEx(&raw mut fields.timer, NotificationTimer) };
    // SAFETY: memory for a DPC.
    unsafe { KeInitializeDpc(&raw mut fields.dpc, Some(expired), timer.cast()) };
    fields.callback = callback;
    fields.context = context;
    timer.cast()
}

#[abi(no_mangle)]
unsafe fn wine_ExSetTimer(
    timer: PEX_TIMER,
    due: LONGLONG,
    period: LONGLONG,
    _parameters: PEXT_SET_PARAMETERS,
) -> BOOLEAN {
    // SAFETY: the caller's timer, allocated above.
    let fields = unsafe { &mut *timer.cast::<Extended>() };
    let due = LARGE_INTEGER { QuadPart: due };
    let period = u64::try_from(period).unwrap_or(0) / MILLISECOND;
    let period = u32::try_from(period).unwrap_or(u32::MAX);
    set(&raw mut fields.timer, due, period, &raw mut fields.dpc)
}

#[abi(no_mangle)]
fn wine_ExCancelTimer(timer: PEX_TIMER, _parameters: PEXT_CANCEL_PARAMETERS) -> BOOLEAN {
    wine_KeCancelTimer(timer.cast())
}

/// A callback that runs meanwhile may look at its timer: the memory stays. A driver has few timers.
#[abi(no_mangle)]
unsafe fn wine_ExDeleteTimer(
    timer: PEX_TIMER,
    _cancel: BOOLEAN,
    _wait: BOOLEAN,
    parameters: PEXT_DELETE_PARAMETERS,
) -> BOOLEAN {
    let was_set = wine_KeCancelTimer(timer.cast());
    // SAFETY: null, or the caller's parameters.
    if let Some(parameters) = unsafe { parameters.as_ref() }
        && let Some(deleted) = parameters.DeleteCallback
    {
        // SAFETY: the driver gave this function and context.
        unsafe { deleted(parameters.DeleteContext) };
    }
    was_set
}
