//! What we sign, checked by tools that others wrote: osslsigncode and signify.
//!
//! Where a tool is missing its test is skipped with a message, unless `WDK_REQUIRE_VERIFIERS` is
//! set, as CI does.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

use crate::{
    common::Package,
    keys::{identity, issued},
    pack::{Tree, both_architectures, options},
};
use der::{Decode as _, EncodePem as _, pem::LineEnding};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use wdk_package::{
    Identity, authenticode, cabinet,
    catalog::{self, Options, Pages},
    certificate::KeyAlgorithm,
    pack::{Pack, Packed, pack},
    signature::Signing,
};
use x509_cert::Certificate;

/// 1 January 2026; the certificate holds for ten years.
const TIME: u64 = 1_767_225_600;

static SIGNER: LazyLock<Identity> = LazyLock::new(|| {
    let mut random = ChaCha8Rng::seed_from_u64(1);
    Identity::test_from(
        &mut random,
        "CN=Lamp test,O=Example",
        TIME..TIME + 315_360_000,
    )
    .unwrap()
});

/// The program that `probe` runs is there; says so when not.
fn is_there(tool: &str, mut probe: Command) -> bool {
    let found = probe.output().is_ok_and(|it| it.status.success());
    if !found {
        assert!(
            env::var_os("WDK_REQUIRE_VERIFIERS").is_none(),
            "{tool} is missing"
        );
        eprintln!("skipped: {tool} is not installed");
    }
    found
}

fn has_osslsigncode() -> bool {
    let mut probe = Command::new("osslsigncode");
    probe.arg("--version");
    is_there("osslsigncode", probe)
}

fn python() -> Command {
    Command::new(env::var_os("WDK_TEST_PYTHON").unwrap_or_else(|| "python3".into()))
}

fn has_signify() -> bool {
    let mut probe = python();
    // Finding it is enough: the script knows how to load it.
    let code = "import importlib.util as i, sys; sys.exit(not i.find_spec('signify'))";
    probe.args(["-c", code]);
    is_there("signify", probe)
}

/// A signed package, and the certificate beside it in PEM and DER.
struct Signed {
    package: Package,
    catalog: PathBuf,
}

impl Signed {
    fn new(page_hashes: bool) -> Self {
        let package = Package::new();
        let signing = Signing::by(&SIGNER);
        let mut image = fs::read(package.file("lamp.sys")).unwrap();
        authenticode::sign(&mut image, &signing, page_hashes).unwrap();
        fs::write(package.file("lamp.sys"), image).unwrap();
        let options = Options {
            time: i64::try_from(TIME).unwrap(),
            pages: Pages::all(page_hashes),
            ..Options::default()
        };
        let made = catalog::create(&package.inf(), &options).unwrap();
        let catalog = package.file("lamp.cat");
        fs::write(&catalog, made.sign(&signing).unwrap()).unwrap();
        fs::write(package.file("lamp.cer"), SIGNER.certificate()).unwrap();
        fs::write(package.file("lamp.pem"), SIGNER.certificate_pem()).unwrap();
        Self { package, catalog }
    }

    fn osslsigncode(&self, file: &Path, catalog: Option<&Path>) -> Result<(), String> {
        osslsigncode(&self.package.file("lamp.pem"), file, catalog)
    }

    fn signify(&self, catalog: bool, files: &[PathBuf]) -> Vec<PathBuf> {
        let catalog = catalog.then_some(self.catalog.as_path());
        signify(&self.package.file("lamp.cer"), catalog, files)
    }

    fn members(&self) -> Vec<PathBuf> {
        ["lamp.inf", "lamp.sys", "firmware/bulb.bin"]
            .map(|it| self.package.file(it))
            .into()
    }
}

