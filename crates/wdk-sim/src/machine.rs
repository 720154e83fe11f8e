//! The machine: what a test holds, and the kernel that drivers find behind the exports.
#![expect(
    unsafe_code,
    reason = "hands the kernel to exports through a thread-local pointer"
)]

use std::{
    any::Any,
    cell::{Cell, RefCell},
    ops::Deref,
    panic::{self, AssertUnwindSafe},
    ptr::{self, NonNull},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use wdk_sys::host;

use crate::{
    engine::{
        bugcheck,
        error::{Error, Result, Stuck, Waiting},
        fault::{self, Faults, Injector},
        pool::{Allocation, Pool, PoolStatistics},
        scheduler::{DEFAULT_PATIENCE, DEFAULT_STACK, Schedule, Scheduler, State, Thread},
        time::{Clock, Deadline, SECOND, units},
        trace::{Detail, Event, Listener, Recorder, Trace},
    },
    exports::{
        self,
        ex::{resource::Resources, work::WorkQueue},
        ke::timer::Timers,
        mm::{IoSpace, Registers},
        wdf,
    },
    nt::{
        ke::{callback::Drivers, dispatcher::Dispatcher},
        verifier::{OnViolation, Verifier, Violation},
    },
};

pub(crate) use crate::nt::ke::callback::DriverId;

/// How long a call may wait for something that only time can bring: a day.
const PATIENCE: u64 = 24 * 3600 * SECOND;
/// Priority of threads that nobody gave another.
pub(crate) const NORMAL_PRIORITY: u8 = 8;

/// A simulated machine.
///
/// It lives on the thread that built it; many can run in parallel on other threads. A bug check
/// ends the machine and nothing else.
pub struct Machine {
    pub(crate) kernel: Rc<Kernel>,
}

/// How a machine is to be.
#[derive(Clone, Debug)]
pub struct Builder {
    processors: usize,
    schedule: Schedule,
    stack: usize,
    patience: u64,
    detail: Detail,
    listener: Option<Listener>,
    verifier: bool,
    on_violation: OnViolation,
    special_pool: bool,
    faults: Faults,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            processors: 1,
            schedule: Schedule::default(),
            stack: DEFAULT_STACK,
            patience: DEFAULT_PATIENCE,
            detail: Detail::default(),
            listener: None,
            verifier: true,
            on_violation: OnViolation::default(),
            special_pool: false,
            faults: Faults::none(),
        }
    }
}

impl Builder {
    /// Number of simulated processors, 1 to 64; 1 if this is not called.
    #[must_use]
    pub fn processors(mut self, count: usize) -> Self {
        self.processors = count;
        self
    }

    /// Lets chance decide at every scheduling point; the same seed makes the same choices.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.schedule(Schedule::Random { seed })
    }

    /// Who decides what runs next.
    #[must_use]
    pub fn schedule(mut self, schedule: Schedule) -> Self {
        self.schedule = schedule;
        self
    }

    /// Bytes of a simulated thread's stack.
    #[must_use]
    pub fn stack(mut self, bytes: usize) -> Self {
        self.stack = bytes;
        self
    }

    /// How often threads may change, or go on at the end of their turn, without any progress of
    /// time before the machine counts as stuck; two million times if this is not called.
    #[must_use]
    pub fn patience(mut self, turns: u64) -> Self {
        self.patience = turns;
        self
    }

    /// How much is recorded.
    #[must_use]
    pub fn trace(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    /// Calls `listener` for every event as it happens. It must not use the machine.
    #[must_use]
    pub fn on_event(mut self, listener: impl Fn(&Event) + 'static) -> Self {
        self.listener = Some(Listener(Rc::new(listener)));
        self
    }

    /// Whether drivers are checked against the verifier's rules; they are if this is not called.
    #[must_use]
    pub fn verifier(mut self, enabled: bool) -> Self {
        self.verifier = enabled;
        self
    }

    /// What a broken rule does to the machine.
    #[must_use]
    pub fn on_violation(mut self, reaction: OnViolation) -> Self {
        self.on_violation = reaction;
        self
    }

    /// Puts every pool block on pages of its own, so that an access behind its end or after it
    /// was freed is a bug check at the instruction.
    #[must_use]
    pub fn special_pool(mut self, special: bool) -> Self {
        self.special_pool = special;
        self
    }

    /// Calls that fail.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Builds the machine.
    #[must_use]
    pub fn build(self) -> Machine {
        std::hint::black_box(exports::TABLES);
        bugcheck::install_hook();
        bugcheck::watch();
        wdf::watch();
        Machine {
            kernel: Rc::new(Kernel::new(&self)),
        }
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::builder().build()
    }
}

