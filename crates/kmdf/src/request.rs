//! Requests: the framework's side of an IRP that came to the device, or that the driver sends.
//!
//! A request from the I/O manager lives until it is completed: completing cleans the object up,
//! completes the IRP, informs the queue, and releases the object. A request of the driver's own
//! making lives until the driver deletes it.
#![expect(
    unsafe_code,
    reason = "cells that the request's owner or its queue's lock guards"
)]

/// `request!(fx, WdfFunction, Handle => otherwise)`: as [`object!`](crate::argument::object), for requests.
macro_rules! request {
    ($fx:expr, $function:ident, $handle:expr $(=> $otherwise:expr)?) => {
        match $crate::request::from_argument($fx, stringify!($function), &$handle) {
            Some(request) => request,
            None => return $($otherwise)?,
        }
    };
}
pub(crate) use request;

mod buffers;
mod complete;
mod control;
mod create;
pub(crate) mod parameters;
pub(crate) mod rules;

pub(crate) use buffers::*;
pub(crate) use complete::*;
pub(crate) use control::*;
pub(crate) use create::*;
pub(crate) use parameters::*;

use core::{
    cell::Cell,
    ptr::{self, NonNull},
    sync::atomic::{AtomicBool, AtomicU16, Ordering},
};

use wdk_sys::{
    IRP_MJ_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, PFILE_OBJECT, PIRP, PMDL,
    wdf::{PFN_WDF_REQUEST_CANCEL, WDFREQUEST},
};

use self::rules::{Misuse, RequestFlags};
use crate::{
    Fx,
    argument::Argument,
    cache::Cache,
    device::Device,
    io_target::Sending,
    irp::{CancelRoutine, Irp},
    list::Link,
    memory::Memory,
    object::{Body, Class, Cleanup, Obj, Object, numbers},
    queue::Queue,
    violation::{self, Code},
};

/// Where the IRP of a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// From the I/O manager, for this device.
    Io,
    /// From the driver, which made the request around it.
    Driver,
    /// From the framework, which frees it, or there is none yet.
    Own,
}

/// Which list [`Request::link`] is in. Under the queue's lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// None.
    Nowhere,
    /// Its queue's, waiting.
    Waiting,
    /// Its queue's list of cancelable requests, owned by the driver.
    Cancelable,
    /// A list of cancellations that the driver is not notified of yet.
    CancelNotice,
}

/// Which list [`Request::owned_link`] is in. Under the queue's lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// None: the driver got it from no queue.
    Unlisted,
    /// Owned.
    Owned,
    /// Owned, to be notified of a power transition.
    ToNotify,
    /// Owned and notified.
    Notified,
    /// Owned, and the driver answered the notification.
    Acknowledged {
        /// It wants the request to be presented again.
        requeue: bool,
    },
}

/// The framework's part of a `WDFREQUEST`.
pub(crate) struct Request {
    irp: Cell<Option<Irp>>,
    pub(crate) source: Cell<Source>,
    pub(crate) device: Cell<Option<Obj<Device>>>,
    pub(crate) queue: Cell<Option<Obj<Queue>>>,
    pub(crate) link: Link,
    pub(crate) owned_link: Link,
    pub(crate) place: Cell<Place>,
    pub(crate) stage: Cell<Stage>,
    pub(crate) cancel: Cell<PFN_WDF_REQUEST_CANCEL>,
    canceled: AtomicBool,
    pub(crate) presented: Cell<bool>,
    /// The driver may complete a request of its own making.
    pub(crate) completable: Cell<bool>,
    pub(crate) reserved: Cell<bool>,
    /// The verifier has reported it.
    pub(crate) reported: Cell<bool>,
    boost: Cell<i8>,
    flags: AtomicU16,
    pub(crate) input: Cell<Option<Obj<Memory>>>,
    pub(crate) output: Cell<Option<Obj<Memory>>>,
    pub(crate) built_mdl: Cell<PMDL>,
    /// What `EvtIoInCallerContext` has to enqueue it to.
    pub(crate) next_queue: Cell<Option<Obj<Queue>>>,
    pub(crate) sending: Sending,
}

// SAFETY: cells are touched by the request's owner, or under the lock of its queue or target.
unsafe impl Sync for Request {}

impl Body for Request {
    const CLASS: &'static Class = &Class::of::<Self>("WDFREQUEST", numbers::REQUEST);
    const COUNTED_WHEN_OWN: bool = true;

    fn dispose(request: Obj<Self>) -> Cleanup {
        request.check_deletable();
        request.header().cleanup();
        if request.source.get() != Source::Io {
            request.unformat();
        }
        Cleanup::Done
    }

