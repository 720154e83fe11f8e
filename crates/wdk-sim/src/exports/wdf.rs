//! The machine's side of the framework: its callbacks in the trace, its violations at the verifier.

use std::fmt;

use kmdf::observer::{self, Observer, Verdict, Violation};
use wdk_sys::{
    NTSTATUS, PVOID,
    wdf::{WdfVersionBind, WdfVersionBindClass, WdfVersionUnbind, WdfVersionUnbindClass},
};

use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::kernel::Kernel,
};

/// What the framework's loader offers to driver images.
pub(crate) static EXPORTS: &[Export] = export_table!("WDFLDR.SYS":
    WdfVersionBind: full,
    WdfVersionBindClass: refused("always STATUS_NOT_SUPPORTED: the framework has no class extensions"),
    WdfVersionUnbind: full,
    WdfVersionUnbindClass: refused("class extensions are not supported, so none is ever bound"),
);

/// Finds its machine by the host thread, so that one serves all machines of the process.
struct MachineObserver;

static OBSERVER: MachineObserver = MachineObserver;

/// Makes the framework report to the machine that runs it.
pub(crate) fn watch() {
    observer::install(&OBSERVER);
}

/// Code of `WDF_VIOLATION`, with which a machine stops at a function that is not ported.
const WDF_VIOLATION: u32 = wdk_sys::WDF_VIOLATION;

impl Observer for MachineObserver {
    fn callback_enter(&self, name: &'static str, object: PVOID) {
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        if let Some(thread) = kernel.sched.running() {
            thread.calls.push(name);
        }
        kernel.trace_begin(Category::Callback, || (name, format!("{object:p}")));
    }

    fn callback_leave(&self, name: &'static str, _object: PVOID, status: Option<NTSTATUS>) {
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        let result = || status.map_or_else(String::new, |status| format!("{status:#010X}"));
        kernel.trace_end(Category::Callback, || (name, result()));
        if let Some(thread) = kernel.sched.running() {
            thread.calls.pop();
        }
    }

    fn violation(&self, violation: &Violation<'_>) -> Verdict {
        let Some(kernel) = Kernel::try_current() else {
            return Verdict::BugCheck;
        };
        if !kernel.verifier.enabled() {
            let message = format!("{}: {}", violation.rule, violation.message);
            kernel.stop(violation.code, violation.parameters, message);
        }
        kernel.report(
            violation.rule,
            violation.code,
            violation.parameters,
            message_of(&kernel, violation),
            violation.driver.to_owned(),
        );
        Verdict::Continue
    }

    fn unported(&self, function: &'static str) {
        if let Some(kernel) = Kernel::try_current() {
            let message =
                format!("{function} is not ported: the framework has no such function yet");
            kernel.stop(WDF_VIOLATION, [0; 4], message);
        }
    }

    fn note(&self, message: fmt::Arguments<'_>) {
        if let Some(kernel) = Kernel::try_current() {
            kernel.trace_instant(Category::Note, || (message.to_string(), String::new()));
        }
    }
}

/// What a broken rule's message is. A driver that finds a fault itself says by a print what it is.
fn message_of(kernel: &Kernel, violation: &Violation<'_>) -> String {
    let printed = (violation.rule == "DriverBreakPoint").then(|| kernel.log.last());
    match printed.flatten() {
        Some(printed) => {
            format!("the driver found a fault of its own; it printed before: {printed}")
        }
        None => violation.message.to_string(),
    }
}
