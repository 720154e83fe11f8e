//! Presenting later: above `PASSIVE_LEVEL` for a driver that wants to be called there, and
//! inside a callback whose lock the next callback would need.

use core::{
    cell::{Cell, UnsafeCell},
    ptr::{self, NonNull},
};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem, KDPC,
    KeGetCurrentIrql, KeInitializeDpc, KeInsertQueueDpc, NTSTATUS, PASSIVE_LEVEL, PDEVICE_OBJECT,
    PIO_WORKITEM, PKDPC, PVOID, STATUS_CANCELLED, STATUS_INSUFFICIENT_RESOURCES,
};

use super::{Queue, lists::End};
use crate::{
    object::{Header, Obj, Ref},
    request::Request,
};

/// The DPC of a queue with callbacks at `DISPATCH_LEVEL`, the work item of one with callbacks at
/// `PASSIVE_LEVEL`.
pub(super) struct Deferral {
    dpc: UnsafeCell<KDPC>,
    item: Cell<PIO_WORKITEM>,
}

// SAFETY: the kernel synchronises its DPC and work item; the cell is set before the queue is used.
unsafe impl Sync for Deferral {}
// SAFETY: as above.
unsafe impl Send for Deferral {}

impl Deferral {
    pub(super) fn new() -> Self {
        Self {
            // SAFETY: a KDPC is plain data; `initialize` makes a DPC of it in place.
            dpc: UnsafeCell::new(unsafe { core::mem::zeroed() }),
            item: Cell::new(ptr::null_mut()),
        }
    }

    /// Once, when the queue is at its final address.
    pub(super) fn initialize(&self, queue: Obj<Queue>) -> Result<(), NTSTATUS> {
        if queue.passive {
            // SAFETY: the device object outlives its queues.
            let item = unsafe { IoAllocateWorkItem(queue.device.wdm()) };
            if item.is_null() {
                return Err(STATUS_INSUFFICIENT_RESOURCES);
            }
            self.item.set(item);
        } else {
            let context = queue.as_ptr().as_ptr().cast();
            // SAFETY: in place, before it is queued.
            unsafe { KeInitializeDpc(self.dpc.get(), Some(from_dpc), context) };
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
        self.lock_of_callbacks().is_none_or(|lock| !lock.is_mine())
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
            let held = self.reference().into_raw();
            if self.passive {
                let (item, context) = (self.deferral.item.get(), held.as_ptr().as_ptr().cast());
                // SAFETY: an allocated work item that is not queued, as `deferred` was false.
                unsafe { IoQueueWorkItem(item, Some(from_work_item), DelayedWorkQueue, context) };
            } else {
                // SAFETY: an initialised DPC that is not queued, as `deferred` was false.
                unsafe {
                    KeInsertQueueDpc(self.deferral.dpc.get(), ptr::null_mut(), ptr::null_mut())
                };
            }
        }
        accepted
    }

    fn present_deferred(self) {
        self.lock.with(|inner| inner.deferred = false);
        self.present(None);
    }
}

/// Takes over the reference that `defer` took.
///
/// # Safety
/// `context` is the queue that was passed to the DPC or work item.
unsafe fn run(context: PVOID) {
    let Some(header) = NonNull::new(context.cast::<Header>()) else {
        return;
    };
    // SAFETY: by contract, and held for this call.
    let queue: Obj<Queue> = unsafe { Obj::from_raw(header) };
    // SAFETY: `defer` took the reference.
    let queue = unsafe { Ref::from_raw(queue) };
    queue.present_deferred();
}

#[wdk_sys::abi]
unsafe fn from_dpc(_dpc: PKDPC, context: PVOID, _one: PVOID, _two: PVOID) {
    // SAFETY: `initialize` passed the queue.
    unsafe { run(context) }
}

#[wdk_sys::abi]
unsafe fn from_work_item(_device: PDEVICE_OBJECT, context: PVOID) {
    // SAFETY: `defer` passed the queue.
    unsafe { run(context) }
}