impl Machine {
    /// A machine with one processor on which threads take turns.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A machine to be described further.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Runs `body` on a simulated thread at `PASSIVE_LEVEL` and waits until it returns. Within a
    /// simulated thread of this machine it is a plain call.
    ///
    /// # Errors
    /// [`Error::BugCheck`] and [`Error::Stuck`] when the machine ended.
    ///
    /// # Panics
    /// When `body` itself panics; a panic in a driver that it calls is a bug check.
    pub fn call<R>(&self, name: &str, body: impl FnOnce() -> R) -> Result<R> {
        self.kernel.call(name, body)
    }

    /// Starts a simulated thread that runs beside the calls that follow.
    ///
    /// # Errors
    /// [`Error::BugCheck`] and [`Error::Stuck`] when the machine ended.
    pub fn spawn(&self, name: &str, body: impl FnOnce() + 'static) -> Result {
        self.kernel.alive()?;
        self.kernel
            .start_thread(name, NORMAL_PRIORITY, Box::new(body));
        self.kernel.alive()
    }

    /// Moves virtual time by `duration` and runs all that is due on the way.
    ///
    /// # Errors
    /// [`Error::BugCheck`] and [`Error::Stuck`] when the machine ended.
    pub fn run_for(&self, duration: Duration) -> Result {
        let end = self.kernel.clock.now().saturating_add(units(duration));
        self.kernel.run(Goal::Time(end))
    }

    /// Runs until nothing can run any more; time does not move.
    ///
    /// # Errors
    /// [`Error::BugCheck`] and [`Error::Stuck`] when the machine ended.
    pub fn run_until_idle(&self) -> Result {
        self.kernel.run(Goal::Idle)
    }

    /// Virtual time since the machine was built.
    #[must_use]
    pub fn now(&self) -> Duration {
        self.kernel.since_start()
    }

    /// The events up to now.
    #[must_use]
    pub fn trace(&self) -> Trace {
        self.kernel.recorder.snapshot()
    }

    /// Forgets the recorded events.
    pub fn clear_trace(&self) {
        self.kernel.recorder.clear();
    }

    /// The rules that drivers have broken.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.kernel.verifier.violations()
    }

    /// How much of the pool is in use.
    #[must_use]
    pub fn pool(&self) -> PoolStatistics {
        self.kernel.pool.statistics()
    }

    /// The pool blocks that drivers hold, oldest first.
    #[must_use]
    pub fn allocations(&self) -> Vec<Allocation> {
        self.kernel.allocations(None)
    }

    /// A schedule that repeats this machine's choices.
    #[must_use]
    pub fn schedule(&self) -> Schedule {
        self.kernel.sched.repeat()
    }

    /// How the machine ended, if it did.
    #[must_use]
    pub fn ended(&self) -> Option<Error> {
        self.kernel.alive().err()
    }

    /// Puts `count` registers of 32 bits at a physical address, where a driver finds them with
    /// `MmMapIoSpace`.
    #[must_use]
    pub fn add_registers(&self, physical: u64, count: usize) -> Registers {
        self.kernel.add_registers(physical, count)
    }

    /// How many calls of each kind could have been made to fail.
    #[must_use]
    pub fn fallible_calls(&self) -> Vec<(fault::Kind, u64)> {
        self.kernel.faults.counts()
    }

    /// Every choice among several alternatives so far: which was taken, of how many.
    #[must_use]
    pub fn choices(&self) -> Vec<(u32, u32)> {
        self.kernel.sched.choices()
    }
}

