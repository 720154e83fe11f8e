//! Network protocols, services and clients: the network configuration interfaces install them, and take
//! files that stay in the package from Windows 11 24H2's builds on alone.
//!
//! As Microsoft's page does, newer Windows gets Models sections of its own, and the old ones stay for
//! older Windows. See
//! [Manufacturer section in a network INF file](https://learn.microsoft.com/windows-hardware/drivers/network/manufacturer-section-in-a-network-inf-file)
//! and [Installing network components](https://learn.microsoft.com/windows-hardware/drivers/network/installing-network-components).

use std::collections::HashSet;

use super::{Porter, Row, plan::Selection};
use crate::{check::Class, edit::line_end, model::Inf, strings::fold, target::OsVersion};

/// The first Windows whose network configuration takes a package with DIRID 13.
const FIRST: OsVersion = OsVersion::new(10, 0, 25319);
/// The same, for a package with a notify object.
const WITH_NOTIFY_OBJECT: OsVersion = OsVersion::new(10, 0, 25341);

/// From where on the files of `inf` may stay in the package, if the network configuration installs it.
pub(super) fn floor(inf: &Inf) -> Option<OsVersion> {
    if !Class::of(inf).is_bound_to_adapters() {
        return None;
    }
    let lines = inf.document().sections.iter().flat_map(|it| &it.lines);
    let mut names = lines
        .filter(|it| it.fields.len() > 2)
        .map(|it| fold(&inf.expand(it, 2)));
    Some(match names.any(|it| it == "componentdll") {
        true => WITH_NOTIFY_OBJECT,
        false => FIRST,
    })
}

impl Porter<'_> {
    /// Writes Models sections for `newer` Windows beside those that install the files where they were.
    pub(super) fn newer_models(&mut self, newer: OsVersion) {
        let selections = std::mem::take(&mut self.plan.selections);
        let mut asked = None;
        for it in selections.iter().filter(|it| it.live && it.lowest < newer) {
            let moves = |root: &String| self.beside.contains(&(root.clone(), it.arch));
            if !it.installs.keys().any(moves) {
                continue;
            }
            let Some(decoration) = self.raised(it, newer) else {
                continue;
            };
            let line = it.line;
            let last = line.fields.iter().rev().find(|it| !it.span.is_empty());
            let end = last.map_or(line.span.end, |it| it.span.end);
            let reason = format!("Windows {newer} and later takes this Models section");
            self.insert(end, format!(", {decoration}"), Row::Drivers, reason);
            self.copy_models(it, &decoration, newer);
            asked.get_or_insert_with(|| line.span.clone());
        }
        self.plan.selections = selections;
        if let Some(place) = asked {
            let message = format!(
                "the files stay in the package from Windows {newer} on; older Windows copies them as before"
            );
            let help = "the network configuration of older Windows installs no package with DIRID 13; when the package \
                        need not run there, remove the old sections";
            self.question(place, Row::Drivers, message, help);
        }
    }

    fn copy_models(&mut self, selection: &Selection<'_>, decoration: &str, newer: OsVersion) {
        let inf = self.inf;
        let end = line_end(inf.text());
        let raw = |span: std::ops::Range<usize>| inf.text()[span].trim().to_owned();
        let Some(section) = inf.section(&selection.section).next() else {
            return;
        };
        let written = raw(section.name.span.clone());
        let old = match selection.at {
            0 => String::new(),
            at => raw(selection.line.fields[at].span.clone())
                .trim_matches('"')
                .to_owned(),
        };
        let head = written.get(..written.len().saturating_sub(old.len()));
        let head = head.unwrap_or(&written).trim_end_matches('.');
        let mut text = format!("{end}{end}[{head}.{decoration}]");
        let mut at = section.name.span.end + 1;
        let roots = selection.installs.iter();
        let beside = |root: &String| self.beside.contains(&(root.clone(), selection.arch));
        let moved = roots.filter(|(root, _)| beside(root)).map(|(_, base)| base);
        let moved: HashSet<_> = moved.collect();
        for line in inf.lines(&selection.section) {
            at = at.max(line.extent.end);
            let field = &line.fields[0];
            let base = fold(&inf.expand(line, 0));
            let moved = moved.contains(&base);
            let whole = inf.text()[line.span.clone()].trim_end();
            text.push_str(end);
            match moved && line.key.is_some() {
                false => text.push_str(whole),
                true => {
                    let name = &inf.text()[field.span.clone()];
                    let name = match name.strip_suffix('"') {
                        Some(name) => format!("{name}{STORE}\""),
                        None => format!("{name}{STORE}"),
                    };
                    text.push_str(&inf.text()[line.span.start..field.span.start]);
                    text.push_str(&name);
                    let rest = field.span.end..line.span.start + whole.len();
                    text.push_str(inf.text().get(rest).unwrap_or_default());
                }
            }
        }
        let reason = format!("its devices' files stay in the package on Windows {newer} and later");
        self.insert(at, text, Row::Drivers, reason);
    }
}

/// What is added to the name of an install section beside the one for older Windows.
pub(super) const STORE: &str = "_Store";
