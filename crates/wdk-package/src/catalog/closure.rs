//! The files that an INF installs: those that a catalog must vouch for.

use std::{
    collections::{BTreeSet, HashSet},
    fs::File,
    io,
    ops::Range,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thiserror::Error;
use wdk_inf::{Arch, Decoration, Inf, InfError};

use crate::path::{self, BadPath};

/// A file that an INF copies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PackageFile {
    /// Its name where it is installed, in lower case, without directories.
    pub name: String,
    /// Where it is in the package, relative to the INF, as the INF spells it: with backslashes.
    pub source: String,
}

/// The INF does not say where a file comes from, or it is not there.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SourceError {
    /// The INF cannot be used.
    #[error("{0}")]
    Inf(#[from] InfError),
    /// The INF copies a file that `[SourceDisksFiles]` does not list.
    #[error("the INF copies {name}, but [SourceDisksFiles] does not list it; add {name} = 1")]
    NotListed {
        /// The file.
        name: String,
    },
    /// The INF says that a file is where no file of the package can be.
    #[error("the INF copies {file}: {reason} (22.9.1)")]
    Outside {
        /// The file, as the INF calls it.
        file: String,
        /// Why it cannot be there.
        reason: BadPath,
    },
    /// A file of the package is missing, or cannot be read.
    #[error("{}: {source}; the INF copies this file, so it must be in the package (22.9.1)", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
        /// Why it cannot be read.
        source: io::Error,
    },
}

impl PackageFile {
    /// The file's bytes, from the package in `folder`. As on Windows, case does not matter. A
    /// symbolic link in the package is not followed.
    ///
    /// # Errors
    ///
    /// [`SourceError::Missing`] when it is not there.
    pub fn read(&self, folder: &Path) -> Result<Vec<u8>, SourceError> {
        path::read(folder, &self.source).map_err(|source| self.missing(folder, source))
    }

    /// The file, open to be read, as [`read`](Self::read) finds it.
    pub(super) fn open(&self, folder: &Path) -> Result<File, SourceError> {
        path::open_file(folder, &self.source).map_err(|source| self.missing(folder, source))
    }

    pub(super) fn missing(&self, folder: &Path, source: io::Error) -> SourceError {
        SourceError::Missing {
            path: self.below(folder),
            source,
        }
    }

    /// The file's path for messages.
    fn below(&self, folder: &Path) -> PathBuf {
        folder.join(self.source.replace('\\', "/"))
    }
}

/// The files that `inf` copies on `arch`, for every OS that it names, without those of Windows.
///
/// # Errors
///
/// [`SourceError`] when the INF is malformed or does not say where a file comes from.
pub fn package_files(inf: &Inf, arch: Arch) -> Result<Vec<PackageFile>, SourceError> {
    let mut files = BTreeSet::new();
    for copy in inf.copied_files(install_sections(inf, arch), arch)? {
        let outside = |reason| SourceError::Outside {
            file: copy.source.clone(),
            reason,
        };
        let Some(mut parts) = folder_of(inf, arch, &copy.source).map_err(outside)? else {
            if inf.line("Version", "LayoutFile").is_some() {
                // Windows' own layout files list it: it is already there.
                continue;
            }
            let name = copy.source;
            return Err(SourceError::NotListed { name });
        };
        let name = path::components(&copy.source).map_err(outside)?;
        parts.extend(name.into_iter().map(str::to_owned));
        files.insert(PackageFile {
            name: file_name(&copy.destination).to_lowercase(),
            source: parts.join("\\"),
        });
    }
    Ok(files.into_iter().collect())
}

/// The hardware and compatible ids that `inf` drives on `architectures`, in lower case, in
/// the file's order.
pub(super) fn hardware_ids(inf: &Inf, architectures: &[Arch]) -> Vec<String> {
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    let sections = architectures
        .iter()
        .flat_map(|it| models_sections(inf, *it));
    for section in sections {
        for line in inf.lines(&section) {
            for at in 1..line.fields.len() {
                let id = inf.expand(line, at).to_lowercase();
                if !id.is_empty() && seen.insert(id.clone()) {
                    ids.push(id);
                }
            }
        }
    }
    ids
}

