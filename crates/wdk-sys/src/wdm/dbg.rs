//! `wdm.h`: output to the debugger.

use crate::{BOOLEAN, NTSTATUS, PCCH, PCSTR, ULONG, imports, va_list, variadic_imports};

imports! { "ntoskrnl.exe";
    /// Prints to the debugger from a list of arguments, if component and level are enabled.
    /// IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-vdbgprintex>
    pub fn vDbgPrintEx(ComponentId: ULONG, Level: ULONG, Format: PCCH, ap: va_list) -> ULONG;
    /// As `vDbgPrintEx`, with a prefix. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-vdbgprintexwithprefix>
    pub fn vDbgPrintExWithPrefix(
        Prefix: PCCH,
        ComponentId: ULONG,
        Level: ULONG,
        Format: PCCH,
        ap: va_list,
    ) -> ULONG;
    /// Whether a component's messages of a level are printed. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn DbgQueryDebugFilterState(ComponentId: ULONG, Level: ULONG) -> NTSTATUS;
    /// Sets whether a component's messages of a level are printed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn DbgSetDebugFilterState(ComponentId: ULONG, Level: ULONG, State: BOOLEAN) -> NTSTATUS;
    /// Disables the kernel debugger. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kddisabledebugger>
    pub fn KdDisableDebugger() -> NTSTATUS;
    /// Enables the kernel debugger. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kdenabledebugger>
    pub fn KdEnableDebugger() -> NTSTATUS;
    /// Stops in the kernel debugger. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgbreakpoint>
    pub fn DbgBreakPoint();
    /// Stops in the kernel debugger, which shows a status. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgbreakpointwithstatus>
    pub fn DbgBreakPointWithStatus(Status: ULONG);
    /// Asks again whether a kernel debugger answers. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kdrefreshdebuggernotpresent>
    pub fn KdRefreshDebuggerNotPresent() -> BOOLEAN;
}

variadic_imports! { "ntoskrnl.exe";
    /// Prints to the debugger; `%ws` and `%wZ` only at PASSIVE_LEVEL. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgprint>
    pub fn DbgPrint(Format: PCSTR, ...) -> ULONG;
    /// As `DbgPrint`, and says whether the user pressed Ctrl+C. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn DbgPrintReturnControlC(Format: PCCH, ...) -> ULONG;
    /// Prints to the debugger if component and level are enabled. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-dbgprintex>
    pub fn DbgPrintEx(ComponentId: ULONG, Level: ULONG, Format: PCSTR, ...) -> ULONG;
}

/// Prints to the debugger in builds with debug assertions: `KdPrint!(c"%d\n".as_ptr(), number)`.
#[macro_export]
macro_rules! KdPrint {
    ($($argument:expr),+ $(,)?) => {
        if cfg!(debug_assertions) {
            $crate::DbgPrint($($argument),+);
        }
    };
}

/// As [`KdPrint!`](crate::KdPrint), if component and level are enabled.
#[macro_export]
macro_rules! KdPrintEx {
    ($($argument:expr),+ $(,)?) => {
        if cfg!(debug_assertions) {
            $crate::DbgPrintEx($($argument),+);
        }
    };
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
