//! Whom the store believes: the package's catalog and its signer.

use serde::{Deserialize, Serialize};

use super::{
    contents::Contents,
    error::{Code, StoreError},
};

/// What verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signature {
    /// The catalog lists every file, and somebody who is trusted signed it.
    Signed {
        /// The common name of the signer's certificate.
        signer: String,
    },
    /// Nobody vouches for the package.
    Unsigned,
}

impl Signature {
    /// Who signed.
    #[must_use]
    pub fn signer(&self) -> Option<&str> {
        match self {
            Self::Signed { signer } => Some(signer),
            Self::Unsigned => None,
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

/// Asks a function for the catalog's verdict, and refuses packages without a catalog.
#[derive(Clone, Copy, Debug)]
pub struct ByCatalog<F>(pub F);

impl<F> Trust for ByCatalog<F>
where
    F: Fn(&[u8], &Contents) -> Result<Signature, StoreError>,
{
    fn verify(&self, package: &Contents) -> Result<Signature, StoreError> {
        let name = package.catalog().ok_or_else(|| {
            let message = format!("[Version] of {} names no CatalogFile", package.name());
            StoreError::refused(Code::NoCatalog, message)
        })?;
        let catalog = package.get(&name).ok_or_else(|| {
            let message = format!("the catalog {name} is not in the package");
            StoreError::refused(Code::FileNotFound, message)
        })?;
        self.0(catalog, package)
    }
}
