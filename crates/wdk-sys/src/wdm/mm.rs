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
    pub fn MmMapLockedPagesSpecifyCache(MemoryDescriptorList: PMDL, AccessMode: KPROCESSOR_MODE, CacheType: MEMORY_CACHING_TYPE, RequestedAddress: PVOID, BugCheckOnFailure: ULONG, Priority: ULONG) -> PVOID;
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
pub const MM_LOWEST_USER_ADDRESS: ULONG = 0x0001_0000;
pub const MM_LOWEST_SYSTEM_ADDRESS: LONGLONG = -272678883688448;
pub const MM_PREFETCH_FLAGS_MASK: ULONG = 63;
pub const MEM_DOS_LIM: ULONG = 0x4000_0000;
pub const SEC_BASED: ULONG = 0x0020_0000;

/// The size of a page on both architectures.
pub const PAGE_SIZE: ULONG = 0x1000;
/// `PAGE_SIZE` is two to this.
pub const PAGE_SHIFT: ULONG = 12;

/// Where in its page an address is.
#[inline]
#[must_use]
pub fn BYTE_OFFSET<T>(Va: *const T) -> ULONG {
    (Va.addr() & (PAGE_SIZE as usize - 1)) as ULONG
}

/// The page of an address.
#[inline]
#[must_use]
pub fn PAGE_ALIGN<T>(Va: *mut T) -> PVOID {
    Va.map_addr(|address| address & !(PAGE_SIZE as usize - 1))
        .cast()
}

/// Pages that so many bytes take.
#[inline]
#[must_use]
pub const fn BYTES_TO_PAGES(Size: SIZE_T) -> SIZE_T {
    Size.div_ceil(PAGE_SIZE as SIZE_T)
}

/// The next multiple of the page size.
#[inline]
#[must_use]
pub const fn ROUND_TO_PAGES(Size: SIZE_T) -> SIZE_T {
    (Size + PAGE_SIZE as SIZE_T - 1) & !(PAGE_SIZE as SIZE_T - 1)
}

/// Pages that a buffer touches.
#[inline]
#[must_use]
pub fn ADDRESS_AND_SIZE_TO_SPAN_PAGES<T>(Va: *const T, Size: SIZE_T) -> SIZE_T {
    BYTES_TO_PAGES(SIZE_T::from(BYTE_OFFSET(Va)) + Size)
}

/// Bytes that an MDL describes.
#[inline]
#[must_use]
pub unsafe fn MmGetMdlByteCount(Mdl: *const MDL) -> ULONG {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).ByteCount }
}

/// Where in its first page the buffer of an MDL begins.
#[inline]
#[must_use]
pub unsafe fn MmGetMdlByteOffset(Mdl: *const MDL) -> ULONG {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).ByteOffset }
}

/// The address of the first page, in the process whose buffer it is.
#[inline]
#[must_use]
pub unsafe fn MmGetMdlBaseVa(Mdl: *const MDL) -> PVOID {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).StartVa }
}

/// The address of the buffer, in the process whose buffer it is.
#[inline]
#[must_use]
pub unsafe fn MmGetMdlVirtualAddress(Mdl: *const MDL) -> PVOID {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).StartVa.wrapping_byte_add((*Mdl).ByteOffset as usize) }
}

/// The page numbers that follow an MDL.
#[inline]
#[must_use]
pub unsafe fn MmGetMdlPfnArray(Mdl: *const MDL) -> PPFN_NUMBER {
    // SAFETY: the caller has a valid MDL, which its page numbers follow.
    unsafe { Mdl.add(1).cast_mut().cast() }
}

/// The buffer's address in system space, which is mapped when it is not yet; null without resources.
/// IRQL: <= DISPATCH_LEVEL.
#[inline]
#[must_use]
pub unsafe fn MmGetSystemAddressForMdlSafe(Mdl: PMDL, Priority: ULONG) -> PVOID {
    // SAFETY: the caller has a valid MDL of locked or nonpaged memory.
    unsafe {
        let mapped = MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL;
        if (*Mdl).MdlFlags as ULONG & mapped != 0 {
            (*Mdl).MappedSystemVa
        } else {
            MmMapLockedPagesSpecifyCache(
                Mdl,
                _MODE::KernelMode as KPROCESSOR_MODE,
                _MEMORY_CACHING_TYPE::MmCached,
                core::ptr::null_mut(),
                0,
                Priority,
            )
        }
    }
}

/// Initialises an MDL in memory of `MmSizeOfMdl` bytes.
#[inline]
pub unsafe fn MmInitializeMdl(MemoryDescriptorList: PMDL, BaseVa: PVOID, Length: SIZE_T) {
    let pages = ADDRESS_AND_SIZE_TO_SPAN_PAGES(BaseVa, Length) as usize;
    // SAFETY: the caller passes memory for the MDL.
    unsafe {
        (*MemoryDescriptorList).Next = core::ptr::null_mut();
        (*MemoryDescriptorList).Size =
            (size_of::<MDL>() + size_of::<PFN_NUMBER>() * pages) as CSHORT;
        (*MemoryDescriptorList).MdlFlags = 0;
        (*MemoryDescriptorList).StartVa = PAGE_ALIGN(BaseVa);
        (*MemoryDescriptorList).ByteOffset = BYTE_OFFSET(BaseVa);
        (*MemoryDescriptorList).ByteCount = Length as ULONG;
    }
}

