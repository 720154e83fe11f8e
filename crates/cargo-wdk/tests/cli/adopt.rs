//! `cargo wdk adopt`: what it changes, and that all of it comes back.

use std::{fs, path::Path};

use predicates::str::contains;
use wdk_build::CpuArchitecture;

use crate::support::{can_build, wdk, workspace};

const MANIFEST: &str = r#"[package]
name = "lamp"
version = "0.1.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[dependencies]
wdk = "0.2.0"
wdk-alloc = { git = "https://github.com/microsoft/windows-drivers-rs" }
wdk-panic = { path = "../nowhere/wdk-panic", version = "0.3" }
wdk-sys = "0.1" # raw

[build-dependencies]
wdk-build = "0.2.0"
"#;

/// As it is written for 0.2, with an `extern` block and a library of its own.
const SOURCE: &str = r#"#![no_std]
extern crate wdk_panic;
use wdk_alloc::WDKAllocator;
use wdk_sys::{ntddk::*, *};

#[global_allocator]
static ALLOCATOR: WDKAllocator = WDKAllocator;

#[link(name = "NtosKrnl")]
unsafe extern "C" {
    fn PsSuspendProcess(process: PEPROCESS) -> NTSTATUS;
}

#[allow(non_snake_case)]
fn InitializeObjectAttributes() {}

#[export_name = "DriverEntry"]
pub unsafe extern "system" fn driver_entry(driver: PDRIVER_OBJECT, _: PCUNICODE_STRING) -> NTSTATUS {
    InitializeObjectAttributes();
    (*driver).DriverUnload = Some(unload);
    let kind: *mut POBJECT_TYPE = PsThreadType;
    let thread: PETHREAD = KeGetCurrentThread();
    if kind.is_null() || thread.is_null() {
        return PsSuspendProcess(core::ptr::null_mut());
    }
    wdk::println!("{:?}", IO_STATUS_BLOCK::default());
    STATUS_SUCCESS
}

unsafe extern "C" fn unload(_: PDRIVER_OBJECT) {}
"#;

const SCRIPT: &str = "fn main() -> Result<(), wdk_build::ConfigError> {
    let mut config = wdk_build::Config::from_env_auto()?;
    config.driver_config = wdk_build::DriverConfig::WDM();
    config.configure_binary_build();
    Ok(())
}
";

/// As it is written for cargo-make.
const MAKEFILE: &str = "extend = \"target/rust-driver-makefile.toml\"\n";

fn project(folder: &Path) {
    fs::create_dir(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
    fs::write(folder.join("build.rs"), SCRIPT).unwrap();
    fs::write(folder.join("Makefile.toml"), MAKEFILE).unwrap();
    fs::write(folder.join("src/lib.rs"), SOURCE).unwrap();
}

#[test]
fn an_old_driver_is_adopted_built_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    project(folder.path());
    let adopt = |arguments: &[&str]| {
        let mut command = wdk(folder.path());
        command.arg("adopt").args(arguments);
        command.assert()
    };
    let source = workspace().to_str().unwrap();
    adopt(&["--dry-run", "--source", source])
        .success()
        .stdout(contains("-wdk = \"0.2.0\""));
    let manifest = || fs::read_to_string(folder.path().join("Cargo.toml")).unwrap();
    assert_eq!(manifest(), MANIFEST);
    adopt(&["--source", source])
        .success()
        .stdout(contains("driver-type = \"WDM\""))
        .stdout(contains("Makefile.toml loads rust-driver-makefile.toml"));
    assert!(manifest().contains("# raw"), "{}", manifest());
    adopt(&["--source", source])
        .failure()
        .stderr(contains("adopted already"));
    if can_build(CpuArchitecture::Amd64) {
        // There is no INF: the image alone is built, and runs as a service.
        wdk(folder.path())
            .args(["build", "--no-sign"])
            .assert()
            .success()
            .stdout(contains("has no INF"));
        let image = folder.path().join("target/wdk/amd64/release/lamp.sys");
        let run = wdk(folder.path()).arg("run").arg(&image).assert();
        // The machine does not have the undocumented function, and says so.
        run.failure().stdout(contains("PsSuspendProcess"));
    }
    adopt(&["--undo"]).success();
    assert_eq!(manifest(), MANIFEST);
    assert!(!folder.path().join("Cargo.lock").exists());
    assert!(!folder.path().join(".wdk-adopt.json").exists());
}

/// The tasks of the makefiles of windows-drivers-rs, 0.2 to 0.6.
const TASKS: [&str; 28] = [
    "copy-certificate-to-package",
    "copy-driver-binary-to-package",
    "copy-inf-to-package",
    "copy-inx-to-output",
    "copy-map-to-package",
    "copy-pdb-to-package",
    "copy-sys-to-package",
    "default",
    "generate-certificate",
    "generate-driver-binary-file",
    "generate-sys-file",
    "help",
    "inf2cat",
    "infverif",
    "package-driver",
    "package-driver-flow",
    "setup-wdk-config-env-vars",
    "sign-cat",
    "sign-driver-binary",
    "sign-sys",
    "signtool-sign",
    "signtool-verify",
    "stampinf",
    "verify-signature-cat",
    "verify-signature-driver-binary",
    "verify-signature-sys",
    "wdk-build-init",
    "wdk-samples-setup",
];

#[test]
fn the_guide_says_what_replaces_each_task_of_cargo_make() {
    let page = workspace().join("docs/src/porting/windows-drivers-rs.md");
    let page = fs::read_to_string(page).unwrap();
    let missing: Vec<_> = TASKS
        .iter()
        .filter(|it| !page.contains(&format!("`{it}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
