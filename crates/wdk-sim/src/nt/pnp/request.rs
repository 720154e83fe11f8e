//! Requests that the PnP manager sends to device stacks.
#![expect(unsafe_code, reason = "takes over what drivers return by address")]

use std::ptr;

use wdk_sys::{
    _BUS_QUERY_ID_TYPE::{BusQueryCompatibleIDs, BusQueryHardwareIDs},
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_32, BUS_QUERY_ID_TYPE, DEVICE_CAPABILITIES,
    DEVICE_RELATION_TYPE, DEVICE_RELATIONS, DEVICE_TEXT_TYPE, ExFreePool, IRP_MJ_PNP,
    IRP_MN_QUERY_BUS_INFORMATION, IRP_MN_QUERY_CAPABILITIES, IRP_MN_QUERY_DEVICE_RELATIONS,
    IRP_MN_QUERY_DEVICE_TEXT, IRP_MN_QUERY_ID, IRP_MN_QUERY_PNP_DEVICE_STATE, NTSTATUS,
    PDEVICE_OBJECT, PNP_BUS_INFORMATION, STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED,
};

use crate::nt::{
    io::{
        file::send_and_wait,
        raw::{Device, Stack},
    },
    ob::name::terminated,
    pnp::manager::Pnp,
};

/// Sends a PnP request to the top of the stack of `device`.
pub(crate) fn send(
    kernel: &Pnp,
    device: Device,
    minor: u32,
    fill: impl FnOnce(Stack),
) -> (NTSTATUS, u64) {
    send_as(kernel, device, minor, None, fill)
}

/// The same, with something in `Information` that drivers may replace, whatever the status is.
pub(super) fn send_with(
    kernel: &Pnp,
    device: Device,
    minor: u32,
    information: u64,
    fill: impl FnOnce(Stack),
) -> (NTSTATUS, u64) {
    send_as(kernel, device, minor, Some(information), fill)
}

fn send_as(
    kernel: &Pnp,
    device: Device,
    minor: u32,
    given: Option<u64>,
    fill: impl FnOnce(Stack),
) -> (NTSTATUS, u64) {
    let top = device.top();
    let (information, in_and_out) = (given.unwrap_or(0), given.is_some());
    let Some(irp) = kernel.io.irps.allocate(top.stack_size()) else {
        return (STATUS_INSUFFICIENT_RESOURCES, information);
    };
    irp.set_status(STATUS_NOT_SUPPORTED);
    irp.set_information(information);
    if let Some(prefix) = irp.prefix() {
        prefix.in_and_out.set(in_and_out);
    }
    let stack = irp.next_stack();
    stack.set_major(IRP_MJ_PNP as u8);
    stack.set_minor(minor as u8);
    fill(stack);
    send_and_wait(kernel, top, irp)
}

/// Sends a PnP request without parameters.
pub(crate) fn plain(kernel: &Pnp, device: Device, minor: u32) -> NTSTATUS {
    send(kernel, device, minor, |_| {}).0
}

/// `IRP_MN_QUERY_ID`; empty when the bus does not support it.
pub(crate) fn ids(kernel: &Pnp, device: Device, kind: BUS_QUERY_ID_TYPE) -> Vec<String> {
    let (status, information) = send(kernel, device, IRP_MN_QUERY_ID, |stack| {
        stack.set_id_type(kind)
    });
    if status < 0 || information == 0 {
        return Vec::new();
    }
    let memory = ptr::with_exposed_provenance_mut::<u16>(information as usize);
    let several = kind == BusQueryHardwareIDs || kind == BusQueryCompatibleIDs;
    let mut ids = Vec::new();
    let mut at = memory;
    loop {
        // SAFETY: the driver returned strings, each with a zero; a list ends with an empty one.
        let text = unsafe { terminated(at) };
        if text.is_empty() {
            break;
        }
        ids.push(String::from_utf16_lossy(text));
        if !several {
            break;
        }
        at = at.wrapping_add(text.len() + 1);
    }
    // SAFETY: the requestor frees what the driver allocated.
    unsafe { ExFreePool(memory.cast()) };
    ids
}

