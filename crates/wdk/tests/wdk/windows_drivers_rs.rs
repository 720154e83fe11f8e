//! The items that drivers written for windows-drivers-rs use of `wdk`, with their types.
//!
//! Nothing here runs: the kernel's functions are not linked. `driver/raw-echo` runs it.
#![deny(warnings)]
#![expect(dead_code, reason = "compiling is the test")]

use core::{ffi::CStr, fmt::Write};

use wdk::{
    fmt::{FlushableFormatBuffer, FormatBuffer},
    nt_success, paged_code, println,
};
use wdk_sys::{NTSTATUS, STATUS_SUCCESS};

const _: fn(NTSTATUS) -> bool = nt_success;
const _: fn() = wdk::dbg_break;
const _: () = assert!(nt_success(STATUS_SUCCESS) && !nt_success(-1));

#[cfg(feature = "windows-drivers-rs")]
mod unsound {
    use super::*;
    use wdk::wdf;
    use wdk_sys::{WDF_OBJECT_ATTRIBUTES, WDF_TIMER_CONFIG};

    const _: fn(&mut WDF_OBJECT_ATTRIBUTES) -> Result<wdf::SpinLock, NTSTATUS> =
        wdf::SpinLock::create;
    const _: fn(&mut WDF_OBJECT_ATTRIBUTES) -> Result<wdf::SpinLock, NTSTATUS> =
        wdf::SpinLock::try_new;
    const _: fn(&wdf::SpinLock) = wdf::SpinLock::acquire;
    const _: fn(&wdf::SpinLock) = wdf::SpinLock::release;

    type CreateTimer =
        fn(&mut WDF_TIMER_CONFIG, &mut WDF_OBJECT_ATTRIBUTES) -> Result<wdf::Timer, NTSTATUS>;
    const _: CreateTimer = wdf::Timer::create;
    const _: CreateTimer = wdf::Timer::try_new;
    const _: fn(&wdf::Timer, i64) -> bool = wdf::Timer::start;
    const _: fn(&wdf::Timer, bool) -> bool = wdf::Timer::stop;

    // Drivers assign them into zeroed context memory, whose old value is dropped.
    const _: () = assert!(
        !core::mem::needs_drop::<wdf::SpinLock>() && !core::mem::needs_drop::<wdf::Timer>()
    );
}

const EMPTY: FormatBuffer = FormatBuffer::new();
const _: () = assert!(EMPTY.capacity() == 511 && EMPTY.is_empty());
const _: &CStr = EMPTY.as_c_str();

fn text_goes_to_the_debugger(status: NTSTATUS) {
    paged_code!();
    println!();
    println!("captured: {status:#010X}, positional: {}", 7);
    wdk::print!("no end of line");
    let doubled = wdk::dbg!(status * 2);
    let () = wdk::print!("{doubled}");
    let mut writer = FlushableFormatBuffer::<_, 64>::new(|part| println!("{}", part.as_str()));
    let _ = write!(writer, "{status}");
    writer.flush();
}
