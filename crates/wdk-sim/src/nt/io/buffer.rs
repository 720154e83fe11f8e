//! System buffers of buffered requests.
#![expect(unsafe_code, reason = "allocates and copies raw memory")]

use std::ptr;

use wdk_sys::{_POOL_TYPE::NonPagedPoolNx, ExFreePool, PVOID};

use crate::nt::ex::driver_pool;

const TAG: u32 = u32::from_le_bytes(*b"Io  ");

/// `length` bytes that start with `input`; the rest is zero. `None` when there is no memory.
///
/// # Safety
/// `input` points to `input_length` readable bytes, which are no more than `length`.
pub(crate) unsafe fn allocate(
    length: usize,
    input: *const u8,
    input_length: usize,
) -> Option<PVOID> {
    let buffer = driver_pool::of_type(NonPagedPoolNx, length as u64, TAG);
    if buffer.is_null() {
        return None;
    }
    let bytes = buffer.cast::<u8>();
    if input_length > 0 {
        // SAFETY: by this function's contract; the new memory overlaps nothing.
        unsafe { ptr::copy_nonoverlapping(input, bytes, input_length) };
    }
    let rest = bytes.wrapping_add(input_length);
    // SAFETY: the allocation has `length` bytes.
    unsafe { rest.write_bytes(0, length - input_length) };
    Some(buffer)
}

/// Frees a system buffer.
pub(crate) fn free(buffer: PVOID) {
    // SAFETY: allocated by `allocate`, and freed with its packet.
    unsafe { ExFreePool(buffer) };
}
