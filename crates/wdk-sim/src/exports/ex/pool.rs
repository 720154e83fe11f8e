//! `ExAllocatePool*` and `ExFreePool*`.
#![forbid(unsafe_code)]

use std::ptr;

use wdk_sys::{
    EX_POOL_PRIORITY, POOL_FLAG_NON_PAGED, POOL_FLAG_NON_PAGED_EXECUTE, POOL_FLAG_PAGED,
    POOL_FLAG_RAISE_ON_FAILURE, POOL_FLAG_SPECIAL_POOL, POOL_FLAG_UNINITIALIZED, POOL_FLAGS,
    POOL_TYPE, PVOID, SIZE_T, ULONG, abi,
};

use crate::nt::ex::pool::{allocate, free};
use crate::{
    engine::{
        export::{Export, export_table},
        pool::{Request, Tag as PoolTag},
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ExAllocatePool2: partial("quota is not charged"),
    ExAllocatePoolWithTag: partial("the must-succeed types are ignored"),
    ExAllocatePoolWithQuotaTag: partial("charges no quota"),
    ExAllocatePoolWithTagPriority: partial("Priority is ignored"),
    ExFreePool: full,
    ExFreePoolWithTag: full,
    ExAllocatePool: partial("the must-succeed types are ignored"),
    "ExFreePool2" = free_extended: full,
);

/// What `ExAllocatePool` without a tag uses.
const NO_TAG: u32 = u32::from_le_bytes(*b"None");
/// Set in a tag that only the same tag frees.
const PROTECTED: u32 = 0x8000_0000;

/// Bit 0 of a `POOL_TYPE` says paged; session and execution bits make no difference here.
fn legacy(kind: POOL_TYPE, bytes: SIZE_T, tag: ULONG) -> PVOID {
    let request = Request {
        bytes: bytes as usize,
        tag: PoolTag(tag & !PROTECTED),
        paged: kind & 1 != 0,
        zeroed: kind & ZEROED != 0,
        special: false,
    };
    let kernel = Kernel::current();
    let memory = allocate(&kernel, request);
    if memory.is_null() && kind & RAISE != 0 {
        raise(
            &kernel,
            "an allocation with POOL_RAISE_IF_ALLOCATION_FAILURE",
        );
    }
    memory
}

/// `POOL_RAISE_IF_ALLOCATION_FAILURE`.
const RAISE: POOL_TYPE = 16;
/// `POOL_QUOTA_FAIL_INSTEAD_OF_RAISE`.
const FAIL_INSTEAD_OF_RAISE: POOL_TYPE = 8;

/// A failed allocation raises an exception, which nobody handles.
fn raise(kernel: &Kernel, what: &str) -> ! {
    kernel.stop(
        wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
        [0xC000_009A, 0, 0, 0],
        format!("{what} raised STATUS_INSUFFICIENT_RESOURCES"),
    )
}

/// The flags that `ExAllocatePool2` must know; those above are optional.
const REQUIRED: POOL_FLAGS = 0xFFFF_FFFF;
/// The flags that it knows.
const KNOWN: POOL_FLAGS = 0x7FF;

/// Whether the flags name one kind of pool, and none that the function does not know.
fn valid(flags: POOL_FLAGS) -> bool {
    let kinds = [
        POOL_FLAG_NON_PAGED,
        POOL_FLAG_NON_PAGED_EXECUTE,
        POOL_FLAG_PAGED,
    ];
    let named = kinds.iter().filter(|kind| flags & **kind != 0).count();
    named == 1 && flags & REQUIRED & !KNOWN == 0
}

/// `POOL_ZERO_ALLOCATION`.
const ZEROED: POOL_TYPE = 1024;

#[abi(enter, no_mangle)]
fn ExAllocatePool2(Flags: POOL_FLAGS, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    let kernel = Kernel::current();
    let request = Request {
        bytes: NumberOfBytes as usize,
        tag: PoolTag(Tag & !PROTECTED),
        paged: Flags & POOL_FLAG_PAGED != 0,
        zeroed: Flags & POOL_FLAG_UNINITIALIZED == 0,
        special: Flags & POOL_FLAG_SPECIAL_POOL != 0,
    };
    let memory = if Tag == 0 || !valid(Flags) {
        ptr::null_mut()
    } else {
        allocate(&kernel, request)
    };
    if memory.is_null() && Flags & POOL_FLAG_RAISE_ON_FAILURE != 0 {
        raise(&kernel, "ExAllocatePool2");
    }
    memory
}

#[abi(enter, no_mangle)]
fn ExAllocatePoolWithTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    Kernel::current().restricted_call("ExAllocatePoolWithTag");
    legacy(PoolType, NumberOfBytes, Tag)
}

#[abi(enter, no_mangle)]
fn ExAllocatePoolWithQuotaTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    Kernel::current().restricted_call("ExAllocatePoolWithQuotaTag");
    let raises = PoolType & FAIL_INSTEAD_OF_RAISE == 0;
    legacy(
        if raises { PoolType | RAISE } else { PoolType },
        NumberOfBytes,
        Tag,
    )
}

#[abi(enter, no_mangle)]
fn ExAllocatePoolWithTagPriority(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
    Priority: EX_POOL_PRIORITY,
) -> PVOID {
    Kernel::current().restricted_call("ExAllocatePoolWithTagPriority");
    let _ = Priority;
    legacy(PoolType, NumberOfBytes, Tag)
}

#[abi(enter, no_mangle)]
fn ExAllocatePool(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T) -> PVOID {
    Kernel::current().restricted_call("ExAllocatePool");
    legacy(PoolType, NumberOfBytes, NO_TAG)
}

#[abi(enter, no_mangle)]
fn ExFreePool(P: PVOID) {
    free(&Kernel::current(), P, None);
}

#[abi(enter, no_mangle)]
fn ExFreePoolWithTag(P: PVOID, Tag: ULONG) {
    let tag = PoolTag(Tag & !PROTECTED);
    free(&Kernel::current(), P, Some(tag).filter(|tag| tag.0 != 0));
}

/// `ExFreePool2`, whose extended parameters only matter to secure pool.
#[abi]
fn free_extended(P: PVOID, Tag: ULONG, Extended: PVOID, Count: ULONG) {
    let _ = (Extended, Count);
    ExFreePoolWithTag(P, Tag);
}
