//! The package folder: what Windows copies into its Driver Store.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::Serialize;
use thiserror::Error;
use wdk_inf::{Inf, InfError};

use crate::{
    authenticode, cabinet,
    catalog::{self, CatalogError, package_files},
    checksum,
    image::{Image, ImageError},
    path::{self, BadPath},
    rules::{self, Expected, Finding},
    signature::{SignError, Signature, SignatureError, Signer, Signing},
    symbols::Symbols,
};

/// What goes into a package.
#[derive(Clone, Debug)]
pub struct Contents<'a> {
    /// The driver's name: that of its image, symbols and INF.
    pub name: &'a str,
    /// The linked image.
    pub image: &'a Path,
    /// Its symbols.
    pub symbols: Option<&'a Path>,
    /// The stamped INF.
    pub inf: &'a Inf,
    /// What the image should be.
    pub expected: &'a Expected,
    /// Where the other files are that the INF installs.
    pub sources: &'a Path,
    /// The catalog to make, if one.
    pub catalog: Option<&'a catalog::Options>,
    /// Who signs image and catalog, if anyone.
    pub signing: Option<&'a Signing<'a>>,
}

/// A package folder with its facts.
#[derive(Clone, Debug, Serialize)]
pub struct Package {
    /// The folder.
    pub folder: PathBuf,
    /// The image in it.
    pub image: PathBuf,
    /// The symbols in it.
    pub symbols: Option<PathBuf>,
    /// The INF in it.
    pub inf: PathBuf,
    /// The catalog in it.
    pub catalog: Option<PathBuf>,
    /// The signer's certificate in it.
    pub certificate: Option<PathBuf>,
    /// Who signed the catalog and the image.
    pub signer: Option<Signer>,
    /// What the image says about itself.
    pub facts: Image,
    /// The name of the image's entry point.
    pub entry: Option<String>,
    /// What is wrong with the image; empty when it is in order.
    pub findings: Vec<Finding>,
}

