//! The lists of a queue, and how requests move between them. All of it under the queue's lock.

use wdk_sys::{PFN_WDF_IO_QUEUE_STATE, WDFCONTEXT};

use super::{
    Queue,
    cancel::{cancel_owned, cancel_waiting},
    state_machine::{Power, State, Step},
};
use crate::{
    event::Event,
    list::{Link, containing},
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

// SAFETY: an event is a kernel object, made for use by many threads.
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
    waiting: Link,
    owned: Link,
    to_notify: Link,
    notified: Link,
    acknowledged: Link,
    cancelable: Link,
    cancel_notices: Link,
    canceled_on_queue: Link,
    pub(super) idle: Waiter,
    pub(super) purged: Waiter,
    pub(super) ready: Waiter,
    /// The DPC or work item that continues the presentation is queued.
    pub(super) deferred: bool,
}

/// The request whose `link` is this.
///
/// # Safety
/// `link` is the field of a live request.
pub(super) unsafe fn by_link(link: *const Link) -> Obj<Request> {
    // SAFETY: by contract.
    let body = unsafe { containing!(link, Request, link) };
    // SAFETY: by contract.
    unsafe { Request::containing(body) }
}

/// The request whose `owned_link` is this.
///
/// # Safety
/// `link` is the field of a live request.
unsafe fn by_owned_link(link: *const Link) -> Obj<Request> {
    // SAFETY: by contract.
    let body = unsafe { containing!(link, Request, owned_link) };
    // SAFETY: by contract.
    unsafe { Request::containing(body) }
}

