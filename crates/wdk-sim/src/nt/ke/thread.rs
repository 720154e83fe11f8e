//! Thread objects: what a thread is for drivers.
#![expect(unsafe_code, reason = "initialises thread objects")]

use std::ptr;

use wdk_sys::PVOID;

use super::{dispatcher::kind, layer::Ke};
use crate::{engine::scheduler::thread::Thread, nt::ob::types};

/// Bytes of an `ETHREAD`; drivers only pass its address around.
const ETHREAD_SIZE: usize = 0x900;
impl Ke {
    /// The `ETHREAD` of a thread.
    pub(crate) fn thread_object(&self, thread: &Thread) -> PVOID {
        let object = thread.object.get();
        if !object.is_null() {
            return object;
        }
        let created = self.objects.create(&types::THREAD, ETHREAD_SIZE);
        let object = created.expect("no memory for a thread object").body();
        // SAFETY: fresh memory, large enough for a dispatcher header.
        unsafe { self.initialise(object.cast(), kind::THREAD, ETHREAD_SIZE, 0) };
        thread.object.set(object);
        object
    }

    /// The thread has ended: wakes the threads that wait for it.
    pub(crate) fn end_thread_object(&self, thread: &Thread) {
        let body = thread.object.replace(ptr::null_mut());
        if body.is_null() {
            return;
        }
        self.signal(body.cast(), 1);
        let object = self.objects.check(body, "the end of a thread");
        self.objects.dereference(object);
    }
}
