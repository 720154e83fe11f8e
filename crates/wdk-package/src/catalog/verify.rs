//! A catalog against the package that it is of.

use std::{fmt, path::Path};

use serde::Serialize;
use wdk_inf::Inf;

use super::{
    Catalog, CatalogError, Format,
    closure::architectures,
    create::{Content, installed},
};
use crate::digest::Algorithm;

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
            Self::Changed { file } | Self::Unknown { file } | Self::Inconsistent { file } => file,
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
            Self::Inconsistent { file } => {
                write!(f, "the catalog has two digests for {file} that differ")
            }
        }
    }
}

/// Holds the package whose INF is at `inf` against `catalog`; nothing when all files are as they
/// were. The catalog's signature is another matter.
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
    findings.extend(catalog.judge(&text));
    let folder = inf.parent().unwrap_or(Path::new(""));
    let others = Inf::parse_named(&inf.display().to_string(), &text.bytes)
        .map_err(CatalogError::from)
        .and_then(|it| installed(&it, folder, &architectures(&it)));
    match others {
        Ok(others) => findings.extend(others.iter().filter_map(|it| catalog.judge(it))),
        // What a changed INF installs, and whether it can be read at all, no longer matters.
        Err(_) if !findings.is_empty() => {}
        Err(error) => return Err(error),
    }
    Ok(findings)
}

impl Catalog {
    /// Whether the catalog vouches for `content`, by every digest that it has of its files.
    fn judge(&self, content: &Content) -> Option<Finding> {
        let algorithms = match self.format {
            Format::V1 => &[Algorithm::Sha1][..],
            Format::V2 => &[Algorithm::Sha1, Algorithm::Sha256],
        };
        let known = |algorithm: &Algorithm| self.find(&content.digest(*algorithm)).is_some();
        if algorithms.iter().all(known) {
            return None;
        }
        let file = content.name.clone();
        let is_it = |name: String| name.eq_ignore_ascii_case(&file);
        let named = self.members.iter().filter_map(|it| it.file()).any(is_it);
        Some(if named {
            Finding::Changed { file }
        } else {
            Finding::Unknown { file }
        })
    }
}
