//! The simple `WdfDevice*` functions: what a device is, and what its driver sets.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, NTSTATUS, PDEVICE_OBJECT, PIRP, STATUS_INVALID_DEVICE_REQUEST, ULONG, abi,
    wdf::{
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInvalid,
        _WDF_DEVICE_POWER_STATE::WdfDevStatePowerInvalid, _WDFSTRUCTENUM::INDEX_WDF_DEVICE_STATE,
        PWDF_DEVICE_PNP_CAPABILITIES, PWDF_DEVICE_POWER_CAPABILITIES, PWDF_DEVICE_STATE,
        PWDF_DRIVER_GLOBALS, WDF_DEVICE_FAILED_ACTION, WDF_DEVICE_PNP_STATE,
        WDF_DEVICE_POWER_STATE, WDF_DEVICE_STATE, WDFDEVICE, WDFDRIVER,
    },
};

use super::{Device, of_wdm};
use crate::{
    argument::{Versioned, grown, structure, versioned},
    enter,
    irp::Irp,
    pnp::capabilities::wrong_member,
    violation,
};

// SAFETY: starts with `Size`; numbers.
unsafe impl Versioned for WDF_DEVICE_STATE {
    const EARLIER_SIZES: &'static [usize] = &[grown(INDEX_WDF_DEVICE_STATE).before];
    const SINCE: u32 = grown(INDEX_WDF_DEVICE_STATE).since;
}

#[doc = "[`WdfWdmDeviceGetWdfDeviceHandle`](wdk_sys::wdf::WdfWdmDeviceGetWdfDeviceHandle)"]
#[abi]
pub(crate) unsafe fn WdfWdmDeviceGetWdfDeviceHandle(
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
pub(crate) unsafe fn WdfDeviceWdmGetDeviceObject(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    enter!(fx = DriverGlobals, WdfDeviceWdmGetDeviceObject(Device));
    Device
        .object::<Device>(fx)
        .map_or(ptr::null_mut(), |device| device.wdm())
}

#[doc = "[`WdfDeviceWdmGetAttachedDevice`](wdk_sys::wdf::WdfDeviceWdmGetAttachedDevice)"]
#[abi]
pub(crate) unsafe fn WdfDeviceWdmGetAttachedDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    enter!(fx = DriverGlobals, WdfDeviceWdmGetAttachedDevice(Device));
    Device
        .object::<Device>(fx)
        .map_or(ptr::null_mut(), |device| device.attached())
}

#[doc = "[`WdfDeviceWdmGetPhysicalDevice`](wdk_sys::wdf::WdfDeviceWdmGetPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfDeviceWdmGetPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> PDEVICE_OBJECT {
    enter!(fx = DriverGlobals, WdfDeviceWdmGetPhysicalDevice(Device));
    Device
        .object::<Device>(fx)
        .map_or(ptr::null_mut(), |device| device.physical())
}

#[doc = "[`WdfDeviceGetDriver`](wdk_sys::wdf::WdfDeviceGetDriver)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDriver(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFDRIVER {
    enter!(fx = DriverGlobals, WdfDeviceGetDriver(Device));
    Device
        .object::<Device>(fx)
        .and_then(|device| device.fx().driver())
        .map_or(ptr::null_mut(), |driver| driver.handle().cast())
}

#[doc = "[`WdfDeviceGetDevicePnpState`](wdk_sys::wdf::WdfDeviceGetDevicePnpState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDevicePnpState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDF_DEVICE_PNP_STATE {
    enter!(fx = DriverGlobals, WdfDeviceGetDevicePnpState(Device));
    Device
        .object::<Device>(fx)
        .map_or(WdfDevStatePnpInvalid, |device| device.pnp.wdf_state())
}

#[doc = "[`WdfDeviceGetDevicePowerState`](wdk_sys::wdf::WdfDeviceGetDevicePowerState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDevicePowerState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDF_DEVICE_POWER_STATE {
    enter!(fx = DriverGlobals, WdfDeviceGetDevicePowerState(Device));
    Device
        .object::<Device>(fx)
        .map_or(WdfDevStatePowerInvalid, |device| {
            device.pnp.wdf_power_state()
        })
}

#[doc = "[`WdfDeviceGetCharacteristics`](wdk_sys::wdf::WdfDeviceGetCharacteristics)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetCharacteristics(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfDeviceGetCharacteristics(Device));
    Device.object::<Device>(fx).map_or(0, |device| {
        // SAFETY: the device has its object as long as the driver has the handle.
        unsafe { (*device.wdm()).Characteristics }
    })
}

#[doc = "[`WdfDeviceSetCharacteristics`](wdk_sys::wdf::WdfDeviceSetCharacteristics)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetCharacteristics(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceCharacteristics: ULONG,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetCharacteristics(Device));
    if let Some(device) = Device.object::<Device>(fx) {
        // SAFETY: the device has its object while the driver has the handle.
        unsafe { (*device.wdm()).Characteristics = DeviceCharacteristics };
    }
}

