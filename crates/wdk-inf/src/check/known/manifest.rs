//! Which files the package has, and where they go: `[SourceDisksNames]`, `[SourceDisksFiles]`,
//! `[DestinationDirs]`.

use std::{collections::HashMap, ops::Range};

use super::super::{duplicates::duplicates, findings::Findings, values::folder};
use crate::{
    model::Inf,
    path::{components, folders},
    strings::fold,
    target::{Arch, number},
};

/// Where a file is in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The folder, lower case, without a backslash at its ends.
    pub(crate) folder: String,
    pub(crate) span: Range<usize>,
}

/// Where the files of a list go.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    /// The number, or what stands in its place.
    pub(crate) dirid: Result<i64, String>,
    /// The folder below it, lower case, without a backslash at its ends.
    pub(crate) folder: String,
    pub(crate) span: Range<usize>,
}

/// The files of the package by name.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// For all architectures.
    plain: HashMap<String, Source>,
    /// For all, on a disk that one architecture has for itself.
    own_disk: HashMap<(Arch, String), Source>,
    /// For one.
    special: HashMap<(Arch, String), Source>,
    destinations: HashMap<String, Destination>,
}

const ARCHS: [Arch; 5] = [Arch::X86, Arch::Amd64, Arch::Arm, Arch::Arm64, Arch::Ia64];

/// The decorations of `[SourceDisksFiles]`, the plain section first.
fn decorations() -> impl Iterator<Item = (Option<Arch>, String)> {
    let special = ARCHS.map(|arch| (Some(arch), format!(".{arch}")));
    std::iter::once((None, String::new())).chain(special)
}

impl Manifest {
    /// Reads the three sections and says what is wrong in them.
    pub(crate) fn of(inf: &Inf, out: &mut Findings) -> Self {
        let mut manifest = Self::default();
        let disks = disks(inf, out);
        for (arch, decoration) in decorations() {
            let section = format!("SourceDisksFiles{decoration}");
            duplicates(inf, &section, out);
            manifest.files(inf, &section, arch, &disks, out);
        }
        duplicates(inf, "DestinationDirs", out);
        for line in inf.lines("DestinationDirs") {
            let Some(key) = &line.key else { continue };
            if line.fields.len() > 2 {
                let extra = line.fields[2].span.clone();
                out.add(
                    1201,
                    extra,
                    "a destination has a directory and a folder, no more",
                );
            }
            if let Err(reason) = folders(&inf.expand(line, 1)) {
                out.add(1015, line.fields[1].span.clone(), reason.to_string());
            }
            let text = inf.expand(line, 0);
            let destination = Destination {
                dirid: number(&text).ok_or(text),
                folder: folder(&inf.expand(line, 1)),
                span: line.fields[0].span.clone(),
            };
            let list = fold(&inf.strings().expand(&key.value));
            manifest.destinations.entry(list).or_insert(destination);
        }
        manifest
    }

    fn files(
        &mut self,
        inf: &Inf,
        section: &str,
        arch: Option<Arch>,
        disks: &HashMap<(Option<Arch>, String), String>,
        out: &mut Findings,
    ) {
        for line in inf.lines(section) {
            let Some(key) = line.key() else { continue };
            let name = inf.strings().expand(&key.value);
            let place = key.span.clone();
            let lower = fold(&name);
            if lower.ends_with(".cat") {
                out.add(
                    1213,
                    place.clone(),
                    format!("{name} is a catalog, which signs the package and is no file of it"),
                );
            }
            if lower.ends_with('_') && lower.rfind('.').is_some_and(|dot| lower.len() - dot == 4) {
                out.add(
                    1231,
                    place.clone(),
                    format!("{name} is the name of a compressed file"),
                );
            }
            if name.contains('/') {
                let message = format!("{name:?} has characters that no file name has");
                out.add(1015, place.clone(), message);
            } else if let Err(reason) = components(&name) {
                out.add(1015, place.clone(), reason.to_string());
            }
            let disk = inf.expand(line, 0);
            let is_id = line.key.is_some() && number(&disk).is_some_and(|it| it >= 0);
            if !is_id {
                out.add(
                    1008,
                    line.span.clone(),
                    format!("{name} is on disk {disk:?}, which is no number"),
                );
            }
            let own = arch.and_then(|it| disks.get(&(Some(it), disk.clone())));
            let path = own.or_else(|| disks.get(&(None, disk.clone())));
            // A plain list of files may be for disks that each architecture has for itself.
            let elsewhere = || {
                ARCHS
                    .iter()
                    .any(|it| disks.contains_key(&(Some(*it), disk.clone())))
            };
            if is_id && path.is_none() && (arch.is_some() || !elsewhere()) {
                let message =
                    format!("{name} is on disk {disk}, which [SourceDisksNames] does not have");
                out.add(1273, line.fields[0].span.clone(), message);
            }
            if line.fields.len() > 3 {
                let extra = line.fields[3].span.clone();
                out.add(
                    1201,
                    extra,
                    "a file has a disk, a folder and a size, no more",
                );
            }
            let below = inf.expand(line, 1);
            if folders(&below).is_err() || below.contains('%') {
                let message = format!("the folder {below:?} of {name} is not below the package");
                out.add(1016, line.fields[1].span.clone(), message);
            }
            let source = |path: &str| Source {
                folder: folder(&[path, &below].join("\\")),
                span: place.clone(),
            };
            let there = source(path.map_or("", String::as_str));
            if arch.is_none() {
                for own in ARCHS {
                    if let Some(path) = disks.get(&(Some(own), disk.clone())) {
                        let there = source(path);
                        self.own_disk.entry((own, lower.clone())).or_insert(there);
                    }
                }
            }
            match arch {
                None => self.plain.entry(lower).or_insert(there),
                Some(arch) => self.special.entry((arch, lower)).or_insert(there),
            };
        }
    }

    /// Where the file called `name`, in lower case, is in the package for `arch`.
    pub(crate) fn source(&self, arch: Arch, name: &str) -> Option<&Source> {
        let key = (arch, name.to_owned());
        let special = self.special.get(&key).or_else(|| self.own_disk.get(&key));
        special.or_else(|| self.plain.get(name))
    }

    /// Whether any architecture has the file called `name`, in lower case.
    pub(crate) fn has(&self, name: &str) -> bool {
        ARCHS.iter().any(|arch| self.source(*arch, name).is_some())
    }

    /// Where the files of `list` go.
    pub(crate) fn destination(&self, list: &str) -> Option<&Destination> {
        let own = self.destinations.get(&fold(list));
        own.or_else(|| self.destinations.get("defaultdestdir"))
    }
}

/// The folder of each disk.
fn disks(inf: &Inf, out: &mut Findings) -> HashMap<(Option<Arch>, String), String> {
    let mut disks = HashMap::new();
    for (arch, decoration) in decorations() {
        let section = format!("SourceDisksNames{decoration}");
        duplicates(inf, &section, out);
        for line in inf.lines(&section) {
            let Some(key) = &line.key else { continue };
            let id = inf.strings().expand(&key.value);
            if number(&id).is_none_or(|it| it < 0) {
                out.add(
                    1008,
                    key.span.clone(),
                    format!("{id:?} is no number of a disk"),
                );
            }
            let path = inf.expand(line, 3);
            if folders(&path).is_err() {
                let message = format!("the folder {path:?} of disk {id} is not below the package");
                out.add(1016, line.fields[3].span.clone(), message);
            }
            disks.entry((arch, id)).or_insert(path);
        }
    }
    disks
}
