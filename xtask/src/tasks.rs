//! The tasks of `Makefile.toml` run: by cargo-make where it is installed, else by their command lines.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, bail, ensure};
use serde::Deserialize;

/// Where cargo-make puts what the user adds to the command line.
const REST: &str = "${@}";

/// What keeps the task from running the whole workspace's tests, of which this module is one.
const ADDED: [(&str, &[&str]); 1] = [("test", &["--", "--package", "wdk-panic"])];

/// The parts of a makefile that this repository uses. Any other key is an error: what the test does
/// not know it cannot run.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Makefile {
    #[serde(rename = "config")]
    _config: toml::Table,
    tasks: BTreeMap<String, Task>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    #[serde(rename = "description")]
    _description: Option<String>,
    command: Option<String>,
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    dependencies: Vec<String>,
    extend: Option<String>,
}

/// How far a task is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// The program is there and knows the subcommand and the arguments before the user's.
    Help,
    /// It runs to its end.
    Run,
}

impl Makefile {
    fn read(text: &str) -> anyhow::Result<Self> {
        toml::from_str(text).context("cannot read the makefile")
    }

    /// `name` with what it takes from the task that it extends.
    fn task(&self, name: &str) -> anyhow::Result<Task> {
        let task = self
            .tasks
            .get(name)
            .with_context(|| format!("there is no task {name}"))?;
        let Some(base) = &task.extend else {
            return Ok(task.clone());
        };
        ensure!(base != name, "task {name} extends itself");
        let base = self.task(base)?;
        Ok(Task {
            command: task.command.clone().or(base.command),
            args: if task.args.is_empty() {
                base.args
            } else {
                task.args.clone()
            },
            dependencies: if task.dependencies.is_empty() {
                base.dependencies
            } else {
                task.dependencies.clone()
            },
            ..Task::default()
        })
    }

    /// Tries the task `name`.
    fn run(&self, name: &str, depth: Depth, root: &Path) -> anyhow::Result<()> {
        let task = self.task(name)?;
        for dependency in &task.dependencies {
            self.task(dependency)
                .with_context(|| format!("task {name} needs {dependency}"))?;
        }
        let Some(command) = &task.command else {
            ensure!(!task.dependencies.is_empty(), "task {name} does nothing");
            return Ok(());
        };
        let added = ADDED.iter().find(|(task, _)| *task == name);
        let added: &[&str] = added.map_or(&[], |(_, added)| added);
        ensure!(
            added.is_empty() || task.args.iter().any(|it| it == REST),
            "task {name} takes no arguments"
        );
        let mut process = match depth {
            Depth::Run if has_cargo_make() => by_cargo_make(name, added),
            Depth::Run => by_command_line(command, &task.args, added),
            Depth::Help => by_command_line(command, &task.args, &["--help"]),
        };
        let output = process
            .current_dir(root)
            .output()
            .with_context(|| format!("task {name}: cannot run {process:?}"))?;
        if !output.status.success() {
            bail!(
                "task {name}: {process:?}: {}\n{}{}",
                output.status,
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
        }
        Ok(())
    }
}

fn has_cargo_make() -> bool {
    let asked = Command::new(cargo()).args(["make", "--version"]).output();
    asked.is_ok_and(|it| it.status.success())
}

fn by_cargo_make(task: &str, added: &[&str]) -> Command {
    let mut process = Command::new(cargo());
    process.args(["make", "--makefile", "Makefile.toml", task]);
    process.args(added);
    process
}

fn by_command_line(command: &str, args: &[String], added: &[&str]) -> Command {
    let program = if command == "cargo" {
        cargo()
    } else {
        PathBuf::from(command)
    };
    let mut process = Command::new(program);
    for argument in args {
        if argument == REST {
            process.args(added);
        } else {
            process.arg(argument);
        }
    }
    if added == ["--help"] && !args.iter().any(|it| it == REST) {
        process.args(added);
    }
    process
}

fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| "cargo".into(), PathBuf::from)
}

/// Every task in `text` that fails, with its reason.
fn failures(text: &str, depth: Depth, root: &Path) -> anyhow::Result<Vec<String>> {
    let makefile = Makefile::read(text)?;
    let tried = makefile
        .tasks
        .keys()
        .map(|it| makefile.run(it, depth, root));
    Ok(tried
        .filter_map(Result::err)
        .map(|error| format!("{error:#}"))
        .collect())
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the repository")
}

#[test]
fn every_task_of_the_makefile_runs() {
    let text = fs::read_to_string(root().join("Makefile.toml")).unwrap();
    // The tasks build drivers: without the packages that `cargo xtask test` has built there may be
    // no kernel toolchain.
    let depth = if env::var_os(crate::test::PACKAGES).is_some() {
        Depth::Run
    } else {
        eprintln!("skipped: running the tasks to their end needs `cargo xtask test`");
        Depth::Help
    };
    let failures = failures(&text, depth, root()).unwrap();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What is said about a makefile with the task `x` and this body.
fn failures_of(body: &str, depth: Depth) -> Vec<String> {
    let text = format!("[config]\n[tasks.x]\n{body}");
    failures(&text, depth, root()).unwrap()
}

#[test]
fn a_command_that_does_not_exist_is_found() {
    for depth in [Depth::Help, Depth::Run] {
        let missing = failures_of("command = \"no-such-program\"", depth);
        assert_eq!(missing.len(), 1, "{missing:?}");
        let subcommand = "command = \"cargo\"\nargs = [\"wdk\", \"no-such-command\"]";
        let missing = failures_of(subcommand, depth);
        assert_eq!(missing.len(), 1, "{missing:?}");
    }
}

#[test]
fn a_task_without_a_command_or_with_a_missing_dependency_is_found() {
    assert_eq!(failures_of("", Depth::Help).len(), 1);
    assert_eq!(failures_of("dependencies = [\"y\"]", Depth::Help).len(), 1);
    assert_eq!(failures_of("extend = \"y\"", Depth::Help).len(), 1);
}

#[test]
fn a_key_that_the_test_cannot_run_is_an_error() {
    let script = "[config]\n[tasks.x]\nscript = \"true\"";
    assert!(failures(script, Depth::Help, root()).is_err());
}
