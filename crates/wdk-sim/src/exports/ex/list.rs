//! Interlocked lists and additions.
//!
//! One simulated processor executes at a time and yields only at scheduling points, so what a
//! real kernel does under a lock or with one locked instruction is plain code here. A spin lock
//! that the caller passes is still taken: another processor may hold it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    LARGE_INTEGER, LIST_ENTRY, PKSPIN_LOCK, PLIST_ENTRY, PSINGLE_LIST_ENTRY, PSLIST_ENTRY,
    PSLIST_HEADER, SINGLE_LIST_ENTRY, SLIST_ENTRY, ULONG, USHORT, abi,
};

use crate::nt::parameter::{Struct, quad};
use crate::{
    engine::export::{Export, export_table},
    nt::ke::spin_lock,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    InitializeSListHead: full,
    ExQueryDepthSList: full,
    ExpInterlockedPushEntrySList: full,
    ExpInterlockedPopEntrySList: full,
    ExpInterlockedFlushSList: full,
    ExInterlockedAddLargeInteger: full,
    ExInterlockedAddUlong: full,
    ExInterlockedInsertHeadList: full,
    ExInterlockedInsertTailList: full,
    ExInterlockedRemoveHeadList: full,
    ExInterlockedPushEntryList: full,
    ExInterlockedPopEntryList: full,
    "ExpInterlockedPushEntrySListHead" = ExpInterlockedPushEntrySList: full,
);

/// Depth and sequence number, and the first entry, of a sequenced list.
fn read(head: PSLIST_HEADER) -> (u64, PSLIST_ENTRY) {
    // SAFETY: the caller passes an initialised list.
    let head = unsafe { &*head };
    // SAFETY: all of the union's views are integers.
    let words = unsafe { head.__bindgen_anon_1 };
    (words.Alignment, words.Region as PSLIST_ENTRY)
}

fn write(head: PSLIST_HEADER, alignment: u64, first: PSLIST_ENTRY) {
    // SAFETY: the caller passes an initialised list.
    let head = unsafe { &mut *head };
    head.__bindgen_anon_1 = wdk_sys::_SLIST_HEADER__bindgen_ty_1 {
        Alignment: alignment,
        Region: first as u64,
    };
}

/// One more in the sequence number, which begins behind 16 bits of depth.
const SEQUENCE: u64 = 1 << 16;
const DEPTH: u64 = SEQUENCE - 1;

#[abi(no_mangle)]
fn InitializeSListHead(SListHead: PSLIST_HEADER) {
    write(SListHead, 0, ptr::null_mut());
}

#[abi(no_mangle)]
fn ExQueryDepthSList(ListHead: PSLIST_HEADER) -> USHORT {
    (read(ListHead).0 & DEPTH) as USHORT
}

#[abi(enter, no_mangle)]
fn ExpInterlockedPushEntrySList(
    ListHead: PSLIST_HEADER,
    ListEntry: Struct<SLIST_ENTRY>,
) -> PSLIST_ENTRY {
    let (state, first) = read(ListHead);
    ListEntry.get().Next = first;
    let depth = (state + 1) & DEPTH;
    write(
        ListHead,
        (state & !DEPTH).wrapping_add(SEQUENCE) | depth,
        ListEntry.raw(),
    );
    first
}

#[abi(enter, no_mangle)]
unsafe fn ExpInterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    let (state, first) = read(ListHead);
    // SAFETY: null, or an entry that was pushed and is still there.
    if let Some(entry) = unsafe { first.as_ref() } {
        write(ListHead, state - 1, entry.Next);
    }
    first
}

#[abi(enter, no_mangle)]
fn ExpInterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    let (state, first) = read(ListHead);
    write(ListHead, state & !DEPTH, ptr::null_mut());
    first
}

/// Runs `work` with the lock held at an IRQL at which no other code of the processor can need it.
fn locked<R>(lock: PKSPIN_LOCK, work: impl FnOnce() -> R) -> R {
    // These functions may be called at any IRQL, and block interrupts.
    const HIGH_LEVEL: u8 = 15;
    let kernel = Kernel::current();
    let irql = kernel.sched.raise_irql(HIGH_LEVEL);
    spin_lock::acquire(&kernel, lock);
    let result = work();
    spin_lock::release(&kernel, lock);
    kernel.sched.raise_irql(irql);
    result
}

