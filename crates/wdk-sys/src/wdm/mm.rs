//! mm.

use core::ffi::c_void;

use crate::{layout::layout, *};

pub mod _LOCK_OPERATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoReadAccess: Type = 0;
    pub const IoWriteAccess: Type = 1;
    pub const IoModifyAccess: Type = 2;
}
/// A value of [`_LOCK_OPERATION`].
pub type LOCK_OPERATION = _LOCK_OPERATION::Type;

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

pub mod _MM_PAGE_PRIORITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const LowPagePriority: Type = 0;
    pub const NormalPagePriority: Type = 16;
    pub const HighPagePriority: Type = 32;
}
/// A value of [`_MM_PAGE_PRIORITY`].
pub type MM_PAGE_PRIORITY = _MM_PAGE_PRIORITY::Type;

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

pub mod _MM_SYSTEM_SIZE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmSmallSystem: Type = 0;
    pub const MmMediumSystem: Type = 1;
    pub const MmLargeSystem: Type = 2;
}
/// A value of [`_MM_SYSTEM_SIZE`].
pub type MM_SYSTEMSIZE = _MM_SYSTEM_SIZE::Type;

pub mod _MODE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KernelMode: Type = 0;
    pub const UserMode: Type = 1;
    pub const MaximumMode: Type = 2;
}
/// A value of [`_MODE`].
pub type MODE = _MODE::Type;

pub mod _SECTION_INHERIT {
    /// The values are of this type.
    pub type Type = i32;
    pub const ViewShare: Type = 1;
    pub const ViewUnmap: Type = 2;
}
/// A value of [`_SECTION_INHERIT`].
pub type SECTION_INHERIT = _SECTION_INHERIT::Type;

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
    pub type PMM_ROTATE_COPY_CALLBACK_FUNCTION = fn(DestinationMdl: PMDL, SourceMdl: PMDL, Context: PVOID) -> NTSTATUS;
}

