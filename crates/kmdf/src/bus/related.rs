//! Devices that go with another one: when it is ejected, or when it is removed.
#![expect(
    unsafe_code,
    reason = "table functions, and references to devices of other drivers"
)]

use wdk_sys::{
    _DEVICE_RELATION_TYPE::EjectionRelations,
    DEVICE_RELATION_TYPE, NTSTATUS, ObfDereferenceObject, ObfReferenceObject, PDEVICE_OBJECT,
    STATUS_DUPLICATE_OBJECTID, STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFDEVICE},
};

use super::relations::Relations;
use crate::{
    Fx,
    argument::{Argument, object, required, status_of},
    device::Device,
    enter,
    irp::Irp,
    object::Obj,
    pool::PoolVec,
    status,
    sync::SpinLock,
    violation,
};

/// A device of another driver, referenced.
struct Held {
    device: PDEVICE_OBJECT,
    /// Whether it was reported.
    reported: bool,
}

// SAFETY: a device object is not bound to a thread.
unsafe impl Send for Held {}

impl Held {
    fn new(device: PDEVICE_OBJECT) -> Self {
        // SAFETY: the driver passes a device object.
        unsafe { ObfReferenceObject(device.cast()) };
        Self {
            device,
            reported: false,
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // SAFETY: referenced by `new`.
        unsafe { ObfDereferenceObject(self.device.cast()) };
    }
}

/// The devices of one relation.
pub(crate) struct Related(SpinLock<Inner>);

struct Inner {
    devices: PoolVec<Held>,
    /// A device was taken out that may have been reported.
    missing: bool,
}

impl Related {
    pub(crate) const fn new(tag: u32) -> Self {
        Self(SpinLock::new(Inner {
            devices: PoolVec::new(tag),
            missing: false,
        }))
    }

    fn add(&self, device: PDEVICE_OBJECT) -> Result<(), NTSTATUS> {
        let mut held = Some(Held::new(device));
        let added = self.0.with(|inner| {
            if inner.devices.iter().any(|other| other.device == device) {
                return Err(STATUS_DUPLICATE_OBJECTID);
            }
            inner.devices.reserve(1)?;
            held.take().map_or(Ok(()), |it| inner.devices.push(it))
        });
        // What was not added is given back here, with no lock held.
        drop(held);
        added
    }

    fn remove(&self, device: PDEVICE_OBJECT) {
        let removed = self.0.with(|inner| {
            let mut all = inner.devices.iter();
            let index = all.position(|held| held.device == device)?;
            inner.missing |= inner.devices[index].reported;
            inner.devices.remove(index)
        });
        // The reference is given back here, with no lock held.
        drop(removed);
    }

    fn clear(&self) {
        let take = |inner: &mut Inner| {
            let last = inner.devices.pop()?;
            inner.missing |= last.reported;
            Some(last)
        };
        while let Some(held) = self.0.with(take) {
            drop(held);
        }
    }

    /// Adds the devices to an answer. Whether it has changed.
    fn report(&self, tag: u32, relations: &mut Relations) -> Result<bool, NTSTATUS> {
        let (count, missing) = self.0.with(|inner| (inner.devices.len(), inner.missing));
        if count == 0 && (!missing || !relations.is_null()) {
            return Ok(false);
        }
        relations.reserve(tag, count)?;
        self.0.with(|inner| {
            for held in inner.devices.iter_mut().take(count) {
                relations.push(held.device);
                held.reported = true;
            }
            inner.missing = false;
        });
        Ok(true)
    }
}

impl Obj<Device> {
    fn related(&self, kind: DEVICE_RELATION_TYPE) -> &Related {
        match kind {
            EjectionRelations => &self.ejected_with,
            _ => &self.removed_with,
        }
    }

    /// Adds the devices that are ejected or removed with this one to the answer of a request. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn report_related(
        self,
        irp: Irp,
        kind: DEVICE_RELATION_TYPE,
    ) -> Result<(), NTSTATUS> {
        let mut relations = Relations::of(irp);
        if self.related(kind).report(self.fx().tag(), &mut relations)? {
            relations.store(irp);
            irp.set_status(STATUS_SUCCESS);
        }
        Ok(())
    }
}

/// The device, if it is a child.
fn child(
    fx: Fx,
    function: &'static str,
    device: &Argument<'_, WDFDEVICE>,
) -> Result<Obj<Device>, NTSTATUS> {
    let device = device.object::<Device>(fx).ok_or(status::INVALID_HANDLE)?;
    if device.is_child() {
        return Ok(device);
    }
    violation::break_point(
        fx,
        "NotChildDevice",
        device.handle(),
        format_args!("{function} is for a bus driver's child"),
    );
    Err(STATUS_INVALID_PARAMETER)
}

