//! Locks, IRQLs and memory.

use std::{cell::UnsafeCell, ptr};

use wdk_sys::{wdf::*, *};

use crate::driver::*;

fn spin_lock() -> WDFSPINLOCK {
    let mut attributes = attributes(device().cast());
    let mut lock = ptr::null_mut();
    let status = unsafe { WdfSpinLockCreate(&raw mut attributes, &raw mut lock) };
    assert_eq!(status, STATUS_SUCCESS);
    lock
}

fn wait_lock() -> WDFWAITLOCK {
    let mut attributes = attributes(device().cast());
    let mut lock = ptr::null_mut();
    let status = unsafe { WdfWaitLockCreate(&raw mut attributes, &raw mut lock) };
    assert_eq!(status, STATUS_SUCCESS);
    lock
}

fn acquire_spin(lock: WDFSPINLOCK) {
    unsafe { WdfSpinLockAcquire(lock) };
}

fn release_spin(lock: WDFSPINLOCK) {
    unsafe { WdfSpinLockRelease(lock) };
}

fn acquire_wait(lock: WDFWAITLOCK) {
    let status = unsafe { WdfWaitLockAcquire(lock, ptr::null_mut()) };
    assert_eq!(status, STATUS_SUCCESS);
}

fn release_wait(lock: WDFWAITLOCK) {
    unsafe { WdfWaitLockRelease(lock) };
}

thread_local! {
    static LOCK: UnsafeCell<KSPIN_LOCK> = const { UnsafeCell::new(0) };
}

/// The kernel's spin lock of this test.
fn lock() -> *mut KSPIN_LOCK {
    LOCK.with(UnsafeCell::get)
}

/// Acquires the lock, which a driver of before may have left acquired.
fn acquire() -> KIRQL {
    unsafe { lock().write(0) };
    unsafe { KeAcquireSpinLockRaiseToDpc(lock()) }
}

fn release(irql: KIRQL) {
    unsafe { KeReleaseSpinLock(lock(), irql) };
}

const SPIN: Hooks = Hooks {
    read: Some(|request| {
        let lock = spin_lock();
        acquire_spin(lock);
        release_spin(lock);
        succeed(request);
    }),
    ..GOOD
};

const WAIT: Hooks = Hooks {
    read: Some(|request| {
        let lock = wait_lock();
        acquire_wait(lock);
        release_wait(lock);
        succeed(request);
    }),
    ..GOOD
};

const INTERRUPT: Hooks = Hooks {
    on_add: |device| keep(interrupt(device)),
    read: Some(|request| {
        let interrupt = kept();
        unsafe { WdfInterruptAcquireLock(interrupt) };
        unsafe { WdfInterruptReleaseLock(interrupt) };
        succeed(request);
    }),
    ..GOOD
};

const KERNEL_SPIN: Hooks = Hooks {
    read: Some(|request| {
        release(acquire());
        succeed(request);
    }),
    ..GOOD
};

