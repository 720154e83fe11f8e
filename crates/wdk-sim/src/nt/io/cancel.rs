//! Cancelling packets, and the lock that guards it.
#![expect(unsafe_code, reason = "calls cancel routines")]

use std::cell::UnsafeCell;

use wdk_sys::{
    IO_TYPE_IRP, KIRQL, KSPIN_LOCK, KeAcquireSpinLockRaiseToDpc, KeReleaseSpinLock, TRUE,
};

use super::{
    dispatch,
    raw::{Device, Irp},
};
use crate::{engine::trace::Category, nt::io::manager::Io};

/// `CANCEL_STATE_IN_COMPLETED_IRP`.
const CANCEL_IN_COMPLETED: u32 = 0x48;

/// The system's cancel spin lock.
#[derive(Default)]
pub(crate) struct CancelLock(UnsafeCell<KSPIN_LOCK>);

/// Takes the cancel spin lock and gives the IRQL before.
pub(crate) fn acquire(kernel: &Io) -> KIRQL {
    // SAFETY: the lock stands in the kernel, which outlives its threads.
    unsafe { KeAcquireSpinLockRaiseToDpc(kernel.io.cancel_lock.0.get()) }
}

/// Releases the cancel spin lock.
pub(crate) fn release(kernel: &Io, irql: KIRQL) {
    // SAFETY: as in `acquire`.
    unsafe { KeReleaseSpinLock(kernel.io.cancel_lock.0.get(), irql) };
}

/// Marks a packet as cancelled and calls its cancel routine; false when it has none.
pub(crate) fn cancel(kernel: &Io, irp: Irp) -> bool {
    if irp.kind() != IO_TYPE_IRP as i16 {
        kernel.stop(
            dispatch::IO_VIOLATION,
            [1, irp.raw().addr() as u64, 0, 0],
            "IoCancelIrp: this is no IRP, or one that was freed".to_owned(),
        );
    }
    let irql = acquire(kernel);
    irp.set_cancel(TRUE);
    let Some(routine) = irp.cancel_routine() else {
        release(kernel, irql);
        return false;
    };
    irp.set_cancel_routine(None);
    if irp.is_completed() {
        kernel.stop(
            CANCEL_IN_COMPLETED,
            [irp.raw().addr() as u64, 0, 0, 0],
            "IoCancelIrp: the IRP was completed and still has a cancel routine".to_owned(),
        );
    }
    irp.set_cancel_irql(irql);
    let device = irp.current().device();
    // SAFETY: the device that has the packet.
    let owner = unsafe { Device::new(device) }
        .map_or_else(|| kernel.current_driver(), super::driver::id_of);
    // The routine is called with the lock held and releases it, so what it must leave as it found
    // is the IRQL before the lock.
    let raised = kernel.sched.raise_irql(irql);
    kernel.in_driver(owner, Category::Irp, "CancelRoutine", String::new, || {
        kernel.sched.raise_irql(raised);
        // SAFETY: the driver set the routine for this packet, which it has not completed.
        unsafe { routine(device, irp.raw()) };
    });
    true
}
