//! Security descriptors that drivers build and look at.
#![forbid(unsafe_code)]

use std::ptr;

use wdk_sys::{
    ACL, BOOLEAN, DACL_SECURITY_INFORMATION, GROUP_SECURITY_INFORMATION, NTSTATUS,
    OWNER_SECURITY_INFORMATION, PACL, PSECURITY_DESCRIPTOR, PSID, SACL_SECURITY_INFORMATION,
    SE_DACL_DEFAULTED, SE_DACL_PRESENT, SE_GROUP_DEFAULTED, SE_OWNER_DEFAULTED, SE_SACL_PRESENT,
    SE_SELF_RELATIVE, SECURITY_DESCRIPTOR, SECURITY_DESCRIPTOR_REVISION, SECURITY_INFORMATION, SID,
    STATUS_BAD_DESCRIPTOR_FORMAT, STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_SECURITY_DESCR,
    STATUS_SUCCESS, STATUS_UNKNOWN_REVISION, ULONG, abi,
};

use super::memory;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        parameter::{Out, Struct},
        se::descriptor::{Dacl, Descriptor, HEAD},
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlCreateSecurityDescriptor: full,
    RtlLengthSecurityDescriptor: full,
    RtlValidSecurityDescriptor: partial("stops the machine at entries of object and callback types"),
    RtlValidRelativeSecurityDescriptor: partial(
        "stops the machine at entries of object and callback types"
    ),
    SeValidSecurityDescriptor: partial("stops the machine at entries of object and callback types"),
    RtlSetDaclSecurityDescriptor: full,
    RtlSetOwnerSecurityDescriptor: full,
    RtlSetGroupSecurityDescriptor: full,
    RtlGetDaclSecurityDescriptor: full,
    RtlGetOwnerSecurityDescriptor: full,
    RtlAbsoluteToSelfRelativeSD: partial("stops the machine at entries of object and callback types"),
);

#[abi(enter, no_mangle)]
fn RtlCreateSecurityDescriptor(
    SecurityDescriptor: Out<SECURITY_DESCRIPTOR>,
    Revision: ULONG,
) -> NTSTATUS {
    if Revision != SECURITY_DESCRIPTOR_REVISION {
        return STATUS_UNKNOWN_REVISION;
    }
    SecurityDescriptor.write(SECURITY_DESCRIPTOR {
        Revision: Revision as u8,
        Sbz1: 0,
        Control: 0,
        Owner: ptr::null_mut(),
        Group: ptr::null_mut(),
        Sacl: ptr::null_mut(),
        Dacl: ptr::null_mut(),
    });
    STATUS_SUCCESS
}

/// The bytes of a list with its free space.
fn list_length(list: *const u8) -> usize {
    match list.is_null() {
        true => 0,
        false => memory::list_bytes(list).map_or(0, <[u8]>::len),
    }
}

#[abi(enter, no_mangle)]
fn RtlLengthSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> ULONG {
    let address = SecurityDescriptor.cast_const().cast::<u8>();
    let control = memory::control(address).unwrap_or(0);
    let head = match control & SE_SELF_RELATIVE {
        0 => size_of::<SECURITY_DESCRIPTOR>(),
        _ => HEAD,
    };
    let [owner, group, sacl, dacl] = memory::parts(address, control);
    let sids = [owner, group].map(|sid| match sid.is_null() {
        true => 0,
        false => memory::sid_bytes(sid).map_or(0, <[u8]>::len),
    });
    let lists = [(sacl, SE_SACL_PRESENT), (dacl, SE_DACL_PRESENT)];
    let lists = lists.map(|(list, present)| match control & present {
        0 => 0,
        _ => list_length(list),
    });
    (head + sids.iter().chain(&lists).sum::<usize>()) as u32
}

#[abi(enter, no_mangle)]
fn RtlValidSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR) -> BOOLEAN {
    const NAME: &str = "RtlValidSecurityDescriptor";
    let address = SecurityDescriptor.cast_const().cast();
    memory::understood(address, NAME).is_some().into()
}

#[abi(enter, no_mangle)]
fn SeValidSecurityDescriptor(Length: ULONG, SecurityDescriptor: PSECURITY_DESCRIPTOR) -> BOOLEAN {
    const NAME: &str = "SeValidSecurityDescriptor";
    let address = SecurityDescriptor.cast_const().cast();
    memory::self_relative(address, Length, NAME)
        .is_some()
        .into()
}

#[abi(enter, no_mangle)]
fn RtlValidRelativeSecurityDescriptor(
    SecurityDescriptorInput: PSECURITY_DESCRIPTOR,
    SecurityDescriptorLength: ULONG,
    RequiredInformation: SECURITY_INFORMATION,
) -> BOOLEAN {
    const NAME: &str = "RtlValidRelativeSecurityDescriptor";
    let address = SecurityDescriptorInput.cast_const().cast();
    let read = memory::self_relative(address, SecurityDescriptorLength, NAME);
    let has_all = |it: &Descriptor| {
        let missing = [
            (OWNER_SECURITY_INFORMATION, it.owner.is_none()),
            (GROUP_SECURITY_INFORMATION, it.group.is_none()),
            (DACL_SECURITY_INFORMATION, it.dacl == Dacl::Absent),
            (SACL_SECURITY_INFORMATION, it.sacl.is_none()),
        ];
        let mut missing = missing.into_iter();
        !missing.any(|(part, is_missing)| RequiredInformation & part != 0 && is_missing)
    };
    read.as_ref().is_some_and(has_all).into()
}

