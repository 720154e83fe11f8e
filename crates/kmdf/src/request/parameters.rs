//! What a driver can query of a request.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, IRP_MJ_CREATE, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL,
    IoGetRequestorProcessId, IoIs32bitProcess, KPROCESSOR_MODE, NTSTATUS, PIRP,
    STATUS_INVALID_DEVICE_REQUEST, ULONG, ULONG_PTR, abi,
    wdf::{
        _WDF_REQUEST_PARAMETERS__bindgen_ty_1, _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_1,
        _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_2,
        _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_4,
        _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_5, PWDF_DRIVER_GLOBALS,
        PWDF_REQUEST_PARAMETERS, WDF_REQUEST_PARAMETERS, WDFFILEOBJECT, WDFQUEUE, WDFREQUEST,
    },
};

use super::Request;
use crate::{
    argument::Argument,
    enter, file,
    irp::{Method, Stack},
    object::Obj,
    violation,
};

const IRP_MJ_READ: u32 = wdk_sys::IRP_MJ_READ;
const IRP_MJ_WRITE: u32 = wdk_sys::IRP_MJ_WRITE;

/// Fills in the parameters of `request`.
pub(crate) fn describe(request: Obj<Request>, parameters: &Argument<'_, PWDF_REQUEST_PARAMETERS>) {
    let Some(stack) = request.irp().map(crate::irp::Irp::current) else {
        return;
    };
    let mut description = WDF_REQUEST_PARAMETERS {
        Size: size_of::<WDF_REQUEST_PARAMETERS>() as u16,
        MinorFunction: stack.minor(),
        Type: i32::from(stack.major()),
        Parameters: parameters_of(stack),
    };
    // A user's address is not for the driver's eyes, which the verifier sees to.
    if request.fx().verifier_on()
        && u32::from(stack.major()) == IRP_MJ_DEVICE_CONTROL
        && stack.control().method() == Method::Neither
    {
        description.Parameters.DeviceIoControl.Type3InputBuffer = ptr::null_mut();
    }
    parameters.put(description);
}

fn parameters_of(stack: Stack) -> _WDF_REQUEST_PARAMETERS__bindgen_ty_1 {
    let pointer = |word: u64| ptr::with_exposed_provenance_mut::<core::ffi::c_void>(word as usize);
    let arguments = stack.arguments();
    match u32::from(stack.major()) {
        IRP_MJ_CREATE => _WDF_REQUEST_PARAMETERS__bindgen_ty_1 {
            Create: _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_1 {
                SecurityContext: pointer(arguments[0]).cast(),
                Options: arguments[1] as u32,
                _alignFileAttributes: [],
                FileAttributes: arguments[2] as u16,
                ShareAccess: (arguments[2] >> 16) as u16,
                _alignEaLength: [],
                EaLength: arguments[3] as u32,
            },
        },
        IRP_MJ_READ | IRP_MJ_WRITE => _WDF_REQUEST_PARAMETERS__bindgen_ty_1 {
            Read: _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_2 {
                Length: arguments[0] as u32 as usize,
                Key: arguments[1] as u32,
                DeviceOffset: arguments[2].cast_signed(),
            },
        },
        IRP_MJ_DEVICE_CONTROL | IRP_MJ_INTERNAL_DEVICE_CONTROL => {
            let control = stack.control();
            _WDF_REQUEST_PARAMETERS__bindgen_ty_1 {
                DeviceIoControl: _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_4 {
                    OutputBufferLength: control.output as usize,
                    InputBufferLength: control.input as usize,
                    IoControlCode: control.code,
                    Type3InputBuffer: control.type3,
                },
            }
        }
        _ => _WDF_REQUEST_PARAMETERS__bindgen_ty_1 {
            Others: _WDF_REQUEST_PARAMETERS__bindgen_ty_1__bindgen_ty_5 {
                Arg1: pointer(arguments[0]),
                Arg2: pointer(arguments[1]),
                IoControlCode: arguments[2] as u32,
                Arg4: pointer(arguments[3]),
            },
        },
    }
}

#[doc = "[`WdfRequestGetParameters`](wdk_sys::wdf::WdfRequestGetParameters)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetParameters(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Parameters: PWDF_REQUEST_PARAMETERS,
) {
    enter!(
        fx = DriverGlobals,
        WdfRequestGetParameters(Request, Parameters)
    );
    crate::argument::required!(fx, WdfRequestGetParameters, Parameters);
    let request = request!(fx, WdfRequestGetParameters, Request);
    let size = Parameters.read().map_or(0, |parameters| parameters.Size);
    if usize::from(size) != size_of::<WDF_REQUEST_PARAMETERS>() {
        violation::break_point(
            fx,
            "RequestParametersSize",
            request.handle(),
            format_args!("WdfRequestGetParameters: the structure says {size} bytes"),
        );
        return;
    }
    describe(request, &Parameters);
}

