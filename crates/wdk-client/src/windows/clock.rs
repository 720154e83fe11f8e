//! The clock of `ntoswine.sys`, on Wine.
#![expect(unsafe_code, reason = "calls Windows")]

use alloc::format;

use windows_sys::{Win32::System::Pipes::CallNamedPipeW, w};

use super::{Answer, Failure};

/// How long a move of the clock may take, in milliseconds.
const PATIENCE: u32 = 20_000;

pub(super) fn perform(what: u64, amount: u64) -> Answer {
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
            PATIENCE,
        )
    };
    if called == 0 {
        return Err(Failure::last("CallNamedPipe"));
    }
    Ok(format!("ok\t{}\t{}", reply[0], reply[1]))
}