    fn recycle(request: &Object<Self>) -> Option<&Cache> {
        let fx = request.fx();
        // A stale handle must not find a new request at its address.
        if request.source.get() != Source::Io || request.reserved.get() || fx.verifier_on() {
            return None;
        }
        let device = request.device.get()?.as_ptr().cast::<Object<Device>>();
        // SAFETY: the device outlives the requests that came to it.
        Some(unsafe { device.as_ref() }.io.cache())
    }
}

/// The operation of an IRP, as the presenting loop needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operation {
    /// `IRP_MJ_*`.
    pub(crate) major: u8,
    /// Bytes to read or write; of an I/O control, bytes of input.
    pub(crate) length: usize,
    /// Bytes of output of an I/O control.
    pub(crate) output: usize,
    /// The I/O control code.
    pub(crate) code: u32,
}

impl Operation {
    /// Whether it is a read or write of zero bytes.
    pub(crate) fn is_empty_transfer(&self) -> bool {
        self.length == 0 && matches!(u32::from(self.major), IRP_MJ_READ | IRP_MJ_WRITE)
    }
}

impl Request {
    pub(crate) fn new(irp: Option<Irp>, source: Source, device: Option<Obj<Device>>) -> Self {
        Self {
            irp: Cell::new(irp),
            source: Cell::new(source),
            device: Cell::new(device),
            queue: Cell::new(None),
            link: Link::new(),
            owned_link: Link::new(),
            place: Cell::new(Place::Nowhere),
            stage: Cell::new(Stage::Unlisted),
            cancel: Cell::new(None),
            canceled: AtomicBool::new(false),
            presented: Cell::new(false),
            completable: Cell::new(source == Source::Io),
            reserved: Cell::new(false),
            reported: Cell::new(false),
            boost: Cell::new(0),
            flags: AtomicU16::new(0),
            input: Cell::new(None),
            output: Cell::new(None),
            built_mdl: Cell::new(ptr::null_mut()),
            next_queue: Cell::new(None),
            sending: Sending::new(),
        }
    }

    /// The request that armed the cancellation of `irp`.
    ///
    /// # Safety
    /// The cancel routine that [`Request::arm_cancel`] set was called for this IRP.
    pub(crate) unsafe fn of_armed(irp: PIRP) -> Obj<Self> {
        // SAFETY: by contract a live IRP.
        let irp = unsafe { Irp::new_unchecked(irp) };
        // SAFETY: `arm_cancel` wrote the address of the request's body, which is not null.
        let body = unsafe { NonNull::new_unchecked(irp.context().get().cast()) };
        // SAFETY: a request lives at least until its cancel routine has run.
        unsafe { Obj::from_body(body) }
    }

    /// The request of an IRP whose cancel routine runs; gives the I/O manager's lock back.
    ///
    /// # Safety
    /// As for [`Request::of_armed`], and the lock is still held.
    pub(crate) unsafe fn claim_canceled(irp: PIRP) -> Obj<Self> {
        // SAFETY: the contract is the same.
        let request = unsafe { Self::of_armed(irp) };
        // SAFETY: the I/O manager's lock is held by contract.
        unsafe { crate::irp::release_cancel_lock(irp) };
        request
    }

    /// The IRP, until it is completed.
    pub(crate) fn irp(&self) -> Option<Irp> {
        self.irp.get()
    }

    pub(crate) fn set_irp(&self, irp: Option<Irp>) -> Option<Irp> {
        self.irp.replace(irp)
    }

    /// Makes the IRP cancelable by `routine`, which will find the request. False: it is canceled
    /// already, and the routine will not be called.
    pub(crate) fn arm_cancel(&self, routine: CancelRoutine) -> bool {
        let Some(irp) = self.irp() else {
            return true;
        };
        irp.context().set(ptr::from_ref(self).cast_mut().cast());
        irp.set_cancel_routine(Some(routine));
        !(irp.is_canceled() && irp.set_cancel_routine(None))
    }

    /// Makes the IRP uncancelable. False: its cancel routine has been or will be called.
    pub(crate) fn disarm_cancel(&self) -> bool {
        self.irp().is_none_or(|irp| irp.set_cancel_routine(None))
    }

    /// Whether [`Request::disarm_cancel`] would succeed at this moment.
    pub(crate) fn cancel_armed(&self) -> bool {
        self.irp().is_none_or(Irp::has_cancel_routine)
    }

    /// Whether it is in the list of cancelable requests.
    pub(crate) fn is_cancelable(&self) -> bool {
        self.place.get() == Place::Cancelable
    }

    /// Whether it waits in `queue`.
    pub(crate) fn waits_in(&self, queue: Obj<Queue>) -> bool {
        self.place.get() == Place::Waiting && self.queue.get() == Some(queue)
    }

    /// Whether it belongs to this file.
    pub(crate) fn is_from(&self, file: PFILE_OBJECT) -> bool {
        self.irp().is_some_and(|irp| irp.current().file() == file)
    }

