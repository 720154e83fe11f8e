//! Driver packages: the image, its symbols and its INF in one folder that Windows installs from.
//!
//! ```no_run
//! use wdk_package::{Image, Symbols, rules};
//!
//! let bytes = std::fs::read("toaster.sys")?;
//! let image = Image::parse(&bytes)?;
//! let symbols = Symbols::read("toaster.pdb".as_ref())?;
//! assert_eq!(symbols.name(image.entry), Some("FxDriverEntry"));
//! let findings = rules::check(&image, Some(&symbols), &rules::Expected::kmdf());
//! assert!(findings.is_empty(), "{findings:?}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | [`image`] | what a PE image says about itself |
//! | [`import_library`] | what an import library offers |
//! | [`symbols`] | what its PDB says about it |
//! | [`checksum`] | the checksum that the kernel's loader verifies |
//! | [`rules`] | what the kernel's loader asks of a driver image |
//! | [`package`] | the package folder |
//! | [`catalog`] | the digests of a package's files |
//! | [`authenticode`] | signatures inside images, and the digest that they do not change |
//! | [`signature`] | what all signatures have in common; time stamps |
//! | [`certificate`] | test certificates; certificates and keys in files |
//! | [`cabinet`] | a package in one file, for Microsoft's attestation |
//! | [`digest`] | SHA-1 and SHA-256 |
//! | [`store`] | the driver store, and what `pnputil` does to it |
#![forbid(unsafe_code)]

mod asn1;
pub mod authenticode;
pub mod cabinet;
pub mod catalog;
pub mod certificate;
pub mod checksum;
pub mod digest;
pub mod image;
pub mod import_library;
pub mod package;
pub mod rules;
pub mod signature;
pub mod store;
pub mod symbols;

pub use crate::{
    asn1::Malformed,
    catalog::Catalog,
    certificate::Identity,
    image::{Image, ImageError},
    package::Package,
    symbols::Symbols,
};
