//! `WdfPdoInit*`: what a bus driver says of a device that it is about to make.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    GUID, LCID, NTSTATUS, PCUNICODE_STRING, STATUS_INVALID_DEVICE_REQUEST,
    STATUS_INVALID_PARAMETER, abi,
    wdf::{PWDF_DRIVER_GLOBALS, PWDF_PDO_EVENT_CALLBACKS, PWDFDEVICE_INIT, WDFDEVICE},
};

use super::{Child, DeviceText};
use crate::{
    Fx,
    argument::{Argument, object, required, status_of, structure},
    device::{Device, DeviceInit, Kind},
    enter,
    pool::PoolVec,
    violation,
};

/// The part of the settings that only a child's have.
fn child_of<'call>(
    fx: Fx,
    function: &'static str,
    init: Argument<'call, PWDFDEVICE_INIT>,
) -> Result<&'call mut Child, NTSTATUS> {
    let init = DeviceInit::from_argument(fx, function, init).ok_or(STATUS_INVALID_PARAMETER)?;
    init.child_mut().ok_or(STATUS_INVALID_DEVICE_REQUEST)
}

/// As [`child_of`], for functions that return nothing: settings of another device are a violation.
fn child_or_break<'call>(
    fx: Fx,
    function: &'static str,
    init: Argument<'call, PWDFDEVICE_INIT>,
) -> Option<&'call mut Child> {
    let init = DeviceInit::from_argument(fx, function, init)?;
    let handle = init.as_handle();
    let child = init.child_mut();
    if child.is_none() {
        violation::break_point(
            fx,
            "NotChildDeviceInit",
            handle.cast(),
            format_args!("{function} is for the settings that WdfPdoInitAllocate returns"),
        );
    }
    child
}

/// A copy of a string, with a zero at its end.
fn terminated(tag: u32, units: &[u16]) -> Result<PoolVec<u16>, NTSTATUS> {
    let mut text = PoolVec::copy_of(tag, units)?;
    text.push(0)?;
    Ok(text)
}

/// Appends a string and its zero to a list.
fn append(list: &mut PoolVec<u16>, units: &[u16]) -> Result<(), NTSTATUS> {
    list.reserve(units.len() + 1)?;
    list.extend(units)?;
    list.push(0)
}

#[doc = "[`WdfPdoInitAllocate`](wdk_sys::wdf::WdfPdoInitAllocate)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitAllocate(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    ParentDevice: WDFDEVICE,
) -> PWDFDEVICE_INIT {
    enter!(fx = DriverGlobals, WdfPdoInitAllocate(ParentDevice));
    let parent = object!(fx, Device, ParentDevice => ptr::null_mut());
    if !matches!(parent.kind(), Kind::Function | Kind::Filter) {
        return ptr::null_mut();
    }
    DeviceInit::for_child(parent).unwrap_or(ptr::null_mut())
}

#[doc = "[`WdfPdoInitSetEventCallbacks`](wdk_sys::wdf::WdfPdoInitSetEventCallbacks)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitSetEventCallbacks(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DispatchTable: PWDF_PDO_EVENT_CALLBACKS,
) {
    const NAME: &str = "WdfPdoInitSetEventCallbacks";
    enter!(
        fx = DriverGlobals,
        WdfPdoInitSetEventCallbacks(DeviceInit, DispatchTable)
    );
    let Some(child) = child_or_break(fx, NAME, DeviceInit) else {
        return;
    };
    child.callbacks = structure!(fx, WdfPdoInitSetEventCallbacks, DispatchTable);
}

/// A function that assigns or adds one string.
macro_rules! string_functions {
    ($($name:ident($string:ident) |$child:ident, $tag:ident, $units:ident| $work:expr;)*) => {$(
        #[doc = concat!("[`", stringify!($name), "`](wdk_sys::wdf::", stringify!($name), ")")]
        #[abi]
        pub(crate) unsafe fn $name(
            DriverGlobals: PWDF_DRIVER_GLOBALS,
            DeviceInit: PWDFDEVICE_INIT,
            $string: PCUNICODE_STRING,
        ) -> NTSTATUS {
            enter!(fx = DriverGlobals, $name(DeviceInit, $string));
            required!(fx, $name, $string => STATUS_INVALID_PARAMETER);
            let outcome = child_of(fx, stringify!($name), DeviceInit).and_then(|$child| {
                let ($tag, $units) = (fx.tag(), $string.units());
                $work
            });
            status_of(outcome)
        }
    )*};
}

