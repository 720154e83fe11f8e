//! The bytes of packets, which lie behind chains of MDLs.
//!
//! Nobody but the driver may change the structures of a packet that it has. The bytes are another
//! matter: a program that sends without buffering sends its own pages, and can write to them
//! meanwhile. So there is no reference to such bytes; each is copied once, by a volatile access.
#![expect(
    unsafe_code,
    reason = "copies from memory that MDLs describe by pointer"
)]

use wdk_sys::{
    _MM_PAGE_PRIORITY::NormalPagePriority, MdlMappingNoExecute, MmGetSystemAddressForMdlSafe, PMDL,
};

use crate::{Error, Result, request::copy};

/// How urgently MDLs are mapped.
pub(crate) const PAGE_PRIORITY: u32 = NormalPagePriority.cast_unsigned() | MdlMappingNoExecute;

/// The data of a `NET_BUFFER`.
pub(crate) struct Data {
    /// The MDL in which it begins.
    pub(crate) mdl: PMDL,
    /// Where in that it begins.
    pub(crate) offset: usize,
    pub(crate) length: usize,
}

impl Data {
    /// Copies from `from` on into `buffer`, and returns how many bytes there were.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`] when a part cannot be mapped.
    ///
    /// # Safety
    /// The chain's MDLs are live, and describe locked or nonpaged memory; nobody changes or maps them
    /// during the call.
    pub(crate) unsafe fn read(&self, from: usize, buffer: &mut [u8]) -> Result<usize> {
        let mut skip = from;
        let (mut mdl, mut start, mut left) = (self.mdl, self.offset, self.length);
        let mut copied = 0;
        while left > 0 && copied < buffer.len() {
            if mdl.is_null() {
                break;
            }
            // There is no reference to the MDL, whose flags change when it is mapped.
            // SAFETY: an MDL of the caller's chain.
            let count = unsafe { (*mdl).ByteCount };
            let length = (count as usize).saturating_sub(start).min(left);
            let room = buffer.get_mut(copied..).unwrap_or_default();
            let wanted = length.saturating_sub(skip).min(room.len());
            if wanted > 0 {
                // SAFETY: the caller's MDL describes locked or nonpaged memory.
                let mapped = unsafe { MmGetSystemAddressForMdlSafe(mdl, PAGE_PRIORITY) };
                if mapped.is_null() {
                    return Err(Error::INSUFFICIENT_RESOURCES);
                }
                let place = mapped.cast::<u8>().wrapping_add(start + skip);
                // SAFETY: `ByteCount` bytes are mapped, and `start + skip + wanted` are at most as
                // many; `room` is this call's.
                unsafe { copy::copy(room.as_mut_ptr(), place, wanted) };
                copied += wanted;
            }
            skip = skip.saturating_sub(length);
            left -= length;
            // SAFETY: the same MDL; the link stays as it is during the call.
            (mdl, start) = (unsafe { (*mdl).Next }, 0);
        }
        Ok(copied)
    }
}
