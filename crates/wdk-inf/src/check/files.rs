//! Lists of files: `CopyFiles`, `DelFiles`, `RenFiles`.

use std::{collections::HashMap, ops::Range};

use super::{
    manifest::{Destination, folder},
    reach::Reach,
    services::{is_malformed, split_dirid},
    store,
    walk::{Check, Visit},
};
use crate::{
    strings::fold,
    syntax::{Field, Line},
    target::{Arch, number},
};

/// All `COPYFLG_` bits.
const COPY_FLAGS: i64 = 0x7D7F;

/// A copied file: the architecture, the directory's number, the path below it.
type Target = (Arch, i64, String);

/// Where files are copied to, and from.
#[derive(Debug, Default)]
pub(super) struct Copied {
    /// The first source of each destination.
    by_target: HashMap<Target, (String, Reach)>,
}

impl Copied {
    /// Whether some `CopyFiles` brings a file to `path` below directory `dirid`.
    pub(super) fn has(&self, arch: Arch, dirid: i64, path: &str) -> bool {
        self.by_target.contains_key(&(arch, dirid, path.to_owned()))
    }
}

/// One file to copy.
pub(super) struct Copy<'a> {
    /// The list that it is in; `DefaultDestDir` for `@file`.
    pub(super) list: &'a str,
    pub(super) name: &'a str,
    pub(super) source: &'a str,
    pub(super) flags: i64,
    pub(super) span: Range<usize>,
}

