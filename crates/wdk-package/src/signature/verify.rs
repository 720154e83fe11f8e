//! Checking a signature.

use cms::{
    cert::CertificateChoices,
    content_info::{CmsVersion, ContentInfo},
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{Decode as _, Encode as _, Tag, Tagged as _, referenced::OwnedToRef as _};
use rsa::{Pkcs1v15Sign, RsaPublicKey};
use serde::Serialize;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::{Certificate, attr::Attribute, ext::pkix::ExtendedKeyUsage, time::Time};

use super::{
    CONTENT_TYPE, MESSAGE_DIGEST, RSA, SIGNED_DATA, SIGNING_TIME, TIMESTAMP, id, timestamp::Stamp,
};
use crate::{
    asn1::{self, Malformed, ObjectIdentifier, SEQUENCE, Value, context},
    certificate::{CODE_SIGNING, thumbprint},
};

const TIME_STAMPING: ObjectIdentifier = id("1.3.6.1.5.5.7.3.8");

/// A signature that was read but not checked yet.
#[derive(Clone, Debug)]
pub struct Signature {
    signed: SignedData,
    is_token: bool,
}

/// Who signed, as far as the file itself says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// Whose certificate it is.
    pub subject: String,
    /// Its SHA-1 thumbprint, by which Windows names it.
    pub thumbprint: String,
    /// The last issuer that the file leads to: whom a machine must trust.
    pub anchor: String,
    /// The signer's statement of when, in seconds since 1970.
    pub time: Option<u64>,
    /// When a time stamp server saw the signature, and whose server it was.
    pub timestamp: Option<(String, String)>,
}

