//! `cargo wdk inf check`.

use std::{fs, io::IsTerminal as _, path::PathBuf};

use anyhow::Context as _;
use clap::Args;
use wdk_inf::{
    Decoration, OsVersion,
    check::{Options, Report, RuleSet, check, report},
};

use crate::{
    cli::{Format, Outcome},
    output::Output,
};

#[derive(Args)]
pub struct Check {
    /// The files; what stampinf would fill in counts as there in an .inx.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The requirements, as InfVerif's switches are called: k declarative, u universal,
    /// w Windows driver, h signature.
    #[arg(long, default_value = "w", value_name = "k|u|w|h")]
    level: RuleSet,
    /// The Windows version whose rules are used, for example 10.0.22621; the newest by default.
    #[arg(long, value_name = "MAJOR.MINOR.BUILD")]
    rulever: Option<OsVersion>,
    /// Check only what installs on this target, for example NTamd64.10.0...19041.
    #[arg(long, value_name = "NT…", value_parser = decoration)]
    osver: Option<Decoration>,
    /// The only provider that is allowed.
    #[arg(long)]
    provider: Option<String>,
}

fn decoration(text: &str) -> Result<Decoration, String> {
    Decoration::parse(text).ok_or_else(|| "write it as NTamd64.10.0...19041".to_owned())
}

pub fn run(arguments: &Check, output: &Output) -> anyhow::Result<Outcome> {
    let mut reports = Vec::new();
    for path in &arguments.files {
        let bytes =
            fs::read(path).with_context(|| format!("1000: {} cannot be read", path.display()))?;
        let options = Options {
            rules: arguments.level,
            rule_version: arguments.rulever,
            target: arguments.osver,
            provider: arguments.provider.clone(),
            unstamped: path
                .extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("inx")),
        };
        reports.push(check(&path.display().to_string(), &bytes, &options));
    }
    print(&reports, output)?;
    Ok(match reports.iter().all(|it| it.errors() == 0) {
        true => Outcome::Good,
        false => Outcome::Wrong,
    })
}

fn print(reports: &[Report], output: &Output) -> anyhow::Result<()> {
    match output.format() {
        Format::Json => output.json(&report::json(reports)),
        Format::Sarif => output.json(&report::sarif(reports)),
        Format::Text => {
            for report in reports {
                describe(report, output);
            }
            Ok(())
        }
    }
}

/// The findings with their excerpts, and the count.
pub fn describe(report: &Report, output: &Output) {
    let colour = std::io::stdout().is_terminal();
    if !report.findings.is_empty() {
        anstream::println!("{}\n", report.render(colour));
    }
    let errors = report.errors();
    let warnings = report.findings.len() - errors;
    match (errors, warnings) {
        (0, 0) => output.status("Clean", &report.name),
        (0, _) => output.warning("Warnings", format_args!("{warnings} in {}", report.name)),
        _ => output.wrong(
            "Wrong",
            format_args!("{errors} errors and {warnings} warnings in {}", report.name),
        ),
    }
}
