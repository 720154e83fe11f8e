//! `WdfIoTargetSend*Synchronously`: formats, sends and waits in one call.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use wdk_sys::{
    IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PLONGLONG, PULONG_PTR, STATUS_INVALID_DEVICE_REQUEST,
    ULONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_MEMORY_DESCRIPTOR, PWDF_REQUEST_SEND_OPTIONS, WDFIOTARGET,
        WDFREQUEST,
    },
};

use super::{Target as Body, api::Options, part::Part};
use crate::{
    Fx,
    argument::{Argument, object},
    enter,
    object::{Attributes, Obj},
    request::{Request as RequestBody, Source, from_argument, rules},
    status,
};

/// What all of these functions are given.
struct Call<'a> {
    fx: Fx,
    function: &'static str,
    target: Obj<Body>,
    request: Argument<'a, WDFREQUEST>,
    options: Argument<'a, PWDF_REQUEST_SEND_OPTIONS>,
    bytes: Argument<'a, PULONG_PTR>,
}

impl Call<'_> {
    /// Formats the driver's request, or one of the framework's own, sends it and waits.
    fn run(self, format: impl FnOnce(Obj<RequestBody>) -> Result<(), NTSTATUS>) -> NTSTATUS {
        self.bytes.put(0);
        let options = match Options::read(&self.options) {
            Ok(options) => options,
            Err(status) => return status,
        };
        let own = self.request.is_null();
        let request = if own {
            let body = RequestBody::new(None, Source::Own, None);
            let parent = Some(self.target.header());
            Obj::create(self.fx, parent, &Attributes::NONE, body)
        } else {
            from_argument(self.fx, self.function, &self.request).ok_or(status::INVALID_HANDLE)
        };
        let request = match request {
            Ok(request) => request,
            Err(status) => return status,
        };
        if !request.allows(self.function, rules::send) {
            return STATUS_INVALID_DEVICE_REQUEST;
        }
        let outcome = format(request).and_then(|()| {
            request.send_and_wait(self.target, options.ignore_state, options.timeout, false)
        });
        self.bytes.put(request.sending.information());
        if own {
            request.delete();
        }
        outcome.unwrap_or_else(|status| status)
    }
}

#[doc = "[`WdfIoTargetSendReadSynchronously`](wdk_sys::wdf::WdfIoTargetSendReadSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetSendReadSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    DeviceOffset: PLONGLONG,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesRead: PULONG_PTR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetSendReadSynchronously(
            IoTarget,
            Request,
            OutputBuffer,
            DeviceOffset,
            RequestOptions,
            BytesRead
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendReadSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesRead,
    };
    let offset = DeviceOffset.read().unwrap_or(0);
    let part = Part::of_descriptor(fx, &OutputBuffer);
    let format = |request| target.format_transfer(request, IRP_MJ_READ, part?, offset);
    call.run(format)
}

#[doc = "[`WdfIoTargetSendWriteSynchronously`](wdk_sys::wdf::WdfIoTargetSendWriteSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetSendWriteSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    DeviceOffset: PLONGLONG,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesWritten: PULONG_PTR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetSendWriteSynchronously(
            IoTarget,
            Request,
            InputBuffer,
            DeviceOffset,
            RequestOptions,
            BytesWritten
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendWriteSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesWritten,
    };
    let offset = DeviceOffset.read().unwrap_or(0);
    let part = Part::of_descriptor(fx, &InputBuffer);
    let format = |request| target.format_transfer(request, IRP_MJ_WRITE, part?, offset);
    call.run(format)
}

#[doc = "[`WdfIoTargetSendIoctlSynchronously`](wdk_sys::wdf::WdfIoTargetSendIoctlSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetSendIoctlSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesReturned: PULONG_PTR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetSendIoctlSynchronously(
            IoTarget,
            Request,
            InputBuffer,
            OutputBuffer,
            RequestOptions,
            BytesReturned
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendIoctlSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesReturned,
    };
    let input = Part::of_descriptor(fx, &InputBuffer);
    let output = Part::of_descriptor(fx, &OutputBuffer);
    let format = |request| target.format_control(request, false, IoctlCode, input?, output?);
    call.run(format)
}

#[doc = "[`WdfIoTargetSendInternalIoctlSynchronously`](wdk_sys::wdf::WdfIoTargetSendInternalIoctlSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetSendInternalIoctlSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesReturned: PULONG_PTR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetSendInternalIoctlSynchronously(
            IoTarget,
            Request,
            InputBuffer,
            OutputBuffer,
            RequestOptions,
            BytesReturned
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendInternalIoctlSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesReturned,
    };
    let input = Part::of_descriptor(fx, &InputBuffer);
    let output = Part::of_descriptor(fx, &OutputBuffer);
    let format = |request| target.format_control(request, true, IoctlCode, input?, output?);
    call.run(format)
}

#[doc = "[`WdfIoTargetSendInternalIoctlOthersSynchronously`](wdk_sys::wdf::WdfIoTargetSendInternalIoctlOthersSynchronously)"]
#[abi]
pub(crate) unsafe fn WdfIoTargetSendInternalIoctlOthersSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    OtherArg1: PWDF_MEMORY_DESCRIPTOR,
    OtherArg2: PWDF_MEMORY_DESCRIPTOR,
    OtherArg4: PWDF_MEMORY_DESCRIPTOR,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesReturned: PULONG_PTR,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfIoTargetSendInternalIoctlOthersSynchronously(
            IoTarget,
            Request,
            OtherArg1,
            OtherArg2,
            OtherArg4,
            RequestOptions,
            BytesReturned
        )
    );
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendInternalIoctlOthersSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesReturned,
    };
    let one = Part::of_descriptor(fx, &OtherArg1);
    let two = Part::of_descriptor(fx, &OtherArg2);
    let four = Part::of_descriptor(fx, &OtherArg4);
    let format = |request| target.format_others(request, IoctlCode, [one?, two?, four?]);
    call.run(format)
}
