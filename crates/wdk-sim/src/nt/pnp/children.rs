//! Enumerating what a bus driver has found.

use std::rc::Rc;

use wdk_sys::{
    _BUS_QUERY_ID_TYPE as id,
    _DEVICE_RELATION_TYPE::{BusRelations, EjectionRelations},
    _DEVICE_TEXT_TYPE::{DeviceTextDescription, DeviceTextLocationInformation},
    DO_BUS_ENUMERATED_DEVICE, IRP_MN_EJECT,
};

use super::{
    install,
    node::{Node, State},
    remove, request,
    resources::Resources,
    stack,
};
use crate::{
    engine::error::Result,
    nt::{io::raw::Device, pnp::manager::Pnp},
};

/// `DEVICE_CAPABILITIES`: the device works without a function driver.
const RAW_DEVICE_OK: u32 = 1 << 8;
/// `DEVICE_CAPABILITIES`: the bus can eject the device.
const EJECT_SUPPORTED: u32 = 1 << 3;
/// `DEVICE_CAPABILITIES`: the instance id is unique on the whole machine.
const UNIQUE_ID: u32 = 1 << 6;

/// Asks a bus for its children: new ones are installed and started, missing ones are removed.
pub(crate) fn enumerate(kernel: &Pnp, bus: &Rc<Node>) -> Result {
    let Some(devices) = request::relations(kernel, bus.pdo.get(), BusRelations) else {
        return Ok(());
    };
    let known = bus.children.borrow().clone();
    for child in known.iter().filter_map(|child| kernel.pnp.node(*child)) {
        if !child.is_component && !devices.contains(&child.pdo.get()) {
            remove::surprise_remove(kernel, &child, true);
        }
    }
    let mut result = Ok(());
    for pdo in devices {
        if kernel.pnp.node(pdo.node()).is_none() {
            let brought_up = add(kernel, bus, pdo);
            result = result.and(brought_up);
        }
        // The bus took a reference for the caller.
        kernel.objects.dereference(pdo.object());
    }
    result
}

/// A new device: the bus is asked all that is asked before drivers are loaded, in Windows's order.
fn add(kernel: &Pnp, bus: &Rc<Node>, pdo: Device) -> Result {
    let ids = |kind| request::ids(kernel, pdo, kind);
    let device_id = ids(id::BusQueryDeviceID).pop().unwrap_or_default();
    let capabilities = request::capabilities(kernel, pdo);
    let description = request::text(kernel, pdo, DeviceTextDescription).unwrap_or_default();
    let location = request::text(kernel, pdo, DeviceTextLocationInformation).unwrap_or_default();
    let instance_id = ids(id::BusQueryInstanceID).pop().unwrap_or_default();
    let instance = if capabilities.BitFields & UNIQUE_ID != 0 {
        instance_id
    } else {
        format!("{}&{instance_id}", bus.id)
    };
    let hardware_ids = ids(id::BusQueryHardwareIDs);
    let compatible_ids = ids(id::BusQueryCompatibleIDs);
    let container = ids(id::BusQueryContainerID).pop().unwrap_or_default();
    let instance = format!("{device_id}\\{instance}").to_uppercase();
    let of_bus = request::bus(kernel, pdo);
    let node = kernel.pnp.add(|number| Node {
        parent: Some(bus.id),
        description: description.into(),
        location: location.into(),
        container: container.into(),
        bus: of_bus.into(),
        hardware_ids,
        compatible_ids,
        capabilities: capabilities.into(),
        raw: (capabilities.BitFields & RAW_DEVICE_OK != 0).into(),
        ..Node::new(number, pdo, instance, Resources::default())
    });
    kernel.objects.reference(pdo.object());
    pdo.set_flags(pdo.flags() | DO_BUS_ENUMERATED_DEVICE);
    pdo.set_node(node.id);
    // The device is in the tree: its bus may register interfaces as it is asked.
    let (boot, needed) = request::resources(kernel, pdo);
    node.boot.replace(boot);
    node.requirements.replace(needed);
    if install::install(kernel, &node)? {
        stack::bring_up(kernel, &node)
    } else if node.raw.get() {
        node.become_state(kernel, State::DriversAdded);
        stack::start(kernel, &node)
    } else {
        // A device that nothing drives waits for a package.
        Ok(())
    }
}

/// Takes the drivers of a device away, has its bus eject it, and looks what is left on the bus. A device that the bus
/// cannot eject, or does not, stays without drivers.
pub(crate) fn eject(kernel: &Pnp, node: &Rc<Node>, bus: &Rc<Node>) -> Result {
    kernel.with_device_tree(|| {
        let others = remove::related(kernel, node, EjectionRelations);
        remove::remove_with(kernel, node, &others, remove::AfterRemoval::Disabled)?;
        if node.capabilities.get().BitFields & EJECT_SUPPORTED != 0 {
            request::plain(kernel, node.pdo.get(), IRP_MN_EJECT);
            enumerate(kernel, bus)?;
        }
        // What was ejected with it is not there any more either, or its bus says so now.
        for other in others {
            let bus = other.parent.and_then(|bus| kernel.pnp.node(bus));
            if let Some(bus) = bus.filter(|bus| bus.state.get() == State::Started) {
                enumerate(kernel, &bus)?;
            }
        }
        Ok(())
    })
}

/// Installs devices that nothing drives yet: a package was added.
pub(crate) fn install_waiting(kernel: &Pnp) {
    for node in kernel.pnp.nodes() {
        if node.state.get() == State::Enumerated
            && matches!(install::install(kernel, &node), Ok(true))
        {
            // The result is in the device's state.
            let _ = stack::bring_up(kernel, &node);
        }
    }
}
