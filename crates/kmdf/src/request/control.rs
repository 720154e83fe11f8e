//! What the driver does with a request besides completing it: cancellation, and giving it to a
//! queue.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use wdk_sys::{
    BOOLEAN, NTSTATUS, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wdf::{
        PFN_WDF_REQUEST_CANCEL, PWDF_DRIVER_GLOBALS, PWDF_REQUEST_FORWARD_OPTIONS,
        WDF_REQUEST_FORWARD_OPTIONS, WDFQUEUE, WDFREQUEST,
    },
};

use super::{
    Request, Source,
    rules::{self, RequestFlags},
};
use crate::{
    Fx,
    argument::{object, status_of},
    enter,
    irp::Irp,
    object::Obj,
    queue::Queue,
    status, violation,
};

fn mark_cancelable(
    request: Obj<Request>,
    function: &'static str,
    callback: PFN_WDF_REQUEST_CANCEL,
    fail_canceled: bool,
) -> NTSTATUS {
    if callback.is_none() {
        violation::null_parameter(request.fx(), function, "EvtRequestCancel");
        return STATUS_INVALID_PARAMETER;
    }
    if !request.allows(function, rules::mark_cancelable) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let Some(queue) = request.queue.get() else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    request.note(RequestFlags::CANCELABLE, RequestFlags::default());
    let status = queue.mark_cancelable(request, callback, fail_canceled);
    if status < 0 {
        request.note(RequestFlags::default(), RequestFlags::CANCELABLE);
    }
    status
}

#[doc = "[`WdfRequestMarkCancelable`](wdk_sys::wdf::WdfRequestMarkCancelable)"]
#[abi]
pub(crate) unsafe fn WdfRequestMarkCancelable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    EvtRequestCancel: PFN_WDF_REQUEST_CANCEL,
) {
    enter!(fx = DriverGlobals, WdfRequestMarkCancelable(Request));
    let request = request!(fx, WdfRequestMarkCancelable, Request);
    let _ = mark_cancelable(request, "WdfRequestMarkCancelable", EvtRequestCancel, false);
}

#[doc = "[`WdfRequestMarkCancelableEx`](wdk_sys::wdf::WdfRequestMarkCancelableEx)"]
#[abi]
pub(crate) unsafe fn WdfRequestMarkCancelableEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    EvtRequestCancel: PFN_WDF_REQUEST_CANCEL,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRequestMarkCancelableEx(Request));
    let request = request!(fx, WdfRequestMarkCancelableEx, Request => status::INVALID_HANDLE);
    mark_cancelable(
        request,
        "WdfRequestMarkCancelableEx",
        EvtRequestCancel,
        true,
    )
}

#[doc = "[`WdfRequestUnmarkCancelable`](wdk_sys::wdf::WdfRequestUnmarkCancelable)"]
#[abi]
pub(crate) unsafe fn WdfRequestUnmarkCancelable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> NTSTATUS {
    const NAME: &str = "WdfRequestUnmarkCancelable";
    enter!(fx = DriverGlobals, WdfRequestUnmarkCancelable(Request));
    let request = request!(fx, WdfRequestUnmarkCancelable, Request => status::INVALID_HANDLE);
    if !request.allows(NAME, rules::unmark_cancelable) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let Some(queue) = request.queue.get() else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let status = queue.unmark_cancelable(request);
    if status >= 0 {
        request.note(RequestFlags::default(), RequestFlags::CANCELABLE);
    }
    status
}

#[doc = "[`WdfRequestIsCanceled`](wdk_sys::wdf::WdfRequestIsCanceled)"]
#[abi]
pub(crate) unsafe fn WdfRequestIsCanceled(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfRequestIsCanceled(Request));
    let request = request!(fx, WdfRequestIsCanceled, Request => 0);
    if !request.allows("WdfRequestIsCanceled", rules::mark_cancelable) {
        return 0;
    }
    let canceled = request.was_canceled() || request.irp().is_some_and(Irp::is_canceled);
    u8::from(canceled)
}

/// The queue that a request of the driver goes to, and the one that it comes from.
fn forward(fx: Fx, request: Obj<Request>, target: Obj<Queue>) -> Result<(), NTSTATUS> {
    match request.queue.get() {
        Some(queue) if queue == target => Err(STATUS_INVALID_DEVICE_REQUEST),
        Some(queue) if queue.device() != target.device() => Err(STATUS_INVALID_DEVICE_REQUEST),
        Some(queue) => queue.forward(request, target),
        None if request.source.get() == Source::Driver && request.completable.get() => {
            enqueue_created(fx, request, target)
        }
        None => Err(STATUS_INVALID_DEVICE_REQUEST),
    }
}

