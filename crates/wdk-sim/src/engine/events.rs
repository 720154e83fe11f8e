//! What the engine's parts do together: events with their time and thread, faults, attribution.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::{
    driver::DriverId,
    error::Error,
    fault::Kind,
    pool::Allocation,
    state::Engine,
    trace::{About, Called, Category, Detail, Event, Phase, Trace},
};

impl Engine {
    /// Something begins. `name` and `detail` are made only when they are recorded.
    #[inline]
    pub(crate) fn trace_begin<N: Into<Cow<'static, str>>>(
        &self,
        category: Category,
        what: impl FnOnce() -> (N, String),
    ) {
        self.trace(Phase::Begin, category, what);
    }

    /// The innermost open event of the running thread ends.
    #[inline]
    pub(crate) fn trace_end<N: Into<Cow<'static, str>>>(
        &self,
        category: Category,
        what: impl FnOnce() -> (N, String),
    ) {
        self.trace(Phase::End, category, what);
    }

    /// Something happens at once.
    #[inline]
    pub(crate) fn trace_instant<N: Into<Cow<'static, str>>>(
        &self,
        category: Category,
        what: impl FnOnce() -> (N, String),
    ) {
        self.trace(Phase::Instant, category, what);
    }

    #[inline]
    fn trace<N: Into<Cow<'static, str>>>(
        &self,
        phase: Phase,
        category: Category,
        what: impl FnOnce() -> (N, String),
    ) {
        self.trace_about(phase, category, || {
            let (name, detail) = what();
            (name, detail, About::default())
        });
    }

    /// Something begins, ends or happens at once that belongs to a device, to an IRP or to a
    /// caller. The driver is the running one unless it is given.
    #[inline]
    pub(crate) fn trace_about<N: Into<Cow<'static, str>>>(
        &self,
        phase: Phase,
        category: Category,
        what: impl FnOnce() -> (N, String, About),
    ) {
        if self.recorder.records_category(category) {
            let (name, detail, about) = what();
            self.record(phase, category, name.into(), detail, about);
        }
    }

    #[cold]
    fn record(
        &self,
        phase: Phase,
        category: Category,
        name: Cow<'static, str>,
        detail: String,
        mut about: About,
    ) {
        if about.driver == 0 {
            about.driver = self.current_driver().0;
        }
        let name = self.addresses.in_text(name);
        let detail = self.addresses.in_text(detail).into_owned();
        let event = Event {
            time: self.clock.since_start(),
            processor: self.sched.active() as u32,
            thread: self.sched.running().map_or(0, |thread| thread.number),
            irql: self.sched.irql(),
            phase,
            category,
            name,
            detail,
            about,
        };
        self.recorder.push(event);
    }

    /// A function of the system or the framework is called. Says whether it is recorded, and so
    /// has to be followed by [`Engine::trace_return`].
    #[inline]
    pub(crate) fn trace_call(
        &self,
        name: &'static str,
        called: Called,
        arguments: impl FnOnce() -> String,
    ) -> bool {
        self.recorder.records(Detail::All) && self.record_call(name, called, arguments)
    }

    #[cold]
    fn record_call(
        &self,
        name: &'static str,
        called: Called,
        arguments: impl FnOnce() -> String,
    ) -> bool {
        let (caller, line) = match self.recorder.records(Detail::Callers) {
            true => {
                let (caller, line) = self
                    .recorder
                    .callers
                    .caller_of(called, |it| self.upcalls.frames_at(it));
                (Some(caller), line)
            }
            false => (None, None),
        };
        if !self.recorder.has_room_for(caller) {
            return false;
        }
        let about = About {
            caller,
            line,
            ..About::default()
        };
        self.record(
            Phase::Begin,
            Category::Call,
            name.into(),
            arguments(),
            about,
        );
        true
    }

    /// A recorded call returns.
    #[cold]
    pub(crate) fn trace_return(&self, name: &'static str, result: String, status: Option<i32>) {
        // A panic takes the machine with it; what unwinds does not return.
        if !std::thread::panicking() {
            let about = About {
                status,
                ..About::default()
            };
            self.record(Phase::End, Category::Call, name.into(), result, about);
        }
    }

    /// The trace so far; what stopped the machine is the last event of a thread.
    pub(crate) fn trace_so_far(&self) -> Trace {
        let stop = self
            .alive()
            .err()
            .filter(|_| self.recorder.records_category(Category::Stop));
        self.recorder
            .snapshot(self.drivers.names(), stop.map(|error| stop_of(&error)))
    }

    /// Whether this call must fail.
    #[inline]
    pub(crate) fn fails(&self, kind: Kind) -> bool {
        let failing = self.faults.fails(kind);
        if let Some(count) = failing {
            self.trace_instant(Category::Fault, || {
                (kind.name(), format!("call {count} fails"))
            });
        }
        failing.is_some()
    }

    /// Gives a driver its number.
    pub(crate) fn add_driver(&self, name: &str) -> DriverId {
        self.drivers.add(name)
    }

    /// The driver's name; empty for the machine itself.
    pub(crate) fn driver_name(&self, driver: DriverId) -> String {
        self.drivers.name(driver)
    }

    /// The driver whose code the running thread executes.
    pub(crate) fn current_driver(&self) -> DriverId {
        self.sched
            .running()
            .map_or(DriverId::KERNEL, |thread| thread.driver.get())
    }

    /// The blocks of pool that a driver, or any driver, still holds.
    pub(crate) fn allocations(&self, driver: Option<DriverId>) -> Vec<Allocation> {
        let mut allocations = self
            .pool
            .allocations(driver, |owner| self.driver_name(owner));
        for allocation in &mut allocations {
            allocation.address = self.addresses.shown(allocation.address);
            let stack = std::mem::take(&mut allocation.stack);
            allocation.stack = self.shown_stack(stack);
        }
        allocations
    }
}

/// What stopped the machine: its name, and what happened.
fn stop_of(error: &Error) -> (String, String) {
    match error {
        Error::BugCheck(it) => (
            format!("bug check {:#X} {}", it.code, it.name),
            it.message.clone(),
        ),
        Error::Stuck(it) => ("stuck".to_owned(), it.reason.clone()),
        other => ("stopped".to_owned(), other.to_string()),
    }
}
