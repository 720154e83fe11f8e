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

use std::{fmt, fs, path::Path};

use crate::{
    diagnostic::{Diagnostic, Level},
    model::Inf,
    syntax::{Document, scan},
    target::{Decoration, OsVersion},
    text::{Encoding, NotText, decode},
};

mod audio;
mod classes;
mod components;
mod display;
mod events;
mod files;
mod findings;
mod grammar;
mod inbox;
mod manifest;
mod models;
mod needs;
mod network;
mod primitive;
mod reach;
mod registry;
pub mod report;
pub mod rules;
mod services;
mod store;
mod strings;
mod version;
mod walk;
mod wdf;

pub use rules::{RULES, Rule, RuleSet, Severity, rule};

/// What an INF is held against.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Which requirements: InfVerif's `/k`, `/u`, `/w` or `/h`.
    pub rules: RuleSet,
    /// The Windows version whose rules are used; the newest when absent. InfVerif's `/rulever`.
    pub rule_version: Option<OsVersion>,
    /// Only Models sections that this target takes: InfVerif's `/osver`.
    pub target: Option<Decoration>,
    /// The only provider that is allowed: InfVerif's `/provider`.
    pub provider: Option<String>,
    /// What `stampinf` fills in counts as there: InfVerif's `/stampinf`, for an `.inx`.
    pub unstamped: bool,
    /// What Microsoft's samples may do is allowed: InfVerif's `/samples`.
    pub samples: bool,
}

/// What was found in one INF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The file's name, for the excerpts.
    pub name: String,
    /// The decoded text that the spans count in.
    pub text: String,
    /// The findings in the order of the file.
    pub findings: Vec<Diagnostic>,
}

impl Report {
    /// The number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        let errors = self.findings.iter().filter(|it| it.level == Level::Error);
        errors.count()
    }

    /// All findings with their excerpts.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let each = self
            .findings
            .iter()
            .map(|it| it.render(&self.name, &self.text, colour));
        each.collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
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
            stamp(&mut document);
        }
        let (inf, problems) = Inf::read(name, text.clone(), encoding, document);
        let errors = problems.iter().filter(|it| it.level == Level::Error);
        let unreadable = errors
            .filter(|it| matches!(it.code, 1001 | 1002))
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
            None => out = walk::Check::new(&inf, options, out).run(),
        }
    }
    Report {
        name: name.to_owned(),
        text,
        findings: out.finish(),
    }
}

/// Fills in what stampinf would, in the values alone: spans stay those of the text.
fn stamp(document: &mut Document) {
    const VARIABLES: [(&str, &str); 5] = [
        ("$ARCH$", "amd64"),
        ("$KMDFVERSION$", "1.33"),
        ("$KMDFCOINSTALLERVERSION$", "01033"),
        ("$UMDFVERSION$", "2.33.0"),
        ("$UMDFCOINSTALLERVERSION$", "02033"),
    ];
    let fill = |value: &mut String| {
        for (variable, stamped) in VARIABLES {
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
