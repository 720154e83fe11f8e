//! The end of a packet: buffers are freed, and the requestor is notified.
#![expect(
    unsafe_code,
    reason = "copies to the requestor's buffers and status block"
)]

use std::{ops::Range, ptr, slice};

use wdk_sys::{
    _IO_STATUS_BLOCK__bindgen_ty_1, _MODE::UserMode, FALSE, IO_STATUS_BLOCK, IRP_ASSOCIATED_IRP,
    IRP_BUFFERED_IO, IRP_DEALLOCATE_BUFFER, IRP_INPUT_OPERATION, IoFreeMdl, KeSetEvent,
    MDL_PAGES_LOCKED, MDL_WRITE_OPERATION, MmUnlockPages, NT_ERROR, PMDL, PVOID,
};

use super::{
    buffer, dispatch,
    irp::{Origin, Prefix},
    raw::Irp,
};
use crate::{
    engine::pool,
    nt::{io::manager::Io, verifier::rules},
};

/// Gives the result of a packet that has passed all drivers to its requestor.
pub(super) fn finish(kernel: &Io, irp: Irp) {
    if irp.flags() & IRP_ASSOCIATED_IRP != 0 {
        return finish_associated(kernel, irp);
    }
    let Some(prefix) = irp.prefix() else {
        return unclaimed(kernel, irp);
    };
    let origin = prefix.origin.replace(Origin::Driver);
    if matches!(origin, Origin::Driver) {
        return unclaimed(kernel, irp);
    }
    copy_back(kernel, irp, prefix);
    if !irp.mdl().is_null() {
        check_direct_output(kernel, irp, irp.mdl());
    }
    free_mdls(irp);
    let status = IO_STATUS_BLOCK {
        __bindgen_anon_1: _IO_STATUS_BLOCK__bindgen_ty_1 {
            Status: irp.status(),
        },
        Information: irp.information(),
    };
    let file = prefix.file.get();
    match origin {
        Origin::Driver => {}
        Origin::Waiter => {
            // The status of a request that fails at once is the return value.
            if !NT_ERROR(irp.status()) || irp.pending_returned() != 0 {
                notify(irp, status);
            } else if prefix.in_and_out.get() {
                // SAFETY: the requestor keeps its status block until it hears of the end.
                unsafe { irp.user_iosb().write(status) };
            }
            kernel.io.irps.free(irp);
        }
        Origin::User(operation) => {
            kernel.io.irps.free(irp);
            operation.finished(status);
        }
    }
    // SAFETY: the packet held a reference on its file, if any.
    if let Some(file) = unsafe { crate::nt::ob::header::Object::from_body(file.cast()) } {
        kernel.objects.dereference(file);
    }
}

/// A packet that a driver allocated must end in a completion routine of that driver.
fn unclaimed(kernel: &Io, irp: Irp) {
    kernel.stop(
        dispatch::IO_VIOLATION,
        [1, irp.raw().addr() as u64, 0, 0],
        "an IRP that a driver allocated was completed past its owner: the owner's completion \
         routine must return STATUS_MORE_PROCESSING_REQUIRED"
            .to_owned(),
    );
}

fn finish_associated(kernel: &Io, irp: Irp) {
    // SAFETY: an associated packet names the master that it was made for.
    let master = unsafe { Irp::new(irp.master()) };
    free_mdls(irp);
    kernel.io.irps.free(irp);
    let Some(master) = master else { return };
    let left = master.associated_count() - 1;
    master.set_associated_count(left);
    if left == 0 {
        dispatch::complete(kernel, master);
    }
}

fn notify(irp: Irp, status: IO_STATUS_BLOCK) {
    if !irp.user_iosb().is_null() {
        // SAFETY: the requestor keeps its status block until it hears of the end.
        unsafe { irp.user_iosb().write(status) };
    }
    let event = irp.user_event();
    if !event.is_null() {
        // SAFETY: the requestor keeps its event until it is set.
        unsafe { KeSetEvent(event, 0, FALSE) };
    }
    if let Some(routine) = irp.apc_routine() {
        // SAFETY: the requestor gave the routine and its context.
        unsafe { routine(irp.apc_context(), irp.user_iosb(), 0) };
    }
}

