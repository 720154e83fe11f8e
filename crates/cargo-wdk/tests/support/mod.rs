//! What the tests share that build projects elsewhere.

use std::{fs, path::Path};

/// Copies a project's folder, without what was built in it and its history.
pub fn copy_sources(from: &Path, to: &Path) {
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
