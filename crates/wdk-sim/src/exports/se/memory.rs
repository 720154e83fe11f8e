//! Identifiers, lists and descriptors in a driver's memory, in either form.
#![expect(unsafe_code, reason = "reads and writes memory of drivers")]

use std::ptr;

use wdk_sys::{
    KMODE_EXCEPTION_NOT_HANDLED, LUID_AND_ATTRIBUTES, PRIVILEGE_SET, SE_SELF_RELATIVE,
    SECURITY_DESCRIPTOR_REVISION, STATUS_NOT_IMPLEMENTED,
};

use crate::nt::{
    kernel::Kernel,
    parameter::{driver_bytes, driver_slice, touch},
    se::{
        acl::{ACL_HEAD, Acl, Invalid},
        descriptor::{Descriptor, HEAD},
        sid::{SID_HEAD, Sid},
    },
};

/// Where an absolute descriptor has its parts: owner, group, system's list, list.
const PARTS: [usize; 4] = [8, 16, 24, 32];

/// The bytes of the SID at `address`; none when there is no valid one.
pub(super) fn sid_bytes<'a>(address: *const u8) -> Option<&'a [u8]> {
    // SAFETY: the driver passes a SID, of which these are the first bytes.
    let head = unsafe { driver_bytes(address, SID_HEAD) };
    let length = Sid::length_of(head)?;
    // SAFETY: a SID has so many bytes, as it says.
    Some(unsafe { driver_bytes(address, length) })
}

/// The SID at `address`.
pub(super) fn sid(address: *const u8) -> Option<Sid> {
    Sid::parse(sid_bytes(address)?)
}

/// The bytes of the list at `address`, with its free space; none when there is no valid one.
pub(super) fn list_bytes<'a>(address: *const u8) -> Option<&'a [u8]> {
    // SAFETY: the driver passes a list, of which these are the first bytes.
    let head = unsafe { driver_bytes(address, ACL_HEAD) };
    let length = Acl::length_of(head)?;
    // SAFETY: a list has so many bytes, as it says.
    Some(unsafe { driver_bytes(address, length) })
}

fn list(address: *const u8) -> Result<Acl, Invalid> {
    Acl::parse(list_bytes(address).ok_or(Invalid::Malformed)?)
}

/// The control flags of the descriptor at `address`; none when it has another revision.
pub(super) fn control(address: *const u8) -> Option<u32> {
    // SAFETY: the driver passes a descriptor, of which these are the first bytes in either form.
    let head = unsafe { driver_bytes(address, 4) };
    let known = u32::from(head[0]) == SECURITY_DESCRIPTOR_REVISION;
    known.then(|| u32::from(u16::from_le_bytes([head[2], head[3]])))
}

/// Where the descriptor at `address` has owner, group, system's list and list; null for those that it has not.
pub(super) fn parts(address: *const u8, control: u32) -> [*const u8; 4] {
    if control & SE_SELF_RELATIVE != 0 {
        return [4, 8, 12, 16].map(|at| {
            // SAFETY: the four offsets follow the flags.
            let offset = unsafe { driver_bytes(address.wrapping_add(at), 4) };
            match u32::from_le_bytes(offset.try_into().unwrap_or_default()) {
                0 => ptr::null(),
                offset => address.wrapping_add(offset as usize),
            }
        });
    }
    PARTS.map(|at| {
        let place = address.wrapping_add(at);
        touch(place);
        // SAFETY: an absolute descriptor has the four pointers there, wherever it stands.
        unsafe { place.cast::<*const u8>().read_unaligned() }
    })
}

/// The descriptor at `address`.
pub(super) fn descriptor(address: *const u8) -> Result<Descriptor, Invalid> {
    let control = control(address).ok_or(Invalid::Malformed)?;
    Descriptor::assemble(
        control as u16,
        parts(address, control),
        |part| match part.is_null() {
            true => Ok(None),
            false => sid(part).map(Some).ok_or(Invalid::Malformed),
        },
        |part| match part.is_null() {
            true => Ok(None),
            false => list(part).map(Some),
        },
    )
}

/// As [`descriptor`]; entries of a type that the machine does not have stop it.
pub(super) fn understood(address: *const u8, function: &str) -> Option<Descriptor> {
    understand(descriptor(address), function)
}

/// What was read, unless it is invalid; entries of a type that the machine does not have stop it.
pub(super) fn understand<T>(read: Result<T, Invalid>, function: &str) -> Option<T> {
    match read {
        Ok(read) => Some(read),
        Err(Invalid::Malformed) => None,
        Err(Invalid::AceType(kind)) => Kernel::current().stop(
            KMODE_EXCEPTION_NOT_HANDLED,
            [
                u64::from(STATUS_NOT_IMPLEMENTED.cast_unsigned()),
                0,
                u64::from(kind),
                0,
            ],
            format!("{function}: access control entries of type {kind} are not simulated"),
        ),
    }
}

/// The bytes of a self-relative descriptor within `length` bytes.
pub(super) fn self_relative(address: *const u8, length: u32, function: &str) -> Option<Descriptor> {
    if (length as usize) < HEAD {
        return None;
    }
    // SAFETY: the driver says that there are so many bytes.
    let bytes = unsafe { driver_bytes(address, length as usize) };
    understand(Descriptor::parse(bytes), function)
}

/// Copies bytes to a driver's memory.
pub(super) fn copy(bytes: &[u8], to: *mut u8) {
    if !bytes.is_empty() {
        touch(to);
    }
    // SAFETY: the caller has compared the length with that of the driver's buffer.
    unsafe { ptr::copy_nonoverlapping(bytes.as_ptr(), to, bytes.len()) };
}

/// The privileges of a set.
pub(super) fn privileges<'a>(set: *const PRIVILEGE_SET, count: u32) -> &'a [LUID_AND_ATTRIBUTES] {
    // SAFETY: only an address is computed.
    let first = unsafe { &raw const (*set).Privilege }.cast::<LUID_AND_ATTRIBUTES>();
    // SAFETY: a set has so many, as it says.
    unsafe { driver_slice(first, count as usize) }
}
