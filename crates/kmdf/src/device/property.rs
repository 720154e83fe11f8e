//! Properties of devices, kept by the Plug and Play manager.
#![expect(
    unsafe_code,
    reason = "table functions, and properties of the Plug and Play manager"
)]

use wdk_sys::{
    DEVICE_REGISTRY_PROPERTY, DEVPROPTYPE, IoGetDeviceProperty, IoGetDevicePropertyData,
    IoSetDevicePropertyData, NTSTATUS, PDEVICE_OBJECT, PDEVPROPTYPE, POOL_TYPE, PULONG, PVOID,
    STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL, STATUS_INFO_LENGTH_MISMATCH,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, ULONG, abi,
    wdf::{
        PWDF_DEVICE_PROPERTY_DATA, PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT,
        WDF_DEVICE_PROPERTY_DATA, WDFDEVICE, WDFMEMORY,
    },
};

use super::{Device, DeviceInit};
use crate::{Fx, argument::Argument, enter, memory, pool::PoolVec, status, violation};

/// The same for the functions of the unified property model, which do not look for control devices.
fn physical_ex(fx: Fx, handle: &Argument<'_, WDFDEVICE>) -> Result<PDEVICE_OBJECT, NTSTATUS> {
    let device = handle.object::<Device>(fx).ok_or(status::INVALID_HANDLE)?;
    device.known_physical()
}

/// The physical device whose properties the driver means.
fn physical(fx: Fx, handle: &Argument<'_, WDFDEVICE>) -> Result<PDEVICE_OBJECT, NTSTATUS> {
    let device = handle.object::<Device>(fx).ok_or(status::INVALID_HANDLE)?;
    if device.is_pnp() {
        device.known_physical()
    } else {
        Err(STATUS_INVALID_DEVICE_REQUEST)
    }
}

/// The driver's description of a property.
fn described(
    fx: Fx,
    function: &'static str,
    data: &Argument<'_, PWDF_DEVICE_PROPERTY_DATA>,
) -> Result<WDF_DEVICE_PROPERTY_DATA, NTSTATUS> {
    let Some(data) = data.read() else {
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
pub(crate) unsafe fn WdfDeviceQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: PULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceQueryProperty";
    enter!(
        fx = DriverGlobals,
        WdfDeviceQueryProperty(Device, ResultLength)
    );
    let physical = match physical(fx, &Device) {
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
            ResultLength.pointer(),
        )
    }
}

/// The results are zero unless the query succeeds or says how long the buffer has to be.
///
/// # Safety
/// `physical` is a stack's physical device object, `data` describes a property, and `buffer` has
/// `length` bytes.
unsafe fn query(
    physical: Result<PDEVICE_OBJECT, NTSTATUS>,
    data: &WDF_DEVICE_PROPERTY_DATA,
    length: ULONG,
    buffer: PVOID,
    (required, kind): (&Argument<'_, PULONG>, &Argument<'_, PDEVPROPTYPE>),
) -> NTSTATUS {
    required.put(0);
    kind.put(0);
    let physical = match physical {
        Ok(physical) => physical,
        Err(status) => return status,
    };
    let (mut needed, mut found) = (0, 0);
    // SAFETY: the function demands what this one does; locals for the results.
    let status = unsafe {
        query_into(
            physical,
            data,
            length,
            buffer,
            &raw mut needed,
            &raw mut found,
        )
    };
    if status >= 0 || status == STATUS_BUFFER_TOO_SMALL {
        required.put(needed);
        kind.put(found);
    }
    status
}

/// `IoGetDevicePropertyData`, for which the framework passes no flags.
///
/// # Safety
/// As for [`query`]; the results have places.
unsafe fn query_into(
    physical: PDEVICE_OBJECT,
    data: &WDF_DEVICE_PROPERTY_DATA,
    length: ULONG,
    buffer: PVOID,
    required: PULONG,
    kind: PDEVPROPTYPE,
) -> NTSTATUS {
    // SAFETY: the function demands what this one does.
    unsafe {
        IoGetDevicePropertyData(
            physical,
            data.PropertyKey,
            data.Lcid,
            0,
            length,
            buffer,
            required,
            kind,
        )
    }
}

