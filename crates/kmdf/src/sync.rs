//! Locks of the framework itself: data under a spin lock.

use core::{cell::UnsafeCell, fmt};

use wdk_sys::{KIRQL, KSPIN_LOCK, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock};

/// Data that is touched only with a spin lock held, at `DISPATCH_LEVEL`.
#[repr(C)]
pub struct SpinLock<T> {
    lock: UnsafeCell<KSPIN_LOCK>,
    data: UnsafeCell<T>,
}

// SAFETY: the data is reachable only under the lock.
unsafe impl<T: Send> Sync for SpinLock<T> {}
// SAFETY: the lock owns its data.
unsafe impl<T: Send> Send for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A free lock around `data`.
    pub const fn new(data: T) -> Self {
        Self {
            lock: UnsafeCell::new(0),
            data: UnsafeCell::new(data),
        }
    }

    /// RunCount `work` with the lock held. `work` calls no driver code and takes no lock that is
    /// ever held while this one is taken.
    pub fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: an initialised spin lock that lives as long as `self`.
        let irql = unsafe { KeAcquireSpinLockRaiseToDpc(self.lock.get()) };
        let held = Held {
            lock: &self.lock,
            irql,
        };
        // SAFETY: the lock is held, so this is the only reference.
        let data = unsafe { &mut *self.data.get() };
        let result = work(data);
        drop(held);
        result
    }

    /// The data of a lock that nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }
}

struct Held<'a> {
    lock: &'a UnsafeCell<KSPIN_LOCK>,
    irql: KIRQL,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        // SAFETY: taken by this thread in `with`, which gave `irql`.
        unsafe { KeReleaseSpinLock(self.lock.get(), self.irql) };
    }
}

impl<T> fmt::Debug for SpinLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SpinLock(..)")
    }
}
