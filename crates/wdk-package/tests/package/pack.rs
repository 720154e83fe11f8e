//! Packages of any origin: several INFs and architectures, shared catalogs, names in any case.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use crate::{
    common::{INF, image},
    keys::identity,
};
use tempfile::TempDir;
use wdk_package::{
    Identity, authenticode,
    catalog::{self, Options},
    certificate::KeyAlgorithm,
    pack::{Pack, PackError, Packed, pack},
    signature::Signing,
};

static SIGNER: LazyLock<Identity> = LazyLock::new(|| identity(KeyAlgorithm::P256, 3));

/// 2 January 2026, the day after the INF's.
const TIME: i64 = 1_767_312_000;

pub(crate) fn options() -> Options {
    Options {
        time: TIME,
        ..Options::default()
    }
}

/// Files in a folder of its own, called `lamp`.
pub(crate) struct Tree(TempDir);

impl Tree {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let tree = Self(TempDir::new().unwrap());
        for (name, content) in files {
            let path = tree.0.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        tree
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.0.path().join("lamp")
    }

    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn pack_as(&self, name: &str) -> Result<Packed, PackError> {
        self.pack_by(name, &SIGNER)
    }

    pub(crate) fn pack_by(&self, name: &str, signer: &Identity) -> Result<Packed, PackError> {
        let options = options();
        let signing = Signing::by(signer);
        let how = Pack {
            catalog: &options,
            signing: Some(&signing),
            also: None,
            replace_signatures: false,
        };
        pack(&self.folder(), &self.beside(name), &how)
    }
}

/// All files below a folder.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_owned();
                found.insert(name, fs::read(path).unwrap());
            }
        }
    }
    found
}

/// The INF for both architectures, with the images of each in a folder, and a catalog for each.
pub(crate) fn both_architectures() -> String {
    let inf = INF
        .replace(
            "CatalogFile = lamp.cat",
            "CatalogFile.NTamd64 = LampX64.cat\nCatalogFile.NTarm64 = LampA64.cat",
        )
        .replace("lamp.sys = 1\n", "")
        .replace(
            "Bulb.bin = 2\n",
            "Bulb.bin = 2\nlamp.sys = 1,x64\n[SourceDisksFiles.arm64]\nlamp.sys = 1,ARM64\n",
        )
        .replace(
            "NTamd64.10.0...22000\n",
            "NTamd64.10.0...22000, NTarm64.10.0...22000\n",
        );
    format!(
        "{inf}[Models.NTarm64.10.0...22000]\n\"A lamp\" = Arm, root\\lamp\n[Arm.NTarm64]\n\
         CopyFiles = Lamp_Files\n[Arm.NTarm64.Services]\nAddService = , 2\n"
    )
}

#[test]
fn each_architecture_has_its_catalog_when_the_inf_names_one_for_each() {
    let (x64, mut arm) = (image(), image());
    arm[0x300] ^= 0xFF;
    wdk_package::checksum::set(&mut arm).unwrap();
    let inf = both_architectures();
    let tree = Tree::new(&[
        ("lamp/Lamp.INF", inf.as_bytes()),
        ("lamp/X64/LAMP.SYS", &x64),
        ("lamp/X64/x.txt", b"x"),
        ("lamp/arm64/Lamp.Sys", &arm),
        ("lamp/arm64/lamp.pdb", b"symbols"),
        ("lamp/FIRMWARE/bulb.bin", b"light"),
        ("lamp/ReadMe.txt", b"read"),
    ]);
    let packed = tree.pack_as("out").unwrap();
    let [package] = &packed.packages[..] else {
        panic!("{packed:?}")
    };
    let catalogs: Vec<_> = package.catalogs.iter().collect();
    assert_eq!(catalogs.len(), 2);
    let of = |file: &str| catalogs.iter().find(|it| it.file == file).unwrap();
    assert_eq!(of("LampX64.cat").architectures, ["amd64"]);
    assert_eq!(of("LampA64.cat").architectures, ["arm64"]);
    assert_eq!(of("LampX64.cat").members, 6);
    assert_eq!(of("LampA64.cat").members, 4);
    assert_eq!(package.images.len(), 2);
    assert_eq!(package.left_out, ["ReadMe.txt", r"X64\x.txt"]);
    let inf = packed.folder.join("Lamp.INF");
    let bytes = fs::read(packed.folder.join("LampX64.cat")).unwrap();
    use wdk_inf::Arch::{Amd64, Arm64};
    let judge = |arch| catalog::verify_package_for(&bytes, &inf, &[arch]).unwrap();
    assert!(judge(Amd64).is_good(), "{:?}", judge(Amd64));
    assert!(
        !judge(Arm64).is_good(),
        "the other architecture's image is not in it"
    );
    // Its symbols come along, since Microsoft wants them.
    assert!(
        packed.folder.join("ARM64/lamp.pdb").exists()
            || packed.folder.join("arm64/lamp.pdb").exists()
    );
}

