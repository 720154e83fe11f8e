//! Device and driver objects, stacks, symbolic links.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::*;

use crate::{
    exports::{Export, export_table},
    fault::Kind,
    io::{
        device::{self, Description},
        raw::{Device, Driver, File},
    },
    machine::Kernel,
    object::name::{units, wide},
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoCreateDevice, WdmlibIoCreateDeviceSecure, IoDeleteDevice, IoAttachDeviceToDeviceStack,
    IoAttachDeviceToDeviceStackSafe, IoAttachDevice, IoDetachDevice, IoGetAttachedDevice,
    IoGetAttachedDeviceReference, IoGetLowerDeviceObject, IoGetDeviceAttachmentBaseRef,
    IoGetRelatedDeviceObject, IoEnumerateDeviceObjectList, IoAllocateDriverObjectExtension,
    IoGetDriverObjectExtension, IoCreateSymbolicLink, IoCreateUnprotectedSymbolicLink,
    IoDeleteSymbolicLink,
);

#[abi(enter, no_mangle)]
unsafe fn IoCreateDevice(
    DriverObject: PDRIVER_OBJECT,
    DeviceExtensionSize: ULONG,
    DeviceName: PUNICODE_STRING,
    DeviceType: ULONG,
    DeviceCharacteristics: ULONG,
    Exclusive: BOOLEAN,
    DeviceObject: *mut PDEVICE_OBJECT,
) -> NTSTATUS {
    // SAFETY: the driver passes its driver object.
    let Some(driver) = (unsafe { Driver::new(DriverObject) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let kernel = Kernel::current();
    if kernel.fails(Kind::IoObject) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    // SAFETY: the driver passes null or a string.
    let given = unsafe { units(DeviceName) };
    let generated = kernel.io.next_device_name(DeviceCharacteristics);
    let name = generated
        .as_deref()
        .or((!given.is_empty()).then_some(given));
    let description = Description {
        driver,
        extension: DeviceExtensionSize,
        name,
        kind: DeviceType,
        characteristics: DeviceCharacteristics,
        exclusive: Exclusive != 0,
    };
    let (status, created) = match device::create(&kernel, &description) {
        Ok(device) => (STATUS_SUCCESS, device.raw()),
        Err(status) => (status, ptr::null_mut()),
    };
    // SAFETY: the driver passes where the result goes.
    unsafe { DeviceObject.write(created) };
    status
}

#[abi(enter, no_mangle)]
unsafe fn WdmlibIoCreateDeviceSecure(
    DriverObject: PDRIVER_OBJECT,
    DeviceExtensionSize: ULONG,
    DeviceName: PUNICODE_STRING,
    DeviceType: ULONG,
    DeviceCharacteristics: ULONG,
    Exclusive: BOOLEAN,
    _DefaultSDDLString: PCUNICODE_STRING,
    _DeviceClassGuid: *const GUID,
    DeviceObject: *mut PDEVICE_OBJECT,
) -> NTSTATUS {
    // SAFETY: the same contract. Callers of the simulated machine have every right, so the
    // descriptor decides nothing.
    unsafe {
        IoCreateDevice(
            DriverObject,
            DeviceExtensionSize,
            DeviceName,
            DeviceType,
            DeviceCharacteristics,
            Exclusive,
            DeviceObject,
        )
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoDeleteDevice(DeviceObject: PDEVICE_OBJECT) {
    let kernel = Kernel::current();
    kernel.objects.check(DeviceObject.cast(), "IoDeleteDevice");
    // SAFETY: checked to be an object.
    if let Some(device) = unsafe { Device::new(DeviceObject) } {
        device::remove(&kernel, device);
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoAttachDeviceToDeviceStack(
    SourceDevice: PDEVICE_OBJECT,
    TargetDevice: PDEVICE_OBJECT,
) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes its device.
    let source = unsafe { Device::new(SourceDevice) };
    // SAFETY: the driver passes the device to attach to.
    let target = unsafe { Device::new(TargetDevice) };
    let (Some(source), Some(target)) = (source, target) else {
        return ptr::null_mut();
    };
    device::attach(source, target).map_or(ptr::null_mut(), Device::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoAttachDeviceToDeviceStackSafe(
    SourceDevice: PDEVICE_OBJECT,
    TargetDevice: PDEVICE_OBJECT,
    AttachedToDeviceObject: *mut PDEVICE_OBJECT,
) -> NTSTATUS {
    // SAFETY: the same contract.
    let attached = unsafe { IoAttachDeviceToDeviceStack(SourceDevice, TargetDevice) };
    // SAFETY: the driver passes where the result goes.
    unsafe { AttachedToDeviceObject.write(attached) };
    if attached.is_null() {
        STATUS_NO_SUCH_DEVICE
    } else {
        STATUS_SUCCESS
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoAttachDevice(
    SourceDevice: PDEVICE_OBJECT,
    TargetDevice: PUNICODE_STRING,
    AttachedDevice: *mut PDEVICE_OBJECT,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes a string.
    let found = match kernel.objects.lookup(unsafe { units(TargetDevice) }) {
        Ok(found) if found.object.is(&crate::object::types::DEVICE) => found.object,
        Ok(_) => return STATUS_OBJECT_TYPE_MISMATCH,
        Err(status) => return status,
    };
    // SAFETY: both are devices.
    unsafe { IoAttachDeviceToDeviceStackSafe(SourceDevice, found.body().cast(), AttachedDevice) }
}

#[abi(enter, no_mangle)]
unsafe fn IoDetachDevice(TargetDevice: PDEVICE_OBJECT) {
    let kernel = Kernel::current();
    kernel.objects.check(TargetDevice.cast(), "IoDetachDevice");
    // SAFETY: checked to be an object.
    if let Some(target) = unsafe { Device::new(TargetDevice) } {
        device::detach(&kernel, target);
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoGetAttachedDevice(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes a device.
    unsafe { Device::new(DeviceObject) }.map_or(ptr::null_mut(), |device| device.top().raw())
}

#[abi(enter, no_mangle)]
unsafe fn IoGetAttachedDeviceReference(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes a device.
    referenced(unsafe { Device::new(DeviceObject) }.map(Device::top))
}

#[abi(enter, no_mangle)]
unsafe fn IoGetLowerDeviceObject(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes a device.
    referenced(unsafe { Device::new(DeviceObject) }.and_then(Device::lower))
}

#[abi(enter, no_mangle)]
unsafe fn IoGetDeviceAttachmentBaseRef(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes a device.
    referenced(unsafe { Device::new(DeviceObject) }.map(Device::bottom))
}

fn referenced(device: Option<Device>) -> PDEVICE_OBJECT {
    let Some(device) = device else {
        return ptr::null_mut();
    };
    Kernel::current().objects.reference(device.object());
    device.raw()
}

#[abi(enter, no_mangle)]
unsafe fn IoGetRelatedDeviceObject(FileObject: PFILE_OBJECT) -> PDEVICE_OBJECT {
    // SAFETY: the driver passes an open file.
    let file = unsafe { File::new(FileObject) };
    file.and_then(device::related)
        .map_or(ptr::null_mut(), Device::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoEnumerateDeviceObjectList(
    DriverObject: PDRIVER_OBJECT,
    DeviceObjectList: *mut PDEVICE_OBJECT,
    DeviceObjectListSize: ULONG,
    ActualNumberDeviceObjects: PULONG,
) -> NTSTATUS {
    // SAFETY: the caller passes a driver object.
    let Some(driver) = (unsafe { Driver::new(DriverObject) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let devices: Vec<_> = driver.devices().collect();
    let room = DeviceObjectListSize as usize / size_of::<PDEVICE_OBJECT>();
    for (index, device) in devices.iter().take(room).enumerate() {
        Kernel::current().objects.reference(device.object());
        let place = DeviceObjectList.wrapping_add(index);
        // SAFETY: within the caller's list.
        unsafe { place.write(device.raw()) };
    }
    // SAFETY: the caller passes where the count goes.
    unsafe { ActualNumberDeviceObjects.write(devices.len() as u32) };
    if devices.len() > room {
        STATUS_BUFFER_TOO_SMALL
    } else {
        STATUS_SUCCESS
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoAllocateDriverObjectExtension(
    DriverObject: PDRIVER_OBJECT,
    ClientIdentificationAddress: PVOID,
    DriverObjectExtensionSize: ULONG,
    DriverObjectExtension: *mut PVOID,
) -> NTSTATUS {
    // SAFETY: the driver passes its driver object.
    let Some(driver) = (unsafe { Driver::new(DriverObject) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    let allocated =
        driver.allocate_extension(ClientIdentificationAddress, DriverObjectExtensionSize);
    // SAFETY: the driver passes where the result goes.
    unsafe { DriverObjectExtension.write(allocated.unwrap_or(ptr::null_mut())) };
    allocated.err().unwrap_or(STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
unsafe fn IoGetDriverObjectExtension(
    DriverObject: PDRIVER_OBJECT,
    ClientIdentificationAddress: PVOID,
) -> PVOID {
    // SAFETY: the driver passes its driver object.
    let driver = unsafe { Driver::new(DriverObject) };
    driver.map_or(ptr::null_mut(), |driver| {
        driver.client_extension(ClientIdentificationAddress)
    })
}

#[abi(enter, no_mangle)]
unsafe fn IoCreateSymbolicLink(
    SymbolicLinkName: PUNICODE_STRING,
    DeviceName: PUNICODE_STRING,
) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes a string.
    let name = unsafe { units(SymbolicLinkName) };
    // SAFETY: as above.
    let target = unsafe { units(DeviceName) };
    match kernel.objects.create_link(name, target) {
        Ok(link) => {
            link.header().permanent.set(true);
            STATUS_SUCCESS
        }
        Err(status) => status,
    }
}

#[abi(enter, no_mangle)]
unsafe fn IoCreateUnprotectedSymbolicLink(
    SymbolicLinkName: PUNICODE_STRING,
    DeviceName: PUNICODE_STRING,
) -> NTSTATUS {
    // SAFETY: the same contract.
    unsafe { IoCreateSymbolicLink(SymbolicLinkName, DeviceName) }
}

#[abi(enter, no_mangle)]
unsafe fn IoDeleteSymbolicLink(SymbolicLinkName: PUNICODE_STRING) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the driver passes a string.
    let found = match kernel
        .objects
        .lookup_link(unsafe { units(SymbolicLinkName) })
    {
        Ok(found) => found,
        Err(status) => return status,
    };
    if found.object.link_target().is_none() || !found.rest.is_empty() {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    kernel.objects.remove_name(found.object);
    kernel.objects.dereference(found.object);
    STATUS_SUCCESS
}

impl crate::io::IoManager {
    /// A name for a device whose driver leaves the choice to the system.
    fn next_device_name(&self, characteristics: u32) -> Option<Vec<u16>> {
        if characteristics & FILE_AUTOGENERATED_DEVICE_NAME == 0 {
            return None;
        }
        Some(wide(&format!("\\Device\\{:08x}", self.device_number())))
    }
}
