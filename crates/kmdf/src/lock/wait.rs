//! `WDFWAITLOCK`.

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    _EVENT_TYPE::SynchronizationEvent,
    _KWAIT_REASON::Executive,
    _MODE::KernelMode,
    KEVENT, KeEnterCriticalRegion, KeGetCurrentIrql, KeInitializeEvent, KeLeaveCriticalRegion,
    KeSetEvent, KeWaitForSingleObject, LARGE_INTEGER, NTSTATUS, PASSIVE_LEVEL, PLONGLONG,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_TIMEOUT, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFWAITLOCK},
};

use super::Owner;
use crate::{
    enter,
    handle::{object, required},
    memory::attributes_and_parent,
    object::{Body, Class, Obj, numbers},
    status,
    violation::{self, Code},
};

/// The framework's part of a `WDFWAITLOCK`.
pub struct Wait {
    free: UnsafeCell<KEVENT>,
    owner: Owner,
}

// SAFETY: the kernel synchronises its event.
unsafe impl Sync for Wait {}

impl Body for Wait {
    const CLASS: &'static Class = &Class::of::<Self>("WDFWAITLOCK", numbers::WAIT_LOCK).passive();
}

#[doc = "[`WdfWaitLockCreate`](wdk_sys::wdf::WdfWaitLockCreate)"]
#[abi]
pub unsafe fn WdfWaitLockCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    LockAttributes: PWDF_OBJECT_ATTRIBUTES,
    Lock: *mut WDFWAITLOCK,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfWaitLockCreate);
    required!(fx, WdfWaitLockCreate, Lock => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's attributes.
    let created =
        unsafe { attributes_and_parent(fx, LockAttributes) }.and_then(|(attributes, parent)| {
            let body = Wait {
                // SAFETY: plain data, initialised in place below.
                free: UnsafeCell::new(unsafe { core::mem::zeroed() }),
                owner: Owner::none(),
            };
            Obj::create(fx, Some(parent), &attributes, body)
        });
    match created {
        Ok(lock) => {
            // SAFETY: in place, before anybody waits.
            unsafe { KeInitializeEvent(lock.free.get(), SynchronizationEvent, 1) };
            // SAFETY: the driver's variable, checked.
            unsafe { Lock.write(lock.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfWaitLockAcquire`](wdk_sys::wdf::WdfWaitLockAcquire)"]
#[abi]
pub unsafe fn WdfWaitLockAcquire(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Lock: WDFWAITLOCK,
    Timeout: PLONGLONG,
) -> NTSTATUS {
    // Not `enter!`: with a timeout of zero the function may be called up to DISPATCH_LEVEL.
    // SAFETY: the driver's globals.
    let fx = unsafe { crate::Fx::from_public(DriverGlobals) };
    let lock = object!(fx, Wait, Lock => status::INVALID_HANDLE);
    // SAFETY: the driver's variable, or null.
    let timeout = unsafe { Timeout.as_ref() }.copied();
    if fx.verifier_on() {
        let irql = KeGetCurrentIrql();
        if irql > PASSIVE_LEVEL as u8 && timeout != Some(0) {
            violation::wdf(
                fx,
                "WrongIrql",
                Code::WrongIrql,
                [u64::from(irql), u64::from(PASSIVE_LEVEL), 0],
                format_args!(
                    "WdfWaitLockAcquire was called at IRQL {irql}; to wait it needs IRQL 0"
                ),
            );
            return STATUS_INVALID_DEVICE_REQUEST;
        }
        if !lock.owner.may_acquire(fx, lock.handle()) {
            return STATUS_INVALID_DEVICE_REQUEST;
        }
    }
    let mut due = LARGE_INTEGER {
        QuadPart: timeout.unwrap_or(0),
    };
    let due = if timeout.is_some() {
        &raw mut due
    } else {
        ptr::null_mut()
    };
    // SAFETY: left by the release; keeps a suspended thread from keeping the lock.
    unsafe { KeEnterCriticalRegion() };
    let event = lock.free.get().cast();
    // SAFETY: an initialised event that lives until the driver deletes the lock.
    let status = unsafe { KeWaitForSingleObject(event, Executive, KernelMode as _, 0, due) };
    if status == STATUS_TIMEOUT {
        // SAFETY: entered above.
        unsafe { KeLeaveCriticalRegion() };
    } else {
        lock.owner.acquired();
    }
    status
}

#[doc = "[`WdfWaitLockRelease`](wdk_sys::wdf::WdfWaitLockRelease)"]
#[abi]
pub unsafe fn WdfWaitLockRelease(DriverGlobals: PWDF_DRIVER_GLOBALS, Lock: WDFWAITLOCK) {
    let fx = enter!(DriverGlobals, WdfWaitLockRelease);
    let lock = object!(fx, Wait, Lock);
    // A release without an acquire would leave the lock free for two: checked also without
    // the verifier.
    if !lock.owner.release(fx, lock.handle()) {
        return;
    }
    // SAFETY: an initialised event.
    unsafe { KeSetEvent(lock.free.get(), 0, 0) };
    // SAFETY: entered by the acquire.
    unsafe { KeLeaveCriticalRegion() };
}