/// What a run is to reach.
enum Goal<'a> {
    /// The thread has finished.
    Thread(&'a Thread),
    /// Nothing can run.
    Idle,
    /// This interrupt time.
    Time(u64),
}

/// The kernel behind the exports: one field per subsystem.
///
/// Every subsystem keeps its state in cells and never holds a borrow while it calls driver code
/// or may switch threads.
pub(crate) struct Kernel {
    pub(crate) sched: Scheduler,
    pub(crate) clock: Clock,
    pub(crate) recorder: Recorder,
    pub(crate) objects: crate::nt::ob::ObjectManager,
    pub(crate) io: crate::nt::io::IoManager,
    pub(crate) pnp: crate::nt::pnp::PnpManager,
    pub(crate) registry: crate::nt::cm::Registry,
    pub(crate) loader: crate::nt::loader::Loader,
    pub(crate) ndis: crate::ndis::Ndis,
    pub(crate) pool: Pool,
    pub(crate) verifier: Verifier,
    pub(crate) dispatcher: Dispatcher,
    pub(crate) timers: RefCell<Timers>,
    pub(crate) faults: Injector,
    pub(crate) resources: Resources,
    pub(crate) work: WorkQueue,
    pub(crate) io_space: IoSpace,
    pub(crate) wfp: crate::wfp::FilterEngine,
    /// Identifiers that drivers have asked for.
    pub(crate) uuids: Cell<u64>,
    pub(crate) drivers: Drivers,
    end: RefCell<Option<Error>>,
    /// A panic of a test's own code on a simulated thread.
    panic: RefCell<Option<Box<dyn Any + Send>>>,
}

thread_local! {
    static CURRENT: Cell<*const Kernel> = const { Cell::new(ptr::null()) };
}

/// The kernel of the machine whose simulated thread runs on this host thread.
#[derive(Clone, Copy)]
pub(crate) struct Current(NonNull<Kernel>);

impl Deref for Current {
    type Target = Kernel;

    #[inline]
    fn deref(&self) -> &Kernel {
        // SAFETY: `CURRENT` is set only while `Kernel::run` holds the kernel, and the value is
        // used only by code that runs inside of it.
        unsafe { self.0.as_ref() }
    }
}

impl Kernel {
    fn new(builder: &Builder) -> Self {
        Self {
            sched: Scheduler::new(
                builder.processors,
                builder.stack,
                builder.schedule.clone(),
                builder.patience,
            ),
            clock: Clock::new(),
            recorder: Recorder::new(builder.detail, builder.listener.clone()),
            objects: crate::nt::ob::ObjectManager::new(),
            io: crate::nt::io::IoManager::new(builder.verifier),
            pnp: crate::nt::pnp::PnpManager::default(),
            registry: crate::nt::cm::Registry::new(),
            loader: crate::nt::loader::Loader::default(),
            ndis: crate::ndis::Ndis::default(),
            pool: Pool::new(builder.verifier, builder.special_pool),
            verifier: Verifier::new(builder.verifier, builder.on_violation),
            dispatcher: Dispatcher::default(),
            timers: RefCell::default(),
            faults: Injector::new(builder.faults.clone()),
            resources: Resources::default(),
            work: WorkQueue::default(),
            io_space: IoSpace::default(),
            wfp: crate::wfp::FilterEngine::default(),
            uuids: Cell::new(0),
            drivers: Drivers::default(),
            end: RefCell::new(None),
            panic: RefCell::new(None),
        }
    }

