//! The catalog of a package: made from its INF, held against its files.

use std::fs;

use crate::common::{INF, Package};
use wdk_inf::{Arch, Inf};
use wdk_package::{
    authenticode,
    catalog::{
        self, CatalogError, Finding, Format, Options, PackageFile, Pages, SourceError,
        package_files,
    },
    digest::Algorithm,
};

/// 2 January 2026, the day after the INF's.
const TIME: i64 = 1_767_312_000;

fn options() -> Options {
    Options {
        time: TIME,
        ..Options::default()
    }
}

#[test]
fn a_catalog_has_the_inf_and_what_it_copies() {
    let package = Package::new();
    let catalog = catalog::create(&package.inf(), &options()).unwrap();
    let names: Vec<_> = catalog
        .members
        .iter()
        .filter_map(catalog::Member::file)
        .collect();
    for name in ["lamp.inf", "lamp.sys", "bulb.bin"] {
        assert_eq!(
            names.iter().filter(|it| *it == name).count(),
            2,
            "{names:?}"
        );
    }
    assert_eq!(names.len(), 6);
    let image = fs::read(package.file("lamp.sys")).unwrap();
    let digest = authenticode::digest(&image, Algorithm::Sha256).unwrap();
    let member = catalog.find(&digest).unwrap();
    assert_eq!(
        (member.is_image(), member.file().as_deref()),
        (Some(true), Some("lamp.sys"))
    );
    let firmware = fs::read(package.file("firmware/bulb.bin")).unwrap();
    let member = catalog.find(&Algorithm::Sha256.of([&*firmware])).unwrap();
    assert_eq!(
        (member.is_image(), member.os().as_deref()),
        (Some(false), Some("2:10.0"))
    );
    let attributes: Vec<_> = catalog
        .attributes
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(attributes, ["OS", "HWID3", "HWID2", "HWID1"]);
    assert_eq!(catalog.attribute("HWID1").as_deref(), Some(r"root\lamp"));
    assert_eq!(
        catalog.attribute("HWID3").as_deref(),
        Some(r"usb\vid_1209&pid_0001")
    );
    assert!(catalog.members.is_sorted_by(|a, b| a.tag < b.tag));
    assert_eq!(catalog::verify(&catalog, &package.inf()).unwrap(), []);
}

#[test]
fn the_same_package_has_the_same_catalog() {
    let make = |package: &Package| catalog::create(&package.inf(), &options()).unwrap();
    let (one, other) = (Package::new(), Package::new());
    assert_eq!(make(&one).to_der(), make(&other).to_der());
    fs::write(other.file("firmware/bulb.bin"), b"other light").unwrap();
    assert_ne!(make(&one).id, make(&other).id);
}

#[test]
fn version_1_knows_sha_1_alone() {
    let package = Package::new();
    let options = Options {
        format: Format::V1,
        systems: vec!["7_X64".parse().unwrap(), "10_X64".parse().unwrap()],
        ..options()
    };
    let catalog = catalog::create(&package.inf(), &options).unwrap();
    assert_eq!(catalog.members.len(), 3);
    assert!(
        catalog
            .members
            .iter()
            .all(|it| it.digest().unwrap().algorithm() == Algorithm::Sha1)
    );
    assert_eq!(catalog.attribute("OS").as_deref(), Some("7X64,_v100_X64"));
    assert_eq!(catalog.members[0].os().as_deref(), Some("2:6.1,2:10.0"));
    assert_eq!(catalog::verify(&catalog, &package.inf()).unwrap(), []);
}

#[test]
fn a_file_that_changed_is_named() {
    for (file, name) in [
        ("lamp.inf", "lamp.inf"),
        ("lamp.sys", "lamp.sys"),
        ("firmware/bulb.bin", "bulb.bin"),
    ] {
        let package = Package::new();
        let catalog = catalog::create(&package.inf(), &options()).unwrap();
        let mut bytes = fs::read(package.file(file)).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 0x20;
        fs::write(package.file(file), bytes).unwrap();
        let findings = catalog::verify(&catalog, &package.inf()).unwrap();
        assert_eq!(
            findings,
            [Finding::Changed {
                file: name.to_owned()
            }]
        );
        assert!(findings[0].to_string().contains("make the catalog again"));
    }
}

#[test]
fn an_inf_that_cannot_be_read_any_more_has_changed() {
    let package = Package::new();
    let catalog = catalog::create(&package.inf(), &options()).unwrap();
    fs::write(package.inf(), INF.replace("[Version]", "[Vision]")).unwrap();
    let findings = catalog::verify(&catalog, &package.inf()).unwrap();
    let file = "lamp.inf".to_owned();
    assert_eq!(findings, [Finding::Changed { file }]);
}

