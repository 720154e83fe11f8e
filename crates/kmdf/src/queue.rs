//! Queues: where requests wait, in which order the driver sees them, and what becomes of them
//! when the device is stopped, powered down or removed.
//!
//! [`state_machine`] decides, [`lists`] moves requests between lists under the queue's lock, and
//! `present` calls the driver, with no lock of the framework held. A thread that brings a request
//! or changes the queue becomes a presenter: it carries out one action after the other until the
//! next one is [`Action::Idle`]. What a callback changes is left to the presenter that made the
//! call, so a driver that completes in its callback does not recurse.

mod api;
mod cancel;
mod create;
mod defer;

mod lists;
mod power;
mod present;
mod retrieve;
mod state_machine;
mod stop;

pub(crate) use api::*;
pub(crate) use create::*;

use wdk_sys::wdf::{
    PFN_WDF_IO_QUEUE_IO_CANCELED_ON_QUEUE, PFN_WDF_IO_QUEUE_IO_DEFAULT,
    PFN_WDF_IO_QUEUE_IO_DEVICE_CONTROL, PFN_WDF_IO_QUEUE_IO_INTERNAL_DEVICE_CONTROL,
    PFN_WDF_IO_QUEUE_IO_READ, PFN_WDF_IO_QUEUE_IO_RESUME, PFN_WDF_IO_QUEUE_IO_STOP,
    PFN_WDF_IO_QUEUE_IO_WRITE, WDFQUEUE,
};
use wdk_sys::{
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS,
    STATUS_CANCELLED, STATUS_INVALID_DEVICE_STATE, STATUS_PENDING,
};

use self::{
    defer::Deferral,
    lists::{Action, End, Inner},
    state_machine::Order,
};
use crate::{
    device::Device,
    event::Event,
    list::Link,
    object::{Body, CallbackLock, Class, Cleanup, Obj, Object, numbers},
    request::Request,
    status,
    sync::SpinLock,
};

/// What the driver registered.
#[derive(Clone, Copy)]
pub(super) struct Callbacks {
    default: PFN_WDF_IO_QUEUE_IO_DEFAULT,
    read: PFN_WDF_IO_QUEUE_IO_READ,
    write: PFN_WDF_IO_QUEUE_IO_WRITE,
    control: PFN_WDF_IO_QUEUE_IO_DEVICE_CONTROL,
    internal_control: PFN_WDF_IO_QUEUE_IO_INTERNAL_DEVICE_CONTROL,
    stop: PFN_WDF_IO_QUEUE_IO_STOP,
    resume: PFN_WDF_IO_QUEUE_IO_RESUME,
    canceled: PFN_WDF_IO_QUEUE_IO_CANCELED_ON_QUEUE,
}

/// The framework's part of a `WDFQUEUE`.
pub(crate) struct Queue {
    device: Obj<Device>,
    /// In the device's list of queues.
    pub(crate) sibling: Link,
    callbacks: Callbacks,
    order: Order,
    zero_length: bool,
    power_managed: bool,
    passive: bool,
    lock: SpinLock<Inner>,
    /// What `WdfObjectAcquireLock` takes.
    own_lock: CallbackLock,
    serialised: Serialised,
    deferral: Deferral,
    power_done: Event,
    disposed: Event,
}

/// Which lock the callbacks of a queue share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Serialised {
    /// None.
    No,
    /// The queue's own.
    ByQueue,
    /// The device's.
    ByDevice,
}

impl Body for Queue {
    const CLASS: &'static Class = &Class::of::<Self>("WDFQUEUE", numbers::QUEUE).passive();

    fn dispose(queue: Obj<Self>) -> Cleanup {
        queue.run_down();
        Cleanup::Call
    }

    fn callback_lock(queue: &Object<Self>) -> Option<&CallbackLock> {
        Some(queue.lock_of_callbacks().unwrap_or(&queue.own_lock))
    }
}

impl Queue {
    /// The device.
    pub(crate) fn device(&self) -> Obj<Device> {
        self.device
    }

    /// Whether it follows the device's power state.
    pub(crate) fn is_power_managed(&self) -> bool {
        self.power_managed
    }

    /// The lock around the queue's callbacks, if the driver wants them serialised.
    pub(crate) fn lock_of_callbacks(&self) -> Option<&CallbackLock> {
        match self.serialised {
            Serialised::No => None,
            Serialised::ByQueue => Some(&self.own_lock),
            Serialised::ByDevice => Some(self.device.io_lock()),
        }
    }

    /// Whether there is a callback for IRPs with this major function. A manual queue takes all.
    pub(crate) fn handles(&self, major: u8) -> bool {
        let manual = self.is_manual();
        let callbacks = &self.callbacks;
        manual
            || callbacks.default.is_some()
            || match u32::from(major) {
                IRP_MJ_READ => callbacks.read.is_some(),
                IRP_MJ_WRITE => callbacks.write.is_some(),
                IRP_MJ_DEVICE_CONTROL => callbacks.control.is_some(),
                IRP_MJ_INTERNAL_DEVICE_CONTROL => callbacks.internal_control.is_some(),
                _ => false,
            }
    }

