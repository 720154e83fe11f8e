//! Properties of devices, kept by the Plug and Play manager.

use core::ptr;

use wdk_sys::{
    DEVICE_REGISTRY_PROPERTY, DEVPROPTYPE, IoGetDeviceProperty, IoGetDevicePropertyData,
    IoSetDevicePropertyData, NTSTATUS, PDEVICE_OBJECT, PDEVPROPTYPE, PULONG, PVOID,
    STATUS_INFO_LENGTH_MISMATCH, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, ULONG,
    abi,
    wdf::{
        PWDF_DEVICE_PROPERTY_DATA, PWDF_DRIVER_GLOBALS, PWDFDEVICE_INIT, WDF_DEVICE_PROPERTY_DATA,
        WDFDEVICE,
    },
};

use super::{Device, DeviceInit};
use crate::{Fx, enter, object::Obj, status, violation};

/// The physical device whose properties the driver means.
unsafe fn physical(fx: Fx, handle: WDFDEVICE) -> Result<PDEVICE_OBJECT, NTSTATUS> {
    // SAFETY: the driver's handle.
    let device = unsafe { Obj::<Device>::from_handle(fx, handle) }.ok_or(status::INVALID_HANDLE)?;
    if device.is_pnp() {
        Ok(device.physical())
    } else {
        Err(STATUS_INVALID_DEVICE_REQUEST)
    }
}

/// The driver's description of a property.
unsafe fn described<'a>(
    fx: Fx,
    function: &'static str,
    data: PWDF_DEVICE_PROPERTY_DATA,
) -> Result<&'a WDF_DEVICE_PROPERTY_DATA, NTSTATUS> {
    // SAFETY: the driver's structure, or null.
    let Some(data) = (unsafe { data.as_ref() }) else {
        violation::null_parameter(fx, function, "DeviceProperty");
        return Err(STATUS_INVALID_PARAMETER);
    };
    if data.Size as usize != size_of::<WDF_DEVICE_PROPERTY_DATA>() {
        return Err(STATUS_INFO_LENGTH_MISMATCH);
    }
    if data.PropertyKey.is_null() {
        violation::null_parameter(fx, function, "DeviceProperty->PropertyKey");
        return Err(STATUS_INVALID_PARAMETER);
    }
    Ok(data)
}

#[doc = "[`WdfDeviceQueryProperty`](wdk_sys::wdf::WdfDeviceQueryProperty)"]
#[abi]
pub unsafe fn WdfDeviceQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceQueryProperty";
    let fx = enter!(DriverGlobals, WdfDeviceQueryProperty);
    // SAFETY: the driver's handle.
    let physical = match unsafe { physical(fx, Device) } {
        Ok(physical) => physical,
        Err(status) => return status,
    };
    if ResultLength.is_null() || (BufferLength > 0 && PropertyBuffer.is_null()) {
        violation::null_parameter(fx, NAME, "ResultLength or PropertyBuffer");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the stack's physical device object; the driver's buffer and variable.
    unsafe {
        IoGetDeviceProperty(
            physical,
            DeviceProperty,
            BufferLength,
            PropertyBuffer,
            ResultLength,
        )
    }
}

unsafe fn query(
    physical: PDEVICE_OBJECT,
    data: &WDF_DEVICE_PROPERTY_DATA,
    length: ULONG,
    buffer: PVOID,
    required: PULONG,
    kind: PDEVPROPTYPE,
) -> NTSTATUS {
    // SAFETY: the stack's physical device object; the driver's buffer and variables.
    unsafe {
        IoGetDevicePropertyData(
            physical,
            data.PropertyKey,
            data.Lcid,
            data.Flags,
            length,
            buffer,
            required,
            kind,
        )
    }
}

#[doc = "[`WdfDeviceQueryPropertyEx`](wdk_sys::wdf::WdfDeviceQueryPropertyEx)"]
#[abi]
pub unsafe fn WdfDeviceQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    RequiredSize: PULONG,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceQueryPropertyEx";
    let fx = enter!(DriverGlobals, WdfDeviceQueryPropertyEx);
    // SAFETY: the driver's handle.
    let physical = match unsafe { physical(fx, Device) } {
        Ok(physical) => physical,
        Err(status) => return status,
    };
    if RequiredSize.is_null() || Type.is_null() {
        violation::null_parameter(fx, NAME, "RequiredSize or Type");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's structure.
    let data = match unsafe { described(fx, NAME, DeviceProperty) } {
        Ok(data) => data,
        Err(status) => return status,
    };
    // SAFETY: checked above.
    unsafe {
        query(
            physical,
            data,
            BufferLength,
            PropertyBuffer,
            RequiredSize,
            Type,
        )
    }
}

#[doc = "[`WdfFdoInitQueryPropertyEx`](wdk_sys::wdf::WdfFdoInitQueryPropertyEx)"]
#[abi]
pub unsafe fn WdfFdoInitQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: PULONG,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitQueryPropertyEx";
    let fx = enter!(DriverGlobals, WdfFdoInitQueryPropertyEx);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { self::DeviceInit::from_handle(fx, NAME, DeviceInit) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    if ResultLength.is_null() || Type.is_null() {
        violation::null_parameter(fx, NAME, "ResultLength or Type");
        return STATUS_INVALID_PARAMETER;
    }
    if !init.is_pnp() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    // SAFETY: the driver's structure.
    let data = match unsafe { described(fx, NAME, DeviceProperty) } {
        Ok(data) => data,
        Err(status) => return status,
    };
    // SAFETY: checked above.
    unsafe {
        query(
            init.physical,
            data,
            BufferLength,
            PropertyBuffer,
            ResultLength,
            Type,
        )
    }
}

#[doc = "[`WdfDeviceAssignProperty`](wdk_sys::wdf::WdfDeviceAssignProperty)"]
#[abi]
pub unsafe fn WdfDeviceAssignProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    Type: DEVPROPTYPE,
    Size: ULONG,
    Data: PVOID,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAssignProperty";
    let fx = enter!(DriverGlobals, WdfDeviceAssignProperty);
    // SAFETY: the driver's handle.
    let physical = match unsafe { physical(fx, Device) } {
        Ok(physical) => physical,
        Err(status) => return status,
    };
    // SAFETY: the driver's structure.
    let data = match unsafe { described(fx, NAME, DeviceProperty) } {
        Ok(data) => data,
        Err(status) => return status,
    };
    let value = if Size == 0 { ptr::null_mut() } else { Data };
    // SAFETY: the stack's physical device object; the driver's key and value.
    unsafe {
        IoSetDevicePropertyData(
            physical,
            data.PropertyKey,
            data.Lcid,
            data.Flags,
            Type,
            Size,
            value,
        )
    }
}
