//! `cargo xtask oldest`: the workspace compiles with the oldest compiler that its manifest promises.

use anyhow::{Context as _, bail};
use cargo_metadata::{MetadataCommand, Package};

use crate::rustup;

/// Checks every library and program of the workspace with the compiler that `rust-version` names.
/// Says so and succeeds where that compiler cannot be had.
pub(crate) fn run() -> anyhow::Result<()> {
    let metadata = MetadataCommand::new()
        .no_deps()
        .exec()
        .context("cargo metadata failed")?;
    let toolchain = promised(&metadata.workspace_packages())?;
    if let Err(reason) = rustup::need(&toolchain, &[]) {
        println!("skipped: {reason}");
        return Ok(());
    }
    // A folder of its own: Cargo forgets what another compiler made in a common one.
    let folder = metadata.target_directory.join("oldest");
    let mut cargo = rustup::cargo(
        &toolchain,
        ["check", "--workspace", "--locked", "--target-dir"],
    );
    let status = cargo
        .arg(folder.as_std_path())
        .status()
        .with_context(|| format!("cannot run {cargo:?}"))?;
    if !status.success() {
        bail!("the workspace does not compile with Rust {toolchain}");
    }
    println!("oldest compiler: Rust {toolchain} compiles the workspace");
    Ok(())
}

/// The one version that every crate promises.
fn promised(members: &[&Package]) -> anyhow::Result<String> {
    let mut versions: Vec<_> = members
        .iter()
        .filter_map(|it| it.rust_version.as_ref())
        .map(|it| format!("{}.{}", it.major, it.minor))
        .collect();
    versions.sort();
    versions.dedup();
    match &versions[..] {
        [version] => Ok(version.clone()),
        [] => bail!("no crate has a rust-version"),
        several => bail!(
            "the crates promise several versions: {}",
            several.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(version: &str) -> Package {
        let json = serde_json::json!({
            "name": "x", "version": "0.1.0", "id": "x", "source": null, "targets": [],
            "features": {}, "manifest_path": "/x/Cargo.toml", "dependencies": [],
            "rust_version": version,
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn every_crate_promises_the_same_version() {
        let (one, other) = (package("1.91"), package("1.92"));
        assert_eq!(promised(&[&one, &one]).unwrap(), "1.91");
        assert!(promised(&[&one, &other]).is_err());
        assert!(promised(&[]).is_err());
    }
}
