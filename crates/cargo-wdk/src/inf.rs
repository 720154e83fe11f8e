//! `cargo wdk inf`: the INF language on the command line.

use std::{fs, path::PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use wdk_inf::{
    Arch,
    check::{RuleSet, Severity, rule},
};

use crate::{outcome::Outcome, output::Output};

pub(crate) mod check;
mod port;
mod rewrite;
mod stamp;

#[derive(Args)]
pub(crate) struct Inf {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hold INF or INX files against the rules of Microsoft's InfVerif.
    Check(check::Check),
    /// Move files into the Driver Store: show the edits with their reasons, and what the author has to decide.
    Port(port::Port),
    /// Fill in version, architecture and framework version, as stampinf does.
    Stamp(stamp::Arguments),
    /// Lay files out in one way; comments stay.
    Fmt(rewrite::Fmt),
    /// Print the map for WinDbg's .kdfiles: which images of a package replace those of the target.
    Kdfiles(Kdfiles),
    /// Say what a rule's number means.
    Explain(Explain),
}

impl Inf {
    /// Whether `--format sarif` makes sense.
    pub(crate) fn writes_sarif(&self) -> bool {
        matches!(self.command, Command::Check(_))
    }
}

pub(crate) fn run(arguments: &Inf, output: &Output) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Check(it) => check::run(it, output),
        Command::Port(it) => port::run(it, output),
        Command::Stamp(it) => stamp::run(it, output),
        Command::Fmt(it) => rewrite::fmt(it, output),
        Command::Kdfiles(it) => kdfiles(it, output),
        Command::Explain(it) => explain(it, output),
    }
}

#[derive(Args)]
struct Kdfiles {
    /// The INF of the package.
    #[arg(value_name = "FILE.inf")]
    inf: PathBuf,
    /// Where the debugger finds the package: its folder by default, for example D:\build\package.
    #[arg(long, value_name = "FOLDER")]
    folder: Option<String>,
    /// The processor of the target.
    #[arg(long, value_name = "amd64|arm64", default_value = "amd64")]
    target_arch: Arch,
}

fn kdfiles(arguments: &Kdfiles, output: &Output) -> anyhow::Result<Outcome> {
    let inf = rewrite::read(&arguments.inf)?;
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => {
            let path = fs::canonicalize(&arguments.inf)
                .with_context(|| format!("{} cannot be found", arguments.inf.display()))?;
            let folder = path.parent().context("the file is in no folder")?;
            folder.display().to_string()
        }
    };
    let map = inf.kdfiles(arguments.target_arch, &folder);
    output.text(&map);
    output.json(&serde_json::json!({ "map": map }))?;
    Ok(Outcome::Success)
}

#[derive(Args)]
struct Explain {
    /// InfVerif's number, for example 1322.
    code: u16,
}

fn explain(arguments: &Explain, output: &Output) -> anyhow::Result<Outcome> {
    let code = arguments.code;
    let Some(rule) = rule(code) else {
        bail!("InfVerif has no rule {code}");
    };
    output.status(&code.to_string(), rule.title);
    output.detail(rule.explanation);
    output.detail(levels(rule.severity));
    if let Some(reason) = rule.unchecked {
        output.warning(
            "Unchecked",
            format_args!("`inf check` does not find it: {reason}"),
        );
    }
    output.json(&serde_json::json!({
        "code": code,
        "title": rule.title,
        "explanation": rule.explanation,
        "unchecked": rule.unchecked,
    }))?;
    Ok(Outcome::Success)
}

/// For example "error under /k, /u and /w".
fn levels(severity: Severity) -> String {
    let sets = [RuleSet::Declarative, RuleSet::Universal, RuleSet::Windows];
    let each = sets.map(|set| {
        let level = severity.under(set).map_or("allowed", |it| it.name());
        format!("/{set} {level}")
    });
    each.join(", ")
}
