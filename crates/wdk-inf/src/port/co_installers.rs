//! The co-installers of the frameworks: Windows 10 has KMDF and UMDF, so what installed them goes.
//!
//! See [Writing a co-installer](https://learn.microsoft.com/windows-hardware/drivers/install/writing-a-co-installer).

use std::collections::HashSet;

use super::{Porter, Row};
use crate::{effect::named_sections, model::Inf, strings::fold, syntax::Line};

/// Whether `name` is a co-installer of KMDF or UMDF.
pub(super) fn is_of_framework(name: &str) -> bool {
    let name = fold(name.trim().trim_matches('"'));
    let dll = name.split(',').next().unwrap_or_default();
    dll.ends_with(".dll") && (dll.starts_with("wdfcoinstaller") || dll.starts_with("wudfupdate"))
}

impl Porter<'_> {
    /// Finds the sections that install nothing but a framework, and takes their lists out of what moves.
    pub(super) fn framework_co_installers(&mut self) {
        let inf = self.inf;
        let sections = self.plan.readers.keys();
        let sections = sections.filter(|it| it.ends_with(".coinstallers"));
        let mut gone = HashSet::new();
        for section in sections {
            if let Some(lists) = framework_only(inf, section) {
                gone.extend(lists);
                gone.insert(section.clone());
            }
        }
        // A list that another section names as well is still needed.
        let mut others = HashSet::new();
        for section in &inf.document().sections {
            let name = fold(&inf.strings().expand(&section.name.value));
            for line in section.lines.iter().filter(|_| !gone.contains(&name)) {
                let fields = named_sections(inf, line);
                others.extend(fields.map(|it| fold(&inf.strings().expand(&it.value))));
            }
        }
        if gone.is_disjoint(&others) {
            self.gone = gone;
        }
    }

    /// Makes comments of these sections and of what names their files.
    pub(super) fn remove_co_installers(&mut self) {
        if self.moved.is_empty() || self.gone.is_empty() {
            return;
        }
        let inf = self.inf;
        let row = Row::System;
        let reason =
            "KMDF and UMDF are part of Windows 10; the .Wdf section says which version is needed";
        // Older Windows may need them, where it has sections of its own.
        let kept = |it: &&String| self.plan.kept.contains(*it);
        let mut gone: Vec<_> = self.gone.iter().filter(|it| !kept(it)).cloned().collect();
        gone.sort();
        if gone.is_empty() {
            return;
        }
        for section in &gone {
            self.comment_section(section, row, reason);
            if let Some(line) = inf.line("DestinationDirs", section) {
                self.comment_lines(line.span.clone(), row, reason);
            }
            let is_root = section.ends_with(".coinstallers");
            if let Some(place) = inf.section(section).next().filter(|_| is_root) {
                let span = place.name.span.clone();
                let message = format!(
                    "[{section}] installed a framework's co-installer: it is a comment now"
                );
                let help = "see that the .Wdf section names the version that the driver needs";
                self.question(span, row, message, help);
            }
        }
        for section in &inf.document().sections {
            if !fold(&section.name.value).starts_with("sourcedisksfiles") {
                continue;
            }
            for line in &section.lines {
                let name = line.key().map(|it| inf.strings().expand(&it.value));
                if name.is_some_and(|it| is_of_framework(&it)) {
                    self.comment_lines(line.span.clone(), row, reason);
                }
            }
        }
    }
}

/// The lists of a section that copies and registers nothing but a framework's co-installers.
fn framework_only(inf: &Inf, section: &str) -> Option<Vec<String>> {
    let mut lists = Vec::new();
    let mut copies = false;
    for line in inf.lines(section) {
        let key = fold(&line.key.as_ref()?.value);
        for at in 0..line.fields.len() {
            let list = fold(&inf.expand(line, at));
            let only = match key.as_str() {
                "copyfiles" => inf
                    .lines(&list)
                    .all(|it| is_of_framework(&inf.expand(it, 0))),
                "addreg" => inf.lines(&list).all(|it| is_registration(inf, it)),
                _ => false,
            };
            if !only || !inf.has_section(&list) {
                return None;
            }
            copies |= key == "copyfiles";
            lists.push(list);
        }
    }
    copies.then_some(lists)
}

/// A value `CoInstallers32` of frameworks alone. The entry point behind the file may be a field of its own.
fn is_registration(inf: &Inf, line: &Line) -> bool {
    let mut data = (4..line.fields.len()).map(|at| inf.expand(line, at));
    let is_entry = |it: String| {
        is_of_framework(&it) || matches!(fold(it.trim()).as_str(), "" | "wdfcoinstaller")
    };
    fold(&inf.expand(line, 2)) == "coinstallers32" && data.all(is_entry)
}
