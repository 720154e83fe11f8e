//! Timers that the executive allocates: a `KTIMER` and its DPC behind an opaque pointer.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ffi::c_void, ptr};

use wdk_sys::{
    BOOLEAN, EX_TIMER_HIGH_RESOLUTION, EX_TIMER_NO_WAKE, EX_TIMER_NOTIFICATION,
    EX_TIMER_UNLIMITED_TOLERANCE, EXT_DELETE_PARAMETERS, KDPC, KTIMER, LONGLONG, PEX_TIMER,
    PEXT_CALLBACK, PEXT_CANCEL_PARAMETERS, PEXT_DELETE_PARAMETERS, PEXT_SET_PARAMETERS, PKDPC,
    PVOID, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExAllocateTimer: full,
    ExSetTimer: partial("timers are exact, whatever the resolution and the tolerance are"),
    ExCancelTimer: full,
    ExDeleteTimer: full,
);

const TAG: u32 = u32::from_le_bytes(*b"ExTm");

/// `TIMER_OR_DPC_INVALID`.
const TIMER_OR_DPC_INVALID: u32 = 0xC7;

/// What an `EX_TIMER` is. The timer comes first: a driver may wait for it.
#[repr(C)]
struct Timer {
    timer: KTIMER,
    dpc: KDPC,
    callback: PEXT_CALLBACK,
    context: PVOID,
    attributes: ULONG,
    /// The callback runs.
    expiring: bool,
    /// `ExDeleteTimer` was called: nothing can be done with the timer any more.
    disabled: bool,
    /// Who hears of the end, when that waits for the timer to expire.
    deleted: Option<EXT_DELETE_PARAMETERS>,
    /// The timer is freed after it has expired.
    freed_by_expiration: bool,
}

#[abi]
unsafe fn expired(_dpc: PKDPC, Context: PVOID, _one: PVOID, _two: PVOID) {
    let timer: *mut Timer = Context.cast();
    // SAFETY: the timer is alive while its DPC is queued.
    let (callback, context, disabled) = unsafe {
        let fields = &mut *timer;
        fields.expiring = true;
        (fields.callback, fields.context, fields.disabled)
    };
    if disabled {
        // A periodic timer expires once more at most.
        // SAFETY: as above.
        Kernel::current().cancel_timer(unsafe { &raw mut (*timer).timer });
    }
    if let Some(callback) = callback {
        // SAFETY: the driver gave this function and context for the timer.
        unsafe { callback(timer.cast(), context) };
    }
    // SAFETY: a timer whose callback runs is not freed by anybody else.
    let is_last = unsafe {
        let fields = &mut *timer;
        fields.expiring = false;
        fields.freed_by_expiration
    };
    if is_last {
        // SAFETY: deleted by the driver; it is not set, and its DPC ends here.
        unsafe { free(timer) };
    }
}

/// Frees the timer and tells who wanted to hear of it.
///
/// # Safety
/// Nothing refers to the timer any more.
unsafe fn free(timer: *mut Timer) {
    // SAFETY: the timer's memory is still there.
    let deleted = unsafe { (*timer).deleted };
    // SAFETY: as this function's contract says.
    unsafe { wdk_sys::ExFreePoolWithTag(timer.cast(), TAG) };
    if let Some(parameters) = deleted
        && let Some(callback) = parameters.DeleteCallback
    {
        // SAFETY: the driver gave this function and context.
        unsafe { callback(parameters.DeleteContext) };
    }
}

fn stop(timer: *mut Timer, message: &str) -> ! {
    let parameters = [timer as u64, 0, 0, 0];
    Kernel::current().stop(TIMER_OR_DPC_INVALID, parameters, message.to_owned())
}