/// The signature does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// There is no signer.
    #[error("it is not signed")]
    Unsigned,
    /// The bytes are no signature.
    #[error("the signature cannot be read: {0}")]
    Unreadable(String),
    /// Since October 2020 Windows finds no signature in a file that is not strict DER.
    #[error("the signature is not strict DER ({0}); Windows says that there is none")]
    NotStrict(&'static str),
    /// The content is not what was signed.
    #[error("the content has changed since it was signed")]
    Content,
    /// The signature is not one of these attributes by this key.
    #[error("the signature is wrong")]
    Wrong,
    /// An algorithm that is not known here.
    #[error("the signature uses algorithm {0}, which cannot be checked here")]
    Algorithm(ObjectIdentifier),
    /// The signer's certificate is not there.
    #[error("the signer's certificate is not in the signature")]
    NoCertificate,
    /// A certificate is not signed by its issuer.
    #[error("the certificate of {0} is not signed by its issuer")]
    Certificate(String),
    /// The certificate is for something else.
    #[error("the certificate of {0} is not for {1}")]
    Purpose(String, &'static str),
    /// The time stamp is wrong.
    #[error("{0}")]
    Timestamp(String),
}

fn unreadable(error: der::Error) -> SignatureError {
    SignatureError::Unreadable(error.to_string())
}

impl Signature {
    /// Reads a signature in strict DER.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] when `der` is none, or not strict.
    pub fn parse(der: &[u8]) -> Result<Self, SignatureError> {
        let info = ContentInfo::from_der(der).map_err(unreadable)?;
        let signed: SignedData = Self::of(&info)?;
        // Sets were sorted as they were read: whatever was not comes out different.
        let again = ContentInfo {
            content_type: info.content_type,
            content: der::Any::encode_from(&signed).map_err(unreadable)?,
        };
        if again.to_der().as_deref() != Ok(der) {
            return Err(SignatureError::NotStrict("a set is not sorted"));
        }
        if signed.version != CmsVersion::V1 || signed.crls.is_some() {
            return Err(SignatureError::NotStrict("it is not of version 1"));
        }
        Ok(Self {
            signed,
            is_token: false,
        })
    }

    /// Reads a time stamp token, which others make and Windows takes as it is.
    pub(super) fn parse_token(der: &[u8]) -> Result<Self, SignatureError> {
        let der = without_attribute_certificates(der)
            .map_err(|it| SignatureError::Unreadable(it.to_string()))?;
        let info = ContentInfo::from_der(&der).map_err(unreadable)?;
        Ok(Self {
            signed: Self::of(&info)?,
            is_token: true,
        })
    }

    fn of(info: &ContentInfo) -> Result<SignedData, SignatureError> {
        if info.content_type != SIGNED_DATA {
            return Err(SignatureError::Unreadable("it is not signed data".into()));
        }
        info.content.decode_as().map_err(unreadable)
    }

    /// The type of what is signed.
    #[must_use]
    pub(crate) fn content_type(&self) -> ObjectIdentifier {
        self.signed.encap_content_info.econtent_type
    }

    /// What is signed, without its outer tag and length.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        let content = self.signed.encap_content_info.econtent.as_ref();
        content.map_or(&[], |it| it.value())
    }

    fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        let set = self.signed.certificates.iter().flat_map(|it| it.0.iter());
        set.filter_map(|it| match it {
            CertificateChoices::Certificate(it) => Some(it),
            CertificateChoices::Other(_) => None,
        })
    }

    /// Checks everything that the file itself tells: that the content is what the signer signed,
    /// that each certificate is signed by its issuer, and the time stamp. Whether the last issuer
    /// is to be trusted, and whether a certificate was withdrawn, only a machine can tell.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] says what is wrong.
    pub fn verify(&self) -> Result<Signer, SignatureError> {
        let mut infos = self.signed.signer_infos.0.iter();
        let info = infos.next().ok_or(SignatureError::Unsigned)?;
        if infos.next().is_some() {
            return Err(SignatureError::NotStrict("it has two signers"));
        }
        // Tag and length of the content are not in its digest.
        let tag = self.signed.encap_content_info.econtent.as_ref();
        let tag = tag.map(der::Tagged::tag);
        if tag
            != Some(if self.is_token {
                Tag::OctetString
            } else {
                Tag::Sequence
            })
        {
            return Err(SignatureError::Content);
        }
        let own = self.certificate_of(info)?;
        let subject = own.tbs_certificate.subject.to_string();
        let signed = info
            .signed_attrs
            .as_ref()
            .ok_or(SignatureError::NotStrict("nothing is signed"))?;
        let mut digests = self.signed.digest_algorithms.iter();
        if !self.is_token
            && (info.version != CmsVersion::V1
                || digests.next() != Some(&info.digest_alg)
                || digests.next().is_some())
        {
            return Err(SignatureError::NotStrict("the algorithms disagree"));
        }
        let hash = Hash::of_digest(&info.digest_alg)?;
        let value = |oid| single(signed.iter(), oid);
        let content_type = value(CONTENT_TYPE)?.decode_as::<ObjectIdentifier>();
        let digest = value(MESSAGE_DIGEST)?;
        if content_type != Ok(self.content_type())
            || digest.tag() != Tag::OctetString
            || digest.value() != hash.of(self.content())
        {
            return Err(SignatureError::Content);
        }
        let attributes = signed.to_der().map_err(unreadable)?;
        let signature = info.signature.as_bytes();
        let hash = match info.signature_algorithm.oid {
            RSA => hash,
            _ => Hash::of_signature(&info.signature_algorithm)?,
        };
        strict_parameters(&info.signature_algorithm)?;
        check(own, hash, &attributes, signature)?
            .then_some(())
            .ok_or(SignatureError::Wrong)?;
        let (purpose, name) = match self.is_token {
            false => (CODE_SIGNING, "signing code"),
            true => (TIME_STAMPING, "time stamps"),
        };
        if !is_for(own, purpose) {
            return Err(SignatureError::Purpose(subject, name));
        }
        let anchor = self.follow_issuers(own)?;
        let time = value(SIGNING_TIME).ok().and_then(|it| it.to_der().ok());
        let time = time.and_then(|it| Time::from_der(&it).ok());
        Ok(Signer {
            subject,
            thumbprint: thumbprint(own),
            anchor,
            time: time.map(|it| it.to_unix_duration().as_secs()),
            timestamp: self.timestamp(info)?,
        })
    }

    fn certificate_of(&self, info: &SignerInfo) -> Result<&Certificate, SignatureError> {
        let SignerIdentifier::IssuerAndSerialNumber(who) = &info.sid else {
            return Err(SignatureError::NotStrict("the signer has no serial number"));
        };
        let is_it = |it: &&Certificate| {
            it.tbs_certificate.issuer == who.issuer
                && it.tbs_certificate.serial_number == who.serial_number
        };
        let found = self.certificates().find(is_it);
        found.ok_or(SignatureError::NoCertificate)
    }

    /// The last issuer on the way up from `own`; every step is checked.
    fn follow_issuers(&self, own: &Certificate) -> Result<String, SignatureError> {
        let mut below = own;
        for _ in 0..=self.certificates().count() {
            let issuer = &below.tbs_certificate.issuer;
            let above = self
                .certificates()
                .chain([own])
                .find(|it| it.tbs_certificate.subject == *issuer);
            let Some(above) = above else { break };
            let wrong = || SignatureError::Certificate(below.tbs_certificate.subject.to_string());
            if below.signature_algorithm != below.tbs_certificate.signature {
                return Err(wrong());
            }
            let hash = Hash::of_signature(&below.signature_algorithm)?;
            let signed = below.tbs_certificate.to_der().map_err(unreadable)?;
            let signature = below.signature.as_bytes().ok_or_else(wrong)?;
            if !check(above, hash, &signed, signature)? {
                return Err(wrong());
            }
            if above == below {
                break;
            }
            below = above;
        }
        Ok(below.tbs_certificate.issuer.to_string())
    }

    fn timestamp(&self, info: &SignerInfo) -> Result<Option<(String, String)>, SignatureError> {
        let Some(unsigned) = &info.unsigned_attrs else {
            return Ok(None);
        };
        let Ok(token) = single(unsigned.iter(), TIMESTAMP) else {
            return Ok(None);
        };
        let token = token.to_der().map_err(unreadable)?;
        let stamp = Stamp::of(&token, info.signature.as_bytes());
        let stamp = stamp.map_err(|it| SignatureError::Timestamp(it.to_string()))?;
        Ok(Some((stamp.time, stamp.server)))
    }
}

