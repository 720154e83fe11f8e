//! The functions that format and send requests, and those of targets of any kind.

use core::ptr;

use wdk_sys::{
    BOOLEAN, HANDLE, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PDEVICE_OBJECT, PFILE_OBJECT,
    PIO_STACK_LOCATION, PLONGLONG, STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, ULONG, abi,
    wdf::{
        _WDF_IO_TARGET_PURGE_IO_ACTION::WdfIoTargetPurgeIoAndWait,
        _WDF_IO_TARGET_SENT_IO_ACTION::{WdfIoTargetCancelSentIo, WdfIoTargetLeaveSentIoPending},
        _WDF_IO_TARGET_STATE::{
            WdfIoTargetClosed, WdfIoTargetClosedForQueryRemove, WdfIoTargetDeleted,
            WdfIoTargetPurged, WdfIoTargetStarted, WdfIoTargetStopped,
        },
        _WDF_REQUEST_SEND_OPTIONS_FLAGS::{
            WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE, WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET,
            WDF_REQUEST_SEND_OPTION_SYNCHRONOUS, WDF_REQUEST_SEND_OPTION_TIMEOUT,
        },
        PFN_WDF_REQUEST_COMPLETION_ROUTINE, PWDF_DRIVER_GLOBALS, PWDF_REQUEST_COMPLETION_PARAMS,
        PWDF_REQUEST_SEND_OPTIONS, PWDFMEMORY_OFFSET, WDF_IO_TARGET_PURGE_IO_ACTION,
        WDF_IO_TARGET_SENT_IO_ACTION, WDF_IO_TARGET_STATE, WDF_REQUEST_COMPLETION_PARAMS,
        WDF_REQUEST_SEND_OPTIONS, WDFCONTEXT, WDFDEVICE, WDFIOTARGET, WDFMEMORY, WDFREQUEST,
    },
};

use super::{State, Target as Body, format::Part, local};
use crate::{
    Fx,
    device::Device,
    enter,
    handle::{object, request, required, status_of},
    object::Obj,
    request::{Request as RequestBody, rules},
    status,
    violation::{self, Code},
};

/// How a request is sent.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Options {
    pub(super) ignore_state: bool,
    synchronous: bool,
    forget: bool,
    pub(super) timeout: Option<i64>,
}

impl Options {
    /// Reads the driver's options.
    ///
    /// # Errors
    /// `STATUS_INFO_LENGTH_MISMATCH`; `STATUS_INVALID_PARAMETER` for flags that exclude each
    /// other.
    ///
    /// # Safety
    /// Null or the driver's structure.
    pub(super) unsafe fn read(options: PWDF_REQUEST_SEND_OPTIONS) -> Result<Self, NTSTATUS> {
        // SAFETY: by contract.
        let Some(options) = (unsafe { options.as_ref() }) else {
            return Ok(Self::default());
        };
        if options.Size as usize != size_of::<WDF_REQUEST_SEND_OPTIONS>() {
            return Err(STATUS_INFO_LENGTH_MISMATCH);
        }
        let has = |flag: i32| options.Flags & flag.cast_unsigned() != 0;
        let forget = has(WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET);
        let rest = options.Flags & !WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET.cast_unsigned();
        if forget && rest != 0 {
            return Err(STATUS_INVALID_PARAMETER);
        }
        let timed = has(WDF_REQUEST_SEND_OPTION_TIMEOUT) && options.Timeout != 0;
        Ok(Self {
            ignore_state: has(WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE),
            synchronous: has(WDF_REQUEST_SEND_OPTION_SYNCHRONOUS),
            forget,
            timeout: timed.then_some(options.Timeout),
        })
    }
}