#[doc = "[`WdfDeviceGetAlignmentRequirement`](wdk_sys::wdf::WdfDeviceGetAlignmentRequirement)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetAlignmentRequirement(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> ULONG {
    enter!(fx = DriverGlobals, WdfDeviceGetAlignmentRequirement(Device));
    Device.object::<Device>(fx).map_or(0, |device| {
        // SAFETY: as long as the handle is valid, the device has its object.
        unsafe { (*device.wdm()).AlignmentRequirement }
    })
}

#[doc = "[`WdfDeviceSetAlignmentRequirement`](wdk_sys::wdf::WdfDeviceSetAlignmentRequirement)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetAlignmentRequirement(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    AlignmentRequirement: ULONG,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetAlignmentRequirement(Device));
    if let Some(device) = Device.object::<Device>(fx) {
        // SAFETY: the device has its object while the driver has the handle.
        unsafe { (*device.wdm()).AlignmentRequirement = AlignmentRequirement };
    }
}

#[doc = "[`WdfDeviceSetStaticStopRemove`](wdk_sys::wdf::WdfDeviceSetStaticStopRemove)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetStaticStopRemove(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Stoppable: BOOLEAN,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetStaticStopRemove(Device));
    if let Some(device) = Device.object::<Device>(fx) {
        // A count, as in Microsoft's framework, where one release too many forbids stopping for good.
        device.pnp.with(|data| {
            data.holds = match Stoppable {
                0 => data.holds.wrapping_add(1),
                _ => data.holds.wrapping_sub(1),
            };
        });
    }
}

#[doc = "[`WdfDeviceSetFailed`](wdk_sys::wdf::WdfDeviceSetFailed)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetFailed(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    FailedAction: WDF_DEVICE_FAILED_ACTION,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetFailed(Device));
    if let Some(device) = Device.object::<Device>(fx) {
        device.set_failed(FailedAction);
    }
}

#[doc = "[`WdfDeviceGetDeviceState`](wdk_sys::wdf::WdfDeviceGetDeviceState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceGetDeviceState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceState: PWDF_DEVICE_STATE,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceGetDeviceState(Device, DeviceState)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return;
    };
    versioned!(fx, WdfDeviceGetDeviceState, DeviceState);
    DeviceState.put_versioned(&device.pnp.with(|data| data.reported));
}

#[doc = "[`WdfDeviceSetDeviceState`](wdk_sys::wdf::WdfDeviceSetDeviceState)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetDeviceState(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    DeviceState: PWDF_DEVICE_STATE,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetDeviceState(Device, DeviceState)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return;
    };
    let state = versioned!(fx, WdfDeviceSetDeviceState, DeviceState);
    device.pnp.with(|data| data.reported = state);
    device.invalidate_state();
}

#[doc = "[`WdfDeviceSetPnpCapabilities`](wdk_sys::wdf::WdfDeviceSetPnpCapabilities)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetPnpCapabilities(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PnpCapabilities: PWDF_DEVICE_PNP_CAPABILITIES,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetPnpCapabilities(Device, PnpCapabilities)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return;
    };
    let capabilities = structure!(fx, WdfDeviceSetPnpCapabilities, PnpCapabilities);
    device
        .pnp
        .with(|data| data.capabilities.pnp = Some(capabilities));
}

#[doc = "[`WdfDeviceSetPowerCapabilities`](wdk_sys::wdf::WdfDeviceSetPowerCapabilities)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetPowerCapabilities(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PowerCapabilities: PWDF_DEVICE_POWER_CAPABILITIES,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetPowerCapabilities(Device, PowerCapabilities)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return;
    };
    let capabilities = structure!(fx, WdfDeviceSetPowerCapabilities, PowerCapabilities);
    if let Some(member) = wrong_member(&capabilities, device.pnp.is_policy_owner()) {
        violation::break_point(
            fx,
            "PowerCapabilitiesOutOfRange",
            device.handle(),
            format_args!(
                "WdfDeviceSetPowerCapabilities: `{member}` is out of its range, or not the driver's \
                 to set; the whole structure is ignored"
            ),
        );
        return;
    }
    device
        .pnp
        .with(|data| data.capabilities.power = Some(capabilities));
}

#[doc = "[`WdfDeviceWdmDispatchPreprocessedIrp`](wdk_sys::wdf::WdfDeviceWdmDispatchPreprocessedIrp)"]
#[abi]
pub(crate) unsafe fn WdfDeviceWdmDispatchPreprocessedIrp(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    Irp: PIRP,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceWdmDispatchPreprocessedIrp(Device)
    );
    // SAFETY: null, or the IRP that the framework gave to the driver's preprocessing.
    let irp = unsafe { Irp::new(Irp) };
    let (Some(device), Some(irp)) = (Device.object::<Device>(fx), irp) else {
        return STATUS_INVALID_DEVICE_REQUEST;
    };
    // The driver skipped its location, or copied it to the next one; as IoCallDriver would, this
    // makes the next location the current one.
    irp.set_next();
    irp.current().set_device(device.wdm());
    device.dispatch_after_preprocessing(irp)
}
