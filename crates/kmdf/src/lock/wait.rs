//! `WDFWAITLOCK`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use wdk_sys::{
    KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL, PLONGLONG, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_TIMEOUT, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFWAITLOCK},
};

use super::Owner;
use crate::{
    argument::{Argument, CallFrame, object, required},
    enter,
    event::{Event, enter_critical_region, leave_critical_region},
    memory::create_plain,
    object::{Body, Class, numbers},
    status,
    violation::{self, Code},
};

/// The framework's part of a `WDFWAITLOCK`.
pub(crate) struct Wait {
    free: Event,
    owner: Owner,
}

impl Body for Wait {
    const CLASS: &'static Class = &Class::of::<Self>("WDFWAITLOCK", numbers::WAIT_LOCK).passive();
}

#[doc = "[`WdfWaitLockCreate`](wdk_sys::wdf::WdfWaitLockCreate)"]
#[abi]
pub(crate) unsafe fn WdfWaitLockCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    LockAttributes: PWDF_OBJECT_ATTRIBUTES,
    Lock: *mut WDFWAITLOCK,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfWaitLockCreate(LockAttributes, Lock));
    required!(fx, WdfWaitLockCreate, Lock => STATUS_INVALID_PARAMETER);
    let created = create_plain(fx, &LockAttributes, || {
        Ok(Wait {
            free: Event::new(),
            owner: Owner::none(),
        })
    });
    match created {
        Ok(lock) => {
            lock.free.initialize_for_one();
            Lock.put(lock.handle().cast());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfWaitLockAcquire`](wdk_sys::wdf::WdfWaitLockAcquire)"]
#[abi]
pub(crate) unsafe fn WdfWaitLockAcquire(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Lock: WDFWAITLOCK,
    Timeout: PLONGLONG,
) -> NTSTATUS {
    // Not `enter!`: with a timeout of zero the function may be called up to DISPATCH_LEVEL.
    // SAFETY: a driver calls with the globals that it was bound with.
    let fx = unsafe { crate::Fx::from_public(DriverGlobals) };
    let frame = CallFrame;
    // SAFETY: the lock's handle, as the driver passed it.
    let Lock = unsafe { Argument::new(&frame, Lock) };
    // SAFETY: null or the driver's variable.
    let Timeout = unsafe { Argument::new(&frame, Timeout) };
    let lock = object!(fx, Wait, Lock => status::INVALID_HANDLE);
    let timeout = Timeout.read();
    if fx.verifier_on() {
        let irql = KeGetCurrentIrql();
        if irql > PASSIVE_LEVEL as u8 && timeout != Some(0) {
            violation::wdf(
                fx,
                "WrongIrql",
                Code::FatalError,
                [u64::from(irql), u64::from(PASSIVE_LEVEL), 0],
                format_args!(
                    "WdfWaitLockAcquire was called at IRQL {irql}; to wait it needs IRQL 0"
                ),
            );
            return STATUS_INVALID_DEVICE_REQUEST;
        }
        // With a timeout the wait ends, also of the owner.
        if timeout.is_none() && !lock.owner.may_acquire(fx, lock.handle()) {
            return STATUS_INVALID_DEVICE_REQUEST;
        }
    }
    // Left by the release; a suspended thread would keep the lock.
    enter_critical_region();
    let status = lock.free.wait_here(timeout);
    if status == STATUS_TIMEOUT {
        leave_critical_region();
    } else {
        lock.owner.acquired();
    }
    status
}

#[doc = "[`WdfWaitLockRelease`](wdk_sys::wdf::WdfWaitLockRelease)"]
#[abi]
pub(crate) unsafe fn WdfWaitLockRelease(DriverGlobals: PWDF_DRIVER_GLOBALS, Lock: WDFWAITLOCK) {
    enter!(fx = DriverGlobals, WdfWaitLockRelease(Lock));
    let lock = object!(fx, Wait, Lock);
    // A release without an acquire would leave the lock free for two: checked also without
    // the verifier.
    if !lock.owner.release(fx, lock.handle()) {
        return;
    }
    lock.free.set();
    // The acquire entered it.
    leave_critical_region();
}