impl Check<'_> {
    /// `CopyFiles = @file`.
    pub(super) fn copy_single(&mut self, visit: &Visit, name: &str, field: &Field) {
        if name.is_empty() {
            self.out
                .add(1229, field.span.clone(), "there is no file behind the @");
            return;
        }
        self.copy(
            visit,
            &Copy {
                list: "DefaultDestDir",
                name,
                source: name,
                flags: 0,
                span: field.span.clone(),
            },
        );
    }

    /// A section that `CopyFiles` names.
    pub(super) fn copy_list(&mut self, visit: &Visit) {
        let inf = self.inf;
        let list = &visit.section;
        if self.manifest.destination(list).is_none() {
            let place = self.place(list);
            self.out.add(
                1275,
                place,
                format!("[DestinationDirs] does not say where [{list}] goes"),
            );
        }
        let mut seen = std::collections::HashSet::new();
        for line in inf.lines(list) {
            let name = inf.expand(line, 0);
            if !self.file_line(line, &name, 4) {
                continue;
            }
            if !seen.insert(fold(&name)) {
                self.out.add(
                    1294,
                    line.fields[0].span.clone(),
                    format!("{name} is twice in [{list}]"),
                );
            }
            let source = inf.expand(line, 1);
            let flags = self.copy_flags(line);
            let source = if source.is_empty() { &name } else { &source };
            self.copy(
                visit,
                &Copy {
                    list,
                    name: &name,
                    source,
                    flags,
                    span: line.span.clone(),
                },
            );
        }
        self.security(visit);
    }

    /// What holds for a line of any list of files.
    fn file_line(&mut self, line: &Line, name: &str, most: usize) -> bool {
        if let Some(extra) = line.fields.get(most) {
            self.out.add(
                1201,
                extra.span.clone(),
                format!("a file has a value too many: {:?}", extra.value),
            );
        }
        if name.is_empty() {
            self.out
                .add(1229, line.span.clone(), "the line names no file");
            return false;
        }
        if name.starts_with('@') {
            let message =
                format!("{name} is skipped: the @ belongs into the directive, not into its list");
            self.out.add(1078, line.span.clone(), message);
            return false;
        }
        true
    }

    fn copy_flags(&mut self, line: &Line) -> i64 {
        let text = self.inf.expand(line, 3);
        if text.is_empty() {
            return 0;
        }
        let place = line.fields[3].span.clone();
        match number(&text) {
            None => {
                self.out
                    .add(1260, place, format!("the flags {text:?} are no number"));
                0
            }
            Some(flags) => {
                if flags & !COPY_FLAGS != 0 {
                    let wrong = flags & !COPY_FLAGS;
                    self.out
                        .add(1083, place, format!("CopyFiles has no flags {wrong:#x}"));
                }
                flags
            }
        }
    }

    fn copy(&mut self, visit: &Visit, file: &Copy<'_>) {
        self.listed(visit, file);
        let Some(to) = self.manifest.destination(file.list).cloned() else {
            if file.list == "DefaultDestDir" {
                let message = format!("[DestinationDirs] has no DefaultDestDir for {}", file.name);
                self.out.add(1275, file.span.clone(), message);
            }
            return;
        };
        let Some(dirid) = self.directory(visit, file, &to) else {
            return;
        };
        if dirid == store::DRIVER_STORE {
            self.stored(visit, file, &to);
        }
        self.collide(visit, file, dirid, &to);
    }

    /// Rule 1230: the package has the file, for each architecture.
    fn listed(&mut self, visit: &Visit, file: &Copy<'_>) {
        let source = fold(file.source);
        let missing: Vec<_> = visit
            .reach
            .archs
            .iter()
            .filter(|arch| self.manifest.source(*arch, &source).is_none())
            .collect();
        let Some(arch) = missing.first() else { return };
        let message = match self.manifest.has(&source) {
            true => format!(
                "[SourceDisksFiles] does not have {} for {arch}",
                file.source
            ),
            false => format!("[SourceDisksFiles] does not have {}", file.source),
        };
        self.out.add(1230, file.span.clone(), message);
    }

    /// The number of the directory that a file goes to, unless there is no such directory.
    fn directory(&mut self, visit: &Visit, file: &Copy<'_>, to: &Destination) -> Option<i64> {
        let (name, list) = (file.name, file.list);
        let dirid = match &to.dirid {
            Ok(dirid) => *dirid,
            Err(text) => {
                self.out.add(
                    1243,
                    to.span.clone(),
                    format!("{text:?} is no directory for [{list}]"),
                );
                return None;
            }
        };
        match dirid {
            1..=10 | 11..=14 | 17 | 18 | 20 | 21 | 23..=25 | 30 | 50..=55 | -1 | 65535 => {}
            16384..=16447 | 66000..=66004 => {}
            32768..=65534 | 65536.. => {
                let message = format!("nobody defines directory {dirid}, where {name} goes");
                self.out.add(1241, to.span.clone(), message);
                return None;
            }
            0..=16383 => {
                let message = format!("Windows has no directory {dirid}, where {name} goes");
                self.out.add(1242, to.span.clone(), message);
                return None;
            }
            _ => {
                let message = format!("{dirid} is no directory, where {name} goes");
                self.out.add(1243, to.span.clone(), message);
                return None;
            }
        }
        if store::is_deprecated(dirid) {
            self.isolation(
                visit.reach,
                1340,
                to.span.clone(),
                format!("directory {dirid} is given up"),
            );
        }
        let system = matches!(dirid, 11..=13) || dirid == 10 && !to.folder.is_empty();
        if !system && !visit.reach.legacy {
            let message = format!("{name} is copied outside the system's directories: {dirid}");
            self.out.add(1306, to.span.clone(), message);
        }
        if dirid != store::DRIVER_STORE && !self.is_tolerated_directory(dirid) {
            let message =
                format!("{name} is copied to directory {dirid}, not left in the Driver Store");
            self.isolation(visit.reach, 1322, file.span.clone(), message);
        }
        Some(dirid)
    }

    /// Rule 1330: one source for each destination.
    fn collide(&mut self, visit: &Visit, file: &Copy<'_>, dirid: i64, to: &Destination) {
        let source = fold(file.source);
        for arch in visit.reach.archs.iter() {
            let below = folder(&format!("{}\\{}", to.folder, file.name));
            let from = self.manifest.source(arch, &source);
            let from = folder(&format!("{}\\{source}", from.map_or("", |it| &it.folder)));
            let target = (arch, dirid, below);
            match self.copied.by_target.get(&target) {
                Some((other, reach)) if *other != from && reach.meets(&visit.reach) => {
                    let message = format!("{from} and {other} are both copied to {}", file.name);
                    self.out.add(1330, file.span.clone(), message);
                }
                Some(_) => {}
                None => {
                    self.copied.by_target.insert(target, (from, visit.reach));
                }
            }
        }
    }

    /// A section that `DelFiles` or `RenFiles` names.
    pub(super) fn remove_list(&mut self, visit: &Visit) {
        let inf = self.inf;
        let to = self.manifest.destination(&visit.section).cloned();
        let stored = to.is_some_and(|it| it.dirid == Ok(store::DRIVER_STORE));
        for line in inf.lines(&visit.section) {
            let name = inf.expand(line, 0);
            if !self.file_line(line, &name, 4) || visit.reach.legacy {
                continue;
            }
            self.out.add(
                1309,
                line.span.clone(),
                format!("{name} is deleted or renamed"),
            );
            if stored {
                let message =
                    format!("{name} is in the Driver Store, where nothing is deleted or renamed");
                self.out.add(1102, line.span.clone(), message);
            }
        }
    }

    pub(super) fn copy_inf(&mut self, line: &Line, values: &[String]) {
        for (at, value) in values.iter().enumerate() {
            if !fold(value).ends_with(".inf") {
                let message = format!("CopyINF names {value:?}, which is no INF");
                self.out.add(1110, line.fields[at].span.clone(), message);
            }
        }
    }

    /// A file of the package that a directive names by `%13%\file`.
    pub(super) fn path(&mut self, visit: &Visit, key: &str, field: &Field, value: &str) -> bool {
        let Some((dirid, below)) = split_dirid(value) else {
            let message = format!("{key} is {value:?}, not below a numbered directory");
            self.out.add(1015, field.span.clone(), message);
            return false;
        };
        if is_malformed(below) {
            self.out.add(
                1015,
                field.span.clone(),
                format!("{key} is {value:?}, which is no path"),
            );
            return false;
        }
        self.used_path(visit.reach, dirid, value, field.span.clone());
        true
    }

    /// A path of a service or the like: isolated, and below a directory that still is.
    pub(super) fn used_path(&mut self, reach: Reach, dirid: i64, path: &str, place: Range<usize>) {
        if store::is_deprecated(dirid) {
            self.isolation(
                reach,
                1341,
                place,
                format!("{path} is below a directory that is given up"),
            );
        } else if dirid == store::DRIVER_STORE {
            self.needs_windows(
                reach,
                store::SINCE,
                place,
                "running from the Driver Store (DIRID 13)",
            );
        }
    }
}
