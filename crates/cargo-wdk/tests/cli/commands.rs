//! `cargo wdk new`, `build`, `run`, `demo`, `cat` and `doctor`.

use std::{fs, path::Path};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};
use wdk_build::{CpuArchitecture, Toolchain};

use crate::support::{can_build, inx, new_project, wdk, workspace};

/// The lines that a run prints.
fn lines(arguments: &[&str]) -> Vec<String> {
    let mut command = wdk(workspace());
    let output = command
        .args(arguments)
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    String::from_utf8_lossy(&output)
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn help_documents_the_exit_codes() {
    wdk(workspace())
        .arg("--help")
        .assert()
        .success()
        .stdout(contains("3  this machine lacks something"));
}

#[test]
fn wrong_arguments_end_with_two() {
    wdk(workspace())
        .args(["build", "--target-arch", "sparc"])
        .assert()
        .code(2)
        .stderr(contains("amd64 or arm64"));
}

#[test]
fn a_project_is_made_once_and_depends_on_the_source_given() {
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["my-driver"])
        .assert()
        .success()
        .stdout(contains("my_driver"));
    let project = folder.path().join("my-driver");
    let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
    assert!(
        manifest.contains("crates/wdk'") && manifest.contains("[workspace]"),
        "{manifest}"
    );
    assert!(project.join("my_driver.inx").exists() && project.join("my_driver.scenario").exists());
    let left = fs::read_to_string(project.join("src/lib.rs")).unwrap();
    assert!(!left.contains("{{"), "{left}");
    new_project(folder.path(), &["my-driver"])
        .assert()
        .code(1)
        .stderr(contains("not empty"));
}

#[test]
fn a_project_inside_this_checkout_stands_alone() {
    // Folders in `target` are not under version control.
    let target = workspace().join("target");
    fs::create_dir_all(&target).unwrap();
    let folder = tempfile::tempdir_in(target).unwrap();
    wdk(folder.path()).args(["new", "lamp"]).assert().success();
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--format-version", "1"]);
    let output = cargo
        .current_dir(folder.path().join("lamp"))
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let metadata: serde_json::Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(metadata["packages"].as_array().unwrap().len(), 1);
    let mut alias = Command::new(env!("CARGO"));
    alias
        .args(["--list"])
        .current_dir(folder.path().join("lamp"));
    alias.assert().success().stdout(contains("--manifest-path"));
    for name in ["Cargo.toml", ".cargo/config.toml"] {
        let text = fs::read_to_string(folder.path().join("lamp").join(name)).unwrap();
        assert!(!text.contains(workspace().to_str().unwrap()), "{text}");
        assert!(text.contains("../../../"), "{text}");
    }
}

#[test]
fn names_that_windows_or_cargo_refuse_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    wdk(folder.path())
        .args(["new", "2fast"])
        .assert()
        .code(1)
        .stderr(contains("starts with a letter; call it my_2fast"));
    wdk(folder.path())
        .args(["new", "wdk"])
        .assert()
        .code(1)
        .stderr(contains("call it my_wdk"));
}

#[test]
fn doctor_prints_json() {
    let output = wdk(workspace())
        .args(["doctor", "--format", "json"])
        .output()
        .unwrap();
    let checks: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let arm64 = checks
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["what"].as_str().unwrap().contains("arm64"))
        .unwrap();
    assert_eq!(
        arm64["works"],
        Toolchain::find(CpuArchitecture::Arm64).is_ok()
    );
}

/// What `doctor` says of the test certificate of the project in `folder`.
fn certificate_check(folder: &Path) -> serde_json::Value {
    let output = wdk(folder).args(["doctor", "--format", "json"]).output();
    let checks = serde_json::from_slice::<serde_json::Value>(&output.unwrap().stdout).unwrap();
    let mut checks = checks.as_array().unwrap().iter();
    let found = checks.find(|it| it["what"].as_str().unwrap().contains("test certificate"));
    found.unwrap().clone()
}

#[test]
fn doctor_says_where_the_test_certificate_is_and_until_when_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    let manifest = "[package]\nname = \"lamp\"\n[workspace]\n";
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    let before = certificate_check(folder.path());
    assert_eq!(before["works"], true);
    let path = folder.path().join("target/wdk/test-certificate.pfx");
    // 1 January 2026.
    wdk_package::certificate::test_key::read_or_make(&path, "CN=Test", 1_767_225_600).unwrap();
    let check = certificate_check(folder.path());
    let detail = check["detail"].as_str().unwrap();
    assert!(
        detail.contains("test-certificate.pfx, until 12/30/2026"),
        "{detail}"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let check = certificate_check(folder.path());
        assert_eq!(check["works"], false);
        let detail = check["detail"].as_str().unwrap();
        assert!(
            detail.contains("can be used by other users (mode 644, not 600)"),
            "{detail}"
        );
    }
}

