//! Opening, creating, closing and deleting keys.

use core::ptr;

use wdk_sys::{
    ACCESS_MASK, HANDLE, IoOpenDeviceRegistryKey, NTSTATUS, PCUNICODE_STRING, PDEVICE_OBJECT,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
    wdf::{
        PWDF_DRIVER_GLOBALS, PWDF_OBJECT_ATTRIBUTES, PWDFDEVICE_INIT, WDFDEVICE, WDFDRIVER, WDFKEY,
    },
};

use super::{
    RegistryKey, create,
    key::{self, Key},
};
use crate::{
    Fx,
    device::{Device, DeviceInit},
    driver::Driver,
    enter,
    object::Obj,
    status,
    text::{units, w},
    violation,
};

/// The kernel's handle of the driver's key; null for a null key.
unsafe fn root(fx: Fx, key: WDFKEY) -> Result<HANDLE, NTSTATUS> {
    if key.is_null() {
        return Ok(ptr::null_mut());
    }
    // SAFETY: the driver's handle.
    unsafe { Obj::<RegistryKey>::from_handle(fx, key) }
        .map(|key| key.kernel_handle())
        .ok_or(status::INVALID_HANDLE)
}

#[doc = "[`WdfRegistryOpenKey`](wdk_sys::wdf::WdfRegistryOpenKey)"]
#[abi]
pub unsafe fn WdfRegistryOpenKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ParentKey: WDFKEY,
    KeyName: PCUNICODE_STRING,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryOpenKey);
    if KeyName.is_null() || Key.is_null() {
        violation::null_parameter(fx, "WdfRegistryOpenKey", "KeyName or Key");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle.
    let root = unsafe { root(fx, ParentKey) };
    // SAFETY: the driver's string, not null.
    let name = unsafe { units(KeyName) };
    let open = || key::Key::open(root?, name, DesiredAccess);
    // SAFETY: the driver's attributes and variable.
    unsafe { create(fx, KeyAttributes, None, Key, open) }
}

#[doc = "[`WdfRegistryCreateKey`](wdk_sys::wdf::WdfRegistryCreateKey)"]
#[abi]
pub unsafe fn WdfRegistryCreateKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ParentKey: WDFKEY,
    KeyName: PCUNICODE_STRING,
    DesiredAccess: ACCESS_MASK,
    CreateOptions: ULONG,
    CreateDisposition: *mut ULONG,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryCreateKey);
    if KeyName.is_null() || Key.is_null() {
        violation::null_parameter(fx, "WdfRegistryCreateKey", "KeyName or Key");
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's handle.
    let root = unsafe { root(fx, ParentKey) };
    // SAFETY: the driver's string, not null.
    let name = unsafe { units(KeyName) };
    let open = || key::Key::create(root?, name, DesiredAccess, CreateOptions, CreateDisposition);
    // SAFETY: the driver's attributes and variable.
    unsafe { create(fx, KeyAttributes, None, Key, open) }
}

#[doc = "[`WdfRegistryClose`](wdk_sys::wdf::WdfRegistryClose)"]
#[abi]
pub unsafe fn WdfRegistryClose(DriverGlobals: PWDF_DRIVER_GLOBALS, Key: WDFKEY) {
    let fx = enter!(DriverGlobals, WdfRegistryClose);
    // SAFETY: the driver's handle.
    if let Some(key) = unsafe { Obj::<RegistryKey>::from_handle(fx, Key) } {
        key.close();
        key.delete();
    }
}

#[doc = "[`WdfRegistryWdmGetHandle`](wdk_sys::wdf::WdfRegistryWdmGetHandle)"]
#[abi]
pub unsafe fn WdfRegistryWdmGetHandle(DriverGlobals: PWDF_DRIVER_GLOBALS, Key: WDFKEY) -> HANDLE {
    let fx = enter!(DriverGlobals, WdfRegistryWdmGetHandle);
    // SAFETY: the driver's handle.
    unsafe { Obj::<RegistryKey>::from_handle(fx, Key) }
        .map_or(ptr::null_mut(), |key| key.kernel_handle())
}

