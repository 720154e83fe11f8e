//! Agreement, or what differs.

use std::fmt::{self, Display, Formatter};

use serde::Serialize;

use super::{difference::Difference, life::Life};
use crate::scenario::{Scenario, Subject};

/// How many steps before the first difference are told.
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
            differences: Vec::new(),
            first: None,
        }
    }

    /// Whether no difference was found.
    #[must_use]
    pub fn agrees(&self) -> bool {
        self.differences.is_empty()
    }

    pub(super) fn add(&mut self, scenario: &Scenario, lives: &[Life; 2], found: Vec<Difference>) {
        if let (None, Some(first)) = (&self.first, found.first()) {
            let is_generated = scenario.steps.iter().all(|step| step.line == 0);
            self.first = Some(Story {
                steps: story(first.index, lives),
                scenario: is_generated.then(|| scenario.to_string()),
            });
        }
        self.differences.extend(found);
    }
}

fn story(index: usize, lives: &[Life; 2]) -> Vec<Comparable> {
    let told = |life: &Life, index: usize| {
        let mut lines = life.stories.get(index).cloned().unwrap_or_default();
        if let Some(result) = life.outcome.steps.get(index) {
            let found = result.found.to_string();
            lines.push(format!("= {}", found.lines().next().unwrap_or_default()));
        }
        lines
    };
    let [old, new] = lives;
    let steps = (index.saturating_sub(BEFORE)..=index).map(|index| Comparable {
        step: old
            .outcome
            .steps
            .get(index)
            .map_or_else(String::new, |it| it.step.clone()),
        old: told(old, index),
        new: told(new, index),
    });
    steps.collect()
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
        if self.agrees() {
            return write!(f, "{new} does what {old} does, in {compared}");
        }
        writeln!(
            f,
            "{} differences between {old} and {new}, in {compared}",
            self.differences.len()
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
            write!(f, "\n{}", step.step)?;
            let rows = step.old.len().max(step.new.len());
            for row in 0..rows.min(LINES) {
                let cell = |lines: &[String]| clip(lines.get(row).map_or("", String::as_str));
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

/// The part of a line that fits into a column.
fn clip(line: &str) -> String {
    if line.chars().count() <= COLUMN - 2 {
        return line.to_owned();
    }
    let mut clipped: String = line.chars().take(COLUMN - 5).collect();
    clipped.push_str("...");
    clipped
}
