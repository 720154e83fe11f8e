//! `cargo wdk analyze`: what a crash dump shows.

mod advice;
mod calls;
mod symbols;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use calls::{Calls, Place};
use clap::Args;
use serde::Serialize;
use symbols::Symbols;
use wdk_dump::{Dump, Kind, Memory as _};
use wdk_sim::{Explanation, bugcheck::RUST_PANIC};

use crate::{
    file,
    outcome::Outcome,
    output::{Output, Verbosity},
};

/// Bytes of a panic's message.
const MESSAGE: usize = 512;
/// The module that stands for the simulated machine in its dumps. It begins with the message.
const MACHINE: &str = "wdk-sim";

#[derive(Args)]
pub(crate) struct Analyze {
    /// A kernel crash dump of 64-bit Windows or of `cargo wdk run --dump`: MEMORY.DMP, or a file of
    /// C:\Windows\Minidump.
    #[arg(value_name = "DUMP")]
    dump: PathBuf,
    /// Where the drivers' PDB files are, and for small dumps their images: a folder that has them,
    /// or a symbol store. The dump's own folder is looked at too.
    #[arg(long, value_name = "FOLDER")]
    symbols: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) verbosity: Verbosity,
}

/// What a dump shows.
#[derive(Serialize)]
struct Analysis {
    /// The stop code.
    code: u32,
    name: &'static str,
    meaning: Option<&'static str>,
    parameters: Vec<Parameter>,
    /// What a panic said, or whoever wrote the dump.
    message: Option<String>,
    /// The image of the driver that is most likely at fault.
    driver: Option<String>,
    /// The calls, innermost first.
    calls: Vec<calls::Call>,
    /// What to do next.
    next: Vec<String>,
    /// What of the analysis is missing, and why.
    missing: Vec<String>,
    /// How much of the machine the dump has.
    kind: &'static str,
    build: u32,
    processors: u32,
    up_seconds: f64,
    modules: Vec<Module>,
    /// What was unloaded before, the last first; only small dumps say it.
    unloaded: Vec<Unloaded>,
}

#[derive(Serialize)]
struct Unloaded {
    name: String,
    start: String,
    end: String,
}

#[derive(Serialize)]
struct Parameter {
    number: usize,
    value: String,
    words: String,
    /// The code that it is the address of.
    place: Option<String>,
}

#[derive(Serialize)]
struct Module {
    name: String,
    base: String,
    size: u32,
    /// The PDB that belongs to it, where it was found.
    pdb: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Analyze, output: &Output) -> anyhow::Result<Outcome> {
    let bytes = file::read(&arguments.dump)?;
    let dump = Dump::parse(&bytes)
        .with_context(|| format!("cannot analyze {}", arguments.dump.display()))?;
    let mut folders = arguments.symbols.clone();
    let beside = arguments.dump.parent().unwrap_or(Path::new("."));
    folders.push(beside.to_owned());
    let analysis = analyze(&dump, Symbols::new(folders));
    if output.is_text() {
        output.text(analysis.page(output.is_verbose()));
    }
    output.json(&analysis)?;
    Ok(Outcome::Success)
}

fn analyze(dump: &Dump<'_>, symbols: Symbols) -> Analysis {
    let mut calls = Calls::new(dump, symbols);
    let explanation = Explanation::of(dump.code, dump.parameters);
    let parameters = explanation.parameters.iter().map(|it| Parameter {
        number: it.number,
        value: format!("{:#x}", it.value),
        words: it.words.clone(),
        place: it
            .is_instruction
            .then(|| calls.place(it.value, true))
            .flatten()
            .map(|it| it.to_string()),
    });
    let parameters = parameters.collect();
    let found = calls.walk();
    // Where the stack does not lead to a driver, the instruction may.
    let instruction = explanation.parameters.iter().find(|it| it.is_instruction);
    let instruction = instruction.and_then(|it| calls.place(it.value, true));
    let driver = found.iter().find_map(calls::Call::driver);
    let driver = driver.or_else(|| instruction.as_ref().and_then(Place::driver));
    let driver = driver.map(str::to_owned);
    Analysis {
        code: dump.code,
        name: explanation.name,
        meaning: explanation.meaning,
        parameters,
        message: message(dump),
        next: advice::next(
            dump.code,
            driver.as_deref(),
            found.iter().any(calls::Call::has_line),
        ),
        missing: calls.missing(driver.as_deref()),
        driver,
        calls: found,
        kind: match dump.kind {
            Kind::Small => "small memory dump",
            Kind::Kernel => "kernel memory dump",
            _ => "complete memory dump",
        },
        build: dump.build,
        processors: dump.processors,
        up_seconds: dump.up_time as f64 / 1e7,
        modules: calls.modules(),
        unloaded: dump
            .unloaded
            .iter()
            .map(|it| Unloaded {
                name: it.name.clone(),
                start: format!("{:#x}", it.range.start),
                end: format!("{:#x}", it.range.end),
            })
            .collect(),
    }
}

