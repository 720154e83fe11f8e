//! Requests of the Plug and Play manager's kind that the framework itself sends to a stack.
#![expect(
    unsafe_code,
    reason = "an IRP, its completion routine and a reference to a device"
)]

use core::ptr::{self, NonNull};

use wdk_sys::{
    IRP_MJ_PNP, IoAllocateIrp, IoFreeIrp, IoGetAttachedDeviceReference, NTSTATUS,
    ObfDereferenceObject, PDEVICE_OBJECT, PIRP, PVOID, STATUS_INSUFFICIENT_RESOURCES,
    STATUS_MORE_PROCESSING_REQUIRED, STATUS_NOT_SUPPORTED, abi,
};

use crate::{device::Device, event::Event, irp::Irp, object::Obj};

impl Obj<Device> {
    /// Sends a request to the top of the device's stack, and waits until it is completed.
    /// IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn ask_stack(self, minor: u32, arguments: [u64; 4]) -> NTSTATUS {
        // SAFETY: the stack's physical device object.
        let top = unsafe { IoGetAttachedDeviceReference(self.physical()) };
        let status = ask(top, minor, arguments);
        // SAFETY: gives back the reference that came with the device.
        unsafe { ObfDereferenceObject(top.cast()) };
        status
    }

    /// Sends a request to the next lower device, if there is one, and waits until it is completed. IRQL: `PASSIVE_LEVEL`.
    pub(crate) fn ask_lower(self, minor: u32, arguments: [u64; 4]) -> NTSTATUS {
        if self.is_child() {
            return STATUS_NOT_SUPPORTED;
        }
        ask(self.attached(), minor, arguments)
    }
}

fn ask(top: PDEVICE_OBJECT, minor: u32, arguments: [u64; 4]) -> NTSTATUS {
    // SAFETY: the caller holds a reference to the device.
    let size = unsafe { (*top).StackSize };
    // SAFETY: as many stack locations as the receiving device says that it needs.
    let packet = unsafe { IoAllocateIrp(size as _, 0) };
    // SAFETY: null, or allocated in the line before.
    let Some(irp) = (unsafe { Irp::new(packet) }) else {
        return STATUS_INSUFFICIENT_RESOURCES;
    };
    let done = Event::new();
    done.initialize();
    irp.set_status(STATUS_NOT_SUPPORTED);
    let next = irp.next();
    next.set_functions(IRP_MJ_PNP as u8, minor as u8);
    next.set_arguments(arguments);
    next.set_completion(Some(answered), ptr::from_ref(&done).cast_mut().cast());
    irp.call(top);
    done.wait();
    let status = irp.status();
    // SAFETY: allocated above, and back.
    unsafe { IoFreeIrp(packet) };
    status
}

#[abi]
unsafe fn answered(_device: PDEVICE_OBJECT, _irp: PIRP, context: PVOID) -> NTSTATUS {
    if let Some(done) = NonNull::new(context.cast::<Event>()) {
        // SAFETY: `ask` waits with the event on its stack.
        unsafe { done.as_ref() }.set();
    }
    STATUS_MORE_PROCESSING_REQUIRED
}
