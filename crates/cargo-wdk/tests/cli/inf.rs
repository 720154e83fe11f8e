//! `cargo wdk inf` as a user runs it.

use std::{fs, path::Path};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use wdk_build::{CpuArchitecture, Toolchain};

use crate::support;

fn wdk() -> Command {
    support::wdk(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn toaster() -> String {
    support::inx("toaster.inx")
}

/// The toaster's INX with its files copied to the drivers' folder.
fn not_isolated(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("toaster.inx");
    let text = toaster().replace("DefaultDestDir = 13", "DefaultDestDir = 12");
    fs::write(&path, text.replace("%13%", "%12%")).unwrap();
    path
}

#[test]
fn the_samples_of_this_repository_are_clean() {
    let folder = support::workspace().join("inf");
    let files = fs::read_dir(folder).unwrap().flatten().map(|it| it.path());
    let inx = files.filter(|it| it.extension().is_some_and(|it| it == "inx"));
    // Others import from the export driver, so its file leaves the Driver Store.
    let (shared, isolated): (Vec<_>, Vec<_>) =
        inx.partition(|it| it.ends_with("toaster_class.inx"));
    for (level, files) in [("u", shared), ("w", isolated)] {
        let mut command = wdk();
        command
            .args(["inf", "check", "--level", level])
            .args(files)
            .assert()
            .success()
            .stdout(contains("Clean").and(contains("warning").not()));
    }
}

#[test]
fn a_finding_shows_its_line_and_fails_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let inx = not_isolated(folder.path());
    let found = contains("error[1322]").and(contains("not left in the Driver Store"));
    let mut command = wdk();
    command.args(["inf", "check"]).arg(&inx);
    command
        .assert()
        .code(1)
        .stdout(found.and(contains("toaster.sys")));
    // The universal rules let files go there.
    let mut command = wdk();
    command.args(["inf", "check", "--level", "u"]).arg(&inx);
    command.assert().success();
}

#[test]
fn programs_read_json_and_sarif() {
    let folder = tempfile::tempdir().unwrap();
    let inx = not_isolated(folder.path());
    let read = |format: &str| -> serde_json::Value {
        let mut command = wdk();
        command.args(["inf", "check", "--format", format]).arg(&inx);
        let output = command.assert().code(1).get_output().stdout.clone();
        serde_json::from_slice(&output).unwrap()
    };
    let finding = &read("json")[0]["findings"][0];
    assert_eq!(
        (finding["code"].as_u64(), finding["level"].as_str()),
        (Some(1322), Some("error"))
    );
    let line = toaster()
        .lines()
        .position(|it| it == "toaster.sys")
        .unwrap()
        + 1;
    assert_eq!(finding["line"].as_u64(), u64::try_from(line).ok());
    let sarif = read("sarif");
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "1322");
    // Other commands have no such form.
    wdk().args(["doctor", "--format", "sarif"]).assert().code(2);
}

#[test]
fn a_missing_file_is_a_finding_and_a_wrong_level_a_wrong_argument() {
    let missing = ["inf", "check", "no-such.inf"];
    wdk()
        .args(missing)
        .assert()
        .code(1)
        .stdout(contains("error[1000]"));
    let level = ["inf", "check", "--level", "z", "x.inf"];
    wdk()
        .args(level)
        .assert()
        .code(2)
        .stderr(contains("k, u, w or h"));
}

#[test]
fn explain_says_what_a_number_means_and_whether_it_is_checked() {
    let explained = contains("DIRID 13").and(contains("/w error"));
    wdk()
        .args(["inf", "explain", "1100"])
        .assert()
        .success()
        .stdout(explained);
    let reason = contains("Unchecked").and(contains("not public"));
    wdk()
        .args(["inf", "explain", "2090"])
        .assert()
        .success()
        .stdout(reason);
    wdk()
        .args(["inf", "explain", "9999"])
        .assert()
        .code(1)
        .stderr(contains("no rule 9999"));
}

