//! What the commands of `cargo wdk inf` share that change a file, and `fmt`.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;
use wdk_inf::{Inf, edit::unified_diff};

use crate::{file, outcome::Outcome, output::Output};

/// What becomes of the result.
#[derive(Args)]
pub(crate) struct Destination {
    /// Write the result into the file.
    #[arg(long, conflicts_with = "check")]
    pub(super) write: bool,
    /// Fail when the file would change; write nothing.
    #[arg(long)]
    check: bool,
}

pub(crate) fn read(path: &Path) -> anyhow::Result<Inf> {
    let bytes = file::read(path)?;
    Ok(Inf::parse_named(&path.display().to_string(), &bytes)?)
}

/// Writes when asked to; says whether the command succeeded.
pub(super) fn settle(
    path: &Path,
    (old, new): (&Inf, &Inf),
    destination: &Destination,
    output: &Output,
) -> anyhow::Result<Outcome> {
    if old.to_bytes() == new.to_bytes() {
        output.status("Unchanged", path.display());
    } else if destination.write {
        file::write(path, &new.to_bytes())?;
        output.status("Wrote", path.display());
    } else if destination.check {
        output.error("Differs", path.display());
        return Ok(Outcome::Failure);
    }
    Ok(Outcome::Success)
}

pub(super) fn line(inf: &Inf, at: usize) -> usize {
    inf.text()[..at].matches('\n').count() + 1
}

#[derive(Args)]
pub(crate) struct Fmt {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Fail when a file would change; write nothing, show the difference.
    #[arg(long)]
    check: bool,
}

pub(crate) fn fmt(arguments: &Fmt, output: &Output) -> anyhow::Result<Outcome> {
    let destination = Destination {
        write: !arguments.check,
        check: arguments.check,
    };
    let mut outcome = Outcome::Success;
    let mut results = Vec::new();
    for path in &arguments.files {
        let inf = read(path)?;
        let formatted = inf.formatted()?;
        let diff = unified_diff(inf.name(), inf.text(), formatted.text());
        if arguments.check {
            output.text(&diff);
        }
        outcome = outcome.and(settle(path, (&inf, &formatted), &destination, output)?);
        results.push(json!({ "file": path, "changed": !diff.is_empty(), "diff": diff }));
    }
    output.json(&results)?;
    Ok(outcome)
}
