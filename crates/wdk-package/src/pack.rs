//! Packages of any origin: a folder with INFs, and whatever they install, becomes packages with
//! signed images and catalogs.
//!
//! Each folder that has an INF is a package. INFs in one folder that name the same catalog share it;
//! an INF that names one for each architecture gets each. No Cargo project is needed, and it does
//! not matter in what language the drivers are written.

mod find;
mod source;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thiserror::Error;
use wdk_inf::InfError;

use self::source::Source;
use crate::{
    cabinet::{self, CabinetError},
    catalog::{self, CatalogError},
    path::BadPath,
    signature::{SignError, SignatureError, Signer, Signing},
};

/// How to pack.
#[derive(Clone, Debug)]
pub struct Pack<'a> {
    /// What the catalogs are to be like.
    pub catalog: &'a catalog::Options,
    /// Who signs images and catalogs, if anyone.
    pub signing: Option<&'a Signing<'a>>,
    /// Who signs the images once more, beside the first.
    pub also: Option<&'a Signing<'a>>,
    /// Whether images that others have signed lose that signature; else they are left as they are.
    pub replace_signatures: bool,
}

/// A folder of packages that was made.
#[derive(Clone, Debug, Serialize)]
pub struct Packed {
    /// The folder.
    pub folder: PathBuf,
    /// Its packages.
    pub packages: Vec<PackedFolder>,
}

/// One package: a folder with INFs.
#[derive(Clone, Debug, Serialize)]
pub struct PackedFolder {
    /// The folder below that of all packages, with slashes; empty for that itself.
    pub folder: String,
    /// The names of its INFs.
    pub infs: Vec<String>,
    /// Its catalogs.
    pub catalogs: Vec<PackedCatalog>,
    /// Its images.
    pub images: Vec<PackedImage>,
    /// What was in the folder and is not in the package, since no INF names it.
    pub left_out: Vec<String>,
}

/// A catalog that was made.
#[derive(Clone, Debug, Serialize)]
pub struct PackedCatalog {
    /// Its file's name.
    pub file: String,
    /// The INFs that name it.
    pub infs: Vec<String>,
    /// What it is for.
    pub architectures: Vec<String>,
    /// How many members it has.
    pub members: usize,
    /// Who signed it.
    pub signer: Option<Signer>,
}

/// An image of a package.
#[derive(Clone, Debug, Serialize)]
pub struct PackedImage {
    /// Its name in the package.
    pub file: String,
    /// Whose signature it has now.
    pub signer: Option<Signer>,
    /// Whether that is an other's, which was there before.
    pub kept: bool,
}

/// A folder could not be packed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// There is no INF.
    #[error("{} has no .inf file, and no folder in it has one", .0.display())]
    NoInf(PathBuf),
    /// The packages would go where something else is.
    #[error("{} is not empty; remove it, or say another folder with --output", .0.display())]
    NotEmpty(PathBuf),
    /// The packages would go into the folder that is packed.
    #[error("{} is in the folder that is packed; say another with --output", .0.display())]
    Inside(PathBuf),
    /// An INF cannot be used.
    #[error("{0}")]
    Inf(#[from] InfError),
    /// An INF names no catalog.
    #[error("[Version] of {} has no CatalogFile; add CatalogFile = {}.cat", path.display(), path.file_stem().unwrap_or_default().to_string_lossy())]
    NoCatalog {
        /// The INF.
        path: PathBuf,
    },
    /// An INF calls its catalog by a name that no file beside it can have.
    #[error("CatalogFile of {}: {reason}", path.display())]
    CatalogName {
        /// The INF.
        path: PathBuf,
        /// What is wrong with the name.
        reason: BadPath,
    },
    /// A catalog cannot be made, or its files are not there.
    #[error("{}: {source}", path.display())]
    Catalog {
        /// The INF.
        path: PathBuf,
        /// Why not.
        source: CatalogError,
    },
    /// An image has a signature that does not hold.
    #[error("{}: {source}; sign the image anew with --replace-signatures", path.display())]
    Image {
        /// The image.
        path: PathBuf,
        /// What is wrong with it.
        source: SignatureError,
    },
    /// A file cannot be signed.
    #[error("{} cannot be signed: {source}", path.display())]
    Sign {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: SignError,
    },
    /// What was made does not hold.
    #[error("{} does not verify: {reason}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// The cabinet cannot be made.
    #[error("{0}")]
    Cabinet(#[from] CabinetError),
    /// The folder's name cannot stand in a cabinet for Microsoft.
    #[error(
        "{0:?} cannot be the name of a driver's folder in a cabinet: Partner Center wants fewer \
         than 40 letters, digits, and the characters . _ -; rename it"
    )]
    FolderName(String),
}

