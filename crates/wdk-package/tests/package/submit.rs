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

/// The rules that `files` break, signed or not.
fn broken(files: &[(&str, &[u8])], signed: bool) -> Vec<&'static str> {
    let entries: Vec<_> = files
        .iter()
        .map(|(name, content)| ((*name).to_owned(), content.to_vec()))
        .collect();
    let mut bytes = cabinet::create(&entries).unwrap();
    if signed {
        cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    }
    let work = tempfile::tempdir().unwrap();
    let found = check(&bytes, work.path()).findings.into_iter();
    found.map(|it| it.rule).collect()
}

#[test]
fn every_rule_is_found_where_it_is_broken() {
    let (inf, image) = (INF.as_bytes(), image());
    let good: Vec<(&str, &[u8])> = vec![
        (r"lamp\lamp.inf", inf),
        (r"lamp\lamp.sys", &image),
        (r"lamp\lamp.pdb", b"symbols"),
        (r"lamp\lamp.cat", b"none"),
        (r"lamp\firmware\bulb.bin", b"light"),
    ];
    let usual = broken(&good, true);
    // A test certificate is no one's that Partner Center knows.
    assert!(
        usual.contains(&"certificate") && usual.contains(&"catalog"),
        "{usual:?}"
    );
    for rule in [
        "root-file",
        "folder-name",
        "no-inf",
        "no-catalog",
        "missing-file",
        "symbols",
    ] {
        assert!(!usual.contains(&rule), "{rule}: {usual:?}");
    }
    let with = |change: &dyn Fn(&mut Vec<(&'static str, &[u8])>)| {
        let mut files: Vec<(&'static str, &[u8])> = good
            .iter()
            .map(|(name, content)| (&*Box::leak(name.to_string().into_boxed_str()), *content))
            .collect();
        change(&mut files);
        broken(&files, true)
    };
    assert!(broken(&good, false).contains(&"signature"));
    assert!(with(&|it| it.push(("read.me", b""))).contains(&"root-file"));
    assert!(with(&|it| it.push((r"with blank\x.inf", b""))).contains(&"folder-name"));
    assert!(with(&|it| it.push((r"tools\x.exe", b""))).contains(&"no-inf"));
    assert!(
        with(&|it| {
            it.remove(3);
        })
        .contains(&"no-catalog")
    );
    assert!(
        with(&|it| {
            it.remove(2);
        })
        .contains(&"symbols")
    );
    assert!(
        with(&|it| {
            it.remove(1);
        })
        .contains(&"missing-file")
    );
    assert!(with(&|it| it.push((r"lamp\notes.txt", b""))).contains(&"unreferenced"));
    let arm = INF.replace("amd64", "arm64");
    let two = with(&|it| {
        it.push((
            r"arm\lamp.inf",
            Box::leak(arm.clone().into_bytes().into_boxed_slice()),
        ));
    });
    assert!(two.contains(&"architectures"), "{two:?}");
    let old = INF.replace("NTamd64.10.0...16299", "NTamd64.6.1");
    let old = with(&|it| it[0].1 = Box::leak(old.clone().into_bytes().into_boxed_slice()));
    assert!(old.contains(&"windows-10"), "{old:?}");
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
