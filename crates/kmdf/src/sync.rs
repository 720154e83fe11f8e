//! Locks of the framework itself: data under a spin lock.
#![expect(unsafe_code, reason = "calls the kernel with its spin lock")]

use core::{cell::UnsafeCell, fmt};

use wdk_sys::{KIRQL, KSPIN_LOCK, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock, PKSPIN_LOCK};

/// A spin lock of the kernel.
#[repr(transparent)]
pub(crate) struct KernelSpinLock(UnsafeCell<KSPIN_LOCK>);

// SAFETY: a spin lock is made for use by many processors.
unsafe impl Sync for KernelSpinLock {}

impl KernelSpinLock {
    /// A free lock.
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(0))
    }

    /// The kernel's lock, for a function that takes it itself.
    pub(crate) fn as_ptr(&self) -> PKSPIN_LOCK {
        self.0.get()
    }

    /// Takes the lock; gives the IRQL that [`KernelSpinLock::release`] restores. IRQL: up to
    /// `DISPATCH_LEVEL`.
    pub(crate) fn acquire(&self) -> KIRQL {
        // SAFETY: zero is a free spin lock, and it lives as long as `self`.
        unsafe { KeAcquireSpinLockRaiseToDpc(self.0.get()) }
    }

    /// Gives the lock back.
    ///
    /// # Safety
    /// This processor holds the lock, and the acquisition gave `irql`.
    pub(crate) unsafe fn release(&self, irql: KIRQL) {
        // SAFETY: held, and `irql` is the one of before, by contract.
        unsafe { KeReleaseSpinLock(self.0.get(), irql) };
    }
}

/// Data that is touched only with a spin lock held, at `DISPATCH_LEVEL`.
#[repr(C)]
pub(crate) struct SpinLock<T> {
    lock: KernelSpinLock,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reachable only under the lock.
unsafe impl<T: Send> Sync for SpinLock<T> {}
// SAFETY: the lock owns its data.
unsafe impl<T: Send> Send for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A free lock around `data`.
    pub(crate) const fn new(data: T) -> Self {
        Self {
            lock: KernelSpinLock::new(),
            data: UnsafeCell::new(data),
        }
    }

    /// Runs `work` with the lock held. `work` calls no driver code and takes no lock that is
    /// ever held while this one is taken.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let held = Held {
            irql: self.lock.acquire(),
            lock: &self.lock,
        };
        // SAFETY: the lock is held, so this is the only reference.
        let data = unsafe { &mut *self.data.get() };
        let result = work(data);
        drop(held);
        result
    }
}

struct Held<'a> {
    lock: &'a KernelSpinLock,
    irql: KIRQL,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // SAFETY: `with` took the lock in this thread, which gave `irql`.
        unsafe { self.lock.release(self.irql) };
    }
}

impl<T> fmt::Debug for SpinLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SpinLock(..)")
    }
}
