//! Drivers that were written for windows-drivers-rs build, pass the checks of a package and run,
//! without a change to their sources. Their INX files may let a Windows install them that does not have
//! the framework they are built for, which a build refuses: the test corrects that in its copy.
//!
//! `WDK_EXISTING_DRIVERS` names folders with such drivers, as `PATH` names folders; without it
//! nothing is tested, and the test says so. The drivers are built in a copy, in which the six
//! crates stand for those that the manifests name.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};
use wdk_build::{CpuArchitecture, DriverModel, Toolchain};

use crate::support::{copy_sources, wdk};

/// The crates that stand for those of windows-drivers-rs.
const CRATES: [&str; 6] = [
    "wdk",
    "wdk-alloc",
    "wdk-build",
    "wdk-macros",
    "wdk-panic",
    "wdk-sys",
];

#[test]
fn existing_drivers_build_and_run_unchanged() {
    let Some(folders) = env::var_os("WDK_EXISTING_DRIVERS") else {
        eprintln!("skipped: WDK_EXISTING_DRIVERS names no folder with drivers");
        return;
    };
    let toolchain = Toolchain::find(CpuArchitecture::Amd64);
    assert!(toolchain.is_ok(), "{}", toolchain.unwrap_err());
    let mut built = 0;
    for folder in env::split_paths(&folders) {
        let stage = tempfile::tempdir().unwrap();
        copy_sources(&folder, stage.path());
        patch(stage.path());
        for manifest in manifests(stage.path()) {
            built += u32::from(try_driver(&manifest));
        }
    }
    assert!(built > 0, "no kernel driver is in {folders:?}");
}

/// Whether the package is a kernel driver; then it builds and runs.
fn try_driver(manifest: &Path) -> bool {
    let table = read(manifest);
    let Some(package) = table.get("package") else {
        return false;
    };
    let says = |key| package.get("metadata").and_then(|it| it.get(key)).is_some();
    let name = package["name"].as_str().unwrap();
    if !says("wdk") {
        return false;
    }
    let folder = manifest.parent().unwrap();
    let model = folder.ancestors().find_map(|it| {
        let text = fs::read_to_string(it.join("Cargo.toml")).ok()?;
        DriverModel::from_manifest(&text).transpose()
    });
    if let Some(Err(refused)) = model {
        eprintln!("{name}: left out: {refused}");
        return false;
    }
    let output = wdk(folder)
        .args(["build", "--format", "json", "--package", name])
        .args(["--features", "wdk/windows-drivers-rs"])
        .assert()
        .success()
        .get_output()
        .stdout
        .clone();
    let report: serde_json::Value = serde_json::from_slice(&output).unwrap();
    let package = report[0]["folder"].as_str().unwrap();
    let run = wdk(folder)
        .args(["run", "--format", "json", package])
        .output()
        .unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|_| panic!("{name}: {}", String::from_utf8_lossy(&run.stderr)));
    eprintln!("{name}: {verdict:#}");
    // A driver may break a rule, some are samples of that, and a WDM driver may serve no device;
    // but nothing else may end the machine.
    let broke_a_rule = !verdict["violations"].as_array().unwrap().is_empty();
    let end = verdict["end"].as_str();
    let serves_no_device = end.is_some_and(|it| it.contains("no AddDevice routine"));
    assert!(
        end.is_none() || broke_a_rule || serves_no_device,
        "{name}: the machine ended early"
    );
    true
}

/// Lets every manifest below `stage` find our crates: those of the registry by a patch, those
/// that a manifest gives a path by another path.
fn patch(stage: &Path) {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let place = |name: &str| Value::from(crates.join(name).to_str().unwrap());
    let replaced: Table = CRATES
        .map(|name| {
            (
                name.to_owned(),
                Table::from_iter([("path".to_owned(), place(name))]).into(),
            )
        })
        .into_iter()
        .collect();
    let patch = Table::from_iter([("crates-io".to_owned(), replaced.into())]);
    let config = Table::from_iter([("patch".to_owned(), patch.into())]);
    fs::create_dir_all(stage.join(".cargo")).unwrap();
    fs::write(stage.join(".cargo/config.toml"), config.to_string()).unwrap();
    for manifest in manifests(stage) {
        let mut table = read(&manifest);
        repoint(&mut table, &place);
        fs::write(&manifest, table.to_string()).unwrap();
        for entry in fs::read_dir(manifest.parent().unwrap()).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|it| it == "inx") {
                raise_decorations(&path);
            }
        }
        // What it locks are the crates that were replaced.
        let _ = fs::remove_file(manifest.with_extension("lock"));
    }
}

/// Gives decorations that name an older Windows than the driver is built for the right one.
fn raise_decorations(inx: &Path) {
    let Ok(text) = fs::read_to_string(inx) else {
        return;
    };
    fs::write(inx, text.replace("10.0...16299", "10.0...$FLOOR$")).unwrap();
}

fn repoint(table: &mut Table, place: &impl Fn(&str) -> Value) {
    for (name, value) in table.iter_mut() {
        let Some(below) = value.as_table_mut() else {
            continue;
        };
        match below.get_mut("path") {
            Some(path) if CRATES.contains(&name.as_str()) => *path = place(name),
            _ => repoint(below, place),
        }
    }
}

fn manifests(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            found.extend(manifests(&entry.path()));
        } else if entry.file_name() == "Cargo.toml" {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

fn read(manifest: &Path) -> Table {
    let text = fs::read_to_string(manifest).unwrap();
    text.parse()
        .unwrap_or_else(|error| panic!("{}: {error}", manifest.display()))
}
