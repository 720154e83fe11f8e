//! The functions with which a driver's own checks report to the framework.
#![expect(unsafe_code, reason = "table functions, and the kernel's bug check")]

use wdk_sys::{KeBugCheckEx, ULONG, ULONG_PTR, abi, wdf::PWDF_DRIVER_GLOBALS};

use crate::{
    enter, observer,
    violation::{self, Code},
};

#[doc = "[`WdfVerifierDbgBreakPoint`](wdk_sys::wdf::WdfVerifierDbgBreakPoint)"]
#[abi]
pub(crate) unsafe fn WdfVerifierDbgBreakPoint(DriverGlobals: PWDF_DRIVER_GLOBALS) {
    let fx = enter!(DriverGlobals, WdfVerifierDbgBreakPoint);
    // Microsoft's framework breaks into the debugger; here an observer gets the report.
    if fx.settings.break_on_error && observer::current().is_some() {
        violation::wdf(
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
pub(crate) unsafe fn WdfVerifierKeBugCheck(
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
