//! The process manager: threads that drivers start, and the one process.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::PVOID;

use super::{
    ke::layer::Ke,
    ob::{header::Object, manager::Ob, types},
};
use crate::engine::{scheduler::thread::Thread, state::NORMAL_PRIORITY, trace::Category};

impl Ke {
    /// The thread that an `ETHREAD` stands for.
    pub(crate) fn thread_of(&self, object: PVOID) -> Option<Rc<Thread>> {
        let threads = self.sched.threads();
        threads
            .into_iter()
            .find(|thread| thread.object.get() == object)
    }

    /// Starts a thread that runs a driver's routine.
    pub(crate) fn start_system_thread(
        &self,
        routine: impl FnOnce() + 'static,
        name: &'static str,
    ) -> Rc<Thread> {
        let driver = self.current_driver();
        let body = move || {
            Ke::current().in_driver(driver, Category::Callback, name, String::new, routine);
        };
        self.start_thread("system thread", NORMAL_PRIORITY, Box::new(body))
    }
}

impl Ob {
    /// The `EPROCESS` that all threads belong to.
    pub(crate) fn process_object(&self) -> PVOID {
        /// Drivers only pass its address around.
        const SIZE: usize = 0xB00;
        let process = self.objects.process.get().or_else(|| {
            let process = self.objects.create(&types::PROCESS, SIZE).ok();
            self.objects.process.set(process);
            process
        });
        process.map_or(std::ptr::null_mut(), Object::body)
    }
}
