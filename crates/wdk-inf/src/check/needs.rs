//! `Include` and `Needs`: sections taken over from this INF or from Windows' own.

use std::{collections::HashSet, ops::Range};

use super::{
    grammar::suffix,
    inbox,
    walk::{Check, Visit},
};
use crate::{strings::fold, syntax::Line};

impl Check<'_> {
    /// All INF files that are included anywhere, before the sections are read.
    pub(super) fn collect_includes(&mut self) {
        let inf = self.inf;
        for section in &inf.document().sections {
            for line in &section.lines {
                let key = line.key.as_ref().map(|it| fold(&it.value));
                let names = (0..line.fields.len()).map(|at| fold(&inf.expand(line, at)));
                match key.as_deref() {
                    Some("include") => self.included.extend(names),
                    Some("needs") => self.needed.extend(names),
                    _ => {}
                }
            }
        }
        for section in &inf.document().sections {
            let name = inf.strings().expand(&section.name.value);
            if let Some(owner) = inbox::owner(&name)
                && self.included.contains(owner)
            {
                let message = format!("{owner}, which is included, has a section [{name}] too");
                self.out.add(2008, section.name.span.clone(), message);
            }
        }
    }

    pub(super) fn include(&mut self, line: &Line, values: &[String]) {
        for (at, value) in values.iter().enumerate() {
            let name = fold(value);
            if name.is_empty() {
                continue;
            }
            let place = line.fields[at].span.clone();
            if !name.ends_with(".inf") {
                self.out
                    .add(1202, place, format!("{value:?} is no INF of Windows"));
            } else if self.manifest.has(&name) {
                let message = format!("{value} is a file of this package, not an INF of Windows");
                self.out.add(1202, place, message);
            }
        }
    }

    pub(super) fn needs(&mut self, visit: &Visit, line: &Line, values: &[String]) {
        let inf = self.inf;
        let included: HashSet<String> = inf
            .directives(&visit.section, "Include")
            .flat_map(|line| (0..line.fields.len()).map(|at| fold(&inf.expand(line, at))))
            .collect();
        for (at, needed) in values.iter().enumerate() {
            if needed.is_empty() {
                continue;
            }
            let place = line.fields[at].span.clone();
            let sound = self.suffixes(visit, needed, place.clone());
            if inf.has_section(needed) {
                if sound {
                    let service = visit.service.clone();
                    self.enqueue(Visit {
                        service,
                        ..Visit::new(needed, visit.kind, visit.reach)
                    });
                } else {
                    self.mark(needed);
                    self.beyond(&visit.section, needed);
                }
                continue;
            }
            match inbox::owner(needed) {
                Some(owner) if included.contains(owner) => {}
                Some(owner) if self.class.is_camera() => {
                    let message = format!("[{needed}] is in {owner}, which is not included");
                    self.out.add(2651, place, message);
                }
                Some(owner) if self.included.contains(owner) => {
                    let message = format!(
                        "[{needed}] is in {owner}, which [{}] does not include",
                        visit.section
                    );
                    self.out.add(1314, place, message);
                }
                Some(owner) => {
                    let message = format!(
                        "[{}] has to include {owner} to need [{needed}]",
                        visit.section
                    );
                    self.out.add(1319, place, message);
                }
                None if !included.is_empty() => {}
                None => self.nowhere(needed, place),
            }
        }
    }

    /// Neither in this INF nor in an included one.
    fn nowhere(&mut self, needed: &str, place: Range<usize>) {
        let base = suffix(needed).map(|it| &needed[..needed.len() - it.len() - 1]);
        match base.filter(|it| self.inf.has_section(it)) {
            Some(base) => {
                let message = format!("[{base}] is there, but not [{needed}]");
                self.out.add(1316, place, message);
            }
            None => self.out.add(
                1315,
                place,
                format!("[{needed}] is not there, and nothing is included"),
            ),
        }
    }

    /// Rules 1312 and 1313: `[X.Services]` needs `[Y.Services]`.
    fn suffixes(&mut self, visit: &Visit, needed: &str, place: Range<usize>) -> bool {
        let (section, own, other) = (&visit.section, suffix(&visit.section), suffix(needed));
        match (own, other) {
            (own, other) if own == other => return true,
            (_, Some(_)) => {
                let message = format!("[{section}] needs [{needed}], which has another suffix");
                self.out.add(1312, place, message);
            }
            (own, None) => {
                let suffix = own.unwrap_or_default();
                let message =
                    format!("[{section}] needs [{needed}], which lacks the suffix .{suffix}");
                self.out.add(1313, place, message);
            }
        }
        false
    }

    /// Rules 1310 and 1311: what a wrongly needed section needs is read as the first one's kind.
    fn beyond(&mut self, first: &str, wrong: &str) {
        let inf = self.inf;
        for line in inf.directives(wrong, "Needs") {
            for at in 0..line.fields.len() {
                let (needed, place) = (inf.expand(line, at), line.fields[at].span.clone());
                let code = match suffix(&needed) {
                    other if other == suffix(first) => continue,
                    Some(_) => 1310,
                    None => 1311,
                };
                self.mark(&needed);
                let message = format!("[{needed}] is read for [{first}], whose suffix it lacks");
                self.out.add(code, place, message);
            }
        }
    }
}
