//! No name in a package or in the records leads out of the store, out of the package, or over a link.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::*;

/// An INF with `catalog`, its file on a disk at `disk` in `subdir`, copied as `copied`.
fn inf(catalog: &str, disk: &str, subdir: &str, copied: &str, to: &str) -> String {
    format!(
        r#"
[Version]
Signature = "$Windows NT$"
CatalogFile = {catalog}
[SourceDisksNames]
1 = "Disk",,,"{disk}"
[SourceDisksFiles]
lamp.sys = 1,"{subdir}"
[DestinationDirs]
DefaultDestDir = {to}
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Lamp.NTamd64]
CopyFiles = Files
[Files]
"{copied}",lamp.sys
[Lamp.NTamd64.Services]
AddService = lamp, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %12%\lamp.sys
"#
    )
}

fn parsed(text: &str) -> Inf {
    Inf::parse(text.as_bytes()).unwrap()
}

fn add_failed(result: Result<impl std::fmt::Debug, StoreError>) -> String {
    let error = result.unwrap_err();
    assert_eq!(error.code(), Code::AddFailed as u32, "{error}");
    error.to_string()
}

#[test]
fn a_package_with_a_name_that_leads_elsewhere_is_not_staged() {
    let good = ["lamp.cat", "", "", "lamp.sys"];
    let bad = [
        (0, "../../x.cat"),
        (0, r"sub\x.cat"),
        (0, r"C:\x.cat"),
        (0, "x.cat:s"),
        (1, r"..\.."),
        (1, r"\..\x"),
        (1, r"\\server\share"),
        (1, r"C:\Windows"),
        (2, ".."),
        (2, r"a\..\..\b"),
        (2, "a:b"),
        (2, "nul"),
        (3, r"..\..\x.sys"),
        (3, r"C:\x.sys"),
        (3, "x.sys:s"),
        (3, "con.sys"),
    ];
    for (at, name) in bad {
        let mut names = good;
        names[at] = name;
        let text = inf(names[0], names[1], names[2], names[3], "12");
        let package = Contents::new("lamp.inf", parsed(&text)).file("lamp.sys", "MZ");
        let mut store = Store::on(Memory::new());
        let message = add_failed(store.add_driver(&package));
        assert!(message.contains("names no file below"), "{name}: {message}");
        assert!(store.enum_drivers().is_empty());
    }
    let text = inf(good[0], good[1], good[2], good[3], "12");
    let package = Contents::new("lamp.inf", parsed(&text)).file("lamp.sys", "MZ");
    Store::on(Memory::new()).add_driver(&package).unwrap();
    for (name, file) in [
        (r"..\lamp.inf", "x"),
        ("lamp.inf", "../x"),
        ("lamp.inf", "a\0b"),
    ] {
        let package = Contents::new(name, parsed(&text))
            .file("lamp.sys", "MZ")
            .file(file, "x");
        add_failed(Store::on(Memory::new()).add_driver(&package));
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        assert!(package.write(&inner).is_err(), "{name} {file:?}");
        assert!(!folder.path().join("x").exists());
        assert!(!folder.path().join("lamp.inf").exists());
    }
}

#[test]
fn a_destination_outside_of_its_directory_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("a").join("b").join("store");
    let mut store = Store::on(Folder::new(&root));
    let text = inf("lamp.cat", "", "", "lamp.sys", r"12,..\..\..\..\..\..\out");
    let package = Contents::new("lamp.inf", parsed(&text)).file("lamp.sys", "MZ");
    store.add_driver(&package).unwrap();
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    let error = store.install(&device).unwrap_err();
    assert!(error.to_string().contains("names no file below"), "{error}");
    assert!(!folder.path().join("out").exists());
}

/// The files that a package of this INF reads from `folder`/package.
fn read(folder: &Path, text: &str) -> Result<Contents, StoreError> {
    let package = folder.join("package");
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join("lamp.inf"), text).unwrap();
    Contents::read(&package.join("lamp.inf"))
}

#[test]
fn a_package_s_folder_is_not_left_when_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("lamp.sys"), "secret").unwrap();
    fs::write(folder.path().join("x.cat"), "secret").unwrap();
    add_failed(read(
        folder.path(),
        &inf("lamp.cat", "..", "", "lamp.sys", "12"),
    ));
    add_failed(read(
        folder.path(),
        &inf("lamp.cat", "", "..", "lamp.sys", "12"),
    ));
    add_failed(read(
        folder.path(),
        &inf("../x.cat", "", "", "lamp.sys", "12"),
    ));
    let missing = read(folder.path(), &inf("lamp.cat", "", "", "lamp.sys", "12")).unwrap();
    assert_eq!(missing.files().count(), 0);
}

#[cfg(unix)]
#[test]
fn links_in_a_package_are_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("package");
    fs::create_dir_all(folder.path().join("outside")).unwrap();
    fs::create_dir(&package).unwrap();
    let secret = folder.path().join("outside").join("lamp.sys");
    fs::write(&secret, "secret").unwrap();
    let link = |from: &Path, to: PathBuf| std::os::unix::fs::symlink(from, to).unwrap();
    link(&secret, package.join("lamp.sys"));
    let error = read(folder.path(), &inf("lamp.cat", "", "", "lamp.sys", "12")).unwrap_err();
    assert!(error.to_string().contains("symbolic link"), "{error}");
    link(&folder.path().join("outside"), package.join("sub"));
    let error = read(folder.path(), &inf("lamp.cat", "", "sub", "lamp.sys", "12")).unwrap_err();
    assert!(error.to_string().contains("symbolic link"), "{error}");
}

#[test]
fn records_that_name_foreign_files_are_refused() {
    let text = inf("lamp.cat", "", "", "lamp.sys", "12");
    let package = Contents::new("lamp.inf", parsed(&text)).file("lamp.sys", "MZ");
    let mut store = Store::on(Memory::new());
    store.add_driver(&package).unwrap();
    let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
    store.install(&device).unwrap();
    store.save().unwrap();
    let records = String::from_utf8(store.volume().read(RECORDS).unwrap()).unwrap();
    let open = |records: &str| {
        let mut volume = Memory::new();
        volume.write(RECORDS, records.as_bytes()).unwrap();
        for (path, content) in [(r"\lamp.inf", text.as_bytes()), (r"\lamp.sys", b"MZ")] {
            let location = &store.enum_drivers()[0].location;
            volume.write(&format!("{location}{path}"), content).unwrap();
        }
        Store::open(volume).map(drop)
    };
    open(&records).unwrap();
    let folder = store.enum_drivers()[0].location.replace('\\', r"\\");
    let changes = [
        ("\"oem0.inf\"", r#""..\\..\\x.inf""#),
        ("\"oem0.inf\"", r#""/etc/passwd""#),
        ("\"lamp.inf\"", r#""..\\lamp.inf""#),
        ("\"lamp.sys\"", r#""..\\..\\..\\lamp.sys""#),
        ("\"lamp.sys\"", r#""C:\\lamp.sys""#),
        (folder.as_str(), r"C:\\Windows"),
        (
            folder.as_str(),
            r"C:\\Windows\\System32\\DriverStore\\FileRepository\\..",
        ),
        (
            r"c:\\windows\\system32\\drivers\\lamp.sys",
            r"c:\\..\\..\\lamp.sys",
        ),
    ];
    for (right, wrong) in changes {
        assert!(records.contains(right), "{right} is in {records}");
        let error = open(&records.replace(right, wrong)).unwrap_err();
        assert!(matches!(error, StoreError::Foreign(_)), "{wrong}: {error}");
        assert!(error.to_string().contains("no store makes"), "{error}");
    }
}
