//! The simple `WdfDevice*` functions: what a device is, and what its driver sets.

use core::ptr;

use wdk_sys::{
    BOOLEAN, NTSTATUS, PDEVICE_OBJECT, PIRP, STATUS_INVALID_DEVICE_REQUEST, ULONG, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInvalid,
        _WDF_DEVICE_POWER_STATE::WdfDevStatePowerInvalid, PWDF_DEVICE_PNP_CAPABILITIES,
        PWDF_DEVICE_POWER_CAPABILITIES, PWDF_DEVICE_STATE, PWDF_DRIVER_GLOBALS,
        WDF_DEVICE_FAILED_ACTION, WDF_DEVICE_PNP_CAPABILITIES, WDF_DEVICE_PNP_STATE,
        WDF_DEVICE_POWER_CAPABILITIES, WDF_DEVICE_POWER_STATE, WDF_DEVICE_STATE, WDFDEVICE,
        WDFDRIVER,
    },
};

use super::{Device, init::wrong_size, of_wdm};
use crate::{Fx, enter, irp::Irp, object::Obj, violation};

unsafe fn device(fx: Fx, handle: WDFDEVICE) -> Option<Obj<Device>> {
    // SAFETY: the driver's handle.
    unsafe { Obj::from_handle(fx, handle) }
}

#[doc = "[`WdfWdmDeviceGetWdfDeviceHandle`](wdk_sys::wdf::WdfWdmDeviceGetWdfDeviceHandle)"]
#[abi]
pub unsafe fn WdfWdmDeviceGetWdfDeviceHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceObject: PDEVICE_OBJECT,
) -> WDFDEVICE {
    let fx = enter!(DriverGlobals, WdfWdmDeviceGetWdfDeviceHandle);
    if DeviceObject.is_null() {
        violation::null_parameter(fx, "WdfWdmDeviceGetWdfDeviceHandle", "DeviceObject");
        return ptr::null_mut();
    }
    // SAFETY: the driver's own device object.
    unsafe { of_wdm(DeviceObject) }.map_or(ptr::null_mut(), |device| device.handle().cast())
}

#[doc = "[`WdfDeviceWdmGetDeviceObject`](wdk_sys::wdf::WdfDeviceWdmGetDeviceObject)"]
#[abi]
pub unsafe fn WdfDeviceWdmGetDeviceObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfDeviceWdmGetDeviceObject);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }.map_or(ptr::null_mut(), |device| device.wdm())
}

#[doc = "[`WdfDeviceWdmGetAttachedDevice`](wdk_sys::wdf::WdfDeviceWdmGetAttachedDevice)"]
#[abi]
pub unsafe fn WdfDeviceWdmGetAttachedDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfDeviceWdmGetAttachedDevice);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }.map_or(ptr::null_mut(), |device| device.attached())
}

#[doc = "[`WdfDeviceWdmGetPhysicalDevice`](wdk_sys::wdf::WdfDeviceWdmGetPhysicalDevice)"]
#[abi]
pub unsafe fn WdfDeviceWdmGetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfDeviceWdmGetPhysicalDevice);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }.map_or(ptr::null_mut(), |device| device.physical())
}

#[doc = "[`WdfDeviceGetDriver`](wdk_sys::wdf::WdfDeviceGetDriver)"]
#[abi]
pub unsafe fn WdfDeviceGetDriver(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFDRIVER {
    let fx = enter!(DriverGlobals, WdfDeviceGetDriver);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }
        .and_then(|device| device.fx().driver())
        .map_or(ptr::null_mut(), |driver| driver.handle().cast())
}

#[doc = "[`WdfDeviceGetDevicePnpState`](wdk_sys::wdf::WdfDeviceGetDevicePnpState)"]
#[abi]
pub unsafe fn WdfDeviceGetDevicePnpState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDF_DEVICE_PNP_STATE {
    let fx = enter!(DriverGlobals, WdfDeviceGetDevicePnpState);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }.map_or(WdfDevStatePnpInvalid, |device| device.pnp.wdf_state())
}

