//! `wdm.h`, `ntddk.h`, `ntifs.h`: memory: MDLs, mappings, sections, contiguous memory.

mod constants;
mod types;

use core::ffi::c_void;

use crate::{
    _DRIVER_OBJECT, ACCESS_MASK, BOOLEAN, CSHORT, HANDLE, KPROCESSOR_MODE, KernelVariable, LOGICAL,
    MMFLUSH_TYPE, NODE_REQUIREMENT, NTSTATUS, PEPROCESS, PHANDLE, PHYSICAL_ADDRESS, PIRP,
    PLARGE_INTEGER, POBJECT_ATTRIBUTES, POBJECT_TYPE, PREAD_LIST, PSECTION_OBJECT_POINTERS,
    PSIZE_T, PULONG, PUNICODE_STRING, PVOID, SIZE_T, ULONG, ULONG_PTR, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Raises an exception unless a user-mode buffer lies in user space and is aligned.
    /// IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-probeforread>
    pub fn ProbeForRead(Address: *const c_void, Length: SIZE_T, Alignment: ULONG);
    /// Raises an exception unless a user-mode buffer may be written and is aligned. IRQL:
    /// <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-probeforwrite>
    pub fn ProbeForWrite(Address: PVOID, Length: SIZE_T, Alignment: ULONG);
    /// Allocates physically contiguous memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousmemory>
    pub fn MmAllocateContiguousMemory(
        NumberOfBytes: SIZE_T,
        HighestAcceptableAddress: PHYSICAL_ADDRESS,
    ) -> PVOID;
    /// Allocates physically contiguous memory in a range, with a cache type. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousmemoryspecifycache>
    pub fn MmAllocateContiguousMemorySpecifyCache(
        NumberOfBytes: SIZE_T,
        LowestAcceptableAddress: PHYSICAL_ADDRESS,
        HighestAcceptableAddress: PHYSICAL_ADDRESS,
        BoundaryAddressMultiple: PHYSICAL_ADDRESS,
        CacheType: MEMORY_CACHING_TYPE,
    ) -> PVOID;
    /// Allocates pages that are not mapped. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatepagesformdl>
    pub fn MmAllocatePagesForMdl(
        LowAddress: PHYSICAL_ADDRESS,
        HighAddress: PHYSICAL_ADDRESS,
        SkipBytes: PHYSICAL_ADDRESS,
        TotalBytes: SIZE_T,
    ) -> PMDL;
    /// Fills in the page numbers of a buffer in nonpaged memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmbuildmdlfornonpagedpool>
    pub fn MmBuildMdlForNonPagedPool(MemoryDescriptorList: PMDLX);
    /// Frees contiguous memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreecontiguousmemory>
    pub fn MmFreeContiguousMemory(BaseAddress: PVOID);
    /// Frees contiguous memory that has a cache type. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreecontiguousmemoryspecifycache>
    pub fn MmFreeContiguousMemorySpecifyCache(
        BaseAddress: PVOID,
        NumberOfBytes: SIZE_T,
        CacheType: MEMORY_CACHING_TYPE,
    );
    /// Frees pages that `MmAllocatePagesForMdl` allocated, but not the MDL. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreepagesfrommdl>
    pub fn MmFreePagesFromMdl(MemoryDescriptorList: PMDLX);
    /// The address of an export of the kernel or HAL, or null. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetsystemroutineaddress>
    pub fn MmGetSystemRoutineAddress(SystemRoutineName: PUNICODE_STRING) -> PVOID;
    /// Driver Verifier checks this driver. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmisdriververifying>
    pub fn MmIsDriverVerifying(DriverObject: *mut _DRIVER_OBJECT) -> LOGICAL;
    /// Keeps the section of an image in memory that an address is in. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmlockpagabledatasection>
    pub fn MmLockPagableDataSection(AddressWithinSection: PVOID) -> PVOID;
    /// Maps device memory, executable; `MmMapIoSpaceEx` replaces it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmapiospace>
    pub fn MmMapIoSpace(
        PhysicalAddress: PHYSICAL_ADDRESS,
        NumberOfBytes: SIZE_T,
        CacheEnable: MEMORY_CACHING_TYPE,
    ) -> PVOID;
    /// Obsolete form of `MmMapLockedPagesSpecifyCache`. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmaplockedpages>
    pub fn MmMapLockedPages(MemoryDescriptorList: PMDL, AccessMode: KPROCESSOR_MODE) -> PVOID;
    /// Maps an MDL's pages; raises an exception if user space is exhausted, and then needs
    /// <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmaplockedpagesspecifycache>
    pub fn MmMapLockedPagesSpecifyCache(
        MemoryDescriptorList: PMDL,
        AccessMode: KPROCESSOR_MODE,
        CacheType: MEMORY_CACHING_TYPE,
        RequestedAddress: PVOID,
        BugCheckOnFailure: ULONG,
        Priority: ULONG,
    ) -> PVOID;
    /// Makes a whole driver pageable. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmpageentiredriver>
    pub fn MmPageEntireDriver(AddressWithinSection: PVOID) -> PVOID;
    /// Checks access to a buffer and locks its pages; raises an exception on failure.
    /// Pageable memory at <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmprobeandlockpages>
    pub fn MmProbeAndLockPages(
        MemoryDescriptorList: PMDL,
        AccessMode: KPROCESSOR_MODE,
        Operation: LOCK_OPERATION,
    );
    /// Whether the system has little or much memory. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmquerysystemsize>
    pub fn MmQuerySystemSize() -> MM_SYSTEMSIZE;
    /// Undoes `MmPageEntireDriver`. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmresetdriverpaging>
    pub fn MmResetDriverPaging(AddressWithinSection: PVOID);
    /// Bytes of an MDL for a buffer. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmsizeofmdl>
    pub fn MmSizeOfMdl(Base: PVOID, Length: SIZE_T) -> SIZE_T;
    /// Lets a section be paged out again. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunlockpagableimagesection>
    pub fn MmUnlockPagableImageSection(ImageSectionHandle: PVOID);
    /// Unlocks the pages of an MDL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunlockpages>
    pub fn MmUnlockPages(MemoryDescriptorList: PMDL);
    /// Unmaps device memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunmapiospace>
    pub fn MmUnmapIoSpace(BaseAddress: PVOID, NumberOfBytes: SIZE_T);
    /// As `MmProbeAndLockPages`, in another process. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn MmProbeAndLockProcessPages(
        MemoryDescriptorList: PMDL,
        Process: PEPROCESS,
        AccessMode: KPROCESSOR_MODE,
        Operation: LOCK_OPERATION,
    );
    /// Unmaps an MDL's pages; from user space at <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunmaplockedpages>
    pub fn MmUnmapLockedPages(BaseAddress: PVOID, MemoryDescriptorList: PMDL);
    /// As `MmAllocateContiguousMemorySpecifyCache`, on a node. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatecontiguousmemoryspecifycachenode>
    pub fn MmAllocateContiguousMemorySpecifyCacheNode(
        NumberOfBytes: SIZE_T,
        LowestAcceptableAddress: PHYSICAL_ADDRESS,
        HighestAcceptableAddress: PHYSICAL_ADDRESS,
        BoundaryAddressMultiple: PHYSICAL_ADDRESS,
        CacheType: MEMORY_CACHING_TYPE,
        PreferredNode: NODE_REQUIREMENT,
    ) -> PVOID;
    /// Moves the begin of a locked MDL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmadvancemdl>
    pub fn MmAdvanceMdl(Mdl: PMDL, NumberOfBytes: ULONG) -> NTSTATUS;
    /// Reserves address space for later mappings. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatemappingaddress>
    pub fn MmAllocateMappingAddress(NumberOfBytes: SIZE_T, PoolTag: ULONG) -> PVOID;
    /// Frees reserved address space. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmfreemappingaddress>
    pub fn MmFreeMappingAddress(BaseAddress: PVOID, PoolTag: ULONG);
    /// Driver Verifier is on, and how. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn MmIsVerifierEnabled(VerifierFlags: PULONG) -> NTSTATUS;
    /// Maps an MDL's pages at a reserved address. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmaplockedpageswithreservedmapping>
    pub fn MmMapLockedPagesWithReservedMapping(
        MappingAddress: PVOID,
        PoolTag: ULONG,
        MemoryDescriptorList: PMDL,
        CacheType: MEMORY_CACHING_TYPE,
    ) -> PVOID;
    /// Sets the protection of a mapped MDL. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmprotectmdlsystemaddress>
    pub fn MmProtectMdlSystemAddress(MemoryDescriptorList: PMDL, NewProtect: ULONG) -> NTSTATUS;
    /// Unmaps from a reserved address. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmunmapreservedmapping>
    pub fn MmUnmapReservedMapping(BaseAddress: PVOID, PoolTag: ULONG, MemoryDescriptorList: PMDL);
    /// Replaces functions of drivers that are verified. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn MmAddVerifierThunks(ThunkBuffer: PVOID, ThunkBufferSize: ULONG) -> NTSTATUS;
    /// As `MmAllocatePagesForMdl`, with a cache type and flags. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmallocatepagesformdlex>
    pub fn MmAllocatePagesForMdlEx(
        LowAddress: PHYSICAL_ADDRESS,
        HighAddress: PHYSICAL_ADDRESS,
        SkipBytes: PHYSICAL_ADDRESS,
        TotalBytes: SIZE_T,
        CacheType: MEMORY_CACHING_TYPE,
        Flags: ULONG,
    ) -> PMDL;
    /// Driver Verifier checks the driver that this address is in. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmisdriververifyingbyaddress>
    pub fn MmIsDriverVerifyingByAddress(AddressWithinSection: PVOID) -> LOGICAL;
    /// Allocates an MDL for a buffer and may chain it to an IRP; pages are neither locked
    /// nor filled in. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocatemdl>
    pub fn IoAllocateMdl(
        VirtualAddress: PVOID,
        Length: ULONG,
        SecondaryBuffer: BOOLEAN,
        ChargeQuota: BOOLEAN,
        Irp: PIRP,
    ) -> PMDL;
    /// Makes an MDL describe a part of another. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iobuildpartialmdl>
    pub fn IoBuildPartialMdl(
        SourceMdl: PMDL,
        TargetMdl: PMDL,
        VirtualAddress: PVOID,
        Length: ULONG,
    );
    /// Frees an MDL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreemdl>
    pub fn IoFreeMdl(Mdl: PMDL);
    /// Creates a section of a file or of the paging file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatesection>
    pub fn ZwCreateSection(
        SectionHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        MaximumSize: PLARGE_INTEGER,
        SectionPageProtection: ULONG,
        AllocationAttributes: ULONG,
        FileHandle: HANDLE,
    ) -> NTSTATUS;
    /// Maps a view of a section into a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwmapviewofsection>
    pub fn ZwMapViewOfSection(
        SectionHandle: HANDLE,
        ProcessHandle: HANDLE,
        BaseAddress: *mut PVOID,
        ZeroBits: ULONG_PTR,
        CommitSize: SIZE_T,
        SectionOffset: PLARGE_INTEGER,
        ViewSize: PSIZE_T,
        InheritDisposition: SECTION_INHERIT,
        AllocationType: ULONG,
        Protect: ULONG,
    ) -> NTSTATUS;
    /// Opens a section by name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopensection>
    pub fn ZwOpenSection(
        SectionHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
    ) -> NTSTATUS;
    /// Unmaps a view of a section. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwunmapviewofsection>
    pub fn ZwUnmapViewOfSection(ProcessHandle: HANDLE, BaseAddress: PVOID) -> NTSTATUS;
    /// Reserves or commits memory of a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwallocatevirtualmemory>
    pub fn ZwAllocateVirtualMemory(
        ProcessHandle: HANDLE,
        BaseAddress: *mut PVOID,
        ZeroBits: ULONG_PTR,
        RegionSize: PSIZE_T,
        AllocationType: ULONG,
        Protect: ULONG,
    ) -> NTSTATUS;
    /// Frees memory of a process. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwfreevirtualmemory>
    pub fn ZwFreeVirtualMemory(
        ProcessHandle: HANDLE,
        BaseAddress: *mut PVOID,
        RegionSize: PSIZE_T,
        FreeType: ULONG,
    ) -> NTSTATUS;
    /// The physical address of a resident address. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmgetphysicaladdress>
    pub fn MmGetPhysicalAddress(BaseAddress: PVOID) -> PHYSICAL_ADDRESS;
    /// An address that a physical address is mapped at. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn MmGetVirtualForPhysical(PhysicalAddress: PHYSICAL_ADDRESS) -> PVOID;
    /// The ranges of physical memory. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn MmGetPhysicalMemoryRanges() -> PPHYSICAL_MEMORY_RANGE;
    /// An access would not fault, at this instant. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmisaddressvalid>
    pub fn MmIsAddressValid(VirtualAddress: PVOID) -> BOOLEAN;
    /// As `MmLockPagableDataSection`, with what that returned. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmlockpagablesectionbyhandle>
    pub fn MmLockPagableSectionByHandle(ImageSectionHandle: PVOID);
    /// Maps a view of a section into system space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmmapviewinsystemspace>
    pub fn MmMapViewInSystemSpace(
        Section: PVOID,
        MappedBase: *mut PVOID,
        ViewSize: PSIZE_T,
    ) -> NTSTATUS;
    /// Unmaps a view from system space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmunmapviewinsystemspace>
    pub fn MmUnmapViewInSystemSpace(MappedBase: PVOID) -> NTSTATUS;
    /// Maps a view of a section into session space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn MmMapViewInSessionSpace(
        Section: PVOID,
        MappedBase: *mut PVOID,
        ViewSize: PSIZE_T,
    ) -> NTSTATUS;
    /// Unmaps a view from session space. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn MmUnmapViewInSessionSpace(MappedBase: PVOID) -> NTSTATUS;
    /// Keeps user memory from being freed or protected otherwise. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmsecurevirtualmemory>
    pub fn MmSecureVirtualMemory(Address: PVOID, Size: SIZE_T, ProbeMode: ULONG) -> HANDLE;
    /// Undoes `MmSecureVirtualMemory`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmunsecurevirtualmemory>
    pub fn MmUnsecureVirtualMemory(SecureHandle: HANDLE);
    /// Allocates memory that is not cached. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmallocatenoncachedmemory>
    pub fn MmAllocateNonCachedMemory(NumberOfBytes: SIZE_T) -> PVOID;
    /// Frees memory that is not cached. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmfreenoncachedmemory>
    pub fn MmFreeNonCachedMemory(BaseAddress: PVOID, NumberOfBytes: SIZE_T);
    /// The system is a server. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-mmisthisanntassystem>
    pub fn MmIsThisAnNtAsSystem() -> BOOLEAN;
    /// Flushes the image section of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-mmflushimagesection>
    pub fn MmFlushImageSection(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        FlushType: MMFLUSH_TYPE,
    ) -> BOOLEAN;
    /// Closes the sections of a file when nobody uses them. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-mmforcesectionclosed>
    pub fn MmForceSectionClosed(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        DelayClose: BOOLEAN,
    ) -> BOOLEAN;
    /// No section keeps a file from being truncated. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-mmcanfilebetruncated>
    pub fn MmCanFileBeTruncated(
        SectionObjectPointer: PSECTION_OBJECT_POINTERS,
        NewFileSize: PLARGE_INTEGER,
    ) -> BOOLEAN;
    /// Somebody maps a file for writing. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-mmdoesfilehaveuserwritablereferences>
    pub fn MmDoesFileHaveUserWritableReferences(SectionPointer: PSECTION_OBJECT_POINTERS) -> ULONG;
    /// Exchanges the memory behind a view. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn MmRotatePhysicalView(
        VirtualAddress: PVOID,
        NumberOfBytes: PSIZE_T,
        NewMdl: PMDLX,
        Direction: MM_ROTATE_DIRECTION,
        CopyFunction: PMM_ROTATE_COPY_CALLBACK_FUNCTION,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Reads pages in advance. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-mmprefetchpages>
    pub fn MmPrefetchPages(NumberOfLists: ULONG, ReadLists: *mut PREAD_LIST) -> NTSTATUS;
}

