//! NDIS as a driver of the PnP manager: it makes the device objects of miniports and answers for
//! them.
#![expect(unsafe_code, reason = "dispatch routines with C signatures")]

use std::rc::Rc;

use wdk_sys::{
    _NDIS_DEVICE_PNP_EVENT, _NDIS_HALT_ACTION, DO_DEVICE_INITIALIZING, DO_DIRECT_IO,
    FILE_DEVICE_PHYSICAL_NETCARD, FILE_DEVICE_SECURE_OPEN, IRP_MJ_CLEANUP, IRP_MJ_CLOSE,
    IRP_MJ_CREATE, IRP_MJ_PNP, IRP_MJ_POWER, IRP_MJ_SYSTEM_CONTROL, IRP_MN_CANCEL_REMOVE_DEVICE,
    IRP_MN_CANCEL_STOP_DEVICE, IRP_MN_QUERY_REMOVE_DEVICE, IRP_MN_QUERY_STOP_DEVICE,
    IRP_MN_REMOVE_DEVICE, IRP_MN_START_DEVICE, IRP_MN_STOP_DEVICE, IRP_MN_SURPRISE_REMOVAL,
    IoForwardIrpSynchronously, NDIS_HALT_ACTION, NDIS_PAUSE_MINIPORT_DEVICE_REMOVE,
    NDIS_STATUS_SUCCESS, NTSTATUS, PDEVICE_OBJECT, PDRIVER_OBJECT, PIRP, STATUS_INVALID_PARAMETER,
    STATUS_NO_SUCH_DEVICE, STATUS_SUCCESS, STATUS_UNSUCCESSFUL, abi,
};

use super::adapter::{Miniport, State};
use super::state::Ndis;
use crate::nt::{
    io::{
        device::{self, Description},
        dispatch,
        raw::{Device, Driver, Irp},
    },
    kernel::Kernel,
};

/// Puts NDIS into a miniport's driver object.
pub(super) fn take_over(driver: Driver) {
    let mut table = driver.dispatch_table();
    table[IRP_MJ_PNP as usize] = Some(pnp);
    table[IRP_MJ_POWER as usize] = Some(pass);
    table[IRP_MJ_SYSTEM_CONTROL as usize] = Some(pass);
    for major in [IRP_MJ_CREATE, IRP_MJ_CLEANUP, IRP_MJ_CLOSE] {
        table[major as usize] = Some(accept);
    }
    driver.set_dispatch_table(table);
    // SAFETY: the extension is part of the driver object.
    unsafe { (*driver.extension()).AddDevice = Some(add_device) };
}

#[abi]
unsafe fn add_device(driver: PDRIVER_OBJECT, pdo: PDEVICE_OBJECT) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the PnP manager passes the driver object.
    let object = unsafe { Driver::new(driver) };
    // SAFETY: the PnP manager passes the device.
    let pdo = unsafe { Device::new(pdo) };
    let (Some(object), Some(pdo)) = (object, pdo) else {
        return STATUS_INVALID_PARAMETER;
    };
    let Some(driver) = Ndis::of(&kernel).driver(object) else {
        return STATUS_NO_SUCH_DEVICE;
    };
    let index = kernel.io.device_number();
    let name = crate::nt::ob::name::wide(&format!("\\Device\\NDMP{index}"));
    let description = Description {
        driver: object,
        extension: 0,
        name: Some(&name),
        kind: FILE_DEVICE_PHYSICAL_NETCARD,
        characteristics: FILE_DEVICE_SECURE_OPEN,
        exclusive: false,
        security: None,
    };
    let fdo = match device::create(&kernel, &description) {
        Ok(fdo) => fdo,
        Err(status) => return status,
    };
    let Some(lower) = device::attach(fdo, pdo) else {
        device::remove(&kernel, fdo);
        return STATUS_NO_SUCH_DEVICE;
    };
    fdo.set_flags((fdo.flags() | DO_DIRECT_IO) & !DO_DEVICE_INITIALIZING);
    let node = kernel.pnp.node(pdo.node());
    let instance = node.map_or_else(String::new, |node| node.instance.clone());
    let adapter = Miniport::new(driver, [fdo, pdo, lower], instance, index);
    Ndis::of(&kernel)
        .adapters
        .borrow_mut()
        .push(Rc::new(adapter));
    STATUS_SUCCESS
}

/// The device, its adapter, and the packet of a dispatch routine.
///
/// # Safety
/// They are the arguments of the I/O manager's call.
unsafe fn arguments(
    kernel: &Kernel,
    device: PDEVICE_OBJECT,
    irp: PIRP,
) -> Option<(Rc<Miniport>, Irp)> {
    // SAFETY: the I/O manager passes a device.
    let device = unsafe { Device::new(device) }?;
    // SAFETY: the I/O manager passes a packet.
    let irp = unsafe { Irp::new(irp) }?;
    Some((Ndis::of(kernel).adapter_of(device)?, irp))
}

