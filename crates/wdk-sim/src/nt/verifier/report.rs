//! Broken rules, and what they do to the machine.

use std::{
    cell::{Cell, RefCell},
    time::Duration,
};

use super::{
    rules::{self, Rule},
    stack_depth::Stacks,
};
use crate::engine::{
    bugcheck::capture, current::layer, driver::DriverId, error::Frame, pool::Damage,
    repeat::BACKTRACE, scheduler::choices::Schedule, state::Engine, trace::Category,
};

/// What a violation does to the machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnViolation {
    /// The machine stops with the rule's bug check.
    #[default]
    BugCheck,
    /// The violation is collected, and the driver continues where that is possible.
    Collect,
}

/// A broken rule.
///
/// `{}` is one line; `{:?}` and `{:#}` also say where in the driver it was.
#[derive(Clone)]
#[non_exhaustive]
pub struct Violation {
    /// The rule's name.
    pub rule: &'static str,
    /// The bug check that Windows stops with.
    pub code: u32,
    /// The bug check's parameters.
    pub parameters: [u64; 4],
    /// What happened, in one sentence.
    pub message: String,
    /// The driver that did it; empty when it is not known.
    pub driver: String,
    /// The callbacks and functions that were open, outermost first.
    pub calls: Vec<&'static str>,
    /// The calls that led there, innermost first.
    pub stack: Vec<Frame>,
    /// Virtual time since the machine was built.
    pub time: Duration,
    /// Every choice of the run, the seed among them; [`Builder::schedule`](crate::Builder::schedule)
    /// repeats it.
    pub schedule: Schedule,
}

layer! {
    /// The verifier: the lowest of the managers, since all report to it.
    Vf over Engine {
        verifier: Verifier,
    }
}

/// The verifier's part of the machine.
pub(crate) struct Verifier {
    enabled: bool,
    reaction: Cell<OnViolation>,
    violations: RefCell<Vec<Violation>>,
    pub(super) stacks: Stacks,
}

impl Verifier {
    pub(crate) fn new(enabled: bool, reaction: OnViolation) -> Self {
        Self {
            enabled,
            reaction: Cell::new(reaction),
            violations: RefCell::new(Vec::new()),
            stacks: Stacks::default(),
        }
    }

    #[inline]
    pub(crate) fn enabled(&self) -> bool {
        self.enabled
    }

    pub(crate) fn violations(&self) -> Vec<Violation> {
        self.violations.borrow().clone()
    }
}

impl Vf {
    pub(crate) fn new(below: Engine, verifier: Verifier) -> Self {
        Self { below, verifier }
    }

    /// Reports a broken rule. Returns when the machine continues: the caller then does what harms
    /// least. The rule's sub-code becomes the first parameter where it has one.
    #[cold]
    pub(crate) fn violation(&self, rule: &'static Rule, details: [u64; 3], message: String) {
        let [two, three, four] = details;
        let parameters = [rule.sub_code, two, three, four];
        let driver = self.current_driver();
        self.report(
            rule.name,
            rule.code,
            parameters,
            message,
            self.driver_name(driver),
        );
    }

    /// [`Vf::violation`] when the verifier is on.
    pub(crate) fn check(&self, holds: bool, rule: &'static Rule, message: impl FnOnce() -> String) {
        if !holds && self.verifier.enabled() {
            self.violation(rule, [0; 3], message());
        }
    }

    /// Collects a violation of the machine or of the framework, and stops when that is asked.
    pub(crate) fn report(
        &self,
        rule: &'static str,
        code: u32,
        parameters: [u64; 4],
        message: String,
        driver: String,
    ) {
        self.report_at(rule, code, parameters, message, driver, None);
    }

    /// Collects a violation at which no machine stops.
    pub(crate) fn remark(&self, rule: &'static Rule, message: String, driver: String) {
        let parameters = [rule.sub_code, 0, 0, 0];
        self.collect(rule.name, rule.code, parameters, message, driver, None);
    }

    /// [`Vf::report`] of what was done at another place than this one.
    fn report_at(
        &self,
        rule: &'static str,
        code: u32,
        parameters: [u64; 4],
        message: String,
        driver: String,
        stack: Option<Vec<Frame>>,
    ) {
        let collected = self.collect(rule, code, parameters, message, driver, stack);
        let Some((message, stack)) = collected else {
            return;
        };
        if self.verifier.reaction.get() == OnViolation::BugCheck {
            if self.alive().is_ok() {
                self.bug_check(code, parameters, message, stack);
            }
            self.sched.abandon();
        }
    }

    /// Remembers a violation, and says what a bug check for it tells.
    fn collect(
        &self,
        rule: &'static str,
        code: u32,
        parameters: [u64; 4],
        message: String,
        driver: String,
        stack: Option<Vec<Frame>>,
    ) -> Option<(String, Vec<Frame>)> {
        // What a driver does while it unwinds is the panic's doing, which stops the machine.
        if std::thread::panicking() {
            return None;
        }
        self.trace_instant(Category::Violation, || (rule, message.clone()));
        let violation = Violation {
            rule,
            code,
            parameters: parameters.map(|it| self.addresses.shown(it)),
            message: self.addresses.in_text(message).into_owned(),
            driver,
            calls: self.open_calls(),
            stack: self.shown_stack(stack.unwrap_or_else(capture)),
            time: self.since_start(),
            schedule: self.sched.repeat(),
        };
        let message = format!("{}: {}", violation.rule, violation.message);
        let stack = violation.stack.clone();
        self.verifier.violations.borrow_mut().push(violation);
        Some((message, stack))
    }

    /// Reports freed blocks that were found to be written to.
    pub(crate) fn report_damage(&self) {
        for damage in self.pool.take_damage() {
            let Damage {
                address,
                offset,
                tag,
            } = damage;
            let message = format!(
                "the freed block at {address:#x}, tag '{tag}', was written to at offset {offset}"
            );
            let rule = &rules::POOL_MODIFIED;
            let write = 1;
            let driver = self.driver_name(self.current_driver());
            let parameters = [(address + offset) as u64, write, 0, 0];
            self.report(rule.name, rule.code, parameters, message, driver);
        }
    }

    /// Reports what a driver that is being unloaded still holds.
    /// `check_subsystems` adds what subsystems know of it.
    pub(crate) fn check_unload(&self, driver: DriverId, check_subsystems: impl FnOnce()) {
        if !self.verifier.enabled() {
            return;
        }
        self.pool.inspect_quarantine();
        self.report_damage();
        check_subsystems();
        let leaks = self.allocations(Some(driver));
        let Some(first) = leaks.first() else {
            return;
        };
        let bytes: usize = leaks.iter().map(|leak| leak.bytes).sum();
        let name = self.driver_name(driver);
        let count = leaks.len();
        let blocks = if count == 1 { "block" } else { "blocks" };
        let hint = match first.stack.is_empty() {
            true => format!("; {BACKTRACE}=1 shows the calls that allocated it"),
            false => String::new(),
        };
        let message = format!(
            "{name} was unloaded with {count} {blocks} allocated; the first: {first}{hint}"
        );
        let stack = first.stack.clone();
        let parameters = [
            rules::POOL_LEAK.sub_code,
            first.address,
            bytes as u64,
            count as u64,
        ];
        let rule = &rules::POOL_LEAK;
        self.report_at(rule.name, rule.code, parameters, message, name, Some(stack));
    }
}
