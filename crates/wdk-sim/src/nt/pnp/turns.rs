//! One at a time: the power manager has a single power request of a device on its way.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
};

/// Sends a request; for a device that is gone, ends it with an error instead.
pub(crate) type Job = Box<dyn FnOnce(Turn)>;

/// Whether the device is still there when a request's turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Present,
    Gone,
}

/// Whose turn it is.
#[derive(Default)]
pub(crate) struct Turns {
    busy: Cell<bool>,
    waiting: RefCell<VecDeque<Job>>,
}

impl Turns {
    /// The job, when nothing is on its way; else it waits.
    pub(crate) fn begin(&self, job: Job) -> Option<Job> {
        if self.busy.replace(true) {
            self.waiting.borrow_mut().push_back(job);
            return None;
        }
        Some(job)
    }

    /// What was on its way has ended: the next job, if one waits.
    pub(crate) fn end(&self) -> Option<Job> {
        let next = self.waiting.borrow_mut().pop_front();
        self.busy.set(next.is_some());
        next
    }
}
