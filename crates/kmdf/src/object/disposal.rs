//! Objects that were deleted above `PASSIVE_LEVEL` and have to end at it: a work item does it.

use core::{
    cell::UnsafeCell,
    ptr::{self, NonNull},
};

use wdk_sys::{
    _EVENT_TYPE::NotificationEvent, _KWAIT_REASON::Executive, _MODE::KernelMode,
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItemEx,
    KEVENT, KeClearEvent, KeInitializeEvent, KeSetEvent, KeWaitForSingleObject, PIO_WORKITEM,
    PVOID,
};

use super::Header;
use crate::{Fx, Globals, sync::SpinLock};

/// The waiting objects of one driver.
pub struct Disposals {
    waiting: SpinLock<Waiting>,
    idle: UnsafeCell<KEVENT>,
}

struct Waiting {
    first: *const Header,
    last: *const Header,
    worker: bool,
}

// SAFETY: the pointers are to objects, which any thread may end.
unsafe impl Send for Waiting {}
// SAFETY: the event is a kernel object, made for use by many threads.
unsafe impl Sync for Disposals {}

impl Disposals {
    pub(crate) fn new() -> Self {
        Self {
            waiting: SpinLock::new(Waiting {
                first: ptr::null(),
                last: ptr::null(),
                worker: false,
            }),
            // SAFETY: a KEVENT is plain data; `initialize` makes an event of it in place.
            idle: UnsafeCell::new(unsafe { core::mem::zeroed() }),
        }
    }

    /// Once, when the globals have their final address.
    pub(crate) fn initialize(&self) {
        // SAFETY: in place, before anybody waits.
        unsafe { KeInitializeEvent(self.idle.get(), NotificationEvent, 1) };
    }

    /// Queues an object, which is deleted or has no references.
    pub(super) fn push(&self, object: &Header) {
        object.deferred.set(ptr::null());
        self.waiting.with(|waiting| {
            // SAFETY: an object in line lives until it is taken out.
            match unsafe { waiting.last.as_ref() } {
                Some(last) => last.deferred.set(object),
                None => waiting.first = object,
            }
            waiting.last = object;
        });
    }

    fn pop(&self) -> Option<NonNull<Header>> {
        self.waiting.with(|waiting| {
            let first = NonNull::new(waiting.first.cast_mut())?;
            // SAFETY: an object in line lives until it is taken out.
            waiting.first = unsafe { first.as_ref() }.deferred.get();
            if waiting.first.is_null() {
                waiting.last = ptr::null();
            }
            Some(first)
        })
    }

    /// Starts the worker if something waits and it does not run. Without memory for the work
    /// item, the objects wait for the next call, at the latest the driver's unloading.
    pub(crate) fn start_worker(&self, fx: Fx) {
        let start = self.waiting.with(|waiting| {
            let start = !waiting.first.is_null() && !waiting.worker;
            if start {
                waiting.worker = true;
                // SAFETY: an initialised event.
                unsafe { KeClearEvent(self.idle.get()) };
            }
            start
        });
        if !start {
            return;
        }
        // SAFETY: the function takes the driver object as well as a device object.
        let item = unsafe { IoAllocateWorkItem(fx.driver_object.cast()) };
        if item.is_null() {
            self.waiting.with(|waiting| waiting.worker = false);
            // SAFETY: an initialised event.
            unsafe { KeSetEvent(self.idle.get(), 0, 0) };
            return;
        }
        let context = fx.into_raw().as_ptr().cast();
        // SAFETY: a fresh work item; the globals live until the worker is idle.
        unsafe { IoQueueWorkItemEx(item, Some(worker), DelayedWorkQueue, context) };
    }

    fn drain(&self) {
        while let Some(object) = self.pop() {
            // SAFETY: an object in line lives until it is taken out, here.
            unsafe { object.as_ref() }.resume_at_passive();
        }
    }

    /// Ends all waiting objects and waits for the worker. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn flush(&self) {
        self.drain();
        // SAFETY: an initialised event that lives as long as `self`.
        let status = unsafe {
            KeWaitForSingleObject(
                self.idle.get().cast(),
                Executive,
                KernelMode as _,
                0,
                ptr::null_mut(),
            )
        };
        debug_assert_eq!(status, 0);
        self.drain();
    }
}

#[wdk_sys::abi]
unsafe fn worker(_object: PVOID, context: PVOID, item: PIO_WORKITEM) {
    // SAFETY: `start_worker` passed the globals.
    let Some(globals) = NonNull::new(context.cast::<Globals>()) else {
        return;
    };
    let fx = Fx::from_raw(globals);
    loop {
        fx.disposals.drain();
        let more = fx.disposals.waiting.with(|waiting| {
            waiting.worker = !waiting.first.is_null();
            waiting.worker
        });
        if !more {
            break;
        }
    }
    // SAFETY: allocated by `start_worker`; a running work item may be freed.
    unsafe { IoFreeWorkItem(item) };
    // SAFETY: an initialised event; after this the globals may go.
    unsafe { KeSetEvent(fx.disposals.idle.get(), 0, 0) };
}
