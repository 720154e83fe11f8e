//! dbg.

use crate::*;

crate::fn_types! {
    pub type PDEBUG_PRINT_CALLBACK = fn(Output: PSTRING, ComponentId: ULONG, Level: ULONG);
}

imports! { "ntoskrnl.exe";
    pub fn vDbgPrintEx(ComponentId: ULONG, Level: ULONG, Format: PCCH, ap: va_list) -> ULONG;
    pub fn vDbgPrintExWithPrefix(Prefix: PCCH, ComponentId: ULONG, Level: ULONG, Format: PCCH, ap: va_list) -> ULONG;
    pub fn DbgQueryDebugFilterState(ComponentId: ULONG, Level: ULONG) -> NTSTATUS;
    pub fn DbgSetDebugFilterState(ComponentId: ULONG, Level: ULONG, State: BOOLEAN) -> NTSTATUS;
    pub fn DbgSetDebugPrintCallback(DebugPrintCallback: PDEBUG_PRINT_CALLBACK, Enable: BOOLEAN) -> NTSTATUS;
    pub fn KdDisableDebugger() -> NTSTATUS;
    pub fn KdEnableDebugger() -> NTSTATUS;
    pub fn DbgBreakPoint();
    pub fn DbgBreakPointWithStatus(Status: ULONG);
    pub fn KdRefreshDebuggerNotPresent() -> BOOLEAN;
    pub fn KdChangeOption(Option: KD_OPTION, InBufferBytes: ULONG, InBuffer: PVOID, OutBufferBytes: ULONG, OutBuffer: PVOID, OutBufferNeeded: PULONG) -> NTSTATUS;
    pub fn DbgPrompt(Prompt: PCCH, Response: PCH, MaximumResponseLength: ULONG) -> ULONG;
}

variadic_imports! { "ntoskrnl.exe";
    pub fn DbgPrint(Format: PCSTR, ...) -> ULONG;
    pub fn DbgPrintReturnControlC(Format: PCCH, ...) -> ULONG;
    pub fn DbgPrintEx(ComponentId: ULONG, Level: ULONG, Format: PCSTR, ...) -> ULONG;
}

pub const DBG_STATUS_CONTROL_C: ULONG = 1;
pub const DBG_STATUS_SYSRQ: ULONG = 2;
pub const DBG_STATUS_BUGCHECK_FIRST: ULONG = 3;
pub const DBG_STATUS_BUGCHECK_SECOND: ULONG = 4;
pub const DBG_STATUS_FATAL: ULONG = 5;
pub const DBG_STATUS_DEBUG_CONTROL: ULONG = 6;
pub const DBG_STATUS_WORKER: ULONG = 7;

/// Components of [`DbgPrintEx`] that drivers use.
pub const DPFLTR_SYSTEM_ID: ULONG = 0;
pub const DPFLTR_PNPMGR_ID: ULONG = 9;
pub const DPFLTR_VIDEO_ID: ULONG = 15;
pub const DPFLTR_IHVVIDEO_ID: ULONG = 76;
pub const DPFLTR_IHVDRIVER_ID: ULONG = 77;
pub const DPFLTR_IHVAUDIO_ID: ULONG = 78;
pub const DPFLTR_IHVNETWORK_ID: ULONG = 79;
pub const DPFLTR_IHVSTREAMING_ID: ULONG = 80;
pub const DPFLTR_IHVBUS_ID: ULONG = 81;
pub const DPFLTR_DEFAULT_ID: ULONG = 101;
/// Levels of [`DbgPrintEx`].
pub const DPFLTR_ERROR_LEVEL: ULONG = 0;
pub const DPFLTR_WARNING_LEVEL: ULONG = 1;
pub const DPFLTR_TRACE_LEVEL: ULONG = 2;
pub const DPFLTR_INFO_LEVEL: ULONG = 3;
pub const DPFLTR_MASK: ULONG = 0x8000_0000;
