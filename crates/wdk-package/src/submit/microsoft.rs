//! By whom Microsoft's signatures of other people's drivers are issued.

use der::Encode as _;
use x509_cert::{Certificate, ext::pkix::ExtendedKeyUsage};

use crate::{
    asn1::ObjectIdentifier,
    certificate::{CertificateError, certificates},
    digest::{Algorithm, Digest},
    signature::Signature,
};

/// The public keys, by the SHA-256 of `SubjectPublicKeyInfo`, of the authorities that issue to
/// "Microsoft Windows Hardware Compatibility Publisher": taken from catalogs that Microsoft signed.
const KEYS: [&str; 2] = [
    // Microsoft Windows Third Party Component CA 2012
    "d8ead86f31ec80e23a9b88ea8214e6dd01ed7c6727333e791f0af6d20f14a407",
    // Microsoft Windows Third Party Component CA 2014
    "327de82c96ebe84051578d83458fd877b487fd330bdb3e3d25cee339100cdc73",
];

/// Windows Hardware Driver Verification, which all of these signatures have.
const WHQL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.5");
/// The same, attested instead of tested.
const ATTESTED: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.311.10.3.5.1");

/// The authorities whose signatures count.
#[derive(Clone, Debug)]
pub struct Issuers(Vec<Digest>);

impl Default for Issuers {
    /// Microsoft's, as known when this was written.
    fn default() -> Self {
        let keys = KEYS.iter().filter_map(|it| hex::decode(it).ok());
        Self(keys.filter_map(|it| Digest::from_bytes(&it)).collect())
    }
}

impl Issuers {
    /// Those whose certificates `bytes` are, in PEM or one in DER, instead of Microsoft's.
    ///
    /// # Errors
    ///
    /// [`CertificateError::NoCertificate`] when there is none.
    pub fn read(bytes: &[u8]) -> Result<Self, CertificateError> {
        let found = certificates(bytes)?;
        Ok(Self(found.iter().filter_map(key_of).collect()))
    }

    /// Whether one of them issued the certificate of the one who signed, or an issuer of that. The
    /// signature holds, so each certificate is signed by the next.
    pub(super) fn issued(&self, signature: &Signature) -> bool {
        let chain = signature.signers_chain();
        // The signer is no authority, whoever gave it its key.
        let mut issuers = chain.iter().skip(1).filter_map(|it| key_of(it));
        issuers.any(|it| self.0.contains(&it))
    }
}

/// How Microsoft came to sign, by the purposes of the signer's certificate.
pub(super) fn how(signature: &Signature) -> Option<&'static str> {
    let chain = signature.signers_chain();
    let usage = chain.first()?.tbs_certificate.get::<ExtendedKeyUsage>();
    let usage = usage.ok()??.1.0;
    if usage.contains(&ATTESTED) {
        Some("attestation")
    } else if usage.contains(&WHQL) {
        Some("hardware lab kit")
    } else {
        None
    }
}

fn key_of(certificate: &Certificate) -> Option<Digest> {
    let info = &certificate.tbs_certificate.subject_public_key_info;
    Some(Algorithm::Sha256.of([&*info.to_der().ok()?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn microsofts_keys_are_digests() {
        assert_eq!(Issuers::default().0.len(), KEYS.len());
        let sha256 = |it: &Digest| it.algorithm() == Algorithm::Sha256;
        assert!(Issuers::default().0.iter().all(sha256));
    }
}
