//! Lookaside lists. With the verifier on they keep nothing, as on Windows, so that every block is
//! tracked from its allocation to its free.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _POOL_TYPE, GENERAL_LOOKASIDE, LOOKASIDE_LIST_EX, NTSTATUS, PALLOCATE_FUNCTION,
    PALLOCATE_FUNCTION_EX, PFREE_FUNCTION, PFREE_FUNCTION_EX, PLOOKASIDE_LIST_EX,
    PNPAGED_LOOKASIDE_LIST, POOL_TYPE, PPAGED_LOOKASIDE_LIST, PSLIST_ENTRY, PVOID, SIZE_T,
    STATUS_INVALID_PARAMETER_4, STATUS_INVALID_PARAMETER_5, STATUS_SUCCESS, ULONG, USHORT, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExInitializeNPagedLookasideList: full,
    ExDeleteNPagedLookasideList: full,
    ExInitializePagedLookasideList: full,
    ExDeletePagedLookasideList: full,
    ExInitializeLookasideListEx: full,
    ExDeleteLookasideListEx: full,
    ExFlushLookasideListEx: full,
);

/// Blocks that a list keeps at most.
const DEPTH: USHORT = 256;

fn depth() -> USHORT {
    if Kernel::current().verifier.enabled() {
        0
    } else {
        DEPTH
    }
}

/// `POOL_RAISE_IF_ALLOCATION_FAILURE`, which goes into the pool type that `Allocate` gets.
const RAISE: ULONG = 16;

/// The flags of the older lists that are part of the pool type.
fn in_type(flags: ULONG) -> POOL_TYPE {
    (flags & RAISE) as POOL_TYPE
}

fn initialise(
    list: *mut GENERAL_LOOKASIDE,
    allocate: PALLOCATE_FUNCTION,
    free: PFREE_FUNCTION,
    kind: POOL_TYPE,
    size: SIZE_T,
    tag: ULONG,
) {
    // SAFETY: the caller passes memory for a list; all-zero is a valid one.
    unsafe { list.write_bytes(0, 1) };
    // SAFETY: zeroed in the line before.
    let list = unsafe { &mut *list };
    list.Depth = depth();
    list.MaximumDepth = DEPTH;
    list.Type = kind;
    list.Tag = tag;
    list.Size = size as ULONG;
    list.__bindgen_anon_4.Allocate = allocate.or(Some(wdk_sys::ExAllocatePoolWithTag));
    list.__bindgen_anon_5.Free = free.or(Some(wdk_sys::ExFreePool));
}

/// Pops the blocks that the list keeps.
fn drain(head: wdk_sys::PSLIST_HEADER, free: impl Fn(PSLIST_ENTRY)) {
    loop {
        // SAFETY: the list is initialised.
        let entry = unsafe { wdk_sys::ExpInterlockedPopEntrySList(head) };
        if entry.is_null() {
            return;
        }
        free(entry);
    }
}

fn delete(list: *mut GENERAL_LOOKASIDE) {
    // SAFETY: the caller passes an initialised list.
    let fields = unsafe { &mut *list };
    let head = &raw mut fields.__bindgen_anon_1.ListHead;
    // SAFETY: both views are function pointers.
    let free = unsafe { fields.__bindgen_anon_5.Free };
    drain(head, |entry| {
        if let Some(free) = free {
            // SAFETY: the block came from the list's own allocation function.
            unsafe { free(entry.cast()) };
        }
    });
}

#[abi(enter, no_mangle)]
fn ExInitializeNPagedLookasideList(
    Lookaside: PNPAGED_LOOKASIDE_LIST,
    Allocate: PALLOCATE_FUNCTION,
    Free: PFREE_FUNCTION,
    Flags: ULONG,
    Size: SIZE_T,
    Tag: ULONG,
    Depth: USHORT,
) {
    let _ = Depth;
    initialise(
        Lookaside.cast(),
        Allocate,
        Free,
        _POOL_TYPE::NonPagedPoolNx | in_type(Flags),
        Size,
        Tag,
    );
}

#[abi(enter, no_mangle)]
fn ExDeleteNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST) {
    delete(Lookaside.cast());
}

