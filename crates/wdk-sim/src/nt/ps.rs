//! The process manager: threads that drivers start, and processes.
//!
//! Two processes are always there: the system, and the one that programs are which a test does not start.

pub(crate) mod token;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wdk_sys::{NTSTATUS, PVOID};

use super::{
    ke::layer::Ke,
    ob::{header::Object, manager::Ob, types},
};
use crate::engine::{scheduler::thread::Thread, state::NORMAL_PRIORITY, trace::Category};

/// Number of the system process.
pub(crate) const SYSTEM_PROCESS: usize = 4;
/// Number of the process that all programs are which no test has started.
pub(crate) const PROGRAMS: usize = 0x1C8;
/// Numbers of processes that are started, and of their threads, begin here: behind those of the system's threads.
const FIRST_NUMBER: usize = 0x10_0000;

/// A process that a test has started.
pub(crate) struct Process {
    pub(crate) id: usize,
    /// The process that it inherits from.
    pub(crate) parent: usize,
    /// Process and thread that have created it.
    pub(crate) creator: (usize, usize),
    /// The path of its image, as the object manager has it.
    pub(crate) image: Box<[u16]>,
    pub(crate) command_line: Box<[u16]>,
    /// The system time of its creation.
    pub(crate) created: i64,
    pub(crate) object: Object,
    /// Whom it runs as: an object with a reference that the process holds.
    pub(crate) token: Object,
    /// What it ended with.
    pub(crate) exit_status: Cell<Option<NTSTATUS>>,
    /// Its threads that have not ended, the first one first.
    pub(crate) threads: RefCell<Vec<ProgramThread>>,
}

/// A thread of a process that a test has started: its code is not simulated, so it has no coroutine but in a call
/// of the kernel.
#[derive(Clone, Copy)]
pub(crate) struct ProgramThread {
    pub(crate) id: usize,
    pub(crate) object: Object,
}

/// The processes that tests have started.
#[derive(Default)]
pub(crate) struct Processes {
    all: RefCell<Vec<Rc<Process>>>,
    numbers: Cell<usize>,
    /// The process and the thread that programs' calls come from, when a test has chosen one.
    pub(crate) calling: RefCell<Option<(Rc<Process>, ProgramThread)>>,
    /// The tokens of the processes that are always there, made on demand.
    pub(super) system_token: Cell<Option<Object>>,
    pub(super) programs_token: Cell<Option<Object>>,
}

impl Processes {
    /// The number of a process or a thread that was not used yet.
    pub(crate) fn number(&self) -> usize {
        let next = self.numbers.get() + 1;
        self.numbers.set(next);
        FIRST_NUMBER + next * 4
    }

    pub(crate) fn add(&self, process: &Rc<Process>) {
        self.all.borrow_mut().push(Rc::clone(process));
    }

    /// The processes that have not ended.
    pub(crate) fn running(&self) -> Vec<Rc<Process>> {
        let all = self.all.borrow();
        let running = all.iter().filter(|it| it.exit_status.get().is_none());
        running.cloned().collect()
    }

    /// The process with this number, also one that has ended.
    fn by_id(&self, id: usize) -> Option<Rc<Process>> {
        let all = self.all.borrow();
        all.iter().find(|it| it.id == id).cloned()
    }

    /// The process of an object, also one that has ended.
    pub(crate) fn of_object(&self, object: PVOID) -> Option<Rc<Process>> {
        let all = self.all.borrow();
        all.iter().find(|it| it.object.body() == object).cloned()
    }

    /// Takes out the processes that have ended and that nobody has a reference to.
    fn take_unreferenced(&self) -> Vec<Rc<Process>> {
        let mut all = self.all.borrow_mut();
        let unreferenced = |it: &mut Rc<Process>| {
            it.exit_status.get().is_some() && it.object.header().pointers.get() == 1
        };
        all.extract_if(.., unreferenced).collect()
    }

    /// A thread that has not ended, and its process.
    pub(crate) fn thread(
        &self,
        wanted: impl Fn(&ProgramThread) -> bool,
    ) -> Option<(Rc<Process>, ProgramThread)> {
        self.running().into_iter().find_map(|process| {
            let found = process.threads.borrow().iter().copied().find(&wanted);
            found.map(|thread| (process, thread))
        })
    }
}

/// The number of a process that is always there.
pub(crate) fn process_id(of_program: bool) -> usize {
    if of_program { PROGRAMS } else { SYSTEM_PROCESS }
}

