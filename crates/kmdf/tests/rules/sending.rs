//! Requests that are sent to an I/O target. The target is the bus's device, which refuses all of them.

use std::ptr;

use wdk_sys::{wdf::_WDF_REQUEST_SEND_OPTIONS_FLAGS as Flags, wdf::*, *};

use crate::driver::*;

pub(crate) fn target() -> WDFIOTARGET {
    unsafe { WdfDeviceGetIoTarget(device()) }
}

/// Options with these flags, and a time-out of a second.
fn options(flags: i32) -> WDF_REQUEST_SEND_OPTIONS {
    sized(|options: &mut WDF_REQUEST_SEND_OPTIONS, size| {
        options.Size = size;
        options.Flags = flags.cast_unsigned();
        options.Timeout = -10_000_000;
    })
}

/// Sends with these flags.
pub(crate) fn send(request: WDFREQUEST, flags: i32) -> bool {
    let mut options = options(flags);
    unsafe { WdfRequestSend(request, target(), &raw mut options) != FALSE }
}

/// Sends and forgets the request.
pub(crate) fn forget(request: WDFREQUEST) -> bool {
    send(request, Flags::WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET)
}

pub(crate) fn format(request: WDFREQUEST) {
    unsafe { WdfRequestFormatRequestUsingCurrentType(request) };
}

const SYNCHRONOUS: i32 = Flags::WDF_REQUEST_SEND_OPTION_SYNCHRONOUS;
const TIMEOUT: i32 = Flags::WDF_REQUEST_SEND_OPTION_TIMEOUT;

#[abi]
unsafe fn completed(
    request: WDFREQUEST,
    _: WDFIOTARGET,
    parameters: PWDF_REQUEST_COMPLETION_PARAMS,
    _: WDFCONTEXT,
) {
    let ended = unsafe { (*parameters).IoStatus };
    complete(request, unsafe { ended.__bindgen_anon_1.Status });
}

/// Formats the driver's own request for the next send, while the first one has not returned.
#[abi]
unsafe fn formats_anew(
    request: WDFREQUEST,
    _: WDFIOTARGET,
    _: PWDF_REQUEST_COMPLETION_PARAMS,
    _: WDFCONTEXT,
) {
    let mut parameters = sized(|parameters: &mut WDF_REQUEST_REUSE_PARAMS, size| {
        parameters.Size = size;
        parameters.Status = STATUS_SUCCESS;
    });
    let reused = unsafe { WdfRequestReuse(request, &raw mut parameters) };
    assert_eq!(reused, STATUS_SUCCESS);
    format_own(request);
}

