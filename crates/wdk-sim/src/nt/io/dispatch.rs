//! Packets go down with `IofCallDriver` and up with `IofCompleteRequest`.
#![expect(unsafe_code, reason = "calls dispatch and completion routines")]

use std::ptr;

use wdk_sys::{
    _IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_39, BOOLEAN, IO_TYPE_IRP, NTSTATUS,
    PDEVICE_OBJECT, PIO_COMPLETION_ROUTINE, PIRP, PVOID, SL_INVOKE_ON_CANCEL, SL_INVOKE_ON_ERROR,
    SL_INVOKE_ON_SUCCESS, SL_PENDING_RETURNED, STATUS_MORE_PROCESSING_REQUIRED, STATUS_PENDING,
};

use super::{
    finish, names,
    raw::{Device, Driver, Irp, Stack},
};
use crate::{
    engine::trace::Category,
    nt::{io::manager::Io, verifier::rules},
};

/// `NO_MORE_IRP_STACK_LOCATIONS`.
const NO_MORE_STACK_LOCATIONS: u32 = 0x35;
/// `DRIVER_VERIFIER_IOMANAGER_VIOLATION`.
pub(crate) const IO_VIOLATION: u32 = 0xC9;

/// Hands `irp` to the driver of `device`.
pub(crate) fn call_driver(kernel: &Io, device: Device, irp: Irp) -> NTSTATUS {
    if irp.kind() != IO_TYPE_IRP as i16 {
        kernel.stop(
            IO_VIOLATION,
            [3, irp.raw().addr() as u64, 0, 0],
            "IofCallDriver: this is no IRP, or one that was freed".to_owned(),
        );
    }
    let location = irp.location() - 1;
    if location <= 0 {
        kernel.stop(
            NO_MORE_STACK_LOCATIONS,
            [irp.raw().addr() as u64, 0, 0, 0],
            "IofCallDriver: the IRP has no stack location left for another driver; \
             its stack size must be the device's"
                .to_owned(),
        );
    }
    irp.set_location(location);
    let stack = irp.next_stack();
    irp.set_stack_pointer(stack.raw());
    stack.set_device(device.raw());
    let (major, minor) = (stack.major(), stack.minor());
    // SAFETY: a device belongs to a driver for as long as it exists.
    let driver = unsafe { Driver::new(device.driver()) };
    let Some((driver, Some(routine))) = driver.map(|driver| (driver, driver.dispatch(major)))
    else {
        kernel.stop(
            IO_VIOLATION,
            [4, device.raw().addr() as u64, 0, 0],
            format!(
                "IofCallDriver: the device is gone, or its driver has no routine for {}",
                names::major(major)
            ),
        );
    };
    kernel.in_driver_about(
        driver.state().id,
        Category::Irp,
        names::irp(major, minor),
        || {
            let detail = super::driver::display_name(driver);
            (detail, super::trace::about(kernel, Some(device), irp))
        },
        // SAFETY: the routine was set by the driver for this purpose, and the packet is complete.
        || unsafe { routine(device.raw(), irp.raw()) },
        |status| Some(*status),
    )
}

/// Takes `irp` back up through the completion routines, and gives its result to the requestor.
pub(crate) fn complete(kernel: &Io, irp: Irp) {
    if !check_completion(kernel, irp) {
        return;
    }
    let mut stack = irp.current();
    advance(irp);
    while irp.location() <= irp.stack_count() + 1 {
        let control = u32::from(stack.control());
        irp.set_pending_returned(BOOLEAN::from(control & SL_PENDING_RETURNED != 0));
        match routine_to_call(irp, stack, control) {
            Some(routine) => {
                let status = call_completion(kernel, irp, stack, routine);
                if status == STATUS_MORE_PROCESSING_REQUIRED {
                    return;
                }
            }
            None => {
                if irp.pending_returned() != 0 && irp.location() <= irp.stack_count() {
                    mark_pending(irp);
                }
                clear(stack);
            }
        }
        stack = irp.current();
        advance(irp);
    }
    super::trace::completed(kernel, irp);
    finish::finish(kernel, irp);
}

