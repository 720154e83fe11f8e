//! The images of the drivers in Rust.

use std::{env, path::PathBuf};

use wdk_build::{Toolchain, link::CpuArchitecture, test_image};
use wdk_sim::worlds::PACKAGES;

use super::subject::root;

/// The folder of packages that were built before, if [`PACKAGES`] names one.
pub(crate) fn packages() -> Option<PathBuf> {
    env::var_os(PACKAGES).map(PathBuf::from)
}

/// The image of a driver: one that was built before, else one that is built now.
pub(crate) fn of(driver: &str) -> PathBuf {
    let name = driver.replace('-', "_");
    match packages() {
        Some(packages) => packages
            .join(format!("{name}_package"))
            .join(format!("{name}.sys")),
        None => {
            let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
            test_image::build(&root().join("driver").join(driver), driver, &target)
                .unwrap_or_else(|error| panic!("{error}"))
        }
    }
}

/// The toolchain that compiles drivers.
pub(crate) fn toolchain() -> Result<Toolchain, String> {
    Toolchain::find(CpuArchitecture::Amd64).map_err(|missing| missing.to_string())
}

/// The version of its compiler.
pub(crate) fn compiler() -> String {
    match toolchain() {
        Ok(toolchain) => toolchain.compiler.version.to_string(),
        Err(_) => "unknown".to_owned(),
    }
}
