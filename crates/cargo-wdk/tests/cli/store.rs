//! `cargo wdk store` as a user runs it.

use std::{fs, path::Path};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support;

const INF: &str = r#"
[Version]
Signature = "$Windows NT$"
Class = Sample
ClassGuid = {78A1C341-4539-11D3-B88D-00C04FAD5171}
Provider = "Example"
DriverVer = 01/01/2025,VERSION
[SourceDisksNames]
1 = "Disk"
[SourceDisksFiles]
lamp.sys = 1
[DestinationDirs]
DefaultDestDir = 13
[Manufacturer]
m = Models,NTamd64.10.0...16299
[Models.NTamd64.10.0...16299]
"A lamp" = Lamp, root\lamp
[Lamp.NTamd64]
CopyFiles = @lamp.sys
[Lamp.NTamd64.Services]
AddService = lamp, 2, Service
[Service]
ServiceType = 1
StartType = 3
ErrorControl = 1
ServiceBinary = %13%\lamp.sys
"#;

fn store(folder: &Path) -> Command {
    let mut command = support::wdk(folder);
    command.arg("store");
    command
}

/// The JSON that a command prints.
fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let mut command = store(folder);
    let output = command.args(arguments).args(["--format", "json"]).assert();
    serde_json::from_slice(&output.success().get_output().stdout).unwrap()
}

fn package(folder: &Path, version: &str) -> String {
    let package = folder.join(version);
    fs::create_dir_all(&package).unwrap();
    fs::write(package.join("lamp.inf"), INF.replace("VERSION", version)).unwrap();
    fs::write(package.join("lamp.sys"), version).unwrap();
    version.to_owned()
}

#[test]
fn a_package_is_added_upgraded_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (one, two) = (package(folder, "1.0.0.0"), package(folder, "2.0.0.0"));
    assert_eq!(
        json(folder, &["add", &one])[0]["published_name"],
        "oem0.inf"
    );
    let device = json(folder, &["install", r"root\lamp"]);
    assert_eq!(device["driver_name"], "oem0.inf");
    let upgraded = json(folder, &["add", &two, "--install"]);
    assert_eq!(upgraded[0]["installed_on"][0], r"ROOT\LAMP\0000");
    let drivers = json(folder, &["enum"]);
    assert_eq!(drivers[0]["devices"].as_array().unwrap().len(), 0);
    assert_eq!(drivers[1]["devices"][0], r"ROOT\LAMP\0000");

    let refused = store(folder)
        .args(["delete", "oem1.inf", "--force"])
        .assert();
    refused
        .code(1)
        .stderr(contains("0xE000023D").and(contains("run from the store")));
    store(folder)
        .args(["export", "oem1.inf", "out"])
        .assert()
        .success();
    assert_eq!(fs::read(folder.join("out/lamp.sys")).unwrap(), b"2.0.0.0");
    json(folder, &["delete", "oem1.inf", "--uninstall"]);
    let devices = json(folder, &["enum", "--devices"]);
    assert_eq!(devices[0]["driver_name"], "oem0.inf");
    let log = folder.join("target/wdk/store/C/Windows/INF/setupapi.dev.log");
    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("FAILURE(0xe000023d)"), "{log}");
}

#[test]
fn a_device_that_nothing_drives_is_not_kept() {
    let folder = tempfile::tempdir().unwrap();
    store(folder.path())
        .args(["install", r"root\none"])
        .assert()
        .code(1)
        .stderr(contains("ERROR_NO_COMPAT_DRIVERS"));
    assert_eq!(
        json(folder.path(), &["enum", "--devices"]),
        serde_json::json!([])
    );
}
