//! The lock under which an object's callbacks are serialised, and that
//! `WdfObjectAcquireLock` takes.

use core::{
    cell::{Cell, UnsafeCell},
    ptr,
};

use wdk_sys::{
    _EVENT_TYPE::SynchronizationEvent, _KWAIT_REASON::Executive, _MODE::KernelMode, KEVENT, KIRQL,
    KSPIN_LOCK, KeAcquireSpinLockRaiseToDpc, KeInitializeEvent, KeReleaseSpinLock, KeSetEvent,
    KeWaitForSingleObject,
};

/// A spin lock for callbacks at dispatch level, an event for callbacks at passive level. Not
/// recursive.
pub struct CallbackLock {
    passive: bool,
    spin: UnsafeCell<KSPIN_LOCK>,
    event: UnsafeCell<KEVENT>,
    irql: Cell<KIRQL>,
    owner: Cell<*mut core::ffi::c_void>,
}

// SAFETY: the kernel's primitives guard the cells.
unsafe impl Sync for CallbackLock {}
// SAFETY: as above.
unsafe impl Send for CallbackLock {}

impl CallbackLock {
    /// A lock that [`CallbackLock::initialize`] makes usable at its final address.
    #[must_use]
    pub fn new(passive: bool) -> Self {
        Self {
            passive,
            spin: UnsafeCell::new(0),
            // SAFETY: a KEVENT is plain data.
            event: UnsafeCell::new(unsafe { core::mem::zeroed() }),
            irql: Cell::new(0),
            owner: Cell::new(ptr::null_mut()),
        }
    }

    /// Once, before anybody takes the lock.
    pub fn initialize(&self) {
        // SAFETY: in place, before anybody waits. A synchronisation event, free.
        unsafe { KeInitializeEvent(self.event.get(), SynchronizationEvent, 1) };
    }

    /// Whether it is a lock for `PASSIVE_LEVEL`.
    #[must_use]
    pub fn is_passive(&self) -> bool {
        self.passive
    }

    /// Takes the lock. IRQL: `PASSIVE_LEVEL` for a passive lock, else up to `DISPATCH_LEVEL`.
    pub fn acquire(&self) {
        if self.passive {
            // SAFETY: paired with the one in `release`.
            unsafe { wdk_sys::KeEnterCriticalRegion() };
            // SAFETY: an initialised event that lives as long as `self`.
            let _ = unsafe {
                KeWaitForSingleObject(
                    self.event.get().cast(),
                    Executive,
                    KernelMode as _,
                    0,
                    ptr::null_mut(),
                )
            };
        } else {
            // SAFETY: a spin lock that lives as long as `self`.
            let irql = unsafe { KeAcquireSpinLockRaiseToDpc(self.spin.get()) };
            self.irql.set(irql);
        }
        self.owner.set(current_thread());
    }

    /// Gives the lock back.
    pub fn release(&self) {
        self.owner.set(ptr::null_mut());
        if self.passive {
            // SAFETY: an initialised event that lives as long as `self`.
            unsafe { KeSetEvent(self.event.get(), 0, 0) };
            // SAFETY: paired with the one in `acquire`.
            unsafe { wdk_sys::KeLeaveCriticalRegion() };
        } else {
            // SAFETY: taken by this thread, which kept the IRQL of before.
            unsafe { KeReleaseSpinLock(self.spin.get(), self.irql.get()) };
        }
    }

    /// Whether the calling thread holds the lock.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        ptr::eq(self.owner.get(), current_thread())
    }

    /// RunCount `work` with the lock held.
    pub fn with<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let result = work();
        self.release();
        result
    }
}

fn current_thread() -> *mut core::ffi::c_void {
    // SAFETY: no precondition.
    unsafe { wdk_sys::PsGetCurrentThreadId() }
}
