//! Notes from which commit of which repository this program is built, for `cargo wdk new`.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

#[path = "src/new/address.rs"]
mod address;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/new/address.rs");
    let Some(folder) = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        return;
    };
    // A copy of the sources may stand in somebody else's repository.
    let tracked = git(&folder, &["ls-files", "--error-unmatch", "Cargo.toml"]);
    if tracked.is_none_or(|it| it != "Cargo.toml") {
        return;
    }
    // It changes with every commit and checkout.
    if let Some(log) = git(&folder, &["rev-parse", "--git-path", "logs/HEAD"]) {
        let log = folder.join(log);
        if log.exists() {
            println!("cargo::rerun-if-changed={}", log.display());
        }
    }
    if let Some(commit) = git(&folder, &["rev-parse", "HEAD"]) {
        println!("cargo::rustc-env=WDK_SOURCE_COMMIT={commit}");
    }
    let remote = git(&folder, &["remote", "get-url", "origin"]);
    if let Some(url) = remote.and_then(|it| address::url(&it)) {
        println!("cargo::rustc-env=WDK_SOURCE_URL={url}");
    }
}

/// The first line that Git prints, if it succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
        .filter(|it| it.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(str::to_owned)
}
