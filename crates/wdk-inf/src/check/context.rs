//! One check of one file: the file, what is known of it, what is still to be read, what was found.

use std::{collections::HashSet, ops::Range, rc::Rc};

use super::{
    agenda::Agenda, findings::Findings, known::Known, options::Options, reach::Reach,
    rules::RuleSet,
};
use crate::{model::Inf, target::OsVersion};

/// What the rules of each subject work on.
pub(super) struct Check<'a> {
    pub(super) inf: &'a Inf,
    pub(super) options: &'a Options,
    pub(super) out: Findings,
    pub(super) known: Known,
    pub(super) agenda: Agenda,
    /// The section whose `Needs` was read last, and the INF files that it includes.
    pub(super) included_by: Option<(String, Rc<HashSet<String>>)>,
}

impl<'a> Check<'a> {
    pub(super) fn new(inf: &'a Inf, options: &'a Options, mut out: Findings) -> Self {
        let known = Known::of(inf, &mut out);
        Self {
            inf,
            options,
            out,
            known,
            agenda: Agenda::default(),
            included_by: None,
        }
    }

    /// Where `section` begins.
    pub(super) fn place(&self, section: &str) -> Range<usize> {
        let first = self.inf.section(section).next();
        first.map_or(0..0, |it| it.name.span.clone())
    }

    /// A section that is not there, with what was probably meant.
    pub(super) fn missing_section(
        &mut self,
        code: u16,
        place: Range<usize>,
        message: String,
        section: &str,
    ) {
        // Nobody reads the advice of a finding that is left out.
        let similar = (!self.out.is_full()).then(|| self.inf.similar_section(section));
        match similar.flatten() {
            Some(other) => {
                let advice = format!("did you mean [{other}]?");
                self.out.advise(code, place, message, advice);
            }
            None => self.out.add(code, place, message),
        }
    }

    /// Rule `code` of isolation, for sections that it holds for.
    pub(super) fn isolation(
        &mut self,
        reach: Reach,
        code: u16,
        span: Range<usize>,
        message: String,
    ) {
        if reach.isolated && !reach.legacy {
            self.out.add(code, span, message);
        }
    }

    /// The first Windows for which `/w` or `/h` requires isolation.
    pub(super) fn isolation_floor(&self) -> OsVersion {
        match self.options.rules {
            RuleSet::Signature => OsVersion::WINDOWS_11_24H2,
            _ => OsVersion::new(10, 0, self.options.isolated_from.unwrap_or(17763)),
        }
    }

    /// Rule 1199 when the oldest Windows that `reach` has is older than `since`.
    pub(super) fn needs_windows(
        &mut self,
        reach: Reach,
        since: OsVersion,
        span: Range<usize>,
        what: &str,
    ) {
        if reach.floor < since && !reach.legacy {
            let floor = match reach.floor {
                OsVersion { major: 0, .. } => "any Windows".to_owned(),
                floor => format!("Windows {floor}"),
            };
            let message = format!("{what} needs Windows {since}, and this installs on {floor}");
            self.out.add(1199, span, message);
        }
    }
}
