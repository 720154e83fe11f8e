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

forward! {
    /// Takes a reference on an object.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfObjectReferenceActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectreferenceactual>
    #[track_caller]
    pub unsafe fn WdfObjectReference(Handle: WDFOBJECT) = WdfObjectReferenceWithTag(Handle, tag)
        with tag = ptr::null_mut();

    /// Takes a reference that the framework's reference tracking lists under `Tag`.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfObjectReferenceActual`].
    #[track_caller]
    pub unsafe fn WdfObjectReferenceWithTag(Handle: WDFOBJECT, Tag: PVOID)
        = WdfObjectReferenceActual(Handle, Tag, line, file)
        with line = line(), file = ptr::null();

    /// Gives back a reference on an object.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfObjectDereferenceActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfobject/nf-wdfobject-wdfobjectdereferenceactual>
    #[track_caller]
    pub unsafe fn WdfObjectDereference(Handle: WDFOBJECT)
        = WdfObjectDereferenceWithTag(Handle, tag)
        with tag = ptr::null_mut();

    /// Gives back a reference that was taken under `Tag`.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfObjectDereferenceActual`].
    #[track_caller]
    pub unsafe fn WdfObjectDereferenceWithTag(Handle: WDFOBJECT, Tag: PVOID)
        = WdfObjectDereferenceActual(Handle, Tag, line, file)
        with line = line(), file = ptr::null();

    /// Takes a power reference: keeps a device in its working state.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below; `PASSIVE_LEVEL` when `WaitForD0`.
    ///
    /// # Safety
    /// As for [`WdfDeviceStopIdleActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidle>
    #[track_caller]
    #[must_use]
    pub unsafe fn WdfDeviceStopIdle(Device: WDFDEVICE, WaitForD0: BOOLEAN) -> NTSTATUS
        = WdfDeviceStopIdleWithTag(Device, WaitForD0, tag)
        with tag = ptr::null_mut();

    /// Takes a power reference that the framework lists under `Tag`.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below; `PASSIVE_LEVEL` when `WaitForD0`.
    ///
    /// # Safety
    /// As for [`WdfDeviceStopIdleActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdevicestopidlewithtag>
    #[track_caller]
    #[must_use]
    pub unsafe fn WdfDeviceStopIdleWithTag(
        Device: WDFDEVICE,
        WaitForD0: BOOLEAN,
        Tag: PVOID,
    ) -> NTSTATUS = WdfDeviceStopIdleActual(Device, WaitForD0, Tag, line, file)
        with line = line(), file = ptr::null();

    /// Gives back a power reference.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfDeviceResumeIdleActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidle>
    #[track_caller]
    pub unsafe fn WdfDeviceResumeIdle(Device: WDFDEVICE)
        = WdfDeviceResumeIdleWithTag(Device, tag)
        with tag = ptr::null_mut();

    /// Gives back a power reference that was taken under `Tag`.
    ///
    /// IRQL: `DISPATCH_LEVEL` or below.
    ///
    /// # Safety
    /// As for [`WdfDeviceResumeIdleActual`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdfdevice/nf-wdfdevice-wdfdeviceresumeidlewithtag>
    #[track_caller]
    pub unsafe fn WdfDeviceResumeIdleWithTag(Device: WDFDEVICE, Tag: PVOID)
        = WdfDeviceResumeIdleActual(Device, Tag, line, file)
        with line = line(), file = ptr::null();
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
