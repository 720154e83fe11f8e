//! System buffers of buffered requests, and what of them nobody wrote.
//!
//! The I/O manager of Windows does not clear a system buffer behind the input: what lies there is what
//! the pool block held before. Here it is a pattern, which is recognised when it comes back.
#![expect(unsafe_code, reason = "allocates and copies raw memory")]

use std::{ops::Range, ptr};

use wdk_sys::{_POOL_TYPE::NonPagedPoolNx, ExFreePool, PVOID};

use crate::nt::ex::driver_pool;

const TAG: u32 = u32::from_le_bytes(*b"Io  ");

/// Shorter runs of bytes are like the pattern by chance.
const SHORTEST: usize = 4;

/// The byte of the pattern at an offset.
fn pattern(at: usize) -> u8 {
    let mixed = (at as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> 56) as u8 ^ 0x5C
}

/// The first bytes of a system buffer's start that were never written.
pub(crate) fn unwritten(bytes: &[u8]) -> Option<Range<usize>> {
    let mut start = 0;
    for end in 0..=bytes.len() {
        if bytes.get(end).is_some_and(|byte| *byte == pattern(end)) {
            continue;
        }
        if end - start >= SHORTEST {
            return Some(start..end);
        }
        start = end + 1;
    }
    None
}

/// `length` bytes that start with `input`; the rest is the pattern. `None` when there is no memory.
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
    for at in input_length..length {
        // SAFETY: `at` is within the allocation, which has `length` bytes.
        let byte = unsafe { bytes.add(at) };
        // SAFETY: a byte of the new allocation, which nobody else knows yet.
        unsafe { byte.write(pattern(at)) };
    }
    Some(buffer)
}

/// Frees a system buffer.
pub(crate) fn free(buffer: PVOID) {
    // SAFETY: allocated by `allocate`, and freed with its packet.
    unsafe { ExFreePool(buffer) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wrote_is_recognised() {
        let mut bytes: Vec<u8> = (0..16).map(pattern).collect();
        assert_eq!(unwritten(&bytes), Some(0..16));
        bytes[..4].copy_from_slice(b"data");
        assert_eq!(unwritten(&bytes), Some(4..16));
        bytes[13..].copy_from_slice(b"end");
        assert_eq!(unwritten(&bytes), Some(4..13));
        bytes[7] ^= 1;
        assert_eq!(unwritten(&bytes), Some(8..13));
        assert_eq!(unwritten(&bytes[..7]), None);
        assert_eq!(unwritten(&[0; 64]), None);
        assert_eq!(unwritten(&[]), None);
    }
}
