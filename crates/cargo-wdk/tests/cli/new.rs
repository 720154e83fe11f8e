//! What `cargo wdk new` makes, and what it leaves alone.

use std::{fs, path::Path, process};

use assert_cmd::Command;
use predicates::{prelude::PredicateBooleanExt as _, str::contains};

use crate::support::{can_build, new_project, wdk, workspace};

/// Every kind of project.
const KINDS: [&str; 5] = ["--kmdf", "--wdm", "--export", "--ndis", "--wfp"];

fn git(folder: &Path, arguments: &[&str]) -> Option<String> {
    let output = process::Command::new("git")
        .args(arguments)
        .current_dir(folder)
        .output()
        .ok()
        .filter(|it| it.status.success())?;
    String::from_utf8(output.stdout).ok()
}

/// Cargo in a project. All projects build into one folder, since what they depend on is the same.
fn cargo(project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).current_dir(project);
    command.env("CARGO_TARGET_DIR", workspace().join("target/new-projects"));
    command.env_remove("RUSTFLAGS");
    // The images of this checkout's samples are not the project's.
    command.env_remove("WDK_TEST_PACKAGES");
    command
}

/// Formatted as rustfmt does it, without a word from clippy, and passing its tests natively and on
/// the image that it builds.
#[test]
fn every_project_is_clean_and_passes_its_tests() {
    let images =
        cfg!(all(unix, target_arch = "x86_64")) && can_build(wdk_build::CpuArchitecture::Amd64);
    let folder = tempfile::tempdir().unwrap();
    for kind in KINDS {
        let name = format!("new-{}", &kind[2..]);
        new_project(folder.path(), &[kind, &name])
            .assert()
            .success();
        let project = folder.path().join(&name);
        // The versions that were fetched for this checkout, so that no registry is asked.
        fs::copy(workspace().join("Cargo.lock"), project.join("Cargo.lock")).unwrap();
        cargo(&project, &["fmt", "--check"]).assert().success();
        let clippy = [
            "clippy",
            "--quiet",
            "--all-targets",
            "--",
            "--deny",
            "warnings",
        ];
        cargo(&project, &clippy).assert().success();
        let mut test = vec!["test", "--quiet", "--test", "machine", "--"];
        if !images {
            test.extend(["--skip", "built_image"]);
        }
        cargo(&project, &test).assert().success();
        let texts = texts(&project).into_iter();
        let left: Vec<_> = texts.filter(|(_, text)| text.contains("{{")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// The files of a project with their texts.
fn texts(project: &Path) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(project).unwrap().map(Result::unwrap) {
        let path = entry.path();
        match path.is_dir() {
            true => texts.extend(texts_in(&path)),
            false => texts.push((
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )),
        }
    }
    texts
}

fn texts_in(folder: &Path) -> Vec<(String, String)> {
    match folder.file_name().and_then(|it| it.to_str()) {
        Some("target" | ".git") => Vec::new(),
        _ => texts(folder),
    }
}

#[test]
fn a_refused_name_is_told_why_and_nothing_is_made() {
    let folder = tempfile::tempdir().unwrap();
    for (name, reason, other) in [
        (
            "null",
            "Windows has a driver or kernel module null",
            "my_null",
        ),
        ("kmdf", "written with", "my_kmdf"),
        ("loop", "keyword", "my_loop"),
        ("nul", "NUL is a device", "my_nul"),
    ] {
        wdk(folder.path())
            .args(["new", name])
            .assert()
            .code(1)
            .stderr(contains(reason).and(contains(format!("call it {other},"))));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// A repository with a workspace in it: only the project's folder is new.
#[test]
fn a_project_in_a_repository_changes_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    if git(root, &["init", "--quiet"]).is_none() {
        eprintln!("skipped: there is no Git");
        return;
    }
    fs::create_dir_all(root.join("app/src")).unwrap();
    fs::write(root.join("app/src/lib.rs"), "").unwrap();
    fs::write(root.join("app/Cargo.toml"), "[package]\nname = \"app\"\n").unwrap();
    let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"members/*\"]\n";
    fs::write(root.join("Cargo.toml"), workspace).unwrap();
    git(root, &["add", "--all"]).unwrap();

    new_project(root, &["drivers/lamp"])
        .assert()
        .success()
        .stdout(contains("a workspace of its own").and(contains("add \"drivers/lamp\"")));
    new_project(root, &["members/bulb"])
        .assert()
        .success()
        .stdout(contains("it is a member of the workspace in"));
    let manifest = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    assert!(manifest("drivers/lamp/Cargo.toml").contains("[workspace]"));
    assert!(!manifest("members/bulb/Cargo.toml").contains("[workspace]"));
    assert!(!manifest("members/bulb/Cargo.toml").contains("[profile"));
    assert_eq!(manifest("Cargo.toml"), workspace);
    let status = git(root, &["status", "--porcelain"]).unwrap();
    let new: Vec<_> = status.lines().filter(|it| !it.starts_with("A ")).collect();
    assert_eq!(new, ["?? drivers/", "?? members/"]);
}

#[test]
fn a_workflow_goes_where_github_looks_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join(".git")).unwrap();
    let new = |arguments: &[&str]| {
        let mut command = wdk(root);
        command.args(["new", "--ci", "github"]).args(arguments);
        command.assert()
    };
    // GitHub's machines do not have this checkout.
    new(&["lamp", "--source", workspace().to_str().unwrap()])
        .code(1)
        .stderr(contains("--source URL"));
    assert!(!root.join("lamp").exists());
    let source = ["--source", "https://example.com/wdk.git", "--rev", "0a1b"];
    new(&[&["drivers/lamp"][..], &source].concat()).success();
    let text = fs::read_to_string(root.join(".github/workflows/lamp.yml")).unwrap();
    for part in [
        "working-directory: drivers/lamp",
        "cargo install --locked --git https://example.com/wdk.git --rev 0a1b cargo-wdk",
        "path: drivers/lamp/target/wdk/amd64/release/lamp_package",
        "cargo clippy --all-targets -- --deny warnings",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("{{"), "{text}");
    new(&[&["other/lamp"][..], &source].concat())
        .code(1)
        .stderr(contains("is there already"));
}

/// What VS Code reads is JSON with comments and commas at the end.
#[test]
fn the_readme_has_the_commands_and_vs_code_its_configuration() {
    let folder = tempfile::tempdir().unwrap();
    new_project(folder.path(), &["my-lamp"]).assert().success();
    let read = |name: &str| fs::read_to_string(folder.path().join("my-lamp").join(name)).unwrap();
    let readme = read("README.md");
    for command in [
        "| `cargo wdk build` |",
        "| `cargo test` |",
        "| `cargo wdk run` |",
        "| `cargo wdk package --cab` |",
        "| `pnputil /add-driver my_lamp.inf /install` |",
    ] {
        assert!(readme.contains(command), "{readme}");
    }
    let launch = read(".vscode/launch.json");
    let lines = launch
        .lines()
        .filter(|it| !it.trim_start().starts_with("//"));
    let mut json: String = lines.collect();
    json.retain(|it| it != ' ');
    let json = json.replace(",}", "}").replace(",]", "]");
    let launch: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(launch["configurations"][0]["type"], "lldb");
    assert_eq!(launch["configurations"][0]["cargo"]["args"][3], "my-lamp");
}
