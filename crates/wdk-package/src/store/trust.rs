//! Whom the store believes: the package's catalog and its signer.

use serde::{Deserialize, Serialize};

use super::{
    contents::Contents,
    error::{Code, StoreError},
};
use crate::catalog;
#[cfg(feature = "signing")]
use crate::signature;

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signature {
    /// The catalog lists every file, and somebody who is trusted signed it.
    Signed {
        /// The common name of the signer's certificate.
        signer: String,
    },
    /// The catalog lists every file; its signature was not looked at, since this program was built
    /// without the feature `signing`.
    Listed,
    /// Nobody vouches for the package.
    Unsigned,
}

impl Signature {
    /// Who signed.
    #[must_use]
    pub fn signer(&self) -> Option<&str> {
        match self {
            Self::Signed { signer } => Some(signer),
            Self::Listed | Self::Unsigned => None,
        }
    }
}

/// Verifies a package before it comes into the store.
pub trait Trust {
    /// What vouches for the package.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the package must not come in.
    fn verify(&self, package: &Contents) -> Result<Signature, StoreError>;
}

/// Takes every package and calls it unsigned, as a machine with test signing on and no catalogs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Anything;

impl Trust for Anything {
    fn verify(&self, _package: &Contents) -> Result<Signature, StoreError> {
        Ok(Signature::Unsigned)
    }
}

/// Believes a package's catalog: it must know every file as it is, and its signature must hold.
///
/// Without the feature `signing` the signature is not looked at ([`Signature::Listed`]).
#[derive(Clone, Debug)]
pub struct Catalogs {
    takes_unsigned: bool,
    anchors: Option<Vec<String>>,
}

impl Catalogs {
    /// Refuses packages without a catalog, and takes those that anybody signed: a machine with
    /// test signing on, on which the signer's certificate was installed.
    #[must_use]
    pub fn required() -> Self {
        Self {
            takes_unsigned: false,
            anchors: None,
        }
    }

    /// The same, but packages that bring no catalog come in as unsigned.
    #[must_use]
    pub fn if_present() -> Self {
        Self {
            takes_unsigned: true,
            ..Self::required()
        }
    }

    /// The same, but only what leads to an issuer of this name is trusted.
    #[must_use]
    pub fn trusting(mut self, anchor: &str) -> Self {
        let anchors = self.anchors.get_or_insert_default();
        anchors.push(anchor.to_owned());
        self
    }
}

impl Trust for Catalogs {
    fn verify(&self, package: &Contents) -> Result<Signature, StoreError> {
        let name = package.catalog();
        let content = name.as_deref().and_then(|it| package.get(it));
        let (Some(name), Some(content)) = (&name, content) else {
            return match name {
                _ if self.takes_unsigned => Ok(Signature::Unsigned),
                None => {
                    let message = format!("[Version] of {} names no CatalogFile", package.name());
                    Err(StoreError::refused(Code::NoCatalog, message))
                }
                Some(name) => {
                    let message = format!("the catalog {name} is not in the package");
                    Err(StoreError::refused(Code::FileNotFound, message).about(&name))
                }
            };
        };
        let untrusted = |why: String| {
            let message = format!("{name}: {why}");
            StoreError::refused(Code::PublisherNotTrusted, message).about(name)
        };
        let signature = self.signature(content).map_err(untrusted)?;
        let catalog = catalog::parse(content).map_err(|error| untrusted(error.to_string()))?;
        let list = catalog.list();
        let inf = package.inf().to_bytes();
        let others = package
            .files()
            .filter(|(it, _)| !it.eq_ignore_ascii_case(name));
        for (path, content) in others.chain([(package.name(), inf.as_slice())]) {
            let file = path.rsplit('\\').next().unwrap_or(path);
            if let Some(finding) = list.check(file, content) {
                let refused = StoreError::refused(Code::HashNotInCatalog, finding.to_string());
                return Err(refused.about(path));
            }
        }
        Ok(signature)
    }
}

impl Catalogs {
    /// Who signed the catalog file in `content`, or why that is nobody whom this machine trusts.
    #[cfg(feature = "signing")]
    fn signature(&self, content: &[u8]) -> Result<Signature, String> {
        let signer = signature::Signature::parse(content)
            .and_then(|it| it.verify())
            .map_err(|error| error.to_string())?;
        let trusted = |anchors: &Vec<String>| anchors.contains(&signer.anchor);
        if !self.anchors.as_ref().is_none_or(trusted) {
            return Err(format!("nobody here trusts {}", signer.anchor));
        }
        Ok(Signature::Signed {
            signer: common_name(&signer.subject),
        })
    }

    /// That signatures cannot be looked at here; whom the machine trusts needs them.
    #[cfg(not(feature = "signing"))]
    fn signature(&self, _content: &[u8]) -> Result<Signature, String> {
        match &self.anchors {
            None => Ok(Signature::Listed),
            Some(_) => Err("signatures are checked only with the feature `signing`".to_owned()),
        }
    }
}

/// The common name of a certificate's subject, or all of it.
#[cfg(feature = "signing")]
fn common_name(subject: &str) -> String {
    let mut parts = subject.split(',');
    let name = parts.find_map(|it| it.trim().strip_prefix("CN="));
    name.unwrap_or(subject).to_owned()
}
