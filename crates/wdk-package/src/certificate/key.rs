//! Private keys: in memory, or elsewhere with someone who signs digests.
//!
//! All of them sign SHA-256 digests. RSA signs with PKCS #1 v1.5 padding, elliptic curves with a
//! nonce that RFC 6979 derives, so that a key in memory gives the same signature again.

use std::{fmt, sync::Arc};

use der::{Decode as _, referenced::OwnedToRef as _};
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey,
    pkcs1::DecodeRsaPrivateKey as _,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _},
    signature::hazmat::{PrehashSigner as _, PrehashVerifier as _},
};
use sha2::Sha256;
use spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};

use super::{CertificateError, make, pem_blocks};
use crate::asn1::ObjectIdentifier;

/// Someone who has a private key and signs with it: a token, a service.
pub trait RemoteKey: Send + Sync {
    /// Signs the SHA-256 `digest`.
    ///
    /// An RSA signature has PKCS #1 v1.5 padding; that of an elliptic curve is a DER structure of
    /// two numbers, or the two numbers alone.
    ///
    /// # Errors
    ///
    /// A sentence that says why there is no signature.
    fn sign(&self, digest: &[u8; 32], algorithm: KeyAlgorithm) -> Result<Vec<u8>, String>;
}

/// What kind of key a certificate is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyAlgorithm {
    /// RSA, of any size.
    Rsa,
    /// The curve P-256.
    P256,
    /// The curve P-384.
    P384,
}

/// The private key of an identity.
#[derive(Clone)]
pub(super) enum PrivateKey {
    Rsa(Box<RsaPrivateKey>),
    P256(Box<p256::ecdsa::SigningKey>),
    P384(Box<p384::ecdsa::SigningKey>),
    Elsewhere(Arc<dyn RemoteKey>, PublicKey),
}

/// The public key of a certificate.
#[derive(Clone)]
pub(crate) enum PublicKey {
    Rsa(RsaPublicKey),
    P256(p256::ecdsa::VerifyingKey),
    P384(p384::ecdsa::VerifyingKey),
}

/// A key did not sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CannotSign(pub(crate) String);

impl fmt::Display for CannotSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl PrivateKey {
    /// The key in PKCS #8, PKCS #1 or SEC 1; in DER or a PEM text.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, CertificateError> {
        if let Some(key) = Self::from_der(bytes) {
            return Ok(key);
        }
        let labels = ["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"];
        let blocks = pem_blocks(bytes, &labels);
        let found = blocks.iter().find_map(|block| {
            let (_, der) = der::pem::decode_vec(block).ok()?;
            Self::from_der(&der)
        });
        found.ok_or(CertificateError::NoKey)
    }

    fn from_der(der: &[u8]) -> Option<Self> {
        let rsa =
            RsaPrivateKey::from_pkcs8_der(der).or_else(|_| RsaPrivateKey::from_pkcs1_der(der));
        if let Ok(key) = rsa {
            return Some(Self::Rsa(Box::new(key)));
        }
        let key = p256::SecretKey::from_pkcs8_der(der).ok();
        if let Some(key) = key.or_else(|| p256::SecretKey::from_sec1_der(der).ok()) {
            return Some(Self::P256(Box::new(key.into())));
        }
        let key = p384::SecretKey::from_pkcs8_der(der).ok();
        let key = key.or_else(|| p384::SecretKey::from_sec1_der(der).ok())?;
        Some(Self::P384(Box::new(key.into())))
    }

    /// The signature of a SHA-256 `digest`.
    pub(super) fn sign(&self, digest: &[u8; 32]) -> Result<Vec<u8>, CannotSign> {
        let text = |error: &dyn fmt::Display| CannotSign(error.to_string());
        match self {
            Self::Rsa(key) => key
                .sign(Pkcs1v15Sign::new::<Sha256>(), digest)
                .map_err(|it| text(&it)),
            Self::P256(key) => {
                let signed: Result<p256::ecdsa::DerSignature, _> = key.sign_prehash(digest);
                signed
                    .map(|it| it.as_bytes().to_vec())
                    .map_err(|it| text(&it))
            }
            Self::P384(key) => {
                let signed: Result<p384::ecdsa::DerSignature, _> = key.sign_prehash(digest);
                signed
                    .map(|it| it.as_bytes().to_vec())
                    .map_err(|it| text(&it))
            }
            Self::Elsewhere(key, public) => {
                let signed = key.sign(digest, public.algorithm()).map_err(CannotSign)?;
                let der = public.in_der(signed);
                // Another key answers as readily, and nobody would notice before Windows does.
                match public.verify(Pkcs1v15Sign::new::<Sha256>(), digest, &der) {
                    true => Ok(der),
                    false => Err(CannotSign(
                        "the answer is no signature by the key of the certificate".to_owned(),
                    )),
                }
            }
        }
    }

    /// The public key in DER; nothing is known of a key that is elsewhere.
    pub(super) fn public(&self) -> Result<Option<SubjectPublicKeyInfoOwned>, CertificateError> {
        let der = match self {
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
            Self::P256(key) => key.verifying_key().to_public_key_der(),
            Self::P384(key) => key.verifying_key().to_public_key_der(),
            Self::Elsewhere(..) => return Ok(None),
        };
        let der = der.map_err(make)?;
        let public = SubjectPublicKeyInfoOwned::from_der(der.as_bytes()).map_err(make)?;
        Ok(Some(public))
    }

    /// PKCS #8, which a key that is elsewhere does not have.
    pub(super) fn to_pkcs8(&self) -> Result<rsa::pkcs8::SecretDocument, CertificateError> {
        match self {
            Self::Rsa(key) => key.to_pkcs8_der().map_err(make),
            Self::P256(key) => key.to_pkcs8_der().map_err(make),
            Self::P384(key) => key.to_pkcs8_der().map_err(make),
            Self::Elsewhere(..) => Err(CertificateError::NoKey),
        }
    }

    pub(super) fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::Rsa(_) => KeyAlgorithm::Rsa,
            Self::P256(_) => KeyAlgorithm::P256,
            Self::P384(_) => KeyAlgorithm::P384,
            Self::Elsewhere(_, public) => public.algorithm(),
        }
    }
}

