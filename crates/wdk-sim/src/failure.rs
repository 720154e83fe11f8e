//! Failures as people read them.
//!
//! Every public error is one line with `{}`. With `{:?}`, which tests print, and with `{:#}` it is a
//! page: what happened, the stop code and its parameters in words, the driver's own calls with
//! their source lines, what the driver printed, and the command that repeats the run. `{:#?}` is the
//! value itself, field by field.
//!
//! Pages have no colours, wherever they are printed: tests compare and search them.
#![forbid(unsafe_code)]

pub(crate) mod frames;
mod page;
mod words;

use std::fmt;

pub(crate) use page::Page;
pub use words::{ExplainedParameter, Explanation};

use crate::{
    bugcheck,
    engine::{
        error::{BugCheck, Error, Stuck, Waiting},
        repeat::{self, Run},
        scheduler::choices::Schedule,
    },
    nt::verifier::report::Violation,
};

/// Lines of a driver's output that are shown.
const PRINTED: usize = 12;
/// Threads of a standstill that are shown.
const WAITING: usize = 8;

/// A machine's end, to be shown where its circumstances are known: see [`Error::page`].
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage<'a>(&'a Error);

impl Error {
    /// The report without the output of the drivers and without the command of a test, for a
    /// program that has shown the one and knows the other.
    #[must_use]
    pub fn page(&self) -> ErrorPage<'_> {
        ErrorPage(self)
    }
}

impl fmt::Display for ErrorPage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut page = Page::new();
        match self.0 {
            Error::BugCheck(bug_check) => bug_check.write(&mut page),
            Error::Stuck(stuck) => stuck.write(&mut page),
            other => return fmt::Display::fmt(other, f),
        }
        f.write_str(&page.finish())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return match self {
                Self::BugCheck(bug_check) => fmt::Debug::fmt(bug_check, f),
                Self::Stuck(stuck) => fmt::Debug::fmt(stuck, f),
                other => fmt::Display::fmt(other, f),
            };
        }
        match self {
            Self::BugCheck(it) => f.debug_tuple("BugCheck").field(it).finish(),
            Self::Stuck(it) => f.debug_tuple("Stuck").field(it).finish(),
            Self::Status(it) => f.debug_tuple("Status").field(it).finish(),
            Self::Image { path, reason } => f
                .debug_struct("Image")
                .field("path", path)
                .field("reason", reason)
                .finish(),
            Self::Inf(it) => f.debug_tuple("Inf").field(it).finish(),
            Self::Store { code, message } => f
                .debug_struct("Store")
                .field("code", code)
                .field("message", message)
                .finish(),
            Self::Blocked(it) => f.debug_tuple("Blocked").field(it).finish(),
            Self::Host(it) => f.debug_tuple("Host").field(it).finish(),
            Self::NotFound(it) => f.debug_tuple("NotFound").field(it).finish(),
        }
    }
}

impl BugCheck {
    fn write(&self, page: &mut Page) {
        page.line(0, format!("bug check {:#X} {}", self.code, self.name));
        page.text(2, &self.message);
        page.gap();
        words::write(page, self.code, self.parameters);
        frames::write_calls(page, 2, &self.driver, &self.calls);
        frames::write(page, 2, &self.stack);
    }

    fn page(&self) -> String {
        let mut page = Page::new();
        self.write(&mut page);
        write_run(&mut page, &self.schedule, &self.run);
        page.finish()
    }
}

impl fmt::Display for BugCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.write_str(&self.page());
        }
        let Self { code, name, .. } = self;
        write!(f, "bug check {code:#X} {name}: {}", self.message)
    }
}

impl fmt::Debug for BugCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return f.write_str(&self.page());
        }
        f.debug_struct("BugCheck")
            .field("code", &self.code)
            .field("name", &self.name)
            .field("parameters", &self.parameters)
            .field("message", &self.message)
            .field("stack", &self.stack)
            .field("calls", &self.calls)
            .field("driver", &self.driver)
            .field("seed", &self.seed)
            .field("schedule", &self.schedule)
            .field("run", &self.run)
            .field("dump_data", &self.dump_data)
            .finish()
    }
}

impl Stuck {
    fn write(&self, page: &mut Page) {
        page.text(0, &self.reason);
        page.gap();
        for waiting in self.waiting.iter().take(WAITING) {
            waiting.write(page);
        }
        if let Some(more) = self.waiting.len().checked_sub(WAITING + 1) {
            page.line(2, format!("and {} more threads", more + 1));
        }
    }

