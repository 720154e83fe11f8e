//! What names a moved file by its old place: service binaries and registry values.

use std::{collections::HashSet, ops::Range};

use super::{Moved, Porter, Row, destinations::join};
use crate::{
    model::Inf,
    strings::fold,
    syntax::{Field, Line},
    target::{Arch, number},
};

/// Directives whose value is the path of a file.
const PATHS: [&str; 6] = [
    "servicebinary",
    "resourcefile",
    "messagefile",
    "parameterfile",
    "serverbinary",
    "softwarebinary",
];

/// Registry values that name a file or module without accepting its path.
const NAMES_ONLY: [&str; 6] = [
    "ntmpdriver",
    "driver",
    "associatedfilters",
    "coinstallers32",
    "installer32",
    "enumproppages32",
];

/// The value of a string type in an AddReg line: none, `FLG_ADDREG_TYPE_MULTI_SZ`, `FLG_ADDREG_TYPE_EXPAND_SZ`.
const STRING_TYPES: [i64; 3] = [0, 0x1_0000, 0x2_0000];

/// What a field says of files that move.
#[derive(Default)]
pub(super) struct Found {
    /// What stands there afterwards, and why.
    change: Option<(String, Row, String)>,
    /// What is asked, and the advice.
    question: Option<(Row, String, String)>,
    /// The files that it names.
    files: Vec<usize>,
}

/// An edit of a section for one processor.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) span: Range<usize>,
    pub(super) new: String,
    pub(super) row: Row,
    pub(super) reason: String,
}