impl PublicKey {
    /// The key in `info`; `None` for one of another kind.
    pub(crate) fn read(info: &SubjectPublicKeyInfoOwned) -> Option<Self> {
        let info: SubjectPublicKeyInfoRef<'_> = info.owned_to_ref();
        if let Ok(key) = RsaPublicKey::try_from(info.clone()) {
            return Some(Self::Rsa(key));
        }
        if let Ok(key) = p256::ecdsa::VerifyingKey::try_from(info.clone()) {
            return Some(Self::P256(key));
        }
        let key = p384::ecdsa::VerifyingKey::try_from(info).ok()?;
        Some(Self::P384(key))
    }

    pub(crate) fn algorithm(&self) -> KeyAlgorithm {
        match self {
            Self::Rsa(_) => KeyAlgorithm::Rsa,
            Self::P256(_) => KeyAlgorithm::P256,
            Self::P384(_) => KeyAlgorithm::P384,
        }
    }

    /// Whether `signature` is that of `digest`; `scheme` is how RSA pads it.
    pub(crate) fn verify(&self, scheme: Pkcs1v15Sign, digest: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa(key) => key.verify(scheme, digest, signature).is_ok(),
            Self::P256(key) => p256::ecdsa::DerSignature::from_bytes(signature)
                .is_ok_and(|it| key.verify_prehash(digest, &it).is_ok()),
            Self::P384(key) => p384::ecdsa::DerSignature::from_bytes(signature)
                .is_ok_and(|it| key.verify_prehash(digest, &it).is_ok()),
        }
    }

    /// A signature by this key as files have it, from one that may be two numbers alone.
    fn in_der(&self, signature: Vec<u8>) -> Vec<u8> {
        let der = match self {
            Self::Rsa(_) => None,
            Self::P256(_) => p256::ecdsa::Signature::from_slice(&signature)
                .ok()
                .map(|it| it.to_der().as_bytes().to_vec()),
            Self::P384(_) => p384::ecdsa::Signature::from_slice(&signature)
                .ok()
                .map(|it| it.to_der().as_bytes().to_vec()),
        };
        der.unwrap_or(signature)
    }
}

impl KeyAlgorithm {
    /// The algorithm of this key's signatures of SHA-256 digests, as CMS names it: Windows wants
    /// RSA without the digest's name.
    pub(crate) const fn signature_oid(self) -> ObjectIdentifier {
        match self {
            Self::Rsa => ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1"),
            Self::P256 | Self::P384 => ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2"),
        }
    }
}
