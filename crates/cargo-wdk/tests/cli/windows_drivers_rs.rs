//! The command lines of windows-drivers-rs's cargo-wdk: they do the same, or say what to write.

use std::{fs, path::Path};

use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use wdk_build::CpuArchitecture;

use crate::support::{can_build, new_project, wdk, workspace};

#[test]
fn what_has_no_meaning_here_is_refused_with_what_has() {
    let refused = |arguments: &[&str], words: &str| {
        let mut command = wdk(workspace());
        command.arg("build").args(arguments);
        command.assert().code(2).stderr(contains(words));
    };
    refused(&["--signtool-args", "/n \"CN=A\""], "--certificate FILE");
    refused(&["--signtool-args", "/fd SHA512 /f x.pfx"], "SHA256");
    refused(
        &["--inf2cat-args", "/driver:x"],
        "given by cargo wdk build itself",
    );
    refused(&["--inf2cat-args", "/nocat"], "cat create");
    refused(
        &["--sign-mode", "off", "--verify-signature"],
        "nothing to verify",
    );
    refused(
        &["--sign-mode", "off", "--signtool-args", ""],
        "nothing is signed",
    );
    refused(
        &["--sign-mode", "test", "--certificate", "x.pfx"],
        "--certificate",
    );
    refused(&["--target-platform", "mobile"], "universal");
    refused(
        &["--target-platform", "windows", "--inf-level", "w"],
        "--inf-level",
    );
    refused(&["-v", "-q"], "--quiet");
}

#[test]
fn the_target_platform_says_which_rules_the_inf_is_held_against() {
    // A driver whose INF breaks a rule that holds under /w and /h alone: it copies to DIRID 12.
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let inx = fs::read_to_string(project.join("lamp.inx")).unwrap();
    fs::write(
        project.join("lamp.inx"),
        inx.replace("%13%", "%12%").replace("= 13", "= 12"),
    )
    .unwrap();
    let build = |platform: &str| {
        let mut command = wdk(&project);
        // The certificate ends the build before anything is compiled.
        command.args([
            "build",
            "--certificate",
            "nosuch.pfx",
            "--target-platform",
            platform,
        ]);
        command.assert()
    };
    build("windows").stdout(contains("Wrong"));
    build("Universal").stdout(contains("Wrong").not());
}

