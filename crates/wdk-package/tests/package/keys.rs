//! Keys other than RSA, keys that are elsewhere, second signatures, and old signatures of others.

use std::sync::{Arc, LazyLock};

use crate::common::image;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use wdk_package::{
    Identity, authenticode,
    catalog::{Catalog, Format, NameValue},
    certificate::{CertificateError, KeyAlgorithm, RemoteKey},
    signature::{SignError, Signature, SignatureError, Signing},
};

/// 1 January 2026; the certificates hold for ten years.
const TIME: u64 = 1_767_225_600;

pub(crate) fn identity(algorithm: KeyAlgorithm, seed: u64) -> Identity {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let holds = TIME..TIME + 315_360_000;
    Identity::test_of(&mut random, algorithm, "CN=Lamp test,O=Example", holds).unwrap()
}

static RSA: LazyLock<Identity> = LazyLock::new(|| identity(KeyAlgorithm::Rsa, 1));

const CURVES: [KeyAlgorithm; 2] = [KeyAlgorithm::P256, KeyAlgorithm::P384];

#[test]
fn elliptic_curves_sign_and_give_the_same_bytes_again() {
    for algorithm in CURVES {
        let signer = identity(algorithm, 7);
        assert_eq!(signer.algorithm(), algorithm);
        let mut bytes = image();
        authenticode::sign(&mut bytes, &Signing::by(&signer), true).unwrap();
        let found = authenticode::verify(&bytes).unwrap();
        assert_eq!(found.thumbprint, signer.thumbprint());
        let mut again = image();
        authenticode::sign(&mut again, &Signing::by(&signer), true).unwrap();
        assert_eq!(again, bytes);
        for at in (0..bytes.len()).step_by(bytes.len() / 400) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            let other = authenticode::verify(&changed).map(|it| it.thumbprint);
            assert!(other != Ok(signer.thumbprint()), "changed at {at:#x}");
        }
    }
}

#[test]
fn elliptic_curves_come_from_pfx_files() {
    for algorithm in CURVES {
        let signer = identity(algorithm, 7);
        let pfx = signer.to_pfx("secret").unwrap();
        let read = Identity::from_pfx(&pfx, "secret").unwrap();
        assert_eq!(read.certificate(), signer.certificate());
        assert_eq!(read.algorithm(), algorithm);
        // The key of one is not that of the other.
        let other = identity(algorithm, 8).certificate_pem();
        let key = key_pem(&read);
        let wrong = Identity::from_bytes(other.as_bytes(), Some(key.as_bytes()), "");
        assert!(matches!(wrong, Err(CertificateError::OtherKey(_))));
        let right = signer.certificate_pem();
        Identity::from_bytes(right.as_bytes(), Some(key.as_bytes()), "").unwrap();
    }
}

/// The key of an identity in PKCS #8 and PEM, out of its PFX file.
fn key_pem(identity: &Identity) -> String {
    use p12_keystore::KeyStore;
    let pfx = identity.to_pfx("x").unwrap();
    let store = KeyStore::from_pkcs12(&pfx, "x").unwrap();
    let (_, chain) = store.private_key_chain().unwrap();
    der::pem::encode_string("PRIVATE KEY", der::pem::LineEnding::LF, chain.key()).unwrap()
}

