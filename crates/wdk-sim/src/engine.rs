//! The engine: scheduler, choices, virtual time, trace, faults, memory, and how a machine ends.
//! It knows no manager of NT.

pub(crate) mod addresses;
pub mod bugcheck;
pub(crate) mod current;
pub(crate) mod driver;
pub(crate) mod error;
pub(crate) mod events;
pub(crate) mod export;
pub mod fault;
pub(crate) mod log;
mod native;
pub(crate) mod owner;
mod patience;
pub mod pool;
pub mod repeat;
pub mod scheduler;
pub(crate) mod state;
pub(crate) mod time;
pub mod trace;
pub(crate) mod upcalls;
pub(crate) mod watchdog;
