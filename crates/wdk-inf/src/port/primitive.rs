//! Packages without a device, primitive drivers: `[DefaultInstall]` sections for one processor each.
//!
//! Windows 10 1903 is the first that installs them from the Driver Store, and an undated section
//! cannot say so: older Windows reads it as well. Build 25952 is the first that reads a version in its
//! name, so the files move in sections of their own for that, and the old ones stay for older Windows.
//! Microsoft's minifilter samples are made like that. Where the author says that the package is not
//! for Windows before 1903, the sections themselves are edited.
//!
//! See [Creating a primitive driver](https://learn.microsoft.com/windows-hardware/drivers/develop/creating-a-primitive-driver)
//! and [Creating an INF file for a minifilter driver](https://learn.microsoft.com/windows-hardware/drivers/ifs/creating-an-inf-file-for-a-minifilter-driver).

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use super::{
    Change, Porter, Row,
    destinations::{self, Destination},
    floor::raised,
    plan::{List, lowest},
};
use crate::{
    diagnostic::InfError,
    edit::{Edits, line_end},
    effect::COMPANIONS,
    model::Inf,
    strings::fold,
    syntax::{Line, Section},
    target::{Arch, Decoration, OsVersion},
};

/// Windows 10 1903, the first that knows primitive drivers.
pub(super) const FIRST: OsVersion = OsVersion::new(10, 0, 18362);
/// The first Windows that takes a version in the name of a `[DefaultInstall]` section.
pub(super) const VERSIONED: OsVersion = OsVersion::new(10, 0, 25952);

/// Directives that only the desktop's old installer carries out.
const NOT_DECLARATIVE: [&str; 11] = [
    "bitreg",
    "delfiles",
    "delreg",
    "delservice",
    "ini2reg",
    "profileitems",
    "registerdlls",
    "renfiles",
    "unregisterdlls",
    "updateinifields",
    "updateinis",
];
/// Sections about a device, which such a package has not.
const OF_DEVICES: [&str; 4] = [".hw", ".interfaces", ".coinstallers", ".logconfigoverride"];

/// What is the matter, and what to write.
pub(super) struct Obstacle {
    pub(super) message: String,
    pub(super) help: String,
}

/// A section that installs a primitive driver on a Windows that runs it from the Driver Store.
pub(super) struct Root {
    /// Its name, folded.
    pub(super) section: String,
    pub(super) arch: Arch,
    /// What its copy for newer Windows is called; `None` when it is edited itself.
    pub(super) copy: Option<String>,
}

/// A package without devices.
pub(super) struct Primitive {
    pub(super) roots: Vec<Root>,
    /// The sections that older Windows begins with, folded.
    pub(super) kept: Vec<String>,
    /// From where on the files stay in the package.
    pub(super) floor: OsVersion,
}

/// A `[DefaultInstall]` or `[DefaultUninstall]` section, by its name.
struct Entry<'a> {
    section: &'a Section,
    name: String,
    installs: bool,
    decoration: Decoration,
}

fn entries(inf: &Inf) -> Vec<Entry<'_>> {
    let sections = inf.document().sections.iter();
    let entry = |section| {
        let name = name_of(inf, section);
        let (base, rest) = match name.split_once('.') {
            Some((base, rest)) => (base, Some(rest)),
            None => (name.as_str(), None),
        };
        let installs = base == "defaultinstall";
        if !installs && base != "defaultuninstall" {
            return None;
        }
        let decoration = match rest {
            Some(rest) => Decoration::parse(rest)?,
            None => Decoration::default(),
        };
        Some(Entry {
            section,
            name: name.clone(),
            installs,
            decoration,
        })
    };
    sections.filter_map(entry).collect()
}

fn name_of(inf: &Inf, section: &Section) -> String {
    fold(&inf.strings().expand(&section.name.value))
}