#[doc = "[`WdfRequestGetStatus`](wdk_sys::wdf::WdfRequestGetStatus)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetStatus(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRequestGetStatus(Request));
    let request = request!(fx, WdfRequestGetStatus, Request => STATUS_INVALID_DEVICE_REQUEST);
    request.sent_status()
}

#[doc = "[`WdfRequestSetInformation`](wdk_sys::wdf::WdfRequestSetInformation)"]
#[abi]
pub(crate) unsafe fn WdfRequestSetInformation(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
    Information: ULONG_PTR,
) {
    enter!(fx = DriverGlobals, WdfRequestSetInformation(Request));
    if let Some(irp) = request!(fx, WdfRequestSetInformation, Request).irp() {
        irp.set_information(Information);
    }
}

#[doc = "[`WdfRequestGetInformation`](wdk_sys::wdf::WdfRequestGetInformation)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetInformation(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> ULONG_PTR {
    enter!(fx = DriverGlobals, WdfRequestGetInformation(Request));
    let request = request!(fx, WdfRequestGetInformation, Request => 0);
    request.irp().map_or(0, crate::irp::Irp::information)
}

#[doc = "[`WdfRequestGetRequestorMode`](wdk_sys::wdf::WdfRequestGetRequestorMode)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetRequestorMode(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> KPROCESSOR_MODE {
    enter!(fx = DriverGlobals, WdfRequestGetRequestorMode(Request));
    let request = request!(fx, WdfRequestGetRequestorMode, Request => 0);
    request.irp().map_or(0, |irp| irp.mode() as KPROCESSOR_MODE)
}

#[doc = "[`WdfRequestGetRequestorProcessId`](wdk_sys::wdf::WdfRequestGetRequestorProcessId)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetRequestorProcessId(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfRequestGetRequestorProcessId(Request));
    let request = request!(fx, WdfRequestGetRequestorProcessId, Request => 0);
    // SAFETY: the request's IRP, which the driver has not completed.
    request
        .irp()
        .map_or(0, |irp| unsafe { IoGetRequestorProcessId(irp.as_ptr()) })
}

#[doc = "[`WdfRequestGetFileObject`](wdk_sys::wdf::WdfRequestGetFileObject)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetFileObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> WDFFILEOBJECT {
    enter!(fx = DriverGlobals, WdfRequestGetFileObject(Request));
    let request = request!(fx, WdfRequestGetFileObject, Request => ptr::null_mut());
    let (Some(irp), Some(device)) = (request.irp(), request.device.get()) else {
        return ptr::null_mut();
    };
    file::find(device, irp.current().file()).map_or(ptr::null_mut(), |file| file.handle().cast())
}

#[doc = "[`WdfRequestGetIoQueue`](wdk_sys::wdf::WdfRequestGetIoQueue)"]
#[abi]
pub(crate) unsafe fn WdfRequestGetIoQueue(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> WDFQUEUE {
    enter!(fx = DriverGlobals, WdfRequestGetIoQueue(Request));
    let request = request!(fx, WdfRequestGetIoQueue, Request => ptr::null_mut());
    let queue = request.queue.get();
    // In EvtDeviceFileCreate a queue of the framework's own has it.
    let own = request
        .device
        .get()
        .is_some_and(|device| device.io.has_creates(queue));
    if own {
        violation::break_point(
            fx,
            "RequestWithoutQueue",
            request.handle(),
            format_args!(
                "request {:p} is in no queue of the driver",
                request.handle()
            ),
        );
        return ptr::null_mut();
    }
    queue.map_or(ptr::null_mut(), Obj::<crate::queue::Queue>::wdf)
}

#[doc = "[`WdfRequestWdmGetIrp`](wdk_sys::wdf::WdfRequestWdmGetIrp)"]
#[abi]
pub(crate) unsafe fn WdfRequestWdmGetIrp(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> PIRP {
    enter!(fx = DriverGlobals, WdfRequestWdmGetIrp(Request));
    let request = request!(fx, WdfRequestWdmGetIrp, Request => ptr::null_mut());
    request
        .irp()
        .map_or(ptr::null_mut(), crate::irp::Irp::as_ptr)
}

#[doc = "[`WdfRequestIsFrom32BitProcess`](wdk_sys::wdf::WdfRequestIsFrom32BitProcess)"]
#[abi]
pub(crate) unsafe fn WdfRequestIsFrom32BitProcess(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfRequestIsFrom32BitProcess(Request));
    let request = request!(fx, WdfRequestIsFrom32BitProcess, Request => 0);
    // SAFETY: the request's IRP is alive.
    request
        .irp()
        .map_or(0, |irp| unsafe { IoIs32bitProcess(irp.as_ptr()) })
}

#[doc = "[`WdfRequestIsReserved`](wdk_sys::wdf::WdfRequestIsReserved)"]
#[abi]
pub(crate) unsafe fn WdfRequestIsReserved(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Request: WDFREQUEST,
) -> BOOLEAN {
    enter!(fx = DriverGlobals, WdfRequestIsReserved(Request));
    u8::from(
        request!(fx, WdfRequestIsReserved, Request => 0)
            .reserved
            .get(),
    )
}