impl Porter<'_> {
    /// Rewrites what names moved files, in the sections that devices read.
    pub(super) fn references(&mut self) {
        let inf = self.inf;
        self.values = value_lists(inf);
        for section in &inf.document().sections {
            let name = fold(&inf.strings().expand(&section.name.value));
            let main = self.plan.main(&name);
            let first = self.plan.readers.get(&name).and_then(|it| it.first());
            let Some(arch) = main.or(first.copied()) else {
                continue;
            };
            for line in &section.lines {
                for (field, found) in self.found(&name, line, arch) {
                    for at in &found.files {
                        self.moved[*at].referenced = true;
                    }
                    if let (Some((new, row, reason)), true) = (found.change, main.is_some()) {
                        self.change(field.span.clone(), new, row, reason);
                    }
                    if let Some((row, message, help)) = found.question {
                        self.question(field.span.clone(), row, message, help);
                    }
                }
            }
        }
        self.ask_about_the_rest();
    }

    /// The edits that `section` needs for `arch`.
    pub(super) fn edits(&self, section: &str, arch: Arch) -> Vec<Edit> {
        let lines = self.inf.lines(section);
        let found = lines.flat_map(|line| self.found(section, line, arch));
        found
            .filter_map(|(field, found)| {
                let (new, row, reason) = found.change?;
                let span = field.span.clone();
                (self.inf.text()[span.clone()] != *new).then_some(Edit {
                    span,
                    new,
                    row,
                    reason,
                })
            })
            .collect()
    }

    fn found<'l>(&self, section: &str, line: &'l Line, arch: Arch) -> Vec<(&'l Field, Found)> {
        let inf = self.inf;
        let key = line.key.as_ref();
        let folded = key.map(|it| fold(&it.value)).unwrap_or_default();
        if PATHS.contains(&folded.as_str()) {
            let written = key.map_or("", |it| it.value.as_str());
            return vec![(&line.fields[0], self.path(&line.fields[0], written, arch))];
        }
        if folded == "copyfiles" {
            return line
                .fields
                .iter()
                .filter_map(|it| Some((it, self.list_for(it, arch)?)))
                .collect();
        }
        if !self.values.contains(section) {
            return Vec::new();
        }
        if let (Some(new), Some(field)) = (self.subkey(section, line), line.fields.get(1)) {
            let reason = "the filter manager finds it below Parameters from Windows 11 24H2 on (InfVerif 1323)";
            let change = Some((new, Row::Drivers, reason.to_owned()));
            let found = Found {
                change,
                ..Found::default()
            };
            return vec![(field, found)];
        }
        let flags = number(&inf.expand(line, 3)).unwrap_or(0);
        if !STRING_TYPES.contains(&(flags & 0xFFFF_0001)) {
            return Vec::new();
        }
        let (root, below, value) = (
            inf.expand(line, 0),
            inf.expand(line, 1),
            inf.expand(line, 2),
        );
        let of_field = |field| match root.eq_ignore_ascii_case("HKR") {
            true => self.registry_value(field, &value, arch),
            false => self.foreign_value(field, &format!(r"{root}\{below}"), &value, arch),
        };
        line.fields
            .iter()
            .skip(4)
            .map(|it| (it, of_field(it)))
            .collect()
    }

    /// The list that `CopyFiles` names for `arch`.
    fn list_for(&self, field: &Field, arch: Arch) -> Option<Found> {
        let list = fold(&self.inf.strings().expand(&field.value));
        let name = self.names.get(&list)?.get(&arch)?;
        let reason = "the package has the files elsewhere for this processor";
        let change = Some((name.clone(), Row::Drivers, reason.to_owned()));
        Some(Found {
            change,
            ..Found::default()
        })
    }

    /// Rewrites the paths of moved files in `field`.
    fn path(&self, field: &Field, what: &str, arch: Arch) -> Found {
        let raw = &self.inf.text()[field.span.clone()];
        let expanded = self.inf.strings().expand(&field.value);
        let (mut new, mut meant) = (raw.to_owned(), expanded.clone());
        let (mut found, mut row, mut whole) = (Found::default(), None, true);
        for at in self.mentioned(&expanded, arch) {
            let file = &self.moved[at];
            let written = replace_paths(&mut new, file, arch);
            if replace_paths(&mut meant, file, arch) {
                whole &= written;
                found.files.push(at);
                row.get_or_insert(file.row);
            }
        }
        let Some(row) = row else { return found };
        if !whole {
            let has_macro = raw.contains('$') && field.value != raw.trim_matches('"');
            let spelled = match self.is_one_string(raw) {
                true => Some(escaped(&meant)),
                false => spelled(raw, &expanded, &meant, has_macro)
                    .or_else(|| spelled_list(raw, &expanded, &meant, has_macro)),
            };
            match spelled {
                Some(spelled) => new = spelled,
                None => {
                    let message =
                        format!("{what} is {meant} now, but it is put together of strings");
                    let help = "write the new path in its place";
                    found.question = Some((row, message, help.to_owned()));
                    return found;
                }
            }
        }
        let reason = match row {
            Row::Umdf => format!("{what} names the user-mode driver where it stays"),
            _ => format!("{what} names the file where it stays"),
        };
        found.change = Some((new, row, reason));
        found
    }

    /// Whether `raw` is nothing but a string, and that is the same in all languages.
    fn is_one_string(&self, raw: &str) -> bool {
        let inner = raw.trim_matches('"').strip_prefix('%');
        let Some(name) = inner.and_then(|it| it.strip_suffix('%')) else {
            return false;
        };
        let sections = self.inf.document().sections.iter();
        let strings = sections.filter(|it| {
            let name = fold(&it.name.value);
            name == "strings" || name.starts_with("strings.")
        });
        let lines = strings.flat_map(|it| &it.lines);
        let of_name = lines.filter(|line| {
            let key = line.key.as_ref();
            key.is_some_and(|it| fold(&it.value) == fold(name))
        });
        let values: HashSet<_> = of_name
            .filter_map(|it| Some(it.fields.first()?.value.as_str()))
            .collect();
        values.len() == 1 && !values.iter().any(|it| it.contains('"'))
    }

    /// A value outside of the device's and the service's own keys: others may own it. Only where Windows
    /// itself reads a full path, and read one before, is it followed.
    fn foreign_value(&self, field: &Field, key: &str, name: &str, arch: Arch) -> Found {
        let expanded = self.inf.strings().expand(&field.value);
        let what = format!("the value {name} below {key}");
        let mut found = self.path(field, &what, arch);
        if found.change.is_some() && is_read_by_windows(key) {
            return found;
        }
        found.change = None;
        if let Some(at) = self.mentioned(&expanded, arch).first() {
            let file = &self.moved[*at];
            let message = format!("{what} names {}, which moves", file.old_name);
            let help = "it may be another program's: find out who reads it, and write %13%\\ there if that is right; \
                        a driver's own values are below HKR";
            found.files.push(*at);
            found.question = Some((file.row, message, help.to_owned()));
        }
        found
    }

    fn registry_value(&self, field: &Field, name: &str, arch: Arch) -> Found {
        let expanded = self.inf.strings().expand(&field.value);
        let mentioned = self.mentioned(&expanded, arch);
        let of_path = self.path(field, &format!("the registry value {name}"), arch);
        if mentioned.is_empty() || !of_path.files.is_empty() {
            return of_path;
        }
        let mut found = Found::default();
        for at in mentioned {
            let file = &self.moved[at];
            let Some(path) = file.paths.get(&arch) else {
                continue;
            };
            let (row, new) = (file.row, format!(r"%13%\{path}"));
            // Firmware is named below \Windows\Firmware.
            let directory = file
                .old_directory
                .get(..8)
                .filter(|it| it.eq_ignore_ascii_case("firmware"));
            let below = directory.map_or("", |_| file.old_directory[8..].trim_matches('\\'));
            let old_name = &file.old_name;
            let bare = [fold(old_name), fold(&join(below, old_name))].contains(&fold(&expanded));
            found.files.push(at);
            if !bare || NAMES_ONLY.contains(&fold(name).as_str()) {
                let message = format!("the registry value {name} names {old_name} without a path");
                let help = "find out whether its readers accept a full path, as in %13%\\; a co-installer cannot run from there";
                found.question = Some((row, message, help.to_owned()));
                continue;
            }
            let raw = &self.inf.text()[field.span.clone()];
            let quoted = raw.starts_with('"') || new.contains([' ', ',', ';']);
            let new = if quoted { format!("\"{new}\"") } else { new };
            let reason = format!("the registry value {name} holds the full path of the file");
            found.change = Some((new, row, reason));
            let message = format!("readers of the registry value {name} now get a full path");
            let help =
                "make sure that they accept one; a driver puts \\??\\ before it, and needs REG_SZ";
            found.question = Some((row, message, help.to_owned()));
        }
        found
    }

    /// Files that nothing in the INF points to may be opened by a fixed path.
    fn ask_about_the_rest(&mut self) {
        let unnamed: Vec<_> = self.moved.iter().filter(|it| !it.referenced).collect();
        let questions = unnamed
            .into_iter()
            .map(|it| (it.span.clone(), it.row, it.old_name.clone()));
        for (span, row, name) in questions.collect::<Vec<_>>() {
            let message = format!("nothing in the INF says where {name} is");
            let help = "who opens it must find it beside its own image: IoGetDriverDirectory (Windows 10 1803), \
                        IoQueryFullDriverPath, GetModuleFileNameW; or write its path with AddReg";
            self.question(span, row, message, help);
        }
    }

    /// Moved files whose old name occurs in `value`, of those that `arch` has.
    fn mentioned(&self, value: &str, arch: Arch) -> Vec<usize> {
        let pieces = value
            .split(['\\', '/', '"', ';', ',', '%', '='])
            .map(str::trim);
        let names = pieces
            .flat_map(|it| [Some(it), it.split(' ').next()])
            .flatten();
        let mut found: Vec<_> = names
            .filter_map(|it| self.by_name.get(&fold(it)))
            .flatten()
            .copied()
            .filter(|at| self.moved[*at].paths.contains_key(&arch))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The names of all lists that `AddReg` names, folded.
pub(super) fn value_lists(inf: &Inf) -> HashSet<String> {
    let lines = inf.document().sections.iter().flat_map(|it| &it.lines);
    let adding = lines.filter(|line| {
        line.key
            .as_ref()
            .is_some_and(|it| fold(&it.value) == "addreg")
    });
    adding
        .flat_map(|line| (0..line.fields.len()).map(|at| fold(&inf.expand(line, at))))
        .collect()
}

/// Keys outside of the driver's own in which Windows takes the full path of a file: COM servers, services
/// and what writes into event logs.
pub(super) fn is_read_by_windows(key: &str) -> bool {
    let key = fold(key);
    let below = |prefix: &str| key.starts_with(prefix);
    below(r"hkcr\clsid\")
        || below(r"hkcr\wow6432node\clsid\")
        || below(r"hklm\software\classes\clsid\")
        || below(r"hklm\system\currentcontrolset\services\")
        || below(r"hklm\system\controlset001\services\")
}

/// A value that was a string, written where the string was named: its percent signs stand for themselves.
fn escaped(value: &str) -> String {
    let value = value.replace('%', "%%").replace(r"%%13%%\", r"%13%\");
    format!("\"{value}\"")
}

/// What `raw` has to become so that it stands for `new` and no longer for `old`: strings of
/// `[Strings]` stay where only the directory in front of them changes.
fn spelled(raw: &str, old: &str, new: &str, has_macro: bool) -> Option<String> {
    let dirid = |text: &str| {
        let end = text.strip_prefix('%')?.find('%')? + 2;
        text[1..end - 1].parse::<u32>().ok()?;
        Some(end)
    };
    let new_end = dirid(new)?;
    let start = usize::from(raw.starts_with('"'));
    if let Some(old_end) = dirid(old)
        && old[old_end..] == new[new_end..]
        && raw[start..].starts_with(&old[..old_end])
    {
        let (before, after) = (&raw[..start], &raw[start + old_end..]);
        return Some(format!("{before}{}{after}", &new[..new_end]));
    }
    // What else has percent signs or quotes would be read differently.
    let plain = !has_macro && !new[new_end..].contains(['%', '"']);
    plain.then(|| match start == 1 || new.contains([' ', ',', ';']) {
        true => format!("\"{new}\""),
        false => new.to_owned(),
    })
}

/// The same for paths with semicolons between them: those that stay are left as they are written.
fn spelled_list(raw: &str, old: &str, new: &str, has_macro: bool) -> Option<String> {
    let quoted = raw.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    let inner = quoted.unwrap_or(raw);
    let pieces: Vec<_> = inner.split(';').collect();
    let (old, new): (Vec<_>, Vec<_>) = (old.split(';').collect(), new.split(';').collect());
    if pieces.len() != old.len() || old.len() != new.len() || inner.contains('"') {
        return None;
    }
    let mut spelled_pieces = Vec::new();
    for (raw, (old, new)) in pieces.into_iter().zip(old.into_iter().zip(new)) {
        spelled_pieces.push(match old == new {
            true => raw.to_owned(),
            false => {
                let piece = spelled(raw, old, new, has_macro)?;
                let piece = piece.strip_prefix('"').unwrap_or(&piece);
                piece.strip_suffix('"').unwrap_or(piece).to_owned()
            }
        });
    }
    let list = spelled_pieces.join(";");
    Some(match quoted {
        Some(_) => format!("\"{list}\""),
        None => list,
    })
}

/// Replaces every path under which `file` was known; whether there was one.
fn replace_paths(raw: &mut String, file: &Moved, arch: Arch) -> bool {
    let Some(path) = file.paths.get(&arch) else {
        return false;
    };
    let old = join(&file.old_directory, &file.old_name);
    let below = |directory: &str| {
        let head = old
            .get(..directory.len())
            .filter(|it| it.eq_ignore_ascii_case(directory));
        head.map(|_| &old[directory.len()..])
    };
    let mut patterns = vec![
        format!(r"%10%\{old}"),
        format!(r"%%SystemRoot%%\{old}"),
        format!(r"%SystemRoot%\{old}"),
        format!(r"%%windir%%\{old}"),
        format!(r"\SystemRoot\{old}"),
    ];
    patterns.extend(below(r"System32\drivers\").map(|it| format!(r"%12%\{it}")));
    patterns.extend(below(r"System32\").map(|it| format!(r"%11%\{it}")));
    if old.contains('\\') {
        patterns.push(old);
    }
    let new = format!(r"%13%\{path}");
    let mut replaced = false;
    for pattern in patterns {
        let mut from = 0;
        while let Some(at) = find(raw, &pattern, from) {
            raw.replace_range(at..at + pattern.len(), &new);
            from = at + new.len();
            replaced = true;
        }
    }
    replaced
}

/// Where `pattern` stands in `text` as a whole path, in any case.
fn find(text: &str, pattern: &str, from: usize) -> Option<usize> {
    let part_of_name = |it: char| it.is_alphanumeric() || "_.-$\\%".contains(it);
    let folded = text.to_ascii_lowercase();
    let pattern = pattern.to_ascii_lowercase();
    let mut at = from;
    while let Some(found) = folded.get(at..)?.find(&pattern) {
        let start = at + found;
        let (before, after) = (&folded[..start], &folded[start + pattern.len()..]);
        if !before.ends_with(part_of_name) && !after.starts_with(part_of_name) {
            return Some(start);
        }
        at = start + pattern.len();
    }
    None
}
