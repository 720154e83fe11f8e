#![expect(
    unsafe_code,
    reason = "calls the kernel's spin lock functions; shares a cell"
)]

use core::{cell::UnsafeCell, fmt};

use wdk_sys::{
    KIRQL, KSPIN_LOCK, KeAcquireSpinLockAtDpcLevel, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock,
    KeReleaseSpinLockFromDpcLevel,
};

use crate::irql::{self, AtMostDispatch, Dispatch, Locked};

/// Data that one processor at a time may access, at `DISPATCH_LEVEL`.
///
/// There is no guard: Windows saves the old level at acquisition, and guards that are dropped
/// out of order would lower it too early. [`with`](Self::with) passes the data to a closure,
/// together with the token of the level that the closure runs at.
///
/// A spin lock is not recursive: a closure that acquires the same lock again spins for ever, with no
/// access to the data; Windows' verifier and the simulated machine stop the system there.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
/// fn toast(doneness: &SpinLock<u8>, irql: &mut UpToDispatch) -> u8 {
///     doneness.with(irql, |doneness, _at_dispatch| {
///         *doneness += 1;
///         *doneness
///     })
/// }
/// ```
///
/// Requests are completed after the closure, since completing one may call the next handler:
/// ```compile_fail,E0277
/// use wdk::prelude::*;
/// fn finish(request: Request, doneness: &SpinLock<u8>, irql: &mut UpToDispatch) -> Disposed {
///     doneness.with(irql, |_, irql| request.complete(NtStatus::SUCCESS, irql))
/// }
/// ```
///
/// The token of the lower level cannot be used inside:
/// ```compile_fail,E0499
/// use wdk::prelude::*;
/// fn wait(_: &Passive) {}
/// fn toast(doneness: &SpinLock<u8>, irql: &mut Passive) {
///     doneness.with(irql, |_, _| wait(irql));
/// }
/// ```
///
/// See [Introduction to Spin Locks](https://learn.microsoft.com/windows-hardware/drivers/kernel/introduction-to-spin-locks).
#[repr(C)]
pub struct SpinLock<T> {
    lock: UnsafeCell<KSPIN_LOCK>,
    data: UnsafeCell<T>,
}

// SAFETY: `with` gives one processor at a time access to the data, so it moves between processors
// but is never shared.
unsafe impl<T: Send> Sync for SpinLock<T> {}

impl<T> SpinLock<T> {
    /// A lock that nobody holds.
    pub const fn new(data: T) -> Self {
        // All-zero is what KeInitializeSpinLock writes.
        Self {
            lock: UnsafeCell::new(0),
            data: UnsafeCell::new(data),
        }
    }

    /// Runs `f` with the data, at `DISPATCH_LEVEL`.
    #[inline]
    pub fn with<L: AtMostDispatch, R>(
        &self,
        irql: &mut L,
        f: impl FnOnce(&mut T, &mut Locked<Dispatch>) -> R,
    ) -> R {
        let _held = Held::<L>::acquire(self.lock.get(), irql);
        // SAFETY: acquiring a spin lock raises the level to `DISPATCH_LEVEL`, and `_held` lowers
        // it after `f`; the tokens of the lower level stay borrowed meanwhile.
        let at_dispatch = unsafe { irql::assume() };
        // SAFETY: the lock is held.
        f(unsafe { &mut *self.data.get() }, at_dispatch)
    }

    /// The data, without locking: `&mut` proves exclusive access.
    pub const fn get_mut(&mut self) -> &mut T {
        self.data.get_mut()
    }

    /// The data.
    pub fn into_inner(self) -> T {
        self.data.into_inner()
    }
}

impl<T: Default> Default for SpinLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> fmt::Debug for SpinLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpinLock").finish_non_exhaustive()
    }
}

/// A spin lock that is held; released on drop, and so on every way out of the closure.
struct Held<'a, L: AtMostDispatch> {
    lock: *mut KSPIN_LOCK,
    old: KIRQL,
    token: &'a mut L,
}

impl<'a, L: AtMostDispatch> Held<'a, L> {
    #[inline]
    fn acquire(lock: *mut KSPIN_LOCK, token: &'a mut L) -> Self {
        let old = if L::IS_DISPATCH {
            // SAFETY: the token says `DISPATCH_LEVEL`; the lock is initialised and borrowed.
            unsafe { KeAcquireSpinLockAtDpcLevel(lock) };
            0
        } else {
            // SAFETY: the token says at most `DISPATCH_LEVEL`; the lock is initialised and borrowed.
            unsafe { KeAcquireSpinLockRaiseToDpc(lock) }
        };
        Self { lock, old, token }
    }
}

impl<L: AtMostDispatch> Drop for Held<'_, L> {
    #[inline]
    fn drop(&mut self) {
        let _ = &self.token;
        if L::IS_DISPATCH {
            // SAFETY: acquired in `acquire` without raising the level.
            unsafe { KeReleaseSpinLockFromDpcLevel(self.lock) };
        } else {
            // SAFETY: acquired in `acquire`, which returned `old`; closures nest, so locks are
            // released in the reverse order.
            unsafe { KeReleaseSpinLock(self.lock, self.old) };
        }
    }
}
