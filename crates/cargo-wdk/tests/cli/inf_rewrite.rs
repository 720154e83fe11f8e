//! `cargo wdk inf port`, `stamp`, `fmt` and `kdfiles` as a user runs them.

use std::{fs, path::Path};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support;

fn inf(folder: &Path) -> Command {
    let mut command = support::wdk(folder);
    command.arg("inf");
    command
}

/// A folder with the echo driver's INX, as it was before the Driver Store.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let old = support::inx("echo.inx")
        .replace("= 13", "= 12")
        .replace("%13%", "%12%")
        .replace(".10.0...$FLOOR$", "");
    fs::write(folder.path().join("old.inx"), old).unwrap();
    folder
}

#[test]
fn port_shows_writes_and_then_has_nothing_to_do() {
    let folder = folder();
    let check = || {
        let mut command = inf(folder.path());
        command.args(["port", "--check", "old.inx"]);
        command.assert()
    };
    check()
        .code(1)
        .stdout(contains("-DefaultDestDir = 12\n+DefaultDestDir = 13"))
        .stdout(contains("old.inx:12: \"12\" to \"13\""))
        .stdout(contains("no longer installs on Windows before 10.0.16299"));
    inf(folder.path())
        .args(["port", "--write", "old.inx"])
        .assert()
        .success();
    assert_eq!(
        fs::read_to_string(folder.path().join("old.inx")).unwrap(),
        support::inx("echo.inx").replace("$FLOOR$", "16299")
    );
    check()
        .success()
        .stdout(contains("Unchanged").and(contains("+Default").not()));
}

#[test]
fn port_reports_for_programs_too() {
    let folder = folder();
    let output = inf(folder.path())
        .args(["port", "--format", "json", "old.inx"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let change = &report[0]["changes"][0];
    assert_eq!(
        (&change["line"], &change["old"], &change["new"]),
        (&12.into(), &"12".into(), &"13".into())
    );
    assert_eq!(change["row"], "DIRID 12");
    assert_eq!(report[0]["questions"][0]["row"], "DIRID 12");
    assert!(
        report[0]["diff"]
            .as_str()
            .unwrap()
            .contains("+DefaultDestDir = 13")
    );
}

#[test]
fn stamp_takes_the_switches_of_stampinf() {
    let folder = folder();
    inf(folder.path())
        .args([
            "stamp", "-f", "old.inx", "-o", "new.inf", "-d", "*", "-v", "1.2.3.4", "-a", "x64",
        ])
        .args([
            "-k", "1.33", "-u", "2.33.0", "-c", "echo.cat", "--define", "X=1",
        ])
        .env("SOURCE_DATE_EPOCH", "1695800000")
        .assert()
        .success();
    let stamped = fs::read_to_string(folder.path().join("new.inf")).unwrap();
    for line in [
        "DriverVer = 09/27/2023,1.2.3.4\n",
        "CatalogFile = echo.cat\n",
        "[Echo_Device.NTamd64]\n",
        "KmdfLibraryVersion = 1.33\n",
    ] {
        assert!(stamped.contains(line), "{line}{stamped}");
    }
    let again = ["stamp", "new.inf", "-d", "09/27/2023", "--check"];
    inf(folder.path()).args(again).assert().success();
    inf(folder.path())
        .args(["stamp", "new.inf", "--check"])
        .env("STAMPINF_DATE", "01/02/2024")
        .env("STAMPINF_VERSION", "5.0.0.0")
        .assert()
        .code(1)
        .stdout(contains("+DriverVer = 01/02/2024,5.0.0.0"));
    inf(folder.path())
        .args(["stamp", "old.inx"])
        .assert()
        .code(1)
        .stderr(contains("no version yet"));
}

#[test]
fn stamp_makes_a_version_of_the_time_or_of_a_header() {
    let folder = folder();
    let stamped = |arguments: &[&str], variables: &[(&str, &str)]| {
        inf(folder.path())
            .args(["stamp", "old.inx", "-o", "new.inf"])
            .args(arguments)
            .envs(variables.iter().copied())
            .env("SOURCE_DATE_EPOCH", "1695800000")
            .assert()
            .success();
        fs::read_to_string(folder.path().join("new.inf")).unwrap()
    };
    let time = "DriverVer = 09/27/2023,7.33.20.0\n";
    let text = stamped(&["-v", "*"], &[]);
    assert!(text.contains(time), "{text}");

    let header = "#define VER_PRODUCTBUILD /* NT */ 26100\n";
    fs::write(folder.path().join("ntverp.h"), header).unwrap();
    let wrong = ["stamp", "old.inx", "-i", "."];
    inf(folder.path())
        .args(wrong)
        .assert()
        .code(1)
        .stderr(contains("has no VER_PRODUCTMAJORVERSION"));
    let header = "#define VER_PRODUCTMAJORVERSION 10\n#define VER_PRODUCTMINORVERSION 0\n\
                  #define VER_PRODUCTBUILD /* NT */ 26100\n#define VER_PRODUCTBUILD_QFE 30\n";
    fs::write(folder.path().join("ntverp.h"), header).unwrap();
    let text = stamped(&["-i", ".", "-d", "01/02/2026"], &[]);
    assert!(
        text.contains("DriverVer = 01/02/2026,10.0.26100.30\n"),
        "{text}"
    );
    let version = [("STAMPINF_VERSION", "5.0.0.0")];
    let text = stamped(&["-i", "."], &version);
    assert!(text.contains(",5.0.0.0\n"), "{text}");

    let private = [("PRIVATE_DRIVER_PACKAGE", "1")];
    let text = stamped(&["-v", "1.2.3.4", "-d", "01/02/2026"], &private);
    assert!(
        text.contains(time) && text.contains("CatalogFile = delta.cat\n"),
        "{text}"
    );
    let text = stamped(&["-v", "1.2.3.4", "-c", "own.cat"], &private);
    assert!(text.contains("CatalogFile = own.cat\n"), "{text}");
}

#[test]
fn fmt_writes_or_checks() {
    let folder = folder();
    let path = folder.path().join("x.inf");
    fs::write(
        &path,
        "[Version]\nSignature=\"$Windows NT$\" ; x\nClass =System\n",
    )
    .unwrap();
    inf(folder.path())
        .args(["fmt", "--check", "x.inf", "old.inx"])
        .assert()
        .code(1);
    inf(folder.path()).args(["fmt", "x.inf"]).assert().success();
    let formatted = "[Version]\nSignature = \"$Windows NT$\" ; x\nClass     = System\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), formatted);
    inf(folder.path())
        .args(["fmt", "--check", "x.inf"])
        .assert()
        .success();
}

#[test]
fn kdfiles_maps_bare_names() {
    let folder = folder();
    inf(folder.path())
        .args(["kdfiles", "old.inx", "--folder", r"D:\new"])
        .assert()
        .success()
        .stdout("map\necho.sys\nD:\\new\\echo.sys\n");
}
