//! The simple `WdfDevice*` functions: what a device is, and what its driver sets.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    BOOLEAN, FILE_DEVICE_SECURE_OPEN, NTSTATUS, PDEVICE_OBJECT, PIRP,
    STATUS_INVALID_DEVICE_REQUEST, ULONG, abi,
    wdf::{
        _WDF_DEVICE_FAILED_ACTION::{WdfDeviceFailedAttemptRestart, WdfDeviceFailedNoRestart},
        _WDF_DEVICE_PNP_STATE::WdfDevStatePnpInvalid,
        _WDF_DEVICE_POWER_STATE::WdfDevStatePowerInvalid,
        _WDFSTRUCTENUM::INDEX_WDF_DEVICE_STATE,
        PWDF_DEVICE_PNP_CAPABILITIES, PWDF_DEVICE_POWER_CAPABILITIES, PWDF_DEVICE_STATE,
        PWDF_DRIVER_GLOBALS, WDF_DEVICE_FAILED_ACTION, WDF_DEVICE_PNP_STATE,
        WDF_DEVICE_POWER_STATE, WDF_DEVICE_STATE, WDFDEVICE, WDFDRIVER,
    },
};

use super::{Device, of_wdm};
use crate::{
    Fx,
    argument::{Versioned, grown, object, pnp_device, structure, versioned},
    enter,
    irp::Irp,
    pnp::capabilities::{wrong_pnp_member, wrong_power_member, wrong_state},
    violation::{self, Code},
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
    let device = unsafe { of_wdm(DeviceObject) };
    device.map_or_else(
        || {
            foreign_object(fx, DeviceObject);
            ptr::null_mut()
        },
        |device| device.handle().cast(),
    )
}

/// A device object behind which there is no device. Microsoft's framework takes what it finds in its extension for one.
fn foreign_object(fx: Fx, object: PDEVICE_OBJECT) {
    violation::wdf(
        fx,
        "ForeignDeviceObject",
        Code::InvalidHandle,
        [object as u64, 0, 0],
        format_args!(
            "WdfWdmDeviceGetWdfDeviceHandle: {object:p} is no device object of the framework, or its device is deleted"
        ),
    );
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
        unsafe {
            (*device.wdm()).Characteristics = DeviceCharacteristics | FILE_DEVICE_SECURE_OPEN;
        }
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
    let device = pnp_device!(fx, WdfDeviceSetStaticStopRemove, Device);
    // A count, as in Microsoft's framework, where one release too many forbids stopping for good.
    device.pnp.with(|data| {
        data.holds = match Stoppable {
            0 => data.holds.wrapping_add(1),
            _ => data.holds.wrapping_sub(1),
        };
    });
}

#[doc = "[`WdfDeviceSetFailed`](wdk_sys::wdf::WdfDeviceSetFailed)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetFailed(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    FailedAction: WDF_DEVICE_FAILED_ACTION,
) {
    enter!(fx = DriverGlobals, WdfDeviceSetFailed(Device));
    let device = object!(fx, Device, Device);
    if !(WdfDeviceFailedAttemptRestart..=WdfDeviceFailedNoRestart).contains(&FailedAction) {
        return violation::break_point(
            fx,
            "FailedActionOutOfRange",
            device.handle(),
            format_args!("WdfDeviceSetFailed: there is no action {FailedAction}; it is ignored"),
        );
    }
    if !device.is_pnp() {
        return violation::control_device(fx, "WdfDeviceSetFailed", device.handle());
    }
    device.set_failed(FailedAction);
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
    let device = pnp_device!(fx, WdfDeviceGetDeviceState, Device);
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
    let device = pnp_device!(fx, WdfDeviceSetDeviceState, Device);
    let state = versioned!(fx, WdfDeviceSetDeviceState, DeviceState);
    if let Some(member) = wrong_state(&state) {
        return violation::out_of_range(fx, "WdfDeviceSetDeviceState", device.handle(), member);
    }
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
    let device = pnp_device!(fx, WdfDeviceSetPnpCapabilities, Device);
    let capabilities = structure!(fx, WdfDeviceSetPnpCapabilities, PnpCapabilities);
    if let Some(member) = wrong_pnp_member(&capabilities) {
        return violation::out_of_range(fx, "WdfDeviceSetPnpCapabilities", device.handle(), member);
    }
    device
        .pnp
        .with(|data| data.capabilities.set_pnp(capabilities));
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
    let device = pnp_device!(fx, WdfDeviceSetPowerCapabilities, Device);
    let capabilities = structure!(fx, WdfDeviceSetPowerCapabilities, PowerCapabilities);
    if let Some(member) = wrong_power_member(&capabilities, device.pnp.is_policy_owner()) {
        return violation::out_of_range(
            fx,
            "WdfDeviceSetPowerCapabilities",
            device.handle(),
            member,
        );
    }
    device
        .pnp
        .with(|data| data.capabilities.set_power(capabilities));
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
    if Irp.is_null() {
        violation::null_parameter(fx, "WdfDeviceWdmDispatchPreprocessedIrp", "Irp");
    }
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
