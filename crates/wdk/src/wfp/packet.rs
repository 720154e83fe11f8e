//! Packets and stream segments, and clones of packets.
#![expect(
    unsafe_code,
    reason = "reads NET_BUFFER_LIST structures, which the filter engine shares by pointer"
)]

use core::{fmt, marker::PhantomData, ptr, ptr::NonNull};

use wdk_sys::{
    FwpsAllocateCloneNetBufferList0, FwpsCopyStreamDataToBuffer0, FwpsDereferenceNetBufferList0,
    FwpsFreeCloneNetBufferList0, FwpsReferenceNetBufferList0, NET_BUFFER_LIST, SIZE_T, wfp as sys,
};

use crate::{Error, NtStatus, Result, irql::AtMostDispatch, mdl::Data};

/// A packet, while a classification runs: a `NET_BUFFER_LIST` of the network stack.
///
/// Where its data begins depends on the layer:
/// [Data offset positions](https://learn.microsoft.com/windows-hardware/drivers/network/data-offset-positions).
///
/// # Invariants
/// The address is that of a live list, whose buffers and MDLs nobody changes while it is borrowed.
/// Outside of this module a reference is to the packet of a classification.
#[repr(transparent)]
pub struct Packet(
    crate::object::Opaque,
    /// Not shared among threads: the kernel does not synchronise the mapping of an MDL.
    PhantomData<*mut ()>,
);

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
        // SAFETY: type invariant: the list is live while it is borrowed. There is no reference to it,
        // since the counts in it change.
        let header = unsafe { (*self.as_raw()).__bindgen_anon_1 };
        // SAFETY: of a list that is in use this member is set.
        let mut buffer = unsafe { header.__bindgen_anon_1 }.FirstNetBuffer;
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
    /// The bytes may be in pages of a program that changes them at the same time, so there is no
    /// reference to them: check the copy, and copy once what must not change.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`] when a part cannot be mapped.
    pub fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<usize> {
        let (mut skip, mut copied) = (offset, 0);
        let mut result = Ok(());
        self.each_buffer(|buffer_data| {
            let length = data_length(buffer_data);
            let data = Data {
                mdl: buffer_data.CurrentMdl,
                offset: buffer_data.CurrentMdlOffset as usize,
                length,
            };
            let room = buffer.get_mut(copied..).unwrap_or_default();
            // SAFETY: type invariant: the packet's MDLs stay as they are while it is borrowed; they
            // describe nonpaged or locked memory.
            match unsafe { data.read(skip, room) } {
                Ok(read) => copied += read,
                Err(error) => result = Err(error),
            }
            skip = skip.saturating_sub(length);
            result.is_ok() && copied < buffer.len()
        });
        result.map(|()| copied)
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
/// It belongs to one thread at a time, since reading may map its memory, which the kernel does not
/// synchronise.
///
/// A clone must not be held for long: it keeps the original, and the network adapter that it came
/// from cannot power down.
///
/// A clone is not cloned again: clone the packet as often as needed while it is classified.
/// ```compile_fail,E0599
/// # use wdk::{UpToDispatch, wfp::OwnedPacket};
/// # fn again(clone: &OwnedPacket, irql: &mut UpToDispatch) {
/// let _ = clone.try_clone(irql);
/// # }
/// ```
///
/// # Invariants
/// Owns a clone and a reference to its original.
pub struct OwnedPacket {
    list: NonNull<NET_BUFFER_LIST>,
    original: *mut NET_BUFFER_LIST,
}

// SAFETY: the filter engine frees clones on any thread.
unsafe impl Send for OwnedPacket {}
impl OwnedPacket {
    /// The clone as a packet. It is not given out: a clone of the clone would lie in memory that is
    /// freed with this value.
    fn packet(&self) -> &Packet {
        // SAFETY: type invariant: the clone is owned, and so it lives as long as `self`.
        unsafe { Packet::from_raw(self.list.as_ptr()) }
    }

    /// The clone, for raw calls.
    #[must_use]
    pub fn as_raw(&self) -> *mut NET_BUFFER_LIST {
        self.list.as_ptr()
    }

    /// Bytes of data.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packet().len()
    }

    /// Whether there is no data.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.packet().is_empty()
    }

    /// Copies data, as [`Packet::read`].
    ///
    /// # Errors
    /// As [`Packet::read`].
    pub fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<usize> {
        self.packet().read(offset, buffer)
    }

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
        fmt::Debug::fmt(self.packet(), f)
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
