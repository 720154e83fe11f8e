//! Simulated processors and threads.
//!
//! Every thread is a coroutine; all of them run on the host thread that drives the machine, one
//! at a time. A thread yields only at scheduling points, which are the functions that a driver
//! calls, so a run depends on nothing but the choices made there.

#![expect(
    unsafe_code,
    reason = "switches coroutines and follows pointers to the running thread"
)]

pub(crate) mod choices;
pub(crate) mod depth;
pub(crate) mod dpc;
mod ready;
pub(crate) mod stack;
pub(crate) mod thread;
pub(crate) mod wait;

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    io, ptr,
    rc::Rc,
};

use corosensei::{Coroutine, stack::Stack as _};
use wdk_sys::{PKDPC, host};

pub use choices::{Alternative, Choices, Schedule};
pub(crate) use stack::DEFAULT_SIZE as DEFAULT_STACK;

use super::{
    addresses::{Addresses, Kind},
    bugcheck::capture,
    current,
    error::Frame,
    state::Engine,
};
use dpc::QueuedDpc;
use ready::ReadyQueues;
use thread::{Spin, State, Thread};

/// No thread switch on a processor from here up.
pub(crate) const DISPATCH_LEVEL: u8 = wdk_sys::DISPATCH_LEVEL as u8;
/// Scheduling points that a thread passes before threads of its priority get their turn.
const QUANTUM: u32 = 32;
/// Finished threads that are kept to be used again: a program's operation takes one and gives it
/// back.
const PARKED: usize = 16;
/// Turns without any progress of time after which a machine counts as stuck.
pub(crate) const DEFAULT_TURN_LIMIT: u64 = 2_000_000;

/// A simulated processor.
struct Processor {
    irql: Cell<u8>,
    current: RefCell<Option<Rc<Thread>>>,
    /// Runs DPCs when no thread is there to be interrupted.
    idle: RefCell<Option<Rc<Thread>>>,
    /// DPCs that wait for the IRQL to fall below `DISPATCH_LEVEL`.
    dpcs: RefCell<VecDeque<QueuedDpc>>,
    in_dpc: Cell<bool>,
}

impl Processor {
    fn new() -> Self {
        Self {
            irql: Cell::new(0),
            current: RefCell::new(None),
            idle: RefCell::new(None),
            dpcs: RefCell::new(VecDeque::new()),
            in_dpc: Cell::new(false),
        }
    }

    /// Runs this thread from now on.
    fn assign(&self, thread: Rc<Thread>) {
        self.irql.set(thread.irql.get());
        self.current.replace(Some(thread));
    }

    fn has_dpcs(&self) -> bool {
        !self.dpcs.borrow().is_empty()
    }
}

/// What a processor could do next.
enum Move {
    /// Go on with its current thread.
    Continue,
    /// Take this thread, putting the current one back.
    Start(Rc<Thread>),
    /// Run its DPCs.
    Idle,
}

pub(crate) struct Scheduler {
    addresses: Rc<Addresses>,
    processors: Box<[Processor]>,
    active: Cell<usize>,
    running: Cell<*const Thread>,
    ready: RefCell<ReadyQueues>,
    /// All threads that are not finished.
    threads: RefCell<Vec<Rc<Thread>>>,
    /// Finished threads whose coroutines can run another body.
    parked: RefCell<Vec<Rc<Thread>>>,
    next_number: Cell<u64>,
    stack_size: usize,
    /// Scheduling points left before [`Scheduler::turn`].
    budget: Cell<u32>,
    quantum: u32,
    turns: Cell<u64>,
    turn_limit: u64,
    schedule: Schedule,
    chooser: RefCell<Option<Box<dyn Choices>>>,
    /// Choices among two or more alternatives: which was taken, of how many.
    choices: RefCell<Vec<(u32, u32)>>,
}

impl Scheduler {
    pub(crate) fn new(
        addresses: Rc<Addresses>,
        processors: usize,
        stack_size: usize,
        schedule: Schedule,
        turn_limit: u64,
    ) -> Self {
        let chooser = schedule.chooser();
        let quantum = if chooser.is_some() { 0 } else { QUANTUM };
        Self {
            addresses,
            processors: (0..processors.clamp(1, 64))
                .map(|_| Processor::new())
                .collect(),
            active: Cell::new(0),
            running: Cell::new(ptr::null()),
            ready: RefCell::new(ReadyQueues::new()),
            threads: RefCell::new(Vec::new()),
            parked: RefCell::new(Vec::new()),
            next_number: Cell::new(1),
            stack_size,
            budget: Cell::new(quantum),
            quantum,
            turns: Cell::new(0),
            turn_limit,
            schedule,
            chooser: RefCell::new(chooser),
            choices: RefCell::new(Vec::new()),
        }
    }

