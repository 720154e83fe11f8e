//! Completing requests.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::sync::atomic::{AtomicPtr, AtomicUsize, Ordering};

use wdk_sys::{
    CCHAR, IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PVOID,
    ULONG_PTR, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFREQUEST},
};

use super::{
    Request, Source, Stage,
    rules::{self, RequestFlags, Transfer},
};
use crate::{
    enter,
    irp::{Irp, Method},
    object::Obj,
    violation::{self, Code},
};

impl Obj<Request> {
    /// Completes a request that the driver does not own: it waited in a queue, or came to none.
    pub(crate) fn finish(self, status: NTSTATUS) {
        if let Some(irp) = self.irp() {
            irp.set_information(0);
        }
        self.complete(status);
    }

    /// Completes the request. One from the I/O manager is freed afterwards.
    pub(crate) fn complete(self, status: NTSTATUS) {
        let Some(irp) = self.irp() else {
            return;
        };
        let status = rules::nt_status(status);
        self.check_information(irp, status);
        self.note(
            RequestFlags::COMPLETED,
            RequestFlags::OWNED
                .with(RequestFlags::CANCELABLE)
                .with(RequestFlags::CANCELED),
        );
        drop_unwanted_copy(irp);
        if self.source.get() == Source::Io {
            self.complete_incoming(irp, status);
        } else {
            self.complete_own(irp, status);
        }
    }

    fn complete_incoming(self, irp: Irp, status: NTSTATUS) {
        let owned = self.stage.get() != Stage::Unlisted;
        let queue = self.queue.get().filter(|_| owned);
        self.unformat();
        // The driver's cleanup may still use the IRP.
        let alone = self.header().retire(self.presented.get());
        self.free_built_mdl();
        self.check_references();
        if u32::from(irp.current().major()) == IRP_MJ_CREATE
            && let Some(device) = self.device.get()
        {
            crate::file::create_completed(device, irp, status);
        }
        self.set_irp(None);
        if self.fx().verifier_on() {
            self.fx().completed.record(self.handle());
        }
        irp.complete(status, self.boost.get());
        if let Some(queue) = queue {
            queue.finished(self);
        }
        self.header().end_retired(alone);
    }

    /// Completes the IRP of a request that the driver made, and that went through a queue. The
    /// object stays, for the driver to delete or reuse.
    fn complete_own(self, irp: Irp, status: NTSTATUS) {
        let owned = self.stage.get() != Stage::Unlisted;
        let queue = self.queue.take().filter(|_| owned);
        if let Some(queue) = queue {
            queue.begin_finish(self);
        }
        self.unformat();
        self.set_irp(None);
        self.completable.set(false);
        irp.complete(status, self.boost.get());
        if let Some(queue) = queue {
            queue.end_finish();
        }
    }

    /// A user must not get bytes beyond the buffer: `Information` is how many the I/O manager
    /// copies back.
    fn check_information(self, irp: Irp, status: NTSTATUS) {
        if !self.fx().verifier_on() {
            return;
        }
        let limit = rules::information_limit(transfer(irp), status);
        let information = irp.information();
        if let Some(limit) = limit
            && information > u64::from(limit)
        {
            const LENGTH_MISMATCH: u64 = 4;
            violation::wdf(
                self.fx(),
                "InformationTooLong",
                Code::RequestFatalError,
                [LENGTH_MISMATCH, self.handle() as u64, information],
                format_args!(
                    "request {:p} is completed with Information {information}, but its buffer has \
                     {limit} bytes",
                    self.handle()
                ),
            );
            irp.set_information(u64::from(limit));
        }
    }

    /// Memory objects of a request must not be referenced beyond its completion.
    fn check_references(self) {
        for memory in [self.input.take(), self.output.take()]
            .into_iter()
            .flatten()
        {
            let held = memory.header().reference_count() - 1;
            if held > 0 {
                violation::wdf(
                    self.fx(),
                    "MemoryHeldAfterCompletion",
                    Code::FatalError,
                    [self.handle() as u64, held as u64, 0],
                    format_args!(
                        "request {:p} is completed while {held} references to its memory {:p} are held",
                        self.handle(),
                        memory.handle()
                    ),
                );
            }
            memory.forget_buffer();
            memory.header().release();
        }
    }
}

