//! What was found in a run.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use wdk_sim::{Machine, Report};

/// What was found, for people and programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The driver's service.
    pub service: String,
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
    /// How long it took on the machine.
    pub virtual_seconds: f64,
    /// How long it took here.
    pub wall_milliseconds: f64,
    /// What ended the machine before its time.
    pub end: Option<String>,
}

impl Verdict {
    pub(crate) fn of(
        service: String,
        machine: &Machine,
        ended: Result<Report, wdk_sim::Error>,
        wall: Duration,
    ) -> Self {
        let (report, end) = match ended {
            Ok(report) => (report, None),
            Err(end) => {
                let mut report = Report::default();
                report.violations = machine.violations();
                (report, Some(end.to_string()))
            }
        };
        Self {
            service,
            violations: report.violations.iter().map(ToString::to_string).collect(),
            leaked_bytes: report.leaked_bytes(),
            leaks: report.leaks.iter().map(ToString::to_string).collect(),
            objects_left: report.objects(),
            requests_left: report.requests_left,
            virtual_seconds: machine.now().as_secs_f64(),
            wall_milliseconds: wall.as_secs_f64() * 1e3,
            end,
        }
    }

    /// Whether the run reached its end and nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
            && self.leaks.is_empty()
            && self.objects_left == 0
            && self.requests_left == 0
            && self.end.is_none()
    }
}