/// Microsoft's own tokens hold attribute certificates of a kind that CMS calls obsolete and the
/// `cms` crate does not read; no signature covers the set that they are in.
fn without_attribute_certificates(token: &[u8]) -> Result<Vec<u8>, Malformed> {
    const WHAT: &str = "a time stamp";
    let certificates = context(0, true);
    let mut outer = Value::read(token, SEQUENCE, WHAT)?.items();
    let id = outer.any(WHAT)?;
    let signed = outer.next(certificates, WHAT)?;
    let mut signed = Value::read(signed.content, SEQUENCE, WHAT)?.items();
    let mut kept = Vec::new();
    while !signed.is_empty() {
        let part = signed.any(WHAT)?;
        if part.tag != certificates {
            kept.extend_from_slice(part.whole);
            continue;
        }
        let (mut set, mut x509) = (part.items(), Vec::new());
        while !set.is_empty() {
            let certificate = set.any(WHAT)?;
            if certificate.tag == SEQUENCE {
                x509.extend_from_slice(certificate.whole);
            }
        }
        kept.extend(asn1::value(certificates, &[&x509]));
    }
    let signed = asn1::value(certificates, &[&asn1::sequence(&[&kept])]);
    Ok(asn1::sequence(&[id.whole, &signed]))
}

/// The one value of the attribute `oid`.
fn single<'a>(
    attributes: impl Iterator<Item = &'a Attribute>,
    oid: ObjectIdentifier,
) -> Result<&'a der::Any, SignatureError> {
    let mut found = attributes.filter(|it| it.oid == oid);
    let values = found.next().map(|it| &it.values);
    match values.map(|it| (it.get(0), it.len())) {
        Some((Some(only), 1)) if found.next().is_none() => Ok(only),
        _ => Err(SignatureError::Content),
    }
}

