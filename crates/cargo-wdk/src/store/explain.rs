//! `cargo wdk explain-log`: why installing failed, by the log that Windows wrote.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use wdk_inf::{Arch, OsVersion};
use wdk_package::store::{Contents, Ending, Explanation, SetupLog};

use crate::{outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct ExplainLog {
    /// The log: C:\Windows\INF\setupapi.dev.log, or a part of it.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The package that was installed: its INF file, or its folder. Its lines and its catalog are
    /// looked up.
    #[arg(long, value_name = "PACKAGE|FILE.inf")]
    package: Option<PathBuf>,
    /// Explain all failures, not only the last.
    #[arg(long)]
    all: bool,
}

/// A log is read into memory; Windows starts another one long before.
const MOST_BYTES: u64 = 256 << 20;

pub(crate) fn run(arguments: &ExplainLog, output: &Output) -> anyhow::Result<Outcome> {
    let file = &arguments.file;
    let shown = file.display();
    let size = std::fs::metadata(file).with_context(|| format!("{shown} cannot be read"))?;
    anyhow::ensure!(
        size.len() <= MOST_BYTES,
        "{shown} has more than {} MB; give the part of it that is of interest",
        MOST_BYTES >> 20
    );
    let bytes = std::fs::read(file).with_context(|| format!("{shown} cannot be read"))?;
    let log = SetupLog::parse(&bytes);
    anyhow::ensure!(
        !log.sections.is_empty(),
        "{shown} has no section (`>>>  [Device Install ...]`); is it a setupapi.dev.log?"
    );
    let package = match &arguments.package {
        Some(package) => Some(Contents::read(&super::inf(package)?)?),
        None => None,
    };
    let os = OsVersion::WINDOWS_11_24H2;
    let explain = |arch| {
        let failed = log.sections.iter();
        failed.filter_map(move |it| it.explain(package.as_ref(), arch, os))
    };
    let mut failures: Vec<Explanation> = explain(Arch::Amd64).collect();
    let count = failures.len();
    if !arguments.all && count > 1 {
        failures.drain(..count - 1);
    }
    let open = log.sections.iter().filter(|it| it.ending == Ending::Open);
    output.status(
        "Read",
        format_args!(
            "{} sections; {count} failed, {} did not end",
            log.sections.len(),
            open.count()
        ),
    );
    if failures.len() < count {
        output.note("Shown", "the last failure; --all shows the others");
    }
    for it in &failures {
        show(it, output);
    }
    output.json(&failures)?;
    Ok(Outcome::of(count == 0))
}

fn show(it: &Explanation, output: &Output) {
    output.error("Failed", format_args!("{} (line {})", it.title, it.line));
    let line = |what: &str, value: &str| {
        if !value.is_empty() {
            output.detail(format_args!("{what:<10}{value}"));
        }
    };
    line("at", &it.start);
    if it.cause_code != it.code {
        line("status", &format!("{:#010x}", it.code));
    }
    line(
        "code",
        format!("{:#010x} {}", it.cause_code, it.name).trim(),
    );
    if let Some((number, text)) = &it.cause {
        line("log", &format!("line {number}: {text}"));
    }
    line("means", &it.meaning);
    line("INF", it.inf.as_deref().unwrap_or_default());
    line("catalog", it.catalog.as_deref().unwrap_or_default());
    line("file", it.member.as_deref().unwrap_or_default());
    for finding in &it.findings {
        line("package", finding);
    }
    line("do", &it.advice);
}