#[doc = "[`WdfRequestSend`](wdk_sys::wdf::WdfRequestSend)"]
#[abi]
pub unsafe fn WdfRequestSend(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Target: WDFIOTARGET,
    Options: PWDF_REQUEST_SEND_OPTIONS,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfRequestSend);
    let request = request!(fx, WdfRequestSend, Request => 0);
    let target = object!(fx, Body, Target => 0);
    if !request.allows("WdfRequestSend", rules::send) {
        return 0;
    }
    // SAFETY: the driver's options, or null.
    let sent = unsafe { self::Options::read(Options) }
        .and_then(|options| send(fx, request, target, options));
    match sent {
        Ok(()) => 1,
        Err(status) => {
            if let Some(irp) = request.irp() {
                irp.set_status(status);
            }
            request.set_outcome(status);
            0
        }
    }
}

fn send(
    fx: Fx,
    request: Obj<RequestBody>,
    target: Obj<Body>,
    options: Options,
) -> Result<(), NTSTATUS> {
    if options.forget {
        if request.sending.has_completion() {
            violation::wdf(
                fx,
                "ForgottenCompletion",
                Code::RequestFatalError,
                [0, request.handle() as u64, 0],
                format_args!(
                    "request {:p} is sent and forgotten, so its completion routine will never run",
                    request.handle()
                ),
            );
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        let device = target.wdm();
        if device.is_null() {
            return Err(wdk_sys::STATUS_INVALID_DEVICE_STATE);
        }
        request.send_and_forget(device);
        return Ok(());
    }
    if options.synchronous {
        return request
            .send_and_wait(target, options.ignore_state, options.timeout)
            .map(|_| ());
    }
    target.submit(request, options.ignore_state, options.timeout)
}

#[doc = "[`WdfRequestCancelSentRequest`](wdk_sys::wdf::WdfRequestCancelSentRequest)"]
#[abi]
pub unsafe fn WdfRequestCancelSentRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> BOOLEAN {
    let fx = enter!(DriverGlobals, WdfRequestCancelSentRequest);
    let request = request!(fx, WdfRequestCancelSentRequest, Request => 0);
    u8::from(request.reference().cancel_sent())
}

#[doc = "[`WdfRequestSetCompletionRoutine`](wdk_sys::wdf::WdfRequestSetCompletionRoutine)"]
#[abi]
pub unsafe fn WdfRequestSetCompletionRoutine(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    CompletionRoutine: PFN_WDF_REQUEST_COMPLETION_ROUTINE,
    CompletionContext: WDFCONTEXT,
) {
    let fx = enter!(DriverGlobals, WdfRequestSetCompletionRoutine);
    let request = request!(fx, WdfRequestSetCompletionRoutine, Request);
    request
        .sending
        .set_completion(CompletionRoutine, CompletionContext);
}

#[doc = "[`WdfRequestGetCompletionParams`](wdk_sys::wdf::WdfRequestGetCompletionParams)"]
#[abi]
pub unsafe fn WdfRequestGetCompletionParams(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Params: PWDF_REQUEST_COMPLETION_PARAMS,
) {
    let fx = enter!(DriverGlobals, WdfRequestGetCompletionParams);
    required!(fx, WdfRequestGetCompletionParams, Params);
    let request = request!(fx, WdfRequestGetCompletionParams, Request);
    // SAFETY: the driver's structure, checked.
    if unsafe { (*Params).Size } as usize == size_of::<WDF_REQUEST_COMPLETION_PARAMS>() {
        // SAFETY: as above.
        unsafe { Params.write(request.completion_parameters()) };
    }
}

#[doc = "[`WdfRequestAllocateTimer`](wdk_sys::wdf::WdfRequestAllocateTimer)"]
#[abi]
pub unsafe fn WdfRequestAllocateTimer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRequestAllocateTimer);
    let request = request!(fx, WdfRequestAllocateTimer, Request => status::INVALID_HANDLE);
    status_of(request.allocate_timeout())
}

#[doc = "[`WdfRequestChangeTarget`](wdk_sys::wdf::WdfRequestChangeTarget)"]
#[abi]
pub unsafe fn WdfRequestChangeTarget(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    IoTarget: WDFIOTARGET,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRequestChangeTarget);
    let request = request!(fx, WdfRequestChangeTarget, Request => status::INVALID_HANDLE);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    status_of(target.fit(request).map(|_| ()))
}

