//! Running one test under many schedules and with many faults.
//!
//! A test is a function that drives a fresh [`Machine`]. What counts as a finding is a machine
//! that ended and a broken rule; a status that the test passes on is not, since a driver may well
//! refuse when its allocation fails.

use std::{fmt, ops::Range};

use crate::{
    engine::{
        error::{Error, Result},
        fault::{Faults, Kind},
        repeat::Run,
        scheduler::choices::Schedule,
    },
    failure::{Page, write_run},
    machine::{Builder, Machine},
    nt::verifier::report::Violation,
};

/// What an exploration found.
///
/// `{}` is one line, `{:?}` and `{:#}` the whole report.
#[derive(Clone)]
#[non_exhaustive]
pub struct Finding {
    /// The schedule that leads there again.
    pub schedule: Schedule,
    /// The faults that lead there again.
    pub faults: Faults,
    /// What happened.
    pub what: String,
    /// How the machine ended, if it did.
    pub error: Option<Error>,
    /// The first rule that was broken, where the machine went on.
    pub violation: Option<Violation>,
    /// How else the run came about, and what its drivers printed.
    pub run: Run,
}

impl Finding {
    fn write(&self, page: &mut Page, indent: usize) {
        match (&self.error, &self.violation) {
            (Some(error), _) => {
                for line in error.page().to_string().lines() {
                    page.line(indent, line);
                }
            }
            (None, Some(violation)) => violation.write(page, indent),
            (None, None) => page.text(indent, &self.what),
        }
        write_run(page, &self.schedule, &self.run);
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return f.write_str(&self.what);
        }
        let mut page = Page::new();
        self.write(&mut page, 0);
        f.write_str(&page.finish())
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

/// How an exploration ended.
///
/// `{}` and `{:?}` are the report of the first finding, with a line for each further one, so that
/// a test can say `assert!(outcome.is_clean(), "{outcome}")`.
#[derive(Clone)]
#[non_exhaustive]
pub struct Outcome {
    /// Machines that ran.
    pub runs: usize,
    /// What went wrong, at most one finding for each run.
    pub findings: Vec<Finding>,
    /// Everything within the bounds was tried.
    pub complete: bool,
}

/// Runs a test many times. Every run gets its own machine.
#[derive(Clone, Debug)]
pub struct Explorer {
    builder: Builder,
    stops_at_first: bool,
}

impl Explorer {
    /// Explores machines that are built like this. What drivers print is not shown but for the run
    /// that the [`environment`](crate::environment) asks for; findings have it.
    #[must_use]
    pub fn new(builder: Builder) -> Self {
        let shows = builder.asked().is_given();
        Self {
            builder: builder.show_prints(shows),
            stops_at_first: true,
        }
    }

    /// Goes on after a finding.
    #[must_use]
    pub fn find_all(mut self) -> Self {
        self.stops_at_first = false;
        self
    }

    /// One run for each seed, with chance at every scheduling point.
    pub fn random(&self, seeds: Range<u64>, test: impl FnMut(&Machine) -> Result) -> Outcome {
        self.each(seeds.map(|seed| Schedule::Random { seed }), test)
    }

    /// One run for each seed with probabilistic concurrency testing: finds what needs `depth`
    /// ordered events in runs of about `points` scheduling points.
    pub fn pct(
        &self,
        seeds: Range<u64>,
        depth: u32,
        points: u32,
        test: impl FnMut(&Machine) -> Result,
    ) -> Outcome {
        let schedules = seeds.map(|seed| Schedule::Pct {
            seed,
            depth,
            points,
        });
        self.each(schedules, test)
    }

    /// Every schedule with at most `switches` departures from going on with what runs, in at most
    /// `runs` runs.
    pub fn exhaustive(
        &self,
        switches: usize,
        runs: usize,
        mut test: impl FnMut(&Machine) -> Result,
    ) -> Outcome {
        if let Some(outcome) = self.asked(&mut test) {
            return outcome;
        }
        let mut outcome = Outcome::new();
        let mut prefix = Vec::new();
        while outcome.runs < runs {
            let schedule = Schedule::Replay(prefix);
            let machine = self.builder.clone().schedule(schedule).build();
            let found = self.run(&machine, Faults::none(), &mut test);
            let choices = machine.choices();
            if outcome.add(found) && self.stops_at_first {
                return outcome;
            }
            match next(&choices, switches) {
                Some(next) => prefix = next,
                None => {
                    outcome.complete = true;
                    return outcome;
                }
            }
        }
        outcome
    }

    /// First a run without faults that counts, then one run for every call of these kinds, in
    /// which exactly that call fails.
    pub fn sweep(&self, kinds: &[Kind], mut test: impl FnMut(&Machine) -> Result) -> Outcome {
        if let Some(outcome) = self.asked(&mut test) {
            return outcome;
        }
        let mut outcome = Outcome::new();
        let machine = self.builder.clone().build();
        let found = self.run(&machine, Faults::none(), &mut test);
        if outcome.add(found) && self.stops_at_first {
            return outcome;
        }
        let counts = machine.fallible_calls();
        drop(machine);
        let chosen = counts.into_iter().filter(|(kind, _)| kinds.contains(kind));
        for (kind, count) in chosen {
            for call in 0..count {
                let faults = Faults::none().fail(kind, call);
                let machine = self.builder.clone().faults(faults.clone()).build();
                let found = self.run(&machine, faults, &mut test);
                if outcome.add(found) && self.stops_at_first {
                    return outcome;
                }
            }
        }
        outcome.complete = true;
        outcome
    }

