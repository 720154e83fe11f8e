//! Time stamps: RFC 3161.

use std::time::Duration;

use rsa::rand_core::{OsRng, RngCore as _};
use spki::AlgorithmIdentifierOwned;
use thiserror::Error;

use super::{Signature, hash::Hash};
use crate::{
    asn1::{self, INTEGER, Items, Malformed, OCTET_STRING, OID, SEQUENCE, Value},
    digest::{Algorithm, Digest},
};

/// How long a server may take.
const TIMEOUT: Duration = Duration::from_secs(30);
const LONGEST: u64 = 1 << 20;

/// No time stamp came, or a wrong one.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TimestampError {
    /// The address is not one that can be asked.
    #[error(
        "{0} cannot be asked for a time stamp; give an http:// address, as the public servers have"
    )]
    Address(String),
    /// The server did not answer as HTTP wants.
    #[error("the time stamp server did not answer: {0}")]
    Http(#[from] Box<ureq::Error>),
    /// The server refuses.
    #[error("the time stamp server refuses, with status {0}")]
    Refused(u32),
    /// The answer is no time stamp response.
    #[error("the time stamp server's answer is {0}")]
    Malformed(#[from] Malformed),
    /// The token is not for this signature.
    #[error("the time stamp is for something else")]
    Other,
    /// The token's own signature is wrong.
    #[error("the time stamp does not hold: {0}")]
    Signature(String),
}

/// What is asked of a server: a token for `digest` that has its signer's certificate in it.
#[must_use]
pub fn request(digest: &Digest, nonce: u64) -> Vec<u8> {
    let wants_certificate = [0x01, 0x01, 0xFF];
    asn1::sequence(&[
        &asn1::integer(1),
        &digest.to_der(),
        &number(nonce),
        &wants_certificate,
    ])
}

/// An INTEGER of up to 64 bits.
fn number(value: u64) -> Vec<u8> {
    let bytes = value.to_be_bytes();
    let zeros = bytes.iter().take_while(|it| **it == 0).count().min(7);
    let digits = &bytes[zeros..];
    let sign: &[u8] = if digits[0] >= 0x80 { &[0] } else { &[] };
    asn1::value(INTEGER, &[sign, digits])
}

/// A token for `signature` from `server`, checked.
pub(super) fn fetch(server: &str, signature: &[u8]) -> Result<Vec<u8>, TimestampError> {
    if !server.starts_with("http://") {
        return Err(TimestampError::Address(server.to_owned()));
    }
    let nonce = OsRng.next_u64();
    let digest = Algorithm::Sha256.of([signature]);
    let http = |error| TimestampError::Http(Box::new(error));
    let mut answer = ureq::post(server)
        .config()
        .timeout_global(Some(TIMEOUT))
        .build()
        .content_type("application/timestamp-query")
        .send(&request(&digest, nonce)[..])
        .map_err(http)?;
    let answer = answer.body_mut().with_config().limit(LONGEST).read_to_vec();
    let token = token_of(&answer.map_err(http)?)?;
    let stamp = Stamp::of(&token, signature)?;
    if stamp.nonce != Some(number(nonce)) {
        return Err(TimestampError::Other);
    }
    Ok(token)
}

/// The token in a response that grants it.
fn token_of(response: &[u8]) -> Result<Vec<u8>, TimestampError> {
    const WHAT: &str = "a time stamp response";
    let mut items = Value::read(response, SEQUENCE, WHAT)?.items();
    let status = items.next(SEQUENCE, WHAT)?.items().next(INTEGER, WHAT)?;
    match status.integer(WHAT)? {
        0 | 1 => {}
        other => return Err(TimestampError::Refused(other)),
    }
    let token = items.next(SEQUENCE, WHAT)?.whole.to_vec();
    items.end(WHAT)?;
    Ok(token)
}

/// What a token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// When, as the token spells it: `20260101120000Z`.
    pub(super) time: String,
    /// Whose token it is.
    pub(super) server: String,
    nonce: Option<Vec<u8>>,
}

impl Stamp {
    /// Checks a token for `signature`.
    pub(super) fn of(token: &[u8], signature: &[u8]) -> Result<Self, TimestampError> {
        const WHAT: &str = "a time stamp";
        const GENERALIZED_TIME: u8 = 0x18;
        let wrong = |it: super::SignatureError| TimestampError::Signature(it.to_string());
        let parsed = Signature::parse_token(token).map_err(wrong)?;
        let signer = parsed.verify().map_err(wrong)?;
        let mut info = Value::read(parsed.content(), SEQUENCE, WHAT)?.items();
        info.next(INTEGER, WHAT)?;
        info.next(OID, WHAT)?;
        let mut imprint = info.next(SEQUENCE, WHAT)?.items();
        let algorithm = imprint.next(SEQUENCE, WHAT)?.items().next(OID, WHAT)?;
        let hashed = imprint.next(OCTET_STRING, WHAT)?.content;
        let algorithm = AlgorithmIdentifierOwned {
            oid: algorithm.oid(WHAT)?,
            parameters: None,
        };
        // Servers of before 2016 answer for SHA-1.
        let hash = Hash::of_digest(&algorithm).map_err(wrong)?;
        if hash.weakness().is_some() || hashed != hash.of(signature) {
            return Err(TimestampError::Other);
        }
        info.next(INTEGER, WHAT)?;
        let time = info.next(GENERALIZED_TIME, WHAT)?;
        Ok(Self {
            time: String::from_utf8_lossy(time.content).into_owned(),
            server: signer.subject,
            nonce: nonce(info)?,
        })
    }
}

/// The nonce among the optional fields.
fn nonce(mut rest: Items<'_>) -> Result<Option<Vec<u8>>, Malformed> {
    while !rest.is_empty() {
        let field = rest.any("a time stamp")?;
        if field.tag == INTEGER {
            return Ok(Some(field.whole.to_vec()));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_shortest_and_positive() {
        assert_eq!(number(0), [2, 1, 0]);
        assert_eq!(number(0x80), [2, 2, 0, 0x80]);
        assert_eq!(number(0x1234), [2, 2, 0x12, 0x34]);
        assert_eq!(number(u64::MAX)[..3], [2, 9, 0]);
    }

    #[test]
    fn a_refusal_is_an_error() {
        let status = asn1::sequence(&[&asn1::integer(2)]);
        let refusal = token_of(&asn1::sequence(&[&status]));
        assert!(matches!(refusal, Err(TimestampError::Refused(2))));
        assert!(token_of(b"<html>").is_err());
    }

    #[test]
    fn other_protocols_are_refused() {
        let https = fetch("https://timestamp.example", b"x");
        assert!(matches!(https, Err(TimestampError::Address(_))));
    }
}
