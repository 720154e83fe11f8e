//! The security descriptors of objects.
#![forbid(unsafe_code)]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _POOL_TYPE, BOOLEAN, HANDLE, NTSTATUS, PSECURITY_DESCRIPTOR, PVOID, SECURITY_INFORMATION,
    STATUS_ACCESS_VIOLATION, STATUS_BUFFER_TOO_SMALL, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_INVALID_DEVICE_REQUEST, STATUS_INVALID_SECURITY_DESCR, STATUS_NO_SECURITY_ON_OBJECT,
    STATUS_SUCCESS, ULONG, abi,
};

use super::memory;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        ex::driver_pool,
        io::raw::{Device, File},
        kernel::Kernel,
        ob::header::Object,
        parameter::Out,
        se::descriptor::Descriptor,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    ObGetObjectSecurity: partial("devices have descriptors, and files that are open on a device itself"),
    ObReleaseObjectSecurity: full,
    ZwQuerySecurityObject: partial(
        "devices have descriptors, and files that are open on a device itself"
    ),
    ZwSetSecurityObject: partial(
        "devices have descriptors, and files that are open on a device itself; stops the machine at \
         entries of object and callback types"
    ),
);

/// Tag of the descriptors that drivers get.
const TAG: u32 = u32::from_le_bytes(*b"SeSd");

/// What an object's descriptor is kept at: for a file that is open on a device itself, at the device. That of a
/// name in a device's namespace is the driver's matter, and no driver of the machine has `IRP_MJ_QUERY_SECURITY`.
fn secured(object: Object) -> Result<Object, NTSTATUS> {
    let Some(file) = File::of(object) else {
        return Ok(object);
    };
    let named = file.name().Length > 0;
    let device = crate::nt::io::device::opened(file).map(Device::object);
    device
        .filter(|_| !named)
        .ok_or(STATUS_INVALID_DEVICE_REQUEST)
}

fn security(object: Object) -> Result<Option<Rc<Descriptor>>, NTSTATUS> {
    Ok(secured(object)?.security())
}

#[abi(enter, no_mangle)]
fn ObGetObjectSecurity(
    Object: PVOID,
    SecurityDescriptor: Out<PSECURITY_DESCRIPTOR>,
    MemoryAllocated: Out<BOOLEAN>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let object = kernel.objects.check(Object, "ObGetObjectSecurity");
    MemoryAllocated.write(false.into());
    SecurityDescriptor.write(ptr::null_mut());
    let bytes = match security(object) {
        // An object without a descriptor is a success, and null.
        Ok(None) => return STATUS_SUCCESS,
        Ok(Some(security)) => security.to_bytes().unwrap_or_default(),
        Err(status) => return status,
    };
    let memory = driver_pool::of_type(_POOL_TYPE::PagedPool, bytes.len() as u64, TAG);
    if memory.is_null() {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    memory::copy(&bytes, memory.cast());
    SecurityDescriptor.write(memory);
    MemoryAllocated.write(true.into());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ObReleaseObjectSecurity(SecurityDescriptor: PSECURITY_DESCRIPTOR, MemoryAllocated: BOOLEAN) {
    if MemoryAllocated != 0 && !SecurityDescriptor.is_null() {
        driver_pool::free(SecurityDescriptor);
    }
}

#[abi(enter, no_mangle)]
fn ZwQuerySecurityObject(
    FileHandle: HANDLE,
    SecurityInformation: SECURITY_INFORMATION,
    SecurityDescriptor: PSECURITY_DESCRIPTOR,
    Length: ULONG,
    ResultLength: Out<ULONG>,
) -> NTSTATUS {
    let kernel = Kernel::current();
    let found = kernel.objects.object(FileHandle);
    let found = found.and_then(|(object, _)| security(object));
    let security = match found {
        Ok(security) => security.ok_or(STATUS_NO_SECURITY_ON_OBJECT),
        Err(status) => return status,
    };
    let bytes = security.map(|it| {
        it.select(SecurityInformation)
            .to_bytes()
            .unwrap_or_default()
    });
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(status) => return status,
    };
    ResultLength.write(bytes.len() as u32);
    if (Length as usize) < bytes.len() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if SecurityDescriptor.is_null() {
        return STATUS_ACCESS_VIOLATION;
    }
    memory::copy(&bytes, SecurityDescriptor.cast());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn ZwSetSecurityObject(
    Handle: HANDLE,
    SecurityInformation: SECURITY_INFORMATION,
    SecurityDescriptor: PSECURITY_DESCRIPTOR,
) -> NTSTATUS {
    const NAME: &str = "ZwSetSecurityObject";
    if SecurityDescriptor.is_null() {
        return STATUS_ACCESS_VIOLATION;
    }
    let kernel = Kernel::current();
    let address = SecurityDescriptor.cast_const().cast();
    let Some(given) = memory::understood(address, NAME) else {
        return STATUS_INVALID_SECURITY_DESCR;
    };
    let found = kernel.objects.object(Handle);
    let object = match found.and_then(|(object, _)| secured(object)) {
        Ok(object) => object,
        Err(status) => return status,
    };
    let (Some(device), Some(security)) = (Device::of(object), object.security()) else {
        return STATUS_NO_SECURITY_ON_OBJECT;
    };
    let mut changed = Descriptor::clone(&security);
    changed.replace(SecurityInformation, &given);
    device.set_security(changed);
    STATUS_SUCCESS
}