/// The size of a page on both architectures.
pub const PAGE_SIZE: ULONG = 0x1000;
/// `PAGE_SIZE` is two to this.
pub const PAGE_SHIFT: ULONG = 12;

/// Where in its page an address is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-byte_offset>
#[inline]
#[must_use]
pub fn BYTE_OFFSET<T>(Va: *const T) -> ULONG {
    (Va.addr() & (PAGE_SIZE as usize - 1)) as ULONG
}

/// The page of an address.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-page_align>
#[inline]
#[must_use]
pub fn PAGE_ALIGN<T>(Va: *mut T) -> PVOID {
    Va.map_addr(|address| address & !(PAGE_SIZE as usize - 1))
        .cast()
}

/// Pages that so many bytes take.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-bytes_to_pages>
#[inline]
#[must_use]
pub const fn BYTES_TO_PAGES(Size: SIZE_T) -> SIZE_T {
    Size.div_ceil(PAGE_SIZE as SIZE_T)
}

/// The next multiple of the page size.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-round_to_pages>
#[inline]
#[must_use]
pub const fn ROUND_TO_PAGES(Size: SIZE_T) -> SIZE_T {
    (Size + PAGE_SIZE as SIZE_T - 1) & !(PAGE_SIZE as SIZE_T - 1)
}