/// A package could not be assembled or read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PackageError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The image is none.
    #[error("{}: {source}", path.display())]
    Image {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: ImageError,
    },
    /// The PDB is none.
    #[error("{}: {source}", path.display())]
    Symbols {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: pdb2::Error,
    },
    /// The INF cannot be used.
    #[error("{0}")]
    Inf(#[from] InfError),
    /// The catalog cannot be made.
    #[error("{0}")]
    Catalog(#[from] CatalogError),
    /// The package cannot be signed.
    #[error("{0}")]
    Sign(#[from] SignError),
    /// What was just signed does not hold.
    #[error("{0}")]
    Signature(#[from] SignatureError),
    /// The INF calls its catalog by a name that no file beside it can have.
    #[error("CatalogFile of the INF: {0}")]
    Name(#[from] BadPath),
    /// A package folder needs exactly one INF.
    #[error("{} has {found} INF files; a package has exactly one. Make one with `cargo wdk build`", folder.display())]
    NotOneInf {
        /// The folder.
        folder: PathBuf,
        /// How many there are.
        found: usize,
    },
}

fn file<T>(path: &Path, result: io::Result<T>) -> Result<T, PackageError> {
    result.map_err(|source| PackageError::File {
        path: path.to_owned(),
        source,
    })
}

impl Package {
    /// Writes the package into `folder`, which is emptied first, and checks its image.
    ///
    /// # Errors
    ///
    /// [`PackageError`] when a file cannot be read or written or the image is none.
    pub fn assemble(folder: &Path, contents: &Contents<'_>) -> Result<Self, PackageError> {
        let mut image = file(contents.image, fs::read(contents.image))?;
        let wrong = |source| PackageError::Image {
            path: contents.image.to_owned(),
            source,
        };
        match contents.signing {
            Some(signing) => authenticode::sign(&mut image, signing, false)?,
            None => checksum::set(&mut image).map_err(wrong)?,
        }
        let facts = Image::parse(&image).map_err(wrong)?;
        if folder.exists() {
            file(folder, fs::remove_dir_all(folder))?;
        }
        file(folder, fs::create_dir_all(folder))?;
        let place = |extension: &str| folder.join(format!("{}.{extension}", contents.name));
        let (image_path, inf_path) = (place("sys"), place("inf"));
        file(&image_path, fs::write(&image_path, &image))?;
        file(&inf_path, fs::write(&inf_path, contents.inf.to_bytes()))?;
        contents.bring_others(folder)?;
        let catalog = contents.write_catalog(folder, &inf_path)?;
        let certificate = contents.signing.map(|signing| {
            let path = place("cer");
            let written = fs::write(&path, signing.identity.certificate());
            file(&path, written).map(|()| path)
        });
        let known = contents.symbols.map(|path| {
            Symbols::read(path).map_err(|source| PackageError::Symbols {
                path: path.to_owned(),
                source,
            })
        });
        let known = known.transpose()?;
        let symbols = contents.symbols.map(|from| {
            let to = place("pdb");
            file(from, fs::copy(from, &to)).map(|_| to)
        });
        let findings = rules::check(&facts, known.as_ref(), contents.expected);
        let entry = known.and_then(|it| {
            let mut names = it.names(facts.entry);
            let expected = names.find(|it| *it == contents.expected.entry);
            expected.or_else(|| it.name(facts.entry)).map(str::to_owned)
        });
        let (catalog, signer) = catalog.unzip();
        Ok(Self {
            folder: folder.to_owned(),
            image: image_path,
            symbols: symbols.transpose()?,
            inf: inf_path,
            catalog,
            certificate: certificate.transpose()?,
            signer: signer.flatten(),
            facts,
            entry,
            findings,
        })
    }
}

impl Package {
    /// The files for a cabinet, in the folder `name`: all of the package but the certificate.
    ///
    /// # Errors
    ///
    /// [`PackageError::File`] when one cannot be read.
    pub fn cabinet_entries(&self, name: &str) -> Result<Vec<cabinet::Entry>, PackageError> {
        let mut entries = Vec::new();
        self.collect(&self.folder, name, &mut entries)?;
        entries.sort();
        Ok(entries)
    }

    fn collect(
        &self,
        folder: &Path,
        name: &str,
        entries: &mut Vec<cabinet::Entry>,
    ) -> Result<(), PackageError> {
        for own in file(folder, path::list(folder, None))? {
            let path = folder.join(&own);
            let name = format!("{name}\\{own}");
            if file(&path, path::kind(folder, &own))? == Some(path::Kind::Folder) {
                self.collect(&path, &name, entries)?;
            } else if Some(&path) != self.certificate.as_ref() {
                entries.push((name, file(&path, path::read(folder, &own))?));
            }
        }
        Ok(())
    }
}

impl Contents<'_> {
    /// Copies what the INF installs besides the image.
    fn bring_others(&self, folder: &Path) -> Result<(), PackageError> {
        let image = format!("{}.sys", self.name);
        for arch in catalog::architectures(self.inf) {
            for other in package_files(self.inf, arch).map_err(CatalogError::from)? {
                if path::fold(&other.source) == path::fold(&image) {
                    continue;
                }
                let bytes = other.read(self.sources).map_err(CatalogError::from)?;
                let written = path::write(folder, &other.source, &bytes);
                file(&folder.join(&other.source), written)?;
            }
        }
        Ok(())
    }

    /// Makes the catalog of the files in `folder`, and signs it.
    fn write_catalog(
        &self,
        folder: &Path,
        inf: &Path,
    ) -> Result<Option<(PathBuf, Option<Signer>)>, PackageError> {
        let arch = catalog::architectures(self.inf).first().copied();
        let name = arch.map(|arch| catalog::file_name(self.inf, arch));
        let name = name.transpose()?.flatten();
        let (Some(options), Some(name)) = (self.catalog, name) else {
            return Ok(None);
        };
        let made = catalog::create(inf, options)?;
        let bytes = match self.signing {
            Some(signing) => made.sign(signing)?,
            None => made.to_file()?,
        };
        let signer = match self.signing {
            Some(_) => Some(Signature::parse(&bytes)?.verify()?),
            None => None,
        };
        let path = folder.join(&name);
        file(&path, path::write(folder, &name, &bytes))?;
        Ok(Some((path, signer)))
    }
}

/// The one INF file of a package folder.
///
/// # Errors
///
/// [`PackageError`] when there is none, or more than one, or it is a symbolic link.
pub fn inf_of(folder: &Path) -> Result<PathBuf, PackageError> {
    let mut found = file(folder, path::list(folder, None))?;
    found.retain(|it| {
        let extension = Path::new(it).extension();
        extension.is_some_and(|it| it.eq_ignore_ascii_case("inf"))
    });
    let [only] = &found[..] else {
        return Err(PackageError::NotOneInf {
            folder: folder.to_owned(),
            found: found.len(),
        });
    };
    file(&folder.join(only), path::find(folder, only))
}