#[doc = "[`WdfDeviceGetDevicePowerState`](wdk_sys::wdf::WdfDeviceGetDevicePowerState)"]
#[abi]
pub unsafe fn WdfDeviceGetDevicePowerState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDF_DEVICE_POWER_STATE {
    let fx = enter!(DriverGlobals, WdfDeviceGetDevicePowerState);
    // SAFETY: the driver's handle.
    unsafe { device(fx, Device) }.map_or(WdfDevStatePowerInvalid, |device| {
        device.pnp.wdf_power_state()
    })
}

#[doc = "[`WdfDeviceGetCharacteristics`](wdk_sys::wdf::WdfDeviceGetCharacteristics)"]
#[abi]
pub unsafe fn WdfDeviceGetCharacteristics(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> ULONG {
    let fx = enter!(DriverGlobals, WdfDeviceGetCharacteristics);
    // SAFETY: the driver's handle; the device has its object while the driver has the handle.
    unsafe { device(fx, Device) }.map_or(0, |device| unsafe { (*device.wdm()).Characteristics })
}

#[doc = "[`WdfDeviceSetCharacteristics`](wdk_sys::wdf::WdfDeviceSetCharacteristics)"]
#[abi]
pub unsafe fn WdfDeviceSetCharacteristics(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceCharacteristics: ULONG,
) {
    let fx = enter!(DriverGlobals, WdfDeviceSetCharacteristics);
    // SAFETY: the driver's handle.
    if let Some(device) = unsafe { device(fx, Device) } {
        // SAFETY: the device has its object while the driver has the handle.
        unsafe { (*device.wdm()).Characteristics = DeviceCharacteristics };
    }
}

#[doc = "[`WdfDeviceGetAlignmentRequirement`](wdk_sys::wdf::WdfDeviceGetAlignmentRequirement)"]
#[abi]
pub unsafe fn WdfDeviceGetAlignmentRequirement(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> ULONG {
    let fx = enter!(DriverGlobals, WdfDeviceGetAlignmentRequirement);
    // SAFETY: the driver's handle; the device has its object while the driver has the handle.
    unsafe { device(fx, Device) }
        .map_or(0, |device| unsafe { (*device.wdm()).AlignmentRequirement })
}

#[doc = "[`WdfDeviceSetAlignmentRequirement`](wdk_sys::wdf::WdfDeviceSetAlignmentRequirement)"]
#[abi]
pub unsafe fn WdfDeviceSetAlignmentRequirement(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    AlignmentRequirement: ULONG,
) {
    let fx = enter!(DriverGlobals, WdfDeviceSetAlignmentRequirement);
    // SAFETY: the driver's handle.
    if let Some(device) = unsafe { device(fx, Device) } {
        // SAFETY: the device has its object while the driver has the handle.
        unsafe { (*device.wdm()).AlignmentRequirement = AlignmentRequirement };
    }
}

#[doc = "[`WdfDeviceSetStaticStopRemove`](wdk_sys::wdf::WdfDeviceSetStaticStopRemove)"]
#[abi]
pub unsafe fn WdfDeviceSetStaticStopRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Stoppable: BOOLEAN,
) {
    let fx = enter!(DriverGlobals, WdfDeviceSetStaticStopRemove);
    // SAFETY: the driver's handle.
    if let Some(device) = unsafe { device(fx, Device) } {
        device.pnp.with(|data| data.stoppable = Stoppable != 0);
    }
}

#[doc = "[`WdfDeviceSetFailed`](wdk_sys::wdf::WdfDeviceSetFailed)"]
#[abi]
pub unsafe fn WdfDeviceSetFailed(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    FailedAction: WDF_DEVICE_FAILED_ACTION,
) {
    let fx = enter!(DriverGlobals, WdfDeviceSetFailed);
    // SAFETY: the driver's handle.
    if let Some(device) = unsafe { device(fx, Device) } {
        device.set_failed(FailedAction);
    }
}

#[doc = "[`WdfDeviceGetDeviceState`](wdk_sys::wdf::WdfDeviceGetDeviceState)"]
#[abi]
pub unsafe fn WdfDeviceGetDeviceState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceState: PWDF_DEVICE_STATE,
) {
    const NAME: &str = "WdfDeviceGetDeviceState";
    let fx = enter!(DriverGlobals, WdfDeviceGetDeviceState);
    // SAFETY: the driver's handle.
    let Some(device) = (unsafe { device(fx, Device) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(state) = (unsafe { DeviceState.as_mut() }) else {
        return violation::null_parameter(fx, NAME, "DeviceState");
    };
    let size = size_of::<WDF_DEVICE_STATE>();
    if state.Size as usize != size {
        return wrong_size(fx, NAME, size, state.Size);
    }
    *state = WDF_DEVICE_STATE {
        Size: state.Size,
        ..device.pnp.with(|data| data.reported)
    };
}

#[doc = "[`WdfDeviceSetDeviceState`](wdk_sys::wdf::WdfDeviceSetDeviceState)"]
#[abi]
pub unsafe fn WdfDeviceSetDeviceState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceState: PWDF_DEVICE_STATE,
) {
    const NAME: &str = "WdfDeviceSetDeviceState";
    let fx = enter!(DriverGlobals, WdfDeviceSetDeviceState);
    // SAFETY: the driver's handle.
    let Some(device) = (unsafe { device(fx, Device) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(state) = (unsafe { DeviceState.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "DeviceState");
    };
    let size = size_of::<WDF_DEVICE_STATE>();
    if state.Size as usize != size {
        return wrong_size(fx, NAME, size, state.Size);
    }
    device.pnp.with(|data| data.reported = *state);
    device.invalidate_state();
}

#[doc = "[`WdfDeviceSetPnpCapabilities`](wdk_sys::wdf::WdfDeviceSetPnpCapabilities)"]
#[abi]
pub unsafe fn WdfDeviceSetPnpCapabilities(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PnpCapabilities: PWDF_DEVICE_PNP_CAPABILITIES,
) {
    const NAME: &str = "WdfDeviceSetPnpCapabilities";
    let fx = enter!(DriverGlobals, WdfDeviceSetPnpCapabilities);
    // SAFETY: the driver's handle.
    let Some(device) = (unsafe { device(fx, Device) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(capabilities) = (unsafe { PnpCapabilities.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "PnpCapabilities");
    };
    let size = size_of::<WDF_DEVICE_PNP_CAPABILITIES>();
    if capabilities.Size as usize != size {
        return wrong_size(fx, NAME, size, capabilities.Size);
    }
    device
        .pnp
        .with(|data| data.capabilities = Some(*capabilities));
}

#[doc = "[`WdfDeviceSetPowerCapabilities`](wdk_sys::wdf::WdfDeviceSetPowerCapabilities)"]
#[abi]
pub unsafe fn WdfDeviceSetPowerCapabilities(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PowerCapabilities: PWDF_DEVICE_POWER_CAPABILITIES,
) {
    const NAME: &str = "WdfDeviceSetPowerCapabilities";
    let fx = enter!(DriverGlobals, WdfDeviceSetPowerCapabilities);
    // SAFETY: the driver's handle.
    let Some(device) = (unsafe { device(fx, Device) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(capabilities) = (unsafe { PowerCapabilities.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "PowerCapabilities");
    };
    let size = size_of::<WDF_DEVICE_POWER_CAPABILITIES>();
    if capabilities.Size as usize != size {
        return wrong_size(fx, NAME, size, capabilities.Size);
    }
    device
        .pnp
        .with(|data| data.power_capabilities = Some(*capabilities));
}

#[doc = "[`WdfDeviceWdmDispatchPreprocessedIrp`](wdk_sys::wdf::WdfDeviceWdmDispatchPreprocessedIrp)"]
#[abi]
pub unsafe fn WdfDeviceWdmDispatchPreprocessedIrp(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Irp: PIRP,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfDeviceWdmDispatchPreprocessedIrp);
    // SAFETY: the driver's request, or null.
    let irp = unsafe { self::Irp::new(Irp) };
    // SAFETY: the driver's handle.
    let (Some(device), Some(irp)) = (unsafe { device(fx, Device) }, irp) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    // The driver skipped its location, or copied it to the next one; as IoCallDriver would, this
    // makes the next location the current one.
    irp.set_next();
    irp.current().set_device(device.wdm());
    device.dispatch_after_preprocessing(irp)
}
