//! The requests of the Plug and Play manager that a device at the bottom of its stack answers itself.
#![expect(
    unsafe_code,
    reason = "memory that the Plug and Play manager frees, and its structures"
)]

use core::{
    mem,
    ptr::{self, NonNull},
};

use wdk_sys::{
    _BUS_QUERY_ID_TYPE::{
        BusQueryCompatibleIDs, BusQueryContainerID, BusQueryDeviceID, BusQueryHardwareIDs,
        BusQueryInstanceID,
    },
    _DEVICE_RELATION_TYPE::{
        BusRelations, EjectionRelations, RemovalRelations, TargetDeviceRelation,
    },
    _DEVICE_TEXT_TYPE::{DeviceTextDescription, DeviceTextLocationInformation},
    BUS_QUERY_ID_TYPE, DEVICE_RELATION_TYPE, DEVICE_RELATIONS, ExAllocatePool2, IRP_MN_EJECT,
    IRP_MN_QUERY_BUS_INFORMATION, IRP_MN_QUERY_CAPABILITIES, IRP_MN_QUERY_DEVICE_RELATIONS,
    IRP_MN_QUERY_DEVICE_TEXT, IRP_MN_QUERY_ID, IRP_MN_QUERY_INTERFACE,
    IRP_MN_QUERY_RESOURCE_REQUIREMENTS, IRP_MN_QUERY_RESOURCES, IRP_MN_SET_LOCK, NTSTATUS,
    ObfReferenceObject, PDEVICE_CAPABILITIES, PNP_BUS_INFORMATION, POOL_FLAG_PAGED,
    STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS, STATUS_UNSUCCESSFUL,
};

use super::{Child, reenumerate, resources};
use crate::{callback::callback, device::Device, irp::Irp, object::Obj};

/// Memory that the requestor of an IRP frees.
pub(super) fn allocate(tag: u32, bytes: usize) -> Result<NonNull<u8>, NTSTATUS> {
    // SAFETY: ExAllocatePool2 has no precondition besides a non-zero size, and all callers allocate more.
    let memory = unsafe { ExAllocatePool2(POOL_FLAG_PAGED, bytes as u64, tag) };
    NonNull::new(memory.cast()).ok_or(STATUS_INSUFFICIENT_RESOURCES)
}

/// Answers a request that does not change the device's state, and completes it; none for a request that is answered
/// as in the rest of the stack. IRQL: `PASSIVE_LEVEL`.
pub(crate) fn answer(device: Obj<Device>, irp: Irp, minor: u32) -> Option<NTSTATUS> {
    let child: &Child = device.child.as_ref()?;
    let status = match minor {
        IRP_MN_QUERY_ID => query_id(device, child, irp),
        IRP_MN_QUERY_DEVICE_TEXT => query_text(device, child, irp),
        IRP_MN_QUERY_CAPABILITIES => query_capabilities(device, child, irp),
        IRP_MN_QUERY_DEVICE_RELATIONS => query_relations(device, irp),
        IRP_MN_QUERY_BUS_INFORMATION => query_bus(device, child, irp),
        IRP_MN_QUERY_RESOURCES => resources::query(device, child, irp),
        IRP_MN_QUERY_RESOURCE_REQUIREMENTS => resources::query_requirements(device, child, irp),
        IRP_MN_QUERY_INTERFACE => return reenumerate::answer(device, child, irp),
        IRP_MN_SET_LOCK => set_lock(device, child, irp),
        IRP_MN_EJECT => Ok(device.eject(irp)),
        _ => return None,
    };
    let status = status.unwrap_or_else(|status| status);
    irp.complete(status, 0);
    Some(status)
}

/// Hands out a copy of `units`, and of a zero if it is a `list`.
fn hand_out(
    device: Obj<Device>,
    irp: Irp,
    units: &[u16],
    list: bool,
) -> Result<NTSTATUS, NTSTATUS> {
    irp.set_information(0);
    // An empty list is two zeros.
    let zeros = match (list, units.is_empty()) {
        (true, true) => 2,
        (true, false) => 1,
        (false, _) => 0,
    };
    let bytes = (units.len() + zeros) * size_of::<u16>();
    let memory = allocate(device.fx().tag(), bytes)?.cast::<u16>();
    // SAFETY: allocated above with room for them, zeroed.
    unsafe { ptr::copy_nonoverlapping(units.as_ptr(), memory.as_ptr(), units.len()) };
    irp.set_information(memory.as_ptr().expose_provenance() as u64);
    Ok(STATUS_SUCCESS)
}