/// An absolute descriptor that can be changed.
fn absolute<'a>(
    descriptor: Struct<SECURITY_DESCRIPTOR>,
) -> Result<&'a mut SECURITY_DESCRIPTOR, NTSTATUS> {
    let descriptor = descriptor.get();
    if u32::from(descriptor.Revision) != SECURITY_DESCRIPTOR_REVISION {
        return Err(STATUS_UNKNOWN_REVISION);
    }
    if u32::from(descriptor.Control) & SE_SELF_RELATIVE != 0 {
        return Err(STATUS_INVALID_SECURITY_DESCR);
    }
    Ok(descriptor)
}

fn set_flag(descriptor: &mut SECURITY_DESCRIPTOR, flag: u32, is_set: BOOLEAN) {
    match is_set {
        0 => descriptor.Control &= !(flag as u16),
        _ => descriptor.Control |= flag as u16,
    }
}

#[abi(enter, no_mangle)]
fn RtlSetDaclSecurityDescriptor(
    SecurityDescriptor: Struct<SECURITY_DESCRIPTOR>,
    DaclPresent: BOOLEAN,
    Dacl: Struct<ACL>,
    DaclDefaulted: BOOLEAN,
) -> NTSTATUS {
    let descriptor = match absolute(SecurityDescriptor) {
        Ok(descriptor) => descriptor,
        Err(status) => return status,
    };
    set_flag(descriptor, SE_DACL_PRESENT, DaclPresent);
    if DaclPresent != 0 {
        descriptor.Dacl = Dacl.raw();
        set_flag(descriptor, SE_DACL_DEFAULTED, DaclDefaulted);
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlSetOwnerSecurityDescriptor(
    SecurityDescriptor: Struct<SECURITY_DESCRIPTOR>,
    Owner: Struct<SID>,
    OwnerDefaulted: BOOLEAN,
) -> NTSTATUS {
    let descriptor = match absolute(SecurityDescriptor) {
        Ok(descriptor) => descriptor,
        Err(status) => return status,
    };
    descriptor.Owner = Owner.raw().cast();
    set_flag(descriptor, SE_OWNER_DEFAULTED, OwnerDefaulted);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlSetGroupSecurityDescriptor(
    SecurityDescriptor: Struct<SECURITY_DESCRIPTOR>,
    Group: Struct<SID>,
    GroupDefaulted: BOOLEAN,
) -> NTSTATUS {
    let descriptor = match absolute(SecurityDescriptor) {
        Ok(descriptor) => descriptor,
        Err(status) => return status,
    };
    descriptor.Group = Group.raw().cast();
    set_flag(descriptor, SE_GROUP_DEFAULTED, GroupDefaulted);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlGetDaclSecurityDescriptor(
    SecurityDescriptor: PSECURITY_DESCRIPTOR,
    DaclPresent: Out<BOOLEAN>,
    Dacl: Out<PACL>,
    DaclDefaulted: Out<BOOLEAN>,
) -> NTSTATUS {
    let address = SecurityDescriptor.cast_const().cast::<u8>();
    let Some(control) = memory::control(address) else {
        return STATUS_UNKNOWN_REVISION;
    };
    let present = control & SE_DACL_PRESENT != 0;
    DaclPresent.write(present.into());
    if present {
        let [.., dacl] = memory::parts(address, control);
        Dacl.write(dacl.cast_mut().cast());
        DaclDefaulted.write((control & SE_DACL_DEFAULTED != 0).into());
    }
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlGetOwnerSecurityDescriptor(
    SecurityDescriptor: PSECURITY_DESCRIPTOR,
    Owner: Out<PSID>,
    OwnerDefaulted: Out<BOOLEAN>,
) -> NTSTATUS {
    let address = SecurityDescriptor.cast_const().cast::<u8>();
    let Some(control) = memory::control(address) else {
        return STATUS_UNKNOWN_REVISION;
    };
    let [owner, ..] = memory::parts(address, control);
    Owner.write(owner.cast_mut().cast());
    OwnerDefaulted.write((control & SE_OWNER_DEFAULTED != 0).into());
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlAbsoluteToSelfRelativeSD(
    AbsoluteSecurityDescriptor: PSECURITY_DESCRIPTOR,
    SelfRelativeSecurityDescriptor: PSECURITY_DESCRIPTOR,
    BufferLength: Out<ULONG>,
) -> NTSTATUS {
    const NAME: &str = "RtlAbsoluteToSelfRelativeSD";
    let address = AbsoluteSecurityDescriptor.cast_const().cast::<u8>();
    let control = memory::control(address).filter(|it| it & SE_SELF_RELATIVE == 0);
    let read = control.and_then(|_| memory::understood(address, NAME));
    let Some(bytes) = read.and_then(|it| it.to_bytes()) else {
        return STATUS_BAD_DESCRIPTOR_FORMAT;
    };
    let Some(length) = BufferLength.as_mut() else {
        return wdk_sys::STATUS_ACCESS_VIOLATION;
    };
    if (*length as usize) < bytes.len() {
        *length = bytes.len() as u32;
        return STATUS_BUFFER_TOO_SMALL;
    }
    *length = bytes.len() as u32;
    memory::copy(&bytes, SelfRelativeSecurityDescriptor.cast());
    STATUS_SUCCESS
}
