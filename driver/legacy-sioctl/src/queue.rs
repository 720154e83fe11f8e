//! The reads that wait, in a cancel-safe queue.

use core::ptr;

use wdk_sys::{
    CONTAINING_RECORD, IRP, InitializeListHead, InsertHeadList, InsertTailList, IoCsqInitialize,
    IoGetCurrentIrpStackLocation, KIRQL, KeAcquireSpinLockRaiseToDpc, KeInitializeSpinLock,
    KeReleaseSpinLock, PIO_CSQ, PIRP, PKIRQL, PLIST_ENTRY, PVOID, RemoveEntryList,
    STATUS_CANCELLED, abi,
};

use crate::{
    device::{Extension, complete},
    quirk,
};

pub(crate) unsafe fn initialize(extension: &mut Extension) {
    KeInitializeSpinLock(&raw mut extension.lock);
    InitializeListHead(&raw mut extension.reads);
    // It never fails.
    let _ = IoCsqInitialize(
        &raw mut extension.queue,
        Some(insert),
        Some(remove),
        Some(peek_next),
        Some(acquire_lock),
        Some(release_lock),
        Some(complete_canceled),
    );
}

unsafe fn extension(queue: PIO_CSQ) -> *mut Extension {
    CONTAINING_RECORD!(queue, Extension, queue)
}

unsafe fn entry(irp: PIRP) -> PLIST_ENTRY {
    &raw mut (*irp).Tail.Overlay.__bindgen_anon_2.ListEntry
}

#[abi]
unsafe fn insert(queue: PIO_CSQ, irp: PIRP) {
    let extension = extension(queue);
    let reads = &raw mut (*extension).reads;
    match (*extension).quirks & quirk::LAST_READ {
        0 => InsertTailList(reads, entry(irp)),
        _ => InsertHeadList(reads, entry(irp)),
    }
}

#[abi]
unsafe fn remove(_queue: PIO_CSQ, irp: PIRP) {
    RemoveEntryList(entry(irp));
}

/// The read behind `irp`, of the file `context` if that is not null.
#[abi]
unsafe fn peek_next(queue: PIO_CSQ, irp: PIRP, context: PVOID) -> PIRP {
    let head = &raw mut (*extension(queue)).reads;
    let mut next = match irp.is_null() {
        true => (*head).Flink,
        false => (*entry(irp)).Flink,
    };
    while next != head {
        let found = CONTAINING_RECORD!(next, IRP, Tail.Overlay.__bindgen_anon_2.ListEntry);
        let file = (*IoGetCurrentIrpStackLocation(found)).FileObject;
        if context.is_null() || context == file.cast() {
            return found;
        }
        next = (*next).Flink;
    }
    ptr::null_mut()
}

#[abi]
unsafe fn acquire_lock(queue: PIO_CSQ, irql: PKIRQL) {
    *irql = KeAcquireSpinLockRaiseToDpc(&raw mut (*extension(queue)).lock);
}

#[abi]
unsafe fn release_lock(queue: PIO_CSQ, irql: KIRQL) {
    KeReleaseSpinLock(&raw mut (*extension(queue)).lock, irql);
}

#[abi]
unsafe fn complete_canceled(_queue: PIO_CSQ, irp: PIRP) {
    complete(irp, STATUS_CANCELLED, 0);
}
