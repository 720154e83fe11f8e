//! Certificates and their private keys: made for tests, or read from files.
//!
//! A key leaves this module only into a `.pfx` file that nobody but its owner can read.
//!
//! See [Test-signing certificates](https://learn.microsoft.com/windows-hardware/drivers/install/makecert-test-certificate).

mod key;
mod limits;
pub mod test_key;

use std::{
    fmt, fs, io,
    io::Write as _,
    ops::Range,
    path::{Path, PathBuf},
    str::FromStr as _,
    sync::Arc,
    time::Duration,
};

use der::{
    Decode as _, DecodePem as _, Encode as _, EncodePem as _, asn1::UtcTime, pem::LineEnding,
};
use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKeyChain};
use rsa::{
    RsaPrivateKey,
    pkcs1v15::SigningKey,
    rand_core::{CryptoRngCore, OsRng},
};
use sha2::{Digest as _, Sha256};
use thiserror::Error;
use x509_cert::{
    Certificate,
    builder::{Builder as _, CertificateBuilder, Profile},
    ext::pkix::ExtendedKeyUsage,
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};

use self::key::PrivateKey;
pub(crate) use self::key::{CannotSign, PublicKey};
pub use self::key::{KeyAlgorithm, RemoteKey};
use crate::{asn1::ObjectIdentifier, digest::Algorithm};

pub(crate) const CODE_SIGNING: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.3");
const KEY_BITS: usize = 2048;
/// Test certificates hold for a year, less the day by which they begin earlier.
const LIFE: u64 = 364 * 86_400;

/// A certificate with its private key, and the certificates of those who issued it.
///
/// `Debug` and every other output show the certificate alone.
#[derive(Clone)]
pub struct Identity {
    key: PrivateKey,
    own: Certificate,
    issuers: Vec<Certificate>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut it = f.debug_struct("Identity");
        it.field("subject", &self.subject()).finish_non_exhaustive()
    }
}

/// A certificate or key could not be made, read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CertificateError {
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A file with a test key is not the user's alone.
    #[error(
        "{} {reason}; who has the key signs what your test machines trust: remove it to have a new one made, or give --certificate",
        path.display()
    )]
    Exposed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The PFX file cannot be opened.
    #[error("the PFX file cannot be opened; is its password right? ({0})")]
    Pfx(String),
    /// A file has no private key.
    #[error(
        "no RSA, P-256 or P-384 private key is there; give a .pfx file, or a .pem file with certificate and key, or the key with --key"
    )]
    NoKey,
    /// A file has no certificate.
    #[error("no certificate is there; give a .pfx file, or a .pem file with certificate and key")]
    NoCertificate,
    /// The key is not the certificate's.
    #[error("the private key is not that of the certificate {0}")]
    OtherKey(String),
    /// The subject is no distinguished name.
    #[error("{0:?} is no subject; write it as CN=Name")]
    Subject(String),
    /// The certificate could not be made.
    #[error("the certificate could not be made: {0}")]
    Make(String),
}

fn make(error: impl fmt::Display) -> CertificateError {
    CertificateError::Make(error.to_string())
}

fn file<T>(path: &Path, result: io::Result<T>) -> Result<T, CertificateError> {
    result.map_err(|source| CertificateError::File {
        path: path.to_owned(),
        source,
    })
}

impl Identity {
    /// A self-signed certificate for code, called `subject`, which holds from `time` in seconds
    /// since 1970 for not quite a year. Nobody should trust it but a test machine.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Subject`] when `subject` is no distinguished name such as `CN=Test`.
    pub fn test(subject: &str, time: u64) -> Result<Self, CertificateError> {
        Self::test_from(&mut OsRng, subject, time..time + LIFE)
    }

    /// [`test`](Self::test) for any span of time, with a key made of what `random` gives: the same
    /// again for the same.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test).
    pub fn test_from(
        random: &mut impl CryptoRngCore,
        subject: &str,
        holds: Range<u64>,
    ) -> Result<Self, CertificateError> {
        Self::test_of(random, KeyAlgorithm::Rsa, subject, holds)
    }

