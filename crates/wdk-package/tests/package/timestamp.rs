//! Time stamps, from a server that this test plays.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    str::FromStr as _,
    thread,
    time::Duration,
};

use crate::common::image;
use cms::{
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::{CmsVersion, ContentInfo},
    signed_data::{
        CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo,
        SignerInfos,
    },
};
use der::{
    Any, AnyRef, Decode as _, Encode as _, Reader as _, SliceReader, Tag,
    asn1::{GeneralizedTime, ObjectIdentifier, OctetString, SetOfVec, UtcTime},
};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, pkcs1v15::SigningKey, pkcs8::EncodePublicKey as _};
use sha2::{Digest as _, Sha256};
use spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use wdk_package::{Identity, authenticode, signature::Signing};
use x509_cert::{
    Certificate,
    attr::Attribute,
    builder::{Builder as _, CertificateBuilder, Profile},
    ext::pkix::ExtendedKeyUsage,
    name::Name,
    serial_number::SerialNumber,
    time::{Time, Validity},
};

/// 1 January 2026.
const TIME: u64 = 1_767_225_600;

const fn id(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    Any::new(Tag::Sequence, parts.concat())
        .unwrap()
        .to_der()
        .unwrap()
}

fn algorithm(oid: ObjectIdentifier) -> AlgorithmIdentifierOwned {
    let parameters = Some(Any::null());
    AlgorithmIdentifierOwned { oid, parameters }
}

/// The values inside a SEQUENCE.
fn inside(der: &[u8]) -> Vec<Vec<u8>> {
    let outer = AnyRef::from_der(der).unwrap();
    let mut reader = SliceReader::new(outer.value()).unwrap();
    let mut values = Vec::new();
    while !reader.is_finished() {
        values.push(reader.tlv_bytes().unwrap().to_vec());
    }
    values
}

/// A time stamp server.
struct Server {
    key: RsaPrivateKey,
    certificate: Certificate,
}

impl Server {
    fn new() -> Self {
        let key = RsaPrivateKey::new(&mut ChaCha8Rng::seed_from_u64(3), 2048).unwrap();
        let name = Name::from_str("CN=Clock").unwrap();
        let public = key.to_public_key().to_public_key_der().unwrap();
        let when = |seconds| {
            Time::UtcTime(UtcTime::from_unix_duration(Duration::from_secs(seconds)).unwrap())
        };
        let validity = Validity {
            not_before: when(TIME),
            not_after: when(TIME + 300_000_000),
        };
        let profile = Profile::Leaf {
            issuer: name.clone(),
            enable_key_agreement: false,
            enable_key_encipherment: false,
        };
        let signer = SigningKey::<Sha256>::new(key.clone());
        let public = SubjectPublicKeyInfoOwned::from_der(public.as_bytes()).unwrap();
        let serial = SerialNumber::new(&[7]).unwrap();
        let mut builder =
            CertificateBuilder::new(profile, serial, validity, name, public, &signer).unwrap();
        let stamping = ExtendedKeyUsage(vec![id("1.3.6.1.5.5.7.3.8")]);
        builder.add_extension(&stamping).unwrap();
        let certificate = builder.build().unwrap();
        Self { key, certificate }
    }

    /// The answer to `request`, for its digest and nonce.
    fn answer(&self, request: &[u8]) -> Vec<u8> {
        let asked = inside(request);
        let time = Duration::from_secs(TIME + 60);
        let time = GeneralizedTime::from_unix_duration(time).unwrap();
        let info = sequence(&[
            1_u8.to_der().unwrap(),
            id("1.2.3.4").to_der().unwrap(),
            asked[1].clone(),
            9_u8.to_der().unwrap(),
            time.to_der().unwrap(),
            asked[2].clone(),
        ]);
        let granted = sequence(&[0_u8.to_der().unwrap()]);
        sequence(&[granted, self.token(&info)])
    }

