//! Threads as drivers see them.
#![expect(unsafe_code, reason = "makes the objects that stand for threads")]

use std::rc::Rc;

use wdk_sys::PVOID;

use crate::{dispatcher::kind, machine::Kernel, scheduler::Thread};

/// Bytes of an `ETHREAD`; drivers only pass its address around.
const ETHREAD_SIZE: usize = 0x900;

impl Kernel {
    /// The `ETHREAD` of a thread.
    pub(crate) fn thread_object(&self, thread: &Thread) -> PVOID {
        let object = thread.object.get();
        if !object.is_null() {
            return object;
        }
        let memory = vec![0_u128; ETHREAD_SIZE / 16].into_boxed_slice();
        let object: PVOID = Box::leak(memory).as_mut_ptr().cast();
        // SAFETY: fresh memory, large enough for a dispatcher header.
        unsafe { self.initialise(object.cast(), kind::THREAD, ETHREAD_SIZE, 0) };
        thread.object.set(object);
        object
    }

    /// The thread that an `ETHREAD` stands for.
    pub(crate) fn thread_of(&self, object: PVOID) -> Option<Rc<Thread>> {
        let threads = self.sched.threads();
        threads
            .into_iter()
            .find(|thread| thread.object.get() == object)
    }
}