/// The primitive driver that `inf` is, or why it is none; nothing when it has no `[DefaultInstall]`.
pub(super) fn of(inf: &Inf, oldest: Option<OsVersion>) -> Option<Result<Primitive, Obstacle>> {
    let entries = entries(inf);
    let first = entries.iter().find(|it| it.installs)?;
    if let Some(obstacle) = obstacle(inf, &entries, first) {
        return Some(Err(obstacle));
    }
    let newer_only = oldest.is_some_and(|it| it >= FIRST);
    let mut by_arch = BTreeMap::<Arch, Vec<&Entry<'_>>>::new();
    for entry in entries.iter().filter(|it| it.installs) {
        let arch = entry.decoration.arch.unwrap_or(Arch::X86);
        by_arch.entry(arch).or_default().push(entry);
    }
    let mut roots = Vec::new();
    for (arch, of_arch) in by_arch {
        let dated = |it: &&&Entry<'_>| newer_only || lowest(&it.decoration) >= VERSIONED;
        let own: Vec<_> = of_arch.iter().filter(dated).collect();
        let section = |entry: &Entry<'_>| entry.name.clone();
        if !own.is_empty() {
            roots.extend(own.into_iter().map(|it| Root {
                section: section(it),
                arch,
                copy: None,
            }));
            continue;
        }
        let older = of_arch.iter().max_by_key(|it| it.decoration.closeness());
        let Some(entry) = older else { continue };
        let written = inf.text()[entry.section.name.span.clone()].trim();
        let copy = written
            .split_once('.')
            .and_then(|(base, rest)| Some(format!("{base}.{}", raised(rest, VERSIONED)?)));
        roots.extend(copy.map(|copy| Root {
            section: section(entry),
            arch,
            copy: Some(copy),
        }));
    }
    let edited = roots.iter().filter(|it| it.copy.is_none());
    let edited: HashSet<_> = edited.map(|it| &it.section).collect();
    let kept = entries.iter().map(|it| it.name.clone());
    let kept = kept.filter(|it| !newer_only && !edited.contains(it));
    Some(Ok(Primitive {
        kept: kept.collect(),
        roots,
        floor: match newer_only {
            true => oldest.unwrap_or(FIRST),
            false => VERSIONED,
        },
    }))
}

