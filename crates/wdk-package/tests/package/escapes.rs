//! What an INF calls its files leads out of the package in no way, neither when a catalog is made
//! nor when a package folder is written.

use std::fs;

use tempfile::TempDir;
use wdk_inf::{Arch, Inf};
use wdk_package::{
    Package,
    catalog::{self, Options, SourceError, package_files},
    package::{Contents, PackageError, inf_of},
    rules::Expected,
};

use crate::common;

fn options() -> Options {
    Options {
        time: 1_767_312_000,
        ..Options::default()
    }
}

fn changed(from: &str, to: &str) -> Inf {
    assert!(common::INF.contains(from), "{from}");
    Inf::parse(common::INF.replace(from, to).as_bytes()).unwrap()
}

#[test]
fn a_source_outside_of_the_package_is_refused() {
    let changes = [
        ("\"Disk\",,,firmware", r#""Disk",,,"..\..""#),
        ("\"Disk\",,,firmware", r#""Disk",,,"\\server\share""#),
        ("\"Disk\",,,firmware", r#""Disk",,,"C:\firmware""#),
        ("Bulb.bin = 2", r"Bulb.bin = 2,..\.."),
        ("Bulb.bin = 2", "Bulb.bin = 2,a/../../b"),
        ("Bulb.bin = 2", "Bulb.bin = 2,aux"),
    ];
    for (from, to) in changes {
        let refused = package_files(&changed(from, to), Arch::Amd64).unwrap_err();
        assert!(
            matches!(refused, SourceError::Outside { .. }),
            "{to}: {refused}"
        );
        assert!(refused.to_string().contains("Bulb.bin"), "{refused}");
    }
    // The form that Microsoft's page shows.
    let inf = changed("\"Disk\",,,firmware", r#""Disk",,,"\firmware""#);
    let files = package_files(&inf, Arch::Amd64).unwrap();
    assert_eq!(files[0].source, r"firmware\Bulb.bin");
}

#[test]
fn a_catalog_is_beside_its_inf() {
    for name in ["../../x.cat", r"a\x.cat", r"C:\x.cat", "x.cat:s", "nul"] {
        let inf = changed("= lamp.cat", &format!("= {name}"));
        catalog::file_name(&inf, Arch::Amd64).unwrap_err();
    }
    let name = catalog::file_name(&changed("", ""), Arch::Amd64);
    assert_eq!(name.unwrap().as_deref(), Some("lamp.cat"));
}

/// A package of `inf` in `target`/package, made of the files of `from`.
fn assemble(target: &TempDir, from: &common::Package, inf: &Inf) -> Result<Package, PackageError> {
    let contents = Contents {
        name: "lamp",
        image: &from.file("lamp.sys"),
        symbols: None,
        inf,
        expected: &Expected::wdm(),
        sources: from.folder(),
        catalog: Some(&options()),
        signing: None,
    };
    Package::assemble(&target.path().join("a").join("package"), &contents)
}

#[test]
fn a_package_folder_has_all_that_is_written() {
    let (from, target) = (common::Package::new(), TempDir::new().unwrap());
    let package = assemble(&target, &from, &changed("", "")).unwrap();
    let entries = package.cabinet_entries("lamp").unwrap();
    let names: Vec<_> = entries.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        r"lamp\firmware\Bulb.bin",
        r"lamp\lamp.cat",
        r"lamp\lamp.inf",
        r"lamp\lamp.sys",
    ];
    assert_eq!(names, expected);
    let refused = assemble(&target, &from, &changed("= lamp.cat", "= ../../x.cat"));
    assert!(matches!(refused, Err(PackageError::Name(_))), "{refused:?}");
    let inf = changed("Bulb.bin = 2", r"Bulb.bin = 2,..\..");
    let refused = assemble(&target, &from, &inf);
    assert!(
        matches!(refused, Err(PackageError::Catalog(_))),
        "{refused:?}"
    );
    let left = fs::read_dir(target.path()).unwrap();
    assert_eq!(left.count(), 1, "only the package's own folder is there");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let (from, target) = (common::Package::new(), TempDir::new().unwrap());
    let secret = target.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let package = assemble(&target, &from, &changed("", "")).unwrap();
    symlink(&secret, package.folder.join("firmware").join("other")).unwrap();
    let refused = package.cabinet_entries("lamp").unwrap_err();
    assert!(refused.to_string().contains("symbolic link"), "{refused}");

    let source = from.file("firmware/bulb.bin");
    fs::remove_file(&source).unwrap();
    symlink(&secret, &source).unwrap();
    let refused = catalog::create(&from.inf(), &options()).unwrap_err();
    assert!(refused.to_string().contains("symbolic link"), "{refused}");
    fs::remove_file(&source).unwrap();
    fs::remove_dir(from.file("firmware")).unwrap();
    symlink(target.path(), from.file("firmware")).unwrap();
    fs::write(target.path().join("bulb.bin"), "secret").unwrap();
    let refused = catalog::create(&from.inf(), &options()).unwrap_err();
    assert!(refused.to_string().contains("symbolic link"), "{refused}");

    let folder = target.path().join("linked");
    fs::create_dir(&folder).unwrap();
    symlink(from.inf(), folder.join("lamp.inf")).unwrap();
    let refused = inf_of(&folder).unwrap_err();
    assert!(refused.to_string().contains("symbolic link"), "{refused}");
}
