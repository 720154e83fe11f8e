//! Remove locks: a device's removal waits for the operations that hold it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use wdk_sys::{
    _EVENT_TYPE, FALSE, IO_REMOVE_LOCK, KeInitializeEvent, KeSetEvent, NTSTATUS, PCSTR, PVOID,
    STATUS_DELETE_PENDING, STATUS_SUCCESS, TRUE, ULONG, abi,
};

use crate::engine::export::{Export, export_table};
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoInitializeRemoveLockEx: full,
    IoAcquireRemoveLockEx: full,
    IoReleaseRemoveLockEx: full,
    IoReleaseRemoveLockAndWaitEx: full,
);

#[abi(enter, no_mangle)]
unsafe fn IoInitializeRemoveLockEx(
    Lock: Struct<IO_REMOVE_LOCK>,
    _AllocateTag: ULONG,
    _MaxLockedMinutes: ULONG,
    _HighWatermark: ULONG,
    RemlockSize: ULONG,
) {
    // SAFETY: the driver passes a lock of this size.
    unsafe { Lock.raw().cast::<u8>().write_bytes(0, RemlockSize as usize) };
    let common = &mut Lock.get().Common;
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
fn IoAcquireRemoveLockEx(
    RemoveLock: Struct<IO_REMOVE_LOCK>,
    _Tag: PVOID,
    _File: PCSTR,
    _Line: ULONG,
    _RemlockSize: ULONG,
) -> NTSTATUS {
    let common = &mut RemoveLock.get().Common;
    if common.Removed != 0 {
        return STATUS_DELETE_PENDING;
    }
    common.IoCount += 1;
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn IoReleaseRemoveLockEx(RemoveLock: Struct<IO_REMOVE_LOCK>, _Tag: PVOID, _RemlockSize: ULONG) {
    release(RemoveLock);
}

#[abi(enter, no_mangle)]
fn IoReleaseRemoveLockAndWaitEx(
    RemoveLock: Struct<IO_REMOVE_LOCK>,
    _Tag: PVOID,
    _RemlockSize: ULONG,
) {
    RemoveLock.get().Common.Removed = TRUE;
    // The holder's own, and the one that the lock was made with.
    release(RemoveLock);
    if release(RemoveLock) > 0 {
        let event = &raw mut RemoveLock.get().Common.RemoveEvent;
        crate::nt::io::operation::wait_for(event);
    }
}

/// Decrements the count; the last one lets the removal continue.
fn release(lock: Struct<IO_REMOVE_LOCK>) -> i32 {
    let common = &mut lock.get().Common;
    common.IoCount -= 1;
    let left = common.IoCount;
    if left < 0 {
        crate::nt::kernel::Kernel::current().stop(
            crate::nt::io::dispatch::IO_VIOLATION,
            [0, lock.raw().addr() as u64, 0, 0],
            "IoReleaseRemoveLock: the lock is released more often than acquired".to_owned(),
        );
    }
    if left == 0 && common.Removed != 0 {
        // SAFETY: the event is part of the lock.
        unsafe { KeSetEvent(&raw mut common.RemoveEvent, 0, FALSE) };
    }
    left
}
