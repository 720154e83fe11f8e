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

use crate::common::Package;
use der::{Decode as _, EncodePem as _, pem::LineEnding};
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng as _};
use wdk_package::{
    Identity, authenticode, cabinet,
    catalog::{self, Options},
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
            page_hashes,
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
