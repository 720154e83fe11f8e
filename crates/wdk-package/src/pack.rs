//! Packages of any origin: a folder with INFs, and whatever they install, becomes packages with
//! signed images and catalogs.
//!
//! Each folder that has an INF is a package. INFs in one folder that name the same catalog share it;
//! an INF that names one for each architecture gets each. No Cargo project is needed, and it does
//! not matter in what language the drivers are written.

mod find;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thiserror::Error;
use wdk_inf::{Arch, Inf, InfError};

use self::find::{Found, is_symbols};
use crate::{
    authenticode,
    cabinet::{self, CabinetError},
    catalog::{self, CatalogError, Part, SourceError, Verdict, package_files},
    path::{self, BadPath},
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
    file(to, fs::create_dir_all(to))?;
    let packages = all.iter().map(|it| it.pack(to, how));
    Ok(Packed {
        folder: to.to_owned(),
        packages: packages.collect::<Result<_, _>>()?,
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

/// A folder with INFs that is to become a package.
struct Source<'a> {
    found: &'a Found,
    folder: PathBuf,
    infs: Vec<(String, Inf)>,
    /// What goes into the package besides INFs and catalogs, as the INFs spell it.
    files: BTreeMap<String, String>,
    /// The catalogs, by folded name: name, and for which INFs and architectures.
    catalogs: BTreeMap<String, (String, Vec<(String, Vec<Arch>)>)>,
}

impl<'a> Source<'a> {
    fn read(from: &Path, found: &'a Found) -> Result<Self, PackError> {
        let folder = found.below(from);
        let mut source = Self {
            found,
            folder,
            infs: Vec::new(),
            files: BTreeMap::new(),
            catalogs: BTreeMap::new(),
        };
        for name in &found.infs {
            source.read_inf(name)?;
        }
        source.add_symbols();
        Ok(source)
    }

    fn read_inf(&mut self, name: &str) -> Result<(), PackError> {
        let path = self.folder.join(name);
        let bytes = file(&path, path::read(&self.folder, name))?;
        let inf = Inf::parse_named(&path.display().to_string(), &bytes)?;
        let catalogs = catalog::catalogs(&inf).map_err(|reason| PackError::CatalogName {
            path: path.clone(),
            reason,
        })?;
        let wrong = |source: CatalogError| PackError::Catalog {
            path: path.clone(),
            source,
        };
        let architectures = catalog::architectures(&inf);
        if architectures.is_empty() {
            let all = vec![Arch::Amd64, Arch::Arm64, Arch::X86];
            return Err(wrong(CatalogError::Nothing(all)));
        }
        if catalogs.is_empty() {
            return Err(PackError::NoCatalog { path });
        }
        for arch in architectures {
            for it in package_files(&inf, arch).map_err(|it| wrong(it.into()))? {
                let present = path::kind(&self.folder, &it.source);
                if !matches!(present, Ok(Some(path::Kind::File(_)))) {
                    let missing = it.read(&self.folder).err();
                    let missing = missing.map(|it: SourceError| wrong(it.into()));
                    return Err(missing.unwrap_or_else(|| PackError::NoInf(path.clone())));
                }
                self.files.insert(path::fold(&it.source), it.source);
            }
        }
        for (catalog, for_these) in catalogs {
            let entry = self.catalogs.entry(path::fold(&catalog));
            let (_, infs) = entry.or_insert_with(|| (catalog, Vec::new()));
            infs.push((name.to_owned(), for_these));
        }
        self.infs.push((name.to_owned(), inf));
        Ok(())
    }

    /// The symbols that stand beside images: Microsoft wants them with a driver.
    fn add_symbols(&mut self) {
        let images = self.files.keys().filter_map(|it| it.rsplit_once('.'));
        let stems: BTreeSet<_> = images.map(|(stem, _)| stem.to_owned()).collect();
        for other in self.found.files.iter().filter(|it| is_symbols(it)) {
            let folded = path::fold(other);
            let stem = folded.rsplit_once('.').map_or("", |it| it.0);
            if stems.contains(stem) {
                self.files.insert(folded, other.clone());
            }
        }
    }

    /// Makes the package below `to`.
    fn pack(&self, to: &Path, how: &Pack<'_>) -> Result<PackedFolder, PackError> {
        let target = self.found.below(to);
        let mut images = Vec::new();
        for (name, _) in &self.infs {
            self.copy(name, &target)?;
        }
        for name in self.files.values() {
            images.extend(self.bring(name, &target, how)?);
        }
        let catalogs = self.catalogs.values();
        let catalogs = catalogs.map(|(name, infs)| make_catalog(&target, name, infs, how));
        let catalogs = catalogs.collect::<Result<_, _>>()?;
        let mut left_out = self.found.files.clone();
        left_out.retain(|it| {
            let folded = path::fold(it);
            !self.files.contains_key(&folded) && !self.catalogs.contains_key(&folded)
        });
        Ok(PackedFolder {
            folder: self.found.folder.replace('\\', "/"),
            infs: self.found.infs.clone(),
            catalogs,
            images,
            left_out,
        })
    }

    fn copy(&self, name: &str, target: &Path) -> Result<(), PackError> {
        let from = self.folder.join(name.replace('\\', "/"));
        let mut content = file(&from, path::open_file(&self.folder, name))?;
        let to = target.join(name.replace('\\', "/"));
        let mut out = file(&to, path::create(target, name))?;
        file(&to, io::copy(&mut content, &mut out))?;
        Ok(())
    }

    /// Copies a file, and signs it when it is an image.
    fn bring(
        &self,
        name: &str,
        target: &Path,
        how: &Pack<'_>,
    ) -> Result<Option<PackedImage>, PackError> {
        use io::Read as _;
        let path = self.folder.join(name.replace('\\', "/"));
        let mut first = [0; 2];
        let opened = file(&path, path::open_file(&self.folder, name))?;
        let read = file(&path, opened.take(2).read(&mut first))?;
        if read < 2 || first != *b"MZ" {
            return self.copy(name, target).map(|()| None);
        }
        let mut image = file(&path, path::read(&self.folder, name))?;
        if !authenticode::is_image(&image) {
            return self.copy(name, target).map(|()| None);
        }
        let (signer, kept) = sign_image(&path, &mut image, how)?;
        let written = path::write(target, name, &image);
        file(&target.join(name), written)?;
        let name = name.to_owned();
        Ok(Some(PackedImage {
            file: name,
            signer,
            kept,
        }))
    }
}

/// Signs an image, unless another's signature is in it; says who has signed it now.
fn sign_image(
    path: &Path,
    image: &mut Vec<u8>,
    how: &Pack<'_>,
) -> Result<(Option<Signer>, bool), PackError> {
    let had = match authenticode::verify(image) {
        Ok(signer) => Some(signer),
        Err(SignatureError::Unsigned) => None,
        Err(_) if how.replace_signatures && how.signing.is_some() => None,
        Err(source) => {
            let path = path.to_owned();
            return Err(PackError::Image { path, source });
        }
    };
    let own = |it: &Signer| {
        let mine = how.signing.map(|it| it.identity.thumbprint());
        mine.as_deref() == Some(it.thumbprint.as_str())
    };
    let Some(signing) = how.signing else {
        return Ok((had, true));
    };
    if had.as_ref().is_some_and(|it| !own(it)) && !how.replace_signatures {
        return Ok((had, true));
    }
    let wrong = |source| PackError::Sign {
        path: path.to_owned(),
        source,
    };
    let pages = how.catalog.page_hashes;
    authenticode::sign(image, signing, pages).map_err(wrong)?;
    if let Some(also) = how.also {
        authenticode::append(image, also, pages).map_err(wrong)?;
    }
    let signer = authenticode::verify(image).map_err(|it| PackError::Wrong {
        path: path.to_owned(),
        reason: it.to_string(),
    })?;
    Ok((Some(signer), false))
}

/// Makes, signs and checks the catalog `name` in the package `target`.
fn make_catalog(
    target: &Path,
    name: &str,
    infs: &[(String, Vec<Arch>)],
    how: &Pack<'_>,
) -> Result<PackedCatalog, PackError> {
    let parts: Vec<_> = infs
        .iter()
        .map(|(inf, architectures)| Part {
            inf: target.join(inf),
            architectures: architectures.clone(),
        })
        .collect();
    let path = target.join(name);
    let wrong = |source| PackError::Catalog {
        path: parts[0].inf.clone(),
        source,
    };
    let made = catalog::create_shared(&parts, how.catalog).map_err(wrong)?;
    let bytes = match how.signing {
        Some(signing) => made.sign(signing),
        None => made.to_file(),
    };
    let bytes = bytes.map_err(|source| PackError::Sign {
        path: path.clone(),
        source,
    })?;
    file(&path, path::write(target, name, &bytes))?;
    let mut signer = None;
    for part in &parts {
        let verdict = catalog::verify_package_for(&bytes, &part.inf, &part.architectures);
        let verdict = verdict.map_err(wrong)?;
        if let Some(reason) = reason_against(&verdict, how.signing.is_some()) {
            return Err(PackError::Wrong { path, reason });
        }
        signer = verdict.signer;
    }
    let architectures: BTreeSet<_> = infs.iter().flat_map(|it| it.1.iter()).collect();
    Ok(PackedCatalog {
        file: name.to_owned(),
        infs: infs.iter().map(|it| it.0.clone()).collect(),
        architectures: architectures.iter().map(ToString::to_string).collect(),
        members: made.members.len(),
        signer,
    })
}

fn reason_against(verdict: &Verdict, signed: bool) -> Option<String> {
    let finding = verdict.findings.first().map(ToString::to_string);
    finding.or_else(|| verdict.signature.clone().filter(|_| signed))
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
