//! Microsoft's InfVerif, rule by rule: what keeps a driver package from being signed, installed or
//! run from the Driver Store.
//!
//! ```
//! use wdk_inf::check::{Options, check};
//!
//! let report = check("lamp.inf", b"[Version]\nSignature = \"$Windows 95$\"\n", &Options::default());
//! assert!(report.findings.iter().any(|it| it.code == 1001));
//! ```
//!
//! See [InfVerif](https://learn.microsoft.com/windows-hardware/drivers/devtest/infverif).

use std::fmt;

use crate::{
    diagnostic::{Diagnostic, Level},
    model::Inf,
    target::{Decoration, OsVersion},
    text::{NotText, decode},
};

pub mod report;
pub mod rules;

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
        self.findings
            .iter()
            .filter(|it| it.level == Level::Error)
            .count()
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

/// Holds the file `bytes`, called `name`, against the rules of `options`.
#[must_use]
pub fn check(name: &str, bytes: &[u8], options: &Options) -> Report {
    let _ = options;
    let (text, encoding) = match decode(bytes) {
        Ok(decoded) => decoded,
        Err(NotText) => {
            let problem = Diagnostic::error(1003, "half a UTF-16 character in the file", 0..0);
            return Report {
                name: name.to_owned(),
                text: String::new(),
                findings: vec![problem.help("save it as UTF-16 with a byte order mark")],
            };
        }
    };
    let findings = match Inf::from_text(name, text.clone(), encoding) {
        Ok(inf) => inf.warnings().to_vec(),
        Err(error) => error.diagnostics,
    };
    Report {
        name: name.to_owned(),
        text,
        findings,
    }
}
