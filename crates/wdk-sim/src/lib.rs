//! A simulated Windows NT machine that runs kernel drivers.
//!
//! A [`Machine`] is one value: simulated processors and threads, virtual time, IRQLs, pool,
//! objects, I/O and PnP. Drivers call it through the functions that `ntoskrnl.exe` exports, and
//! see no difference to a kernel; a test drives it from outside and gets errors as values.
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
//! | [`support`] | how far each exported function is supported |
//! | [`bugcheck`] | stop codes |
//! | [`etw`] | trace sessions, and the events that drivers write |
//! | [`explore`], [`fault`] | many schedules, and calls that fail |
//! | [`environment`], [`repeat`] | the variables that repeat a run, and the command of a test |
//! | [`trace`] | what happened, in order |
#![allow(
    non_snake_case,
    reason = "exports and their parameters have Microsoft's names"
)]

pub mod compare;
mod engine;
pub mod environment;
pub mod explore;
mod exports;
mod failure;
mod generated {
    pub(crate) mod irql_limits;
}
pub mod machine;
pub mod ndis;
mod nt;
#[cfg(test)]
mod pointers;
pub mod scenario;
mod subsystems;
pub mod support;
pub mod user;
pub mod verifier;
mod wdf;
mod wfp;
pub mod worlds;

pub use engine::{
    bugcheck,
    error::{Blocked, BugCheck, DumpData, Error, Frame, NtStatus, Result, Stuck, Waiting},
    fault, pool, repeat,
    repeat::{BACKTRACE, Run},
    scheduler,
    scheduler::Schedule,
    trace,
    trace::Trace,
};
pub use failure::{ErrorPage, ExplainedParameter, Explanation};
pub use machine::{Builder, Machine, NoDump};
pub(crate) use nt::ddi::enter;
pub use nt::{
    etw, loader,
    loader::{Code, ExportDriver, Image, ImageError},
    mm::io_space::Registers,
};
pub use user::{
    Account, BadAddress, Completion, Control, Device, DeviceState, DriverStore, File, Hardware,
    LoadedDriver, Package, Pending, Process, ProcessHandle, RegistryKey, Report, Resource, UserApc,
    WmiBlock, WmiEvent, WmiEvents, WmiInstance, WmiProvider, WmiRegistration,
};
pub use wdk_package::store::Delete;
pub use wfp::{
    connection::Connection,
    traffic::{Protocol, Traffic},
};
pub use worlds::{all_in_every_world, in_every_world};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
