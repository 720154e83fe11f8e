//! The clock of `ntoswine.sys`, on Wine.
#![expect(unsafe_code, reason = "calls Windows")]

use alloc::format;

use core::ptr;

use windows_sys::{
    Win32::{
        Foundation::{CloseHandle, GENERIC_READ, INVALID_HANDLE_VALUE},
        Storage::FileSystem::{CreateFileW, FILE_SHARE_READ, FILE_SHARE_WRITE, OPEN_EXISTING},
        System::Pipes::CallNamedPipeW,
    },
    w,
};

use super::{Answer, Failure};

/// How long a move of the clock may take, in milliseconds.
const MOVE_LIMIT: u32 = 20_000;

/// Waits until every request so far has reached its driver, then moves the clock.
pub(super) fn perform(what: u64, amount: u64) -> Answer {
    // SAFETY: a constant text, and no attributes.
    let barrier = unsafe {
        CreateFileW(
            w!(r"\\.\ntoswine"),
            GENERIC_READ,
            FILE_SHARE_READ | FILE_SHARE_WRITE,
            ptr::null(),
            OPEN_EXISTING,
            0,
            ptr::null_mut(),
        )
    };
    if barrier == INVALID_HANDLE_VALUE {
        return Err(Failure::last("CreateFile"));
    }
    // SAFETY: opened above.
    unsafe { CloseHandle(barrier) };
    let request = [what, amount];
    let mut reply = [0_u64; 2];
    let mut length = 0;
    // SAFETY: buffers of these lengths.
    let called = unsafe {
        CallNamedPipeW(
            w!(r"\\.\pipe\ntoswine"),
            (&raw const request).cast(),
            size_of_val(&request) as u32,
            (&raw mut reply).cast(),
            size_of_val(&reply) as u32,
            &raw mut length,
            MOVE_LIMIT,
        )
    };
    if called == 0 {
        return Err(Failure::last("CallNamedPipe"));
    }
    Ok(format!("ok\t{}\t{}", reply[0], reply[1]))
}
