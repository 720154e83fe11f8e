//! What a blocked thread waits for.

use wdk_sys::{NTSTATUS, PDISPATCHER_HEADER};

use crate::engine::time::DeadlineKey;

/// A wait that is not satisfied yet.
pub(crate) struct Wait {
    /// For people: what it is, when it is no object.
    pub(crate) what: &'static str,
    /// In the order in which they were given.
    pub(crate) objects: Vec<PDISPATCHER_HEADER>,
    /// All of them must be signalled at once; otherwise one of them.
    pub(crate) all: bool,
    /// When it times out.
    pub(crate) deadline: Option<DeadlineKey>,
    /// What it ended with.
    pub(crate) result: Option<NTSTATUS>,
}
