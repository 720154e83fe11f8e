//! Printing to the debugger, and breaking into it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod arguments;
pub(crate) mod format;

use wdk_sys::{NTSTATUS, PCSTR, STATUS_SUCCESS, ULONG, abi, va_list};

use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{kernel::Kernel, verifier::rules},
};
use arguments::Arguments;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    DbgPrint: partial("on hosts other than x64 the variable arguments print as zeros"),
    DbgPrintEx: partial(
        "nothing is filtered; on hosts other than x64 the variable arguments print as zeros"
    ),
    DbgPrintReturnControlC: partial(
        "on hosts other than x64 the variable arguments print as zeros"
    ),
    "vDbgPrintEx" = print_list: partial("nothing is filtered by component and level"),
    "vDbgPrintExWithPrefix" = print_list_with_prefix: partial(
        "the prefix is not printed, and nothing is filtered"
    ),
    DbgBreakPoint: full,
    DbgBreakPointWithStatus: full,
    "RtlAssert" = assertion: full,
    KdDisableDebugger: full,
    KdEnableDebugger: full,
    KdRefreshDebuggerNotPresent: full,
    DbgQueryDebugFilterState: partial("always TRUE: there are no filters"),
    DbgSetDebugFilterState: ignored("the filter is not kept"),
);

/// Says that there is no debugger.
const STATUS_DEBUGGER_INACTIVE: NTSTATUS = 0xC000_0354_u32.cast_signed();

/// Formats and records what a driver prints.
fn print(text: PCSTR, arguments: Arguments) -> ULONG {
    let kernel = Kernel::current();
    // SAFETY: the driver passes a format and the arguments that it asks for.
    let units = unsafe { format::narrow(text, arguments) };
    let line = String::from_utf8_lossy(&units);
    let line = line.trim_end().to_owned();
    kernel.trace_instant(Category::Print, || (line, String::new()));
    STATUS_SUCCESS.cast_unsigned()
}

arguments::variadic! {
    /// Prints to the debugger.
    fn DbgPrint(Format: PCSTR, ...) -> ULONG => print_variadic;
    /// Prints to the debugger, for a component and a level. Nothing is filtered.
    fn DbgPrintEx(ComponentId: ULONG, Level: ULONG, Format: PCSTR, ...) -> ULONG
        => print_ex_variadic;
    /// As `DbgPrint`; Ctrl+C is never pressed.
    fn DbgPrintReturnControlC(Format: PCSTR, ...) -> ULONG => print_variadic;
}

/// The tail of `DbgPrint`: `spilled` are its arguments, in order.
#[abi]
unsafe fn print_variadic(spilled: *const u64) -> ULONG {
    let _ddi = crate::nt::ddi::enter!(DbgPrint);
    // SAFETY: the format is the first argument.
    let text = unsafe { spilled.read() } as PCSTR;
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(spilled.wrapping_add(1)) };
    print(text, arguments)
}

/// The tail of `DbgPrintEx`.
#[abi]
unsafe fn print_ex_variadic(spilled: *const u64) -> ULONG {
    let _ddi = crate::nt::ddi::enter!(DbgPrintEx);
    // SAFETY: the format is the third argument.
    let text = unsafe { spilled.wrapping_add(2).read() } as PCSTR;
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(spilled.wrapping_add(3)) };
    print(text, arguments)
}

/// `vDbgPrintEx`.
#[abi(enter)]
fn print_list(ComponentId: ULONG, Level: ULONG, Format: PCSTR, ArgumentList: va_list) -> ULONG {
    let _ = (ComponentId, Level);
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(ArgumentList.cast_const().cast()) };
    print(Format, arguments)
}

/// `vDbgPrintExWithPrefix`.
#[abi(enter)]
fn print_list_with_prefix(
    Prefix: PCSTR,
    ComponentId: ULONG,
    Level: ULONG,
    Format: PCSTR,
    ArgumentList: va_list,
) -> ULONG {
    let _ = (Prefix, ComponentId, Level);
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(ArgumentList.cast_const().cast()) };
    print(Format, arguments)
}

fn break_in(what: &str) {
    let kernel = Kernel::current();
    let message = format!("{what}, and there is no debugger");
    if kernel.verifier.enabled() {
        kernel.violation(&rules::INT3, [0; 3], message);
        return;
    }
    kernel.stop(rules::INT3.code, [rules::INT3.sub_code, 0, 0, 0], message);
}

#[abi(enter, no_mangle)]
fn DbgBreakPoint() {
    break_in("the driver breaks into the debugger");
}

#[abi(enter, no_mangle)]
fn DbgBreakPointWithStatus(Status: ULONG) {
    break_in(&format!(
        "the driver breaks into the debugger with status {Status:#x}"
    ));
}

/// `RtlAssert`.
#[abi]
unsafe fn assertion(Assertion: PCSTR, File: PCSTR, Line: ULONG, Message: PCSTR) {
    let _ = Message;
    // SAFETY: the driver passes strings.
    let assertion = unsafe { format::c_string(Assertion) };
    // SAFETY: an assertion passes the name of its file.
    let file = unsafe { format::c_string(File) };
    break_in(&format!("assertion `{assertion}` failed at {file}:{Line}"));
}

#[abi(enter, no_mangle)]
fn KdDisableDebugger() -> NTSTATUS {
    STATUS_DEBUGGER_INACTIVE
}

#[abi(enter, no_mangle)]
fn KdEnableDebugger() -> NTSTATUS {
    STATUS_DEBUGGER_INACTIVE
}

#[abi(enter, no_mangle)]
fn KdRefreshDebuggerNotPresent() -> wdk_sys::BOOLEAN {
    wdk_sys::TRUE
}

#[abi(enter, no_mangle)]
fn DbgQueryDebugFilterState(ComponentId: ULONG, Level: ULONG) -> NTSTATUS {
    let _ = (ComponentId, Level);
    wdk_sys::TRUE.into()
}

#[abi(enter, no_mangle)]
fn DbgSetDebugFilterState(ComponentId: ULONG, Level: ULONG, State: wdk_sys::BOOLEAN) -> NTSTATUS {
    let _ = (ComponentId, Level, State);
    STATUS_SUCCESS
}
