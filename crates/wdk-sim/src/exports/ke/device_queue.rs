//! Device queues: packets that wait for a device that serves one at a time.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    BOOLEAN, FALSE, KDEVICE_QUEUE, KDEVICE_QUEUE_ENTRY, LIST_ENTRY, PKDEVICE_QUEUE,
    PKDEVICE_QUEUE_ENTRY, PLIST_ENTRY, TRUE, ULONG, abi,
};

use crate::engine::export::{Export, export_table};
use crate::nt::parameter::Struct;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeDeviceQueue: full,
    KeInsertDeviceQueue: full,
    KeInsertByKeyDeviceQueue: full,
    KeRemoveDeviceQueue: full,
    KeRemoveByKeyDeviceQueue: full,
    KeRemoveByKeyDeviceQueueIfBusy: full,
    KeRemoveEntryDeviceQueue: full,
);

/// Type of a device queue object.
const DEVICE_QUEUE_OBJECT: i16 = 20;

fn head(queue: PKDEVICE_QUEUE) -> PLIST_ENTRY {
    // SAFETY: the caller passes a queue.
    unsafe { &raw mut (*queue).DeviceListHead }
}

fn next(entry: PLIST_ENTRY) -> PLIST_ENTRY {
    // SAFETY: an entry of the caller's queue, or its head.
    unsafe { (*entry).Flink }
}

/// The entries, first to last. An entry's link comes first in it.
fn entries(queue: PKDEVICE_QUEUE) -> impl Iterator<Item = PKDEVICE_QUEUE_ENTRY> {
    let head = head(queue);
    let links = std::iter::successors(Some(next(head)), |link| Some(next(*link)));
    links
        .take_while(move |link| *link != head)
        .map(<*mut wdk_sys::_LIST_ENTRY>::cast)
}

fn key(entry: PKDEVICE_QUEUE_ENTRY) -> ULONG {
    // SAFETY: an entry of the caller's queue.
    unsafe { (*entry).SortKey }
}

/// Makes the queue busy. False when it was not, so that the entry is served at once.
fn insert(queue: PKDEVICE_QUEUE, entry: PKDEVICE_QUEUE_ENTRY, before: PLIST_ENTRY) -> BOOLEAN {
    // SAFETY: the caller passes a queue.
    let busy = unsafe { &mut (*queue).Busy };
    let inserted = BOOLEAN::from(*busy != 0);
    *busy = TRUE;
    // SAFETY: the caller passes an entry of its own.
    unsafe { (*entry).Inserted = inserted };
    if inserted != 0 {
        link(entry.cast(), before);
    }
    inserted
}

fn link(entry: PLIST_ENTRY, before: PLIST_ENTRY) {
    // SAFETY: an entry of the caller's queue, or its head.
    let previous = unsafe { (*before).Blink };
    // SAFETY: the caller passes an entry of its own.
    unsafe {
        entry.write(LIST_ENTRY {
            Flink: before,
            Blink: previous,
        })
    };
    // SAFETY: the previous entry, or the head when there is none.
    unsafe { (*previous).Flink = entry };
    // SAFETY: the entry, or the head, before which the new one goes.
    unsafe { (*before).Blink = entry };
}

fn unlink(entry: PKDEVICE_QUEUE_ENTRY) {
    // SAFETY: an entry of the caller's queue.
    let LIST_ENTRY { Flink, Blink } = unsafe { (*entry).DeviceListEntry };
    // SAFETY: its neighbours are entries of the queue, or its head.
    unsafe { (*Blink).Flink = Flink };
    // SAFETY: the next entry, or the head.
    unsafe { (*Flink).Blink = Blink };
    // SAFETY: an entry that is taken out is its owner's alone.
    unsafe { (*entry).Inserted = FALSE };
}

/// Takes the entry out; without one the queue is no longer busy.
fn remove(queue: PKDEVICE_QUEUE, entry: Option<PKDEVICE_QUEUE_ENTRY>) -> PKDEVICE_QUEUE_ENTRY {
    match entry {
        Some(entry) => {
            unlink(entry);
            entry
        }
        None => {
            // SAFETY: the caller passes a queue.
            unsafe { (*queue).Busy = FALSE };
            ptr::null_mut()
        }
    }
}

/// The first entry at or behind the key, or the first of all.
fn by_key(queue: PKDEVICE_QUEUE, wanted: ULONG) -> Option<PKDEVICE_QUEUE_ENTRY> {
    entries(queue)
        .find(|entry| key(*entry) >= wanted)
        .or_else(|| entries(queue).next())
}

#[abi(enter, no_mangle)]
fn KeInitializeDeviceQueue(DeviceQueue: Struct<KDEVICE_QUEUE>) {
    let head = head(DeviceQueue.raw());
    let queue = DeviceQueue.get();
    queue.Type = DEVICE_QUEUE_OBJECT;
    queue.Size = size_of::<KDEVICE_QUEUE>() as i16;
    queue.DeviceListHead = LIST_ENTRY {
        Flink: head,
        Blink: head,
    };
    queue.Lock = 0;
    queue.Busy = FALSE;
}

#[abi(enter, no_mangle)]
fn KeInsertDeviceQueue(
    DeviceQueue: PKDEVICE_QUEUE,
    DeviceQueueEntry: PKDEVICE_QUEUE_ENTRY,
) -> BOOLEAN {
    insert(DeviceQueue, DeviceQueueEntry, head(DeviceQueue))
}

#[abi(enter, no_mangle)]
fn KeInsertByKeyDeviceQueue(
    DeviceQueue: PKDEVICE_QUEUE,
    DeviceQueueEntry: Struct<KDEVICE_QUEUE_ENTRY>,
    SortKey: ULONG,
) -> BOOLEAN {
    DeviceQueueEntry.get().SortKey = SortKey;
    let behind = entries(DeviceQueue).find(|entry| key(*entry) > SortKey);
    let before = behind.map_or(
        head(DeviceQueue),
        <*mut wdk_sys::_KDEVICE_QUEUE_ENTRY>::cast,
    );
    insert(DeviceQueue, DeviceQueueEntry.raw(), before)
}

#[abi(enter, no_mangle)]
fn KeRemoveDeviceQueue(DeviceQueue: PKDEVICE_QUEUE) -> PKDEVICE_QUEUE_ENTRY {
    let first = entries(DeviceQueue).next();
    remove(DeviceQueue, first)
}

#[abi(enter, no_mangle)]
fn KeRemoveByKeyDeviceQueue(DeviceQueue: PKDEVICE_QUEUE, SortKey: ULONG) -> PKDEVICE_QUEUE_ENTRY {
    remove(DeviceQueue, by_key(DeviceQueue, SortKey))
}

#[abi(enter, no_mangle)]
fn KeRemoveByKeyDeviceQueueIfBusy(
    DeviceQueue: PKDEVICE_QUEUE,
    SortKey: ULONG,
) -> PKDEVICE_QUEUE_ENTRY {
    remove(DeviceQueue, by_key(DeviceQueue, SortKey))
}

#[abi(enter, no_mangle)]
fn KeRemoveEntryDeviceQueue(
    DeviceQueue: PKDEVICE_QUEUE,
    DeviceQueueEntry: Struct<KDEVICE_QUEUE_ENTRY>,
) -> BOOLEAN {
    let _ = DeviceQueue;
    let inserted = DeviceQueueEntry.get().Inserted;
    if inserted != 0 {
        unlink(DeviceQueueEntry.raw());
    }
    inserted
}
