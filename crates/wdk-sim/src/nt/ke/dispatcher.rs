//! Dispatcher objects: events, semaphores, mutexes, timers and threads, and those who wait.
//!
//! Who waits for what is kept here and not in the objects' own lists: a driver that frees an
//! object while a thread waits for it shows up in a report and does not break the machine.
#![expect(
    unsafe_code,
    reason = "reads and writes objects in the memory of drivers"
)]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use wdk_sys::{
    NTSTATUS, PDISPATCHER_HEADER, PRKMUTANT, STATUS_ABANDONED, STATUS_SUCCESS, STATUS_TIMEOUT,
};

use super::address_map::AddressMap;
use crate::{
    engine::{
        scheduler::{DISPATCH_LEVEL, thread::Thread, wait::Wait},
        time::Deadline,
    },
    nt::{ke::layer::Ke, verifier::rules},
};

/// Values of a dispatcher header's type.
pub(crate) mod kind {
    pub(crate) const NOTIFICATION_EVENT: u8 = 0;
    pub(crate) const SYNCHRONIZATION_EVENT: u8 = 1;
    pub(crate) const MUTANT: u8 = 2;
    pub(crate) const PROCESS: u8 = 3;
    pub(crate) const QUEUE: u8 = 4;
    pub(crate) const SEMAPHORE: u8 = 5;
    pub(crate) const THREAD: u8 = 6;
    pub(crate) const NOTIFICATION_TIMER: u8 = 8;
    pub(crate) const SYNCHRONIZATION_TIMER: u8 = 9;
}

/// Who waits for which object.
#[derive(Default)]
pub(crate) struct Dispatcher {
    waiters: RefCell<AddressMap<VecDeque<Rc<Thread>>>>,
    /// Threads that wait for something that is no dispatcher object, by its address.
    parked: RefCell<AddressMap<Vec<Rc<Thread>>>>,
}

/// The state of an object.
fn header(object: PDISPATCHER_HEADER) -> &'static Cell<i32> {
    // SAFETY: drivers pass objects that they keep alive while they are used; one that is not
    // faults here, which the machine reports.
    let state = unsafe { &raw mut (*object).SignalState };
    // SAFETY: as above; the machine reaches the state only through this cell.
    unsafe { &*state.cast() }
}

fn kind_of(object: PDISPATCHER_HEADER) -> u8 {
    // SAFETY: as in `header`.
    unsafe { (*object).Type }
}

impl Ke {
    /// Whether the object is signalled for `thread`.
    fn is_signalled(&self, object: PDISPATCHER_HEADER, thread: &Thread) -> bool {
        let state = header(object).get();
        state > 0 || (kind_of(object) == kind::MUTANT && self.owns_mutant(object, thread))
    }

    fn owns_mutant(&self, object: PDISPATCHER_HEADER, thread: &Thread) -> bool {
        let mutant: PRKMUTANT = object.cast();
        // SAFETY: an object of this type is a mutant, and alive as in `header`.
        let owner = unsafe { (*mutant).OwnerThread };
        !owner.is_null() && owner.cast() == self.thread_object(thread)
    }

    /// Takes what a satisfied wait takes from the object. True when a mutex was abandoned.
    fn consume(&self, object: PDISPATCHER_HEADER, thread: &Thread) -> bool {
        let state = header(object);
        match kind_of(object) {
            kind::SYNCHRONIZATION_EVENT | kind::SYNCHRONIZATION_TIMER => state.set(0),
            kind::SEMAPHORE => state.set(state.get() - 1),
            kind::MUTANT => {
                let mutant: PRKMUTANT = object.cast();
                state.set(state.get() - 1);
                let owner = self.thread_object(thread).cast();
                // SAFETY: an object of this type is a mutant, and alive as in `header`.
                let mutant = unsafe { &mut *mutant };
                if mutant.OwnerThread != owner {
                    mutant.OwnerThread = owner;
                    let regions = i32::from(mutant.ApcDisable);
                    thread
                        .critical_regions
                        .set(thread.critical_regions.get() + regions);
                }
                return std::mem::replace(&mut mutant.Abandoned, 0) != 0;
            }
            _ => {}
        }
        false
    }

