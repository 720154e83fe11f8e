//! Sending a request to a target: sent, canceled, timed out, completed.
//!
//! While a request is sent, `holders` counts who may still use its IRP: the lower drivers until
//! they complete it, and each thread that is canceling it. The thread that brings the count to
//! zero owns the request and finishes it.
#![expect(unsafe_code, reason = "completion and cancel routines")]

use core::{
    cell::Cell,
    ptr,
    sync::atomic::{AtomicBool, AtomicI32, Ordering},
};

use wdk_sys::{
    IoCancelIrp, NTSTATUS, PDEVICE_OBJECT, PIRP, PVOID, STATUS_CANCELLED,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE, STATUS_IO_TIMEOUT,
    STATUS_MORE_PROCESSING_REQUIRED, STATUS_REQUEST_NOT_ACCEPTED,
    STATUS_WDF_DEVICE_REMOVED_NOT_SENT, abi,
    wdf::{PFN_WDF_REQUEST_COMPLETION_ROUTINE, WDFCONTEXT},
};

use super::{
    Inner, Target,
    format::Format,
    submission::{Disposition, Target as State, disposition},
};
use crate::{
    callback::callback,
    deferred::KernelTimer,
    event::Event,
    irp::Irp,
    list::{Link, List, link_field},
    object::{Obj, Ref},
    pool::PoolBox,
    request::{Request, Source, Stage, rules::RequestFlags},
};

/// The state of a request that is sent to a target.
pub(crate) struct Sending {
    /// In the target's list.
    pub(super) link: Link,
    target: Cell<Option<Obj<Target>>>,
    /// Whether there is a target, for who has not its lock.
    sent: AtomicBool,
    routine: Cell<PFN_WDF_REQUEST_COMPLETION_ROUTINE>,
    context: Cell<WDFCONTEXT>,
    holders: AtomicI32,
    /// It was canceled, also if it was with no target: it is not sent again until it is reused.
    canceled: AtomicBool,
    // Under the target's lock:
    returned: Cell<bool>,
    /// It is sent whatever the target's state.
    ignores: Cell<bool>,
    timed_out: Cell<bool>,
    /// A thread that cancels all of the target's requests has visited this one.
    cancel_visited: Cell<bool>,
    /// Stays where it is, in the pool.
    pub(super) timeout: Cell<Option<PoolBox<KernelTimer>>>,
    pub(super) timer_set: Cell<bool>,
    /// A thread waits for the request.
    waiter: Cell<*const Event>,
    /// The completion routine is called before that thread goes on.
    calls_for_waiter: Cell<bool>,
    pub(super) format: Cell<Option<Format>>,
    pub(super) formatted: Cell<bool>,
    /// Status and information of the last completion.
    pub(super) outcome: Cell<(NTSTATUS, u64)>,
}

impl Sending {
    pub(crate) const fn new() -> Self {
        Self {
            link: Link::new(),
            target: Cell::new(None),
            sent: AtomicBool::new(false),
            routine: Cell::new(None),
            context: Cell::new(ptr::null_mut()),
            holders: AtomicI32::new(0),
            canceled: AtomicBool::new(false),
            returned: Cell::new(false),
            ignores: Cell::new(false),
            timed_out: Cell::new(false),
            cancel_visited: Cell::new(false),
            timeout: Cell::new(None),
            timer_set: Cell::new(false),
            waiter: Cell::new(ptr::null()),
            calls_for_waiter: Cell::new(false),
            format: Cell::new(None),
            formatted: Cell::new(false),
            outcome: Cell::new((0, 0)),
        }
    }

    pub(super) fn set_completion(
        &self,
        routine: PFN_WDF_REQUEST_COMPLETION_ROUTINE,
        context: WDFCONTEXT,
    ) {
        self.routine.set(routine);
        self.context.set(context);
    }

    pub(crate) fn clear_completion(&self) {
        self.set_completion(None, ptr::null_mut());
    }

    /// The routine and its context, which are for one completion.
    fn take_completion(&self) -> (PFN_WDF_REQUEST_COMPLETION_ROUTINE, WDFCONTEXT) {
        (self.routine.take(), self.context.replace(ptr::null_mut()))
    }

    /// Whether it was canceled since it was made or reused.
    pub(crate) fn was_canceled(&self) -> bool {
        self.canceled.load(Ordering::SeqCst)
    }

