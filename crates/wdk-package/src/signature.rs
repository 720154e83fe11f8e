//! Signatures: CMS as Windows wants it.
//!
//! What Windows asks beyond CMS: one signer, RSA without naming the digest in the signature's
//! algorithm, sets sorted as DER says, no certificate twice, and a digest of the content without
//! its outer tag and length.

mod hash;
mod make;
mod timestamp;
mod verify;

pub(crate) use self::make::{append, sign, unsigned};
pub use self::{
    make::{SignError, Signing},
    timestamp::{TimestampError, request as timestamp_request},
    verify::{Signature, SignatureError, Signer},
};

use crate::asn1::ObjectIdentifier;

const fn id(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

const SIGNED_DATA: ObjectIdentifier = id("1.2.840.113549.1.7.2");
const CONTENT_TYPE: ObjectIdentifier = id("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = id("1.2.840.113549.1.9.4");
const SIGNING_TIME: ObjectIdentifier = id("1.2.840.113549.1.9.5");
const RSA: ObjectIdentifier = id("1.2.840.113549.1.1.1");
/// The algorithm of a key of an elliptic curve; some name it for the signature's.
const EC: ObjectIdentifier = id("1.2.840.10045.2.1");
const SHA256: ObjectIdentifier = id("2.16.840.1.101.3.4.2.1");
/// Why it was signed; an individual's statement, as signtool makes it.
const STATEMENT: ObjectIdentifier = id("1.3.6.1.4.1.311.2.1.11");
const INDIVIDUAL: ObjectIdentifier = id("1.3.6.1.4.1.311.2.1.21");
/// Name and address of the program: always there, and empty.
const PROGRAM: ObjectIdentifier = id("1.3.6.1.4.1.311.2.1.12");
/// Another signature of the same, in the unsigned attributes.
const NESTED: ObjectIdentifier = id("1.3.6.1.4.1.311.2.4.1");
/// An RFC 3161 token, in the unsigned attributes.
const TIMESTAMP: ObjectIdentifier = id("1.3.6.1.4.1.311.3.3.1");
