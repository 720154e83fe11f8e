//! The INF language, in which a Windows driver package says what it installs and for which device.
//!
//! ```
//! use wdk_inf::{Arch, Dirs, Inf, OsVersion, Stamp};
//!
//! let inx = br#"
//! [Version]
//! Signature = "$Windows NT$"
//! Class = Sample
//! ClassGuid = {78A1C341-4539-11D3-B88D-00C04FAD5171}
//! Provider = %Provider%
//! [Manufacturer]
//! %Provider% = Models,NT$ARCH$.10.0...16299
//! [Models.NT$ARCH$.10.0...16299]
//! "A lamp" = Lamp, root\lamp
//! [Lamp.NT$ARCH$]
//! CopyFiles = @lamp.sys
//! [Lamp.NT$ARCH$.Services]
//! AddService = lamp, 2, Lamp_Service
//! [Lamp_Service]
//! ServiceType = 1
//! StartType = 3
//! ErrorControl = 1
//! ServiceBinary = %13%\lamp.sys
//! [DestinationDirs]
//! DefaultDestDir = 13
//! [Strings]
//! Provider = "Example"
//! "#;
//! let inf = Inf::parse(inx)?.stamp(&Stamp::new().arch(Arch::Amd64))?;
//! let lamp = inf.match_hardware_id(Arch::Amd64, OsVersion::WINDOWS_11_24H2, r"ROOT\LAMP").unwrap();
//! let install = inf.install(&lamp, &Dirs::default())?;
//! assert_eq!(install.services[0].name, "lamp");
//! assert_eq!(install.services[0].image_file_name(), "lamp.sys");
//! # Ok::<(), wdk_inf::InfError>(())
//! ```
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | [`text`] | bytes to text and back: UTF-16, UTF-8, ANSI |
//! | [`syntax`] | sections, lines, fields, each with its span |
//! | [`strings`] | `%name%` and `%13%` |
//! | [`target`] | architectures, OS versions, the decorations of section names |
//! | [`floor`] | the oldest Windows that the INF lets install the package |
//! | [`model`] | [`Inf`]: version, devices, what installing one does |
//! | [`effect`] | what installing does, for comparing two versions of an INF |
//! | [`path`] | names of files that must not lead out of their folder |
//! | [`registry`] | the lines of an `AddReg` section |
//! | [`edit`] | changes to the text that leave the rest as it is |
//! | [`stamp`] | `.inx` to `.inf` |
//! | [`format`](mod@format) | one layout for all |
//! | [`kdfiles`] | the driver replacement map for WinDbg |
//! | [`port`] | moving a package into the Driver Store |
//! | [`check`] | InfVerif's rules |
//! | [`diagnostic`] | what is wrong, where, with InfVerif's numbers |
//!
//! What is read but not edited comes out byte for byte as it went in.
#![forbid(unsafe_code)]

pub mod check;
pub mod diagnostic;
pub mod edit;
pub mod effect;
pub mod floor;
pub mod format;
mod growth;
mod install;
pub mod kdfiles;
pub mod model;
pub mod path;
pub mod port;
pub mod registry;
pub mod stamp;
pub mod strings;
pub mod syntax;
pub mod target;
pub mod text;

pub use crate::{
    diagnostic::{Diagnostic, InfError, Level},
    floor::Reach,
    install::{CopyFile, Install, Interface, KmdfService, Service},
    model::{Inf, Match, MatchKind, Model, Version},
    registry::{RegistryData, RegistryEntry, RegistryRoot},
    stamp::{Date, DriverVersion, Stamp},
    strings::Dirs,
    target::{Arch, Decoration, OsVersion},
    text::Encoding,
};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