#[abi(enter, no_mangle)]
fn ExInterlockedAddLargeInteger(
    Addend: Struct<LARGE_INTEGER>,
    Increment: LARGE_INTEGER,
    Lock: PKSPIN_LOCK,
) -> LARGE_INTEGER {
    locked(Lock, || {
        let before = *Addend.get();
        let addend = quad(before);
        let sum = addend.wrapping_add(quad(Increment));
        Addend.write(LARGE_INTEGER { QuadPart: sum });
        before
    })
}

#[abi(enter, no_mangle)]
fn ExInterlockedAddUlong(Addend: Struct<ULONG>, Increment: ULONG, Lock: PKSPIN_LOCK) -> ULONG {
    locked(Lock, || {
        let before = *Addend.get();
        Addend.write(before.wrapping_add(Increment));
        before
    })
}

/// Links `entry` between two neighbours.
fn link(previous: PLIST_ENTRY, entry: PLIST_ENTRY, next: PLIST_ENTRY) {
    // SAFETY: the caller passes an entry of its own.
    unsafe {
        entry.write(LIST_ENTRY {
            Flink: next,
            Blink: previous,
        })
    };
    // SAFETY: the neighbours are entries of the caller's list.
    unsafe { (*previous).Flink = entry };
    // SAFETY: `next` is the second of the two neighbours.
    unsafe { (*next).Blink = entry };
}

/// The neighbour, or null when the list had no entry.
fn neighbour(head: PLIST_ENTRY, entry: PLIST_ENTRY) -> PLIST_ENTRY {
    if entry == head {
        ptr::null_mut()
    } else {
        entry
    }
}

#[abi(enter, no_mangle)]
fn ExInterlockedInsertHeadList(
    ListHead: Struct<LIST_ENTRY>,
    ListEntry: PLIST_ENTRY,
    Lock: PKSPIN_LOCK,
) -> PLIST_ENTRY {
    locked(Lock, || {
        let first = ListHead.get().Flink;
        link(ListHead.raw(), ListEntry, first);
        neighbour(ListHead.raw(), first)
    })
}

#[abi(enter, no_mangle)]
fn ExInterlockedInsertTailList(
    ListHead: Struct<LIST_ENTRY>,
    ListEntry: PLIST_ENTRY,
    Lock: PKSPIN_LOCK,
) -> PLIST_ENTRY {
    locked(Lock, || {
        let last = ListHead.get().Blink;
        link(last, ListEntry, ListHead.raw());
        neighbour(ListHead.raw(), last)
    })
}

#[abi(enter, no_mangle)]
unsafe fn ExInterlockedRemoveHeadList(
    ListHead: Struct<LIST_ENTRY>,
    Lock: PKSPIN_LOCK,
) -> PLIST_ENTRY {
    locked(Lock, || {
        let first = ListHead.get().Flink;
        if first == ListHead.raw() {
            return ptr::null_mut();
        }
        // SAFETY: an entry of the caller's list.
        let next = unsafe { (*first).Flink };
        ListHead.get().Flink = next;
        // SAFETY: the second entry, or the head of a list that becomes empty.
        unsafe { (*next).Blink = ListHead.raw() };
        first
    })
}

#[abi(enter, no_mangle)]
fn ExInterlockedPushEntryList(
    ListHead: Struct<SINGLE_LIST_ENTRY>,
    ListEntry: Struct<SINGLE_LIST_ENTRY>,
    Lock: PKSPIN_LOCK,
) -> PSINGLE_LIST_ENTRY {
    locked(Lock, || {
        let first = ListHead.get().Next;
        ListEntry.get().Next = first;
        ListHead.get().Next = ListEntry.raw();
        first
    })
}

#[abi(enter, no_mangle)]
unsafe fn ExInterlockedPopEntryList(
    ListHead: Struct<SINGLE_LIST_ENTRY>,
    Lock: PKSPIN_LOCK,
) -> PSINGLE_LIST_ENTRY {
    locked(Lock, || {
        let first = ListHead.get().Next;
        // SAFETY: null, or an entry of the caller's list.
        if let Some(entry) = unsafe { first.as_ref() } {
            ListHead.get().Next = entry.Next;
        }
        first
    })
}
