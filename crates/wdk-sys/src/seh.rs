//! Calls of functions that raise structured exceptions, guarded as by `__try` and `__except
//! (EXCEPTION_EXECUTE_HANDLER)` in C: Rust has no such statement.

use crate::{KPROCESSOR_MODE, LOCK_OPERATION, NTSTATUS, PMDL};

crate::kernel_world! {
    crate::imports! {
        "ntoskrnl.exe";
        /// The personality of functions with `__try`.
        fn __C_specific_handler();
    }

    unsafe extern "C" {
        /// `MmProbeAndLockPages`, and then success, or the code of the exception.
        fn wdk_try_probe_and_lock_pages(
            MemoryDescriptorList: PMDL,
            AccessMode: KPROCESSOR_MODE,
            Operation: LOCK_OPERATION,
        ) -> NTSTATUS;
    }

    // A section of its own, which the linker leaves out of drivers that do not call the function. The
    // scope table has one entry: from the call to behind it, a constant filter, and the place to go
    // on at, with the exception code as the result.
    #[cfg(target_arch = "x86_64")]
    core::arch::global_asm!(
        ".section .text$wdk_try,\"xr\",discard,wdk_try_probe_and_lock_pages",
        ".globl wdk_try_probe_and_lock_pages",
        ".def wdk_try_probe_and_lock_pages",
        ".scl 2",
        ".type 32",
        ".endef",
        ".p2align 4",
        "wdk_try_probe_and_lock_pages:",
        ".seh_proc wdk_try_probe_and_lock_pages",
        ".seh_handler __C_specific_handler, @except",
        "sub rsp, 40",
        ".seh_stackalloc 40",
        ".seh_endprologue",
        ".Lwdk_try_begin:",
        "call MmProbeAndLockPages",
        "nop",
        ".Lwdk_try_end:",
        "xor eax, eax",
        ".Lwdk_try_except:",
        "add rsp, 40",
        "ret",
        ".seh_handlerdata",
        ".long 1",
        ".long .Lwdk_try_begin@IMGREL",
        ".long .Lwdk_try_end@IMGREL",
        ".long 1",
        ".long .Lwdk_try_except@IMGREL",
        ".section .text$wdk_try,\"xr\",discard,wdk_try_probe_and_lock_pages",
        ".seh_endproc",
        ".text",
    );

    #[cfg(target_arch = "aarch64")]
    core::arch::global_asm!(
        ".section .text$wdk_try,\"xr\",discard,wdk_try_probe_and_lock_pages",
        ".globl wdk_try_probe_and_lock_pages",
        ".def wdk_try_probe_and_lock_pages",
        ".scl 2",
        ".type 32",
        ".endef",
        ".p2align 2",
        "wdk_try_probe_and_lock_pages:",
        ".seh_proc wdk_try_probe_and_lock_pages",
        ".seh_handler __C_specific_handler, @except",
        "stp x29, x30, [sp, #-16]!",
        ".seh_save_fplr_x 16",
        "mov x29, sp",
        ".seh_set_fp",
        ".seh_endprologue",
        ".Lwdk_try_begin:",
        "bl MmProbeAndLockPages",
        "nop",
        ".Lwdk_try_end:",
        "mov w0, wzr",
        ".Lwdk_try_except:",
        ".seh_startepilogue",
        "ldp x29, x30, [sp], #16",
        ".seh_save_fplr_x 16",
        ".seh_endepilogue",
        "ret",
        ".seh_handlerdata",
        ".long 1",
        ".rva .Lwdk_try_begin",
        ".rva .Lwdk_try_end",
        ".long 1",
        ".rva .Lwdk_try_except",
        ".section .text$wdk_try,\"xr\",discard,wdk_try_probe_and_lock_pages",
        ".seh_endproc",
        ".text",
    );
}

crate::host_world! {
    crate::imports! {
        "ntoskrnl.exe";
        /// The simulated machine's, whose native drivers have no handlers.
        fn wdk_try_probe_and_lock_pages(
            MemoryDescriptorList: PMDL,
            AccessMode: KPROCESSOR_MODE,
            Operation: LOCK_OPERATION,
        ) -> NTSTATUS;
    }
}

/// `MmProbeAndLockPages` within `__try`: success, or the code of the exception that it raised, such
/// as `STATUS_ACCESS_VIOLATION` when the requestor has no such memory.
///
/// # Safety
/// `MemoryDescriptorList` is an MDL whose pages are not locked. For memory of a program the code runs
/// in its process.
///
/// # IRQL
/// `<= APC_LEVEL` for memory of a program.
///
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmprobeandlockpages>
pub unsafe fn try_probe_and_lock_pages(
    MemoryDescriptorList: PMDL,
    AccessMode: KPROCESSOR_MODE,
    Operation: LOCK_OPERATION,
) -> NTSTATUS {
    // SAFETY: the caller passes what `MmProbeAndLockPages` needs; an exception ends in the handler.
    unsafe { wdk_try_probe_and_lock_pages(MemoryDescriptorList, AccessMode, Operation) }
}