    /// [`test_from`](Self::test_from) with a key of any kind; an RSA key has 2048 bits.
    ///
    /// # Errors
    ///
    /// As [`test`](Self::test).
    pub fn test_of(
        random: &mut impl CryptoRngCore,
        algorithm: KeyAlgorithm,
        subject: &str,
        holds: Range<u64>,
    ) -> Result<Self, CertificateError> {
        let name =
            Name::from_str(subject).map_err(|_| CertificateError::Subject(subject.to_owned()))?;
        let key = match algorithm {
            KeyAlgorithm::Rsa => {
                let key = RsaPrivateKey::new(random, KEY_BITS).map_err(make)?;
                PrivateKey::Rsa(Box::new(key))
            }
            KeyAlgorithm::P256 => {
                PrivateKey::P256(Box::new(p256::ecdsa::SigningKey::random(random)))
            }
            KeyAlgorithm::P384 => {
                PrivateKey::P384(Box::new(p384::ecdsa::SigningKey::random(random)))
            }
        };
        let public = key.public()?.ok_or(CertificateError::NoKey)?;
        let mut serial = [0; 16];
        random.fill_bytes(&mut serial);
        // Positive, and as long as it looks.
        serial[0] = serial[0] & 0x7F | 0x40;
        let when = |it| {
            UtcTime::from_unix_duration(Duration::from_secs(it))
                .map(Time::UtcTime)
                .map_err(make)
        };
        let validity = Validity {
            not_before: when(holds.start)?,
            not_after: when(holds.end)?,
        };
        let profile = Profile::Leaf {
            issuer: name.clone(),
            enable_key_agreement: false,
            enable_key_encipherment: false,
        };
        let serial = SerialNumber::new(&serial).map_err(make)?;
        let usage = ExtendedKeyUsage(vec![CODE_SIGNING]);
        // The three signers are of three types, and so are their builders and signatures.
        macro_rules! build {
            ($signer:expr, $signature:ty) => {{
                let signer = $signer;
                let mut builder =
                    CertificateBuilder::new(profile, serial, validity, name, public, signer)
                        .map_err(make)?;
                builder.add_extension(&usage).map_err(make)?;
                builder.build::<$signature>().map_err(make)?
            }};
        }
        let own = match &key {
            PrivateKey::Rsa(it) => build!(
                &SigningKey::<Sha256>::new(RsaPrivateKey::clone(it)),
                rsa::pkcs1v15::Signature
            ),
            PrivateKey::P256(it) => build!(it.as_ref(), p256::ecdsa::DerSignature),
            PrivateKey::P384(it) => build!(it.as_ref(), p384::ecdsa::DerSignature),
            PrivateKey::Elsewhere(..) => return Err(CertificateError::NoKey),
        };
        let issuers = Vec::new();
        Ok(Self { key, own, issuers })
    }

    /// An identity whose key is elsewhere, with its certificates in PEM or one in DER, the
    /// signer's first. Its issuers may also be among `others`, in DER.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when there is no certificate, or its key is of another kind.
    pub fn elsewhere(
        bytes: &[u8],
        others: &[Vec<u8>],
        key: Arc<dyn RemoteKey>,
    ) -> Result<Self, CertificateError> {
        let mut known = certificates(bytes)?;
        known.extend(
            others
                .iter()
                .filter_map(|it| Certificate::from_der(it).ok()),
        );
        let own = known[0].clone();
        let public = &own.tbs_certificate.subject_public_key_info;
        let public = PublicKey::read(public).ok_or(CertificateError::NoKey)?;
        let key = PrivateKey::Elsewhere(key, public);
        // A token has certificates of its other keys too.
        let mut issuers: Vec<Certificate> = Vec::new();
        for _ in 0..known.len() {
            let below = issuers.last().unwrap_or(&own);
            let issuer = &below.tbs_certificate.issuer;
            let above = known
                .iter()
                .find(|it| it.tbs_certificate.subject == *issuer && **it != own);
            match above {
                Some(above) if !issuers.contains(above) => issuers.push(above.clone()),
                _ => break,
            }
        }
        Ok(Self { key, own, issuers })
    }

    /// The identity in a `.pfx` or `.p12` file, or in a `.pem` file with certificates, the
    /// signer's first. `key` is another file with the key, when `path` has only certificates.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when a file cannot be read, the password is wrong, or there is no key
    /// or no certificate, or they do not belong together.
    pub fn read(path: &Path, key: Option<&Path>, password: &str) -> Result<Self, CertificateError> {
        let bytes = file(path, fs::read(path))?;
        let key = key.map(|path| file(path, fs::read(path))).transpose()?;
        Self::from_bytes(&bytes, key.as_deref(), password)
    }

