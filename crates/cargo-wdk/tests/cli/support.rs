//! What the tests share.

use std::{fs, path::Path};

use assert_cmd::Command;

/// `cargo wdk` in `folder`.
pub(crate) fn wdk(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-wdk"));
    command.arg("wdk").current_dir(folder);
    for name in [
        "CARGO_TARGET_DIR",
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