    pub(crate) fn processors(&self) -> usize {
        self.processors.len()
    }

    /// The processor that executes now, or did last.
    pub(crate) fn active(&self) -> usize {
        self.active.get()
    }

    /// The thread that executes now; `None` on the host's own stack.
    #[inline]
    pub(crate) fn running(&self) -> Option<&Thread> {
        // SAFETY: set in `resume`, which holds the thread, and cleared before it returns.
        unsafe { self.running.get().as_ref() }
    }

    /// The thread that executes now, to keep.
    pub(crate) fn running_rc(&self) -> Option<Rc<Thread>> {
        self.running()?;
        self.processor().current.borrow().clone()
    }

    /// The threads that are not finished.
    pub(crate) fn threads(&self) -> Vec<Rc<Thread>> {
        self.threads.borrow().clone()
    }

    /// A schedule that repeats this run.
    pub(crate) fn repeat(&self) -> Schedule {
        match &self.schedule {
            Schedule::Replay(_) => Schedule::Replay(
                self.choices
                    .borrow()
                    .iter()
                    .map(|(taken, _)| *taken)
                    .collect(),
            ),
            repeatable => repeatable.clone(),
        }
    }

    /// Every choice so far, with the number of its alternatives.
    pub(crate) fn choices(&self) -> Vec<(u32, u32)> {
        self.choices.borrow().clone()
    }

    /// IRQL of the active processor.
    #[inline]
    pub(crate) fn irql(&self) -> u8 {
        self.processor().irql.get()
    }

    /// Whether the active processor runs DPCs.
    pub(crate) fn in_dpc(&self) -> bool {
        self.processor().in_dpc.get()
    }

    #[inline]
    fn processor(&self) -> &Processor {
        &self.processors[self.active.get()]
    }

    /// Sets the IRQL of the active processor without running what it held back.
    #[inline]
    pub(crate) fn raise_irql(&self, irql: u8) -> u8 {
        self.processor().irql.replace(irql)
    }

    /// Lowers the IRQL of the active processor, runs what waited for it, and yields.
    #[inline]
    pub(crate) fn lower_irql(&self, irql: u8) {
        self.processor().irql.set(irql);
        if irql < DISPATCH_LEVEL {
            self.run_dpcs();
            self.point();
        }
    }

    /// A scheduling point: another thread or processor may run.
    #[inline]
    pub(crate) fn point(&self) {
        match self.budget.get() {
            0 => self.turn(),
            left => self.budget.set(left - 1),
        }
    }

    /// Makes the next scheduling point a real one.
    pub(crate) fn force_switch(&self) {
        self.budget.set(0);
    }

    #[cold]
    fn turn(&self) {
        self.budget.set(self.quantum);
        let Some(thread) = self.running() else {
            return;
        };
        // A thread that unwinds from a panic shares the host thread's panic count; it goes on
        // alone until its machine is stopped.
        if std::thread::panicking() {
            return;
        }
        self.turns.set(self.turns.get() + 1);
        if self.turns.get() > self.turn_limit {
            current::current::<Engine>()
                .end_stuck("the threads run without end, and time does not move");
        }
        let yields = if self.chooser.borrow().is_some() {
            self.choose(true)
        } else {
            self.take_turns(thread)
        };
        // The machine's loop lets timers expire that a stall has made due.
        if yields || current::current::<Engine>().clock.is_due() {
            self.suspend();
        }
    }

    /// Round robin: the next thread of the same or a higher priority, and the next processor.
    fn take_turns(&self, thread: &Thread) -> bool {
        let processor = self.processor();
        let mut yields = false;
        let preemptible = processor.irql.get() < DISPATCH_LEVEL;
        let next = self.ready.borrow().highest();
        if preemptible && next.is_some_and(|next| next >= thread.priority.get()) {
            self.put_back(processor);
            yields = true;
        }
        if self.processors.len() > 1 {
            self.active
                .set((self.active.get() + 1) % self.processors.len());
            yields = true;
        }
        yields
    }

    /// Moves the processor's current thread to the end of its ready queue.
    fn put_back(&self, processor: &Processor) {
        let Some(thread) = processor.current.take() else {
            return;
        };
        thread.irql.set(processor.irql.replace(0));
        let is_idle = processor
            .idle
            .borrow()
            .as_ref()
            .is_some_and(|idle| Rc::ptr_eq(idle, &thread));
        if !is_idle {
            self.ready.borrow_mut().push_back(thread);
        }
    }

