//! Cabinets by Partner Center's rules, and the answers to them.

use std::{fs, io::Cursor, path::Path, sync::LazyLock};

use crate::{
    common::{INF, image},
    keys::{identity, issued},
    pack::Tree,
};
use wdk_package::{
    Identity, cabinet,
    certificate::KeyAlgorithm,
    signature::Signing,
    submit::{self, Issuers, Severity, Submission},
};

static SIGNER: LazyLock<Identity> = LazyLock::new(|| identity(KeyAlgorithm::P256, 3));

fn check(bytes: &[u8], work: &Path) -> Submission {
    submit::check(Cursor::new(bytes), work).unwrap()
}

/// The files of a cabinet.
type Files = Vec<(String, Vec<u8>)>;

/// The rules that `files` break, signed or not.
fn broken(files: &Files, signed: bool) -> Vec<&'static str> {
    let mut bytes = cabinet::create(files).unwrap();
    if signed {
        cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    }
    let work = tempfile::tempdir().unwrap();
    let found = check(&bytes, work.path()).findings.into_iter();
    found.map(|it| it.rule).collect()
}

/// A cabinet that breaks no rule but that of its certificate.
fn good() -> Files {
    let files: [(&str, &[u8]); 5] = [
        (r"lamp\lamp.inf", INF.as_bytes()),
        (r"lamp\lamp.sys", &image()),
        (r"lamp\lamp.pdb", b"symbols"),
        (r"lamp\lamp.cat", b"none"),
        (r"lamp\firmware\bulb.bin", b"light"),
    ];
    files
        .map(|(name, content)| (name.to_owned(), content.to_vec()))
        .into()
}

fn with(name: &str, content: &str) -> Vec<&'static str> {
    let mut files = good();
    files.push((name.to_owned(), content.into()));
    broken(&files, true)
}

fn without(name: &str) -> Vec<&'static str> {
    let mut files = good();
    files.retain(|it| it.0 != name);
    assert!(files.len() < good().len());
    broken(&files, true)
}

#[test]
fn every_rule_is_found_where_it_is_broken() {
    let usual = broken(&good(), true);
    // A test certificate is no one's that Partner Center knows.
    assert!(
        usual.contains(&"certificate") && usual.contains(&"catalog"),
        "{usual:?}"
    );
    let found = [
        ("signature", broken(&good(), false)),
        ("root-file", with("read.me", "")),
        ("folder-name", with(r"with blank\x.inf", "")),
        (
            "folder-name",
            with(&format!(r"{}\x.inf", "a".repeat(40)), ""),
        ),
        ("no-inf", with(r"tools\x.exe", "")),
        ("no-catalog", without(r"lamp\lamp.cat")),
        ("symbols", without(r"lamp\lamp.pdb")),
        ("missing-file", without(r"lamp\lamp.sys")),
        ("unreferenced", with(r"lamp\notes.txt", "")),
        (
            "architectures",
            with(r"arm\lamp.inf", &INF.replace("amd64", "arm64")),
        ),
        ("inf", with(r"lamp\other.inf", "[Version]")),
    ];
    for (rule, rules) in found {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
        assert!(!usual.contains(&rule) || rule == "inf", "{rule}: {usual:?}");
    }
    let old = INF.replace("NTamd64.10.0...16299", "NTamd64.6.1");
    let mut files = good();
    files[0].1 = old.into();
    assert!(broken(&files, true).contains(&"windows-10"));
}

#[test]
fn names_that_lead_out_of_the_folder_are_refused() {
    let work = tempfile::tempdir().unwrap();
    let inner = work.path().join("inner");
    fs::create_dir(&inner).unwrap();
    for name in [r"..\out", r"lamp\..\..\out", r"C:\out"] {
        let bytes = cabinet::create(&[(name.to_owned(), b"x".to_vec())]).unwrap();
        assert!(
            submit::check(Cursor::new(&bytes), &inner).is_err(),
            "{name}"
        );
        assert!(!work.path().join("out").exists());
    }
    let twice = [r"lamp\a", r"LAMP\A"].map(|it| (it.to_owned(), b"x".to_vec()));
    let bytes = cabinet::create(&twice).unwrap();
    assert!(submit::check(Cursor::new(&bytes), &inner).is_err());
}

/// A cabinet's files that were unpacked, and an answer in another folder: Microsoft's part is played
/// by a package that somebody else has signed.
#[test]
fn an_answer_is_what_was_sent_with_other_signatures() {
    let files: [(&str, &[u8]); 3] = [
        ("lamp/lamp.inf", INF.as_bytes()),
        ("lamp/lamp.sys", &image()),
        ("lamp/firmware/bulb.bin", b"light"),
    ];
    let tree = Tree::new(&files);
    let sent = tree.beside("sent");
    let packed = tree.pack_as("ours").unwrap();
    fs::create_dir_all(sent.join("lamp")).unwrap();
    for (name, path) in packed.cabinet_entries("lamp").unwrap() {
        let to = sent.join(name.replace('\\', "/"));
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(path, to).unwrap();
    }
    tree.pack_as("answer/drivers/lamp").unwrap();
    let answer = tree.beside("answer");
    // A signer is not its own authority, so that nobody can stand in for Microsoft by a name.
    let rules = |issuers: &Issuers| {
        let checked = submit::check_answer(&sent, &answer, issuers).unwrap();
        assert_eq!(checked.folders.len(), 1);
        let rules = checked
            .findings
            .iter()
            .filter(|it| it.severity == Severity::Error);
        rules.map(|it| it.rule).collect::<Vec<_>>()
    };
    let microsoft = Issuers::default();
    assert_eq!(rules(&microsoft), ["catalog-issuer", "image-issuer"]);
    let own = Issuers::read(&SIGNER.certificate()).unwrap();
    assert_eq!(rules(&own), ["catalog-issuer", "image-issuer"]);
    let (publisher, authority) = issued();
    fs::remove_dir_all(&answer).unwrap();
    tree.pack_by("answer/drivers/lamp", &publisher).unwrap();
    let authority = Issuers::read(&authority).unwrap();
    assert_eq!(rules(&authority), [""; 0]);
    let checked = submit::check_answer(&sent, &answer, &authority).unwrap();
    assert_eq!(checked.folders[0].how, Some("attestation"));
    assert_eq!(rules(&microsoft), ["catalog-issuer", "image-issuer"]);
    let place = answer.join("drivers/lamp");
    let image_path = place.join("lamp.sys");
    let right = fs::read(&image_path).unwrap();
    let mut other = right.clone();
    other[0x300] ^= 1;
    fs::write(&image_path, other).unwrap();
    assert!(rules(&microsoft).contains(&"changed"));
    fs::write(&image_path, image()).unwrap();
    assert!(rules(&microsoft).contains(&"image-signature"));
    fs::write(&image_path, right).unwrap();
    let inf = place.join("lamp.inf");
    fs::write(&inf, INF.replace("A lamp", "A lump")).unwrap();
    let changed = rules(&microsoft);
    assert!(
        changed.contains(&"changed") && changed.contains(&"catalog"),
        "{changed:?}"
    );
    fs::remove_file(&inf).unwrap();
    let checked = submit::check_answer(&sent, &answer, &microsoft).unwrap();
    assert_eq!(checked.findings[0].rule, "not-returned");
}