/// `IRP_MN_QUERY_DEVICE_TEXT`, in English.
pub(crate) fn text(kernel: &Pnp, device: Device, kind: DEVICE_TEXT_TYPE) -> Option<String> {
    let (status, information) = send(kernel, device, IRP_MN_QUERY_DEVICE_TEXT, |stack| {
        stack.set_text_type(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_32 {
            DeviceTextType: kind,
            LocaleId: 0x409,
            ..Default::default()
        });
    });
    if status < 0 || information == 0 {
        return None;
    }
    let memory = ptr::with_exposed_provenance_mut::<u16>(information as usize);
    // SAFETY: the driver returned a string with a zero.
    let text = String::from_utf16_lossy(unsafe { terminated(memory) });
    // SAFETY: the requestor frees what the driver allocated.
    unsafe { ExFreePool(memory.cast()) };
    Some(text)
}

/// `IRP_MN_QUERY_BUS_INFORMATION`.
pub(crate) fn bus(kernel: &Pnp, device: Device) -> Option<PNP_BUS_INFORMATION> {
    let (status, information) = send(kernel, device, IRP_MN_QUERY_BUS_INFORMATION, |_| {});
    if status < 0 || information == 0 {
        return None;
    }
    let memory = ptr::with_exposed_provenance_mut::<PNP_BUS_INFORMATION>(information as usize);
    // SAFETY: the driver returned the structure.
    let bus = unsafe { memory.read() };
    // SAFETY: the requestor frees what the driver allocated.
    unsafe { ExFreePool(memory.cast()) };
    Some(bus)
}

/// `IRP_MN_QUERY_CAPABILITIES`.
pub(crate) fn capabilities(kernel: &Pnp, device: Device) -> DEVICE_CAPABILITIES {
    let mut capabilities = DEVICE_CAPABILITIES {
        Size: size_of::<DEVICE_CAPABILITIES>() as u16,
        Version: 1,
        Address: u32::MAX,
        UINumber: u32::MAX,
        ..DEVICE_CAPABILITIES::default()
    };
    let address = &raw mut capabilities;
    send(kernel, device, IRP_MN_QUERY_CAPABILITIES, |stack| {
        stack.set_capabilities(address);
    });
    capabilities
}

/// `IRP_MN_QUERY_DEVICE_RELATIONS`: the devices, each with the reference that the driver took.
/// `None` when no driver supports it.
pub(crate) fn relations(
    kernel: &Pnp,
    device: Device,
    kind: DEVICE_RELATION_TYPE,
) -> Option<Vec<Device>> {
    let (status, information) = send(kernel, device, IRP_MN_QUERY_DEVICE_RELATIONS, |stack| {
        stack.set_relations(kind);
    });
    if status < 0 || information == 0 {
        return None;
    }
    let list = ptr::with_exposed_provenance_mut::<DEVICE_RELATIONS>(information as usize);
    // SAFETY: the driver returned a list of devices.
    let count = unsafe { (*list).Count } as usize;
    // SAFETY: a list of devices has its array behind the count.
    let first = unsafe { &raw const (*list).Objects }.cast::<PDEVICE_OBJECT>();
    let devices = (0..count)
        // SAFETY: the list has `count` entries.
        .map(|index| unsafe { *first.wrapping_add(index) })
        // SAFETY: a driver reports devices.
        .filter_map(|device| unsafe { Device::new(device) })
        .collect();
    // SAFETY: the requestor frees the list.
    unsafe { ExFreePool(list.cast()) };
    Some(devices)
}

/// `IRP_MN_QUERY_PNP_DEVICE_STATE`.
pub(crate) fn device_state(kernel: &Pnp, device: Device) -> u32 {
    let (status, information) = send(kernel, device, IRP_MN_QUERY_PNP_DEVICE_STATE, |_| {});
    if status < 0 { 0 } else { information as u32 }
}
