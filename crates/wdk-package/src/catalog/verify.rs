//! A catalog against the package that it is of.

use std::{
    collections::HashSet,
    fmt,
    io::{Read as _, Seek as _},
    path::Path,
};

use serde::Serialize;
use wdk_inf::{Arch, Inf};

use super::{
    Catalog, CatalogError, Format,
    closure::architectures,
    create::each_installed,
    facts::{self, Facts},
};
use crate::digest::{Algorithm, Digest};
#[cfg(feature = "signing")]
use crate::signature::{Signature, SignatureError, Signer};

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
    /// The file is as it was but for the ends of its lines: git has rewritten them, or an editor.
    LineEndings {
        /// The file.
        file: String,
        /// Whether the catalog's file had CR and LF; else it had LF alone.
        crlf: bool,
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
            | Self::LineEndings { file, .. }
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
            Self::LineEndings { file, crlf } => write!(
                f,
                "{file} would match with {} at the ends of its lines (git's autocrlf?); write \
                 \"{file} -text\" into .gitattributes and check it out again, or make the catalog again",
                if *crlf { "CRLF" } else { "LF" }
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
    verdict(bytes, inf, None)
}

/// [`verify_package`] for what the INF installs on `architectures`: where it names a catalog for
/// each, as `CatalogFile.NTarm64` does.
///
/// # Errors
///
/// As there.
#[cfg(feature = "signing")]
pub fn verify_package_for(
    bytes: &[u8],
    inf: &Path,
    architectures: &[Arch],
) -> Result<Verdict, CatalogError> {
    verdict(bytes, inf, Some(architectures))
}

#[cfg(feature = "signing")]
fn verdict(bytes: &[u8], inf: &Path, wanted: Option<&[Arch]>) -> Result<Verdict, CatalogError> {
    let catalog = super::parse(bytes)?;
    let signer = Signature::parse(bytes).and_then(|it| it.verify());
    Ok(Verdict {
        signature: signer.as_ref().err().map(SignatureError::to_string),
        signer: signer.ok(),
        members: catalog.members.len(),
        findings: hold(&catalog, inf, wanted)?,
    })
}

/// Holds the package whose INF is at `inf` against `catalog`; nothing when all files are as they
/// were. The catalog's signature is another matter: see `verify_package`.
///
/// # Errors
///
/// [`CatalogError`] when the INF or a file that it installs cannot be read.
pub fn verify(catalog: &Catalog, inf: &Path) -> Result<Vec<Finding>, CatalogError> {
    hold(catalog, inf, None)
}

/// [`verify`] for what the INF installs on `architectures`.
///
/// # Errors
///
/// As there.
pub fn verify_for(
    catalog: &Catalog,
    inf: &Path,
    architectures: &[Arch],
) -> Result<Vec<Finding>, CatalogError> {
    hold(catalog, inf, Some(architectures))
}

fn hold(
    catalog: &Catalog,
    inf: &Path,
    wanted: Option<&[Arch]>,
) -> Result<Vec<Finding>, CatalogError> {
    let (text, facts) = facts::of_inf(inf)?;
    let mut findings = Vec::new();
    for member in &catalog.members {
        let inner = member.indirect().map(|it| it.digest().clone());
        if inner.is_some() && inner != member.digest() {
            let file = member.file().unwrap_or_else(|| hex::encode(&member.tag));
            findings.push(Finding::Inconsistent { file });
        }
    }
    let list = catalog.list();
    let changed = list.judge(&facts);
    findings.extend(changed.map(|it| list.line_endings(&facts.name, &text).unwrap_or(it)));
    let folder = inf.parent().unwrap_or(Path::new(""));
    let inf = Inf::parse_named(&inf.display().to_string(), &text).map_err(CatalogError::from);
    let held = inf.and_then(|inf| {
        let mut for_these = architectures(&inf);
        for_these.retain(|it| wanted.is_none_or(|wanted| wanted.contains(it)));
        let mut found = Vec::new();
        each_installed(&inf, folder, &for_these, |file, mut content| {
            let mut wrong = None;
            let facts = Facts::read(&file.name, &mut content, |image| {
                wrong = facts::wrong_in_image(image);
            })?;
            let mut finding = list.judge(&facts);
            if finding.is_some() && !facts.image && content.metadata()?.len() <= LONGEST_TEXT {
                content.rewind()?;
                let mut text = Vec::new();
                content.read_to_end(&mut text)?;
                finding = list.line_endings(&facts.name, &text).or(finding);
            }
            let file = file.name.clone();
            found.extend(finding.or_else(|| wrong.map(|reason| Finding::Image { file, reason })));
            Ok(())
        })?;
        Ok(found)
    });
    match held {
        Ok(others) => findings.extend(others),
        // What a changed INF installs, and whether it can be read at all, no longer matters.
        Err(_) if !findings.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(findings)
}

/// Whose ends of lines are looked at: longer files are no text.
const LONGEST_TEXT: u64 = 16 << 20;

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
        let facts = Facts::of(name, bytes);
        let reason = match self.judge(&facts) {
            Some(_) if facts.image => return self.judge(&facts),
            Some(finding) => return Some(self.line_endings(&facts.name, bytes).unwrap_or(finding)),
            None if facts.image => facts::wrong_in_image(bytes)?,
            None => return None,
        };
        let file = facts.name;
        Some(Finding::Image { file, reason })
    }

    /// The file with other ends of lines, when the catalog has it with those.
    fn line_endings(&self, name: &str, bytes: &[u8]) -> Option<Finding> {
        // Neither git nor an editor takes it for text.
        if bytes.contains(&0) {
            return None;
        }
        let lf = with_lf(bytes);
        let crlf = lf.split_inclusive(|it| *it == b'\n').flat_map(|line| {
            let (text, end): (_, &[u8]) = match line.strip_suffix(b"\n") {
                Some(text) => (text, b"\r\n"),
                None => (line, b""),
            };
            text.iter().chain(end).copied()
        });
        let crlf = crlf.collect::<Vec<u8>>();
        let known = |text: &[u8]| self.vouches_for(&Facts::of(name, text));
        let crlf = match (known(&crlf), known(&lf)) {
            (true, _) => true,
            (_, true) => false,
            _ => return None,
        };
        let file = name.to_lowercase();
        Some(Finding::LineEndings { file, crlf })
    }

    /// Whether every digest that the catalog has of its files is there for this one.
    fn vouches_for(&self, content: &Facts) -> bool {
        let algorithms = match self.format {
            Format::V1 => &[Algorithm::Sha1][..],
            Format::V2 => &[Algorithm::Sha1, Algorithm::Sha256],
        };
        let known = |algorithm: &Algorithm| self.digests.contains(content.digest(*algorithm));
        algorithms.iter().all(known)
    }

    fn judge(&self, content: &Facts) -> Option<Finding> {
        if self.vouches_for(content) {
            return None;
        }
        let file = content.name.clone();
        Some(match self.names.contains(&file.to_lowercase()) {
            true => Finding::Changed { file },
            false => Finding::Unknown { file },
        })
    }
}

/// The text with LF alone at the ends of its lines.
fn with_lf(text: &[u8]) -> Vec<u8> {
    let lines = text.split_inclusive(|it| *it == b'\n');
    let lines = lines.flat_map(|line| match line.strip_suffix(b"\r\n") {
        Some(text) => text.iter().chain(b"\n").copied(),
        None => line.iter().chain(b"").copied(),
    });
    lines.collect()
}
