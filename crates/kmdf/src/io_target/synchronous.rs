//! `WdfIoTargetSend*Synchronously`: formats, sends and waits in one call.

use wdk_sys::{
    IRP_MJ_READ, IRP_MJ_WRITE, NTSTATUS, PLONGLONG, PULONG_PTR, STATUS_INVALID_DEVICE_REQUEST,
    ULONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_MEMORY_DESCRIPTOR, PWDF_REQUEST_SEND_OPTIONS, WDFIOTARGET,
        WDFREQUEST,
    },
};

use super::{Target as Body, api::Options, format::Part};
use crate::{
    Fx, enter,
    handle::{object, put},
    object::{Attributes, Obj},
    request::{Request as RequestBody, Source, from_handle, rules},
    status,
};

/// What all of these functions are given.
struct Call {
    fx: Fx,
    function: &'static str,
    target: Obj<Body>,
    request: WDFREQUEST,
    options: PWDF_REQUEST_SEND_OPTIONS,
    bytes: PULONG_PTR,
}

impl Call {
    /// Formats the driver's request, or one of the framework's own, sends it and waits.
    ///
    /// # Safety
    /// The pointers are the driver's, or null.
    unsafe fn run(self, format: impl FnOnce(Obj<RequestBody>) -> Result<(), NTSTATUS>) -> NTSTATUS {
        // SAFETY: by contract.
        unsafe { put(self.bytes, 0) };
        // SAFETY: by contract.
        let options = match unsafe { Options::read(self.options) } {
            Ok(options) => options,
            Err(status) => return status,
        };
        let own = self.request.is_null();
        let request = if own {
            let body = RequestBody::new(None, Source::Own, None);
            let parent = Some(self.target.header());
            Obj::create(self.fx, parent, &Attributes::NONE, body)
        } else {
            // SAFETY: by contract.
            unsafe { from_handle(self.fx, self.function, self.request) }
                .ok_or(status::INVALID_HANDLE)
        };
        let request = match request {
            Ok(request) => request,
            Err(status) => return status,
        };
        if !request.allows(self.function, rules::send) {
            return STATUS_INVALID_DEVICE_REQUEST;
        }
        let outcome = format(request).and_then(|()| {
            request.send_and_wait(self.target, options.ignore_state, options.timeout)
        });
        // SAFETY: by contract.
        unsafe { put(self.bytes, request.sending.information()) };
        if own {
            request.delete();
        }
        outcome.unwrap_or_else(|status| status)
    }
}

#[doc = "[`WdfIoTargetSendReadSynchronously`](wdk_sys::wdf::WdfIoTargetSendReadSynchronously)"]
#[abi]
pub unsafe fn WdfIoTargetSendReadSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    DeviceOffset: PLONGLONG,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesRead: PULONG_PTR,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetSendReadSynchronously);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendReadSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesRead,
    };
    // SAFETY: the driver's variable, or null.
    let offset = unsafe { DeviceOffset.as_ref() }.map_or(0, |offset| *offset);
    // SAFETY: the driver's structure, or null.
    let part = unsafe { Part::of_descriptor(fx, OutputBuffer) };
    let format = |request| target.format_transfer(request, IRP_MJ_READ, part?, offset);
    // SAFETY: the driver's pointers.
    unsafe { call.run(format) }
}

#[doc = "[`WdfIoTargetSendWriteSynchronously`](wdk_sys::wdf::WdfIoTargetSendWriteSynchronously)"]
#[abi]
pub unsafe fn WdfIoTargetSendWriteSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    DeviceOffset: PLONGLONG,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesWritten: PULONG_PTR,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetSendWriteSynchronously);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendWriteSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesWritten,
    };
    // SAFETY: the driver's variable, or null.
    let offset = unsafe { DeviceOffset.as_ref() }.map_or(0, |offset| *offset);
    // SAFETY: the driver's structure, or null.
    let part = unsafe { Part::of_descriptor(fx, InputBuffer) };
    let format = |request| target.format_transfer(request, IRP_MJ_WRITE, part?, offset);
    // SAFETY: the driver's pointers.
    unsafe { call.run(format) }
}

#[doc = "[`WdfIoTargetSendIoctlSynchronously`](wdk_sys::wdf::WdfIoTargetSendIoctlSynchronously)"]
#[abi]
pub unsafe fn WdfIoTargetSendIoctlSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesReturned: PULONG_PTR,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetSendIoctlSynchronously);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendIoctlSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesReturned,
    };
    // SAFETY: the driver's structure, or null.
    let input = unsafe { Part::of_descriptor(fx, InputBuffer) };
    // SAFETY: the driver's structure, or null.
    let output = unsafe { Part::of_descriptor(fx, OutputBuffer) };
    let format = |request| target.format_control(request, false, IoctlCode, input?, output?);
    // SAFETY: the driver's pointers.
    unsafe { call.run(format) }
}

#[doc = "[`WdfIoTargetSendInternalIoctlSynchronously`](wdk_sys::wdf::WdfIoTargetSendInternalIoctlSynchronously)"]
#[abi]
pub unsafe fn WdfIoTargetSendInternalIoctlSynchronously(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    IoTarget: WDFIOTARGET,
    Request: WDFREQUEST,
    IoctlCode: ULONG,
    InputBuffer: PWDF_MEMORY_DESCRIPTOR,
    OutputBuffer: PWDF_MEMORY_DESCRIPTOR,
    RequestOptions: PWDF_REQUEST_SEND_OPTIONS,
    BytesReturned: PULONG_PTR,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfIoTargetSendInternalIoctlSynchronously);
    let target = object!(fx, Body, IoTarget => status::INVALID_HANDLE);
    let call = Call {
        fx,
        function: "WdfIoTargetSendInternalIoctlSynchronously",
        target,
        request: Request,
        options: RequestOptions,
        bytes: BytesReturned,
    };
    // SAFETY: the driver's structure, or null.
    let input = unsafe { Part::of_descriptor(fx, InputBuffer) };
    // SAFETY: the driver's structure, or null.
    let output = unsafe { Part::of_descriptor(fx, OutputBuffer) };
    let format = |request| target.format_control(request, true, IoctlCode, input?, output?);
    // SAFETY: the driver's pointers.
    unsafe { call.run(format) }
}

#[doc = "[`WdfIoTargetSendInternalIoctlOthersSynchronously`](wdk_sys::wdf::WdfIoTargetSendInternalIoctlOthersSynchronously)"]
#[abi]
pub unsafe fn WdfIoTargetSendInternalIoctlOthersSynchronously(
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
    let fx = enter!(
        DriverGlobals,
        WdfIoTargetSendInternalIoctlOthersSynchronously
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
    // SAFETY: the driver's structure, or null.
    let one = unsafe { Part::of_descriptor(fx, OtherArg1) };
    // SAFETY: the driver's structure, or null.
    let two = unsafe { Part::of_descriptor(fx, OtherArg2) };
    // SAFETY: the driver's structure, or null.
    let four = unsafe { Part::of_descriptor(fx, OtherArg4) };
    let format = |request| target.format_others(request, IoctlCode, [one?, two?, four?]);
    // SAFETY: the driver's pointers.
    unsafe { call.run(format) }
}
