//! The machine's side of the framework: its callbacks in the trace, its violations at the verifier.

use std::fmt;

use kmdf::observer::{self, Call, Observer, Value, Verdict, Violation};
use wdk_sys::{
    NTSTATUS, PVOID,
    wdf::{_WDF_BUGCHECK_CODES::WDF_API_UNAVAILABLE, MINOR_VERSION},
};

use super::compliance;
use crate::{
    engine::trace::{About, Called, Category, Detail, Phase},
    nt::{ddi::Simulator, io::names, kernel::Kernel},
};

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
    fn bound(&self, driver: PVOID, name: &str) {
        let _simulator = Simulator::enter();
        if let Some(kernel) = Kernel::try_current() {
            compliance::bound(&kernel, driver.addr(), name);
        }
    }

    fn unbound(&self, driver: PVOID) {
        let _simulator = Simulator::enter();
        if let Some(kernel) = Kernel::try_current() {
            compliance::unbound(&kernel, driver.addr());
        }
    }

    fn callback_enter(&self, call: &Call<'_>, object: PVOID) {
        let _simulator = Simulator::enter();
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        if let Some(thread) = kernel.sched.running() {
            thread.calls.push(call.name);
        }
        kernel.trace_begin(Category::Callback, || (call.name, format!("{object:p}")));
        compliance::callback_enter(&kernel, call);
    }

    fn callback_leave(&self, call: &Call<'_>, status: Option<NTSTATUS>) {
        let _simulator = Simulator::enter();
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        compliance::callback_leave(&kernel, call, status);
        kernel.trace_about(Phase::End, Category::Callback, || {
            let result = status.map_or_else(String::new, |status| format!("{status:#010X}"));
            let about = About {
                status,
                ..About::default()
            };
            (call.name, result, about)
        });
        if let Some(thread) = kernel.sched.running() {
            thread.calls.pop();
        }
    }

    fn call_enter(&self, call: &Call<'_>) {
        let _simulator = Simulator::enter();
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        kernel.trace_call(call.name, Called::Table, || {
            in_short(call.name, call.arguments)
        });
        compliance::call_enter(&kernel, call);
    }

    fn call_leave(&self, call: &Call<'_>, result: Value) {
        let _simulator = Simulator::enter();
        let Some(kernel) = Kernel::try_current() else {
            return;
        };
        compliance::call_leave(&kernel, call, result);
        if !kernel.recorder.records(Detail::All) {
            return;
        }
        let function = call.name;
        match result {
            Value::Signed(status) if !returns_enumeration(function) => {
                let status = i32::try_from(status).ok();
                kernel.trace_return(function, String::new(), status);
            }
            value => kernel.trace_return(function, shown(value), None),
        }
    }

    fn violation(&self, violation: &Violation<'_>) -> Verdict {
        let _simulator = Simulator::enter();
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
        let _simulator = Simulator::enter();
        if let Some(kernel) = Kernel::try_current() {
            let message =
                format!("{function} is not ported: the framework has no such function yet");
            kernel.stop(WDF_VIOLATION, [0; 4], message);
        }
    }

    fn framework_minor(&self) -> u32 {
        let _simulator = Simulator::enter();
        Kernel::try_current().map_or(MINOR_VERSION, |kernel| kernel.framework_minor())
    }

    fn beyond_table(&self, function: &'static str) {
        let _simulator = Simulator::enter();
        if let Some(kernel) = Kernel::try_current() {
            let message = format!(
                "{function} is not in KMDF 1.{}, which the machine has: the call went behind the \
                 end of its function table. Ask `is_available` before",
                kernel.framework_minor()
            );
            kernel.stop(
                WDF_VIOLATION,
                [WDF_API_UNAVAILABLE as u64, 0, 0, 0],
                message,
            );
        }
    }

    fn note(&self, message: fmt::Arguments<'_>) {
        let _simulator = Simulator::enter();
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

/// The arguments of a table function, for people.
fn in_short(function: &str, arguments: &[Value]) -> String {
    let argument = |value: &Value| match *value {
        // The functions that complete a request are the only ones that take a status.
        Value::Signed(status) if function.starts_with("WdfRequestComplete") => {
            i32::try_from(status).map_or_else(|_| status.to_string(), names::status)
        }
        value => shown(value),
    };
    let arguments: Vec<String> = arguments.iter().map(argument).collect();
    arguments.join(", ")
}

/// Handles and system objects keep their address, which a timeline replaces by a number; what else
/// the driver points to says by its type what it is.
fn shown(value: Value) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Callback => "callback".to_owned(),
        Value::Pointer(_, 0) => "NULL".to_owned(),
        Value::Pointer(of, address) => {
            let name = of.rsplit("::").next().unwrap_or(of).trim_start_matches('_');
            match name.strip_suffix("__") {
                Some(handle) if !of.starts_with('*') => format!("{handle} {address:#x}"),
                // A variable for a handle.
                Some(handle) => format!("&{handle}"),
                None if name == "c_void" && !of.starts_with('*') => format!("{address:#x}"),
                None if name == "c_void" => "&PVOID".to_owned(),
                None => format!("&{name}"),
            }
        }
        Value::Signed(number) => number.to_string(),
        Value::Unsigned(number) if number < 0x1_0000 => number.to_string(),
        Value::Unsigned(number) => format!("{number:#x}"),
    }
}

/// Whether a function's result is a value of an enumeration. All others that return a signed number
/// of that size return a status.
fn returns_enumeration(function: &str) -> bool {
    let ends = ["State", "Type", "Action"];
    function.contains("Get") && ends.into_iter().any(|end| function.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_a_status_unless_its_type_is_another() {
        let enumerations = wdk_sys::wdf::FUNCTIONS
            .iter()
            .map(|function| function.name)
            .filter(|name| returns_enumeration(name));
        let enumerations: Vec<_> = enumerations.collect();
        assert_eq!(
            enumerations,
            [
                // It returns nothing.
                "WdfDeviceGetDeviceState",
                "WdfDeviceGetDevicePnpState",
                "WdfDeviceGetDevicePowerState",
                "WdfDeviceGetDevicePowerPolicyState",
                "WdfIoQueueGetState",
                "WdfIoTargetGetState",
                "WdfUsbTargetPipeGetType",
                "WdfDeviceGetSystemPowerAction",
            ]
        );
    }

    #[test]
    fn arguments_are_named_by_their_types() {
        let arguments = [
            Value::Pointer(
                "wdk_sys::generated::wdf::handles::WDFREQUEST__",
                0x7F00_1234_5678,
            ),
            Value::Signed(-0x3FFF_FFF3),
            Value::Pointer(
                "*mut wdk_sys::generated::wdf::handles::WDFMEMORY__",
                0x7F00_1234_0000,
            ),
            Value::Pointer(
                "wdk_sys::generated::wdf::structs::_WDF_OBJECT_ATTRIBUTES",
                0,
            ),
            Value::Unsigned(16),
        ];
        assert_eq!(
            in_short("WdfRequestCompleteWithInformation", &arguments),
            "WDFREQUEST 0x7f0012345678, STATUS_INVALID_PARAMETER, &WDFMEMORY, NULL, 16"
        );
    }
}
