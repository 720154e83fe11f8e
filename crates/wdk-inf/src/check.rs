//! Microsoft's InfVerif, rule by rule: what keeps a driver package from being signed, installed or
//! run from the Driver Store.
//!
//! ```
//! use wdk_inf::check::{Options, check};
//!
//! let report = check("lamp.inf", b"[Version]\nSignature = \"$Windows 95$\"\n", &Options::default());
//! assert_eq!(report.findings[0].code, 1001);
//! ```
//!
//! See [InfVerif](https://learn.microsoft.com/windows-hardware/drivers/devtest/infverif).

use std::{fs, path::Path};

use crate::{
    diagnostic::{Diagnostic, Level},
    model::{Inf, too_large},
    syntax::{Document, scan},
    target::OsVersion,
    text::{Encoding, NotText, decode},
};

mod agenda;
mod audio;
mod classes;
mod components;
mod context;
mod dirids;
mod display;
mod duplicates;
mod events;
mod files;
mod findings;
mod grammar;
mod inbox;
mod known;
mod models;
mod needs;
mod network;
mod options;
mod primitive;
mod product;
mod reach;
mod registry;
pub mod report;
pub mod rules;
mod services;
mod store;
mod strings;
mod summary;
mod values;
mod version;
mod walk;
mod wdf;

pub(crate) use self::known::class::Class;
pub use self::{
    options::Options,
    product::Product,
    report::Report,
    rules::{RULES, Rule, RuleSet, Severity, rule},
    summary::Applicability,
};

/// The name of Windows' own setup class with the GUID `guid`, in braces and in any case.
#[must_use]
pub fn class_of_windows(guid: &str) -> Option<&'static str> {
    let own = known::class::CLASSES.iter();
    let mut own = own.filter(|(_, it)| it.eq_ignore_ascii_case(guid));
    own.next().map(|(name, _)| *name)
}

/// [`check`]s the file at `path`; what stampinf fills in counts as there in an `.inx`.
#[must_use]
pub fn check_file(path: &Path, options: &Options) -> Report {
    let name = path.display().to_string();
    let inx = path
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("inx"));
    let options = Options {
        unstamped: options.unstamped || inx,
        ..options.clone()
    };
    match fs::read(path) {
        Ok(bytes) => check(&name, &bytes, &options),
        Err(error) => {
            let problem = Diagnostic::error(1000, format!("{name} cannot be read: {error}"), 0..0);
            let findings = vec![problem];
            let text = String::new();
            Report {
                name,
                text,
                findings,
            }
        }
    }
}

/// Holds the file `bytes`, called `name`, against the rules of `options`.
#[must_use]
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Report {
    let mut out = findings::Findings::new(options);
    if let Some(problem) = too_large(bytes) {
        out.take(problem);
        return Report {
            name: name.to_owned(),
            text: String::new(),
            findings: out.finish(),
        };
    }
    let (text, encoding) = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(NotText) => {
            out.add(1003, 0..0, "half a UTF-16 character is in the file");
            out.add(1299, 0..0, "the rest was not checked");
            (String::new(), Encoding::Utf16Le)
        }
    };
    if out.is_empty() {
        let mut document = scan(&text);
        if options.unstamped {
            stamp(&mut document, options);
        } else {
            unstamped(&mut document, options, &mut out);
        }
        let (inf, problems) = Inf::read(name, text.clone(), encoding, document);
        let errors = problems.iter().filter(|it| it.level == Level::Error);
        let unreadable = errors
            .filter(|it| matches!(it.code, 1000..=1002))
            .map(|it| it.span.clone())
            .min_by_key(|it| it.start);
        for problem in problems {
            // `cargo wdk build` stamps into UTF-16; Windows still takes the signature of Windows 95.
            let stamped = problem.code == 1003 && options.unstamped;
            let chicago = problem.code == 1001 && problem.level == Level::Warning;
            if !stamped && !chicago {
                out.take(problem);
            }
        }
        match unreadable {
            Some(place) => out.add(1299, place, "the rest was not checked"),
            None => out = walk::run(context::Check::new(&inf, options, out)),
        }
    }
    Report {
        name: name.to_owned(),
        text,
        findings: out.finish(),
    }
}

/// What the file of `report` installs, on which machines: InfVerif's `/info`. With a target in
/// `options`, what installs there.
#[must_use]
pub fn applicability(report: &Report, options: &Options) -> Vec<Applicability> {
    let mut document = scan(&report.text);
    stamp(&mut document, options);
    let (inf, _) = Inf::read(&report.name, report.text.clone(), Encoding::Ansi, document);
    let mut found = inf.applicability();
    if let Some(target) = &options.target {
        let os = reach::floor(target);
        found.retain(|it| it.since <= os && target.arch.is_none_or(|arch| arch == it.arch));
    }
    found
}

/// Rule 1274, once for the whole file: what follows from a file that is not stamped is not said
/// again at every place.
fn unstamped(document: &mut Document, options: &Options, out: &mut findings::Findings) {
    const TOKEN: &str = "$ARCH$";
    let names = document.sections.iter().map(|it| &it.name);
    let lines = document.sections.iter().flat_map(|it| &it.lines);
    let fields = names.chain(lines.flat_map(|it| it.key.iter().chain(&it.fields)));
    let first = fields
        .filter(|it| it.value.contains(TOKEN))
        .min_by_key(|it| it.span.start);
    if let Some(first) = first {
        let advice =
            "stamp it with `cargo wdk inf stamp -a x64`, or check it as it is with --stampinf";
        let message = format!("{TOKEN} is not stamped");
        out.advise(1274, first.span.clone(), message, advice);
        stamp(document, options);
    }
}

/// Fills in what stampinf would, in the values alone: spans stay those of the text.
fn stamp(document: &mut Document, options: &Options) {
    let (major, minor) = options.kmdf.unwrap_or((1, 31));
    let floor = options.floor.unwrap_or(OsVersion::WINDOWS_10_2004.build);
    let variables = [
        ("$FLOOR$", floor.to_string()),
        ("$ARCH$", "amd64".to_owned()),
        ("$KMDFVERSION$", format!("{major}.{minor}")),
        ("$KMDFCOINSTALLERVERSION$", format!("{major:02}{minor:03}")),
        ("$UMDFVERSION$", "2.33.0".to_owned()),
        ("$UMDFCOINSTALLERVERSION$", "02033".to_owned()),
    ];
    let fill = |value: &mut String| {
        for (variable, stamped) in &variables {
            if value.contains(variable) {
                *value = value.replace(variable, stamped);
            }
        }
    };
    for section in &mut document.sections {
        fill(&mut section.name.value);
        for line in &mut section.lines {
            let fields = line.key.iter_mut().chain(&mut line.fields);
            fields.for_each(|it| fill(&mut it.value));
        }
    }
}
