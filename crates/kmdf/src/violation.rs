//! What happens when a driver breaks a rule.
#![expect(unsafe_code, reason = "table functions, and the kernel's bug check")]

use core::fmt;

use wdk_sys::{
    KMODE_EXCEPTION_NOT_HANDLED, KeBugCheckEx, NTSTATUS, PVOID, STATUS_DATATYPE_MISALIGNMENT,
    STATUS_INTEGER_OVERFLOW, wdf::_WDF_BUGCHECK_CODES as codes,
};

use crate::{
    Fx,
    observer::{self, Verdict, Violation},
};

/// `WDF_VIOLATION`, the framework's bug check.
pub(crate) const WDF_VIOLATION: u32 = wdk_sys::WDF_VIOLATION;

/// First parameter of [`WDF_VIOLATION`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub(crate) enum Code {
    /// A power-managed request was lost during a power transition.
    PowerRoutineTimedOut = codes::WDF_POWER_ROUTINE_TIMED_OUT,
    /// A lock is acquired by the thread that holds it.
    InvalidLock = codes::WDF_RECURSIVE_LOCK,
    /// Any rule that has no code of its own.
    FatalError = codes::WDF_VERIFIER_FATAL_ERROR,
    /// A required parameter is null.
    RequiredParameterIsNull = codes::WDF_REQUIRED_PARAMETER_IS_NULL,
    /// A handle is of the wrong type, or freed.
    InvalidHandle = codes::WDF_INVALID_HANDLE,
    /// A request is used in a way that its state forbids.
    RequestFatalError = codes::WDF_REQUEST_FATAL_ERROR,
    /// An object is used in a way that its state forbids.
    ObjectError = codes::WDF_OBJECT_ERROR,
    /// A queue is used in a way that its state forbids.
    QueueFatalError = codes::WDF_QUEUE_FATAL_ERROR,
    /// A Plug and Play request that changes the device's state comes while another is held.
    PnpFatalError = codes::WDF_PNP_FATAL_ERROR,
    /// Two devices of a stack decide on its power states.
    PowerMultiplePpo = codes::WDF_POWER_MULTIPLE_PPO,
    /// A lock operation on an object that has no lock.
    InvalidLockOperation = codes::WDF_INVALID_LOCK_OPERATION,
    /// A callback returned at an IRQL other than the one it was called at.
    IrqlMismatch = codes::WDF_VERIFIER_IRQL_MISMATCH,
    /// A callback returned in a critical region that it entered.
    CriticalRegionMismatch = codes::WDF_VERIFIER_CRITICAL_REGION_MISMATCH,
}

/// Reports that the driver of `fx` broke `rule`. Returns when the observer lets the driver continue.
pub(crate) fn report(
    fx: Option<Fx>,
    rule: &'static str,
    code: u32,
    parameters: [u64; 4],
    message: fmt::Arguments<'_>,
) {
    let verdict = match observer::current() {
        Some(observer) => {
            let name = fx.as_ref().map_or("", |fx| fx.name());
            observer.violation(&Violation {
                rule,
                code,
                parameters,
                message,
                driver: name,
            })
        }
        None => Verdict::BugCheck,
    };
    if verdict == Verdict::BugCheck {
        let [one, two, three, four] = parameters;
        // SAFETY: callable at any level; it does not return.
        unsafe { KeBugCheckEx(code, one, two, three, four) };
    }
}

/// A `WDF_VIOLATION` with Microsoft's sub-code.
pub(crate) fn wdf(
    fx: Fx,
    rule: &'static str,
    code: Code,
    parameters: [u64; 3],
    message: fmt::Arguments<'_>,
) {
    let [two, three, four] = parameters;
    report(
        Some(fx),
        rule,
        WDF_VIOLATION,
        [code as u64, two, three, four],
        message,
    );
}

/// What Microsoft's framework refuses or ignores in any case, and breaks into the debugger for when
/// `DbgBreakOnError` says so, which it does with the verifier unless it is 0.
pub(crate) fn break_point(fx: Fx, rule: &'static str, object: PVOID, message: fmt::Arguments<'_>) {
    if fx.settings.break_on_error {
        wdf(fx, rule, Code::FatalError, [object as u64, 0, 0], message);
    }
}