crate::rules! {
    KmdfIrql: Hooks {
        on_add: |_| {
            let before = unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) };
            let mut string = ptr::null_mut();
            let _ = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut string) };
            unsafe { KeLowerIrql(before) };
        },
        ..GOOD
    }, GOOD;
    KmdfIrql2: Hooks {
        read: Some(|request| {
            let before = unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) };
            let mut string = ptr::null_mut();
            let _ = unsafe { WdfStringCreate(ptr::null(), ptr::null_mut(), &raw mut string) };
            unsafe { KeLowerIrql(before) };
            succeed(request);
        }),
        ..GOOD
    }, GOOD;
    Spinlock: Hooks {
        read: Some(|request| {
            let before = acquire();
            release(before);
            release(before);
            succeed(request);
        }),
        ..GOOD
    }, KERNEL_SPIN;
    SpinlockDpc: Hooks {
        read: Some(|request| {
            let before = unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) };
            unsafe { KeReleaseSpinLockFromDpcLevel(lock()) };
            unsafe { KeLowerIrql(before) };
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let before = unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) };
            unsafe { KeAcquireSpinLockAtDpcLevel(lock()) };
            unsafe { KeReleaseSpinLockFromDpcLevel(lock()) };
            unsafe { KeLowerIrql(before) };
            succeed(request);
        }),
        ..GOOD
    };
    SpinlockRelease: Hooks {
        read: Some(|request| {
            succeed(request);
            let _ = acquire();
        }),
        program: |_, _, file| {
            let _ = file.read(&mut [0; 8]);
        },
        ..GOOD
    }, KERNEL_SPIN;
    WdfSpinlock: Hooks {
        read: Some(|request| {
            let lock = spin_lock();
            acquire_spin(lock);
            acquire_spin(lock);
            release_spin(lock);
            succeed(request);
        }),
        ..GOOD
    }, SPIN;
    WdfSpinlockRelease: Hooks {
        read: Some(|request| {
            succeed(request);
            acquire_spin(spin_lock());
        }),
        ..GOOD
    }, SPIN;
    WdfWaitlock: Hooks {
        read: Some(|request| {
            release_wait(wait_lock());
            succeed(request);
        }),
        ..GOOD
    }, WAIT;
    WdfWaitlockRelease: Hooks {
        read: Some(|request| {
            acquire_wait(wait_lock());
            succeed(request);
        }),
        ..GOOD
    }, WAIT;
    WdfInterruptLock: Hooks {
        read: Some(|request| {
            unsafe { WdfInterruptReleaseLock(kept()) };
            succeed(request);
        }),
        ..INTERRUPT
    }, INTERRUPT;
    WdfInterruptLockRelease: Hooks {
        read: Some(|request| {
            succeed(request);
            unsafe { WdfInterruptAcquireLock(kept()) };
        }),
        ..INTERRUPT
    }, INTERRUPT;
    ParentObjectCheck: Hooks {
        on_add: |_| {
            let mut memory = ptr::null_mut();
            let pool = _POOL_TYPE::NonPagedPoolNx;
            let status = unsafe {
                WdfMemoryCreate(ptr::null_mut(), pool, 1, 8, &raw mut memory, ptr::null_mut())
            };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..GOOD
    }, Hooks {
        on_add: |device| {
            let mut attributes = attributes(device.cast());
            let mut memory = ptr::null_mut();
            let pool = _POOL_TYPE::NonPagedPoolNx;
            let status = unsafe {
                WdfMemoryCreate(&raw mut attributes, pool, 1, 8, &raw mut memory, ptr::null_mut())
            };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..GOOD
    };
    ParentObjectCheckLock: Hooks {
        on_add: |_| {
            let mut lock = ptr::null_mut();
            let status = unsafe { WdfSpinLockCreate(ptr::null_mut(), &raw mut lock) };
            assert_eq!(status, STATUS_SUCCESS);
        },
        ..GOOD
    }, Hooks { on_add: |_| { spin_lock(); }, ..GOOD };
    UnSafeAllocatePool: Hooks {
        read: Some(|request| {
            let block = unsafe { ExAllocatePoolWithTag(_POOL_TYPE::NonPagedPoolNx, 8, 1) };
            unsafe { ExFreePoolWithTag(block, 1) };
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, 8, 1) };
            unsafe { ExFreePoolWithTag(block, 1) };
            succeed(request);
        }),
        ..GOOD
    };
    ReqSendWhileSpinlock: Hooks {
        read: Some(|request| {
            let before = acquire();
            let sent = crate::sending::forget(request);
            release(before);
            if !sent {
                complete(request, STATUS_UNSUCCESSFUL);
            }
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            if !crate::sending::forget(request) {
                complete(request, STATUS_UNSUCCESSFUL);
            }
        }),
        ..GOOD
    };
}

/// An interrupt of the device.
fn interrupt(device: WDFDEVICE) -> WDFINTERRUPT {
    let mut config = sized(|config: &mut WDF_INTERRUPT_CONFIG, size| {
        config.Size = size;
        config.EvtInterruptIsr = Some(isr);
    });
    let mut interrupt = ptr::null_mut();
    let status =
        unsafe { WdfInterruptCreate(device, &raw mut config, ptr::null_mut(), &raw mut interrupt) };
    assert_eq!(status, STATUS_SUCCESS);
    interrupt
}

#[abi]
unsafe fn isr(_: WDFINTERRUPT, _: ULONG) -> BOOLEAN {
    FALSE
}
