//! Driver packages: the image, its symbols and its INF in one folder that Windows installs from.
//!
//! ```no_run
//! use wdk_package::{image::Image, rules};
//!
//! let bytes = std::fs::read("toaster.sys")?;
//! let image = Image::parse(&bytes)?;
//! assert_eq!(image.entry_name.as_deref(), Some("FxDriverEntry"));
//! let findings = rules::check(&image, &rules::Expected::kmdf());
//! assert!(findings.is_empty(), "{findings:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | [`image`] | what a PE image says about itself |
//! | [`checksum`] | the checksum that the kernel's loader verifies |
//! | [`rules`] | what the kernel's loader asks of a driver image |
//! | [`package`] | the package folder |
//!
//! Catalogs and signatures are not made yet: a package from here installs on the simulated
//! machine, and on Windows once another tool has signed it.
#![forbid(unsafe_code)]

pub mod checksum;
pub mod image;
pub mod package;
pub mod rules;

pub use crate::{
    image::{Image, ImageError},
    package::Package,
};
