//! What differs between two recordings.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Display, Formatter},
};

use serde::Serialize;

use super::{recording::Recording, state::State, verdict::clip};
use crate::{
    Error, Report,
    scenario::{
        Action, Found, StepResult,
        outcome::{first_difference, registry_value},
    },
};

/// How much of a step is shown.
const STEP: usize = 100;

/// In which respect two drivers differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Aspect {
    /// How a step ended.
    Status,
    /// How many bytes were transferred.
    Length,
    /// Which bytes came back.
    Bytes,
    /// The order in which operations were completed.
    Order,
    /// The names of devices and symbolic links.
    Names,
    /// The enabled device interfaces.
    Interfaces,
    /// The values in the registry.
    Registry,
    /// Which rules were broken.
    Violations,
    /// Pool, objects and requests that are left.
    Left,
    /// What ended the machine.
    End,
}

impl Display for Aspect {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Status => "status",
            Self::Length => "length",
            Self::Bytes => "bytes",
            Self::Order => "order of completion",
            Self::Names => "names",
            Self::Interfaces => "interfaces",
            Self::Registry => "registry",
            Self::Violations => "broken rules",
            Self::Left => "left at the end",
            Self::End => "end of the machine",
        })
    }
}

/// A difference between two drivers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The scenario's file, or what generated it.
    pub scenario: String,
    /// The number of the step, from 0.
    pub index: usize,
    /// The number of the line; 0 for a step that stands in no file.
    pub line: usize,
    /// The step as it is written.
    pub step: String,
    /// In which respect they differ.
    pub aspect: Aspect,
    /// What the old driver does.
    pub old: String,
    /// What the new driver does.
    pub new: String,
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { scenario, line, .. } = self;
        let step = clip(&self.step, STEP);
        match line {
            0 => writeln!(f, "{scenario}: {step}")?,
            line => writeln!(f, "{scenario}:{line}: {step}")?,
        }
        writeln!(f, "  {}", self.aspect)?;
        writeln!(f, "    old: {}", self.old)?;
        write!(f, "    new: {}", self.new)
    }
}

/// The differences between the recordings of the old and the new driver, in the order of the steps.
pub(super) fn between(recordings: &[Recording; 2]) -> Vec<Difference> {
    let [old, new] = recordings;
    let mut found = Vec::new();
    let nothing = State::default();
    let mut before = StateDifference::default();
    let steps = old.outcome.steps.iter().zip(&new.outcome.steps);
    for (index, (one, other)) in steps.enumerate() {
        let mut add = |aspect, old, new| {
            found.push(Difference {
                scenario: recordings[0].outcome.file.clone(),
                index,
                line: one.line,
                step: one.step.clone(),
                aspect,
                old,
                new,
            });
        };
        let finishes = one.step == Action::Finish.to_string();
        if !finishes {
            results(one, other, &mut add);
        }
        if one.completed != other.completed && !finishes {
            add(Aspect::Order, list(&one.completed), list(&other.completed));
        }
        let state = |recording: &Recording| recording.states.get(index).unwrap_or(&nothing).clone();
        let now = StateDifference::between(&state(old), &state(new));
        now.add_new(&before, &mut add);
        before = now;
        let is_last = index + 1 == old.outcome.steps.len() || index + 1 == new.outcome.steps.len();
        if is_last {
            ends(old, new, &mut add);
        }
    }
    found
}

type Add<'a> = &'a mut dyn FnMut(Aspect, String, String);

fn results(old: &StepResult, new: &StepResult, add: Add<'_>) {
    let (old, new) = (&old.found, &new.found);
    let same_status = match (old, new) {
        // Reasons name the driver and its devices.
        (Found::Refused(_), Found::Refused(_)) | (Found::Skipped(_), Found::Skipped(_)) => true,
        (Found::Value { kind, .. }, Found::Value { kind: other, .. }) => kind == other,
        _ => old.ntstatus() == new.ntstatus() && old.ntstatus().is_some(),
    };
    if !same_status {
        return add(Aspect::Status, old.to_string(), new.to_string());
    }
    if old.length() != new.length() {
        return add(Aspect::Length, old.to_string(), new.to_string());
    }
    if old.data() != new.data() {
        let at = first_difference(
            old.data().unwrap_or_default(),
            new.data().unwrap_or_default(),
        );
        let show = |it: &Found| format!("{it} (from offset {at} on)");
        add(Aspect::Bytes, show(old), show(new));
    }
}

