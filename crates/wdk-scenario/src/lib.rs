#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | `package` | what an INF installs: a device's driver or a service |
//! | `run` | one play of a scenario with a package, on a new machine |
//! | `record` | the entries that a reader sees, made from the machine's trace |
//! | `verdict` | what was found, and what came of each step |
//! | [`native`] | a driver that is linked into the program, run for `cargo wdk demo` |
#![forbid(unsafe_code)]

pub mod native;
mod package;
mod record;
mod run;
mod verdict;

pub use crate::{
    package::{PackageError, host_arch, service},
    record::{Entry, Kind, Source},
    run::{Options, Played, default_scenario, run, run_traced},
    verdict::{PlayedStep, Verdict},
};