#[test]
fn a_package_that_is_not_there_is_named_with_those_that_are() {
    wdk(workspace())
        .args(["build", "--package", "bread"])
        .assert()
        .code(1)
        .stderr(contains("bread").and(contains("toaster")));
}

#[test]
fn a_new_miniport_builds_and_carries_frames_without_an_edit() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["--ndis", "loop-back"])
        .assert()
        .success()
        .stdout(contains("NDIS miniport driver"));
    let project = folder.path().join("loop-back");
    let mut command = wdk(&project);
    command.args(["build", "--format", "json"]);
    let output = command.assert().success().get_output().stdout.clone();
    let report = serde_json::from_slice::<serde_json::Value>(&output).unwrap();
    let package = &report[0];
    assert_eq!(package["entry"], "DriverEntry");
    let imports = package["facts"]["imports"].as_array().unwrap();
    let mut modules: Vec<_> = imports
        .iter()
        .map(|it| it["module"].as_str().unwrap())
        .collect();
    modules.sort_unstable();
    assert_eq!(modules, ["NDIS.SYS", "ntoskrnl.exe"]);

    let inf = Path::new(package["inf"].as_str().unwrap());
    let image = wdk_sim::Image::from_file(inf.with_extension("sys")).unwrap();
    let machine = wdk_sim::Machine::new();
    machine.add_package(inf, image).unwrap();
    let device = machine.plug(r"root\loop_back").unwrap();
    let adapter = machine.adapter(&device).unwrap();
    let frame = [0xFF; 60];
    adapter.send(&frame).unwrap();
    assert_eq!(adapter.receive().as_deref(), Some(&frame[..]));
    let report = machine.finish().unwrap();
    assert!(report.is_clean(), "{report}");
}

#[test]
fn a_new_project_builds_without_an_edit() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let build = || {
        let mut command = wdk(&project);
        command
            .env("SOURCE_DATE_EPOCH", "0")
            .args(["build", "--format", "json"]);
        let output = command.assert().success().get_output().stdout.clone();
        serde_json::from_slice::<serde_json::Value>(&output).unwrap()
    };
    let report = build();
    let package = &report[0];
    assert_eq!(package["entry"], "FxDriverEntry");
    assert_eq!(package["facts"]["subsystem"], 1);
    assert_eq!(
        package["facts"]["checksum"],
        package["facts"]["computed_checksum"]
    );
    let modules: Vec<_> = package["facts"]["imports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["module"].clone())
        .collect();
    assert_eq!(modules, ["ntoskrnl.exe", "WDFLDR.SYS"]);
    assert_eq!(package["facts"]["pdb"]["path"], "lamp.pdb");

    let inf = fs::read(package["inf"].as_str().unwrap()).unwrap();
    assert!(String::from_utf8_lossy(&inf).contains("DriverVer = 01/01/1970,0.1.0.0"));
    build();
    assert!(
        inf == fs::read(package["inf"].as_str().unwrap()).unwrap(),
        "the second INF differs"
    );

    assert_eq!(package["signer"]["subject"], "CN=WDK test certificate");
    let verify = || {
        let mut command = wdk(&project);
        command.args(["cat", "verify", package["inf"].as_str().unwrap()]);
        command.assert()
    };
    verify()
        .success()
        .stdout(contains("CN=WDK test certificate"));
    fs::write(package["inf"].as_str().unwrap(), [&inf[..], b";"].concat()).unwrap();
    verify()
        .code(1)
        .stdout(contains("lamp.inf has changed since the catalog was made"));
    the_manifest_states_the_version(&project);
}

/// The INF asks for the framework that the image asks for.
fn the_manifest_states_the_version(project: &Path) {
    let manifest = project.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    let older = "minor = 31\nminimum-kmdf-version-minor = 25";
    fs::write(&manifest, text.replace("minor = 31", older)).unwrap();
    wdk(project)
        .args(["run", "--verbose"])
        .assert()
        .success()
        .stdout(contains("lamp, built for KMDF 1.31"));
    let inf = fs::read(project.join("target/wdk/amd64/release/lamp_package/lamp.inf")).unwrap();
    assert!(String::from_utf8_lossy(&inf).contains("KmdfLibraryVersion = 1.31"));
}

