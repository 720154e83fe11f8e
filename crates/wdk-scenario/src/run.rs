//! A machine from installing the package to shutting down.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use wdk_inf::Inf;
use wdk_sim::{
    Code, Machine, NoDump, Schedule,
    etw::Session,
    scenario::{Action, Found, Progress, Scenario, Subject},
    trace::{Detail, Trace},
};

use crate::{
    package::{PackageError, Purpose, service},
    record::{Entry, Recorder},
    verdict::Verdict,
};

/// The simulated machine, and how much of its trace is recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// Schedules threads by this seed; without one they take turns.
    pub seed: Option<u64>,
    /// The number of processors.
    pub processors: u8,
    /// Seconds of the host's processor time that a callback may use without calling the kernel
    /// before the run ends; 0 for no limit.
    pub callback_seconds: u32,
    /// Records every event of the trace.
    pub verbose: bool,
    /// Puts every pool block on pages of its own, so that an access behind its end or after it was
    /// freed stops the machine at the instruction.
    #[serde(default)]
    pub special_pool: bool,
    /// Makes the crash dump a small one.
    #[serde(default)]
    pub small_dump: bool,
    /// Checks all rules of Static Driver Verifier, those included that working drivers break.
    #[serde(default)]
    pub all_rules: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: None,
            processors: 1,
            callback_seconds: 10,
            verbose: false,
            special_pool: false,
            small_dump: false,
            all_rules: false,
        }
    }
}

/// What a package without a device goes through when it has no scenario of its own: the service
/// starts, stands idle for a second, and stops.
const SERVICE: &str = "load\nadvance 1 s\nunload\n";

/// The scenario of a package that has none of its own.
///
/// # Errors
/// When the package installs nothing that could be run on a machine like this one.
pub fn default_scenario(inf: &Inf) -> Result<Scenario, PackageError> {
    Ok(match Purpose::of(inf)? {
        Purpose::Device(_) => Scenario::default_steps(),
        // A test reads it.
        Purpose::Service => Scenario::parse("service", SERVICE).unwrap_or_default(),
    })
}

/// Plays `scenario` with the package of `inf` and the driver `code` on a new machine, and shuts
/// the machine down. `show` gets each entry of the record: what a step led to, when it has ended.
///
/// # Errors
/// When the package installs nothing that could be run on such a machine. What the driver does
/// wrong is in the verdict.
pub fn run(
    inf: &Inf,
    code: Code,
    scenario: &Scenario,
    options: &Options,
    show: impl FnMut(Entry),
) -> Result<Verdict, PackageError> {
    // It says more of a package that cannot be run than the machine does.
    service(inf)?;
    let subject = Subject::package(inf, code)?;
    run_traced(&subject, scenario, options, Detail::default(), show).map(|it| it.verdict)
}

/// A machine that has been through a scenario.
#[derive(Debug)]
#[non_exhaustive]
pub struct Played {
    /// What was found.
    pub verdict: Verdict,
    /// What happened.
    pub trace: Trace,
    /// The crash dump of a machine that a bug check has stopped.
    pub dump: Result<Vec<u8>, NoDump>,
}

/// [`run`], with the machine's trace in the given detail, and its crash dump. The record is the
/// same. A subject of an INF file has the files that are beside it.
///
/// # Errors
/// As for [`run`].
pub fn run_traced(
    subject: &Subject,
    scenario: &Scenario,
    options: &Options,
    detail: Detail,
    mut show: impl FnMut(Entry),
) -> Result<Played, PackageError> {
    let limit = (options.callback_seconds > 0)
        .then(|| Duration::from_secs(options.callback_seconds.into()));
    // The record has the prints, and the options say which run it is.
    let mut builder = Machine::builder()
        .processors(options.processors.into())
        .environment(false)
        .show_prints(false)
        .callback_limit(limit)
        .special_pool(options.special_pool)
        .all_rules(options.all_rules)
        .trace(detail);
    if let Some(seed) = options.seed {
        builder = builder.schedule(Schedule::Random { seed });
    }
    let machine = builder.build();
    // Somebody listens, so that drivers write their events and the record has them. Only a machine
    // that has ended refuses, and then its first step says so.
    let _ = machine.start_session("run", Session::all());
    let start = Instant::now();
    let mut recorder = Recorder::new(&mut show, options.verbose);
    let outcome = scenario.play_with(&machine, subject, |progress| match progress {
        Progress::Step(step) => match &step.action {
            // It only names something.
            Action::Code { .. } => {}
            action => recorder.program(&machine, &action.to_string(), &purpose(action, subject)),
        },
        Progress::Result(result) => {
            let says_nothing = matches!(
                result.found,
                Found::Ended {
                    status: 0,
                    length: None,
                    data: None
                }
            );
            // The verdict tells how a machine ended.
            if says_nothing || machine.ended().is_some() {
                recorder.update(&machine);
            } else {
                recorder.result(&machine, &result.found.to_string());
            }
        }
        _ => {}
    });
    recorder.update(&machine);
    let service = subject.service_name().to_owned();
    let verdict = Verdict::of(service, &machine, scenario, outcome, start.elapsed());
    Ok(Played {
        verdict,
        trace: machine.trace(),
        dump: match options.small_dump {
            true => machine.small_crash_dump(),
            false => machine.crash_dump(),
        },
    })
}

/// What `load` and `plug` mean for this package.
fn purpose(action: &Action, subject: &Subject) -> String {
    let id = match action {
        Action::Load => subject.device(),
        Action::Plug(plug) if plug.hardware_id.is_none() => subject.device(),
        Action::Plug(_) => return String::new(),
        Action::StartService => None,
        _ => return String::new(),
    };
    match id {
        Some(id) => format!("plug in {id}"),
        None => format!("start the service {}", subject.service_name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_for_a_service_can_be_read() {
        assert_eq!(Scenario::parse("service", SERVICE).unwrap().steps.len(), 3);
    }
}