/// A request of the driver's own making enters a queue.
fn enqueue_created(_: Fx, request: Obj<Request>, target: Obj<Queue>) -> Result<(), NTSTATUS> {
    let before = request.device.replace(Some(target.device()));
    request.take_from_driver();
    let outcome = target.accept_forwarded(request);
    if outcome.is_err() {
        request.device.set(before);
        request.hand_to_driver();
    }
    outcome
}

#[doc = "[`WdfRequestForwardToIoQueue`](wdk_sys::wdf::WdfRequestForwardToIoQueue)"]
#[abi]
pub(crate) unsafe fn WdfRequestForwardToIoQueue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    DestinationQueue: WDFQUEUE,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestForwardToIoQueue(Request, DestinationQueue)
    );
    let request = request!(fx, WdfRequestForwardToIoQueue, Request => status::INVALID_HANDLE);
    let target = object!(fx, Queue, DestinationQueue => status::INVALID_HANDLE);
    if !request.allows("WdfRequestForwardToIoQueue", rules::give_away) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    status_of(forward(fx, request, target))
}

#[doc = "[`WdfRequestForwardToParentDeviceIoQueue`](wdk_sys::wdf::WdfRequestForwardToParentDeviceIoQueue)"]
#[abi]
pub(crate) unsafe fn WdfRequestForwardToParentDeviceIoQueue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    ParentDeviceQueue: WDFQUEUE,
    ForwardOptions: PWDF_REQUEST_FORWARD_OPTIONS,
) -> NTSTATUS {
    const NAME: &str = "WdfRequestForwardToParentDeviceIoQueue";
    enter!(
        fx = DriverGlobals,
        WdfRequestForwardToParentDeviceIoQueue(Request, ParentDeviceQueue, ForwardOptions)
    );
    let request =
        request!(fx, WdfRequestForwardToParentDeviceIoQueue, Request => status::INVALID_HANDLE);
    let target = object!(fx, Queue, ParentDeviceQueue => status::INVALID_HANDLE);
    if ForwardOptions.is_null() {
        violation::null_parameter(fx, NAME, "ForwardOptions");
        return STATUS_INVALID_PARAMETER;
    }
    let Some(options) = ForwardOptions.read() else {
        return STATUS_INVALID_PARAMETER;
    };
    if options.Size as usize != size_of::<WDF_REQUEST_FORWARD_OPTIONS>() {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    const SEND_AND_FORGET: u32 = 1;
    if options.Flags & !SEND_AND_FORGET != 0 {
        return STATUS_INVALID_PARAMETER;
    }
    if !request.allows(NAME, rules::give_away) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let (Some(queue), Some(irp)) = (request.queue.get(), request.irp()) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    let device = queue.device();
    let parent = device.child.as_ref().filter(|child| child.may_forward());
    if parent.is_none_or(|child| child.parent().handle() != target.device().handle()) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    if !irp.has_next() || request.reserved.get() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    // The parent has the IRP as if it had been sent down, so it gets a location of its own.
    let child = request.device.replace(Some(target.device()));
    irp.copy_current_to_next();
    irp.set_next();
    irp.current().set_device(target.device().wdm());
    let outcome = queue.forward(request, target);
    if outcome.is_err() {
        irp.skip_current();
        request.device.set(child);
    }
    status_of(outcome)
}

#[doc = "[`WdfRequestRequeue`](wdk_sys::wdf::WdfRequestRequeue)"]
#[abi]
pub(crate) unsafe fn WdfRequestRequeue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRequestRequeue(Request));
    let request = request!(fx, WdfRequestRequeue, Request => status::INVALID_HANDLE);
    if !request.allows("WdfRequestRequeue", rules::give_away) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    match request.queue.get() {
        Some(queue) if queue.is_manual() => {
            queue.requeue(request);
            STATUS_SUCCESS
        }
        _ => STATUS_INVALID_DEVICE_REQUEST,
    }
}

#[doc = "[`WdfRequestStopAcknowledge`](wdk_sys::wdf::WdfRequestStopAcknowledge)"]
#[abi]
pub(crate) unsafe fn WdfRequestStopAcknowledge(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Requeue: BOOLEAN,
) {
    const NAME: &str = "WdfRequestStopAcknowledge";
    enter!(fx = DriverGlobals, WdfRequestStopAcknowledge(Request));
    let request = request!(fx, WdfRequestStopAcknowledge, Request);
    let requeue = Requeue != 0;
    if requeue && !request.allows(NAME, rules::give_away) {
        return;
    }
    if !request.allows(NAME, rules::acknowledge_stop) {
        return;
    }
    if let Some(queue) = request.queue.get() {
        request.note(RequestFlags::default(), RequestFlags::IN_STOP);
        queue.acknowledge(request, requeue);
    }
}