#[doc = "[`WdfDeviceQueryPropertyEx`](wdk_sys::wdf::WdfDeviceQueryPropertyEx)"]
#[abi]
pub(crate) unsafe fn WdfDeviceQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    RequiredSize: PULONG,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceQueryPropertyEx";
    enter!(
        fx = DriverGlobals,
        WdfDeviceQueryPropertyEx(Device, DeviceProperty, RequiredSize, Type)
    );
    if Device.object::<Device>(fx).is_none() {
        return status::INVALID_HANDLE;
    }
    if RequiredSize.is_null() || Type.is_null() {
        violation::null_parameter(fx, NAME, "RequiredSize or Type");
        return STATUS_INVALID_PARAMETER;
    }
    let data = match described(fx, NAME, &DeviceProperty) {
        Ok(data) => data,
        Err(status) => return status,
    };
    if (BufferLength == 0) != PropertyBuffer.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    let results = (&RequiredSize, &Type);
    let physical = physical_ex(fx, &Device);
    // SAFETY: the device of a checked handle; the driver's buffer.
    unsafe { query(physical, &data, BufferLength, PropertyBuffer, results) }
}

#[doc = "[`WdfFdoInitQueryPropertyEx`](wdk_sys::wdf::WdfFdoInitQueryPropertyEx)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: PULONG,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitQueryPropertyEx";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitQueryPropertyEx(DeviceInit, DeviceProperty, ResultLength, Type)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return STATUS_INVALID_PARAMETER;
    };
    let no_buffer = BufferLength > 0 && PropertyBuffer.is_null();
    if ResultLength.is_null() || Type.is_null() || no_buffer {
        violation::null_parameter(fx, NAME, "ResultLength, Type or PropertyBuffer");
        return STATUS_INVALID_PARAMETER;
    }
    if !init.is_function() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let data = match described(fx, NAME, &DeviceProperty) {
        Ok(data) => data,
        Err(status) => return status,
    };
    let results = (&ResultLength, &Type);
    let physical = Ok(init.physical);
    // SAFETY: the device that AddDevice is for; the driver's buffer, which is there where it has a length.
    unsafe { query(physical, &data, BufferLength, PropertyBuffer, results) }
}

/// Queries the length of the property, then the property.
pub(super) fn read_whole(
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
struct Source {
    physical: PDEVICE_OBJECT,
}

impl Source {
    /// The device behind a handle.
    fn of_device(fx: Fx, device: &Argument<'_, WDFDEVICE>) -> Result<Self, NTSTATUS> {
        let physical = physical(fx, device)?;
        Ok(Self { physical })
    }

    /// The same for the unified property model.
    fn of_device_ex(fx: Fx, device: &Argument<'_, WDFDEVICE>) -> Result<Self, NTSTATUS> {
        let physical = physical_ex(fx, device)?;
        Ok(Self { physical })
    }

    /// The device that settings are for.
    fn of_init(
        fx: Fx,
        function: &'static str,
        init: Argument<'_, PWDFDEVICE_INIT>,
    ) -> Result<Self, NTSTATUS> {
        let init = DeviceInit::from_argument(fx, function, init).ok_or(STATUS_INVALID_PARAMETER)?;
        if !init.is_function() {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        Ok(Self {
            physical: init.physical,
        })
    }
}

/// The memory object that the driver wants.
struct Wanted<'a> {
    pool: POOL_TYPE,
    attributes: Argument<'a, PWDF_OBJECT_ATTRIBUTES>,
    result: Argument<'a, *mut WDFMEMORY>,
}

/// Makes a memory object of a property and hands it to the driver. Its parent is the driver's object, where the driver
/// names none, whatever the property is one of.
fn give(
    fx: Fx,
    wanted: &Wanted<'_>,
    query_into: impl FnMut(ULONG, PVOID, PULONG) -> NTSTATUS,
) -> NTSTATUS {
    let created = read_whole(fx.tag(), query_into)
        .and_then(|value| memory::copy_of(fx, &wanted.attributes, None, wanted.pool, &value));
    wanted.result.put_created(created)
}

fn allocate_and_query(
    fx: Fx,
    function: &'static str,
    source: Result<Source, NTSTATUS>,
    property: DEVICE_REGISTRY_PROPERTY,
    wanted: &Wanted<'_>,
) -> NTSTATUS {
    if wanted.result.is_null() {
        violation::null_parameter(fx, function, "PropertyMemory");
        return STATUS_INVALID_PARAMETER;
    }
    let source = match source {
        Ok(source) => source,
        Err(status) => return status,
    };
    let query_into = |length, buffer, needed| {
        // SAFETY: a stack's physical device object; `read_whole` passes a buffer of its own.
        unsafe { IoGetDeviceProperty(source.physical, property, length, buffer, needed) }
    };
    give(fx, wanted, query_into)
}

#[doc = "[`WdfDeviceAllocAndQueryProperty`](wdk_sys::wdf::WdfDeviceAllocAndQueryProperty)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAllocAndQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAllocAndQueryProperty";
    enter!(
        fx = DriverGlobals,
        WdfDeviceAllocAndQueryProperty(Device, PropertyMemoryAttributes, PropertyMemory)
    );
    let wanted = Wanted {
        pool: PoolType,
        attributes: PropertyMemoryAttributes,
        result: PropertyMemory,
    };
    let source = Source::of_device(fx, &Device);
    allocate_and_query(fx, NAME, source, DeviceProperty, &wanted)
}

