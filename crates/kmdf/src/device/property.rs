//! Properties of devices, kept by the Plug and Play manager.

use core::ptr;

use wdk_sys::{
    DEVICE_REGISTRY_PROPERTY, DEVPROPTYPE, IoGetDeviceProperty, IoGetDevicePropertyData,
    IoSetDevicePropertyData, NTSTATUS, PDEVICE_OBJECT, PDEVPROPTYPE, POOL_TYPE, PULONG, PVOID,
    STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
    wdf::{
        PWDF_DEVICE_PROPERTY_DATA, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT,
        WDF_DEVICE_PROPERTY_DATA, WDFDEVICE, WDFMEMORY,
    },
};

use super::{Device, DeviceInit};
use crate::{
    Fx, enter, memory,
    object::{self, Header, Obj},
    pool::PoolVec,
    status, violation,
};

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

/// Queries the length of the property, then the property.
fn read_whole(
    tag: u32,
    mut query_into: impl FnMut(ULONG, PVOID, PULONG) -> NTSTATUS,
) -> Result<PoolVec<u8>, NTSTATUS> {
    let mut value: PoolVec<u8> = PoolVec::new(tag);
    loop {
        let mut needed = 0;
        let length = value.len() as ULONG;
        let status = query_into(length, value.as_mut_ptr().cast(), &raw mut needed);
        let needed = needed as usize;
        match status {
            STATUS_BUFFER_TOO_SMALL | STATUS_BUFFER_OVERFLOW if needed > value.len() => {
                value.resize(needed, 0)?;
            }
            status if status < 0 => return Err(status),
            _ => {
                while value.len() > needed {
                    value.pop();
                }
                return Ok(value);
            }
        }
    }
}

/// Where a property that the driver wants as a memory object comes from.
struct Source<'a> {
    physical: PDEVICE_OBJECT,
    /// The parent of the memory object, where the driver names none.
    parent: Option<&'a Header>,
}

/// The device behind a handle, or behind settings.
unsafe fn source<'a>(
    fx: Fx,
    function: &'static str,
    device: WDFDEVICE,
    init: PWDFDEVICE_INIT,
) -> Result<Source<'a>, NTSTATUS> {
    if init.is_null() {
        // SAFETY: the driver's handle.
        let physical = unsafe { physical(fx, device) }?;
        // SAFETY: the driver's handle, found valid just now.
        let header = unsafe { object::any(fx, device.cast()) };
        return Ok(Source {
            physical,
            parent: header,
        });
    }
    // SAFETY: the driver's settings.
    let init = unsafe { DeviceInit::from_handle(fx, function, init) };
    match init {
        Some(init) if init.is_pnp() => Ok(Source {
            physical: init.physical,
            parent: None,
        }),
        Some(_) => Err(STATUS_INVALID_DEVICE_REQUEST),
        None => Err(STATUS_INVALID_PARAMETER),
    }
}