/// What osslsigncode says of `file`, signed inside or by the catalog.
fn osslsigncode(pem: &Path, file: &Path, catalog: Option<&Path>) -> Result<(), String> {
    let mut command = Command::new("osslsigncode");
    command.arg("verify").arg("-CAfile").arg(pem);
    if let Some(catalog) = catalog {
        command.arg("-catalog").arg(catalog);
    }
    let output = command.arg("-in").arg(file).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let good = output.status.success() && text.contains("Signature verification: ok");
    let bad = text.contains("Signature verification: failed");
    let good = good && !bad;
    if good { Ok(()) } else { Err(text.into_owned()) }
}

/// The files of `files` that signify takes for good, signed inside or by the catalog.
fn signify(certificate: &Path, catalog: Option<&Path>, files: &[PathBuf]) -> Vec<PathBuf> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/package/signify_verify.py");
    let mut command = python();
    command.arg(script).arg(certificate);
    command.arg(catalog.unwrap_or(Path::new("")));
    let output = command.args(files).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().count(), files.len(), "{output:?}");
    let good = text.lines().filter_map(|it| it.strip_prefix("good "));
    good.map(PathBuf::from).collect()
}

/// Copies of `file` with one byte changed each, at some thirty places.
fn broken(file: &Path, folder: &Path) -> Vec<(usize, PathBuf)> {
    let right = fs::read(file).unwrap();
    let step = (right.len() / 30).max(1);
    let name = file.file_name().unwrap().to_string_lossy();
    let places = (0..right.len()).step_by(step);
    places
        .map(|at| {
            let mut bytes = right.clone();
            bytes[at] ^= 0x01;
            let path = folder.join(format!("{at}-{name}"));
            fs::write(&path, bytes).unwrap();
            (at, path)
        })
        .collect()
}

#[test]
fn osslsigncode_verifies_images_and_catalogs() {
    if !has_osslsigncode() {
        return;
    }
    for page_hashes in [false, true] {
        let signed = Signed::new(page_hashes);
        let image = signed.package.file("lamp.sys");
        signed.osslsigncode(&image, None).unwrap();
        signed.osslsigncode(&image, Some(&signed.catalog)).unwrap();
        signed.osslsigncode(&signed.catalog, None).unwrap();
    }
}

#[test]
fn osslsigncode_verifies_cabinets() {
    if !has_osslsigncode() {
        return;
    }
    let signed = Signed::new(false);
    let entries = ["lamp.sys", "lamp.inf", "lamp.cat"].map(|name| {
        let bytes = fs::read(signed.package.file(name)).unwrap();
        (format!(r"lamp\{name}"), bytes)
    });
    let mut bytes = cabinet::create(&entries).unwrap();
    assert!(cabinet::verify(&bytes).is_err());
    cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    assert_eq!(cabinet::verify(&bytes).unwrap().subject, SIGNER.subject());
    let path = signed.package.file("lamp.cab");
    fs::write(&path, &bytes).unwrap();
    signed.osslsigncode(&path, None).unwrap();
    for at in (60..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 0x01;
        assert!(cabinet::verify(&changed).is_err(), "changed at {at:#x}");
    }
}

#[test]
fn osslsigncode_refuses_what_has_changed() {
    if !has_osslsigncode() {
        return;
    }
    let signed = Signed::new(false);
    let image = signed.package.file("lamp.sys");
    for (at, path) in broken(&image, signed.package.folder()) {
        let inside = signed.osslsigncode(&path, None);
        assert!(inside.is_err(), "changed at {at:#x}");
    }
    for (at, path) in broken(&signed.catalog, signed.package.folder()) {
        let by_catalog = signed.osslsigncode(&image, Some(&path));
        assert!(by_catalog.is_err(), "changed at {at:#x}");
    }
}

#[test]
fn signify_verifies_every_member_of_a_catalog() {
    if !has_signify() {
        return;
    }
    let signed = Signed::new(false);
    let members = signed.members();
    assert_eq!(signed.signify(true, &members), members);
    let image = [signed.package.file("lamp.sys")];
    assert_eq!(signed.signify(false, &image), image);
}

