//! The engine: its parts, and the loop that runs a machine.
#![expect(
    unsafe_code,
    reason = "a call borrows from its caller for as long as its thread runs"
)]

use std::{
    any::Any,
    cell::{Cell, RefCell},
    panic::{self, AssertUnwindSafe},
    ptr,
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use wdk_sys::host;

use super::{
    addresses::Addresses,
    bugcheck::{self, Stopped},
    current::{self, Entered},
    driver::Drivers,
    error::{DumpData, Error, Frame, Result, Stuck, Waiting},
    fault::{Faults, Injector},
    log::Log,
    patience::{Patience, Unended},
    pool::Pool,
    repeat::Run,
    scheduler::{
        self, Scheduler,
        choices::Schedule,
        thread::{State, Thread},
    },
    time::{Clock, Deadline, SECOND},
    trace::{Detail, Listener, Recorder},
    upcalls::Upcalls,
    watchdog,
};

/// How long a call may wait for something that only time can bring: a day.
const LONGEST_CALL: u64 = 24 * 3600 * SECOND;
/// Priority of threads for which none is set.
pub(crate) const NORMAL_PRIORITY: u8 = 8;

/// Options of an engine.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    pub(crate) processors: usize,
    pub(crate) schedule: Schedule,
    /// Bytes of a simulated thread's stack.
    pub(crate) stack: usize,
    pub(crate) turn_limit: u64,
    /// Processor time of the host that a callback may use without a call; none is no limit.
    pub(crate) callback_limit: Option<Duration>,
    pub(crate) detail: Detail,
    pub(crate) listener: Option<Listener>,
    /// Whether what drivers print is shown as they print it.
    pub(crate) shows_prints: bool,
    /// Whether the pool fills, guards and quarantines its blocks.
    pub(crate) checked_pool: bool,
    pub(crate) special_pool: bool,
    pub(crate) faults: Faults,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            processors: 1,
            schedule: Schedule::default(),
            stack: scheduler::DEFAULT_STACK,
            turn_limit: scheduler::DEFAULT_TURN_LIMIT,
            callback_limit: Some(watchdog::DEFAULT_LIMIT),
            detail: Detail::default(),
            listener: None,
            shows_prints: true,
            checked_pool: true,
            special_pool: false,
            faults: Faults::none(),
        }
    }
}

/// The lowest layer of a kernel: threads, time, pool, trace, faults, and how the machine ends.
///
/// No part holds a borrow of its cells while it calls driver code or may switch threads.
pub(crate) struct Engine {
    pub(crate) addresses: Rc<Addresses>,
    pub(crate) sched: Scheduler,
    pub(crate) clock: Clock,
    pub(crate) recorder: Recorder,
    pub(crate) log: Log,
    pub(crate) pool: Pool,
    pub(crate) faults: Injector,
    pub(super) drivers: Drivers,
    pub(super) upcalls: &'static dyn Upcalls,
    callback_limit: Option<Duration>,
    /// The kernel that begins with this engine, once it has its place.
    kernel: Cell<*const Self>,
    end: RefCell<Option<Error>>,
    /// What bug check callbacks have put into the crash dump.
    pub(crate) dump_data: RefCell<Vec<DumpData>>,
    /// The processor that a bug check has stopped.
    pub(crate) stopped: RefCell<Option<Stopped>>,
    /// A panic of a test's own code on a simulated thread.
    panic: RefCell<Option<Box<dyn Any + Send>>>,
}

/// What a run is to reach.
pub(crate) enum Goal<'a> {
    /// The thread has finished.
    Thread(&'a Thread),
    /// Nothing can run.
    Idle,
    /// This interrupt time.
    Time(u64),
}

impl Engine {
    pub(crate) fn new(options: &Options, upcalls: &'static dyn Upcalls) -> Self {
        let addresses = Rc::new(Addresses::new());
        Self {
            sched: Scheduler::new(
                Rc::clone(&addresses),
                options.processors,
                options.stack,
                options.schedule.clone(),
                options.turn_limit,
            ),
            clock: Clock::new(),
            recorder: Recorder::new(options.detail, options.listener.clone()),
            log: Log::new(options.shows_prints),
            pool: Pool::new(
                Rc::clone(&addresses),
                options.checked_pool,
                options.special_pool,
                bugcheck::capture,
            ),
            addresses,
            faults: Injector::new(options.faults.clone()),
            drivers: Drivers::default(),
            upcalls,
            callback_limit: options.callback_limit,
            kernel: Cell::new(ptr::null()),
            end: RefCell::new(None),
            dump_data: RefCell::default(),
            stopped: RefCell::new(None),
            panic: RefCell::new(None),
        }
    }

    /// Notes where the kernel is that begins with this engine. It must not move afterwards.
    pub(crate) fn settle(&self, kernel: *const Self) {
        debug_assert!(ptr::eq(kernel, self), "a kernel begins with its engine");
        self.kernel.set(kernel);
    }

