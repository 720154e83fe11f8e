//! inf2cat's job: a catalog from an INF and its files.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs::File,
    io,
    path::{Path, PathBuf},
};

use thiserror::Error;
use wdk_inf::{Arch, Date, Inf, InfError};

use super::{
    Attribute, Catalog, Format, Member, NameValue,
    closure::{PackageFile, SourceError, architectures, hardware_ids, package_files},
    encode,
    facts::{self, Facts},
    os::Os,
};
use crate::{
    asn1,
    authenticode::{IndirectData, PageHashes},
    digest::{Algorithm, Digest},
    path,
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
    /// Of which images also every page is digested, so that the kernel can check it as it is read.
    pub pages: Pages,
    /// How far the clock by which `DriverVer` was written is ahead of UTC, in seconds.
    pub ahead_of_utc: i64,
}

/// Whose pages a catalog has digests of: inf2cat's `/pageHashes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// No file's.
    #[default]
    None,
    /// Those of all images.
    All,
    /// Those of the images that are installed by these names, in any case.
    Of(Vec<String>),
}

impl Pages {
    /// Those of all images, or of none.
    pub fn all(wanted: bool) -> Self {
        if wanted { Self::All } else { Self::None }
    }

    /// Whether it has those of the image `name`.
    pub fn has(&self, name: &str) -> bool {
        match self {
            Self::None => false,
            Self::All => true,
            Self::Of(names) => names.iter().any(|it| path::same(it, name)),
        }
    }

    /// The names that are of no image in any of `catalogs`.
    pub fn missing_in<'a>(&self, catalogs: impl IntoIterator<Item = &'a Catalog>) -> Vec<&str> {
        let Self::Of(names) = self else {
            return Vec::new();
        };
        let catalogs: Vec<_> = catalogs.into_iter().collect();
        let members = || catalogs.iter().flat_map(|it| &it.members);
        let is_there = |name: &str| {
            members()
                .filter(|it| it.is_image() == Some(true))
                .any(|it| it.file().is_some_and(|it| path::same(&it, name)))
        };
        let names = names.iter().map(String::as_str);
        names.filter(|it| !is_there(it)).collect()
    }
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
    #[error("the INF has nothing for {}; stamp it, or name other systems", names(.0))]
    Nothing(Vec<Arch>),
    /// inf2cat has no names for systems with the processors that the INF is for.
    #[error("no Windows 10 or 11 for {} is known by a name of inf2cat; name the systems that the catalog is for", names(.0))]
    NoSystem(Vec<Arch>),
    /// The INF has no `DriverVer`.
    #[error("[Version] has no DriverVer; `cargo wdk build` stamps it (22.9.6)")]
    NoDriverVer,
    /// The INF is of a day that has not come yet.
    #[error(
        "DriverVer is {0}, after the day of the catalog; unless local time is asked for, the day counts in UTC (22.9.7)"
    )]
    Future(String),
    /// The pages of a file are asked for that is no image of the package.
    #[error("the INF installs no image called {0}, whose pages could be digested")]
    NoImage(String),
    /// A catalog cannot be of that time.
    #[error("a catalog is made between 1970 and 2049, not {0} seconds from 1970")]
    Time(i64),
}

fn names(archs: &[Arch]) -> String {
    let names = archs.iter().map(Arch::to_string);
    names.collect::<Vec<_>>().join(" or ")
}

/// An INF that a catalog is to vouch for, with the files that it installs.
#[derive(Clone, Debug)]
pub struct Part {
    /// The INF; the files are below its folder.
    pub inf: PathBuf,
    /// For which architectures; those that it does not name install nothing.
    pub architectures: Vec<Arch>,
}

/// Makes the catalog of the package whose INF is at `inf`.
///
/// # Errors
///
/// [`CatalogError`] when the INF or a file that it installs is missing, or Windows would not
/// accept a catalog of them.
pub fn create(inf: &Path, options: &Options) -> Result<Catalog, CatalogError> {
    let all = [Arch::X86, Arch::Amd64, Arch::Arm64, Arch::Arm, Arch::Ia64];
    let part = Part {
        inf: inf.to_owned(),
        architectures: all.to_vec(),
    };
    let catalog = create_shared(&[part], options)?;
    if let Some(name) = options.pages.missing_in([&catalog]).first() {
        return Err(CatalogError::NoImage((*name).to_owned()));
    }
    Ok(catalog)
}

