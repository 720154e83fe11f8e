//! C structures for which zero bytes are a value.
#![expect(unsafe_code, reason = "makes structures of zero bytes")]

use core::mem;

use wdk_sys::{
    IO_REMOVE_LOCK, IO_STATUS_BLOCK, KDPC, KEVENT, KTIMER,
    wdf::{WDF_INTERRUPT_INFO, WDF_REQUEST_COMPLETION_PARAMS},
};

/// A structure that consists of numbers, pointers, nullable functions, and unions of such.
///
/// # Safety
/// Zero is a valid value of every member.
pub(crate) unsafe trait Plain {}

// SAFETY: numbers and list links.
unsafe impl Plain for KEVENT {}
// SAFETY: numbers and an event.
unsafe impl Plain for IO_REMOVE_LOCK {}
// SAFETY: numbers, list links and a nullable function.
unsafe impl Plain for KDPC {}
// SAFETY: numbers, list links and a pointer to a DPC.
unsafe impl Plain for KTIMER {}
// SAFETY: a union of a number and a pointer, and a number.
unsafe impl Plain for IO_STATUS_BLOCK {}
// SAFETY: numbers, handles, and a union of such.
unsafe impl Plain for WDF_REQUEST_COMPLETION_PARAMS {}
// SAFETY: numbers.
unsafe impl Plain for WDF_INTERRUPT_INFO {}

/// The structure with zero for every member.
pub(crate) const fn zeroed<T: Plain>() -> T {
    // SAFETY: the trait's contract.
    unsafe { mem::zeroed() }
}