#[test]
fn a_catalog_is_made_shown_and_held_against_its_package() {
    let folder = tempfile::tempdir().unwrap();
    let inf = "[Version]\nSignature = \"$Windows NT$\"\nDriverVer = 01/01/2026,1.0.0.0\n\
        CatalogFile = lamp.cat\n[Manufacturer]\nMe = Models,NTamd64\n\
        [Models.NTamd64]\nLamp = Lamp,root\\lamp\n[Lamp]\nCopyFiles = @lamp.bin\n\
        [SourceDisksFiles]\nlamp.bin = 1\n[SourceDisksNames]\n1 = Disk\n";
    fs::write(folder.path().join("lamp.inf"), inf).unwrap();
    fs::write(folder.path().join("lamp.bin"), "light").unwrap();
    let run = |arguments: &[&str]| {
        let mut command = wdk(folder.path());
        command
            .env("SOURCE_DATE_EPOCH", "1767312000")
            .args(arguments);
        command.assert()
    };
    run(&["cat", "create", "--driver", ".", "--nocat"])
        .success()
        .stdout(contains("Signable").and(contains(r"HWID1 = root\lamp")));
    assert!(!folder.path().join("lamp.cat").exists());
    let arm = folder.path().join("arm");
    fs::create_dir(&arm).unwrap();
    run(&["cat", "create", "--driver", "arm"])
        .code(1)
        .stderr(contains("arm has no INF file"));
    fs::write(arm.join("lamp.inf"), inf.replace("NTamd64", "NTarm")).unwrap();
    run(&["cat", "create", "arm/lamp.inf"])
        .code(1)
        .stderr(contains("no Windows 10 or 11 for arm is known"));
    run(&["cat", "create", "lamp.inf", "--page-hashes=lamp.bin"])
        .code(1)
        .stderr(contains("no INF installs an image called lamp.bin"));
    assert!(!folder.path().join("lamp.cat").exists());
    run(&["cat", "create", "lamp.inf", "--nocat", "--page-hashes"]).success();
    run(&["cat", "create", "lamp.inf", "--nocat", "--uselocaltime"]).success();
    run(&["cat", "create", "lamp.inf", "--os", "10_X64,10_NI_X64"])
        .success()
        .stdout(contains("OS = _v100_X64,_v100_X64_22H2").and(contains(r"HWID1 = root\lamp")));
    let shown = run(&["cat", "dump", "lamp.cat", "--format", "json"]).success();
    let shown: serde_json::Value = serde_json::from_slice(&shown.get_output().stdout).unwrap();
    assert_eq!(shown["members"].as_array().unwrap().len(), 4);
    assert_eq!(shown["signature"], "it is not signed");
    run(&["cat", "verify", "lamp.inf"])
        .code(1)
        .stdout(contains("it is not signed").and(contains("all files are as the catalog says")));
    fs::write(folder.path().join("lamp.bin"), "dark!").unwrap();
    run(&["cat", "verify", "lamp.inf"])
        .code(1)
        .stdout(contains("lamp.bin has changed"));
    run(&["sign", "lamp.bin"]).code(1);
    run(&["cat", "dump", "lamp.inf"])
        .code(1)
        .stderr(contains("lamp.inf is no catalog"));
}

#[test]
fn the_demo_shows_the_toaster_from_load_to_unload() {
    let printed = lines(&["demo", "--native"]);
    let mut rest = printed.iter();
    for expected in [
        "DriverEntry",
        "WdfVersionBind",
        "EvtDriverDeviceAdd",
        "EvtDevicePrepareHardware",
        "EvtDeviceD0Entry",
        "open ",
        "EvtIoDeviceControl",
        "EvtIoWrite",
        "EvtIoRead",
        "EvtTimerFunc",
        "= success, length 5, text \"BREAD\"",
        "CancelRoutine",
        "= STATUS_CANCELLED",
        "EvtDeviceSurpriseRemoval",
        "EvtDeviceD0Exit",
        "EvtDeviceReleaseHardware",
        "EvtDriverUnload",
        "0 violations, 0 bytes leaked, 0 objects and 0 requests left",
    ] {
        assert!(
            rest.any(|line| line.contains(expected)),
            "{expected} is missing or late in {printed:#?}"
        );
    }
}

