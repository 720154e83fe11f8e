//! The `WdfDeviceInit*` functions of Plug and Play and power, `WdfFdoInit*` and control devices.

use core::ptr;

use wdk_sys::{
    BOOLEAN, NTSTATUS, PDEVICE_OBJECT, PVOID, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, UCHAR, ULONG, UNICODE_STRING, abi,
    wdf::{
        PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION,
        PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION,
        PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION, PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION,
        PWDF_DRIVER_GLOBALS, PWDF_FDO_EVENT_CALLBACKS, PWDF_PNPPOWER_EVENT_CALLBACKS,
        PWDF_POWER_POLICY_EVENT_CALLBACKS, PWDFDEVICE_INIT, WDF_DEVICE_PNP_STATE,
        WDF_DEVICE_POWER_POLICY_STATE, WDF_DEVICE_POWER_STATE, WDF_FDO_EVENT_CALLBACKS,
        WDF_PNPPOWER_EVENT_CALLBACKS, WDF_POWER_POLICY_EVENT_CALLBACKS, WDFDRIVER,
    },
};

use super::{
    DeviceInit, Shutdown,
    api::{init, wrong_size},
};
use crate::{
    Fx,
    device::Kind,
    driver::Driver,
    enter,
    object::Obj,
    pnp::notify::Callback,
    text,
    violation::{self, Code},
};

fn only_function(fx: Fx, function: &'static str) {
    violation::wdf(
        fx,
        "NotFunctionDeviceInit",
        Code::FatalError,
        [0; 3],
        format_args!("{function} is for the settings that EvtDriverDeviceAdd receives"),
    );
}

#[doc = "[`WdfDeviceInitSetPnpPowerEventCallbacks`](wdk_sys::wdf::WdfDeviceInitSetPnpPowerEventCallbacks)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPnpPowerEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PnpPowerEventCallbacks: PWDF_PNPPOWER_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfDeviceInitSetPnpPowerEventCallbacks";
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPnpPowerEventCallbacks);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { init(fx, NAME, DeviceInit) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(callbacks) = (unsafe { PnpPowerEventCallbacks.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "PnpPowerEventCallbacks");
    };
    let size = size_of::<WDF_PNPPOWER_EVENT_CALLBACKS>();
    if callbacks.Size as usize != size {
        return wrong_size(fx, NAME, size, callbacks.Size);
    }
    init.settings.pnp = *callbacks;
}

#[doc = "[`WdfDeviceInitSetPowerPolicyEventCallbacks`](wdk_sys::wdf::WdfDeviceInitSetPowerPolicyEventCallbacks)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPowerPolicyEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerPolicyEventCallbacks: PWDF_POWER_POLICY_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfDeviceInitSetPowerPolicyEventCallbacks";
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPowerPolicyEventCallbacks);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { init(fx, NAME, DeviceInit) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(callbacks) = (unsafe { PowerPolicyEventCallbacks.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "PowerPolicyEventCallbacks");
    };
    let size = size_of::<WDF_POWER_POLICY_EVENT_CALLBACKS>();
    if callbacks.Size as usize != size {
        return wrong_size(fx, NAME, size, callbacks.Size);
    }
    init.settings.policy = *callbacks;
}

#[doc = "[`WdfDeviceInitSetPowerPolicyOwnership`](wdk_sys::wdf::WdfDeviceInitSetPowerPolicyOwnership)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPowerPolicyOwnership(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    IsPowerPolicyOwner: BOOLEAN,
) {
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPowerPolicyOwnership);
    // SAFETY: the driver's settings.
    if let Some(init) = unsafe { init(fx, "WdfDeviceInitSetPowerPolicyOwnership", DeviceInit) } {
        init.settings.policy_owner = Some(IsPowerPolicyOwner != 0);
    }
}

unsafe fn register(
    fx: Fx,
    function: &'static str,
    init: PWDFDEVICE_INIT,
    callback: Callback,
    state: i32,
    kinds: ULONG,
) -> NTSTATUS {
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { DeviceInit::from_handle(fx, function, init) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    if callback.is_none() {
        violation::null_parameter(fx, function, "the callback");
        return STATUS_INVALID_PARAMETER;
    }
    match init.settings.notifications.add(callback, state, kinds) {
        Ok(()) => STATUS_SUCCESS,
        Err(status) => status,
    }
}

#[doc = "[`WdfDeviceInitRegisterPnpStateChangeCallback`](wdk_sys::wdf::WdfDeviceInitRegisterPnpStateChangeCallback)"]
#[abi]
pub unsafe fn WdfDeviceInitRegisterPnpStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PnpState: WDF_DEVICE_PNP_STATE,
    EvtDevicePnpStateChange: PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPnpStateChangeCallback";
    let fx = enter!(DriverGlobals, WdfDeviceInitRegisterPnpStateChangeCallback);
    let callback = Callback::Pnp(EvtDevicePnpStateChange);
    // SAFETY: the driver's settings.
    unsafe { register(fx, NAME, DeviceInit, callback, PnpState, CallbackTypes) }
}