/// An identity whose certificate an authority issued, for attestation too; and the authority's
/// certificate.
pub(crate) fn issued() -> (Identity, Vec<u8>) {
    use der::{Encode as _, EncodePem as _};
    use p256::{ecdsa::DerSignature, pkcs8::EncodePrivateKey as _};
    use std::{str::FromStr as _, time::Duration};
    use x509_cert::{
        builder::{Builder as _, CertificateBuilder, Profile},
        ext::pkix::ExtendedKeyUsage,
        name::Name,
        serial_number::SerialNumber,
        spki::SubjectPublicKeyInfoOwned,
        time::{Time, Validity},
    };
    let mut random = ChaCha8Rng::seed_from_u64(11);
    let mut key = || p256::ecdsa::SigningKey::random(&mut random);
    let (root, own) = (key(), key());
    let when = |seconds| {
        let time = der::asn1::UtcTime::from_unix_duration(Duration::from_secs(seconds));
        Time::UtcTime(time.unwrap())
    };
    let validity = Validity {
        not_before: when(TIME),
        not_after: when(TIME + 315_360_000),
    };
    let issuer = Name::from_str("CN=Authority").unwrap();
    let build = |profile, subject: Name, key: &p256::ecdsa::SigningKey, serial: u8| {
        let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key()).unwrap();
        let serial = SerialNumber::new(&[serial]).unwrap();
        CertificateBuilder::new(profile, serial, validity, subject, public, &root).unwrap()
    };
    let authority = build(Profile::Root, issuer.clone(), &root, 1);
    let authority = authority.build::<DerSignature>().unwrap();
    let leaf = Profile::Leaf {
        issuer,
        enable_key_agreement: false,
        enable_key_encipherment: false,
    };
    let mut leaf = build(leaf, Name::from_str("CN=Publisher").unwrap(), &own, 2);
    let purposes = [
        "1.3.6.1.5.5.7.3.3",
        "1.3.6.1.4.1.311.10.3.5",
        "1.3.6.1.4.1.311.10.3.5.1",
    ];
    let purposes = purposes.map(der::asn1::ObjectIdentifier::new_unwrap);
    leaf.add_extension(&ExtendedKeyUsage(purposes.into()))
        .unwrap();
    let leaf = leaf.build::<DerSignature>().unwrap();
    let ending = der::pem::LineEnding::LF;
    let mut pem = leaf.to_pem(ending).unwrap();
    pem.push_str(&authority.to_pem(ending).unwrap());
    pem.push_str(&own.to_pkcs8_pem(ending).unwrap());
    let identity = Identity::from_bytes(pem.as_bytes(), None, "").unwrap();
    (identity, authority.to_der().unwrap())
}

/// Signs by a key that it has, or answers what it is told.
struct Service {
    key: p256::ecdsa::SigningKey,
    der: bool,
    answer: Option<Result<Vec<u8>, String>>,
}

impl RemoteKey for Service {
    fn sign(&self, digest: &[u8; 32], algorithm: KeyAlgorithm) -> Result<Vec<u8>, String> {
        use rsa::signature::hazmat::PrehashSigner as _;
        assert_eq!(algorithm, KeyAlgorithm::P256);
        if let Some(answer) = &self.answer {
            return answer.clone();
        }
        let signature: p256::ecdsa::Signature = self.key.sign_prehash(digest).unwrap();
        Ok(match self.der {
            true => signature.to_der().as_bytes().to_vec(),
            false => signature.to_bytes().to_vec(),
        })
    }
}

#[test]
fn a_key_that_is_elsewhere_signs_as_one_that_is_here() {
    use p256::pkcs8::DecodePrivateKey as _;
    let here = identity(KeyAlgorithm::P256, 7);
    let secret = p256::SecretKey::from_pkcs8_pem(&key_pem(&here)).unwrap();
    let signed = |der: bool, answer: Option<Result<Vec<u8>, String>>| {
        let key = p256::ecdsa::SigningKey::from(&secret);
        let service = Arc::new(Service { key, der, answer });
        let identity = Identity::elsewhere(&here.certificate(), &[], service).unwrap();
        let mut bytes = image();
        authenticode::sign(&mut bytes, &Signing::by(&identity), false).map(|()| bytes)
    };
    let mut expected = image();
    authenticode::sign(&mut expected, &Signing::by(&here), false).unwrap();
    // Tokens give two numbers, services a structure of them.
    assert_eq!(signed(true, None).unwrap(), expected);
    assert_eq!(signed(false, None).unwrap(), expected);
    // What is no signature by this key never gets into a file.
    for answer in [vec![], vec![7; 64], vec![0; 64]] {
        let refused = signed(true, Some(Ok(answer))).unwrap_err();
        assert!(matches!(refused, SignError::Key(_)), "{refused}");
        assert!(
            refused.to_string().contains("no signature by the key"),
            "{refused}"
        );
    }
    let refused = signed(true, Some(Err("the card is out".to_owned()))).unwrap_err();
    assert!(refused.to_string().contains("the card is out"), "{refused}");
    // Its key is nowhere to be written from.
    let key = p256::ecdsa::SigningKey::from(&secret);
    let service = Service {
        key,
        der: true,
        answer: None,
    };
    let elsewhere = Identity::elsewhere(&here.certificate(), &[], Arc::new(service)).unwrap();
    assert!(matches!(elsewhere.to_pfx(""), Err(CertificateError::NoKey)));
}