    fn each(
        &self,
        schedules: impl Iterator<Item = Schedule>,
        mut test: impl FnMut(&Machine) -> Result,
    ) -> Outcome {
        if let Some(outcome) = self.asked(&mut test) {
            return outcome;
        }
        let mut outcome = Outcome::new();
        for schedule in schedules {
            let machine = self.builder.clone().schedule(schedule).build();
            let found = self.run(&machine, Faults::none(), &mut test);
            if outcome.add(found) && self.stops_at_first {
                return outcome;
            }
        }
        outcome.complete = true;
        outcome
    }

    /// The one run that the environment asks for, which the builder obeys.
    fn asked(&self, test: &mut impl FnMut(&Machine) -> Result) -> Option<Outcome> {
        let asked = self.builder.asked();
        asked.is_given().then(|| {
            let mut outcome = Outcome::new();
            let machine = self.builder.clone().build();
            let faults = asked.faults.unwrap_or_default();
            outcome.add(self.run(&machine, faults, test));
            outcome
        })
    }

    fn run(
        &self,
        machine: &Machine,
        faults: Faults,
        test: &mut impl FnMut(&Machine) -> Result,
    ) -> Option<Finding> {
        let ended = match test(machine) {
            Err(error @ (Error::BugCheck(_) | Error::Stuck(_))) => Some(error),
            // A machine that ended says so to every call, also when the test ignored it.
            _ => machine.ended(),
        };
        let violation = machine.violations().into_iter().next();
        let what = match (&ended, &violation) {
            (Some(error), _) => error.to_string(),
            (None, Some(violation)) => violation.to_string(),
            (None, None) => return None,
        };
        Some(Finding {
            schedule: machine.schedule(),
            faults,
            what,
            error: ended,
            violation,
            run: machine.kernel.run_so_far(),
        })
    }
}

/// Findings after the first that have a line.
const OTHERS: usize = 10;

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { runs, findings, .. } = self;
        let mut page = Page::new();
        let all = match (self.complete, runs) {
            (true, 1) => " run",
            (true, _) => " runs",
            (false, 1) => " run; further ones were not made",
            (false, _) => " runs; further ones were not made",
        };
        let found = match findings.len() {
            0 => "nothing".to_owned(),
            1 => "1 failure".to_owned(),
            count => format!("{count} failures"),
        };
        page.line(0, format!("{found} found in {runs}{all}"));
        if let Some(finding) = findings.first() {
            page.gap();
            finding.write(&mut page, 2);
        }
        page.gap();
        for finding in findings.iter().skip(1).take(OTHERS) {
            page.text(2, &format!("also: {finding}"));
        }
        if let Some(more) = findings.len().checked_sub(OTHERS + 2) {
            page.line(2, format!("and {} more", more + 1));
        }
        f.write_str(&page.finish())
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Outcome {
    /// Whether no run found anything.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    fn new() -> Self {
        Self {
            runs: 0,
            findings: Vec::new(),
            complete: false,
        }
    }

    /// Counts a run. True when it found something.
    fn add(&mut self, found: Option<Finding>) -> bool {
        self.runs += 1;
        let is_finding = found.is_some();
        self.findings.extend(found);
        is_finding
    }
}

/// The choices of the next run in a depth-first walk: the last choice that has another
/// alternative takes it, as long as no more than `switches` choices depart from the first.
fn next(choices: &[(u32, u32)], switches: usize) -> Option<Vec<u32>> {
    let departures = |end: usize| {
        choices[..end]
            .iter()
            .filter(|(taken, _)| *taken != 0)
            .count()
    };
    let index = (0..choices.len()).rev().find(|index| {
        let (taken, count) = choices[*index];
        taken + 1 < count && departures(*index) < switches
    })?;
    let kept = choices[..index].iter().map(|(taken, _)| *taken);
    Some(kept.chain([choices[index].0 + 1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_walk_visits_every_leaf_once_within_its_bound() {
        for (switches, leaves) in [(0, 1), (1, 6), (2, 14), (3, 18), (9, 18)] {
            // Choices of 2, 3 and 3 alternatives, whatever was taken.
            let mut prefix = Vec::new();
            let mut seen = std::collections::HashSet::new();
            loop {
                let taken = |index: usize| prefix.get(index).copied().unwrap_or_default();
                let choices = [(taken(0), 2), (taken(1), 3), (taken(2), 3)];
                assert!(seen.insert(choices), "{choices:?} twice");
                match next(&choices, switches) {
                    Some(next) => prefix = next,
                    None => break,
                }
            }
            assert_eq!(seen.len(), leaves, "{switches} switches");
        }
    }
}
