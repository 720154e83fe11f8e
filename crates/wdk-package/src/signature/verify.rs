//! Checking a signature.

use std::collections::HashSet;

use cms::{
    cert::CertificateChoices,
    content_info::{CmsVersion, ContentInfo},
    signed_data::{SignedData, SignerIdentifier, SignerInfo},
};
use der::{Decode as _, Encode as _, Tag, Tagged as _};
use serde::Serialize;
use thiserror::Error;
use x509_cert::{Certificate, attr::Attribute, ext::pkix::ExtendedKeyUsage, time::Time};

use super::{
    CONTENT_TYPE, EC, MESSAGE_DIGEST, NESTED, RSA, SIGNED_DATA, SIGNING_TIME, TIMESTAMP,
    hash::{Hash, strict_parameters},
    id,
    timestamp::Stamp,
};
use crate::{
    asn1::{self, Malformed, ObjectIdentifier, SEQUENCE, Value, context},
    certificate::{CODE_SIGNING, PublicKey, thumbprint},
};

const TIME_STAMPING: ObjectIdentifier = id("1.3.6.1.5.5.7.3.8");

/// A signature that was read but not checked yet.
#[derive(Clone, Debug)]
pub struct Signature {
    signed: SignedData,
    is_token: bool,
    /// Why Windows finds no signature in these bytes, although they can be read.
    flaw: Option<&'static str>,
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
    /// Who signed the same beside it, as signtool's `/as` adds signatures.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Self>,
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
    /// An algorithm that proves nothing any more.
    #[error("the signature uses {0}, which Windows no longer takes")]
    Weak(&'static str),
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
    /// Reads a signature. One that is not strict DER, with a set that is not sorted or a
    /// certificate that is there twice, can be read, but [`verify`](Self::verify) refuses it.
    ///
    /// # Errors
    ///
    /// [`SignatureError`] when `der` is none.
    pub fn parse(der: &[u8]) -> Result<Self, SignatureError> {
        let single = certificates_once(der, |_| true).ok();
        let twice = single.as_ref().is_some_and(|it| it != der);
        let info = ContentInfo::from_der(single.as_deref().unwrap_or(der)).map_err(unreadable)?;
        let signed: SignedData = Self::of(&info)?;
        // Sets were sorted as they were read: whatever was not comes out different.
        let again = ContentInfo {
            content_type: info.content_type,
            content: der::Any::encode_from(&signed).map_err(unreadable)?,
        };
        let flaw = if twice {
            Some("a certificate is there twice")
        } else if again.to_der().as_deref() != Ok(der) {
            Some("a set is not sorted")
        } else if signed.version != CmsVersion::V1 || signed.crls.is_some() {
            Some("it is not of version 1")
        } else {
            None
        };
        Ok(Self {
            signed,
            is_token: false,
            flaw,
        })
    }

    /// Reads a time stamp token, which others make and Windows takes as it is.
    ///
    /// Microsoft's own hold attribute certificates of a kind that CMS calls obsolete and the `cms`
    /// crate does not read; no signature covers the set that they are in.
    pub(super) fn parse_token(der: &[u8]) -> Result<Self, SignatureError> {
        let der = certificates_once(der, |tag| tag == SEQUENCE)
            .map_err(|it| SignatureError::Unreadable(it.to_string()))?;
        let info = ContentInfo::from_der(&der).map_err(unreadable)?;
        Ok(Self {
            signed: Self::of(&info)?,
            is_token: true,
            flaw: None,
        })
    }

    /// What can be written again as the same bytes.
    pub(super) fn into_signed(self) -> Result<SignedData, SignatureError> {
        match self.flaw {
            Some(flaw) => Err(SignatureError::NotStrict(flaw)),
            None => Ok(self.signed),
        }
    }

    fn of(info: &ContentInfo) -> Result<SignedData, SignatureError> {
        if info.content_type != SIGNED_DATA {
            return Err(SignatureError::Unreadable("it is not signed data".into()));
        }
        info.content.decode_as().map_err(unreadable)
    }

    /// Whether the digest of the content is that which Windows asks for today.
    pub(crate) fn digest_is_sha256(&self) -> bool {
        let mut infos = self.signed.signer_infos.0.iter();
        infos.all(|it| it.digest_alg.oid == super::SHA256)
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

    /// Its certificates: the signer's and its issuers', in no order.
    pub(crate) fn certificates(&self) -> impl Iterator<Item = &Certificate> {
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
        if let Some(flaw) = self.flaw {
            return Err(SignatureError::NotStrict(flaw));
        }
        let (signer, weak) = self.examine()?;
        match weak {
            Some(algorithm) => Err(SignatureError::Weak(algorithm)),
            None => Ok(signer),
        }
    }

    /// Who signed, by every rule but those that Windows has made since: strict DER, and no MD5. To
    /// show old files, not to trust them.
    ///
    /// # Errors
    ///
    /// As [`verify`](Self::verify).
    pub fn signer(&self) -> Result<Signer, SignatureError> {
        self.examine().map(|(signer, _)| signer)
    }

    /// The signatures that stand beside this one.
    pub(crate) fn nested(&self) -> Result<Vec<Self>, SignatureError> {
        let infos = self.signed.signer_infos.0.iter();
        let attributes = infos.flat_map(|it| it.unsigned_attrs.iter().flat_map(|it| it.iter()));
        let values = attributes
            .filter(|it| it.oid == NESTED)
            .flat_map(|it| it.values.iter());
        values
            .map(|it| Self::parse(&it.to_der().map_err(unreadable)?))
            .collect()
    }

    /// Who signed, and with what algorithm that proves nothing any more.
    fn examine(&self) -> Result<(Signer, Option<&'static str>), SignatureError> {
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
        let mut weak = hash.weakness();
        let hash = match info.signature_algorithm.oid {
            RSA | EC => hash,
            _ => Hash::of_signature(&info.signature_algorithm)?,
        };
        weak = weak.or_else(|| hash.weakness());
        strict_parameters(&info.signature_algorithm)?;
        check(own, hash, &attributes, signature)?
            .then_some(())
            .ok_or(SignatureError::Wrong)?;
        let (purpose, name) = match self.is_token {
            false => (CODE_SIGNING, "signing code"),
            true => (TIME_STAMPING, "time stamps"),
        };
        if !is_for(own, purpose, !self.is_token) {
            return Err(SignatureError::Purpose(subject, name));
        }
        let (anchor, weak_issuer) = self.follow_issuers(own)?;
        let time = value(SIGNING_TIME).ok().and_then(|it| it.to_der().ok());
        let time = time.and_then(|it| Time::from_der(&it).ok());
        let signer = Signer {
            subject,
            thumbprint: thumbprint(own),
            anchor,
            time: time.map(|it| it.to_unix_duration().as_secs()),
            timestamp: self.timestamp(info)?,
            also: Vec::new(),
        };
        Ok((signer, weak.or(weak_issuer)))
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

    /// The last issuer on the way up from `own`, and a weak algorithm on the way; every step is
    /// checked.
    fn follow_issuers(
        &self,
        own: &Certificate,
    ) -> Result<(String, Option<&'static str>), SignatureError> {
        let chain = self.chain(own);
        let mut weak = None;
        for (at, below) in chain.iter().enumerate() {
            let Some(above) = chain
                .get(at + 1)
                .or_else(|| is_own_issuer(below).then_some(below))
            else {
                break;
            };
            let wrong = || SignatureError::Certificate(below.tbs_certificate.subject.to_string());
            if below.signature_algorithm != below.tbs_certificate.signature {
                return Err(wrong());
            }
            let hash = match Hash::of_signature(&below.signature_algorithm) {
                Ok(hash) => hash,
                // What a root says of itself proves nothing: it is trusted or it is not.
                Err(_) if above == below && at > 0 => continue,
                Err(error) => return Err(error),
            };
            if above != below {
                weak = weak.or(hash.weakness());
            }
            let signed = below.tbs_certificate.to_der().map_err(unreadable)?;
            let signature = below.signature.as_bytes().ok_or_else(wrong)?;
            if !check(above, hash, &signed, signature)? {
                return Err(wrong());
            }
        }
        let last = chain.last().copied().unwrap_or(own);
        Ok((last.tbs_certificate.issuer.to_string(), weak))
    }

    /// The certificates from `own` upwards, as far as they are there; not checked.
    fn chain<'a>(&'a self, own: &'a Certificate) -> Vec<&'a Certificate> {
        let mut chain = vec![own];
        for _ in 0..self.certificates().count() {
            let below = chain[chain.len() - 1];
            let issuer = &below.tbs_certificate.issuer;
            let above = self
                .certificates()
                .find(|it| it.tbs_certificate.subject == *issuer);
            match above {
                Some(above) if above != below && !chain.contains(&above) => chain.push(above),
                _ => break,
            }
        }
        chain
    }

    /// The certificates of the one who signed and of its issuers, upwards, as far as they are
    /// there. What [`verify`](Self::verify) does not refuse is signed by one another.
    pub(crate) fn signers_chain(&self) -> Vec<&Certificate> {
        let info = self.signed.signer_infos.0.iter().next();
        let own = info.and_then(|it| self.certificate_of(it).ok());
        own.map_or_else(Vec::new, |it| self.chain(it))
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

/// The signature with those of its certificates whose tag `keep` wants, each once.
fn certificates_once(der: &[u8], keep: impl Fn(u8) -> bool) -> Result<Vec<u8>, Malformed> {
    const WHAT: &str = "a signature";
    let certificates = context(0, true);
    let mut outer = Value::read(der, SEQUENCE, WHAT)?.items();
    let id = outer.any(WHAT)?;
    let signed = outer.next(certificates, WHAT)?;
    outer.end(WHAT)?;
    let mut signed = Value::read(signed.content, SEQUENCE, WHAT)?.items();
    let mut kept = Vec::new();
    while !signed.is_empty() {
        let part = signed.any(WHAT)?;
        if part.tag != certificates {
            kept.extend_from_slice(part.whole);
            continue;
        }
        let (mut set, mut once, mut seen) = (part.items(), Vec::new(), HashSet::new());
        while !set.is_empty() {
            let certificate = set.any(WHAT)?;
            if keep(certificate.tag) && seen.insert(certificate.whole) {
                once.push(certificate.whole);
            }
        }
        kept.extend(asn1::value(certificates, &once));
    }
    let signed = asn1::value(certificates, &[&asn1::sequence(&[&kept])]);
    Ok(asn1::sequence(&[id.whole, &signed]))
}

fn is_own_issuer(certificate: &Certificate) -> bool {
    certificate.tbs_certificate.subject == certificate.tbs_certificate.issuer
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

/// Whether the certificate is for `purpose`. One that names no purpose is for all, but for those
/// that must be named.
fn is_for(certificate: &Certificate, purpose: ObjectIdentifier, implied: bool) -> bool {
    match certificate.tbs_certificate.get::<ExtendedKeyUsage>() {
        Ok(Some((_, usage))) => usage.0.contains(&purpose),
        Ok(None) => implied,
        Err(_) => false,
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
    let key = PublicKey::read(info).ok_or(SignatureError::Algorithm(info.algorithm.oid))?;
    Ok(key.verify(hash.scheme(), &hash.of(bytes), signature))
}
