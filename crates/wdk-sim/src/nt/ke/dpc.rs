//! Deferred procedure calls: queued, and run when the IRQL falls.
#![expect(
    unsafe_code,
    reason = "reads DPCs in the memory of drivers and calls their routines"
)]

use std::ptr;

use wdk_sys::{_KDPC_IMPORTANCE, PKDPC, PVOID};

use super::layer::Ke;
use crate::engine::{driver::DriverId, scheduler::dpc::QueuedDpc, trace::Category};

/// Added to the number of a DPC's processor, so that 0 means any.
pub(crate) const TARGETED: u16 = 0x800;

impl Ke {
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
