//! The timer of a sent request.
#![forbid(unsafe_code)]

use wdk_sys::NTSTATUS;

use crate::{
    deferred::{HasDpc, KernelTimer},
    object::Obj,
    pool::PoolBox,
    request::Request,
};

impl Obj<Request> {
    /// Allocates the timer, so that starting it cannot fail.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(super) fn allocate_timeout(self) -> Result<(), NTSTATUS> {
        let place = &self.sending.timeout;
        if let Some(existing) = place.take() {
            place.set(Some(existing));
            return Ok(());
        }
        let timer = PoolBox::new(self.fx().tag(), KernelTimer::new())?;
        timer.initialize(self);
        place.set(Some(timer));
        Ok(())
    }

    /// Starts the timer. Under the target's lock.
    pub(super) fn start_timeout(self, due: i64) {
        let place = &self.sending.timeout;
        let Some(timeout) = place.take() else {
            return;
        };
        self.sending.timer_set.set(true);
        timeout.set(due, 0, 0);
        place.set(Some(timeout));
    }

    /// Stops the timer, if it is set; false when it has expired, and its DPC is on its way.
    /// Under the target's lock.
    pub(super) fn stop_timeout(self) -> bool {
        if !self.sending.timer_set.get() {
            return true;
        }
        let place = &self.sending.timeout;
        let Some(timeout) = place.take() else {
            return true;
        };
        let stopped = timeout.cancel();
        place.set(Some(timeout));
        if stopped {
            self.sending.timer_set.set(false);
        }
        stopped
    }
}

impl HasDpc for Request {
    /// The time of a sent request is over. The request is referenced while its timer is set.
    fn run_dpc(request: Obj<Self>) {
        if let Some(target) = request.target() {
            target.time_out(request);
        }
    }
}
