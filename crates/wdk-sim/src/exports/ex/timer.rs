//! Timers that the executive allocates: a `KTIMER` and its DPC behind an opaque pointer.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ffi::c_void;

use wdk_sys::{
    BOOLEAN, KDPC, KTIMER, LONGLONG, PEX_TIMER, PEXT_CALLBACK, PEXT_CANCEL_PARAMETERS,
    PEXT_DELETE_PARAMETERS, PEXT_SET_PARAMETERS, PKDPC, PVOID, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExAllocateTimer: partial(
        "high-resolution and no-wake attributes make no difference; both together are no bug check"
    ),
    ExSetTimer: partial(
        "tolerances are ignored; an absolute time for a high-resolution timer is no bug check"
    ),
    ExCancelTimer: full,
    ExDeleteTimer: partial(
        "cancels a timer also when Cancel is FALSE"
    ),
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
}

#[abi]
unsafe fn expired(_dpc: PKDPC, Context: PVOID, _one: PVOID, _two: PVOID) {
    let timer: *mut Timer = Context.cast();
    // SAFETY: the timer is alive while its DPC is queued.
    let fields = unsafe { &*timer };
    if let Some(callback) = fields.callback {
        // SAFETY: the driver gave this function and context for the timer.
        unsafe { callback(timer.cast(), fields.context) };
    }
}

#[abi(enter, no_mangle)]
unsafe fn ExAllocateTimer(callback: PEXT_CALLBACK, context: *mut c_void, attr: ULONG) -> PEX_TIMER {
    let size = size_of::<Timer>() as u64;
    // SAFETY: asks for memory.
    let timer: *mut Timer = driver_pool::zeroed(size, TAG).cast();
    if timer.is_null() {
        return timer.cast();
    }
    let notification = attr & wdk_sys::EX_TIMER_NOTIFICATION != 0;
    let kind = if notification {
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
    timer.cast()
}

#[abi(enter, no_mangle)]
unsafe fn ExSetTimer(
    timer: PEX_TIMER,
    due: LONGLONG,
    period: LONGLONG,
    params: PEXT_SET_PARAMETERS,
) -> BOOLEAN {
    let _ = params;
    let timer: *mut Timer = timer.cast();
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let has_callback = unsafe { (*timer).callback }.is_some();
    let dpc = if has_callback {
        // SAFETY: the DPC is part of the allocated timer.
        unsafe { &raw mut (*timer).dpc }
    } else {
        std::ptr::null_mut()
    };
    // SAFETY: the kernel timer is part of the allocated timer.
    let object = unsafe { &raw mut (*timer).timer };
    let period = period.max(0).unsigned_abs();
    BOOLEAN::from(Kernel::current().set_timer(object, due, period, dpc))
}

#[abi(enter, no_mangle)]
unsafe fn ExCancelTimer(timer: PEX_TIMER, params: PEXT_CANCEL_PARAMETERS) -> BOOLEAN {
    let _ = params;
    let timer: *mut Timer = timer.cast();
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let object = unsafe { &raw mut (*timer).timer };
    BOOLEAN::from(Kernel::current().cancel_timer(object))
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
    // SAFETY: the caller passes a timer of `ExAllocateTimer`.
    let fields = unsafe { &mut *timer };
    if wait != 0 && cancel == 0 {
        kernel.stop(
            TIMER_OR_DPC_INVALID,
            [timer as u64, 0, 0, 0],
            "ExDeleteTimer is to wait for a timer that it is not to cancel".to_owned(),
        );
    }
    let (object, dpc) = (&raw mut fields.timer, &raw mut fields.dpc);
    let cancelled = cancel != 0 && kernel.cancel_timer(object);
    if wait != 0 {
        kernel.sched.flush_dpcs();
    }
    kernel.cancel_timer(object);
    kernel.sched.remove_dpc(dpc);
    // SAFETY: nothing refers to the timer any more.
    unsafe { wdk_sys::ExFreePoolWithTag(timer.cast(), TAG) };
    // SAFETY: null, or the caller's parameters.
    let parameters = unsafe { params.as_ref() };
    if let Some(parameters) = parameters
        && let Some(deleted) = parameters.DeleteCallback
    {
        // SAFETY: the driver gave this function and context.
        unsafe { deleted(parameters.DeleteContext) };
    }
    BOOLEAN::from(cancelled)
}
