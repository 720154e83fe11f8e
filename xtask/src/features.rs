//! `cargo xtask features`: `wdk-sys` and `wdk` compile with each feature alone, with none and with
//! all, natively and, where this machine has a kernel toolchain, for the kernel.
//!
//! What differs between the worlds in `wdk-sys` is in files of no feature, so each of its features
//! alone is compiled natively only. Clippy looks at all features together.
//!
//! A loop of our own and not cargo-hack: kernel code needs the compiler, flags and core library that
//! `wdk-build` finds.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context as _, bail};
use cargo_metadata::{MetadataCommand, Package};
use wdk_build::{CpuArchitecture, toolchain::Toolchain};

/// The crates whose features drivers choose.
const CRATES: [&str; 2] = ["wdk-sys", "wdk"];

/// Fails with every selection of features that does not compile without a warning.
pub(crate) fn run() -> anyhow::Result<()> {
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .context("cargo metadata failed")?;
    let target = metadata.target_directory.as_std_path();
    let kernel = Toolchain::find(CpuArchitecture::Amd64);
    if let Err(missing) = &kernel {
        println!("skipped: features for the kernel: {missing}");
    }
    let mut failures = Vec::new();
    let mut count = 0;
    for name in CRATES {
        let package = metadata
            .packages
            .iter()
            .find(|it| it.name.as_str() == name)
            .with_context(|| format!("the workspace has no crate {name}"))?;
        for selection in selections(package) {
            let one_world = name == "wdk-sys" && matches!(selection, Selection::One(_));
            let kernel = kernel.as_ref().ok().filter(|_| !one_world);
            let worlds = [
                Some(host(&selection)),
                kernel.map(|it| for_kernel(it, target)),
            ];
            for (world, mut cargo) in ["host", "kernel"].into_iter().zip(worlds) {
                let Some(cargo) = &mut cargo else { continue };
                cargo.args(["--quiet", "--locked", "--package", name, "--lib"]);
                cargo.args(selection.arguments());
                count += 1;
                if !compiles(cargo, world)? {
                    failures.push(format!("{name}, {}, {world}", selection.describe()));
                }
            }
        }
    }
    if failures.is_empty() {
        println!("features: {count} selections compile");
        return Ok(());
    }
    bail!("these selections of features fail: {}", failures.join("; "))
}

/// Which features of a crate are switched on.
#[derive(Debug, PartialEq, Eq)]
enum Selection {
    None,
    One(String),
    All,
}

impl Selection {
    fn arguments(&self) -> Vec<String> {
        match self {
            Self::None => vec!["--no-default-features".to_owned()],
            Self::One(feature) => vec![
                "--no-default-features".to_owned(),
                format!("--features={feature}"),
            ],
            Self::All => vec!["--all-features".to_owned()],
        }
    }

    fn describe(&self) -> String {
        match self {
            Self::None => "no feature".to_owned(),
            Self::One(feature) => format!("feature {feature}"),
            Self::All => "all features".to_owned(),
        }
    }
}

fn selections(package: &Package) -> Vec<Selection> {
    let features = package.features.keys().filter(|it| *it != "default");
    let each = features.map(|it| Selection::One(it.clone()));
    [Selection::None]
        .into_iter()
        .chain(each)
        .chain([Selection::All])
        .collect()
}

fn host(selection: &Selection) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.arg(match selection {
        Selection::All => "clippy",
        Selection::None | Selection::One(_) => "check",
    });
    cargo
}

/// The folder is the one that `cargo wdk build` uses, so that neither makes the other start anew.
fn for_kernel(toolchain: &Toolchain, target: &Path) -> Command {
    let mut cargo = toolchain.cargo("check");
    let folder: PathBuf = target.join("wdk").join("cargo");
    cargo.arg("--target-dir").arg(folder);
    cargo
}

/// Runs `cargo`, which prints only warnings and errors; warnings are failures.
fn compiles(cargo: &mut Command, world: &str) -> anyhow::Result<bool> {
    let start = Instant::now();
    let output = cargo
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {cargo:?}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let good = output.status.success() && said.trim().is_empty();
    if !good {
        eprintln!("{world}: {cargo:?} after {:.1?}\n{said}", start.elapsed());
    }
    Ok(good)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_feature_each_alone_and_all_are_tried() {
        let json = serde_json::json!({
            "name": "x", "version": "0.1.0", "id": "x", "source": null, "targets": [],
            "features": { "default": ["a"], "a": [], "b": ["a"] }, "manifest_path": "/x/Cargo.toml",
            "dependencies": [],
        });
        let package: Package = serde_json::from_value(json).unwrap();
        let described: Vec<_> = selections(&package)
            .iter()
            .map(Selection::describe)
            .collect();
        assert_eq!(
            described,
            ["no feature", "feature a", "feature b", "all features"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_warning_is_a_failure() {
        let mut warns = Command::new("sh");
        warns.args(["-c", "echo warning >&2"]);
        assert!(!compiles(&mut warns, "host").unwrap());
        let mut silent = Command::new("sh");
        silent.args(["-c", "true"]);
        assert!(compiles(&mut silent, "host").unwrap());
    }
}
