//! `wdm.h`, `ntifs.h`: what threads wait for: events, mutexes, semaphores, timers, queues.

use crate::{BOOLEAN, KPROCESSOR_MODE, NTSTATUS, PLARGE_INTEGER};

pub use crate::generated::wdm::wait::*;

/// Waits for a mutex; the C name of `KeWaitForSingleObject` for one.
#[inline]
pub unsafe fn KeWaitForMutexObject(
    Mutex: PRKMUTEX,
    WaitReason: KWAIT_REASON,
    WaitMode: KPROCESSOR_MODE,
    Alertable: BOOLEAN,
    Timeout: PLARGE_INTEGER,
) -> NTSTATUS {
    // SAFETY: the contract is the same.
    unsafe { KeWaitForSingleObject(Mutex.cast(), WaitReason, WaitMode, Alertable, Timeout) }
}
