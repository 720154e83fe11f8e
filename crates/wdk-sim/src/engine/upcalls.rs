//! What the engine asks of the managers above it.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_sys::{PDISPATCHER_HEADER, PVOID};

use super::{
    error::Frame,
    scheduler::{dpc::QueuedDpc, thread::Thread},
};

/// What the engine asks of the managers above it, while the machine runs. An implementation finds
/// its machine as exports do.
pub(crate) trait Upcalls {
    /// The IRQL has fallen: runs a DPC that has left its queue.
    fn run_dpc(&self, dpc: QueuedDpc);

    /// A thread has ended.
    fn thread_ended(&self, thread: &Thread);

    /// The time of a wait is over.
    fn wait_timed_out(&self, thread: &Rc<Thread>);

    /// The time of a `KTIMER` has come.
    fn timer_expired(&self, timer: PVOID);

    /// What a dispatcher object is, for reports.
    fn describe_object(&self, object: PDISPATCHER_HEADER) -> String;

    /// The requests that drivers have and have not completed, for reports.
    fn open_requests(&self) -> Vec<String>;

    /// Whether an address is in a loaded image.
    fn is_in_image(&self, address: usize) -> bool;

    /// Whether the machine exports something of this name.
    fn is_export(&self, name: &str) -> bool;

    /// The functions at an address in a loaded image, innermost first; `None` elsewhere.
    fn frames_at(&self, address: usize) -> Option<Vec<Frame>>;
}
