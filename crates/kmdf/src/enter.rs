//! The first statement of every table function.
#![expect(
    unsafe_code,
    reason = "finds the globals behind the driver's pointer to them"
)]

use wdk_sys::{
    KeGetCurrentIrql,
    wdf::{FunctionInfo, PWDF_DRIVER_GLOBALS},
};

use crate::{
    Fx,
    violation::{self, Code},
};

/// `enter!(fx = DriverGlobals, WdfObjectDelete(Object));` binds `fx` to the caller's globals and
/// each pointer that the function takes to its [`Argument`](crate::argument::Argument);
/// `let fx = enter!(DriverGlobals, WdfObjectDelete);` is for functions that take none.
///
/// With the verifier on, a call above the function's highest IRQL is a violation.
macro_rules! enter {
    ($fx:ident = $globals:ident, $name:ident($($argument:ident),+ $(,)?)) => {
        let $fx = $crate::enter!($globals, $name);
        let frame = $crate::argument::CallFrame;
        $(
            // SAFETY: a parameter of the table function that runs, whose contract is Microsoft's
            // page of it, which the invariants of `Argument` sum up.
            let $argument = unsafe { $crate::argument::Argument::new(&frame, $argument) };
        )+
    };
    ($globals:ident, $name:ident) => {{
        const INDEX: usize = match wdk_sys::wdf::index_of(stringify!($name)) {
            Some(index) => index,
            None => panic!("no table function has this name"),
        };
        // SAFETY: a driver calls with the globals that it was bound with.
        unsafe { $crate::enter::begin($globals, &wdk_sys::wdf::FUNCTIONS[INDEX]) }
    }};
}
pub(crate) use enter;

/// What [`enter!`] does.
///
/// # Safety
/// As for [`Fx::from_public`].
pub(crate) unsafe fn begin(globals: PWDF_DRIVER_GLOBALS, function: &'static FunctionInfo) -> Fx {
    // SAFETY: the caller passes on what its own caller, the driver, was bound with.
    let fx = unsafe { Fx::from_public(globals) };
    if fx.verifier_on()
        && let Some(highest) = function.irql_max
    {
        let irql = KeGetCurrentIrql();
        if irql > highest {
            wrong_irql(fx, function.name, irql, highest);
        }
    }
    fx
}

#[cold]
fn wrong_irql(fx: Fx, function: &'static str, irql: u8, highest: u8) {
    violation::wdf(
        fx,
        "WrongIrql",
        Code::FatalError,
        [u64::from(irql), u64::from(highest), 0],
        format_args!("{function} was called at IRQL {irql}; it needs IRQL {highest} or below"),
    );
}
