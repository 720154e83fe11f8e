//! What is handed to the store: an INF with the files that it names.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs,
    io::ErrorKind,
    path::Path,
};

use sha2::{Digest as _, Sha256};
use wdk_inf::{Arch, CopyFile, Dirs, Inf, MatchKind, OsVersion, model::Match};

use super::{
    error::{Code, StoreError},
    volume::fold,
};
use crate::path::{self, BadPath, component, components, folders};

/// A driver package before it is in the store.
#[derive(Clone, Debug)]
pub struct Contents {
    name: String,
    inf: Inf,
    /// Files by their folded path below the package: path as written, and content.
    files: BTreeMap<String, (String, Vec<u8>)>,
}

/// A file that installing may need.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Payload {
    /// Below the package, with backslashes.
    pub(super) path: String,
    /// The subdirectory alone.
    pub(super) subdir: String,
    pub(super) copy: CopyFile,
}

impl Contents {
    /// A package of an INF called `name`, without files yet.
    #[must_use]
    pub fn new(name: &str, inf: Inf) -> Self {
        Self {
            name: name.to_owned(),
            inf,
            files: BTreeMap::new(),
        }
    }

    /// Reads the INF at `path` and, from its folder, the files that it names for any architecture.
    ///
    /// # Errors
    /// [`StoreError::Host`] when a file cannot be read, or is a symbolic link;
    /// [`StoreError::Inf`] when the INF is none; [`StoreError::Refused`] when it says that a file is
    /// elsewhere than in its folder. A file that does not exist is missed later, by the store.
    pub fn read(path: &Path) -> Result<Self, StoreError> {
        let bytes = host(path, fs::read(path))?;
        let inf = Inf::parse_named(&path.display().to_string(), &bytes)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut contents = Self::new(&name, inf);
        contents.check_names()?;
        let mut wanted: BTreeSet<String> = contents.catalog().into_iter().collect();
        for arch in [Arch::Amd64, Arch::Arm64] {
            let payload = contents.payload(arch, OsVersion::WINDOWS_11_24H2)?;
            wanted.extend(payload.into_iter().map(|it| it.path));
        }
        for file in wanted {
            match path::read(folder, &file) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                read => {
                    let content = host(&folder.join(&file), read)?;
                    contents = contents.file(&file, content);
                }
            }
        }
        Ok(contents)
    }

    /// The same with a file, at its path below the package.
    #[must_use]
    pub fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        let file = (path.to_owned(), content.into());
        self.files.insert(fold(path), file);
        self
    }

    /// The INF's file name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The INF.
    #[must_use]
    pub fn inf(&self) -> &Inf {
        &self.inf
    }

    /// The content of a file by its path below the package.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        let file = self.files.get(&fold(path));
        file.map(|(_, content)| content.as_slice())
    }

    /// All files but the INF: path below the package, and content.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        let files = self.files.values();
        files.map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// The catalog that the INF names, decorated or not.
    #[must_use]
    pub fn catalog(&self) -> Option<String> {
        let keys = ["CatalogFile", "CatalogFile.NT", "CatalogFile.NTamd64"];
        let line = keys.iter().find_map(|it| self.inf.line("Version", it))?;
        Some(self.inf.expand(line, 0)).filter(|it| !it.is_empty())
    }

    /// The files that the INF copies on `arch` and `os`, and that the package lacks.
    ///
    /// # Errors
    /// [`StoreError::Inf`] when an install section cannot be read.
    pub fn missing(&self, arch: Arch, os: OsVersion) -> Result<Vec<String>, StoreError> {
        let payload = self.payload(arch, os)?;
        let paths = payload.into_iter().map(|it| it.path);
        Ok(paths.filter(|it| self.get(it).is_none()).collect())
    }

    /// Writes the package into a folder of the host.
    ///
    /// # Errors
    /// [`StoreError::Host`] when a file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        let inf = self.inf.to_bytes();
        let all = self.files().chain([(self.name.as_str(), inf.as_slice())]);
        for (path, content) in all {
            host(&folder.join(path), path::write(folder, path, content))?;
        }
        Ok(())
    }

    /// Refuses an INF, catalog or file whose name leads out of the package.
    pub(super) fn check_names(&self) -> Result<(), StoreError> {
        let single = [Some(self.name.clone()), self.catalog()];
        for name in single.iter().flatten() {
            component(name).map_err(|reason| self.outside(&reason))?;
        }
        for (path, _) in self.files() {
            components(path).map_err(|reason| self.outside(&reason))?;
        }
        Ok(())
    }

    fn outside(&self, reason: &BadPath) -> StoreError {
        let message = format!("in the package of {}: {reason}", self.name);
        StoreError::refused(Code::AddFailed, message)
    }

    /// The files that installing any device of the package on `arch` and `os` copies.
    pub(super) fn payload(&self, arch: Arch, os: OsVersion) -> Result<Vec<Payload>, StoreError> {
        let mut installs = Vec::new();
        let mut sections = HashSet::new();
        for model in self.inf.models(arch, os) {
            if sections.insert(fold(&model.install_section)) {
                let kind = MatchKind::HardwareId;
                let found = Match { model, kind, arch };
                installs.push(self.inf.install(&found, &Dirs::default())?);
            }
        }
        if self.is_primitive(arch) {
            installs.push(self.inf.install_default(arch, &Dirs::default())?);
        }
        let (mut payload, mut seen) = (Vec::new(), HashSet::new());
        for copy in installs.into_iter().flat_map(|it| it.copy_files) {
            let outside = |reason| self.outside(&reason);
            components(&copy.destination).map_err(outside)?;
            let subdir = self.subdir(&copy.source, arch).map_err(outside)?;
            let source = components(&copy.source).map_err(outside)?;
            let parts = subdir.split('\\').filter(|it| !it.is_empty());
            let path = parts.chain(source).collect::<Vec<_>>().join("\\");
            let file = Payload { path, subdir, copy };
            if seen.insert(file.clone()) {
                payload.push(file);
            }
        }
        Ok(payload)
    }

    /// Whether it is a primitive driver on `arch`: one without devices, by a decorated
    /// `[DefaultInstall]`.
    pub(super) fn is_primitive(&self, arch: Arch) -> bool {
        self.inf.has_section(&format!("DefaultInstall.NT{arch}"))
    }

    /// Where in the package a source file is, by `[SourceDisksFiles]` and `[SourceDisksNames]`.
    fn subdir(&self, source: &str, arch: Arch) -> Result<String, BadPath> {
        let inf = &self.inf;
        let find = |section: &str, key: &str| {
            let decorated = format!("{section}.{arch}");
            inf.line(&decorated, key).or_else(|| inf.line(section, key))
        };
        let Some(file) = find("SourceDisksFiles", source) else {
            return Ok(String::new());
        };
        let disk = find("SourceDisksNames", &inf.expand(file, 0));
        let disk = disk.map_or_else(String::new, |line| inf.expand(line, 3));
        let below = inf.expand(file, 1);
        let mut parts = folders(&disk)?;
        parts.extend(folders(&below)?);
        Ok(parts.join("\\"))
    }

    /// The folder's name in the store: INF, architecture, 16 digits that the content decides.
    ///
    /// How Windows computes the digits is not documented; these are those of a SHA-256.
    pub(super) fn folder_name(&self, arch: Arch) -> String {
        let mut hash = Sha256::new();
        let inf = self.inf.to_bytes();
        for (path, content) in self.files().chain([(self.name.as_str(), inf.as_slice())]) {
            let path = fold(path);
            for part in [path.as_bytes(), content] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        let digest = hash.finalize();
        let digits: String = digest[..8].iter().map(|it| format!("{it:02x}")).collect();
        format!("{}_{arch}_{digits}", self.name.to_lowercase())
    }

    /// Refuses files that the INF names and the package lacks, and what would make new files in
    /// the package's folder of the store.
    pub(super) fn check(&self, payload: &[Payload]) -> Result<(), StoreError> {
        for file in payload {
            let copy = &file.copy;
            if self.get(&file.path).is_none() {
                let message = format!("{} is not in the package of {}", file.path, self.name);
                let refused = StoreError::refused(Code::FileNotFound, message);
                return Err(refused.about(&file.path));
            }
            if copy.dirid != Some(13) {
                continue;
            }
            let renamed = !copy.source.eq_ignore_ascii_case(&copy.destination);
            let root = Dirs::default();
            let root = root.get(13).unwrap_or_default();
            let to = copy.directory.strip_prefix(root).unwrap_or_default();
            let moved = fold(to.trim_matches('\\')) != fold(&file.subdir);
            if renamed || moved {
                let message = format!(
                    "{} is copied to %13%\\{} under another name or subdirectory than it has in \
                     the package; files that run from the store stay where they are (InfVerif 1100)",
                    file.path, copy.destination
                );
                return Err(StoreError::refused(Code::AddFailed, message));
            }
        }
        Ok(())
    }
}

fn host<T>(path: &Path, result: std::io::Result<T>) -> Result<T, StoreError> {
    result.map_err(|source| StoreError::Host {
        path: path.to_owned(),
        source,
    })
}