/// Unmaps a partial MDL before it describes another part.
#[inline]
pub unsafe fn MmPrepareMdlForReuse(Mdl: PMDL) {
    // SAFETY: the caller has a valid MDL that `IoBuildPartialMdl` built.
    unsafe {
        if (*Mdl).MdlFlags as ULONG & MDL_PARTIAL_HAS_BEEN_MAPPED != 0 {
            MmUnmapLockedPages((*Mdl).MappedSystemVa, Mdl);
        }
    }
}

/// Number of a physical page.
pub type PFN_NUMBER = ULONG_PTR;
/// Pointer to a [`PFN_NUMBER`].
pub type PPFN_NUMBER = *mut PFN_NUMBER;

/// The source of [`MmCopyMemory`].
#[repr(C)]
#[derive(Clone, Copy)]
pub union _MM_COPY_ADDRESS {
    pub VirtualAddress: PVOID,
    pub PhysicalAddress: PHYSICAL_ADDRESS,
}
/// A [`_MM_COPY_ADDRESS`].
pub type MM_COPY_ADDRESS = _MM_COPY_ADDRESS;

pub const MM_COPY_MEMORY_PHYSICAL: ULONG = 1;
pub const MM_COPY_MEMORY_VIRTUAL: ULONG = 2;
pub const MdlMappingNoWrite: ULONG = 0x8000_0000;
pub const MdlMappingNoExecute: ULONG = 0x4000_0000;
pub const MdlMappingWithGuardPtes: ULONG = 0x2000_0000;

imports! { "ntoskrnl.exe";
    /// Maps device memory with the protection of a page, as `PAGE_READWRITE | PAGE_NOCACHE`.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmapiospaceex>
    pub fn MmMapIoSpaceEx(PhysicalAddress: PHYSICAL_ADDRESS, NumberOfBytes: SIZE_T, Protect: ULONG)
    -> PVOID;
    /// Copies from memory that may not be there, without a fault. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmcopymemory>
    pub fn MmCopyMemory(
        TargetAddress: PVOID,
        SourceAddress: MM_COPY_ADDRESS,
        NumberOfBytes: SIZE_T,
        Flags: ULONG,
        NumberOfBytesTransferred: PSIZE_T,
    ) -> NTSTATUS;
    /// Allocates contiguous memory with the protection of a page. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousnodememory>
    pub fn MmAllocateContiguousNodeMemory(
        NumberOfBytes: SIZE_T,
        LowestAcceptableAddress: PHYSICAL_ADDRESS,
        HighestAcceptableAddress: PHYSICAL_ADDRESS,
        BoundaryAddressMultiple: PHYSICAL_ADDRESS,
        Protect: ULONG,
        PreferredNode: ULONG,
    ) -> PVOID;
    /// Allocates an MDL for ranges of device memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatemdlforiospace>
    pub fn MmAllocateMdlForIoSpace(
        PhysicalAddressList: *mut _MM_PHYSICAL_ADDRESS_LIST,
        NumberOfEntries: SIZE_T,
        NewMdl: *mut PMDL,
    ) -> NTSTATUS;
    /// Maps an MDL into the system's space and returns where. IRQL: <= DISPATCH_LEVEL.
    pub fn MmMapMdl(
        MemoryDescriptorList: PMDL,
        Protection: ULONG,
        DriverRoutine: PMM_MDL_ROUTINE,
        DriverContext: PVOID,
    ) -> NTSTATUS;

    /// The user's part of the address space ends here.
    pub static MmHighestUserAddress: PVOID;
    /// The system's part of the address space begins here.
    pub static MmSystemRangeStart: PVOID;
    /// The highest address that a driver may probe.
    pub static MmUserProbeAddress: ULONG_PTR;
}

crate::fn_types! {
    /// Runs while [`MmMapMdl`] has the pages mapped.
    pub type PMM_MDL_ROUTINE = fn(DriverContext: PVOID, MappedVa: PVOID);
}

/// A range of device memory.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MM_PHYSICAL_ADDRESS_LIST {
    pub PhysicalAddress: PHYSICAL_ADDRESS,
    pub NumberOfBytes: SIZE_T,
}
/// A [`_MM_PHYSICAL_ADDRESS_LIST`].
pub type MM_PHYSICAL_ADDRESS_LIST = _MM_PHYSICAL_ADDRESS_LIST;

#[cfg(test)]
mod tests {
    use core::ptr::without_provenance_mut as address;

    use super::*;

    #[test]
    fn a_buffer_spans_every_page_that_it_touches() {
        let span = |va, size| ADDRESS_AND_SIZE_TO_SPAN_PAGES(address::<u8>(va), size);
        assert_eq!(span(0x1000, 0), 0);
        assert_eq!(span(0x1000, 0x1000), 1);
        assert_eq!(span(0x1FFF, 2), 2);
        assert_eq!(span(0x1001, 0x1000), 2);
        assert_eq!(ROUND_TO_PAGES(1), 0x1000);
        assert_eq!(ROUND_TO_PAGES(0x1000), 0x1000);
        assert_eq!(PAGE_ALIGN(address::<u8>(0x12_3456)).addr(), 0x12_3000);
    }

    #[test]
    fn an_mdl_describes_its_buffer() {
        let mut mdl = MDL::default();
        // SAFETY: the MDL is a variable.
        unsafe { MmInitializeMdl(&raw mut mdl, address(0x4567), 0x1000) };
        assert_eq!(mdl.Size, 48 + 2 * 8);
        assert_eq!(
            (mdl.StartVa.addr(), mdl.ByteOffset, mdl.ByteCount),
            (0x4000, 0x567, 0x1000)
        );
        // SAFETY: the MDL is initialised.
        assert_eq!(
            unsafe { MmGetMdlVirtualAddress(&raw const mdl) }.addr(),
            0x4567
        );
    }
}
