#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | `scenario` | the steps, and their text form |
//! | `package` | what an INF installs: a device's driver or a service |
//! | `run` | the machine, from installing the package to shutting down |
//! | `record` | the entries that a reader sees, made from the machine's trace |
//! | `verdict` | what was found |
//! | [`native`] | a driver that is linked into the program, run for `cargo wdk demo` |
#![forbid(unsafe_code)]

pub mod native;
mod package;
mod record;
mod run;
mod scenario;
mod verdict;

pub use crate::{
    package::{PackageError, host_arch, service},
    record::{Entry, Source},
    run::{Options, run},
    scenario::{Scenario, ScenarioError, Step, Then},
    verdict::Verdict,
};
