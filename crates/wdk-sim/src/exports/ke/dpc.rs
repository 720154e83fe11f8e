//! Deferred procedure calls.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _KDPC_IMPORTANCE, BOOLEAN, CCHAR, FALSE, KDPC, KDPC_IMPORTANCE, NTSTATUS, PKDEFERRED_ROUTINE,
    PKDPC, PRKDPC, PROCESSOR_NUMBER, PVOID, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
};

use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeDpc: full,
    KeInitializeThreadedDpc: partial("the DPC runs at DISPATCH_LEVEL like a normal one"),
    KeInsertQueueDpc: full,
    KeRemoveQueueDpc: full,
    KeSetImportanceDpc: full,
    KeSetTargetProcessorDpc: full,
    KeSetTargetProcessorDpcEx: full,
    KeFlushQueuedDpcs: full,
);

/// Type of a normal DPC object.
const DPC_OBJECT: u8 = 19;
/// Type of a threaded DPC object.
const THREADED_DPC_OBJECT: u8 = 24;
/// Added to the number of a DPC's processor, so that 0 means any.
const TARGETED: u16 = 0x800;

fn initialise(dpc: PRKDPC, kind: u8, routine: PKDEFERRED_ROUTINE, context: PVOID) {
    // SAFETY: the caller passes memory for a DPC.
    let fields = unsafe { &mut *dpc };
    fields.Type = kind;
    fields.Importance = _KDPC_IMPORTANCE::MediumImportance as u8;
    fields.Number = 0;
    fields.DeferredRoutine = routine;
    fields.DeferredContext = context;
    fields.DpcData = ptr::null_mut();
}

#[abi(enter, no_mangle)]
fn KeInitializeDpc(Dpc: PRKDPC, DeferredRoutine: PKDEFERRED_ROUTINE, DeferredContext: PVOID) {
    initialise(Dpc, DPC_OBJECT, DeferredRoutine, DeferredContext);
}

/// Windows may run a threaded DPC at `PASSIVE_LEVEL`; here it always runs as a normal one, which
/// Windows does too when threaded DPCs are switched off.
#[abi(enter, no_mangle)]
fn KeInitializeThreadedDpc(
    Dpc: PRKDPC,
    DeferredRoutine: PKDEFERRED_ROUTINE,
    DeferredContext: PVOID,
) {
    initialise(Dpc, THREADED_DPC_OBJECT, DeferredRoutine, DeferredContext);
}

#[abi(enter, no_mangle)]
fn KeInsertQueueDpc(Dpc: PRKDPC, SystemArgument1: PVOID, SystemArgument2: PVOID) -> BOOLEAN {
    let kernel = Kernel::current();
    let driver = kernel.current_driver();
    BOOLEAN::from(kernel.insert_dpc(Dpc, SystemArgument1, SystemArgument2, driver))
}

#[abi(enter, no_mangle)]
fn KeRemoveQueueDpc(Dpc: Struct<KDPC>) -> BOOLEAN {
    if !Kernel::current().sched.remove_dpc(Dpc.raw()) {
        return FALSE;
    }
    Dpc.get().DpcData = ptr::null_mut();
    wdk_sys::TRUE
}

#[abi(enter, no_mangle)]
fn KeSetImportanceDpc(Dpc: Struct<KDPC>, Importance: KDPC_IMPORTANCE) {
    Dpc.get().Importance = Importance as u8;
}

fn target(dpc: PKDPC, processor: u16) {
    // SAFETY: the caller passes an initialised DPC.
    unsafe { (*dpc).Number = TARGETED + processor };
}

#[abi(enter, no_mangle)]
fn KeSetTargetProcessorDpc(Dpc: PRKDPC, Number: CCHAR) {
    target(Dpc, u16::from(Number.unsigned_abs()));
}

#[abi(enter, no_mangle)]
fn KeSetTargetProcessorDpcEx(Dpc: PKDPC, ProcNumber: Struct<PROCESSOR_NUMBER>) -> NTSTATUS {
    let number = ProcNumber.get();
    if number.Group != 0 || usize::from(number.Number) >= Kernel::current().sched.processors() {
        return STATUS_INVALID_PARAMETER;
    }
    target(Dpc, u16::from(number.Number));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn KeFlushQueuedDpcs() {
    Kernel::current().sched.flush_dpcs();
}
