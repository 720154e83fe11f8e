//! The `WdfDeviceInit*` functions of Plug and Play and power, `WdfFdoInit*` and control devices.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

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
        WDF_DEVICE_POWER_POLICY_STATE, WDF_DEVICE_POWER_STATE, WDFDRIVER,
    },
};

use super::{super::Shutdown, DeviceInit};
use crate::{
    Fx,
    argument::{Argument, structure},
    device::Kind,
    driver::Driver,
    enter,
    pnp::notify::Callback,
    violation,
};

fn only_function(fx: Fx, function: &'static str) {
    violation::break_point(
        fx,
        "NotFunctionDeviceInit",
        ptr::null_mut(),
        format_args!("{function} is for the settings that EvtDriverDeviceAdd receives"),
    );
}

#[doc = "[`WdfDeviceInitSetPnpPowerEventCallbacks`](wdk_sys::wdf::WdfDeviceInitSetPnpPowerEventCallbacks)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPnpPowerEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PnpPowerEventCallbacks: PWDF_PNPPOWER_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfDeviceInitSetPnpPowerEventCallbacks";
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitSetPnpPowerEventCallbacks(DeviceInit, PnpPowerEventCallbacks)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return;
    };
    let callbacks = structure!(
        fx,
        WdfDeviceInitSetPnpPowerEventCallbacks,
        PnpPowerEventCallbacks
    );
    if callbacks.EvtDeviceUsageNotification.is_some()
        && callbacks.EvtDeviceUsageNotificationEx.is_some()
    {
        return violation::break_point(
            fx,
            "TwoUsageNotifications",
            ptr::null_mut(),
            format_args!(
                "{NAME}: EvtDeviceUsageNotification and EvtDeviceUsageNotificationEx exclude each other"
            ),
        );
    }
    init.settings.pnp = callbacks;
}

#[doc = "[`WdfDeviceInitSetPowerPolicyEventCallbacks`](wdk_sys::wdf::WdfDeviceInitSetPowerPolicyEventCallbacks)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPowerPolicyEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerPolicyEventCallbacks: PWDF_POWER_POLICY_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfDeviceInitSetPowerPolicyEventCallbacks";
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitSetPowerPolicyEventCallbacks(DeviceInit, PowerPolicyEventCallbacks)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return;
    };
    let callbacks = structure!(
        fx,
        WdfDeviceInitSetPowerPolicyEventCallbacks,
        PowerPolicyEventCallbacks
    );
    if callbacks.EvtDeviceArmWakeFromSx.is_some()
        && callbacks.EvtDeviceArmWakeFromSxWithReason.is_some()
    {
        return violation::break_point(
            fx,
            "TwoArmCallbacks",
            ptr::null_mut(),
            format_args!(
                "{NAME}: EvtDeviceArmWakeFromSx and EvtDeviceArmWakeFromSxWithReason exclude each other"
            ),
        );
    }
    init.settings.policy = callbacks;
}

#[doc = "[`WdfDeviceInitSetPowerPolicyOwnership`](wdk_sys::wdf::WdfDeviceInitSetPowerPolicyOwnership)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPowerPolicyOwnership(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    IsPowerPolicyOwner: BOOLEAN,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitSetPowerPolicyOwnership(DeviceInit)
    );
    if let Some(init) =
        DeviceInit::from_argument(fx, "WdfDeviceInitSetPowerPolicyOwnership", DeviceInit)
    {
        init.settings.policy_owner = Some(IsPowerPolicyOwner != 0);
    }
}

fn register(
    fx: Fx,
    function: &'static str,
    init: Argument<'_, PWDFDEVICE_INIT>,
    callback: Callback,
    state: i32,
    kinds: ULONG,
) -> NTSTATUS {
    let Some(init) = DeviceInit::from_argument(fx, function, init) else {
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
pub(crate) unsafe fn WdfDeviceInitRegisterPnpStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PnpState: WDF_DEVICE_PNP_STATE,
    EvtDevicePnpStateChange: PFN_WDF_DEVICE_PNP_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPnpStateChangeCallback";
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitRegisterPnpStateChangeCallback(DeviceInit)
    );
    let callback = Callback::Pnp(EvtDevicePnpStateChange);
    register(fx, NAME, DeviceInit, callback, PnpState, CallbackTypes)
}

