//! Requests: how the driver got them, and what it has done with them.

use std::collections::HashMap;

use kmdf::observer::{Call, Value};
use wdk_sys::wdf::{
    _WDF_REQUEST_SEND_OPTIONS_FLAGS::{
        WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET, WDF_REQUEST_SEND_OPTION_SYNCHRONOUS,
        WDF_REQUEST_SEND_OPTION_TIMEOUT,
    },
    WDF_REQUEST_SEND_OPTIONS,
};

use super::{Broken, Context, Frame, State, arguments};
use crate::{
    nt::verifier::rules::Rule,
    wdf::{peek, rules},
};

/// What is remembered of requests, by their handles. A handle begins anew when its request is presented, retrieved
/// or created.
pub(super) type Requests = HashMap<u64, Request>;

/// A request that the driver has, or had.
#[derive(Clone, Copy, Default)]
pub(super) struct Request {
    kind: Option<Kind>,
    /// The queue that presented it.
    queue: u64,
    /// The driver has created it.
    own: bool,
    formatted: bool,
    /// It was formatted for an I/O target, by one of the target's functions.
    for_target: bool,
    cancelable: bool,
    /// Unmarking it returned `STATUS_CANCELLED`.
    canceled: bool,
    /// `EvtRequestCancel` was called for it.
    cancel_called: bool,
    /// It could not be sent.
    send_failed: bool,
    /// Its status may be asked for.
    has_status: bool,
    /// Completed, handed on, or answered in `EvtIoStop`.
    handled: bool,
}

/// What a queue's callback says of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Write,
    Ioctl,
    InternalIoctl,
    Other,
}

impl Kind {
    /// What the callback is for, if it is one of a queue that presents requests.
    fn of(callback: &str) -> Option<Self> {
        Some(match callback {
            "EvtIoRead" => Self::Read,
            "EvtIoWrite" => Self::Write,
            "EvtIoDeviceControl" => Self::Ioctl,
            "EvtIoInternalDeviceControl" => Self::InternalIoctl,
            "EvtIoDefault" => Self::Other,
            _ => return None,
        })
    }

    /// The rule for sending such a request, if `function` is for another kind.
    fn wrong_sender(self, function: &str) -> Option<&'static Rule> {
        let sent_as = match function {
            "WdfIoTargetSendReadSynchronously" => Self::Read,
            "WdfIoTargetSendWriteSynchronously" => Self::Write,
            "WdfIoTargetSendIoctlSynchronously" => Self::Ioctl,
            "WdfIoTargetSendInternalIoctlSynchronously"
            | "WdfIoTargetSendInternalIoctlOthersSynchronously" => Self::InternalIoctl,
            _ => return None,
        };
        let rule = match self {
            Self::Read => &rules::READ_REQS,
            Self::Write => &rules::WRITE_REQS,
            Self::Ioctl => &rules::IOCTL_REQS,
            Self::InternalIoctl => &rules::INTERNAL_IOCTL_REQS,
            Self::Other => return None,
        };
        (sent_as != self).then_some(rule)
    }
}

/// Whether the function sends a request and waits for it.
pub(super) fn sends_synchronously(name: &str) -> bool {
    name.starts_with("WdfIoTargetSend") && name.ends_with("Synchronously")
}

fn completes(name: &str) -> bool {
    matches!(
        name,
        "WdfRequestComplete"
            | "WdfRequestCompleteWithInformation"
            | "WdfRequestCompleteWithPriorityBoost"
    )
}

fn formats(name: &str) -> bool {
    name.contains("FormatRequest") || name == "WdfRequestWdmFormatUsingStackLocation"
}

/// Whether the function gives the request to somebody else.
fn hands_on(name: &str) -> bool {
    matches!(
        name,
        "WdfRequestForwardToIoQueue"
            | "WdfRequestForwardToParentDeviceIoQueue"
            | "WdfRequestRequeue"
            | "WdfDeviceEnqueueRequest"
    )
}

pub(super) fn callback_enter(state: &mut State, context: &Context<'_>) {
    let call = context.call;
    let request = arguments::handle(call, "WDFREQUEST");
    if let Some(kind) = Kind::of(call.name) {
        let presented = Request {
            kind: Some(kind),
            queue: arguments::handle(call, "WDFQUEUE"),
            ..Request::default()
        };
        state.requests.insert(request, presented);
        return;
    }
    let Some(known) = state.requests.get_mut(&request) else {
        return;
    };
    match call.name {
        "EvtRequestCancel" => {
            known.cancel_called = true;
            known.cancelable = false;
        }
        "EvtIoStop" => known.handled = false,
        "EvtRequestCompletionRoutine" => known.has_status = true,
        _ => {}
    }
}