/// Whether the packet may be completed; reports why not.
fn check_completion(kernel: &Io, irp: Irp) -> bool {
    let address = irp.raw().addr() as u64;
    if irp.kind() != IO_TYPE_IRP as i16 || irp.is_completed() {
        let message = "IofCompleteRequest: the IRP was completed already".to_owned();
        kernel.report(
            rules::IRP_COMPLETED_TWICE.name,
            rules::IRP_COMPLETED_TWICE.code,
            [address, 0, 0, 0],
            message,
            kernel.driver_name(kernel.current_driver()),
        );
        return false;
    }
    if irp.status() == STATUS_PENDING {
        kernel.stop(
            IO_VIOLATION,
            [6, address, 0, 0],
            "IofCompleteRequest: the IRP's status is STATUS_PENDING; set its final status first"
                .to_owned(),
        );
    }
    if irp.cancel_routine().is_some() {
        kernel.stop(
            IO_VIOLATION,
            [7, address, 0, 0],
            "IofCompleteRequest: the IRP still has a cancel routine; \
             take it away with IoSetCancelRoutine first"
                .to_owned(),
        );
    }
    true
}

#[inline]
fn advance(irp: Irp) {
    irp.set_location(irp.location() + 1);
    irp.set_stack_pointer(irp.stack_pointer().wrapping_add(1));
}

fn routine_to_call(irp: Irp, stack: Stack, control: u32) -> PIO_COMPLETION_ROUTINE {
    let wanted = if irp.status() >= 0 {
        SL_INVOKE_ON_SUCCESS
    } else {
        SL_INVOKE_ON_ERROR
    };
    let canceled = irp.cancel() != 0 && control & SL_INVOKE_ON_CANCEL != 0;
    if control & wanted == 0 && !canceled {
        return None;
    }
    stack.completion()
}

fn call_completion(
    kernel: &Io,
    irp: Irp,
    stack: Stack,
    routine: wdk_sys::fn_ptr!(fn(PDEVICE_OBJECT, PIRP, PVOID) -> NTSTATUS),
) -> NTSTATUS {
    let context = stack.context();
    let (major, minor) = (stack.major(), stack.minor());
    clear(stack);
    // The owner of an IRP that it allocated without a location for itself has no device here.
    let device = if irp.location() > irp.stack_count() {
        ptr::null_mut()
    } else {
        irp.current().device()
    };
    // SAFETY: the location's device, while the packet is on its way.
    let owner = unsafe { Device::new(device) }
        .map_or_else(|| kernel.current_driver(), super::driver::id_of);
    kernel.in_driver_about(
        owner,
        Category::Irp,
        "CompletionRoutine",
        || {
            let (name, status) = (names::irp(major, minor), names::status(irp.status()));
            // SAFETY: null, or the location's device, while the packet is on its way.
            let device = unsafe { Device::new(device) };
            let about = super::trace::about(kernel, device, irp);
            (format!("{name} {status}"), about)
        },
        // SAFETY: set by the driver above with this context, and called once, as its location is
        // clear.
        || unsafe { routine(device, irp.raw(), context) },
        |status| Some(*status),
    )
}

/// Clears what a completed location held, except which function it was for.
fn clear(stack: Stack) {
    stack.set_minor(0);
    stack.set_flags(0);
    stack.set_control(0);
    stack.set_others(_IO_STACK_LOCATION__bindgen_ty_1__bindgen_ty_39 {
        Argument1: ptr::null_mut(),
        Argument2: ptr::null_mut(),
        Argument3: ptr::null_mut(),
        Argument4: ptr::null_mut(),
    });
    stack.set_file(ptr::null_mut());
}

/// `IoMarkIrpPending`.
pub(crate) fn mark_pending(irp: Irp) {
    let stack = irp.current();
    stack.set_control(stack.control() | SL_PENDING_RETURNED as u8);
}