    /// [`read`](Self::read) of what is in the files.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_bytes(
        bytes: &[u8],
        key: Option<&[u8]>,
        password: &str,
    ) -> Result<Self, CertificateError> {
        let is_pem = bytes.windows(11).any(|it| it == b"-----BEGIN ");
        if !is_pem && key.is_none() {
            return Self::from_pfx(bytes, password);
        }
        let chain = certificates(bytes)?;
        Self::checked(PrivateKey::read(key.unwrap_or(bytes))?, chain)
    }

    /// The identity in a PKCS #12 file.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when the password is wrong, there is no key with a certificate, or
    /// the file asks for more work than any tool's does.
    pub fn from_pfx(bytes: &[u8], password: &str) -> Result<Self, CertificateError> {
        if let Some(reason) = limits::excess(bytes) {
            return Err(CertificateError::Pfx(reason.to_owned()));
        }
        let store = KeyStore::from_pkcs12(bytes, password)
            .map_err(|it| CertificateError::Pfx(it.to_string()))?;
        let (_, found) = store.private_key_chain().ok_or(CertificateError::NoKey)?;
        let key = PrivateKey::read(found.key())?;
        let chain = found
            .chain()
            .iter()
            .map(|it| Certificate::from_der(it.as_der()));
        let chain = chain
            .collect::<Result<_, _>>()
            .map_err(|_| CertificateError::NoCertificate)?;
        Self::checked(key, chain)
    }

    /// The certificates come with the signer's first.
    fn checked(key: PrivateKey, chain: Vec<Certificate>) -> Result<Self, CertificateError> {
        let mut chain = chain.into_iter();
        let own = chain.next().ok_or(CertificateError::NoCertificate)?;
        let theirs = &own.tbs_certificate.subject_public_key_info;
        if key.public()?.is_some_and(|it| it != *theirs) {
            let subject = own.tbs_certificate.subject.to_string();
            return Err(CertificateError::OtherKey(subject));
        }
        let issuers = chain.collect();
        Ok(Self { key, own, issuers })
    }

    /// The PKCS #12 file, its key encrypted with `password` (AES-256, as Windows 10 1709 reads).
    ///
    /// # Errors
    ///
    /// [`CertificateError::Make`] when it cannot be encoded.
    pub fn to_pfx(&self, password: &str) -> Result<Vec<u8>, CertificateError> {
        let key = self.key.to_pkcs8()?;
        let mut chain = Vec::new();
        for certificate in self.chain() {
            let der = certificate.to_der().map_err(make)?;
            chain.push(p12_keystore::Certificate::from_der(&der).map_err(make)?);
        }
        let entry = PrivateKeyChain::new(key.as_bytes(), [1, 0, 0, 0], chain);
        let mut store = KeyStore::new();
        store.add_entry(&self.subject(), KeyStoreEntry::PrivateKeyChain(entry));
        store.writer(password).write().map_err(make)
    }

    /// Writes the PKCS #12 file so that only its owner can read it.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when it exists already, or cannot be written.
    pub fn write_pfx(&self, path: &Path, password: &str) -> Result<(), CertificateError> {
        let bytes = self.to_pfx(password)?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = file(path, options.open(path))?;
        file(path, out.write_all(&bytes))
    }

    /// Signs the SHA-256 digest of `bytes`; a key in memory does the same again for the same bytes.
    pub(crate) fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, CannotSign> {
        self.key.sign(&Sha256::digest(bytes).into())
    }

    /// What kind of key it has.
    #[must_use]
    pub fn algorithm(&self) -> KeyAlgorithm {
        self.key.algorithm()
    }

    pub(crate) fn own(&self) -> &Certificate {
        &self.own
    }

    /// The certificate itself, then those of its issuers.
    pub(crate) fn chain(&self) -> impl Iterator<Item = &Certificate> {
        [&self.own].into_iter().chain(&self.issuers)
    }

    /// The certificate in DER: a `.cer` file.
    #[must_use]
    pub fn certificate(&self) -> Vec<u8> {
        self.own.to_der().unwrap_or_default()
    }

    /// The certificate in PEM, as other tools read it.
    #[must_use]
    pub fn certificate_pem(&self) -> String {
        self.own.to_pem(LineEnding::LF).unwrap_or_default()
    }

    /// Whose certificate it is.
    #[must_use]
    pub fn subject(&self) -> String {
        self.own.tbs_certificate.subject.to_string()
    }

    /// From when on it holds, in seconds since 1970.
    #[must_use]
    pub fn not_before(&self) -> u64 {
        let validity = &self.own.tbs_certificate.validity;
        validity.not_before.to_unix_duration().as_secs()
    }

    /// Until when it holds, in seconds since 1970.
    #[must_use]
    pub fn not_after(&self) -> u64 {
        let validity = &self.own.tbs_certificate.validity;
        validity.not_after.to_unix_duration().as_secs()
    }

    /// The SHA-1 thumbprint by which Windows names the certificate.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        thumbprint(&self.own)
    }
}

pub(crate) fn thumbprint(certificate: &Certificate) -> String {
    let der = certificate.to_der().unwrap_or_default();
    Algorithm::Sha1.of([&*der]).to_string()
}

/// The certificates in a PEM text, or the one in DER.
pub(crate) fn certificates(bytes: &[u8]) -> Result<Vec<Certificate>, CertificateError> {
    if let Ok(one) = Certificate::from_der(bytes) {
        return Ok(vec![one]);
    }
    let blocks = pem_blocks(bytes, &["CERTIFICATE"]);
    let found = blocks.iter().map(Certificate::from_pem);
    let found: Vec<_> = found
        .collect::<Result<_, _>>()
        .map_err(|_| CertificateError::NoCertificate)?;
    if found.is_empty() {
        return Err(CertificateError::NoCertificate);
    }
    Ok(found)
}

/// The blocks of a PEM text with one of `labels`, each with its first and last line.
fn pem_blocks(bytes: &[u8], labels: &[&str]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(bytes);
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut end = None;
    for line in text.lines().map(str::trim_end) {
        let label = line
            .strip_prefix("-----BEGIN ")
            .and_then(|it| it.strip_suffix("-----"));
        if let Some(label) = label.filter(|it| labels.contains(it)) {
            end = Some(format!("-----END {label}-----"));
            block.clear();
        }
        if let Some(last) = &end {
            block.push_str(line);
            block.push('\n');
            if line == last {
                blocks.push(block.clone().into_bytes());
                end = None;
            }
        }
    }
    blocks
}
