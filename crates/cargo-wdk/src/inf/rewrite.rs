//! The commands of `cargo wdk inf` that change a file: `port`, `fmt`, `stamp`.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};
use wdk_inf::{Inf, edit::unified_diff};

use crate::{file, outcome::Outcome, output::Output};

/// What becomes of the result.
#[derive(Args)]
pub(crate) struct Destination {
    /// Write the result into the file.
    #[arg(long, conflicts_with = "check")]
    write: bool,
    /// Fail when the file would change; write nothing.
    #[arg(long)]
    check: bool,
}

pub(crate) fn read(path: &Path) -> anyhow::Result<Inf> {
    let bytes = file::read(path)?;
    Ok(Inf::parse_named(&path.display().to_string(), &bytes)?)
}

/// Writes when asked to; says whether the command succeeded.
fn settle(
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

#[derive(Args)]
pub(crate) struct Port {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    destination: Destination,
}

pub(crate) fn port(arguments: &Port, output: &Output) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::Success;
    let mut results = Vec::new();
    for path in &arguments.files {
        let inf = read(path)?;
        let port = inf.port()?;
        if !arguments.destination.write {
            output.text(port.diff());
        }
        let place = |at: usize| format!("{}:{}", path.display(), line(&inf, at));
        for change in &port.changes {
            let old = &inf.text()[change.span.clone()];
            output.status(
                "Changed",
                format_args!("{}: {old:?} to {:?}", place(change.span.start), change.new),
            );
            output.detail(format_args!("{} ({})", change.reason, change.row));
        }
        for question in &port.questions {
            output.warning(
                "Decide",
                format_args!("{}: {}", place(question.span.start), question.message),
            );
            output.detail(format_args!("{} ({})", question.help, question.row));
        }
        outcome = outcome.and(settle(
            path,
            (&inf, &port.inf),
            &arguments.destination,
            output,
        )?);
        results.push(ported(path, &inf, &port));
    }
    output.json(&results)?;
    Ok(outcome)
}

fn ported(path: &Path, inf: &Inf, port: &wdk_inf::port::Port) -> Value {
    let changes = port.changes.iter().map(|it| {
        json!({
            "line": line(inf, it.span.start),
            "old": inf.text()[it.span.clone()],
            "new": it.new,
            "row": it.row.to_string(),
            "reason": it.reason,
        })
    });
    let questions = port.questions.iter().map(|it| {
        json!({
            "line": line(inf, it.span.start),
            "row": it.row.to_string(),
            "message": it.message,
            "help": it.help,
        })
    });
    json!({
        "file": path,
        "changes": changes.collect::<Vec<_>>(),
        "questions": questions.collect::<Vec<_>>(),
        "diff": port.diff(),
    })
}

fn line(inf: &Inf, at: usize) -> usize {
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