#[test]
fn infs_of_one_folder_share_a_catalog_and_others_have_their_own() {
    let second = INF
        .replace(r"root\lamp", r"root\lantern")
        .replace(r"ROOT\LAMP", r"root\lantern");
    let second = second.replace("lamp.cat", "LAMP.CAT");
    let third = INF.replace("lamp.cat", "other.cat");
    let tree = Tree::new(&[
        ("lamp/lamp.inf", INF.as_bytes()),
        ("lamp/second.inf", second.as_bytes()),
        ("lamp/third.inf", third.as_bytes()),
        ("lamp/lamp.sys", &image()),
        ("lamp/firmware/bulb.bin", b"light"),
        ("lamp/old/lamp.inf", INF.as_bytes()),
        ("lamp/old/lamp.sys", &image()),
        ("lamp/old/firmware/bulb.bin", b"old light"),
    ]);
    let packed = tree.pack_as("out").unwrap();
    let folders: Vec<_> = packed
        .packages
        .iter()
        .map(|it| it.folder.as_str())
        .collect();
    assert_eq!(folders, ["", "old"]);
    let catalogs = &packed.packages[0].catalogs;
    let shared: Vec<_> = catalogs.iter().map(|it| it.infs.clone()).collect();
    assert_eq!(shared, [vec!["lamp.inf", "second.inf"], vec!["third.inf"]]);
    let bytes = fs::read(packed.folder.join("lamp.cat")).unwrap();
    let list = catalog::parse(&bytes).unwrap();
    assert_eq!(list.attribute("HWID1").as_deref(), Some(r"root\lamp"));
    let ids = |it: &&catalog::NameValue| it.name.starts_with("HWID");
    assert_eq!(list.attributes.iter().filter(ids).count(), 4);
    let entries = packed.cabinet_entries("lamp").unwrap();
    let names: Vec<_> = entries.iter().map(|it| it.0.as_str()).collect();
    assert!(
        names.contains(&r"lamp\lamp.cat") && names.contains(&r"old\lamp.cat"),
        "{names:?}"
    );
    assert!(names.contains(&r"old\firmware\Bulb.bin"), "{names:?}");
    assert!(
        !names.iter().any(|it| it.starts_with(r"lamp\old")),
        "{names:?}"
    );
}

#[test]
fn the_same_folder_gives_the_same_bytes() {
    let files = [
        ("lamp/lamp.inf", INF.as_bytes()),
        ("lamp/lamp.sys", &image()),
        ("lamp/firmware/bulb.bin", b"light"),
    ];
    let (one, other) = (Tree::new(&files), Tree::new(&files));
    let made = [
        one.pack_as("out").unwrap(),
        other.pack_as("elsewhere").unwrap(),
    ];
    assert_eq!(contents(&made[0].folder), contents(&made[1].folder));
    let cabinets = made.map(|it| {
        let mut out = tempfile::tempfile().unwrap();
        it.write_cabinet(&mut out, "lamp", Some(&Signing::by(&SIGNER)))
            .unwrap();
        use std::io::{Read as _, Seek as _};
        out.rewind().unwrap();
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).unwrap();
        bytes
    });
    assert_eq!(cabinets[0], cabinets[1]);
    assert_eq!(
        wdk_package::cabinet::verify(&cabinets[0])
            .unwrap()
            .thumbprint,
        SIGNER.thumbprint()
    );
    // What was there is as it was.
    assert_eq!(fs::read(one.folder().join("lamp.sys")).unwrap(), image());
}

