//! Control Flow Guard: the load configuration of a driver image, and what its checks call.
//!
//! `cargo wdk build` compiles drivers with `-Ccontrol-flow-guard`: before each call through a pointer
//! the code asks whether the target is a function whose address was taken. Whom it asks stands in
//! two variables here, which a kernel with Control Flow Guard sets to its own functions when it loads
//! the image; on one without, they stay what they are, and every target is allowed. The linker
//! lists the allowed functions.
//!
//! There is no security cookie in the configuration: the stable compiler has no `/GS`, so that no
//! function would look at it.
//!
//! See [IMAGE_LOAD_CONFIG_DIRECTORY64](https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-image_load_config_directory64)
//! and [Control Flow Guard](https://learn.microsoft.com/windows/win32/secbp/pe-metadata).

use core::arch::global_asm;

// Not changed once the image is loaded: the section is read-only, and the loader writes before it
// protects it. The linker takes the symbols by these names.
#[cfg(target_arch = "x86_64")]
global_asm!(
    ".section .00cfg,\"dr\"",
    ".globl __guard_check_icall_fptr",
    ".globl __guard_dispatch_icall_fptr",
    ".p2align 3",
    "__guard_check_icall_fptr: .quad __wdk_guard_check",
    "__guard_dispatch_icall_fptr: .quad __wdk_guard_dispatch",
    ".text",
    // The target is in RCX, and no register changes.
    ".p2align 4",
    "__wdk_guard_check: ret",
    // The target is in RAX, and the arguments are in their places.
    ".p2align 4",
    "__wdk_guard_dispatch: jmp *%rax",
    options(att_syntax),
);

#[cfg(target_arch = "aarch64")]
global_asm!(
    ".section .00cfg,\"dr\"",
    ".globl __guard_check_icall_fptr",
    ".globl __guard_dispatch_icall_fptr",
    ".p2align 3",
    "__guard_check_icall_fptr: .xword __wdk_guard_check",
    // Code for this processor only checks.
    "__guard_dispatch_icall_fptr: .xword 0",
    ".text",
    // The target is in X15, and no register changes.
    ".p2align 2",
    "__wdk_guard_check: ret",
);

// The structure up to the members that name the lists of functions; what the linker does not know
// (`__guard_` names are its own) is 0. `wdk-build` asks for it with `/INCLUDE`.
global_asm!(
    ".section .rdata$_load_config_used,\"dr\",discard,_load_config_used",
    ".globl _load_config_used",
    ".p2align 3",
    "_load_config_used:",
    ".long 0xC0",
    // Times, versions, limits: as the system chooses. No security cookie, no handler table.
    ".zero 0x6C",
    // 0x70: GuardCFCheckFunctionPointer, GuardCFDispatchFunctionPointer
    ".quad __guard_check_icall_fptr",
    ".quad __guard_dispatch_icall_fptr",
    // 0x80: GuardCFFunctionTable, GuardCFFunctionCount, GuardFlags
    ".quad __guard_fids_table",
    ".quad __guard_fids_count",
    ".long __guard_flags",
    // CodeIntegrity
    ".zero 12",
    // 0xA0: GuardAddressTakenIatEntry and GuardLongJumpTarget, table and count
    ".quad __guard_iat_table",
    ".quad __guard_iat_count",
    ".quad __guard_longjmp_table",
    ".quad __guard_longjmp_count",
    ".text",
);
