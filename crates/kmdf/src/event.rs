//! Events to wait for, and callbacks under their lock.
#![expect(unsafe_code, reason = "calls the kernel with its event")]

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    _EVENT_TYPE::{NotificationEvent, SynchronizationEvent},
    _KWAIT_REASON::Executive,
    _MODE::KernelMode,
    KEVENT, KeClearEvent, KeEnterCriticalRegion, KeInitializeEvent, KeLeaveCriticalRegion,
    KeSetEvent, KeWaitForSingleObject, NTSTATUS, STATUS_TIMEOUT,
};

use crate::{object::CallbackLock, plain::zeroed};

/// An event of the kernel.
///
/// # Invariants
/// One of the `initialize` methods ran at the event's final address before any thread uses it.
pub(crate) struct Event(UnsafeCell<KEVENT>);

// SAFETY: the kernel synchronises the use of its event.
unsafe impl Sync for Event {}
// SAFETY: nothing of an event is bound to a thread.
unsafe impl Send for Event {}

impl Event {
    /// An event that one of the `initialize` methods makes usable at its final address.
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(zeroed()))
    }

    /// Makes it an event that stays set until it is cleared; it is not set yet.
    pub(crate) fn initialize(&self) {
        self.initialize_as(NotificationEvent, false);
    }

    /// Makes it an event that stays set until it is cleared; it is set.
    pub(crate) fn initialize_set(&self) {
        self.initialize_as(NotificationEvent, true);
    }

    /// Makes it an event that lets one thread pass each time it is set; it is set.
    pub(crate) fn initialize_for_one(&self) {
        self.initialize_as(SynchronizationEvent, true);
    }

    fn initialize_as(&self, kind: i32, set: bool) {
        // SAFETY: memory for an event, at its final address; no thread uses it yet.
        unsafe { KeInitializeEvent(self.0.get(), kind, set.into()) };
    }

    /// Lets all who wait, or one, go on. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn set(&self) {
        // SAFETY: initialised, by the invariant; the caller does not wait in the same call.
        unsafe { KeSetEvent(self.0.get(), 0, 0) };
    }

    /// Makes threads wait again.
    pub(crate) fn clear(&self) {
        // SAFETY: initialised, by the invariant.
        unsafe { KeClearEvent(self.0.get()) };
    }

    /// Waits until it is set. IRQL: below `DISPATCH_LEVEL`.
    pub(crate) fn wait(&self) {
        let _ = self.wait_for(None);
    }

    /// Waits until it is set; false when `timeout`, in the kernel's units, ends first.
    pub(crate) fn wait_for(&self, timeout: Option<i64>) -> bool {
        // A suspended thread would hold up whoever waits for what this thread does next.
        enter_critical_region();
        let status = self.wait_here(timeout);
        leave_critical_region();
        status != STATUS_TIMEOUT
    }

    /// The wait itself, for callers that decide about the critical region. IRQL: below
    /// `DISPATCH_LEVEL`, or any with a timeout of zero.
    pub(crate) fn wait_here(&self, timeout: Option<i64>) -> NTSTATUS {
        let mut timeout = timeout;
        let due = timeout.as_mut().map_or(ptr::null_mut(), ptr::from_mut);
        // SAFETY: an initialised event that lives as long as `self`; a local timeout or null.
        unsafe {
            KeWaitForSingleObject(
                self.0.get().cast(),
                Executive,
                KernelMode as _,
                0,
                due.cast(),
            )
        }
    }
}

/// Keeps the thread from being suspended until [`leave_critical_region`].
pub(crate) fn enter_critical_region() {
    // SAFETY: callable at any level up to APC_LEVEL; nests.
    unsafe { KeEnterCriticalRegion() };
}

/// Undoes one [`enter_critical_region`].
pub(crate) fn leave_critical_region() {
    // SAFETY: each caller has entered before, in this thread.
    unsafe { KeLeaveCriticalRegion() };
}

/// Runs `work` under the lock of the callbacks, if they have one.
pub(crate) fn serialised<R>(lock: Option<&CallbackLock>, work: impl FnOnce() -> R) -> R {
    match lock {
        Some(lock) => lock.with(work),
        None => work(),
    }
}
