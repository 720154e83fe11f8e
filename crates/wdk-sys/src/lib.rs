//! The raw ABI of Windows kernel drivers: NT, KMDF, NDIS and WFP types, constants and imports.
//!
//! No WDK and no bindgen: layouts are written down here and asserted at compile time.
#![no_std]
#![expect(unsafe_code, reason = "declares the functions of the kernel")]
#![allow(
    non_camel_case_types,
    non_snake_case,
    non_upper_case_globals,
    clippy::upper_case_acronyms,
    reason = "this layer keeps the names of the C headers"
)]

extern crate self as wdk_sys;

mod world;

host_world! {
    extern crate std;
    pub mod host;
}

pub mod ntdef;
pub mod wdf;

pub use ntdef::*;
pub use wdf::*;

imports! { "ntoskrnl.exe";
    /// The current processor's interrupt request level.
    pub safe fn KeGetCurrentIrql() -> KIRQL;
}
variadic_imports! { "ntoskrnl.exe";
    /// Prints to the kernel debugger.
    pub fn DbgPrint(Format: PCSTR, ...) -> ULONG;
}
pub use wdk_macros::abi;
