//! Scenarios: what a program and the world do to a driver, as a text.
//!
//! A scenario has one step in each line. It is played on a machine; what is expected of a step
//! stands behind `=>`.
//!
//! ```
//! use wdk_sim::{Machine, scenario::{Scenario, Subject}};
//!
//! let scenario = Scenario::parse("toaster.scenario", r#"
//!     load
//!     open
//!     write "bread"                    => length 5
//!     begin read 64 as toast
//!     expect pending toast
//!     advance 10 s                     # of virtual time
//!     wait toast                       => text "BREAD"
//!     begin read 64 as never
//!     cancel never
//!     wait never                       => STATUS_CANCELLED
//!     surprise-remove
//! "#)?;
//! let inf = include_str!("../../../inf/toaster.inx");
//! let toaster = Subject::package(inf, toaster::DRIVER)?;
//! let outcome = scenario.play(&Machine::new(), &toaster);
//! outcome.check()?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | subject |
//! |---|---|
//! | [`verbs`] | the verbs, each with its syntax |
//! | `step`, `data` | the steps as values, and how they are written |
//! | `token`, `line`, `error` | reading a text, and what is wrong in it |
//! | `subject` | the driver that a scenario is played with |
//! | `player` | one play: the machine, the devices, the open files |
//! | `outcome` | what came of it |
//! | `operations` | the requests that were begun and not waited for |
//! | `inspect` | what a machine's registry and name space hold |
//! | `test` | a scenario as a Rust test |
#![forbid(unsafe_code)]

mod constants;
mod data;
mod error;
pub(crate) mod inspect;
mod line;
pub(crate) mod operations;
pub(crate) mod outcome;
mod player;
mod step;
mod subject;
mod test;
mod token;
pub mod verbs;

use std::fmt::{self, Display, Formatter};

use wdk_sys::{NTSTATUS, status_names};

pub use self::{
    data::{Data, Field, Value, Width},
    error::{ScenarioError, SyntaxError},
    outcome::{Failure, Found, Mismatch, Outcome, StepResult},
    player::Progress,
    step::{
        Action, Change, Code, Expectation, ExpectedStatus, OutputBuffer, Plug, RegistryPlace,
        RegistryRoot, Request, State, Step, Target,
    },
    subject::Subject,
    test::test,
};
use self::{
    error::Wrong,
    line::{Line, Names},
    verbs::{VERBS, Verb},
};

/// The scenario of a driver that has none of its own: it is loaded, and when its device has an
/// interface, that is opened; a control code, a write, reads that are waited for, cancelled and met
/// by the device's removal.
pub const DEFAULT: &str = include_str!("scenario/default.scenario");

/// Steps, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Scenario {
    /// The file that the steps stand in, for messages.
    pub file: String,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// Reads the text of a scenario; `file` is its name in messages.
    ///
    /// # Errors
    /// Every line that is no step.
    pub fn parse(file: &str, text: &str) -> Result<Self, ScenarioError> {
        let mut scenario = Self {
            file: file.to_owned(),
            steps: Vec::new(),
        };
        let mut names = Names::default();
        let mut errors = Vec::new();
        for (index, line) in text.lines().enumerate() {
            match parse_line(line, &names) {
                Ok(None) => {}
                Ok(Some(step)) => {
                    names.note(&step.action);
                    let line = index + 1;
                    scenario.steps.push(Step { line, ..step });
                }
                Err(wrong) => errors.push(wrong.at(file, index + 1, line)),
            }
        }
        match errors.is_empty() {
            true => Ok(scenario),
            false => Err(ScenarioError { errors }),
        }
    }

    /// The scenario of a driver that has none of its own.
    #[must_use]
    pub fn default_steps() -> Self {
        // A test reads it.
        Self::parse("default.scenario", DEFAULT).unwrap_or_default()
    }
}

impl Display for Scenario {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.steps.iter().try_for_each(|step| writeln!(f, "{step}"))
    }
}

impl Names {
    /// Keeps the names that a step gives.
    fn note(&mut self, action: &Action) {
        match action {
            Action::Code { name, code } => self.codes.insert(0, (name.clone(), code.value)),
            Action::Plug(plug) => self.devices.extend(plug.name.clone()),
            Action::Process { process, .. } => self.processes.push(process.clone()),
            Action::Open { file, process, .. } => {
                self.files.extend(file.clone());
                self.processes.extend(process.clone());
            }
            Action::Begin { operation, .. } => self.operations.push(operation.clone()),
            Action::Finish => self.finished = true,
            _ => {}
        }
    }
}

