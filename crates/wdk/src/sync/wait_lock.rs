#![expect(
    unsafe_code,
    reason = "calls the framework with wait lock handles; shares a cell"
)]

use core::{
    cell::UnsafeCell,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    ptr,
};

use wdk_sys::{
    KeBugCheckEx, NTSTATUS, STATUS_SUCCESS, WDF_VIOLATION,
    wdf::{self, _WDF_BUGCHECK_CODES as violation, WDFWAITLOCK},
};

use crate::{Passive, Result, object::Owned};

/// Data that one thread at a time may access, at `PASSIVE_LEVEL`; the others wait.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
/// fn rename(name: &WaitLock<u32>, irql: &Passive) {
///     *name.lock(irql) += 1;
/// }
/// ```
///
/// # Invariants
/// `lock` is a wait lock of the framework.
pub struct WaitLock<T> {
    lock: Owned,
    data: UnsafeCell<T>,
}

// SAFETY: the lock lets one thread at a time reach the data.
unsafe impl<T: Send> Sync for WaitLock<T> {}

impl<T> WaitLock<T> {
    fn handle(&self) -> WDFWAITLOCK {
        self.lock.handle().cast()
    }

    /// Allocates a lock that nobody holds.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`](crate::Error::INSUFFICIENT_RESOURCES).
    pub fn new(data: T, _irql: &Passive) -> Result<Self> {
        // SAFETY: the framework copies the attributes; the token states the level.
        let create =
            |attributes: &mut _, lock: &mut _| unsafe { wdf::WdfWaitLockCreate(attributes, lock) };
        // SAFETY: `WdfWaitLockCreate` stores the handle of the lock that it makes.
        let lock = unsafe { Owned::create(create) }?;
        Ok(Self {
            lock,
            data: UnsafeCell::new(data),
        })
    }

    /// Waits until nobody holds the lock, and acquires it.
    ///
    /// A thread that holds the lock must not acquire it again: it waits for itself for ever, or the system
    /// stops with `WDF_VIOLATION` when the framework's verifier is on.
    pub fn lock(&self, _irql: &Passive) -> WaitLockGuard<'_, T> {
        // SAFETY: the handle is that of the lock's own object; without a timeout the call waits until
        // it has the lock, as the token allows.
        let status = unsafe { wdf::WdfWaitLockAcquire(self.handle(), ptr::null_mut()) };
        if status != STATUS_SUCCESS {
            self.refused(status);
        }
        WaitLockGuard {
            lock: self,
            not_send: PhantomData,
        }
    }

    /// There is no guard without the lock: two guards would give access to the same data.
    #[cold]
    fn refused(&self, status: NTSTATUS) -> ! {
        // SAFETY: the system stops; the numbers are for the debugger.
        unsafe {
            KeBugCheckEx(
                WDF_VIOLATION,
                violation::WDF_RECURSIVE_LOCK as u64,
                self.handle().addr() as u64,
                u64::from(status.cast_unsigned()),
                0,
            );
        }
        loop {
            core::hint::spin_loop();
        }
    }

    /// Acquires the lock if nobody holds it.
    pub fn try_lock(&self, _irql: &Passive) -> Option<WaitLockGuard<'_, T>> {
        let mut now = 0;
        // SAFETY: the handle is that of the lock's own object; a timeout of zero does not wait.
        let status = unsafe { wdf::WdfWaitLockAcquire(self.handle(), &raw mut now) };
        (status == STATUS_SUCCESS).then_some(WaitLockGuard {
            lock: self,
            not_send: PhantomData,
        })
    }

    /// The data, without locking: `&mut` proves exclusive access.
    pub const fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }
}

impl<T> fmt::Debug for WaitLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitLock").finish_non_exhaustive()
    }
}

/// Access to the data of a [`WaitLock`], which is released on drop.
///
/// # Invariants
/// This thread holds the lock.
#[must_use]
pub struct WaitLockGuard<'a, T> {
    lock: &'a WaitLock<T>,
    /// The thread that acquired the lock releases it.
    not_send: PhantomData<*mut ()>,
}

impl<T> Deref for WaitLockGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this thread holds the lock, and the guard is shared.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T> DerefMut for WaitLockGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this thread holds the lock, and its guard is borrowed uniquely.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T> Drop for WaitLockGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: this thread holds the lock, and releasing works up to `DISPATCH_LEVEL`.
        unsafe { wdf::WdfWaitLockRelease(self.lock.handle()) };
    }
}