#[test]
fn an_image_that_another_signed_keeps_that_signature() {
    let other = identity(KeyAlgorithm::P384, 4);
    let mut theirs = image();
    authenticode::sign(&mut theirs, &Signing::by(&other), false).unwrap();
    let tree = Tree::new(&[
        ("lamp/lamp.inf", INF.as_bytes()),
        ("lamp/lamp.sys", &theirs),
        ("lamp/firmware/bulb.bin", b"light"),
    ]);
    let packed = tree.pack_as("out").unwrap();
    assert!(packed.packages[0].images[0].kept);
    assert_eq!(fs::read(packed.folder.join("lamp.sys")).unwrap(), theirs);
    let (options, signing) = (options(), Signing::by(&SIGNER));
    let how = Pack {
        catalog: &options,
        signing: Some(&signing),
        also: Some(&Signing::by(&other)),
        replace_signatures: true,
    };
    let packed = pack(&tree.folder(), &tree.beside("anew"), &how).unwrap();
    let signer = packed.packages[0].images[0].signer.clone().unwrap();
    assert_eq!(signer.thumbprint, SIGNER.thumbprint());
    assert_eq!(signer.also[0].thumbprint, other.thumbprint());
    // One that does not hold is told, not kept.
    let mut broken = theirs.clone();
    broken[0x300] ^= 1;
    fs::write(tree.folder().join("lamp.sys"), broken).unwrap();
    let refused = tree.pack_as("third").unwrap_err();
    assert!(
        refused.to_string().contains("--replace-signatures"),
        "{refused}"
    );
}

#[test]
fn what_cannot_be_packed_is_said() {
    let refused = |files: &[(&str, &[u8])], what: &str| {
        let tree = Tree::new(files);
        let error = tree.pack_as("out").unwrap_err();
        assert!(error.to_string().contains(what), "{error}");
        assert!(!tree.beside("out").exists(), "nothing is left");
    };
    let good = INF.as_bytes();
    refused(&[("lamp/read.me", b"")], "has no .inf file");
    refused(&[("lamp/lamp.inf", good)], "Bulb.bin");
    let unnamed = INF.replace("CatalogFile = lamp.cat", "");
    refused(
        &[("lamp/lamp.inf", unnamed.as_bytes())],
        "CatalogFile = lamp.cat",
    );
    let outside = INF.replace("= lamp.cat", r"= ..\lamp.cat");
    refused(&[("lamp/lamp.inf", outside.as_bytes())], "CatalogFile");
    let nothing = INF.replace("NTamd64", "NTnone");
    refused(
        &[("lamp/lamp.inf", nothing.as_bytes())],
        "nothing for amd64",
    );
    let tree = Tree::new(&[("lamp/lamp.inf", good), ("out/other", b"")]);
    fs::write(tree.folder().join("lamp.sys"), image()).unwrap();
    fs::create_dir(tree.folder().join("firmware")).unwrap();
    fs::write(tree.folder().join("firmware/bulb.bin"), b"").unwrap();
    assert!(matches!(tree.pack_as("out"), Err(PackError::NotEmpty(_))));
    assert!(matches!(
        tree.pack_as("lamp/out"),
        Err(PackError::Inside(_))
    ));
    let packed = tree.pack_as("good").unwrap();
    let long = "a".repeat(40);
    for name in [long.as_str(), "a b", "a&b", ""] {
        let refused = packed.cabinet_entries(name);
        assert!(matches!(refused, Err(PackError::FolderName(_))), "{name}");
    }
}

#[test]
fn a_file_whose_line_ends_git_rewrote_is_told_as_such() {
    let tree = Tree::new(&[
        ("lamp/lamp.inf", INF.replace('\n', "\r\n").as_bytes()),
        ("lamp/lamp.sys", &image()),
        ("lamp/firmware/bulb.bin", b"one\ntwo\n"),
    ]);
    let packed = tree.pack_as("out").unwrap();
    let inf = packed.folder.join("lamp.inf");
    let bytes = fs::read(packed.folder.join("lamp.cat")).unwrap();
    let findings = || catalog::verify_package(&bytes, &inf).unwrap().findings;
    assert_eq!(findings(), []);
    fs::write(&inf, INF).unwrap();
    fs::write(packed.folder.join("firmware/Bulb.bin"), "one\r\ntwo\r\n").unwrap();
    let _ = fs::remove_file(packed.folder.join("firmware/bulb.bin"));
    let told = findings();
    let crlf = catalog::Finding::LineEndings {
        file: "lamp.inf".to_owned(),
        crlf: true,
    };
    let lf = catalog::Finding::LineEndings {
        file: "bulb.bin".to_owned(),
        crlf: false,
    };
    assert_eq!(told, [crlf, lf]);
    assert!(
        told[0].to_string().contains("would match with CRLF"),
        "{}",
        told[0]
    );
    // What has changed in other ways has changed.
    fs::write(&inf, INF.replace("A lamp", "A lump")).unwrap();
    assert!(matches!(findings()[0], catalog::Finding::Changed { .. }));
}
