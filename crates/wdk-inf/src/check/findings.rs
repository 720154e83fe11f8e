//! Collects findings: once each, with the level that the rule set gives them.

use std::{collections::HashSet, ops::Range};

use super::{
    options::Options,
    rules::{RuleSet, rule},
};
use crate::{
    diagnostic::{Diagnostic, Level},
    target::OsVersion,
};

/// What `/samples` allows, since a product made from a sample has to change it.
const SAMPLES: [u16; 6] = [1017, 1284, 1285, 1293, 2083, 2086];

/// What `/msft` allows: Microsoft's name, class names and services, and what needs the layout of
/// the installation media.
const MICROSOFT: [u16; 6] = [1204, 1208, 1284, 1285, 1293, 2415];

/// Nobody reads more, and each takes memory.
const MOST: usize = 10_000;

pub(super) struct Findings {
    rules: RuleSet,
    version: Option<OsVersion>,
    allowed: Vec<u16>,
    /// Whose warnings are left out.
    suppressed: Vec<u16>,
    list: Vec<Diagnostic>,
    seen: HashSet<(u16, usize, usize)>,
    /// Whether some are left out.
    has_more: bool,
}

impl Findings {
    pub(super) fn new(options: &Options) -> Self {
        let mut allowed = Vec::new();
        if options.samples {
            allowed.extend(SAMPLES);
        }
        if options.microsoft {
            allowed.extend(MICROSOFT);
        }
        Self {
            rules: options.rules,
            version: options.rule_version,
            allowed,
            suppressed: options.suppressed.clone(),
            list: Vec::new(),
            seen: HashSet::new(),
            has_more: false,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether further findings are left out.
    pub(super) fn is_full(&self) -> bool {
        self.list.len() >= MOST
    }

    /// Notes that rule `code` is broken at `span`.
    pub(super) fn add(&mut self, code: u16, span: Range<usize>, message: impl Into<String>) {
        self.take(Diagnostic::error(code, message, span));
    }

    /// The same with advice on this very place.
    pub(super) fn advise(
        &mut self,
        code: u16,
        span: Range<usize>,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.take(Diagnostic::error(code, message, span).help(advice));
    }

    /// Takes a finding over, at the level that the rule set gives its code.
    pub(super) fn take(&mut self, mut finding: Diagnostic) {
        let Some(rule) = rule(finding.code) else {
            debug_assert!(false, "{} is not in the table", finding.code);
            return;
        };
        let old = self.version.is_some_and(|it| it.build < rule.since());
        let Some(level) = rule.severity.under(self.rules).filter(|_| !old) else {
            return;
        };
        let code = &finding.code;
        let suppressed = level == Level::Warning && self.suppressed.contains(code);
        if suppressed || self.allowed.contains(code) {
            return;
        }
        if self.is_full() {
            self.has_more = true;
            return;
        }
        let key = (finding.code, finding.span.start, finding.span.end);
        if self.seen.insert(key) {
            finding.level = level;
            self.list.push(finding);
        }
    }

    /// The findings in the order of the file. The first of a kind explains the rule.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        if self.has_more {
            let last = self.list.iter().map(|it| it.span.end).max().unwrap_or(0);
            let message = format!("there are more than {MOST} findings; the others are left out");
            self.list.push(Diagnostic::error(1299, message, last..last));
        }
        self.list.sort_by_key(|it| (it.span.start, it.code));
        let mut explained = HashSet::new();
        for finding in &mut self.list {
            if explained.insert(finding.code) && finding.help.is_none() {
                finding.help = rule(finding.code).map(|it| it.explanation.to_owned());
            }
        }
        self.list
    }
}
