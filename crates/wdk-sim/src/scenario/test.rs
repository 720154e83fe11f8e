//! A scenario as a Rust test.

use wdk_sys::host::NativeDriver;

use super::{Outcome, Scenario, Subject};
use crate::{
    Machine,
    failure::{Page, write_run},
    user::InfSource,
    worlds::try_in_every_world,
};

/// Steps that are shown: the last ones.
const STEPS: usize = 16;

/// Plays a scenario with a driver as it is linked into the test, and then, where images were
/// built, with its `.sys`: see [`in_every_world`](crate::in_every_world).
///
/// `file` and `text` are the scenario's name and content; [`scenario!`](crate::scenario!) reads a
/// file beside the test.
///
/// # Panics
/// When the text is no scenario, when the package cannot be read, and when a play does not go as
/// expected; with the steps and the command that repeats it.
#[track_caller]
pub fn test(driver: &'static NativeDriver, inf: impl Into<InfSource>, file: &str, text: &str) {
    let scenario = match Scenario::parse(file, text) {
        Ok(scenario) => scenario,
        Err(error) => panic!("{error}"),
    };
    let inf = inf.into();
    let played = try_in_every_world([driver.into()], |[code]| {
        let subject = Subject::package(inf.clone(), code).map_err(|error| error.to_string())?;
        let machine = Machine::new();
        let outcome = scenario.play(&machine, &subject);
        let checked = outcome.check();
        checked.map_err(|failure| format!("{failure:#}\n\n{}", account(&machine, &outcome)))
    });
    // The panic is at the line of the caller.
    if let Err(failure) = played {
        panic!("{failure}");
    }
}

/// The steps that led to a failure, and how to repeat the run where the failure does not say it.
fn account(machine: &Machine, outcome: &Outcome) -> String {
    let mut page = Page::new();
    page.gap();
    page.line(2, "what was done:");
    let skipped = outcome.steps.len().saturating_sub(STEPS);
    if skipped > 0 {
        page.line(4, format!("({skipped} steps before)"));
    }
    let shown = &outcome.steps[skipped..];
    for (left, step) in (0..shown.len()).rev().zip(shown) {
        // What ended the play, a bug check or a report, stands in the failure already.
        let found = match (left, &outcome.end) {
            (0, Some(_)) => "the machine stopped".to_owned(),
            _ => step.found.to_string(),
        };
        let found = found.lines().next().unwrap_or_default();
        page.cut(2, &format!("{:>4}  {}  = {found}", step.line, step.step));
    }
    let has_report = outcome.report.as_ref().is_some_and(|it| !it.is_clean());
    if machine.ended().is_none() && !has_report {
        write_run(&mut page, &machine.schedule(), &machine.kernel.run_so_far());
    }
    page.finish()
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
