//! What happens when a driver breaks a rule.

use core::fmt;

use wdk_sys::{KeBugCheckEx, PVOID, ULONG, ULONG_PTR, abi, wdf::PWDF_DRIVER_GLOBALS};

use crate::{
    Fx, enter,
    observer::{self, Verdict, Violation},
};

/// `WDF_VIOLATION`, the framework's bug check.
pub const WDF_VIOLATION: u32 = 0x10D;

/// First parameter of [`WDF_VIOLATION`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Code {
    /// A power-managed request was lost during a power transition.
    PowerRoutineTimedOut = 0x1,
    /// A lock is released or acquired in the wrong order.
    InvalidLock = 0x2,
    /// A fatal error in handling a request.
    FatalError = 0x3,
    /// A required parameter is null.
    RequiredParameterIsNull = 0x4,
    /// A handle is of the wrong type, or freed.
    InvalidHandle = 0x5,
    /// A request is used in a way that its state forbids.
    RequestFatalError = 0x6,
    /// An object is used in a way that its state forbids.
    ObjectError = 0x7,
    /// A DMA transaction is used in a way that its state forbids.
    DmaFatalError = 0x8,
    /// An interrupt is used in a way that its state forbids.
    InvalidInterrupt = 0x9,
    /// A queue is used in a way that its state forbids.
    QueueFatalError = 0xA,
    /// A lock operation on an object that has no lock.
    InvalidLockOperation = 0xB,
    /// The framework's internal state is broken.
    PnpFatalError = 0xC,
    /// An interface's power-policy call is wrong.
    PowerMultipleStopIdle = 0xD,
    /// A call at an IRQL that the function does not allow. The framework itself only stops in
    /// the debugger for it; the code tells it apart for observers.
    WrongIrql = 0xE,
    /// A callback returned at an IRQL other than the one it was called at.
    CallbackIrql = 0xF,
}

/// Reports that the driver of `fx` broke `rule`. Returns when the observer lets the driver go on.
pub fn report(
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
        // SAFETY: stops the machine; there is no precondition.
        unsafe { KeBugCheckEx(code, one, two, three, four) };
    }
}

/// A `WDF_VIOLATION` with Microsoft's sub-code.
pub fn wdf(
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

/// A handle that is freed, null, or of another type.
pub fn invalid_handle(fx: Fx, handle: PVOID, expected: &'static str, found: Option<&'static str>) {
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
pub fn null_parameter(fx: Fx, function: &'static str, parameter: &'static str) {
    wdf(
        fx,
        "RequiredParameterIsNull",
        Code::RequiredParameterIsNull,
        [0, 0, 0],
        format_args!("{function}: the parameter `{parameter}` is null"),
    );
}

/// Reports the call of a table function that is not ported, and stops the machine.
pub fn unported(function: &'static str) -> ! {
    if let Some(observer) = observer::current() {
        observer.unported(function);
    }
    loop {
        // SAFETY: stops the machine; there is no precondition.
        unsafe { KeBugCheckEx(WDF_VIOLATION, Code::FatalError as u64, 0, 0, 0) };
    }
}

#[doc = "[`WdfVerifierDbgBreakPoint`](wdk_sys::wdf::WdfVerifierDbgBreakPoint)"]
#[abi]
pub unsafe fn WdfVerifierDbgBreakPoint(DriverGlobals: PWDF_DRIVER_GLOBALS) {
    let fx = enter!(DriverGlobals, WdfVerifierDbgBreakPoint);
    // Microsoft's framework breaks into the debugger; here an observer gets the report.
    if observer::current().is_some() {
        wdf(
            fx,
            "DriverBreakPoint",
            Code::FatalError,
            [0; 3],
            format_args!("the driver found a fault of its own; what it printed before names it"),
        );
    }
}

#[doc = "[`WdfVerifierKeBugCheck`](wdk_sys::wdf::WdfVerifierKeBugCheck)"]
#[abi]
pub unsafe fn WdfVerifierKeBugCheck(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    BugCheckCode: ULONG,
    BugCheckParameter1: ULONG_PTR,
    BugCheckParameter2: ULONG_PTR,
    BugCheckParameter3: ULONG_PTR,
    BugCheckParameter4: ULONG_PTR,
) {
    enter!(DriverGlobals, WdfVerifierKeBugCheck);
    // SAFETY: the driver wants the machine to stop.
    unsafe {
        KeBugCheckEx(
            BugCheckCode,
            BugCheckParameter1,
            BugCheckParameter2,
            BugCheckParameter3,
            BugCheckParameter4,
        );
    }
}
