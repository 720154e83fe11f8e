//! `SpinLock` and `Timer` with the interface of windows-drivers-rs, for sources that are moved to the
//! safe API one function at a time.
//!
//! They own nothing: the framework deletes the objects with their parents. New code uses
//! [`SpinLock`](crate::SpinLock) and [`Timer`](crate::Timer).
//!
//! # Soundness
//! **This module is unsound**, as the interface is whose signatures it keeps: its functions are safe, and
//! with attributes, a configuration or an order of calls that the framework does not expect they corrupt
//! memory. It exists only with the feature `windows-drivers-rs`; a driver that does not enable the feature
//! has the guarantees of this crate.
#![expect(
    unsafe_code,
    reason = "calls the framework with raw handles and structures"
)]

use core::ptr;

use wdk_sys::{
    NTSTATUS,
    wdf::{self, WDF_OBJECT_ATTRIBUTES, WDF_TIMER_CONFIG, WDFSPINLOCK, WDFTIMER},
};

/// A framework spin lock, without the data that it protects.
#[derive(Debug)]
pub struct SpinLock {
    raw: WDFSPINLOCK,
}

impl SpinLock {
    /// Creates a spin lock.
    ///
    /// # Errors
    /// What `WdfSpinLockCreate` reports.
    pub fn try_new(attributes: &mut WDF_OBJECT_ATTRIBUTES) -> Result<Self, NTSTATUS> {
        let mut raw = ptr::null_mut();
        // SAFETY: both pointers are valid; the content of the attributes is the caller's
        // responsibility, as in the interface that this one mirrors.
        let status = unsafe { wdf::WdfSpinLockCreate(attributes, &raw mut raw) };
        crate::nt_success(status)
            .then_some(Self { raw })
            .ok_or(status)
    }

    /// As [`try_new`](Self::try_new).
    ///
    /// # Errors
    /// What `WdfSpinLockCreate` reports.
    pub fn create(attributes: &mut WDF_OBJECT_ATTRIBUTES) -> Result<Self, NTSTATUS> {
        Self::try_new(attributes)
    }

    /// Acquires the lock, and raises the level to `DISPATCH_LEVEL`.
    pub fn acquire(&self) {
        // SAFETY: `try_new` got the handle from the framework; the caller is responsible for its
        // parent, with which the lock is deleted.
        unsafe { wdf::WdfSpinLockAcquire(self.raw) };
    }

    /// Releases the lock.
    pub fn release(&self) {
        // SAFETY: the handle is valid as for `acquire`, which the caller called before.
        unsafe { wdf::WdfSpinLockRelease(self.raw) };
    }
}

/// A framework timer.
#[derive(Debug)]
pub struct Timer {
    raw: WDFTIMER,
}

impl Timer {
    /// Creates a timer.
    ///
    /// # Errors
    /// What `WdfTimerCreate` reports.
    pub fn try_new(
        config: &mut WDF_TIMER_CONFIG,
        attributes: &mut WDF_OBJECT_ATTRIBUTES,
    ) -> Result<Self, NTSTATUS> {
        let mut raw = ptr::null_mut();
        // SAFETY: the pointers are valid; callback and parent are the caller's responsibility, as
        // in the interface that this one mirrors.
        let status = unsafe { wdf::WdfTimerCreate(config, attributes, &raw mut raw) };
        crate::nt_success(status)
            .then_some(Self { raw })
            .ok_or(status)
    }

    /// As [`try_new`](Self::try_new).
    ///
    /// # Errors
    /// What `WdfTimerCreate` reports.
    pub fn create(
        config: &mut WDF_TIMER_CONFIG,
        attributes: &mut WDF_OBJECT_ATTRIBUTES,
    ) -> Result<Self, NTSTATUS> {
        Self::try_new(config, attributes)
    }

    /// Starts the timer; negative times are relative, in units of 100 nanoseconds. Returns whether
    /// it was running.
    #[must_use]
    pub fn start(&self, due_time: i64) -> bool {
        // SAFETY: the handle is that of the timer that `try_new` created; the caller is responsible
        // for its parent, with which the timer is deleted.
        unsafe { wdf::WdfTimerStart(self.raw, due_time) != 0 }
    }

    /// Stops the timer, and waits for its callback if `wait`. Returns whether it was running.
    #[must_use]
    pub fn stop(&self, wait: bool) -> bool {
        // SAFETY: the handle is valid as for `start`; waiting needs a level that the caller is
        // responsible for.
        unsafe { wdf::WdfTimerStop(self.raw, wait.into()) != 0 }
    }
}