/// The IRP, if it has a location to format; else a violation, which is a bug check.
fn formattable(request: Obj<RequestBody>, function: &'static str) -> Option<crate::irp::Irp> {
    const NO_MORE_STACK_LOCATIONS: u64 = 1;
    const NULL_IRP: u64 = 2;
    let fx = request.fx();
    let (kind, what) = match request.irp() {
        None => (NULL_IRP, "the request has no IRP"),
        Some(irp) if !irp.has_next() => (
            NO_MORE_STACK_LOCATIONS,
            "its IRP has no stack location left",
        ),
        Some(irp) => return Some(irp),
    };
    violation::wdf(
        fx,
        "RequestNotFormattable",
        Code::RequestFatalError,
        [kind, request.handle() as u64, 0],
        format_args!("{function}({:p}): {what}", request.handle()),
    );
    None
}

#[doc = "[`WdfRequestFormatRequestUsingCurrentType`](wdk_sys::wdf::WdfRequestFormatRequestUsingCurrentType)"]
#[abi]
pub unsafe fn WdfRequestFormatRequestUsingCurrentType(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) {
    let fx = enter!(DriverGlobals, WdfRequestFormatRequestUsingCurrentType);
    let request = request!(fx, WdfRequestFormatRequestUsingCurrentType, Request);
    if let Some(irp) = formattable(request, "WdfRequestFormatRequestUsingCurrentType") {
        request.format_as_current(irp);
    }
}

#[doc = "[`WdfRequestWdmFormatUsingStackLocation`](wdk_sys::wdf::WdfRequestWdmFormatUsingStackLocation)"]
#[abi]
pub unsafe fn WdfRequestWdmFormatUsingStackLocation(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Stack: PIO_STACK_LOCATION,
) {
    let fx = enter!(DriverGlobals, WdfRequestWdmFormatUsingStackLocation);
    required!(fx, WdfRequestWdmFormatUsingStackLocation, Stack);
    let request = request!(fx, WdfRequestWdmFormatUsingStackLocation, Request);
    if let Some(irp) = formattable(request, "WdfRequestWdmFormatUsingStackLocation") {
        request.unformat();
        // SAFETY: the driver's structure, and the IRP's next location.
        unsafe { ptr::copy(Stack, irp.next().as_ptr(), 1) };
        irp.next().set_completion(None, ptr::null_mut());
        request.sending.set_formatted();
    }
}

#[doc = "[`WdfIoTargetFormatRequestForRead`](wdk_sys::wdf::WdfIoTargetFormatRequestForRead)"]
#[abi]
pub unsafe fn WdfIoTargetFormatRequestForRead(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
    DeviceOffset: PLONGLONG,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetFormatRequestForRead);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForRead, Request => status::INVALID_HANDLE);
    // SAFETY: the driver's variable, or null.
    let offset = unsafe { DeviceOffset.as_ref() }.map_or(0, |offset| *offset);
    // SAFETY: the driver's handle and structure.
    let part = unsafe { Part::of_memory(fx, OutputBuffer, OutputBufferOffset) };
    status_of(part.and_then(|part| target.format_transfer(request, IRP_MJ_READ, part, offset)))
}

#[doc = "[`WdfIoTargetFormatRequestForWrite`](wdk_sys::wdf::WdfIoTargetFormatRequestForWrite)"]
#[abi]
pub unsafe fn WdfIoTargetFormatRequestForWrite(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    DeviceOffset: PLONGLONG,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetFormatRequestForWrite);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForWrite, Request => status::INVALID_HANDLE);
    // SAFETY: the driver's variable, or null.
    let offset = unsafe { DeviceOffset.as_ref() }.map_or(0, |offset| *offset);
    // SAFETY: the driver's handle and structure.
    let part = unsafe { Part::of_memory(fx, InputBuffer, InputBufferOffset) };
    status_of(part.and_then(|part| target.format_transfer(request, IRP_MJ_WRITE, part, offset)))
}

