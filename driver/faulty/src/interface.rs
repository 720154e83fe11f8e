//! The interface of the driver: one I/O control code for each fault.

use wdk::{
    Guid, IoControlCode, guid,
    ioctl::{Access, Method, device_type},
};

/// The device interface of the driver.
pub const FAULTY_INTERFACE: Guid = guid!("5D0E7C3A-2C58-4F0B-8E0F-6A1D9B7C4E21");

/// The first function code.
const FIRST: u16 = 0x800;

/// A rule to break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Completes the request, and completes it again.
    CompleteTwice,
    /// Neither completes the request nor forwards it.
    ForgetRequest,
    /// Allocates pool and does not free it.
    LeakPool,
    /// Calls a function of `PASSIVE_LEVEL` at `DISPATCH_LEVEL`.
    CallTooHigh,
    /// Panics.
    Panic,
    /// Reads pool that it has freed.
    UseFreedPool,
    /// Uses the handle of an object that it has deleted.
    UseFreedObject,
    /// Calls the kernel from a function with 16 KiB of local variables, most of what there is.
    HalfStack,
    /// Calls the kernel from a function with 40 KiB of local variables.
    Frame40K,
    /// Calls a function with 300 KiB of local variables.
    Frame300K,
    /// Calls a function with 5 MiB of local variables.
    Frame5M,
    /// Calls a function that calls itself without end.
    Recursion,
    /// Runs in a loop that never ends and calls nothing.
    EndlessLoop,
    /// Waits for an event that nobody sets.
    WaitForEver,
}

impl Fault {
    /// Every fault.
    pub const ALL: [Self; 14] = [
        Self::CompleteTwice,
        Self::ForgetRequest,
        Self::LeakPool,
        Self::CallTooHigh,
        Self::Panic,
        Self::UseFreedPool,
        Self::UseFreedObject,
        Self::HalfStack,
        Self::Frame40K,
        Self::Frame300K,
        Self::Frame5M,
        Self::Recursion,
        Self::EndlessLoop,
        Self::WaitForEver,
    ];

    /// The I/O control code that causes it.
    #[must_use]
    pub const fn code(self) -> IoControlCode {
        let function = FIRST + self as u16;
        IoControlCode::new(
            device_type::UNKNOWN,
            function,
            Method::Buffered,
            Access::Any,
        )
    }

    /// The fault that a code causes.
    #[must_use]
    pub fn of(code: IoControlCode) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.code() == code)
    }
}
