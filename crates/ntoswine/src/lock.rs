//! A lock of Windows' user mode with what it guards. It knows no IRQL.
#![expect(unsafe_code, reason = "gives out what a system lock guards")]

use core::cell::UnsafeCell;

use windows_sys::Win32::System::Threading::{
    AcquireSRWLockExclusive, ReleaseSRWLockExclusive, SRWLOCK, SRWLOCK_INIT, Sleep,
};

/// # Invariants
/// `value` is only reached by the thread that holds `lock`.
pub(crate) struct Lock<T> {
    lock: UnsafeCell<SRWLOCK>,
    value: UnsafeCell<T>,
}

// SAFETY: by the invariant one thread at a time reaches the value.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self {
            lock: UnsafeCell::new(SRWLOCK_INIT),
            value: UnsafeCell::new(value),
        }
    }

    /// Calls `function` with the value. It must not come here again.
    pub(crate) fn with<R>(&self, function: impl FnOnce(&mut T) -> R) -> R {
        // SAFETY: a lock that was initialised by its constant and does not move while it is held.
        unsafe { AcquireSRWLockExclusive(self.lock.get()) };
        // SAFETY: the lock is held until `function` has returned, so this is the only reference.
        let result = function(unsafe { &mut *self.value.get() });
        // SAFETY: acquired above, by this thread.
        unsafe { ReleaseSRWLockExclusive(self.lock.get()) };
        result
    }
}

/// Lets a millisecond pass, for whoever waits for another thread.
pub(crate) fn sleep() {
    // SAFETY: sleeping has no precondition.
    unsafe { Sleep(1) };
}
