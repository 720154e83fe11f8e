//! The table of rules: InfVerif's numbers, how bad each is, and what it means.
//!
//! See [INF validation errors and warnings](https://learn.microsoft.com/windows-hardware/drivers/devtest/inf-validation-errors-and-warnings).

use std::{fmt, str::FromStr};

use crate::diagnostic::Level;

mod table;

pub use table::RULES;

/// Which requirements an INF is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSet {
    /// `/k`: declarative.
    Declarative,
    /// `/u`: universal; the package only adds.
    Universal,
    /// `/w`: a Windows driver, isolated and run from the Driver Store.
    #[default]
    Windows,
    /// `/h`: what the hardware dashboard requires before it signs.
    Signature,
}

impl RuleSet {
    const LETTERS: [(&'static str, Self); 4] = [
        ("k", Self::Declarative),
        ("u", Self::Universal),
        ("w", Self::Windows),
        ("h", Self::Signature),
    ];
}

impl fmt::Display for RuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = Self::LETTERS.iter().find(|(_, set)| set == self);
        f.pad(letter.map_or("", |(letter, _)| letter))
    }
}

/// The text names no rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownRuleSet;

impl fmt::Display for UnknownRuleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("use k, u, w or h, as InfVerif's switches are called")
    }
}

impl std::error::Error for UnknownRuleSet {}

impl FromStr for RuleSet {
    type Err = UnknownRuleSet;

    fn from_str(text: &str) -> Result<Self, UnknownRuleSet> {
        let letter = text.trim_start_matches(['/', '-']);
        let found = Self::LETTERS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(letter));
        found.map(|(_, set)| *set).ok_or(UnknownRuleSet)
    }
}

/// How bad breaking a rule is under `/k`, `/u` and `/w`; `None` where it is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Severity {
    declarative: Option<Level>,
    universal: Option<Level>,
    windows: Option<Level>,
}

impl Severity {
    /// How bad it is under `rules`. `/h` is `/w` with exceptions that depend on the finding.
    #[must_use]
    pub const fn under(&self, rules: RuleSet) -> Option<Level> {
        match rules {
            RuleSet::Declarative => self.declarative,
            RuleSet::Universal => self.universal,
            RuleSet::Windows | RuleSet::Signature => self.windows,
        }
    }
}

const fn severity(letters: [u8; 3]) -> Severity {
    const fn level(letter: u8) -> Option<Level> {
        match letter {
            b'E' => Some(Level::Error),
            b'W' => Some(Level::Warning),
            _ => None,
        }
    }
    let [k, u, w] = letters;
    Severity {
        declarative: level(k),
        universal: level(u),
        windows: level(w),
    }
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// InfVerif's number.
    pub code: u16,
    /// How bad breaking it is.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub explanation: &'static str,
    /// Why it is not checked here; `None` for a rule that is.
    pub unchecked: Option<&'static str>,
}

/// The rule numbered `code`.
#[must_use]
pub fn rule(code: u16) -> Option<&'static Rule> {
    let at = RULES.binary_search_by_key(&code, |it| it.code).ok()?;
    RULES.get(at)
}

impl Rule {
    /// The first build whose rules have it; zero for those that were always there.
    ///
    /// The isolation of driver packages is required from Windows 10, version 1809, and the
    /// directories that are deprecated since Windows 11, version 24H2 are wrong from there on.
    #[must_use]
    pub const fn since(&self) -> u32 {
        match self.code {
            1340 | 1341 => 26100,
            _ if self.is_isolation() => 17763,
            _ => 0,
        }
    }

    /// Whether only `/w` and `/h` know it, so that sections for old Windows versions may break it.
    #[must_use]
    pub const fn is_isolation(&self) -> bool {
        self.severity.declarative.is_none() && self.severity.universal.is_none()
    }
}
