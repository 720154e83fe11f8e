//! What was found in a run.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wdk_sim::{
    Error, Machine, Report,
    scenario::{Action, ExpectedStatus, Found, Outcome, Scenario, StepResult},
};

/// What was found, for people and programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The driver's service.
    pub service: String,
    /// The steps that were played.
    pub steps: Vec<PlayedStep>,
    /// What the scenario expected otherwise.
    pub failure: Option<String>,
    /// The verifier rules that were broken.
    pub violations: Vec<String>,
    /// How many bytes of pool were not freed.
    pub leaked_bytes: usize,
    /// The allocations that were not freed.
    pub leaks: Vec<String>,
    /// How many objects the driver left.
    pub objects_left: usize,
    /// How many requests were never completed.
    pub requests_left: usize,
    /// What each driver's calls used of a kernel stack, where it was half of one or more.
    pub stacks: Vec<String>,
    /// How long it took on the machine.
    pub virtual_seconds: f64,
    /// How long it took here.
    pub wall_milliseconds: f64,
    /// What ended the machine before its time, or kept the driver from being loaded.
    pub end: Option<String>,
    /// What was found, in one line.
    pub summary: String,
}

/// A step and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PlayedStep {
    /// The number of its line; 0 for what is done without being written.
    pub line: usize,
    /// The step as it is written.
    pub step: String,
    /// The status that it ended with, as a scenario writes it: `STATUS_CANCELLED`.
    pub status: Option<String>,
    /// How many bytes were transferred.
    pub length: Option<usize>,
    /// The bytes that came back, two digits each.
    pub bytes: Option<String>,
    /// Why the machine refused it, or why it could not be tried.
    pub refused: Option<String>,
    /// The operations that were completed meanwhile, in this order.
    pub completed: Vec<String>,
}

impl From<&StepResult> for PlayedStep {
    fn from(result: &StepResult) -> Self {
        let found = &result.found;
        let digits = |data: &[u8]| data.iter().map(|it| format!("{it:02x}")).collect();
        Self {
            line: result.line,
            step: result.step.clone(),
            status: found
                .ntstatus()
                .map(|it| ExpectedStatus::Is(it).to_string()),
            length: found.length(),
            bytes: found.data().map(digits),
            refused: match found {
                Found::Refused(reason) | Found::Skipped(reason) => Some(reason.clone()),
                _ => None,
            },
            completed: result.completed.clone(),
        }
    }
}

impl Verdict {
    pub(crate) fn of(
        service: String,
        machine: &Machine,
        scenario: &Scenario,
        outcome: Outcome,
        wall: Duration,
    ) -> Self {
        let ended = outcome.end.as_ref();
        let end = ended.map(|error| error.page().to_string());
        let end = end.or_else(|| not_loaded(scenario, &outcome));
        // What is left of a play to the end is shown apart.
        let is_told = outcome.report.as_ref().is_some_and(|it| !it.is_clean());
        let failure = outcome.failure.filter(|_| !is_told);
        let report = outcome.report.unwrap_or_else(|| {
            let mut report = Report::default();
            report.violations = machine.violations();
            report.stacks = machine.deepest_stacks();
            report
        });
        let summary = match (&end, ended) {
            // Nobody looked at what is left.
            (Some(page), Some(ended)) => {
                // The page begins with the stop code; that of a machine that is stuck is wrapped.
                let what = match ended {
                    Error::BugCheck(_) => page.clone(),
                    other => other.to_string(),
                };
                let first = what.lines().next().unwrap_or_default();
                format!("the machine stopped: {first}")
            }
            (Some(_), None) => "the driver was not loaded".to_owned(),
            (None, _) => format!(
                "{} violations, {} bytes leaked, {} objects and {} requests left",
                report.violations.len(),
                report.leaked_bytes(),
                report.objects(),
                report.requests_left
            ),
        };
        Self {
            service,
            steps: outcome.steps.iter().map(PlayedStep::from).collect(),
            failure: failure.map(|it| it.to_string()),
            violations: report
                .violations
                .iter()
                .map(|it| format!("{it:#}"))
                .collect(),
            leaked_bytes: report.leaked_bytes(),
            leaks: report.leaks.iter().map(ToString::to_string).collect(),
            objects_left: report.objects(),
            requests_left: report.requests_left,
            stacks: report.stacks.iter().map(ToString::to_string).collect(),
            virtual_seconds: machine.now().as_secs_f64(),
            wall_milliseconds: wall.as_secs_f64() * 1e3,
            end,
            summary,
        }
    }

    /// Whether the scenario was played to its end and nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
            && self.leaks.is_empty()
            && self.objects_left == 0
            && self.requests_left == 0
            && self.failure.is_none()
            && self.end.is_none()
    }
}

/// Why the driver was not loaded, when the scenario has no expectation there: the other steps show
/// nothing of the driver then.
fn not_loaded(scenario: &Scenario, outcome: &Outcome) -> Option<String> {
    let played = scenario.steps.iter().zip(&outcome.steps);
    for (step, result) in played {
        let fails = match &result.found {
            Found::Ended { status, .. } => *status < 0,
            Found::Refused(_) => true,
            _ => false,
        };
        if fails && step.expectation.is_none() {
            return Some(format!("{}: {}", result.step, result.found));
        }
        let loads = matches!(
            step.action,
            Action::Load | Action::Plug(_) | Action::StartService
        );
        if loads {
            break;
        }
    }
    None
}
