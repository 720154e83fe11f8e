//! Memory descriptor lists.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _POOL_TYPE, BOOLEAN, ExFreePoolWithTag, MDL, MDL_IO_PAGE_READ, MDL_MAPPED_TO_SYSTEM_VA,
    MDL_PARTIAL, MDL_SOURCE_IS_NONPAGED_POOL, PIRP, PMDL, PVOID, ULONG, abi,
};

use crate::nt::ex::driver_pool;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::{io::raw::Irp, kernel::Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoAllocateMdl: full,
    IoBuildPartialMdl: full,
    IoFreeMdl: full,
);

const TAG: u32 = u32::from_le_bytes(*b"Mdl ");
const PAGE: usize = 0x1000;

#[abi(enter, no_mangle)]
unsafe fn IoAllocateMdl(
    VirtualAddress: PVOID,
    Length: ULONG,
    SecondaryBuffer: BOOLEAN,
    _ChargeQuota: BOOLEAN,
    Irp: PIRP,
) -> PMDL {
    let address = VirtualAddress.addr();
    let offset = address % PAGE;
    let pages = (offset + Length as usize).div_ceil(PAGE);
    let size = size_of::<MDL>() + pages * size_of::<u64>();
    // SAFETY: any size may be asked for.
    let mdl: PMDL = driver_pool::of_type(_POOL_TYPE::NonPagedPoolNx, size as u64, TAG).cast();
    if mdl.is_null() {
        return mdl;
    }
    let header = MDL {
        Next: ptr::null_mut(),
        Size: size as i16,
        MdlFlags: 0,
        Process: ptr::null_mut(),
        MappedSystemVa: ptr::null_mut(),
        StartVa: VirtualAddress.map_addr(|address| address - offset),
        ByteCount: Length,
        ByteOffset: offset as u32,
    };
    // SAFETY: the allocation is large enough for the header.
    unsafe { mdl.write(header) };
    let pages_array = mdl.wrapping_add(1).cast::<u64>();
    for page in 0..pages {
        let place = pages_array.wrapping_add(page);
        // SAFETY: the allocation has room for this many numbers.
        unsafe { place.write(((address - offset) / PAGE + page) as u64) };
    }
    // SAFETY: the driver passes null or a packet.
    if let Some(irp) = unsafe { Irp::new(Irp) } {
        // SAFETY: the packet's list of MDLs is well formed.
        unsafe { attach(irp, mdl, SecondaryBuffer != 0) };
    }
    mdl
}

/// Makes `mdl` the packet's MDL, or the last of its list.
unsafe fn attach(irp: Irp, mdl: PMDL, secondary: bool) {
    let mut last = irp.mdl();
    if !secondary || last.is_null() {
        irp.set_mdl(mdl);
        return;
    }
    loop {
        // SAFETY: by this function's contract.
        let next = unsafe { (*last).Next };
        if next.is_null() {
            break;
        }
        last = next;
    }
    // SAFETY: the last list of the chain, which is not null.
    unsafe { (*last).Next = mdl };
}

#[abi(enter, no_mangle)]
unsafe fn IoBuildPartialMdl(
    SourceMdl: Struct<MDL>,
    TargetMdl: Struct<MDL>,
    VirtualAddress: PVOID,
    Length: ULONG,
) {
    let source = *SourceMdl.get();
    let start = source
        .StartVa
        .addr()
        .wrapping_add(source.ByteOffset as usize);
    let skipped = VirtualAddress.addr().wrapping_sub(start);
    let left = (source.ByteCount as usize).checked_sub(skipped);
    let length = if Length == 0 {
        left.unwrap_or_default() as u32
    } else {
        Length
    };
    if left.is_none_or(|left| length as usize > left) {
        outside(&source, VirtualAddress, length);
    }
    let offset = VirtualAddress.addr() % PAGE;
    let target = TargetMdl.get();
    let pages = (offset + length as usize).div_ceil(PAGE);
    if usize::from(target.Size.cast_unsigned()) < size_of::<MDL>() + pages * size_of::<u64>() {
        too_small(TargetMdl.raw(), pages);
    }
    target.Process = source.Process;
    target.StartVa = VirtualAddress.map_addr(|address| address - offset);
    target.ByteCount = length;
    target.ByteOffset = offset as u32;
    const KEPT: u32 = MDL_SOURCE_IS_NONPAGED_POOL | MDL_MAPPED_TO_SYSTEM_VA | MDL_IO_PAGE_READ;
    let kept = u32::from(source.MdlFlags.cast_unsigned()) & KEPT;
    target.MdlFlags = ((kept | MDL_PARTIAL) as u16).cast_signed();
    target.MappedSystemVa = if source.MappedSystemVa.is_null() {
        ptr::null_mut()
    } else {
        source.MappedSystemVa.wrapping_byte_add(skipped)
    };
    let first = (VirtualAddress.addr() / PAGE) - (source.StartVa.addr() / PAGE);
    let from = SourceMdl
        .raw()
        .wrapping_add(1)
        .cast::<u64>()
        .wrapping_add(first);
    let to = TargetMdl.raw().wrapping_add(1).cast::<u64>();
    // SAFETY: the part lies inside the source, and the target has room for its pages: both were looked at above.
    unsafe { ptr::copy_nonoverlapping(from, to, pages) };
}

/// A part that the source does not have. Windows copies what happens to be behind the list.
#[cold]
fn outside(source: &MDL, part: PVOID, length: u32) -> ! {
    let start = source.StartVa.addr() + source.ByteOffset as usize;
    let count = source.ByteCount;
    Kernel::current().stop(
        wdk_sys::DRIVER_VERIFIER_DETECTED_VIOLATION,
        [0, part.addr() as u64, u64::from(length), 0],
        format!(
            "IoBuildPartialMdl: {length} bytes at {part:p} are not within the source, which describes {count} \
             bytes at {start:#x}"
        ),
    )
}

#[cold]
fn too_small(target: *const MDL, pages: usize) -> ! {
    Kernel::current().stop(
        wdk_sys::TARGET_MDL_TOO_SMALL,
        [0; 4],
        format!("IoBuildPartialMdl: the target at {target:p} has no room for {pages} pages"),
    )
}

#[abi(enter, no_mangle)]
unsafe fn IoFreeMdl(Mdl: PMDL) {
    // SAFETY: allocated by `IoAllocateMdl`.
    unsafe { ExFreePoolWithTag(Mdl.cast(), TAG) };
}
