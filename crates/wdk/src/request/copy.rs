//! Copies between the driver's memory and bytes that a program may change at the same time: each is
//! accessed once, and no reference to them exists.
#![expect(unsafe_code, reason = "accesses memory by pointers")]

use core::{mem::MaybeUninit, ptr};

use wdk_sys::PFN_MEMMOVE;

/// Copies bytes by the system's function. The compiler does not know which function that is, so it
/// can neither repeat an access nor leave one out.
///
/// # Safety
/// `from` is readable and `to` writable for `length` bytes.
#[inline]
pub(crate) unsafe fn copy(to: *mut u8, from: *const u8, length: usize) {
    // SAFETY: a static that nobody writes.
    let memmove = unsafe { (&raw const MEMMOVE).read_volatile() };
    // SAFETY: the caller's pointers.
    unsafe { memmove(to, from, length) };
}

/// Read as if something else could change it.
static MEMMOVE: PFN_MEMMOVE = wdk_sys::memmove;

/// Copies a value of a few bytes in, without a call.
///
/// # Safety
/// `from` is readable for the size of a `T`.
#[inline]
pub(super) unsafe fn read_value<T>(from: *const u8, value: &mut MaybeUninit<T>) {
    // SAFETY: the caller's pointer, and a value of that size.
    unsafe { copy_in(from, value.as_mut_ptr().cast(), size_of::<T>()) };
}

/// Copies a value of a few bytes out, without a call.
///
/// # Safety
/// `to` is writable for the size of a `T`, of which all bytes are initialised.
#[inline]
pub(super) unsafe fn write_value<T>(value: &T, to: *mut u8) {
    // SAFETY: the caller's pointer, and a value of that size.
    unsafe { copy_out(ptr::from_ref(value).cast(), to, size_of::<T>()) };
}

const WORD: usize = size_of::<u64>();

/// Copies bytes from memory that other code may change at any time, and reads each of them once.
///
/// # Safety
/// `from` is readable and `to` writable for `length` bytes, and they do not overlap.
unsafe fn copy_in(from: *const u8, to: *mut u8, length: usize) {
    let mut at = 0;
    while at < length {
        let (from, to) = (from.wrapping_add(at), to.wrapping_add(at));
        if from.addr().is_multiple_of(WORD) && length - at >= WORD {
            // SAFETY: aligned, and the caller states that so many bytes are readable.
            let word = unsafe { from.cast::<u64>().read_volatile() };
            // SAFETY: the caller states that so many bytes are writable.
            unsafe { to.cast::<u64>().write_unaligned(word) };
            at += WORD;
        } else {
            // SAFETY: `at` is below the length that the caller states to be readable.
            let byte = unsafe { from.read_volatile() };
            // SAFETY: the destination has as many bytes.
            unsafe { to.write(byte) };
            at += 1;
        }
    }
}

/// Copies bytes to memory that other code may read and change at any time, and writes each of them
/// once.
///
/// # Safety
/// `from` is readable and `to` writable for `length` bytes, and they do not overlap.
unsafe fn copy_out(from: *const u8, to: *mut u8, length: usize) {
    let mut at = 0;
    while at < length {
        let (from, to) = (from.wrapping_add(at), to.wrapping_add(at));
        if to.addr().is_multiple_of(WORD) && length - at >= WORD {
            // SAFETY: the caller states that so many bytes are readable.
            let word = unsafe { from.cast::<u64>().read_unaligned() };
            // SAFETY: aligned, and the caller states that so many bytes are writable.
            unsafe { to.cast::<u64>().write_volatile(word) };
            at += WORD;
        } else {
            // SAFETY: `at` is below the length that the caller states to be readable.
            let byte = unsafe { from.read() };
            // SAFETY: the destination has as many bytes.
            unsafe { to.write_volatile(byte) };
            at += 1;
        }
    }
}
