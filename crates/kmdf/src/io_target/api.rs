//! The functions that format and send requests, and those of targets of any kind.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, HANDLE, IRP_MJ_CREATE, IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PDEVICE_OBJECT,
    PFILE_OBJECT, PIO_STACK_LOCATION, PLONGLONG, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE, STATUS_INVALID_PARAMETER, ULONG,
    abi,
    wdf::{
        _WDF_IO_TARGET_PURGE_IO_ACTION::{WdfIoTargetPurgeIo, WdfIoTargetPurgeIoAndWait},
        _WDF_IO_TARGET_SENT_IO_ACTION::{
            WdfIoTargetCancelSentIo, WdfIoTargetLeaveSentIoPending,
            WdfIoTargetWaitForSentIoToComplete,
        },
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

use super::{State, Target as Body, local, part::Part};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    device::Device,
    enter, file,
    irp::Irp,
    object::Obj,
    request::{Request as RequestBody, Source, request, rules},
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
    pub(super) fn read(
        options: &Argument<'_, PWDF_REQUEST_SEND_OPTIONS>,
    ) -> Result<Self, NTSTATUS> {
        let Some(options) = options.read() else {
            return Ok(Self::default());
        };
        if options.Size as usize != size_of::<WDF_REQUEST_SEND_OPTIONS>() {
            return Err(STATUS_INFO_LENGTH_MISMATCH);
        }
        let has = |flag: i32| options.Flags & flag.cast_unsigned() != 0;
        const KNOWN: i32 = WDF_REQUEST_SEND_OPTION_TIMEOUT
            | WDF_REQUEST_SEND_OPTION_SYNCHRONOUS
            | WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE
            | WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET;
        if options.Flags & !KNOWN.cast_unsigned() != 0 {
            return Err(STATUS_INVALID_PARAMETER);
        }
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
pub(crate) unsafe fn WdfRequestSend(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Target: WDFIOTARGET,
    Options: PWDF_REQUEST_SEND_OPTIONS,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfRequestSend(Request, Target, Options));
    let request = request!(fx, WdfRequestSend, Request => 0);
    let target = object!(fx, Body, Target => 0);
    if !request.allows("WdfRequestSend", rules::send) {
        return 0;
    }
    // Whatever is wrong with the options has one status here.
    let options = Options::read(&Options).map_err(|_| {
        refused(fx, request, "is sent with options that are not valid");
        STATUS_INVALID_PARAMETER
    });
    match options.and_then(|options| send(fx, request, target, options)) {
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

/// Whether the request opens a file that has an object of the framework.
fn opens_a_file(request: Obj<RequestBody>) -> bool {
    let opens = |irp: Irp| u32::from(irp.current().major()) == IRP_MJ_CREATE;
    request.irp().is_some_and(opens) && request.device.get().is_some_and(file::has_objects)
}

/// The verifier's word on a request that cannot be sent as it is.
fn refused(fx: Fx, request: Obj<RequestBody>, why: &str) {
    let handle = request.handle();
    violation::break_point(
        fx,
        "RequestCannotBeSent",
        handle,
        format_args!("request {handle:p} {why}"),
    );
}

fn send(
    fx: Fx,
    request: Obj<RequestBody>,
    target: Obj<Body>,
    options: Options,
) -> Result<(), NTSTATUS> {
    if options.forget {
        if request.source.get() != Source::Io {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        if request.sending.has_format() {
            refused(
                fx,
                request,
                "is formatted for another operation, and to be forgotten",
            );
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        if request.sending.has_completion() {
            refused(
                fx,
                request,
                "is to be forgotten, so its completion routine will never run",
            );
        }
        if opens_a_file(request) {
            refused(
                fx,
                request,
                "opens a file that has a WDFFILEOBJECT, and is to be forgotten: nobody would learn \
                 whether the file was opened",
            );
        }
        let device = target.wdm();
        if device.is_null() {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        request.send_and_forget(device);
        return Ok(());
    }
    if options.synchronous {
        return request
            .send_and_wait(target, options.ignore_state, options.timeout, true)
            .map(|_| ());
    }
    if request.source.get() == Source::Io && !request.sending.has_completion() {
        refused(
            fx,
            request,
            "has no completion routine, so nobody would complete it when it comes back",
        );
        return Err(STATUS_INVALID_DEVICE_REQUEST);
    }
    target.submit(request, options.ignore_state, options.timeout)
}

#[doc = "[`WdfRequestCancelSentRequest`](wdk_sys::wdf::WdfRequestCancelSentRequest)"]
#[abi]
pub(crate) unsafe fn WdfRequestCancelSentRequest(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfRequestCancelSentRequest(Request));
    let request = request!(fx, WdfRequestCancelSentRequest, Request => 0);
    u8::from(request.reference().cancel_sent())
}

#[doc = "[`WdfRequestSetCompletionRoutine`](wdk_sys::wdf::WdfRequestSetCompletionRoutine)"]
#[abi]
pub(crate) unsafe fn WdfRequestSetCompletionRoutine(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    CompletionRoutine: PFN_WDF_REQUEST_COMPLETION_ROUTINE,
    CompletionContext: WDFCONTEXT,
) {
    enter!(fx = DriverGlobals, WdfRequestSetCompletionRoutine(Request));
    let request = request!(fx, WdfRequestSetCompletionRoutine, Request);
    request
        .sending
        .set_completion(CompletionRoutine, CompletionContext);
}

#[doc = "[`WdfRequestGetCompletionParams`](wdk_sys::wdf::WdfRequestGetCompletionParams)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetCompletionParams(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Params: PWDF_REQUEST_COMPLETION_PARAMS,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestGetCompletionParams(Request, Params)
    );
    required!(fx, WdfRequestGetCompletionParams, Params);
    let request = request!(fx, WdfRequestGetCompletionParams, Request);
    let size = Params.read().map_or(0, |parameters| parameters.Size);
    if size as usize == size_of::<WDF_REQUEST_COMPLETION_PARAMS>() {
        Params.put(request.completion_parameters());
    }
}

#[doc = "[`WdfRequestAllocateTimer`](wdk_sys::wdf::WdfRequestAllocateTimer)"]
#[abi]
pub(crate) unsafe fn WdfRequestAllocateTimer(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRequestAllocateTimer(Request));
    let request = request!(fx, WdfRequestAllocateTimer, Request => status::INVALID_HANDLE);
    status_of(request.allocate_timeout())
}

#[doc = "[`WdfRequestChangeTarget`](wdk_sys::wdf::WdfRequestChangeTarget)"]
#[abi]
pub(crate) unsafe fn WdfRequestChangeTarget(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    IoTarget: WDFIOTARGET,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRequestChangeTarget(Request, IoTarget)
    );
    let request = request!(fx, WdfRequestChangeTarget, Request => status::INVALID_HANDLE);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    status_of(target.fit(request).map(|_| ()))
}

/// The IRP, if it has a location to format; else a violation, which is a bug check.
fn formattable(request: Obj<RequestBody>, function: &'static str) -> Option<Irp> {
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
pub(crate) unsafe fn WdfRequestFormatRequestUsingCurrentType(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestFormatRequestUsingCurrentType(Request)
    );
    let request = request!(fx, WdfRequestFormatRequestUsingCurrentType, Request);
    if let Some(irp) = formattable(request, "WdfRequestFormatRequestUsingCurrentType") {
        request.format_as_current(irp);
    }
}

#[doc = "[`WdfRequestWdmFormatUsingStackLocation`](wdk_sys::wdf::WdfRequestWdmFormatUsingStackLocation)"]
#[abi]
pub(crate) unsafe fn WdfRequestWdmFormatUsingStackLocation(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Stack: PIO_STACK_LOCATION,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestWdmFormatUsingStackLocation(Request)
    );
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
pub(crate) unsafe fn WdfIoTargetFormatRequestForRead(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
    DeviceOffset: PLONGLONG,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetFormatRequestForRead(
            IoTarget,
            Request,
            OutputBuffer,
            OutputBufferOffset,
            DeviceOffset
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForRead, Request => status::INVALID_HANDLE);
    let offset = DeviceOffset.read().unwrap_or(0);
    let part = Part::of_memory(fx, &OutputBuffer, &OutputBufferOffset);
    status_of(part.and_then(|part| target.format_transfer(request, IRP_MJ_READ, part, offset)))
}

#[doc = "[`WdfIoTargetFormatRequestForWrite`](wdk_sys::wdf::WdfIoTargetFormatRequestForWrite)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetFormatRequestForWrite(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    DeviceOffset: PLONGLONG,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetFormatRequestForWrite(
            IoTarget,
            Request,
            InputBuffer,
            InputBufferOffset,
            DeviceOffset
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForWrite, Request => status::INVALID_HANDLE);
    let offset = DeviceOffset.read().unwrap_or(0);
    let part = Part::of_memory(fx, &InputBuffer, &InputBufferOffset);
    status_of(part.and_then(|part| target.format_transfer(request, IRP_MJ_WRITE, part, offset)))
}