#[doc = "[`WdfDeviceInitRegisterPowerStateChangeCallback`](wdk_sys::wdf::WdfDeviceInitRegisterPowerStateChangeCallback)"]
#[abi]
pub unsafe fn WdfDeviceInitRegisterPowerStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerState: WDF_DEVICE_POWER_STATE,
    EvtDevicePowerStateChange: PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPowerStateChangeCallback";
    let fx = enter!(DriverGlobals, WdfDeviceInitRegisterPowerStateChangeCallback);
    let callback = Callback::Power(EvtDevicePowerStateChange);
    // SAFETY: the driver's settings.
    unsafe { register(fx, NAME, DeviceInit, callback, PowerState, CallbackTypes) }
}

#[doc = "[`WdfDeviceInitRegisterPowerPolicyStateChangeCallback`](wdk_sys::wdf::WdfDeviceInitRegisterPowerPolicyStateChangeCallback)"]
#[abi]
pub unsafe fn WdfDeviceInitRegisterPowerPolicyStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerPolicyState: WDF_DEVICE_POWER_POLICY_STATE,
    EvtDevicePowerPolicyStateChange: PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPowerPolicyStateChangeCallback";
    let fx = enter!(
        DriverGlobals,
        WdfDeviceInitRegisterPowerPolicyStateChangeCallback
    );
    let callback = Callback::Policy(EvtDevicePowerPolicyStateChange);
    // SAFETY: the driver's settings.
    unsafe {
        register(
            fx,
            NAME,
            DeviceInit,
            callback,
            PowerPolicyState,
            CallbackTypes,
        )
    }
}

#[doc = "[`WdfDeviceInitSetPowerNotPageable`](wdk_sys::wdf::WdfDeviceInitSetPowerNotPageable)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPowerNotPageable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPowerNotPageable);
    // SAFETY: the driver's settings.
    if let Some(init) = unsafe { init(fx, "WdfDeviceInitSetPowerNotPageable", DeviceInit) } {
        init.settings.pageable = false;
    }
}

#[doc = "[`WdfDeviceInitSetPowerPageable`](wdk_sys::wdf::WdfDeviceInitSetPowerPageable)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPowerPageable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPowerPageable);
    // SAFETY: the driver's settings.
    if let Some(init) = unsafe { init(fx, "WdfDeviceInitSetPowerPageable", DeviceInit) } {
        init.settings.pageable = true;
    }
}

#[doc = "[`WdfDeviceInitSetPowerInrush`](wdk_sys::wdf::WdfDeviceInitSetPowerInrush)"]
#[abi]
pub unsafe fn WdfDeviceInitSetPowerInrush(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    let fx = enter!(DriverGlobals, WdfDeviceInitSetPowerInrush);
    // SAFETY: the driver's settings.
    if let Some(init) = unsafe { init(fx, "WdfDeviceInitSetPowerInrush", DeviceInit) } {
        init.settings.inrush = true;
    }
}

#[doc = "[`WdfFdoInitWdmGetPhysicalDevice`](wdk_sys::wdf::WdfFdoInitWdmGetPhysicalDevice)"]
#[abi]
pub unsafe fn WdfFdoInitWdmGetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) -> PDEVICE_OBJECT {
    let fx = enter!(DriverGlobals, WdfFdoInitWdmGetPhysicalDevice);
    // SAFETY: the driver's settings.
    unsafe { init(fx, "WdfFdoInitWdmGetPhysicalDevice", DeviceInit) }
        .map_or(ptr::null_mut(), |init| init.physical)
}

#[doc = "[`WdfFdoInitSetFilter`](wdk_sys::wdf::WdfFdoInitSetFilter)"]
#[abi]
pub unsafe fn WdfFdoInitSetFilter(DriverGlobals: PWDF_DRIVER_GLOBALS, DeviceInit: PWDFDEVICE_INIT) {
    const NAME: &str = "WdfFdoInitSetFilter";
    let fx = enter!(DriverGlobals, WdfFdoInitSetFilter);
    // SAFETY: the driver's settings.
    if let Some(init) = unsafe { init(fx, NAME, DeviceInit) } {
        if init.is_pnp() {
            init.kind = Kind::Filter;
        } else {
            only_function(fx, NAME);
        }
    }
}