/// The packages that `cargo wdk build` made, where `cargo xtask test` says that they are.
#[test]
fn others_verify_the_sample_drivers() {
    let Some(packages) = env::var_os("WDK_TEST_PACKAGES") else {
        eprintln!("skipped: no packages are built; `cargo xtask test` builds them");
        return;
    };
    if !has_osslsigncode() || !has_signify() {
        return;
    }
    let folders = fs::read_dir(packages).unwrap().map(|it| it.unwrap().path());
    let is_package = |it: &PathBuf| it.to_string_lossy().ends_with("_package");
    for folder in folders.filter(is_package) {
        let with = |extension: &str| {
            let files = fs::read_dir(&folder).unwrap().map(|it| it.unwrap().path());
            let mut files = files.filter(|it| it.extension().is_some_and(|it| it == extension));
            files.next().unwrap()
        };
        let (image, inf, catalog) = (with("sys"), with("inf"), with("cat"));
        let verdict = catalog::verify_package(&fs::read(&catalog).unwrap(), &inf).unwrap();
        assert!(verdict.is_good(), "{verdict:?}");
        let temporary = tempfile::tempdir().unwrap();
        let pem = temporary.path().join("signer.pem");
        let certificate = Certificate::from_der(&fs::read(with("cer")).unwrap()).unwrap();
        fs::write(&pem, certificate.to_pem(LineEnding::LF).unwrap()).unwrap();
        osslsigncode(&pem, &image, None).unwrap();
        osslsigncode(&pem, &image, Some(&catalog)).unwrap();
        let members = [inf, image];
        assert_eq!(signify(&with("cer"), Some(&catalog), &members), members);
    }
}

#[test]
fn signify_refuses_what_has_changed() {
    if !has_signify() {
        return;
    }
    let signed = Signed::new(false);
    let mut changed = Vec::new();
    for member in signed.members() {
        for (at, path) in broken(&member, signed.package.folder()) {
            // What signing changes in an image is no part of its digest.
            let is_image = member.extension().is_some_and(|it| it == "sys");
            if !is_image || !(0x1400..).contains(&at) {
                changed.push(path);
            }
        }
    }
    assert!(changed.len() > 50);
    assert_eq!(signed.signify(true, &changed), [] as [PathBuf; 0]);
}

/// A packed folder of two architectures with its signers in PEM, beside it.
struct PackedTree {
    tree: Tree,
    packed: Packed,
}

impl PackedTree {
    fn new(signer: &Identity, also: Option<&Identity>, page_hashes: bool) -> Self {
        let inf = both_architectures();
        let image = crate::common::image();
        let tree = Tree::new(&[
            ("lamp/Lamp.INF", inf.as_bytes()),
            ("lamp/x64/LAMP.SYS", &image),
            ("lamp/arm64/lamp.sys", &image),
            ("lamp/firmware/bulb.bin", b"light"),
        ]);
        let catalog = Options {
            pages: Pages::all(page_hashes),
            ..options()
        };
        let signing = Signing::by(signer);
        let also = also.map(Signing::by);
        let how = Pack {
            catalog: &catalog,
            signing: Some(&signing),
            also: also.as_ref(),
            replace_signatures: false,
        };
        let packed = pack(&tree.folder(), &tree.beside("out"), &how).unwrap();
        let cabinet = fs::File::options()
            .read(true)
            .write(true)
            .create_new(true)
            .open(tree.beside("lamp.cab"));
        packed
            .write_cabinet(&mut cabinet.unwrap(), "lamp", Some(&signing))
            .unwrap();
        Self { tree, packed }
    }

    fn file(&self, name: &str) -> PathBuf {
        wdk_package::path::find(&self.packed.folder, name).unwrap()
    }
}