/// Copies what the driver left in the system buffer to the requestor.
fn copy_back(kernel: &Io, irp: Irp, prefix: &Prefix) {
    let system = irp.system_buffer();
    if irp.flags() & IRP_BUFFERED_IO == 0 || system.is_null() {
        return;
    }
    if irp.flags() & IRP_INPUT_OPERATION != 0 && !NT_ERROR(irp.status()) {
        let length = prefix.output.get() as u64;
        if irp.information() > length {
            kernel.stop(
                dispatch::IO_VIOLATION,
                [0, irp.raw().addr() as u64, irp.information(), length],
                format!(
                    "an IRP was completed with Information {} although the output buffer takes \
                     {length} bytes; the caller would get kernel memory",
                    irp.information()
                ),
            );
        }
        // SAFETY: the system buffer has at least as many bytes as the requestor's.
        let bytes = unsafe { output(system, irp.information()) };
        check_disclosure(kernel, irp, bytes, buffer::unwritten(bytes));
        // SAFETY: both buffers have this many bytes: checked above for the requestor's, which the
        // system buffer is at least as large as.
        unsafe {
            ptr::copy_nonoverlapping(
                system.cast::<u8>(),
                irp.user_buffer().cast::<u8>(),
                irp.information() as usize,
            );
        }
    }
    if irp.flags() & IRP_DEALLOCATE_BUFFER != 0 {
        buffer::free(system);
        irp.set_system_buffer(ptr::null_mut());
    }
}

/// # Safety
/// `start` points to `length` bytes, which nobody writes while the result is used.
unsafe fn output<'a>(start: PVOID, length: u64) -> &'a [u8] {
    // SAFETY: by this function's contract.
    unsafe { slice::from_raw_parts(start.cast(), length as usize) }
}

/// Reports bytes on their way to a program that nobody wrote: those `unwritten`, and what lay in a pool
/// block before or after its use.
fn check_disclosure(kernel: &Io, irp: Irp, bytes: &[u8], unwritten: Option<Range<usize>>) {
    if irp.requestor_mode() != UserMode as i8 {
        return;
    }
    let (part, whose) = match (unwritten, pool::stale(bytes)) {
        (Some(part), _) => (part, "the system buffer"),
        (None, Some(part)) => (part, "a pool block"),
        (None, None) => return,
    };
    kernel.check(false, &rules::MEMORY_DISCLOSED, || {
        format!(
            "an IRP is completed with Information {}, but bytes {} to {} of its output are what {whose} \
             held before: the program would get kernel memory; write these bytes, or complete the IRP \
             with the number of bytes that were written",
            irp.information(),
            part.start,
            part.end - 1,
        )
    });
}

/// Reports what a driver copied from a pool block to the locked pages of a program.
fn check_direct_output(kernel: &Io, irp: Irp, mdl: PMDL) {
    // SAFETY: the packet's MDL is not freed yet.
    let mdl = unsafe { &*mdl };
    let flags = u32::from(mdl.MdlFlags.cast_unsigned());
    if NT_ERROR(irp.status()) || flags & MDL_WRITE_OPERATION == 0 || flags & MDL_PAGES_LOCKED == 0 {
        return;
    }
    let start = mdl.StartVa.wrapping_byte_add(mdl.ByteOffset as usize);
    let length = irp.information().min(u64::from(mdl.ByteCount));
    // SAFETY: the pages of the MDL are locked, and have so many bytes; the request is complete.
    check_disclosure(kernel, irp, unsafe { output(start, length) }, None);
}

/// Unlocks and frees the list of MDLs.
fn free_mdls(irp: Irp) {
    let mut mdl = irp.mdl();
    irp.set_mdl(ptr::null_mut());
    while !mdl.is_null() {
        // SAFETY: the packet's MDLs are its own until they are freed here.
        let next = unsafe { (*mdl).Next };
        // SAFETY: the next MDL was read, and this one is not freed yet.
        let flags = u32::from(unsafe { (*mdl).MdlFlags }.cast_unsigned());
        if flags & MDL_PAGES_LOCKED != 0 {
            // SAFETY: the pages are locked, as the flag says.
            unsafe { MmUnlockPages(mdl) };
        }
        // SAFETY: nobody uses the MDL after its packet.
        unsafe { IoFreeMdl(mdl) };
        mdl = next;
    }
}
