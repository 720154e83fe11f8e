//! Functions that the headers write as macros or inline code over the table.

use core::{panic::Location, ptr};

use crate::{
    BOOLEAN, LONG, NTSTATUS, PVOID, WDFDEVICE, WDFDRIVER, WDFIOTARGET, WDFOBJECT, WDFUSBDEVICE,
    WDFUSBPIPE, WdfDeviceResumeIdleActual, WdfDeviceStopIdleActual, WdfObjectDereferenceActual,
    WdfObjectReferenceActual, driver_globals,
};

/// The handle of the driver whose code runs.
///
/// # Safety
/// The driver is bound.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdriver/nf-wdfdriver-wdfgetdriver>
#[inline(always)]
#[must_use]
pub unsafe fn WdfGetDriver() -> WDFDRIVER {
    // SAFETY: the globals of a bound driver are readable until it is unbound.
    unsafe { (*driver_globals()).Driver }
}

/// The I/O target that a USB device is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetdevicegetiotarget>
#[must_use]
pub const fn WdfUsbTargetDeviceGetIoTarget(UsbDevice: WDFUSBDEVICE) -> WDFIOTARGET {
    UsbDevice.cast()
}

/// The I/O target that a USB pipe is.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfusb/nf-wdfusb-wdfusbtargetpipegetiotarget>
#[must_use]
pub const fn WdfUsbTargetPipeGetIoTarget(Pipe: WDFUSBPIPE) -> WDFIOTARGET {
    Pipe.cast()
}

/// The calling line; file names of Rust are not terminated by zero, so none is reported.
#[track_caller]
fn line() -> LONG {
    Location::caller().line() as LONG
}

/// Takes a reference on an object.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfObjectReferenceActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectreferenceactual>
#[inline]
#[track_caller]
pub unsafe fn WdfObjectReference(Handle: WDFOBJECT) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfObjectReferenceWithTag(Handle, ptr::null_mut()) }
}

/// Takes a reference that the framework's reference tracking lists under `Tag`.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfObjectReferenceActual`].
#[inline]
#[track_caller]
pub unsafe fn WdfObjectReferenceWithTag(Handle: WDFOBJECT, Tag: PVOID) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfObjectReferenceActual(Handle, Tag, line(), ptr::null()) }
}

/// Gives back a reference on an object.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfObjectDereferenceActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectdereferenceactual>
#[inline]
#[track_caller]
pub unsafe fn WdfObjectDereference(Handle: WDFOBJECT) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfObjectDereferenceWithTag(Handle, ptr::null_mut()) }
}

/// Gives back a reference that was taken under `Tag`.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfObjectDereferenceActual`].
#[inline]
#[track_caller]
pub unsafe fn WdfObjectDereferenceWithTag(Handle: WDFOBJECT, Tag: PVOID) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfObjectDereferenceActual(Handle, Tag, line(), ptr::null()) }
}

/// Takes a power reference: keeps a device in its working state.
///
/// IRQL: `DISPATCH_LEVEL` or below; `PASSIVE_LEVEL` when `WaitForD0`.
///
/// # Safety
/// As for [`WdfDeviceStopIdleActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidle>
#[inline]
#[track_caller]
#[must_use]
pub unsafe fn WdfDeviceStopIdle(Device: WDFDEVICE, WaitForD0: BOOLEAN) -> NTSTATUS {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfDeviceStopIdleWithTag(Device, WaitForD0, ptr::null_mut()) }
}

/// Takes a power reference that the framework lists under `Tag`.
///
/// IRQL: `DISPATCH_LEVEL` or below; `PASSIVE_LEVEL` when `WaitForD0`.
///
/// # Safety
/// As for [`WdfDeviceStopIdleActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidlewithtag>
#[inline]
#[track_caller]
#[must_use]
pub unsafe fn WdfDeviceStopIdleWithTag(
    Device: WDFDEVICE,
    WaitForD0: BOOLEAN,
    Tag: PVOID,
) -> NTSTATUS {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfDeviceStopIdleActual(Device, WaitForD0, Tag, line(), ptr::null()) }
}

/// Gives back a power reference.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfDeviceResumeIdleActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidle>
#[inline]
#[track_caller]
pub unsafe fn WdfDeviceResumeIdle(Device: WDFDEVICE) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfDeviceResumeIdleWithTag(Device, ptr::null_mut()) }
}

/// Gives back a power reference that was taken under `Tag`.
///
/// IRQL: `DISPATCH_LEVEL` or below.
///
/// # Safety
/// As for [`WdfDeviceResumeIdleActual`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidlewithtag>
#[inline]
#[track_caller]
pub unsafe fn WdfDeviceResumeIdleWithTag(Device: WDFDEVICE, Tag: PVOID) {
    // SAFETY: the caller keeps the function's contract.
    unsafe { WdfDeviceResumeIdleActual(Device, Tag, line(), ptr::null()) }
}

/// The context that an object has of a type, by the static that describes the type:
/// `WdfObjectGetTypedContext!(device, DeviceContext, &raw const DEVICE_CONTEXT_TYPE)`.
#[macro_export]
macro_rules! WdfObjectGetTypedContext {
    ($handle:expr, $context:ty, $type_info:expr) => {
        $crate::WdfObjectGetTypedContextWorker($handle as $crate::WDFOBJECT, $type_info)
            .cast::<$context>()
    };
}