#[test]
fn a_second_signature_stands_beside_the_first() {
    let second = identity(KeyAlgorithm::P256, 7);
    let mut bytes = image();
    authenticode::append(&mut bytes, &Signing::by(&RSA), false).unwrap();
    let once = bytes.clone();
    authenticode::append(&mut bytes, &Signing::by(&second), true).unwrap();
    let signer = authenticode::verify(&bytes).unwrap();
    assert_eq!(signer.thumbprint, RSA.thumbprint());
    let also: Vec<_> = signer.also.iter().map(|it| it.thumbprint.clone()).collect();
    assert_eq!(also, [second.thumbprint()]);
    let third = identity(KeyAlgorithm::P384, 9);
    authenticode::append(&mut bytes, &Signing::by(&third), false).unwrap();
    assert_eq!(authenticode::verify(&bytes).unwrap().also.len(), 2);
    // Signing without keeping them is as if they had not been there.
    authenticode::sign(&mut bytes, &Signing::by(&RSA), false).unwrap();
    assert_eq!(bytes, once);
}

#[test]
fn a_second_signature_of_another_image_is_found() {
    let second = identity(KeyAlgorithm::P256, 7);
    let mut other = image();
    other[0x300] ^= 1;
    authenticode::append(&mut other, &Signing::by(&RSA), false).unwrap();
    authenticode::append(&mut other, &Signing::by(&second), false).unwrap();
    let both = authenticode::signature(&other).unwrap().unwrap().to_vec();
    // The first signature is right and the second is of the other image.
    let mut bytes = image();
    authenticode::sign(&mut bytes, &Signing::by(&RSA), false).unwrap();
    assert!(authenticode::verify(&bytes).is_ok());
    let first = authenticode::signature(&bytes).unwrap().unwrap().to_vec();
    assert_ne!(first, both);
    let at = bytes
        .windows(first.len())
        .position(|it| it == first)
        .unwrap();
    let mut mixed = bytes[..at - 8].to_vec();
    let size = (8 + both.len()).next_multiple_of(8);
    mixed.extend(u32::try_from(size).unwrap().to_le_bytes());
    mixed.extend([0, 2, 2, 0]);
    mixed.extend(&both);
    mixed.resize(at - 8 + size, 0);
    let found = authenticode::verify(&mixed);
    assert!(found.is_err(), "{found:?}");
}

/// A small signed catalog.
fn catalog() -> Vec<u8> {
    let catalog = Catalog {
        format: Format::V2,
        id: vec![1; 16],
        time: i64::try_from(TIME).unwrap(),
        members: Vec::new(),
        attributes: vec![NameValue::text("OS", "_v100_X64")],
    };
    catalog.sign(&Signing::by(&RSA)).unwrap()
}

/// The value of a tag with a length of three bytes, as long ones in a signature are.
fn long(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x82], &length[..], content].concat()
}

#[test]
fn a_certificate_that_is_there_twice_is_read_but_not_taken() {
    let right = catalog();
    let own = RSA.certificate();
    let at = right.windows(own.len()).position(|it| it == own).unwrap();
    // The set of certificates is before, with its head of four bytes, and all around it grow.
    let set = at - 4;
    assert_eq!(right[set..set + 2], [0xA0, 0x82]);
    let twice = long(0xA0, &[&own[..], &own[..]].concat());
    let signed = &right[15 + 4..];
    let signed = [&signed[4..set - 19], &twice, &right[at + own.len()..]].concat();
    let outer = [&right[4..15], &long(0xA0, &long(0x30, &signed))].concat();
    let bytes = long(0x30, &outer);
    let read = Signature::parse(&bytes).unwrap();
    let refused = read.verify().unwrap_err();
    assert_eq!(
        refused,
        SignatureError::NotStrict("a certificate is there twice")
    );
    // Who signed can be told all the same.
    assert_eq!(read.signer().unwrap().thumbprint, RSA.thumbprint());
    assert!(wdk_package::catalog::parse(&bytes).is_ok());
}

/// Every catalog below the folder of `WDK_TEST_CATALOGS` can be read with who signed it: real ones of
/// many makers, which are not in this repository.
#[test]
fn real_catalogs_are_read() {
    let Some(folder) = std::env::var_os("WDK_TEST_CATALOGS") else {
        eprintln!("skipped: WDK_TEST_CATALOGS names no folder with catalogs");
        return;
    };
    let (mut read, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        // Some makers ship a text that says that the catalog is to come.
        if bytes.first() != Some(&0x30) {
            continue;
        }
        read += 1;
        if let Err(error) = wdk_package::catalog::parse(&bytes) {
            wrong.push((path.clone(), error.to_string()));
        }
        match Signature::parse(&bytes).and_then(|it| it.signer()) {
            Ok(_) | Err(SignatureError::Unsigned) => {}
            Err(error) => wrong.push((path, error.to_string())),
        }
    }
    println!("{read} catalogs read, {} not: {wrong:#?}", wrong.len());
    assert!(read > 0 && wrong.is_empty());
}
