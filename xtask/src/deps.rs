//! The dependency rule: which crate may import which, and inside of a crate with floors, which
//! module may import which.

mod circles;
mod floors;
mod imports;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, bail};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

use crate::abi;

/// What each crate may depend on, apart from crates of other people.
const ALLOWED: &[(&str, &[&str])] = &[
    ("wdk-macros", &[]),
    ("wdk-sys", &["wdk-macros"]),
    ("wdk", &["wdk-sys", "wdk-macros"]),
    ("wdk-alloc", &["wdk-sys", "wdk"]),
    ("wdk-panic", &["wdk-sys"]),
    ("wdk-build", &[]),
    ("kmdf-states", &["wdk-sys"]),
    ("kmdf", &["wdk-sys", "kmdf-states"]),
    // The framework as an image, and what Wine's kernel lacks.
    ("wdfldr", &["kmdf", "wdk-sys", "wdk-panic", "wdk-build"]),
    ("ntoswine", &["wdk-sys", "wdk-panic", "wdk-build"]),
    // Runs on another system, and is built for it.
    ("wdk-client", &[]),
    ("wdk-inf", &[]),
    ("wdk-dump", &[]),
    // It inspects images, whose unwind data is decoded there.
    ("wdk-package", &["wdk-dump", "wdk-inf"]),
    (
        "wdk-sim",
        &["wdk-sys", "kmdf", "wdk-dump", "wdk-inf", "wdk-package"],
    ),
    ("wdk-scenario", &["wdk-inf", "wdk-sim"]),
    ("wdk-devices", &["wdk-sim", "wdk-sys"]),
    (
        "cargo-wdk",
        &[
            "wdk-build",
            "wdk-dump",
            "wdk-inf",
            "wdk-package",
            "wdk-scenario",
            "wdk-sim",
        ],
    ),
    ("xtask", &["wdk-build"]),
    // Shows the raw style.
    (
        "raw-echo",
        &["wdk", "wdk-sys", "wdk-alloc", "wdk-panic", "wdk-build"],
    ),
    // Moves from the raw style to the safe one.
    (
        "echo-port",
        &["wdk", "wdk-sys", "wdk-alloc", "wdk-panic", "wdk-build"],
    ),
    // A WDM driver as it is written in C.
    ("legacy-sioctl", &["wdk-sys", "wdk-panic", "wdk-build"]),
    // Imports from an export driver.
    (
        "toaster-miniclass",
        &["toaster-class", "wdk", "wdk-panic", "wdk-build"],
    ),
    // Breaks rules that safe code cannot break.
    ("faulty", &["wdk", "wdk-sys", "wdk-panic", "wdk-build"]),
];

/// What a driver may depend on, in its code and in its build script.
const DRIVER: &[&str] = &["wdk", "wdk-alloc", "wdk-panic", "wdk-build"];

/// Fails with every dependency that the rule forbids.
pub(crate) fn run() -> anyhow::Result<()> {
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .context("cargo metadata failed")?;
    let members = metadata.workspace_packages();
    let names: BTreeSet<&str> = members
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    let mut violations = violations(&members, &names);
    for building in floors::BUILDINGS {
        let files = floors::read(&abi::workspace_root(), building.package)?;
        let finding = floors::check(building, &files)?;
        println!(
            "floors of {}: {} files with {} imports of each other; the largest circle has {} files{}{}",
            building.package,
            finding.files,
            finding.arrows,
            finding.largest.len(),
            if finding.largest.is_empty() { "" } else { ": " },
            finding.largest.join(", ")
        );
        violations.extend(finding.violations);
    }
    if violations.is_empty() {
        println!("dependency rule: {} crates keep it", members.len());
        return Ok(());
    }
    for violation in &violations {
        eprintln!("{violation}");
    }
    bail!(
        "{} dependencies break the rule; see docs/internals/seams.md and docs/internals/wdk-sim.md",
        violations.len()
    );
}

fn violations(members: &[&Package], names: &BTreeSet<&str>) -> Vec<String> {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.iter().copied().collect();
    let mut found = Vec::new();
    for package in members {
        let is_driver = package
            .manifest_path
            .components()
            .any(|part| part.as_str() == "driver");
        let rule = match allowed.get(package.name.as_str()) {
            Some(rule) => rule,
            None if is_driver => DRIVER,
            None => {
                found.push(format!(
                    "{}: has no rule; add one to xtask/src/deps.rs",
                    package.name
                ));
                continue;
            }
        };
        found.extend(
            package
                .dependencies
                .iter()
                .filter(|dependency| dependency.kind != DependencyKind::Development)
                .filter(|dependency| names.contains(dependency.name.as_str()))
                .filter(|dependency| !rule.contains(&dependency.name.as_str()))
                .map(|dependency| {
                    format!(
                        "{} depends on {}, which it may not: it may import {}",
                        package.name,
                        dependency.name,
                        if rule.is_empty() {
                            "no crate of ours".to_owned()
                        } else {
                            rule.join(", ")
                        },
                    )
                }),
        );
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A package as `cargo metadata` describes it, with one normal dependency.
    fn package(name: &str, folder: &str, dependency: &str, kind: &str) -> Package {
        let json = serde_json::json!({
            "name": name, "version": "0.1.0", "id": name, "source": null, "targets": [],
            "features": {}, "manifest_path": format!("/repository/{folder}/{name}/Cargo.toml"),
            "dependencies": [{
                "name": dependency, "source": null, "req": "*", "kind": kind, "rename": null,
                "optional": false, "uses_default_features": true, "features": [], "target": null,
                "registry": null
            }],
        });
        serde_json::from_value(json).expect("a package description")
    }

    fn check(package: &Package, names: &[&str]) -> Vec<String> {
        violations(&[package], &names.iter().copied().collect())
    }

    #[test]
    fn a_driver_may_not_import_the_simulated_machine() {
        let driver = package("fryer", "driver", "wdk-sim", "normal");
        assert_eq!(check(&driver, &["fryer", "wdk-sim"]).len(), 1);
    }

    #[test]
    fn a_driver_may_test_on_the_simulated_machine() {
        let driver = package("fryer", "driver", "wdk-sim", "dev");
        assert!(check(&driver, &["fryer", "wdk-sim"]).is_empty());
    }

    #[test]
    fn the_framework_may_not_know_the_safe_api() {
        let framework = package("kmdf", "crates", "wdk", "normal");
        assert_eq!(check(&framework, &["kmdf", "wdk"]).len(), 1);
    }

    #[test]
    fn crates_of_other_people_are_free() {
        let inf = package("wdk-inf", "crates", "thiserror", "normal");
        assert!(check(&inf, &["wdk-inf"]).is_empty());
    }
}