pub(super) fn callback_leave(
    state: &mut State,
    _context: &Context<'_>,
    frame: &Frame,
    broken: &mut Broken,
) {
    let Some(request) = state.requests.get(&frame.request).copied() else {
        return;
    };
    let handled = frame.handled || request.handled;
    if Kind::of(frame.name).is_some() && !handled && !request.cancelable {
        let message = format!(
            "{} returned and has neither completed nor handed on the request {:#x}, nor marked it cancelable",
            frame.name, frame.request
        );
        broken.push((&rules::REQUEST_COMPLETED_LOCAL, message));
    }
    if frame.name == "EvtIoStop" && !handled {
        let message = format!(
            "EvtIoStop returned and has neither completed, canceled nor acknowledged the request {:#x}: the \
             device cannot leave D0 before",
            frame.request
        );
        if !request.cancelable {
            broken.push((&rules::EVT_IO_STOP_CANCEL, message.clone()));
        }
        broken.push((&rules::EVT_IO_STOP_COMPLETE_OR_STOP_ACK, message));
    }
}

pub(super) fn call_enter(
    state: &mut State,
    context: &Context<'_>,
    options: i32,
    broken: &mut Broken,
) {
    let call = context.call;
    let name = call.name;
    check_dispatch(state, context, broken);
    let handle = arguments::handle(call, "WDFREQUEST");
    if handle == 0 {
        return;
    }
    let callback = state.frame(context).map_or("", |frame| frame.name);
    check_accessors(state, context, callback, broken);
    let without_resume = state
        .requests
        .get(&handle)
        .is_some_and(|request| state.queues.without_resume.contains(&request.queue));
    let Some(request) = state.requests.get_mut(&handle) else {
        return;
    };
    if completes(name) {
        complete(request, handle, call, callback, broken);
    } else if formats(name) {
        request.formatted = true;
        request.for_target = name.starts_with("WdfIoTarget");
    } else if hands_on(name) {
        request.handled = true;
    }
    match name {
        "WdfRequestMarkCancelable" => request.cancelable = true,
        "WdfRequestSend" => sending(request, handle, options, broken),
        "WdfRequestReuse" => {
            *request = Request {
                own: request.own,
                ..Request::default()
            };
        }
        "WdfRequestIsCanceled" if request.cancelable => {
            let message = format!(
                "WdfRequestIsCanceled is called for the request {handle:#x}, which is marked cancelable: \
                 EvtRequestCancel tells of its cancellation"
            );
            broken.push((&rules::REQ_IS_CANC_ON_CANC_REQ, message));
        }
        "WdfRequestGetStatus" if !request.has_status => {
            let message = format!(
                "WdfRequestGetStatus is called for the request {handle:#x}, which was not sent, or was sent \
                 without waiting"
            );
            broken.push((&rules::REQUEST_GET_STATUS_VALID, message));
        }
        "WdfRequestStopAcknowledge" => {
            request.handled = true;
            if callback != "EvtIoStop" {
                let message = "WdfRequestStopAcknowledge is called after EvtIoStop has returned, which it answers"
                    .to_owned();
                broken.push((&rules::STOP_ACK_WITHIN_EVT_IO_STOP, message));
            }
            if arguments::number(call, 1) == 0 && without_resume {
                let message = "WdfRequestStopAcknowledge(FALSE) keeps the request, whose queue has no EvtIoResume: \
                               nothing tells the driver when the device is in D0 again"
                    .to_owned();
                broken.push((&rules::EVT_IO_STOP_RESUME, message));
            }
        }
        "WdfRequestCancelSentRequest" => {
            request.handled = true;
            if callback == "EvtDeviceSurpriseRemoval" {
                let message = "EvtDeviceSurpriseRemoval cancels a request, while the framework leaves D0 at the \
                               same time: do it in EvtDeviceSelfManagedIoSuspend or Flush"
                    .to_owned();
                broken.push((&rules::NO_CANCEL_FROM_EVT_SURPRISE_REMOVE, message));
            }
        }
        "WdfRequestGetParameters" if callback == "EvtIoStop" => {
            let message =
                "EvtIoStop calls WdfRequestGetParameters: the request may be gone".to_owned();
            broken.push((&rules::EVT_IO_STOP_GET_PARAM, message));
        }
        "WdfRequestGetParameters" if callback == "EvtIoResume" => {
            let message = "EvtIoResume calls WdfRequestGetParameters".to_owned();
            broken.push((&rules::EVT_IO_RESUME_GET_PARAM, message));
        }
        _ => {}
    }
    if let Some(rule) = request.kind.and_then(|kind| kind.wrong_sender(name)) {
        let message = format!(
            "{name} sends the request {handle:#x}, which is one of another kind: create a request for it"
        );
        broken.push((rule, message));
    }
    if let Some(frame) = state.frame(context).filter(|frame| frame.request == handle) {
        frame.handled |= completes(name) || hands_on(name) || name == "WdfRequestStopAcknowledge";
    }
}

