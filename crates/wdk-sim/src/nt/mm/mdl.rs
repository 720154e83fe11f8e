//! Memory descriptor lists. One address space serves kernel and programs, so a mapping is the
//! memory itself.
#![expect(
    unsafe_code,
    reason = "reads and writes lists in the memory of drivers"
)]

use std::ptr;

use wdk_sys::{MDL, PFN_NUMBER, PMDL, PVOID, ULONG};

pub(crate) const PAGE: usize = 4096;
pub(crate) fn pages(base: usize, length: usize) -> usize {
    (base % PAGE + length).div_ceil(PAGE)
}

pub(crate) fn has(mdl: &MDL, flag: ULONG) -> bool {
    mdl.MdlFlags.cast_unsigned() & flag as u16 != 0
}

pub(crate) fn set(mdl: &mut MDL, flags: ULONG) {
    mdl.MdlFlags |= (flags as u16).cast_signed();
}

pub(crate) fn clear(mdl: &mut MDL, flags: ULONG) {
    mdl.MdlFlags &= !(flags as u16).cast_signed();
}

/// The buffer that an MDL describes.
pub(crate) fn address(mdl: &MDL) -> usize {
    mdl.StartVa as usize + mdl.ByteOffset as usize
}

/// Fills in the page numbers, which follow the MDL. Physical addresses are the virtual ones.
pub(crate) fn write_pages(mdl: PMDL) {
    // SAFETY: the caller passes an MDL.
    let fields = unsafe { &*mdl };
    let first = fields.StartVa as usize / PAGE;
    let count = pages(fields.ByteOffset as usize, fields.ByteCount as usize);
    let array: *mut PFN_NUMBER = mdl.wrapping_add(1).cast();
    for index in 0..count {
        // SAFETY: an MDL is followed by a number for each page of its buffer.
        unsafe {
            array
                .wrapping_add(index)
                .write((first + index) as PFN_NUMBER)
        };
    }
}

/// Writes a new MDL.
///
/// # Safety
/// `mdl` has room for an MDL and its page numbers.
pub(crate) unsafe fn initialise(mdl: PMDL, base: PVOID, length: usize) {
    let base = base as usize;
    let size = size_of::<MDL>() + size_of::<PFN_NUMBER>() * pages(base, length);
    let value = MDL {
        Next: ptr::null_mut(),
        Size: size as i16,
        MdlFlags: 0,
        Process: ptr::null_mut(),
        MappedSystemVa: ptr::null_mut(),
        StartVa: (base & !(PAGE - 1)) as PVOID,
        ByteCount: length as ULONG,
        ByteOffset: (base % PAGE) as ULONG,
    };
    // SAFETY: by this function's contract.
    unsafe { mdl.write(value) };
}
