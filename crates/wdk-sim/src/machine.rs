//! The machine as a test holds it, and its builder.
#![forbid(unsafe_code)]

mod dump;
mod etw;
mod network;

pub use dump::NoDump;

use std::{rc::Rc, thread, time::Duration};

use wdk_sys::wdf::{MAJOR_VERSION, RELEASED_MINORS};

use crate::{
    engine::{
        bugcheck,
        error::{Error, Result},
        fault::{self, Faults},
        log,
        pool::{Allocation, PoolStatistics},
        scheduler::choices::Schedule,
        state::{Goal, NORMAL_PRIORITY},
        time::units,
        trace::{Detail, Event, Listener, Trace},
    },
    environment::Environment,
    failure::{Page, write_run},
    nt::{
        kernel::{Kernel, Options},
        mm::io_space::Registers,
        verifier::{
            report::{OnViolation, Violation},
            stack_depth::DeepestStack,
        },
    },
    subsystems::SUBSYSTEMS,
    wdf::observer,
};

/// A simulated machine.
///
/// It lives on the thread that built it; many can run in parallel on other threads. A bug check
/// ends the machine and nothing else.
pub struct Machine {
    pub(crate) kernel: Rc<Kernel>,
}

/// Options of a machine.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    options: Options,
    ignores_environment: bool,
}

impl Builder {
    /// Number of simulated processors, 1 to 64; 1 if this is not called.
    #[must_use]
    pub fn processors(mut self, count: usize) -> Self {
        self.options.engine.processors = count;
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
        self.options.engine.schedule = schedule;
        self
    }

    /// Bytes of a simulated thread's stack.
    #[must_use]
    pub fn stack(mut self, bytes: usize) -> Self {
        self.options.engine.stack = bytes;
        self
    }

    /// How often threads may change, or continue at the end of their turn, without any progress of
    /// time before the machine counts as stuck; two million times if this is not called.
    #[must_use]
    pub fn turn_limit(mut self, turns: u64) -> Self {
        self.options.engine.turn_limit = turns;
        self
    }

    /// How much processor time of the host a callback may use without calling the kernel before the
    /// machine counts as stuck; ten seconds if this is not called, and no limit with `None`. It is
    /// this thread's own time: what else the host does makes no difference. Only Linux measures it.
    #[must_use]
    pub fn callback_limit(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.options.engine.callback_limit = limit.into();
        self
    }

    /// How much is recorded.
    #[must_use]
    pub fn trace(mut self, detail: Detail) -> Self {
        self.options.engine.detail = detail;
        self
    }

    /// Calls `listener` for every event as it happens. It must not use the machine.
    #[must_use]
    pub fn on_event(mut self, listener: impl Fn(&Event) + 'static) -> Self {
        self.options.engine.listener = Some(Listener(Rc::new(listener)));
        self
    }

    /// Whether drivers are checked against the verifier's rules; they are if this is not called.
    #[must_use]
    pub fn verifier(mut self, enabled: bool) -> Self {
        self.options.verifier = enabled;
        self.options.engine.checked_pool = enabled;
        self
    }

    /// What a broken rule does to the machine.
    #[must_use]
    pub fn on_violation(mut self, reaction: OnViolation) -> Self {
        self.options.on_violation = reaction;
        self
    }

    /// Checks all rules of Static Driver Verifier, those included that working drivers break: each says what is
    /// better, and some are a matter of taste. Their violations are collected; the machine stops at none of them.
    #[must_use]
    pub fn all_rules(mut self, all: bool) -> Self {
        self.options.all_rules = all;
        self
    }

    /// The version of KMDF that the machine has, 1.15 to 1.33; 1.33 if this is not called. It binds
    /// the drivers that Windows with this version binds, and its function table and structures end
    /// where that version's ended.
    ///
    /// # Panics
    /// For a version that never was, or is not played, since a machine with another one would not
    /// be what the test asks for.
    #[must_use]
    #[track_caller]
    pub fn framework(mut self, major: u32, minor: u32) -> Self {
        let released = major == MAJOR_VERSION && RELEASED_MINORS.contains(&minor);
        assert!(
            released,
            "KMDF {major}.{minor} cannot be played; there are, of 1.: {RELEASED_MINORS:?}"
        );
        self.options.framework_minor = minor;
        self
    }

    /// Puts every pool block on pages of its own, so that an access behind its end or after it
    /// was freed is a bug check at the instruction.
    #[must_use]
    pub fn special_pool(mut self, special: bool) -> Self {
        self.options.engine.special_pool = special;
        self
    }

    /// Whether the lines that drivers print go to standard output as they are printed, where
    /// `cargo test` captures them; they do if this is not called.
    #[must_use]
    pub fn show_prints(mut self, shown: bool) -> Self {
        self.options.engine.shows_prints = shown;
        self
    }

    /// Whether the variables of the [`environment`](crate::environment) go before the schedule and
    /// the faults that are set here, so that the command of a report repeats a run without an edit;
    /// they do if this is not called.
    #[must_use]
    pub fn environment(mut self, obeyed: bool) -> Self {
        self.ignores_environment = !obeyed;
        self
    }

    /// What the environment asks of machines that are built like this.
    pub(crate) fn asked(&self) -> Environment {
        match self.ignores_environment {
            true => Environment::default(),
            false => Environment::read(),
        }
    }

    /// Calls that fail.
    #[must_use]
    pub fn faults(mut self, faults: Faults) -> Self {
        self.options.engine.faults = faults;
        self
    }

    /// Builds the machine.
    ///
    /// # Panics
    /// When a variable of the [`environment`](crate::environment) cannot be read, since another run
    /// would take place than is asked for.
    #[must_use]
    pub fn build(self) -> Machine {
        let asked = self.asked();
        let mut options = self.options;
        if let Some(schedule) = asked.schedule {
            options.engine.schedule = schedule;
        }
        if let Some(faults) = asked.faults {
            options.engine.faults = faults;
        }
        bugcheck::install_hook();
        bugcheck::watch();
        observer::watch();
        Machine {
            kernel: Kernel::new(&options, SUBSYSTEMS),
        }
    }
}

impl Drop for Machine {
    /// A test that panics drops its machine: whatever it found, it then says how to repeat the run.
    /// Where the machine ended, the error says it.
    fn drop(&mut self) {
        let schedule = self.schedule();
        let run = self.kernel.run_so_far();
        let is_chosen = schedule != Schedule::RoundRobin || run.faults != Faults::none();
        if thread::panicking() && self.ended().is_none() && is_chosen {
            let mut page = Page::new();
            write_run(&mut page, &schedule, &run);
            log::show(&page.finish());
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
        self.kernel.trace_so_far()
    }

    /// The recorded events from number `first` on, without a copy of those before.
    #[must_use]
    pub fn events_since(&self, first: usize) -> Vec<Event> {
        self.kernel.recorder.since(first)
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

    /// What each driver's calls have used of a kernel stack, where it was half of one or more.
    #[must_use]
    pub fn deepest_stacks(&self) -> Vec<DeepestStack> {
        self.kernel.deepest_stacks()
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
