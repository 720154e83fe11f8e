//! Starting, stopping, draining and purging a queue, by the driver or at its deletion.
#![forbid(unsafe_code)]

use wdk_sys::{NTSTATUS, STATUS_CANCELLED, STATUS_DELETE_PENDING, STATUS_INVALID_DEVICE_REQUEST};

use super::{
    Queue,
    lists::{Inner, RequestLink, Waiter},
};
use crate::{event::Event, list::List, object::Obj, request::Request};

/// What a stopped queue, or a purged one, waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The driver owns nothing.
    Idle,
    /// The queue is empty as well.
    Empty,
}

impl Obj<Queue> {
    /// Accepts and presents.
    pub(crate) fn start(self) {
        self.lock.with(|inner| inner.state.start());
        self.present(None);
    }

    /// Accepts but does not present; with `cancel`, what waits is canceled, and what the driver
    /// marked cancelable as well.
    pub(super) fn stop(self, cancel: bool, waiter: Waiter) -> Result<(), NTSTATUS> {
        self.close(Goal::Idle, cancel, waiter, |inner| inner.state.stop())
    }

    /// Accepts nothing more; `cancel` as for [`Obj::stop`].
    pub(super) fn purge(self, cancel: bool, waiter: Waiter) -> Result<(), NTSTATUS> {
        self.close(Goal::Empty, cancel, waiter, |inner| {
            inner.state.accepts = false
        })
    }

    fn close(
        self,
        goal: Goal,
        cancel: bool,
        waiter: Waiter,
        change: impl FnOnce(&mut Inner),
    ) -> Result<(), NTSTATUS> {
        let canceled = List::new();
        self.lock.with(|inner| {
            if inner.state.deleted {
                return Err(STATUS_DELETE_PENDING);
            }
            inner.expect(goal, waiter)?;
            change(inner);
            if cancel {
                inner.state.cancel_returned = true;
                inner.cancel_all(self, &canceled);
            }
            Ok(())
        })?;
        complete_all(&canceled);
        self.change(|_| ());
        Ok(())
    }

    /// Runs one of the above and waits for its goal.
    pub(super) fn synchronously(self, begin: impl FnOnce(Waiter) -> Result<(), NTSTATUS>) {
        let done = Event::new();
        done.initialize();
        if begin(Waiter::Thread(&raw const done)).is_ok() {
            done.wait();
        }
    }

    /// Completes the requests of a file that still wait in the queue.
    pub(crate) fn flush_file(self, file: wdk_sys::PFILE_OBJECT) {
        let canceled = List::new();
        self.lock.with(|inner| {
            while let Some(request) = inner.find(None, |request| request.is_from(file)) {
                if inner.take(request) {
                    inner.discard_into(self, request, &canceled);
                }
            }
        });
        complete_all(&canceled);
        self.change(|_| ());
    }

    /// The queue is deleted: purges, and waits for what the driver owns.
    pub(super) fn run_down(self) {
        let _ = self.purge(true, Waiter::None);
        self.lock.with(|inner| inner.state.disposing = true);
        self.device.io().forget(self);
        self.present(None);
        self.wait_for_driver(&self.disposed, true);
    }
}

impl Inner {
    fn expect(&mut self, goal: Goal, waiter: Waiter) -> Result<(), NTSTATUS> {
        if matches!(waiter, Waiter::None) {
            return Ok(());
        }
        let (wanted, place) = match goal {
            Goal::Idle => (&mut self.state.wants_idle, &mut self.idle),
            Goal::Empty => (&mut self.state.wants_purged, &mut self.purged),
        };
        if *wanted {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        *wanted = true;
        *place = waiter;
        Ok(())
    }

    /// Cancels what waits, into `canceled`, and gives notice of the cancellation of what the
    /// driver marked cancelable.
    fn cancel_all(&mut self, queue: Obj<Queue>, canceled: &List<RequestLink>) {
        while let Some(request) = self.take_front() {
            self.discard_into(queue, request, canceled);
        }
        while let Some(request) = self.take_cancelable() {
            self.notice_cancel(request);
        }
    }

    fn discard_into(
        &mut self,
        queue: Obj<Queue>,
        request: Obj<Request>,
        canceled: &List<RequestLink>,
    ) {
        if let Some(request) = self.discard(queue, request) {
            canceled.push_back(request);
        }
    }
}

/// Completes requests that were taken out of the queue.
fn complete_all(canceled: &List<RequestLink>) {
    while let Some(request) = canceled.pop_front() {
        request.finish(STATUS_CANCELLED);
    }
}
