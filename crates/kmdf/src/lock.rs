//! `WDFSPINLOCK` and `WDFWAITLOCK`.

mod spin;
mod wait;

pub(crate) use spin::*;
pub(crate) use wait::*;

use core::sync::atomic::{AtomicPtr, Ordering};

use wdk_sys::PVOID;

use crate::{
    Fx,
    deferred::current_thread,
    violation::{self, Code},
};

/// Who holds a lock, for the verifier.
struct Owner(AtomicPtr<u8>);

impl Owner {
    const fn none() -> Self {
        Self(AtomicPtr::new(core::ptr::null_mut()))
    }

    /// The current thread is about to wait for the lock; false after a violation.
    fn may_acquire(&self, fx: Fx, lock: PVOID) -> bool {
        let recursive = self.is_mine();
        if recursive {
            violation::wdf(
                fx,
                "RecursiveLock",
                Code::InvalidLock,
                [lock as u64, current_thread() as u64, 0],
                format_args!("lock {lock:p} is acquired by the thread that holds it"),
            );
        }
        !recursive
    }

    fn acquired(&self) {
        self.0.store(current_thread().cast_mut(), Ordering::Relaxed);
    }

    /// The current thread is about to release the lock; false after a violation.
    fn release(&self, fx: Fx, lock: PVOID) -> bool {
        if !self.is_mine() {
            violation::wdf(
                fx,
                "ReleasedByOther",
                Code::InvalidLockOperation,
                [lock as u64, 0, 0],
                format_args!("lock {lock:p} is released by a thread that does not hold it"),
            );
            return false;
        }
        self.0.store(core::ptr::null_mut(), Ordering::Relaxed);
        true
    }

    fn is_mine(&self) -> bool {
        self.0.load(Ordering::Relaxed).cast_const() == current_thread()
    }
}
