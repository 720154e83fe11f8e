//! Agreement, or what differs.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::{difference::Difference, recording::Recording};
use crate::scenario::{Found, Scenario, Subject};

/// How many steps before the first difference are shown.
const BEFORE: usize = 3;
/// How wide a column of a story is.
const COLUMN: usize = 58;
/// How many lines of a step's story are shown.
const LINES: usize = 24;

/// What a comparison has shown.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// The service of the old driver.
    pub old: String,
    /// The service of the new driver.
    pub new: String,
    /// The seed of the generated requests.
    pub seed: u64,
    /// How many steps of the scenario were compared.
    pub steps: usize,
    /// How many generated requests were compared.
    pub generated: usize,
    /// Why neither driver got to work, so that nothing was compared.
    pub obstacle: Option<String>,
    /// What differs, in the order in which it was found; those of the scenario before those of
    /// generated requests.
    pub differences: Vec<Difference>,
    /// What led to the first difference.
    pub first: Option<Story>,
}

/// What led to a difference, as both drivers saw it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Story {
    /// The last steps, the differing one at the end.
    pub steps: Vec<Comparable>,
    /// The whole scenario, when it was generated: a file that shows the difference again.
    pub scenario: Option<String>,
}

/// A step and what happened in it.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Comparable {
    /// The step as it is written.
    pub step: String,
    /// What happened with the old driver, the result at the end.
    pub old: Vec<String>,
    /// What happened with the new driver.
    pub new: Vec<String>,
}

impl Verdict {
    pub(super) fn new(old: &Subject, new: &Subject, steps: usize, seed: u64) -> Self {
        Self {
            old: old.service_name().to_owned(),
            new: new.service_name().to_owned(),
            seed,
            steps,
            generated: 0,
            obstacle: None,
            differences: Vec::new(),
            first: None,
        }
    }

    /// Whether the drivers got to work and no difference was found.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.differences.is_empty() && self.obstacle.is_none()
    }

    pub(super) fn add(
        &mut self,
        scenario: &Scenario,
        recordings: &[Recording; 2],
        found: Vec<Difference>,
    ) {
        if self.obstacle.is_none() {
            self.obstacle = obstacle(recordings);
        }
        if let (None, Some(first)) = (&self.first, found.first()) {
            let is_generated = scenario.steps.iter().all(|step| step.line == 0);
            self.first = Some(Story {
                steps: story(first.index, recordings),
                scenario: is_generated.then(|| scenario.to_string()),
            });
        }
        self.differences.extend(found);
    }
}

/// The machine's refusal to load either driver.
fn obstacle(recordings: &[Recording; 2]) -> Option<String> {
    let refusals = recordings.each_ref().map(|recording| {
        recording
            .outcome
            .steps
            .iter()
            .find_map(|step| match &step.found {
                Found::Refused(reason) if is_load(&step.step) => Some(reason.as_str()),
                _ => None,
            })
    });
    match refusals {
        [Some(old), Some(new)] => Some(format!("neither driver is loaded: {old}; {new}")),
        _ => None,
    }
}

fn is_load(step: &str) -> bool {
    ["load", "plug", "start-service"].contains(&step.split(' ').next().unwrap_or_default())
}

/// The last steps up to the one with this index, without those that only name something.
fn story(index: usize, recordings: &[Recording; 2]) -> Vec<Comparable> {
    let described = |recording: &Recording, index: usize| {
        let mut lines = recording.stories.get(index).cloned().unwrap_or_default();
        if let Some(result) = recording.outcome.steps.get(index) {
            let found = result.found.to_string();
            lines.push(format!("= {}", found.lines().next().unwrap_or_default()));
        }
        lines
    };
    let [old, new] = recordings;
    let steps = old.outcome.steps.iter().enumerate().take(index + 1);
    let acting = steps.filter(|(_, step)| !step.step.starts_with("code "));
    let mut steps: Vec<_> = acting
        .map(|(index, step)| Comparable {
            step: step.step.clone(),
            old: described(old, index),
            new: described(new, index),
        })
        .collect();
    steps.drain(..steps.len().saturating_sub(BEFORE + 1));
    steps
}

impl Display for Verdict {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            old,
            new,
            steps,
            generated,
            ..
        } = self;
        let compared = format!("{steps} steps and {generated} generated requests");
        if let Some(obstacle) = &self.obstacle {
            return f.write_str(obstacle);
        }
        if self.agrees() {
            return write!(f, "{new} does what {old} does, in {compared}");
        }
        writeln!(
            f,
            "{} between {old} and {new}, in {compared}",
            count(self.differences.len())
        )?;
        for difference in &self.differences {
            writeln!(f, "\n{difference}")?;
        }
        match &self.first {
            Some(story) => write!(f, "\nthe first one:\n{story}"),
            None => Ok(()),
        }
    }
}

impl Display for Story {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:COLUMN$} | new", "old")?;
        for step in &self.steps {
            write!(f, "\n{:-<1$}", "", 2 * COLUMN + 3)?;
            write!(f, "\n{}", clip(&step.step, 2 * COLUMN))?;
            let rows = step.old.len().max(step.new.len());
            for row in 0..rows.min(LINES) {
                let cell =
                    |lines: &[String]| clip(lines.get(row).map_or("", String::as_str), COLUMN - 2);
                let line = format!(
                    "  {:width$} | {}",
                    cell(&step.old),
                    cell(&step.new),
                    width = COLUMN - 2
                );
                write!(f, "\n{}", line.trim_end())?;
            }
            if rows > LINES {
                write!(f, "\n  and {} more lines", rows - LINES)?;
            }
        }
        match &self.scenario {
            Some(scenario) => write!(
                f,
                "\n\nthis scenario shows it again:\n{}",
                scenario.trim_end()
            ),
            None => Ok(()),
        }
    }
}

/// How many differences there are, in words.
fn count(differences: usize) -> String {
    match differences {
        1 => "1 difference".to_owned(),
        count => format!("{count} differences"),
    }
}

/// As much of a line as fits.
pub(super) fn clip(line: &str, width: usize) -> String {
    if line.chars().count() <= width {
        return line.to_owned();
    }
    let mut clipped: String = line.chars().take(width.saturating_sub(3)).collect();
    clipped.push_str("...");
    clipped
}