/// What one side has and the other has not, or has otherwise: old and new.
#[derive(Default)]
struct StateDifference {
    names: [BTreeSet<String>; 2],
    interfaces: [BTreeSet<String>; 2],
    registry: BTreeMap<String, [Option<String>; 2]>,
}

impl StateDifference {
    fn between(old: &State, new: &State) -> Self {
        let only = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
            one.difference(other).cloned().collect()
        };
        let paths: BTreeSet<_> = old.registry.keys().chain(new.registry.keys()).collect();
        let differing = paths
            .into_iter()
            .filter(|path| old.registry.get(*path) != new.registry.get(*path));
        let show = |state: &State, path: &String| {
            let value = state.registry.get(path);
            value.map(|(kind, data)| registry_value(*kind, data))
        };
        Self {
            names: [only(&old.names, &new.names), only(&new.names, &old.names)],
            interfaces: [
                only(&old.interfaces, &new.interfaces),
                only(&new.interfaces, &old.interfaces),
            ],
            registry: differing
                .map(|path| (path.clone(), [show(old, path), show(new, path)]))
                .collect(),
        }
    }

    /// Adds what was not different `before`.
    fn add_new(&self, before: &Self, add: Add<'_>) {
        for (aspect, now, before) in [
            (Aspect::Names, &self.names, &before.names),
            (Aspect::Interfaces, &self.interfaces, &before.interfaces),
        ] {
            if now
                .iter()
                .zip(before)
                .any(|(now, before)| !now.is_subset(before))
            {
                let [old, new] = now.each_ref().map(|only| {
                    let only: Vec<_> = only.iter().cloned().collect();
                    match only.as_slice() {
                        [] => "not those".to_owned(),
                        only => format!("{}, which the other has not", list(only)),
                    }
                });
                add(aspect, old, new);
            }
        }
        for (path, values) in &self.registry {
            // A value that differs goes on to differ when it is written again.
            if before.registry.contains_key(path) {
                continue;
            }
            let [old, new] = values.each_ref().map(|value| match value {
                Some(value) => format!("{path} is {value}"),
                None => format!("{path} is not there"),
            });
            add(Aspect::Registry, old, new);
        }
    }
}

/// How the recordings ended, and what was left of them.
fn ends(old: &Recording, new: &Recording, add: Add<'_>) {
    let [one, other] = [old, new].map(|recording| end(recording.outcome.end.as_ref()));
    if one != other {
        let described = |recording: &Recording, short: String| match &recording.outcome.end {
            Some(error) => error
                .to_string()
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned(),
            None => short,
        };
        add(Aspect::End, described(old, one), described(new, other));
    }
    if old.violations != new.violations {
        add(
            Aspect::Violations,
            list(&old.violations),
            list(&new.violations),
        );
    }
    if let (Some(one), Some(other)) = (&old.outcome.report, &new.outcome.report) {
        let (one, other) = (left(one), left(other));
        if one != other {
            add(Aspect::Left, one, other);
        }
    }
    let steps = |recording: &Recording| recording.outcome.steps.len();
    if steps(old) != steps(new) && old.outcome.end.is_none() && new.outcome.end.is_none() {
        let described = |recording: &Recording| match &recording.outcome.failure {
            Some(failure) => format!("stops here: {}", failure.found),
            None => "goes on".to_owned(),
        };
        add(Aspect::Status, described(old), described(new));
    }
}

/// How a machine ended, in words that do not depend on addresses.
fn end(error: Option<&Error>) -> String {
    match error {
        None => "none".to_owned(),
        Some(Error::BugCheck(bug_check)) => {
            format!("bug check {:#X} {}", bug_check.code, bug_check.name)
        }
        Some(Error::Stuck(_)) => "stuck".to_owned(),
        Some(other) => other.to_string(),
    }
}

fn left(report: &Report) -> String {
    let mut parts = Vec::new();
    if !report.leaks.is_empty() {
        let (bytes, blocks) = (report.leaked_bytes(), report.leaks.len());
        parts.push(format!("{bytes} bytes of pool in {blocks} blocks"));
    }
    let objects = report.objects_left.iter();
    parts.extend(objects.map(|(kind, count)| format!("{count} {kind}")));
    if report.requests_left > 0 {
        parts.push(format!("{} requests", report.requests_left));
    }
    match parts.as_slice() {
        [] => "nothing".to_owned(),
        parts => parts.join(", "),
    }
}

fn list(names: &[String]) -> String {
    match names {
        [] => "none".to_owned(),
        names => names.join(", "),
    }
}
