//! `WDFSPINLOCK`.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::{
    cell::Cell,
    sync::atomic::{AtomicBool, Ordering},
};

use wdk_sys::{
    KIRQL, NTSTATUS, PKSPIN_LOCK, STATUS_INVALID_PARAMETER, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, WDFSPINLOCK},
};

use super::Owner;
use crate::{
    argument::{object, required},
    enter,
    memory::create_plain,
    object::{Body, Class, Obj, numbers},
    sync::KernelSpinLock,
    violation,
};

/// The framework's part of a `WDFSPINLOCK`.
pub(crate) struct Spin {
    lock: KernelSpinLock,
    irql: Cell<KIRQL>,
    owner: Owner,
    /// It is an interrupt's, which takes it at its own IRQL.
    of_interrupt: AtomicBool,
}

// SAFETY: the IRQL belongs to the thread that holds the lock.
unsafe impl Sync for Spin {}

impl Body for Spin {
    const CLASS: &'static Class = &Class::of::<Self>("WDFSPINLOCK", numbers::SPIN_LOCK);
}

impl Spin {
    /// The kernel's lock, for an interrupt, whose alone it is from now on.
    pub(crate) fn give_to_interrupt(&self) -> PKSPIN_LOCK {
        self.of_interrupt.store(true, Ordering::Relaxed);
        self.lock.as_ptr()
    }
}

#[doc = "[`WdfSpinLockCreate`](wdk_sys::wdf::WdfSpinLockCreate)"]
#[abi]
pub(crate) unsafe fn WdfSpinLockCreate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    SpinLockAttributes: PWDF_OBJECT_ATTRIBUTES,
    SpinLock: *mut WDFSPINLOCK,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfSpinLockCreate(SpinLockAttributes, SpinLock)
    );
    required!(fx, WdfSpinLockCreate, SpinLock => STATUS_INVALID_PARAMETER);
    let created = create_plain(fx, &SpinLockAttributes, || {
        Ok(Spin {
            lock: KernelSpinLock::new(),
            irql: Cell::new(0),
            owner: Owner::none(),
            of_interrupt: AtomicBool::new(false),
        })
    });
    SpinLock.put_created(created)
}

/// Whether the lock is an interrupt's, which the functions of spin locks leave alone.
fn is_of_interrupt(lock: Obj<Spin>, function: &'static str) -> bool {
    let foreign = lock.of_interrupt.load(Ordering::Relaxed);
    if foreign {
        violation::break_point(
            lock.fx(),
            "SpinLockOfInterrupt",
            lock.handle(),
            format_args!(
                "{function}: {:p} is an interrupt's spin lock; take it with WdfInterruptAcquireLock",
                lock.handle()
            ),
        );
    }
    foreign
}

#[doc = "[`WdfSpinLockAcquire`](wdk_sys::wdf::WdfSpinLockAcquire)"]
#[abi]
pub(crate) unsafe fn WdfSpinLockAcquire(DriverGlobals: PWDF_DRIVER_GLOBALS, SpinLock: WDFSPINLOCK) {
    enter!(fx = DriverGlobals, WdfSpinLockAcquire(SpinLock));
    let lock = object!(fx, Spin, SpinLock);
    if is_of_interrupt(lock, "WdfSpinLockAcquire") {
        return;
    }
    let verify = fx.verifier_on();
    if verify && !lock.owner.may_acquire(fx, lock.handle()) {
        return;
    }
    lock.irql.set(lock.lock.acquire());
    if verify {
        lock.owner.acquired();
    }
}

#[doc = "[`WdfSpinLockRelease`](wdk_sys::wdf::WdfSpinLockRelease)"]
#[abi]
pub(crate) unsafe fn WdfSpinLockRelease(DriverGlobals: PWDF_DRIVER_GLOBALS, SpinLock: WDFSPINLOCK) {
    enter!(fx = DriverGlobals, WdfSpinLockRelease(SpinLock));
    let lock = object!(fx, Spin, SpinLock);
    if is_of_interrupt(lock, "WdfSpinLockRelease") {
        return;
    }
    if fx.verifier_on() && !lock.owner.release(fx, lock.handle()) {
        return;
    }
    // SAFETY: the driver holds it, which kept the IRQL of before.
    unsafe { lock.lock.release(lock.irql.get()) };
}
