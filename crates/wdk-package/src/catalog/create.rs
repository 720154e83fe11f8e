//! inf2cat's job: a catalog from an INF and its files.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use thiserror::Error;
use wdk_inf::{Arch, Date, Inf, InfError};

use super::{
    Attribute, Catalog, Format, Member, NameValue,
    closure::{SourceError, architectures, hardware_ids, package_files},
    encode,
    os::Os,
};
use crate::{
    asn1,
    authenticode::{self, IndirectData},
    digest::{Algorithm, Digest},
};

/// What catalog to make.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Its version.
    pub format: Format,
    /// The systems that it is for; when empty, Windows 10 and 11 on what the INF has devices for.
    pub systems: Vec<Os>,
    /// When it is made, in seconds since 1970.
    pub time: i64,
    /// Also digest every page of the images, so that the kernel can check them as they are read.
    pub page_hashes: bool,
}

/// A catalog could not be made or held against its package.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// The INF cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// The catalog cannot be read.
    #[error("the catalog is {0}")]
    Malformed(#[from] asn1::Malformed),
    /// The INF cannot be used.
    #[error("{0}")]
    Inf(#[from] InfError),
    /// A file that the INF installs is not in the package.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The INF has no devices for the systems that the catalog is for.
    #[error("the INF has nothing for {}; stamp it, or name other systems", .0.iter().map(Arch::to_string).collect::<Vec<_>>().join(" or "))]
    Nothing(Vec<Arch>),
    /// The INF has no `DriverVer`.
    #[error("[Version] has no DriverVer; `cargo wdk build` stamps it (22.9.6)")]
    NoDriverVer,
    /// The INF is of a day that has not come yet.
    #[error("DriverVer is {0}, after the day of the catalog; the day counts in UTC (22.9.7)")]
    Future(String),
    /// A catalog cannot be of that time.
    #[error("a catalog is made between 1970 and 2049, not {0} seconds from 1970")]
    Time(i64),
}

/// A file of a package with its name where it is installed.
pub(super) struct Content {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Content {
    /// The INF at `path`.
    pub(super) fn of_inf(path: &Path) -> Result<Self, CatalogError> {
        let bytes = fs::read(path).map_err(|source| CatalogError::File {
            path: path.to_owned(),
            source,
        })?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_lowercase();
        Ok(Self { name, bytes })
    }

    /// The Authenticode digest of an image, that of all bytes of another file.
    pub(super) fn digest(&self, algorithm: Algorithm) -> Digest {
        authenticode::digest(&self.bytes, algorithm)
            .unwrap_or_else(|_| algorithm.of([&*self.bytes]))
    }
}

/// The files that `inf`, which is in `folder`, installs on `architectures`.
pub(super) fn installed(
    inf: &Inf,
    folder: &Path,
    architectures: &[Arch],
) -> Result<Vec<Content>, CatalogError> {
    let mut contents = Vec::new();
    let mut seen = HashSet::new();
    for arch in architectures {
        for file in package_files(inf, *arch)? {
            if seen.insert(file.clone()) {
                let bytes = file.read(folder)?;
                let name = file.name;
                contents.push(Content { name, bytes });
            }
        }
    }
    Ok(contents)
}

/// Makes the catalog of the package whose INF is at `inf`.
///
/// # Errors
///
/// [`CatalogError`] when the INF or a file that it installs is missing, or Windows would not
/// accept a catalog of them.
pub fn create(inf: &Path, options: &Options) -> Result<Catalog, CatalogError> {
    let folder = inf.parent().unwrap_or(Path::new(""));
    let mut contents = vec![Content::of_inf(inf)?];
    let inf = Inf::parse_named(&inf.display().to_string(), &contents[0].bytes)?;
    check_driver_ver(&inf, options.time)?;
    let known = architectures(&inf);
    let mut systems = options.systems.clone();
    if systems.is_empty() {
        systems = known.iter().flat_map(|it| Os::windows_10(*it)).collect();
    }
    let mut wanted: Vec<_> = systems.iter().map(Os::arch).collect();
    wanted.dedup();
    if !wanted.iter().any(|it| known.contains(it)) {
        return Err(CatalogError::Nothing(wanted));
    }
    let versions = Os::versions(&systems);
    let (mut members, mut tags) = (Vec::new(), HashSet::new());
    contents.extend(installed(&inf, folder, &wanted)?);
    for content in contents {
        for member in members_of(&content, &versions, options) {
            if tags.insert(member.tag.clone()) {
                members.push(member);
            }
        }
    }
    members.sort_by(|a: &Member, b: &Member| a.tag.cmp(&b.tag));
    for member in &mut members {
        member.attributes.sort_by_cached_key(Attribute::to_der);
    }
    let tokens: Vec<_> = systems.iter().map(Os::token).collect();
    let mut attributes = vec![NameValue::text("OS", &tokens.join(","))];
    let ids = hardware_ids(&inf, &wanted);
    let numbered = ids.iter().enumerate().rev();
    attributes.extend(numbered.map(|(at, id)| NameValue::text(&format!("HWID{}", at + 1), id)));
    let mut catalog = Catalog {
        format: options.format,
        id: vec![0; 16],
        time: options.time,
        members,
        attributes,
    };
    // Others number their catalogs at random; ours are the same when what is in them is.
    let der = catalog.to_der().ok_or(CatalogError::Time(options.time))?;
    catalog.id = Algorithm::Sha256.of([&*der]).as_bytes()[..16].to_vec();
    Ok(catalog)
}

fn check_driver_ver(inf: &Inf, time: i64) -> Result<(), CatalogError> {
    let Some((written, _)) = inf.version().driver_ver else {
        return Err(CatalogError::NoDriverVer);
    };
    let Some(made) = day(&written) else {
        return Err(CatalogError::NoDriverVer);
    };
    if Some(made) > day(&Date::from_unix(time).to_string()) {
        return Err(CatalogError::Future(written));
    }
    Ok(())
}

/// Year, month and day of `mm/dd/yyyy`.
fn day(text: &str) -> Option<[u32; 3]> {
    let mut parts = text.split(['/', '-']).map(|it| it.trim().parse().ok());
    let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
    Some([year, month, day])
}

fn members_of(content: &Content, versions: &str, options: &Options) -> Vec<Member> {
    let is_image = authenticode::is_image(&content.bytes);
    let sha1 = content.digest(Algorithm::Sha1);
    let facts = |kind| {
        vec![
            kind,
            Attribute::NameValue(NameValue::text("OSAttr", versions)),
            Attribute::NameValue(NameValue::text("File", &content.name)),
        ]
    };
    let indirect = |digest: &Digest| {
        if !is_image {
            return Attribute::Indirect(IndirectData::flat(digest.clone()));
        }
        let pages = options
            .page_hashes
            .then(|| authenticode::page_hashes(&content.bytes, digest.algorithm()));
        let pages = pages.and_then(Result::ok);
        Attribute::Indirect(IndirectData::image(digest.clone(), pages.as_ref()))
    };
    match options.format {
        Format::V1 => {
            let guid = if is_image {
                encode::IMAGE
            } else {
                encode::FLAT
            };
            let mut attributes = facts(Attribute::SubjectV1 {
                guid: guid.to_owned(),
                version: 0x200,
            });
            attributes.push(indirect(&sha1));
            let tag = asn1::wide(&hex::encode_upper(sha1.as_bytes()));
            vec![Member { tag, attributes }]
        }
        Format::V2 => {
            let kind = Attribute::SubjectV2(if is_image { 0 } else { 2 });
            let sha256 = content.digest(Algorithm::Sha256);
            let mut attributes = facts(kind.clone());
            attributes.push(indirect(&sha256));
            vec![
                Member {
                    tag: sha1.as_bytes().to_vec(),
                    attributes: facts(kind),
                },
                Member {
                    tag: sha256.as_bytes().to_vec(),
                    attributes,
                },
            ]
        }
    }
}
