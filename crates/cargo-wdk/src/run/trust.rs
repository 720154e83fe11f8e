//! What Windows' setup says of a package before it installs it.

use std::{fmt, io, path::Path};

use anyhow::Context as _;
use serde::{Serialize, Serializer};
use wdk_inf::Inf;
use wdk_package::{
    catalog::{self, CatalogError},
    path::same,
    store::Code,
};
use wdk_scenario::host_arch;

/// Who vouches for a package.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Trust {
    /// The catalog has the digest of every file as it is, and this one signed it. Whether a machine
    /// trusts the signer depends on the certificates in its stores.
    Signer(String),
    /// Nobody: Windows does not install it.
    Refusal(Refusal),
}

/// Why Windows refuses a package.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    code: Code,
    message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Refusal {
    /// Whether a file is not the one that was signed: nobody leaves a package so on purpose.
    pub(crate) fn is_change(&self) -> bool {
        self.code == Code::HashNotInCatalog
    }
}

fn refused(code: Code, message: impl Into<String>) -> Trust {
    let message = message.into();
    Trust::Refusal(Refusal { code, message })
}

/// Nobody vouches for an image that no INF installs.
pub(super) fn none() -> Trust {
    refused(
        Code::NoCatalog,
        "no INF and no catalog are beside the image",
    )
}

/// Holds the package whose INF is at `path` against its catalog: the catalog has to be there, to be
/// signed, and to have the digests of the INF and of every file that it installs.
pub(crate) fn judge(path: &Path, inf: &Inf) -> anyhow::Result<Trust> {
    let name = catalog::file_name(inf, host_arch());
    let name = name.with_context(|| format!("CatalogFile of {}", path.display()))?;
    let Some(name) = name else {
        let message = "[Version] of the INF names no CatalogFile";
        return Ok(refused(Code::NoCatalog, message));
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let catalog = match wdk_package::path::read(folder, &name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("the catalog {name} is not in the package");
            return Ok(refused(Code::FileNotFound, message));
        }
        read => read.with_context(|| format!("the catalog of {}", path.display()))?,
    };
    let untrusted = |reason: String| {
        let message = format!("{name}: {reason}");
        refused(Code::PublisherNotTrusted, message)
    };
    // Where the INF names a catalog for each architecture, this one knows the files of its own.
    let named = catalog::catalogs(inf).unwrap_or_default();
    let own = named.into_iter().find(|it| same(&it.0, &name));
    let verdict = match own {
        Some((_, architectures)) => catalog::verify_package_for(&catalog, path, &architectures),
        None => catalog::verify_package(&catalog, path),
    };
    let verdict = match verdict {
        Ok(verdict) => verdict,
        Err(error @ CatalogError::Malformed(_)) => return Ok(untrusted(error.to_string())),
        Err(error @ CatalogError::Source(_)) => {
            return Ok(refused(Code::FileNotFound, error.to_string()));
        }
        Err(error) => return Err(error.into()),
    };
    Ok(match (verdict.signer, verdict.findings.first()) {
        (None, _) => untrusted(verdict.signature.unwrap_or_default()),
        (_, Some(finding)) => refused(Code::HashNotInCatalog, finding.to_string()),
        (Some(signer), None) => Trust::Signer(signer.subject),
    })
}
