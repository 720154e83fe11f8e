//! `cargo wdk inf check`.

use std::{io::IsTerminal as _, path::PathBuf};

use clap::Args;
use wdk_inf::{
    Decoration, OsVersion,
    check::{Options, Report, RuleSet, check_file, report},
};

use crate::{
    outcome::Outcome,
    output::{Format, Output},
};

#[derive(Args)]
pub(crate) struct Check {
    /// The files; an .inx need not be stamped.
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
    /// What stampinf fills in counts as there, as it does in every .inx.
    #[arg(long)]
    stampinf: bool,
    /// Allow what only samples may do, such as reserved names.
    #[arg(long)]
    samples: bool,
}

fn decoration(text: &str) -> Result<Decoration, String> {
    Decoration::parse(text).ok_or_else(|| "write it as NTamd64.10.0...19041".to_owned())
}

pub(crate) fn run(arguments: &Check, output: &Output) -> anyhow::Result<Outcome> {
    let options = Options {
        rules: arguments.level,
        rule_version: arguments.rulever,
        target: arguments.osver,
        provider: arguments.provider.clone(),
        unstamped: arguments.stampinf,
        samples: arguments.samples,
        ..Options::default()
    };
    let files = arguments.files.iter();
    let reports: Vec<_> = files.map(|it| check_file(it, &options)).collect();
    print(&reports, output)?;
    Ok(Outcome::of(reports.iter().all(|it| it.errors() == 0)))
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
pub(crate) fn describe(report: &Report, output: &Output) {
    if !output.is_text() {
        return;
    }
    if !report.findings.is_empty() {
        let colour = std::io::stdout().is_terminal();
        output.text(format_args!("{}\n\n", report.render(colour)));
    }
    let errors = report.errors();
    let warnings = report.findings.len() - errors;
    let counted = format!(
        "{} and {}",
        count(errors, "error"),
        count(warnings, "warning")
    );
    match (errors, warnings) {
        (0, 0) => output.status("Clean", &report.name),
        (0, _) => output.warning("Checked", format_args!("{counted} in {}", report.name)),
        _ => output.error("Wrong", format_args!("{counted} in {}", report.name)),
    }
}

fn count(number: usize, what: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}
