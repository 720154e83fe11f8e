//! Pool that the machine allocates as drivers do: through the exported functions, so that it is a
//! scheduling point, may be made to fail and belongs to the driver that runs.
#![expect(unsafe_code, reason = "calls exported functions")]

use wdk_sys::{
    ExAllocatePool2, ExAllocatePoolWithTag, ExFreePool, POOL_FLAG_NON_PAGED, POOL_TYPE, PVOID,
    ULONG,
};

/// Zeroed nonpaged pool; null when there is none.
pub(crate) fn zeroed(bytes: u64, tag: ULONG) -> PVOID {
    // SAFETY: the function takes every size and every tag.
    unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes, tag) }
}

/// Pool of a type that is not zeroed; null when there is none.
pub(crate) fn of_type(kind: POOL_TYPE, bytes: u64, tag: ULONG) -> PVOID {
    // SAFETY: as `ExAllocatePool2`, it takes whatever it is given.
    unsafe { ExAllocatePoolWithTag(kind, bytes, tag) }
}

/// Frees such pool.
pub(crate) fn free(memory: PVOID) {
    // SAFETY: what is no such block stops the machine, as when a driver frees it.
    unsafe { ExFreePool(memory) };
}