#[abi(enter, no_mangle)]
unsafe fn ExAllocateTimer(callback: PEXT_CALLBACK, context: *mut c_void, attr: ULONG) -> PEX_TIMER {
    const BOTH: ULONG = EX_TIMER_HIGH_RESOLUTION | EX_TIMER_NO_WAKE;
    if attr & BOTH == BOTH {
        stop(
            ptr::null_mut(),
            "ExAllocateTimer is asked for a timer of high resolution that does not wake the processor",
        );
    }
    let size = size_of::<Timer>() as u64;
    // SAFETY: asks for memory.
    let timer: *mut Timer = driver_pool::zeroed(size, TAG).cast();
    if timer.is_null() {
        return timer.cast();
    }
    let kind = if attr & EX_TIMER_NOTIFICATION != 0 {
        wdk_sys::_TIMER_TYPE::NotificationTimer
    } else {
        wdk_sys::_TIMER_TYPE::SynchronizationTimer
    };
    // SAFETY: the block has room for the timer, and all-zero is a valid one.
    let fields = unsafe { &mut *timer };
    // SAFETY: memory for a timer.
    unsafe { wdk_sys::KeInitializeTimerEx(&raw mut fields.timer, kind) };
    // SAFETY: memory for a DPC.
    unsafe { wdk_sys::KeInitializeDpc(&raw mut fields.dpc, Some(expired), timer.cast()) };
    fields.callback = callback;
    fields.context = context;
    fields.attributes = attr;
    timer.cast()
}

#[abi(enter, no_mangle)]
unsafe fn ExSetTimer(
    timer: PEX_TIMER,
    due: LONGLONG,
    period: LONGLONG,
    params: PEXT_SET_PARAMETERS,
) -> BOOLEAN {
    let timer: *mut Timer = timer.cast();
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let fields = unsafe { &mut *timer };
    if fields.attributes & EX_TIMER_HIGH_RESOLUTION != 0 && due >= 0 {
        stop(
            timer,
            "ExSetTimer is called for a timer of high resolution with an absolute time; it takes relative (negative) times only",
        );
    }
    // SAFETY: null, or the caller's parameters.
    let tolerance = unsafe { params.as_ref() }.map_or(0, |it| it.NoWakeTolerance);
    if tolerance < 0 && tolerance != i64::from(EX_TIMER_UNLIMITED_TOLERANCE) {
        stop(
            timer,
            "ExSetTimer is called with a negative NoWakeTolerance",
        );
    }
    if fields.disabled {
        return 0;
    }
    let dpc = match fields.callback {
        Some(_) => &raw mut fields.dpc,
        None => ptr::null_mut(),
    };
    let object = &raw mut fields.timer;
    BOOLEAN::from(Kernel::current().set_timer(object, due, period.max(0).unsigned_abs(), dpc))
}

#[abi(enter, no_mangle)]
unsafe fn ExCancelTimer(timer: PEX_TIMER, params: PEXT_CANCEL_PARAMETERS) -> BOOLEAN {
    let _ = params;
    let timer: *mut Timer = timer.cast();
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let fields = unsafe { &mut *timer };
    BOOLEAN::from(!fields.disabled && Kernel::current().cancel_timer(&raw mut fields.timer))
}

#[abi(enter, no_mangle)]
unsafe fn ExDeleteTimer(
    timer: PEX_TIMER,
    cancel: BOOLEAN,
    wait: BOOLEAN,
    params: PEXT_DELETE_PARAMETERS,
) -> BOOLEAN {
    let kernel = Kernel::current();
    let timer: *mut Timer = timer.cast();
    if wait != 0 && cancel == 0 {
        stop(
            timer,
            "ExDeleteTimer is to wait for a timer that it is not to cancel",
        );
    }
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let fields = unsafe { &mut *timer };
    if fields.disabled {
        return 0;
    }
    fields.disabled = true;
    // SAFETY: null, or the caller's parameters.
    fields.deleted = unsafe { params.as_ref() }.copied();
    let object = &raw mut fields.timer;
    let cancelled = cancel != 0 && kernel.cancel_timer(object);
    if wait != 0 {
        kernel.sched.flush_dpcs();
    }
    // SAFETY: freed below at the earliest; the callback may have changed it meanwhile.
    let fields = unsafe { &mut *timer };
    let is_queued = !fields.dpc.DpcData.is_null();
    if kernel.timer_is_set(object) || is_queued || fields.expiring {
        // Without a callback the timer has no DPC, which is what frees it.
        fields.timer.Dpc = &raw mut fields.dpc;
        fields.freed_by_expiration = true;
    } else {
        // SAFETY: it is not set, its DPC is not queued and its callback does not run.
        unsafe { free(timer) };
    }
    BOOLEAN::from(cancelled)
}