    /// It may be sent again.
    pub(crate) fn reuse(&self) {
        self.clear_completion();
        self.canceled.store(false, Ordering::SeqCst);
    }

    /// Whether the request is sent.
    pub(crate) fn is_sent(&self) -> bool {
        self.sent.load(Ordering::Relaxed)
    }

    fn set_target(&self, target: Option<Obj<Target>>) {
        self.target.set(target);
        self.sent.store(target.is_some(), Ordering::Relaxed);
    }

    pub(super) fn set_formatted(&self) {
        self.formatted.set(true);
    }

    /// Bytes of the last completion.
    pub(super) fn information(&self) -> u64 {
        self.outcome.get().1
    }

    /// Whether the request was formatted for an operation that is not its own.
    pub(super) fn has_format(&self) -> bool {
        let format = self.format.take();
        let has = format.is_some();
        self.format.set(format);
        has
    }

    pub(super) fn has_completion(&self) -> bool {
        self.routine.get().is_some()
    }

    /// Releases a share of the IRP; true for the last one.
    fn release_share(&self) -> bool {
        self.holders.fetch_sub(1, Ordering::AcqRel) == 1
    }

    /// Takes a share, unless the count is zero.
    fn hold(&self) -> bool {
        self.holders
            .fetch_update(Ordering::AcqRel, Ordering::Relaxed, |holders| {
                (holders > 0).then_some(holders + 1)
            })
            .is_ok()
    }
}

link_field! {
    /// The lists of [`Sending::link`]. A sent request holds a reference to itself until it has
    /// been taken out: [`Inner::mark_returned`] and [`Inner::take_kept`] do that. The target's lock
    /// guards both lists.
    pub(crate) SentLink: Request, sending.link
}

impl Inner {
    /// Records that `request` is being sent, and prepares its IRP.
    fn mark_sent(&mut self, request: Obj<Request>, irp: Irp) {
        if request.sending.ignores.get() {
            self.ignoring.push_back(request);
        } else {
            self.sent.push_back(request);
        }
        irp.next()
            .set_completion(Some(sent_irp_completed), request.as_context());
    }

    /// Takes a completed request out of its list, and sets its final status. Says whether nothing is left that a
    /// thread waits for, which it may learn after the driver's completion routine.
    fn mark_returned(&mut self, request: Obj<Request>) -> bool {
        let sending = &request.sending;
        if sending.returned.get() && sending.link.is_linked() {
            sending.link.unlink();
        }
        if let Some(irp) = request.irp()
            && sending.timed_out.get()
            && irp.status() == STATUS_CANCELLED
        {
            irp.set_status(STATUS_IO_TIMEOUT);
        }
        if self.closing {
            let last = self.sent.first().is_none() && self.ignoring.first().is_none();
            self.closing = !last;
            return last;
        }
        let last = self.waited_for && !sending.ignores.get() && self.sent.first().is_none();
        self.waited_for &= !last;
        last
    }

    /// Before all of the target's requests are canceled, which visits each once.
    fn begin_to_cancel(&self) {
        for requests in [&self.sent, &self.ignoring] {
            let _ = requests.find(|request| {
                request.sending.cancel_visited.set(false);
                false
            });
        }
    }

    /// A thread is going to wait for what is sent, if something is, or another thread waits for it; whether it has to.
    fn begin_to_wait(&mut self, target: Obj<Target>, wait: bool) -> bool {
        let wait = wait && (self.waited_for || self.sent.first().is_some());
        self.waited_for = wait;
        if wait {
            target.settled.clear();
        } else {
            target.settled.set();
        }
        wait
    }

    /// A sent request that was not visited by this cancellation, referenced.
    fn next_to_cancel(&self) -> Option<Ref<Request>> {
        first_to_cancel(&self.sent)
    }

    /// The same, of those that ignore the target's state.
    fn next_ignoring_to_cancel(&self) -> Option<Ref<Request>> {
        first_to_cancel(&self.ignoring)
    }

    /// A kept request whose cancellation has not begun, taken out of its list.
    fn take_kept(&mut self) -> Option<Obj<Request>> {
        let request = self.kept.find(|request| request.disarm_cancel())?;
        request.sending.link.unlink();
        Some(request)
    }
}

