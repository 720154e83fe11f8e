//! Packets and stream segments, and clones of packets.
#![expect(
    unsafe_code,
    reason = "reads NET_BUFFER_LIST structures, which the filter engine shares by pointer"
)]

use core::{fmt, marker::PhantomData, ptr, ptr::NonNull, slice};

use wdk_sys::{
    FwpsAllocateCloneNetBufferList0, FwpsCopyStreamDataToBuffer0, FwpsDereferenceNetBufferList0,
    FwpsFreeCloneNetBufferList0, FwpsReferenceNetBufferList0, MmGetSystemAddressForMdlSafe,
    NET_BUFFER_LIST, SIZE_T, wfp as sys,
};

use crate::{Error, NtStatus, Result, irql::AtMostDispatch};

/// `NormalPagePriority | MdlMappingNoExecute`.
const MAPPING: u32 = 16 | 0x4000_0000;

/// A packet, while a classification runs: a `NET_BUFFER_LIST`.
///
/// Where its data begins depends on the layer:
/// [Data offset positions](https://learn.microsoft.com/windows-hardware/drivers/network/data-offset-positions).
///
/// # Invariants
/// The address is that of a live list, whose buffers and MDLs nobody changes while it is borrowed.
#[repr(transparent)]
pub struct Packet(crate::object::Opaque);

impl Packet {
    /// # Safety
    /// `raw` is a live list for `'a`.
    pub(crate) unsafe fn from_raw<'a>(raw: *mut NET_BUFFER_LIST) -> &'a Self {
        // SAFETY: the address is not null, and the type has neither size nor alignment.
        unsafe { &*raw.cast() }
    }

    /// The list, for raw calls.
    #[must_use]
    pub fn as_raw(&self) -> *mut NET_BUFFER_LIST {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// Bytes of data.
    #[must_use]
    pub fn len(&self) -> usize {
        let mut length = 0;
        self.each_buffer(|data| {
            length += data_length(data);
            true
        });
        length
    }

    /// Whether there is no data.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `visit` with the data of each buffer, until it returns false.
    fn each_buffer(&self, mut visit: impl FnMut(&BufferData) -> bool) {
        // SAFETY: type invariant: the list is live while it is borrowed.
        let list = unsafe { &*self.as_raw() };
        // SAFETY: of a list that is in use this member is set.
        let mut buffer = unsafe { list.__bindgen_anon_1.__bindgen_anon_1 }.FirstNetBuffer;
        while !buffer.is_null() {
            // SAFETY: a buffer of the list, which lives as long as that.
            let current = unsafe { &*buffer };
            // SAFETY: of a buffer that is in use this member is set.
            let data = unsafe { &current.__bindgen_anon_1.__bindgen_anon_1 };
            if !visit(data) {
                return;
            }
            buffer = data.Next;
        }
    }

    /// Copies data from `offset` on into `buffer`; returns how many bytes there were.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`] when a part cannot be mapped.
    pub fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<usize> {
        let (mut skip, mut copied) = (offset, 0);
        let mut mapped = true;
        self.each_buffer(|data| {
            let mut left = data_length(data);
            let (mut mdl, mut start) = (data.CurrentMdl, data.CurrentMdlOffset as usize);
            while left > 0 && !mdl.is_null() && copied < buffer.len() {
                // SAFETY: an MDL of the buffer, which lives as long as that.
                let part = unsafe { &*mdl };
                let length = left.min((part.ByteCount as usize).saturating_sub(start));
                let wanted = length.saturating_sub(skip).min(buffer.len() - copied);
                if wanted > 0 {
                    // SAFETY: a packet's memory is nonpaged or locked.
                    let base = unsafe { MmGetSystemAddressForMdlSafe(mdl, MAPPING) };
                    if base.is_null() {
                        mapped = false;
                        return false;
                    }
                    let from = base.cast::<u8>().wrapping_add(start + skip);
                    // SAFETY: the part is mapped for its byte count, which this stays below.
                    let from = unsafe { slice::from_raw_parts(from, wanted) };
                    buffer[copied..copied + wanted].copy_from_slice(from);
                    copied += wanted;
                }
                skip = skip.saturating_sub(length);
                (left, start, mdl) = (left - length, 0, part.Next);
            }
            copied < buffer.len()
        });
        if mapped {
            Ok(copied)
        } else {
            Err(Error::INSUFFICIENT_RESOURCES)
        }
    }

    /// Clones the packet, to keep it beyond the classification or to inject it. The data is shared:
    /// the original is referenced until the clone is freed.
    ///
    /// # Errors
    /// What `FwpsAllocateCloneNetBufferList` reports.
    pub fn try_clone(&self, _irql: &mut impl AtMostDispatch) -> Result<OwnedPacket> {
        let mut list = ptr::null_mut();
        // SAFETY: the list is live; for a null pool the engine uses its own.
        let status = unsafe {
            FwpsAllocateCloneNetBufferList0(
                self.as_raw(),
                ptr::null_mut(),
                ptr::null_mut(),
                0,
                &raw mut list,
            )
        };
        NtStatus::new(status).ok()?;
        let list = NonNull::new(list).ok_or(Error::INSUFFICIENT_RESOURCES)?;
        // SAFETY: the list is live; `OwnedPacket` releases the reference when the clone is freed.
        unsafe { FwpsReferenceNetBufferList0(self.as_raw(), 1) };
        Ok(OwnedPacket {
            list,
            original: self.as_raw(),
        })
    }
}

/// The data of a buffer, as the kernel's headers name the members.
type BufferData = wdk_sys::_NET_BUFFER__bindgen_ty_1__bindgen_ty_1;

fn data_length(data: &BufferData) -> usize {
    // SAFETY: both members of the union are the length.
    unsafe { data.__bindgen_anon_1.DataLength as usize }
}

impl fmt::Debug for Packet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Packet({:p}, {} bytes)", self.as_raw(), self.len())
    }
}

