//! Requests that queues present, and what becomes of them.

use std::ptr;

use wdk_sys::{wdf::*, *};

use crate::driver::*;

/// Marks a request cancelable.
pub(crate) fn mark(request: WDFREQUEST) {
    unsafe { WdfRequestMarkCancelable(request, Some(canceled)) };
}

#[abi]
unsafe fn canceled(request: WDFREQUEST) {
    complete(request, STATUS_CANCELLED);
}

/// Does nothing: whoever unmarks completes.
#[abi]
unsafe fn canceled_and_left(_: WDFREQUEST) {}

fn unmark(request: WDFREQUEST) -> NTSTATUS {
    unsafe { WdfRequestUnmarkCancelable(request) }
}

/// Keeps the request.
fn keep_it(request: WDFREQUEST) {
    keep(request);
}

/// Keeps the request, cancelable.
fn keep_cancelable(request: WDFREQUEST) {
    keep(request);
    mark(request);
}

/// Completes a kept request, as a timer or a work item does.
fn complete_kept(machine: &wdk_sim::Machine, _: &wdk_sim::Device, file: &wdk_sim::File) {
    let read = file.begin_read(8).expect("the read is presented");
    as_driver(machine, || {
        let request = kept();
        if unmark(request) == STATUS_SUCCESS {
            succeed(request);
        }
    });
    let _ = read.wait();
}

const CANCELABLE: Hooks = Hooks {
    read: Some(keep_cancelable),
    program: complete_kept,
    ..GOOD
};

crate::rules! {
    DoubleCompletion: Hooks {
        read: Some(|request| {
            keep(request);
            mark(request);
        }),
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || {
                let request = kept();
                assert_eq!(unmark(request), STATUS_SUCCESS);
                unsafe { WdfObjectReferenceActual(request.cast(), ptr::null_mut(), 0, ptr::null()) };
                succeed(request);
                succeed(request);
                unsafe { WdfObjectDereferenceActual(request.cast(), ptr::null_mut(), 0, ptr::null()) };
            });
            let _ = read.wait();
        },
        ..GOOD
    }, CANCELABLE;
    DoubleCompletionLocal: Hooks {
        read: Some(|request| {
            succeed(request);
            succeed(request);
        }),
        ..GOOD
    }, GOOD;
    InvalidReqAccess: Hooks {
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || {
                let request = kept();
                assert_eq!(unmark(request), STATUS_SUCCESS);
                succeed(request);
                let _ = unsafe { WdfRequestGetInformation(request) };
            });
            let _ = read.wait();
        },
        ..CANCELABLE
    }, CANCELABLE;
    InvalidReqAccessLocal: Hooks {
        read: Some(|request| {
            succeed(request);
            let _ = unsafe { WdfRequestGetInformation(request) };
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let _ = unsafe { WdfRequestGetInformation(request) };
            succeed(request);
        }),
        ..GOOD
    };
    CompleteCanceledReq: Hooks {
        read: Some(|request| {
            keep(request);
            let status = unsafe { WdfRequestMarkCancelableEx(request, Some(canceled_and_left)) };
            assert_eq!(status, STATUS_SUCCESS);
        }),
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            // The cancel routine has been taken, and EvtRequestCancel has not run yet.
            machine.spawn("canceller", || {}).expect("a thread starts");
            as_driver(machine, || {
                let request: WDFREQUEST = kept();
                let irp = unsafe { WdfRequestWdmGetIrp(request) };
                // As IoCancelIrp does, which calls the routine afterwards.
                let routine = unsafe { (*irp).CancelRoutine.take() };
                unsafe { (*irp).Cancel = TRUE };
                assert!(routine.is_some());
                assert_eq!(unmark(request), STATUS_CANCELLED);
                succeed(request);
            });
            let _ = read.wait();
        },
        ..GOOD
    }, CANCELABLE;
    MarkCancOnCancReqLocal: Hooks {
        read: Some(|request| {
            mark(request);
            mark(request);
            if unmark(request) == STATUS_SUCCESS {
                succeed(request);
            }
        }),
        ..GOOD
    }, CANCELABLE;
    ReqIsCancOnCancReq: Hooks {
        read: Some(|request| {
            mark(request);
            let _ = unsafe { WdfRequestIsCanceled(request) };
            if unmark(request) == STATUS_SUCCESS {
                succeed(request);
            }
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let _ = unsafe { WdfRequestIsCanceled(request) };
            succeed(request);
        }),
        ..GOOD
    };
    ReqNotCanceledLocal: Hooks {
        read: Some(|request| {
            mark(request);
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            mark(request);
            if unmark(request) == STATUS_SUCCESS {
                succeed(request);
            }
        }),
        ..GOOD
    };
    RequestCompleted: Hooks {
        read: Some(|_| {}),
        program: |_, _, file| {
            let _read = file.begin_read(8);
        },
        ..GOOD
    }, GOOD;
    DeferredRequestCompleted: Hooks {
        read: Some(keep_it),
        program: |_, _, file| {
            let _read = file.begin_read(8);
        },
        ..GOOD
    }, CANCELABLE;
    RequestCompletedLocal: Hooks {
        read: Some(keep_it),
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || succeed(kept()));
            let _ = read.wait();
        },
        ..GOOD
    }, CANCELABLE;
    InputBufferAPI: Hooks {
        read: Some(|request| {
            let mut buffer = ptr::null_mut();
            let _ = unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        write: Some(|request| {
            let mut buffer = ptr::null_mut();
            let _ = unsafe { WdfRequestRetrieveInputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
            succeed(request);
        }),
        ..GOOD
    };
    OutputBufferAPI: Hooks {
        write: Some(|request| {
            let mut buffer = ptr::null_mut();
            let _ = unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let mut buffer = ptr::null_mut();
            let _ = unsafe { WdfRequestRetrieveOutputBuffer(request, 1, &raw mut buffer, ptr::null_mut()) };
            succeed(request);
        }),
        ..GOOD
    };
}