string_functions! {
    WdfPdoInitAssignDeviceID(DeviceID) |child, tag, units| {
        child.device_id = terminated(tag, units)?;
        Ok(())
    };
    WdfPdoInitAssignInstanceID(InstanceID) |child, tag, units| {
        child.instance_id = terminated(tag, units)?;
        Ok(())
    };
    WdfPdoInitAssignContainerID(ContainerID) |child, tag, units| {
        child.container_id = terminated(tag, units)?;
        Ok(())
    };
    WdfPdoInitAddHardwareID(HardwareID) |child, _tag, units| append(&mut child.hardware_ids, units);
    WdfPdoInitAddCompatibleID(CompatibleID) |child, _tag, units| {
        append(&mut child.compatible_ids, units)
    };
}

#[doc = "[`WdfPdoInitAddDeviceText`](wdk_sys::wdf::WdfPdoInitAddDeviceText)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitAddDeviceText(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceDescription: PCUNICODE_STRING,
    DeviceLocation: PCUNICODE_STRING,
    LocaleId: LCID,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoInitAddDeviceText";
    enter!(
        fx = DriverGlobals,
        WdfPdoInitAddDeviceText(DeviceInit, DeviceDescription, DeviceLocation)
    );
    required!(
        fx, WdfPdoInitAddDeviceText, DeviceDescription, DeviceLocation => STATUS_INVALID_PARAMETER
    );
    let outcome = child_of(fx, NAME, DeviceInit).and_then(|child| {
        child.texts.push(DeviceText {
            locale: LocaleId,
            description: terminated(fx.tag(), DeviceDescription.units())?,
            location: terminated(fx.tag(), DeviceLocation.units())?,
        })
    });
    status_of(outcome)
}

#[doc = "[`WdfPdoInitSetDefaultLocale`](wdk_sys::wdf::WdfPdoInitSetDefaultLocale)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitSetDefaultLocale(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    LocaleId: LCID,
) {
    enter!(fx = DriverGlobals, WdfPdoInitSetDefaultLocale(DeviceInit));
    if let Some(child) = child_or_break(fx, "WdfPdoInitSetDefaultLocale", DeviceInit) {
        child.default_locale = LocaleId;
    }
}

#[doc = "[`WdfPdoInitAssignRawDevice`](wdk_sys::wdf::WdfPdoInitAssignRawDevice)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitAssignRawDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
    DeviceClassGuid: *const GUID,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoInitAssignRawDevice";
    enter!(
        fx = DriverGlobals,
        WdfPdoInitAssignRawDevice(DeviceInit, DeviceClassGuid)
    );
    required!(fx, WdfPdoInitAssignRawDevice, DeviceClassGuid => STATUS_INVALID_PARAMETER);
    let Some(init) = DeviceInit::from_argument(fx, NAME, DeviceInit) else {
        return STATUS_INVALID_PARAMETER;
    };
    let class = DeviceClassGuid.read();
    let Some(child) = init.child_mut() else {
        return STATUS_INVALID_PARAMETER;
    };
    child.raw = true;
    init.set_class(class);
    wdk_sys::STATUS_SUCCESS
}

#[doc = "[`WdfPdoInitAllowForwardingRequestToParent`](wdk_sys::wdf::WdfPdoInitAllowForwardingRequestToParent)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitAllowForwardingRequestToParent(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    const NAME: &str = "WdfPdoInitAllowForwardingRequestToParent";
    enter!(
        fx = DriverGlobals,
        WdfPdoInitAllowForwardingRequestToParent(DeviceInit)
    );
    if let Some(child) = child_or_break(fx, NAME, DeviceInit) {
        child.forwards = true;
    }
}

#[doc = "[`WdfPdoInitRemovePowerDependencyOnParent`](wdk_sys::wdf::WdfPdoInitRemovePowerDependencyOnParent)"]
#[abi]
pub(crate) unsafe fn WdfPdoInitRemovePowerDependencyOnParent(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    DeviceInit: PWDFDEVICE_INIT,
) {
    const NAME: &str = "WdfPdoInitRemovePowerDependencyOnParent";
    enter!(
        fx = DriverGlobals,
        WdfPdoInitRemovePowerDependencyOnParent(DeviceInit)
    );
    if let Some(child) = child_or_break(fx, NAME, DeviceInit) {
        child.needs_power = false;
    }
}