#[doc = "[`WdfIoTargetFormatRequestForIoctl`](wdk_sys::wdf::WdfIoTargetFormatRequestForIoctl)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetFormatRequestForIoctl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetFormatRequestForIoctl(
            IoTarget,
            Request,
            InputBuffer,
            InputBufferOffset,
            OutputBuffer,
            OutputBufferOffset
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForIoctl, Request => status::INVALID_HANDLE);
    let input = Part::of_memory(fx, &InputBuffer, &InputBufferOffset);
    let output = Part::of_memory(fx, &OutputBuffer, &OutputBufferOffset);
    let parts = input.and_then(|input| Ok((input, output?)));
    status_of(parts.and_then(|(input, output)| {
        target.format_control(request, false, IoctlCode, input, output)
    }))
}

#[doc = "[`WdfIoTargetFormatRequestForInternalIoctl`](wdk_sys::wdf::WdfIoTargetFormatRequestForInternalIoctl)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetFormatRequestForInternalIoctl(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: WDFMEMORY,
    InputBufferOffset: PWDFMEMORY_OFFSET,
    OutputBuffer: WDFMEMORY,
    OutputBufferOffset: PWDFMEMORY_OFFSET,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetFormatRequestForInternalIoctl(
            IoTarget,
            Request,
            InputBuffer,
            InputBufferOffset,
            OutputBuffer,
            OutputBufferOffset
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request =
        request!(fx, WdfIoTargetFormatRequestForInternalIoctl, Request => status::INVALID_HANDLE);
    let input = Part::of_memory(fx, &InputBuffer, &InputBufferOffset);
    let output = Part::of_memory(fx, &OutputBuffer, &OutputBufferOffset);
    let parts = input.and_then(|input| Ok((input, output?)));
    status_of(
        parts.and_then(|(input, output)| {
            target.format_control(request, true, IoctlCode, input, output)
        }),
    )
}

