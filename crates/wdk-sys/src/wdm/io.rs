//! `wdm.h`, `ntddk.h`, `ntifs.h`: work items, remove locks, cancel-safe queues, error log, and
//! other services of the I/O manager.

use crate::{InterlockedAdd, LONG, NTSTATUS, PVOID, ULONG, ULONG_PTR};

pub use crate::generated::wdm::io::*;

forward! {
    /// Prepares a remove lock; `HighWatermark` and `MaxLockedMinutes` matter to checked builds only.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializeremovelock>
    pub unsafe fn IoInitializeRemoveLock(
        Lock: PIO_REMOVE_LOCK,
        AllocateTag: ULONG,
        MaxLockedMinutes: ULONG,
        HighWatermark: ULONG,
    ) = IoInitializeRemoveLockEx(Lock, AllocateTag, MaxLockedMinutes, HighWatermark, size)
        with size = size_of::<IO_REMOVE_LOCK>() as ULONG;

    /// Counts one more use of a device, unless it is being removed.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioacquireremovelock>
    pub unsafe fn IoAcquireRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID) -> NTSTATUS
        = IoAcquireRemoveLockEx(Lock, Tag, file, 1, size)
        with size = size_of::<IO_REMOVE_LOCK>() as ULONG, file = c"".as_ptr().cast();

    /// Ends a use of a device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleaseremovelock>
    pub unsafe fn IoReleaseRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID)
        = IoReleaseRemoveLockEx(Lock, Tag, size)
        with size = size_of::<IO_REMOVE_LOCK>() as ULONG;

    /// Ends a use of a device, refuses new ones, and waits for the others to end.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleaseremovelockandwait>
    pub unsafe fn IoReleaseRemoveLockAndWait(Lock: PIO_REMOVE_LOCK, Tag: PVOID)
        = IoReleaseRemoveLockAndWaitEx(Lock, Tag, size)
        with size = size_of::<IO_REMOVE_LOCK>() as ULONG;
}

/// Counts paging files on a device. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioadjustpagingpathcount>
#[inline]
pub unsafe fn IoAdjustPagingPathCount(Count: *mut LONG, Increment: bool) {
    // SAFETY: the caller passes its counter.
    unsafe { InterlockedAdd(Count, if Increment { 1 } else { -1 }) };
}

/// Bytes of kernel stack that the current thread has left.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetremainingstacksize>
#[inline]
#[must_use]
pub unsafe fn IoGetRemainingStackSize() -> ULONG_PTR {
    let (mut low, mut high) = (0, 0);
    // SAFETY: both point to variables.
    unsafe { IoGetStackLimits(&raw mut low, &raw mut high) };
    (&raw const low).addr() as ULONG_PTR - low
}
