//! How a run is repeated: environment variables that say what a run chose, and the command that
//! starts the test again.
#![forbid(unsafe_code)]

use std::{env, fmt::Write as _, path::Path, sync::OnceLock, thread};

use super::{fault::Faults, scheduler::choices::Schedule};

/// The seed of a random schedule.
pub const SEED: &str = "WDK_SEED";
/// A schedule as text, for those that have more than a seed.
pub const SCHEDULE: &str = "WDK_SCHEDULE";
/// The calls that fail, as text.
pub const FAULTS: &str = "WDK_FAULTS";
/// With `1` reports have the calls that allocated what is left; with `full` also all calls of the
/// framework and the machine.
pub const BACKTRACE: &str = "WDK_BACKTRACE";
/// The folder that holds the built packages, `<name>_package/<name>.sys` each. `cargo xtask test`
/// builds them and sets it.
pub const PACKAGES: &str = "WDK_TEST_PACKAGES";

/// What belongs to a failure beside the failure itself: how the run came about, and what its
/// drivers printed.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Run {
    /// The calls that were made to fail.
    pub faults: Faults,
    /// The lines that drivers printed, oldest first; of many the last ones.
    pub printed: Vec<String>,
    /// Whether the lines were shown when they were printed.
    pub shown: bool,
    /// The command that repeats the test; none where no test runs.
    pub command: Option<String>,
}

impl Run {
    pub(super) fn new(
        schedule: &Schedule,
        faults: &Faults,
        printed: Vec<String>,
        shown: bool,
    ) -> Self {
        Self {
            command: command(schedule, faults),
            faults: faults.clone(),
            printed,
            shown,
        }
    }
}

/// What [`BACKTRACE`] asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Backtrace {
    /// The calls of the driver where it failed.
    Short,
    /// Also those that allocated a block.
    Allocations,
    /// Also those of the framework and the machine.
    Full,
}

impl Backtrace {
    /// What the environment asks for. It is looked at once: allocations are many.
    pub(crate) fn asked() -> Self {
        static ASKED: OnceLock<Backtrace> = OnceLock::new();
        *ASKED.get_or_init(|| match env::var(BACKTRACE).as_deref() {
            Ok("full") => Self::Full,
            Ok("" | "0") | Err(_) => Self::Short,
            Ok(_) => Self::Allocations,
        })
    }
}

/// The environment of a run with this schedule and these faults, as names and values.
pub(crate) fn variables(schedule: &Schedule, faults: &Faults) -> Vec<(&'static str, String)> {
    let mut variables = Vec::new();
    match schedule {
        Schedule::RoundRobin => {}
        Schedule::Random { seed } => variables.push((SEED, seed.to_string())),
        other => variables.push((SCHEDULE, other.to_string())),
    }
    if *faults != Faults::none() {
        variables.push((FAULTS, faults.to_string()));
    }
    variables
}

/// The command that repeats the test that runs on this host thread.
fn command(schedule: &Schedule, faults: &Faults) -> Option<String> {
    let mut variables = variables(schedule, faults);
    if let Ok(packages) = env::var(PACKAGES) {
        variables.push((PACKAGES, packages));
    }
    let test = Test::running()?;
    let mut command = String::new();
    for (name, value) in variables {
        // Writing to a string does not fail.
        let _ = match cfg!(windows) {
            true => write!(command, "$env:{name}='{value}'; "),
            false => write!(command, "{name}={value} "),
        };
    }
    let _ = write!(command, "cargo test -p {}{}", test.package, test.target);
    if let Some(name) = test.name {
        let _ = write!(command, " {name}");
    }
    Some(command)
}

/// The test that runs.
struct Test {
    package: String,
    /// The argument that selects its program.
    target: String,
    name: Option<String>,
}

impl Test {
    /// Cargo tells a test's program its package; libtest names the thread after the test.
    fn running() -> Option<Self> {
        let package = env::var("CARGO_PKG_NAME").ok()?;
        let program = env::current_exe().ok()?;
        let folder = program.parent()?.file_name()?;
        if folder != "deps" {
            return None;
        }
        // Cargo ends the name with a hash of 16 digits.
        let stem = program.file_stem()?.to_str()?;
        let target = stem.rsplit_once('-').map_or(stem, |(name, _)| name);
        let named = thread::current().name().map(str::to_owned);
        // With one test thread libtest runs tests on the main thread.
        let name = named.filter(|it| it != "main").or_else(|| {
            let mut arguments = env::args().skip(1);
            arguments.find(|it| !it.starts_with('-'))
        });
        Some(Self {
            target: option(target, &package),
            package,
            name,
        })
    }
}

/// The option of `cargo test` for a program; none when it is not where Cargo looks by default.
fn option(target: &str, package: &str) -> String {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&manifest);
    let tests = folder.join("tests");
    let is_test = tests.join(target).with_extension("rs").exists()
        || tests.join(target).join("main.rs").exists();
    if is_test {
        return format!(" --test {target}");
    }
    if target == package.replace('-', "_") && folder.join("src/lib.rs").exists() {
        return " --lib".to_owned();
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::fault::Kind;

    #[test]
    fn a_seed_a_schedule_and_faults_each_have_their_variable() {
        let of = |schedule: &str, faults: Faults| variables(&schedule.parse().unwrap(), &faults);
        assert_eq!(of("round-robin", Faults::none()), []);
        assert_eq!(of("random:7", Faults::none()), [(SEED, "7".to_owned())]);
        assert_eq!(
            of("replay:0:1", Faults::none().fail(Kind::IoObject, 3)),
            [
                (SCHEDULE, "replay:0:1".to_owned()),
                (FAULTS, "io-object:3".to_owned())
            ]
        );
    }

    #[test]
    fn the_command_names_this_test() {
        let found = command(&Schedule::Random { seed: 7 }, &Faults::none()).unwrap();
        let (variables, test) = found.split_once("cargo test ").unwrap();
        assert!(variables.contains("WDK_SEED"), "{found}");
        assert_eq!(
            test,
            "-p wdk-sim --lib engine::repeat::tests::the_command_names_this_test"
        );
    }
}