/// Passes a packet down.
fn forward(kernel: &Kernel, adapter: &Miniport, irp: Irp) -> NTSTATUS {
    irp.copy_current_to_next();
    dispatch::call_driver(kernel, adapter.lower, irp)
}

#[abi]
unsafe fn pass(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the I/O manager's arguments.
    match unsafe { arguments(&kernel, device, irp) } {
        Some((adapter, irp)) => forward(&kernel, &adapter, irp),
        None => STATUS_INVALID_PARAMETER,
    }
}

#[abi]
unsafe fn accept(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    let kernel = Kernel::current();
    // SAFETY: the I/O manager's arguments.
    let Some((_, irp)) = (unsafe { arguments(&kernel, device, irp) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    irp.set_status(STATUS_SUCCESS);
    irp.set_information(0);
    dispatch::complete(&kernel, irp);
    STATUS_SUCCESS
}

#[abi]
unsafe fn pnp(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    use _NDIS_DEVICE_PNP_EVENT as event;
    let kernel = Kernel::current();
    // SAFETY: the I/O manager's arguments.
    let Some((adapter, irp)) = (unsafe { arguments(&kernel, device, irp) }) else {
        return STATUS_INVALID_PARAMETER;
    };
    match u32::from(irp.current().minor()) {
        IRP_MN_START_DEVICE => return start(&kernel, &adapter, irp),
        IRP_MN_QUERY_STOP_DEVICE => {
            adapter.pnp_event(&kernel, event::NdisDevicePnPEventQueryStopped);
            irp.set_status(STATUS_SUCCESS);
        }
        IRP_MN_STOP_DEVICE => {
            adapter.pnp_event(&kernel, event::NdisDevicePnPEventStopped);
            stop(&kernel, &adapter, _NDIS_HALT_ACTION::NdisHaltDeviceStopped);
            irp.set_status(STATUS_SUCCESS);
        }
        IRP_MN_QUERY_REMOVE_DEVICE => {
            adapter.pnp_event(&kernel, event::NdisDevicePnPEventQueryRemoved);
            irp.set_status(STATUS_SUCCESS);
        }
        IRP_MN_CANCEL_STOP_DEVICE | IRP_MN_CANCEL_REMOVE_DEVICE => irp.set_status(STATUS_SUCCESS),
        IRP_MN_SURPRISE_REMOVAL => {
            adapter.surprise.set(true);
            adapter.pnp_event(&kernel, event::NdisDevicePnPEventSurpriseRemoved);
            stop(
                &kernel,
                &adapter,
                _NDIS_HALT_ACTION::NdisHaltDeviceSurpriseRemoved,
            );
            irp.set_status(STATUS_SUCCESS);
        }
        IRP_MN_REMOVE_DEVICE => return remove(&kernel, &adapter, irp),
        _ => {}
    }
    forward(&kernel, &adapter, irp)
}

fn start(kernel: &Kernel, adapter: &Miniport, irp: Irp) -> NTSTATUS {
    // SAFETY: both are the I/O manager's, and the packet has a location for the device below.
    unsafe { IoForwardIrpSynchronously(adapter.lower.raw(), irp.raw()) };
    let mut status = irp.status();
    if status >= 0 {
        status = adapter.initialize(kernel);
        if status == NDIS_STATUS_SUCCESS {
            status = adapter.restart(kernel);
            if status != NDIS_STATUS_SUCCESS {
                adapter.halt(kernel, _NDIS_HALT_ACTION::NdisHaltDeviceFailed);
            }
        }
        if status != NDIS_STATUS_SUCCESS && status >= 0 {
            status = STATUS_UNSUCCESSFUL;
        }
    }
    irp.set_status(status);
    dispatch::complete(kernel, irp);
    status
}

fn stop(kernel: &Kernel, adapter: &Miniport, action: NDIS_HALT_ACTION) {
    adapter.pause(kernel, NDIS_PAUSE_MINIPORT_DEVICE_REMOVE);
    adapter.halt(kernel, action);
}

fn remove(kernel: &Kernel, adapter: &Rc<Miniport>, irp: Irp) -> NTSTATUS {
    if adapter.state.get() != State::Halted {
        stop(kernel, adapter, _NDIS_HALT_ACTION::NdisHaltDeviceDisabled);
    }
    Ndis::of(kernel)
        .adapters
        .borrow_mut()
        .retain(|it| !Rc::ptr_eq(it, adapter));
    irp.set_status(STATUS_SUCCESS);
    let status = forward(kernel, adapter, irp);
    device::detach(kernel, adapter.lower);
    device::remove(kernel, adapter.fdo);
    status
}
