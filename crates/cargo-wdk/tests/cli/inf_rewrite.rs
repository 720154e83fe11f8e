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
fn port_shows_what_is_installed_before_and_after() {
    let folder = folder();
    inf(folder.path())
        .args(["port", "old.inx"])
        .assert()
        .success()
        .stdout(contains(
            "arch   from Windows   devices installed moved full path harm",
        ))
        .stdout(contains("echo.sys").and(contains("moved: ")))
        .stdout(contains("amd64  10.0.16299").and(contains("arm64  10.0.16299")));
    let output = inf(folder.path())
        .args(["port", "--format", "json", "old.inx"])
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let proof = &report[0]["proof"];
    assert_eq!(proof["holds"], true);
    let targets = proof["targets"].as_array().unwrap();
    let newest = targets
        .iter()
        .find(|it| it["arch"] == "amd64" && it["windows"] == "10.0.26100")
        .unwrap();
    assert_eq!(newest["devices"], 1);
    let differences = newest["differences"].as_array().unwrap();
    assert_eq!(differences.len(), 1, "{differences:?}");
    assert_eq!(
        (&differences[0]["verdict"], &differences[0]["what"]),
        (&"moved".into(), &"echo.sys".into())
    );
}

#[test]
fn port_writes_nothing_that_is_lost_or_that_check_finds_worse() {
    let folder = folder();
    let path = folder.path().join("old.inx");
    let old = fs::read_to_string(&path).unwrap();
    let refused = |text: &str, why: &str| {
        fs::write(&path, text).unwrap();
        inf(folder.path())
            .args(["port", "old.inx"])
            .assert()
            .success()
            .stdout(contains("Unproven").and(contains(why)));
        inf(folder.path())
            .args(["port", "--write", "old.inx"])
            .assert()
            .code(1)
            .stdout(contains("Refused").and(contains(why)));
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    };
    // A path that is put together of strings: only its author can write the new one.
    let value = "HKR,,Security,,%Security%";
    let paths = r"%SystemRoot%\System32\x.dll;%SystemRoot%\System32\drivers\echo.sys";
    let text = old
        .replace(
            value,
            &format!("{value}\nHKR,,Messages,0x20000,\"%Paths%;y.dll\""),
        )
        .replace("[Strings]", &format!("[Strings]\nPaths = \"{paths}\""));
    refused(&text, r"value hardware\ Messages of root\echo is changed");
    // A name that is not unique becomes a finding where tools look for files by their names.
    let text = old.replace("echo.sys", "filter.sys");
    refused(&text, "`inf check` finds what it did not before: 9001");
    inf(folder.path())
        .args(["port", "--write", "--allow", "9001", "old.inx"])
        .assert()
        .success();
    assert!(fs::read_to_string(&path).unwrap().contains("= 13"));
}

#[test]
fn the_class_driver_that_others_import_stays_in_system32() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("toaster_class.inx"),
        support::inx("toaster_class.inx"),
    )
    .unwrap();
    inf(folder.path())
        .args(["port", "--check", "toaster_class.inx"])
        .assert()
        .success()
        .stdout(contains("Unchanged"));
}

#[test]
fn port_takes_what_the_build_fills_in() {
    let folder = folder();
    let path = folder.path().join("old.inx");
    let text = fs::read_to_string(&path).unwrap();
    let text = text.replace("DefaultDestDir = 12", "DefaultDestDir = $WHERE$");
    fs::write(&path, text).unwrap();
    inf(folder.path())
        .args(["port", "old.inx"])
        .assert()
        .success()
        .stdout(contains("the DIRID is not a number"));
    inf(folder.path())
        .args(["port", "--write", "--define", "WHERE=12", "old.inx"])
        .assert()
        .success();
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("DefaultDestDir = 13")
    );
    inf(folder.path())
        .args(["port", "--define", "WHERE", "old.inx"])
        .assert()
        .code(1)
        .stderr(contains("write it as NAME=VALUE"));
}

#[test]
fn port_moves_a_package_without_a_device_when_told_its_processors() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("flt.inf");
    let text = "[Version]\nSignature = \"$Windows NT$\"\nClass = System\n\
                ClassGuid = {4d36e97d-e325-11ce-bfc1-08002be10318}\nProvider = Contoso\nCatalogFile = flt.cat\n\
                [SourceDisksNames]\n1 = Disk\n[SourceDisksFiles]\nflt.sys = 1\n[DestinationDirs]\nFiles = 12\n\
                [DefaultInstall]\nCopyFiles = Files\n[DefaultInstall.Services]\nAddService = flt,, Service\n\
                [Service]\nServiceType = 1\nStartType = 3\nErrorControl = 1\nServiceBinary = %12%\\flt.sys\n\
                [Files]\nflt.sys\n";
    fs::write(&path, text).unwrap();
    inf(folder.path())
        .args(["port", "--write", "flt.inf"])
        .assert()
        .success()
        .stdout(
            contains("[DefaultInstall] names no processor")
                .and(contains("--primitive amd64,arm64")),
        );
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    inf(folder.path())
        .args(["port", "--primitive", "i386", "flt.inf"])
        .assert()
        .code(2)
        .stderr(contains("unknown architecture \"i386\""));
    inf(folder.path())
        .args(["port", "--write", "--primitive", "amd64,arm64", "flt.inf"])
        .assert()
        .success()
        .stdout(contains("arm64  10.0.25952").and(contains("older Windows copies them as before")));
    let written = fs::read_to_string(&path).unwrap();
    for section in [
        "[DefaultInstall.NTamd64]",
        "[DefaultInstall.NTarm64.10.0...25952.Services]",
    ] {
        assert!(written.contains(section), "{section}: {written}");
    }
    inf(folder.path())
        .args(["port", "--check", "flt.inf"])
        .assert()
        .success();
    fs::write(
        &path,
        text.replace("DefaultInstall", "DefaultInstall.NTamd64"),
    )
    .unwrap();
    inf(folder.path())
        .args([
            "port",
            "--write",
            "--oldest-windows",
            "10.0.18362",
            "flt.inf",
        ])
        .assert()
        .success();
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("Files = 13\n") && !written.contains("25952"),
        "{written}"
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
fn stamp_takes_the_architecture_from_the_build_and_options_without_values() {
    let folder = folder();
    let stamped = |platform: &str, arguments: &[&str]| {
        inf(folder.path())
            .args(["stamp", "-f", "old.inx", "-o", "new.inf"])
            .args(arguments)
            .env("Platform", platform)
            .env("STAMPINF_VERSION", "5.0.0.0")
            .env("STAMPINF_DATE", "01/02/2024")
            .assert()
            .success();
        fs::read_to_string(folder.path().join("new.inf")).unwrap()
    };
    let text = stamped("x64", &["-a", "-d", "-v"]);
    assert!(text.contains("[Echo_Device.NTamd64]\n"), "{text}");
    assert!(text.contains("DriverVer = 01/02/2024,5.0.0.0\n"), "{text}");
    let text = stamped("ARM64", &[]);
    assert!(text.contains("[Echo_Device.NTarm64]\n"), "{text}");
    let text = stamped("ARM64", &["-a", "x86"]);
    assert!(text.contains("[Echo_Device.NTx86]\n"), "{text}");
    let text = stamped("", &[]);
    assert!(text.contains("[Echo_Device.NT$ARCH$]\n"), "{text}");
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
