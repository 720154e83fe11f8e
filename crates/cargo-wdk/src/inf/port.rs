//! `cargo wdk inf port`: the edits, the questions, and the proof that nothing is lost.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::{Value, json};
use wdk_inf::{
    Arch, Inf, OsVersion,
    port::{self, Image, PortOptions, proof::Proof},
    target::UnknownArch,
};
use wdk_package::image;

use super::rewrite::{Destination, line, read, settle};
use crate::{file, outcome::Outcome, output::Output};

#[derive(Args)]
pub(crate) struct Port {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    destination: Destination,
    /// What stands for $NAME$ in an INX, as the build fills it in; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    define: Vec<String>,
    /// The folder with the package's images: those that others import, or that export DllInitialize, stay in
    /// System32\drivers.
    #[arg(long, value_name = "FOLDER")]
    images: Option<PathBuf>,
    /// The processors of DefaultInstall sections that name none: amd64, arm64, x86, or $ARCH$ in an INX.
    #[arg(long, value_name = "ARCH", value_delimiter = ',', value_parser = processor)]
    primitive: Vec<String>,
    /// The oldest Windows on which a package without devices is installed, for example 10.0.18362.
    #[arg(long, value_name = "VERSION")]
    oldest_windows: Option<OsVersion>,
    /// Write although this rule finds what it did not before; may be given several times.
    #[arg(long, value_name = "CODE")]
    allow: Vec<u16>,
}

pub(crate) fn run(arguments: &Port, output: &Output) -> anyhow::Result<Outcome> {
    let options = PortOptions {
        defines: defines(&arguments.define)?,
        images: match &arguments.images {
            Some(folder) => images(folder)?,
            None => Vec::new(),
        },
        primitive: arguments.primitive.clone(),
        oldest: arguments.oldest_windows,
    };
    let mut outcome = Outcome::Success;
    let mut results = Vec::new();
    for path in &arguments.files {
        let inf = read(path)?;
        let mut port = inf.port_with(&options)?;
        let allowed = |code: u16| arguments.allow.contains(&code);
        port.proof.findings.retain(|it| !allowed(it.code));
        if !arguments.destination.write {
            output.text(port.diff());
        }
        tell(path, &inf, &port, output);
        let refusals = port.proof.refusals();
        results.push(ported(path, &inf, &port, &refusals));
        if !refusals.is_empty() {
            let what = path.display();
            match arguments.destination.write {
                true => {
                    output.error("Refused", format_args!("{what}: the result is not written"));
                    outcome = outcome.and(Outcome::Failure);
                }
                false => output.warning("Unproven", format_args!("{what}: --write would refuse")),
            }
            refusals.iter().for_each(|it| output.detail(it));
            if arguments.destination.write {
                continue;
            }
        }
        let destination = &arguments.destination;
        outcome = outcome.and(settle(path, (&inf, &port.inf), destination, output)?);
    }
    output.json(&results)?;
    Ok(outcome)
}

/// A processor as decorations spell it, or what stampinf fills in.
fn processor(text: &str) -> Result<String, UnknownArch> {
    match text {
        "$ARCH$" => Ok(text.to_owned()),
        _ => Ok(text.parse::<Arch>()?.to_string()),
    }
}

fn tell(path: &Path, inf: &Inf, port: &port::Port, output: &Output) {
    let place = |at: usize| format!("{}:{}", path.display(), line(inf, at));
    for change in &port.changes {
        let old = &inf.text()[change.span.clone()];
        let place = place(change.span.start);
        output.status(
            "Changed",
            format_args!("{place}: {old:?} to {:?}", change.new),
        );
        output.detail(format_args!("{} ({})", change.reason, change.row));
    }
    for question in &port.questions {
        let place = place(question.span.start);
        output.warning("Decide", format_args!("{place}: {}", question.message));
        output.detail(format_args!("{} ({})", question.help, question.row));
    }
    if !port.changes.is_empty() {
        output.status("Compared", "what is installed before and after");
        output.detail(&port.proof);
    }
}

/// `NAME=VALUE` for each `$NAME$`.
fn defines(arguments: &[String]) -> anyhow::Result<Vec<(String, String)>> {
    let of = |define: &String| match define.split_once('=') {
        Some((name, value)) if !name.is_empty() => {
            let name = name.trim_matches('$');
            Ok((format!("${name}$"), value.to_owned()))
        }
        _ => bail!("{define:?} defines nothing; write it as NAME=VALUE"),
    };
    arguments.iter().map(of).collect()
}

/// What the images in `folder` and below say about each other.
fn images(folder: &Path) -> anyhow::Result<Vec<(String, Image)>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = folder.read_dir();
        let entries = entries.with_context(|| format!("cannot list {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let path = entry.path();
            if entry.file_type()?.is_dir() {
                open.push(path);
                continue;
            }
            let is_image = path
                .extension()
                .is_some_and(|it| it.eq_ignore_ascii_case("sys") || it.eq_ignore_ascii_case("dll"));
            let Some(name) = path.file_name().filter(|_| is_image) else {
                continue;
            };
            let name = name.to_string_lossy().into_owned();
            let image = image::Image::parse(&file::read(&path)?);
            found.push((name, image.with_context(|| format!("{}", path.display()))?));
        }
    }
    let importer = |name: &str| {
        let imports = |image: &image::Image| {
            let mut modules = image.imports.iter();
            modules.any(|it| it.module.eq_ignore_ascii_case(name))
        };
        found.iter().find(|(_, image)| imports(image))
    };
    let facts = found.iter().map(|(name, image)| {
        let exports = image.exports.iter().any(|it| it == "DllInitialize");
        let fact = match (importer(name), exports) {
            (Some((other, _)), _) => Image::Export(format!("{other} imports it")),
            (None, true) => Image::Export("it exports DllInitialize".to_owned()),
            (None, false) => Image::Plain,
        };
        (name.clone(), fact)
    });
    Ok(facts.collect())
}

fn ported(path: &Path, inf: &Inf, port: &port::Port, refusals: &[String]) -> Value {
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
        "proof": proof(&port.proof, refusals),
        "diff": port.diff(),
    })
}

fn proof(proof: &Proof, refusals: &[String]) -> Value {
    let targets = proof.targets.iter().map(|target| {
        let differences = target.differences.iter().map(|it| {
            json!({
                "verdict": it.verdict.to_string(),
                "harmless": it.verdict.is_harmless(),
                "device": it.device,
                "kind": it.kind.map_or("device", |kind| kind.name()),
                "what": it.what,
                "before": it.before,
                "after": it.after,
            })
        });
        json!({
            "arch": target.arch.to_string(),
            "windows": target.windows.to_string(),
            "devices": target.devices,
            "installed": target.items,
            "differences": differences.collect::<Vec<_>>(),
        })
    });
    json!({
        "holds": refusals.is_empty(),
        "refusals": refusals,
        "targets": targets.collect::<Vec<_>>(),
    })
}
