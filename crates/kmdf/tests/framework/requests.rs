//! Requests of the Plug and Play manager that a test sends to a stack itself.
#![expect(unsafe_code, reason = "sends an IRP with the I/O manager's functions")]
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "each call uses the IRP that this function has built, and its locals"
)]

use std::ptr;

use wdk_sys::*;

/// Sends a Plug and Play request to the top of the stack of `physical`, and waits. What it is completed with, and its
/// information; `before` is what it begins with.
pub(crate) fn ask(
    physical: PDEVICE_OBJECT,
    minor: u32,
    arguments: [u64; 4],
    before: (NTSTATUS, u64),
) -> (NTSTATUS, u64) {
    send(physical, IRP_MJ_PNP, before, |stack| {
        stack.MinorFunction = minor as u8;
        let place = (&raw mut stack.Parameters).cast::<[u64; 4]>();
        unsafe { place.write(arguments) };
    })
}

/// The same of any request without a buffer.
pub(crate) fn send(
    physical: PDEVICE_OBJECT,
    major: u32,
    (status, information): (NTSTATUS, u64),
    change: impl FnOnce(&mut IO_STACK_LOCATION),
) -> (NTSTATUS, u64) {
    let top = unsafe { IoGetAttachedDeviceReference(physical) };
    let mut event = KEVENT::default();
    unsafe { KeInitializeEvent(&raw mut event, _EVENT_TYPE::NotificationEvent, 0) };
    let mut result = IO_STATUS_BLOCK::default();
    let irp = unsafe {
        IoBuildSynchronousFsdRequest(
            major,
            top,
            ptr::null_mut(),
            0,
            ptr::null_mut(),
            &raw mut event,
            &raw mut result,
        )
    };
    let packet = unsafe { &mut *irp };
    packet.IoStatus.__bindgen_anon_1.Status = status;
    packet.IoStatus.Information = information;
    let stack = unsafe { IoGetNextIrpStackLocation(irp) };
    change(unsafe { &mut *stack });
    let mut status = unsafe { IofCallDriver(top, irp) };
    if status == STATUS_PENDING {
        let object = (&raw mut event).cast();
        let reason = _KWAIT_REASON::Executive;
        let _ = unsafe { KeWaitForSingleObject(object, reason, 0, 0, ptr::null_mut()) };
        status = unsafe { result.__bindgen_anon_1.Status };
    }
    unsafe { ObfDereferenceObject(top.cast()) };
    (status, result.Information)
}
