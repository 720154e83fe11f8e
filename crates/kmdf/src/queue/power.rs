//! What the device's power and PnP states do to a queue. All at `PASSIVE_LEVEL`, one at a time,
//! by the thread that runs the device's transitions.
#![forbid(unsafe_code)]

use wdk_sys::STATUS_CANCELLED;

use super::{Queue, lists::Waiter, state_machine::Power};
use crate::{
    event::Event,
    object::Obj,
    request::Request,
    violation::{self, Code},
};

/// How long a driver may take to acknowledge or complete what it was asked to stop, in the
/// kernel's units: one minute, as Microsoft's verifier waits.
const STOP_ACKNOWLEDGE_TIMEOUT: i64 = 60 * 10_000_000;

impl Obj<Queue> {
    /// The queue is new: its device is in D0, or it does not depend on that.
    pub(crate) fn begin_powered(self) {
        self.lock.with(|inner| inner.state.power = Power::On);
    }

    /// Presents nothing more, and waits until no callback of the queue runs.
    pub(crate) fn stop_presenting(self) {
        if self.power_managed {
            self.transition(Power::Closing);
        }
    }

    /// Asks the driver to stop what it owns, and waits until it has acknowledged or completed
    /// all of it.
    pub(crate) fn hold(self) {
        if self.power_managed {
            self.transition(Power::Stopping);
        }
    }

    /// Cancels what waits, asks the driver to end what it owns, and waits until all of it is completed.
    pub(crate) fn purge_for_removal(self) {
        self.lock.with(|inner| inner.state.shut_down());
        let _ = self.purge(true, Waiter::None);
        self.transition(Power::Purging);
    }

    /// Calls `EvtIoResume` for what the driver owns.
    pub(crate) fn resume(self) {
        if !self.power_managed {
            return;
        }
        let off = self.lock.with(|inner| {
            let off = inner.state.power == Power::Off;
            if off {
                inner.state.power = Power::Restarting;
            }
            off
        });
        if off {
            self.present(None);
        }
    }

    /// Presents again what came meanwhile.
    pub(crate) fn resume_presenting(self) {
        if !self.power_managed {
            return;
        }
        self.lock.with(|inner| {
            if inner.state.power == Power::Resumed {
                inner.state.power = Power::On;
            }
            inner.state.recheck_ready();
        });
        self.present(None);
    }

    /// The driver acknowledges `EvtIoStop`: it will not touch the request until it is resumed, or
    /// wants it to be presented again. The queue looks at that when its events are dispatched the next time:
    /// in `EvtIoStop` that is when the callback returns.
    pub(crate) fn acknowledge(self, request: Obj<Request>, requeue: bool) {
        self.lock.with(|inner| inner.acknowledge(request, requeue));
    }

    fn transition(self, to: Power) {
        self.power_done.clear();
        let alive = self.lock.with(|inner| {
            let alive = !inner.state.deleted;
            if alive {
                inner.state.power = to;
            }
            alive
        });
        if !alive {
            return;
        }
        self.present(None);
        self.wait_for_driver(&self.power_done, to == Power::Purging);
    }

    /// Waits for `done`, which depends on what the driver does with its requests. With `ends`,
    /// the queue or its device is removed.
    pub(super) fn wait_for_driver(self, done: &Event, ends: bool) {
        while !done.wait_for(Some(-STOP_ACKNOWLEDGE_TIMEOUT)) {
            self.report_unanswered(ends);
        }
    }

    /// The driver keeps requests that it was asked to stop. Each is a violation; when the observer
    /// lets the driver continue, the framework acts in its place.
    fn report_unanswered(self, ends: bool) {
        self.report_unseen();
        while let Some(request) = self.lock.with(|inner| inner.next_unanswered(ends)) {
            let (rule, what) = if ends {
                (
                    "RequestLeftAtRemoval",
                    "completed although its device is removed",
                )
            } else {
                (
                    "RequestNotStopped",
                    "acknowledged although its device leaves D0",
                )
            };
            violation::wdf(
                self.fx(),
                rule,
                Code::PowerRoutineTimedOut,
                [self.handle() as u64, request.handle() as u64, 0],
                format_args!(
                    "request {:p} of queue {:p} is not {what}: complete it in EvtIoStop, or make \
                     it cancelable",
                    request.handle(),
                    self.handle()
                ),
            );
            if !ends {
                self.acknowledge(*request, false);
                self.present(None);
                continue;
            }
            // A request that is sent or is being canceled completes by itself.
            let free = !request.sending.is_sent()
                && (!request.is_cancelable() || self.unmark_cancelable(*request) >= 0);
            if free {
                request.complete(STATUS_CANCELLED);
            }
        }
    }

    /// The driver acknowledged stops, but not in `EvtIoStop`, and nothing has made the queue look at them.
    /// Windows waits for ever; when the observer lets the driver continue, the queue looks now.
    fn report_unseen(self) {
        let unseen = self.lock.with(|inner| inner.next_acknowledged());
        let Some(request) = unseen else { return };
        violation::wdf(
            self.fx(),
            "StopAcknowledgedLate",
            Code::PowerRoutineTimedOut,
            [self.handle() as u64, request.handle() as u64, 0],
            format_args!(
                "the stop of request {:p} of queue {:p} was acknowledged after EvtIoStop had returned, and the \
                 framework has not looked at it since: acknowledge it in EvtIoStop",
                request.handle(),
                self.handle()
            ),
        );
        self.present(None);
    }
}
