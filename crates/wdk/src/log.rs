//! Text for the kernel debugger.
//!
//! [`print!`](crate::print), [`println!`](crate::println) and [`dbg!`](crate::dbg) are the
//! standard library's macros over `DbgPrintEx`; [`error!`], [`warn!`], [`info!`] and [`debug!`]
//! add the level and the module. Nothing is allocated: text is sent in pieces of 511 bytes.
//!
//! # What Windows shows
//! The component is `DPFLTR_IHVDRIVER_ID`, so its mask decides. Errors are always shown. The rest is after, in the
//! debugger, `ed nt!Kd_IHVDRIVER_Mask 0xF`:
//!
//! | macro | level | bit of the mask |
//! |---|---|---|
//! | `error!` | `DPFLTR_ERROR_LEVEL` | 0x1 |
//! | `warn!` | `DPFLTR_WARNING_LEVEL` | 0x2 |
//! | `debug!` | `DPFLTR_TRACE_LEVEL` | 0x4 |
//! | `info!`, `print!`, `println!`, `dbg!` | `DPFLTR_INFO_LEVEL` | 0x8 |
//!
//! The simulated machine shows all.
//!
//! # Examples
//! ```no_run
//! use wdk::log;
//! log::info!("the toast is {} % done", 50);
//! ```
//!
//! See [Reading and filtering debugging messages](https://learn.microsoft.com/windows-hardware/drivers/debugger/reading-and-filtering-debugging-messages).
#![expect(unsafe_code, reason = "calls DbgPrintEx, which takes a C string")]

use core::fmt;

use crate::fmt::{FlushableFormatBuffer, FormatBuffer};

pub use crate::{
    __log_debug as debug, __log_error as error, __log_info as info, __log_warn as warn,
};

/// How much a text matters: which bit of `Kd_IHVDRIVER_Mask` shows it.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Level {
    Error = wdk_sys::DPFLTR_ERROR_LEVEL,
    Warn = wdk_sys::DPFLTR_WARNING_LEVEL,
    Debug = wdk_sys::DPFLTR_TRACE_LEVEL,
    Info = wdk_sys::DPFLTR_INFO_LEVEL,
}

/// Prints formatted text to the kernel debugger.
#[doc(hidden)]
pub fn _print(level: Level, arguments: fmt::Arguments<'_>) {
    let buffer = FlushableFormatBuffer::new(|text: &FormatBuffer| {
        let (component, level) = (wdk_sys::DPFLTR_IHVDRIVER_ID, level as u32);
        // SAFETY: the format takes one NUL-terminated string.
        unsafe { wdk_sys::DbgPrintEx(component, level, c"%s".as_ptr(), text.as_c_str().as_ptr()) };
    });
    // Only the arguments' own formatting can fail; what came before is printed.
    let _ = fmt::write(&mut WithoutNul(buffer), arguments);
}

/// Stops in the kernel debugger, or bug-checks without one.
pub fn dbg_break() {
    // SAFETY: a breakpoint has no preconditions.
    unsafe { wdk_sys::DbgBreakPoint() };
}

/// Removes NULs, at which `DbgPrintEx` would end the text.
struct WithoutNul<W>(W);

impl<W: fmt::Write> fmt::Write for WithoutNul<W> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        text.split('\0').try_for_each(|text| self.0.write_str(text))
    }
}

/// Prints to the kernel debugger.
#[macro_export]
macro_rules! print {
    ($($arguments:tt)*) => {
        $crate::_print($crate::log::Level::Info, ::core::format_args!($($arguments)*))
    };
}

/// Prints to the kernel debugger, and ends the line.
#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($arguments:tt)*) => {
        $crate::print!("{}\n", ::core::format_args!($($arguments)*))
    };
}

/// Prints an expression with its place and value to the kernel debugger, and returns the value.
#[macro_export]
macro_rules! dbg {
    () => { $crate::println!("[{}:{}:{}]", ::core::file!(), ::core::line!(), ::core::column!()) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::println!(
                    "[{}:{}:{}] {} = {:#?}",
                    ::core::file!(), ::core::line!(), ::core::column!(),
                    ::core::stringify!($value), &value
                );
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}

/// Prints one line with its level and module.
#[doc(hidden)]
#[macro_export]
macro_rules! __log {
    ($level:ident, $name:literal, $($arguments:tt)*) => {
        $crate::_print($crate::log::Level::$level, ::core::format_args!(
            "[{}] {}: {}\n",
            $name,
            ::core::module_path!(),
            ::core::format_args!($($arguments)*)
        ))
    };
}

/// Prints an error.
#[doc(hidden)]
#[macro_export]
macro_rules! __log_error { ($($arguments:tt)*) => { $crate::__log!(Error, "error", $($arguments)*) }; }

/// Prints a warning.
#[doc(hidden)]
#[macro_export]
macro_rules! __log_warn { ($($arguments:tt)*) => { $crate::__log!(Warn, "warn", $($arguments)*) }; }

/// Prints information.
#[doc(hidden)]
#[macro_export]
macro_rules! __log_info { ($($arguments:tt)*) => { $crate::__log!(Info, "info", $($arguments)*) }; }

/// Prints a detail for debugging.
#[doc(hidden)]
#[macro_export]
macro_rules! __log_debug { ($($arguments:tt)*) => { $crate::__log!(Debug, "debug", $($arguments)*) }; }
