//! `WdfPdo*`, and the `WdfFdo*` functions of static children.
#![expect(
    unsafe_code,
    reason = "table functions, which drivers call with raw pointers"
)]

use core::ptr;

use wdk_sys::{
    IoRequestDeviceEject, NTSTATUS, PPNP_BUS_INFORMATION, STATUS_INVALID_PARAMETER, ULONG, abi,
    wdf::{
        _WDF_RETRIEVE_CHILD_FLAGS::{
            WdfRetrieveMissingChildren, WdfRetrievePendingChildren, WdfRetrievePresentChildren,
        },
        PWDF_DRIVER_GLOBALS, WDFDEVICE,
    },
};

use super::list::Place;
use crate::{
    Fx,
    argument::{object, required, status_of},
    device::{Device, Kind},
    enter,
    object::Obj,
    status,
    violation::{self, Code},
};

/// Whether the device can have children; if not, that is a violation.
fn has_children(fx: Fx, function: &'static str, device: Obj<Device>) -> bool {
    let can = matches!(device.kind(), Kind::Function | Kind::Filter);
    if !can {
        wrong_device(fx, function, device, "a function or filter device");
    }
    can
}

fn wrong_device(fx: Fx, function: &'static str, device: Obj<Device>, wanted: &'static str) {
    violation::wdf(
        fx,
        "WrongKindOfDevice",
        Code::FatalError,
        [device.handle() as u64, 0, 0],
        format_args!(
            "{function} is for {wanted}, which {:p} is not",
            device.handle()
        ),
    );
}

#[doc = "[`WdfFdoAddStaticChild`](wdk_sys::wdf::WdfFdoAddStaticChild)"]
#[abi]
pub(crate) unsafe fn WdfFdoAddStaticChild(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
    Child: WDFDEVICE,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfFdoAddStaticChild(Fdo, Child));
    let device = object!(fx, Device, Fdo => status::INVALID_HANDLE);
    let child = object!(fx, Device, Child => status::INVALID_HANDLE);
    if !has_children(fx, "WdfFdoAddStaticChild", device) {
        return STATUS_INVALID_PARAMETER;
    }
    status_of(device.add_child(child))
}

#[doc = "[`WdfFdoLockStaticChildListForIteration`](wdk_sys::wdf::WdfFdoLockStaticChildListForIteration)"]
#[abi]
pub(crate) unsafe fn WdfFdoLockStaticChildListForIteration(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
) {
    enter!(
        fx = DriverGlobals,
        WdfFdoLockStaticChildListForIteration(Fdo)
    );
    let device = object!(fx, Device, Fdo);
    if has_children(fx, "WdfFdoLockStaticChildListForIteration", device) {
        device.children.lock();
    }
}

fn not_locked(fx: Fx, function: &'static str, device: Obj<Device>) {
    violation::break_point(
        fx,
        "ChildListNotLocked",
        device.handle(),
        format_args!("{function}: call WdfFdoLockStaticChildListForIteration first"),
    );
}

#[doc = "[`WdfFdoRetrieveNextStaticChild`](wdk_sys::wdf::WdfFdoRetrieveNextStaticChild)"]
#[abi]
pub(crate) unsafe fn WdfFdoRetrieveNextStaticChild(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
    PreviousChild: WDFDEVICE,
    Flags: ULONG,
) -> WDFDEVICE {
    const NAME: &str = "WdfFdoRetrieveNextStaticChild";
    const PRESENT: ULONG = WdfRetrievePresentChildren as ULONG;
    const MISSING: ULONG = WdfRetrieveMissingChildren as ULONG;
    const PENDING: ULONG = WdfRetrievePendingChildren as ULONG;
    enter!(fx = DriverGlobals, WdfFdoRetrieveNextStaticChild(Fdo));
    let device = object!(fx, Device, Fdo => ptr::null_mut());
    if !has_children(fx, NAME, device) {
        return ptr::null_mut();
    }
    if Flags == 0 || Flags & !(PRESENT | MISSING | PENDING) != 0 {
        violation::break_point(
            fx,
            "RetrieveChildFlags",
            device.handle(),
            format_args!("{NAME}: {Flags:#x} are no WDF_RETRIEVE_CHILD_FLAGS"),
        );
        return ptr::null_mut();
    }
    if !device.children.is_locked() {
        not_locked(fx, NAME, device);
        return ptr::null_mut();
    }
    let wanted = |place| {
        let flag = match place {
            Place::Present => PRESENT,
            Place::Missing { .. } => MISSING,
            Place::Added => PENDING,
            Place::ReportedMissing | Place::Gone => 0,
        };
        Flags & flag != 0
    };
    device
        .children
        .next(PreviousChild.cast(), wanted)
        .map_or(ptr::null_mut(), |child| child.handle().cast())
}

