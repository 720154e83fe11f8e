//! Objects that were deleted above `PASSIVE_LEVEL` and have to end at it: a work item does it.
#![expect(
    unsafe_code,
    reason = "a work item of the kernel, and a queue of objects"
)]

use core::ptr::{self, NonNull};

use wdk_sys::{
    _WORK_QUEUE_TYPE::DelayedWorkQueue, IoAllocateWorkItem, IoFreeWorkItem, IoQueueWorkItemEx,
    PIO_WORKITEM, PVOID,
};

use super::Header;
use crate::{Fx, Globals, event::Event, sync::SpinLock};

/// The waiting objects of one driver.
pub(crate) struct Disposals {
    waiting: SpinLock<Waiting>,
    idle: Event,
}

struct Waiting {
    first: *const Header,
    last: *const Header,
    worker: bool,
    /// The device whose object the worker ends.
    ending: *const Header,
}

impl Waiting {
    /// Takes out the first object that fits.
    fn take(&mut self, fits: impl Fn(&Header) -> bool) -> Option<NonNull<Header>> {
        let mut before: *const Header = ptr::null();
        let mut next = self.first;
        // SAFETY: a queued object lives until it is taken out.
        while let Some(object) = unsafe { next.as_ref() } {
            if !fits(object) {
                before = next;
                next = object.deferred.get();
                continue;
            }
            let after = object.deferred.get();
            // SAFETY: it is queued, too.
            match unsafe { before.as_ref() } {
                Some(before) => before.deferred.set(after),
                None => self.first = after,
            }
            if after.is_null() {
                self.last = before;
            }
            return Some(NonNull::from(object));
        }
        None
    }
}

// SAFETY: the pointers are to objects, which any thread may end.
unsafe impl Send for Waiting {}

impl Disposals {
    pub(crate) fn new() -> Self {
        Self {
            waiting: SpinLock::new(Waiting {
                first: ptr::null(),
                last: ptr::null(),
                worker: false,
                ending: ptr::null(),
            }),
            idle: Event::new(),
        }
    }

    /// Once, when the globals have their final address.
    pub(crate) fn initialize(&self) {
        self.idle.initialize_set();
    }

    /// Queues an object, which is deleted or has no references.
    pub(super) fn push(&self, object: &Header) {
        object.deferred.set(ptr::null());
        self.waiting.with(|waiting| {
            // SAFETY: a queued object lives until `pop` takes it out, and then is `last` no more.
            match unsafe { waiting.last.as_ref() } {
                Some(last) => last.deferred.set(object),
                None => waiting.first = object,
            }
            waiting.last = object;
        });
    }

    /// Starts the worker if something waits and it does not run. Without memory for the work
    /// item, the objects wait for the next call, at the latest the driver's unloading.
    pub(crate) fn start_worker(&self, fx: Fx) {
        let start = self.waiting.with(|waiting| {
            let start = !waiting.first.is_null() && !waiting.worker;
            if start {
                waiting.worker = true;
                self.idle.clear();
            }
            start
        });
        if !start {
            return;
        }
        // SAFETY: the function takes the driver object as well as a device object.
        let item = unsafe { IoAllocateWorkItem(fx.driver_object.cast()) };
        if item.is_null() {
            self.waiting.with(|waiting| self.end_worker(waiting));
            return;
        }
        let context = fx.into_raw().as_ptr().cast();
        // SAFETY: a fresh work item; the globals live until the worker is idle.
        unsafe { IoQueueWorkItemEx(item, Some(worker), DelayedWorkQueue, context) };
    }

    fn drain(&self) {
        while let Some(object) = self.waiting.with(|waiting| waiting.take(|_| true)) {
            // SAFETY: taken out just now; it ends in this call at the earliest.
            unsafe { object.as_ref() }.resume_at_passive();
        }
    }

    /// Ends all waiting objects and waits for the worker. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn flush(&self) {
        self.drain();
        self.wait_for_worker();
        self.drain();
    }

    /// Under the lock, so that the next worker cannot have begun. Who waits takes the lock afterwards, so that this is
    /// the worker's last use of the globals.
    fn end_worker(&self, waiting: &mut Waiting) {
        waiting.worker = false;
        self.idle.set();
    }

    fn wait_for_worker(&self) {
        let status = self.idle.wait_here(None);
        debug_assert_eq!(status, 0);
    }

    /// Ends the waiting objects that belong to `device`, and returns when none of them is being ended. IRQL:
    /// `PASSIVE_LEVEL`.
    pub(crate) fn flush_device(&self, device: &Header) {
        loop {
            let (object, busy) = self.waiting.with(|waiting| {
                let object = waiting.take(|object| ptr::eq(object.device(), device));
                (object, ptr::eq(waiting.ending, device))
            });
            match object {
                // SAFETY: taken out just now; it ends in this call at the earliest.
                Some(object) => unsafe { object.as_ref() }.resume_at_passive(),
                None if busy => self.wait_for_worker(),
                None => return,
            }
        }
    }
}

#[wdk_sys::abi]
unsafe fn worker(_object: PVOID, context: PVOID, item: PIO_WORKITEM) {
    // SAFETY: `start_worker` passed the globals.
    let Some(globals) = NonNull::new(context.cast::<Globals>()) else {
        return;
    };
    let fx = Fx::from_raw(globals);
    // SAFETY: allocated by `start_worker`; a running work item may be freed.
    unsafe { IoFreeWorkItem(item) };
    let disposals = &fx.disposals;
    while let Some(object) = disposals.waiting.with(|waiting| {
        let object = waiting.take(|_| true);
        // SAFETY: taken out just now, and not ended yet.
        waiting.ending = object.map_or(ptr::null(), |object| unsafe { object.as_ref() }.device());
        if object.is_none() {
            disposals.end_worker(waiting);
        }
        object
    }) {
        // SAFETY: taken out just now; it ends in this call at the earliest.
        unsafe { object.as_ref() }.resume_at_passive();
    }
}
