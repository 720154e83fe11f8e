//! Presenting later: above `PASSIVE_LEVEL` for a driver that wants to be called there, and
//! inside a callback whose lock the next callback would need.
#![expect(unsafe_code, reason = "a DPC and a work item of the kernel")]

use core::{cell::Cell, ptr};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem,
    KeGetCurrentIrql, NTSTATUS, PASSIVE_LEVEL, PDEVICE_OBJECT, PIO_WORKITEM, PVOID,
    STATUS_CANCELLED, STATUS_INSUFFICIENT_RESOURCES,
};

use super::{Queue, lists::End};
use crate::{
    deferred::{HasDpc, KernelDpc},
    object::{Obj, Ref},
    request::Request,
};

/// The DPC of a queue with callbacks at `DISPATCH_LEVEL`, the work item of one with callbacks at
/// `PASSIVE_LEVEL`.
pub(super) struct Deferral {
    dpc: KernelDpc,
    item: Cell<PIO_WORKITEM>,
}

// SAFETY: the cell is set before another thread knows the queue.
unsafe impl Sync for Deferral {}

impl Deferral {
    pub(super) fn new() -> Self {
        Self {
            dpc: KernelDpc::new(),
            item: Cell::new(ptr::null_mut()),
        }
    }

    /// Once, when the queue is at its final address.
    pub(super) fn initialize(&self, queue: Obj<Queue>) -> Result<(), NTSTATUS> {
        if queue.passive {
            // SAFETY: queues are deleted with their device, before its device object.
            let item = unsafe { IoAllocateWorkItem(queue.device.wdm()) };
            if item.is_null() {
                return Err(STATUS_INSUFFICIENT_RESOURCES);
            }
            self.item.set(item);
        } else {
            self.dpc.initialize(queue);
        }
        Ok(())
    }
}

impl Drop for Deferral {
    fn drop(&mut self) {
        let item = self.item.get();
        if !item.is_null() {
            // SAFETY: allocated by `initialize`, and not queued: that would hold the queue.
            unsafe { IoFreeWorkItem(item) };
        }
    }
}

impl Obj<Queue> {
    /// Whether the current thread may call the driver for this queue.
    pub(super) fn may_present_here(self) -> bool {
        if self.passive && KeGetCurrentIrql() > PASSIVE_LEVEL as u8 {
            return false;
        }
        // Also the lock of a queue without serialised callbacks, which the driver may hold.
        let lock = self.header().callback_lock();
        lock.is_none_or(|lock| !lock.is_mine())
    }

    /// Puts `incoming` in the queue and leaves its presentation to the DPC or work item. False:
    /// the queue does not accept it.
    pub(super) fn defer(self, incoming: Option<Obj<Request>>) -> bool {
        let mut canceled = None;
        let (accepted, start) = self.lock.with(|inner| {
            if incoming.is_some() && !inner.state.accepts {
                return (false, false);
            }
            canceled = incoming.filter(|request| !inner.wait(self, *request, End::Back));
            let start = !inner.deferred && !inner.state.deleted;
            inner.deferred |= start;
            (true, start)
        });
        if let Some(request) = canceled {
            request.finish(STATUS_CANCELLED);
        }
        if start {
            // Until it has run, the DPC or work item holds the queue.
            let held = self.reference();
            if self.passive {
                let (item, context) = (self.deferral.item.get(), held.into_context());
                // SAFETY: `deferred` was false, so the allocated work item is not queued.
                unsafe { IoQueueWorkItem(item, Some(run_work_item), DelayedWorkQueue, context) };
            } else {
                let _ = held.into_raw();
                self.deferral.dpc.queue();
            }
        }
        accepted
    }

    fn present_deferred(self) {
        self.lock.with(|inner| inner.deferred = false);
        self.present(None);
    }
}

impl HasDpc for Queue {
    fn run_dpc(queue: Obj<Self>) {
        // SAFETY: `defer` left a reference to the DPC that it queued.
        unsafe { Ref::from_raw(queue) }.present_deferred();
    }
}

#[wdk_sys::abi]
unsafe fn run_work_item(_device: PDEVICE_OBJECT, context: PVOID) {
    // SAFETY: `defer` passed a reference to the queue.
    if let Some(queue) = unsafe { Ref::<Queue>::from_context(context) } {
        queue.present_deferred();
    }
}
