//! `wdm.h`, `ntifs.h`: what threads wait for: events, mutexes, semaphores, timers, queues.

use crate::{BOOLEAN, KPROCESSOR_MODE, NTSTATUS, PLARGE_INTEGER};

pub use crate::generated::wdm::wait::*;

forward! {
    /// Waits for a mutex; the C name of `KeWaitForSingleObject` for one.
    pub unsafe fn KeWaitForMutexObject(
        Mutex: PRKMUTEX,
        WaitReason: KWAIT_REASON,
        WaitMode: KPROCESSOR_MODE,
        Alertable: BOOLEAN,
        Timeout: PLARGE_INTEGER,
    ) -> NTSTATUS = KeWaitForSingleObject(object, WaitReason, WaitMode, Alertable, Timeout)
        with object = Mutex.cast();
}
