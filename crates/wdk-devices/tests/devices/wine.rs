//! The functions of Windows, called by a program that was built for it and runs under Wine.
//!
//! Needs the standard library for `x86_64-pc-windows-gnu` (`rustup target add`),
//! `x86_64-w64-mingw32-gcc` and `wine64`; skipped with a message where they are missing.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "x86_64-pc-windows-gnu";
const COMPILER: &str = "x86_64-w64-mingw32-gcc";

/// Wine 8 exports most of the functions as stubs, which fail with `CR_FAILURE`, and lacks two.
/// So this shows that the program links, loads and calls them as Windows asks, and handles their
/// errors, not what they return on Windows.
#[test]
fn every_function_is_called_under_wine() {
    let Some(wine) = wine() else {
        return skip("wine64 is not installed");
    };
    let Some(program) = build() else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new(wine)
        .arg(&program)
        .env("WINEPREFIX", folder.join("wine"))
        .env("WINEARCH", "win64")
        .env("WINEDEBUG", "-all")
        .output()
        .expect("it ran a moment ago");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    for function in [
        "CM_Get_Device_ID_List",
        "CM_Get_Device_Interface_List",
        r"ROOT\NONE\0000",
        "CM_Open_Device_Interface_Key",
        "CM_Register_Notification",
        "DiUninstallDriverW",
    ] {
        let line = text.lines().find(|line| line.starts_with(function));
        let line = line.unwrap_or_else(|| panic!("{function} was not called: {text}"));
        let refused = ["CONFIGRET", "has no", "failed with error"];
        let refused = refused.iter().any(|it| line.contains(it));
        let fine = !line.contains("error:") || line.contains("does not exist");
        assert!(refused || fine, "{line}");
    }
    // The folder of a package is found by the module that runs from it.
    let own = text
        .lines()
        .find(|line| line.starts_with("GetModuleFileNameW"));
    assert!(
        own.is_some_and(|line| line.ends_with(r#"examples\\devices.exe""#)),
        "{text}"
    );
    let root = text.lines().find(|line| line.starts_with("SystemRoot"));
    assert!(
        root.is_some_and(|line| line.to_lowercase().contains(r"c:\\windows")),
        "{text}"
    );
}

fn skip(why: &str) {
    eprintln!("skipped: {why}");
}

fn wine() -> Option<&'static str> {
    let works = |name: &&str| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|it| it.status.success())
    };
    let mut names = ["wine64", "/usr/lib/wine/wine64", "wine"].into_iter();
    names.find(works)
}

/// Builds the example for Windows, with what old Wines lack beside it.
fn build() -> Option<PathBuf> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sysroot = Command::new(env::var_os("RUSTC").unwrap_or("rustc".into()))
        .args(["--print", "target-libdir", "--target", TARGET])
        .output();
    let library = String::from_utf8(sysroot.ok()?.stdout).ok()?;
    if !Path::new(library.trim()).exists() {
        skip(&format!(
            "{TARGET} is not installed; rustup target add {TARGET}"
        ));
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("windows");
    let examples = folder.join(TARGET).join("debug/examples");
    std::fs::create_dir_all(&examples).expect("a folder for the program");
    let library = Command::new(COMPILER)
        .args(["-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-o"])
        .arg(examples.join("bcryptprimitives.dll"))
        .arg(manifest.join("tests/wine/bcryptprimitives.c"))
        .arg("-ladvapi32")
        .status();
    match library {
        Ok(status) => assert!(status.success(), "bcryptprimitives.c does not compile"),
        Err(_) => {
            skip(&format!("{COMPILER} is not installed"));
            return None;
        }
    }
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--target", TARGET])
        .args([
            "--package",
            "wdk-devices",
            "--example",
            "devices",
            "--target-dir",
        ])
        .arg(&folder)
        .current_dir(manifest)
        .status();
    assert!(
        status.is_ok_and(|it| it.success()),
        "it does not build for Windows"
    );
    Some(examples.join("devices.exe"))
}
