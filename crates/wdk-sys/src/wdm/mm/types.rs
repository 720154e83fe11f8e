//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    _EPROCESS, CSHORT, LARGE_INTEGER, NTSTATUS, PHYSICAL_ADDRESS, PVOID, ULONG, layout::layout,
};

/// What a transfer does to locked pages.
pub mod _LOCK_OPERATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoReadAccess: Type = 0;
    pub const IoWriteAccess: Type = 1;
    pub const IoModifyAccess: Type = 2;
}
/// A value of [`_LOCK_OPERATION`].
pub type LOCK_OPERATION = _LOCK_OPERATION::Type;

/// How memory is cached.
pub mod _MEMORY_CACHING_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmNonCached: Type = 0;
    pub const MmCached: Type = 1;
    pub const MmWriteCombined: Type = 2;
    pub const MmHardwareCoherentCached: Type = 3;
    pub const MmNonCachedUnordered: Type = 4;
    pub const MmUSWCCached: Type = 5;
    pub const MmMaximumCacheType: Type = 6;
    pub const MmNotMapped: Type = -1;
}
/// A value of [`_MEMORY_CACHING_TYPE`].
pub type MEMORY_CACHING_TYPE = _MEMORY_CACHING_TYPE::Type;

/// How much a mapping matters when memory is low.
pub mod _MM_PAGE_PRIORITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const LowPagePriority: Type = 0;
    pub const NormalPagePriority: Type = 16;
    pub const HighPagePriority: Type = 32;
}
/// A value of [`_MM_PAGE_PRIORITY`].
pub type MM_PAGE_PRIORITY = _MM_PAGE_PRIORITY::Type;

/// Which memory a view shall have.
pub mod _MM_ROTATE_DIRECTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmToFrameBuffer: Type = 0;
    pub const MmToFrameBufferNoCopy: Type = 1;
    pub const MmToRegularMemory: Type = 2;
    pub const MmToRegularMemoryNoCopy: Type = 3;
    pub const MmMaximumRotateDirection: Type = 4;
}
/// A value of [`_MM_ROTATE_DIRECTION`].
pub type MM_ROTATE_DIRECTION = _MM_ROTATE_DIRECTION::Type;
/// Pointer to a [`MM_ROTATE_DIRECTION`].
pub type PMM_ROTATE_DIRECTION = *mut _MM_ROTATE_DIRECTION::Type;

/// How much memory the system has.
pub mod _MM_SYSTEM_SIZE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmSmallSystem: Type = 0;
    pub const MmMediumSystem: Type = 1;
    pub const MmLargeSystem: Type = 2;
}
/// A value of [`_MM_SYSTEM_SIZE`].
pub type MM_SYSTEMSIZE = _MM_SYSTEM_SIZE::Type;

/// Kernel or user mode.
pub mod _MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KernelMode: Type = 0;
    pub const UserMode: Type = 1;
    pub const MaximumMode: Type = 2;
}
/// A value of [`_MODE`].
pub type MODE = _MODE::Type;

/// Whether children inherit a view.
pub mod _SECTION_INHERIT {
    /// The values are of this type.
    pub type Type = i32;
    pub const ViewShare: Type = 1;
    pub const ViewUnmap: Type = 2;
}
/// A value of [`_SECTION_INHERIT`].
pub type SECTION_INHERIT = _SECTION_INHERIT::Type;

/// A range of physical memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PHYSICAL_MEMORY_RANGE {
    pub BaseAddress: PHYSICAL_ADDRESS,
    pub NumberOfBytes: LARGE_INTEGER,
}
/// A [`_PHYSICAL_MEMORY_RANGE`].
pub type PHYSICAL_MEMORY_RANGE = _PHYSICAL_MEMORY_RANGE;
/// Pointer to a [`_PHYSICAL_MEMORY_RANGE`].
pub type PPHYSICAL_MEMORY_RANGE = *mut _PHYSICAL_MEMORY_RANGE;

/// Describes the physical pages of a buffer, whose numbers follow.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MDL {
    pub Next: *mut _MDL,
    pub Size: CSHORT,
    pub MdlFlags: CSHORT,
    pub Process: *mut _EPROCESS,
    pub MappedSystemVa: PVOID,
    pub StartVa: PVOID,
    pub ByteCount: ULONG,
    pub ByteOffset: ULONG,
}
/// A [`_MDL`].
pub type MDL = _MDL;
/// Pointer to a [`_MDL`].
pub type PMDL = *mut _MDL;
/// Pointer to a [`_MDL`].
pub type PMDLX = *mut _MDL;

crate::fn_types! {
    /// Copies memory that is exchanged.
    pub type PMM_ROTATE_COPY_CALLBACK_FUNCTION = fn(
        DestinationMdl: PMDL,
        SourceMdl: PMDL,
        Context: PVOID,
    ) -> NTSTATUS;
}

layout! {
    _PHYSICAL_MEMORY_RANGE: 16, 8 { BaseAddress: 0, NumberOfBytes: 8 }
    _MDL: 48, 8 {
        Next: 0, Size: 8, MdlFlags: 10, Process: 16, MappedSystemVa: 24, StartVa: 32,
        ByteCount: 40, ByteOffset: 44
    }
}
