#![forbid(unsafe_code)]

use core::ops::Deref;

use super::{Disposed, Request};
use crate::{Error, irql::Unlocked};

/// A request that was cancelled in a queue, after the driver had owned it and forwarded it: what
/// [`canceled_on_queue`](crate::QueueHandler::canceled_on_queue) gets.
///
/// It can be looked at and completed, and nothing else: the framework does not ask for it again when its
/// queue stops, so one that waits anywhere keeps the device from leaving D0.
#[derive(Debug)]
#[must_use = "a request must be completed"]
pub struct CanceledRequest(pub(crate) Request);

impl CanceledRequest {
    /// Completes the request with [`Error::CANCELLED`].
    pub fn complete(self, irql: &mut impl Unlocked) -> Disposed {
        self.0.complete_with_information(Error::CANCELLED, 0, irql)
    }
}

impl Deref for CanceledRequest {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.0
    }
}
