//! A catalog against the package that it is of.

use std::{collections::HashSet, fmt, path::Path};

use serde::Serialize;
use wdk_inf::Inf;

use super::{
    Catalog, CatalogError, Format,
    closure::architectures,
    create::{Content, installed},
};
#[cfg(not(feature = "signing"))]
use crate::authenticode::Layout;
#[cfg(feature = "signing")]
use crate::signature::{Signature, SignatureError, Signer};
use crate::{
    authenticode, checksum,
    digest::{Algorithm, Digest},
};

/// Something for which Windows would refuse the package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Finding {
    /// The file is not as it was when the catalog was made.
    Changed {
        /// The file.
        file: String,
    },
    /// The INF installs a file that the catalog does not know.
    Unknown {
        /// The file.
        file: String,
    },
    /// The signature inside an image does not hold, or its checksum is wrong.
    Image {
        /// The file.
        file: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A member does not agree with itself.
    Inconsistent {
        /// The member's file, or its digest.
        file: String,
    },
}

impl Finding {
    /// The file that it is about.
    #[must_use]
    pub fn file(&self) -> &str {
        match self {
            Self::Changed { file }
            | Self::Unknown { file }
            | Self::Image { file, .. }
            | Self::Inconsistent { file } => file,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { file } => write!(
                f,
                "{file} has changed since the catalog was made; make the catalog again"
            ),
            Self::Unknown { file } => write!(
                f,
                "the INF installs {file}, which the catalog does not have; make the catalog again"
            ),
            Self::Image { file, reason } => write!(f, "{file}: {reason}; build or sign it again"),
            Self::Inconsistent { file } => {
                write!(f, "the catalog has two digests for {file} that differ")
            }
        }
    }
}

/// What Windows would say of a package.
#[cfg(feature = "signing")]
#[derive(Clone, Debug, Serialize)]
pub struct Verdict {
    /// Who signed the catalog; nobody, when its signature does not hold.
    pub signer: Option<Signer>,
    /// Why the catalog's signature does not hold.
    pub signature: Option<String>,
    /// How many members the catalog has.
    pub members: usize,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
}

#[cfg(feature = "signing")]
impl Verdict {
    /// Whether nothing is wrong but, perhaps, that nobody trusts the signer.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.signer.is_some() && self.findings.is_empty()
    }
}

/// Checks a package as Windows does before it stages it: the signature of the catalog file in
/// `bytes`, and every file of the package whose INF is at `inf`.
///
/// # Errors
///
/// [`CatalogError`] when the catalog, the INF or a file that it installs cannot be read.
#[cfg(feature = "signing")]
pub fn verify_package(bytes: &[u8], inf: &Path) -> Result<Verdict, CatalogError> {
    let catalog = super::parse(bytes)?;
    let signer = Signature::parse(bytes).and_then(|it| it.verify());
    Ok(Verdict {
        signature: signer.as_ref().err().map(SignatureError::to_string),
        signer: signer.ok(),
        members: catalog.members.len(),
        findings: verify(&catalog, inf)?,
    })
}

/// Holds the package whose INF is at `inf` against `catalog`; nothing when all files are as they
/// were. The catalog's signature is another matter: see `verify_package`.
///
/// # Errors
///
/// [`CatalogError`] when the INF or a file that it installs cannot be read.
pub fn verify(catalog: &Catalog, inf: &Path) -> Result<Vec<Finding>, CatalogError> {
    let text = Content::of_inf(inf)?;
    let mut findings = Vec::new();
    for member in &catalog.members {
        let inner = member.indirect().map(|it| it.digest().clone());
        if inner.is_some() && inner != member.digest() {
            let file = member.file().unwrap_or_else(|| hex::encode(&member.tag));
            findings.push(Finding::Inconsistent { file });
        }
    }
    let list = catalog.list();
    findings.extend(list.judge(&text));
    let folder = inf.parent().unwrap_or(Path::new(""));
    let others = Inf::parse_named(&inf.display().to_string(), &text.bytes)
        .map_err(CatalogError::from)
        .and_then(|it| installed(&it, folder, &architectures(&it)));
    match others {
        Ok(others) => {
            for content in &others {
                let changed = list.judge(content);
                findings.extend(changed.or_else(|| judge_image(content)));
            }
        }
        // What a changed INF installs, and whether it can be read at all, no longer matters.
        Err(_) if !findings.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(findings)
}

/// What signing changes in an image is not in the catalog's digest: it has to hold by itself.
fn judge_image(content: &Content) -> Option<Finding> {
    if !authenticode::is_image(&content.bytes) {
        return None;
    }
    let reason = wrong_in_image(&content.bytes)?;
    let file = content.name.clone();
    Some(Finding::Image { file, reason })
}

/// What is wrong with an image's own signature and checksum.
#[cfg(feature = "signing")]
fn wrong_in_image(image: &[u8]) -> Option<String> {
    match authenticode::verify(image) {
        // What cannot be checked here may be right.
        Ok(_) | Err(SignatureError::Algorithm(_)) => None,
        Err(SignatureError::Unsigned) => wrong_checksum(image),
        Err(error) => Some(error.to_string()),
    }
}

/// What is wrong with the checksum of an image that is not signed; a signature is not looked at.
#[cfg(not(feature = "signing"))]
fn wrong_in_image(image: &[u8]) -> Option<String> {
    let at = Layout::of(image).ok()?;
    at.table.is_empty().then(|| wrong_checksum(image))?
}

fn wrong_checksum(image: &[u8]) -> Option<String> {
    (!checksum::is_right(image)).then(|| "its checksum is wrong".to_owned())
}

/// What a catalog vouches for, by digest and by name.
#[derive(Clone, Debug)]
pub struct List {
    format: Format,
    digests: HashSet<Digest>,
    names: HashSet<String>,
}

impl Catalog {
    /// The catalog as a list in which many files can be looked up.
    #[must_use]
    pub fn list(&self) -> List {
        let members = self.members.iter();
        let names = members.clone().filter_map(super::Member::file);
        List {
            format: self.format,
            names: names.map(|it| it.to_lowercase()).collect(),
            digests: members.filter_map(super::Member::digest).collect(),
        }
    }
}

impl List {
    /// What is wrong with the file `name`, which has these bytes; nothing when the catalog vouches
    /// for it. For packages that are in no folder; [`verify`] does it for those that are.
    #[must_use]
    pub fn check(&self, name: &str, bytes: &[u8]) -> Option<Finding> {
        let content = Content {
            name: name.to_lowercase(),
            bytes: bytes.to_vec(),
        };
        self.judge(&content).or_else(|| judge_image(&content))
    }

    /// Whether the catalog vouches for `content`, by every digest that it has of its files.
    fn judge(&self, content: &Content) -> Option<Finding> {
        let algorithms = match self.format {
            Format::V1 => &[Algorithm::Sha1][..],
            Format::V2 => &[Algorithm::Sha1, Algorithm::Sha256],
        };
        let known = |algorithm: &Algorithm| self.digests.contains(&content.digest(*algorithm));
        if algorithms.iter().all(known) {
            return None;
        }
        let file = content.name.clone();
        Some(match self.names.contains(&file.to_lowercase()) {
            true => Finding::Changed { file },
            false => Finding::Unknown { file },
        })
    }
}
