//! Queues: their states, searches in them, and what is done as a device leaves D0.

use std::ptr;

use wdk_sim::{Device, File, Machine};
use wdk_sys::{wdf::*, *};

use crate::driver::*;

fn acknowledge(request: WDFREQUEST, requeue: bool) {
    unsafe { WdfRequestStopAcknowledge(request, requeue.into()) };
}

/// Keeps the request.
fn keep_it(request: WDFREQUEST) {
    keep(request);
    crate::requests::mark(request);
}

/// Keeps the request, not cancelable.
fn keep_uncancelable(request: WDFREQUEST) {
    keep(request);
}

/// Stops and starts the device while the driver has a request, and completes it then.
fn stop_and_start(machine: &Machine, device: &Device, file: &File) {
    let read = file.begin_read(8).expect("the read is presented");
    let _ = device.stop();
    let _ = device.start();
    as_driver(machine, || {
        let request = kept();
        if unsafe { WdfRequestUnmarkCancelable(request) } == STATUS_SUCCESS {
            succeed(request);
        }
    });
    let _ = read.wait();
}

/// Acknowledges, and keeps the request.
const ACKNOWLEDGES: Hooks = Hooks {
    read: Some(keep_it),
    stop: Some(|request| acknowledge(request, false)),
    resume: Some(|_| {}),
    program: stop_and_start,
    ..GOOD
};

/// Gives reads to the manual queue.
fn forward(request: WDFREQUEST) {
    let status = unsafe { WdfRequestForwardToIoQueue(request, manual()) };
    assert_eq!(status, STATUS_SUCCESS);
}