    /// Has the chooser select what runs next. True when it is not the running thread.
    fn choose(&self, preempting: bool) -> bool {
        let mut moves: Vec<(usize, Move)> = Vec::new();
        let mut alternatives = Vec::new();
        let mut offer = |processor, what, thread: u64, runs| {
            moves.push((processor, what));
            alternatives.push(Alternative { thread, runs });
        };
        let active = self.active.get();
        if preempting {
            let number = self.running().map_or(0, |thread| thread.number);
            offer(active, Move::Continue, number, true);
        }
        let mut free = None;
        for (index, processor) in self.processors.iter().enumerate() {
            if preempting && index == active {
                continue;
            }
            match &*processor.current.borrow() {
                Some(thread) if thread.can_continue() => {
                    offer(index, Move::Continue, thread.number, false);
                }
                Some(_) => {}
                None if processor.has_dpcs() => offer(index, Move::Idle, 0, false),
                None => free = free.or(Some(index)),
            }
        }
        if free.is_none() && preempting && self.irql() < DISPATCH_LEVEL {
            free = Some(active);
        }
        if let Some(free) = free {
            for thread in self.ready.borrow().iter() {
                if thread.may_run_on(free) {
                    offer(free, Move::Start(Rc::clone(thread)), thread.number, false);
                }
            }
        }
        let taken = match alternatives.len() {
            0 => return false,
            1 => 0,
            count => {
                let mut chooser = self.chooser.borrow_mut();
                let taken = chooser
                    .as_mut()
                    .map_or(0, |chooser| chooser.choose(&alternatives))
                    .min(count - 1);
                self.choices.borrow_mut().push((taken as u32, count as u32));
                taken
            }
        };
        let stays = preempting && taken == 0;
        let (processor, what) = moves.swap_remove(taken);
        self.active.set(processor);
        match what {
            Move::Continue | Move::Idle => {}
            Move::Start(thread) => {
                let processor = &self.processors[processor];
                self.put_back(processor);
                if let Some(thread) = self.ready.borrow_mut().remove(&thread) {
                    processor.assign(thread);
                }
            }
        }
        !stays
    }

    /// Switches to the machine's loop, until this thread is resumed.
    fn suspend(&self) {
        let Some(thread) = self.running() else {
            return;
        };
        // SAFETY: set when the coroutine started; it lives on the coroutine's own stack, on
        // which this code runs.
        let yielder = unsafe { &*thread.yielder.get() };
        yielder.suspend(());
        while thread.is_asked.take() {
            thread.stack.replace(capture());
            yielder.suspend(());
        }
        self.run_pending_dpcs();
    }

    /// The calls in which a thread was suspended, innermost first. The machine has ended: it runs
    /// no further than to tell.
    pub(crate) fn calls_of(&self, thread: &Thread) -> Vec<Frame> {
        if ptr::eq(self.running.get(), thread) {
            return capture();
        }
        // SAFETY: as in `resume`; the thread is not the running one, which was just looked at.
        let Some(coroutine) = (unsafe { (*thread.coroutine.get()).as_mut() }) else {
            return Vec::new();
        };
        if !coroutine.started() || coroutine.done() || thread.body_returned.get() {
            return Vec::new();
        }
        thread.is_asked.set(true);
        let running = self.running.replace(thread);
        coroutine.resume(());
        self.running.set(running);
        thread.stack.take()
    }

    /// Runs what was held back for this processor while its thread was away.
    fn run_pending_dpcs(&self) {
        if self.irql() < DISPATCH_LEVEL {
            self.run_dpcs();
        }
    }

    /// Takes the running thread off its processor until [`Scheduler::make_ready`].
    pub(crate) fn block(&self) {
        let Some(thread) = self.running() else {
            return;
        };
        thread.state.set(State::Blocked);
        self.leave_processor(thread);
        self.suspend();
    }

    /// Ends the running thread.
    pub(crate) fn exit(&self) -> ! {
        if let Some(thread) = self.running_rc() {
            self.retire(&thread);
        }
        loop {
            self.suspend();
        }
    }

    /// Never continues the running thread.
    pub(crate) fn abandon(&self) -> ! {
        loop {
            self.block();
        }
    }

    fn leave_processor(&self, thread: &Thread) {
        let processor = self.processor();
        thread.irql.set(processor.irql.replace(0));
        processor.current.replace(None);
    }