/// Pages that a buffer touches.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-address_and_size_to_span_pages>
#[inline]
#[must_use]
pub fn ADDRESS_AND_SIZE_TO_SPAN_PAGES<T>(Va: *const T, Size: SIZE_T) -> SIZE_T {
    BYTES_TO_PAGES(SIZE_T::from(BYTE_OFFSET(Va)) + Size)
}

/// Makes data in memory and what a device sees of them agree; on x64 and ARM64 they always do.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keflushiobuffers>
#[inline]
pub const fn KeFlushIoBuffers(_Mdl: PMDL, _ReadOperation: BOOLEAN, _DmaOperation: BOOLEAN) {}

/// Bytes that an MDL describes.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlbytecount>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlByteCount(Mdl: *const MDL) -> ULONG {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).ByteCount }
}

/// Where in its first page the buffer of an MDL begins.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlbyteoffset>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlByteOffset(Mdl: *const MDL) -> ULONG {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).ByteOffset }
}

/// The address of the first page, in the process whose buffer it is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlBaseVa(Mdl: *const MDL) -> PVOID {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).StartVa }
}

/// The address of the buffer, in the process whose buffer it is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlvirtualaddress>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlVirtualAddress(Mdl: *const MDL) -> PVOID {
    // SAFETY: the caller has a valid MDL.
    unsafe { (*Mdl).StartVa.wrapping_byte_add((*Mdl).ByteOffset as usize) }
}