imports! { "ntoskrnl.exe";
    pub fn ProbeForRead(Address: *const c_void, Length: SIZE_T, Alignment: ULONG);
    pub fn ProbeForWrite(Address: PVOID, Length: SIZE_T, Alignment: ULONG);
    pub fn MmAllocateContiguousMemory(NumberOfBytes: SIZE_T, HighestAcceptableAddress: PHYSICAL_ADDRESS) -> PVOID;
    pub fn MmAllocateContiguousMemorySpecifyCache(NumberOfBytes: SIZE_T, LowestAcceptableAddress: PHYSICAL_ADDRESS, HighestAcceptableAddress: PHYSICAL_ADDRESS, BoundaryAddressMultiple: PHYSICAL_ADDRESS, CacheType: MEMORY_CACHING_TYPE) -> PVOID;
    pub fn MmAllocatePagesForMdl(LowAddress: PHYSICAL_ADDRESS, HighAddress: PHYSICAL_ADDRESS, SkipBytes: PHYSICAL_ADDRESS, TotalBytes: SIZE_T) -> PMDL;
    pub fn MmBuildMdlForNonPagedPool(MemoryDescriptorList: PMDLX);
    pub fn MmCreateMdl(MemoryDescriptorList: PMDL, Base: PVOID, Length: SIZE_T) -> PMDL;
    pub fn MmFreeContiguousMemory(BaseAddress: PVOID);
    pub fn MmFreeContiguousMemorySpecifyCache(BaseAddress: PVOID, NumberOfBytes: SIZE_T, CacheType: MEMORY_CACHING_TYPE);
    pub fn MmFreePagesFromMdl(MemoryDescriptorList: PMDLX);
    pub fn MmGetSystemRoutineAddress(SystemRoutineName: PUNICODE_STRING) -> PVOID;
    pub fn MmIsDriverVerifying(DriverObject: *mut _DRIVER_OBJECT) -> LOGICAL;
    pub fn MmLockPagableDataSection(AddressWithinSection: PVOID) -> PVOID;
    pub fn MmMapIoSpace(PhysicalAddress: PHYSICAL_ADDRESS, NumberOfBytes: SIZE_T, CacheEnable: MEMORY_CACHING_TYPE) -> PVOID;
    pub fn MmMapLockedPages(MemoryDescriptorList: PMDL, AccessMode: KPROCESSOR_MODE) -> PVOID;
    pub fn MmMapLockedPagesSpecifyCache(MemoryDescriptorList: PMDLX, AccessMode: KPROCESSOR_MODE, CacheType: MEMORY_CACHING_TYPE, BaseAddress: PVOID, BugCheckOnFailure: ULONG, Priority: MM_PAGE_PRIORITY) -> PVOID;
    pub fn MmPageEntireDriver(AddressWithinSection: PVOID) -> PVOID;
    pub fn MmProbeAndLockPages(MemoryDescriptorList: PMDL, AccessMode: KPROCESSOR_MODE, Operation: LOCK_OPERATION);
    pub fn MmQuerySystemSize() -> MM_SYSTEMSIZE;
    pub fn MmResetDriverPaging(AddressWithinSection: PVOID);
    pub fn MmSizeOfMdl(Base: PVOID, Length: SIZE_T) -> SIZE_T;
    pub fn MmUnlockPagableImageSection(ImageSectionHandle: PVOID);
    pub fn MmUnlockPages(MemoryDescriptorList: PMDL);
    pub fn MmUnmapIoSpace(BaseAddress: PVOID, NumberOfBytes: SIZE_T);
    pub fn MmProbeAndLockProcessPages(MemoryDescriptorList: PMDL, Process: PEPROCESS, AccessMode: KPROCESSOR_MODE, Operation: LOCK_OPERATION);
    pub fn MmUnmapLockedPages(BaseAddress: PVOID, MemoryDescriptorList: PMDL);
    pub fn MmAllocateContiguousMemorySpecifyCacheNode(NumberOfBytes: SIZE_T, LowestAcceptableAddress: PHYSICAL_ADDRESS, HighestAcceptableAddress: PHYSICAL_ADDRESS, BoundaryAddressMultiple: PHYSICAL_ADDRESS, CacheType: MEMORY_CACHING_TYPE, PreferredNode: NODE_REQUIREMENT) -> PVOID;
    pub fn MmAdvanceMdl(Mdl: PMDL, NumberOfBytes: ULONG) -> NTSTATUS;
    pub fn MmAllocateMappingAddress(NumberOfBytes: SIZE_T, PoolTag: ULONG) -> PVOID;
    pub fn MmFreeMappingAddress(BaseAddress: PVOID, PoolTag: ULONG);
    pub fn MmIsVerifierEnabled(VerifierFlags: PULONG) -> NTSTATUS;
    pub fn MmMapLockedPagesWithReservedMapping(MappingAddress: PVOID, PoolTag: ULONG, MemoryDescriptorList: PMDL, CacheType: MEMORY_CACHING_TYPE) -> PVOID;
    pub fn MmProtectMdlSystemAddress(MemoryDescriptorList: PMDL, NewProtect: ULONG) -> NTSTATUS;
    pub fn MmUnmapReservedMapping(BaseAddress: PVOID, PoolTag: ULONG, MemoryDescriptorList: PMDL);
    pub fn MmAddVerifierThunks(ThunkBuffer: PVOID, ThunkBufferSize: ULONG) -> NTSTATUS;
    pub fn MmIsIoSpaceActive(StartAddress: PHYSICAL_ADDRESS, NumberOfBytes: SIZE_T) -> LOGICAL;
    pub fn MmAllocatePagesForMdlEx(LowAddress: PHYSICAL_ADDRESS, HighAddress: PHYSICAL_ADDRESS, SkipBytes: PHYSICAL_ADDRESS, TotalBytes: SIZE_T, CacheType: MEMORY_CACHING_TYPE, Flags: ULONG) -> PMDL;
    pub fn MmIsDriverVerifyingByAddress(AddressWithinSection: PVOID) -> LOGICAL;
    pub fn IoAllocateMdl(VirtualAddress: PVOID, Length: ULONG, SecondaryBuffer: BOOLEAN, ChargeQuota: BOOLEAN, Irp: PIRP) -> PMDL;
    pub fn IoBuildPartialMdl(SourceMdl: PMDL, TargetMdl: PMDL, VirtualAddress: PVOID, Length: ULONG);
    pub fn IoFreeMdl(Mdl: PMDL);
    pub fn ZwCreateSection(SectionHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, MaximumSize: PLARGE_INTEGER, SectionPageProtection: ULONG, AllocationAttributes: ULONG, FileHandle: HANDLE) -> NTSTATUS;
    pub fn ZwMapViewOfSection(SectionHandle: HANDLE, ProcessHandle: HANDLE, BaseAddress: *mut PVOID, ZeroBits: ULONG_PTR, CommitSize: SIZE_T, SectionOffset: PLARGE_INTEGER, ViewSize: PSIZE_T, InheritDisposition: SECTION_INHERIT, AllocationType: ULONG, Protect: ULONG) -> NTSTATUS;
    pub fn ZwOpenSection(SectionHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwUnmapViewOfSection(ProcessHandle: HANDLE, BaseAddress: PVOID) -> NTSTATUS;
    pub fn ZwAllocateVirtualMemory(ProcessHandle: HANDLE, BaseAddress: *mut PVOID, ZeroBits: ULONG_PTR, RegionSize: PSIZE_T, AllocationType: ULONG, Protect: ULONG) -> NTSTATUS;
    pub fn ZwFreeVirtualMemory(ProcessHandle: HANDLE, BaseAddress: *mut PVOID, RegionSize: PSIZE_T, FreeType: ULONG) -> NTSTATUS;
    pub fn MmGetPhysicalAddress(BaseAddress: PVOID) -> PHYSICAL_ADDRESS;
    pub fn MmGetVirtualForPhysical(PhysicalAddress: PHYSICAL_ADDRESS) -> PVOID;
    pub fn MmMapVideoDisplay(PhysicalAddress: PHYSICAL_ADDRESS, NumberOfBytes: SIZE_T, CacheType: MEMORY_CACHING_TYPE) -> PVOID;
    pub fn MmUnmapVideoDisplay(BaseAddress: PVOID, NumberOfBytes: SIZE_T);
    pub fn MmGetPhysicalMemoryRanges() -> PPHYSICAL_MEMORY_RANGE;
    pub fn MmIsAddressValid(VirtualAddress: PVOID) -> BOOLEAN;
    pub fn MmIsNonPagedSystemAddressValid(VirtualAddress: PVOID) -> BOOLEAN;
    pub fn MmLockPagableSectionByHandle(ImageSectionHandle: PVOID);
    pub fn MmMapViewInSystemSpace(Section: PVOID, MappedBase: *mut PVOID, ViewSize: PSIZE_T) -> NTSTATUS;
    pub fn MmUnmapViewInSystemSpace(MappedBase: PVOID) -> NTSTATUS;
    pub fn MmMapViewInSessionSpace(Section: PVOID, MappedBase: *mut PVOID, ViewSize: PSIZE_T) -> NTSTATUS;
    pub fn MmUnmapViewInSessionSpace(MappedBase: PVOID) -> NTSTATUS;
    pub fn MmSecureVirtualMemory(Address: PVOID, Size: SIZE_T, ProbeMode: ULONG) -> HANDLE;
    pub fn MmUnsecureVirtualMemory(SecureHandle: HANDLE);
    pub fn MmAllocateNonCachedMemory(NumberOfBytes: SIZE_T) -> PVOID;
    pub fn MmFreeNonCachedMemory(BaseAddress: PVOID, NumberOfBytes: SIZE_T);
    pub fn MmIsThisAnNtAsSystem() -> BOOLEAN;
    pub fn MmFlushImageSection(SectionObjectPointer: PSECTION_OBJECT_POINTERS, FlushType: MMFLUSH_TYPE) -> BOOLEAN;
    pub fn MmForceSectionClosed(SectionObjectPointer: PSECTION_OBJECT_POINTERS, DelayClose: BOOLEAN) -> BOOLEAN;
    pub fn MmCanFileBeTruncated(SectionObjectPointer: PSECTION_OBJECT_POINTERS, NewFileSize: PLARGE_INTEGER) -> BOOLEAN;
    pub fn MmDoesFileHaveUserWritableReferences(SectionPointer: PSECTION_OBJECT_POINTERS) -> ULONG;
    pub fn MmAddPhysicalMemory(StartAddress: PPHYSICAL_ADDRESS, NumberOfBytes: PLARGE_INTEGER) -> NTSTATUS;
    pub fn MmRemovePhysicalMemory(StartAddress: PPHYSICAL_ADDRESS, NumberOfBytes: PLARGE_INTEGER) -> NTSTATUS;
    pub fn MmMapUserAddressesToPage(BaseAddress: PVOID, NumberOfBytes: SIZE_T, PageAddress: PVOID) -> NTSTATUS;
    pub fn MmRotatePhysicalView(VirtualAddress: PVOID, NumberOfBytes: PSIZE_T, NewMdl: PMDLX, Direction: MM_ROTATE_DIRECTION, CopyFunction: PMM_ROTATE_COPY_CALLBACK_FUNCTION, Context: PVOID) -> NTSTATUS;
    pub fn MmPrefetchPages(NumberOfLists: ULONG, ReadLists: *mut PREAD_LIST) -> NTSTATUS;
}

layout! {
    _PHYSICAL_MEMORY_RANGE: 16, 8 { BaseAddress: 0, NumberOfBytes: 8 }
    _MDL: 48, 8 {
        Next: 0, Size: 8, MdlFlags: 10, Process: 16, MappedSystemVa: 24, StartVa: 32,
        ByteCount: 40, ByteOffset: 44
    }
}

pub const MM_ANY_NODE_OK: ULONG = 0x8000_0000;
pub const MM_DONT_ZERO_ALLOCATION: ULONG = 1;
pub const MM_ALLOCATE_FROM_LOCAL_NODE_ONLY: ULONG = 2;
pub const MM_ALLOCATE_FULLY_REQUIRED: ULONG = 4;
pub const MM_ALLOCATE_NO_WAIT: ULONG = 8;
pub const MM_ALLOCATE_PREFER_CONTIGUOUS: ULONG = 0x10;
pub const MM_ALLOCATE_REQUIRE_CONTIGUOUS_CHUNKS: ULONG = 0x20;
pub const MDL_MAPPED_TO_SYSTEM_VA: ULONG = 1;
pub const MDL_PAGES_LOCKED: ULONG = 2;
pub const MDL_SOURCE_IS_NONPAGED_POOL: ULONG = 4;
pub const MDL_ALLOCATED_FIXED_SIZE: ULONG = 8;
pub const MDL_PARTIAL: ULONG = 0x10;
pub const MDL_PARTIAL_HAS_BEEN_MAPPED: ULONG = 0x20;
pub const MDL_IO_PAGE_READ: ULONG = 0x40;
pub const MDL_WRITE_OPERATION: ULONG = 0x80;
pub const MDL_PARENT_MAPPED_SYSTEM_VA: ULONG = 0x100;
pub const MDL_FREE_EXTRA_PTES: ULONG = 0x200;
pub const MDL_DESCRIBES_AWE: ULONG = 0x400;
pub const MDL_IO_SPACE: ULONG = 0x800;
pub const MDL_NETWORK_HEADER: ULONG = 0x1000;
pub const MDL_MAPPING_CAN_FAIL: ULONG = 0x2000;
pub const MDL_ALLOCATED_MUST_SUCCEED: ULONG = 0x4000;
pub const MDL_INTERNAL: ULONG = 0x8000;
pub const SECTION_QUERY: ULONG = 1;
pub const SECTION_MAP_WRITE: ULONG = 2;
pub const SECTION_MAP_READ: ULONG = 4;
pub const SECTION_MAP_EXECUTE: ULONG = 8;
pub const SECTION_EXTEND_SIZE: ULONG = 0x10;
pub const SECTION_MAP_EXECUTE_EXPLICIT: ULONG = 0x20;
pub const SECTION_ALL_ACCESS: ULONG = 0x000F_001F;
pub const PAGE_NOACCESS: ULONG = 1;
pub const PAGE_READONLY: ULONG = 2;
pub const PAGE_READWRITE: ULONG = 4;
pub const PAGE_WRITECOPY: ULONG = 8;
pub const PAGE_EXECUTE: ULONG = 0x10;
pub const PAGE_EXECUTE_READ: ULONG = 0x20;
pub const PAGE_EXECUTE_READWRITE: ULONG = 0x40;
pub const PAGE_EXECUTE_WRITECOPY: ULONG = 0x80;
pub const PAGE_GUARD: ULONG = 0x100;
pub const PAGE_NOCACHE: ULONG = 0x200;
pub const PAGE_WRITECOMBINE: ULONG = 0x400;
pub const MEM_COMMIT: ULONG = 0x1000;
pub const MEM_RESERVE: ULONG = 0x2000;
pub const MEM_DECOMMIT: ULONG = 0x4000;
pub const MEM_RELEASE: ULONG = 0x8000;
pub const MEM_FREE: ULONG = 0x0001_0000;
pub const MEM_PRIVATE: ULONG = 0x0002_0000;
pub const MEM_MAPPED: ULONG = 0x0004_0000;
pub const MEM_RESET: ULONG = 0x0008_0000;
pub const MEM_TOP_DOWN: ULONG = 0x0010_0000;
pub const MEM_LARGE_PAGES: ULONG = 0x2000_0000;
pub const MEM_4MB_PAGES: ULONG = 0x8000_0000;
pub const SEC_RESERVE: ULONG = 0x0400_0000;
pub const SEC_COMMIT: ULONG = 0x0800_0000;
pub const SEC_LARGE_PAGES: ULONG = 0x8000_0000;
pub const MM_MAXIMUM_DISK_IO_SIZE: ULONG = 0x0001_0000;
pub const PAGE_SIZE: ULONG = 0x1000;
pub const PAGE_SHIFT: ULONG = 12;
pub const MM_LOWEST_USER_ADDRESS: ULONG = 0x0001_0000;
pub const MM_LOWEST_SYSTEM_ADDRESS: LONGLONG = -272678883688448;
pub const MM_PREFETCH_FLAGS_MASK: ULONG = 63;
pub const MEM_DOS_LIM: ULONG = 0x4000_0000;
pub const SEC_BASED: ULONG = 0x0020_0000;