    fn token(&self, info: &[u8]) -> Vec<u8> {
        const INFO: ObjectIdentifier = id("1.2.840.113549.1.9.16.1.4");
        let sha256 = algorithm(id("2.16.840.1.101.3.4.2.1"));
        let attribute = |oid, value| {
            let values = SetOfVec::try_from(vec![value]).unwrap();
            Attribute { oid, values }
        };
        let digest = Any::new(Tag::OctetString, Sha256::digest(info).to_vec()).unwrap();
        let signed_attrs = SetOfVec::try_from(vec![
            attribute(id("1.2.840.113549.1.9.3"), Any::from(INFO)),
            attribute(id("1.2.840.113549.1.9.4"), digest),
        ])
        .unwrap();
        let hash = Sha256::digest(signed_attrs.to_der().unwrap());
        let signature = self.key.sign(Pkcs1v15Sign::new::<Sha256>(), &hash).unwrap();
        let own = &self.certificate.tbs_certificate;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: own.issuer.clone(),
                serial_number: own.serial_number.clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: Some(signed_attrs),
            signature_algorithm: algorithm(id("1.2.840.113549.1.1.1")),
            signature: OctetString::new(signature).unwrap(),
            unsigned_attrs: None,
        };
        let certificates = vec![CertificateChoices::Certificate(self.certificate.clone())];
        let signed = SignedData {
            version: CmsVersion::V3,
            digest_algorithms: SetOfVec::try_from(vec![sha256]).unwrap(),
            encap_content_info: EncapsulatedContentInfo {
                econtent_type: INFO,
                econtent: Some(Any::new(Tag::OctetString, info).unwrap()),
            },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates).unwrap())),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer]).unwrap()),
        };
        let info = ContentInfo {
            content_type: id("1.2.840.113549.1.7.2"),
            content: Any::encode_from(&signed).unwrap(),
        };
        info.to_der().unwrap()
    }
}

/// Serves one request with what `answer` makes of it, and returns the address.
fn serve(answer: impl FnOnce(&[u8]) -> Vec<u8> + Send + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = Vec::new();
        let mut buffer = [0; 4096];
        let body = loop {
            let count = stream.read(&mut buffer).unwrap();
            request.extend_from_slice(&buffer[..count]);
            let Some(end) = request.windows(4).position(|it| it == b"\r\n\r\n") else {
                continue;
            };
            let head = String::from_utf8_lossy(&request[..end]).to_lowercase();
            assert!(
                head.contains("content-type: application/timestamp-query"),
                "{head}"
            );
            let length = head.split("content-length: ").nth(1).unwrap();
            let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
            if request.len() >= end + 4 + length {
                break request.split_off(end + 4);
            }
        };
        let body = answer(&body);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        stream
            .write_all(&[head.as_bytes(), &body].concat())
            .unwrap();
    });
    address
}

fn signer() -> Identity {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    Identity::test_from(&mut random, "CN=Lamp test", TIME..TIME + 315_360_000).unwrap()
}

/// An image signed with a time stamp of the server that answers so.
fn stamped(answer: impl FnOnce(&[u8]) -> Vec<u8> + Send + 'static) -> Result<Vec<u8>, String> {
    let (address, identity) = (serve(answer), signer());
    let signing = Signing {
        timestamp: Some(&address),
        ..Signing::by(&identity)
    };
    let mut bytes = image();
    let signed = authenticode::sign(&mut bytes, &signing, false);
    signed.map(|()| bytes).map_err(|it| it.to_string())
}

#[test]
fn a_time_stamp_is_kept_and_checked() {
    let bytes = stamped(|request| Server::new().answer(request)).unwrap();
    let verified = authenticode::verify(&bytes).unwrap();
    let expected = ("20260101000100Z".to_owned(), "CN=Clock".to_owned());
    assert_eq!(verified.timestamp, Some(expected));
    // The token's own signature: nothing else covers it.
    let needle = b"20260101000100Z";
    let at = bytes
        .windows(needle.len())
        .position(|it| it == needle)
        .unwrap();
    let mut changed = bytes.clone();
    changed[at + 13] = b'9';
    wdk_package::checksum::set(&mut changed).unwrap();
    let refused = authenticode::verify(&changed).unwrap_err();
    assert!(refused.to_string().contains("time stamp"), "{refused}");
}

#[test]
fn a_time_stamp_for_something_else_is_refused() {
    let other = stamped(|request| {
        let mut request = request.to_vec();
        // The first byte of the digest: its tag and length are in front of it.
        let at = request.windows(2).position(|it| it == [0x04, 0x20]);
        request[at.unwrap() + 2] ^= 1;
        Server::new().answer(&request)
    });
    assert!(other.unwrap_err().contains("something else"));
    let old = stamped(|request| {
        let mut request = request.to_vec();
        // The nonce, before the last three bytes.
        let at = request.len() - 4;
        request[at] ^= 1;
        Server::new().answer(&request)
    });
    assert!(old.unwrap_err().contains("something else"));
}

#[test]
fn a_server_that_talks_nonsense_is_an_error() {
    assert!(
        stamped(|_| b"<html>".to_vec())
            .unwrap_err()
            .contains("answer")
    );
    assert!(
        stamped(|_| sequence(&[sequence(&[2_u8.to_der().unwrap()])]))
            .unwrap_err()
            .contains("refuses")
    );
}
