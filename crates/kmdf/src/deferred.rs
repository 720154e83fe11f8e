//! What timers, DPCs and work items share: the object they serve, the lock of its callbacks, and
//! a work item that counts its runs.

use core::{
    cell::Cell,
    ptr::{self, NonNull},
};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItem,
    KeGetCurrentThread, NTSTATUS, PDEVICE_OBJECT, PIO_WORKITEM, PVOID,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_DEVICE_REQUEST,
};

use crate::{
    device::Device,
    event::Event,
    object::{Body, CallbackLock, Header, Obj},
    queue::Queue,
    status,
    sync::SpinLock,
};

/// The object that a timer, DPC or work item serves.
///
/// # Invariants
/// The object is an ancestor: it lives until this one's cleanup has finished. So does the lock.
#[derive(Clone, Copy)]
pub(crate) struct CallbackParent {
    pub(crate) object: NonNull<Header>,
    pub(crate) device: Obj<Device>,
    lock: Option<NonNull<CallbackLock>>,
}

impl CallbackParent {
    /// Checks that `parent` is a device or belongs to one, and finds the lock of its callbacks
    /// if the driver wants to share it.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_REQUEST` without a device;
    /// `STATUS_WDF_INCOMPATIBLE_EXECUTION_LEVEL` when the levels of the callbacks differ.
    pub(crate) fn new(parent: &Header, serialise: bool, passive: bool) -> Result<Self, NTSTATUS> {
        let mut nearest = None;
        let mut next = Some(NonNull::from(parent));
        while let Some(header) = next {
            // SAFETY: an ancestor of a live object.
            let object = unsafe { header.as_ref() };
            if object.class().is(Queue::CLASS) && nearest.is_none() {
                // SAFETY: the class says what the body is.
                let queue: Obj<Queue> = unsafe { Obj::from_raw(header) };
                nearest = Some(queue.lock_of_callbacks().map(NonNull::from));
            }
            if object.class().is(Device::CLASS) {
                // SAFETY: the class says what the body is.
                let device: Obj<Device> = unsafe { Obj::from_raw(header) };
                let lock = nearest.unwrap_or_else(|| device.callbacks_lock().map(NonNull::from));
                return Self::with_device(parent, device, lock.filter(|_| serialise), passive);
            }
            next = object.parent();
        }
        Err(STATUS_INVALID_DEVICE_REQUEST)
    }

    fn with_device(
        parent: &Header,
        device: Obj<Device>,
        lock: Option<NonNull<CallbackLock>>,
        passive: bool,
    ) -> Result<Self, NTSTATUS> {
        // SAFETY: the lock of an ancestor.
        if lock.is_some_and(|lock| unsafe { lock.as_ref() }.is_passive() != passive) {
            return Err(status::WDF_INCOMPATIBLE_EXECUTION_LEVEL);
        }
        Ok(Self {
            object: NonNull::from(parent),
            device,
            lock,
        })
    }

    /// The lock around the callbacks.
    pub(crate) fn lock(&self) -> Option<&CallbackLock> {
        // SAFETY: the invariant.
        self.lock.map(|lock| unsafe { lock.as_ref() })
    }

    /// The served object's handle.
    pub(crate) fn handle(&self) -> PVOID {
        self.object.as_ptr().cast()
    }
}

impl Obj<Device> {
    /// The lock around the device's callbacks, if the driver synchronises by device.
    fn callbacks_lock(&self) -> Option<&CallbackLock> {
        use wdk_sys::wdf::_WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeDevice;
        let by_device = self.header().constraints().scope == WdfSynchronizationScopeDevice;
        by_device.then(|| self.io_lock())
    }
}

/// An object whose work runs at `PASSIVE_LEVEL`.
pub(crate) trait HasWorkItem: Body {
    /// The work item.
    fn work(&self) -> &Work;
    /// What it runs.
    fn run(object: Obj<Self>);
}

/// A work item.
pub(crate) struct Work {
    item: Cell<PIO_WORKITEM>,
    runs: SpinLock<RunCount>,
    idle: Event,
}

// SAFETY: the item is set before the object is known; the rest guards itself.
unsafe impl Sync for Work {}
// SAFETY: as above.
unsafe impl Send for Work {}

struct RunCount {
    queued: bool,
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
        // SAFETY: the device object outlives what serves the device.
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

    /// Queues a run, unless one is queued.
    pub(crate) fn enqueue<T: HasWorkItem>(object: Obj<T>) -> bool {
        let work = object.work();
        let queue = work.runs.with(|runs| {
            let queue = !runs.queued;
            if queue {
                runs.queued = true;
                runs.outstanding += 1;
                work.idle.clear();
            }
            queue
        });
        if queue {
            // Until the run is over, it holds the object.
            let context = object.reference().into_raw().as_ptr().as_ptr().cast();
            let routine = Some(run::<T> as wdk_sys::fn_ptr!(fn(PDEVICE_OBJECT, PVOID)));
            // SAFETY: an allocated item that is not queued.
            unsafe { IoQueueWorkItem(work.item.get(), routine, DelayedWorkQueue, context) };
        }
        queue
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
            // SAFETY: allocated by `initialize`, and not queued: that would hold the object.
            unsafe { IoFreeWorkItem(item) };
        }
    }
}

wdk_sys::abi_fn! {
    [unsafe] fn run<T: HasWorkItem>(_device: PDEVICE_OBJECT, context: PVOID) {
        let Some(header) = NonNull::new(context.cast::<Header>()) else {
            return;
        };
        // SAFETY: `enqueue` passed the object.
        let object: Obj<T> = unsafe { Obj::from_raw(header) };
        // SAFETY: `enqueue` held it for this run.
        let object = unsafe { crate::object::Ref::from_raw(object) };
        object.work().begin();
        T::run(*object);
        object.work().end();
    }
}

/// The current thread, to be compared.
pub(crate) fn current_thread() -> *const u8 {
    // SAFETY: has no precondition.
    unsafe { KeGetCurrentThread() }.cast_const().cast()
}
