//! The `WdfIoQueue*` functions.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    NTSTATUS, PULONG, STATUS_DELETE_PENDING, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, STATUS_INVALID_PARAMETER_4, STATUS_SUCCESS, abi,
    wdf::{
        _WDF_IO_QUEUE_STATE::{
            WdfIoQueueAcceptRequests, WdfIoQueueDispatchRequests, WdfIoQueueDriverNoRequests,
            WdfIoQueueNoRequests, WdfIoQueuePnpHeld,
        },
        PFN_WDF_IO_QUEUE_STATE, PWDF_DRIVER_GLOBALS, PWDF_REQUEST_PARAMETERS, WDF_IO_QUEUE_STATE,
        WDF_REQUEST_PARAMETERS, WDFCONTEXT, WDFDEVICE, WDFFILEOBJECT, WDFQUEUE, WDFREQUEST,
    },
};

use super::{
    lists::{Inner, Waiter},
    retrieve::Which,
    state_machine::{Order, Power},
};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    enter,
    file::File,
    object::Obj,
    request::{parameters, request, rules::RequestFlags},
    status,
    violation::{self, Code},
};

use super::Queue as Body;

impl Inner {
    fn reported_state(&self, power_managed: bool) -> WDF_IO_QUEUE_STATE {
        let state = &self.state;
        [
            (state.accepts, WdfIoQueueAcceptRequests),
            (state.dispatches, WdfIoQueueDispatchRequests),
            (state.waiting == 0, WdfIoQueueNoRequests),
            (state.owned == 0, WdfIoQueueDriverNoRequests),
            (power_managed && state.power != Power::On, WdfIoQueuePnpHeld),
        ]
        .into_iter()
        .filter_map(|(holds, bit)| holds.then_some(bit))
        .sum()
    }
}

/// A queue function that the driver used in a way that the queue's state forbids.
fn misuse(fx: Fx, rule: &'static str, queue: Obj<Body>, message: &str) {
    violation::wdf(
        fx,
        rule,
        Code::QueueFatalError,
        [queue.handle() as u64, 0, 0],
        format_args!("queue {:p}: {message}", queue.handle()),
    );
}

#[doc = "[`WdfIoQueueGetState`](wdk_sys::wdf::WdfIoQueueGetState)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueGetState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    QueueRequests: PULONG,
    DriverRequests: PULONG,
) -> WDF_IO_QUEUE_STATE {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueGetState(Queue, QueueRequests, DriverRequests)
    );
    let queue = object!(fx, Body, Queue => 0);
    let (waiting, owned, state) = queue.lock.with(|inner| {
        let state = inner.reported_state(queue.power_managed);
        (inner.state.waiting, inner.state.owned, state)
    });
    QueueRequests.put(waiting);
    DriverRequests.put(owned);
    state
}

#[doc = "[`WdfIoQueueGetDevice`](wdk_sys::wdf::WdfIoQueueGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfIoQueueGetDevice(Queue));
    let queue = object!(fx, Body, Queue => ptr::null_mut());
    queue.device.handle().cast()
}

#[doc = "[`WdfIoQueueStart`](wdk_sys::wdf::WdfIoQueueStart)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueStart(DriverGlobals: PWDF_DRIVER_GLOBALS, Queue: WDFQUEUE) {
    enter!(fx = DriverGlobals, WdfIoQueueStart(Queue));
    object!(fx, Body, Queue).start();
}

/// What a driver's stop, drain or purge does.
#[derive(Clone, Copy)]
struct Closing {
    /// Stop rather than refuse.
    stop: bool,
    /// Cancel what waits and what can be canceled.
    cancel: bool,
}

const STOP: Closing = Closing {
    stop: true,
    cancel: false,
};
const STOP_AND_PURGE: Closing = Closing {
    stop: true,
    cancel: true,
};
const DRAIN: Closing = Closing {
    stop: false,
    cancel: false,
};
const PURGE: Closing = Closing {
    stop: false,
    cancel: true,
};

impl Closing {
    fn begin(self, queue: Obj<Body>, waiter: Waiter) -> Result<(), NTSTATUS> {
        if self.stop {
            queue.stop(self.cancel, waiter)
        } else {
            queue.purge(self.cancel, waiter)
        }
    }
}

fn close(
    fx: Fx,
    queue: &Argument<'_, WDFQUEUE>,
    how: Closing,
    done: PFN_WDF_IO_QUEUE_STATE,
    context: WDFCONTEXT,
) {
    let queue = object!(fx, Body, queue);
    let waiter = if done.is_some() {
        Waiter::Driver(done, context)
    } else {
        Waiter::None
    };
    if how.begin(queue, waiter).is_err() {
        misuse(
            fx,
            "QueueClosedTwice",
            queue,
            "the callback of an earlier stop, drain or purge is still to come, or the queue is deleted",
        );
    }
}

