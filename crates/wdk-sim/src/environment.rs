//! The environment variables that repeat a run: the command that a report ends with sets them.
//!
//! | variable | value |
//! |---|---|
//! | [`WDK_SEED`](SEED) | the seed of a random schedule: `7` |
//! | [`WDK_SCHEDULE`](SCHEDULE) | any [`Schedule`] as text: `pct:7:2:100`, `replay:0:2:1` |
//! | [`WDK_FAULTS`](FAULTS) | the calls that fail, as [`Faults`] as text: `pool:3,registry:0` |
//! | [`WDK_BACKTRACE`](crate::BACKTRACE) | `1` shows the calls that allocated what is left, `full` also those of the framework and the machine |
//! | [`WDK_TEST_PACKAGES`](crate::worlds::PACKAGES) | where built images are, for [`in_every_world`](crate::in_every_world) |
//!
//! They go before what a test has set, unless [`Builder::environment`](crate::Builder::environment)
//! says otherwise, and an [`Explorer`](crate::explore::Explorer) makes the one run that they describe.
#![forbid(unsafe_code)]

use std::{env, str::FromStr};

pub use crate::engine::repeat::{FAULTS, SCHEDULE, SEED};
use crate::engine::{fault::Faults, scheduler::choices::Schedule};

/// What the environment asks of a machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Environment {
    pub(crate) schedule: Option<Schedule>,
    pub(crate) faults: Option<Faults>,
}

impl Environment {
    /// Reads the variables of this process.
    ///
    /// # Panics
    /// When a value means nothing.
    pub(crate) fn read() -> Self {
        match Self::of(|name| env::var(name).ok()) {
            Ok(asked) => asked,
            Err(error) => panic!("{error}"),
        }
    }

    fn of(value: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let seed = parse(SEED, value(SEED), |text: &str| {
            let seed = text.trim().parse();
            seed.map_err(|_| format!("`{text}` is no number below 2^64"))
        })?;
        let schedule = parse(SCHEDULE, value(SCHEDULE), Schedule::from_str)?;
        Ok(Self {
            schedule: schedule.or(seed.map(|seed| Schedule::Random { seed })),
            faults: parse(FAULTS, value(FAULTS), Faults::from_str)?,
        })
    }

    /// Whether it asks for a certain run.
    pub(crate) fn is_given(&self) -> bool {
        *self != Self::default()
    }
}

/// The value of a variable; an empty one is none.
fn parse<T>(
    name: &str,
    value: Option<String>,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<Option<T>, String> {
    let value = value.filter(|it| !it.trim().is_empty());
    let parsed = value.as_deref().map(parse).transpose();
    parsed.map_err(|error| format!("the environment variable {name}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Kind;

    fn of(name: &str, text: &str) -> Result<Environment, String> {
        Environment::of(|asked| (asked == name).then(|| text.to_owned()))
    }

    #[test]
    fn each_variable_says_something_of_the_run() {
        let seed = of(SEED, "7").unwrap();
        assert_eq!(seed.schedule, Some(Schedule::Random { seed: 7 }));
        let replay = of(SCHEDULE, "replay:0:2").unwrap();
        assert_eq!(replay.schedule, Some(Schedule::Replay(vec![0, 2])));
        let faults = of(FAULTS, "pool:3").unwrap();
        assert_eq!(faults.faults, Some(Faults::none().fail(Kind::Pool, 3)));
        assert!(!of("PATH", "x").unwrap().is_given());
        assert!(!of(SEED, "").unwrap().is_given());
    }

    #[test]
    fn a_value_that_means_nothing_is_refused_with_its_variable() {
        for name in [SEED, SCHEDULE, FAULTS] {
            let error = of(name, "toast").unwrap_err();
            assert!(error.contains(name) && error.contains("toast"), "{error}");
        }
    }
}
