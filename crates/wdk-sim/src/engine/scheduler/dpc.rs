//! Deferred procedure calls in the queues of processors.
#![forbid(unsafe_code)]

use wdk_sys::PKDPC;

use crate::engine::driver::DriverId;

/// A DPC in a processor's queue.
#[derive(Clone, Copy)]
pub(crate) struct QueuedDpc {
    pub(crate) dpc: PKDPC,
    /// The driver that queued it.
    pub(crate) driver: DriverId,
}
