//! A buffer that the driver passes to a target: memory objects, their parts, and memory descriptors.
#![expect(unsafe_code, reason = "unions of the driver")]

use core::ptr;

use wdk_sys::{
    NTSTATUS, PMDL, PVOID, STATUS_INTEGER_OVERFLOW, STATUS_INVALID_BUFFER_SIZE,
    STATUS_INVALID_PARAMETER,
    wdf::{
        _WDF_MEMORY_DESCRIPTOR_TYPE::{
            WdfMemoryDescriptorTypeBuffer, WdfMemoryDescriptorTypeHandle,
            WdfMemoryDescriptorTypeMdl,
        },
        PWDF_MEMORY_DESCRIPTOR, PWDFMEMORY_OFFSET, WDFMEMORY,
    },
};

use crate::{Fx, argument::Argument, mdl::system_address, memory::Memory, object::Ref, status};

/// A buffer that the driver passes to a target; none by default.
pub(crate) struct Part {
    memory: Option<Ref<Memory>>,
    /// Null for no buffer, and for one that the driver describes by an MDL.
    start: PVOID,
    /// What describes the buffer, or what it is a part of; null if nothing does.
    mdl: PMDL,
    pub(super) length: u32,
    pub(super) offset: usize,
    /// The MDL describes this and nothing more.
    whole: bool,
}

impl Default for Part {
    fn default() -> Self {
        Self {
            memory: None,
            start: ptr::null_mut(),
            mdl: ptr::null_mut(),
            length: 0,
            offset: 0,
            whole: true,
        }
    }
}

/// How the pages of a buffer are described.
pub(super) enum Pages {
    /// There are none.
    None,
    /// By this MDL.
    Described(PMDL),
    /// By a part of this MDL, from this byte on.
    PartOf(PMDL, usize),
    /// By nothing: they lie here, and are not locked.
    At(PVOID),
}

impl Part {
    /// A memory object, or part of it; a null handle is no buffer.
    ///
    /// # Errors
    /// `STATUS_INTEGER_OVERFLOW` when the part does not lie inside.
    pub(super) fn of_memory(
        fx: Fx,
        handle: &Argument<'_, WDFMEMORY>,
        offsets: &Argument<'_, PWDFMEMORY_OFFSET>,
    ) -> Result<Self, NTSTATUS> {
        if handle.is_null() {
            return Ok(Self::default());
        }
        let memory = handle.object::<Memory>(fx).ok_or(status::INVALID_HANDLE)?;
        let (_, size) = memory.span();
        let (offset, length) = match offsets.read() {
            Some(offsets) if offsets.BufferLength > 0 => {
                (offsets.BufferOffset, offsets.BufferLength)
            }
            Some(offsets) => (
                offsets.BufferOffset,
                size.saturating_sub(offsets.BufferOffset),
            ),
            None => (0, size),
        };
        let start = memory.part(offset, length).ok_or(STATUS_INTEGER_OVERFLOW)?;
        Ok(Self {
            start,
            mdl: memory.mdl(),
            length: u32::try_from(length).map_err(|_| STATUS_INVALID_BUFFER_SIZE)?,
            offset,
            whole: offset == 0 && length == size,
            memory: Some(memory.reference()),
        })
    }

    /// A memory descriptor; null is no buffer.
    ///
    /// # Errors
    /// `STATUS_INVALID_PARAMETER` for an unknown type or a null member, and those of
    /// [`Part::of_memory`].
    pub(super) fn of_descriptor(
        fx: Fx,
        argument: &Argument<'_, PWDF_MEMORY_DESCRIPTOR>,
    ) -> Result<Self, NTSTATUS> {
        let Some(descriptor) = argument.read() else {
            return Ok(Self::default());
        };
        match descriptor.Type {
            WdfMemoryDescriptorTypeBuffer => {
                // SAFETY: the type says that the driver set this member.
                let plain = unsafe { descriptor.u.BufferType };
                if plain.Buffer.is_null() {
                    return Err(STATUS_INVALID_PARAMETER);
                }
                Ok(Self {
                    start: plain.Buffer,
                    length: plain.Length,
                    ..Self::default()
                })
            }
            WdfMemoryDescriptorTypeMdl => {
                // SAFETY: of this type, so the member is an MDL and its length.
                let described = unsafe { descriptor.u.MdlType };
                if described.Mdl.is_null() {
                    return Err(STATUS_INVALID_PARAMETER);
                }
                Ok(Self {
                    mdl: described.Mdl,
                    length: described.BufferLength,
                    ..Self::default()
                })
            }
            WdfMemoryDescriptorTypeHandle => {
                // SAFETY: of this type, so the member is a memory object and offsets in it.
                let held = unsafe { descriptor.u.HandleType };
                if held.Memory.is_null() {
                    return Err(STATUS_INVALID_PARAMETER);
                }
                // SAFETY: the driver's memory object, as part of its descriptor.
                let memory = unsafe { argument.member(held.Memory) };
                // SAFETY: null, or offsets that the driver keeps with its descriptor.
                let offsets = unsafe { argument.member(held.Offsets) };
                Self::of_memory(fx, &memory, &offsets)
            }
            _ => Err(STATUS_INVALID_PARAMETER),
        }
    }

    /// The handle of the memory object, or null.
    pub(super) fn handle(&self) -> WDFMEMORY {
        self.memory
            .as_ref()
            .map_or(ptr::null_mut(), |memory| memory.handle().cast())
    }

    /// Where the buffer is in system space; null for none.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES` when the driver's MDL cannot be mapped.
    pub(super) fn address(&self) -> Result<PVOID, NTSTATUS> {
        if self.start.is_null() && !self.mdl.is_null() {
            system_address(self.mdl)
        } else {
            Ok(self.start)
        }
    }

    /// The pages of the buffer.
    pub(super) fn pages(&self) -> Pages {
        if !self.mdl.is_null() {
            if self.whole {
                Pages::Described(self.mdl)
            } else {
                Pages::PartOf(self.mdl, self.offset)
            }
        } else if self.start.is_null() || self.length == 0 {
            Pages::None
        } else {
            Pages::At(self.start)
        }
    }
}