    /// The machine that an export works on.
    ///
    /// # Panics
    /// Outside of a simulated thread: kernel functions mean nothing there.
    #[inline]
    pub(crate) fn current() -> Current {
        Self::try_current().expect(
            "a kernel function was called outside of a simulated machine; \
             call it within `Machine::call` or from a driver",
        )
    }

    /// The machine whose simulated thread runs, if any.
    #[inline]
    pub(crate) fn try_current() -> Option<Current> {
        NonNull::new(CURRENT.get().cast_mut()).map(Current)
    }

    /// See [`Machine::call`].
    pub(crate) fn call<R>(&self, name: &str, body: impl FnOnce() -> R) -> Result<R> {
        self.alive()?;
        if ptr::eq(CURRENT.get(), self) && self.sched.running().is_some() {
            return Ok(body());
        }
        let mut result = None;
        let slot = &mut result;
        let body: Box<dyn FnOnce() + '_> = Box::new(move || *slot = Some(body()));
        // SAFETY: the thread finishes before this function returns, or its machine has ended and
        // the thread never runs again. So nothing borrowed is used after this call.
        let body: Box<dyn FnOnce() + 'static> = unsafe { std::mem::transmute(body) };
        let thread = self.start_thread(name, NORMAL_PRIORITY, body);
        self.run(Goal::Thread(&thread))?;
        result.ok_or_else(|| Error::NotFound("the simulated thread ended itself".to_owned()))
    }

    /// Makes a simulated thread.
    ///
    /// # Panics
    /// When the host has no memory for a stack, as for any other host allocation.
    pub(crate) fn start_thread(
        &self,
        name: &str,
        priority: u8,
        body: Box<dyn FnOnce()>,
    ) -> Rc<Thread> {
        let thread = self
            .sched
            .spawn(name, priority, body)
            .expect("no memory for the stack of a simulated thread");
        self.recorder.name_thread(thread.number, name);
        thread
    }

    /// Runs a thread's body; a panic in it ends the machine or the test, not the host.
    pub(crate) fn run_guarded(&self, body: Box<dyn FnOnce()>) {
        if let Err(payload) = panic::catch_unwind(AssertUnwindSafe(body)) {
            self.panicked(payload);
        }
    }

    /// A panic has unwound the running thread.
    fn panicked(&self, payload: Box<dyn Any + Send>) {
        match bugcheck::take_driver_panic() {
            Some(panic) => {
                self.bug_check(
                    bugcheck::RUST_PANIC,
                    panic.parameters,
                    panic.message,
                    panic.stack,
                );
            }
            None => {
                self.panic.borrow_mut().get_or_insert(payload);
            }
        }
    }

    /// The error that ended the machine, if one did.
    pub(crate) fn alive(&self) -> Result {
        match &*self.end.borrow() {
            None => Ok(()),
            Some(error) => Err(error.clone()),
        }
    }

    /// Runs the machine until the goal is reached.
    fn run(&self, goal: Goal<'_>) -> Result {
        self.alive()?;
        let entered = Entered::new(self);
        let result = self.run_loop(&goal);
        drop(entered);
        if result.is_err() {
            self.sched.clear();
            self.clock.clear();
        }
        let panicked = self.panic.borrow_mut().take();
        match panicked {
            Some(payload) => panic::resume_unwind(payload),
            None => result,
        }
    }

