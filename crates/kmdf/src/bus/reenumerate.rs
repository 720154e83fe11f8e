//! `GUID_REENUMERATE_SELF_INTERFACE_STANDARD`: the stack of a child has the bus take it away and find it anew.
#![expect(unsafe_code, reason = "an interface of C functions")]

use core::ptr;

use wdk_sys::{
    GUID, NTSTATUS, PREENUMERATE_SELF_INTERFACE_STANDARD, PVOID,
    REENUMERATE_SELF_INTERFACE_STANDARD, STATUS_INVALID_BUFFER_SIZE, STATUS_SUCCESS, abi,
};

use super::Child;
use crate::{
    device::{Device, same_guid},
    irp::Irp,
    object::Obj,
    pnp::REENUMERATE_SELF,
};

/// Answers a query for the interface, and completes it; none for another one. A static child is not found anew.
pub(super) fn answer(device: Obj<Device>, child: &Child, irp: Irp) -> Option<NTSTATUS> {
    let [kind, numbers, interface, _] = irp.current().arguments();
    let kind = ptr::with_exposed_provenance::<GUID>(kind as usize);
    // SAFETY: the requestor's GUID, or null.
    let kind = unsafe { kind.as_ref() }?;
    if !same_guid(kind, &REENUMERATE_SELF) {
        return None;
    }
    let status = if child.is_described() {
        let interface = ptr::with_exposed_provenance_mut(interface as usize);
        give(device, interface, numbers as u16, (numbers >> 16) as u16)
    } else {
        irp.status()
    };
    irp.complete(status, 0);
    Some(status)
}

fn give(
    device: Obj<Device>,
    interface: PREENUMERATE_SELF_INTERFACE_STANDARD,
    room: u16,
    version: u16,
) -> NTSTATUS {
    let size = size_of::<REENUMERATE_SELF_INTERFACE_STANDARD>() as u16;
    if version != 1 || room < size {
        return STATUS_INVALID_BUFFER_SIZE;
    }
    let content = REENUMERATE_SELF_INTERFACE_STANDARD {
        Size: size,
        Version: 1,
        Context: device.as_context(),
        InterfaceReference: Some(nothing),
        InterfaceDereference: Some(nothing),
        SurpriseRemoveAndReenumerateSelf: Some(find_anew),
    };
    // SAFETY: the requestor's structure is at least this large.
    unsafe { interface.write(content) };
    STATUS_SUCCESS
}

/// The child is there as long as drivers are above it, so the interface need not be counted.
#[abi]
unsafe fn nothing(_context: PVOID) {}

#[abi]
unsafe fn find_anew(context: PVOID) {
    // SAFETY: the context of the interface, whose stack is above the child.
    if let Some(device) = unsafe { Obj::<Device>::from_context(context) } {
        device.find_anew();
    }
}

impl Obj<Device> {
    /// Whether the bus can find the device anew: it is a described child.
    pub(crate) fn can_be_found_anew(self) -> bool {
        self.child
            .as_ref()
            .is_some_and(|child| child.is_described())
    }

    /// The bus takes the device away and finds it anew. Whether it can. IRQL: up to `DISPATCH_LEVEL`.
    pub(crate) fn find_anew(self) -> bool {
        let child = self.child.as_ref();
        let described = child.and_then(|child| child.described.as_ref());
        if let Some(described) = described {
            described.reenumerate();
        }
        described.is_some()
    }
}
