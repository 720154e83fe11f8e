//! What names a moved file by its old place: service binaries and registry values.

use std::collections::HashSet;

use super::{Moved, Porter, Row, destinations::join};
use crate::{strings::fold, syntax::Field, target::number};

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

impl Porter<'_> {
    pub(super) fn references(&mut self) {
        let inf = self.inf;
        let mut lists = HashSet::new();
        for line in inf.document().sections.iter().flat_map(|it| &it.lines) {
            let Some(key) = line.key.as_ref().map(|it| fold(&it.value)) else {
                continue;
            };
            if PATHS.contains(&key.as_str()) {
                let written = line.key.as_ref().map_or("", |it| it.value.as_str());
                self.path(&line.fields[0], written);
            } else if key == "addreg" {
                lists.extend((0..line.fields.len()).map(|at| fold(&inf.expand(line, at))));
            }
        }
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort();
        for line in lists.iter().flat_map(|list| inf.lines(list)) {
            let flags = number(&inf.expand(line, 3)).unwrap_or(0);
            if STRING_TYPES.contains(&(flags & 0xFFFF_0001)) {
                let (root, value) = (inf.expand(line, 0), inf.expand(line, 2));
                for field in line.fields.iter().skip(4) {
                    match root.eq_ignore_ascii_case("HKR") {
                        true => self.registry_value(field, &value),
                        false => self.foreign_value(field, &root, &value),
                    }
                }
            }
        }
        self.ask_about_the_rest();
    }

    /// Rewrites the paths of moved files in `field`; the rows that asked for it.
    fn path(&mut self, field: &Field, what: &str) -> Vec<Row> {
        let raw = &self.inf.text()[field.span.clone()];
        let expanded = self.inf.strings().expand(&field.value);
        let (mut new, mut meant) = (raw.to_owned(), expanded.clone());
        let (mut rows, mut whole) = (Vec::new(), true);
        for at in self.mentioned(&expanded) {
            let file = &mut self.moved[at];
            let written = replace_paths(&mut new, file);
            if replace_paths(&mut meant, file) {
                whole &= written;
                file.referenced = true;
                rows.push(file.row);
            }
        }
        let Some(row) = rows.first().copied() else {
            return rows;
        };
        if !whole {
            match spelled(raw, &expanded, &meant) {
                Some(spelled) => new = spelled,
                None => {
                    let message =
                        format!("{what} is {meant} now, but it is put together of strings");
                    let help = "write the new path in its place";
                    self.question(field.span.clone(), row, message, help);
                    return rows;
                }
            }
        }
        let reason = match row {
            Row::Umdf => format!("{what} names the user-mode driver where it stays"),
            _ => format!("{what} names the file where it stays"),
        };
        self.change(field.span.clone(), new, row, reason);
        rows
    }

    /// A value outside of the device's and the service's own keys: others may own it.
    fn foreign_value(&mut self, field: &Field, root: &str, name: &str) {
        let expanded = self.inf.strings().expand(&field.value);
        for at in self.mentioned(&expanded) {
            let file = &mut self.moved[at];
            file.referenced = true;
            let (row, old) = (file.row, file.old_name.clone());
            let message = format!("the value {name} below {root} names {old}, which moves");
            let help = "it may be another program's: find out who reads it; a driver's own values are below HKR";
            self.question(field.span.clone(), row, message, help);
        }
    }

    fn registry_value(&mut self, field: &Field, name: &str) {
        let expanded = self.inf.strings().expand(&field.value);
        let mentioned = self.mentioned(&expanded);
        if mentioned.is_empty()
            || !self
                .path(field, &format!("the registry value {name}"))
                .is_empty()
        {
            return;
        }
        for at in mentioned {
            let file = &mut self.moved[at];
            let (row, old_name, new) = (
                file.row,
                file.old_name.clone(),
                format!(r"%13%\{}", file.path),
            );
            // Firmware is named below \Windows\Firmware.
            let directory = file
                .old_directory
                .get(..8)
                .filter(|it| it.eq_ignore_ascii_case("firmware"));
            let below = directory.map_or("", |_| file.old_directory[8..].trim_matches('\\'));
            let bare = [fold(&old_name), fold(&join(below, &old_name))].contains(&fold(&expanded));
            file.referenced = true;
            if !bare || NAMES_ONLY.contains(&fold(name).as_str()) {
                let message = format!("the registry value {name} names {old_name} without a path");
                let help = "find out whether its readers accept a full path, as in %13%\\; a co-installer cannot run from there";
                self.question(field.span.clone(), row, message, help);
                continue;
            }
            let raw = &self.inf.text()[field.span.clone()];
            let quoted = raw.starts_with('"') || new.contains([' ', ',', ';']);
            let new = if quoted { format!("\"{new}\"") } else { new };
            let reason = format!("the registry value {name} holds the full path of the file");
            self.change(field.span.clone(), new, row, reason);
            let message = format!("readers of the registry value {name} now get a full path");
            let help =
                "make sure that they accept one; a driver puts \\??\\ before it, and needs REG_SZ";
            self.question(field.span.clone(), row, message, help);
        }
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

    /// Moved files whose old name occurs in `value`.
    fn mentioned(&self, value: &str) -> Vec<usize> {
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
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// What `raw` has to become so that it stands for `new` and no longer for `old`: strings of
/// `[Strings]` stay where only the directory in front of them changes.
fn spelled(raw: &str, old: &str, new: &str) -> Option<String> {
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
    let plain = !new[new_end..].contains(['%', '"']);
    plain.then(|| match start == 1 || new.contains([' ', ',', ';']) {
        true => format!("\"{new}\""),
        false => new.to_owned(),
    })
}

/// Replaces every path under which `file` was known; whether there was one.
fn replace_paths(raw: &mut String, file: &Moved) -> bool {
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
    let new = format!(r"%13%\{}", file.path);
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
