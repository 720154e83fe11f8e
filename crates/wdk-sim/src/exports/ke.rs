//! The kernel proper: IRQLs, locks, dispatcher objects, time, DPCs, processors.

pub(crate) mod apc;
pub(crate) mod bug_check;
pub(crate) mod clock;
pub(crate) mod device_queue;
pub(crate) mod dpc;
pub(crate) mod event;
pub(crate) mod irql;
pub(crate) mod mutex;
pub(crate) mod process;
pub(crate) mod processor;
pub(crate) mod region;
pub(crate) mod spin_lock;
pub(crate) mod stack;
pub(crate) mod stop;
pub(crate) mod timer;
pub(crate) mod wait;