/// What a panic of a driver in Rust said; else what the simulated machine said, or the remark in
/// the dump.
fn message(dump: &Dump<'_>) -> Option<String> {
    let panic = (dump.code == RUST_PANIC)
        .then(|| dump.text(dump.parameters[0], MESSAGE))
        .flatten();
    let machine = || {
        let module = dump.modules.iter().find(|it| it.name == MACHINE)?;
        dump.text(module.base, 8 * MESSAGE)
    };
    let remark = || Some(dump.comment.clone()).filter(|it| !it.is_empty());
    panic.or_else(machine).or_else(remark)
}

impl Analysis {
    /// The analysis for people.
    fn page(&self, verbose: bool) -> String {
        let mut lines = vec![format!("bug check {:#X} {}", self.code, self.name)];
        if let Some(message) = &self.message {
            lines.extend(message.lines().map(|line| format!("  {line}")));
        }
        lines.push(String::new());
        if let Some(meaning) = self.meaning {
            lines.push(format!("  {meaning}:"));
        }
        for Parameter {
            number,
            value,
            words,
            place,
        } in &self.parameters
        {
            let line = format!("    {number}  {value}  {words}");
            lines.push(line.trim_end().to_owned());
            lines.extend(place.iter().map(|place| format!("       {place}")));
        }
        lines.push(String::new());
        if let Some(driver) = &self.driver {
            lines.push(format!("  the driver at fault is most likely {driver}"));
            lines.push(String::new());
        }
        self.write_calls(verbose, &mut lines);
        for text in &self.missing {
            lines.push(format!("  missing: {text}"));
        }
        for text in &self.next {
            lines.push(format!("  next: {text}"));
        }
        lines.push(String::new());
        lines.push(format!(
            "  {} of build {}, {} processor{}, up for {:.3} s, {} modules",
            self.kind,
            self.build,
            self.processors,
            if self.processors == 1 { "" } else { "s" },
            self.up_seconds,
            self.modules.len()
        ));
        if verbose {
            for Module {
                name, base, pdb, ..
            } in &self.modules
            {
                let pdb = pdb.as_ref().map(|it| format!("  {}", it.display()));
                lines.push(format!("    {base}  {name}{}", pdb.unwrap_or_default()));
            }
            for Unloaded { name, start, .. } in &self.unloaded {
                lines.push(format!("    {start}  {name}  (unloaded)"));
            }
        }
        lines.push(String::new());
        lines.join("\n")
    }

    /// The driver's calls; all of them where it has none, or when that is asked for.
    fn write_calls(&self, verbose: bool, lines: &mut Vec<String>) {
        let drivers = |call: &calls::Call| call.functions.iter().any(|it| it.is_drivers);
        let all = verbose || !self.calls.iter().any(drivers);
        let mut left_out = 0;
        let mut shown: Vec<(String, usize)> = Vec::new();
        for call in &self.calls {
            let mut show = |text: String| match shown.last_mut() {
                // A recursion is told once.
                Some((last, times)) if *last == text => *times += 1,
                _ => shown.push((text, 1)),
            };
            if call.functions.is_empty() {
                match all {
                    true => show(format!("  {}{}", call.place, call.how())),
                    false => left_out += 1,
                }
            }
            for function in &call.functions {
                if !all && !function.is_drivers {
                    left_out += 1;
                    continue;
                }
                let module = call.place.module.as_deref().unwrap_or_default();
                let mut text = format!("  {module}!{}{}", function.name, call.how());
                if let (Some(file), Some(line)) = (&function.file, function.line) {
                    text.push_str(&format!("\n    at {file}:{line}"));
                }
                show(text);
            }
        }
        for (text, times) in shown {
            lines.push(text);
            if times > 1 {
                lines.push(format!("    ({} further calls like it)", times - 1));
            }
        }
        if left_out > 0 {
            let calls = if left_out == 1 {
                "call is"
            } else {
                "calls are"
            };
            lines.push(format!(
                "  ({left_out} other {calls} left out; --verbose shows all)"
            ));
        }
        if !self.calls.is_empty() {
            lines.push(String::new());
        }
    }
}
