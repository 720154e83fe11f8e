//! Requests that drivers build: `IoBuild...Request`.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::ptr;

use wdk_sys::{
    _MODE::KernelMode, BOOLEAN, IRP_MJ_DEVICE_CONTROL, IRP_MJ_INTERNAL_DEVICE_CONTROL,
    PDEVICE_OBJECT, PIO_STATUS_BLOCK, PIRP, PKEVENT, PLARGE_INTEGER, PVOID, ULONG, abi,
};

use crate::nt::parameter::quad;
use crate::{
    engine::export::{Export, export_table},
    nt::{
        io::{
            irp::Origin,
            operation::{self, IoParameters},
            raw::{Device, Irp},
        },
        kernel::Kernel,
    },
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    IoBuildDeviceIoControlRequest: partial("the IRP is not cancelled when its thread ends"),
    IoBuildSynchronousFsdRequest: partial("the IRP is not cancelled when its thread ends"),
    IoBuildAsynchronousFsdRequest: full,
);

#[abi(enter, no_mangle)]
unsafe fn IoBuildDeviceIoControlRequest(
    IoControlCode: ULONG,
    DeviceObject: PDEVICE_OBJECT,
    InputBuffer: PVOID,
    InputBufferLength: ULONG,
    OutputBuffer: PVOID,
    OutputBufferLength: ULONG,
    InternalDeviceIoControl: BOOLEAN,
    Event: PKEVENT,
    IoStatusBlock: PIO_STATUS_BLOCK,
) -> PIRP {
    let major = if InternalDeviceIoControl != 0 {
        IRP_MJ_INTERNAL_DEVICE_CONTROL
    } else {
        IRP_MJ_DEVICE_CONTROL
    };
    let parameters = IoParameters {
        major,
        code: IoControlCode,
        input: InputBuffer.cast(),
        input_length: InputBufferLength,
        output: OutputBuffer.cast(),
        output_length: OutputBufferLength,
        offset: 0,
        mode: KernelMode as i8,
        probe: false,
    };
    // SAFETY: the driver passes a device and buffers of these lengths.
    let irp = unsafe { build(DeviceObject, parameters) };
    if let Some(irp) = irp {
        wait_with(irp, Event, IoStatusBlock);
    }
    irp.map_or(ptr::null_mut(), Irp::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoBuildSynchronousFsdRequest(
    MajorFunction: ULONG,
    DeviceObject: PDEVICE_OBJECT,
    Buffer: PVOID,
    Length: ULONG,
    StartingOffset: PLARGE_INTEGER,
    Event: PKEVENT,
    IoStatusBlock: PIO_STATUS_BLOCK,
) -> PIRP {
    // SAFETY: the same contract.
    let irp = unsafe { transfer(MajorFunction, DeviceObject, Buffer, Length, StartingOffset) };
    if let Some(irp) = irp {
        wait_with(irp, Event, IoStatusBlock);
    }
    irp.map_or(ptr::null_mut(), Irp::raw)
}

#[abi(enter, no_mangle)]
unsafe fn IoBuildAsynchronousFsdRequest(
    MajorFunction: ULONG,
    DeviceObject: PDEVICE_OBJECT,
    Buffer: PVOID,
    Length: ULONG,
    StartingOffset: PLARGE_INTEGER,
    IoStatusBlock: PIO_STATUS_BLOCK,
) -> PIRP {
    // SAFETY: the same contract.
    let irp = unsafe { transfer(MajorFunction, DeviceObject, Buffer, Length, StartingOffset) };
    if let Some(irp) = irp {
        irp.set_user_iosb(IoStatusBlock);
    }
    irp.map_or(ptr::null_mut(), Irp::raw)
}

unsafe fn transfer(
    major: ULONG,
    device: PDEVICE_OBJECT,
    buffer: PVOID,
    length: ULONG,
    offset: PLARGE_INTEGER,
) -> Option<Irp> {
    // SAFETY: null or a number, by the functions' contract.
    let offset = unsafe { offset.as_ref() };
    let parameters = IoParameters {
        major,
        code: 0,
        input: buffer.cast(),
        input_length: length,
        output: buffer.cast(),
        output_length: length,
        offset: offset.map_or(0, |offset| quad(*offset)),
        mode: KernelMode as i8,
        probe: false,
    };
    // SAFETY: the driver passes a device and a buffer of this length.
    unsafe { build(device, parameters) }
}

unsafe fn build(device: PDEVICE_OBJECT, parameters: IoParameters) -> Option<Irp> {
    let kernel = Kernel::current();
    // SAFETY: by the callers' contract.
    let device = unsafe { Device::new(device) }?;
    let irp = kernel.io.irps.allocate(device.stack_size())?;
    irp.next_stack().set_major(parameters.major as u8);
    // SAFETY: the caller passes buffers with the lengths that it names.
    if unsafe { operation::fill_buffers(irp, device, parameters) }.is_err() {
        kernel.io.irps.free(irp);
        return None;
    }
    if let Some(thread) = kernel.sched.running() {
        irp.set_thread(kernel.thread_object(thread).cast());
    }
    Some(irp)
}

/// The I/O manager completes the packet and notifies the driver by event and status block.
fn wait_with(irp: Irp, event: PKEVENT, iosb: PIO_STATUS_BLOCK) {
    irp.set_user_event(event);
    irp.set_user_iosb(iosb);
    if let Some(prefix) = irp.prefix() {
        prefix.origin.replace(Origin::Waiter);
    }
}