    /// Runs `body` on a simulated thread and waits until it returns. Within a simulated thread
    /// of this machine it is a plain call.
    ///
    /// # Errors
    /// The error that ended the machine.
    pub(crate) fn call<R>(&self, name: &str, body: impl FnOnce() -> R) -> Result<R> {
        self.alive()?;
        if current::is_current(self) && self.sched.running().is_some() {
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
            Some(panic) => self.panic_of_driver(panic),
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
    ///
    /// # Errors
    /// The error that ended the machine.
    pub(crate) fn run(&self, goal: Goal<'_>) -> Result {
        self.alive()?;
        let entered = Entered::new(self.kernel.get());
        let outer = watchdog::watch(self.callback_limit);
        let result = self.run_loop(&goal);
        watchdog::watch(outer);
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
        let latest = self.clock.now().saturating_add(LONGEST_CALL);
        let mut patience = Patience::default();
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
                Goal::Thread(_) => latest,
            };
            match self.clock.next_due().filter(|due| *due <= until) {
                Some(due) => {
                    if let Goal::Thread(thread) = goal
                        && let Some(unended) = patience.next(thread, due)
                    {
                        self.set_unended(thread, &unended);
                        return self.alive();
                    }
                    self.move_time(due.max(self.clock.now()));
                }
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
                Deadline::Wait(thread) => self.upcalls.wait_timed_out(&thread),
                Deadline::Timer(timer) => self.upcalls.timer_expired(timer),
            }
        }
    }

    /// Only timers expire, and none of them ends the wait of `thread`.
    fn set_unended(&self, thread: &Thread, unended: &Unended) {
        let requests = self.upcalls.open_requests();
        let requests = match requests.as_slice() {
            [] => "no request is open".to_owned(),
            requests => format!("not completed: {}", requests.join("; ")),
        };
        let Unended { moves, seconds } = unended;
        self.set_stuck(&format!(
            "nothing ends the wait of thread `{}`: timers have expired at {moves} times in \
             {seconds} s, and none has led to its end; {requests}",
            thread.name
        ));
    }

    fn set_stuck(&self, reason: &str) {
        let threads = self.sched.threads();
        let waiting = threads.iter().map(|thread| waiting(self, thread)).collect();
        self.set_stuck_with(reason.to_owned(), waiting);
    }

    /// The running code calls nothing, and has used `used` of the host's processor. `stack` is
    /// empty where it cannot be walked.
    pub(crate) fn set_endless(&self, used: Duration, stack: &[Frame]) {
        let calls: Vec<_> = self.open_calls();
        let callback = calls.last().copied().unwrap_or("a routine");
        let driver = match self.driver_name(self.current_driver()) {
            name if name.is_empty() => "the driver".to_owned(),
            name => name,
        };
        // An image's trace begins with what Rust's own library has inlined.
        let is_drivers = |frame: &&Frame| {
            let file = frame
                .location
                .as_ref()
                .map(|(file, _)| file.to_string_lossy());
            file.is_some_and(|file| !file.starts_with("/rust") && !file.contains("library/core"))
        };
        let place = stack.iter().find(is_drivers);
        let place = place.map_or_else(String::new, |frame| format!(", in {frame}"));
        let used = used.as_secs_f64();
        let reason = format!(
            "{callback} of {driver} does not return{place}: it has run for {used:.1} s of \
             processor time without calling the kernel"
        );
        match stack.is_empty() {
            true => self.set_stuck_with(reason, Vec::new()),
            false => self.set_stuck(&reason),
        }
    }

    fn set_stuck_with(&self, reason: String, waiting: Vec<Waiting>) {
        let stuck = Stuck {
            reason: self.addresses.in_text(reason).into_owned(),
            waiting,
            seed: self.sched.repeat().seed(),
            schedule: self.sched.repeat(),
            run: self.run_so_far(),
        };
        self.end_with(Error::Stuck(Arc::new(stuck)));
    }

    /// Ends the machine because it runs in circles.
    pub(crate) fn end_stuck(&self, reason: &str) -> ! {
        self.set_stuck(reason);
        self.sched.abandon()
    }

    /// How the run came about, and what its drivers printed.
    pub(crate) fn run_so_far(&self) -> Run {
        let (printed, shown) = (self.log.lines(), self.log.shows());
        Run::new(&self.sched.repeat(), self.faults.faults(), printed, shown)
    }

    /// Keeps the first error that ends the machine.
    pub(crate) fn end_with(&self, error: Error) {
        self.end.borrow_mut().get_or_insert(error);
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

fn waiting(engine: &Engine, thread: &Thread) -> Waiting {
    let reason = match thread.state.get() {
        State::Runnable => "could run".to_owned(),
        State::Spinning(spin) => format!("spins on the lock at {:p}", spin.lock),
        State::Finished => "has finished".to_owned(),
        State::Blocked => match &*thread.waiting.borrow() {
            Some(wait) if wait.objects.is_empty() => format!("waits for {}", wait.what),
            Some(wait) => {
                let describe = |object: &_| engine.upcalls.describe_object(*object);
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
        reason: engine.addresses.in_text(reason).into_owned(),
        calls: thread.calls.names(),
        stack: engine.shown_stack(engine.sched.calls_of(thread)),
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.sched.clear();
        host::forget_machine(ptr::from_ref(self).addr());
    }
}
