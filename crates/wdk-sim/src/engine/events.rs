//! What the engine's parts do together: events with their time and thread, faults, attribution.
#![forbid(unsafe_code)]

use std::borrow::Cow;

use super::{
    driver::DriverId,
    fault::Kind,
    pool::Allocation,
    state::Engine,
    trace::{Category, Event, Phase},
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
        if self.recorder.records_category(category) {
            let (name, detail) = what();
            self.record(phase, category, name.into(), detail);
        }
    }

    #[cold]
    fn record(&self, phase: Phase, category: Category, name: Cow<'static, str>, detail: String) {
        let event = Event {
            time: self.clock.since_start(),
            processor: self.sched.active() as u32,
            thread: self.sched.running().map_or(0, |thread| thread.number),
            irql: self.sched.irql(),
            phase,
            category,
            name,
            detail,
        };
        self.recorder.push(event);
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
        self.pool
            .allocations(driver, |owner| self.driver_name(owner))
    }
}
