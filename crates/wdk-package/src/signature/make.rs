//! Making a signature.

use std::time::Duration;

use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, Decode as _, Encode as _,
    asn1::{OctetString, SetOfVec, UtcTime},
};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;
use x509_cert::attr::Attribute;

use super::{
    CONTENT_TYPE, INDIVIDUAL, MESSAGE_DIGEST, NESTED, PROGRAM, SHA256, SIGNED_DATA, SIGNING_TIME,
    STATEMENT, Signature, SignatureError, TIMESTAMP, TimestampError, timestamp,
};
use crate::{
    asn1::{self, ObjectIdentifier},
    certificate::{Identity, KeyAlgorithm},
    digest::Algorithm,
};

/// Who signs, and when.
#[derive(Clone, Debug)]
pub struct Signing<'a> {
    /// The signer.
    pub identity: &'a Identity,
    /// The signing time to state, in seconds since 1970. Without it a signature depends on nothing
    /// but what is signed and by whom.
    pub time: Option<u64>,
    /// The time stamp server to ask, `http://...`: it says when the signature existed, so that it
    /// holds longer than the certificate.
    pub timestamp: Option<&'a str>,
}

impl<'a> Signing<'a> {
    /// By `identity`, without a time.
    #[must_use]
    pub fn by(identity: &'a Identity) -> Self {
        Self {
            identity,
            time: None,
            timestamp: None,
        }
    }
}

/// A signature could not be made.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SignError {
    /// The key cannot sign.
    #[error("the key cannot sign: {0}")]
    Key(String),
    /// A structure cannot be encoded.
    #[error("the signature cannot be encoded: {0}")]
    Encode(#[from] der::Error),
    /// No time stamp came.
    #[error("{0}")]
    Timestamp(#[from] TimestampError),
    /// The file to be signed is no image.
    #[error("{0}")]
    Image(#[from] crate::authenticode::NotAnImage),
    /// The signature to which one is to be added cannot be read.
    #[error("another signature cannot be added: {0}")]
    Append(#[from] SignatureError),
    /// A catalog cannot be of its time.
    #[error("a catalog is made between 1970 and 2049")]
    CatalogTime,
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid,
        parameters: Some(Any::null()),
    }
}

/// RSA has NULL for its parameters, elliptic curves have none.
fn signature_algorithm(key: KeyAlgorithm) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: key.signature_oid(),
        parameters: (key == KeyAlgorithm::Rsa).then(Any::null),
    }
}

/// An attribute with one value, in DER.
fn attribute(oid: ObjectIdentifier, value: &[u8]) -> der::Result<Attribute> {
    let values = SetOfVec::try_from(vec![Any::from_der(value)?])?;
    Ok(Attribute { oid, values })
}

/// The attributes that the signature covers.
fn attributes(
    content_type: ObjectIdentifier,
    digest: &[u8],
    time: Option<u64>,
) -> der::Result<SetOfVec<Attribute>> {
    let individual = asn1::sequence(&[&asn1::oid(INDIVIDUAL)]);
    let mut list = vec![
        attribute(CONTENT_TYPE, &asn1::oid(content_type))?,
        attribute(MESSAGE_DIGEST, &asn1::octets(digest))?,
        attribute(STATEMENT, &individual)?,
        attribute(PROGRAM, &asn1::sequence(&[]))?,
    ];
    if let Some(seconds) = time {
        let time = UtcTime::from_unix_duration(Duration::from_secs(seconds))?;
        list.push(attribute(SIGNING_TIME, &time.to_der()?)?);
    }
    SetOfVec::try_from(list)
}

/// `content`, which is a value of type `content_type` in DER, signed.
pub(crate) fn sign(
    content_type: ObjectIdentifier,
    content: &[u8],
    signing: &Signing<'_>,
) -> Result<Vec<u8>, SignError> {
    let content = Any::from_der(content)?;
    let digest = Algorithm::Sha256.of([content.value()]);
    let signed_attrs = attributes(content_type, digest.as_bytes(), signing.time)?;
    let signature = signing.identity.sign(&signed_attrs.to_der()?);
    let signature = signature.map_err(|it| SignError::Key(it.to_string()))?;
    let unsigned_attrs = match signing.timestamp {
        None => None,
        Some(server) => {
            let token = timestamp::fetch(server, &signature)?;
            Some(SetOfVec::try_from(vec![attribute(TIMESTAMP, &token)?])?)
        }
    };
    let own = &signing.identity.own().tbs_certificate;
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: own.issuer.clone(),
            serial_number: own.serial_number.clone(),
        }),
        digest_alg: algorithm(SHA256),
        signed_attrs: Some(signed_attrs),
        signature_algorithm: signature_algorithm(signing.identity.algorithm()),
        signature: OctetString::new(signature)?,
        unsigned_attrs,
    };
    let mut certificates = Vec::new();
    for certificate in signing.identity.chain() {
        let choice = CertificateChoices::Certificate(certificate.clone());
        // Windows refuses a set that has one twice.
        if !certificates.contains(&choice) {
            certificates.push(choice);
        }
    }
    wrap(&SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![algorithm(SHA256)])?,
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: content_type,
            econtent: Some(content),
        },
        certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
    })
}

/// `first` with `second` beside it, both in DER: as signtool's `/as` adds one, among the attributes
/// that the first does not cover.
pub(crate) fn append(first: &[u8], second: &[u8]) -> Result<Vec<u8>, SignError> {
    let mut signed = Signature::parse(first)?.into_signed()?;
    let infos = signed.signer_infos.0.iter().cloned().map(|mut info| {
        let mut attributes: Vec<Attribute> = Vec::new();
        let mut nested = vec![Any::from_der(second)?];
        for attribute in info.unsigned_attrs.iter().flat_map(|it| it.iter()) {
            match attribute.oid == NESTED {
                true => nested.extend(attribute.values.iter().cloned()),
                false => attributes.push(attribute.clone()),
            }
        }
        attributes.push(Attribute {
            oid: NESTED,
            values: SetOfVec::try_from(nested)?,
        });
        info.unsigned_attrs = Some(SetOfVec::try_from(attributes)?);
        Ok(info)
    });
    let infos = infos.collect::<der::Result<Vec<_>>>()?;
    signed.signer_infos = SignerInfos(SetOfVec::try_from(infos)?);
    wrap(&signed)
}

/// The same without a signer, as inf2cat leaves a catalog.
pub(crate) fn unsigned(
    content_type: ObjectIdentifier,
    content: &[u8],
) -> Result<Vec<u8>, SignError> {
    wrap(&SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::new(),
        encap_content_info: EncapsulatedContentInfo {
            econtent_type: content_type,
            econtent: Some(Any::from_der(content)?),
        },
        certificates: None,
        crls: None,
        signer_infos: SignerInfos(SetOfVec::new()),
    })
}

fn wrap(signed: &SignedData) -> Result<Vec<u8>, SignError> {
    let info = ContentInfo {
        content_type: SIGNED_DATA,
        content: Any::encode_from(signed)?,
    };
    Ok(info.to_der()?)
}