#[doc = "[`WdfFdoInitAllocAndQueryProperty`](wdk_sys::wdf::WdfFdoInitAllocAndQueryProperty)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitAllocAndQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: DEVICE_REGISTRY_PROPERTY,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitAllocAndQueryProperty";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitAllocAndQueryProperty(DeviceInit, PropertyMemoryAttributes, PropertyMemory)
    );
    let wanted = Wanted {
        pool: PoolType,
        attributes: PropertyMemoryAttributes,
        result: PropertyMemory,
    };
    let source = Source::of_init(fx, NAME, DeviceInit);
    allocate_and_query(fx, NAME, source, DeviceProperty, &wanted)
}

fn allocate_and_query_data(
    fx: Fx,
    function: &'static str,
    source: Result<Source, NTSTATUS>,
    property: &Argument<'_, PWDF_DEVICE_PROPERTY_DATA>,
    wanted: &Wanted<'_>,
    kind: &Argument<'_, PDEVPROPTYPE>,
) -> NTSTATUS {
    if wanted.result.is_null() || kind.is_null() {
        violation::null_parameter(fx, function, "PropertyMemory or Type");
        return STATUS_INVALID_PARAMETER;
    }
    let described = described(fx, function, property);
    let (source, data) = match source.and_then(|source| Ok((source, described?))) {
        Ok(both) => both,
        Err(status) => return status,
    };
    let mut found = 0;
    let read = |length, buffer, needed| {
        // SAFETY: a stack's physical device object and a local; the buffer is of `read_whole`.
        unsafe {
            query_into(
                source.physical,
                &data,
                length,
                buffer,
                needed,
                &raw mut found,
            )
        }
    };
    let status = give(fx, wanted, read);
    kind.put(if status < 0 { 0 } else { found });
    status
}

#[doc = "[`WdfDeviceAllocAndQueryPropertyEx`](wdk_sys::wdf::WdfDeviceAllocAndQueryPropertyEx)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAllocAndQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAllocAndQueryPropertyEx";
    enter!(
        fx = DriverGlobals,
        WdfDeviceAllocAndQueryPropertyEx(
            Device,
            DeviceProperty,
            PropertyMemoryAttributes,
            PropertyMemory,
            Type,
        )
    );
    let wanted = Wanted {
        pool: PoolType,
        attributes: PropertyMemoryAttributes,
        result: PropertyMemory,
    };
    let source = Source::of_device_ex(fx, &Device);
    allocate_and_query_data(fx, NAME, source, &DeviceProperty, &wanted, &Type)
}

#[doc = "[`WdfFdoInitAllocAndQueryPropertyEx`](wdk_sys::wdf::WdfFdoInitAllocAndQueryPropertyEx)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitAllocAndQueryPropertyEx(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    PoolType: POOL_TYPE,
    PropertyMemoryAttributes: PWDF_OBJECT_ATTRIBUTES,
    PropertyMemory: *mut WDFMEMORY,
    Type: PDEVPROPTYPE,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitAllocAndQueryPropertyEx";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitAllocAndQueryPropertyEx(
            DeviceInit,
            DeviceProperty,
            PropertyMemoryAttributes,
            PropertyMemory,
            Type,
        )
    );
    let wanted = Wanted {
        pool: PoolType,
        attributes: PropertyMemoryAttributes,
        result: PropertyMemory,
    };
    let source = Source::of_init(fx, NAME, DeviceInit);
    allocate_and_query_data(fx, NAME, source, &DeviceProperty, &wanted, &Type)
}

#[doc = "[`WdfDeviceAssignProperty`](wdk_sys::wdf::WdfDeviceAssignProperty)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAssignProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceProperty: PWDF_DEVICE_PROPERTY_DATA,
    Type: DEVPROPTYPE,
    Size: ULONG,
    Data: PVOID,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceAssignProperty";
    enter!(
        fx = DriverGlobals,
        WdfDeviceAssignProperty(Device, DeviceProperty)
    );
    let physical = match physical_ex(fx, &Device) {
        Ok(physical) => physical,
        Err(status) => return status,
    };
    let data = match described(fx, NAME, &DeviceProperty) {
        Ok(data) => data,
        Err(status) => return status,
    };
    if Size == 0 && !Data.is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the stack's physical device object; the driver's key and value.
    unsafe {
        IoSetDevicePropertyData(
            physical,
            data.PropertyKey,
            data.Lcid,
            data.Flags,
            Type,
            Size,
            Data,
        )
    }
}
