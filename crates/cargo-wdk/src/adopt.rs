//! `cargo wdk adopt`: a driver that was written for windows-drivers-rs takes its crates from here.
//!
//! Manifests are edited, and a build script is written where there is none; sources are not touched.
//! What was there is kept in a file, so that `--undo` brings it back.

mod changes;
mod floor;
mod manifest;
mod resolve;
mod survey;

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use serde::Serialize;

use self::{
    changes::{Changes, RECORD},
    survey::Survey,
};
use crate::{
    new::{Source, SourceArguments, clean},
    outcome::Outcome,
    output::Output,
};

/// The crates that have the names and the interface of those of windows-drivers-rs.
pub(crate) const CRATES: [&str; 6] = [
    "wdk",
    "wdk-alloc",
    "wdk-build",
    "wdk-macros",
    "wdk-panic",
    "wdk-sys",
];

#[derive(Args)]
pub(crate) struct Adopt {
    /// The driver's folder, or that of its workspace.
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Bring back what was there before.
    #[arg(long, conflicts_with_all = ["source", "rev", "dry_run"])]
    undo: bool,
    /// Show what would change, and change nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    source: SourceArguments,
}

/// What was changed, for programs.
#[derive(Serialize)]
struct Report<'a> {
    path: &'a Path,
    files: Vec<changes::Described>,
    notes: &'a [String],
}

pub(crate) fn run(arguments: &Adopt, output: &Output) -> anyhow::Result<Outcome> {
    let here = env::current_dir().context("the current folder is not known")?;
    let folder = clean(&here.join(&arguments.path));
    if !folder.is_dir() {
        bail!("{} is no folder", folder.display());
    }
    if arguments.undo {
        return undo(&folder, output);
    }
    if folder.join(RECORD).exists() {
        bail!(
            "{} was adopted already; `cargo wdk adopt --undo` brings back what was there",
            folder.display()
        );
    }
    let source = Source::of(&arguments.source, &folder, output)?;
    let survey = Survey::of(&folder)?;
    let mut changes = Changes::new(&folder);
    for project in &survey.manifests {
        manifest::adopt(project, &survey, &source, &mut changes)?;
    }
    let mut notes = survey.notes();
    if !arguments.dry_run {
        changes.write()?;
        notes.extend(resolve::settle(&survey, &source, &mut changes)?);
        changes.record()?;
    }
    describe(&changes, &notes, arguments, output);
    output.json(&Report {
        path: &folder,
        files: changes.described(),
        notes: &notes,
    })?;
    Ok(Outcome::Success)
}

fn describe(changes: &Changes, notes: &[String], arguments: &Adopt, output: &Output) {
    for file in changes.described() {
        output.text(&file.diff);
    }
    let count = changes.described().len();
    if arguments.dry_run {
        output.note("Unchanged", format_args!("{count} files would change"));
    } else {
        output.status("Adopted", format_args!("{count} files changed"));
        output.detail("`cargo wdk adopt --undo` brings back what was there");
    }
    for note in notes {
        output.warning("Note", note);
    }
    if !arguments.dry_run {
        output.detail("next: cargo wdk build");
    }
}

fn undo(folder: &Path, output: &Output) -> anyhow::Result<Outcome> {
    let restored = changes::undo(folder)?;
    output.status("Restored", format_args!("{} files", restored.len()));
    for path in &restored {
        output.detail(path.display());
    }
    output.json(&serde_json::json!({ "path": folder, "restored": restored }))?;
    Ok(Outcome::Success)
}