#[doc = "[`WdfFdoInitSetEventCallbacks`](wdk_sys::wdf::WdfFdoInitSetEventCallbacks)"]
#[abi]
pub unsafe fn WdfFdoInitSetEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    FdoEventCallbacks: PWDF_FDO_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfFdoInitSetEventCallbacks";
    let fx = enter!(DriverGlobals, WdfFdoInitSetEventCallbacks);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { init(fx, NAME, DeviceInit) }) else {
        return;
    };
    // SAFETY: the driver's structure, or null.
    let Some(callbacks) = (unsafe { FdoEventCallbacks.as_ref() }) else {
        return violation::null_parameter(fx, NAME, "FdoEventCallbacks");
    };
    let size = size_of::<WDF_FDO_EVENT_CALLBACKS>();
    if callbacks.Size as usize != size {
        return wrong_size(fx, NAME, size, callbacks.Size);
    }
    if init.is_pnp() {
        init.settings.function = *callbacks;
    } else {
        only_function(fx, NAME);
    }
}

#[doc = "[`WdfFdoInitQueryProperty`](wdk_sys::wdf::WdfFdoInitQueryProperty)"]
#[abi]
pub unsafe fn WdfFdoInitQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: wdk_sys::DEVICE_REGISTRY_PROPERTY,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: *mut ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitQueryProperty";
    let fx = enter!(DriverGlobals, WdfFdoInitQueryProperty);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { init(fx, NAME, DeviceInit) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    if ResultLength.is_null() || (BufferLength > 0 && PropertyBuffer.is_null()) {
        violation::null_parameter(fx, NAME, "ResultLength or PropertyBuffer");
        return STATUS_INVALID_PARAMETER;
    }
    if !init.is_pnp() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    // SAFETY: the stack's physical device; the driver's buffer and variable.
    unsafe {
        wdk_sys::IoGetDeviceProperty(
            init.physical,
            DeviceProperty,
            BufferLength,
            PropertyBuffer,
            ResultLength,
        )
    }
}

#[doc = "[`WdfControlDeviceInitAllocate`](wdk_sys::wdf::WdfControlDeviceInitAllocate)"]
#[abi]
pub unsafe fn WdfControlDeviceInitAllocate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    SDDLString: *const UNICODE_STRING,
) -> PWDFDEVICE_INIT {
    const NAME: &str = "WdfControlDeviceInitAllocate";
    let fx = enter!(DriverGlobals, WdfControlDeviceInitAllocate);
    // SAFETY: the driver's handle.
    let Some(driver) = (unsafe { Obj::<Driver>::from_handle(fx, Driver) }) else {
        return ptr::null_mut();
    };
    if SDDLString.is_null() {
        violation::null_parameter(fx, NAME, "SDDLString");
        return ptr::null_mut();
    }
    // SAFETY: the driver's string.
    DeviceInit::for_control(driver, unsafe { text::units(SDDLString) }).unwrap_or(ptr::null_mut())
}

#[doc = "[`WdfControlDeviceInitSetShutdownNotification`](wdk_sys::wdf::WdfControlDeviceInitSetShutdownNotification)"]
#[abi]
pub unsafe fn WdfControlDeviceInitSetShutdownNotification(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    Notification: PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION,
    Flags: UCHAR,
) {
    const NAME: &str = "WdfControlDeviceInitSetShutdownNotification";
    const SHUTDOWN: UCHAR = 1;
    const LAST_CHANCE: UCHAR = 2;
    let fx = enter!(DriverGlobals, WdfControlDeviceInitSetShutdownNotification);
    // SAFETY: the driver's settings.
    let Some(init) = (unsafe { init(fx, NAME, DeviceInit) }) else {
        return;
    };
    if Notification.is_none() {
        return violation::null_parameter(fx, NAME, "Notification");
    }
    if init.kind != Kind::Control || !matches!(Flags, SHUTDOWN | LAST_CHANCE) {
        return violation::wdf(
            fx,
            "ShutdownNotification",
            Code::FatalError,
            [u64::from(Flags), 0, 0],
            format_args!("{NAME}: for control devices, with one of its two flags; got {Flags:#x}"),
        );
    }
    init.settings.shutdown = Some(Shutdown {
        callback: Notification,
        last_chance: Flags == LAST_CHANCE,
    });
}