#[test]
fn a_build_with_a_wrong_inf_fails_with_the_place() {
    if let Err(missing) = Toolchain::find(CpuArchitecture::Amd64) {
        eprintln!("skipped: {missing}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    support::new_project(folder.path(), &["lamp"])
        .assert()
        .success();
    let project = folder.path().join("lamp");
    let inx = project.join("lamp.inx");
    let text = fs::read_to_string(&inx).unwrap();
    assert!(text.contains("PnpLockdown = 1"), "{text}");
    let text = text.replace("PnpLockdown = 1", "PnpLockdown = 0");
    fs::write(&inx, text.replace("$KMDFVERSION$", "1.11")).unwrap();
    let mut command = wdk();
    command.current_dir(&project).arg("build");
    command
        .assert()
        .code(1)
        .stdout(contains("error[1324]").and(contains("lamp.inx")))
        .stdout(contains("1.11, but the driver is built for KMDF 1.31"));
}

#[test]
fn check_takes_the_switches_of_infverif() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let check = || {
        let mut command = support::wdk(folder.path());
        command.args(["inf", "check", "toaster.inx"]);
        command
    };
    let needs = "Include = machine.inf\nNeeds = PciD3ColdSupported\n";
    let hardware = "[Toaster_Device.NT$ARCH$.HW]\n";
    let text = toaster();
    assert!(text.contains(hardware), "{text}");
    let text = text.replace(hardware, &format!("{hardware}{needs}"));
    write("toaster.inx", &(text + "[Unused]\na = b\n"));

    check().assert().success().stdout(contains("warning[2083]"));
    let mut quiet = check();
    quiet.args(["--sw", "2083"]);
    quiet.assert().success().stdout(contains("2083").not());

    write("iot.txt", "pci.inf\n");
    let mut product = check();
    product.args(["--product", "iot.txt"]);
    product.assert().code(1).stdout(contains("error[1318]"));
    write("iot.txt", "# nothing\n");
    let mut product = check();
    product.args(["--product", "iot.txt"]);
    product
        .assert()
        .code(1)
        .stderr(contains("names no INF file"));

    let mut rules = check();
    rules.args(["--rulever", "vnext", "--wbuild", "10.0.19041", "--msft"]);
    rules.assert().success();

    let mut info = check();
    info.arg("--info");
    let line = contains(r"root\toaster on amd64, Windows 10.0.19041: [Toaster_Device]");
    info.assert().success().stdout(line);

    let mut html = check();
    html.args(["--html", "pages"]);
    html.assert().success();
    let page = fs::read_to_string(folder.path().join("pages/toaster.inx.html")).unwrap();
    assert!(page.contains("warning 2083"), "{page}");

    let mut list = wdk();
    list.args(["inf", "check", "--errorlist"]);
    let unchecked = contains("1450 a directive that some").and(contains("not checked"));
    let first = contains("1001 no [Version] section");
    list.assert().success().stdout(first.and(unchecked));
}

#[test]
fn json_has_the_same_keys_whatever_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let inx = not_isolated(folder.path());
    let read = |arguments: &[&str]| -> serde_json::Value {
        let mut command = wdk();
        command.args(["inf", "check", "--format", "json"]);
        let output = command.args(arguments).arg(&inx).output().unwrap().stdout;
        serde_json::from_slice(&output).unwrap()
    };
    let (plain, more) = (read(&[]), read(&["--info"]));
    let keys = |value: &serde_json::Value| {
        let keys = value.as_object().unwrap().keys();
        keys.cloned().collect::<Vec<_>>()
    };
    assert_eq!(keys(&plain[0]), ["file", "findings"]);
    let finding = [
        "code",
        "column",
        "end_column",
        "end_line",
        "help",
        "level",
        "line",
        "message",
    ];
    let mut found = keys(&plain[0]["findings"][0]);
    found.sort();
    assert_eq!(found, finding);
    assert_eq!(more[0]["findings"], plain[0]["findings"]);
    let mut info = keys(&more[0]["info"][0]);
    info.sort();
    assert_eq!(info, ["arch", "id", "section", "since"]);
}
