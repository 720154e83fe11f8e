//! The kernel proper: dispatcher objects, locks, timers, DPCs, and calls of drivers.

pub(crate) mod address_map;
pub(crate) mod callback;
pub(crate) mod dispatcher;
pub(crate) mod dpc;
pub(crate) mod layer;
pub(crate) mod mutex;
pub(crate) mod process;
pub(crate) mod region;
pub(crate) mod spin_lock;
pub(crate) mod thread;
pub(crate) mod timer;