#[doc = "[`WdfPdoAddEjectionRelationsPhysicalDevice`](wdk_sys::wdf::WdfPdoAddEjectionRelationsPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfPdoAddEjectionRelationsPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PhysicalDevice: PDEVICE_OBJECT,
) -> NTSTATUS {
    const NAME: &str = "WdfPdoAddEjectionRelationsPhysicalDevice";
    enter!(
        fx = DriverGlobals,
        WdfPdoAddEjectionRelationsPhysicalDevice(Device, PhysicalDevice)
    );
    let device = match child(fx, NAME, &Device) {
        Ok(device) => device,
        Err(status) => return status,
    };
    required!(
        fx,
        WdfPdoAddEjectionRelationsPhysicalDevice,
        PhysicalDevice => STATUS_INVALID_PARAMETER
    );
    // The Plug and Play manager asks for the relations when it needs them.
    status_of(device.ejected_with.add(PhysicalDevice.pointer()))
}

#[doc = "[`WdfPdoRemoveEjectionRelationsPhysicalDevice`](wdk_sys::wdf::WdfPdoRemoveEjectionRelationsPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfPdoRemoveEjectionRelationsPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PhysicalDevice: PDEVICE_OBJECT,
) {
    const NAME: &str = "WdfPdoRemoveEjectionRelationsPhysicalDevice";
    enter!(
        fx = DriverGlobals,
        WdfPdoRemoveEjectionRelationsPhysicalDevice(Device, PhysicalDevice)
    );
    required!(
        fx,
        WdfPdoRemoveEjectionRelationsPhysicalDevice,
        PhysicalDevice
    );
    if let Ok(device) = child(fx, NAME, &Device) {
        device.ejected_with.remove(PhysicalDevice.pointer());
    }
}

#[doc = "[`WdfPdoClearEjectionRelationsDevices`](wdk_sys::wdf::WdfPdoClearEjectionRelationsDevices)"]
#[abi]
pub(crate) unsafe fn WdfPdoClearEjectionRelationsDevices(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) {
    const NAME: &str = "WdfPdoClearEjectionRelationsDevices";
    enter!(
        fx = DriverGlobals,
        WdfPdoClearEjectionRelationsDevices(Device)
    );
    if let Ok(device) = child(fx, NAME, &Device) {
        device.ejected_with.clear();
    }
}

#[doc = "[`WdfDeviceAddRemovalRelationsPhysicalDevice`](wdk_sys::wdf::WdfDeviceAddRemovalRelationsPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfDeviceAddRemovalRelationsPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PhysicalDevice: PDEVICE_OBJECT,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceAddRemovalRelationsPhysicalDevice(Device, PhysicalDevice)
    );
    let device = object!(fx, Device, Device => status::INVALID_HANDLE);
    required!(
        fx,
        WdfDeviceAddRemovalRelationsPhysicalDevice,
        PhysicalDevice => STATUS_INVALID_PARAMETER
    );
    status_of(device.removed_with.add(PhysicalDevice.pointer()))
}

#[doc = "[`WdfDeviceRemoveRemovalRelationsPhysicalDevice`](wdk_sys::wdf::WdfDeviceRemoveRemovalRelationsPhysicalDevice)"]
#[abi]
pub(crate) unsafe fn WdfDeviceRemoveRemovalRelationsPhysicalDevice(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    PhysicalDevice: PDEVICE_OBJECT,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceRemoveRemovalRelationsPhysicalDevice(Device, PhysicalDevice)
    );
    let device = object!(fx, Device, Device);
    required!(
        fx,
        WdfDeviceRemoveRemovalRelationsPhysicalDevice,
        PhysicalDevice
    );
    device.removed_with.remove(PhysicalDevice.pointer());
}

#[doc = "[`WdfDeviceClearRemovalRelationsDevices`](wdk_sys::wdf::WdfDeviceClearRemovalRelationsDevices)"]
#[abi]
pub(crate) unsafe fn WdfDeviceClearRemovalRelationsDevices(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
) {
    enter!(
        fx = DriverGlobals,
        WdfDeviceClearRemovalRelationsDevices(Device)
    );
    let device = object!(fx, Device, Device);
    device.removed_with.clear();
}