    fn page(&self) -> String {
        let mut page = Page::new();
        self.write(&mut page);
        write_run(&mut page, &self.schedule, &self.run);
        page.finish()
    }
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            return f.write_str(&self.page());
        }
        f.write_str(&self.reason)?;
        for (index, waiting) in self.waiting.iter().enumerate() {
            let before = if index == 0 { ": " } else { "; " };
            write!(f, "{before}{waiting}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return f.write_str(&self.page());
        }
        f.debug_struct("Stuck")
            .field("reason", &self.reason)
            .field("waiting", &self.waiting)
            .field("seed", &self.seed)
            .field("schedule", &self.schedule)
            .field("run", &self.run)
            .finish()
    }
}

impl Waiting {
    fn write(&self, page: &mut Page) {
        page.text(2, &format!("thread `{}` {}", self.thread, self.reason));
        frames::write_calls(page, 4, "", &self.calls);
        frames::write(page, 4, &self.stack);
        page.gap();
    }
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.reason)?;
        if !self.calls.is_empty() {
            write!(f, ", in {}", self.calls.join(" > "))?;
        }
        Ok(())
    }
}

impl Violation {
    /// Writes the violation as a part of a page.
    pub(crate) fn write(&self, page: &mut Page, indent: usize) {
        page.text(indent, &format!("{}: {}", self.rule, self.message));
        let name = bugcheck::name(self.code);
        page.text(
            indent + 2,
            &format!("Windows stops with bug check {:#X} {name}", self.code),
        );
        frames::write_calls(page, indent + 2, &self.driver, &self.calls);
        frames::write(page, indent + 2, &self.stack);
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.alternate() {
            let mut page = Page::new();
            self.write(&mut page, 0);
            return f.write_str(&page.finish());
        }
        write!(f, "{}: {}", self.rule, self.message)?;
        if !self.driver.is_empty() {
            write!(f, " ({})", self.driver)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return write!(f, "{self:#}");
        }
        f.debug_struct("Violation")
            .field("rule", &self.rule)
            .field("code", &self.code)
            .field("parameters", &self.parameters)
            .field("message", &self.message)
            .field("driver", &self.driver)
            .field("calls", &self.calls)
            .field("stack", &self.stack)
            .field("time", &self.time)
            .field("schedule", &self.schedule)
            .finish()
    }
}

/// What the drivers printed, where nobody has seen it yet, and how the run is repeated.
pub(crate) fn write_run(page: &mut Page, schedule: &Schedule, run: &Run) {
    if !run.shown && !run.printed.is_empty() {
        page.gap();
        let skipped = run.printed.len().saturating_sub(PRINTED);
        match skipped {
            0 => page.line(2, "the driver printed:"),
            _ => page.line(
                2,
                format!("the driver printed, after {skipped} other lines:"),
            ),
        }
        for line in &run.printed[skipped..] {
            page.cut(2, line);
        }
    }
    page.gap();
    page.line(2, format!("{}:", cause(schedule, run)));
    page.line(4, repetition(schedule, run));
}

/// What a run depended on.
fn cause(schedule: &Schedule, run: &Run) -> String {
    let faults = match run.faults.to_string() {
        faults if faults.is_empty() => String::new(),
        faults => format!(", and calls were made to fail ({faults})"),
    };
    let chance = match schedule {
        Schedule::RoundRobin if faults.is_empty() => {
            "threads take turns, so every run is the same".to_owned()
        }
        Schedule::RoundRobin => "threads take turns".to_owned(),
        Schedule::Random { seed } => format!("the threads were chosen by the seed {seed}"),
        other => format!("the threads were chosen by the schedule {}", kind(other)),
    };
    format!("{chance}{faults}; to repeat it")
}

fn kind(schedule: &Schedule) -> &'static str {
    match schedule {
        Schedule::Pct { .. } => "of probabilistic concurrency testing",
        _ => "that is given",
    }
}

/// The command, or what to set where no test runs.
fn repetition(schedule: &Schedule, run: &Run) -> String {
    if let Some(command) = &run.command {
        return command.clone();
    }
    let variables = repeat::variables(schedule, &run.faults);
    let variables = variables
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    let variables: Vec<_> = variables.collect();
    match variables.is_empty() {
        true => "run it again".to_owned(),
        false => format!("{} in the environment", variables.join(" ")),
    }
}
