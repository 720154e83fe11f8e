//! What a queue does next.
//!
//! The rules of presentation, cancellation notices, power and deletion, apart from the requests
//! and locks that they move: [`State`] holds counts and switches, [`State::next`] names the one
//! step that is due. The queue carries the step out, tells the state what happened, and asks
//! again until the answer is [`Step::Idle`].
#![forbid(unsafe_code)]

/// In which order and how many requests at a time the driver sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// One at a time.
    Sequential,
    /// Up to `limit` at once.
    Parallel {
        /// `NumberOfPresentedRequests`; `u32::MAX` is no limit.
        limit: u32,
    },
    /// Only what the driver retrieves.
    Manual,
}

/// Where a queue stands in a power transition. Queues that are not power-managed leave
/// [`Power::On`] only to be purged at removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Power {
    /// Presents requests.
    On,
    /// Presents nothing more, waits for threads inside callbacks.
    Closing,
    /// Is about to request the driver to stop what it owns.
    Stopping,
    /// Calls `EvtIoStop` for each owned request.
    StopNotifying,
    /// Waits until all are acknowledged or completed.
    StopNotified,
    /// Like [`Power::Stopping`], but the requests must end.
    Purging,
    /// Calls `EvtIoStop` with the purge action.
    PurgeNotifying,
    /// Waits until all are acknowledged or completed.
    PurgeNotified,
    /// Presents nothing.
    Off,
    /// Is about to tell the driver that it may go on.
    Restarting,
    /// Calls `EvtIoResume` for each owned request.
    ResumeNotifying,
    /// All are notified; new requests wait until the device's other queues have resumed, too.
    Resumed,
}

impl Power {
    /// The driver is being notified about each of its requests. A cancellation notice now could
    /// complete one of them twice, so those wait.
    fn notifying(self) -> bool {
        matches!(
            self,
            Self::StopNotifying | Self::PurgeNotifying | Self::ResumeNotifying
        )
    }

    /// Requests may not even be retrieved.
    pub(crate) fn is_off(self) -> bool {
        self == Self::Off
    }
}

/// The one thing that a queue has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing, until something changes.
    Idle,
    /// Give the driver the next request.
    Present,
    /// Tell a manual queue's driver that it is no longer empty.
    NotifyReady,
    /// Call `EvtRequestCancel` of a request that the driver owns.
    CallCancel,
    /// Call `EvtIoCanceledOnQueue` of a request that came back to the queue and was canceled.
    CallCanceledOnQueue,
    /// Call what waits for the driver to own nothing.
    CallIdle,
    /// Call what waits for the queue to be empty.
    CallPurged,
    /// Move everything that the driver owns to the list of those to be notified.
    Gather,
    /// Call `EvtIoStop` for one request; `purge` selects the action flag.
    CallStop {
        /// The device is removed: the request must be completed or canceled.
        purge: bool,
    },
    /// Take back what the driver acknowledged.
    TakeAcknowledged,
    /// Call `EvtIoResume` for one request.
    CallResume,
    /// Wake the thread that waits for the power transition.
    SignalPower,
    /// Wake the thread that deletes the queue; the queue is freed then.
    FinishDispose,
}

