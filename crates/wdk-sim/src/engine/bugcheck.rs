//! Bug checks: what ends a machine, and how it becomes a value.

mod crash;
mod panic;
mod stack;

use std::sync::Arc;

pub(crate) use crash::watch;
pub(crate) use panic::{install_hook, take_driver_panic};
pub(crate) use stack::capture;

use super::{
    error::{BugCheck, Error, Frame},
    state::Engine,
};

/// The code of a panic in a driver written in Rust, the letters `RPNC`: `wdk-panic` stops a real
/// machine with it.
pub const RUST_PANIC: u32 = 0x5250_4E43;

/// The name of a stop code, or `BUG_CHECK`.
#[must_use]
pub fn name(code: u32) -> &'static str {
    if code == RUST_PANIC {
        return "RUST_PANIC";
    }
    wdk_sys::bug_check_name(code).unwrap_or("BUG_CHECK")
}

impl Engine {
    /// Ends the machine, unless it has ended before.
    pub(crate) fn bug_check(
        &self,
        code: u32,
        parameters: [u64; 4],
        message: String,
        stack: Vec<Frame>,
    ) {
        let bug_check = BugCheck {
            code,
            name: name(code),
            parameters,
            message,
            stack,
            calls: self.open_calls(),
            seed: self.sched.repeat().seed(),
            schedule: self.sched.repeat(),
        };
        self.end_with(Error::BugCheck(Arc::new(bug_check)));
    }

    /// Ends the machine from a simulated thread, which never continues.
    #[cold]
    pub(crate) fn stop(&self, code: u32, parameters: [u64; 4], message: String) -> ! {
        if self.alive().is_ok() {
            self.bug_check(code, parameters, message, capture());
        }
        self.sched.abandon()
    }
}
