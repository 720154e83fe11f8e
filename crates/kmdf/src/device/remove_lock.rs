//! What a device's removal waits for: requests of the Plug and Play, power and WMI managers that it
//! still has.
#![expect(unsafe_code, reason = "calls the kernel with its lock")]

use core::{cell::UnsafeCell, ptr};

use wdk_sys::{
    IO_REMOVE_LOCK, IoAcquireRemoveLockEx, IoInitializeRemoveLockEx, IoReleaseRemoveLockAndWaitEx,
    IoReleaseRemoveLockEx, NTSTATUS, PIRP, ULONG,
};

use crate::{irp::Irp, plain::zeroed};

const SIZE: ULONG = size_of::<IO_REMOVE_LOCK>() as ULONG;

/// A remove lock of the kernel.
///
/// # Invariants
/// [`RemoveLock::initialize`] ran at its final address before any request came.
pub(crate) struct RemoveLock(UnsafeCell<IO_REMOVE_LOCK>);

// SAFETY: the kernel synchronises the use of its lock.
unsafe impl Sync for RemoveLock {}

impl RemoveLock {
    pub(crate) const fn new() -> Self {
        Self(UnsafeCell::new(zeroed()))
    }

    pub(super) fn initialize(&self, tag: u32) {
        // SAFETY: memory for a lock, at its final address; no thread uses it yet.
        unsafe { IoInitializeRemoveLockEx(self.0.get(), tag, 0, 0, SIZE) };
    }

    /// `irp` holds the device, until it is released. IRQL: up to `DISPATCH_LEVEL`.
    ///
    /// # Errors
    /// `STATUS_DELETE_PENDING` once the device is being removed.
    pub(crate) fn acquire(&self, irp: Irp) -> Result<(), NTSTATUS> {
        let tag = irp.as_ptr().cast();
        // SAFETY: initialised, by the invariant; the names of a file are for the checked build.
        let status = unsafe { IoAcquireRemoveLockEx(self.0.get(), tag, ptr::null(), 0, SIZE) };
        if status < 0 { Err(status) } else { Ok(()) }
    }

    /// The device is done with `irp`, an address that may be another request's by now.
    /// IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn release(&self, irp: PIRP) {
        // SAFETY: each request that acquired the lock releases it once.
        unsafe { IoReleaseRemoveLockEx(self.0.get(), irp.cast(), SIZE) };
    }

    /// Ends the hold of the removal itself: refuses new ones, and returns when no other is left.
    /// IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn release_and_wait(&self, irp: PIRP) {
        // SAFETY: the removal acquired it.
        unsafe { IoReleaseRemoveLockAndWaitEx(self.0.get(), irp.cast(), SIZE) };
    }
}
