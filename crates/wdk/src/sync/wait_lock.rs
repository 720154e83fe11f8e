#![expect(
    unsafe_code,
    reason = "calls the framework with wait lock handles; shares a cell"
)]

use core::{cell::UnsafeCell, fmt, ptr};

use wdk_sys::{
    KeBugCheckEx, NTSTATUS, STATUS_SUCCESS, WDF_VIOLATION,
    wdf::{self, _WDF_BUGCHECK_CODES as violation, WDFWAITLOCK},
};

use crate::{
    Passive, Result,
    irql::{self, AtPassive, Locked},
    object::Owned,
};

/// Data that one thread at a time may access, at `PASSIVE_LEVEL`; the others wait.
///
/// [`with`](Self::with) passes the data to a closure, together with a token of the level. There is no guard,
/// since one that is forgotten would leave the thread in a critical region.
///
/// A wait lock is not recursive: a closure that acquires the same lock again waits for ever, with no access to the
/// data; with the framework's verifier the system stops with `WDF_VIOLATION`.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
/// fn rename(name: &WaitLock<u32>, irql: &mut Passive) {
///     name.with(irql, |name, _| *name += 1);
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

    /// Waits until nobody holds the lock, and runs `f` with the data.
    pub fn with<L: AtPassive, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&mut T, &mut Locked<Passive>) -> R,
    ) -> R {
        // SAFETY: the handle is that of the lock's own object; without a timeout the call waits until
        // it has the lock, as the token allows.
        let status = unsafe { wdf::WdfWaitLockAcquire(self.handle(), ptr::null_mut()) };
        if status != STATUS_SUCCESS {
            self.refused(status);
        }
        // INVARIANT: acquired above.
        Held(self).run(irql, f)
    }

    /// Runs `f` with the data, if nobody holds the lock.
    pub fn try_with<L: AtPassive, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&mut T, &mut Locked<Passive>) -> R,
    ) -> Option<R> {
        let mut now = 0;
        // SAFETY: the handle is that of the lock's own object; a timeout of zero does not wait.
        let status = unsafe { wdf::WdfWaitLockAcquire(self.handle(), &raw mut now) };
        // INVARIANT: acquired above.
        (status == STATUS_SUCCESS).then(|| Held(self).run(irql, f))
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

/// A wait lock that is held; released on drop, and so on every way out of the closure.
///
/// # Invariants
/// This thread holds the lock.
struct Held<'a, T>(&'a WaitLock<T>);

impl<T> Held<'_, T> {
    fn run<L: AtPassive, R>(
        self,
        _irql: &mut L,
        f: impl FnOnce(&mut T, &mut Locked<Passive>) -> R,
    ) -> R {
        // SAFETY: the caller's token states this level, and stays borrowed until the lock is released.
        let locked = unsafe { irql::assume() };
        // SAFETY: this thread holds the lock.
        f(unsafe { &mut *self.0.data.get() }, locked)
    }
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        // SAFETY: this thread holds the lock, and releasing works up to `DISPATCH_LEVEL`.
        unsafe { wdf::WdfWaitLockRelease(self.0.handle()) };
    }
}
