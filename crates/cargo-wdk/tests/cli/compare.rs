//! `cargo wdk compare`.

use std::{env, fs, path::PathBuf};

use predicates::str::contains;

use crate::support::{wdk, workspace};

/// The folder of the samples' built packages; says so when there is none.
fn packages() -> Option<PathBuf> {
    let folder = env::var_os(wdk_sim::worlds::PACKAGES).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: `cargo xtask test` builds the images");
    }
    folder
}

#[test]
fn what_is_no_scenario_is_told_with_its_lines() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.scenario"), "load\nraed 4\n").unwrap();
    let compare = ["compare", "old.sys", "new.sys", "--scenario"];
    wdk(folder.path())
        .args(compare)
        .arg("x.scenario")
        .assert()
        .code(1)
        .stderr(contains(
            "x.scenario:2:1: expected a verb, but here is `raed`",
        ))
        .stderr(contains("did you mean `read`?"));
    wdk(folder.path())
        .args(compare)
        .arg("y.scenario")
        .assert()
        .code(1)
        .stderr(contains("cannot read y.scenario"));
}

#[test]
fn what_is_no_driver_is_not_compared() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.scenario"), "load\n").unwrap();
    fs::write(folder.path().join("old.sys"), b"MZ").unwrap();
    wdk(folder.path())
        .args(["compare", "old.sys", "new.sys", "--scenario", "x.scenario"])
        .assert()
        .code(1)
        .stderr(contains("cannot run old.sys"));
}

#[test]
fn a_port_agrees_with_its_original() {
    let Some(packages) = packages() else {
        return;
    };
    wdk(workspace())
        .arg("compare")
        .arg(packages.join("legacy_sioctl_package/legacy_sioctl.sys"))
        .arg(packages.join("sioctl_package"))
        .args([
            "--scenario",
            "driver/sioctl/sioctl.scenario",
            "--generated",
            "96",
        ])
        .assert()
        .success()
        .stdout(contains("Agreement"))
        .stdout(contains("96 generated requests of seed 0"));
}

#[test]
fn a_difference_is_told_for_people_and_programs() {
    let Some(packages) = packages() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(workspace().join("driver/sioctl/sioctl.scenario")).unwrap();
    // Without its INF the original is a service, too, and has no parameters of its own.
    let parameters = r"set registry service\Parameters\Longest dword 64
set registry service\Parameters\Quirks dword 2
";
    let text = format!("{parameters}{text}");
    fs::write(folder.path().join("quirks.scenario"), text).unwrap();
    let old = folder.path().join("legacy_sioctl.sys");
    fs::copy(
        packages.join("legacy_sioctl_package/legacy_sioctl.sys"),
        old,
    )
    .unwrap();
    let compare = |format: &str| {
        let mut command = wdk(folder.path());
        command
            .args(["compare", "legacy_sioctl.sys"])
            .arg(packages.join("sioctl_package/sioctl.sys"))
            .args(["--scenario", "quirks.scenario", "--generated", "0"])
            .args(["--format", format]);
        command.assert().code(1).get_output().stdout.clone()
    };
    let text = String::from_utf8(compare("text")).unwrap();
    assert!(text.contains("old: success, length 38"), "{text}");
    assert!(text.contains("new: success, length 39"), "{text}");
    assert!(text.contains("EvtIoDeviceControl"), "{text}");
    let json: serde_json::Value = serde_json::from_slice(&compare("json")).unwrap();
    let differences = json["differences"].as_array().unwrap();
    assert!(
        differences.iter().any(|it| it["aspect"] == "length"),
        "{json}"
    );
}
