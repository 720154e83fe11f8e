//! The lists of a queue, and how requests move between them. All of it under the queue's lock.
#![expect(unsafe_code, reason = "the contracts of the lists' links")]

use wdk_sys::wdf::{
    _WDF_REQUEST_STOP_ACTION_FLAGS::{
        WdfRequestStopActionPurge, WdfRequestStopActionSuspend, WdfRequestStopRequestCancelable,
    },
    PFN_WDF_IO_QUEUE_STATE, WDFCONTEXT,
};

use super::{
    Queue,
    cancel::{cancel_owned, cancel_waiting},
    state_machine::{Power, State, Step},
};
use crate::{
    event::Event,
    list::{List, link_field},
    object::{Obj, Ref},
    request::{Place, Request, Stage},
};

/// Who waits for a state of the queue.
#[derive(Clone, Copy)]
pub(super) enum Waiter {
    /// Nobody.
    None,
    /// The driver, to be called.
    Driver(PFN_WDF_IO_QUEUE_STATE, WDFCONTEXT),
    /// A thread that waits for this event, which it keeps until then.
    Thread(*const Event),
}

// SAFETY: the thread keeps the event, which any other may set, until it has been set.
unsafe impl Send for Waiter {}

/// What the presenting thread does outside the lock.
pub(super) enum Action {
    /// Nothing: leave.
    Idle,
    /// Complete an incoming request that was canceled before it could wait.
    Refuse(Obj<Request>),
    /// Present it.
    Present(Obj<Request>),
    /// Call its `EvtRequestCancel`, then drop the reference that its cancelability held.
    Cancel(Obj<Request>),
    /// Call `EvtIoCanceledOnQueue`.
    CanceledOnQueue(Obj<Request>),
    /// Call the function that waited for the driver to own nothing, or for emptiness, or for
    /// the first request.
    Invoke(Waiter),
    /// Call `EvtIoStop` with these flags; drop the reference.
    Stop(Obj<Request>, u32),
    /// Call `EvtIoResume`; drop the reference.
    Resume(Obj<Request>),
    /// Complete a canceled request that the driver handed back.
    Discard(Obj<Request>),
    /// Nothing of this kind: ask again.
    Retry,
    /// Wake the thread that waits for power; leave if the transition is not at its end.
    Signal {
        /// Whether the presenting thread leaves.
        leave: bool,
    },
    /// Wake the thread that deletes the queue, and never touch the queue again.
    Disposed,
}

/// What the queue's lock guards.
pub(super) struct Inner {
    pub(super) state: State,
    waiting: List<RequestLink>,
    owned: List<OwnedLink>,
    to_notify: List<OwnedLink>,
    notified: List<OwnedLink>,
    acknowledged: List<OwnedLink>,
    cancelable: List<RequestLink>,
    cancel_notices: List<RequestLink>,
    canceled_on_queue: List<RequestLink>,
    pub(super) idle: Waiter,
    pub(super) purged: Waiter,
    pub(super) ready: Waiter,
    /// The DPC or work item that continues the presentation is queued.
    pub(super) deferred: bool,
}

link_field! {
    /// The lists of [`Request::link`]. A request is completed, and so freed, only after the queue
    /// has taken it out: when it is presented, retrieved or discarded, and for a cancelable one
    /// when it is unmarked or its cancellation is claimed. The queue's lock guards all of them.
    pub(super) RequestLink: Request, link
}

link_field! {
    /// The lists of [`Request::owned_link`]. Completing a request takes it out first, with
    /// [`Inner::unlist`]. The queue's lock guards all of them.
    pub(super) OwnedLink: Request, owned_link
}

impl Inner {
    pub(super) const fn new(state: State) -> Self {
        Self {
            state,
            waiting: List::new(),
            owned: List::new(),
            to_notify: List::new(),
            notified: List::new(),
            acknowledged: List::new(),
            cancelable: List::new(),
            cancel_notices: List::new(),
            canceled_on_queue: List::new(),
            idle: Waiter::None,
            purged: Waiter::None,
            ready: Waiter::None,
            deferred: false,
        }
    }