#[doc = "[`WdfDeviceInitRegisterPowerStateChangeCallback`](wdk_sys::wdf::WdfDeviceInitRegisterPowerStateChangeCallback)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitRegisterPowerStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerState: WDF_DEVICE_POWER_STATE,
    EvtDevicePowerStateChange: PFN_WDF_DEVICE_POWER_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPowerStateChangeCallback";
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitRegisterPowerStateChangeCallback(DeviceInit)
    );
    let callback = Callback::Power(EvtDevicePowerStateChange);
    register(fx, NAME, DeviceInit, callback, PowerState, CallbackTypes)
}

#[doc = "[`WdfDeviceInitRegisterPowerPolicyStateChangeCallback`](wdk_sys::wdf::WdfDeviceInitRegisterPowerPolicyStateChangeCallback)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitRegisterPowerPolicyStateChangeCallback(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    PowerPolicyState: WDF_DEVICE_POWER_POLICY_STATE,
    EvtDevicePowerPolicyStateChange: PFN_WDF_DEVICE_POWER_POLICY_STATE_CHANGE_NOTIFICATION,
    CallbackTypes: ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfDeviceInitRegisterPowerPolicyStateChangeCallback";
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitRegisterPowerPolicyStateChangeCallback(DeviceInit)
    );
    let callback = Callback::Policy(EvtDevicePowerPolicyStateChange);
    register(
        fx,
        NAME,
        DeviceInit,
        callback,
        PowerPolicyState,
        CallbackTypes,
    )
}

#[doc = "[`WdfDeviceInitSetPowerNotPageable`](wdk_sys::wdf::WdfDeviceInitSetPowerNotPageable)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPowerNotPageable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitSetPowerNotPageable(DeviceInit)
    );
    if let Some(init) =
        DeviceInit::from_argument(fx, "WdfDeviceInitSetPowerNotPageable", DeviceInit)
    {
        init.settings.pageable = false;
    }
}

#[doc = "[`WdfDeviceInitSetPowerPageable`](wdk_sys::wdf::WdfDeviceInitSetPowerPageable)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPowerPageable(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceInitSetPowerPageable(DeviceInit)
    );
    if let Some(init) = DeviceInit::from_argument(fx, "WdfDeviceInitSetPowerPageable", DeviceInit) {
        init.settings.pageable = true;
    }
}

#[doc = "[`WdfDeviceInitSetPowerInrush`](wdk_sys::wdf::WdfDeviceInitSetPowerInrush)"]
#[abi]
pub(crate) unsafe fn WdfDeviceInitSetPowerInrush(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    enter!(fx = DriverGlobals, WdfDeviceInitSetPowerInrush(DeviceInit));
    if let Some(init) = DeviceInit::from_argument(fx, "WdfDeviceInitSetPowerInrush", DeviceInit) {
        init.settings.inrush = true;
        init.settings.pageable = false;
    }
}

#[doc = "[`WdfFdoInitWdmGetPhysicalDevice`](wdk_sys::wdf::WdfFdoInitWdmGetPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitWdmGetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) -> PDEVICE_OBJECT {
    enter!(
        fx = DriverGlobals,
        WdfFdoInitWdmGetPhysicalDevice(DeviceInit)
    );
    DeviceInit::from_argument(fx, "WdfFdoInitWdmGetPhysicalDevice", DeviceInit)
        .map_or(ptr::null_mut(), |init| init.physical)
}

#[doc = "[`WdfFdoInitSetFilter`](wdk_sys::wdf::WdfFdoInitSetFilter)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitSetFilter(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    const NAME: &str = "WdfFdoInitSetFilter";
    enter!(fx = DriverGlobals, WdfFdoInitSetFilter(DeviceInit));
    if let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) {
        if init.is_function() {
            init.kind = Kind::Filter;
        } else {
            only_function(fx, NAME);
        }
    }
}

