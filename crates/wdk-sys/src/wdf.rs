//! KMDF 1.33, `wdf.h`: the framework's types, its function table, and how a driver binds to it.
//!
//! - Types, callbacks and the 458 table functions are generated from `abi/kmdf-1.33.json` by
//!   `cargo xtask abi`. A public function is a typed `unsafe fn` of the C name ([`WdfDriverCreate`]).
//! - [`call_unsafe_wdf_function_binding!`](crate::call_unsafe_wdf_function_binding) calls one by its
//!   name, as in windows-drivers-rs.
//! - [`stub`] is what Microsoft's `WdfDriverEntry.lib` is: it binds a driver around `DriverEntry`.
//! - [`FUNCTIONS`], [`index_of`] and [`is_available`] describe the table.

mod binding;
mod constants;
mod init;
mod inline;
mod structures;
pub mod stub;
pub(crate) mod table;

pub use crate::generated::wdf::*;
pub use binding::*;
pub use constants::*;
pub use inline::*;
pub use structures::{
    GROWN_STRUCTURES, GrownStructure, STRUCTURES, structure_size, structure_size_in,
};
pub use stub::{KmdfVersion, WdfDriverMiniportUnload};
pub use table::{FunctionInfo, KmdfRelease, WDFFUNC, index_of, is_available};
crate::host_world! {
    pub use table::slot;
}

/// What [`PWDFDEVICE_INIT`] points to; the framework alone knows its content.
///
/// A type with a value, unlike handles: drivers make references to it.
#[repr(C)]
#[derive(Debug)]
pub struct WDFDEVICE_INIT {
    _framework: [u8; 0],
}
/// Settings of a device that is not created yet.
pub type PWDFDEVICE_INIT = *mut WDFDEVICE_INIT;
/// What [`PWDFCXDEVICE_INIT`] points to; the framework alone knows its content.
#[derive(Clone, Copy, Debug)]
pub enum WDFCXDEVICE_INIT {}
/// A class extension's settings of a device that is not created yet.
pub type PWDFCXDEVICE_INIT = *mut WDFCXDEVICE_INIT;

/// Calls a function of the table with the current driver's globals.
macro_rules! call {
    ($function:ident[$index:ident]($($argument:ident),*)) => {{
        // SAFETY: a framework is bound, the slot is below its count, and the description gives
        // the slot this type.
        let function = unsafe {
            $crate::wdf::table::function::<$function>($crate::wdf::_WDFFUNCENUM::$index as usize)
        };
        // SAFETY: the caller keeps the function's contract.
        unsafe { function($crate::wdf::driver_globals(), $($argument),*) }
    }};
}

/// Calls a function that older frameworks lack; there it stops the system.
macro_rules! call_newer {
    ($function:ident[$index:ident]($($argument:ident),*)) => {{
        $crate::wdf::table::require($crate::wdf::_WDFFUNCENUM::$index as usize);
        $crate::wdf::call!($function[$index]($($argument),*))
    }};
}

/// Calls a function that older frameworks lack; there its status says so.
macro_rules! call_newer_status {
    ($function:ident[$index:ident]($($argument:ident),*)) => {{
        if !$crate::wdf::is_available($crate::wdf::_WDFFUNCENUM::$index as usize) {
            return $crate::STATUS_PROCEDURE_NOT_FOUND;
        }
        $crate::wdf::call!($function[$index]($($argument),*))
    }};
}
pub(crate) use {call, call_newer, call_newer_status};

/// Calls a framework function by its name:
/// `unsafe { call_unsafe_wdf_function_binding!(WdfRequestComplete, request, STATUS_SUCCESS) }`.
///
/// It is an ordinary call of [`wdf::WdfRequestComplete`](WdfRequestComplete), so that `&mut T`
/// coerces to `*mut T`; it exists because sources for windows-drivers-rs are written with it.
#[macro_export]
macro_rules! call_unsafe_wdf_function_binding {
    ($function:ident $(, $argument:expr)* $(,)?) => { $crate::wdf::$function($($argument),*) };
}