#[doc = "[`WdfIoTargetFormatRequestForIoctl`](wdk_sys::wdf::WdfIoTargetFormatRequestForIoctl)"]
#[abi]
pub unsafe fn WdfIoTargetFormatRequestForIoctl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetFormatRequestForIoctl);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForIoctl, Request => status::INVALID_HANDLE);
    // SAFETY: the driver's handle and structure.
    let input = unsafe { Part::of_memory(fx, InputBuffer, InputBufferOffset) };
    // SAFETY: the driver's handle and structure.
    let output = unsafe { Part::of_memory(fx, OutputBuffer, OutputBufferOffset) };
    let parts = input.and_then(|input| Ok((input, output?)));
    status_of(parts.and_then(|(input, output)| {
        target.format_control(request, false, IoctlCode, input, output)
    }))
}

#[doc = "[`WdfIoTargetFormatRequestForInternalIoctl`](wdk_sys::wdf::WdfIoTargetFormatRequestForInternalIoctl)"]
#[abi]
pub unsafe fn WdfIoTargetFormatRequestForInternalIoctl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetFormatRequestForInternalIoctl);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request =
        request!(fx, WdfIoTargetFormatRequestForInternalIoctl, Request => status::INVALID_HANDLE);
    // SAFETY: the driver's handle and structure.
    let input = unsafe { Part::of_memory(fx, InputBuffer, InputBufferOffset) };
    // SAFETY: the driver's handle and structure.
    let output = unsafe { Part::of_memory(fx, OutputBuffer, OutputBufferOffset) };
    let parts = input.and_then(|input| Ok((input, output?)));
    status_of(
        parts.and_then(|(input, output)| {
            target.format_control(request, true, IoctlCode, input, output)
        }),
    )
}

#[doc = "[`WdfIoTargetFormatRequestForInternalIoctlOthers`](wdk_sys::wdf::WdfIoTargetFormatRequestForInternalIoctlOthers)"]
#[abi]
pub unsafe fn WdfIoTargetFormatRequestForInternalIoctlOthers(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    OtherArg1: WDFMEMORY,
    OtherArg1Offset: PWDFMEMORY_OFFSET,
    OtherArg2: WDFMEMORY,
    OtherArg2Offset: PWDFMEMORY_OFFSET,
    OtherArg4: WDFMEMORY,
    OtherArg4Offset: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    let fx = enter!(
        DriverGlobals,
        WdfIoTargetFormatRequestForInternalIoctlOthers
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForInternalIoctlOthers, Request => status::INVALID_HANDLE);
    let parts = [
        // SAFETY: the driver's handle and structure.
        unsafe { Part::of_memory(fx, OtherArg1, OtherArg1Offset) },
        // SAFETY: the driver's handle and structure.
        unsafe { Part::of_memory(fx, OtherArg2, OtherArg2Offset) },
        // SAFETY: the driver's handle and structure.
        unsafe { Part::of_memory(fx, OtherArg4, OtherArg4Offset) },
    ];
    let [one, two, four] = parts;
    let parts = one.and_then(|one| Ok([one, two?, four?]));
    status_of(parts.and_then(|parts| target.format_others(request, IoctlCode, parts)))
}

#[doc = "[`WdfDeviceGetIoTarget`](wdk_sys::wdf::WdfDeviceGetIoTarget)"]
#[abi]
pub unsafe fn WdfDeviceGetIoTarget(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFIOTARGET {
    let fx = enter!(DriverGlobals, WdfDeviceGetIoTarget);
    let device = object!(fx, Device, Device => ptr::null_mut());
    local(device, &device.io.target).map_or(ptr::null_mut(), |target| target.handle().cast())
}

#[doc = "[`WdfIoTargetGetState`](wdk_sys::wdf::WdfIoTargetGetState)"]
#[abi]
pub unsafe fn WdfIoTargetGetState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> WDF_IO_TARGET_STATE {
    let fx = enter!(DriverGlobals, WdfIoTargetGetState);
    match object!(fx, Body, IoTarget => 0)
        .lock
        .with(|inner| inner.state)
    {
        State::Started => WdfIoTargetStarted,
        State::Stopped => WdfIoTargetStopped,
        State::Purged => WdfIoTargetPurged,
        State::Closed => WdfIoTargetClosed,
        State::ClosedForQueryRemove => WdfIoTargetClosedForQueryRemove,
        State::Deleted => WdfIoTargetDeleted,
    }
}

#[doc = "[`WdfIoTargetStart`](wdk_sys::wdf::WdfIoTargetStart)"]
#[abi]
pub unsafe fn WdfIoTargetStart(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetStart);
    status_of(object!(fx, Body, IoTarget => status::INVALID_HANDLE).start())
}

