//! Cancel-safe queues: the system takes packets off a driver's queue when they are cancelled.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    IO_CSQ, IO_CSQ_IRP_CONTEXT, IO_TYPE_CSQ, IO_TYPE_CSQ_EX, IO_TYPE_CSQ_IRP_CONTEXT, KIRQL,
    NTSTATUS, PDEVICE_OBJECT, PIO_CSQ_ACQUIRE_LOCK, PIO_CSQ_COMPLETE_CANCELED_IRP,
    PIO_CSQ_INSERT_IRP, PIO_CSQ_INSERT_IRP_EX, PIO_CSQ_PEEK_NEXT_IRP, PIO_CSQ_RELEASE_LOCK,
    PIO_CSQ_REMOVE_IRP, PIRP, PVOID, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
};

use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::io::{dispatch, raw::Irp},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoCsqInitialize: full,
    IoCsqInitializeEx: full,
    IoCsqInsertIrp: full,
    IoCsqInsertIrpEx: full,
    IoCsqRemoveIrp: full,
    IoCsqRemoveNextIrp: full,
);

/// The slot of `DriverContext` that belongs to the queue while a packet is in it.
const SLOT: usize = 3;

/// The packet's link to its queue, or to the context of its insertion.
fn slot(irp: PIRP) -> *mut PVOID {
    // SAFETY: computes an address inside the packet.
    unsafe {
        &raw mut (*irp)
            .Tail
            .Overlay
            .__bindgen_anon_1
            .__bindgen_anon_1
            .DriverContext
    }
    .cast::<PVOID>()
    .wrapping_add(SLOT)
}