/// Reads a line; one with nothing but a comment has no step.
fn parse_line(text: &str, names: &Names) -> Result<Option<Step>, Wrong> {
    let tokens = token::split(text)?;
    if tokens.is_empty() {
        return Ok(None);
    }
    let mut line = Line::new(tokens, text.len(), names);
    let words = line.peek_words(3);
    let Some((verb, length)) = Verb::find(&words) else {
        let found = words.first().copied().unwrap_or_default();
        let wrong = line.expected("a verb");
        let two: String = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
        let verbs = || VERBS.iter().map(|verb| verb.words);
        let singles = verbs().filter(|it| !it.contains(' '));
        return Err(wrong
            .suggest(&two, verbs())
            .suggest(found, singles)
            .help(format!(
                "a line begins with one of {}",
                verbs().collect::<Vec<_>>().join(", ")
            )));
    };
    line.skip(length);
    let usage = |wrong: Wrong| wrong.help(format!("the line is written: {}", verb.syntax));
    if names.finished {
        let wrong = Wrong::new(
            line.span(),
            "the machine is shut down: no step follows `finish`",
        );
        return Err(wrong);
    }
    let action = (verb.parse)(&mut line).map_err(usage)?;
    let expectation = match line.accept_arrow() {
        true => Some(parse_expectation(&mut line)?),
        false => None,
    };
    if !line.is_at_end() {
        let wrong = match expectation {
            Some(_) => line.expected("`,` or the end of the line"),
            None => line.expected("`=>` or the end of the line"),
        };
        return Err(usage(wrong));
    }
    Ok(Some(Step {
        line: 0,
        action,
        expectation,
    }))
}

fn parse_expectation(line: &mut Line<'_>) -> Result<Expectation, Wrong> {
    let mut expectation = Expectation::default();
    let start = line.span();
    loop {
        let span = line.span();
        let again = if line.is_at_data() {
            expectation.data.replace(line.data()?).is_some()
        } else if line.is_at_value() {
            expectation.value.replace(line.value()?).is_some()
        } else if line.accept("length") {
            let length = line.length("how many bytes are transferred")?;
            expectation.length.replace(length).is_some()
        } else {
            expectation.status.replace(parse_status(line)?).is_some()
        };
        if again {
            return Err(Wrong::new(span, "this is expected twice"));
        }
        if !line.accept_comma() {
            break;
        }
    }
    let fails = match expectation.status {
        None | Some(ExpectedStatus::Success) => false,
        Some(ExpectedStatus::AnyFailure) => true,
        Some(ExpectedStatus::Is(status)) => status < 0,
    };
    let carries = expectation.length.is_some() || expectation.data.is_some();
    if fails && carries {
        let message = "a request that fails gives the program neither a length nor bytes";
        return Err(Wrong::new(start, message));
    }
    Ok(expectation)
}

fn parse_status(line: &mut Line<'_>) -> Result<ExpectedStatus, Wrong> {
    const WHAT: &str = "`success`, `any failure`, a status such as `STATUS_CANCELLED`, `length`, \
                        bytes or a value of the registry";
    let word = line.peek_word().ok_or_else(|| line.expected(WHAT))?;
    match word {
        "success" => {
            line.skip(1);
            Ok(ExpectedStatus::Success)
        }
        "any" => {
            line.skip(1);
            line.require("failure")?;
            Ok(ExpectedStatus::AnyFailure)
        }
        number if number.starts_with(|it: char| it.is_ascii_digit()) => {
            let status = line.u32("a status")?;
            Ok(ExpectedStatus::Is(status.cast_signed()))
        }
        name => {
            let status = status_of(name).ok_or_else(|| {
                let names = status_names().map(|(_, name)| name);
                let words = ["success", "any failure", "length", "hex", "text", "utf16"];
                line.expected(WHAT).suggest(name, names.chain(words))
            })?;
            line.skip(1);
            Ok(ExpectedStatus::Is(status))
        }
    }
}

/// The status with this name.
fn status_of(name: &str) -> Option<NTSTATUS> {
    let mut statuses = status_names();
    statuses
        .find(|(_, other)| *other == name)
        .map(|(status, _)| status)
}

#[cfg(test)]
mod tests;
