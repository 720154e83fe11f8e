//! The two digests that catalogs and signatures know files by.

use std::fmt;

use serde::Serialize;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;

use crate::asn1::{self, Items, Malformed, OCTET_STRING, ObjectIdentifier, SEQUENCE};

/// A digest algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// SHA-1: 20 bytes. Version 1 catalogs, and half of the members of version 2 ones.
    Sha1,
    /// SHA-256: 32 bytes.
    Sha256,
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Sha1 => "SHA-1",
            Self::Sha256 => "SHA-256",
        })
    }
}

impl Algorithm {
    pub(crate) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::Sha1 => ObjectIdentifier::new_unwrap("1.3.14.3.2.26"),
            Self::Sha256 => ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"),
        }
    }

    pub(crate) fn from_oid(oid: ObjectIdentifier) -> Option<Self> {
        [Self::Sha1, Self::Sha256]
            .into_iter()
            .find(|it| it.oid() == oid)
    }

    /// How many bytes a digest has.
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// The digest of `parts`, one after the other.
    #[must_use]
    pub fn of<'a>(self, parts: impl IntoIterator<Item = &'a [u8]>) -> Digest {
        let parts = parts.into_iter();
        let bytes = match self {
            Self::Sha1 => parts
                .fold(Sha1::new(), Sha1::chain_update)
                .finalize()
                .to_vec(),
            Self::Sha256 => parts
                .fold(Sha256::new(), Sha256::chain_update)
                .finalize()
                .to_vec(),
        };
        Digest {
            algorithm: self,
            bytes,
        }
    }
}

/// Both digests of bytes that come in pieces.
#[derive(Clone, Default)]
pub(crate) struct Digests {
    sha1: Sha1,
    sha256: Sha256,
}

impl Digests {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        // Small enough to be in the cache for the second.
        for piece in bytes.chunks(16 << 10) {
            self.sha1.update(piece);
            self.sha256.update(piece);
        }
    }

    /// SHA-1, then SHA-256.
    pub(crate) fn finish(self) -> [Digest; 2] {
        [
            Digest {
                algorithm: Algorithm::Sha1,
                bytes: self.sha1.finalize().to_vec(),
            },
            Digest {
                algorithm: Algorithm::Sha256,
                bytes: self.sha256.finalize().to_vec(),
            },
        ]
    }
}

/// A digest, printed in hexadecimal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    algorithm: Algorithm,
    bytes: Vec<u8>,
}

impl Digest {
    /// The digest that has these bytes: 20 of SHA-1 or 32 of SHA-256.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let algorithm = [Algorithm::Sha1, Algorithm::Sha256]
            .into_iter()
            .find(|it| it.size() == bytes.len())?;
        let bytes = bytes.to_vec();
        Some(Self { algorithm, bytes })
    }

    /// With what it was made.
    #[must_use]
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// `DigestInfo`: the algorithm and the bytes.
    pub(crate) fn to_der(&self) -> Vec<u8> {
        asn1::sequence(&[
            &asn1::algorithm(self.algorithm.oid()),
            &asn1::octets(&self.bytes),
        ])
    }

    pub(crate) fn read(items: &mut Items<'_>) -> Result<Self, Malformed> {
        const WHAT: &str = "a digest";
        let mut info = items.next(SEQUENCE, WHAT)?.items();
        let algorithm = info.next(SEQUENCE, WHAT)?.items().next(asn1::OID, WHAT)?;
        let algorithm = Algorithm::from_oid(algorithm.oid(WHAT)?);
        let bytes = info.next(OCTET_STRING, WHAT)?.content;
        info.end(WHAT)?;
        Self::from_bytes(bytes)
            .filter(|it| Some(it.algorithm) == algorithm)
            .ok_or(Malformed(WHAT))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&hex::encode(&self.bytes))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {self}", self.algorithm)
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