    /// The next action of a presenting thread. `incoming` is presented, put in the list, or refused.
    pub(super) fn next_action(
        &mut self,
        queue: Obj<Queue>,
        incoming: &mut Option<Obj<Request>>,
    ) -> Action {
        loop {
            self.count_power(queue, incoming.is_some());
            let step = self.state.next(u32::from(incoming.is_some()));
            let at_once = step == Step::Present && self.state.waiting == 0;
            if !at_once && let Some(request) = incoming.take() {
                if self.wait(queue, request, End::Back) {
                    continue;
                }
                return Action::Refuse(request);
            }
            return self.carry_out(queue, step, incoming.take());
        }
    }

    /// A power-managed queue has a power reference of its device while it is not empty: the device does not idle, and
    /// comes to D0.
    fn count_power(&mut self, queue: Obj<Queue>, incoming: bool) {
        let state = &mut self.state;
        let device = queue.device();
        let busy = incoming || state.waiting + state.owned > 0;
        if !queue.is_power_managed() || !device.pnp.is_policy_owner() {
            return;
        }
        if busy && !state.powered {
            state.powered = device.power_reference(false) >= 0;
        } else if !busy && state.powered && state.presenters == 1 {
            state.powered = false;
            device.power_dereference();
        }
    }

    fn carry_out(
        &mut self,
        queue: Obj<Queue>,
        step: Step,
        incoming: Option<Obj<Request>>,
    ) -> Action {
        match step {
            Step::Idle => self.leave(),
            Step::Present => match incoming.or_else(|| self.take_front()) {
                Some(request) => {
                    self.own(queue, request);
                    Action::Present(request)
                }
                // All that wait are being canceled.
                None => self.leave(),
            },
            Step::NotifyReady => {
                self.state.became_ready = false;
                Action::Invoke(self.ready)
            }
            Step::CallCancel => self.next_cancel_notice(),
            Step::CallCanceledOnQueue => self.next_canceled_on_queue(),
            Step::CallIdle => {
                self.state.cancel_returned = false;
                self.state.wants_idle = false;
                Action::Invoke(core::mem::replace(&mut self.idle, Waiter::None))
            }
            Step::CallPurged => {
                self.state.cancel_returned = false;
                self.state.wants_purged = false;
                Action::Invoke(core::mem::replace(&mut self.purged, Waiter::None))
            }
            Step::Gather => {
                self.gather();
                Action::Retry
            }
            Step::CallStop { purge } => self.next_stop(queue, purge),
            Step::CallResume => self.next_resume(queue),
            Step::TakeAcknowledged => self.take_acknowledged(queue),
            Step::SignalPower => {
                let leave = self.state.power == Power::Closing;
                self.state.power_signaled();
                if leave {
                    self.leave();
                }
                Action::Signal { leave }
            }
            Step::FinishDispose => {
                self.state.deleted = true;
                Action::Disposed
            }
        }
    }

    fn leave(&mut self) -> Action {
        self.state.presenters -= 1;
        Action::Idle
    }

    /// Puts `request` in the queue, cancelable. False: it is canceled already, and in no list.
    pub(super) fn wait(&mut self, queue: Obj<Queue>, request: Obj<Request>, end: End) -> bool {
        request.queue.set(Some(queue));
        request.place.set(Place::Waiting);
        match end {
            End::Front => self.waiting.push_front(request),
            End::Back => self.waiting.push_back(request),
        }
        if request.arm_cancel(cancel_waiting) {
            self.state.queued();
            return true;
        }
        request.link.unlink();
        request.place.set(Place::Nowhere);
        false
    }

    /// The first waiting request whose cancellation has not begun.
    pub(super) fn take_front(&mut self) -> Option<Obj<Request>> {
        let request = self.waiting.find(|request| request.disarm_cancel())?;
        self.remove_waiting(request);
        Some(request)
    }

    /// Takes `request` out of the queue unless its cancellation has begun.
    pub(super) fn take(&mut self, request: Obj<Request>) -> bool {
        if !request.disarm_cancel() {
            return false;
        }
        self.remove_waiting(request);
        true
    }

    /// Takes a request out of the queue whose cancel routine is not set any more.
    pub(super) fn remove_waiting(&mut self, request: Obj<Request>) {
        request.link.unlink();
        request.place.set(Place::Nowhere);
        self.state.waiting -= 1;
    }