/// Counts and switches of one queue. All of it is guarded by the queue's lock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// The presentation order.
    pub(crate) order: Order,
    /// `WdfIoQueueAcceptRequests`.
    pub(crate) accepts: bool,
    /// `WdfIoQueueDispatchRequests`.
    pub(crate) dispatches: bool,
    /// The device is removed: nothing may make the queue accept again.
    pub(crate) shutdown: bool,
    /// What the driver hands back is canceled instead of queued.
    pub(crate) cancel_returned: bool,
    /// The power transition.
    pub(crate) power: Power,
    /// Whether the queue has a power reference of its device.
    pub(crate) powered: bool,
    /// Threads inside the presenting loop.
    pub(crate) presenters: u32,
    /// Requests in the queue.
    pub(crate) waiting: u32,
    /// Requests that the driver owns.
    pub(crate) owned: u32,
    /// Requests of the driver's own making that have left the queue but are not completed yet.
    pub(crate) completing: u32,
    /// Owned requests of whose cancellation the driver is not notified yet.
    pub(crate) cancel_notices: u32,
    /// Returned requests of whose cancellation the driver is not notified yet.
    pub(crate) canceled_on_queue: u32,
    /// Owned requests still to be notified of a power transition.
    pub(crate) to_notify: u32,
    /// Notified requests that the driver has not acknowledged.
    pub(crate) notified: u32,
    /// Acknowledged requests that are not taken back yet.
    pub(crate) acknowledged: u32,
    /// A stop waits for the driver to own nothing.
    pub(crate) wants_idle: bool,
    /// A purge or drain waits for the queue to be empty.
    pub(crate) wants_purged: bool,
    /// A manual queue has a ready callback.
    pub(crate) wants_ready: bool,
    /// The queue was empty when the newest request came.
    pub(crate) became_ready: bool,
    /// The next request counts as the first: what a retrieval found was being canceled.
    pub(crate) force_ready: bool,
    /// The queue is being deleted.
    pub(crate) disposing: bool,
    /// Nothing will ever be presented again.
    pub(crate) deleted: bool,
}

impl State {
    /// A queue that accepts and presents requests as soon as `power` lets it.
    pub(crate) const fn new(order: Order, power: Power) -> Self {
        Self {
            order,
            accepts: true,
            dispatches: true,
            shutdown: false,
            cancel_returned: false,
            power,
            powered: false,
            presenters: 0,
            waiting: 0,
            owned: 0,
            completing: 0,
            cancel_notices: 0,
            canceled_on_queue: 0,
            to_notify: 0,
            notified: 0,
            acknowledged: 0,
            wants_idle: false,
            wants_purged: false,
            wants_ready: false,
            became_ready: false,
            force_ready: false,
            disposing: false,
            deleted: false,
        }
    }

    /// The step that is due, for a thread that is counted in [`State::presenters`] and brings
    /// `incoming` requests along.
    pub(crate) fn next(&self, incoming: u32) -> Step {
        let notices_allowed = !self.power.notifying();
        if self.cancel_notices > 0 && notices_allowed {
            return Step::CallCancel;
        }
        if self.canceled_on_queue > 0 && notices_allowed {
            return Step::CallCanceledOnQueue;
        }
        let last = self.presenters == 1;
        let empty = self.waiting + self.owned + incoming == 0;
        if self.wants_idle && last && self.owned == 0 {
            return Step::CallIdle;
        }
        if self.wants_purged && last && empty {
            return Step::CallPurged;
        }
        if let Some(step) = self.power_step(last) {
            return step;
        }
        if self.disposing && last && empty {
            return Step::FinishDispose;
        }
        if self.power.is_off() || !self.dispatches {
            return Step::Idle;
        }
        self.presentation(incoming)
    }

    /// The step of a power transition, or nothing when the queue is on or off.
    fn power_step(&self, last: bool) -> Option<Step> {
        let step = match self.power {
            Power::On | Power::Off => return None,
            Power::Closing if last => Step::SignalPower,
            Power::Closing => Step::Idle,
            Power::Stopping | Power::Purging | Power::Restarting => Step::Gather,
            Power::StopNotifying => Step::CallStop { purge: false },
            Power::PurgeNotifying => Step::CallStop { purge: true },
            Power::ResumeNotifying => Step::CallResume,
            Power::StopNotified | Power::PurgeNotified if self.acknowledged > 0 => {
                Step::TakeAcknowledged
            }
            Power::StopNotified | Power::PurgeNotified
                if self.notified == 0 && self.completing == 0 && last =>
            {
                Step::SignalPower
            }
            Power::StopNotified | Power::PurgeNotified | Power::Resumed => Step::Idle,
        };
        Some(step)
    }

    fn presentation(&self, incoming: u32) -> Step {
        let available = self.waiting + incoming > 0;
        let (wanted, step) = match self.order {
            Order::Manual => (
                self.wants_ready && (self.became_ready || incoming > 0 && self.waiting == 0),
                Step::NotifyReady,
            ),
            Order::Sequential => (available && self.owned == 0, Step::Present),
            Order::Parallel { limit } => (available && self.owned < limit, Step::Present),
        };
        if wanted { step } else { Step::Idle }
    }