    /// The status with which a wait ends now, if it does; takes what it takes.
    fn satisfy(
        &self,
        thread: &Thread,
        objects: &[PDISPATCHER_HEADER],
        all: bool,
    ) -> Option<NTSTATUS> {
        if all {
            if !objects
                .iter()
                .all(|object| self.is_signalled(*object, thread))
            {
                return None;
            }
            let mut abandoned = false;
            for object in objects {
                abandoned |= self.consume(*object, thread);
            }
            return Some(if abandoned {
                STATUS_ABANDONED
            } else {
                STATUS_SUCCESS
            });
        }
        let index = objects
            .iter()
            .position(|object| self.is_signalled(*object, thread))?;
        let base = if self.consume(objects[index], thread) {
            STATUS_ABANDONED
        } else {
            STATUS_SUCCESS
        };
        Some(base + index as NTSTATUS)
    }

    /// Waits for one or for all of the objects. `timeout` is an NT time: negative is relative,
    /// `None` for ever.
    pub(crate) fn wait(
        &self,
        objects: &[PDISPATCHER_HEADER],
        all: bool,
        timeout: Option<i64>,
    ) -> NTSTATUS {
        let Some(thread) = self.sched.running_rc() else {
            return STATUS_TIMEOUT;
        };
        for object in objects {
            self.check_object(*object, "a thread waits for");
        }
        if self.sched.irql() >= DISPATCH_LEVEL && timeout != Some(0) {
            self.stop_wait_at_dispatch();
        }
        if let Some(status) = self.satisfy(&thread, objects, all) {
            return status;
        }
        // A thread that unwinds from a panic must not let others run.
        if timeout == Some(0) || std::thread::panicking() {
            return STATUS_TIMEOUT;
        }
        let deadline = timeout.map(|timeout| {
            let due = self.clock.due(timeout);
            self.clock.add(due, Deadline::Wait(Rc::clone(&thread)))
        });
        {
            let mut waiters = self.dispatcher.waiters.borrow_mut();
            for object in objects {
                let queue = waiters.entry(*object as usize).or_default();
                queue.push_back(Rc::clone(&thread));
            }
        }
        let wait = Wait {
            what: "",
            objects: objects.to_vec(),
            all,
            deadline,
            result: None,
        };
        thread.waiting.replace(Some(wait));
        self.sched.block();
        let wait = thread.waiting.take();
        wait.and_then(|wait| wait.result).unwrap_or(STATUS_TIMEOUT)
    }

    /// Lets the thread sleep until an NT time.
    pub(crate) fn delay(&self, until: i64) {
        let Some(thread) = self.sched.running_rc() else {
            return;
        };
        if self.sched.irql() >= DISPATCH_LEVEL {
            self.stop_wait_at_dispatch();
        }
        if std::thread::panicking() {
            return;
        }
        if until == 0 {
            self.sched.force_switch();
            self.sched.point();
            return;
        }
        let due = self.clock.due(until);
        let deadline = Some(self.clock.add(due, Deadline::Wait(Rc::clone(&thread))));
        let wait = Wait {
            what: "time to pass",
            objects: Vec::new(),
            all: false,
            deadline,
            result: None,
        };
        thread.waiting.replace(Some(wait));
        self.sched.block();
        thread.waiting.take();
    }

    /// Blocks the thread for as long as `must_wait`, which is asked again after every
    /// [`Ke::unpark`] of the same address.
    pub(crate) fn park_while(
        &self,
        address: usize,
        what: &'static str,
        must_wait: impl Fn() -> bool,
    ) {
        while must_wait() {
            let Some(thread) = self.sched.running_rc() else {
                return;
            };
            if self.sched.irql() >= DISPATCH_LEVEL {
                self.stop_wait_at_dispatch();
            }
            if std::thread::panicking() {
                return;
            }
            let wait = Wait {
                what,
                objects: Vec::new(),
                all: false,
                deadline: None,
                result: None,
            };
            thread.waiting.replace(Some(wait));
            let mut parked = self.dispatcher.parked.borrow_mut();
            parked.entry(address).or_default().push(Rc::clone(&thread));
            drop(parked);
            self.sched.block();
            thread.waiting.take();
        }
    }

    /// Lets all threads that are parked at `address` check their condition again.
    pub(crate) fn unpark(&self, address: usize) {
        let parked = self.dispatcher.parked.borrow_mut().remove(&address);
        for thread in parked.into_iter().flatten() {
            self.sched.make_ready(&thread);
        }
    }

