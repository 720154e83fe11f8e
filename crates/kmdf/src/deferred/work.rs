//! A work item that counts its runs.
#![expect(unsafe_code, reason = "calls the kernel with its work item")]

use core::{cell::Cell, ptr};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem,
    KeGetCurrentThread, NTSTATUS, PDEVICE_OBJECT, PIO_WORKITEM, PVOID,
    STATUS_INSUFFICIENT_RESOURCES,
};

use crate::{
    device::Device,
    event::Event,
    object::{Body, Obj, Ref},
    sync::SpinLock,
};

/// An object with a work item.
pub(crate) trait HasWorkItem: Body {
    /// Its work item.
    fn work(&self) -> &Work;
    /// What the work item runs, at `PASSIVE_LEVEL`.
    fn run(object: Obj<Self>);
}

/// A work item of the I/O manager.
///
/// # Invariants
/// The item is null or allocated, and freed with this. While a run is queued, it holds a reference
/// to the object.
pub(crate) struct Work {
    item: Cell<PIO_WORKITEM>,
    runs: SpinLock<RunCount>,
    idle: Event,
}

// SAFETY: the item is set before another thread knows the object; the rest guards itself.
unsafe impl Sync for Work {}
// SAFETY: a work item is not bound to the thread that allocated it.
unsafe impl Send for Work {}

/// What became of a request for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enqueued {
    /// A run is queued.
    Now,
    /// One was queued already.
    Before,
    /// The object is being deleted: nothing runs any more.
    Ended,
}

struct RunCount {
    queued: bool,
    ended: bool,
    /// Queued or running.
    outstanding: u32,
    thread: *const u8,
}

// SAFETY: the thread is compared, never used.
unsafe impl Send for RunCount {}

impl Work {
    pub(crate) fn new() -> Self {
        Self {
            item: Cell::new(ptr::null_mut()),
            runs: SpinLock::new(RunCount {
                queued: false,
                ended: false,
                outstanding: 0,
                thread: ptr::null(),
            }),
            idle: Event::new(),
        }
    }

    /// Once, at the final address.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn initialize(&self, device: Obj<Device>) -> Result<(), NTSTATUS> {
        self.idle.initialize();
        self.idle.set();
        // SAFETY: the device is an ancestor of the object, so its device object outlives the item.
        let item = unsafe { IoAllocateWorkItem(device.wdm()) };
        self.item.set(item);
        if item.is_null() {
            Err(STATUS_INSUFFICIENT_RESOURCES)
        } else {
            Ok(())
        }
    }

    /// Whether [`Work::initialize`] was called.
    pub(crate) fn exists(&self) -> bool {
        !self.item.get().is_null()
    }

    /// Whether the current thread is inside the callback.
    pub(crate) fn is_mine(&self) -> bool {
        self.runs.with(|runs| runs.thread == current_thread())
    }

    /// Waits until nothing is queued and nothing runs. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn flush(&self) {
        if self.exists() {
            self.idle.wait();
        }
    }

    /// From now on no run is queued.
    pub(crate) fn close(&self) {
        self.runs.with(|runs| runs.ended = true);
    }

    /// Queues a run, unless one is queued or the object is being deleted.
    pub(crate) fn enqueue<T: HasWorkItem>(object: Obj<T>) -> Enqueued {
        let work = object.work();
        let outcome = work.runs.with(|runs| {
            if runs.queued {
                return Enqueued::Before;
            }
            if runs.ended {
                return Enqueued::Ended;
            }
            runs.queued = true;
            runs.outstanding += 1;
            work.idle.clear();
            Enqueued::Now
        });
        if outcome == Enqueued::Now {
            // Until the run is over, it holds the object.
            let context = object.reference().into_context();
            let routine = Some(run::<T> as wdk_sys::fn_ptr!(fn(PDEVICE_OBJECT, PVOID)));
            // SAFETY: `queued` was false, so the allocated item is not queued.
            unsafe { IoQueueWorkItem(work.item.get(), routine, DelayedWorkQueue, context) };
        }
        outcome
    }

    fn begin(&self) {
        self.runs.with(|runs| {
            runs.queued = false;
            runs.thread = current_thread();
        });
    }

    fn end(&self) {
        self.runs.with(|runs| {
            runs.thread = ptr::null();
            runs.outstanding -= 1;
            if runs.outstanding == 0 {
                self.idle.set();
            }
        });
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        let item = self.item.get();
        if !item.is_null() {
            // SAFETY: allocated by `initialize`, and not queued: a queued run holds the object.
            unsafe { IoFreeWorkItem(item) };
        }
    }
}

wdk_sys::abi_fn! {
    [unsafe] fn run<T: HasWorkItem>(_device: PDEVICE_OBJECT, context: PVOID) {
        // SAFETY: `enqueue` passed a reference for this run.
        let Some(object) = (unsafe { Ref::<T>::from_context(context) }) else {
            return;
        };
        object.work().begin();
        T::run(*object);
        object.work().end();
    }
}

/// The current thread, to be compared.
pub(crate) fn current_thread() -> *const u8 {
    // SAFETY: callable at any level; the thread is compared, never used.
    unsafe { KeGetCurrentThread() }.cast_const().cast()
}