    /// Accepts and presents, unless the device is removed.
    pub(crate) fn start(&mut self) {
        self.accept();
        self.dispatches = true;
        self.cancel_returned = false;
        self.recheck_ready();
    }

    /// Queues requests from now on, unless the device is removed.
    pub(crate) fn accept(&mut self) {
        self.accepts |= !self.shutdown;
    }

    /// Queues but does not present.
    pub(crate) fn stop(&mut self) {
        self.accept();
        self.dispatches = false;
    }

    /// Accepts nothing until [`State::restart`].
    pub(crate) fn shut_down(&mut self) {
        self.shutdown = true;
        self.accepts = false;
    }

    /// The device comes back after its removal.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "devices that come back are not ported yet")
    )]
    pub(crate) fn restart(&mut self, power_managed: bool) {
        if !power_managed {
            self.power = Power::On;
        }
        self.shutdown = false;
        self.accepts = true;
    }

    /// Lets a manual queue announce the requests that it already holds.
    pub(crate) fn recheck_ready(&mut self) {
        if self.waiting > 0 {
            self.became_ready = true;
            self.force_ready = false;
        }
    }

    /// A request joined the queue.
    pub(crate) fn queued(&mut self) {
        self.waiting += 1;
        if self.waiting == 1 || self.force_ready {
            self.became_ready = true;
            self.force_ready = false;
        }
    }

    /// All owned requests were gathered for notification.
    pub(crate) fn gathered(&mut self, count: u32) {
        self.to_notify = count;
        self.power = match self.power {
            Power::Stopping => Power::StopNotifying,
            Power::Purging => Power::PurgeNotifying,
            _ => Power::ResumeNotifying,
        };
        self.notices_sent();
    }

    /// Leaves the notifying state when no request is left to be notified of.
    pub(crate) fn notices_sent(&mut self) {
        if self.to_notify == 0 {
            self.power = match self.power {
                Power::StopNotifying => Power::StopNotified,
                Power::PurgeNotifying => Power::PurgeNotified,
                Power::ResumeNotifying => Power::Resumed,
                other => other,
            };
        }
    }

    /// The thread that waits for the transition is being woken.
    pub(crate) fn power_signaled(&mut self) {
        if matches!(self.power, Power::StopNotified | Power::PurgeNotified) {
            self.power = Power::Off;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presenting(order: Order) -> State {
        let mut state = State::new(order, Power::On);
        state.presenters = 1;
        state
    }

    #[test]
    fn a_sequential_queue_presents_one_at_a_time() {
        let mut state = presenting(Order::Sequential);
        assert_eq!(state.next(0), Step::Idle);
        assert_eq!(state.next(1), Step::Present);
        state.owned = 1;
        assert_eq!(state.next(1), Step::Idle);
        state.queued();
        assert_eq!(state.next(0), Step::Idle);
        state.owned = 0;
        assert_eq!(state.next(0), Step::Present);
    }

    #[test]
    fn a_parallel_queue_stops_at_its_limit() {
        let mut state = presenting(Order::Parallel { limit: 2 });
        state.owned = 1;
        assert_eq!(state.next(1), Step::Present);
        state.owned = 2;
        assert_eq!(state.next(1), Step::Idle);
    }

    #[test]
    fn a_manual_queue_announces_only_the_transition_from_empty() {
        let mut state = presenting(Order::Manual);
        state.wants_ready = true;
        assert_eq!(state.next(0), Step::Idle);
        assert_eq!(state.next(1), Step::NotifyReady);
        state.queued();
        assert_eq!(state.next(0), Step::NotifyReady);
        state.became_ready = false;
        state.queued();
        assert_eq!(state.next(0), Step::Idle);
        assert_eq!(state.next(1), Step::Idle);
        state.force_ready = true;
        state.queued();
        assert_eq!(state.next(0), Step::NotifyReady);
    }

    #[test]
    fn a_stopped_queue_accepts_but_does_not_present() {
        let mut state = presenting(Order::Sequential);
        state.stop();
        assert!(state.accepts);
        assert_eq!(state.next(1), Step::Idle);
        state.start();
        assert_eq!(state.next(1), Step::Present);
    }

    #[test]
    fn nothing_reopens_a_queue_that_is_shut_down() {
        let mut state = presenting(Order::Sequential);
        state.shut_down();
        state.start();
        assert!(!state.accepts);
        state.stop();
        assert!(!state.accepts);
        state.restart(true);
        assert!(state.accepts);
    }

    #[test]
    fn cancellation_notices_come_first_but_not_amid_a_power_notice() {
        let mut state = presenting(Order::Sequential);
        state.owned = 1;
        state.cancel_notices = 1;
        state.wants_idle = true;
        assert_eq!(state.next(0), Step::CallCancel);
        state.power = Power::StopNotifying;
        state.to_notify = 1;
        assert_eq!(state.next(0), Step::CallStop { purge: false });
    }

    #[test]
    fn idle_waits_for_the_driver_and_for_other_presenters() {
        let mut state = presenting(Order::Sequential);
        state.stop();
        state.wants_idle = true;
        state.owned = 1;
        state.queued();
        assert_eq!(state.next(0), Step::Idle);
        state.owned = 0;
        state.presenters = 2;
        assert_eq!(state.next(0), Step::Idle);
        state.presenters = 1;
        assert_eq!(state.next(0), Step::CallIdle);
    }

    #[test]
    fn purged_means_empty() {
        let mut state = presenting(Order::Manual);
        state.accepts = false;
        state.wants_purged = true;
        state.queued();
        assert_eq!(state.next(0), Step::Idle);
        state.waiting = 0;
        assert_eq!(state.next(0), Step::CallPurged);
    }

    #[test]
    fn power_down_notifies_each_request_and_waits_for_all() {
        let mut state = presenting(Order::Parallel { limit: u32::MAX });
        state.owned = 2;
        state.power = Power::Closing;
        assert_eq!(state.next(1), Step::SignalPower);
        state.presenters = 2;
        assert_eq!(state.next(1), Step::Idle, "a callback still runs");
        state.presenters = 1;
        state.power = Power::Stopping;
        assert_eq!(state.next(0), Step::Gather);
        state.gathered(2);
        for left in [1, 0] {
            assert_eq!(state.next(0), Step::CallStop { purge: false });
            state.to_notify = left;
            state.notified += 1;
            state.notices_sent();
        }
        assert_eq!(state.next(0), Step::Idle);
        state.notified = 1;
        state.acknowledged = 1;
        assert_eq!(state.next(0), Step::TakeAcknowledged);
        state.acknowledged = 0;
        assert_eq!(state.next(0), Step::Idle);
        state.notified = 0;
        assert_eq!(state.next(0), Step::SignalPower);
        state.power_signaled();
        assert_eq!(state.power, Power::Off);
        assert_eq!(state.next(1), Step::Idle);
    }

    #[test]
    fn power_up_resumes_each_request_before_new_ones() {
        let mut state = presenting(Order::Parallel { limit: u32::MAX });
        state.power = Power::Off;
        state.owned = 1;
        state.queued();
        state.power = Power::Restarting;
        assert_eq!(state.next(0), Step::Gather);
        state.gathered(1);
        assert_eq!(state.next(0), Step::CallResume);
        state.to_notify = 0;
        state.notices_sent();
        assert_eq!(
            state.next(0),
            Step::Idle,
            "the device's other queues come first"
        );
        state.power = Power::On;
        assert_eq!(state.next(0), Step::Present);
    }

    #[test]
    fn nothing_owned_needs_no_notice() {
        let mut state = presenting(Order::Sequential);
        state.power = Power::Purging;
        state.gathered(0);
        assert_eq!(state.next(0), Step::SignalPower);
    }

    #[test]
    fn deletion_waits_for_the_last_request() {
        let mut state = presenting(Order::Sequential);
        state.accepts = false;
        state.disposing = true;
        state.owned = 1;
        assert_eq!(state.next(0), Step::Idle);
        state.owned = 0;
        assert_eq!(state.next(0), Step::FinishDispose);
    }
}