#[abi(enter, no_mangle)]
fn IoCsqInitialize(
    Csq: Struct<IO_CSQ>,
    CsqInsertIrp: PIO_CSQ_INSERT_IRP,
    CsqRemoveIrp: PIO_CSQ_REMOVE_IRP,
    CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP,
    CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK,
    CsqReleaseLock: PIO_CSQ_RELEASE_LOCK,
    CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP,
) -> NTSTATUS {
    let queue = IO_CSQ {
        Type: IO_TYPE_CSQ,
        CsqInsertIrp,
        CsqRemoveIrp,
        CsqPeekNextIrp,
        CsqAcquireLock,
        CsqReleaseLock,
        CsqCompleteCanceledIrp,
        ReservePointer: ptr::null_mut(),
    };
    Csq.write(queue);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn IoCsqInitializeEx(
    Csq: Struct<IO_CSQ>,
    CsqInsertIrp: PIO_CSQ_INSERT_IRP_EX,
    CsqRemoveIrp: PIO_CSQ_REMOVE_IRP,
    CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP,
    CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK,
    CsqReleaseLock: PIO_CSQ_RELEASE_LOCK,
    CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP,
) -> NTSTATUS {
    // SAFETY: both are nullable pointers to functions; the type of the queue tells which it is.
    let insert =
        unsafe { std::mem::transmute::<PIO_CSQ_INSERT_IRP_EX, PIO_CSQ_INSERT_IRP>(CsqInsertIrp) };
    let status = IoCsqInitialize(
        Csq,
        insert,
        CsqRemoveIrp,
        CsqPeekNextIrp,
        CsqAcquireLock,
        CsqReleaseLock,
        CsqCompleteCanceledIrp,
    );
    Csq.get().Type = IO_TYPE_CSQ_EX;
    status
}

fn acquire(csq: Struct<IO_CSQ>) -> KIRQL {
    let mut irql = 0;
    if let Some(acquire) = csq.get().CsqAcquireLock {
        // SAFETY: the driver's routine for its queue.
        unsafe { acquire(csq.raw(), &raw mut irql) };
    }
    irql
}

fn release(csq: Struct<IO_CSQ>, irql: KIRQL) {
    if let Some(release) = csq.get().CsqReleaseLock {
        // SAFETY: the driver's routine, with the IRQL that `acquire` gave.
        unsafe { release(csq.raw(), irql) };
    }
}

/// # Safety
/// The packet is in the queue, whose lock is held.
unsafe fn remove(csq: Struct<IO_CSQ>, irp: PIRP) {
    if let Some(remove) = csq.get().CsqRemoveIrp {
        // SAFETY: the driver's routine for a packet of its queue, as the caller says.
        unsafe { remove(csq.raw(), irp) };
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoCsqInsertIrp(Csq: Struct<IO_CSQ>, Irp: PIRP, Context: Struct<IO_CSQ_IRP_CONTEXT>) {
    // SAFETY: the same contract.
    unsafe { IoCsqInsertIrpEx(Csq, Irp, Context, ptr::null_mut()) };
}

#[abi(enter, no_mangle)]
unsafe fn IoCsqInsertIrpEx(
    Csq: Struct<IO_CSQ>,
    Irp: PIRP,
    Context: Struct<IO_CSQ_IRP_CONTEXT>,
    InsertContext: PVOID,
) -> NTSTATUS {
    // SAFETY: the driver passes a packet.
    let Some(irp) = (unsafe { Irp::new(Irp) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let link: PVOID = if Context.raw().is_null() {
        Csq.raw().cast()
    } else {
        let context = IO_CSQ_IRP_CONTEXT {
            Type: IO_TYPE_CSQ_IRP_CONTEXT,
            Irp,
            Csq: Csq.raw(),
        };
        Context.write(context);
        Context.raw().cast()
    };
    // SAFETY: the slot is part of the packet.
    unsafe { slot(Irp).write(link) };
    let irql = acquire(Csq);
    dispatch::mark_pending(irp);
    let queue = *Csq.get();
    let mut status = STATUS_SUCCESS;
    if let Some(insert) = queue.CsqInsertIrp {
        if queue.Type == IO_TYPE_CSQ_EX {
            // SAFETY: such a queue was initialised with the extended routine.
            let insert = unsafe {
                std::mem::transmute::<PIO_CSQ_INSERT_IRP, PIO_CSQ_INSERT_IRP_EX>(Some(insert))
            };
            if let Some(insert) = insert {
                // SAFETY: the driver's routine for its queue, whose lock is held.
                status = unsafe { insert(Csq.raw(), Irp, InsertContext) };
            }
        } else {
            // SAFETY: the driver's routine for a simple queue, whose lock is held.
            unsafe { insert(Csq.raw(), Irp) };
        }
    }
    if status < 0 {
        release(Csq, irql);
        return status;
    }
    irp.set_cancel_routine(Some(canceled));
    if irp.cancel() != 0 && irp.cancel_routine().is_some() {
        irp.set_cancel_routine(None);
        // SAFETY: the packet was just inserted, and the lock is held.
        unsafe { take_canceled(Csq, irp, irql) };
        return status;
    }
    release(Csq, irql);
    status
}

/// Takes a cancelled packet off the queue and has the driver complete it; releases the lock.
///
/// # Safety
/// The packet is in the queue, whose lock is held.
unsafe fn take_canceled(csq: Struct<IO_CSQ>, irp: Irp, irql: KIRQL) {
    // SAFETY: the packet is in the queue, whose lock is held.
    unsafe { unlink(csq, irp.raw()) };
    release(csq, irql);
    if let Some(complete) = csq.get().CsqCompleteCanceledIrp {
        // SAFETY: the packet is off the queue, and the driver's to complete.
        unsafe { complete(csq.raw(), irp.raw()) };
    }
}

/// Takes a packet off the queue, and both off each other.
///
/// # Safety
/// As for [`remove`].
unsafe fn unlink(csq: Struct<IO_CSQ>, irp: PIRP) {
    // SAFETY: the caller says that the packet is in the locked queue.
    unsafe { remove(csq, irp) };
    let slot = slot(irp);
    // SAFETY: the slot holds what the insertion wrote.
    let link = unsafe { slot.read() };
    if link != csq.raw().cast() && !link.is_null() {
        // SAFETY: the link is the context of the insertion.
        unsafe { (*link.cast::<IO_CSQ_IRP_CONTEXT>()).Irp = ptr::null_mut() };
    }
    // SAFETY: the slot is part of the packet, which is still the queue's.
    unsafe { slot.write(ptr::null_mut()) };
}

/// The cancel routine of packets in queues.
#[abi]
unsafe fn canceled(_device: PDEVICE_OBJECT, irp: PIRP) {
    // SAFETY: the I/O manager passes the packet that it cancels.
    let Some(view) = (unsafe { Irp::new(irp) }) else {
        return;
    };
    crate::nt::io::cancel::release(&crate::nt::kernel::Kernel::current(), view.cancel_irql());
    // SAFETY: the slot holds the queue, or a context that names it.
    let link = unsafe { slot(irp).read() };
    // SAFETY: both structures start with their type.
    let kind = unsafe { link.cast::<u32>().read() };
    let csq = if kind == IO_TYPE_CSQ_IRP_CONTEXT {
        // SAFETY: the type says that it is a context.
        unsafe { (*link.cast::<IO_CSQ_IRP_CONTEXT>()).Csq }
    } else {
        link.cast()
    };
    // SAFETY: a queue outlives the packets in it.
    let csq = unsafe { Struct::kept(csq) };
    let irql = acquire(csq);
    // SAFETY: a packet that is being cancelled is still in its queue, whose lock was just taken.
    unsafe { take_canceled(csq, view, irql) };
}

#[abi(enter, no_mangle)]
unsafe fn IoCsqRemoveIrp(Csq: Struct<IO_CSQ>, Context: Struct<IO_CSQ_IRP_CONTEXT>) -> PIRP {
    let irql = acquire(Csq);
    let irp = Context.get().Irp;
    // SAFETY: null, or a packet in the queue.
    let taken = unsafe { Irp::new(irp) }.filter(|irp| irp.cancel_routine().is_some());
    if let Some(taken) = taken {
        taken.set_cancel_routine(None);
        // SAFETY: a packet with the cancel routine of this file is in its queue.
        unsafe { unlink(Csq, irp) };
    }
    release(Csq, irql);
    taken.map_or(ptr::null_mut(), Irp::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoCsqRemoveNextIrp(Csq: Struct<IO_CSQ>, PeekContext: PVOID) -> PIRP {
    let irql = acquire(Csq);
    let mut at = ptr::null_mut();
    while let Some(peek) = Csq.get().CsqPeekNextIrp {
        // SAFETY: the driver's routine for its queue, whose lock is held.
        at = unsafe { peek(Csq.raw(), at, PeekContext) };
        // SAFETY: null, or a packet in the queue.
        let Some(irp) = (unsafe { Irp::new(at) }) else {
            break;
        };
        // One that is being cancelled belongs to its cancel routine.
        if irp.cancel_routine().is_some() {
            irp.set_cancel_routine(None);
            // SAFETY: the driver found the packet in its queue, whose lock is held.
            unsafe { unlink(Csq, at) };
            break;
        }
    }
    release(Csq, irql);
    at
}