    /// The first waiting request after `previous` that `wanted` accepts; it stays in the queue.
    pub(super) fn find(
        &self,
        previous: Option<Obj<Request>>,
        wanted: impl Fn(Obj<Request>) -> bool,
    ) -> Option<Obj<Request>> {
        let wanted = |request: Obj<Request>| request.cancel_armed() && wanted(request);
        match previous {
            // SAFETY: the caller found it in this list, whose lock it has not given back since.
            Some(previous) => unsafe { self.waiting.find_after(previous, wanted) },
            None => self.waiting.find(wanted),
        }
    }

    /// The driver owns `request` from now on.
    pub(super) fn own(&mut self, queue: Obj<Queue>, request: Obj<Request>) {
        request.queue.set(Some(queue));
        request.stage.set(Stage::Owned);
        self.owned.push_back(request);
        self.state.owned += 1;
    }

    /// The driver does not own `request` any more.
    pub(super) fn disown(&mut self, request: Obj<Request>) {
        self.unlist(request);
        self.state.owned -= 1;
    }

    /// Takes an owned request out of its list, but counts it as owned.
    pub(super) fn unlist(&mut self, request: Obj<Request>) {
        request.owned_link.unlink();
        match request.stage.replace(Stage::Unlisted) {
            Stage::ToNotify => {
                self.state.to_notify -= 1;
                self.state.notices_sent();
            }
            Stage::Notified => self.state.notified -= 1,
            Stage::Acknowledged { .. } => self.state.acknowledged -= 1,
            Stage::Owned | Stage::Unlisted => {}
        }
    }

    /// Undoes [`Inner::unlist`].
    pub(super) fn relist(&mut self, request: Obj<Request>) {
        request.stage.set(Stage::Owned);
        self.owned.push_back(request);
    }

    /// Makes an owned request cancelable. False: it is canceled already.
    pub(super) fn watch_cancel(&mut self, request: Obj<Request>) -> bool {
        if self.state.cancel_returned {
            return false;
        }
        request.place.set(Place::Cancelable);
        self.cancelable.push_back(request);
        if request.arm_cancel(cancel_owned) {
            return true;
        }
        self.unwatch_cancel(request);
        false
    }

    /// Takes an owned request out of the list of cancelable ones.
    pub(super) fn unwatch_cancel(&mut self, request: Obj<Request>) {
        request.link.unlink();
        request.place.set(Place::Nowhere);
    }

    /// The driver is to be notified that its request is canceled.
    pub(super) fn notice_cancel(&mut self, request: Obj<Request>) {
        request.set_was_canceled(true);
        request.place.set(Place::CancelNotice);
        self.cancel_notices.push_back(request);
        self.state.cancel_notices += 1;
    }

    /// A cancelable request whose cancellation has not begun, taken out of its list.
    pub(super) fn take_cancelable(&mut self) -> Option<Obj<Request>> {
        let request = self.cancelable.find(|request| request.disarm_cancel())?;
        self.unwatch_cancel(request);
        Some(request)
    }

    /// A canceled request that was in the queue: the driver is notified if the request was
    /// presented before and there is a callback for it; else the caller completes it.
    pub(super) fn discard(
        &mut self,
        queue: Obj<Queue>,
        request: Obj<Request>,
    ) -> Option<Obj<Request>> {
        request.set_was_canceled(true);
        if !(queue.has_canceled_callback() && request.presented.get()) {
            return Some(request);
        }
        request.hand_to_driver();
        self.own(queue, request);
        self.canceled_on_queue.push_back(request);
        request.place.set(Place::CancelNotice);
        self.state.canceled_on_queue += 1;
        None
    }

    fn next_cancel_notice(&mut self) -> Action {
        let Some(request) = self.cancel_notices.pop_front() else {
            self.state.cancel_notices = 0;
            return Action::Retry;
        };
        self.state.cancel_notices -= 1;
        request.place.set(Place::Nowhere);
        Action::Cancel(request)
    }

    fn next_canceled_on_queue(&mut self) -> Action {
        let Some(request) = self.canceled_on_queue.pop_front() else {
            self.state.canceled_on_queue = 0;
            return Action::Retry;
        };
        self.state.canceled_on_queue -= 1;
        request.place.set(Place::Nowhere);
        Action::CanceledOnQueue(request)
    }

