//! The non-paged pool, by whichever function the oldest Windows that the driver runs on has.
//!
//! `ExAllocatePool2` is there since Windows 10 2004. An image that imports it is not loaded by an
//! older one, so that the choice cannot be made when the driver runs: `wdk-build` makes it when the
//! image is linked, by `minimum-windows-build` of the manifest, and tells the linker as an alias of
//! `__wdk_allocate_pool`. What the alias does not name is left out, with its import.

use crate::{PVOID, SIZE_T, ULONG};

/// Allocates cleared memory that may not be run, from the non-paged pool; null when there is none.
/// The block is freed with `ExFreePool` or `ExFreePoolWithTag`.
///
/// Where the driver runs on systems before Windows 10 2004, this is `ExAllocatePoolWithTag` and
/// clearing, as the header's `ExAllocatePoolZero`, else `ExAllocatePool2`. On the simulated machine
/// it is always the latter.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// `NumberOfBytes` is not zero, and neither is `Tag`.
/// <https://learn.microsoft.com/windows-hardware/drivers/kernel/updating-deprecated-exallocatepool-calls>
#[must_use]
pub unsafe fn allocate_non_paged(NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    // SAFETY: the caller chose size and tag for an allocation.
    unsafe { world::__wdk_allocate_pool(NumberOfBytes, Tag) }
}

crate::kernel_world! {
    mod world {
        use core::arch::global_asm;

        use crate::{
            ExAllocatePool2, ExAllocatePoolZero, POOL_FLAG_NON_PAGED, PVOID, SIZE_T, ULONG,
            _POOL_TYPE::NonPagedPoolNx,
        };

        unsafe extern "C" {
            pub(super) fn __wdk_allocate_pool(NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
        }

        unsafe extern "C" fn by_pool2(size: SIZE_T, tag: ULONG) -> PVOID {
            // SAFETY: as `allocate_non_paged`.
            unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, size, tag) }
        }

        unsafe extern "C" fn by_tag(size: SIZE_T, tag: ULONG) -> PVOID {
            // SAFETY: as `allocate_non_paged`.
            unsafe { ExAllocatePoolZero(NonPagedPoolNx, size, tag) }
        }

        // A section of its own for each, as for `FxDriverEntry`: the image gets the one that the
        // linker's alias names.
        #[cfg(target_arch = "x86_64")]
        macro_rules! named {
            ($name:literal, $function:path) => {
                global_asm!(
                    concat!(".section .text$", $name, ",\"xr\",discard,", $name),
                    concat!(".globl ", $name),
                    concat!($name, ": jmp {function}"),
                    ".text",
                    function = sym $function,
                );
            };
        }
        #[cfg(target_arch = "aarch64")]
        macro_rules! named {
            ($name:literal, $function:path) => {
                global_asm!(
                    concat!(".section .text$", $name, ",\"xr\",discard,", $name),
                    concat!(".globl ", $name),
                    ".p2align 2",
                    concat!($name, ": b {function}"),
                    ".text",
                    function = sym $function,
                );
            };
        }
        named!("__wdk_allocate_pool_2", by_pool2);
        named!("__wdk_allocate_pool_tag", by_tag);
    }
}

crate::host_world! {
    mod world {
        use crate::{ExAllocatePool2, POOL_FLAG_NON_PAGED, PVOID, SIZE_T, ULONG};

        pub(super) unsafe fn __wdk_allocate_pool(size: SIZE_T, tag: ULONG) -> PVOID {
            // SAFETY: as `allocate_non_paged`.
            unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, size, tag) }
        }
    }
}