/// Functions with which a driver hands an IRP to the framework.
fn check_dispatch(state: &mut State, context: &Context<'_>, broken: &mut Broken) {
    let name = context.call.name;
    let in_dispatch = state.is_in(context, "EvtDeviceWdmIrpDispatch");
    let to_queue = name == "WdfDeviceWdmDispatchIrpToIoQueue";
    if to_queue && !in_dispatch && !state.is_in(context, "EvtDeviceWdmIrpPreprocess") {
        let message = format!(
            "{name} is called outside of EvtDeviceWdmIrpDispatch and EvtDeviceWdmIrpPreprocess"
        );
        broken.push((&rules::FWD_IRP_TO_IO_QUEUE_VALID, message));
    }
    let hands_on = to_queue || name == "WdfDeviceWdmDispatchIrp";
    let irp = arguments::handle(context.call, "IRP");
    if in_dispatch && hands_on && peek::has_completion_routine(irp) {
        let message = format!(
            "EvtDeviceWdmIrpDispatch has set a completion routine on the IRP {irp:#x} that it gives to {name}"
        );
        broken.push((&rules::SET_COMPLETION_ROUTINE_FROM_DISPATCH, message));
    }
}

/// Functions that look at a request, and that not each callback and each driver may call.
fn check_accessors(state: &mut State, context: &Context<'_>, callback: &str, broken: &mut Broken) {
    const INPUT: [&str; 4] = [
        "WdfRequestRetrieveInputBuffer",
        "WdfRequestRetrieveUnsafeUserInputBuffer",
        "WdfRequestRetrieveInputWdmMdl",
        "WdfRequestRetrieveInputMemory",
    ];
    const OUTPUT: [&str; 4] = [
        "WdfRequestRetrieveOutputBuffer",
        "WdfRequestRetrieveUnsafeUserOutputBuffer",
        "WdfRequestRetrieveOutputWdmMdl",
        "WdfRequestRetrieveOutputMemory",
    ];
    let name = context.call.name;
    let handle = arguments::handle(context.call, "WDFREQUEST");
    // The callback may have to do with requests of before.
    let presented = state
        .frame(context)
        .is_some_and(|frame| frame.request == handle);
    let wrong = match callback {
        _ if !presented => None,
        "EvtIoRead" if INPUT.contains(&name) => Some((&rules::INPUT_BUFFER_API, "output")),
        "EvtIoWrite" if OUTPUT.contains(&name) => Some((&rules::OUTPUT_BUFFER_API, "input")),
        _ => None,
    };
    if let Some((rule, has)) = wrong {
        let message = format!("{callback} calls {name}: its request has an {has} buffer");
        broken.push((rule, message));
    }
    if name == "WdfRequestGetFileObject" && !state.driver(context).configures_files {
        let message =
            "WdfRequestGetFileObject is called, and WdfDeviceInitSetFileObjectConfig never was"
                .to_owned();
        broken.push((&rules::FILE_OBJECT_CONFIGURED, message));
    }
}

fn complete(
    request: &mut Request,
    handle: u64,
    call: &Call<'_>,
    callback: &str,
    broken: &mut Broken,
) {
    request.handled = true;
    request.cancelable = false;
    let name = call.name;
    if request.own {
        let message = format!(
            "{name} gets the request {handle:#x}, which the driver has created: delete it with WdfObjectDelete"
        );
        broken.push((&rules::REQ_DELETE, message));
    }
    if request.canceled && !request.cancel_called {
        let message = format!(
            "{name} gets the request {handle:#x}, for which WdfRequestUnmarkCancelable has returned \
             STATUS_CANCELLED: EvtRequestCancel completes it"
        );
        broken.push((&rules::COMPLETE_CANCELED_REQ, message));
    }
    if request.send_failed && arguments::number(call, 1) >= 0 {
        let message = format!(
            "{name} reports a success of the request {handle:#x}, which could not be sent: take the status of \
             WdfRequestGetStatus"
        );
        broken.push((&rules::REQ_SEND_FAIL, message));
    }
    if callback == "EvtDeviceSurpriseRemoval" {
        let message = "EvtDeviceSurpriseRemoval completes a request, while the framework leaves D0 at the same time: \
                       do it in EvtDeviceSelfManagedIoSuspend or Flush"
            .to_owned();
        broken.push((&rules::EVT_SURPRISE_REMOVE_NO_REQUEST_COMPLETE, message));
    }
}

