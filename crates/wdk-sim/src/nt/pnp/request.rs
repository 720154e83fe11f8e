//! Requests that the PnP manager sends to device stacks.
#![expect(unsafe_code, reason = "takes over what drivers return by address")]

use std::{ptr, rc::Rc};

use wdk_sys::{
    _BUS_QUERY_ID_TYPE::{BusQueryCompatibleIDs, BusQueryHardwareIDs},
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_28,
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_32, BUS_QUERY_ID_TYPE, DEVICE_CAPABILITIES,
    DEVICE_RELATION_TYPE, DEVICE_RELATIONS, DEVICE_TEXT_TYPE, ExFreePool, IRP_MJ_PNP,
    IRP_MN_FILTER_RESOURCE_REQUIREMENTS, IRP_MN_QUERY_BUS_INFORMATION, IRP_MN_QUERY_CAPABILITIES,
    IRP_MN_QUERY_DEVICE_RELATIONS, IRP_MN_QUERY_DEVICE_TEXT, IRP_MN_QUERY_ID,
    IRP_MN_QUERY_PNP_DEVICE_STATE, IRP_MN_QUERY_RESOURCE_REQUIREMENTS, IRP_MN_QUERY_RESOURCES,
    NTSTATUS, PDEVICE_OBJECT, PNP_BUS_INFORMATION, STATUS_CONFLICTING_ADDRESSES,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_NOT_SUPPORTED,
};

use super::{
    node::Node,
    requirements::{self, Requirements},
    resources::{Resource, Resources},
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

/// Asks the bus of a new device for the resources that it has and that it needs.
pub(super) fn resources(kernel: &Pnp, pdo: Device) -> (Resources, Requirements) {
    let (status, boot) = send(kernel, pdo, IRP_MN_QUERY_RESOURCES, |_| {});
    let boot = match status {
        status if status < 0 => Resources::default(),
        // SAFETY: the driver returned a list of resources, or none.
        _ => unsafe { requirements::take_resources(boot) },
    };
    let minor = IRP_MN_QUERY_RESOURCE_REQUIREMENTS;
    let (status, needed) = send(kernel, pdo, minor, |_| {});
    let needed = match status {
        status if status < 0 => Requirements::default(),
        // SAFETY: the driver returned a list of requirements, or none.
        _ => unsafe { requirements::take_requirements(needed) },
    };
    (boot, needed)
}

/// Has the device's stack filter what it needs, and assigns it. Without a change of the drivers, a device of the root
/// bus keeps what it was plugged in with.
pub(super) fn assign(kernel: &Pnp, node: &Rc<Node>) -> Result<(), NTSTATUS> {
    let known = match node.requirements.borrow().clone() {
        needed if needed.0.is_empty() => Requirements::exactly(&node.boot.borrow()),
        needed => needed,
    };
    let list = known.list()?;
    let address = list.expose_provenance() as u64;
    let minor = IRP_MN_FILTER_RESOURCE_REQUIREMENTS;
    let filter = _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_28 {
        IoResourceRequirementList: list,
    };
    let (status, filtered) = send_with(kernel, node.pdo.get(), minor, address, |stack| {
        stack.set_filter(filter);
    });
    if status < 0 && status != STATUS_NOT_SUPPORTED {
        // SAFETY: who replaces the list leaves another one there.
        drop(unsafe { requirements::take_requirements(filtered) });
        return Err(status);
    }
    // SAFETY: who replaces the list leaves another one there.
    let needed = unsafe { requirements::take_requirements(filtered) };
    if node.needs_nothing() && needed.is_same(&known) {
        node.resources.replace(node.boot.borrow().clone());
        return Ok(());
    }
    let taken: Vec<Resource> = kernel
        .pnp
        .nodes()
        .iter()
        .filter(|other| other.id != node.id)
        .flat_map(|other| other.resources.borrow().0.clone())
        .collect();
    let mut alternatives = needed.0.iter();
    let chosen = match needed.0.is_empty() {
        true => Some(Vec::new()),
        false => alternatives.find_map(|alternative| requirements::choose(alternative, &taken)),
    };
    let mut chosen = chosen.ok_or(STATUS_CONFLICTING_ADDRESSES)?;
    for resource in &mut chosen {
        // What it was plugged in with keeps its IRQL.
        let boot = node.boot.borrow();
        if let Some(known) = boot.0.iter().find(|known| known.has_vector_of(resource)) {
            *resource = *known;
        }
    }
    node.resources.replace(Resources(chosen));
    kernel.pnp.store.note_resources(node);
    Ok(())
}
