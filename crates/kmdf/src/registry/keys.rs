//! Opening, creating, closing and deleting keys.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    ACCESS_MASK, HANDLE, IoOpenDeviceRegistryKey, NTSTATUS, PCUNICODE_STRING, PDEVICE_OBJECT,
    PLUGPLAY_REGKEY_DEVICE, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, ULONG, abi,
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
    argument::Argument,
    device::{Device, DeviceInit},
    driver::Driver,
    enter,
    object::Rules,
    status,
    text::w,
    violation,
};

/// The kernel's handle of the driver's key; null for a null key.
fn root(fx: Fx, key: &Argument<'_, WDFKEY>) -> Result<HANDLE, NTSTATUS> {
    if key.is_null() {
        return Ok(ptr::null_mut());
    }
    key.object::<RegistryKey>(fx)
        .map(|key| key.kernel_handle())
        .ok_or(status::INVALID_HANDLE)
}

#[doc = "[`WdfRegistryOpenKey`](wdk_sys::wdf::WdfRegistryOpenKey)"]
#[abi]
pub(crate) unsafe fn WdfRegistryOpenKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ParentKey: WDFKEY,
    KeyName: PCUNICODE_STRING,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryOpenKey(ParentKey, KeyName, KeyAttributes, Key)
    );
    if KeyName.is_null() || Key.is_null() {
        violation::null_parameter(fx, "WdfRegistryOpenKey", "KeyName or Key");
        return STATUS_INVALID_PARAMETER;
    }
    let root = root(fx, &ParentKey);
    let open = || Key::open(root?, KeyName.checked_units()?, DesiredAccess);
    create(fx, &KeyAttributes, Rules::PLAIN, &Key, open)
}

#[doc = "[`WdfRegistryCreateKey`](wdk_sys::wdf::WdfRegistryCreateKey)"]
#[abi]
pub(crate) unsafe fn WdfRegistryCreateKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ParentKey: WDFKEY,
    KeyName: PCUNICODE_STRING,
    DesiredAccess: ACCESS_MASK,
    CreateOptions: ULONG,
    CreateDisposition: *mut ULONG,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfRegistryCreateKey(ParentKey, KeyName, CreateDisposition, KeyAttributes, Key)
    );
    if KeyName.is_null() || Key.is_null() {
        violation::null_parameter(fx, "WdfRegistryCreateKey", "KeyName or Key");
        return STATUS_INVALID_PARAMETER;
    }
    let root = root(fx, &ParentKey);
    let open = || {
        Key::create(
            root?,
            KeyName.checked_units()?,
            DesiredAccess,
            CreateOptions,
            CreateDisposition.pointer(),
        )
    };
    create(fx, &KeyAttributes, Rules::PLAIN, &Key, open)
}

#[doc = "[`WdfRegistryClose`](wdk_sys::wdf::WdfRegistryClose)"]
#[abi]
pub(crate) unsafe fn WdfRegistryClose(DriverGlobals: PWDF_DRIVER_GLOBALS, Key: WDFKEY) {
    enter!(fx = DriverGlobals, WdfRegistryClose(Key));
    if let Some(key) = Key.object::<RegistryKey>(fx) {
        key.close();
        key.delete();
    }
}

#[doc = "[`WdfRegistryWdmGetHandle`](wdk_sys::wdf::WdfRegistryWdmGetHandle)"]
#[abi]
pub(crate) unsafe fn WdfRegistryWdmGetHandle(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
) -> HANDLE {
    enter!(fx = DriverGlobals, WdfRegistryWdmGetHandle(Key));
    Key.object::<RegistryKey>(fx)
        .map_or(ptr::null_mut(), |key| key.kernel_handle())
}

#[doc = "[`WdfRegistryRemoveKey`](wdk_sys::wdf::WdfRegistryRemoveKey)"]
#[abi]
pub(crate) unsafe fn WdfRegistryRemoveKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Key: WDFKEY,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfRegistryRemoveKey(Key));
    let Some(object) = Key.object::<RegistryKey>(fx) else {
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
pub(crate) unsafe fn WdfDriverOpenParametersRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDriverOpenParametersRegistryKey(Driver, KeyAttributes, Key)
    );
    if Driver.object::<Driver>(fx).is_none() {
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
        let service = Key::open(ptr::null_mut(), path, wdk_sys::KEY_READ)?;
        // A service gets its Parameters key when its driver first asks for it.
        Key::create(
            service.handle(),
            &w!("Parameters"),
            DesiredAccess,
            wdk_sys::REG_OPTION_NON_VOLATILE,
            ptr::null_mut(),
        )
    };
    create(fx, &KeyAttributes, Rules::PLAIN, &Key, open)
}

/// Opens a key of the device in whose stack `physical` is.
pub(crate) fn open_device_key(
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

/// The key of the framework's own settings for a device: `WDF` below its `Device Parameters`.
pub(crate) fn open_settings_key(
    physical: PDEVICE_OBJECT,
    access: ACCESS_MASK,
) -> Result<Key, NTSTATUS> {
    let parent = open_device_key(physical, PLUGPLAY_REGKEY_DEVICE, access)?;
    Key::create(parent.handle(), &w!("WDF"), access, 0, ptr::null_mut())
}

#[doc = "[`WdfDeviceOpenRegistryKey`](wdk_sys::wdf::WdfDeviceOpenRegistryKey)"]
#[abi]
pub(crate) unsafe fn WdfDeviceOpenRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceInstanceKeyType: ULONG,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceOpenRegistryKey(Device, KeyAttributes, Key)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return status::INVALID_HANDLE;
    };
    if Key.is_null() {
        violation::null_parameter(fx, "WdfDeviceOpenRegistryKey", "Key");
        return STATUS_INVALID_PARAMETER;
    }
    create(fx, &KeyAttributes, Rules::DEVICE_KEY, &Key, || {
        let physical = device.known_physical()?;
        open_device_key(physical, DeviceInstanceKeyType, DesiredAccess)
    })
}

#[doc = "[`WdfFdoInitOpenRegistryKey`](wdk_sys::wdf::WdfFdoInitOpenRegistryKey)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitOpenRegistryKey(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceInstanceKeyType: ULONG,
    DesiredAccess: ACCESS_MASK,
    KeyAttributes: PWDF_OBJECT_ATTRIBUTES,
    Key: *mut WDFKEY,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitOpenRegistryKey";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitOpenRegistryKey(DeviceInit, KeyAttributes, Key)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return STATUS_INVALID_PARAMETER;
    };
    if Key.is_null() {
        violation::null_parameter(fx, NAME, "Key");
        return STATUS_INVALID_PARAMETER;
    }
    if init.physical().is_null() {
        return STATUS_INVALID_PARAMETER;
    }
    create(fx, &KeyAttributes, Rules::PLAIN, &Key, || {
        open_device_key(init.physical(), DeviceInstanceKeyType, DesiredAccess)
    })
}
