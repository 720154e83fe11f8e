//! Turns a panic in a kernel driver into a bug check.
//!
//! A driver only imports the crate:
//!
//! ```
//! use wdk_panic as _;
//! ```
//!
//! In the kernel a panic prints its message and location to the debugger, and stops the system with
//! the bug check code [`RUST_PANIC`] and these parameters:
//!
//! | parameter | meaning |
//! |---|---|
//! | 1 | the address of the message, NUL-terminated: `da <parameter 1>` in WinDbg |
//! | 2 | the address of the source file's name, not NUL-terminated: `da <parameter 2> L<length>` |
//! | 3 | the length of that name |
//! | 4 | the line in the low half, the column in the high half |
//!
//! The message lies in the driver's data, which a small dump leaves out. So the handler has the
//! system add it to the dump: as secondary data, which `.enumtag` shows, and, when the panic was at
//! `PASSIVE_LEVEL` on Windows 10 1809 or later, at its address, where `da <parameter 1>` finds it.
//!
//! In a test process panics unwind as usual: this crate is empty there, and the simulated machine
//! reports the panic.
#![no_std]

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// The bug check code of a panic in Rust code, the letters `RPNC`; the same as that of
/// windows-drivers-rs.
pub const RUST_PANIC: u32 = 0x5250_4E43;

wdk_sys::kernel_world! {
    mod dump;
    mod kernel;
}
