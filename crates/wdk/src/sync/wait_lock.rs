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

use wdk_sys::wdf::{self, WDFWAITLOCK};

use crate::{NtStatus, Passive, Result, context, object::Owned};

/// Data that one thread at a time may touch, at `PASSIVE_LEVEL`; the others wait.
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
        let mut attributes = context::no_context_attributes();
        let mut lock = ptr::null_mut();
        // SAFETY: both pointers are to locals; `Passive` proves the level.
        let status = unsafe { wdf::WdfWaitLockCreate(&raw mut attributes, &raw mut lock) };
        NtStatus::new(status).ok()?;
        Ok(Self {
            // SAFETY: the object was just created, for nobody else.
            lock: unsafe { Owned::new(lock.cast()) },
            data: UnsafeCell::new(data),
        })
    }

    /// Waits until nobody holds the lock, and takes it.
    pub fn lock(&self, _irql: &Passive) -> WaitLockGuard<'_, T> {
        // SAFETY: a live handle by the type invariant; a null timeout waits for ever.
        let _ = unsafe { wdf::WdfWaitLockAcquire(self.handle(), ptr::null_mut()) };
        WaitLockGuard {
            lock: self,
            not_send: PhantomData,
        }
    }

    /// Takes the lock when nobody holds it.
    pub fn try_lock(&self, _irql: &Passive) -> Option<WaitLockGuard<'_, T>> {
        let mut now = 0;
        // SAFETY: a live handle by the type invariant; the timeout is a local.
        let status = unsafe { wdf::WdfWaitLockAcquire(self.handle(), &raw mut now) };
        (status == wdk_sys::STATUS_SUCCESS).then_some(WaitLockGuard {
            lock: self,
            not_send: PhantomData,
        })
    }

    /// The data, without locking: `&mut` proves that nobody else can look.
    pub const fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }
}

impl<T> fmt::Debug for WaitLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitLock").finish_non_exhaustive()
    }
}

/// The right to touch the data of a [`WaitLock`]; gives it up on drop.
///
/// # Invariants
/// This thread holds the lock.
#[must_use]
pub struct WaitLockGuard<'a, T> {
    lock: &'a WaitLock<T>,
    /// The thread that took the lock gives it back.
    not_send: PhantomData<*mut ()>,
}

impl<T> Deref for WaitLockGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: type invariant.
        unsafe { &*self.lock.data.get() }
    }
}

impl<T> DerefMut for WaitLockGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: type invariant, and `self` is borrowed uniquely.
        unsafe { &mut *self.lock.data.get() }
    }
}

impl<T> Drop for WaitLockGuard<'_, T> {
    fn drop(&mut self) {
        // SAFETY: type invariant; releasing works up to `DISPATCH_LEVEL`.
        unsafe { wdf::WdfWaitLockRelease(self.lock.handle()) };
    }
}
