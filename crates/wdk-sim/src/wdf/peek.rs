//! What drivers have in the structures and variables that they pass.
#![expect(unsafe_code, reason = "reads memory of drivers")]

use std::ptr;

use wdk_sys::wdf::{
    WDF_DRIVER_CONFIG, WDF_IO_QUEUE_CONFIG, WDF_OBJECT_ATTRIBUTES, WDF_PNPPOWER_EVENT_CALLBACKS,
    WDF_REQUEST_SEND_OPTIONS,
};

use crate::nt::{io::raw::Irp, mm::probe::user_memory};

/// A type of which any bytes are a value.
///
/// # Safety
/// All bytes are.
pub(super) unsafe trait Bytes: Copy {}

// SAFETY: a number.
unsafe impl Bytes for u64 {}
// SAFETY: numbers, and nullable pointers to functions.
unsafe impl Bytes for WDF_DRIVER_CONFIG {}
// SAFETY: numbers, and nullable pointers to functions.
unsafe impl Bytes for WDF_IO_QUEUE_CONFIG {}
// SAFETY: numbers and pointers, which may be null.
unsafe impl Bytes for WDF_OBJECT_ATTRIBUTES {}
// SAFETY: numbers, and nullable pointers to functions.
unsafe impl Bytes for WDF_PNPPOWER_EVENT_CALLBACKS {}
// SAFETY: numbers.
unsafe impl Bytes for WDF_REQUEST_SEND_OPTIONS {}

/// What is at an address, if there is memory. For calls that are rare, since the host is asked.
pub(super) fn at<T: Bytes>(address: u64) -> Option<T> {
    user_memory(address as usize, size_of::<T>(), false).ok()?;
    let pointer: *const T = ptr::with_exposed_provenance(address as usize);
    // SAFETY: the host has memory there, which only this thread changes; any bytes are a `T`.
    Some(unsafe { pointer.read_unaligned() })
}

/// What a structure holds that the framework has read in the call that returns; nothing for null.
pub(super) fn read_before<T: Bytes>(address: u64) -> Option<T> {
    if address == 0 {
        return None;
    }
    let pointer: *const T = ptr::with_exposed_provenance(address as usize);
    // SAFETY: the driver keeps it while the function runs. Where it does not, this faults as every access to
    // drivers' memory does, and the machine reports the driver.
    Some(unsafe { pointer.read_unaligned() })
}

/// Whether a driver has set a completion routine on an IRP that it was given and still has.
pub(super) fn has_completion_routine(irp: u64) -> bool {
    // SAFETY: the driver passes it to a function of the framework, which uses it.
    let irp = unsafe { Irp::new(ptr::with_exposed_provenance_mut(irp as usize)) };
    irp.is_some_and(|irp| irp.location() > 1 && irp.next_stack().completion().is_some())
}
