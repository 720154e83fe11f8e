//! `WDFSPINLOCK`.

use core::cell::{Cell, UnsafeCell};

use wdk_sys::{
    KIRQL, KSPIN_LOCK, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock, NTSTATUS, PKSPIN_LOCK,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFSPINLOCK},
};

use super::Owner;
use crate::{
    enter,
    handle::{object, required},
    memory::attributes_and_parent,
    object::{Body, Class, Obj, numbers},
};

/// The framework's part of a `WDFSPINLOCK`.
pub struct Spin {
    lock: UnsafeCell<KSPIN_LOCK>,
    irql: Cell<KIRQL>,
    owner: Owner,
}

// SAFETY: the kernel synchronises its lock; the IRQL belongs to who holds it.
unsafe impl Sync for Spin {}

impl Body for Spin {
    const CLASS: &'static Class = &Class::of::<Self>("WDFSPINLOCK", numbers::SPIN_LOCK);
}

impl Spin {
    /// The kernel's lock, for an interrupt that shares it.
    pub(crate) fn kernel_lock(&self) -> PKSPIN_LOCK {
        self.lock.get()
    }
}

#[doc = "[`WdfSpinLockCreate`](wdk_sys::wdf::WdfSpinLockCreate)"]
#[abi]
pub unsafe fn WdfSpinLockCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    SpinLockAttributes: PWDF_OBJECT_ATTRIBUTES,
    SpinLock: *mut WDFSPINLOCK,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfSpinLockCreate);
    required!(fx, WdfSpinLockCreate, SpinLock => STATUS_INVALID_PARAMETER);
    // SAFETY: the driver's attributes.
    let created = unsafe { attributes_and_parent(fx, SpinLockAttributes) }.and_then(
        |(attributes, parent)| {
            let body = Spin {
                lock: UnsafeCell::new(0),
                irql: Cell::new(0),
                owner: Owner::none(),
            };
            Obj::create(fx, Some(parent), &attributes, body)
        },
    );
    match created {
        Ok(lock) => {
            // SAFETY: the driver's variable, checked.
            unsafe { SpinLock.write(lock.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfSpinLockAcquire`](wdk_sys::wdf::WdfSpinLockAcquire)"]
#[abi]
pub unsafe fn WdfSpinLockAcquire(DriverGlobals: PWDF_DRIVER_GLOBALS, SpinLock: WDFSPINLOCK) {
    let fx = enter!(DriverGlobals, WdfSpinLockAcquire);
    let lock = object!(fx, Spin, SpinLock);
    let verify = fx.verifier_on();
    if verify && !lock.owner.may_acquire(fx, lock.handle()) {
        return;
    }
    // SAFETY: an initialised lock that lives until the driver deletes it.
    let irql = unsafe { KeAcquireSpinLockRaiseToDpc(lock.lock.get()) };
    lock.irql.set(irql);
    if verify {
        lock.owner.acquired();
    }
}

#[doc = "[`WdfSpinLockRelease`](wdk_sys::wdf::WdfSpinLockRelease)"]
#[abi]
pub unsafe fn WdfSpinLockRelease(DriverGlobals: PWDF_DRIVER_GLOBALS, SpinLock: WDFSPINLOCK) {
    let fx = enter!(DriverGlobals, WdfSpinLockRelease);
    let lock = object!(fx, Spin, SpinLock);
    if fx.verifier_on() && !lock.owner.release(fx, lock.handle()) {
        return;
    }
    // SAFETY: the driver holds it, which kept the IRQL of before.
    unsafe { KeReleaseSpinLock(lock.lock.get(), lock.irql.get()) };
}