    /// Lets a blocked thread run again.
    pub(crate) fn make_ready(&self, thread: &Rc<Thread>) {
        if !matches!(thread.state.get(), State::Blocked) {
            return;
        }
        thread.state.set(State::Runnable);
        thread.wakes.set(thread.wakes.get() + 1);
        let preempts = self
            .running()
            .is_some_and(|running| running.priority.get() < thread.priority.get());
        if preempts {
            self.force_switch();
        }
        self.ready.borrow_mut().push_back(Rc::clone(thread));
    }

    /// The running thread stays on its processor, but waits for the spin lock to be free.
    pub(crate) fn spin(&self, lock: *const (), is_free: fn(*const ()) -> bool) {
        let Some(thread) = self.running() else {
            return;
        };
        thread.state.set(State::Spinning(Spin { lock, is_free }));
        self.suspend();
        thread.state.set(State::Runnable);
    }

    /// Queues a DPC for `processor`, and runs it at once where that is possible.
    pub(crate) fn queue_dpc(&self, processor: usize, dpc: QueuedDpc, first: bool) {
        let target = &self.processors[processor];
        {
            let mut dpcs = target.dpcs.borrow_mut();
            if first {
                dpcs.push_front(dpc);
            } else {
                dpcs.push_back(dpc);
            }
        }
        if self.running().is_some() && processor == self.active() {
            self.run_pending_dpcs();
        }
    }

    /// Takes a DPC out of its queue. False when it is in none.
    pub(crate) fn remove_dpc(&self, dpc: PKDPC) -> bool {
        self.processors.iter().any(|processor| {
            let mut dpcs = processor.dpcs.borrow_mut();
            let index = dpcs.iter().position(|queued| queued.dpc == dpc);
            index.and_then(|index| dpcs.remove(index)).is_some()
        })
    }

    /// Yields until no DPC is queued or runs.
    pub(crate) fn flush_dpcs(&self) {
        let busy = |processor: &Processor| processor.has_dpcs() || processor.in_dpc.get();
        while self.processors.iter().any(busy) && !std::thread::panicking() {
            self.yield_now();
        }
    }

    /// A scheduling point at which other threads run first.
    pub(crate) fn yield_now(&self) {
        self.force_switch();
        self.point();
    }

    /// Confines the running thread to some processors. Returns its affinity of before.
    pub(crate) fn set_affinity(&self, affinity: u64) -> u64 {
        let Some(thread) = self.running() else {
            return u64::MAX;
        };
        let before = thread.affinity.replace(affinity);
        if !thread.may_run_on(self.active()) && self.irql() < DISPATCH_LEVEL {
            self.put_back(self.processor());
            self.suspend();
        }
        before
    }

    /// Returns the thread's priority of before.
    pub(crate) fn set_priority(&self, thread: &Rc<Thread>, priority: u8) -> u8 {
        let mut ready = self.ready.borrow_mut();
        let queued = ready.remove(thread);
        let before = thread.priority.replace(priority);
        if let Some(thread) = queued {
            ready.push_back(thread);
        }
        before
    }

    fn run_dpcs(&self) {
        let processor = self.processor();
        if !processor.has_dpcs() {
            return;
        }
        let irql = processor.irql.replace(DISPATCH_LEVEL);
        let outer = processor.in_dpc.replace(true);
        loop {
            let next = processor.dpcs.borrow_mut().pop_front();
            let Some(dpc) = next else { break };
            current::current::<Engine>().upcalls.run_dpc(dpc);
        }
        processor.in_dpc.set(outer);
        processor.irql.set(irql);
    }

    /// Makes a thread that starts with `body`.
    ///
    /// # Errors
    /// The host has no memory for its stack.
    pub(crate) fn spawn(
        &self,
        name: &str,
        priority: u8,
        body: Box<dyn FnOnce()>,
    ) -> io::Result<Rc<Thread>> {
        let thread = match self.take_parked(name, priority) {
            Some(thread) => thread,
            None => self.create(name, priority)?,
        };
        thread.body.set(Some(body));
        self.threads.borrow_mut().push(Rc::clone(&thread));
        self.ready.borrow_mut().push_back(Rc::clone(&thread));
        Ok(thread)
    }

    /// Makes a thread of a finished one that nothing refers to.
    fn take_parked(&self, name: &str, priority: u8) -> Option<Rc<Thread>> {
        let mut parked = self.parked.borrow_mut();
        let index = parked
            .iter()
            .rposition(|thread| Rc::strong_count(thread) == 1)?;
        let mut thread = parked.swap_remove(index);
        Rc::get_mut(&mut thread)?.renew(self.take_number(), name, priority);
        Some(thread)
    }

    fn take_number(&self) -> u64 {
        self.next_number.replace(self.next_number.get() + 1)
    }

