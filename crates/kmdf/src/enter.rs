//! How a table function begins: the driver's globals, and the IRQL check of the verifier.

use wdk_sys::{
    KeGetCurrentIrql,
    wdf::{FunctionInfo, PWDF_DRIVER_GLOBALS},
};

use crate::{
    Fx,
    violation::{self, Code},
};

/// `let fx = enter!(DriverGlobals, WdfTimerStart);`: the globals of the calling driver. With the
/// verifier on, a call above the function's highest IRQL is a violation.
macro_rules! enter {
    ($globals:expr, $name:ident) => {{
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
    // SAFETY: by contract.
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
        Code::WrongIrql,
        [u64::from(irql), u64::from(highest), 0],
        format_args!("{function} was called at IRQL {irql}; it needs IRQL {highest} or below"),
    );
}