/// The operation, as far as `Information` is concerned.
fn transfer(irp: Irp) -> Transfer {
    let stack = irp.current();
    match u32::from(stack.major()) {
        IRP_MJ_READ | IRP_MJ_WRITE => Transfer::Bytes(stack.length()),
        IRP_MJ_DEVICE_CONTROL if irp.is_from_user() => Transfer::UserControl {
            output: stack.control().output,
        },
        _ => Transfer::Opaque,
    }
}

/// Without an output buffer there is nothing to copy back, whatever `Information` says about the
/// input that was used.
fn drop_unwanted_copy(irp: Irp) {
    const IRP_INPUT_OPERATION: u32 = 0x40;
    if irp.flags() & IRP_INPUT_OPERATION == 0 || !super::is_user_control(irp) {
        return;
    }
    let control = irp.current().control();
    if control.method() == Method::Buffered && control.output == 0 {
        irp.set_flags(irp.flags() & !IRP_INPUT_OPERATION);
    }
}

/// Handles of requests that were completed last, so that the verifier can name a second
/// completion.
pub(crate) struct Completed {
    handles: [AtomicPtr<core::ffi::c_void>; Self::SIZE],
    next: AtomicUsize,
}

impl Completed {
    const SIZE: usize = 64;

    pub(crate) const fn new() -> Self {
        Self {
            handles: [const { AtomicPtr::new(core::ptr::null_mut()) }; Self::SIZE],
            next: AtomicUsize::new(0),
        }
    }

    fn record(&self, handle: PVOID) {
        let place = self.next.fetch_add(1, Ordering::Relaxed) % Self::SIZE;
        self.handles[place].store(handle, Ordering::Relaxed);
    }

    pub(crate) fn contains(&self, handle: PVOID) -> bool {
        !handle.is_null()
            && self
                .handles
                .iter()
                .any(|slot| slot.load(Ordering::Relaxed) == handle)
    }
}

fn complete(
    request: Obj<Request>,
    function: &'static str,
    status: NTSTATUS,
    information: Option<u64>,
) {
    if !request.allows(function, rules::complete) {
        return;
    }
    if let (Some(irp), Some(information)) = (request.irp(), information) {
        irp.set_information(information);
    }
    request.complete(status);
}

#[doc = "[`WdfRequestComplete`](wdk_sys::wdf::WdfRequestComplete)"]
#[abi]
pub(crate) unsafe fn WdfRequestComplete(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Status: NTSTATUS,
) {
    enter!(fx = DriverGlobals, WdfRequestComplete(Request));
    if let Some(request) = crate::request::from_argument(fx, "WdfRequestComplete", &Request) {
        complete(request, "WdfRequestComplete", Status, None);
    }
}

#[doc = "[`WdfRequestCompleteWithInformation`](wdk_sys::wdf::WdfRequestCompleteWithInformation)"]
#[abi]
pub(crate) unsafe fn WdfRequestCompleteWithInformation(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Status: NTSTATUS,
    Information: ULONG_PTR,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestCompleteWithInformation(Request)
    );
    let request = crate::request::from_argument(fx, "WdfRequestCompleteWithInformation", &Request);
    if let Some(request) = request {
        complete(
            request,
            "WdfRequestCompleteWithInformation",
            Status,
            Some(Information),
        );
    }
}

#[doc = "[`WdfRequestCompleteWithPriorityBoost`](wdk_sys::wdf::WdfRequestCompleteWithPriorityBoost)"]
#[abi]
pub(crate) unsafe fn WdfRequestCompleteWithPriorityBoost(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Status: NTSTATUS,
    PriorityBoost: CCHAR,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestCompleteWithPriorityBoost(Request)
    );
    let request =
        crate::request::from_argument(fx, "WdfRequestCompleteWithPriorityBoost", &Request);
    if let Some(request) = request {
        request.boost.set(PriorityBoost);
        complete(request, "WdfRequestCompleteWithPriorityBoost", Status, None);
    }
}