/// The architectures that `inf` has devices or a `DefaultInstall` section for.
#[must_use]
pub fn architectures(inf: &Inf) -> Vec<Arch> {
    let all = [Arch::X86, Arch::Amd64, Arch::Arm64, Arch::Arm, Arch::Ia64];
    all.into_iter()
        .filter(|arch| {
            !models_sections(inf, *arch).is_empty()
                || inf.has_section(&format!("DefaultInstall.NT{arch}"))
        })
        .collect()
}

/// The catalogs that `inf` names, once each, with the architectures that they are for.
///
/// # Errors
///
/// [`BadPath`] when one is not a file's name alone: a catalog stands beside its INF.
pub fn catalogs(inf: &Inf) -> Result<Vec<(String, Vec<Arch>)>, BadPath> {
    let mut catalogs: Vec<(String, Vec<Arch>)> = Vec::new();
    for arch in architectures(inf) {
        let Some(name) = super::file_name(inf, arch)? else {
            continue;
        };
        match catalogs.iter_mut().find(|it| path::same(&it.0, &name)) {
            Some((_, known)) => known.push(arch),
            None => catalogs.push((name, vec![arch])),
        }
    }
    Ok(catalogs)
}

fn file_name(path: &str) -> &str {
    path.rsplit(['\\', '/']).next().unwrap_or(path)
}

/// The Models sections for `arch`, of every OS.
fn models_sections(inf: &Inf, arch: Arch) -> Vec<String> {
    let mut sections = Vec::new();
    for line in inf.lines("Manufacturer") {
        let base = match (inf.expand(line, 0), line.key()) {
            (name, Some(key)) if name.is_empty() => inf.strings().expand(&key.value),
            (name, _) => name,
        };
        if arch == Arch::X86 {
            sections.push(base.clone());
        }
        for at in 1..line.fields.len() {
            let written = inf.expand(line, at);
            let decoration = Decoration::parse(&written);
            if decoration.is_some_and(|it| it.arch.unwrap_or(Arch::X86) == arch) {
                sections.push(format!("{base}.{written}"));
            }
        }
    }
    let mut seen = HashSet::new();
    sections.retain(|it| inf.has_lines(it) && seen.insert(it.to_lowercase()));
    sections
}

/// The sections that install something on `arch`, once each, with the places that name them.
fn install_sections(inf: &Inf, arch: Arch) -> Vec<(String, Range<usize>)> {
    let (mut sections, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |name: String, place: &Range<usize>| {
        if !name.is_empty() && seen.insert(name.to_lowercase()) {
            sections.push((name, place.clone()));
        }
    };
    for models in models_sections(inf, arch) {
        for line in inf.lines(&models) {
            add(inf.expand(line, 0), &line.span);
        }
    }
    let decorated = [format!(".NT{arch}"), ".NT".to_owned(), String::new()];
    for base in ["DefaultInstall", "ClassInstall32"] {
        if decorated
            .iter()
            .any(|it| inf.has_section(&format!("{base}{it}")))
        {
            add(base.to_owned(), &(0..0));
        }
    }
    for line in inf.lines("InterfaceInstall32") {
        add(inf.expand(line, 0), &line.span);
    }
    let coinstallers = sections.iter().flat_map(|(base, place)| {
        decorated
            .iter()
            .map(move |it| (format!("{base}{it}.CoInstallers"), place.clone()))
    });
    let coinstallers: Vec<_> = coinstallers.filter(|(it, _)| inf.has_section(it)).collect();
    sections.extend(coinstallers);
    sections
}

/// The parts of the folder of `file` below that of the INF; `None` when the INF does not list the
/// file.
fn folder_of(inf: &Inf, arch: Arch, file: &str) -> Result<Option<Vec<String>>, BadPath> {
    let places = [format!(".{arch}"), String::new()];
    let find = |table: &str, key: &str| {
        places
            .iter()
            .find_map(|it| inf.line(&format!("{table}{it}"), key))
    };
    let Some(line) = find("SourceDisksFiles", file) else {
        return Ok(None);
    };
    let disk = find("SourceDisksNames", &inf.expand(line, 0));
    let on_disk = disk.map_or_else(String::new, |it| inf.expand(it, 3));
    let mut folder = Vec::new();
    for part in [on_disk, inf.expand(line, 1)] {
        let parts = path::folders(&part)?;
        folder.extend(parts.into_iter().map(str::to_owned));
    }
    Ok(Some(folder))
}
