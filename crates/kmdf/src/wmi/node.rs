//! The buffer of a WMI request, whose structures `wmistr.h` describes.
#![expect(unsafe_code, reason = "reads and writes the buffers of requests")]

use core::{mem::offset_of, ptr};

use wdk_sys::{
    GUID, KeQuerySystemTime, LARGE_INTEGER, WNODE_FLAG_TOO_SMALL, WNODE_HEADER, WNODE_TOO_SMALL,
    tagWNODE_METHOD_ITEM, tagWNODE_SINGLE_INSTANCE, tagWNODE_SINGLE_ITEM,
};

/// Where the offset and the size of the data stand in a structure, and where the variable part begins.
pub(super) struct Layout {
    pub(super) offset: usize,
    pub(super) size: usize,
    pub(super) start: usize,
}

/// `WNODE_SINGLE_INSTANCE`.
pub(super) const SINGLE: Layout = Layout {
    offset: offset_of!(tagWNODE_SINGLE_INSTANCE, DataBlockOffset),
    size: offset_of!(tagWNODE_SINGLE_INSTANCE, SizeDataBlock),
    start: offset_of!(tagWNODE_SINGLE_INSTANCE, VariableData),
};
/// `WNODE_SINGLE_ITEM`.
pub(super) const ITEM: Layout = Layout {
    offset: offset_of!(tagWNODE_SINGLE_ITEM, DataBlockOffset),
    size: offset_of!(tagWNODE_SINGLE_ITEM, SizeDataItem),
    start: offset_of!(tagWNODE_SINGLE_ITEM, VariableData),
};
/// `WNODE_METHOD_ITEM`.
pub(super) const METHOD: Layout = Layout {
    offset: offset_of!(tagWNODE_METHOD_ITEM, DataBlockOffset),
    size: offset_of!(tagWNODE_METHOD_ITEM, SizeDataBlock),
    start: offset_of!(tagWNODE_METHOD_ITEM, VariableData),
};
/// Where an item's or a method's number stands.
pub(super) const NUMBER: usize = offset_of!(tagWNODE_SINGLE_ITEM, ItemId);
/// Where an instance's index stands.
pub(super) const INDEX: usize = offset_of!(tagWNODE_SINGLE_INSTANCE, InstanceIndex);
const FLAGS: usize = offset_of!(WNODE_HEADER, Flags);

/// A buffer.
///
/// # Invariants
/// So many bytes, which are valid for reads and writes while this is used.
#[derive(Clone, Copy)]
pub(super) struct Node {
    start: *mut u8,
    pub(super) size: u32,
}

impl Node {
    /// # Safety
    /// The invariant.
    pub(super) unsafe fn new(start: *mut u8, size: u32) -> Self {
        Self { start, size }
    }

    fn has(self, at: usize, length: usize) -> bool {
        at + length <= self.size as usize
    }

    /// The number at an offset; zero behind the buffer's end.
    pub(super) fn get(self, at: usize) -> u32 {
        if !self.has(at, size_of::<u32>()) {
            return 0;
        }
        // SAFETY: `has` says that the number lies within the buffer.
        unsafe { self.start.wrapping_add(at).cast::<u32>().read_unaligned() }
    }

    /// Writes a value at an offset, if the buffer reaches so far.
    pub(super) fn put<T: Copy>(self, at: usize, value: T) {
        if self.has(at, size_of::<T>()) {
            // SAFETY: `has` says that the value fits behind the offset.
            unsafe {
                self.start
                    .wrapping_add(at)
                    .cast::<T>()
                    .write_unaligned(value)
            };
        }
    }

    /// Copies `bytes` to an offset, if they fit.
    pub(super) fn put_bytes(self, at: usize, bytes: &[u8]) {
        if self.has(at, bytes.len()) {
            let to = self.start.wrapping_add(at);
            // SAFETY: the buffer has so many bytes from there on, by `has`.
            unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len()) };
        }
    }

    /// A counted string at an offset, if it fits: the length in bytes, and the characters.
    pub(super) fn put_text(self, at: usize, text: &[u16]) {
        let bytes = size_of_val(text);
        self.put(at, bytes as u16);
        // SAFETY: the characters as bytes.
        let bytes = unsafe { core::slice::from_raw_parts(text.as_ptr().cast::<u8>(), bytes) };
        self.put_bytes(at + size_of::<u16>(), bytes);
    }

    /// What follows an offset, and how many bytes that are.
    pub(super) fn from(self, offset: u32) -> (*mut u8, u32) {
        let offset = offset.min(self.size);
        (self.start.wrapping_add(offset as usize), self.size - offset)
    }

    pub(super) fn flags(self) -> u32 {
        self.get(FLAGS)
    }

    pub(super) fn set_flags(self, flags: u32) {
        self.put(FLAGS, flags);
    }

    /// The handle of the trace session, in a request that enables events for one.
    pub(super) fn tracing_handle(self) -> u64 {
        const CONTEXT: usize = offset_of!(WNODE_HEADER, __bindgen_anon_1);
        let (low, high) = (self.get(CONTEXT), self.get(CONTEXT + 4));
        u64::from(high) << 32 | u64::from(low)
    }

    /// Writes how large the answer is and when it was made.
    pub(super) fn put_end(self, size: u32) {
        self.put(0, size);
        let mut now = LARGE_INTEGER { QuadPart: 0 };
        // SAFETY: a variable for the time.
        unsafe { KeQuerySystemTime(&raw mut now) };
        self.put(offset_of!(WNODE_HEADER, __bindgen_anon_2), now);
    }

    /// Makes it an answer that says how large the buffer has to be.
    pub(super) fn put_too_small(self, needed: u32) {
        self.put(0, size_of::<WNODE_TOO_SMALL>() as u32);
        self.set_flags(WNODE_FLAG_TOO_SMALL);
        self.put(offset_of!(WNODE_TOO_SMALL, SizeNeeded), needed);
    }

    /// Writes all of an event but its data.
    pub(super) fn write_event(
        self,
        guid: &GUID,
        (provider, flags): (u32, u32),
        index: u32,
        size: u32,
    ) {
        self.put(offset_of!(WNODE_HEADER, Guid), *guid);
        self.put(offset_of!(WNODE_HEADER, ProviderId), provider);
        self.set_flags(flags);
        self.put(INDEX, index);
        self.put(SINGLE.size, size);
        self.put(SINGLE.offset, SINGLE.start as u32);
        self.put_end(self.size);
    }
}
