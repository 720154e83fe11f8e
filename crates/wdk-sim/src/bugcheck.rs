//! Bug checks: what ends a machine, and how it becomes a value.

mod crash;
mod panic;
mod stack;

use std::sync::Arc;

pub(crate) use crash::watch;
pub(crate) use panic::{install_hook, take_driver_panic};
pub(crate) use stack::capture;

use crate::{BugCheck, Error, error::Frame, machine::Kernel};

/// The code of a panic in a native driver: `RUST`, which no Windows bug check uses.
pub const RUST_PANIC: u32 = 0x5255_5354;

/// Names of the stop codes that drivers meet.
const NAMES: &[(u32, &str)] = &[
    (0x0A, "IRQL_NOT_LESS_OR_EQUAL"),
    (0x0F, "SPIN_LOCK_ALREADY_OWNED"),
    (0x10, "SPIN_LOCK_NOT_OWNED"),
    (0x18, "REFERENCE_BY_POINTER"),
    (0x19, "BAD_POOL_HEADER"),
    (0x1E, "KMODE_EXCEPTION_NOT_HANDLED"),
    (0x35, "NO_MORE_IRP_STACK_LOCATIONS"),
    (0x3B, "SYSTEM_SERVICE_EXCEPTION"),
    (0x44, "MULTIPLE_IRP_COMPLETE_REQUESTS"),
    (0x48, "CANCEL_STATE_IN_COMPLETED_IRP"),
    (0x4E, "PFN_LIST_CORRUPT"),
    (0x50, "PAGE_FAULT_IN_NONPAGED_AREA"),
    (0x7E, "SYSTEM_THREAD_EXCEPTION_NOT_HANDLED"),
    (0x7F, "UNEXPECTED_KERNEL_MODE_TRAP"),
    (0x9F, "DRIVER_POWER_STATE_FAILURE"),
    (0xB8, "ATTEMPTED_SWITCH_FROM_DPC"),
    (0xC1, "SPECIAL_POOL_DETECTED_MEMORY_CORRUPTION"),
    (0xC2, "BAD_POOL_CALLER"),
    (0xC4, "DRIVER_VERIFIER_DETECTED_VIOLATION"),
    (0xC5, "DRIVER_CORRUPTED_EXPOOL"),
    (0xC6, "DRIVER_CAUGHT_MODIFYING_FREED_POOL"),
    (0xC7, "TIMER_OR_DPC_INVALID"),
    (0xC8, "IRQL_UNEXPECTED_VALUE"),
    (0xC9, "DRIVER_VERIFIER_IOMANAGER_VIOLATION"),
    (0xCA, "PNP_DETECTED_FATAL_ERROR"),
    (0xCB, "DRIVER_LEFT_LOCKED_PAGES_IN_PROCESS"),
    (0xCC, "PAGE_FAULT_IN_FREED_SPECIAL_POOL"),
    (0xCD, "PAGE_FAULT_BEYOND_END_OF_ALLOCATION"),
    (
        0xCE,
        "DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS",
    ),
    (0xD1, "DRIVER_IRQL_NOT_LESS_OR_EQUAL"),
    (0xD5, "DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL"),
    (0xD6, "DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION"),
    (0xE2, "MANUALLY_INITIATED_CRASH"),
    (0xE6, "DRIVER_VERIFIER_DMA_VIOLATION"),
    (0xEA, "THREAD_STUCK_IN_DEVICE_DRIVER"),
    (0xF7, "DRIVER_OVERRAN_STACK_BUFFER"),
    (0x10D, "WDF_VIOLATION"),
    (0x133, "DPC_WATCHDOG_VIOLATION"),
    (0x139, "KERNEL_SECURITY_CHECK_FAILURE"),
    (RUST_PANIC, "RUST_PANIC"),
];

/// The name of a stop code, or `BUG_CHECK`.
#[must_use]
pub fn name(code: u32) -> &'static str {
    NAMES
        .iter()
        .find(|(known, _)| *known == code)
        .map_or("BUG_CHECK", |(_, name)| name)
}

impl Kernel {
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

    /// Ends the machine from a simulated thread, which never goes on.
    #[cold]
    pub(crate) fn stop(&self, code: u32, parameters: [u64; 4], message: String) -> ! {
        if self.alive().is_ok() {
            self.bug_check(code, parameters, message, capture());
        }
        self.sched.abandon()
    }
}
