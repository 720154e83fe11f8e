//! `cargo xtask states`: the framework's state machines as tables, and as pictures in `docs/internals/states`.
//!
//! The tables are data of `kmdf-states`, which this program does not link: it must build while a generated file of
//! `wdk-sys` is missing. An example of the crate prints them.

mod draw;
mod layout;
mod subjects;

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::{abi, format::Format};

const FOLDER: &str = "docs/internals/states";
const PAGE: &str = "docs/internals/states.md";

/// Arguments of `cargo xtask states`.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How to print.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Only this machine: pnp, power, policy or not_owner.
    #[arg(long)]
    machine: Option<String>,
    /// Prints nothing, and fails when a picture is old instead of writing it.
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Deserialize, Serialize)]
struct Machine {
    machine: String,
    states: Vec<State>,
}

#[derive(Debug, Deserialize, Serialize)]
struct State {
    state: String,
    /// Its name in Microsoft's headers.
    name: String,
    /// Whether it takes events without priority.
    open: bool,
    action: Option<String>,
    outcomes: Vec<Way>,
    events: Vec<Way>,
    ignored: Vec<String>,
}

/// What leads to another state: an outcome of the action, or an event.
#[derive(Debug, Deserialize, Serialize)]
struct Way {
    cause: String,
    to: String,
}

/// Prints the tables and writes the pictures, or compares them.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = abi::workspace_root();
    let machines = machines()?;
    let files = files(&machines)?;
    if arguments.check {
        return compare(&root, &files);
    }
    write(&root, &files)?;
    let chosen: Vec<&Machine> = machines
        .iter()
        .filter(|machine| {
            let wanted = arguments.machine.as_ref();
            wanted.is_none_or(|wanted| *wanted == machine.machine)
        })
        .collect();
    ensure!(
        !chosen.is_empty(),
        "no such machine: the machines are {}",
        machines
            .iter()
            .map(|machine| machine.machine.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    );
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&chosen)?),
        Format::Text => chosen.into_iter().for_each(print),
    }
    Ok(())
}

fn machines() -> Result<Vec<Machine>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "kmdf-states",
        "--example",
        "states",
    ]);
    let output = cargo
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "the tables cannot be printed");
    serde_json::from_slice(&output.stdout).context("the example's output is not what is expected")
}

fn print(machine: &Machine) {
    println!("{}: {} states", machine.machine, machine.states.len());
    for state in &machine.states {
        let queue = if state.open { "open" } else { "closed" };
        println!("\n{} ({queue})", state.name);
        if let Some(action) = &state.action {
            println!("    does {action}");
        }
        for way in &state.outcomes {
            println!("    when {} -> {}", way.cause, way.to);
        }
        for way in &state.events {
            println!("    on {} -> {}", way.cause, way.to);
        }
        if !state.ignored.is_empty() {
            println!("    ignores {}", state.ignored.join(", "));
        }
    }
    println!();
}

/// The generated files, by their paths in the repository.
fn files(machines: &[Machine]) -> Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let mut page = String::from(subjects::INTRODUCTION);
    for machine in machines {
        let title = subjects::title(&machine.machine)?;
        writeln!(page, "\n## {title}\n")?;
        let unused: Vec<String> = machine
            .states
            .iter()
            .filter(|state| !subjects::is_used(machine, state))
            .map(|state| format!("`{}`", state.state))
            .collect();
        write!(page, "{} states", machine.states.len())?;
        if unused.is_empty() {
            writeln!(page, ".")?;
        } else {
            writeln!(page, ", of which nothing leads to {}.", unused.join(", "))?;
        }
        for subject in subjects::divide(machine)? {
            let (title, file) = (subject.title, subject.file());
            writeln!(page, "\n### {title}\n\n![{title}](states/{file})")?;
            let picture = draw::picture(machine, &subject.states);
            files.insert(format!("{FOLDER}/{file}"), picture);
        }
    }
    files.insert(PAGE.to_owned(), page);
    Ok(files)
}

fn compare(root: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let mut old: Vec<String> = stray(root, files)?;
    for (path, text) in files {
        if fs::read_to_string(root.join(path)).ok().as_ref() != Some(text) {
            old.push(path.clone());
        }
    }
    if !old.is_empty() {
        bail!("old: {}; run `cargo xtask states`", old.join(", "));
    }
    Ok(())
}

fn write(root: &Path, files: &BTreeMap<String, String>) -> Result<()> {
    let folder = root.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {FOLDER}"))?;
    for path in stray(root, files)? {
        fs::remove_file(root.join(&path)).with_context(|| format!("cannot remove {path}"))?;
    }
    for (path, text) in files {
        fs::write(root.join(path), text).with_context(|| format!("cannot write {path}"))?;
    }
    Ok(())
}

/// Pictures of subjects that are no more.
fn stray(root: &Path, files: &BTreeMap<String, String>) -> Result<Vec<String>> {
    let Ok(entries) = fs::read_dir(root.join(FOLDER)) else {
        return Ok(Vec::new());
    };
    let mut stray = Vec::new();
    for entry in entries {
        let path = format!("{FOLDER}/{}", entry?.file_name().to_string_lossy());
        if !files.contains_key(&path) {
            stray.push(path);
        }
    }
    stray.sort();
    Ok(stray)
}
