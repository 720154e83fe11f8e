//! Signatures: made, checked, and broken byte by byte.

use std::{
    fs,
    io::{Cursor, Read as _},
    sync::LazyLock,
};

use crate::common::{INF, Package, image};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use rsa::{
    RsaPrivateKey,
    pkcs1::EncodeRsaPrivateKey as _,
    pkcs8::{EncodePrivateKey as _, LineEnding},
};
use wdk_package::{
    Identity, authenticode, cabinet,
    catalog::{self, Options},
    certificate::CertificateError,
    checksum,
    digest::Algorithm,
    signature::{Signature, SignatureError, Signing},
};

/// 1 January 2026.
const TIME: u64 = 1_767_225_600;

fn identity_of(seed: u64) -> Identity {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    Identity::test_from(
        &mut random,
        "CN=Lamp test,O=Example",
        TIME..TIME + 315_360_000,
    )
    .unwrap()
}

static SIGNER: LazyLock<Identity> = LazyLock::new(|| identity_of(1));

fn signed_image() -> Vec<u8> {
    let mut bytes = image();
    authenticode::sign(&mut bytes, &Signing::by(&SIGNER), false).unwrap();
    bytes
}

#[test]
fn an_image_keeps_its_digest_when_it_is_signed() {
    for cut in [0, 3] {
        let mut bytes = image();
        // An image whose length is no multiple of eight is filled up.
        bytes.extend(vec![7; cut]);
        let before = authenticode::digest(&bytes, Algorithm::Sha256).unwrap();
        authenticode::sign(&mut bytes, &Signing::by(&SIGNER), false).unwrap();
        assert_eq!(
            authenticode::digest(&bytes, Algorithm::Sha256).unwrap(),
            before
        );
        assert_eq!(
            checksum::stored(&bytes).unwrap(),
            checksum::computed(&bytes).unwrap()
        );
        let signer = authenticode::verify(&bytes).unwrap();
        assert_eq!(signer.thumbprint, SIGNER.thumbprint());
        assert_eq!(signer.subject, SIGNER.subject());
        assert_eq!((signer.time, signer.timestamp), (None, None));
    }
}

/// What follows the object identifier of `SpcPeImageData` in `bytes`: the head of the sequence, and its flags.
fn image_flags(bytes: &[u8]) -> &[u8] {
    const IMAGE: [u8; 12] = [
        0x06, 0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x01, 0x0F,
    ];
    let at = bytes.windows(IMAGE.len()).position(|it| it == IMAGE);
    let facts = &bytes[at.expect("it speaks of an image") + IMAGE.len()..];
    let end = 4 + usize::from(facts[3]);
    &facts[2..end]
}

#[test]
fn the_flags_are_those_of_microsofts_embedded_signatures() {
    assert_eq!(image_flags(&signed_image()), [0x03, 0x01, 0x00]);
}

#[test]
fn signing_again_replaces_the_signature_and_gives_the_same_bytes() {
    let once = signed_image();
    let mut twice = once.clone();
    authenticode::sign(&mut twice, &Signing::by(&SIGNER), false).unwrap();
    assert_eq!(once, twice);
    let other = identity_of(2);
    authenticode::sign(&mut twice, &Signing::by(&other), false).unwrap();
    assert_eq!(
        authenticode::verify(&twice).unwrap().thumbprint,
        other.thumbprint()
    );
}

#[test]
fn a_signing_time_is_kept() {
    let mut bytes = image();
    let signing = Signing {
        time: Some(TIME + 5),
        ..Signing::by(&SIGNER)
    };
    authenticode::sign(&mut bytes, &signing, true).unwrap();
    assert_eq!(authenticode::verify(&bytes).unwrap().time, Some(TIME + 5));
}

/// Every byte of what is small, and every so many of what is not.
fn places(length: usize) -> impl Iterator<Item = usize> {
    let step = (length / 1500).max(1);
    (0..length).step_by(step).chain([length - 1])
}

#[test]
fn one_changed_byte_of_a_signed_image_is_found() {
    let right = signed_image();
    for at in places(right.len()) {
        let mut bytes = right.clone();
        bytes[at] ^= 1 << (at % 8);
        let other = authenticode::verify(&bytes).map(|it| it.thumbprint);
        assert!(other != Ok(SIGNER.thumbprint()), "changed at {at:#x}");
    }
    let mut longer = right.clone();
    longer.extend([0; 8]);
    assert!(authenticode::verify(&longer).is_err());
    assert_eq!(
        authenticode::verify(&image()),
        Err(SignatureError::Unsigned)
    );
}

#[test]
fn one_changed_byte_of_a_signed_catalog_is_found() {
    let package = Package::new();
    let options = Options {
        time: 1_767_312_000,
        ..Options::default()
    };
    let catalog = catalog::create(&package.inf(), &options).unwrap();
    let right = catalog.sign(&Signing::by(&SIGNER)).unwrap();
    assert_eq!(catalog::parse(&right).unwrap(), catalog);
    let check = |bytes: &[u8]| Signature::parse(bytes).and_then(|it| it.verify());
    let signer = check(&right).unwrap();
    assert_eq!(signer.anchor, SIGNER.subject());
    assert_eq!(
        check(&catalog.to_file().unwrap()),
        Err(SignatureError::Unsigned)
    );
    for at in places(right.len()) {
        let mut bytes = right.clone();
        bytes[at] ^= 1 << (at % 8);
        // Another certificate is another signer, whom no machine trusts.
        let other = check(&bytes).map(|it| it.thumbprint);
        assert!(other != Ok(signer.thumbprint.clone()), "changed at {at:#x}");
    }
}

