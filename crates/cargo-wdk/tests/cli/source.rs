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
    let told = String::from_utf8_lossy(&new.stdout);
    if told.contains("does not have the commit") || told.contains("has no remote") {
        // Nobody else can fetch this commit yet; the way to the checkout is not this machine's.
        assert_eq!(manifest.matches("path = '../").count(), 5, "{manifest}");
    } else {
        assert_eq!(manifest.matches("git = \"").count(), 5, "{manifest}");
        assert!(!manifest.contains("path = "), "{manifest}");
        assert_eq!(commit(&manifest).map(str::len), Some(40), "{manifest}");
    }
    // `cargo wdk` is the installed program there.
    assert!(!project.join(".cargo").exists());
    no_file_names(&project, workspace());
}

/// No file of a project has the absolute path of a folder of this machine.
fn no_file_names(project: &Path, folder: &Path) {
    for entry in fs::read_dir(project).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            no_file_names(&entry.path(), folder);
            continue;
        }
        let bytes = fs::read(entry.path()).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let mut places = text.match_indices(folder.to_str().unwrap());
        let told = places.any(|(at, _)| !text[..at].ends_with(".."));
        assert!(!told, "{} names a folder", entry.path().display());
    }
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

/// What a person does who has this repository alone, at an address, and then a colleague who has
/// what the person pushed, and Rust.
#[cfg(unix)]
#[test]
fn a_colleagues_clone_of_a_project_passes_its_tests() {
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
    let home = cargo_home(folder.path());
    let cargo = |arguments: &[&str], project: &Path| {
        let mut cargo = assert_cmd::Command::new(env!("CARGO"));
        cargo.args(arguments).current_dir(project);
        cargo
            .env("CARGO_HOME", &home)
            .env_remove("CARGO_TARGET_DIR");
        cargo.assert()
    };
    // Only what this project needs stays in the lock file, and is pushed.
    cargo(&["metadata", "--format-version", "1"], &project).success();
    git(&project, &["init", "--quiet"]).unwrap();
    git(&project, &["add", "--all"]).unwrap();
    git(&project, &["commit", "--quiet", "--message", "A driver"]).unwrap();
    git(folder.path(), &["clone", "--quiet", "lamp", "clone"]).unwrap();

    let clone = folder.path().join("clone");
    // What is taken away where there is no kernel toolchain is told by the test itself.
    let image = match wdk_build::Toolchain::find(wdk_build::CpuArchitecture::Amd64) {
        Ok(_) => "test the_built_image_does_the_same ... ok",
        Err(_) => "`cargo wdk setup`",
    };
    let test = cargo(&["test", "--locked"], &clone);
    let output = test.get_output().clone();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        told.contains("test what_was_written_is_read ... ok") && told.contains(image),
        "{told}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(git(&clone, &["status", "--porcelain"]).unwrap(), "");
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