    pub(crate) fn mark_pending(&self) {
        if let Some(irp) = self.irp() {
            irp.mark_pending();
        }
    }

    /// The operation of the IRP.
    pub(crate) fn operation(&self) -> Operation {
        let Some(stack) = self.irp().map(Irp::current) else {
            return Operation {
                major: u8::MAX,
                length: 0,
                output: 0,
                code: 0,
            };
        };
        if stack.is_control() {
            let control = stack.control();
            return Operation {
                major: stack.major(),
                length: control.input as usize,
                output: control.output as usize,
                code: control.code,
            };
        }
        Operation {
            major: stack.major(),
            length: stack.length() as usize,
            output: 0,
            code: 0,
        }
    }

    fn flags(&self) -> RequestFlags {
        RequestFlags(self.flags.load(Ordering::Relaxed))
    }

    /// Whether its cancellation has reached the queue. Set under the queue's lock; the driver asks without it.
    pub(crate) fn was_canceled(&self) -> bool {
        self.canceled.load(Ordering::Relaxed)
    }

    pub(crate) fn set_was_canceled(&self, canceled: bool) {
        self.canceled.store(canceled, Ordering::Relaxed);
    }
}

impl Object<Request> {
    pub(crate) fn wdf(&self) -> WDFREQUEST {
        self.handle().cast()
    }

    /// Records facts for the verifier.
    pub(crate) fn note(&self, set: RequestFlags, clear: RequestFlags) {
        if self.fx().verifier_on() {
            let relaxed = Ordering::Relaxed;
            // In one step: a thread that stops the queue and one of the driver's keep each other's bits.
            let noted = |flags| Some(RequestFlags(flags).without(clear).with(set).0);
            let _ = self.flags.fetch_update(relaxed, relaxed, noted);
        }
    }

    /// Whether the driver has it from `WdfIoQueueFindRequest`; without the verifier, nobody asks.
    pub(crate) fn was_found(&self) -> bool {
        !self.fx().verifier_on() || self.flags().has(RequestFlags::FOUND)
    }

    /// The driver owns it from now on.
    pub(crate) fn hand_to_driver(&self) {
        self.note(RequestFlags::OWNED, RequestFlags::FOUND);
    }

    /// The driver does not own it any more.
    pub(crate) fn take_from_driver(&self) {
        self.note(
            RequestFlags::default(),
            RequestFlags::OWNED
                .with(RequestFlags::IN_STOP)
                .with(RequestFlags::CANCELABLE)
                .with(RequestFlags::CANCELED),
        );
    }

    /// Applies a rule; false after a violation. Without the verifier, everything is allowed.
    pub(crate) fn allows(
        &self,
        function: &'static str,
        rule: fn(RequestFlags) -> Result<(), Misuse>,
    ) -> bool {
        if !self.fx().verifier_on() {
            return true;
        }
        match rule(self.flags()) {
            Ok(()) => true,
            Err(misuse) => {
                self.report(function, misuse);
                false
            }
        }
    }

    fn report(&self, function: &'static str, misuse: Misuse) {
        report(self.fx(), function, self.wdf(), misuse);
    }

    /// Deleting what an I/O target still has is a violation.
    fn check_deletable(&self) {
        if self.fx().verifier_on() && self.flags().has(RequestFlags::SENT) {
            self.report("WdfObjectDelete", Misuse::AlreadySent);
        }
    }
}

#[cold]
pub(crate) fn report(fx: Fx, function: &'static str, handle: WDFREQUEST, misuse: Misuse) {
    const NULL_IRP: u64 = 2;
    const ALREADY_SENT: u64 = 3;
    const NOT_IN_QUEUE: u64 = 5;
    let kind = match misuse {
        Misuse::DoubleCompletion => NULL_IRP,
        Misuse::AlreadySent => ALREADY_SENT,
        _ => NOT_IN_QUEUE,
    };
    violation::wdf(
        fx,
        misuse.rule(),
        Code::RequestFatalError,
        [kind, handle as u64, 0],
        format_args!("{function}({handle:p}): {}", misuse.advice()),
    );
}

/// The request behind a driver's handle, or `None` after a violation, which names a second
/// completion as such.
pub(crate) fn from_argument(
    fx: Fx,
    function: &'static str,
    handle: &Argument<'_, WDFREQUEST>,
) -> Option<Obj<Request>> {
    let completed = handle.pointer();
    if fx.verifier_on() && fx.completed.contains(completed.cast()) && !handle.is_live(fx) {
        report(fx, function, completed, Misuse::DoubleCompletion);
        return None;
    }
    handle.object(fx)
}

/// Whether the request is a device control from user mode.
pub(crate) fn is_user_control(irp: Irp) -> bool {
    irp.is_from_user() && u32::from(irp.current().major()) == IRP_MJ_DEVICE_CONTROL
}
