//! A scenario as a Rust test.

use std::fmt::Write as _;

use wdk_sys::host::NativeDriver;

use super::{Outcome, Scenario, Subject};
use crate::{Machine, in_every_world, trace::Category, user::InfSource};

/// Plays a scenario with a driver as it is linked into the test, and then, where images were
/// built, with its `.sys`: see [`in_every_world`].
///
/// `file` and `text` are the scenario's name and content; [`scenario!`](crate::scenario!) reads a
/// file beside the test.
///
/// # Panics
/// When the text is no scenario, when the package cannot be read, and when a play does not go as
/// expected; with the steps, what the driver printed, and the schedule that repeats it.
#[track_caller]
pub fn test(driver: &'static NativeDriver, inf: impl Into<InfSource>, file: &str, text: &str) {
    let scenario = match Scenario::parse(file, text) {
        Ok(scenario) => scenario,
        Err(error) => panic!("{error}"),
    };
    let inf = inf.into();
    in_every_world(driver, |code| {
        let subject = match Subject::package(inf.clone(), code) {
            Ok(subject) => subject,
            Err(error) => panic!("{error}"),
        };
        let machine = Machine::new();
        let outcome = scenario.play(&machine, &subject);
        if let Err(failure) = outcome.check() {
            panic!("{failure}\n\n{}", account(&machine, &outcome));
        }
    });
}

/// What led to a failure.
fn account(machine: &Machine, outcome: &Outcome) -> String {
    let mut account = "what was done:\n".to_owned();
    for step in &outcome.steps {
        // Writing to a string does not fail; a bug check stands in the failure already.
        let found = step.found.to_string();
        let found = found.lines().next().unwrap_or_default();
        let _ = writeln!(account, "{:>4}  {}  = {found}", step.line, step.step);
    }
    let trace = machine.trace();
    let mut prints = trace.of(Category::Print).peekable();
    if prints.peek().is_some() {
        account.push_str("what was printed:\n");
    }
    for print in prints {
        let _ = writeln!(account, "      {}", print.name.trim_end());
    }
    let _ = write!(account, "schedule: {}", machine.schedule());
    account
}

/// Plays the scenario in a file beside the test with a driver, in every world:
/// `scenario!("../toaster.scenario", &toaster::DRIVER, INF)`. The path starts at the folder of the
/// file that calls it. See [`scenario::test`](crate::scenario::test()).
#[macro_export]
macro_rules! scenario {
    ($file:literal, $driver:expr, $inf:expr $(,)?) => {
        $crate::scenario::test($driver, $inf, $file, include_str!($file))
    };
}
