//! `cargo wdk inspect`: what a driver image says about itself.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use wdk_package::{
    Symbols, floor,
    inspect::{Inspection, Signature, framework::Framework, stack::Stack},
};

use crate::{
    file,
    outcome::Outcome,
    output::{Output, size},
};

#[derive(Args)]
pub(crate) struct Inspect {
    /// The driver image; a PDB of the same name beside it gives functions their names.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub(crate) fn run(arguments: &Inspect, output: &Output) -> anyhow::Result<Outcome> {
    let path = &arguments.file;
    if path.is_dir() {
        bail!("{} is a folder; name a driver image in it", path.display());
    }
    let bytes = file::read(path)?;
    let symbols = symbols(path);
    let inspection = Inspection::of(&bytes, symbols.as_ref())
        .with_context(|| format!("{} cannot be inspected", path.display()))?;
    describe(path, bytes.len() as u64, &inspection, output);
    output.json(&inspection)?;
    let loads = inspection.native && inspection.checksum_holds;
    Ok(Outcome::of(loads && inspection.integrity.is_empty()))
}

/// The symbols beside the image. One that cannot be read is as good as none: only names come from it.
fn symbols(image: &Path) -> Option<Symbols> {
    Symbols::read(&image.with_extension("pdb")).ok()
}

fn describe(path: &Path, length: u64, inspection: &Inspection, output: &Output) {
    let what = format_args!(
        "{} for {}, {}",
        path.display(),
        inspection.arch,
        size(length)
    );
    output.status("Image", what);
    output.status("Verdict", inspection.verdict());
    needs(inspection, output);
    for finding in &inspection.integrity {
        let message = format_args!("{}: {}", finding.rule, finding.message);
        output.error("Integrity", message);
    }
    if !inspection.native {
        output.error(
            "Wrong",
            "the subsystem is not native; the kernel does not load it",
        );
    }
    if !inspection.checksum_holds {
        output.error("Wrong", "the checksum is not that of the contents");
    }
    if let Some(framework) = &inspection.framework {
        output.status("Framework", framework_text(framework));
    }
    output.status("Sections", inspection.sections.len());
    for section in &inspection.sections {
        let name = section.name.trim_end_matches('\0');
        let flag = |set: bool, letter| if set { letter } else { '-' };
        let flags = [flag(section.writable, 'w'), flag(section.executable, 'x')];
        let flags: String = flags.iter().collect();
        output.detail(format_args!("{name:8} r{flags} {:>8}", section.size));
    }
    match &inspection.stack {
        Some(stack) => describe_stack(stack, output),
        None => output.note("Stack", "not worked out for this processor"),
    }
    match &inspection.load_config {
        Some(config) => output.status(
            "Guard",
            format_args!(
                "Control Flow Guard: {}; security cookie: {}",
                yes(config.control_flow_guard),
                yes(config.security_cookie)
            ),
        ),
        None => output.note(
            "Guard",
            "Control Flow Guard: no; security cookie: no; there is no load configuration",
        ),
    }
    match &inspection.signature {
        Signature::None => output.note("Signature", "none in the image; a catalog may have one"),
        Signature::By(name) => output.status("Signature", format_args!("by {name}; it holds")),
        Signature::Broken(why) => output.error("Signature", why),
    }
    match &inspection.pdb {
        Some(pdb) => {
            let (guid, age) = (guid(pdb.guid), pdb.age);
            output.status("Symbols", format_args!("{} {guid} age {age}", pdb.path));
        }
        None => output.note("Symbols", "the image names no PDB"),
    }
}

/// The newest needs; all of them with `--verbose`.
fn needs(inspection: &Inspection, output: &Output) {
    let floor = &inspection.floor;
    let shown = floor
        .needs
        .iter()
        .filter(|it| output.is_verbose() || it.windows == floor.windows);
    for need in shown {
        output.detail(need);
    }
    if !floor.unknown.is_empty() {
        output.note(
            "Unknown",
            format_args!("no version is known of {} imports", floor.unknown.len()),
        );
        output.detail(floor.unknown.join("\n"));
    }
}

fn framework_text(framework: &Framework) -> String {
    let Some(target) = framework.target else {
        return "KMDF; its bind block was not found".to_owned();
    };
    let mut text = format!("KMDF 1.{target}");
    if let Some(minimum) = framework.minimum.filter(|it| *it != target) {
        text.push_str(&format!(", at least 1.{minimum}"));
    }
    if let Some(windows) = framework
        .minimum
        .or(framework.target)
        .and_then(floor::of_kmdf)
    {
        text.push_str(&format!(", which is in {}", floor::windows(windows)));
    }
    if let Some(block) = framework.block {
        text.push_str(&format!("; bind block of {block} bytes"));
    }
    if let Some(functions) = framework.functions {
        text.push_str(&format!(", {functions} functions"));
    }
    text
}

fn describe_stack(stack: &Stack, output: &Output) {
    output.status(
        "Stack",
        format_args!(
            "deepest known chain {} of {} bytes, in {} functions with unwind data",
            stack.deepest, stack.available, stack.functions
        ),
    );
    for frame in &stack.chain {
        let name = frame.name.as_deref().unwrap_or("");
        output.detail(format_args!(
            "{:>6} {:#010x} {name}",
            frame.bytes, frame.address
        ));
    }
    let mut unknown = vec![format!("{} calls through pointers", stack.indirect_calls)];
    if stack.recursive > 0 {
        unknown.push(format!(
            "{} functions that call themselves",
            stack.recursive
        ));
    }
    if stack.dynamic > 0 {
        unknown.push(format!("{} frames that may grow", stack.dynamic));
    }
    if stack.unreadable > 0 {
        unknown.push(format!("{} unreadable unwind entries", stack.unreadable));
    }
    output.detail(format_args!("not known: {}", unknown.join(", ")));
}

/// A GUID as symbol servers have it: the first three parts are numbers.
fn guid(mut bytes: [u8; 16]) -> String {
    bytes[..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    hex::encode_upper(bytes)
}

fn yes(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}
