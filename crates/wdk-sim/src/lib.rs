//! A simulated Windows NT machine that runs kernel drivers.
//!
//! A [`Machine`] is one value: simulated processors and threads, virtual time, IRQLs, pool,
//! objects, I/O and PnP. Drivers call it through the functions that `ntoskrnl.exe` exports, and
//! cannot tell it from a kernel; a test drives it from outside and gets errors as values.
//!
//! ```
//! use std::time::Duration;
//!
//! let machine = wdk_sim::Machine::new();
//! let irql = machine.call("test", || wdk_sys::KeGetCurrentIrql())?;
//! assert_eq!(irql, 0);
//! machine.run_for(Duration::from_secs(3600))?; // of virtual time
//! # Ok::<(), wdk_sim::Error>(())
//! ```
//!
//! | module | holds |
//! |---|---|
//! | [`machine`] | the machine, its builder, what ends it |
//! | [`scheduler`] | processors, threads, and every choice that a run makes |
//! | [`user`] | what programs do: files, devices, packages; the report |
//! | [`loader`] | images |
//! | [`ndis`] | network adapters, and the wires between them |
//! | [`pool`] | blocks of driver memory, their tags and owners |
//! | [`verifier`] | the rules and their violations |
//! | [`bugcheck`] | stop codes |
//! | [`explore`], [`fault`] | many schedules, and calls that fail |
//! | [`trace`] | what happened, in order |
#![allow(
    non_snake_case,
    reason = "exports and their parameters have Microsoft's names"
)]

pub mod bugcheck;
mod callback;
pub mod compare;
mod dbg;
mod ddi;
mod dispatcher;
mod error;
mod ex;
pub mod explore;
mod exports;
pub mod fault;
mod framework;
mod io;
mod ke;
pub mod loader;
pub mod machine;
mod mm;
pub mod ndis;
mod object;
mod pnp;
pub mod pool;
mod ps;
mod registry;
mod rtl;
pub mod scenario;
pub mod scheduler;
mod symbols;
mod time;
pub mod trace;
pub mod user;
pub mod verifier;
mod wfp;
pub mod worlds;

pub(crate) use ddi::enter;
pub use error::{BugCheck, Error, Frame, NtStatus, Result, Stuck, Waiting};
pub use loader::{Code, ExportDriver, Image, ImageError};
pub use machine::{Builder, Machine};
pub use mm::Registers;
pub use scheduler::Schedule;
pub use trace::Trace;
pub use user::{
    Completion, Device, DeviceState, DriverStore, File, Hardware, LoadedDriver, Package, Pending,
    Report, Resource,
};
pub use wdk_package::store::Delete;
pub use wfp::network::{Blocked, Connection, Protocol, Traffic};
pub use worlds::{all_in_every_world, in_every_world};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
