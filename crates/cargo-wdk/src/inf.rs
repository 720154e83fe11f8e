//! `cargo wdk inf`: the INF language on the command line.

use anyhow::bail;
use clap::{Args, Subcommand};
use wdk_inf::check::{RuleSet, Severity, rule};

use crate::{cli::Outcome, output::Output};

mod check;

#[derive(Args)]
pub struct Inf {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Hold INF or INX files against the rules of Microsoft's InfVerif.
    Check(check::Check),
    /// Say what a rule's number means.
    Explain(Explain),
}

impl Inf {
    /// Whether `--format sarif` makes sense.
    pub fn writes_sarif(&self) -> bool {
        matches!(self.command, Command::Check(_))
    }
}

pub fn run(arguments: &Inf, output: &Output) -> anyhow::Result<Outcome> {
    match &arguments.command {
        Command::Check(it) => check::run(it, output),
        Command::Explain(it) => explain(it, output),
    }
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
    output.more(rule.explanation);
    output.more(levels(rule.severity));
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
    Ok(Outcome::Good)
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