/// A handle that is freed, null, or of another type.
pub(crate) fn invalid_handle(
    fx: Fx,
    handle: PVOID,
    expected: &'static str,
    found: Option<&'static str>,
) {
    let parameters = [handle as u64, 0, 0];
    match found {
        Some(found) => wdf(
            fx,
            "InvalidHandle",
            Code::InvalidHandle,
            parameters,
            format_args!("{handle:p} is a {found}; this function needs a {expected}"),
        ),
        None => wdf(
            fx,
            "InvalidHandle",
            Code::InvalidHandle,
            parameters,
            format_args!("{handle:p} is no live {expected}: it was deleted, or never was one"),
        ),
    }
}

/// A required parameter is null.
pub(crate) fn null_parameter(fx: Fx, function: &'static str, parameter: &'static str) {
    wdf(
        fx,
        "RequiredParameterIsNull",
        Code::RequiredParameterIsNull,
        [0, 0, 0],
        format_args!("{function}: the parameter `{parameter}` is null"),
    );
}

/// A control device, which has no Plug and Play part.
pub(crate) fn control_device(fx: Fx, function: &'static str, device: PVOID) {
    wdf(
        fx,
        "ControlDevice",
        Code::ObjectError,
        [device as u64, 0, 0],
        format_args!("{function} is not for control devices, which have no Plug and Play part"),
    );
}

/// Data that end behind the driver's buffer: Microsoft's framework reads them.
pub(crate) fn break_behind(fx: Fx, function: &'static str, memory: PVOID) -> NTSTATUS {
    wdf(
        fx,
        "BehindTheMemory",
        Code::ObjectError,
        [memory as u64, 0, 0],
        format_args!(
            "{function}: an offset without a length writes as many bytes as the whole memory object has, from the \
             offset on"
        ),
    );
    STATUS_INTEGER_OVERFLOW
}

/// What the framework refuses since a member of the driver's structure is out of its range.
pub(crate) fn out_of_range(fx: Fx, function: &'static str, object: PVOID, member: &'static str) {
    break_point(
        fx,
        "MemberOutOfRange",
        object,
        format_args!(
            "{function}: `{member}` is out of its range, or not the driver's to set; the whole \
             structure is ignored"
        ),
    );
}

/// Compiled code may not use an address that is not aligned. Microsoft's framework goes on with it on x64, and the driver
/// with what it deserves; other processors raise this exception.
#[cold]
pub(crate) fn misaligned(address: *const u8) -> ! {
    let exception = u64::from(STATUS_DATATYPE_MISALIGNMENT.cast_unsigned());
    loop {
        // SAFETY: stops the machine, which has no precondition.
        unsafe {
            KeBugCheckEx(
                KMODE_EXCEPTION_NOT_HANDLED,
                exception,
                0,
                0,
                address.addr() as u64,
            )
        };
    }
}

/// Reports the call of a table function that is not ported, and stops the machine.
pub(crate) fn unported(function: &'static str) -> ! {
    if let Some(observer) = observer::current() {
        observer.unported(function);
    }
    loop {
        // SAFETY: stops the machine, which has no precondition.
        unsafe { KeBugCheckEx(WDF_VIOLATION, Code::FatalError as u64, 0, 0, 0) };
    }
}

/// Reports a call behind the end of the bound framework's table, and stops the machine.
#[cfg_attr(
    all(target_os = "windows", panic = "abort"),
    expect(dead_code, reason = "an image has the tables of one version")
)]
pub(crate) fn beyond_table(function: &'static str, index: usize) -> ! {
    if let Some(observer) = observer::current() {
        observer.beyond_table(function);
    }
    let code = codes::WDF_API_UNAVAILABLE as u64;
    loop {
        // SAFETY: stops the machine, which has no precondition.
        unsafe { KeBugCheckEx(WDF_VIOLATION, code, 0, 0, index as u64) };
    }
}