/// A clone of a packet, which the driver owns: freed when it is dropped, or when its injection has
/// completed.
///
/// A clone must not be held for long: it keeps the original, and the network adapter that it came
/// from cannot power down.
///
/// # Invariants
/// Owns a clone and a reference to its original.
pub struct OwnedPacket {
    list: NonNull<NET_BUFFER_LIST>,
    original: *mut NET_BUFFER_LIST,
}

// SAFETY: the filter engine frees clones on any thread.
unsafe impl Send for OwnedPacket {}
// SAFETY: a shared clone is only read.
unsafe impl Sync for OwnedPacket {}

impl OwnedPacket {
    /// Gives up the clone and its original.
    pub(crate) fn into_raw(self) -> (NonNull<NET_BUFFER_LIST>, *mut NET_BUFFER_LIST) {
        let raw = (self.list, self.original);
        core::mem::forget(self);
        raw
    }

    /// # Safety
    /// Both come from [`into_raw`](Self::into_raw), and nobody else has them.
    pub(crate) unsafe fn from_raw(
        list: NonNull<NET_BUFFER_LIST>,
        original: *mut NET_BUFFER_LIST,
    ) -> Self {
        Self { list, original }
    }
}

impl core::ops::Deref for OwnedPacket {
    type Target = Packet;

    fn deref(&self) -> &Packet {
        // SAFETY: type invariant: the clone is owned, and so it lives as long as `self`.
        unsafe { Packet::from_raw(self.list.as_ptr()) }
    }
}

impl Drop for OwnedPacket {
    fn drop(&mut self) {
        // SAFETY: type invariant: the clone is this value's to free.
        unsafe { FwpsFreeCloneNetBufferList0(self.list.as_ptr(), 0) };
        // SAFETY: the reference is this value's. Zero, since the level may be below DISPATCH_LEVEL.
        unsafe { FwpsDereferenceNetBufferList0(self.original, 0) };
    }
}

impl fmt::Debug for OwnedPacket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// A stream segment, while a classification runs.
#[derive(Clone, Copy)]
pub struct StreamData<'a> {
    data: &'a sys::FWPS_STREAM_DATA0,
    classification: PhantomData<&'a ()>,
}

impl<'a> StreamData<'a> {
    pub(crate) const fn new(data: &'a sys::FWPS_STREAM_DATA0) -> Self {
        Self {
            data,
            classification: PhantomData,
        }
    }

    /// The length of the segment in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.data.dataLength as usize
    }

    /// Whether there is no data, as when the connection ends.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the peer has sent it.
    #[must_use]
    pub const fn is_received(&self) -> bool {
        self.data.flags & sys::FWPS_STREAM_FLAG_RECEIVE != 0
    }

    /// Copies the beginning of the segment into `buffer`, and returns how many bytes were copied.
    #[must_use]
    pub fn read(&self, buffer: &mut [u8]) -> usize {
        let mut copied: SIZE_T = 0;
        // SAFETY: the engine's data, valid while the classification runs, and a buffer with its own
        // length.
        unsafe {
            FwpsCopyStreamDataToBuffer0(
                self.data,
                buffer.as_mut_ptr().cast(),
                buffer.len() as SIZE_T,
                &raw mut copied,
            );
        }
        copied as usize
    }
}

impl fmt::Debug for StreamData<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StreamData({} bytes)", self.len())
    }
}
