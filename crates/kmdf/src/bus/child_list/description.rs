//! A driver's descriptions: how a child is told from others, and where it is.
#![expect(unsafe_code, reason = "a buffer that begins with its size")]

use core::ptr::NonNull;

use wdk_sys::{
    NTSTATUS,
    wdf::{WDF_CHILD_ADDRESS_DESCRIPTION_HEADER, WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER},
};

use crate::pool::PoolVec;

/// Where a description stands: in an entry of a list, or in the driver's memory.
///
/// # Invariants
/// As long as it is used, so many bytes are readable and writable there as the list's configuration says.
pub(super) struct Description<H>(NonNull<H>);

/// What tells a child from others.
pub(super) type Id = Description<WDF_CHILD_IDENTIFICATION_DESCRIPTION_HEADER>;
/// Where a child is, which may change.
pub(super) type Address = Description<WDF_CHILD_ADDRESS_DESCRIPTION_HEADER>;

impl<H> Clone for Description<H> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<H> Copy for Description<H> {}

impl<H> Description<H> {
    /// The description at a place; none for null.
    ///
    /// # Safety
    /// The invariant.
    pub(super) unsafe fn new(place: *mut H) -> Option<Self> {
        NonNull::new(place).map(Self)
    }

    pub(super) fn as_ptr(self) -> *mut H {
        self.0.as_ptr()
    }
}

/// The memory of a description.
pub(super) struct Buffer(PoolVec<u8>);

impl Buffer {
    /// Zeros behind the size, as the driver's callback for duplicates finds it; none for a size of zero.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn new(tag: u32, size: u32) -> Result<Option<Self>, NTSTATUS> {
        if size == 0 {
            return Ok(None);
        }
        let mut bytes = PoolVec::new(tag);
        let header = size.to_ne_bytes();
        // A description that is shorter than its header has memory for that, too.
        bytes.resize((size as usize).max(header.len()), 0)?;
        bytes[..header.len()].copy_from_slice(&header);
        Ok(Some(Self(bytes)))
    }

    pub(super) fn description<H>(&self) -> Description<H> {
        // The pool aligns to more than a header needs.
        Description(self.0.start().cast())
    }
}
