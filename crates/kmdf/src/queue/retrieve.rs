//! Requests that the driver takes out of a queue itself.
#![forbid(unsafe_code)]

use wdk_sys::{
    NTSTATUS, PFILE_OBJECT, STATUS_INVALID_DEVICE_STATE, STATUS_NO_MORE_ENTRIES, STATUS_NOT_FOUND,
    STATUS_SUCCESS,
};

use super::{Queue, lists::Inner, state_machine::Order};
use crate::{
    object::{Obj, Ref},
    request::Request,
    status,
};

/// Which request to take.
#[derive(Clone, Copy)]
pub(super) enum Which {
    /// The first.
    First,
    /// The first of this file.
    OfFile(PFILE_OBJECT),
    /// One that was found before.
    Found(Obj<Request>),
}

impl Obj<Queue> {
    /// Takes a request, which the driver owns from now on.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_STATE` on a parallel queue, `STATUS_WDF_PAUSED` on one that is
    /// stopped or powered down, `STATUS_NO_MORE_ENTRIES`, and `STATUS_NOT_FOUND` for a found
    /// request that has left the queue.
    pub(super) fn retrieve(self, which: Which) -> Result<Obj<Request>, NTSTATUS> {
        loop {
            let request = self.lock.with(|inner| inner.retrieve(self, which))?;
            let operation = request.operation();
            if operation.is_empty_transfer() && !self.zero_length {
                request.complete(STATUS_SUCCESS);
                if matches!(which, Which::Found(_)) {
                    return Err(STATUS_NOT_FOUND);
                }
                continue;
            }
            request.presented.set(true);
            request.hand_to_driver();
            return Ok(request);
        }
    }

    /// Finds a request after `previous` that stays in the queue, and holds it.
    ///
    /// # Errors
    /// `STATUS_NO_MORE_ENTRIES`; `STATUS_NOT_FOUND` when `previous` has left the queue.
    pub(super) fn find(
        self,
        previous: Option<Obj<Request>>,
        file: PFILE_OBJECT,
    ) -> Result<Ref<Request>, NTSTATUS> {
        self.lock.with(|inner| {
            if previous.is_some_and(|previous| !previous.waits_in(self)) {
                return Err(STATUS_NOT_FOUND);
            }
            let found = inner.find(previous, |request| file.is_null() || request.is_from(file));
            let Some(found) = found else {
                // As in `Inner::retrieve`: what still counts as waiting is being canceled.
                let any = previous.is_none() && file.is_null();
                inner.state.force_ready |= any && inner.state.waiting > 0;
                return Err(STATUS_NO_MORE_ENTRIES);
            };
            Ok(found.reference())
        })
    }
}

impl Inner {
    fn retrieve(&mut self, queue: Obj<Queue>, which: Which) -> Result<Obj<Request>, NTSTATUS> {
        if matches!(self.state.order, Order::Parallel { .. }) {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        if self.state.power.is_off() || !self.state.dispatches {
            return Err(status::WDF_PAUSED);
        }
        let request = match which {
            Which::First => self.take_front(),
            Which::OfFile(file) => self.take_matching(|request| request.is_from(file)),
            Which::Found(request) => {
                let taken = request.waits_in(queue) && self.take(request);
                return if taken {
                    self.own(queue, request);
                    Ok(request)
                } else {
                    Err(STATUS_NOT_FOUND)
                };
            }
        };
        let Some(request) = request else {
            // What still counts as waiting is being canceled, and leaves the queue without another
            // transition from empty.
            self.state.force_ready |= matches!(which, Which::First) && self.state.waiting > 0;
            return Err(STATUS_NO_MORE_ENTRIES);
        };
        self.own(queue, request);
        Ok(request)
    }

    fn take_matching(&mut self, wanted: impl Fn(Obj<Request>) -> bool) -> Option<Obj<Request>> {
        loop {
            let found = self.find(None, &wanted)?;
            if self.take(found) {
                return Some(found);
            }
        }
    }
}