fn first_to_cancel(requests: &List<SentLink>) -> Option<Ref<Request>> {
    requests
        .find(|request| !request.sending.cancel_visited.replace(true))
        .map(Obj::reference)
}

impl Obj<Target> {
    /// Sends a formatted request, or keeps it until the target is started. A timeout, in the
    /// kernel's units, cancels it.
    ///
    /// # Errors
    /// The status that `WdfRequestGetStatus` gives; the request is untouched.
    pub(super) fn submit(
        self,
        request: Obj<Request>,
        ignore_state: bool,
        timeout: Option<i64>,
    ) -> Result<(), NTSTATUS> {
        let irp = request.irp().ok_or(STATUS_INVALID_DEVICE_REQUEST)?;
        if !request.sending.formatted.get() {
            return Err(STATUS_REQUEST_NOT_ACCEPTED);
        }
        if self
            .stack_size()
            .is_none_or(|size| irp.locations_left() < size)
        {
            return Err(STATUS_REQUEST_NOT_ACCEPTED);
        }
        if timeout.is_some() {
            request.allocate_timeout()?;
        }
        let sending = &request.sending;
        let device = self.lock.with(|inner| {
            let disposition = disposition(inner.state, ignore_state, inner.closing);
            if disposition == Disposition::Refuse {
                return Err(STATUS_INVALID_DEVICE_STATE);
            }
            if sending.was_canceled() || request.was_canceled() {
                return Err(STATUS_CANCELLED);
            }
            sending.set_target(Some(self));
            sending.returned.set(false);
            sending.ignores.set(ignore_state);
            sending.timed_out.set(false);
            sending.cancel_visited.set(false);
            sending.formatted.set(false);
            sending.holders.store(1, Ordering::Release);
            let send = disposition == Disposition::Send;
            if send {
                inner.mark_sent(request, irp);
            } else {
                inner.kept.push_back(request);
                if !request.arm_cancel(cancel_kept) {
                    sending.link.unlink();
                    sending.holders.store(0, Ordering::Release);
                    return Err(STATUS_CANCELLED);
                }
            }
            inner.count += 1;
            self.idle.clear();
            // Held until it is back.
            let _ = request.reference().into_raw();
            request.note(RequestFlags::SENT, RequestFlags::default());
            if let Some(timeout) = timeout {
                request.start_timeout(timeout);
            }
            Ok(send.then_some(inner.wdm))
        })?;
        if let Some(device) = device {
            irp.call(device);
        }
        Ok(())
    }

    /// `WdfIoTargetStart`: sends what was kept.
    pub(super) fn start(self) -> Result<(), NTSTATUS> {
        // Not while another thread stops it.
        while self.lock.with(|inner| {
            if inner.state.started().is_some() && inner.waited_for {
                return Ok(true);
            }
            let started = inner.state.started().ok_or(STATUS_INVALID_DEVICE_STATE);
            started.map(|state| {
                inner.state = state;
                self.settled.clear();
                false
            })
        })? {
            self.settled.wait();
        }
        loop {
            let next = self.lock.with(|inner| {
                let request = inner.take_kept()?;
                let irp = request.irp()?;
                inner.mark_sent(request, irp);
                Some((irp, inner.wdm))
            });
            match next {
                Some((irp, device)) => irp.call(device),
                None => return Ok(()),
            };
        }
    }

    /// `WdfIoTargetStop`: keeps new requests; cancels what is sent, and waits for it.
    pub(super) fn stop(self, cancel: bool, wait: bool) {
        let wait = self.lock.with(|inner| {
            inner.state = inner.state.stopped();
            inner.begin_to_cancel();
            inner.begin_to_wait(self, wait)
        });
        self.settle(cancel, wait);
    }

    /// `WdfIoTargetPurge`: refuses new requests, and cancels all.
    pub(super) fn purge(self, wait: bool) {
        let wait = self.lock.with(|inner| {
            inner.state = inner.state.purged();
            inner.begin_to_cancel();
            inner.begin_to_wait(self, wait)
        });
        self.fail_kept();
        self.settle(true, wait);
    }

