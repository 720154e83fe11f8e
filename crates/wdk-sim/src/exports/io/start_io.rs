//! `StartIo`: the I/O manager's own queue of a device.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    BOOLEAN, FALSE, IRP, KeInsertByKeyDeviceQueue, KeInsertDeviceQueue, KeRemoveByKeyDeviceQueue,
    KeRemoveDeviceQueue, PDEVICE_OBJECT, PDRIVER_CANCEL, PIRP, PKDEVICE_QUEUE,
    PKDEVICE_QUEUE_ENTRY, ULONG, abi,
};

use crate::nt::parameter::Struct;
use crate::{
    engine::{
        export::{Export, export_table},
        trace::Category,
    },
    nt::{
        io::{
            cancel,
            raw::{Device, Irp},
        },
        kernel::Kernel,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoStartPacket: partial("StartIo runs at the caller's IRQL and not at DISPATCH_LEVEL"),
    IoStartNextPacket: full,
    IoStartNextPacketByKey: partial("StartIo runs at the caller's IRQL and not at DISPATCH_LEVEL"),
    IoSetStartIoAttributes: ignored("DeferredStartIo and NonCancelable are not kept"),
);

/// The packet's entry in the device's queue.
fn entry(irp: Irp) -> PKDEVICE_QUEUE_ENTRY {
    // SAFETY: computes an address inside the packet.
    unsafe { &raw mut (*irp.raw()).Tail.Overlay.__bindgen_anon_1.DeviceQueueEntry }
}

/// The packet that an entry is part of.
fn packet_of(entry: PKDEVICE_QUEUE_ENTRY) -> Option<Irp> {
    if entry.is_null() {
        return None;
    }
    let offset = std::mem::offset_of!(IRP, Tail);
    // SAFETY: entries of a device's queue stand at this place in packets.
    unsafe { Irp::new(entry.wrapping_byte_sub(offset).cast()) }
}

fn queue_of(device: Device) -> PKDEVICE_QUEUE {
    // SAFETY: computes an address inside the device object.
    unsafe { &raw mut (*device.raw()).DeviceQueue }
}

#[abi(enter, no_mangle)]
unsafe fn IoStartPacket(
    DeviceObject: PDEVICE_OBJECT,
    Irp: PIRP,
    Key: Struct<ULONG>,
    CancelFunction: PDRIVER_CANCEL,
) {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its device.
    let device = unsafe { Device::new(DeviceObject) };
    // SAFETY: the driver passes a packet.
    let irp = unsafe { Irp::new(Irp) };
    let (Some(device), Some(irp)) = (device, irp) else {
        return;
    };
    let held = CancelFunction.map(|_| cancel::acquire(&kernel));
    if CancelFunction.is_some() {
        irp.set_cancel_routine(CancelFunction);
    }
    let key = Key.as_ref();
    let queued = match key {
        // SAFETY: queue and entry belong to the device and the packet.
        Some(key) => unsafe { KeInsertByKeyDeviceQueue(queue_of(device), entry(irp), *key) },
        // SAFETY: both exist until the packet is taken out.
        None => unsafe { KeInsertDeviceQueue(queue_of(device), entry(irp)) },
    };
    if queued == FALSE {
        device.set_current_irp(Irp);
        if let Some(irql) = held {
            cancel::release(&kernel, irql);
        }
        start(&kernel, device, irp);
        return;
    }
    let Some(irql) = held else { return };
    // Cancelled before it had a cancel routine.
    if irp.cancel() != 0
        && let Some(routine) = irp.cancel_routine()
    {
        irp.set_cancel_irql(irql);
        irp.set_cancel_routine(None);
        // SAFETY: the driver's cancel routine, which releases the lock.
        unsafe { routine(DeviceObject, Irp) };
        return;
    }
    cancel::release(&kernel, irql);
}

fn start(kernel: &Kernel, device: Device, irp: Irp) {
    let Some((driver, routine)) = device
        .owner()
        .and_then(|driver| Some((driver, driver.start_io()?)))
    else {
        return;
    };
    kernel.in_driver(
        driver.state().id,
        Category::Callback,
        "StartIo",
        String::new,
        // SAFETY: the driver's routine for the packets of its device.
        || unsafe { routine(device.raw(), irp.raw()) },
    );
}

fn next(device: PDEVICE_OBJECT, cancelable: bool, key: Option<u32>) {
    let kernel = Kernel::current();
    // SAFETY: the driver passes its device.
    let Some(device) = (unsafe { Device::new(device) }) else {
        return;
    };
    let held = cancelable.then(|| cancel::acquire(&kernel));
    device.set_current_irp(ptr::null_mut());
    let entry = match key {
        // SAFETY: the queue belongs to the device.
        Some(key) => unsafe { KeRemoveByKeyDeviceQueue(queue_of(device), key) },
        // SAFETY: the queue is part of a device that the driver still has.
        None => unsafe { KeRemoveDeviceQueue(queue_of(device)) },
    };
    let irp = packet_of(entry);
    device.set_current_irp(irp.map_or(ptr::null_mut(), Irp::raw));
    if let Some(irql) = held {
        cancel::release(&kernel, irql);
    }
    if let Some(irp) = irp {
        start(&kernel, device, irp);
    }
}

#[abi(enter, no_mangle)]
fn IoStartNextPacket(DeviceObject: PDEVICE_OBJECT, Cancelable: BOOLEAN) {
    next(DeviceObject, Cancelable != 0, None);
}

#[abi(enter, no_mangle)]
fn IoStartNextPacketByKey(DeviceObject: PDEVICE_OBJECT, Cancelable: BOOLEAN, Key: ULONG) {
    next(DeviceObject, Cancelable != 0, Some(Key));
}

#[abi(enter, no_mangle)]
fn IoSetStartIoAttributes(
    _DeviceObject: PDEVICE_OBJECT,
    _DeferredStartIo: BOOLEAN,
    _NonCancelable: BOOLEAN,
) {
}
