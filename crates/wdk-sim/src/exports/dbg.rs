//! Printing to the debugger, and breaking into it.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod arguments;
pub(crate) mod format;

use wdk_sys::{NTSTATUS, PCSTR, STATUS_SUCCESS, ULONG, abi, va_list};

use crate::{
    engine::export::{Export, export_table},
    exports::state::Registrations,
    nt::{kernel::Kernel, verifier::rules},
};
use arguments::Arguments;

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    DbgPrint: partial("on hosts other than x64 the variable arguments print as zeros"),
    DbgPrintEx: partial(
        "what was not filtered out with DbgSetDebugFilterState is printed; on hosts other than \
         x64 the variable arguments print as zeros"
    ),
    DbgPrintReturnControlC: partial(
        "on hosts other than x64 the variable arguments print as zeros"
    ),
    "vDbgPrintEx" = print_list: partial(
        "what was not filtered out with DbgSetDebugFilterState is printed"
    ),
    "vDbgPrintExWithPrefix" = print_list_with_prefix: partial(
        "what was not filtered out with DbgSetDebugFilterState is printed"
    ),
    DbgBreakPoint: full,
    DbgBreakPointWithStatus: full,
    "RtlAssert" = assertion: full,
    KdDisableDebugger: full,
    KdEnableDebugger: full,
    KdRefreshDebuggerNotPresent: full,
    DbgQueryDebugFilterState: partial("TRUE until DbgSetDebugFilterState says otherwise"),
    DbgSetDebugFilterState: full,
);

/// Says that there is no debugger.
const STATUS_DEBUGGER_INACTIVE: NTSTATUS = 0xC000_0354_u32.cast_signed();

/// Whether output of this component and level is printed.
fn passes(kernel: &Kernel, component: ULONG, level: ULONG) -> bool {
    let filters = Registrations::of(kernel).debug_filters.borrow();
    filters.get(&(component, level)).copied().unwrap_or(true)
}

/// Formats and records what a driver prints for a component and a level.
fn print_for(component: ULONG, level: ULONG, text: PCSTR, arguments: Arguments) -> ULONG {
    if !passes(&Kernel::current(), component, level) {
        return STATUS_SUCCESS.cast_unsigned();
    }
    print("", text, arguments)
}

/// Formats and records what a driver prints, behind `prefix`.
fn print(prefix: &str, text: PCSTR, arguments: Arguments) -> ULONG {
    let kernel = Kernel::current();
    // SAFETY: the driver passes a format and the arguments that it asks for.
    let units = unsafe { format::narrow(text, arguments) };
    let line = String::from_utf8_lossy(&units);
    kernel.print(format!("{prefix}{}", line.trim_end()));
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
    print("", text, arguments)
}

/// The tail of `DbgPrintEx`.
#[abi]
unsafe fn print_ex_variadic(spilled: *const u64) -> ULONG {
    let _ddi = crate::nt::ddi::enter!(DbgPrintEx);
    // SAFETY: the format is the third argument.
    let text = unsafe { spilled.wrapping_add(2).read() } as PCSTR;
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(spilled.wrapping_add(3)) };
    // SAFETY: component and level are the first two arguments.
    let [component, level] = unsafe { spilled.cast::<[u64; 2]>().read() };
    print_for(component as ULONG, level as ULONG, text, arguments)
}

/// `vDbgPrintEx`.
#[abi(enter)]
fn print_list(ComponentId: ULONG, Level: ULONG, Format: PCSTR, ArgumentList: va_list) -> ULONG {
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(ArgumentList.cast_const().cast()) };
    print_for(ComponentId, Level, Format, arguments)
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
    if !passes(&Kernel::current(), ComponentId, Level) {
        return STATUS_SUCCESS.cast_unsigned();
    }
    // SAFETY: the driver passes a string.
    let prefix = unsafe { format::c_string(Prefix) };
    // SAFETY: the driver passes the arguments of its format, in this order.
    let arguments = unsafe { Arguments::new(ArgumentList.cast_const().cast()) };
    print(&prefix, Format, arguments)
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
    passes(&Kernel::current(), ComponentId, Level).into()
}

#[abi(enter, no_mangle)]
fn DbgSetDebugFilterState(ComponentId: ULONG, Level: ULONG, State: wdk_sys::BOOLEAN) -> NTSTATUS {
    let kernel = Kernel::current();
    let mut filters = Registrations::of(&kernel).debug_filters.borrow_mut();
    filters.insert((ComponentId, Level), State != 0);
    STATUS_SUCCESS
}