fn close_and_wait(fx: Fx, queue: &Argument<'_, WDFQUEUE>, how: Closing) {
    let queue = object!(fx, Body, queue);
    if queue
        .lock_of_callbacks()
        .is_some_and(crate::object::CallbackLock::is_mine)
    {
        misuse(
            fx,
            "QueueWaitInCallback",
            queue,
            "waiting for the queue inside one of its callbacks never ends",
        );
        return;
    }
    queue.synchronously(|waiter| how.begin(queue, waiter));
}

#[doc = "[`WdfIoQueueStop`](wdk_sys::wdf::WdfIoQueueStop)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueStop(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    StopComplete: PFN_WDF_IO_QUEUE_STATE,
    Context: WDFCONTEXT,
) {
    enter!(fx = DriverGlobals, WdfIoQueueStop(Queue));
    close(fx, &Queue, STOP, StopComplete, Context);
}

#[doc = "[`WdfIoQueueStopSynchronously`](wdk_sys::wdf::WdfIoQueueStopSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueStopSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
) {
    enter!(fx = DriverGlobals, WdfIoQueueStopSynchronously(Queue));
    close_and_wait(fx, &Queue, STOP);
}

#[doc = "[`WdfIoQueueStopAndPurge`](wdk_sys::wdf::WdfIoQueueStopAndPurge)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueStopAndPurge(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    StopAndPurgeComplete: PFN_WDF_IO_QUEUE_STATE,
    Context: WDFCONTEXT,
) {
    enter!(fx = DriverGlobals, WdfIoQueueStopAndPurge(Queue));
    close(fx, &Queue, STOP_AND_PURGE, StopAndPurgeComplete, Context);
}

#[doc = "[`WdfIoQueueStopAndPurgeSynchronously`](wdk_sys::wdf::WdfIoQueueStopAndPurgeSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueStopAndPurgeSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
) {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueStopAndPurgeSynchronously(Queue)
    );
    close_and_wait(fx, &Queue, STOP_AND_PURGE);
}

#[doc = "[`WdfIoQueueDrain`](wdk_sys::wdf::WdfIoQueueDrain)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueDrain(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    DrainComplete: PFN_WDF_IO_QUEUE_STATE,
    Context: WDFCONTEXT,
) {
    enter!(fx = DriverGlobals, WdfIoQueueDrain(Queue));
    close(fx, &Queue, DRAIN, DrainComplete, Context);
}

#[doc = "[`WdfIoQueueDrainSynchronously`](wdk_sys::wdf::WdfIoQueueDrainSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueDrainSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
) {
    enter!(fx = DriverGlobals, WdfIoQueueDrainSynchronously(Queue));
    close_and_wait(fx, &Queue, DRAIN);
}

#[doc = "[`WdfIoQueuePurge`](wdk_sys::wdf::WdfIoQueuePurge)"]
#[abi]
pub(crate) unsafe fn WdfIoQueuePurge(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    PurgeComplete: PFN_WDF_IO_QUEUE_STATE,
    Context: WDFCONTEXT,
) {
    enter!(fx = DriverGlobals, WdfIoQueuePurge(Queue));
    close(fx, &Queue, PURGE, PurgeComplete, Context);
}

#[doc = "[`WdfIoQueuePurgeSynchronously`](wdk_sys::wdf::WdfIoQueuePurgeSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoQueuePurgeSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
) {
    enter!(fx = DriverGlobals, WdfIoQueuePurgeSynchronously(Queue));
    close_and_wait(fx, &Queue, PURGE);
}

fn retrieve(
    fx: Fx,
    queue: Obj<Body>,
    which: Which,
    out: &Argument<'_, *mut WDFREQUEST>,
) -> NTSTATUS {
    let idle_sequential = fx.verifier_on()
        && queue.order == Order::Sequential
        && queue.lock.with(|inner| inner.state.owned == 0);
    if idle_sequential {
        misuse(
            fx,
            "RetrieveRacesPresentation",
            queue,
            "retrieving from a sequential queue races with its presentation unless the driver \
             owns a request of it",
        );
    }
    match queue.retrieve(which) {
        Ok(request) => {
            out.put(request.wdf());
            STATUS_SUCCESS
        }
        Err(status) => {
            out.put(ptr::null_mut());
            status
        }
    }
}

#[doc = "[`WdfIoQueueRetrieveNextRequest`](wdk_sys::wdf::WdfIoQueueRetrieveNextRequest)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueRetrieveNextRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    OutRequest: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueRetrieveNextRequest(Queue, OutRequest)
    );
    required!(fx, WdfIoQueueRetrieveNextRequest, OutRequest => STATUS_INVALID_PARAMETER);
    let queue = object!(fx, Body, Queue => status::INVALID_HANDLE);
    retrieve(fx, queue, Which::First, &OutRequest)
}