/// Whether the certificate's extended key usage has `purpose`.
fn is_for(certificate: &Certificate, purpose: ObjectIdentifier) -> bool {
    let usage = certificate.tbs_certificate.get::<ExtendedKeyUsage>();
    matches!(usage, Ok(Some((_, usage))) if usage.0.contains(&purpose))
}

/// A digest with the prefix that RSA signatures put before it.
#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// RSA's and the digests' algorithms have no parameters: NULL, or nothing.
fn strict_parameters(algorithm: &AlgorithmIdentifierOwned) -> Result<(), SignatureError> {
    match &algorithm.parameters {
        None => Ok(()),
        Some(it) if it.is_null() => Ok(()),
        Some(_) => Err(SignatureError::Algorithm(algorithm.oid)),
    }
}

impl Hash {
    fn of_digest(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, SignatureError> {
        strict_parameters(algorithm)?;
        const SHA1: ObjectIdentifier = id("1.3.14.3.2.26");
        const SHA256: ObjectIdentifier = super::SHA256;
        const SHA384: ObjectIdentifier = id("2.16.840.1.101.3.4.2.2");
        const SHA512: ObjectIdentifier = id("2.16.840.1.101.3.4.2.3");
        match algorithm.oid {
            SHA1 => Ok(Self::Sha1),
            SHA256 => Ok(Self::Sha256),
            SHA384 => Ok(Self::Sha384),
            SHA512 => Ok(Self::Sha512),
            other => Err(SignatureError::Algorithm(other)),
        }
    }

    fn of_signature(algorithm: &AlgorithmIdentifierOwned) -> Result<Self, SignatureError> {
        strict_parameters(algorithm)?;
        const WITH_SHA1: ObjectIdentifier = id("1.2.840.113549.1.1.5");
        const WITH_SHA256: ObjectIdentifier = id("1.2.840.113549.1.1.11");
        const WITH_SHA384: ObjectIdentifier = id("1.2.840.113549.1.1.12");
        const WITH_SHA512: ObjectIdentifier = id("1.2.840.113549.1.1.13");
        match algorithm.oid {
            WITH_SHA1 => Ok(Self::Sha1),
            WITH_SHA256 => Ok(Self::Sha256),
            WITH_SHA384 => Ok(Self::Sha384),
            WITH_SHA512 => Ok(Self::Sha512),
            other => Err(SignatureError::Algorithm(other)),
        }
    }

    fn of(self, bytes: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => Sha1::digest(bytes).to_vec(),
            Self::Sha256 => Sha256::digest(bytes).to_vec(),
            Self::Sha384 => Sha384::digest(bytes).to_vec(),
            Self::Sha512 => Sha512::digest(bytes).to_vec(),
        }
    }

    fn scheme(self) -> Pkcs1v15Sign {
        match self {
            Self::Sha1 => Pkcs1v15Sign::new::<Sha1>(),
            Self::Sha256 => Pkcs1v15Sign::new::<Sha256>(),
            Self::Sha384 => Pkcs1v15Sign::new::<Sha384>(),
            Self::Sha512 => Pkcs1v15Sign::new::<Sha512>(),
        }
    }
}

/// Whether `signature` is that of `bytes` by the key of `certificate`.
fn check(
    certificate: &Certificate,
    hash: Hash,
    bytes: &[u8],
    signature: &[u8],
) -> Result<bool, SignatureError> {
    let info = &certificate.tbs_certificate.subject_public_key_info;
    let key = RsaPublicKey::try_from(info.owned_to_ref())
        .map_err(|_| SignatureError::Algorithm(info.algorithm.oid))?;
    Ok(key
        .verify(hash.scheme(), &hash.of(bytes), signature)
        .is_ok())
}