#[doc = "[`WdfIoTargetFormatRequestForInternalIoctlOthers`](wdk_sys::wdf::WdfIoTargetFormatRequestForInternalIoctlOthers)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetFormatRequestForInternalIoctlOthers(
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
    enter!(
        fx = DriverGlobals,
        WdfIoTargetFormatRequestForInternalIoctlOthers(
            IoTarget,
            Request,
            OtherArg1,
            OtherArg1Offset,
            OtherArg2,
            OtherArg2Offset,
            OtherArg4,
            OtherArg4Offset
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let request = request!(fx, WdfIoTargetFormatRequestForInternalIoctlOthers, Request => status::INVALID_HANDLE);
    let parts = [
        Part::of_memory(fx, &OtherArg1, &OtherArg1Offset),
        Part::of_memory(fx, &OtherArg2, &OtherArg2Offset),
        Part::of_memory(fx, &OtherArg4, &OtherArg4Offset),
    ];
    let [one, two, four] = parts;
    let parts = one.and_then(|one| Ok([one, two?, four?]));
    status_of(parts.and_then(|parts| target.format_others(request, IoctlCode, parts)))
}

#[doc = "[`WdfDeviceGetIoTarget`](wdk_sys::wdf::WdfDeviceGetIoTarget)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetIoTarget(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFIOTARGET {
    enter!(fx = DriverGlobals, WdfDeviceGetIoTarget(Device));
    let device = object!(fx, Device, Device => ptr::null_mut());
    local(device, &device.io.target).map_or(ptr::null_mut(), |target| target.handle().cast())
}

