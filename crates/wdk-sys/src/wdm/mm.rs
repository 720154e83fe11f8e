//! `wdm.h`, `ntddk.h`, `ntifs.h`: memory: MDLs, mappings, sections, contiguous memory.

use crate::{BOOLEAN, CSHORT, KPROCESSOR_MODE, PVOID, SIZE_T, ULONG};

pub use crate::generated::wdm::mm::*;

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

/// Members of an MDL.
macro_rules! members {
    ($($(#[$meta:meta])* $name:ident -> $type:ty = $member:ident;)*) => { $(
        $(#[$meta])*
        #[inline]
        #[must_use]
        pub unsafe fn $name(Mdl: *const MDL) -> $type {
            // SAFETY: the caller has an MDL, whose members are set since `MmInitializeMdl`.
            unsafe { (*Mdl).$member }
        }
    )* };
}

members! {
    /// Bytes that an MDL describes.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlbytecount>
    MmGetMdlByteCount -> ULONG = ByteCount;
    /// Where in its first page the buffer of an MDL begins.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlbyteoffset>
    MmGetMdlByteOffset -> ULONG = ByteOffset;
    /// The address of the first page, in the process whose buffer it is.
    MmGetMdlBaseVa -> PVOID = StartVa;
}

/// The address of the buffer, in the process whose buffer it is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-mmgetmdlvirtualaddress>
#[inline]
#[must_use]
pub unsafe fn MmGetMdlVirtualAddress(Mdl: *const MDL) -> PVOID {
    // SAFETY: the caller has a valid MDL; the sum is an address only, and nothing is read there.
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