/// Makes one catalog for all of `parts`: several INFs may name the same, and one INF may name
/// another for each architecture.
///
/// A file whose pages are asked for may be in another catalog: [`Pages::missing_in`] says which
/// are in none.
///
/// # Errors
///
/// As [`create`].
pub fn create_shared(parts: &[Part], options: &Options) -> Result<Catalog, CatalogError> {
    let mut infs = Vec::new();
    let mut known = Vec::new();
    for part in parts {
        let (bytes, facts) = facts::of_inf(&part.inf)?;
        let inf = Inf::parse_named(&part.inf.display().to_string(), &bytes)?;
        check_driver_ver(&inf, options.time.saturating_add(options.ahead_of_utc))?;
        let mut for_these = architectures(&inf);
        for_these.retain(|it| part.architectures.contains(it));
        known.extend(for_these.iter().map(|it| (*it, floor(&inf, *it))));
        infs.push((part, inf, facts, for_these));
    }
    let systems = systems(&known, options);
    if systems.is_empty() && !known.is_empty() {
        let archs: BTreeSet<_> = known.iter().map(|(it, _)| *it).collect();
        return Err(CatalogError::NoSystem(archs.into_iter().collect()));
    }
    let wanted: BTreeSet<_> = systems.iter().map(Os::arch).collect();
    let asked = || parts.iter().flat_map(|it| it.architectures.iter().copied());
    if !known.iter().any(|(it, _)| wanted.contains(it)) {
        let wanted = match wanted.is_empty() {
            true => asked().collect(),
            false => wanted,
        };
        return Err(CatalogError::Nothing(wanted.into_iter().collect()));
    }
    let versions = Os::versions(&systems);
    let (mut members, mut tags) = (Vec::new(), HashSet::new());
    let (mut ids, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |facts: &Facts, pages: Option<&PageHashes>| {
        for member in members_of(facts, pages, &versions, options.format) {
            if tags.insert(member.tag.clone()) {
                members.push(member);
            }
        }
    };
    for (part, inf, facts, mut for_these) in infs {
        for_these.retain(|it| wanted.contains(it));
        add(&facts, None);
        let folder = part.inf.parent().unwrap_or(Path::new(""));
        each_installed(&inf, folder, &for_these, |file, content| {
            let mut pages = None;
            let facts = Facts::read(&file.name, content, |image| {
                if options.pages.has(&file.name) {
                    pages = facts::pages(image, options.format.algorithm());
                }
            })?;
            add(&facts, pages.as_ref());
            Ok(())
        })?;
        let more = hardware_ids(&inf, &for_these);
        ids.extend(more.into_iter().filter(|it| seen.insert(it.clone())));
    }
    members.sort_by(|a: &Member, b: &Member| a.tag.cmp(&b.tag));
    for member in &mut members {
        member.attributes.sort_by_cached_key(Attribute::to_der);
    }
    let tokens: Vec<_> = systems.iter().map(Os::token).collect();
    let mut attributes = vec![NameValue::text("OS", &tokens.join(","))];
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

/// Calls `each` with every file that `inf`, which is in `folder`, installs on `architectures`, one
/// after the other.
pub(super) fn each_installed(
    inf: &Inf,
    folder: &Path,
    architectures: &[Arch],
    mut each: impl FnMut(&PackageFile, File) -> io::Result<()>,
) -> Result<(), CatalogError> {
    let mut seen = HashSet::new();
    for arch in architectures {
        for file in package_files(inf, *arch)? {
            if seen.insert(file.clone()) {
                let content = file.open(folder)?;
                each(&file, content).map_err(|source| file.missing(folder, source))?;
            }
        }
    }
    Ok(())
}

/// The systems of the catalog: those that were asked for, or every Windows 10 and 11 that an INF
/// has devices for.
fn systems(known: &[(Arch, u32)], options: &Options) -> Vec<Os> {
    if !options.systems.is_empty() {
        return options.systems.clone();
    }
    let mut systems: Vec<Os> = Vec::new();
    let mut floors: BTreeMap<Arch, u32> = BTreeMap::new();
    for (arch, floor) in known {
        let lowest = floors.entry(*arch).or_insert(*floor);
        *lowest = (*floor).min(*lowest);
    }
    let mut seen = HashSet::new();
    for (arch, _) in known.iter().filter(|(it, _)| seen.insert(*it)) {
        let floor = floors.get(arch).copied().unwrap_or(0);
        systems.extend(Os::windows_10_from(*arch, floor));
    }
    systems
}

/// The first build of Windows 10 that `inf` has devices for on `arch`; 0 for any.
fn floor(inf: &Inf, arch: Arch) -> u32 {
    let reaches = inf.reaches(arch);
    let lowest = reaches.first().map(|it| it.windows);
    lowest.filter(|it| it.major >= 10).map_or(0, |it| it.build)
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

fn members_of(
    content: &Facts,
    pages: Option<&PageHashes>,
    versions: &str,
    format: Format,
) -> Vec<Member> {
    let is_image = content.image;
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
        Attribute::Indirect(IndirectData::image(digest.clone(), pages))
    };
    match format {
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
            attributes.push(indirect(sha1));
            let tag = asn1::wide(&hex::encode_upper(sha1.as_bytes()));
            vec![Member { tag, attributes }]
        }
        Format::V2 => {
            let kind = Attribute::SubjectV2(if is_image { 0 } else { 2 });
            let sha256 = content.digest(Algorithm::Sha256);
            let mut attributes = facts(kind.clone());
            attributes.push(indirect(sha256));
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