#[test]
fn a_file_that_came_later_is_named() {
    let package = Package::new();
    let catalog = catalog::create(&package.inf(), &options()).unwrap();
    let more = INF
        .replace("lamp.sys = 1", "lamp.sys = 1\nspare.bin = 1")
        .replace(
            "lamp.sys\n[Lamp_Firmware",
            "lamp.sys\nspare.bin\n[Lamp_Firmware",
        );
    fs::write(package.inf(), more).unwrap();
    fs::write(package.file("spare.bin"), b"spare").unwrap();
    let findings = catalog::verify(&catalog, &package.inf()).unwrap();
    let changed = Finding::Changed {
        file: "lamp.inf".to_owned(),
    };
    let unknown = Finding::Unknown {
        file: "spare.bin".to_owned(),
    };
    assert_eq!(findings, [changed, unknown]);
}

#[test]
fn the_closure_knows_source_folders_and_new_names() {
    let inf = Inf::parse(INF.as_bytes()).unwrap();
    let file = |name: &str, source: &str| PackageFile {
        name: name.to_owned(),
        source: source.to_owned(),
    };
    let files = package_files(&inf, Arch::Amd64).unwrap();
    assert_eq!(
        files,
        [
            file("bulb.bin", r"firmware\Bulb.bin"),
            file("lamp.sys", "lamp.sys")
        ]
    );
    assert_eq!(package_files(&inf, Arch::Arm64).unwrap(), []);
}

#[test]
fn what_windows_would_refuse_is_said_before() {
    let package = Package::new();
    let with = |from: &str, to: &str| {
        fs::write(package.inf(), INF.replace(from, to)).unwrap();
        catalog::create(&package.inf(), &options()).unwrap_err()
    };
    let future = with("01/01/2026", "01/03/2026");
    assert!(future.to_string().contains("22.9.7"), "{future}");
    let none = with("DriverVer", "Other");
    assert!(none.to_string().contains("22.9.6"), "{none}");
    let unlisted = with("lamp.sys = 1\n", "");
    assert!(
        matches!(&unlisted, CatalogError::Source(SourceError::NotListed { name }) if name == "lamp.sys"),
        "{unlisted}"
    );
    fs::remove_file(package.file("lamp.sys")).unwrap();
    let gone = with("", "");
    assert!(gone.to_string().contains("22.9.1"), "{gone}");
    let systems = vec!["10_NI_ARM64".parse().unwrap()];
    let elsewhere = catalog::create(
        &package.inf(),
        &Options {
            systems,
            ..options()
        },
    );
    assert!(
        elsewhere
            .unwrap_err()
            .to_string()
            .contains("nothing for arm64")
    );
}

#[test]
fn page_hashes_cover_every_page() {
    let package = Package::new();
    let options = Options {
        pages: Pages::All,
        ..options()
    };
    let catalog = catalog::create(&package.inf(), &options).unwrap();
    let image = fs::read(package.file("lamp.sys")).unwrap();
    let member = catalog
        .find(&authenticode::digest(&image, Algorithm::Sha256).unwrap())
        .unwrap();
    let pages = member.indirect().unwrap().page_hashes().unwrap();
    assert_eq!(
        pages,
        authenticode::page_hashes(&image, Algorithm::Sha256).unwrap()
    );
    let offsets: Vec<_> = pages.pages().iter().map(|it| it.0).collect();
    assert_eq!(offsets, [0, 0x200, 0x1200, 0x1400]);
}

#[test]
fn pages_are_those_of_the_images_that_are_named() {
    let package = Package::new();
    let create = |names: &[&str]| {
        let names = names.iter().map(|it| (*it).to_owned()).collect();
        let pages = Pages::Of(names);
        catalog::create(&package.inf(), &Options { pages, ..options() })
    };
    let image = fs::read(package.file("lamp.sys")).unwrap();
    let digest = authenticode::digest(&image, Algorithm::Sha256).unwrap();
    let named = create(&["LAMP.SYS"]).unwrap();
    let member = named.find(&digest).unwrap();
    assert!(member.indirect().unwrap().page_hashes().is_some());
    // Neither a file that the INF does not install, nor one without pages.
    for wrong in ["other.sys", "lamp.inf"] {
        let error = create(&["lamp.sys", wrong]).unwrap_err();
        assert!(
            matches!(&error, CatalogError::NoImage(name) if name == wrong),
            "{error}"
        );
    }
}

#[test]
fn the_day_of_the_inf_counts_by_its_clock() {
    let package = Package::new();
    // An hour before the day of the INF begins in UTC; two hours further east it has begun.
    let at = |ahead_of_utc| {
        let time = TIME - 86_400 - 3600;
        let options = Options {
            time,
            ahead_of_utc,
            ..options()
        };
        catalog::create(&package.inf(), &options)
    };
    assert!(matches!(at(0), Err(CatalogError::Future(_))));
    assert!(at(2 * 3600).is_ok());
}
