//! Remove locks: a device's removal waits for the operations that hold it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _EVENT_TYPE, FALSE, KeInitializeEvent, KeSetEvent, NTSTATUS, PCSTR, PIO_REMOVE_LOCK, PVOID,
    STATUS_DELETE_PENDING, STATUS_SUCCESS, TRUE, ULONG, abi,
};

use crate::engine::export::{Export, export_table};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoInitializeRemoveLockEx: full,
    IoAcquireRemoveLockEx: full,
    IoReleaseRemoveLockEx: full,
    IoReleaseRemoveLockAndWaitEx: full,
);

#[abi(enter, no_mangle)]
unsafe fn IoInitializeRemoveLockEx(
    Lock: PIO_REMOVE_LOCK,
    _AllocateTag: ULONG,
    _MaxLockedMinutes: ULONG,
    _HighWatermark: ULONG,
    RemlockSize: ULONG,
) {
    // SAFETY: the driver passes a lock of this size.
    unsafe { Lock.cast::<u8>().write_bytes(0, RemlockSize as usize) };
    // SAFETY: as above.
    let common = unsafe { &mut (*Lock).Common };
    common.IoCount = 1;
    // SAFETY: the event is part of the lock.
    unsafe {
        KeInitializeEvent(
            &raw mut common.RemoveEvent,
            _EVENT_TYPE::SynchronizationEvent,
            FALSE,
        );
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoAcquireRemoveLockEx(
    RemoveLock: PIO_REMOVE_LOCK,
    _Tag: PVOID,
    _File: PCSTR,
    _Line: ULONG,
    _RemlockSize: ULONG,
) -> NTSTATUS {
    // SAFETY: the driver passes an initialised lock.
    let common = unsafe { &mut (*RemoveLock).Common };
    if common.Removed != 0 {
        return STATUS_DELETE_PENDING;
    }
    common.IoCount += 1;
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoReleaseRemoveLockEx(RemoveLock: PIO_REMOVE_LOCK, _Tag: PVOID, _RemlockSize: ULONG) {
    // SAFETY: the driver passes a lock that it holds.
    unsafe { release(RemoveLock) };
}

#[abi(enter, no_mangle)]
unsafe fn IoReleaseRemoveLockAndWaitEx(
    RemoveLock: PIO_REMOVE_LOCK,
    _Tag: PVOID,
    _RemlockSize: ULONG,
) {
    // SAFETY: the driver passes a lock that it holds; here and below.
    unsafe { (*RemoveLock).Common.Removed = TRUE };
    // The holder's own, and the one that the lock was made with.
    // SAFETY: as above.
    unsafe { release(RemoveLock) };
    // SAFETY: as above.
    if unsafe { release(RemoveLock) } > 0 {
        // SAFETY: as above.
        let event = unsafe { &raw mut (*RemoveLock).Common.RemoveEvent };
        crate::nt::io::operation::wait_for(event);
    }
}

/// Decrements the count; the last one lets the removal continue.
unsafe fn release(lock: PIO_REMOVE_LOCK) -> i32 {
    // SAFETY: by the callers' contract.
    let common = unsafe { &mut (*lock).Common };
    common.IoCount -= 1;
    let left = common.IoCount;
    if left < 0 {
        crate::nt::kernel::Kernel::current().stop(
            crate::nt::io::dispatch::IO_VIOLATION,
            [0, lock.addr() as u64, 0, 0],
            "IoReleaseRemoveLock: the lock is released more often than acquired".to_owned(),
        );
    }
    if left == 0 && common.Removed != 0 {
        // SAFETY: the event is part of the lock.
        unsafe { KeSetEvent(&raw mut common.RemoveEvent, 0, FALSE) };
    }
    left
}
