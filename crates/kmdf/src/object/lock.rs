//! The lock under which an object's callbacks are serialised, and that
//! `WdfObjectAcquireLock` takes.
#![expect(unsafe_code, reason = "releases a spin lock of the kernel")]

use core::{
    cell::Cell,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::KIRQL;

use crate::{
    event::{Event, enter_critical_region, leave_critical_region},
    sync::KernelSpinLock,
};

/// A spin lock for callbacks at dispatch level, an event for callbacks at passive level. Not
/// recursive.
pub(crate) struct CallbackLock {
    passive: bool,
    spin: KernelSpinLock,
    event: Event,
    irql: Cell<KIRQL>,
    owner: AtomicPtr<core::ffi::c_void>,
}

// SAFETY: the cell belongs to the thread that holds the lock.
unsafe impl Sync for CallbackLock {}
// SAFETY: a lock that is moved is not held.
unsafe impl Send for CallbackLock {}

impl CallbackLock {
    /// A lock that [`CallbackLock::initialize`] makes usable at its final address.
    #[must_use]
    pub(crate) fn new(passive: bool) -> Self {
        Self {
            passive,
            spin: KernelSpinLock::new(),
            event: Event::new(),
            irql: Cell::new(0),
            owner: AtomicPtr::new(ptr::null_mut()),
        }
    }

    /// Once, before anybody takes the lock.
    pub(crate) fn initialize(&self) {
        self.event.initialize_for_one();
    }

    /// Whether it is a lock for `PASSIVE_LEVEL`.
    #[must_use]
    pub(crate) fn is_passive(&self) -> bool {
        self.passive
    }

    /// Takes the lock. IRQL: `PASSIVE_LEVEL` for a passive lock, else up to `DISPATCH_LEVEL`.
    pub(crate) fn acquire(&self) {
        if self.passive {
            enter_critical_region();
            let _ = self.event.wait_here(None);
        } else {
            self.irql.set(self.spin.acquire());
        }
        self.owner.store(current_thread(), Ordering::Relaxed);
    }

    /// Gives the lock back.
    pub(crate) fn release(&self) {
        self.owner.store(ptr::null_mut(), Ordering::Relaxed);
        if self.passive {
            self.event.set();
            leave_critical_region();
        } else {
            // SAFETY: taken by this thread, which kept the IRQL of before.
            unsafe { self.spin.release(self.irql.get()) };
        }
    }

    /// Whether the calling thread holds the lock.
    #[must_use]
    pub(crate) fn is_mine(&self) -> bool {
        ptr::eq(self.owner.load(Ordering::Relaxed), current_thread())
    }

    /// Runs `work` with the lock held.
    pub(crate) fn with<R>(&self, work: impl FnOnce() -> R) -> R {
        self.acquire();
        let result = work();
        self.release();
        result
    }
}

fn current_thread() -> *mut core::ffi::c_void {
    // SAFETY: callable at any level; the number is compared, never used as a pointer.
    unsafe { wdk_sys::PsGetCurrentThreadId() }
}