#[doc = "[`WdfIoQueueRetrieveRequestByFileObject`](wdk_sys::wdf::WdfIoQueueRetrieveRequestByFileObject)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueRetrieveRequestByFileObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    FileObject: WDFFILEOBJECT,
    OutRequest: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueRetrieveRequestByFileObject(Queue, FileObject, OutRequest)
    );
    required!(fx, WdfIoQueueRetrieveRequestByFileObject, OutRequest => STATUS_INVALID_PARAMETER);
    let queue = object!(fx, Body, Queue => status::INVALID_HANDLE);
    let file = object!(fx, File, FileObject => status::INVALID_HANDLE);
    retrieve(fx, queue, Which::OfFile(file.wdm()), &OutRequest)
}

#[doc = "[`WdfIoQueueFindRequest`](wdk_sys::wdf::WdfIoQueueFindRequest)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueFindRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    FoundRequest: WDFREQUEST,
    FileObject: WDFFILEOBJECT,
    Parameters: PWDF_REQUEST_PARAMETERS,
    OutRequest: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueFindRequest(Queue, FoundRequest, FileObject, Parameters, OutRequest)
    );
    required!(fx, WdfIoQueueFindRequest, OutRequest => STATUS_INVALID_PARAMETER);
    OutRequest.put(ptr::null_mut());
    let queue = object!(fx, Body, Queue => status::INVALID_HANDLE);
    let size = Parameters.read().map(|parameters| parameters.Size.into());
    if size.is_some_and(|size: usize| size < size_of::<WDF_REQUEST_PARAMETERS>()) {
        return STATUS_INVALID_PARAMETER_4;
    }
    let previous = if FoundRequest.is_null() {
        None
    } else {
        Some(request!(fx, WdfIoQueueFindRequest, FoundRequest => status::INVALID_HANDLE))
    };
    let file = if FileObject.is_null() {
        ptr::null_mut()
    } else {
        object!(fx, File, FileObject => status::INVALID_HANDLE).wdm()
    };
    if queue.order != Order::Manual {
        violation::break_point(
            fx,
            "FindRequestMisused",
            queue.handle(),
            format_args!(
                "queue {:p}: requests are found in a manual queue only",
                queue.handle()
            ),
        );
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    if let Some(previous) = previous
        && !previous.was_found()
    {
        violation::break_point(
            fx,
            "FindRequestMisused",
            previous.handle(),
            format_args!("request {:p} was not found in a queue", previous.handle()),
        );
        return STATUS_INVALID_PARAMETER;
    }
    match queue.find(previous, file) {
        Ok(found) => {
            found.note(RequestFlags::FOUND, RequestFlags::default());
            parameters::describe(*found, &Parameters);
            // The driver drops the reference with WdfObjectDereference.
            OutRequest.put(found.into_raw().wdf());
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfIoQueueRetrieveFoundRequest`](wdk_sys::wdf::WdfIoQueueRetrieveFoundRequest)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueRetrieveFoundRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    FoundRequest: WDFREQUEST,
    OutRequest: *mut WDFREQUEST,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoQueueRetrieveFoundRequest(Queue, FoundRequest, OutRequest)
    );
    required!(fx, WdfIoQueueRetrieveFoundRequest, OutRequest => STATUS_INVALID_PARAMETER);
    let queue = object!(fx, Body, Queue => status::INVALID_HANDLE);
    let found =
        request!(fx, WdfIoQueueRetrieveFoundRequest, FoundRequest => status::INVALID_HANDLE);
    retrieve(fx, queue, Which::Found(found), &OutRequest)
}

#[doc = "[`WdfIoQueueReadyNotify`](wdk_sys::wdf::WdfIoQueueReadyNotify)"]
#[abi]
pub(crate) unsafe fn WdfIoQueueReadyNotify(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Queue: WDFQUEUE,
    QueueReady: PFN_WDF_IO_QUEUE_STATE,
    Context: WDFCONTEXT,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfIoQueueReadyNotify(Queue));
    let queue = object!(fx, Body, Queue => status::INVALID_HANDLE);
    let outcome = if queue.order == Order::Manual {
        queue.set_ready(QueueReady, Context)
    } else {
        Err(STATUS_INVALID_DEVICE_REQUEST)
    };
    if outcome == Err(STATUS_INVALID_DEVICE_REQUEST) && fx.verifier_on() {
        misuse(
            fx,
            "ReadyNotifyMisused",
            queue,
            "the ready callback of a manual queue is set once, and cleared while the queue is stopped",
        );
    }
    status_of(outcome)
}

impl Obj<Body> {
    fn set_ready(
        self,
        function: PFN_WDF_IO_QUEUE_STATE,
        context: WDFCONTEXT,
    ) -> Result<(), NTSTATUS> {
        self.lock.with(|inner| {
            if inner.state.deleted {
                return Err(STATUS_DELETE_PENDING);
            }
            let set = function.is_some();
            let running = !set && inner.state.dispatches;
            if set == inner.state.wants_ready || running {
                return Err(STATUS_INVALID_DEVICE_REQUEST);
            }
            inner.state.wants_ready = set;
            inner.ready = if set {
                Waiter::Driver(function, context)
            } else {
                Waiter::None
            };
            Ok(())
        })?;
        self.present(None);
        Ok(())
    }
}