fn file<T>(path: &Path, result: io::Result<T>) -> Result<T, PackError> {
    result.map_err(|source| PackError::File {
        path: path.to_owned(),
        source,
    })
}

/// Packs the folder `from` into `to`, which is not there yet or is empty. The same files give the
/// same bytes, when the key does.
///
/// # Errors
///
/// [`PackError`] says what is missing or wrong, and what to do.
pub fn pack(from: &Path, to: &Path, how: &Pack<'_>) -> Result<Packed, PackError> {
    let found = find::packages(from)?;
    let all: Vec<_> = found
        .iter()
        .map(|it| Source::read(from, it))
        .collect::<Result<_, _>>()?;
    check_target(from, to)?;
    let was_there = to.exists();
    file(to, fs::create_dir_all(to))?;
    let packages = all.iter().map(|it| it.pack(to, how));
    let packages = packages.collect::<Result<_, _>>().inspect_err(|_| {
        // It was empty, so all of it is ours. What cannot be removed is told by the next call.
        let _ = fs::remove_dir_all(to);
        if was_there {
            let _ = fs::create_dir(to);
        }
    })?;
    Ok(Packed {
        folder: to.to_owned(),
        packages,
    })
}

fn check_target(from: &Path, to: &Path) -> Result<(), PackError> {
    let entries = match fs::read_dir(to) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        entries => file(to, entries)?.next(),
    };
    if entries.is_some() {
        return Err(PackError::NotEmpty(to.to_owned()));
    }
    // The nearest folder above that is there tells where a new one would be.
    let mut above = to.ancestors().filter_map(|it| {
        let it = if it.as_os_str().is_empty() {
            Path::new(".")
        } else {
            it
        };
        fs::canonicalize(it).ok()
    });
    let from = file(from, fs::canonicalize(from))?;
    match above.next() {
        Some(above) if above.starts_with(&from) => Err(PackError::Inside(to.to_owned())),
        _ => Ok(()),
    }
}

impl Packed {
    /// The files for a cabinet as Partner Center takes it: every package in a folder of its own,
    /// called after its folder, or `name` for that of all; nothing beside those folders.
    ///
    /// # Errors
    ///
    /// [`PackError::FolderName`] when a folder has a name that is refused there.
    pub fn cabinet_entries(&self, name: &str) -> Result<Vec<(String, PathBuf)>, PackError> {
        let mut entries = Vec::new();
        let mut names = BTreeSet::new();
        for package in &self.packages {
            let own = match package.folder.as_str() {
                "" => name.to_owned(),
                below => below.replace('/', "_"),
            };
            if !is_folder_name(&own) || !names.insert(own.to_lowercase()) {
                return Err(PackError::FolderName(own));
            }
            let folder = match package.folder.as_str() {
                "" => self.folder.clone(),
                below => self.folder.join(below),
            };
            let others = self.packages.iter().map(|it| it.folder.as_str());
            let others: Vec<_> = others.filter(|it| *it != package.folder).collect();
            for file in find::files(&folder)? {
                let below = match package.folder.as_str() {
                    "" => file.replace('\\', "/"),
                    at => format!("{at}/{}", file.replace('\\', "/")),
                };
                // What belongs to a package inside of this one.
                let inner = others.iter().any(|it| {
                    it.len() > package.folder.len()
                        && below.strip_prefix(it).is_some_and(|it| it.starts_with('/'))
                });
                if !inner {
                    let path = folder.join(file.replace('\\', "/"));
                    entries.push((format!("{own}\\{file}"), path));
                }
            }
        }
        entries.sort();
        Ok(entries)
    }

    /// Writes the cabinet into `out`, and signs it.
    ///
    /// # Errors
    ///
    /// [`PackError`] when a file cannot be read or the cabinet cannot be written or signed.
    pub fn write_cabinet(
        &self,
        out: &mut fs::File,
        name: &str,
        signing: Option<&Signing<'_>>,
    ) -> Result<(), PackError> {
        let entries = self.cabinet_entries(name)?;
        cabinet::create_from(&mut *out, &entries)?;
        if let Some(signing) = signing {
            cabinet::sign_file(out, signing)?;
        }
        Ok(())
    }
}

/// What Partner Center takes for the name of a driver's folder.
pub(crate) fn is_folder_name(name: &str) -> bool {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '_' | '-');
    !name.is_empty() && name.len() < 40 && name.chars().all(is_plain)
}
