//! Where new projects take this repository's crates from.

use std::{fs, path::Path, process};

use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support::{wdk, workspace};

/// What Git prints, where it is installed and succeeds.
fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = process::Command::new("git")
        .args([
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@example.com",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
        .filter(|it| it.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// The commit that a project's manifest names.
fn commit(manifest: &str) -> Option<&str> {
    let (_, rest) = manifest.split_once("rev = \"")?;
    rest.split('"').next()
}

#[test]
fn a_project_elsewhere_depends_on_a_commit_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    let new = wdk(folder.path()).args(["new", "lamp"]).output().unwrap();
    if git(workspace(), &["rev-parse", "HEAD"]).is_none() {
        eprintln!("skipped: this is no Git checkout");
        return;
    }
    assert!(new.status.success(), "{new:?}");
    let project = folder.path().join("lamp");
    let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
    assert_eq!(manifest.matches("git = \"").count(), 4, "{manifest}");
    assert!(!manifest.contains("path = "), "{manifest}");
    assert_eq!(commit(&manifest).map(str::len), Some(40), "{manifest}");
    // `cargo wdk` is the installed program there.
    assert!(!project.join(".cargo").exists());
}

#[test]
fn the_source_is_an_address_or_a_checkout() {
    let folder = tempfile::tempdir().unwrap();
    let new = |source: &[&str]| {
        let mut command = wdk(folder.path());
        command.args(["new", "lamp", "--source"]).args(source);
        command.assert()
    };
    new(&["nowhere"])
        .code(1)
        .stderr(contains("neither a folder nor a URL"));
    new(&["."]).code(1).stderr(contains("no crates/wdk"));
    let rev = "0123456789abcdef0123456789abcdef01234567";
    new(&["git@example.com:us/wdk.git", "--rev", rev])
        .success()
        .stdout(contains("https://example.com/us/wdk.git").and(contains(rev)));
    let project = folder.path().join("lamp");
    let sentence = "on crates.io, crates of other people have the same names";
    for name in ["Cargo.toml", "README.md"] {
        let text = fs::read_to_string(project.join(name)).unwrap();
        assert!(text.contains("https://example.com/us/wdk.git"), "{text}");
        assert!(text.contains(sentence), "{text}");
    }
}

/// A relative path in `--source` starts at the current folder, that in the manifest at the project.
#[test]
fn a_relative_source_stays_relative() {
    let target = workspace().join("target");
    fs::create_dir_all(&target).unwrap();
    let folder = tempfile::tempdir_in(target).unwrap();
    wdk(folder.path())
        .args(["new", "deep/lamp", "--source", "../.."])
        .assert()
        .success();
    let manifest = fs::read_to_string(folder.path().join("deep/lamp/Cargo.toml")).unwrap();
    assert!(
        manifest.contains("path = '../../../../crates/wdk'"),
        "{manifest}"
    );
}

/// What a person does who has this repository alone, at an address.
#[cfg(unix)]
#[test]
fn a_project_that_depends_on_a_remote_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    let Some(files) = git(
        workspace(),
        &["ls-files", "--cached", "--others", "--exclude-standard"],
    ) else {
        eprintln!("skipped: this is no Git checkout");
        return;
    };
    // The sources as they are now, not only what was committed.
    for file in files.lines() {
        let (from, to) = (workspace().join(file), tree.join(file));
        if from.is_file() {
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from, to).unwrap();
        }
    }
    git(&tree, &["init", "--quiet"]).unwrap();
    git(&tree, &["add", "--all"]).unwrap();
    git(&tree, &["commit", "--quiet", "--message", "Sources"]).unwrap();
    let rev = git(&tree, &["rev-parse", "HEAD"]).unwrap();
    git(
        folder.path(),
        &["clone", "--quiet", "--bare", "tree", "remote.git"],
    )
    .unwrap();

    let remote = format!("file://{}", folder.path().join("remote.git").display());
    wdk(folder.path())
        .args(["new", "lamp", "--source", &remote, "--rev", rev.trim()])
        .assert()
        .success();
    let project = folder.path().join("lamp");
    let manifest = fs::read_to_string(project.join("Cargo.toml")).unwrap();
    assert_eq!(commit(&manifest), Some(rev.trim()));
    // The versions that were fetched for this checkout, so that no registry is asked.
    fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
    let check = assert_cmd::Command::new(env!("CARGO"))
        .args(["check", "--quiet"])
        .current_dir(&project)
        .env("CARGO_HOME", cargo_home(folder.path()))
        .env_remove("CARGO_TARGET_DIR")
        .assert();
    check.success();
}

/// A `CARGO_HOME` with everything of the real one but its Git repositories, which would be left
/// with a copy of this one after each test.
#[cfg(unix)]
fn cargo_home(folder: &Path) -> std::path::PathBuf {
    let home = folder.join("cargo-home");
    fs::create_dir(&home).unwrap();
    let real = std::env::var_os("CARGO_HOME").map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap()).join(".cargo"),
        Into::into,
    );
    for entry in fs::read_dir(real).into_iter().flatten().flatten() {
        if entry.file_name() != "git" {
            std::os::unix::fs::symlink(entry.path(), home.join(entry.file_name())).unwrap();
        }
    }
    home
}
