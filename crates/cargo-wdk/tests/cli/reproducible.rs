//! The same sources make the same package wherever they stand, and nothing in it tells where.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use pelite::pe64::{Pe as _, PeFile};
use wdk_build::{CpuArchitecture, Toolchain};

use crate::support::{copy_sources, new_project, wdk};

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// The files of the package, by name. The certificate signs; without one there is a new one.
fn build(project: &Path, certificate: Option<&Path>) -> Files {
    let mut command = wdk(project);
    command.arg("build").env("SOURCE_DATE_EPOCH", "1700000000");
    if let Some(file) = certificate {
        command.arg("--certificate").arg(file);
    }
    command.assert().success();
    let package = project.join("target/wdk/amd64/release/lamp_package");
    let files = fs::read_dir(package).unwrap().map(Result::unwrap);
    files
        .map(|it| (it.file_name().into(), fs::read(it.path()).unwrap()))
        .collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [text.as_bytes(), &wide]
        .iter()
        .any(|needle| bytes.windows(needle.len()).any(|it| it == *needle))
}

#[test]
fn a_package_is_the_same_wherever_it_is_built() {
    if let Err(missing) = Toolchain::find(CpuArchitecture::Amd64) {
        eprintln!("skipped: {missing}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("lamp");
    new_project(folder.path(), &["lamp"]).assert().success();
    let here = build(&first, None);
    let second = folder.path().join("a folder with a longer name/lamp");
    copy_sources(&first, &second);
    let certificate = first.join("target/wdk/test-certificate.pfx");
    let there = build(&second, Some(&certificate));

    let names: Vec<_> = here.keys().map(|it| it.display().to_string()).collect();
    assert_eq!(
        names,
        ["lamp.cat", "lamp.cer", "lamp.inf", "lamp.pdb", "lamp.sys"]
    );
    let different: Vec<_> = here
        .iter()
        .filter(|(name, bytes)| there.get(*name) != Some(bytes))
        .map(|(name, _)| name)
        .collect();
    assert!(different.is_empty(), "{different:?} differ");

    let checkout = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap();
    for (name, bytes) in &here {
        for place in [folder.path(), checkout] {
            let place = place.to_str().unwrap();
            assert!(!holds(bytes, place), "{place} is in {}", name.display());
        }
    }
    the_image_says_its_version(&here[Path::new("lamp.sys")]);
}

/// What Explorer shows, read by somebody else's reader.
fn the_image_says_its_version(image: &[u8]) {
    let image = PeFile::from_bytes(image).unwrap();
    let info = image.resources().unwrap().version_info().unwrap();
    let fixed = info.fixed().unwrap();
    assert_eq!(fixed.dwFileVersion.to_string(), "0.1.0.0");
    assert_eq!((fixed.dwFileType, fixed.dwFileSubtype), (3, 7));
    let language = info.translation()[0];
    let value = |key| info.value(language, key).unwrap();
    assert_eq!(value("OriginalFilename"), "lamp.sys");
    assert_eq!(value("FileDescription"), "A KMDF driver.");
    assert_eq!(value("FileVersion"), "0.1.0.0");
}