#[doc = "[`WdfFdoInitSetEventCallbacks`](wdk_sys::wdf::WdfFdoInitSetEventCallbacks)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitSetEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    FdoEventCallbacks: PWDF_FDO_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfFdoInitSetEventCallbacks";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitSetEventCallbacks(DeviceInit, FdoEventCallbacks)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return;
    };
    let callbacks = structure!(fx, WdfFdoInitSetEventCallbacks, FdoEventCallbacks);
    if callbacks.EvtDeviceFilterAddResourceRequirements.is_some()
        && callbacks.EvtDeviceRemoveAddedResources.is_none()
    {
        return violation::break_point(
            fx,
            "AddedResourcesStay",
            init.as_handle().cast(),
            format_args!(
                "{NAME}: EvtDeviceFilterAddResourceRequirements needs EvtDeviceRemoveAddedResources, which takes away \
                 what it added"
            ),
        );
    }
    if init.is_function() {
        init.settings.function = callbacks;
    } else {
        only_function(fx, NAME);
    }
}

#[doc = "[`WdfFdoInitQueryProperty`](wdk_sys::wdf::WdfFdoInitQueryProperty)"]
#[abi]
pub(crate) unsafe fn WdfFdoInitQueryProperty(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceProperty: wdk_sys::DEVICE_REGISTRY_PROPERTY,
    BufferLength: ULONG,
    PropertyBuffer: PVOID,
    ResultLength: *mut ULONG,
) -> NTSTATUS {
    const NAME: &str = "WdfFdoInitQueryProperty";
    enter!(
        fx = DriverGlobals,
        WdfFdoInitQueryProperty(DeviceInit, ResultLength)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return STATUS_INVALID_PARAMETER;
    };
    if ResultLength.is_null() || (BufferLength > 0 && PropertyBuffer.is_null()) {
        violation::null_parameter(fx, NAME, "ResultLength or PropertyBuffer");
        return STATUS_INVALID_PARAMETER;
    }
    if !init.is_function() {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    // SAFETY: the stack's physical device; the driver's buffer of this length and its variable.
    unsafe {
        wdk_sys::IoGetDeviceProperty(
            init.physical,
            DeviceProperty,
            BufferLength,
            PropertyBuffer,
            ResultLength.pointer(),
        )
    }
}

#[doc = "[`WdfControlDeviceInitAllocate`](wdk_sys::wdf::WdfControlDeviceInitAllocate)"]
#[abi]
pub(crate) unsafe fn WdfControlDeviceInitAllocate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Driver: WDFDRIVER,
    SDDLString: *const UNICODE_STRING,
) -> PWDFDEVICE_INIT {
    const NAME: &str = "WdfControlDeviceInitAllocate";
    enter!(
        fx = DriverGlobals,
        WdfControlDeviceInitAllocate(Driver, SDDLString)
    );
    let Some(driver) = Driver.object::<Driver>(fx) else {
        return ptr::null_mut();
    };
    if SDDLString.is_null() {
        violation::null_parameter(fx, NAME, "SDDLString");
        return ptr::null_mut();
    }
    DeviceInit::for_control(driver, SDDLString.units()).unwrap_or(ptr::null_mut())
}

#[doc = "[`WdfControlDeviceInitSetShutdownNotification`](wdk_sys::wdf::WdfControlDeviceInitSetShutdownNotification)"]
#[abi]
pub(crate) unsafe fn WdfControlDeviceInitSetShutdownNotification(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    Notification: PFN_WDF_DEVICE_SHUTDOWN_NOTIFICATION,
    Flags: UCHAR,
) {
    const NAME: &str = "WdfControlDeviceInitSetShutdownNotification";
    const SHUTDOWN: UCHAR = 1;
    const LAST_CHANCE: UCHAR = 2;
    enter!(
        fx = DriverGlobals,
        WdfControlDeviceInitSetShutdownNotification(DeviceInit)
    );
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return;
    };
    if Notification.is_none() {
        return violation::null_parameter(fx, NAME, "Notification");
    }
    if init.kind != Kind::Control || Flags & !(SHUTDOWN | LAST_CHANCE) != 0 {
        return violation::break_point(
            fx,
            "ShutdownNotification",
            init.as_handle().cast(),
            format_args!("{NAME}: for control devices, with its two flags; got {Flags:#x}"),
        );
    }
    let before = init.settings.shutdown.as_ref();
    init.settings.shutdown = Some(Shutdown {
        callback: Notification,
        early: before.is_some_and(|it| it.early) || Flags & SHUTDOWN != 0,
        last_chance: before.is_some_and(|it| it.last_chance) || Flags & LAST_CHANCE != 0,
    });
}