fn format_own(request: WDFREQUEST) {
    let formatted = unsafe {
        WdfIoTargetFormatRequestForRead(
            target(),
            request,
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    assert_eq!(formatted, STATUS_SUCCESS);
}

/// Sends a request of the driver's twice. The target ends it before the send returns.
fn send_own_twice() {
    let mut own = ptr::null_mut();
    let created = unsafe { WdfRequestCreate(ptr::null_mut(), target(), &raw mut own) };
    assert_eq!(created, STATUS_SUCCESS);
    format_own(own);
    for _ in 0..2 {
        unsafe { WdfRequestSetCompletionRoutine(own, Some(formats_anew), ptr::null_mut()) };
        assert!(send(own, 0));
    }
    unsafe { WdfObjectDelete(own.cast()) };
}

fn set_completion(request: WDFREQUEST) {
    unsafe { WdfRequestSetCompletionRoutine(request, Some(completed), ptr::null_mut()) };
}

/// Formats and sends with a completion routine.
fn send_right(request: WDFREQUEST) {
    format(request);
    set_completion(request);
    if !send(request, 0) {
        complete(request, unsafe { WdfRequestGetStatus(request) });
    }
}

/// A request that the driver creates.
fn own() -> WDFREQUEST {
    let mut attributes = attributes(device().cast());
    let mut request = ptr::null_mut();
    let status = unsafe { WdfRequestCreate(&raw mut attributes, target(), &raw mut request) };
    assert_eq!(status, STATUS_SUCCESS);
    request
}

/// Formats a read for the target, with no buffer.
fn format_read(request: WDFREQUEST) {
    let status = unsafe {
        WdfIoTargetFormatRequestForRead(
            target(),
            request,
            ptr::null_mut(),
            ptr::null_mut(),
            ptr::null_mut(),
        )
    };
    assert_eq!(status, STATUS_SUCCESS);
}

fn delete(request: WDFREQUEST) {
    unsafe { WdfObjectDelete(request.cast()) };
}

/// Sends a read and waits for it, with the request of the caller's choice.
fn read_synchronously(request: WDFREQUEST, flags: i32) {
    let mut options = options(flags);
    let mut read = 0;
    let _ = unsafe {
        WdfIoTargetSendReadSynchronously(
            target(),
            request,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut options,
            &raw mut read,
        )
    };
}

fn write_synchronously(request: WDFREQUEST) {
    let mut options = options(TIMEOUT);
    let mut written = 0;
    let _ = unsafe {
        WdfIoTargetSendWriteSynchronously(
            target(),
            request,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut options,
            &raw mut written,
        )
    };
}

fn ioctl_synchronously(request: WDFREQUEST) {
    let mut options = options(TIMEOUT);
    let mut returned = 0;
    let _ = unsafe {
        WdfIoTargetSendIoctlSynchronously(
            target(),
            request,
            IOCTL,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut options,
            &raw mut returned,
        )
    };
}

fn internal_synchronously(request: WDFREQUEST) {
    let mut options = options(TIMEOUT);
    let mut returned = 0;
    let _ = unsafe {
        WdfIoTargetSendInternalIoctlSynchronously(
            target(),
            request,
            IOCTL,
            ptr::null_mut(),
            ptr::null_mut(),
            &raw mut options,
            &raw mut returned,
        )
    };
}

crate::rules! {
    ReqCompletionRoutine: Hooks {
        read: Some(|request| {
            format(request);
            let sent = send(request, 0);
            if !sent {
                complete(request, STATUS_UNSUCCESSFUL);
            }
        }),
        ..GOOD
    }, Hooks { read: Some(send_right), ..GOOD };
    RequestFormattedValid: Hooks {
        read: Some(|request| {
            let _ = send(request, SYNCHRONOUS | TIMEOUT);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            send_own_twice();
            format(request);
            let _ = send(request, SYNCHRONOUS | TIMEOUT);
            complete(request, unsafe { WdfRequestGetStatus(request) });
        }),
        ..GOOD
    };
    RequestSendAndForgetNoFormatting: Hooks {
        read: Some(|request| {
            format_read(request);
            if !forget(request) {
                complete(request, STATUS_UNSUCCESSFUL);
            }
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            if !forget(request) {
                complete(request, STATUS_UNSUCCESSFUL);
            }
        }),
        ..GOOD
    };
    RequestSendAndForgetNoFormatting2: Hooks {
        read: Some(|request| {
            let own = own();
            format_read(own);
            if !forget(own) {
                delete(own);
            }
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            let own = own();
            format_read(own);
            let _ = send(own, SYNCHRONOUS | TIMEOUT);
            delete(own);
            succeed(request);
        }),
        ..GOOD
    };
    RequestGetStatusValid: Hooks {
        read: Some(|request| {
            let _ = unsafe { WdfRequestGetStatus(request) };
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            format(request);
            let _ = send(request, SYNCHRONOUS | TIMEOUT);
            complete(request, unsafe { WdfRequestGetStatus(request) });
        }),
        ..GOOD
    };
    ReqSendFail: Hooks {
        read: Some(|request| {
            // The target has stopped, so the request cannot be sent.
            unsafe { WdfIoTargetPurge(target(), _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait) };
            set_completion(request);
            format(request);
            assert!(!send(request, 0));
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            unsafe { WdfIoTargetPurge(target(), _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait) };
            set_completion(request);
            format(request);
            assert!(!send(request, 0));
            complete(request, unsafe { WdfRequestGetStatus(request) });
        }),
        ..GOOD
    };
    ReqDelete: Hooks {
        read: Some(|request| {
            let own = own();
            complete(own, STATUS_SUCCESS);
            delete(own);
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            delete(own());
            succeed(request);
        }),
        ..GOOD
    };
    SyncReqSend: Hooks {
        read: Some(|request| {
            read_synchronously(ptr::null_mut(), 0);
            succeed(request);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            read_synchronously(ptr::null_mut(), TIMEOUT);
            succeed(request);
        }),
        ..GOOD
    };
    SyncReqSend2: Hooks {
        read: Some(|request| {
            format(request);
            let _ = send(request, SYNCHRONOUS);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            format(request);
            let _ = send(request, SYNCHRONOUS | TIMEOUT);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    };
    ReadReqs: Hooks {
        read: Some(|request| {
            write_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            read_synchronously(request, TIMEOUT);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    };
    WriteReqs: Hooks {
        write: Some(|request| {
            read_synchronously(request, TIMEOUT);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        write: Some(|request| {
            write_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    };
    IoctlReqs: Hooks {
        ioctl: Some(|request| {
            internal_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        ioctl: Some(|request| {
            ioctl_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    };
    InternalIoctlReqs: Hooks {
        internal: Some(|request| {
            ioctl_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        program: internal_ioctl,
        ..GOOD
    }, Hooks {
        internal: Some(|request| {
            internal_synchronously(request);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        program: internal_ioctl,
        ..GOOD
    };
    ReqMarkCancelableSend: Hooks {
        read: Some(|request| {
            crate::requests::mark(request);
            format(request);
            let sent = send(request, SYNCHRONOUS | TIMEOUT);
            let _ = (sent, unsafe { WdfRequestUnmarkCancelable(request) });
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    }, Hooks {
        read: Some(|request| {
            crate::requests::mark(request);
            let status = unsafe { WdfRequestUnmarkCancelable(request) };
            assert_eq!(status, STATUS_SUCCESS);
            format(request);
            let _ = send(request, SYNCHRONOUS | TIMEOUT);
            complete(request, STATUS_UNSUCCESSFUL);
        }),
        ..GOOD
    };
}

/// Sends the device an internal device control request, as a driver above it does.
pub(crate) fn internal_ioctl(machine: &wdk_sim::Machine, _: &wdk_sim::Device, _: &wdk_sim::File) {
    as_driver(machine, || {
        let device = unsafe { WdfDeviceWdmGetDeviceObject(device()) };
        let mut event = sized(|_: &mut KEVENT, _| {});
        let notification = _EVENT_TYPE::NotificationEvent;
        unsafe { KeInitializeEvent(&raw mut event, notification, FALSE) };
        let mut status = sized(|_: &mut IO_STATUS_BLOCK, _| {});
        let (mut input, mut output) = ([1_u8; 8], [0_u8; 8]);
        let irp = unsafe {
            IoBuildDeviceIoControlRequest(
                IOCTL,
                device,
                input.as_mut_ptr().cast(),
                8,
                output.as_mut_ptr().cast(),
                8,
                TRUE,
                &raw mut event,
                &raw mut status,
            )
        };
        assert!(!irp.is_null());
        if unsafe { IofCallDriver(device, irp) } == STATUS_PENDING {
            let executive = _KWAIT_REASON::Executive;
            unsafe {
                KeWaitForSingleObject(
                    (&raw mut event).cast(),
                    executive,
                    _MODE::KernelMode as KPROCESSOR_MODE,
                    FALSE,
                    ptr::null_mut(),
                )
            };
        }
    });
}