/// The signers of packages: of every kind of key, with an authority above, and two together.
fn signers() -> Vec<(Identity, Option<Identity>, Vec<u8>)> {
    // That key takes a while to make.
    let rsa = SIGNER.clone();
    let own = |algorithm| identity(algorithm, 5);
    let (issued, authority) = issued();
    let alone = |it: Identity| {
        let trusted = it.certificate();
        (it, None, trusted)
    };
    let trusted = rsa.certificate();
    vec![
        alone(rsa.clone()),
        alone(own(KeyAlgorithm::P256)),
        alone(own(KeyAlgorithm::P384)),
        (issued, None, authority),
        (rsa, Some(own(KeyAlgorithm::P256)), trusted),
    ]
}

fn pem_of(der: &[u8]) -> String {
    der::pem::encode_string("CERTIFICATE", LineEnding::LF, der).unwrap()
}

#[test]
fn osslsigncode_verifies_everything_that_is_packed() {
    if !has_osslsigncode() {
        return;
    }
    for (signer, also, trusted) in signers() {
        for page_hashes in [also.is_some(), true] {
            let it = PackedTree::new(&signer, also.as_ref(), page_hashes);
            let pem = it.tree.beside("trusted.pem");
            let mut text = pem_of(&trusted);
            text.extend(also.as_ref().map(Identity::certificate_pem));
            fs::write(&pem, text).unwrap();
            let (x64, arm) = (it.file(r"x64\lamp.sys"), it.file(r"arm64\lamp.sys"));
            let (of_x64, of_arm) = (it.file("lampx64.cat"), it.file("lampa64.cat"));
            osslsigncode(&pem, &x64, None).unwrap();
            osslsigncode(&pem, &arm, None).unwrap();
            osslsigncode(&pem, &x64, Some(&of_x64)).unwrap();
            osslsigncode(&pem, &arm, Some(&of_arm)).unwrap();
            osslsigncode(&pem, &of_arm, None).unwrap();
            osslsigncode(&pem, &it.tree.beside("lamp.cab"), None).unwrap();
        }
    }
}

#[test]
fn signify_verifies_everything_that_is_packed() {
    if !has_signify() {
        return;
    }
    for (signer, also, trusted) in signers() {
        let it = PackedTree::new(&signer, also.as_ref(), true);
        let certificate = it.tree.beside("trusted.cer");
        fs::write(&certificate, &trusted).unwrap();
        let images = [it.file(r"x64\lamp.sys"), it.file(r"arm64\lamp.sys")];
        assert_eq!(signify(&certificate, None, &images), images);
        let members = [
            it.file("lamp.inf"),
            it.file(r"x64\lamp.sys"),
            it.file(r"firmware\bulb.bin"),
        ];
        let catalog = it.file("lampx64.cat");
        assert_eq!(signify(&certificate, Some(&catalog), &members), members);
    }
}

#[test]
fn cabinets_of_gcab_are_signed() {
    let mut probe = Command::new("gcab");
    probe.arg("--version");
    if !is_there("gcab", probe) || !has_osslsigncode() {
        return;
    }
    let signed = Signed::new(false);
    let path = signed.package.file("lamp.cab");
    let made = Command::new("gcab")
        .current_dir(signed.package.folder())
        .args([
            "--create",
            "--zip",
            "lamp.cab",
            "lamp.sys",
            "lamp.inf",
            "firmware/bulb.bin",
        ])
        .status();
    assert!(made.unwrap().success());
    let mut bytes = fs::read(&path).unwrap();
    cabinet::sign(&mut bytes, &Signing::by(&SIGNER)).unwrap();
    assert_eq!(cabinet::verify(&bytes).unwrap().subject, SIGNER.subject());
    fs::write(&path, &bytes).unwrap();
    signed.osslsigncode(&path, None).unwrap();
    let listed = Command::new("gcab")
        .arg("--list")
        .arg(&path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&listed.stdout);
    assert_eq!(text.lines().count(), 3, "{text}");
}