#[test]
fn a_script_of_windows_drivers_rs_builds_verifies_runs_and_cleans() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let mut build = wdk(folder.path());
    build.args([
        "build",
        "--cwd",
        "lamp",
        "--profile",
        "RELEASE",
        "--target-arch",
        "AMD64",
    ]);
    build.args([
        "--target-platform",
        "windows",
        "--sign-mode",
        "test",
        "--verify-signature",
        "-v",
    ]);
    build.args(["--inf2cat-args", "/os:10_X64,10_GE_X64 /uselocaltime"]);
    build
        .assert()
        .success()
        .stdout(contains("Verified"))
        // What -v has Cargo say.
        .stderr(contains("Running `"));
    let package = project.join("target/wdk/amd64/release/lamp_package");
    wdk(&package)
        .args(["cat", "dump", "lamp.cat"])
        .assert()
        .success()
        .stdout(contains("OS = _v100_X64,_v100_X64_24H2"));

    a_changed_package_is_refused(&package);
    its_run_is_told_to_programs(&package);

    // Everything but the certificate, which machines may trust.
    let certificate = project.join("target/wdk/test-certificate.pfx");
    let key = fs::read(&certificate).unwrap();
    wdk(&project).args(["clean", "-q"]).assert().success();
    assert!(!package.exists());
    assert!(fs::read(&certificate).unwrap() == key);
    let left = fs::read_dir(&project)
        .unwrap()
        .map(|it| it.unwrap().file_name());
    let left: Vec<_> = left
        .filter(|it| it.to_string_lossy().starts_with(".wdk-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    // There is nothing to clean now, and no certificate.
    fs::remove_dir_all(project.join("target")).unwrap();
    wdk(&project).arg("clean").assert().success();
}

/// What Windows' setup refuses is refused.
fn a_changed_package_is_refused(package: &Path) {
    let run = |arguments: &[&str]| {
        let mut command = wdk(package);
        command.args(["run", "."]).args(arguments);
        command.assert()
    };
    run(&[]).success();
    run(&["-q"]).success().stdout(contains("DriverEntry").not());
    let restored = |name: &str, change: &dyn Fn(&Path), check: &dyn Fn()| {
        let path = package.join(name);
        let before = fs::read(&path).unwrap();
        change(&path);
        check();
        fs::write(&path, before).unwrap();
    };
    let append =
        |path: &Path| fs::write(path, [&fs::read(path).unwrap()[..], b"\n; x"].concat()).unwrap();
    // In the text of its resource, where nothing of the run depends on it.
    let patch = |path: &Path| {
        let mut bytes = fs::read(path).unwrap();
        let wide: Vec<u8> = "FileDescription"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let at = bytes.windows(wide.len()).position(|it| it == wide).unwrap();
        bytes[at] = b'f';
        fs::write(path, bytes).unwrap();
    };
    let changed = "0xE000024B ERROR_FILE_HASH_NOT_IN_CATALOG";
    for (name, change) in [
        ("lamp.inf", &append as &dyn Fn(&Path)),
        ("lamp.sys", &patch),
    ] {
        restored(name, change, &|| {
            let words = contains(changed)
                .and(contains(name))
                .and(contains("--ignore-catalog"));
            run(&[])
                .code(1)
                .stderr(words)
                .stdout(contains("DriverEntry").not());
            let all_the_same = run(&["--ignore-catalog"]).success();
            all_the_same.stdout(contains("Unverified").and(contains("DriverEntry")));
            // An image is not a package, but this one is not what was signed.
            let image = wdk(package).args(["run", "lamp.sys"]).assert();
            image.code(1).stderr(contains(changed));
        });
    }
    let missing = |path: &Path| fs::remove_file(path).unwrap();
    restored("lamp.cat", &missing, &|| {
        run(&[])
            .code(1)
            .stderr(contains("0x00000002 ERROR_FILE_NOT_FOUND").and(contains("lamp.cat")));
        let image = wdk(package).args(["run", "lamp.sys"]).assert();
        image.success().stdout(contains("Unverified"));
    });
    let unsigned = |_: &Path| {
        wdk(package)
            .args(["cat", "create", "lamp.inf"])
            .assert()
            .success();
    };
    restored("lamp.cat", &unsigned, &|| {
        let words = contains("0xE0000243").and(contains("it is not signed"));
        run(&[]).code(1).stderr(words);
    });
    let nameless = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        fs::write(path, text.replace("CatalogFile", ";CatalogFile")).unwrap();
    };
    restored("lamp.inf", &nameless, &|| {
        run(&[])
            .code(1)
            .stderr(contains("0xE000022F ERROR_NO_CATALOG_FOR_OEM_INF"));
    });
    run(&[]).success();
}

fn its_run_is_told_to_programs(package: &Path) {
    let mut command = wdk(package);
    command.args(["run", ".", "--format", "json"]);
    let assert = command.assert().success().stderr("");
    let told: serde_json::Value = serde_json::from_slice(&assert.get_output().stdout).unwrap();
    assert_eq!(told["trust"]["signer"], "CN=WDK test certificate");
    let events = told["events"].as_array().unwrap();
    let has = |kind: &str, name: &str| {
        let found = events
            .iter()
            .any(|it| it["kind"] == kind && it["name"].as_str().unwrap().contains(name));
        assert!(found, "{kind} {name} in {events:#?}");
    };
    has("step", "load");
    has("driver", "DriverEntry");
    has("callback", "EvtDriverDeviceAdd");
    has("irp", "IRP_MN_START_DEVICE");
    has("result", "");
    let steps = events.iter().filter(|it| it["kind"] == "step").count();
    assert!(steps > 3 && steps <= told["steps"].as_array().unwrap().len() + 1);
}
