//! KMDF ported to Rust: the framework behind `WdfVersionBind`.
//!
//! A driver calls through the function table (`table`); the kernel calls through the dispatch
//! routines that `WdfDriverCreate` sets. Between the two stands the object tree (`object`).
//! All state is reached from the driver's `Globals`, but for the [`observer`]. Memory comes from
//! the pool alone, under the driver's tag.
//!
//! | module | what |
//! |---|---|
//! | [`bind`], `table` | how a driver finds its framework |
//! | `object` | handles, contexts, parents and children, cleanup and destruction |
//! | `driver`, `device`, `pnp` | drivers, devices, Plug and Play and power |
//! | `routing` | queues, requests, their buffers, files, and I/O targets |
//! | [`observer`], `violation` | what is reported to the machine that runs it |
#![no_std]
#![expect(
    non_upper_case_globals,
    reason = "values of C enumerations keep their names, also in patterns"
)]
#![expect(
    non_snake_case,
    reason = "table functions and their parameters keep the names of the C headers"
)]
#![expect(
    clippy::missing_safety_doc,
    reason = "a table function is called by drivers; Microsoft's page of each is its contract"
)]

mod argument;
pub mod bind;
mod bus;
mod cache;
mod callback;
mod collection;
mod config;
mod deferred;
mod device;
mod dpc;
mod driver;
mod enter;
mod event;
mod file;
mod globals;
mod interrupt;
mod io_target;
mod irp;
mod leaks;
mod list;
mod lock;
mod mdl;
mod memory;
mod object;
pub mod observer;
mod plain;
mod pnp;
mod pool;
mod queue;
mod registry;
mod request;
mod resources;
mod routing;
mod status;
mod strings;
mod sync;
mod table;
mod text;
mod timer;
mod verifier;
mod violation;
mod wmi;
mod work_item;

pub(crate) use enter::enter;
pub(crate) use globals::{Fx, Globals};

/// The example of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