/// The request that a search finds.
fn find() -> WDFREQUEST {
    let mut found = ptr::null_mut();
    let none = ptr::null_mut();
    let status = unsafe {
        WdfIoQueueFindRequest(
            manual(),
            none,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut found,
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
    found
}

fn retrieve(found: WDFREQUEST) {
    let mut request = ptr::null_mut();
    let status = unsafe { WdfIoQueueRetrieveFoundRequest(manual(), found, &raw mut request) };
    if status == STATUS_SUCCESS {
        succeed(request);
    }
}

fn retrieve_next() {
    let mut request = ptr::null_mut();
    let status = unsafe { WdfIoQueueRetrieveNextRequest(manual(), &raw mut request) };
    if status == STATUS_SUCCESS {
        succeed(request);
    }
}

fn dereference(request: WDFREQUEST) {
    unsafe { WdfObjectDereferenceActual(request.cast(), ptr::null_mut(), 0, ptr::null()) };
}

/// Searches in the manual queue, with two reads in it.
const SEARCHES: Hooks = Hooks {
    read: Some(forward),
    program: |machine, _, file| {
        let reads = [file.begin_read(8), file.begin_read(8)];
        as_driver(machine, || {
            let found = find();
            retrieve(found);
            dereference(found);
            retrieve_next();
        });
        for read in reads {
            let _ = read.expect("the read is presented").wait();
        }
    },
    ..GOOD
};

/// Pulls the device out while the driver has a request.
fn surprise(_: &Machine, device: &Device, file: &File) {
    let read = file.begin_read(8).expect("the read is presented");
    let _ = device.surprise_remove();
    let _ = read.wait();
}

/// The right place to end a request: the device leaves D0.
const SUSPENDS: Hooks = Hooks {
    read: Some(keep_it),
    stop: Some(|request| acknowledge(request, false)),
    resume: Some(|_| {}),
    suspend: || {
        let request = kept();
        if unsafe { WdfRequestUnmarkCancelable(request) } == STATUS_SUCCESS {
            complete(request, STATUS_CANCELLED);
        }
    },
    program: surprise,
    ..GOOD
};

crate::rules! {
    ChangeQueueState: Hooks {
        program: |machine, _, _| as_driver(machine, || {
            unsafe { WdfIoQueueStop(manual(), None, ptr::null_mut()) };
            unsafe { WdfIoQueuePurgeSynchronously(manual()) };
        }),
        ..GOOD
    }, Hooks {
        program: |machine, _, _| as_driver(machine, || {
            unsafe { WdfIoQueueStop(manual(), None, ptr::null_mut()) };
            unsafe { WdfIoQueueStart(manual()) };
            unsafe { WdfIoQueuePurgeSynchronously(manual()) };
        }),
        ..GOOD
    };
    EvtIoStopCompleteOrStopAck: Hooks {
        stop: Some(|_| {}),
        suspend: || {},
        ..SUSPENDS
    }, ACKNOWLEDGES;
    EvtIoStopCancel: Hooks {
        read: Some(keep_uncancelable),
        stop: Some(|_| {}),
        suspend: || {},
        ..SUSPENDS
    }, ACKNOWLEDGES;
    DrvAckIoStop: Hooks {
        read: Some(keep_uncancelable),
        stop: Some(|_| {}),
        program: |_, device, file| {
            let _read = file.begin_read(8);
            let _ = device.stop();
        },
        ..GOOD
    }, ACKNOWLEDGES;
    EvtIoStopGetParam: Hooks {
        stop: Some(|request| {
            parameters(request);
            acknowledge(request, false);
        }),
        ..ACKNOWLEDGES
    }, ACKNOWLEDGES;
    EvtIoResumeGetParam: Hooks { resume: Some(parameters), ..ACKNOWLEDGES }, ACKNOWLEDGES;
    EvtIoStopResume: Hooks { resume: None, ..ACKNOWLEDGES }, ACKNOWLEDGES;
    StopAckWithinEvtIoStop: Hooks {
        stop: Some(|_| {}),
        suspend: || {
            let request: WDFREQUEST = kept();
            acknowledge(request, false);
            if unsafe { WdfRequestUnmarkCancelable(request) } == STATUS_SUCCESS {
                complete(request, STATUS_CANCELLED);
            }
        },
        ..SUSPENDS
    }, ACKNOWLEDGES;
    EvtSurpriseRemoveNoRequestComplete: Hooks {
        surprise_removal: || {
            let request = kept();
            if unsafe { WdfRequestUnmarkCancelable(request) } == STATUS_SUCCESS {
                complete(request, STATUS_CANCELLED);
            }
        },
        suspend: || {},
        ..SUSPENDS
    }, SUSPENDS;
    EvtSurpriseRemoveNoSuspendQueue: Hooks {
        surprise_removal: || unsafe { WdfIoQueuePurgeSynchronously(manual()) },
        ..SUSPENDS
    }, SUSPENDS;
    NoCancelFromEvtSurpriseRemove: Hooks {
        surprise_removal: || {
            let request: WDFREQUEST = kept();
            let _ = unsafe { WdfRequestCancelSentRequest(request) };
            keep(request);
        },
        ..SUSPENDS
    }, SUSPENDS;
    WdfIoQueueFindRequestFailed: Hooks {
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || {
                // Nothing was searched for.
                retrieve(kept());
                retrieve_next();
            });
            let _ = read.wait();
        },
        read: Some(|request| {
            keep(request);
            forward(request);
        }),
        ..GOOD
    }, SEARCHES;
    WdfIoQueueRetrieveFoundRequest: Hooks {
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || {
                let found = find();
                dereference(found);
                retrieve(found);
            });
            let _ = read.wait();
        },
        ..SEARCHES
    }, SEARCHES;
    WdfIoQueueRetrieveNextRequest: Hooks {
        program: |machine, _, file| {
            let read = file.begin_read(8).expect("the read is presented");
            as_driver(machine, || {
                let found = find();
                retrieve_next();
                dereference(found);
            });
            let _ = read.wait();
        },
        ..SEARCHES
    }, SEARCHES;
}

fn parameters(request: WDFREQUEST) {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_PARAMETERS, size| {
        parameters.Size = size as u16;
    });
    unsafe { WdfRequestGetParameters(request, &raw mut parameters) };
}
