//! What a Windows driver needs when it is built: link arguments from its build script, and a
//! toolchain that can compile for the kernel on whatever machine this is.
//!
//! A driver's `build.rs` is one call:
//!
//! ```no_run
//! fn main() -> Result<(), wdk_build::ConfigError> {
//!     wdk_build::configure_wdk_binary_build()
//! }
//! ```
//!
//! and its `Cargo.toml` says what kind of driver it is:
//!
//! ```
//! # let manifest = r#"
//! [package.metadata.wdk.driver-model]
//! driver-type = "KMDF"
//! kmdf-version-major = 1
//! target-kmdf-version-minor = 33
//! # "#;
//! # let model = wdk_build::DriverModel::from_manifest(manifest)?;
//! # assert_eq!(model.unwrap().entry_point(), "FxDriverEntry");
//! # Ok::<(), wdk_build::ConfigError>(())
//! ```
//!
//! `cargo wdk build` uses [`Toolchain`] to compile it: see there for the order in which kernel
//! toolchains are tried. Plain `cargo build` and `cargo test` compile the same source for the
//! simulated machine, and there the build script changes nothing.
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | [`metadata`] | `[package.metadata.wdk.driver-model]` |
//! | [`exports`] | what an export driver exports |
//! | [`link`] | the linker's arguments for a driver image |
//! | [`linker`] | a link whose result does not depend on where it was made |
//! | [`version_resource`] | the version resource, without a resource compiler |
//! | [`configure_wdk_binary_build`] | what a build script prints for Cargo |
//! | [`Config`] | the same in the words of older build scripts |
//! | [`test_image!`] | a driver's image, built by the driver's own tests |
//! | [`toolchain`] | compilers, core libraries and linkers for the kernel |
#![forbid(unsafe_code)]

mod config;
mod configure;
pub mod exports;
pub mod link;
pub mod linker;
pub mod metadata;
pub mod test_image;
pub mod toolchain;
mod unstable;
pub mod version_resource;

pub use crate::{
    config::{
        CPUArchitecture, Config, ConfigFromEnvError, DriverConfig, ExportError, KMDFConfig,
        KmdfConfig, UMDFConfig, UmdfConfig, configure_wdk_library_build,
        configure_wdk_library_build_and_then, find_top_level_cargo_manifest,
    },
    configure::{ConfigError, VERSION, configure_wdk_binary_build},
    exports::Exports,
    link::CpuArchitecture,
    metadata::DriverModel,
    toolchain::Toolchain,
    unstable::unstable_features,
};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
