//! The digest algorithms of signatures.

use md5::Md5;
use rsa::Pkcs1v15Sign;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;

use super::{SignatureError, id};
use crate::asn1::ObjectIdentifier;

/// A digest, which RSA signatures put a prefix of its own before.
#[derive(Clone, Copy)]
pub(super) enum Hash {
    Md5,
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// By the algorithm of the digest alone, of RSA's signatures, and of elliptic curves'.
const IDS: [(Hash, &[ObjectIdentifier]); 5] = [
    (
        Hash::Md5,
        &[id("1.2.840.113549.2.5"), id("1.2.840.113549.1.1.4")],
    ),
    (
        Hash::Sha1,
        &[
            id("1.3.14.3.2.26"),
            id("1.2.840.113549.1.1.5"),
            // What Microsoft's certificates called it before PKCS #1 had a name for it.
            id("1.3.14.3.2.29"),
            id("1.2.840.10045.4.1"),
        ],
    ),
    (
        Hash::Sha256,
        &[
            super::SHA256,
            id("1.2.840.113549.1.1.11"),
            id("1.2.840.10045.4.3.2"),
        ],
    ),
    (
        Hash::Sha384,
        &[
            id("2.16.840.1.101.3.4.2.2"),
            id("1.2.840.113549.1.1.12"),
            id("1.2.840.10045.4.3.3"),
        ],
    ),
    (
        Hash::Sha512,
        &[
            id("2.16.840.1.101.3.4.2.3"),
            id("1.2.840.113549.1.1.13"),
            id("1.2.840.10045.4.3.4"),
        ],
    ),
];

/// RSA's and the digests' algorithms have no parameters: NULL, or nothing. A key of an elliptic
/// curve names its curve, where the algorithm of a signature by it has nothing.
pub(super) fn strict_parameters(
    algorithm: &AlgorithmIdentifierOwned,
) -> Result<(), SignatureError> {
    match &algorithm.parameters {
        None => Ok(()),
        Some(it) if it.is_null() => Ok(()),
        Some(_) => Err(SignatureError::Algorithm(algorithm.oid)),
    }
}

impl Hash {
    pub(super) fn of_digest(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, SignatureError> {
        Self::find(algorithm, |ids| &ids[..1])
    }

    pub(super) fn of_signature(
        algorithm: &AlgorithmIdentifierOwned,
    ) -> Result<Self, SignatureError> {
        Self::find(algorithm, |ids| &ids[1..])
    }

    fn find(
        algorithm: &AlgorithmIdentifierOwned,
        which: impl Fn(&'static [ObjectIdentifier]) -> &'static [ObjectIdentifier],
    ) -> Result<Self, SignatureError> {
        strict_parameters(algorithm)?;
        let found = IDS.iter().find(|it| which(it.1).contains(&algorithm.oid));
        found
            .map(|it| it.0)
            .ok_or(SignatureError::Algorithm(algorithm.oid))
    }

    /// Its name, when two texts with one digest can be made at will and Windows refuses it.
    pub(super) fn weakness(self) -> Option<&'static str> {
        matches!(self, Self::Md5).then_some("MD5")
    }

    pub(super) fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::digest(bytes).to_vec(),
            Self::Sha1 => Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    pub(super) fn scheme(self) -> Pkcs1v15Sign {
        match self {
            Self::Md5 => Pkcs1v15Sign::new::<Md5>(),
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}
