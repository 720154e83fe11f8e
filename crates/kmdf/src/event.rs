//! Events to wait for, and callbacks under their lock.

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    _EVENT_TYPE::NotificationEvent, _KWAIT_REASON::Executive, _MODE::KernelMode, KEVENT,
    KeClearEvent, KeEnterCriticalRegion, KeInitializeEvent, KeLeaveCriticalRegion, KeSetEvent,
    KeWaitForSingleObject, NTSTATUS, STATUS_TIMEOUT,
};

use crate::object::CallbackLock;

/// An event that stays set until it is cleared.
pub(crate) struct Event(UnsafeCell<KEVENT>);

// SAFETY: the kernel synchronises its event.
unsafe impl Sync for Event {}
// SAFETY: nothing of an event is bound to a thread.
unsafe impl Send for Event {}

impl Event {
    /// An event that [`Event::initialize`] makes usable at its final address.
    pub(crate) fn new() -> Self {
        // SAFETY: a KEVENT is plain data.
        Self(UnsafeCell::new(unsafe { core::mem::zeroed() }))
    }

    /// Once, before anybody uses it: makes it an event that is not set.
    pub(crate) fn initialize(&self) {
        // SAFETY: in place, before anybody waits.
        unsafe { KeInitializeEvent(self.0.get(), NotificationEvent, 0) };
    }

    /// Lets all who wait go on. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn set(&self) {
        // SAFETY: an initialised event.
        unsafe { KeSetEvent(self.0.get(), 0, 0) };
    }

    /// Makes threads wait again.
    pub(crate) fn clear(&self) {
        // SAFETY: an initialised event.
        unsafe { KeClearEvent(self.0.get()) };
    }

    /// Waits until it is set. IRQL: below `DISPATCH_LEVEL`.
    pub(crate) fn wait(&self) {
        let _ = self.wait_for(None);
    }

    /// Waits until it is set; false when `timeout`, in the kernel's units, ends first.
    pub(crate) fn wait_for(&self, timeout: Option<i64>) -> bool {
        let mut timeout = timeout;
        let due = timeout.as_mut().map_or(ptr::null_mut(), ptr::from_mut);
        // A suspended thread would hold up whoever waits for what this thread does next.
        // SAFETY: left below.
        unsafe { KeEnterCriticalRegion() };
        // SAFETY: an initialised event that lives as long as `self`; a timeout or null.
        let status: NTSTATUS = unsafe {
            KeWaitForSingleObject(
                self.0.get().cast(),
                Executive,
                KernelMode as _,
                0,
                due.cast(),
            )
        };
        // SAFETY: entered above.
        unsafe { KeLeaveCriticalRegion() };
        status != STATUS_TIMEOUT
    }
}

/// RunCount `work` under the lock of the callbacks, if they have one.
pub(crate) fn serialised<R>(lock: Option<&CallbackLock>, work: impl FnOnce() -> R) -> R {
    match lock {
        Some(lock) => lock.with(work),
        None => work(),
    }
}
