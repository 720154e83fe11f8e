//! Catalogs: the digests of a package's files, under one signature.
//!
//! Windows installs a package when its catalog is signed by someone it trusts, names the OS, and
//! has the digest of the INF and of every file that the INF copies. [`create`] does inf2cat's
//! job, [`parse`] reads any catalog, [`verify`] finds what changed since, and `verify_package`
//! also checks the signatures.
//!
//! See [Catalog files](https://learn.microsoft.com/windows-hardware/drivers/install/catalog-files).

mod closure;
mod create;
mod decode;
mod encode;
mod facts;
mod os;
mod verify;

use serde::Serialize;
use wdk_inf::{Arch, Inf};

#[cfg(feature = "signing")]
pub use self::verify::{Verdict, verify_package, verify_package_for};
pub use self::{
    closure::{PackageFile, SourceError, architectures, catalogs, package_files},
    create::{CatalogError, Options, Pages, Part, create, create_shared},
    decode::parse,
    os::{Os, UnknownOs},
    verify::{Finding, List, verify, verify_for},
};
#[cfg(feature = "signing")]
use crate::signature::{self, SignError, Signing};
use crate::{
    asn1::{self, ObjectIdentifier},
    authenticode::IndirectData,
    digest::{Algorithm, Digest},
    path::{BadPath, component},
};

pub(crate) const TRUST_LIST: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.1");

/// A catalog's version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// SHA-1, for systems before Windows 8.
    V1,
    /// SHA-256, and SHA-1 beside it. What Microsoft signs today.
    #[default]
    V2,
}

impl Format {
    fn algorithm(self) -> Algorithm {
        match self {
            Self::V1 => Algorithm::Sha1,
            Self::V2 => Algorithm::Sha256,
        }
    }
}

/// A catalog without its signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Catalog {
    /// Its version.
    pub format: Format,
    /// Its identifier, 16 bytes.
    pub id: Vec<u8>,
    /// When it was made, in seconds since 1970.
    pub time: i64,
    /// The files, ascending by tag. A version 2 catalog has two members for each file.
    pub members: Vec<Member>,
    /// What is said of the whole package, in order.
    pub attributes: Vec<NameValue>,
}

/// A digest that the catalog vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The digest as the catalog is searched for it: its bytes, or in version 1 its hexadecimal
    /// digits in UTF-16.
    pub tag: Vec<u8>,
    /// What is said of the file.
    pub attributes: Vec<Attribute>,
}

/// What a member says of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Attribute {
    /// A name and a value, for example `File` and `OSAttr`.
    NameValue(NameValue),
    /// The subject's type by GUID, in version 1.
    SubjectV1 {
        /// With braces.
        guid: String,
        /// 0x200.
        version: u32,
    },
    /// The subject's type in version 2: 0 is an image, 2 any other file.
    SubjectV2(u8),
    /// The digest again, as in the signature of an image.
    Indirect(IndirectData),
    /// One that is not known here, in DER.
    Other(Vec<u8>),
}

/// A name with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameValue {
    /// For example `OS`.
    pub name: String,
    /// 0x10010001 for text.
    pub flags: u32,
    /// The bytes; for text, UTF-16 with a final zero.
    pub value: Vec<u8>,
}

/// The flags of a [`NameValue`] that is text and covered by the signature.
const TEXT: u32 = 0x1001_0001;

impl NameValue {
    /// A text.
    #[must_use]
    pub fn text(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            flags: TEXT,
            value: asn1::wide(value),
        }
    }

    /// The value, when it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        asn1::from_wide(&self.value)
    }
}

/// The catalog file that `inf` names for `arch`.
///
/// # Errors
///
/// [`BadPath`] when it is not a file's name alone: a catalog stands beside its INF.
pub fn file_name(inf: &Inf, arch: Arch) -> Result<Option<String>, BadPath> {
    let keys = [
        format!("CatalogFile.NT{arch}"),
        "CatalogFile.NT".to_owned(),
        "CatalogFile".to_owned(),
    ];
    let line = keys.iter().find_map(|it| inf.line("Version", it));
    let name = line.map(|it| inf.expand(it, 0)).filter(|it| !it.is_empty());
    if let Some(name) = &name {
        component(name)?;
    }
    Ok(name)
}

#[cfg(feature = "signing")]
impl Catalog {
    /// The catalog file without a signature, as inf2cat leaves it.
    ///
    /// # Errors
    ///
    /// [`SignError`] when the catalog's time is none that a catalog can have.
    pub fn to_file(&self) -> Result<Vec<u8>, SignError> {
        let list = self.to_der().ok_or(SignError::CatalogTime)?;
        signature::unsigned(TRUST_LIST, &list)
    }

    /// The catalog file with a signature.
    ///
    /// # Errors
    ///
    /// [`SignError`] when the signature cannot be made.
    pub fn sign(&self, signing: &Signing<'_>) -> Result<Vec<u8>, SignError> {
        let list = self.to_der().ok_or(SignError::CatalogTime)?;
        signature::sign(TRUST_LIST, &list, signing)
    }
}

impl Catalog {
    /// The value of the package's attribute `name`, for example `OS`.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|it| it.name == name)?.as_text()
    }

    /// The member that vouches for `digest`.
    #[must_use]
    pub fn find(&self, digest: &Digest) -> Option<&Member> {
        self.members
            .iter()
            .find(|it| it.digest().as_ref() == Some(digest))
    }

    /// The digest algorithm by which Windows looks for files in this catalog.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.format.algorithm()
    }
}

impl Member {
    /// The digest of the file.
    #[must_use]
    pub fn digest(&self) -> Option<Digest> {
        let digits = || hex::decode(asn1::from_wide(&self.tag)?).ok();
        Digest::from_bytes(&self.tag).or_else(|| Digest::from_bytes(&digits()?))
    }

    fn named(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find_map(|it| match it {
            Attribute::NameValue(pair) if pair.name == name => Some(pair),
            _ => None,
        });
        found?.as_text()
    }

    /// The file's name where it is installed, in lower case.
    #[must_use]
    pub fn file(&self) -> Option<String> {
        self.named("File")
    }

    /// The versions of Windows that it is for, for example `2:10.0`.
    #[must_use]
    pub fn os(&self) -> Option<String> {
        self.named("OSAttr")
    }

    /// What a signature would say of the file; in version 2 only the SHA-256 member has it.
    #[must_use]
    pub fn indirect(&self) -> Option<&IndirectData> {
        self.attributes.iter().find_map(|it| match it {
            Attribute::Indirect(data) => Some(data),
            _ => None,
        })
    }

    /// Whether the digest is an image's Authenticode digest, not that of all bytes.
    #[must_use]
    pub fn is_image(&self) -> Option<bool> {
        let by_type = self.attributes.iter().find_map(|it| match it {
            Attribute::SubjectV2(kind) => Some(*kind == 0),
            Attribute::SubjectV1 { guid, .. } => Some(guid.eq_ignore_ascii_case(encode::IMAGE)),
            _ => None,
        });
        by_type.or_else(|| self.indirect().map(IndirectData::is_image))
    }
}