    /// Makes a thread that has nothing to run yet.
    fn create(&self, name: &str, priority: u8) -> io::Result<Rc<Thread>> {
        let stack = stack::take(self.stack_size)?;
        let number = self.take_number();
        let addresses = stack.limit().get()..stack.base().get();
        self.addresses.add(Kind::Stack, addresses);
        let thread = Rc::new(Thread::new(self.stack_size, &stack, number, name, priority));
        let coroutine = Coroutine::with_stack(stack, |yielder, ()| {
            let engine = current::current::<Engine>();
            let Some(thread) = engine.sched.running() else {
                return;
            };
            thread.yielder.set(yielder);
            loop {
                engine.sched.run_pending_dpcs();
                if let Some(body) = thread.body.take() {
                    engine.run_guarded(body);
                }
                thread.body_returned.set(true);
                yielder.suspend(());
            }
        });
        // SAFETY: nobody else has seen the thread yet.
        unsafe { *thread.coroutine.get() = Some(coroutine) };
        Ok(thread)
    }

    /// Runs one thread until it yields. False when nothing can run.
    pub(crate) fn step(&self) -> io::Result<bool> {
        let explores = self.chooser.borrow().is_some();
        if explores {
            if !self.can_step() {
                return Ok(false);
            }
            self.choose(false);
        }
        let count = self.processors.len();
        for offset in 0..count {
            let index = (self.active.get() + offset) % count;
            if self.dispatch(index)? {
                self.active.set(index);
                self.resume();
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn can_step(&self) -> bool {
        self.ready.borrow().len() != 0
            || self.processors.iter().any(|processor| {
                let current = processor.current.borrow();
                current
                    .as_ref()
                    .map_or(processor.has_dpcs(), |thread| thread.can_continue())
            })
    }

    /// Gives the processor something to run.
    fn dispatch(&self, index: usize) -> io::Result<bool> {
        let processor = &self.processors[index];
        if let Some(thread) = &*processor.current.borrow() {
            return Ok(thread.can_continue());
        }
        let next = self.ready.borrow_mut().pop(index);
        let next = match next {
            Some(thread) => Some(thread),
            None if processor.has_dpcs() => Some(self.idle_thread(processor)?),
            None => None,
        };
        let Some(thread) = next else {
            return Ok(false);
        };
        processor.assign(thread);
        Ok(true)
    }

    fn idle_thread(&self, processor: &Processor) -> io::Result<Rc<Thread>> {
        if let Some(thread) = &*processor.idle.borrow() {
            return Ok(Rc::clone(thread));
        }
        let body = || {
            let scheduler = &current::current::<Engine>().sched;
            loop {
                scheduler.run_pending_dpcs();
                scheduler.processor().current.replace(None);
                scheduler.suspend();
            }
        };
        let thread = self.create("idle", 0)?;
        thread.body.set(Some(Box::new(body)));
        processor.idle.replace(Some(Rc::clone(&thread)));
        Ok(thread)
    }

    /// Runs the active processor's current thread until it yields.
    fn resume(&self) {
        let Some(thread) = self.processor().current.borrow().clone() else {
            return;
        };
        // SAFETY: only this function and the thread's destructor touch the coroutine, and this
        // function never runs inside of one.
        let Some(coroutine) = (unsafe { (*thread.coroutine.get()).as_mut() }) else {
            return;
        };
        self.running.set(&raw const *thread);
        let outside = host::replace_current_globals(thread.globals.get());
        coroutine.resume(());
        thread.globals.set(host::replace_current_globals(outside));
        self.running.set(ptr::null());
        if thread.body_returned.get() {
            self.retire(&thread);
            let mut parked = self.parked.borrow_mut();
            if parked.len() < PARKED {
                parked.push(thread);
            }
        }
    }

    fn retire(&self, thread: &Rc<Thread>) {
        thread.state.set(State::Finished);
        current::current::<Engine>().upcalls.thread_ended(thread);
        self.leave_processor(thread);
        let mut threads = self.threads.borrow_mut();
        if let Some(index) = threads.iter().position(|other| Rc::ptr_eq(other, thread)) {
            threads.swap_remove(index);
        }
    }

    /// Time moved: the machine is not stuck.
    pub(crate) fn progress(&self) {
        self.turns.set(0);
    }

    /// Drops all threads; the machine ends.
    pub(crate) fn clear(&self) {
        for processor in &self.processors {
            processor.current.replace(None);
            processor.idle.replace(None);
            processor.dpcs.borrow_mut().clear();
        }
        while self.ready.borrow_mut().pop(0).is_some() {}
        self.threads.borrow_mut().clear();
        self.parked.borrow_mut().clear();
    }
}
