//! Plug and Play requests, for which Wine does not wait: it makes an event, does not give it to the
//! request, and waits for it when a driver keeps the request. So a start that a driver ends later
//! would end nowhere.
#![expect(
    unsafe_code,
    reason = "a dispatch routine before the driver's own, and requests of the kernel"
)]

use core::{mem::MaybeUninit, ptr};

use wdk_sys::{
    _EVENT_TYPE::NotificationEvent, _KWAIT_REASON::Executive, _MODE::KernelMode, IO_STACK_LOCATION,
    IRP_MJ_PNP, IoAttachDeviceToDeviceStack, KEVENT, KeInitializeEvent, KeWaitForSingleObject,
    NTSTATUS, PDEVICE_OBJECT, PDRIVER_DISPATCH, PDRIVER_OBJECT, PIRP, PVOID, STATUS_PENDING,
    STATUS_SUCCESS, abi,
};

use crate::driver::{wine_IoAllocateDriverObjectExtension, wine_IoGetDriverObjectExtension};

/// Its address names the extension in which a driver's own routine is kept.
static OWN_ROUTINE: u8 = 0;

fn id() -> PVOID {
    (&raw const OWN_ROUTINE).cast_mut().cast()
}

/// A driver's first device comes to its stack: its requests go through [`dispatch`] from here on.
#[abi(no_mangle)]
unsafe fn wine_IoAttachDeviceToDeviceStack(
    device: PDEVICE_OBJECT,
    target: PDEVICE_OBJECT,
) -> PDEVICE_OBJECT {
    // SAFETY: the caller's device.
    unsafe { stand_before((*device).DriverObject) };
    // SAFETY: the caller's devices.
    unsafe { IoAttachDeviceToDeviceStack(device, target) }
}

/// Puts [`dispatch`] before the driver's routine. Without memory the routine stays as it is.
///
/// # Safety
/// A driver object whose driver has set its routines.
unsafe fn stand_before(driver: PDRIVER_OBJECT) {
    let mut kept: PVOID = ptr::null_mut();
    let size = size_of::<PDRIVER_DISPATCH>() as u32;
    // SAFETY: a driver object, by this function's contract, and a local.
    let status =
        unsafe { wine_IoAllocateDriverObjectExtension(driver, id(), size, &raw mut kept) };
    if status != STATUS_SUCCESS {
        return;
    }
    // SAFETY: as above; each driver object has this routine.
    let routine = unsafe { &mut (*driver).MajorFunction[IRP_MJ_PNP as usize] };
    // SAFETY: an extension of this size, which nobody reads before the routine is replaced.
    unsafe { kept.cast::<PDRIVER_DISPATCH>().write(*routine) };
    *routine = Some(dispatch);
}

/// Calls the driver's routine. If the driver keeps a request that Wine has sent to this device, waits for its end.
#[abi]
unsafe fn dispatch(device: PDEVICE_OBJECT, irp: PIRP) -> NTSTATUS {
    // SAFETY: a device of a driver whose routine was replaced.
    let kept = unsafe { wine_IoGetDriverObjectExtension((*device).DriverObject, id()) };
    // SAFETY: written as the routine was replaced.
    let Some(routine) = (unsafe { kept.cast::<PDRIVER_DISPATCH>().read() }) else {
        return STATUS_SUCCESS;
    };
    // SAFETY: the request that this routine was called with.
    let waits = unsafe { nobody_hears_of_its_end(irp) };
    let mut event = MaybeUninit::<KEVENT>::uninit();
    // SAFETY: a local, which stays until the request has ended.
    unsafe { KeInitializeEvent(event.as_mut_ptr(), NotificationEvent, 0) };
    if waits {
        // SAFETY: the request is this routine's until the driver has it.
        unsafe { (*irp).UserEvent = event.as_mut_ptr() };
    }
    // SAFETY: the arguments of this call.
    let status = unsafe { routine(device, irp) };
    if !waits || status != STATUS_PENDING {
        return status;
    }
    // SAFETY: initialised above. Wine sets it as the request ends.
    unsafe {
        KeWaitForSingleObject(
            event.as_mut_ptr().cast(),
            Executive,
            KernelMode as i8,
            0,
            ptr::null_mut(),
        )
    };
    // Wine looks at the request's own status then.
    STATUS_SUCCESS
}

/// Whether the request is one that Wine sent to the top of a stack, without an event.
///
/// # Safety
/// A request that is the caller's.
unsafe fn nobody_hears_of_its_end(irp: PIRP) -> bool {
    // SAFETY: the caller's request.
    let request = unsafe { &*irp };
    // SAFETY: a request that was sent has a stack, which the kernel keeps there.
    let stack: *mut IO_STACK_LOCATION = unsafe {
        request
            .Tail
            .Overlay
            .__bindgen_anon_2
            .__bindgen_anon_1
            .CurrentStackLocation
    };
    // SAFETY: the location of the driver that was called.
    let routine = unsafe { (*stack).CompletionRoutine };
    request.CurrentLocation == request.StackCount
        && request.UserEvent.is_null()
        && routine.is_none()
}
