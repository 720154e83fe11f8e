//! The files that an INF installs: those that a catalog must vouch for.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thiserror::Error;
use wdk_inf::{Arch, Decoration, Dirs, Inf, InfError, Match, MatchKind, Model};

/// A file that an INF copies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
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
    /// The file's bytes, from the package in `folder`. As on Windows, case does not matter.
    ///
    /// # Errors
    ///
    /// [`SourceError::Missing`] when it is not there.
    pub fn read(&self, folder: &Path) -> Result<Vec<u8>, SourceError> {
        let path = self.path(folder);
        fs::read(&path).map_err(|source| SourceError::Missing { path, source })
    }

    /// The file, in the package in `folder`.
    #[must_use]
    pub fn path(&self, folder: &Path) -> PathBuf {
        let parts = self.source.split(['\\', '/']).filter(|it| !it.is_empty());
        parts.fold(folder.to_owned(), |folder, part| within(&folder, part))
    }
}

/// The entry of `folder` called `name` in any case, or where it would be.
fn within(folder: &Path, name: &str) -> PathBuf {
    let exact = folder.join(name);
    // A package may not name what is outside of it.
    if name == ".." || name == "." || exact.exists() {
        return exact;
    }
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .map(|it| it.file_name())
        .filter(|it| it.to_string_lossy().eq_ignore_ascii_case(name))
        .collect();
    found.sort();
    found.first().map_or(exact, |it| folder.join(it))
}

/// The files that `inf` copies on `arch`, for every OS that it names, without those of Windows.
///
/// # Errors
///
/// [`SourceError`] when the INF is malformed or does not say where a file comes from.
pub fn package_files(inf: &Inf, arch: Arch) -> Result<Vec<PackageFile>, SourceError> {
    let mut files = BTreeSet::new();
    for section in install_sections(inf, arch) {
        let found = pseudo(&section, arch);
        for copy in inf.install(&found, &Dirs::default())?.copy_files {
            let Some(folder) = folder_of(inf, arch, &copy.source) else {
                if inf.line("Version", "LayoutFile").is_some() {
                    // Windows' own layout files list it: it is already there.
                    continue;
                }
                let name = copy.source;
                return Err(SourceError::NotListed { name });
            };
            files.insert(PackageFile {
                name: file_name(&copy.destination).to_lowercase(),
                source: format!("{folder}{}", copy.source),
            });
        }
    }
    Ok(files.into_iter().collect())
}

/// The hardware and compatible ids that `inf` drives on `arch`, in lower case, in the file's order.
pub(super) fn hardware_ids(inf: &Inf, arch: Arch, ids: &mut Vec<String>) {
    for section in models_sections(inf, arch) {
        for line in inf.lines(&section) {
            for at in 1..line.fields.len() {
                let id = inf.expand(line, at).to_lowercase();
                if !id.is_empty() && !ids.contains(&id) {
                    ids.push(id);
                }
            }
        }
    }
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
    sections.retain(|it| inf.lines(it).next().is_some());
    sections
}

/// The sections that install something on `arch`, once each.
fn install_sections(inf: &Inf, arch: Arch) -> Vec<String> {
    let mut sections = Vec::new();
    let mut add = |name: String| {
        let known = |it: &String| it.eq_ignore_ascii_case(&name);
        if !name.is_empty() && !sections.iter().any(known) {
            sections.push(name);
        }
    };
    for models in models_sections(inf, arch) {
        for line in inf.lines(&models) {
            add(inf.expand(line, 0));
        }
    }
    let decorated = [format!(".NT{arch}"), ".NT".to_owned(), String::new()];
    for base in ["DefaultInstall", "ClassInstall32"] {
        if decorated
            .iter()
            .any(|it| inf.has_section(&format!("{base}{it}")))
        {
            add(base.to_owned());
        }
    }
    for line in inf.lines("InterfaceInstall32") {
        add(inf.expand(line, 0));
    }
    let coinstallers = sections.iter().flat_map(|base| {
        decorated
            .iter()
            .map(move |it| format!("{base}{it}.CoInstallers"))
    });
    let coinstallers: Vec<_> = coinstallers.filter(|it| inf.has_section(it)).collect();
    sections.extend(coinstallers);
    sections
}

/// A match for a section that no device id leads to.
fn pseudo(section: &str, arch: Arch) -> Match {
    let model = Model {
        description: String::new(),
        manufacturer: String::new(),
        install_section: section.to_owned(),
        ids: Vec::new(),
        decoration: None,
        span: 0..0,
    };
    let kind = MatchKind::HardwareId;
    Match { model, kind, arch }
}

/// The folder of `file`, with a backslash at its end unless it is the INF's; `None` when the INF
/// does not list the file.
fn folder_of(inf: &Inf, arch: Arch, file: &str) -> Option<String> {
    let places = [format!(".{arch}"), String::new()];
    let find = |table: &str, key: &str| {
        places
            .iter()
            .find_map(|it| inf.line(&format!("{table}{it}"), key))
    };
    let line = find("SourceDisksFiles", file)?;
    let disk = find("SourceDisksNames", &inf.expand(line, 0));
    let on_disk = disk.map_or_else(String::new, |it| inf.expand(it, 3));
    let mut folder = String::new();
    for part in [on_disk, inf.expand(line, 1)] {
        let part = part.trim_matches('\\');
        if !part.is_empty() && part != "." {
            folder.push_str(part);
            folder.push('\\');
        }
    }
    Some(folder)
}