#[test]
fn runs_with_one_seed_are_equal() {
    let run = || {
        let mut lines = lines(&[
            "demo",
            "--native",
            "--verbose",
            "--seed",
            "7",
            "--processors",
            "2",
        ]);
        // Addresses and the wall clock differ from run to run.
        lines.pop();
        let names = lines
            .iter()
            .map(|line| line.split(" 0x").next().unwrap_or_default().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(run(), run());
}

#[test]
fn the_verdict_is_for_programs_too() {
    let printed = lines(&["demo", "--native", "--format", "json"]).join("\n");
    let verdict: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(verdict["service"], "toaster");
    assert_eq!(verdict["leaked_bytes"], 0);
    assert_eq!(verdict["end"], serde_json::Value::Null);
    let steps = verdict["steps"].as_array().unwrap();
    let toast = steps
        .iter()
        .find(|it| it["step"] == "wait toast within 15 s");
    let toast = toast.unwrap();
    assert_eq!(toast["status"], "STATUS_SUCCESS");
    assert_eq!(toast["length"], 5);
    assert_eq!(toast["bytes"], "4252454144");
}

#[test]
fn what_is_no_scenario_is_told_before_a_driver_is_built() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x.scenario"), "load\nraed 4\n").unwrap();
    let run = |file: &str| {
        let mut command = wdk(folder.path());
        command.args(["run", "driver.sys", "--scenario", file]);
        command.assert().code(1)
    };
    run("x.scenario").stderr(contains(
        "x.scenario:2:1: expected a verb, but here is `raed`",
    ));
    run("y.scenario").stderr(contains("cannot read y.scenario"));
}

#[test]
fn a_scenario_is_the_given_one_or_the_one_beside_the_image() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["lamp"]).assert().success();
    let project = folder.path().join("lamp");
    let run = |arguments: &[&str]| {
        let mut command = wdk(&project);
        command.arg("run").args(arguments);
        command.assert()
    };
    run(&[]).success().stdout(contains("write text \"hello\""));
    fs::write(
        project.join("other.scenario"),
        "load\nopen\nwrite \"x\" => length 2\n",
    )
    .unwrap();
    run(&["--scenario", "other.scenario"])
        .code(1)
        .stdout(contains("other.scenario:3: write text \"x\""));
    // A package folder has its own, or none.
    let package = project.join("target/wdk/amd64/release/lamp_package");
    let package = package.to_str().unwrap();
    run(&[package])
        .success()
        .stdout(contains("begin read 64 as cancelled"));
    fs::write(Path::new(package).join("lamp.scenario"), "load\n").unwrap();
    run(&[package])
        .success()
        .stdout(contains("begin read 64 as cancelled").not());
    run(&[&format!("{package}/lamp.sys")])
        .success()
        .stdout(contains("begin read 64 as cancelled").not());
}

#[test]
fn what_is_no_driver_does_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("broken.sys");
    fs::write(&path, b"MZ").unwrap();
    let inx = inx("toaster.inx")
        .replace("$ARCH$", "amd64")
        .replace("$FLOOR$", "19041");
    fs::write(folder.path().join("broken.inf"), inx).unwrap();
    wdk(folder.path())
        .args(["run", "broken.sys"])
        .assert()
        .code(1)
        .stderr(contains("broken.sys"));
    let empty = folder.path().join("empty");
    fs::create_dir(&empty).unwrap();
    wdk(folder.path())
        .args(["run", "empty"])
        .assert()
        .code(1)
        .stderr(contains("0 INF files"));
}

#[test]
fn a_new_export_driver_is_tested_and_built_with_what_its_importers_link() {
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["--export", "counter-dll"])
        .assert()
        .success();
    let project = folder.path().join("counter-dll");
    let mut test = Command::new(env!("CARGO"));
    test.arg("test").current_dir(&project);
    test.env_remove("CARGO_TARGET_DIR").assert().success();
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let mut command = wdk(&project);
    command.args(["build", "--format", "json"]);
    let output = command.assert().success().get_output().stdout.clone();
    let report: serde_json::Value = serde_json::from_slice(&output).unwrap();
    let exports = &report[0]["facts"]["exports"];
    assert_eq!(
        exports,
        &serde_json::json!(["DllInitialize", "DllUnload", "counter_dll_count"])
    );
    let package = Path::new(report[0]["folder"].as_str().unwrap());
    let library = package.with_file_name("counter_dll_sdk/counter_dll.lib");
    let library = wdk_package::import_library::read(&fs::read(library).unwrap()).unwrap();
    assert_eq!(library[0].module, "counter_dll.sys");
    assert_eq!(library[0].names, ["counter_dll_count"]);
}

#[test]
fn a_new_callout_driver_builds_and_runs_as_a_service() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["--wfp", "sieve"])
        .assert()
        .success();
    wdk(&folder.path().join("sieve"))
        .arg("run")
        .assert()
        .success()
        .stdout(contains("start the service sieve").and(contains("0 violations")));
}

#[test]
fn a_new_export_driver_builds_with_what_importers_need() {
    if !can_build(CpuArchitecture::Amd64) {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["--export", "shelf"])
        .assert()
        .success();
    let project = folder.path().join("shelf");
    wdk(&project).arg("build").assert().success();
    let built = project.join("target/wdk/amd64/release");
    assert!(built.join("shelf_package/shelf.sys").exists());
    assert!(built.join("shelf_sdk/shelf.lib").exists());
    wdk(&project)
        .arg("run")
        .assert()
        .code(1)
        .stderr(contains("import from it"));
}
