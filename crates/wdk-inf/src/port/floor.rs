//! The oldest Windows that the package is for: older ones do not run files from the Driver Store.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::Range,
};

use super::{
    Porter, Row,
    plan::{Selection, reach, selections},
};
use crate::{
    edit::line_end,
    effect::{COMPANIONS, named_sections},
    strings::fold,
    syntax::Line,
    target::{Arch, OsVersion},
};

/// What becomes of a decoration of a line of `[Manufacturer]`.
#[derive(Clone, PartialEq, Eq)]
enum Fate {
    Kept,
    Raised(String),
    /// Only Windows before the floor takes it, and it installs files that move.
    Dropped,
    /// The same, but the decoration stays, with an empty section: without it, that Windows would take a
    /// section for an older one.
    Emptied,
}

impl Porter<'_> {
    pub(super) fn floor(&mut self) {
        let rows = self.moved.iter().map(|it| it.row);
        let Some(row) = rows.max_by_key(|it| it.oldest_windows()) else {
            return;
        };
        if let Some(newer) = self.plan.network {
            return self.newer_models(newer);
        }
        let floor = row.oldest_windows();
        let inf = self.inf;
        let selections = selections(inf, floor);
        let moving = self.moving();
        let mut by_line: BTreeMap<usize, Vec<(&Selection<'_>, Fate)>> = BTreeMap::new();
        for it in &selections {
            let moves = it.installs.keys().any(|name| moving.contains(name));
            let raised = self.raised(it, floor);
            let fate = match (moves, it.live, raised) {
                (false, ..) => Fate::Kept,
                (_, true, Some(raised)) => Fate::Raised(raised),
                (_, true, None) => Fate::Kept,
                (_, false, _) => Fate::Dropped,
            };
            by_line
                .entry(it.line.span.start)
                .or_default()
                .push((it, fate));
        }
        let mut kept = HashSet::new();
        let (mut dropped, mut emptied) = (BTreeSet::new(), BTreeSet::new());
        for fates in by_line.values_mut() {
            one_of_each(fates);
            self.keep_from_uncovering(fates);
            for (it, fate) in fates.iter() {
                let section = fold(&it.section);
                match fate {
                    Fate::Dropped => dropped.insert(section),
                    Fate::Emptied => emptied.insert(section),
                    Fate::Kept | Fate::Raised(_) => kept.insert(section),
                };
            }
            self.write(fates, row, floor);
        }
        let gone: BTreeSet<_> = dropped
            .union(&emptied)
            .filter(|it| !kept.contains(*it))
            .collect();
        for section in &gone {
            self.comment_out(section, emptied.contains(*section), row, floor);
        }
        let is_gone = |it: &&Selection<'_>| gone.contains(&fold(&it.section));
        let (gone, left): (Vec<_>, Vec<_>) = selections.iter().partition(is_gone);
        self.comment_orphans(&gone, &left, row, floor);
    }

    /// Makes comments of what only the Models sections `gone` led to.
    fn comment_orphans(
        &mut self,
        gone: &[&Selection<'_>],
        left: &[&Selection<'_>],
        row: Row,
        floor: OsVersion,
    ) {
        let inf = self.inf;
        let mut only_gone = self.reached(gone);
        let mut used: Vec<_> = self.reached(left).into_iter().collect();
        let others = inf.document().sections.iter();
        let others = others.map(|it| fold(&inf.strings().expand(&it.name.value)));
        used.extend(others.filter(|it| !only_gone.contains(it)));
        while let Some(section) = used.pop() {
            only_gone.remove(&section);
            for field in inf.lines(&section).flat_map(|it| named_sections(inf, it)) {
                let named = fold(&inf.strings().expand(&field.value));
                if only_gone.remove(&named) {
                    used.push(named);
                }
            }
        }
        let reason = format!("only devices on Windows before {floor} came here");
        for section in &only_gone {
            self.comment_section(section, row, &reason);
            let line = inf.line("DestinationDirs", section);
            if let Some(line) = line.filter(|it| it.key.is_some()) {
                self.comment_lines(line.span.clone(), row, &reason);
            }
        }
    }

    /// The sections that the devices of `selections` read, folded.
    fn reached(&self, selections: &[&Selection<'_>]) -> BTreeSet<String> {
        let mut readers = HashMap::new();
        for it in selections {
            reach(self.inf, it.installs.keys(), it.arch, &mut readers);
        }
        readers.into_keys().collect()
    }

    /// Whether Windows that took `it` would take a section for an older one, if it were not there.
    fn uncovers(&self, it: &Selection<'_>, fates: &[(&Selection<'_>, Fate)]) -> bool {
        it.at > 0
            && fates.iter().any(|(other, fate)| {
                let older = other.arch == it.arch
                    && (other.lowest < it.lowest || other.at == 0 && other.lowest == it.lowest);
                older && *fate == Fate::Kept && self.inf.has_lines(&other.section)
            })
    }

    fn keep_from_uncovering(&self, fates: &mut [(&Selection<'_>, Fate)]) {
        for at in 0..fates.len() {
            if fates[at].1 == Fate::Dropped && self.uncovers(fates[at].0, fates) {
                fates[at].1 = Fate::Emptied;
            }
        }
    }

    /// The install sections that copy files which move, on whatever Windows.
    fn moving(&self) -> HashSet<String> {
        let inf = self.inf;
        let mut named_by = HashMap::<String, Vec<String>>::new();
        let mut queue = Vec::new();
        for section in &inf.document().sections {
            let name = fold(&inf.strings().expand(&section.name.value));
            for line in &section.lines {
                let key = line.key.as_ref();
                let copies = key.is_some_and(|it| fold(&it.value) == "copyfiles");
                for field in named_sections(inf, line) {
                    let named = fold(&inf.strings().expand(&field.value));
                    if copies && self.names.contains_key(&named) {
                        queue.push(name.clone());
                    } else if inf.has_section(&named) {
                        named_by.entry(named).or_default().push(name.clone());
                    }
                }
            }
        }
        let mut moving = HashSet::new();
        while let Some(name) = queue.pop() {
            if !moving.insert(name.clone()) {
                continue;
            }
            queue.extend(named_by.get(&name).into_iter().flatten().cloned());
            for (suffix, _) in COMPANIONS {
                if let Some(root) = name
                    .strip_suffix(&fold(suffix))
                    .filter(|_| !suffix.is_empty())
                {
                    queue.push(root.to_owned());
                }
            }
        }
        moving
    }

    /// The decoration as written, with `floor` as its lowest Windows; `None` when it has that.
    pub(super) fn raised(&self, selection: &Selection<'_>, floor: OsVersion) -> Option<String> {
        if selection.at == 0 {
            return Some(format!(
                "NTx86.{}.{}...{}",
                floor.major, floor.minor, floor.build
            ));
        }
        if selection.lowest >= floor {
            return None;
        }
        let field = &selection.line.fields[selection.at];
        raised(self.inf.text()[field.span.clone()].trim_matches('"'), floor)
    }

    /// Writes the decorations of one line, and renames the sections.
    fn write(&mut self, fates: &[(&Selection<'_>, Fate)], row: Row, floor: OsVersion) {
        let inf = self.inf;
        let reason = format!(
            "Windows before {floor} does not run such files from the Driver Store (InfVerif 1199)"
        );
        let Some((first, _)) = fates.first() else {
            return;
        };
        let line = first.line;
        let dropped: HashSet<_> = fates
            .iter()
            .filter(|(it, fate)| *fate == Fate::Dropped && it.at > 0)
            .map(|(it, _)| it.at)
            .collect();
        for at in &dropped {
            let reason = "another section is for the Windows versions that run such files";
            self.drop_field(line, *at, row, reason);
        }
        for (it, fate) in fates {
            let Fate::Raised(new) = fate else { continue };
            // Without it, Windows between the two versions would take a section that is for older ones.
            let uncovers = self.uncovers(it, fates);
            let old = match it.at {
                0 => String::new(),
                at => inf.expand(line, at),
            };
            let base = it.section[..it.section.len() - old.len()]
                .trim_end_matches('.')
                .to_owned();
            match it.at {
                0 => {
                    let end = line.fields.iter().rev().find(|it| !it.span.is_empty());
                    let end = end.map_or(line.span.end, |it| it.span.end);
                    self.insert(end, format!(",{new}"), row, reason.clone());
                }
                at => {
                    let span = line.fields[at].span.clone();
                    let written = match uncovers {
                        true => format!("{}, {new}", &inf.text()[span.clone()]),
                        false => new.clone(),
                    };
                    self.change(span, written, row, &reason);
                }
            }
            for section in inf.section(&it.section) {
                let name = &section.name;
                let raw = &inf.text()[name.span.clone()];
                let renamed = match (
                    it.at,
                    raw.len().checked_sub(inf_len(inf.text(), line, it.at)),
                ) {
                    (0, _) => format!("{raw}.{new}"),
                    (at, Some(head))
                        if raw.get(head..).is_some_and(|tail| {
                            fold(tail)
                                == fold(inf.text()[line.fields[at].span.clone()].trim_matches('"'))
                        }) =>
                    {
                        format!("{}{new}", &raw[..head])
                    }
                    _ => format!("{base}.{new}"),
                };
                // A section that is also what its devices install keeps its name for that.
                if self.plan.readers.contains_key(&fold(&it.section)) {
                    let end = line_end(inf.text());
                    let start = inf.text()[..name.span.start]
                        .rfind('\n')
                        .map_or(0, |at| at + 1);
                    let lines = section.lines.iter().map(|it| &inf.text()[it.span.clone()]);
                    let lines: String = lines.map(|it| format!("{end}{}", it.trim_end())).collect();
                    let text = format!("[{renamed}]{lines}{end}{end}");
                    self.insert(start, text, row, reason.clone());
                    continue;
                }
                let renamed = match uncovers {
                    true => {
                        let end = line_end(inf.text());
                        let note =
                            format!("; nothing: Windows before {floor} does not run the files");
                        format!("{raw}]{end}{note}{end}{end}[{renamed}")
                    }
                    false => renamed,
                };
                self.change(name.span.clone(), renamed, row, &reason);
            }
            let message = format!("the package no longer installs on Windows before {floor}");
            let help =
                "see Combining Platform Extensions with Operating System Versions if it must";
            let place = line
                .fields
                .get(it.at)
                .unwrap_or(&line.fields[0])
                .span
                .clone();
            self.question(place, row, message, help);
        }
    }

    /// Takes field `at` out of `line`, with the comma in front of it.
    fn drop_field(&mut self, line: &Line, at: usize, row: Row, reason: &str) {
        let span = line.fields[at].span.clone();
        let before = line.fields[at - 1].span.end;
        let plain = |text: &str| text.bytes().all(|it| b", \t".contains(&it));
        // What is dropped before leaves its own comma to be taken.
        let start = match before <= span.start && plain(&self.inf.text()[before..span.start]) {
            true => before,
            false => span.start,
        };
        self.change(start..span.end, "", row, reason);
    }

    /// Makes a comment of a Models section that no Windows selects any more.
    fn comment_out(&mut self, section: &str, keeps_name: bool, row: Row, floor: OsVersion) {
        let inf = self.inf;
        let reason = format!(
            "only Windows before {floor} selects [{section}], and it does not run such files"
        );
        match keeps_name {
            true => self.comment_content(section, row, &reason),
            false => self.comment_section(section, row, &reason),
        }
        let place = inf
            .section(section)
            .next()
            .map_or(0..0, |it| it.name.span.clone());
        let message = format!("[{section}] installs the same files on older Windows");
        let help =
            "it is a comment now; to keep it, give it the old destinations in sections of its own";
        self.question(place, row, message, help);
    }

    /// Makes comments of what stands in a section.
    fn comment_content(&mut self, section: &str, row: Row, reason: &str) {
        for line in self.inf.lines(section) {
            self.comment_lines(line.span.clone(), row, reason);
        }
    }

    /// Makes comments of all lines of a section.
    pub(super) fn comment_section(&mut self, section: &str, row: Row, reason: &str) {
        for part in self.inf.section(section) {
            let last = part.lines.last();
            let end = last.map_or(part.name.span.end, |it| it.extent.end);
            self.comment_lines(part.name.span.start..end, row, reason);
        }
    }

    /// Makes comments of the lines that `range` is in.
    pub(super) fn comment_lines(&mut self, range: Range<usize>, row: Row, reason: &str) {
        let text = self.inf.text();
        let mut at = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        for line in text[at..range.end].split_inclusive('\n') {
            let content = line.trim();
            if !content.is_empty() && !content.starts_with(';') {
                self.insert(at, "; ", row, reason);
            }
            at += line.len();
        }
    }

    /// Files without Models sections, and sections that no Windows from the floor on selects.
    pub(super) fn without_devices(&mut self) {
        let inf = self.inf;
        let is_copied = |it: &super::plan::List<'_>| {
            let to = inf.line("DestinationDirs", &it.name);
            let to = to.or_else(|| inf.line("DestinationDirs", "DefaultDestDir"));
            it.otherwise.is_none()
                && !it.files.is_empty()
                && to.is_some_and(|it| {
                    crate::target::number(&inf.expand(it, 0)).is_some_and(|it| it != 13)
                })
        };
        if !self.plan.is_empty() || !self.plan.lists.iter().any(is_copied) {
            return;
        }
        let place = inf.section("Version").next();
        let place = place.map_or(0..0, |it| it.name.span.clone());
        let (message, help) = match self.plan.selections.is_empty() {
            true => (
                "nothing in the INF says on which Windows it installs",
                "who installs it has to see to that; for devices write [Manufacturer] and a Models section",
            ),
            false => (
                "no device of the INF is installed on Windows 10 1709 or later",
                "the Models sections for these versions are empty or missing; nothing is moved",
            ),
        };
        self.question(place, Row::Drivers, message, help);
    }
}

/// How long the decoration is as written.
fn inf_len(text: &str, line: &Line, at: usize) -> usize {
    let field = line.fields.get(at);
    field.map_or(0, |it| text[it.span.clone()].trim_matches('"').len())
}

/// Of decorations that would become the same, for example two for workstations, only the newest is kept.
fn one_of_each(fates: &mut [(&Selection<'_>, Fate)]) {
    let mut newest: HashMap<(Arch, String), OsVersion> = HashMap::new();
    for (it, fate) in fates.iter() {
        if let Fate::Raised(new) = fate {
            let lowest = newest.entry((it.arch, fold(new))).or_insert(it.lowest);
            *lowest = (*lowest).max(it.lowest);
        }
    }
    let mut seen = HashSet::new();
    for (it, fate) in fates {
        if let Fate::Raised(new) = fate {
            let key = (it.arch, fold(new));
            if newest[&key] > it.lowest || !seen.insert(key) {
                *fate = Fate::Dropped;
            }
        }
    }
}

/// The lowest OS of a decoration: major, minor, build.
fn lowest(decoration: &str) -> Option<(u32, u32, u32)> {
    let pieces: Vec<_> = decoration.split('.').skip(1).collect();
    let number = |at: usize| match pieces.get(at).copied().unwrap_or_default() {
        "" => Some(0),
        text => text.parse().ok(),
    };
    Some((number(0)?, number(1)?, number(4)?))
}

/// The decoration with `floor` as its lowest OS; `None` when it has that, or is no decoration.
/// The architecture may be `$ARCH$`.
pub(super) fn raised(decoration: &str, floor: OsVersion) -> Option<String> {
    let mut pieces = decoration.split('.');
    let arch = pieces.next()?;
    arch.get(..2).filter(|it| it.eq_ignore_ascii_case("NT"))?;
    let mut next = || pieces.next().unwrap_or_default();
    let (_, _, product, suite) = (next(), next(), next(), next());
    let lowest = lowest(decoration)?;
    if (lowest.0, lowest.1) > (floor.major, floor.minor)
        || lowest >= (floor.major, floor.minor, floor.build)
    {
        return None;
    }
    Some(format!(
        "{arch}.{}.{}.{product}.{suite}.{}",
        floor.major, floor.minor, floor.build
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoration_keeps_all_but_its_version() {
        let floor = OsVersion::WINDOWS_10_1709;
        for (old, new) in [
            ("NTamd64", Some("NTamd64.10.0...16299")),
            ("NT$ARCH$", Some("NT$ARCH$.10.0...16299")),
            ("nt.6.1.1.2", Some("nt.10.0.1.2.16299")),
            ("NTarm64.10.0...15063", Some("NTarm64.10.0...16299")),
            ("NTamd64.10.0...16299", None),
            ("NTamd64.10.0...22000", None),
            ("NTamd64.11", None),
            ("x", None),
        ] {
            assert_eq!(raised(old, floor).as_deref(), new, "{old}");
        }
    }
}
