//! Bug checks: what ends a machine, and how it becomes a value.

mod crash;
mod panic;
mod snapshot;
mod stack;
pub(crate) mod walk;

use std::sync::Arc;

pub(crate) use crash::watch;
#[cfg(all(
    target_os = "linux",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
pub(crate) use crash::{Interrupted, end_loop};
pub(crate) use panic::{DriverPanic, install_hook, take_driver_panic};
pub(crate) use snapshot::Stopped;
pub(crate) use stack::capture;

pub use super::owner::Owner;
use super::{
    error::{BugCheck, DumpData, Error, Frame},
    state::Engine,
};

/// The code of a panic in a driver written in Rust, the letters `RPNC`: `wdk-panic` stops a real
/// machine with it.
pub const RUST_PANIC: u32 = 0x5250_4E43;

/// The name of a stop code, or `BUG_CHECK`.
#[must_use]
pub fn name(code: u32) -> &'static str {
    /// Documented, but in no header.
    const SYSTEM_SERVICE_EXCEPTION: u32 = 0x3B;
    match code {
        RUST_PANIC => return "RUST_PANIC",
        SYSTEM_SERVICE_EXCEPTION => return "SYSTEM_SERVICE_EXCEPTION",
        _ => {}
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
        let driver = self.driver_name(self.current_driver());
        let place = (self.open_calls(), driver);
        self.bug_check_at(code, parameters, message, stack, place);
    }

    /// A panic has unwound the running thread.
    pub(crate) fn panic_of_driver(&self, panic: DriverPanic) {
        let place = (panic.calls, panic.driver);
        self.bug_check_at(
            RUST_PANIC,
            panic.parameters,
            panic.message,
            panic.stack,
            place,
        );
    }

    /// [`Engine::bug_check`] in these open callbacks and functions of this driver.
    fn bug_check_at(
        &self,
        code: u32,
        parameters: [u64; 4],
        message: String,
        stack: Vec<Frame>,
        (calls, driver): (Vec<&'static str>, String),
    ) {
        // What could be walked once can be walked again.
        if self.alive().is_ok()
            && stack.iter().any(Frame::is_in_image)
            && let Some(thread) = self.sched.running()
        {
            let asked = snapshot::Asked {
                stack: thread.stack().clone(),
                is_in_image: &|address| self.upcalls.is_in_image(address),
                is_interruption: crash::is_entry,
            };
            self.stopped.replace(snapshot::take(&asked));
        }
        let bug_check = BugCheck {
            code,
            name: name(code),
            parameters: parameters.map(|it| self.addresses.shown(it)),
            message: self.addresses.in_text(message).into_owned(),
            stack: self.shown_stack(stack),
            calls,
            seed: self.sched.repeat().seed(),
            schedule: self.sched.repeat(),
            driver,
            run: self.run_so_far(),
            dump_data: self.shown_dump_data(),
        };
        self.end_with(Error::BugCheck(Arc::new(bug_check)));
    }

    /// A stack with the addresses that a reader sees.
    pub(crate) fn shown_stack(&self, mut stack: Vec<Frame>) -> Vec<Frame> {
        for frame in &mut stack {
            frame.address = self.addresses.shown(frame.address);
        }
        stack
    }

    /// What callbacks added to the crash dump, with the addresses that a reader sees.
    fn shown_dump_data(&self) -> Vec<DumpData> {
        let mut data = self.dump_data.take();
        for block in &mut data {
            block.address = self.addresses.shown(block.address);
        }
        data
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
