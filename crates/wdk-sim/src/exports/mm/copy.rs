//! Copies from memory that may not be there.
#![expect(unsafe_code, reason = "copies between addresses that a driver passes")]

use std::ptr;

use region::Protection;
use wdk_sys::{
    KPROCESSOR_MODE, MM_COPY_ADDRESS, MM_COPY_MEMORY_PHYSICAL, MM_COPY_MEMORY_VIRTUAL, NTSTATUS,
    PEPROCESS, PVOID, SIZE_T, STATUS_INVALID_ADDRESS, STATUS_INVALID_PARAMETER_4,
    STATUS_NOT_SUPPORTED, STATUS_PARTIAL_COPY, STATUS_PROCESS_IS_TERMINATING, STATUS_SUCCESS,
    ULONG, abi,
};

use crate::{
    engine::export::{Export, export_table},
    nt::{kernel::Kernel, ob::types, parameter::Out},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    MmCopyMemory: partial("physical addresses are refused, since the machine has none for its memory"),
    MmCopyVirtualMemory: partial("a program's memory is at the same addresses in every process"),
);

/// How many of the bytes from `start` on can be read, or written.
fn accessible(start: usize, length: usize, access: Protection) -> usize {
    let end = start.saturating_add(length);
    let mut at = start;
    while at < end {
        let found = region::query(ptr::without_provenance::<u8>(at));
        let there = found
            .ok()
            .filter(|it| it.is_committed() && it.protection().contains(access));
        match there {
            Some(there) => at = there.as_range().end,
            None => break,
        }
    }
    at.min(end) - start
}

/// Copies as far as both sides are there, and gives the number of bytes.
fn copy(from: PVOID, to: PVOID, length: usize) -> usize {
    let readable = accessible(from.addr(), length, Protection::READ);
    let bytes = accessible(to.addr(), readable, Protection::READ_WRITE);
    if bytes > 0 {
        // SAFETY: so many bytes are mapped on both sides; the driver says that the target is its own.
        unsafe { ptr::copy(from.cast::<u8>(), to.cast::<u8>(), bytes) };
    }
    bytes
}

#[abi(enter, no_mangle)]
fn MmCopyMemory(
    TargetAddress: PVOID,
    SourceAddress: MM_COPY_ADDRESS,
    NumberOfBytes: SIZE_T,
    Flags: ULONG,
    NumberOfBytesTransferred: Out<SIZE_T>,
) -> NTSTATUS {
    NumberOfBytesTransferred.write(0);
    match Flags {
        MM_COPY_MEMORY_VIRTUAL => {}
        MM_COPY_MEMORY_PHYSICAL => return STATUS_NOT_SUPPORTED,
        _ => return STATUS_INVALID_PARAMETER_4,
    }
    // SAFETY: both views of the union are eight bytes.
    let source = unsafe { SourceAddress.__bindgen_anon_1.VirtualAddress };
    let copied = copy(source, TargetAddress, NumberOfBytes as usize) as u64;
    NumberOfBytesTransferred.write(copied);
    match copied == NumberOfBytes {
        true => STATUS_SUCCESS,
        false => STATUS_INVALID_ADDRESS,
    }
}

#[abi(enter, no_mangle)]
fn MmCopyVirtualMemory(
    FromProcess: PEPROCESS,
    FromAddress: PVOID,
    ToProcess: PEPROCESS,
    ToAddress: PVOID,
    BufferSize: SIZE_T,
    _PreviousMode: KPROCESSOR_MODE,
    NumberOfBytesCopied: Out<SIZE_T>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    for process in [FromProcess, ToProcess] {
        let object = kernel.objects.check(process.cast(), "MmCopyVirtualMemory");
        let id = kernel.id_of_process(process.cast());
        let is_running = id.is_some_and(|id| kernel.process_of_id(id).is_some());
        if !object.is(&types::PROCESS) || !is_running {
            return STATUS_PROCESS_IS_TERMINATING;
        }
    }
    let copied = copy(FromAddress, ToAddress, BufferSize as usize) as u64;
    NumberOfBytesCopied.write(copied);
    match copied == BufferSize {
        true => STATUS_SUCCESS,
        false => STATUS_PARTIAL_COPY,
    }
}
