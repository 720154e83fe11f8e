//! Memory descriptor lists.
#![expect(unsafe_code, reason = "calls the memory manager with MDLs")]

use core::ptr;

use wdk_sys::{
    _MODE::KernelMode, IoAllocateMdl, IoBuildPartialMdl, IoFreeMdl, MDL_MAPPED_TO_SYSTEM_VA,
    MDL_SOURCE_IS_NONPAGED_POOL, MmMapLockedPagesSpecifyCache, MmUnlockPages, NTSTATUS, PMDL,
    PVOID, STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS, try_probe_and_lock_pages,
};

/// The system address of locked pages, mapped if they are not.
pub(crate) fn system_address(mdl: PMDL) -> Result<PVOID, NTSTATUS> {
    const MM_CACHED: i32 = 1;
    const NORMAL_PRIORITY_NO_EXECUTE: u32 = 16 | 0x4000_0000;
    // SAFETY: the I/O manager's MDL, or one that the framework built, is not null here.
    let flags = unsafe { (*mdl).MdlFlags } as u32;
    if flags & (MDL_MAPPED_TO_SYSTEM_VA | MDL_SOURCE_IS_NONPAGED_POOL) != 0 {
        // SAFETY: the flags say that the pages of the MDL are mapped.
        return Ok(unsafe { (*mdl).MappedSystemVa });
    }
    // SAFETY: the pages of an IRP's MDL are locked.
    let address = unsafe {
        MmMapLockedPagesSpecifyCache(
            mdl,
            KernelMode as _,
            MM_CACHED,
            ptr::null_mut(),
            0,
            NORMAL_PRIORITY_NO_EXECUTE,
        )
    };
    if address.is_null() {
        Err(STATUS_INSUFFICIENT_RESOURCES)
    } else {
        Ok(address)
    }
}

/// An MDL of a part of what another describes; freed when dropped, before the other one.
pub(crate) struct PartialMdl(PMDL);

impl Drop for PartialMdl {
    fn drop(&mut self) {
        // SAFETY: allocated by `of`.
        unsafe { IoFreeMdl(self.0) };
    }
}

impl PartialMdl {
    /// `length` bytes of the buffer that `whole` describes, from `offset` on.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn of(whole: PMDL, offset: usize, length: u32) -> Result<Self, NTSTATUS> {
        // SAFETY: the callers' MDL, which is not null.
        let described = unsafe { whole.read() };
        let first = described.ByteOffset as usize + offset;
        let start = described.StartVa.wrapping_byte_add(first);
        // SAFETY: only describes the addresses.
        let mdl = unsafe { IoAllocateMdl(start, length, 0, 0, ptr::null_mut()) };
        if mdl.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        // SAFETY: allocated for these addresses, which lie in what the other one describes.
        unsafe { IoBuildPartialMdl(whole, mdl, start, length) };
        Ok(Self(mdl))
    }

    /// The MDL.
    pub(crate) fn as_ptr(&self) -> PMDL {
        self.0
    }
}

/// Pages that are locked; unlocked when dropped.
pub(crate) struct LockedPages(PMDL);

impl Drop for LockedPages {
    fn drop(&mut self) {
        // SAFETY: `lock` locked the pages of this MDL.
        unsafe { MmUnlockPages(self.0) };
        // SAFETY: allocated there, too, and its pages are unlocked now.
        unsafe { IoFreeMdl(self.0) };
    }
}

impl LockedPages {
    /// Probes and locks the pages of a buffer in the context of its process; `mode` says who
    /// asks for access.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`, or the code of the exception that `MmProbeAndLockPages` raises
    /// for pages that may not be accessed.
    pub(crate) fn lock(
        buffer: PVOID,
        length: usize,
        mode: i8,
        write: bool,
    ) -> Result<Self, NTSTATUS> {
        // SAFETY: only describes the buffer, which is probed below.
        let mdl = unsafe { IoAllocateMdl(buffer, length as u32, 0, 0, ptr::null_mut()) };
        if mdl.is_null() {
            return Err(STATUS_INSUFFICIENT_RESOURCES);
        }
        let operation = i32::from(write);
        // SAFETY: a fresh MDL; the addresses are probed.
        let status = unsafe { try_probe_and_lock_pages(mdl, mode as _, operation as _) };
        if status != STATUS_SUCCESS {
            // SAFETY: allocated above, and nothing was locked.
            unsafe { IoFreeMdl(mdl) };
            return Err(status);
        }
        Ok(Self(mdl))
    }

    /// What describes them.
    pub(crate) fn mdl(&self) -> PMDL {
        self.0
    }

    /// The pages' address in system space.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES` when they cannot be mapped.
    pub(crate) fn system_address(&self) -> Result<PVOID, NTSTATUS> {
        system_address(self.0)
    }
}