/// The flags of a send; 0 for one without options, and for other functions.
pub(super) fn send_options(call: &Call<'_>) -> i32 {
    if !super::locks::sends(call.name) {
        return 0;
    }
    let options = arguments::handle(call, "WDF_REQUEST_SEND_OPTIONS");
    let options: Option<WDF_REQUEST_SEND_OPTIONS> = peek::read_before(options);
    options.map_or(0, |options| options.Flags.cast_signed())
}

pub(super) fn call_leave(
    state: &mut State,
    context: &Context<'_>,
    result: Value,
    options: i32,
    broken: &mut Broken,
) {
    let call = context.call;
    let name = call.name;
    let handle = arguments::handle(call, "WDFREQUEST");
    match name {
        "WdfRequestCreate" | "WdfRequestCreateFromIrp" => {
            let created = peek::at::<u64>(arguments::variable(call, "WDFREQUEST"));
            if let (Value::Signed(0), Some(created)) = (result, created) {
                let request = Request {
                    own: true,
                    ..Request::default()
                };
                state.requests.insert(created, request);
            }
        }
        "WdfIoQueueRetrieveNextRequest"
        | "WdfIoQueueRetrieveFoundRequest"
        | "WdfIoQueueRetrieveRequestByFileObject" => {
            let retrieved = peek::at::<u64>(arguments::variable(call, "WDFREQUEST"));
            if let (Value::Signed(0), Some(retrieved)) = (result, retrieved) {
                state.requests.insert(retrieved, Request::default());
            }
        }
        "WdfRequestUnmarkCancelable" | "WdfRequestMarkCancelableEx" => {
            let Some(request) = state.requests.get_mut(&handle) else {
                return;
            };
            let canceled = result == Value::Signed(i64::from(wdk_sys::STATUS_CANCELLED));
            if name == "WdfRequestMarkCancelableEx" {
                request.cancelable = arguments::failure(result).is_none();
            } else {
                request.canceled = canceled;
                request.cancelable = false;
            }
        }
        // It was not handed on: the driver still has it.
        _ if hands_on(name) && arguments::failure(result).is_some() => {
            if let Some(request) = state.requests.get_mut(&handle) {
                request.handled = false;
            }
            if let Some(frame) = state.frame(context).filter(|it| it.request == handle) {
                frame.handled = false;
            }
        }
        "WdfRequestSend" => sent(state, context, handle, result, options),
        _ if sends_synchronously(name) => {
            if options & WDF_REQUEST_SEND_OPTION_TIMEOUT == 0 {
                let message = format!("{name} waits without a time-out for the driver below");
                broken.push((&rules::SYNC_REQ_SEND, message));
            }
            if let Some(request) = state.requests.get_mut(&handle) {
                request.has_status = true;
                // It is formatted for this send, and not for another one.
                request.formatted = false;
            }
        }
        _ => {}
    }
}

/// What a send demands of the request. It is judged before the send: when that returns, the driver's completion routine
/// may have formatted the request anew, or sent it again.
fn sending(request: &mut Request, handle: u64, flags: i32, broken: &mut Broken) {
    let forgets = flags & WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET != 0;
    let waits = flags & WDF_REQUEST_SEND_OPTION_SYNCHRONOUS != 0;
    if waits && flags & WDF_REQUEST_SEND_OPTION_TIMEOUT == 0 {
        let message = "WdfRequestSend waits without a time-out for the driver below".to_owned();
        broken.push((&rules::SYNC_REQ_SEND_2, message));
    }
    if !forgets && !request.formatted {
        let message = format!(
            "WdfRequestSend gets the request {handle:#x}, which is not formatted: call \
             WdfRequestFormatRequestUsingCurrentType or a function of its target before"
        );
        broken.push((&rules::REQUEST_FORMATTED_VALID, message));
    }
    if forgets && request.own && request.for_target {
        let message = format!(
            "WdfRequestSend forgets the request {handle:#x}, which the driver has created and formatted: nobody \
             would delete it"
        );
        broken.push((&rules::REQUEST_SEND_AND_FORGET_NO_FORMATTING_2, message));
    }
    request.formatted = false;
    request.send_failed = false;
    request.has_status = false;
}

/// A send has returned.
fn sent(state: &mut State, context: &Context<'_>, handle: u64, result: Value, flags: i32) {
    let waits = flags & WDF_REQUEST_SEND_OPTION_SYNCHRONOUS != 0;
    let sent = !matches!(result, Value::Unsigned(0));
    let Some(request) = state.requests.get_mut(&handle) else {
        return;
    };
    if !sent {
        request.send_failed = true;
    }
    if !sent || waits {
        request.has_status = true;
    }
    if sent && !waits {
        request.handled = true;
        if let Some(frame) = state.frame(context).filter(|it| it.request == handle) {
            frame.handled = true;
        }
    }
}
