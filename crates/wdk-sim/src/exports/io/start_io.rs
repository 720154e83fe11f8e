//! `StartIo`: the I/O manager's own queue of a device.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    BOOLEAN, FALSE, IRP, KIRQL, KeInsertByKeyDeviceQueue, KeInsertDeviceQueue, KeLowerIrql,
    KeRemoveByKeyDeviceQueue, KeRemoveDeviceQueue, KfRaiseIrql, PDEVICE_OBJECT, PDRIVER_CANCEL,
    PIRP, PKDEVICE_QUEUE, PKDEVICE_QUEUE_ENTRY, ULONG, abi,
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
    IoStartPacket: full,
    IoStartNextPacket: full,
    IoStartNextPacketByKey: full,
    IoSetStartIoAttributes: full,
);

/// Bits of a device's `start_io_flags`.
const DEFERRED: u32 = 1;
const NOT_CANCELABLE: u32 = 2;
/// `StartIo` runs.
const RUNNING: u32 = 4;
/// The deferred call has a key.
const BY_KEY: u32 = 8;
/// The deferred call is for packets that can be cancelled.
const CANCELABLE: u32 = 0x10;

fn has(device: Device, flag: u32) -> bool {
    device.extra().start_io_flags.get() & flag != 0
}

fn put(device: Device, flag: u32, on: bool) {
    let flags = &device.extra().start_io_flags;
    flags.set(if on {
        flags.get() | flag
    } else {
        flags.get() & !flag
    });
}

/// At `DISPATCH_LEVEL` while it lives, as `StartIo` is called.
struct AtDispatchLevel(Option<KIRQL>);

impl AtDispatchLevel {
    fn raise(kernel: &Kernel) -> Self {
        // SAFETY: raises from below.
        Self((kernel.sched.irql() < DISPATCH).then(|| unsafe { KfRaiseIrql(DISPATCH) }))
    }
}

impl Drop for AtDispatchLevel {
    fn drop(&mut self) {
        if let Some(irql) = self.0 {
            // SAFETY: undoes the raise.
            unsafe { KeLowerIrql(irql) };
        }
    }
}

/// `DISPATCH_LEVEL`.
const DISPATCH: KIRQL = 2;

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
    let _raised = AtDispatchLevel::raise(&kernel);
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
            if has(device, NOT_CANCELABLE) {
                irp.set_cancel_routine(None);
            }
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

/// Calls `StartIo`, and then again for each call that was deferred meanwhile.
fn start(kernel: &Kernel, device: Device, irp: Irp) {
    if !has(device, DEFERRED) {
        call(kernel, device, irp);
        return;
    }
    let mut next = Some(irp);
    let count = &device.extra().start_io_count;
    loop {
        if let Some(irp) = next {
            put(device, RUNNING, true);
            call(kernel, device, irp);
            put(device, RUNNING, false);
        }
        if count.get() == 0 {
            return;
        }
        count.set(count.get() - 1);
        let key = has(device, BY_KEY).then(|| device.extra().start_io_key.get());
        next = take_next(kernel, device, has(device, CANCELABLE), key);
    }
}

fn call(kernel: &Kernel, device: Device, irp: Irp) {
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
    let _raised = AtDispatchLevel::raise(&kernel);
    if has(device, DEFERRED) && has(device, RUNNING) {
        let extra = device.extra();
        extra.start_io_count.set(extra.start_io_count.get() + 1);
        extra.start_io_key.set(key.unwrap_or(0));
        put(device, BY_KEY, key.is_some());
        put(device, CANCELABLE, cancelable);
        return;
    }
    if let Some(irp) = take_next(&kernel, device, cancelable, key) {
        start(&kernel, device, irp);
    }
}

/// Makes the next packet of the device's queue the current one.
fn take_next(kernel: &Kernel, device: Device, cancelable: bool, key: Option<u32>) -> Option<Irp> {
    let held = cancelable.then(|| cancel::acquire(kernel));
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
        if let Some(irp) = irp.filter(|_| has(device, NOT_CANCELABLE)) {
            irp.set_cancel_routine(None);
        }
        cancel::release(kernel, irql);
    }
    irp
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
    DeviceObject: Option<Device>,
    DeferredStartIo: BOOLEAN,
    NonCancelable: BOOLEAN,
) {
    if let Some(device) = DeviceObject {
        put(device, DEFERRED, DeferredStartIo != 0);
        put(device, NOT_CANCELABLE, NonCancelable != 0);
    }
}