/// The number of a thread of the system.
fn thread_id(thread: &Thread) -> usize {
    // Identifiers of threads and processes are multiples of four.
    thread.number as usize * 4 + 0x100
}

impl Ke {
    /// Lets go of the processes that have ended and that nobody has a reference to.
    pub(crate) fn forget_processes(&self) {
        for process in self.processes.take_unreferenced() {
            self.objects.dereference(process.object);
            self.objects.dereference(process.token);
        }
    }

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

    /// The numbers of the process and of the thread that a simulated thread is.
    pub(crate) fn client_id(&self, thread: &Thread) -> (usize, usize) {
        match thread.acts_as.get() {
            (0, 0) => (process_id(thread.of_program.get()), thread_id(thread)),
            other => other,
        }
    }

    /// The numbers of the process and of the thread that an `ETHREAD` stands for, unless it has ended.
    pub(crate) fn client_id_of(&self, object: PVOID) -> Option<(usize, usize)> {
        if let Some(thread) = self.thread_of(object) {
            return Some(self.client_id(&thread));
        }
        let found = self.processes.thread(|it| it.object.body() == object);
        found.map(|(process, thread)| (process.id, thread.id))
    }

    /// The numbers of the running thread, those of the system when none runs.
    pub(crate) fn current_client_id(&self) -> (usize, usize) {
        let thread = self.sched.running();
        thread.map_or((SYSTEM_PROCESS, 0), |thread| self.client_id(thread))
    }

    /// The `EPROCESS` of a process that has not ended.
    pub(crate) fn process_of_id(&self, id: usize) -> Option<PVOID> {
        match id {
            SYSTEM_PROCESS => Some(self.process_object(false)),
            PROGRAMS => Some(self.process_object(true)),
            _ => {
                let running = self.processes.running();
                let found = running.iter().find(|it| it.id == id);
                found.map(|it| it.object.body())
            }
        }
    }

    /// The number of the process that an `EPROCESS` stands for.
    pub(crate) fn id_of_process(&self, object: PVOID) -> Option<usize> {
        if let Some(process) = self.processes.of_object(object) {
            return Some(process.id);
        }
        [false, true]
            .into_iter()
            .find(|of_program| self.process_object(*of_program) == object)
            .map(process_id)
    }

    /// The process in whose address space the running thread is: the one that it is attached to, or its own.
    pub(crate) fn current_process(&self) -> PVOID {
        let attached = self
            .sched
            .running()
            .map_or(std::ptr::null_mut(), |thread| thread.attached.get());
        if !attached.is_null() {
            return attached;
        }
        let (own, _) = self.current_client_id();
        // The process of a thread that runs has not ended, or is the system.
        self.process_of_id(own)
            .unwrap_or_else(|| self.process_object(false))
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

    /// Runs `body` as a call of a program: of the process that the test has chosen, or of the one that is always
    /// there.
    pub(crate) fn as_program<R>(&self, body: impl FnOnce() -> R) -> R {
        self.forget_processes();
        let calling = self.processes.calling.borrow().clone();
        self.acting_as(
            calling
                .as_ref()
                .map(|(process, thread)| (&**process, *thread)),
            body,
        )
    }

    /// Runs `body` as a thread of a program.
    pub(crate) fn acting_as<R>(
        &self,
        who: Option<(&Process, ProgramThread)>,
        body: impl FnOnce() -> R,
    ) -> R {
        let Some(running) = self.sched.running_rc() else {
            return body();
        };
        let of_program = running.of_program.replace(true);
        let (ids, object) = match who {
            Some((process, thread)) => ((process.id, thread.id), thread.object.body()),
            None => ((0, 0), running.object.get()),
        };
        let ids = running.acts_as.replace(ids);
        let own = running.object.replace(object);
        let result = body();
        // The thread's own object may have been made meanwhile.
        if who.is_some() || !own.is_null() {
            running.object.set(own);
        }
        running.acts_as.set(ids);
        running.of_program.set(of_program);
        result
    }
}

impl Ob {
    /// The `EPROCESS` of the programs, or of the system.
    pub(crate) fn process_object(&self, of_program: bool) -> PVOID {
        let place = if of_program {
            &self.objects.programs
        } else {
            &self.objects.process
        };
        let process = place.get().or_else(|| {
            let process = self.objects.create(&types::PROCESS, PROCESS_SIZE).ok();
            place.set(process);
            process
        });
        process.map_or(std::ptr::null_mut(), Object::body)
    }
}

/// Bytes of an `EPROCESS`; drivers only pass its address around.
pub(crate) const PROCESS_SIZE: usize = 0xB00;