    /// Moves what the driver owns to the list of those to be notified.
    fn gather(&mut self) {
        let mut count = 0;
        while let Some(request) = self.owned.pop_front() {
            request.stage.set(Stage::ToNotify);
            request.reported.set(false);
            self.to_notify.push_back(request);
            count += 1;
        }
        self.state.gathered(count);
    }

    fn next_to_notify(&mut self) -> Option<Obj<Request>> {
        let request = self.to_notify.pop_front()?;
        self.state.to_notify -= 1;
        Some(request)
    }

    fn next_stop(&mut self, queue: Obj<Queue>, purge: bool) -> Action {
        let Some(request) = self.next_to_notify() else {
            self.state.notices_sent();
            return Action::Retry;
        };
        request.stage.set(Stage::Notified);
        self.notified.push_back(request);
        self.state.notified += 1;
        self.state.notices_sent();
        if !queue.has_stop_callback() || request.was_canceled() {
            return Action::Retry;
        }
        let cancelable = request.place.get() == Place::Cancelable;
        // The driver may complete it at any moment; the presenting thread drops the reference.
        let request = request.reference().into_raw();
        Action::Stop(request, stop_flags(purge, cancelable))
    }

    fn next_resume(&mut self, queue: Obj<Queue>) -> Action {
        let Some(request) = self.next_to_notify() else {
            self.state.notices_sent();
            return Action::Retry;
        };
        self.relist(request);
        self.state.notices_sent();
        if !queue.has_resume_callback() || request.was_canceled() {
            return Action::Retry;
        }
        Action::Resume(request.reference().into_raw())
    }

    /// The driver acknowledges `EvtIoStop`. False: it was not called for this request.
    pub(super) fn acknowledge(&mut self, request: Obj<Request>, requeue: bool) -> bool {
        if request.stage.get() != Stage::Notified {
            return false;
        }
        request.owned_link.unlink();
        self.state.notified -= 1;
        request.stage.set(Stage::Acknowledged { requeue });
        self.acknowledged.push_back(request);
        self.state.acknowledged += 1;
        true
    }

    /// A request that the driver was asked to stop and kept, which was not reported yet, held. With `ends`,
    /// also one that it acknowledged: the queue or its device is removed.
    pub(super) fn next_unanswered(&self, ends: bool) -> Option<Ref<Request>> {
        let unreported = |request: Obj<Request>| !request.reported.replace(true);
        let kept = || self.owned.find(|request| ends && unreported(request));
        let found = self.notified.find(unreported);
        found.or_else(kept).map(Obj::reference)
    }

    /// A request whose stop was acknowledged and that was not taken back since, held.
    pub(super) fn next_acknowledged(&self) -> Option<Ref<Request>> {
        self.acknowledged.find(|_| true).map(Obj::reference)
    }

    fn take_acknowledged(&mut self, queue: Obj<Queue>) -> Action {
        let Some(request) = self.acknowledged.pop_front() else {
            self.state.acknowledged = 0;
            return Action::Retry;
        };
        self.state.acknowledged -= 1;
        let requeue = request.stage.get() == Stage::Acknowledged { requeue: true };
        self.relist(request);
        if !requeue {
            return Action::Retry;
        }
        match self.take_back(queue, request) {
            Some(request) => Action::Discard(request),
            None => Action::Retry,
        }
    }

    /// Puts an owned request back at the head of the queue. A canceled one is given to the
    /// caller, who completes it, unless the driver has a callback for it.
    pub(super) fn take_back(
        &mut self,
        queue: Obj<Queue>,
        request: Obj<Request>,
    ) -> Option<Obj<Request>> {
        self.disown(request);
        request.take_from_driver();
        if !self.state.cancel_returned && self.wait(queue, request, End::Front) {
            return None;
        }
        self.discard(queue, request)
    }
}

/// Where a request joins the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It was there before.
    Front,
    /// It is new.
    Back,
}

/// Flags of `EvtIoStop`.
fn stop_flags(purge: bool, cancelable: bool) -> u32 {
    let action = if purge {
        WdfRequestStopActionPurge
    } else {
        WdfRequestStopActionSuspend
    };
    let cancelable = if cancelable {
        WdfRequestStopRequestCancelable
    } else {
        0
    };
    (action | cancelable).cast_unsigned()
}