    /// The target is closed or deleted: it takes no more requests.
    pub(super) fn end(self, state: State) {
        if self.lock.with(|inner| inner.waited_for) {
            // The driver's mistake: another thread stops it.
            self.settled.wait();
        }
        let wait = self.lock.with(|inner| {
            inner.state = state;
            inner.begin_to_cancel();
            let wait = inner.sent.first().is_some() || inner.ignoring.first().is_some();
            inner.closing = wait;
            if wait {
                self.settled.clear();
            } else {
                self.settled.set();
            }
            wait
        });
        self.fail_kept();
        self.cancel_all();
        while let Some(request) = self.lock.with(|inner| inner.next_ignoring_to_cancel()) {
            request.cancel_sent();
        }
        if wait {
            self.settled.wait();
        }
    }

    /// Returns when no completion routine of the target's requests runs any more.
    pub(super) fn wait_until_idle(self) {
        self.idle.wait();
    }

    fn cancel_all(self) {
        while let Some(request) = self.lock.with(|inner| inner.next_to_cancel()) {
            request.cancel_sent();
        }
    }

    fn settle(self, cancel: bool, wait: bool) {
        if cancel {
            self.cancel_all();
        }
        if wait {
            self.settled.wait();
            self.lock.with(|inner| inner.waited_for = false);
        }
    }

    fn fail_kept(self) {
        while let Some(request) = self.lock.with(Inner::take_kept) {
            if let Some(irp) = request.irp() {
                irp.set_information(0);
                irp.set_status(STATUS_WDF_DEVICE_REMOVED_NOT_SENT);
            }
            self.back(request);
        }
    }

    /// The thread that owns a returned request calls the driver, and then those that wait.
    fn finish(self, request: Obj<Request>, settled: bool) {
        let target = self.reference();
        request.finish_sent(self);
        if settled {
            target.settled.set();
        }
        target.lock.with(|inner| {
            inner.count -= 1;
            if inner.count == 0 {
                target.idle.set();
            }
        });
    }

    /// The IRP is completed, or was never sent: finishes the request, unless a thread holds it.
    fn back(self, request: Obj<Request>) {
        let sending = &request.sending;
        let last = self.lock.with(|inner| {
            sending.returned.set(true);
            // A timeout that cannot be stopped any more finishes the request itself.
            let last = request.stop_timeout() && sending.release_share();
            last.then(|| inner.mark_returned(request))
        });
        if let Some(settled) = last {
            self.finish(request, settled);
        }
    }

    /// The request's time is over.
    pub(super) fn time_out(self, request: Obj<Request>) {
        let sending = &request.sending;
        let cancel = self.lock.with(|_| {
            sending.timer_set.set(false);
            let cancel = !sending.returned.get();
            sending.timed_out.set(cancel);
            if cancel {
                sending.canceled.store(true, Ordering::SeqCst);
            }
            cancel && sending.hold()
        });
        if cancel && let Some(irp) = request.irp() {
            // SAFETY: `hold` took a share, which keeps the IRP from being finished.
            unsafe { IoCancelIrp(irp.as_ptr()) };
        }
        let last = self.lock.with(|inner| {
            let last = sending.release_share();
            last.then(|| inner.mark_returned(request))
        });
        if let Some(settled) = last {
            self.finish(request, settled);
        }
    }
}

impl Obj<Request> {
    /// Cancels a sent or kept request; false when it is completed already.
    pub(super) fn cancel_sent(self) -> bool {
        let sending = &self.sending;
        // Before the look at whether it is sent: it is not sent any more, if it is not yet.
        sending.canceled.store(true, Ordering::SeqCst);
        if !sending.hold() {
            return false;
        }
        let (Some(target), Some(irp)) = (sending.target.get(), self.irp()) else {
            return false;
        };
        // SAFETY: the share that `hold` took in the first lines keeps the IRP.
        let canceled = unsafe { IoCancelIrp(irp.as_ptr()) } != 0;
        if sending.release_share() {
            let settled = target.lock.with(|inner| inner.mark_returned(self));
            target.finish(self, settled);
        }
        canceled
    }