/// What keeps Windows from taking the package as a primitive driver.
fn obstacle(inf: &Inf, entries: &[Entry<'_>], first: &Entry<'_>) -> Option<Obstacle> {
    let refuse = |message: String, help: &str| {
        let help = help.to_owned();
        Some(Obstacle { message, help })
    };
    let written = |entry: &Entry<'_>| inf.text()[entry.section.name.span.clone()].to_owned();
    if inf.has_section("Manufacturer") {
        let message = format!(
            "[{}] stands beside [Manufacturer]: Windows takes such a package for a device's",
            written(first)
        );
        let help =
            "give what installs without a device an INF of its own, with [DefaultInstall.NTamd64]";
        return refuse(message, help);
    }
    if let Some(entry) = entries.iter().find(|it| it.decoration.arch.is_none()) {
        let message = format!(
            "[{}] names no processor: Windows takes only decorated sections for a primitive driver",
            written(entry)
        );
        let help = "write one for each processor, as [DefaultInstall.NTamd64] with [DefaultInstall.NTamd64.Services] \
                    and [DefaultUninstall.NTamd64]; --primitive amd64,arm64 does it";
        return refuse(message, help);
    }
    for key in ["Provider", "Class", "ClassGuid"] {
        let value = inf.line("Version", key).map(|it| inf.expand(it, 0));
        if value.is_none_or(|it| it.is_empty()) {
            let message = format!("[Version] has no {key}, which a primitive driver needs");
            let help =
                "write it as for a device's package; the class is the one for what the driver does";
            return refuse(message, help);
        }
    }
    for entry in entries.iter().filter(|it| it.installs) {
        let beside = OF_DEVICES.iter().map(|it| format!("{}{it}", entry.name));
        if let Some(section) = beside.filter_map(|it| inf.section(&it).next()).next() {
            let message = format!(
                "[{}] is about a device, and a primitive driver has none (InfVerif 1420)",
                inf.text()[section.name.span.clone()].trim()
            );
            return refuse(message, "remove it, or write an INF for the device");
        }
        let sections = COMPANIONS
            .iter()
            .map(|(suffix, _)| format!("{}{suffix}", entry.name));
        for section in sections {
            let lines = inf.lines(&section);
            let old = lines.filter_map(|it| it.key.as_ref());
            let old = old.map(|it| &it.value);
            let old = old
                .into_iter()
                .find(|it| NOT_DECLARATIVE.contains(&fold(it).as_str()));
            if let Some(key) = old {
                let message = format!(
                    "{key} in [{}] is nothing that a primitive driver may do (InfVerif 1307 to 1309)",
                    written(entry)
                );
                let help = "Windows undoes what a primitive driver installed by itself; leave it to \
                            [DefaultUninstall.NTamd64] with LegacyUninstall = 1 for older Windows";
                return refuse(message, help);
            }
        }
    }
    None
}

impl<'a> Porter<'a> {
    /// The lists of registry values of minifilters' services: their instances are below `Parameters` in the
    /// sections for newer Windows.
    pub(super) fn instances(&mut self) {
        let inf = self.inf;
        let has_copies = |it: &Primitive| it.roots.iter().any(|it| it.copy.is_some());
        if !self.plan.primitive.as_ref().is_some_and(has_copies) {
            return;
        }
        let mut lists = HashSet::new();
        for section in self.plan.readers.keys() {
            let group = inf.line(section, "LoadOrderGroup");
            let group = group.map(|it| fold(&inf.expand(it, 0))).unwrap_or_default();
            if !self.plan.kept.contains(section) || !group.starts_with("fsfilter") {
                continue;
            }
            for line in inf.directives(section, "AddReg") {
                lists.extend((0..line.fields.len()).map(|at| fold(&inf.expand(line, at))));
            }
        }
        self.instances = lists;
    }

    /// The subkey of a minifilter's value in the sections for newer Windows, where it is another one.
    pub(super) fn subkey(&self, section: &str, line: &Line) -> Option<String> {
        let inf = self.inf;
        let field = line
            .fields
            .get(1)
            .filter(|_| self.instances.contains(section))?;
        if !inf.expand(line, 0).eq_ignore_ascii_case("HKR") {
            return None;
        }
        let (below, name) = (fold(&inf.expand(line, 1)), fold(&inf.expand(line, 2)));
        let of_instances = below == "instances" || below.starts_with(r"instances\");
        let raw = &inf.text()[field.span.clone()];
        match (of_instances, below.as_str(), name.as_str()) {
            (true, ..) => Some(match raw.strip_prefix('"') {
                Some(rest) => format!(r#""Parameters\{rest}"#),
                None => format!(r"Parameters\{raw}"),
            }),
            (false, "", "supportedfeatures") => Some("\"Parameters\"".to_owned()),
            _ => None,
        }
    }

    /// Writes a list that moves beside the one that older Windows copies.
    pub(super) fn place_copy(
        &mut self,
        to: &Destination<'a>,
        list: &List<'a>,
        directories: &BTreeMap<Arch, String>,
        row: Row,
    ) -> bool {
        let groups = destinations::groups(directories);
        let base = self.raw(list.field);
        let base = base.trim_start_matches('@');
        let names: Vec<_> = groups
            .iter()
            .map(|(_, archs)| match (groups.len(), archs.first()) {
                (2.., Some(arch)) => format!("{base}.Store.{arch}"),
                _ => format!("{base}.Store"),
            })
            .collect();
        if let Some(name) = names.iter().find(|it| self.inf.has_section(it)) {
            let message = format!("{base} needs a list of its own, and there is a [{name}]");
            let help = "call that section something else";
            self.question(list.field.span.clone(), row, message, help);
            return false;
        }
        let end = line_end(self.inf.text());
        let newer = self.plan.newer();
        let mut by_arch = BTreeMap::new();
        for ((directory, archs), name) in groups.into_iter().zip(names) {
            let line = format!("{end}{name} = {}", destinations::thirteen(&directory));
            let reason = format!("[{name}] stays in the package from Windows {newer} on");
            self.insert(to.line.extent.end, line, row, reason);
            let text = destinations::list_text(self.inf, list, &name);
            let at = match list
                .files
                .iter()
                .filter_map(|it| it.line)
                .map(|it| it.extent.end)
                .max()
            {
                Some(at) => at,
                None => self.end_of_section(list.field.span.start),
            };
            let reason =
                "older Windows copies the files, and newer Windows leaves them in the package";
            self.insert(at, text, row, reason);
            by_arch.extend(archs.into_iter().map(|arch| (arch, name.clone())));
        }
        for file in &list.files {
            let renamed = fold(&file.name) != fold(&file.source);
            if renamed {
                let message = format!(
                    "{} is called {} from Windows {newer} on",
                    file.name, file.source
                );
                let help = "change what opens it by name, or rename the file in the package";
                self.question(file.place.span.clone(), row, message, help);
            }
        }
        self.note_moved(to, list, directories, row);
        self.names.insert(fold(&list.name), by_arch);
        true
    }

    /// The end of the section that `at` is in.
    fn end_of_section(&self, at: usize) -> usize {
        let sections = &self.inf.document().sections;
        let behind = sections.partition_point(|it| it.name.span.start <= at);
        let section = behind.checked_sub(1).and_then(|it| sections.get(it));
        let last = section.and_then(|it| it.lines.last());
        last.map_or(at, |it| it.extent.end)
    }

    /// What makes Windows take the package as a primitive driver, and what the author has to know.
    pub(super) fn primitive(&mut self) {
        let Some(primitive) = self
            .plan
            .primitive
            .as_ref()
            .filter(|_| !self.moved.is_empty())
        else {
            return;
        };
        let inf = self.inf;
        let floor = primitive.floor;
        let copied = primitive.roots.iter().any(|it| it.copy.is_some());
        let end = line_end(inf.text());
        for entry in entries(inf).into_iter().filter(|it| !it.installs) {
            let own = inf.line(&entry.name, "LegacyUninstall");
            if own.is_some_and(|it| inf.expand(it, 0) == "1") {
                continue;
            }
            let row = Row::Drivers;
            let reason =
                "a primitive driver may have the section for older Windows alone (InfVerif 1422)";
            match (own, entry.section.lines.first()) {
                (Some(line), _) => self.change(line.fields[0].span.clone(), "1", row, reason),
                (None, Some(line)) => {
                    let text = format!("LegacyUninstall = 1{end}");
                    self.insert(line.span.start, text, row, reason);
                }
                (None, None) => {
                    let name = entry.section.name.span.end + 1;
                    self.insert(name, format!("{end}LegacyUninstall = 1"), row, reason);
                }
            }
            let message = "Windows 10 1903 and later does not read this section any more";
            let help = "uninstall with pnputil /delete-driver oemN.inf /uninstall, or DiUninstallDriver: that takes back \
                        all that the package installed";
            self.question(entry.section.name.span.clone(), row, message, help);
        }
        let place = entries(inf).into_iter().find(|it| it.installs);
        let Some(place) = place.map(|it| it.section.name.span.clone()) else {
            return;
        };
        let (message, help) = match copied {
            true => (
                format!(
                    "the files stay in the package from Windows {floor} on; older Windows copies them as before"
                ),
                "Windows before that build reads no version in the name of the section; if the package is for Windows \
                 10 1903 and later alone, --oldest-windows 10.0.18362 moves them everywhere",
            ),
            false if floor < VERSIONED => (
                format!(
                    "Windows before {floor} must not install the package, and nothing in the INF says so"
                ),
                "install it with pnputil or DiInstallDriver, and let the setup program look at the version",
            ),
            false => return,
        };
        self.question(place, Row::Drivers, message, help);
    }
}

/// What decides the processors of a package whose sections name none.
///
/// # Errors
///
/// [`InfError`] when the result is no INF.
pub(super) fn decorated(
    inf: &Inf,
    archs: &[String],
) -> Result<(Inf, Vec<Change>, Edits), InfError> {
    let mut changes = Vec::new();
    let text = inf.text();
    let end = line_end(text);
    let mut insert = |span: Range<usize>, new: String| {
        changes.push(Change {
            span,
            new,
            row: Row::Drivers,
            reason: "a primitive driver has sections for each processor (InfVerif 1421)".to_owned(),
        });
    };
    let names: HashSet<_> = inf
        .document()
        .sections
        .iter()
        .map(|it| name_of(inf, it))
        .collect();
    for section in &inf.document().sections {
        let name = name_of(inf, section);
        let Some(base) = ["defaultinstall", "defaultuninstall"]
            .into_iter()
            .find(|base| {
                name.strip_prefix(base)
                    .is_some_and(|it| it.is_empty() || it.starts_with('.'))
            })
        else {
            continue;
        };
        // Windows takes the section with `.NT` before the one without.
        let with_nt = format!("{base}.nt");
        let length = match name
            .strip_prefix(&with_nt)
            .is_some_and(|it| it.is_empty() || it.starts_with('.'))
        {
            true => with_nt.len(),
            false if names.contains(&with_nt) => continue,
            false => base.len(),
        };
        let companion = COMPANIONS.iter().any(|(it, _)| fold(it) == name[length..]);
        let span = section.name.span.clone();
        let written = text[span.clone()].trim();
        let (Some(head), Some(suffix), true) =
            (written.get(..base.len()), written.get(length..), companion)
        else {
            continue;
        };
        let named = archs.iter().map(|arch| format!("{head}.NT{arch}{suffix}"));
        let missing: Vec<_> = named.filter(|it| !names.contains(&fold(it))).collect();
        let Some((first, others)) = missing.split_first() else {
            continue;
        };
        let last = section
            .lines
            .last()
            .map_or(span.end + 1, |it| it.extent.end);
        let body = text.get(span.end + 1..last).unwrap_or_default().to_owned();
        insert(span, first.clone());
        for other in others {
            insert(last..last, format!("{end}{end}[{other}]{body}"));
        }
    }
    let mut edits = Edits::default();
    for change in &changes {
        edits.replace(change.span.clone(), change.new.as_str());
    }
    Ok((inf.edited(&edits)?, changes, edits))
}
