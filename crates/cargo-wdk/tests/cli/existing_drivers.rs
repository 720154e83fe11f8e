//! Drivers that were written for windows-drivers-rs are adopted, build, link and load, without a change to
//! their sources. What each of them comes to is a table.
//!
//! `WDK_EXISTING_DRIVERS` names folders with such drivers, as `PATH` names folders; each folder is adopted in a
//! copy. Without it nothing is tested, and the test says so. `WDK_EXISTING_DRIVERS_JSON` names a file for the
//! table, for programs; `WDK_EXISTING_DRIVERS_LEAST` says how many have to link.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde::Serialize;
use toml::{Table, Value};
use wdk_build::{CpuArchitecture, Toolchain};

use crate::support::{copy_sources, wdk, workspace};

/// What a driver came to.
#[derive(Serialize)]
struct Row {
    driver: String,
    compiles: bool,
    links: bool,
    /// `DriverEntry` ran.
    loads: bool,
    /// The run ended without a finding.
    runs: bool,
    /// What stopped it.
    stops: String,
}

#[test]
fn existing_drivers_build_and_run_unchanged() {
    let Some(folders) = env::var_os("WDK_EXISTING_DRIVERS") else {
        eprintln!("skipped: WDK_EXISTING_DRIVERS names no folder with drivers");
        return;
    };
    let toolchain = Toolchain::find(CpuArchitecture::Amd64);
    assert!(toolchain.is_ok(), "{}", toolchain.unwrap_err());
    let mut rows = Vec::new();
    for folder in env::split_paths(&folders) {
        let stage = tempfile::tempdir().unwrap();
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let copy = stage.path().join(&*name);
        copy_sources(&folder, &copy);
        let mut adopt = wdk(stage.path());
        adopt
            .arg("adopt")
            .arg(&copy)
            .arg("--source")
            .arg(workspace());
        let adopted = adopt.output().unwrap();
        if !adopted.status.success() {
            let why = String::from_utf8_lossy(&adopted.stderr).into_owned();
            rows.push(Row::stopped(&name, &why));
            continue;
        }
        let drivers = manifests(&copy).into_iter().filter(|it| is_image(it));
        rows.extend(drivers.map(|it| tried(&it)));
    }
    show(&rows);
    if let Some(path) = env::var_os("WDK_EXISTING_DRIVERS_JSON") {
        fs::write(path, serde_json::to_vec_pretty(&rows).unwrap()).unwrap();
    }
    let linked = rows.iter().filter(|it| it.links).count();
    let least = env::var("WDK_EXISTING_DRIVERS_LEAST").map_or(1, |it| it.parse().unwrap());
    assert!(linked >= least, "{linked} of {} drivers link", rows.len());
    for row in rows.iter().filter(|it| it.links && !it.loads) {
        assert!(
            !row.stops.is_empty(),
            "{} does not load and does not say why",
            row.driver
        );
    }
}

impl Row {
    fn stopped(driver: &str, why: &str) -> Self {
        Self {
            driver: driver.to_owned(),
            compiles: false,
            links: false,
            loads: false,
            runs: false,
            stops: first_error(why),
        }
    }
}

/// Builds the driver of an adopted manifest and runs what was made.
fn tried(manifest: &Path) -> Row {
    let folder = manifest.parent().unwrap();
    let name = read(manifest)["package"]["name"]
        .as_str()
        .unwrap()
        .to_owned();
    let build = wdk(folder)
        .args(["build", "--format", "json", "--sample", "--no-sign"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&build.stderr);
    let report: serde_json::Value = serde_json::from_slice(&build.stdout).unwrap_or_default();
    let made = &report[0];
    let image = made["unpackaged"]["image"]
        .as_str()
        .or(made["image"].as_str());
    let Some(image) = image else {
        let mut row = Row::stopped(&name, &said);
        row.compiles = said.contains("linking with");
        return row;
    };
    let run = wdk(folder)
        .args(["run", "--format", "json", "--ignore-catalog", image])
        .output()
        .unwrap();
    let verdict: serde_json::Value = serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|_| panic!("{name}: {}", String::from_utf8_lossy(&run.stderr)));
    let stops = verdict["end"].as_str().or(verdict["error"].as_str());
    let stops = stops.unwrap_or_default();
    Row {
        driver: name,
        compiles: true,
        links: true,
        loads: !stops.starts_with("load:") && verdict["error"].is_null(),
        runs: run.status.success(),
        stops: stops.lines().next().unwrap_or_default().to_owned(),
    }
}

fn show(rows: &[Row]) {
    let mark = |it| if it { "yes" } else { "no" };
    eprintln!("{:28} compiles links loads runs  what stops it", "driver");
    for row in rows {
        eprintln!(
            "{:28} {:8} {:5} {:5} {:5} {}",
            row.driver,
            mark(row.compiles),
            mark(row.links),
            mark(row.loads),
            mark(row.runs),
            row.stops
        );
    }
}

/// What the compiler, the linker or Cargo said first.
fn first_error(said: &str) -> String {
    let lines = || said.lines().map(str::trim);
    let undefined = lines().find(|it| it.contains("undefined symbol"));
    let error = lines().find(|it| it.starts_with("error"));
    undefined.or(error).unwrap_or_default().to_owned()
}

/// Whether the manifest is that of an image of one of our crates.
fn is_image(manifest: &Path) -> bool {
    let table = read(manifest);
    let kinds = table.get("lib").and_then(|it| it.get("crate-type"));
    let kinds = kinds.and_then(Value::as_array);
    let is_image = kinds.is_some_and(|it| it.iter().any(|it| it.as_str() == Some("cdylib")));
    let dependencies = table.get("dependencies").and_then(Value::as_table);
    is_image && dependencies.is_some_and(|it| it.keys().any(|it| it.starts_with("wdk")))
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