    /// Wakes the thread that waits for the request, or calls the driver. Drops the reference that
    /// sending took.
    fn finish_sent(self, target: Obj<Target>) {
        // SAFETY: taken by `submit`.
        let request = unsafe { Ref::from_raw(self) };
        let sending = &request.sending;
        request.note(RequestFlags::default(), RequestFlags::SENT);
        sending.set_target(None);
        if let Some(irp) = request.irp() {
            sending.outcome.set((irp.status(), irp.information()));
            request.copy_back();
        }
        let waiter = sending.waiter.replace(ptr::null());
        let (routine, context) = sending.take_completion();
        if waiter.is_null() || sending.calls_for_waiter.get() {
            let mut parameters = request.completion_parameters();
            let handle = request.wdf();
            callback!(
                request.fx(),
                handle,
                "EvtRequestCompletionRoutine",
                routine,
                (handle, target.handle().cast(), &raw mut parameters, context)
            );
        }
        if !waiter.is_null() {
            // SAFETY: `send_and_wait` keeps the event on its stack until it is set.
            unsafe { &*waiter }.set();
        }
    }

    /// Sends and waits. `calls` says whether the request's completion routine is called before this returns, or dropped.
    ///
    /// # Errors
    /// What the request was not sent for.
    pub(super) fn send_and_wait(
        self,
        target: Obj<Target>,
        ignore_state: bool,
        timeout: Option<i64>,
        calls: bool,
    ) -> Result<NTSTATUS, NTSTATUS> {
        let done = Event::new();
        done.initialize();
        let held = self.reference();
        self.sending.waiter.set(&raw const done);
        self.sending.calls_for_waiter.set(calls);
        if let Err(status) = target.submit(self, ignore_state, None) {
            self.sending.waiter.set(ptr::null());
            return Err(status);
        }
        if !done.wait_for(timeout) {
            target.lock.with(|_| self.sending.timed_out.set(true));
            held.cancel_sent();
            done.wait();
        }
        Ok(self.sending.outcome.get().0)
    }

    /// `WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET`: the driver does not get the request back.
    pub(crate) fn send_and_forget(self, device: PDEVICE_OBJECT) {
        let Some(irp) = self.irp() else {
            return;
        };
        // A next location that the driver prepared is what the target is to see.
        let prepared = self.sending.formatted.get();
        self.unformat();
        if !prepared {
            irp.skip_current();
        }
        let owned = self.stage.get() != Stage::Unlisted;
        let queue = self.queue.get().filter(|_| owned);
        if self.source.get() != Source::Io {
            irp.call(device);
            return;
        }
        self.note(RequestFlags::COMPLETED, RequestFlags::OWNED);
        let alone = self.header().retire(self.presented.get());
        self.free_built_mdl();
        self.set_irp(None);
        irp.call(device);
        if let Some(queue) = queue {
            queue.finished(self);
        }
        self.header().end_retired(alone);
    }

    /// The request was not sent, for this reason.
    pub(super) fn set_outcome(self, status: NTSTATUS) {
        self.sending.outcome.set((status, 0));
    }

    /// The target that has the request.
    pub(super) fn target(self) -> Option<Obj<Target>> {
        self.sending.target.get()
    }

    /// What `WdfRequestGetStatus` returns.
    pub(crate) fn sent_status(self) -> NTSTATUS {
        self.irp().map_or(self.sending.outcome.get().0, Irp::status)
    }
}

/// The IRP of a sent request is completed by the lower drivers.
#[abi]
unsafe fn sent_irp_completed(_device: PDEVICE_OBJECT, _irp: PIRP, context: PVOID) -> NTSTATUS {
    // SAFETY: `mark_sent` passed the request, which is referenced until it is finished.
    if let Some(request) = unsafe { Obj::<Request>::from_context(context) }
        && let Some(target) = request.sending.target.get()
    {
        target.back(request);
    }
    // The IRP is completed or reused with its request.
    STATUS_MORE_PROCESSING_REQUIRED
}

/// The IRP of a kept request is canceled.
#[abi]
unsafe fn cancel_kept(_device: PDEVICE_OBJECT, irp: PIRP) {
    // SAFETY: the I/O manager calls the routine that `submit` set with `arm_cancel`, for its IRP.
    let request = unsafe { Request::claim_canceled(irp) };
    let Some(target) = request.sending.target.get() else {
        return;
    };
    target.lock.with(|_| request.sending.link.unlink());
    if let Some(irp) = request.irp() {
        irp.set_information(0);
        irp.set_status(STATUS_CANCELLED);
    }
    target.back(request);
}
