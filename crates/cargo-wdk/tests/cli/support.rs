//! What the tests share.

use std::{fs, path::Path, sync::LazyLock};

use assert_cmd::Command;
use wdk_build::{CpuArchitecture, Toolchain};
use wdk_package::Identity;

/// `cargo wdk` in `folder`.
pub(crate) fn wdk(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"));
    command.arg("wdk").current_dir(folder);
    for name in [
        "CARGO_TARGET_DIR",
        "PRIVATE_DRIVER_PACKAGE",
        "Platform",
        "SOURCE_DATE_EPOCH",
        "STAMPINF_DATE",
        "STAMPINF_VERSION",
    ] {
        command.env_remove(name);
    }
    command
}

/// This checkout.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .unwrap()
}

/// The INX file of a sample.
pub(crate) fn inx(name: &str) -> String {
    fs::read_to_string(workspace().join("inf").join(name)).unwrap()
}

/// `cargo wdk new` in `folder`, with the crates of this checkout as they are now.
pub(crate) fn new_project(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = wdk(folder);
    command.arg("new").args(arguments);
    command.arg("--source").arg(workspace());
    command
}

/// Copies a project's folder, without what was built in it and its history.
pub(crate) fn copy_sources(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let name = entry.file_name();
        let (source, target) = (entry.path(), to.join(&name));
        match entry.file_type().unwrap().is_dir() {
            true if name == "target" || name == ".git" => {}
            true => copy_sources(&source, &target),
            false => drop(fs::copy(&source, &target).unwrap()),
        }
    }
}

/// Whether drivers can be compiled for `arch` here; says so when not.
pub(crate) fn can_build(arch: CpuArchitecture) -> bool {
    let found = Toolchain::find(arch);
    if let Err(missing) = &found {
        eprintln!("skipped: {missing}");
    }
    found.is_ok()
}

/// Writes a certificate with its key, made once: that takes seconds.
pub(crate) fn certificate(path: &Path) {
    static MADE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made.pfx");
        let identity = Identity::test("CN=Test", 1_767_225_600).unwrap();
        identity.write_pfx(&made, "").unwrap();
        fs::read(made).unwrap()
    });
    fs::write(path, &*MADE).unwrap();
}
