//! The process manager: threads that drivers start, and the two processes.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::PVOID;

use super::{
    ke::layer::Ke,
    ob::{header::Object, manager::Ob, types},
};
use crate::engine::{scheduler::thread::Thread, state::NORMAL_PRIORITY, trace::Category};

/// Number of the system process.
const SYSTEM_PROCESS: usize = 4;
/// Number of the process that all programs are.
const PROGRAMS: usize = 0x1C8;

/// The number of a process.
pub(crate) fn process_id(of_program: bool) -> usize {
    if of_program { PROGRAMS } else { SYSTEM_PROCESS }
}

impl Ke {
    /// Whether the running thread is a program's, in a call of the kernel.
    pub(crate) fn in_program(&self) -> bool {
        let thread = self.sched.running();
        thread.is_some_and(|thread| thread.of_program.get())
    }

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
    /// The `EPROCESS` of the programs, or of the system.
    pub(crate) fn process_object(&self, of_program: bool) -> PVOID {
        /// Drivers only pass its address around.
        const SIZE: usize = 0xB00;
        let place = if of_program {
            &self.objects.programs
        } else {
            &self.objects.process
        };
        let process = place.get().or_else(|| {
            let process = self.objects.create(&types::PROCESS, SIZE).ok();
            place.set(process);
            process
        });
        process.map_or(std::ptr::null_mut(), Object::body)
    }
}