/// The page numbers that follow an MDL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlpfnarray>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlPfnArray(Mdl: *const MDL) -> PPFN_NUMBER {
    // SAFETY: the caller has a valid MDL, which its page numbers follow.
    unsafe { Mdl.add(1).cast_mut().cast() }
}

/// The buffer's address in system space, which is mapped when it is not yet; null without resources.
/// IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetsystemaddressformdlsafe>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mminitializemdl>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmpreparemdlforreuse>
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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmmapmdl>
    pub fn MmMapMdl(
        MemoryDescriptorList: PMDL,
        Protection: ULONG,
        DriverRoutine: PMM_MDL_ROUTINE,
        DriverContext: PVOID,
    ) -> NTSTATUS;

    /// The object type of sections.
    pub static MmSectionObjectType: KernelVariable<POBJECT_TYPE>;
    /// The user's part of the address space ends here.
    pub static MmHighestUserAddress: KernelVariable<PVOID>;
    /// The system's part of the address space begins here.
    pub static MmSystemRangeStart: KernelVariable<PVOID>;
    /// The highest address that a driver may probe.
    pub static MmUserProbeAddress: KernelVariable<ULONG_PTR>;
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
        let buffer = unsafe { MmGetMdlVirtualAddress(&raw const mdl) };
        assert_eq!(buffer.addr(), 0x4567);
    }
}