/// Makes a memory object of a property and hands it to the driver.
unsafe fn give(
    fx: Fx,
    source: &Source<'_>,
    pool: POOL_TYPE,
    attributes: PWDF_OBJECT_ATTRIBUTES,
    result: *mut WDFMEMORY,
    query_into: impl FnMut(ULONG, PVOID, PULONG) -> NTSTATUS,
) -> NTSTATUS {
    let created = read_whole(fx.tag(), query_into).and_then(|value| {
        // SAFETY: the driver's attributes.
        unsafe { memory::copy_of(fx, attributes, source.parent, pool, &value) }
    });
    match created {
        Ok(memory) => {
            // SAFETY: the driver's variable, checked by the callers.
            unsafe { result.write(memory.handle().cast()) };
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

unsafe fn allocate_and_query(
    fx: Fx,
    function: &'static str,
    source: Result<Source<'_>, NTSTATUS>,
    property: DEVICE_REGISTRY_PROPERTY,
    pool: POOL_TYPE,
    attributes: PWDF_OBJECT_ATTRIBUTES,
    result: *mut WDFMEMORY,
) -> NTSTATUS {
    if result.is_null() {
        violation::null_parameter(fx, function, "PropertyMemory");
        return STATUS_INVALID_PARAMETER;
    }
    let source = match source {
        Ok(source) => source,
        Err(status) => return status,
    };
    let query_into = |length, buffer, needed| {
        // SAFETY: the stack's physical device object; `read_whole` passes its own buffer.
        unsafe { IoGetDeviceProperty(source.physical, property, length, buffer, needed) }
    };
    // SAFETY: the driver's attributes and variable.
    unsafe { give(fx, &source, pool, attributes, result, query_into) }
}

#[doc = "[`WdfDeviceAllocAndQueryProperty`](wdk_sys::wdf::WdfDeviceAllocAndQueryProperty)"]
#[abi]
pub unsafe fn WdfDeviceAllocAndQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAllocAndQueryProperty";
    let fx = enter!(DriverGlobals, WdfDeviceAllocAndQueryProperty);
    // SAFETY: the driver's handle.
    let source = unsafe { source(fx, NAME, Device, ptr::null_mut()) };
    let (attributes, result) = (PropertyMemoryAttributes, PropertyMemory);
    // SAFETY: the driver's attributes and variable.
    unsafe {
        allocate_and_query(
            fx,
            NAME,
            source,
            DeviceProperty,
            PoolType,
            attributes,
            result,
        )
    }
}

#[doc = "[`WdfFdoInitAllocAndQueryProperty`](wdk_sys::wdf::WdfFdoInitAllocAndQueryProperty)"]
#[abi]
pub unsafe fn WdfFdoInitAllocAndQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitAllocAndQueryProperty";
    let fx = enter!(DriverGlobals, WdfFdoInitAllocAndQueryProperty);
    if DeviceInit.is_null() {
        violation::null_parameter(fx, NAME, "DeviceInit");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's settings.
    let source = unsafe { source(fx, NAME, ptr::null_mut(), DeviceInit) };
    let (attributes, result) = (PropertyMemoryAttributes, PropertyMemory);
    // SAFETY: the driver's attributes and variable.
    unsafe {
        allocate_and_query(
            fx,
            NAME,
            source,
            DeviceProperty,
            PoolType,
            attributes,
            result,
        )
    }
}

unsafe fn allocate_and_query_data(
    fx: Fx,
    function: &'static str,
    source: Result<Source<'_>, NTSTATUS>,
    property: PWDF_DEVICE_PROPERTY_DATA,
    memory: (POOL_TYPE, PWDF_OBJECT_ATTRIBUTES, *mut WDFMEMORY),
    kind: PDEVPROPTYPE,
) -> NTSTATUS {
    let (pool, attributes, result) = memory;
    if result.is_null() || kind.is_null() {
        violation::null_parameter(fx, function, "PropertyMemory or Type");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's structure.
    let described = unsafe { described(fx, function, property) };
    let (source, data) = match source.and_then(|source| Ok((source, described?))) {
        Ok(both) => both,
        Err(status) => return status,
    };
    let query_into = |length, buffer, needed| {
        // SAFETY: the stack's physical device object; `read_whole` passes its own buffer.
        unsafe { query(source.physical, data, length, buffer, needed, kind) }
    };
    // SAFETY: the driver's attributes and variable.
    unsafe { give(fx, &source, pool, attributes, result, query_into) }
}

#[doc = "[`WdfDeviceAllocAndQueryPropertyEx`](wdk_sys::wdf::WdfDeviceAllocAndQueryPropertyEx)"]
#[abi]
pub unsafe fn WdfDeviceAllocAndQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAllocAndQueryPropertyEx";
    let fx = enter!(DriverGlobals, WdfDeviceAllocAndQueryPropertyEx);
    // SAFETY: the driver's handle.
    let source = unsafe { source(fx, NAME, Device, ptr::null_mut()) };
    let memory = (PoolType, PropertyMemoryAttributes, PropertyMemory);
    // SAFETY: the driver's structure, attributes and variables.
    unsafe { allocate_and_query_data(fx, NAME, source, DeviceProperty, memory, Type) }
}

#[doc = "[`WdfFdoInitAllocAndQueryPropertyEx`](wdk_sys::wdf::WdfFdoInitAllocAndQueryPropertyEx)"]
#[abi]
pub unsafe fn WdfFdoInitAllocAndQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitAllocAndQueryPropertyEx";
    let fx = enter!(DriverGlobals, WdfFdoInitAllocAndQueryPropertyEx);
    if DeviceInit.is_null() {
        violation::null_parameter(fx, NAME, "DeviceInit");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's settings.
    let source = unsafe { source(fx, NAME, ptr::null_mut(), DeviceInit) };
    let memory = (PoolType, PropertyMemoryAttributes, PropertyMemory);
    // SAFETY: the driver's structure, attributes and variables.
    unsafe { allocate_and_query_data(fx, NAME, source, DeviceProperty, memory, Type) }
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
