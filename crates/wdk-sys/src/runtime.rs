//! What compiled Rust expects of a C runtime, in the kernel: the compiler calls these by name.
//!
//! The memory functions are exports of ntoskrnl.exe. The rest is referenced by `core` and `alloc`
//! as rustup installs them, compiled to unwind and with floating point.
#![expect(dead_code, reason = "the compiler calls them")]

use core::ffi::{c_char, c_int, c_void};

crate::imports! {
    "ntoskrnl.exe";
    fn memcpy(to: *mut c_void, from: *const c_void, length: u64) -> *mut c_void;
    fn memset(to: *mut c_void, byte: c_int, length: u64) -> *mut c_void;
    fn memcmp(one: *const c_void, other: *const c_void, length: u64) -> c_int;
    fn strlen(text: *const c_char) -> u64;
    /// Touches each page of a large stack frame. It has its own calling convention.
    fn __chkstk();
}

/// An object that uses floating point references it; only its address counts.
#[unsafe(no_mangle)]
static _fltused: i32 = 0x9875;

/// What `fma` and `fmaf` are where the driver brings none. The compiler's library refers to them in code
/// that kernel code does not reach, and a result that is rounded twice would be wrong.
#[unsafe(no_mangle)]
extern "C" fn __wdk_no_fma() {
    /// `STATUS_ILLEGAL_INSTRUCTION`.
    const ILLEGAL_INSTRUCTION: u64 = 0xC000_001D;
    // SAFETY: stops the system; nothing is asked of the caller.
    unsafe {
        crate::KeBugCheckEx(
            crate::KMODE_EXCEPTION_NOT_HANDLED,
            ILLEGAL_INSTRUCTION,
            0,
            0,
            0,
        );
    }
}

/// The personality of functions that could unwind. A driver's panics never do, so the system comes here for an
/// exception of the processor alone, and none of these functions handles one: the search goes on to the system's own
/// handler, which stops with the exception, its address and its context.
///
/// The system passes four arguments, which nothing here reads; the caller cleans up after its own call.
#[unsafe(no_mangle)]
extern "C" fn __CxxFrameHandler3() -> i32 {
    /// `ExceptionContinueSearch` of `EXCEPTION_DISPOSITION`.
    const CONTINUE_SEARCH: i32 = 1;
    CONTINUE_SEARCH
}
