//! The hardware resources of a child: those that it has, and those that it needs.
#![expect(unsafe_code, reason = "calls the driver's callbacks")]

use wdk_sys::{NTSTATUS, POOL_FLAG_PAGED, STATUS_SUCCESS};

use super::Child;
use crate::{
    callback::callback,
    device::Device,
    irp::Irp,
    object::{Attributes, Obj},
    resources::{CmList, Requirements},
};

/// `EvtDeviceResourcesQuery`.
pub(super) fn query(device: Obj<Device>, child: &Child, irp: Irp) -> Result<NTSTATUS, NTSTATUS> {
    if child.callbacks.EvtDeviceResourcesQuery.is_none() {
        return Ok(irp.status());
    }
    let fx = device.fx();
    let body = CmList::new(fx.tag());
    let before = irp.information();
    irp.set_information(0);
    let list = Obj::create(fx, Some(device.header()), &Attributes::NONE, body)?;
    list.let_change(true);
    let status = callback!(
        fx,
        device.handle(),
        "EvtDeviceResourcesQuery",
        child.callbacks.EvtDeviceResourcesQuery,
        (device.handle().cast(), list.handle().cast())
    )
    .unwrap_or(STATUS_SUCCESS);
    let made = if status < 0 {
        Err(status)
    } else {
        list.to_wdm(POOL_FLAG_PAGED)
    };
    list.delete();
    let made = made?;
    if made.is_null() {
        // It has none.
        irp.set_information(before);
        return Ok(irp.status());
    }
    irp.set_information(made.expose_provenance() as u64);
    Ok(status)
}

/// `EvtDeviceResourceRequirementsQuery`.
pub(super) fn query_requirements(
    device: Obj<Device>,
    child: &Child,
    irp: Irp,
) -> Result<NTSTATUS, NTSTATUS> {
    if child.callbacks.EvtDeviceResourceRequirementsQuery.is_none() {
        return Ok(STATUS_SUCCESS);
    }
    let fx = device.fx();
    let requirements = Obj::<Requirements>::new(fx, device.header())?;
    let status = callback!(
        fx,
        device.handle(),
        "EvtDeviceResourceRequirementsQuery",
        child.callbacks.EvtDeviceResourceRequirementsQuery,
        (device.handle().cast(), requirements.handle().cast())
    )
    .unwrap_or(STATUS_SUCCESS);
    let made = if status < 0 {
        Err(status)
    } else {
        requirements.to_wdm()
    };
    requirements.delete();
    match made? {
        Some(list) => {
            irp.set_information(list.expose_provenance() as u64);
            Ok(status)
        }
        // It needs none.
        None => Ok(irp.status()),
    }
}
