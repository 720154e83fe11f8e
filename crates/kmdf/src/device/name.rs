//! Names of devices, and symbolic links to them.
#![expect(unsafe_code, reason = "table functions, and names of the I/O manager")]

use wdk_sys::{
    _DEVICE_REGISTRY_PROPERTY::DevicePropertyPhysicalDeviceObjectName as PhysicalName,
    IoCreateSymbolicLink, IoDeleteSymbolicLink, IoGetDeviceProperty, NTSTATUS, PCUNICODE_STRING,
    STATUS_INTEGER_OVERFLOW, STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_DEVICE_STATE,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, abi,
    wdf::{PWDF_DRIVER_GLOBALS, WDFDEVICE, WDFSTRING},
};

use super::{Device, Names, property::read_whole};
use crate::{
    argument::{required, status_of},
    enter,
    object::Obj,
    pool::PoolVec,
    status,
    strings::Text,
    text::counted,
};

impl Obj<Device> {
    /// A copy of the device's name; a device in a stack without one goes by the physical
    /// device's.
    fn name(self) -> Result<PoolVec<u16>, NTSTATUS> {
        let tag = self.fx().tag();
        let own = self.names.with(|names| {
            let name = names.device.as_deref()?;
            Some(PoolVec::copy_of(tag, name))
        });
        match own {
            Some(name) => name,
            None if self.is_pnp() => self.physical_name(),
            None => Err(STATUS_INVALID_DEVICE_STATE),
        }
    }

    fn physical_name(self) -> Result<PoolVec<u16>, NTSTATUS> {
        let tag = self.fx().tag();
        let physical = self.known_physical()?;
        let bytes = read_whole(tag, |length, buffer, needed| {
            // SAFETY: the stack's physical device object; `read_whole` passes a buffer of its own.
            unsafe { IoGetDeviceProperty(physical, PhysicalName, length, buffer, needed) }
        })?;
        let units = bytes
            .chunks_exact(2)
            .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let mut name = PoolVec::new(tag);
        for unit in units.take_while(|unit| *unit != 0) {
            name.push(unit)?;
        }
        if name.is_empty() {
            return Err(STATUS_INVALID_DEVICE_STATE);
        }
        if size_of_val(&*name) > usize::from(u16::MAX) {
            return Err(STATUS_INTEGER_OVERFLOW);
        }
        Ok(name)
    }

    fn create_symbolic_link(self, link: &[u16]) -> Result<(), NTSTATUS> {
        if self.names.with(|names| names.link.is_some()) {
            return Err(STATUS_INVALID_DEVICE_REQUEST);
        }
        let copy = PoolVec::copy_of(self.fx().tag(), link)?;
        let name = self.name()?;
        let (mut link, mut target) = (counted(link), counted(&name));
        // SAFETY: strings that outlive the call.
        let status = unsafe { IoCreateSymbolicLink(&raw mut link, &raw mut target) };
        if status < 0 {
            return Err(status);
        }
        self.names.with(|names| names.link = Some(copy));
        Ok(())
    }

    /// Deletes the device's symbolic link, if it has one.
    pub(crate) fn delete_symbolic_link(self) {
        if let Some(link) = self.names.with(|names| names.link.take()) {
            delete(&link);
        }
    }
}

impl Drop for Names {
    /// A link that was made after the device's removal ends with the device at the latest.
    fn drop(&mut self) {
        if let Some(link) = self.link.take() {
            delete(&link);
        }
    }
}

fn delete(link: &[u16]) {
    let mut link = counted(link);
    // SAFETY: a string that outlives the call; both callers run at PASSIVE_LEVEL, since the class of
    // devices is passive. The link may be gone: nothing to do then.
    let _ = unsafe { IoDeleteSymbolicLink(&raw mut link) };
}

#[doc = "[`WdfDeviceCreateSymbolicLink`](wdk_sys::wdf::WdfDeviceCreateSymbolicLink)"]
#[abi]
pub(crate) unsafe fn WdfDeviceCreateSymbolicLink(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    SymbolicLinkName: PCUNICODE_STRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceCreateSymbolicLink(Device, SymbolicLinkName)
    );
    let Some(device) = Device.object::<Device>(fx) else {
        return status::INVALID_HANDLE;
    };
    required!(fx, WdfDeviceCreateSymbolicLink, SymbolicLinkName => STATUS_INVALID_PARAMETER);
    if SymbolicLinkName.read().is_some_and(|name| name.Length == 0) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    let link = SymbolicLinkName.checked_units();
    status_of(link.and_then(|link| device.create_symbolic_link(link)))
}

#[doc = "[`WdfDeviceRetrieveDeviceName`](wdk_sys::wdf::WdfDeviceRetrieveDeviceName)"]
#[abi]
pub(crate) unsafe fn WdfDeviceRetrieveDeviceName(
    DriverGlobals: PWDF_DRIVER_GLOBALS,
    Device: WDFDEVICE,
    String: WDFSTRING,
) -> NTSTATUS {
    enter!(
        fx = DriverGlobals,
        WdfDeviceRetrieveDeviceName(Device, String)
    );
    let device = Device.object::<Device>(fx);
    let string = String.object::<Text>(fx);
    let (Some(device), Some(string)) = (device, string) else {
        return status::INVALID_HANDLE;
    };
    let copied = device.names.with(|names| {
        let name = names.device.as_deref().ok_or(STATUS_INVALID_PARAMETER)?;
        PoolVec::copy_of(fx.tag(), name)
    });
    match copied.and_then(|name| string.assign(&name)) {
        Ok(()) => STATUS_SUCCESS,
        Err(status) => status,
    }
}
