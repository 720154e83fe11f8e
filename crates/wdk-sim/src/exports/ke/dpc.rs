//! Deferred procedure calls.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _KDPC_IMPORTANCE, BOOLEAN, CCHAR, FALSE, KDPC_IMPORTANCE, NTSTATUS, PKDEFERRED_ROUTINE, PKDPC,
    PPROCESSOR_NUMBER, PRKDPC, PVOID, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
};

use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    machine::{DriverId, Kernel},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    KeInitializeDpc, KeInitializeThreadedDpc, KeInsertQueueDpc, KeRemoveQueueDpc,
    KeSetImportanceDpc, KeSetTargetProcessorDpc, KeSetTargetProcessorDpcEx, KeFlushQueuedDpcs);

/// Type of a normal DPC object.
const DPC_OBJECT: u8 = 19;
/// Type of a threaded DPC object.
const THREADED_DPC_OBJECT: u8 = 24;
/// Added to the number of a DPC's processor, so that 0 means any.
const TARGETED: u16 = 0x800;

/// A DPC in a processor's queue.
#[derive(Clone, Copy)]
pub(crate) struct QueuedDpc {
    pub(crate) dpc: PKDPC,
    driver: DriverId,
}

impl Kernel {
    /// Queues the DPC. False when it is queued already.
    pub(crate) fn insert_dpc(
        &self,
        dpc: PKDPC,
        argument1: PVOID,
        argument2: PVOID,
        driver: DriverId,
    ) -> bool {
        // SAFETY: the caller passes an initialised DPC.
        let fields = unsafe { &mut *dpc };
        if !fields.DpcData.is_null() {
            return false;
        }
        fields.SystemArgument1 = argument1;
        fields.SystemArgument2 = argument2;
        fields.DpcData = dpc.cast();
        let processor = match fields.Number.checked_sub(TARGETED) {
            Some(target) => usize::from(target) % self.sched.processors(),
            None => self.sched.active(),
        };
        let first = i32::from(fields.Importance) == _KDPC_IMPORTANCE::HighImportance;
        self.sched
            .queue_dpc(processor, QueuedDpc { dpc, driver }, first);
        true
    }

    /// Runs a DPC that has left its queue.
    pub(crate) fn run_dpc(&self, queued: QueuedDpc) {
        // SAFETY: the DPC is queued, so its memory is in use.
        let fields = unsafe { &mut *queued.dpc };
        let (routine, context) = (fields.DeferredRoutine, fields.DeferredContext);
        let (argument1, argument2) = (fields.SystemArgument1, fields.SystemArgument2);
        // From here on the driver may queue it again, or free it.
        fields.DpcData = ptr::null_mut();
        let Some(routine) = routine else {
            self.stop(
                0xC7,
                [1, queued.dpc as u64, 0, 0],
                "a DPC has no routine".to_owned(),
            );
        };
        self.in_driver(queued.driver, Category::Dpc, "DPC", String::new, || {
            // SAFETY: the driver initialised the DPC with this routine and context.
            unsafe { routine(queued.dpc, context, argument1, argument2) }
        });
    }
}

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
unsafe fn KeInitializeDpc(
    Dpc: PRKDPC,
    DeferredRoutine: PKDEFERRED_ROUTINE,
    DeferredContext: PVOID,
) {
    initialise(Dpc, DPC_OBJECT, DeferredRoutine, DeferredContext);
}

/// Windows may run a threaded DPC at `PASSIVE_LEVEL`; here it always runs as a normal one, which
/// Windows does too when threaded DPCs are switched off.
#[abi(enter, no_mangle)]
unsafe fn KeInitializeThreadedDpc(
    Dpc: PRKDPC,
    DeferredRoutine: PKDEFERRED_ROUTINE,
    DeferredContext: PVOID,
) {
    initialise(Dpc, THREADED_DPC_OBJECT, DeferredRoutine, DeferredContext);
}

#[abi(enter, no_mangle)]
unsafe fn KeInsertQueueDpc(Dpc: PRKDPC, SystemArgument1: PVOID, SystemArgument2: PVOID) -> BOOLEAN {
    let kernel = Kernel::current();
    let driver = kernel.current_driver();
    BOOLEAN::from(kernel.insert_dpc(Dpc, SystemArgument1, SystemArgument2, driver))
}

#[abi(enter, no_mangle)]
unsafe fn KeRemoveQueueDpc(Dpc: PRKDPC) -> BOOLEAN {
    if !Kernel::current().sched.remove_dpc(Dpc) {
        return FALSE;
    }
    // SAFETY: it was queued, so it is initialised.
    unsafe { (*Dpc).DpcData = ptr::null_mut() };
    wdk_sys::TRUE
}

#[abi(enter, no_mangle)]
unsafe fn KeSetImportanceDpc(Dpc: PRKDPC, Importance: KDPC_IMPORTANCE) {
    // SAFETY: the caller passes an initialised DPC.
    unsafe { (*Dpc).Importance = Importance as u8 };
}

fn target(dpc: PKDPC, processor: u16) {
    // SAFETY: the caller passes an initialised DPC.
    unsafe { (*dpc).Number = TARGETED + processor };
}

#[abi(enter, no_mangle)]
unsafe fn KeSetTargetProcessorDpc(Dpc: PRKDPC, Number: CCHAR) {
    target(Dpc, u16::from(Number.unsigned_abs()));
}

#[abi(enter, no_mangle)]
unsafe fn KeSetTargetProcessorDpcEx(Dpc: PKDPC, ProcNumber: PPROCESSOR_NUMBER) -> NTSTATUS {
    // SAFETY: the caller passes a processor number.
    let number = unsafe { &*ProcNumber };
    if number.Group != 0 || usize::from(number.Number) >= Kernel::current().sched.processors() {
        return STATUS_INVALID_PARAMETER;
    }
    target(Dpc, u16::from(number.Number));
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn KeFlushQueuedDpcs() {
    Kernel::current().sched.flush_dpcs();
}