#[doc = "[`WdfFdoUnlockStaticChildListFromIteration`](wdk_sys::wdf::WdfFdoUnlockStaticChildListFromIteration)"]
#[abi]
pub(crate) unsafe fn WdfFdoUnlockStaticChildListFromIteration(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Fdo: WDFDEVICE,
) {
    const NAME: &str = "WdfFdoUnlockStaticChildListFromIteration";
    enter!(
        fx = DriverGlobals,
        WdfFdoUnlockStaticChildListFromIteration(Fdo)
    );
    let device = object!(fx, Device, Fdo);
    if has_children(fx, NAME, device) && !device.children.unlock() {
        not_locked(fx, NAME, device);
    }
}

#[doc = "[`WdfPdoMarkMissing`](wdk_sys::wdf::WdfPdoMarkMissing)"]
#[abi]
pub(crate) unsafe fn WdfPdoMarkMissing(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> NTSTATUS {
    enter!(fx = DriverGlobals, WdfPdoMarkMissing(Device));
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    status_of(device.mark_missing())
}

#[doc = "[`WdfPdoRequestEject`](wdk_sys::wdf::WdfPdoRequestEject)"]
#[abi]
pub(crate) unsafe fn WdfPdoRequestEject(DriverGlobals: PWDF_DRIVER_GLOBALS, Device: WDFDEVICE) {
    enter!(fx = DriverGlobals, WdfPdoRequestEject(Device));
    let device = object!(fx, Device, Device);
    if !device.is_child() {
        return wrong_device(fx, "WdfPdoRequestEject", device, "a bus driver's child");
    }
    match device.known_physical() {
        // SAFETY: the device's own object, at the bottom of its stack.
        Ok(physical) => unsafe { IoRequestDeviceEject(physical) },
        Err(_) => wrong_device(fx, "WdfPdoRequestEject", device, "a child that is reported"),
    }
}

#[doc = "[`WdfPdoGetParent`](wdk_sys::wdf::WdfPdoGetParent)"]
#[abi]
pub(crate) unsafe fn WdfPdoGetParent(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) -> WDFDEVICE {
    enter!(fx = DriverGlobals, WdfPdoGetParent(Device));
    let device = object!(fx, Device, Device => ptr::null_mut());
    match &device.child {
        Some(child) => child.parent().handle().cast(),
        None => {
            wrong_device(fx, "WdfPdoGetParent", device, "a bus driver's child");
            ptr::null_mut()
        }
    }
}

#[doc = "[`WdfDeviceSetBusInformationForChildren`](wdk_sys::wdf::WdfDeviceSetBusInformationForChildren)"]
#[abi]
pub(crate) unsafe fn WdfDeviceSetBusInformationForChildren(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    BusInformation: PPNP_BUS_INFORMATION,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceSetBusInformationForChildren(Device, BusInformation)
    );
    required!(fx, WdfDeviceSetBusInformationForChildren, BusInformation);
    let device = object!(fx, Device, Device);
    if let Some(information) = BusInformation.read() {
        device.children.set_information(information);
    }
}
