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
//! | [`floor`] | the oldest Windows that loads an image |
//! | [`inspect`] | all that can be told of any driver image |
//! | [`import_library`] | what an import library offers |
//! | [`symbols`] | what its PDB says about it |
//! | [`symbol_store`] | the folders where debuggers look for images and symbols |
//! | [`checksum`] | the checksum that the kernel's loader verifies |
//! | [`rules`] | what the kernel's loader asks of a driver image |
//! | [`package`] | the package folder of a driver that was built |
//! | [`pack`] | packages of any origin, made from a folder |
//! | [`submit`] | what Microsoft's Partner Center asks of a cabinet, and what came back from it |
//! | [`path`] | names that files give other files, and opening them below one folder |
//! | [`catalog`] | the digests of a package's files |
//! | [`authenticode`] | signatures inside images, and the digest that they do not change |
//! | [`signature`] | what all signatures have in common; time stamps |
//! | [`certificate`] | test certificates; certificates and keys in files |
//! | [`cabinet`] | a package in one file, for Microsoft's attestation |
//! | [`digest`] | SHA-1 and SHA-256 |
//! | [`store`] | the driver store, and what `pnputil` does to it |
//!
//! # Features
//!
//! `signing`, on by default, brings [`signature`], [`certificate`], [`cabinet`], [`package`],
//! [`pack`] and [`submit`];
//! `inspect`, on by default too, brings [`inspect`] with a decoder of x86 instructions. A
//! program that only reads images and keeps a driver store, as the simulated machine does, needs
//! none of it; catalogs are then held against the files, but who signed them is not looked at.
#![forbid(unsafe_code)]

mod asn1;
pub mod authenticode;
#[cfg(feature = "signing")]
pub mod cabinet;
pub mod catalog;
#[cfg(feature = "signing")]
pub mod certificate;
pub mod checksum;
pub mod digest;
pub mod floor;
pub mod image;
pub mod import_library;
#[cfg(feature = "inspect")]
pub mod inspect;
#[cfg(feature = "signing")]
pub mod pack;
#[cfg(feature = "signing")]
pub mod package;
pub mod path;
pub mod rules;
#[cfg(feature = "signing")]
pub mod signature;
pub mod store;
#[cfg(feature = "signing")]
pub mod submit;
pub mod symbol_store;
pub mod symbols;

pub use crate::{
    asn1::Malformed,
    catalog::Catalog,
    image::{Image, ImageError},
    symbols::Symbols,
};
#[cfg(feature = "signing")]
pub use crate::{certificate::Identity, package::Package};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