#[doc = "[`WdfIoTargetGetState`](wdk_sys::wdf::WdfIoTargetGetState)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetGetState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> WDF_IO_TARGET_STATE {
    enter!(fx = DriverGlobals, WdfIoTargetGetState(IoTarget));
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
pub(crate) unsafe fn WdfIoTargetStart(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfIoTargetStart(IoTarget));
    status_of(object!(fx, Body, IoTarget => status::INVALID_HANDLE).start())
}

#[doc = "[`WdfIoTargetStop`](wdk_sys::wdf::WdfIoTargetStop)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetStop(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Action: WDF_IO_TARGET_SENT_IO_ACTION,
) {
    enter!(fx = DriverGlobals, WdfIoTargetStop(IoTarget));
    let target = object!(fx, Body, IoTarget);
    let wait = match Action {
        WdfIoTargetCancelSentIo | WdfIoTargetWaitForSentIoToComplete => true,
        WdfIoTargetLeaveSentIoPending => false,
        _ => return,
    };
    target.stop(Action == WdfIoTargetCancelSentIo, wait);
}

#[doc = "[`WdfIoTargetPurge`](wdk_sys::wdf::WdfIoTargetPurge)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetPurge(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Action: WDF_IO_TARGET_PURGE_IO_ACTION,
) {
    enter!(fx = DriverGlobals, WdfIoTargetPurge(IoTarget));
    let target = object!(fx, Body, IoTarget);
    match Action {
        WdfIoTargetPurgeIoAndWait => target.purge(true),
        WdfIoTargetPurgeIo => target.purge(false),
        _ => {}
    }
}

#[doc = "[`WdfIoTargetGetDevice`](wdk_sys::wdf::WdfIoTargetGetDevice)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetGetDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfIoTargetGetDevice(IoTarget));
    let target = object!(fx, Body, IoTarget => ptr::null_mut());
    target.device().handle().cast()
}

#[doc = "[`WdfIoTargetWdmGetTargetDeviceObject`](wdk_sys::wdf::WdfIoTargetWdmGetTargetDeviceObject)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetWdmGetTargetDeviceObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PDEVICE_OBJECT {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetWdmGetTargetDeviceObject(IoTarget)
    );
    object!(fx, Body, IoTarget => ptr::null_mut()).wdm()
}

#[doc = "[`WdfIoTargetWdmGetTargetPhysicalDevice`](wdk_sys::wdf::WdfIoTargetWdmGetTargetPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetWdmGetTargetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PDEVICE_OBJECT {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetWdmGetTargetPhysicalDevice(IoTarget)
    );
    let target = object!(fx, Body, IoTarget => ptr::null_mut());
    if target.wdm() == target.device().attached() {
        target.device().physical()
    } else {
        ptr::null_mut()
    }
}

#[doc = "[`WdfIoTargetWdmGetTargetFileObject`](wdk_sys::wdf::WdfIoTargetWdmGetTargetFileObject)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetWdmGetTargetFileObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> PFILE_OBJECT {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetWdmGetTargetFileObject(IoTarget)
    );
    object!(fx, Body, IoTarget => ptr::null_mut()).file()
}

#[doc = "[`WdfIoTargetWdmGetTargetFileHandle`](wdk_sys::wdf::WdfIoTargetWdmGetTargetFileHandle)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetWdmGetTargetFileHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
) -> HANDLE {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetWdmGetTargetFileHandle(IoTarget)
    );
    let target = object!(fx, Body, IoTarget => ptr::null_mut());
    if !target.is_remote() {
        return ptr::null_mut();
    }
    target.lock.with(|inner| inner.handle)
}
