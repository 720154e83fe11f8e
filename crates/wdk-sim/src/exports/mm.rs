//! Memory: MDLs, mappings, contiguous memory. One address space serves kernel and programs, so a
//! mapping is the memory itself.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

pub(crate) mod copy;
pub(crate) mod probe;

use std::ptr;

use wdk_sys::{
    BOOLEAN, KPROCESSOR_MODE, MDL, MEMORY_CACHING_TYPE, MM_PAGE_PRIORITY, NTSTATUS, PFN_NUMBER,
    PHYSICAL_ADDRESS, PMDL, PMDLX, PUNICODE_STRING, PVOID, SIZE_T, STATUS_INVALID_PAGE_PROTECTION,
    STATUS_NOT_MAPPED_VIEW, STATUS_SUCCESS, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::mm::mdl::{PAGE, address, clear, has, initialise, pages, set, write_pages};
use crate::nt::parameter::Struct;
use crate::nt::parameter::{Out, quad};
use crate::{
    engine::{
        export::{Export, export_table},
        fault::Kind,
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    MmSizeOfMdl: full,
    MmCreateMdl: full,
    MmBuildMdlForNonPagedPool: full,
    MmUnlockPages: full,
    MmMapLockedPages: partial("AccessMode is ignored: a user mapping is the kernel's address"),
    MmMapLockedPagesSpecifyCache: partial(
        "cache type and base address are ignored: a mapping is the memory itself"
    ),
    MmUnmapLockedPages: full,
    MmAllocatePagesForMdl: partial("address range and SkipBytes are ignored"),
    MmAllocatePagesForMdlEx: partial("address range, SkipBytes, cache type and Flags are ignored"),
    MmFreePagesFromMdl: full,
    MmAllocateContiguousMemory: partial("HighestAcceptableAddress is ignored"),
    MmAllocateContiguousMemorySpecifyCache: partial(
        "address range, boundary and cache type are ignored"
    ),
    MmFreeContiguousMemory: full,
    MmFreeContiguousMemorySpecifyCache: full,
    MmAllocateNonCachedMemory: full,
    MmFreeNonCachedMemory: full,
    MmMapIoSpace: partial(
        "where no device is, memory of ones is mapped that keeps what is written to it"
    ),
    MmUnmapIoSpace: full,
    MmGetPhysicalAddress: full,
    MmGetVirtualForPhysical: full,
    MmIsAddressValid: full,
    MmGetSystemRoutineAddress: full,
    MmQuerySystemSize: full,
    MmIsDriverVerifying: full,
    MmIsVerifierEnabled: full,
    MmIsThisAnNtAsSystem: full,
    MmLockPagableDataSection: full,
    MmUnlockPagableImageSection: full,
    MmLockPagableSectionByHandle: full,
    MmPageEntireDriver: ignored(
        "nothing is ever paged; returns the given address and not the image's"
    ),
    MmResetDriverPaging: full,
    MmProtectMdlSystemAddress: refused(
        "the protection of a mapping cannot be changed, since it is the memory itself"
    ),
    "MmMapIoSpaceEx" = map_io_space_ex: partial(
        "Protect is ignored; where no device is, memory is mapped that keeps what is written"
    ),
);

const TAG: u32 = u32::from_le_bytes(*b"Mm  ");

#[abi(enter, no_mangle)]
fn MmSizeOfMdl(Base: PVOID, Length: SIZE_T) -> SIZE_T {
    let numbers = pages(Base as usize, Length as usize) * size_of::<PFN_NUMBER>();
    (size_of::<MDL>() + numbers) as SIZE_T
}

#[abi(enter, no_mangle)]
unsafe fn MmCreateMdl(MemoryDescriptorList: PMDL, Base: PVOID, Length: SIZE_T) -> PMDL {
    let mdl = if MemoryDescriptorList.is_null() {
        let size = MmSizeOfMdl(Base, Length);
        driver_pool::zeroed(size, TAG).cast()
    } else {
        MemoryDescriptorList
    };
    if !mdl.is_null() {
        // SAFETY: allocated above, or the caller's memory for an MDL of this buffer.
        unsafe { initialise(mdl, Base, Length as usize) };
    }
    mdl
}

#[abi(enter, no_mangle)]
fn MmBuildMdlForNonPagedPool(MemoryDescriptorList: Struct<MDL>) {
    write_pages(MemoryDescriptorList.raw());
    let mdl = MemoryDescriptorList.get();
    set(mdl, wdk_sys::MDL_SOURCE_IS_NONPAGED_POOL);
    mdl.MappedSystemVa = address(mdl) as PVOID;
}

#[abi(enter, no_mangle)]
fn MmUnlockPages(MemoryDescriptorList: Struct<MDL>) {
    let address = MemoryDescriptorList.raw();
    let mdl = MemoryDescriptorList.get();
    if !has(mdl, wdk_sys::MDL_PAGES_LOCKED) {
        let message = format!("MmUnlockPages for the MDL at {address:p}, which is not locked");
        Kernel::current().stop(
            0xC4,
            [0x7C, MemoryDescriptorList.raw() as u64, 0, 0],
            message,
        );
    }
    clear(
        mdl,
        wdk_sys::MDL_PAGES_LOCKED | wdk_sys::MDL_WRITE_OPERATION | wdk_sys::MDL_MAPPED_TO_SYSTEM_VA,
    );
    mdl.MappedSystemVa = ptr::null_mut();
}

/// A mapping for a program raises an exception when it fails, which nobody handles; one for the
/// kernel is a bug check if the driver asks for that.
fn failed_mapping(mode: KPROCESSOR_MODE, bug_check: bool) {
    let kernel = Kernel::current();
    if i32::from(mode) != wdk_sys::_MODE::KernelMode {
        let status = u64::from(wdk_sys::STATUS_INSUFFICIENT_RESOURCES.cast_unsigned());
        let message = "mapping locked pages for a program raised \
                       STATUS_INSUFFICIENT_RESOURCES"
            .to_owned();
        kernel.stop(
            wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
            [status, 0, 0, 0],
            message,
        );
    }
    if bug_check {
        const NO_MORE_SYSTEM_PTES: u32 = 0x3F;
        let message = "locked pages could not be mapped".to_owned();
        kernel.stop(NO_MORE_SYSTEM_PTES, [0; 4], message);
    }
}

fn map(mdl: PMDL) -> PVOID {
    let kernel = Kernel::current();
    // SAFETY: the caller passes an MDL.
    let mdl = unsafe { &mut *mdl };
    let mapped = wdk_sys::MDL_MAPPED_TO_SYSTEM_VA | wdk_sys::MDL_SOURCE_IS_NONPAGED_POOL;
    if has(mdl, mapped) {
        return mdl.MappedSystemVa;
    }
    if !has(mdl, wdk_sys::MDL_PAGES_LOCKED | wdk_sys::MDL_PARTIAL) {
        let message = format!("the MDL at {mdl:p} is mapped, but its pages are not locked");
        kernel.stop(0xC4, [0x83, ptr::from_mut(mdl) as u64, 0, 0], message);
    }
    if kernel.fails(Kind::Mapping) {
        return ptr::null_mut();
    }
    mdl.MappedSystemVa = address(mdl) as PVOID;
    set(mdl, wdk_sys::MDL_MAPPED_TO_SYSTEM_VA);
    mdl.MappedSystemVa
}

#[abi(enter, no_mangle)]
fn MmMapLockedPages(MemoryDescriptorList: PMDL, AccessMode: KPROCESSOR_MODE) -> PVOID {
    let mapped = map(MemoryDescriptorList);
    if mapped.is_null() {
        failed_mapping(AccessMode, true);
    }
    mapped
}

#[abi(enter, no_mangle)]
fn MmMapLockedPagesSpecifyCache(
    MemoryDescriptorList: PMDLX,
    AccessMode: KPROCESSOR_MODE,
    CacheType: MEMORY_CACHING_TYPE,
    BaseAddress: PVOID,
    BugCheckOnFailure: ULONG,
    Priority: MM_PAGE_PRIORITY,
) -> PVOID {
    let _ = (CacheType, BaseAddress, Priority);
    let mapped = map(MemoryDescriptorList);
    if mapped.is_null() {
        failed_mapping(AccessMode, BugCheckOnFailure != 0);
    }
    mapped
}

#[abi(enter, no_mangle)]
fn MmUnmapLockedPages(BaseAddress: PVOID, MemoryDescriptorList: Struct<MDL>) {
    let _ = BaseAddress;
    let mdl = MemoryDescriptorList.get();
    clear(mdl, wdk_sys::MDL_MAPPED_TO_SYSTEM_VA);
    mdl.MappedSystemVa = ptr::null_mut();
}

fn allocate_pages(bytes: SIZE_T) -> PMDL {
    let bytes = (bytes as usize).next_multiple_of(PAGE);
    let memory = driver_pool::zeroed(bytes as u64, TAG);
    if memory.is_null() {
        return ptr::null_mut();
    }
    // SAFETY: describes the new memory.
    let mdl = unsafe { MmCreateMdl(ptr::null_mut(), memory, bytes as u64) };
    if mdl.is_null() {
        // SAFETY: allocated above.
        unsafe { wdk_sys::ExFreePoolWithTag(memory, TAG) };
        return mdl;
    }
    write_pages(mdl);
    // SAFETY: created above.
    set(unsafe { &mut *mdl }, wdk_sys::MDL_PAGES_LOCKED);
    mdl
}

#[abi(enter, no_mangle)]
fn MmAllocatePagesForMdl(
    LowAddress: PHYSICAL_ADDRESS,
    HighAddress: PHYSICAL_ADDRESS,
    SkipBytes: PHYSICAL_ADDRESS,
    TotalBytes: SIZE_T,
) -> PMDL {
    let _ = (LowAddress, HighAddress, SkipBytes);
    allocate_pages(TotalBytes)
}

#[abi(enter, no_mangle)]
fn MmAllocatePagesForMdlEx(
    LowAddress: PHYSICAL_ADDRESS,
    HighAddress: PHYSICAL_ADDRESS,
    SkipBytes: PHYSICAL_ADDRESS,
    TotalBytes: SIZE_T,
    CacheType: MEMORY_CACHING_TYPE,
    Flags: ULONG,
) -> PMDL {
    let _ = (LowAddress, HighAddress, SkipBytes, CacheType, Flags);
    allocate_pages(TotalBytes)
}

#[abi(enter, no_mangle)]
unsafe fn MmFreePagesFromMdl(MemoryDescriptorList: Struct<MDL>) {
    let memory = MemoryDescriptorList.get().StartVa;
    // SAFETY: allocated by `MmAllocatePagesForMdlEx` with this tag.
    unsafe { wdk_sys::ExFreePoolWithTag(memory, TAG) };
}

fn contiguous(bytes: SIZE_T) -> PVOID {
    let bytes = bytes.next_multiple_of(PAGE as u64);
    driver_pool::zeroed(bytes, TAG)
}

fn free_contiguous(memory: PVOID) {
    // SAFETY: the caller passes memory of `contiguous`.
    unsafe { wdk_sys::ExFreePoolWithTag(memory, TAG) };
}

#[abi(enter, no_mangle)]
fn MmAllocateContiguousMemory(
    NumberOfBytes: SIZE_T,
    HighestAcceptableAddress: PHYSICAL_ADDRESS,
) -> PVOID {
    let _ = HighestAcceptableAddress;
    contiguous(NumberOfBytes)
}

#[abi(enter, no_mangle)]
fn MmAllocateContiguousMemorySpecifyCache(
    NumberOfBytes: SIZE_T,
    LowestAcceptableAddress: PHYSICAL_ADDRESS,
    HighestAcceptableAddress: PHYSICAL_ADDRESS,
    BoundaryAddressMultiple: PHYSICAL_ADDRESS,
    CacheType: MEMORY_CACHING_TYPE,
) -> PVOID {
    let _ = (
        LowestAcceptableAddress,
        HighestAcceptableAddress,
        BoundaryAddressMultiple,
        CacheType,
    );
    contiguous(NumberOfBytes)
}

#[abi(enter, no_mangle)]
fn MmFreeContiguousMemory(BaseAddress: PVOID) {
    free_contiguous(BaseAddress);
}

#[abi(enter, no_mangle)]
fn MmFreeContiguousMemorySpecifyCache(
    BaseAddress: PVOID,
    NumberOfBytes: SIZE_T,
    CacheType: MEMORY_CACHING_TYPE,
) {
    let _ = (NumberOfBytes, CacheType);
    free_contiguous(BaseAddress);
}

#[abi(enter, no_mangle)]
fn MmAllocateNonCachedMemory(NumberOfBytes: SIZE_T) -> PVOID {
    contiguous(NumberOfBytes)
}

#[abi(enter, no_mangle)]
fn MmFreeNonCachedMemory(BaseAddress: PVOID, NumberOfBytes: SIZE_T) {
    let _ = NumberOfBytes;
    free_contiguous(BaseAddress);
}

#[abi(enter, no_mangle)]
fn MmMapIoSpace(
    PhysicalAddress: PHYSICAL_ADDRESS,
    NumberOfBytes: SIZE_T,
    CacheEnable: MEMORY_CACHING_TYPE,
) -> PVOID {
    let _ = CacheEnable;
    let kernel = Kernel::current();
    if kernel.fails(Kind::Mapping) {
        return ptr::null_mut();
    }
    let physical = quad(PhysicalAddress);
    kernel.map_io(physical.cast_unsigned(), NumberOfBytes as usize)
}

/// `MmMapIoSpaceEx`.
#[abi]
fn map_io_space_ex(
    PhysicalAddress: PHYSICAL_ADDRESS,
    NumberOfBytes: SIZE_T,
    Protect: ULONG,
) -> PVOID {
    let _ = Protect;
    MmMapIoSpace(PhysicalAddress, NumberOfBytes, 0)
}

#[abi(enter, no_mangle)]
fn MmUnmapIoSpace(BaseAddress: PVOID, NumberOfBytes: SIZE_T) {
    let _ = NumberOfBytes;
    let kernel = Kernel::current();
    kernel
        .io_space
        .blank
        .borrow_mut()
        .remove(&(BaseAddress as usize));
}

#[abi(enter, no_mangle)]
fn MmGetPhysicalAddress(BaseAddress: PVOID) -> PHYSICAL_ADDRESS {
    PHYSICAL_ADDRESS {
        QuadPart: BaseAddress as i64,
    }
}

#[abi(enter, no_mangle)]
fn MmGetVirtualForPhysical(PhysicalAddress: PHYSICAL_ADDRESS) -> PVOID {
    quad(PhysicalAddress) as PVOID
}

/// The machine's memory is the host's, which is asked.
#[abi(enter, no_mangle)]
fn MmIsAddressValid(VirtualAddress: PVOID) -> BOOLEAN {
    let found = region::query(VirtualAddress.cast::<u8>());
    BOOLEAN::from(found.is_ok_and(|region| region.is_committed() && region.is_readable()))
}

#[abi(enter, no_mangle)]
unsafe fn MmGetSystemRoutineAddress(SystemRoutineName: PUNICODE_STRING) -> PVOID {
    // Null faults.
    crate::nt::parameter::touch(SystemRoutineName.cast_const().cast());
    // SAFETY: the caller passes a string.
    let name = unsafe { crate::nt::ob::name::units(SystemRoutineName) };
    let name = String::from_utf16_lossy(name);
    Kernel::current()
        .export("ntoskrnl.exe", &name)
        .map_or(ptr::null_mut(), |address| address.cast_mut().cast())
}

#[abi(enter, no_mangle)]
fn MmQuerySystemSize() -> wdk_sys::MM_SYSTEMSIZE {
    wdk_sys::_MM_SYSTEM_SIZE::MmLargeSystem
}

#[abi(enter, no_mangle)]
fn MmIsDriverVerifying(DriverObject: *mut wdk_sys::DRIVER_OBJECT) -> wdk_sys::LOGICAL {
    let _ = DriverObject;
    Kernel::current().verifier.enabled().into()
}

#[abi(enter, no_mangle)]
fn MmIsVerifierEnabled(VerifierFlags: Out<ULONG>) -> NTSTATUS {
    // Special pool, IRQL checks, pool tracking, I/O verification.
    let flags = if Kernel::current().verifier.enabled() {
        0x1B
    } else {
        0
    };
    if let Some(place) = VerifierFlags.as_mut() {
        *place = flags;
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn MmIsThisAnNtAsSystem() -> BOOLEAN {
    wdk_sys::FALSE
}

/// Nothing is paged out here; a section's handle is its address.
#[abi(enter, no_mangle)]
fn MmLockPagableDataSection(AddressWithinSection: PVOID) -> PVOID {
    AddressWithinSection
}

#[abi(enter, no_mangle)]
fn MmLockPagableSectionByHandle(ImageSectionHandle: PVOID) {
    let _ = ImageSectionHandle;
}

#[abi(enter, no_mangle)]
fn MmUnlockPagableImageSection(ImageSectionHandle: PVOID) {
    let _ = ImageSectionHandle;
}

#[abi(enter, no_mangle)]
fn MmPageEntireDriver(AddressWithinSection: PVOID) -> PVOID {
    AddressWithinSection
}

#[abi(enter, no_mangle)]
fn MmResetDriverPaging(AddressWithinSection: PVOID) {
    let _ = AddressWithinSection;
}

#[abi(enter, no_mangle)]
fn MmProtectMdlSystemAddress(MemoryDescriptorList: Struct<MDL>, NewProtect: ULONG) -> NTSTATUS {
    let _ = NewProtect;
    let mapped = wdk_sys::MDL_MAPPED_TO_SYSTEM_VA;
    if has(MemoryDescriptorList.get(), mapped) {
        STATUS_INVALID_PAGE_PROTECTION
    } else {
        STATUS_NOT_MAPPED_VIEW
    }
}
