//! Which Windows a driver runs on: manifest, INF, framework and imports, which may not contradict each
//! other.

use std::{fs, path::Path};

use predicates::str::contains;
use wdk_build::{CpuArchitecture, metadata::KmdfVersion};
use wdk_package::floor;

use crate::support::{can_build, new_project, wdk, workspace};

fn edit(file: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{}: {from}", file.display());
    fs::write(file, text.replace(from, to)).unwrap();
}

/// The functions of the kernel that the built image imports, and the sentence about it.
fn built(project: &Path) -> (Vec<String>, serde_json::Value) {
    let mut command = wdk(project);
    command.args(["build", "--no-sign", "--format", "json"]);
    let output = command.assert().success().get_output().stdout.clone();
    let report: serde_json::Value = serde_json::from_slice(&output).unwrap();
    let imports = report[0]["facts"]["imports"].as_array().unwrap();
    let names = imports
        .iter()
        .flat_map(|it| it["names"].as_array().unwrap());
    let names = names.map(|it| it.as_str().unwrap().to_owned()).collect();
    (names, report[0]["runs_on"].clone())
}

#[test]
fn contradictions_are_told_before_anything_is_compiled() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let (manifest, inx) = (project.join("Cargo.toml"), project.join("lamp.inx"));
    let refused = |told: &[&str]| {
        let mut command = wdk(&project);
        let assert = command.args(["package", "--no-sign"]).assert().code(1);
        let errors = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        for part in told {
            assert!(errors.contains(part), "{part}: {errors}");
        }
        assert!(!errors.contains("Compiling"), "{errors}");
    };
    // What was the default of samples and templates: it installs on Windows 10 and does not start.
    edit(&manifest, "minor = 31", "minor = 33");
    edit(&inx, "$FLOOR$", "16299");
    refused(&[
        "lamp.inx:20",
        "NTamd64.10.0...16299",
        "Windows 10 1709 (16299)",
        "KMDF 1.33",
        "Windows Server 2022 and Windows 11 (20348)",
        "$FLOOR$",
    ]);
    // The INF is older than what the driver is built for, though not than its framework.
    edit(&manifest, "minor = 33", "minor = 23");
    refused(&[
        "lamp.inx:20",
        "minimum-windows-build",
        "Windows 10 2004 (19041)",
    ]);
    // The manifest contradicts itself.
    edit(&inx, "16299", "$FLOOR$");
    let older = "minor = 31\n\n[package.metadata.wdk]\nminimum-windows-build = 17763";
    edit(&manifest, "minor = 23", older);
    refused(&["minimum-windows-build is 17763", "KMDF 1.31", "19041"]);
}

#[test]
fn the_pool_is_that_of_the_oldest_windows() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let manifest = project.join("Cargo.toml");
    let alloc = workspace().join("crates/wdk-alloc");
    let dependency = format!("[dependencies]\nwdk-alloc = {{ path = {alloc:?} }}\n");
    edit(&manifest, "[dependencies]\n", &dependency);
    let allocates = "    let number = wdk_alloc::KBox::try_new(7_u32)?;\n    \
                     log::info!(\"{}\", *number);\n    DriverConfig::new()\n        .evt_device_add";
    edit(
        &project.join("src/lib.rs"),
        "    DriverConfig::new()\n        .evt_device_add",
        allocates,
    );
    let has = |names: &[String], name: &str| names.iter().any(|it| it == name);

    let (names, runs_on) = built(&project);
    assert!(has(&names, "ExAllocatePool2"), "{names:?}");
    assert!(!has(&names, "ExAllocatePoolWithTag"), "{names:?}");
    let sentence = "runs on Windows 10 2004 (19041) and later; memory integrity: yes";
    assert_eq!(runs_on["sentence"], sentence);
    assert_eq!(runs_on["floor"]["needs"][0]["windows"], "10.0.19041");

    let older = "minor = 25\n\n[package.metadata.wdk]\nminimum-windows-build = 17134";
    edit(&manifest, "minor = 31", older);
    let (names, runs_on) = built(&project);
    assert!(!has(&names, "ExAllocatePool2"), "{names:?}");
    assert!(has(&names, "ExAllocatePoolWithTag"), "{names:?}");
    let sentence = "runs on Windows 10 1803 (17134) and later; memory integrity: yes";
    assert_eq!(runs_on["sentence"], sentence);
    let image = project.join("target/wdk/amd64/release/lamp_package/lamp.sys");
    let inf = fs::read_to_string(image.with_extension("inf")).unwrap();
    assert!(inf.contains("[Models.NTamd64.10.0...17134]"), "{inf}");
    the_image_is_inspected(&project, &image);
}

fn the_image_is_inspected(project: &Path, image: &Path) {
    wdk(project)
        .arg("inspect")
        .arg(image)
        .assert()
        .success()
        .stdout(contains("runs on Windows 10 1803 (17134) and later"))
        .stdout(contains("KMDF 1.25, which is in Windows 10 1803 (17134)"))
        .stdout(contains("lamp.pdb"))
        .stdout(contains("Control Flow Guard: yes; security cookie: no"))
        .stdout(contains("of 24576 bytes"))
        .stdout(contains("calls through pointers"));
    let mut command = wdk(project);
    command.args(["--format", "json", "inspect"]).arg(image);
    let output = command.assert().success().get_output().stdout.clone();
    let told: serde_json::Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(told["floor"]["windows"], "10.0.17134");
    assert_eq!(told["framework"]["target"], 25);
    assert!(told["stack"]["deepest"].as_u64().unwrap() > 100);
    let inf = image.with_extension("inf");
    let mut command = wdk(project);
    let refused = command.arg("inspect").arg(inf).assert().code(1);
    refused.stderr(contains("not a 64-bit PE image"));
    let mut command = wdk(project);
    let refused = command.arg("inspect").arg(project).assert().code(1);
    refused.stderr(contains("is a folder"));
}

#[test]
fn a_manifest_may_name_every_version_whose_windows_is_known() {
    for minor in KmdfVersion::RELEASED {
        assert!(floor::of_kmdf(minor.into()).is_some(), "1.{minor}");
    }
    let unreleased = (10..40).filter(|minor| !KmdfVersion::RELEASED.contains(minor));
    for minor in unreleased {
        assert_eq!(floor::of_kmdf(minor.into()), None, "1.{minor}");
    }
}