    fn run_loop(&self, goal: &Goal<'_>) -> Result {
        let give_up = self.clock.now().saturating_add(PATIENCE);
        self.sched.progress();
        loop {
            if let Goal::Thread(thread) = goal
                && matches!(thread.state.get(), State::Finished)
            {
                return self.alive();
            }
            let stepped = self
                .sched
                .step()
                .expect("no memory for the stack of an idle processor");
            self.alive()?;
            self.expire_due();
            if stepped {
                continue;
            }
            let until = match goal {
                Goal::Idle => return Ok(()),
                Goal::Time(end) => *end,
                Goal::Thread(_) => give_up,
            };
            match self.clock.next_due().filter(|due| *due <= until) {
                Some(due) => self.move_time(due.max(self.clock.now())),
                None if matches!(goal, Goal::Time(_)) => {
                    self.clock.advance_to(until);
                    return Ok(());
                }
                None => {
                    self.set_stuck("deadlock: no thread can run, and no timer will wake one");
                    return self.alive();
                }
            }
        }
    }

    /// Moves time to `due` and lets expire what is due then.
    fn move_time(&self, due: u64) {
        self.clock.advance_to(due);
        self.sched.progress();
        self.expire_due();
    }

    fn expire_due(&self) {
        while let Some(deadline) = self.clock.take_due() {
            match deadline {
                Deadline::Wait(thread) => self.time_out(&thread),
                Deadline::Timer(timer) => self.expire(timer),
            }
        }
    }

    fn set_stuck(&self, reason: &str) {
        let stuck = Stuck {
            reason: reason.to_owned(),
            waiting: self
                .sched
                .threads()
                .iter()
                .map(|thread| waiting(self, thread))
                .collect(),
            seed: self.sched.repeat().seed(),
            schedule: self.sched.repeat(),
        };
        self.end_with(Error::Stuck(Arc::new(stuck)));
    }

    /// Ends the machine because it runs in circles.
    pub(crate) fn end_stuck(&self, reason: &str) -> ! {
        self.set_stuck(reason);
        self.sched.abandon()
    }

    /// Keeps the first error that ends the machine.
    pub(crate) fn end_with(&self, error: Error) {
        self.end.borrow_mut().get_or_insert(error);
    }

    /// Does what the host processor cannot do for an image, such as reading CR8. False when the
    /// fault is a real one.
    #[cfg(unix)]
    pub(crate) fn emulate(&self, context: &mut libc::ucontext_t, address: usize) -> bool {
        let _ = (context, address);
        false
    }

    /// Virtual time since the machine was built.
    pub(crate) fn since_start(&self) -> Duration {
        Duration::from_nanos(self.clock.since_start() * 100)
    }

    /// The callbacks and functions that the running thread has open, outermost first.
    pub(crate) fn open_calls<C: FromIterator<&'static str>>(&self) -> C {
        let thread = self.sched.running();
        thread.map_or_else(|| C::from_iter([]), |thread| thread.calls.names())
    }
}

fn waiting(kernel: &Kernel, thread: &Thread) -> Waiting {
    let reason = match thread.state.get() {
        State::Runnable => "could run".to_owned(),
        State::Spinning(spin) => format!("spins on the lock at {:p}", spin.lock),
        State::Finished => "has finished".to_owned(),
        State::Blocked => match &*thread.waiting.borrow() {
            Some(wait) if wait.objects.is_empty() => format!("waits for {}", wait.what),
            Some(wait) => {
                let describe = |object: &_| kernel.describe_object(*object);
                let objects: Vec<String> = wait.objects.iter().map(describe).collect();
                format!(
                    "waits for {}",
                    objects.join(if wait.all { " and " } else { " or " })
                )
            }
            None => "is blocked".to_owned(),
        },
    };
    Waiting {
        thread: thread.name.clone(),
        reason,
        calls: thread.calls.names(),
    }
}

impl Drop for Kernel {
    fn drop(&mut self) {
        self.sched.clear();
        host::forget_machine(ptr::from_ref(self).addr());
    }
}

/// While it lives, exports on this host thread find the kernel.
struct Entered(*const Kernel);

impl Entered {
    fn new(kernel: &Kernel) -> Self {
        host::replace_current_machine(ptr::from_ref(kernel).addr());
        Self(CURRENT.replace(kernel))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.0);
        host::replace_current_machine(self.0.addr());
    }
}