impl Inner {
    pub(super) const fn new(state: State) -> Self {
        Self {
            state,
            waiting: Link::new(),
            owned: Link::new(),
            to_notify: Link::new(),
            notified: Link::new(),
            acknowledged: Link::new(),
            cancelable: Link::new(),
            cancel_notices: Link::new(),
            canceled_on_queue: Link::new(),
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
            // SAFETY: requests and queues stay where they are; the request is in no list.
            End::Front => unsafe { self.waiting.push_front(&request.link) },
            // SAFETY: as above.
            End::Back => unsafe { self.waiting.push_back(&request.link) },
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
        let mut next = self.waiting.first();
        while let Some(link) = next {
            // SAFETY: in the list, so the request is alive.
            let request = unsafe { by_link(link) };
            if self.take(request) {
                return Some(request);
            }
            // SAFETY: `take` left it in the list.
            next = unsafe { self.waiting.after(link) };
        }
        None
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
        let mut next = match previous {
            // SAFETY: the caller found it in this list.
            Some(request) => unsafe { self.waiting.after(&raw const request.link) },
            None => self.waiting.first(),
        };
        while let Some(link) = next {
            // SAFETY: in the list, so the request is alive.
            let request = unsafe { by_link(link) };
            if request.cancel_armed() && wanted(request) {
                return Some(request);
            }
            // SAFETY: in the list.
            next = unsafe { self.waiting.after(link) };
        }
        None
    }

    /// The driver owns `request` from now on.
    pub(super) fn own(&mut self, queue: Obj<Queue>, request: Obj<Request>) {
        request.queue.set(Some(queue));
        request.stage.set(Stage::Owned);
        // SAFETY: requests and queues stay where they are; the request is in no such list.
        unsafe { self.owned.push_back(&request.owned_link) };
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
        // SAFETY: as in `own`.
        unsafe { self.owned.push_back(&request.owned_link) };
    }

    /// Makes an owned request cancelable. False: it is canceled already.
    pub(super) fn watch_cancel(&mut self, request: Obj<Request>) -> bool {
        if self.state.cancel_returned {
            return false;
        }
        request.place.set(Place::Cancelable);
        // SAFETY: requests and queues stay where they are; the request is in no such list.
        unsafe { self.cancelable.push_back(&request.link) };
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

    /// The driver is to be told that its request is canceled.
    pub(super) fn notice_cancel(&mut self, request: Obj<Request>) {
        request.canceled.set(true);
        request.place.set(Place::CancelNotice);
        // SAFETY: requests and queues stay where they are; the request is in no such list.
        unsafe { self.cancel_notices.push_back(&request.link) };
        self.state.cancel_notices += 1;
    }

    /// A cancelable request whose cancellation has not begun, taken out of its list.
    pub(super) fn take_cancelable(&mut self) -> Option<Obj<Request>> {
        let mut next = self.cancelable.first();
        while let Some(link) = next {
            // SAFETY: in the list, so the request is alive.
            let request = unsafe { by_link(link) };
            if request.disarm_cancel() {
                self.unwatch_cancel(request);
                return Some(request);
            }
            // SAFETY: in the list.
            next = unsafe { self.cancelable.after(link) };
        }
        None
    }

    /// A canceled request that was in the queue: the driver is notified if the request was
    /// presented before and there is a callback for it; else the caller completes it.
    pub(super) fn discard(
        &mut self,
        queue: Obj<Queue>,
        request: Obj<Request>,
    ) -> Option<Obj<Request>> {
        request.canceled.set(true);
        if !(queue.has_canceled_callback() && request.presented.get()) {
            return Some(request);
        }
        request.hand_to_driver();
        self.own(queue, request);
        // SAFETY: requests and queues stay where they are; the request is in no such list.
        unsafe { self.canceled_on_queue.push_back(&request.link) };
        request.place.set(Place::CancelNotice);
        self.state.canceled_on_queue += 1;
        None
    }

    fn next_cancel_notice(&mut self) -> Action {
        let Some(link) = self.cancel_notices.pop_front() else {
            self.state.cancel_notices = 0;
            return Action::Retry;
        };
        self.state.cancel_notices -= 1;
        // SAFETY: was in the list; its cancelability holds a reference.
        let request = unsafe { by_link(link) };
        request.place.set(Place::Nowhere);
        Action::Cancel(request)
    }

    fn next_canceled_on_queue(&mut self) -> Action {
        let Some(link) = self.canceled_on_queue.pop_front() else {
            self.state.canceled_on_queue = 0;
            return Action::Retry;
        };
        self.state.canceled_on_queue -= 1;
        // SAFETY: was in the list, and the driver, which owns it, has not heard of that.
        let request = unsafe { by_link(link) };
        request.place.set(Place::Nowhere);
        Action::CanceledOnQueue(request)
    }

    /// Moves what the driver owns to the list of those to be notified.
    fn gather(&mut self) {
        let mut count = 0;
        while let Some(link) = self.owned.pop_front() {
            // SAFETY: was in the list, so the request is alive.
            let request = unsafe { by_owned_link(link) };
            request.stage.set(Stage::ToNotify);
            request.reported.set(false);
            // SAFETY: taken out of the other list just now.
            unsafe { self.to_notify.push_back(&request.owned_link) };
            count += 1;
        }
        self.state.gathered(count);
    }

    fn next_to_notify(&mut self) -> Option<Obj<Request>> {
        let link = self.to_notify.pop_front()?;
        self.state.to_notify -= 1;
        // SAFETY: was in the list, so the request is alive.
        Some(unsafe { by_owned_link(link) })
    }

    fn next_stop(&mut self, queue: Obj<Queue>, purge: bool) -> Action {
        let Some(request) = self.next_to_notify() else {
            self.state.notices_sent();
            return Action::Retry;
        };
        request.stage.set(Stage::Notified);
        // SAFETY: taken out of the other list just now.
        unsafe { self.notified.push_back(&request.owned_link) };
        self.state.notified += 1;
        self.state.notices_sent();
        if !queue.has_stop_callback() || request.canceled.get() {
            return Action::Retry;
        }
        let cancelable = request.place.get() == Place::Cancelable;
        // The driver may complete it at any moment; the presenting thread drops the reference.
        let request = request.reference().into_raw();
        Action::Stop(request, super::power::stop_flags(purge, cancelable))
    }

    fn next_resume(&mut self, queue: Obj<Queue>) -> Action {
        let Some(request) = self.next_to_notify() else {
            self.state.notices_sent();
            return Action::Retry;
        };
        self.relist(request);
        self.state.notices_sent();
        if !queue.has_resume_callback() || request.canceled.get() {
            return Action::Retry;
        }
        Action::Resume(request.reference().into_raw())
    }

    /// The driver answered `EvtIoStop`. False: it was not asked.
    pub(super) fn acknowledge(&mut self, request: Obj<Request>, requeue: bool) -> bool {
        if request.stage.get() != Stage::Notified {
            return false;
        }
        request.owned_link.unlink();
        self.state.notified -= 1;
        request.stage.set(Stage::Acknowledged { requeue });
        // SAFETY: taken out of the other list just now.
        unsafe { self.acknowledged.push_back(&request.owned_link) };
        self.state.acknowledged += 1;
        true
    }

    /// A request that the driver was asked to stop and kept, which was not reported yet, held.
    pub(super) fn next_unanswered(&self) -> Option<Ref<Request>> {
        for list in [&self.notified, &self.owned] {
            let mut next = list.first();
            while let Some(link) = next {
                // SAFETY: in the list, so the request is alive.
                let request = unsafe { by_owned_link(link) };
                if !request.reported.replace(true) {
                    return Some(request.reference());
                }
                // SAFETY: in the list.
                next = unsafe { list.after(link) };
            }
        }
        None
    }

    fn take_acknowledged(&mut self, queue: Obj<Queue>) -> Action {
        let Some(link) = self.acknowledged.pop_front() else {
            self.state.acknowledged = 0;
            return Action::Retry;
        };
        self.state.acknowledged -= 1;
        // SAFETY: was in the list, so the request is alive.
        let request = unsafe { by_owned_link(link) };
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