    pub(super) fn is_manual(&self) -> bool {
        self.order == Order::Manual
    }

    fn has_canceled_callback(&self) -> bool {
        self.callbacks.canceled.is_some()
    }

    fn has_stop_callback(&self) -> bool {
        self.callbacks.stop.is_some()
    }

    fn has_resume_callback(&self) -> bool {
        self.callbacks.resume.is_some()
    }
}

impl Obj<Queue> {
    pub(crate) fn wdf(self) -> WDFQUEUE {
        self.handle().cast()
    }

    /// Takes a new request from the I/O manager and presents what can be presented. The IRP is
    /// marked pending or completed.
    pub(crate) fn accept(self, request: Obj<Request>) -> NTSTATUS {
        request.mark_pending();
        if self.present(Some(request)) {
            return STATUS_PENDING;
        }
        // Marked pending, so the dispatch routine has to say so as well.
        request.finish(STATUS_INVALID_DEVICE_STATE);
        STATUS_PENDING
    }

    /// Takes a request that the driver forwards, or enqueues after `EvtIoInCallerContext`.
    ///
    /// # Errors
    /// `STATUS_WDF_BUSY` when the queue accepts nothing; the request is untouched.
    pub(crate) fn accept_forwarded(self, request: Obj<Request>) -> Result<(), NTSTATUS> {
        request.mark_pending();
        let accepted = self.lock.with(|inner| {
            if !inner.state.accepts {
                return Err(status::WDF_BUSY);
            }
            if inner.wait(self, request, End::Back) {
                return Ok(None);
            }
            Ok(inner.discard(self, request))
        })?;
        if let Some(canceled) = accepted {
            canceled.finish(STATUS_CANCELLED);
        }
        self.present(None);
        Ok(())
    }

    /// Gives an owned request to another queue.
    ///
    /// # Errors
    /// As for [`Obj::accept_forwarded`]; then the driver still owns the request.
    pub(crate) fn forward(self, request: Obj<Request>, target: Obj<Queue>) -> Result<(), NTSTATUS> {
        // It stays counted until the other queue has it: else this queue might look empty for a
        // moment although the request may come back.
        self.lock.with(|inner| inner.unlist(request));
        request.take_from_driver();
        if let Err(status) = target.accept_forwarded(request) {
            request.hand_to_driver();
            self.lock.with(|inner| {
                request.queue.set(Some(self));
                inner.relist(request);
            });
            return Err(status);
        }
        self.change(|inner| inner.state.owned -= 1);
        Ok(())
    }

    /// Counts a request that the driver gets without presentation as owned.
    pub(crate) fn mark_driver_owned(self, request: Obj<Request>) {
        self.lock.with(|inner| inner.own(self, request));
    }

    /// Puts an owned request of a manual queue back at its head.
    pub(crate) fn requeue(self, request: Obj<Request>) {
        let canceled = self.lock.with(|inner| inner.take_back(self, request));
        if let Some(canceled) = canceled {
            canceled.finish(STATUS_CANCELLED);
        }
        self.present(None);
    }

    /// An owned request was completed, or left the device for good.
    pub(crate) fn finished(self, request: Obj<Request>) {
        self.change(|inner| inner.disown(request));
    }

    /// First half of the completion of a request that the driver made: the queue forgets it.
    pub(crate) fn begin_finish(self, request: Obj<Request>) {
        self.lock.with(|inner| {
            inner.unlist(request);
            inner.state.completing += 1;
        });
    }

    /// Second half: the next one may be presented.
    pub(crate) fn end_finish(self) {
        self.change(|inner| {
            inner.state.completing -= 1;
            inner.state.owned -= 1;
        });
    }

    /// Changes the queue, then carries out what follows, unless another presenter will.
    fn change<R>(self, work: impl FnOnce(&mut Inner) -> R) -> R {
        let (result, unattended) = self.lock.with(|inner| {
            let result = work(inner);
            (result, inner.state.presenters == 0)
        });
        if unattended {
            self.present(None);
        }
        result
    }

    /// Becomes a presenter until there is nothing to do. False: the queue does not accept
    /// `incoming`, which is untouched.
    fn present(self, incoming: Option<Obj<Request>>) -> bool {
        let mut incoming = incoming;
        if !self.may_present_here() {
            return self.defer(incoming);
        }
        let mut entered = false;
        loop {
            let action = self.lock.with(|inner| {
                if !entered {
                    if incoming.is_some() && !inner.state.accepts {
                        return None;
                    }
                    inner.state.presenters += 1;
                    entered = true;
                }
                if inner.state.deleted {
                    inner.state.presenters -= 1;
                    return Some(Action::Idle);
                }
                Some(inner.next_action(self, &mut incoming))
            });
            let Some(action) = action else {
                return false;
            };
            match action {
                Action::Idle => return true,
                Action::Disposed => {
                    self.disposed.set();
                    return true;
                }
                Action::Signal { leave } => {
                    self.power_done.set();
                    if leave {
                        return true;
                    }
                }
                Action::Retry => {}
                Action::Present(request) => self.present_one(request),
                other => self.invoke(other),
            }
        }
    }
}