#[abi(enter, no_mangle)]
fn ExInitializePagedLookasideList(
    Lookaside: PPAGED_LOOKASIDE_LIST,
    Allocate: PALLOCATE_FUNCTION,
    Free: PFREE_FUNCTION,
    Flags: ULONG,
    Size: SIZE_T,
    Tag: ULONG,
    Depth: USHORT,
) {
    let _ = Depth;
    initialise(
        Lookaside.cast(),
        Allocate,
        Free,
        _POOL_TYPE::PagedPool | in_type(Flags),
        Size,
        Tag,
    );
}

#[abi(enter, no_mangle)]
fn ExDeletePagedLookasideList(Lookaside: PPAGED_LOOKASIDE_LIST) {
    delete(Lookaside.cast());
}

#[abi]
fn default_allocate(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
    Lookaside: PLOOKASIDE_LIST_EX,
) -> PVOID {
    let _ = Lookaside;
    driver_pool::of_type(PoolType, NumberOfBytes, Tag)
}

#[abi]
unsafe fn default_free(Buffer: PVOID, Lookaside: PLOOKASIDE_LIST_EX) {
    let _ = Lookaside;
    // SAFETY: the block came from `default_allocate`.
    unsafe { wdk_sys::ExFreePool(Buffer) };
}

#[abi(enter, no_mangle)]
unsafe fn ExInitializeLookasideListEx(
    Lookaside: Struct<LOOKASIDE_LIST_EX>,
    Allocate: PALLOCATE_FUNCTION_EX,
    Free: PFREE_FUNCTION_EX,
    PoolType: POOL_TYPE,
    Flags: ULONG,
    Size: SIZE_T,
    Tag: ULONG,
    Depth: USHORT,
) -> NTSTATUS {
    let _ = Depth;
    const RAISE_ON_FAIL: ULONG = 1;
    const FAIL_NO_RAISE: ULONG = 2;
    let flags = match Flags {
        0 => 0,
        RAISE_ON_FAIL => RAISE,
        // POOL_QUOTA_FAIL_INSTEAD_OF_RAISE.
        FAIL_NO_RAISE => 8,
        _ => return STATUS_INVALID_PARAMETER_5,
    };
    let known = [
        _POOL_TYPE::NonPagedPool,
        _POOL_TYPE::PagedPool,
        _POOL_TYPE::NonPagedPoolCacheAligned,
        _POOL_TYPE::PagedPoolCacheAligned,
        _POOL_TYPE::NonPagedPoolNx,
        _POOL_TYPE::NonPagedPoolNxCacheAligned,
    ];
    if !known.contains(&PoolType) {
        return STATUS_INVALID_PARAMETER_4;
    }
    // SAFETY: the caller passes memory for a list; all-zero is a valid one.
    unsafe { ptr::write_bytes::<LOOKASIDE_LIST_EX>(Lookaside.raw(), 0, 1) };
    let list = &mut Lookaside.get().L;
    list.Depth = depth();
    list.MaximumDepth = DEPTH;
    list.Type = PoolType | flags as POOL_TYPE;
    list.Tag = Tag;
    list.Size = Size as ULONG;
    list.__bindgen_anon_4.AllocateEx = Allocate.or(Some(default_allocate));
    list.__bindgen_anon_5.FreeEx = Free.or(Some(default_free));
    STATUS_SUCCESS
}

fn drain_ex(list: PLOOKASIDE_LIST_EX) {
    // SAFETY: the caller passes an initialised list.
    let fields = unsafe { &mut (*list).L };
    let head = &raw mut fields.__bindgen_anon_1.ListHead;
    // SAFETY: both views are function pointers.
    let free = unsafe { fields.__bindgen_anon_5.FreeEx };
    drain(head, |entry| {
        if let Some(free) = free {
            // SAFETY: the block came from the list's own allocation function.
            unsafe { free(entry.cast(), list) };
        }
    });
}

#[abi(enter, no_mangle)]
fn ExDeleteLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX) {
    drain_ex(Lookaside);
}

#[abi(enter, no_mangle)]
fn ExFlushLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX) {
    drain_ex(Lookaside);
}
