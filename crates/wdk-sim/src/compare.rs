//! Two drivers in the same situations: the acceptance test of a port.
//!
//! Both drivers go through a scenario, each on a machine of its own, and through requests that are
//! generated from it by a seed. What a program can see is compared: statuses, lengths and bytes of
//! requests, the order in which operations are completed, names and interfaces, the registry, and
//! what is left at the end.
//!
//! ```
//! use wdk_sim::{compare::Comparison, scenario::{Scenario, Subject}};
//!
//! let inf = include_str!("../../../inf/toaster.inx");
//! let toaster = Subject::package(inf, toaster::DRIVER)?;
//! let scenario = Scenario::parse("toaster.scenario", "load\nopen\nwrite \"bread\"\nclose")?;
//! let verdict = Comparison::new(toaster.clone(), toaster, scenario).generated(50).run();
//! assert!(verdict.agrees(), "{verdict}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | module | subject |
//! |---|---|
//! | `recording` | one driver in one scenario: results, state and story of each step |
//! | `state` | what exists while a driver runs: names, interfaces, registry |
//! | `difference` | what differs between two recordings |
//! | `generate` | further scenarios, by a seed |
//! | `verdict` | agreement, or what differs |
#![forbid(unsafe_code)]

mod difference;
mod generate;
mod recording;
mod state;
mod verdict;

pub use self::{
    difference::{Aspect, Difference},
    verdict::{Comparable, Story, Verdict},
};
use self::{generate::Generator, recording::Recording};
use crate::scenario::{Scenario, Subject};

/// Requests in a generated scenario.
const REQUESTS: usize = 24;

/// Two drivers to be compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    old: Subject,
    new: Subject,
    scenario: Scenario,
    seed: u64,
    generated: usize,
}

impl Comparison {
    /// Compares `new` with `old`, whose behaviour is right, in `scenario`.
    ///
    /// What the scenario expects plays no part: each driver shows what it does.
    #[must_use]
    pub const fn new(old: Subject, new: Subject, scenario: Scenario) -> Self {
        Self {
            old,
            new,
            scenario,
            seed: 0,
            generated: 0,
        }
    }

    /// The seed of the generated requests; 0 if this is not called.
    #[must_use]
    pub const fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// How many requests are generated besides; none if this is not called.
    #[must_use]
    pub const fn generated(mut self, requests: usize) -> Self {
        self.generated = requests;
        self
    }

    /// Compares.
    #[must_use]
    pub fn run(&self) -> Verdict {
        self.run_with(|_| {})
    }

    /// [`run`](Self::run) with a listener, which gets the number of generated requests that were
    /// compared.
    #[must_use]
    pub fn run_with(&self, mut listener: impl FnMut(usize)) -> Verdict {
        let mut verdict = Verdict::new(&self.old, &self.new, self.scenario.steps.len(), self.seed);
        let recordings = self.record(&self.scenario);
        verdict.add(
            &self.scenario,
            &recordings,
            difference::between(&recordings),
        );
        let Some(mut generator) = Generator::new(&self.scenario, self.seed) else {
            return verdict;
        };
        while verdict.generated < self.generated && verdict.agrees() {
            let count = REQUESTS.min(self.generated - verdict.generated);
            let scenario = generator.scenario(count);
            let recordings = self.record(&scenario);
            let found = difference::between(&recordings);
            verdict.generated += count;
            listener(verdict.generated);
            if found.is_empty() {
                continue;
            }
            let shortest = self.shorten(scenario, &found);
            let recordings = self.record(&shortest);
            verdict.add(&shortest, &recordings, difference::between(&recordings));
        }
        verdict
    }

    fn record(&self, scenario: &Scenario) -> [Recording; 2] {
        [&self.old, &self.new].map(|subject| Recording::of(subject, scenario))
    }

    /// Takes requests out of a generated scenario for as long as the drivers still differ in the
    /// same respect.
    fn shorten(&self, mut scenario: Scenario, found: &[Difference]) -> Scenario {
        let aspect = found.first().map(|it| it.aspect);
        for operation in generate::operations(&scenario).into_iter().rev() {
            let without = generate::without(&scenario, &operation);
            let still = difference::between(&self.record(&without));
            if still.first().map(|it| it.aspect) == aspect {
                scenario = without;
            }
        }
        scenario
    }
}
