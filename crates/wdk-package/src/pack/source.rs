//! One package: what its INFs want, and how that is copied, signed and vouched for.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use wdk_inf::{Arch, Inf};

use super::{
    Pack, PackError, PackedCatalog, PackedFolder, PackedImage, file,
    find::{Found, is_symbols},
};
use crate::{
    authenticode,
    catalog::{self, CatalogError, Part, SourceError, Verdict, package_files},
    path,
    signature::{SignatureError, Signer},
};

/// A folder with INFs that is to become a package.
pub(super) struct Source<'a> {
    found: &'a Found,
    folder: PathBuf,
    infs: Vec<(String, Inf)>,
    /// What goes into the package besides INFs and catalogs, as the INFs spell it.
    files: BTreeMap<String, String>,
    /// The catalogs, by folded name.
    catalogs: BTreeMap<String, Wanted>,
}

/// A catalog that is to be made.
struct Wanted {
    name: String,
    /// The INFs that name it, each with the architectures for which it does.
    infs: Vec<(String, Vec<Arch>)>,
}

impl<'a> Source<'a> {
    pub(super) fn read(from: &Path, found: &'a Found) -> Result<Self, PackError> {
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
            let wanted = entry.or_insert_with(|| Wanted {
                name: catalog,
                infs: Vec::new(),
            });
            wanted.infs.push((name.to_owned(), for_these));
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
    pub(super) fn pack(&self, to: &Path, how: &Pack<'_>) -> Result<PackedFolder, PackError> {
        let target = self.found.below(to);
        let mut images = Vec::new();
        for (name, _) in &self.infs {
            self.copy(name, &target)?;
        }
        for name in self.files.values() {
            images.extend(self.bring(name, &target, how)?);
        }
        let catalogs = self.catalogs.values();
        let catalogs = catalogs.map(|it| make_catalog(&target, it, how));
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
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let pages = how.catalog.pages.has(&name);
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

/// Makes, signs and checks a catalog in the package `target`.
fn make_catalog(
    target: &Path,
    wanted: &Wanted,
    how: &Pack<'_>,
) -> Result<PackedCatalog, PackError> {
    let Wanted { name, infs } = wanted;
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
        file: name.clone(),
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
