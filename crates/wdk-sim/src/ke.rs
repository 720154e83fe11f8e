//! The kernel proper: IRQLs, locks, dispatcher objects, time, DPCs, processors.

pub(crate) mod irql;