    #[cold]
    fn stop_wait_at_dispatch(&self) {
        let irql = self.sched.irql();
        let message =
            format!("a thread waits at IRQL {irql}; only a timeout of zero is allowed there");
        if self.sched.in_dpc() {
            self.stop(0xB8, [0; 4], message);
        }
        self.violation(&rules::WAIT_IRQL, [u64::from(irql), 0, 0], message.clone());
        // The machine cannot continue: nothing else may run on this processor.
        self.stop(0xA, [0, u64::from(irql), 0, 0], message);
    }

    fn check_object(&self, object: PDISPATCHER_HEADER, does: &str) {
        let known = matches!(kind_of(object), 0..=6 | 8..=9);
        self.check(known, &rules::OBJECT_TYPE, || {
            format!("{does} {object:p}, which is no initialised dispatcher object")
        });
    }

    /// Wakes the threads whose waits are satisfied, now that the object is signalled.
    pub(crate) fn wake(&self, object: PDISPATCHER_HEADER) {
        if self.dispatcher.waiters.borrow().is_empty() {
            return;
        }
        loop {
            let next = {
                let waiters = self.dispatcher.waiters.borrow();
                let Some(queue) = waiters.get(&(object as usize)) else {
                    return;
                };
                queue.iter().find_map(|thread| {
                    let waiting = thread.waiting.borrow();
                    let wait = waiting.as_ref()?;
                    let status = self.satisfy(thread, &wait.objects, wait.all)?;
                    Some((Rc::clone(thread), status))
                })
            };
            let Some((thread, status)) = next else {
                return;
            };
            self.end_wait(&thread, status);
        }
    }

    /// A wait's time is up.
    pub(crate) fn time_out(&self, thread: &Rc<Thread>) {
        self.end_wait(thread, STATUS_TIMEOUT);
    }

    fn end_wait(&self, thread: &Rc<Thread>, status: NTSTATUS) {
        if let Some(wait) = thread.waiting.borrow_mut().as_mut() {
            wait.result = Some(status);
            if let Some(deadline) = wait.deadline.take() {
                self.clock.remove(deadline);
            }
            let mut waiters = self.dispatcher.waiters.borrow_mut();
            for object in &wait.objects {
                if let Some(queue) = waiters.get_mut(&(*object as usize)) {
                    queue.retain(|other| !Rc::ptr_eq(other, thread));
                    if queue.is_empty() {
                        waiters.remove(&(*object as usize));
                    }
                }
            }
        }
        self.sched.make_ready(thread);
    }

    /// Sets the object's state and wakes waiting threads. Returns the previous state.
    pub(crate) fn signal(&self, object: PDISPATCHER_HEADER, state: i32) -> i32 {
        let before = header(object).replace(state);
        if state > 0 {
            self.wake(object);
        }
        before
    }

    /// The object's state.
    pub(crate) fn state(&self, object: PDISPATCHER_HEADER) -> i32 {
        header(object).get()
    }

    /// Writes the header of a new object.
    ///
    /// # Safety
    /// `object` is the beginning of an object of this kind that is not in use yet.
    pub(crate) unsafe fn initialise(
        &self,
        object: PDISPATCHER_HEADER,
        kind: u8,
        size: usize,
        state: i32,
    ) {
        // SAFETY: by this function's contract.
        let header = unsafe { &mut *object };
        header.Type = kind;
        header.Signalling = 0;
        header.Size = (size / 4) as u8;
        header.DpcActive = 0;
        header.SignalState = state;
        header.WaitListHead.Flink = &raw mut header.WaitListHead;
        header.WaitListHead.Blink = &raw mut header.WaitListHead;
        // A block that was freed with waiters and is used again has none.
        if !self.dispatcher.waiters.borrow().is_empty() {
            self.dispatcher
                .waiters
                .borrow_mut()
                .remove(&(object as usize));
        }
    }

    /// For reports: what `object` is.
    pub(crate) fn describe_object(&self, object: PDISPATCHER_HEADER) -> String {
        let name = match kind_of(object) {
            kind::NOTIFICATION_EVENT => "notification event",
            kind::SYNCHRONIZATION_EVENT => "synchronization event",
            kind::MUTANT => "mutex",
            kind::PROCESS => "process",
            kind::QUEUE => "queue",
            kind::SEMAPHORE => "semaphore",
            kind::THREAD => "thread",
            kind::NOTIFICATION_TIMER | kind::SYNCHRONIZATION_TIMER => "timer",
            _ => "object",
        };
        format!("the {name} at {object:p}")
    }
}