#[test]
fn the_same_random_numbers_make_the_same_certificate() {
    assert_eq!(identity_of(1).certificate(), SIGNER.certificate());
    assert_ne!(identity_of(2).certificate(), SIGNER.certificate());
    let wrong = Identity::test("nobody", TIME);
    assert!(matches!(wrong, Err(CertificateError::Subject(_))));
}

#[test]
fn a_pfx_file_opens_with_its_password_alone_and_is_its_owners() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.pfx");
    SIGNER.write_pfx(&path, "secret").unwrap();
    let read = Identity::read(&path, None, "secret").unwrap();
    assert_eq!(read.certificate(), SIGNER.certificate());
    let mut bytes = image();
    authenticode::sign(&mut bytes, &Signing::by(&read), false).unwrap();
    assert_eq!(bytes, signed_image());
    let wrong = Identity::read(&path, None, "other").unwrap_err();
    assert!(wrong.to_string().contains("password"), "{wrong}");
    assert!(
        SIGNER.write_pfx(&path, "secret").is_err(),
        "a key was overwritten"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_cabinet_holds_what_was_put_in_and_its_signature() {
    let entries = [
        (r"lamp\lamp.inf".to_owned(), INF.into()),
        (r"lamp\lamp.sys".to_owned(), signed_image()),
    ];
    let unsigned = cabinet::create(&entries).unwrap();
    assert_eq!(unsigned, cabinet::create(&entries).unwrap());
    assert_eq!(cabinet::verify(&unsigned), Err(SignatureError::Unsigned));
    let mut bytes = unsigned.clone();
    cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    assert_eq!(
        cabinet::verify(&bytes).unwrap().thumbprint,
        SIGNER.thumbprint()
    );
    let mut again = bytes.clone();
    cabinet::sign(&mut again, &Signing::by(&identity_of(2))).unwrap();
    assert_ne!(again, bytes);
    cabinet::sign(&mut again, &Signing::by(&SIGNER)).unwrap();
    assert_eq!(again, bytes, "a signature is replaced");
    let mut read = cab::Cabinet::new(Cursor::new(&bytes)).unwrap();
    for (name, content) in &entries {
        let mut found = Vec::new();
        let mut file = read.read_file(name).unwrap();
        file.read_to_end(&mut found).unwrap();
        assert_eq!(found, *content);
    }
    // The header's own checksum, and how the cabinet counts in a set, are not signed.
    for at in (60..bytes.len()).step_by(53) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x01;
        let other = cabinet::verify(&changed).map(|it| it.thumbprint);
        assert!(other != Ok(SIGNER.thumbprint()), "changed at {at:#x}");
    }
}

#[test]
fn a_cabinet_that_others_made_without_room_is_signed() {
    use std::io::Write as _;
    let mut builder = cab::CabinetBuilder::new();
    for compression in [cab::CompressionType::MsZip, cab::CompressionType::None] {
        let folder = builder.add_folder(compression);
        folder.add_file(format!("{compression:?}\\lamp.inf"));
    }
    let mut writer = builder.build(Cursor::new(Vec::new())).unwrap();
    while let Some(mut file) = writer.next_file().unwrap() {
        file.write_all(INF.as_bytes()).unwrap();
    }
    let mut bytes = writer.finish().unwrap().into_inner();
    cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    let signer = cabinet::verify(&bytes).unwrap();
    assert_eq!(signer.thumbprint, SIGNER.thumbprint());
    let folder = tempfile::tempdir().unwrap();
    let mut reader = cabinet::Reader::open(Cursor::new(&bytes)).unwrap();
    assert_eq!(reader.files().len(), 2);
    reader.extract(folder.path()).unwrap();
    for name in ["MsZip", "None"] {
        let read = fs::read_to_string(folder.path().join(name).join("lamp.inf"));
        assert_eq!(read.unwrap(), INF);
    }
    let as_file = folder.path().join("lamp.cab");
    fs::write(&as_file, &bytes).unwrap();
    let mut opened = fs::File::options()
        .read(true)
        .write(true)
        .open(&as_file)
        .unwrap();
    cabinet::sign_file(&mut opened, &Signing::by(&SIGNER)).unwrap();
    assert_eq!(fs::read(&as_file).unwrap(), bytes, "in a file as in memory");
}

#[test]
fn certificate_and_key_can_be_pem_files() {
    // The key is what is made first.
    let key = RsaPrivateKey::new(&mut ChaCha8Rng::seed_from_u64(1), 2048).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let certificate = SIGNER.certificate_pem();
    let modern = key.to_pkcs8_pem(LineEnding::LF).unwrap();
    let old = key.to_pkcs1_pem(LineEnding::CRLF).unwrap();
    let both = write("both.pem", &format!("{}{certificate}", *modern));
    let apart = write("own.crt", &certificate);
    let key_path = write("own.key", &old);
    for read in [
        Identity::read(&both, None, ""),
        Identity::read(&apart, Some(&key_path), ""),
    ] {
        assert_eq!(read.unwrap().thumbprint(), SIGNER.thumbprint());
    }
    let without = Identity::read(&apart, None, "");
    assert!(matches!(without, Err(CertificateError::NoKey)));
    let other = write("other.crt", &identity_of(2).certificate_pem());
    let stranger = Identity::read(&other, Some(&key_path), "");
    assert!(matches!(stranger, Err(CertificateError::OtherKey(_))));
    let nothing = Identity::read(&key_path, None, "");
    assert!(matches!(nothing, Err(CertificateError::NoCertificate)));
}

#[test]
fn a_key_is_never_printed() {
    let text = format!("{:?} {:?}", *SIGNER, Signing::by(&SIGNER));
    assert!(text.len() < 300 && text.contains("Lamp test"), "{text}");
}
