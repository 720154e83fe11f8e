//! I/O targets: where a driver sends requests, down its own stack or to another device.
//!
//! A request is in at most one of a target's lists: sent, sent although the target was stopped,
//! or kept until the target is started. [`submission`] decides which; `send` follows a request
//! until it comes back.
#![expect(unsafe_code, reason = "the target's device object and IRPs for it")]

mod api;
mod format;
mod part;
mod remote;
mod send;
mod submission;
mod synchronous;
mod timeout;

pub(crate) use api::*;
pub(crate) use remote::*;
pub(crate) use synchronous::*;

pub(crate) use send::Sending;

use core::{
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    HANDLE, IoAllocateIrp, NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_STATE, STATUS_REQUEST_NOT_ACCEPTED,
};

use self::{remote::Remote, send::SentLink, submission::Target as State};
use crate::{
    device::Device,
    event::Event,
    irp::Irp,
    list::List,
    object::{Attributes, Body, Class, Cleanup, Header, Obj, numbers},
    request::{Request, Source},
    sync::SpinLock,
};

/// The framework's part of a `WDFIOTARGET`.
pub(crate) struct Target {
    device: Obj<Device>,
    /// It is the next device of the stack, which lives longer than this.
    local: bool,
    pub(super) lock: SpinLock<Inner>,
    /// For a remote target: how it was opened.
    remote: SpinLock<Remote>,
    /// Set when what a thread that stops the target waits for is back, and its driver knows it.
    pub(super) settled: Event,
    /// Set while no request is sent, kept, or being given back to the driver.
    pub(super) idle: Event,
}

/// What a target's lock guards.
pub(super) struct Inner {
    pub(super) state: State,
    /// It is being closed or deleted, and requests are still sent.
    pub(super) closing: bool,
    /// A thread that stops or purges it waits for what is sent.
    pub(super) waited_for: bool,
    /// Requests that are sent, kept, or being given back to the driver.
    pub(super) count: u32,
    pub(super) wdm: PDEVICE_OBJECT,
    pub(super) file: PFILE_OBJECT,
    pub(super) handle: HANDLE,
    /// The framework holds a reference to the file.
    pub(super) owns_file: bool,
    pub(super) sent: List<SentLink>,
    /// Sent while the target's state was ignored: stopping and purging leave them alone.
    pub(super) ignoring: List<SentLink>,
    pub(super) kept: List<SentLink>,
}

// SAFETY: the pointers are to objects of the I/O manager, which any thread may use.
unsafe impl Send for Inner {}

impl Body for Target {
    const CLASS: &'static Class = &Class::of::<Self>("WDFIOTARGET", numbers::IO_TARGET).passive();

    fn dispose(target: Obj<Self>) -> Cleanup {
        target.header().cleanup();
        target.end(State::Deleted);
        target.wait_until_idle();
        if !target.local {
            target.forget_device();
        }
        Cleanup::Done
    }
}

impl Target {
    fn new(device: Obj<Device>, state: State, wdm: PDEVICE_OBJECT) -> Self {
        Self {
            device,
            local: !wdm.is_null(),
            lock: SpinLock::new(Inner {
                state,
                closing: false,
                waited_for: false,
                count: 0,
                wdm,
                file: ptr::null_mut(),
                handle: ptr::null_mut(),
                owns_file: false,
                sent: List::new(),
                ignoring: List::new(),
                kept: List::new(),
            }),
            remote: SpinLock::new(Remote::new()),
            settled: Event::new(),
            idle: Event::new(),
        }
    }

    /// The device that requests go to; null when the target is closed.
    pub(super) fn wdm(&self) -> PDEVICE_OBJECT {
        self.lock.with(|inner| inner.wdm)
    }

    /// The file that requests are sent with; null for the local target.
    pub(super) fn file(&self) -> PFILE_OBJECT {
        self.lock.with(|inner| inner.file)
    }

    fn stack_size(&self) -> Option<i8> {
        let wdm = NonNull::new(self.wdm())?;
        // SAFETY: not null, so the target is open and holds a reference to the device.
        Some(unsafe { (*wdm.as_ptr()).StackSize })
    }
}

impl Obj<Target> {
    pub(super) fn device(self) -> Obj<Device> {
        self.device
    }

    /// Makes sure that the request's IRP has enough stack locations for the target.
    ///
    /// # Errors
    /// `STATUS_INVALID_DEVICE_STATE` when the target is closed; `STATUS_REQUEST_NOT_ACCEPTED`
    /// when the IRP is another's and too small; `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn fit(self, request: Obj<Request>) -> Result<Irp, NTSTATUS> {
        request.unformat();
        let size = self.stack_size().ok_or(STATUS_INVALID_DEVICE_STATE)?;
        if let Some(irp) = request.irp() {
            if irp.locations_left() >= size {
                return Ok(irp);
            }
            if request.source.get() != Source::Own {
                return Err(STATUS_REQUEST_NOT_ACCEPTED);
            }
        }
        // SAFETY: as many stack locations as the target's device says that it needs.
        let irp = unsafe { IoAllocateIrp(size as _, 0) };
        // SAFETY: null, or a fresh IRP that the request is going to own.
        let irp = unsafe { Irp::new(irp) }.ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
        request.free_own_irp();
        request.source.set(Source::Own);
        request.set_irp(Some(irp));
        Ok(irp)
    }
}

/// The target of a device's own stack, made when it is first asked for.
pub(crate) fn local(device: Obj<Device>, place: &AtomicPtr<Header>) -> Option<Obj<Target>> {
    let existing = |raw: *mut Header| {
        // SAFETY: stored below; a child of the device, which is alive.
        NonNull::new(raw).map(|header| unsafe { Obj::from_raw(header) })
    };
    if let Some(target) = existing(place.load(Ordering::Acquire)) {
        return Some(target);
    }
    let lower = NonNull::new(device.attached())?;
    let body = Target::new(device, State::Started, lower.as_ptr());
    let target: Obj<Target> =
        Obj::create(device.fx(), Some(device.header()), &Attributes::NONE, body).ok()?;
    target.settled.initialize_set();
    target.idle.initialize_set();
    target.header().forbid_delete();
    let raw = target.as_ptr().as_ptr();
    match place.compare_exchange(ptr::null_mut(), raw, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => Some(target),
        Err(other) => {
            target.abandon();
            existing(other)
        }
    }
}