fn query_id(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let [kind, ..] = irp.current().arguments();
    let kind = kind as BUS_QUERY_ID_TYPE;
    let (units, list) = match kind {
        BusQueryDeviceID => (&child.device_id, false),
        BusQueryInstanceID => (&child.instance_id, false),
        BusQueryContainerID => (&child.container_id, false),
        BusQueryHardwareIDs => (&child.hardware_ids, true),
        BusQueryCompatibleIDs => (&child.compatible_ids, true),
        _ => return Ok(irp.status()),
    };
    if !list && units.is_empty() {
        return Ok(irp.status());
    }
    hand_out(device, irp, units, list)
}

fn query_text(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let [kind, locale, ..] = irp.current().arguments();
    let find = |locale: u32| child.texts.iter().find(|text| text.locale == locale);
    let Some(text) = find(locale as u32).or_else(|| find(child.default_locale)) else {
        return Ok(irp.status());
    };
    let units = match kind as i32 {
        DeviceTextDescription => &text.description,
        DeviceTextLocationInformation => &text.location,
        _ => return Ok(irp.status()),
    };
    hand_out(device, irp, units, false)
}

fn query_capabilities(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let [place, ..] = irp.current().arguments();
    let place: PDEVICE_CAPABILITIES = ptr::with_exposed_provenance_mut(place as usize);
    // SAFETY: the request's structure, or null.
    let Some(capabilities) = (unsafe { place.as_mut() }) else {
        return Err(STATUS_UNSUCCESSFUL);
    };
    let parent = crate::pnp::stack_capabilities(child.parent())?;
    let chosen = device.pnp.with(|data| data.capabilities);
    if chosen.of_bus_device(capabilities, &parent, child.is_raw()) {
        Ok(STATUS_SUCCESS)
    } else {
        Err(STATUS_UNSUCCESSFUL)
    }
}

fn query_relations(device: Obj<Device>, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let [kind, ..] = irp.current().arguments();
    let kind = kind as DEVICE_RELATION_TYPE;
    match kind {
        BusRelations => {
            device.query_relations(kind);
            device.report_children(irp)?;
            Ok(irp.status())
        }
        EjectionRelations | RemovalRelations => {
            device.query_relations(kind);
            device.report_related(irp, kind)?;
            Ok(irp.status())
        }
        TargetDeviceRelation => {
            irp.set_information(0);
            let list = allocate(device.fx().tag(), size_of::<DEVICE_RELATIONS>())?;
            let object = device.wdm();
            // SAFETY: the device's own object, which is there while a request is with it.
            unsafe { ObfReferenceObject(object.cast()) };
            let relations = DEVICE_RELATIONS {
                Count: 1,
                Objects: [object],
            };
            // SAFETY: allocated above with this size.
            unsafe { list.cast().write(relations) };
            irp.set_information(list.as_ptr().expose_provenance() as u64);
            Ok(STATUS_SUCCESS)
        }
        _ => Ok(irp.status()),
    }
}

fn query_bus(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let Some(information) = child.parent().children.information() else {
        return Ok(irp.status());
    };
    let place = allocate(device.fx().tag(), size_of::<PNP_BUS_INFORMATION>())?;
    // SAFETY: allocated above with this size.
    unsafe { place.cast().write(information) };
    irp.set_information(place.as_ptr().expose_provenance() as u64);
    Ok(STATUS_SUCCESS)
}

fn set_lock(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    let [lock, ..] = irp.current().arguments();
    let status = callback!(
        device.fx(),
        device.handle(),
        "EvtDeviceSetLock",
        child.callbacks.EvtDeviceSetLock,
        (device.handle().cast(), lock as u8)
    )
    .unwrap_or(STATUS_UNSUCCESSFUL);
    if status >= 0 {
        irp.set_information(0);
    }
    Ok(status)
}

impl Obj<Device> {
    /// `EvtDeviceEject`; then the device is missing. IRQL: `PASSIVE_LEVEL`.
    ///
    /// # Errors
    /// What the driver returned.
    pub(crate) fn eject_hardware(self) -> Result<(), NTSTATUS> {
        let callback = self
            .child
            .as_ref()
            .map(|child| child.callbacks.EvtDeviceEject);
        let status = callback!(
            self.fx(),
            self.handle(),
            "EvtDeviceEject",
            callback.flatten(),
            (self.handle().cast())
        );
        match status {
            Some(status) if status < 0 => Err(status),
            _ => match self.child.as_ref().map(|child| child.described.as_ref()) {
                Some(Some(described)) => described.miss_ejected(),
                _ => self.mark_missing(),
            },
        }
    }
}

const _: () = assert!(mem::offset_of!(DEVICE_RELATIONS, Objects) == 8);