#[doc = "[`WdfIoTargetStop`](wdk_sys::wdf::WdfIoTargetStop)"]
#[abi]
pub unsafe fn WdfIoTargetStop(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Action: WDF_IO_TARGET_SENT_IO_ACTION,
) {
    let fx = enter!(DriverGlobals, WdfIoTargetStop);
    let wait = Action != WdfIoTargetLeaveSentIoPending;
    object!(fx, Body, IoTarget).stop(Action == WdfIoTargetCancelSentIo, wait);
}

#[doc = "[`WdfIoTargetPurge`](wdk_sys::wdf::WdfIoTargetPurge)"]
#[abi]
pub unsafe fn WdfIoTargetPurge(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Action: WDF_IO_TARGET_PURGE_IO_ACTION,
) {
    let fx = enter!(DriverGlobals, WdfIoTargetPurge);
    object!(fx, Body, IoTarget).purge(Action == WdfIoTargetPurgeIoAndWait);
}

#[doc = "[`WdfIoTargetGetDevice`](wdk_sys::wdf::WdfIoTargetGetDevice)"]
#[abi]
pub unsafe fn WdfIoTargetGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> WDFDEVICE {
    let fx = enter!(DriverGlobals, WdfIoTargetGetDevice);
    let target = object!(fx, Body, IoTarget => ptr::null_mut());
    target.device().handle().cast()
}

#[doc = "[`WdfIoTargetWdmGetTargetDeviceObject`](wdk_sys::wdf::WdfIoTargetWdmGetTargetDeviceObject)"]
#[abi]
pub unsafe fn WdfIoTargetWdmGetTargetDeviceObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfIoTargetWdmGetTargetDeviceObject);
    object!(fx, Body, IoTarget => ptr::null_mut()).wdm()
}

#[doc = "[`WdfIoTargetWdmGetTargetPhysicalDevice`](wdk_sys::wdf::WdfIoTargetWdmGetTargetPhysicalDevice)"]
#[abi]
pub unsafe fn WdfIoTargetWdmGetTargetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfIoTargetWdmGetTargetPhysicalDevice);
    let target = object!(fx, Body, IoTarget => ptr::null_mut());
    if target.wdm() == target.device().attached() {
        target.device().physical()
    } else {
        ptr::null_mut()
    }
}

#[doc = "[`WdfIoTargetWdmGetTargetFileObject`](wdk_sys::wdf::WdfIoTargetWdmGetTargetFileObject)"]
#[abi]
pub unsafe fn WdfIoTargetWdmGetTargetFileObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PFILE_OBJECT {
    let fx = enter!(DriverGlobals, WdfIoTargetWdmGetTargetFileObject);
    object!(fx, Body, IoTarget => ptr::null_mut()).file()
}

#[doc = "[`WdfIoTargetWdmGetTargetFileHandle`](wdk_sys::wdf::WdfIoTargetWdmGetTargetFileHandle)"]
#[abi]
pub unsafe fn WdfIoTargetWdmGetTargetFileHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> HANDLE {
    let fx = enter!(DriverGlobals, WdfIoTargetWdmGetTargetFileHandle);
    object!(fx, Body, IoTarget => ptr::null_mut())
        .lock
        .with(|inner| inner.handle)
}