#[doc = "[`WdfRegistryRemoveKey`](wdk_sys::wdf::WdfRegistryRemoveKey)"]
#[abi]
pub unsafe fn WdfRegistryRemoveKey(DriverGlobals: PWDF_DRIVER_GLOBALS, Key: WDFKEY) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfRegistryRemoveKey);
    // SAFETY: the driver's handle.
    let Some(object) = (unsafe { Obj::<RegistryKey>::from_handle(fx, Key) }) else {
        return status::INVALID_HANDLE;
    };
    match key::delete(object.kernel_handle()) {
        Ok(()) => {
            object.close();
            object.delete();
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[doc = "[`WdfDriverOpenParametersRegistryKey`](wdk_sys::wdf::WdfDriverOpenParametersRegistryKey)"]
#[abi]
pub unsafe fn WdfDriverOpenParametersRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfDriverOpenParametersRegistryKey);
    // SAFETY: the driver's handle.
    if unsafe { Obj::<self::Driver>::from_handle(fx, Driver) }.is_none() {
        return status::INVALID_HANDLE;
    }
    if Key.is_null() {
        violation::null_parameter(fx, "WdfDriverOpenParametersRegistryKey", "Key");
        return STATUS_INVALID_PARAMETER;
    }
    let open = || {
        let path = fx
            .registry_path
            .strip_suffix(&[0])
            .unwrap_or(&fx.registry_path);
        let service = key::Key::open(ptr::null_mut(), path, wdk_sys::KEY_READ)?;
        // A service gets its Parameters key when its driver first asks for it.
        key::Key::create(
            service.handle(),
            &w!("Parameters"),
            DesiredAccess,
            wdk_sys::REG_OPTION_NON_VOLATILE,
            ptr::null_mut(),
        )
    };
    // SAFETY: the driver's attributes and variable.
    unsafe { create(fx, KeyAttributes, None, Key, open) }
}

fn open_device_key(
    physical: PDEVICE_OBJECT,
    kind: ULONG,
    access: ACCESS_MASK,
) -> Result<Key, NTSTATUS> {
    let mut handle = ptr::null_mut();
    // SAFETY: the stack's physical device object; a local that outlives the call.
    let status = unsafe { IoOpenDeviceRegistryKey(physical, kind, access, &raw mut handle) };
    if status < 0 {
        return Err(status);
    }
    Ok(Key::from_handle(handle))
}

#[doc = "[`WdfDeviceOpenRegistryKey`](wdk_sys::wdf::WdfDeviceOpenRegistryKey)"]
#[abi]
pub unsafe fn WdfDeviceOpenRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceInstanceKeyType: ULONG,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    let fx = enter!(DriverGlobals, WdfDeviceOpenRegistryKey);
    // SAFETY: the driver's handle.
    let Some(device) = (unsafe { Obj::<self::Device>::from_handle(fx, Device) }) else {
        return status::INVALID_HANDLE;
    };
    if Key.is_null() {
        violation::null_parameter(fx, "WdfDeviceOpenRegistryKey", "Key");
        return STATUS_INVALID_PARAMETER;
    }
    if !device.is_pnp() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let parent = Some(device.header());
    // SAFETY: the driver's attributes and variable.
    unsafe {
        create(fx, KeyAttributes, parent, Key, || {
            open_device_key(device.physical(), DeviceInstanceKeyType, DesiredAccess)
        })
    }
}

#[doc = "[`WdfFdoInitOpenRegistryKey`](wdk_sys::wdf::WdfFdoInitOpenRegistryKey)"]
#[abi]
pub unsafe fn WdfFdoInitOpenRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceInstanceKeyType: ULONG,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitOpenRegistryKey";
    let fx = enter!(DriverGlobals, WdfFdoInitOpenRegistryKey);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { self::DeviceInit::from_handle(fx, NAME, DeviceInit) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    if Key.is_null() {
        violation::null_parameter(fx, NAME, "Key");
        return STATUS_INVALID_PARAMETER;
    }
    if init.physical().is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    // SAFETY: the driver's attributes and variable.
    unsafe {
        create(fx, KeyAttributes, None, Key, || {
            open_device_key(init.physical(), DeviceInstanceKeyType, DesiredAccess)
        })
    }
}
