//! `wdm.h`, `ntddk.h`, `ntifs.h`: I/O request packets: their structure, how drivers pass and
//! complete them.
//!
//! A member that has no name in C is called `__bindgen_anon_1` (`__bindgen_anon_1`, ...) here, in the way of
//! windows-sys: `(*irp).Tail.Overlay.__bindgen_anon_2.__bindgen_anon_1.CurrentStackLocation`.

use core::{ffi::c_void, ptr::write};

use crate::{
    CCHAR, CSHORT, KeInitializeDpc, KeInsertQueueDpc, NTSTATUS, PDEVICE_OBJECT, PDRIVER_CANCEL,
    PKDEFERRED_ROUTINE, PVOID, STATUS_DEVICE_NOT_READY, STATUS_IO_TIMEOUT,
    STATUS_MEDIA_WRITE_PROTECTED, STATUS_NO_MEDIA_IN_DEVICE, STATUS_UNRECOGNIZED_MEDIA,
    STATUS_VERIFY_REQUIRED, STATUS_WRONG_VOLUME, UCHAR, ULONG, USHORT,
};

pub use crate::generated::wdm::irp::*;

/// An IRP's current stack location: what the driver that has the IRP was asked to do.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetcurrentirpstacklocation>
#[inline]
#[must_use]
pub unsafe fn IoGetCurrentIrpStackLocation(Irp: PIRP) -> PIO_STACK_LOCATION {
    // SAFETY: the caller has a valid IRP, whose stack locations are in use.
    unsafe {
        (*Irp)
            .Tail
            .Overlay
            .__bindgen_anon_2
            .__bindgen_anon_1
            .CurrentStackLocation
    }
}

/// The stack location of the next lower driver.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetnextirpstacklocation>
#[inline]
#[must_use]
pub unsafe fn IoGetNextIrpStackLocation(Irp: PIRP) -> PIO_STACK_LOCATION {
    // SAFETY: the caller has a valid IRP; its locations are one array, and the current one is not
    // the lowest.
    unsafe { IoGetCurrentIrpStackLocation(Irp).sub(1) }
}

/// Moves of the current stack location, by one.
macro_rules! moves {
    ($($(#[$meta:meta])* $name:ident = $step:literal;)*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name(Irp: PIRP) {
            // SAFETY: the caller owns a valid IRP, which has a location where it moves to.
            unsafe {
                (*Irp).CurrentLocation += $step;
                let location = &raw mut (*Irp)
                    .Tail
                    .Overlay
                    .__bindgen_anon_2
                    .__bindgen_anon_1
                    .CurrentStackLocation;
                *location = (*location).offset($step);
            }
        }
    )* };
}

moves! {
    /// Makes the next stack location the current one, for a driver that allocated the IRP.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetnextirpstacklocation>
    IoSetNextIrpStackLocation = -1;
    /// Leaves the current stack location to the next lower driver.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioskipcurrentirpstacklocation>
    IoSkipCurrentIrpStackLocation = 1;
}

/// Copies the current stack location to the next one, without completion routine.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocopycurrentirpstacklocationtonext>
#[inline]
pub unsafe fn IoCopyCurrentIrpStackLocationToNext(Irp: PIRP) {
    // SAFETY: the current location and the one below it are two elements of the IRP.
    unsafe {
        let from = IoGetCurrentIrpStackLocation(Irp);
        let to = from.sub(1);
        let bytes = core::mem::offset_of!(IO_STACK_LOCATION, CompletionRoutine);
        core::ptr::copy_nonoverlapping(from.cast::<u8>(), to.cast::<u8>(), bytes);
        (*to).Control = 0;
    }
}

/// Notes that the current driver completes the IRP later; its dispatch routine returns
/// `STATUS_PENDING`.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iomarkirppending>
#[inline]
pub unsafe fn IoMarkIrpPending(Irp: PIRP) {
    // SAFETY: the caller has a valid IRP and its current location.
    unsafe { (*IoGetCurrentIrpStackLocation(Irp)).Control |= SL_PENDING_RETURNED as UCHAR };
}

/// Registers what is called when the lower drivers have completed the IRP.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetcompletionroutine>
#[inline]
pub unsafe fn IoSetCompletionRoutine(
    Irp: PIRP,
    CompletionRoutine: PIO_COMPLETION_ROUTINE,
    Context: PVOID,
    InvokeOnSuccess: bool,
    InvokeOnError: bool,
    InvokeOnCancel: bool,
) {
    let when = |invoke: bool, flag: ULONG| if invoke { flag as UCHAR } else { 0 };
    // SAFETY: the location below the current one is for the driver that has the IRP to fill in.
    unsafe {
        let next = IoGetNextIrpStackLocation(Irp);
        (*next).CompletionRoutine = CompletionRoutine;
        (*next).Context = Context;
        (*next).Control = when(InvokeOnSuccess, SL_INVOKE_ON_SUCCESS)
            | when(InvokeOnError, SL_INVOKE_ON_ERROR)
            | when(InvokeOnCancel, SL_INVOKE_ON_CANCEL);
    }
}

/// Replaces an IRP's cancel routine and returns what it was, in one step.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetcancelroutine>
#[inline]
pub unsafe fn IoSetCancelRoutine(Irp: PIRP, CancelRoutine: PDRIVER_CANCEL) -> PDRIVER_CANCEL {
    // SAFETY: the caller has a valid IRP; a nullable function pointer is as wide as a pointer, and
    // only such pointers are ever stored in the field.
    unsafe {
        let field = core::sync::atomic::AtomicPtr::<c_void>::from_ptr(
            (&raw mut (*Irp).CancelRoutine).cast(),
        );
        let new = core::mem::transmute::<PDRIVER_CANCEL, PVOID>(CancelRoutine);
        let old = field.swap(new, core::sync::atomic::Ordering::SeqCst);
        core::mem::transmute::<PVOID, PDRIVER_CANCEL>(old)
    }
}

forward! {
    /// The C name of [`IofCallDriver`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocalldriver>
    pub unsafe fn IoCallDriver(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS
        = IofCallDriver(DeviceObject, Irp);

    /// The C name of [`IofCompleteRequest`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocompleterequest>
    pub unsafe fn IoCompleteRequest(Irp: PIRP, PriorityBoost: CCHAR)
        = IofCompleteRequest(Irp, PriorityBoost);
}

/// Bytes that an IRP with so many stack locations takes.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosizeofirp>
#[inline]
#[must_use]
pub const fn IoSizeOfIrp(StackSize: CCHAR) -> USHORT {
    (size_of::<IRP>() + StackSize as usize * size_of::<IO_STACK_LOCATION>()) as USHORT
}

/// The error is one that the user can correct, by inserting a medium for instance.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioiserroruserinduced>
#[inline]
#[must_use]
pub const fn IoIsErrorUserInduced(Status: NTSTATUS) -> bool {
    matches!(
        Status,
        STATUS_DEVICE_NOT_READY
            | STATUS_IO_TIMEOUT
            | STATUS_MEDIA_WRITE_PROTECTED
            | STATUS_NO_MEDIA_IN_DEVICE
            | STATUS_VERIFY_REQUIRED
            | STATUS_UNRECOGNIZED_MEDIA
            | STATUS_WRONG_VOLUME
    )
}

/// Prepares the DPC of a device for `IoRequestDpc`.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializedpcrequest>
#[inline]
pub unsafe fn IoInitializeDpcRequest(DeviceObject: PDEVICE_OBJECT, DpcRoutine: PIO_DPC_ROUTINE) {
    // SAFETY: the caller has a valid device; the two routine types differ only in the types of the
    // pointers that they take.
    unsafe {
        let routine = core::mem::transmute::<PIO_DPC_ROUTINE, PKDEFERRED_ROUTINE>(DpcRoutine);
        KeInitializeDpc(&raw mut (*DeviceObject).Dpc, routine, DeviceObject.cast());
    }
}

/// Queues the DPC of a device, from its interrupt service routine.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iorequestdpc>
#[inline]
pub unsafe fn IoRequestDpc(DeviceObject: PDEVICE_OBJECT, Irp: PIRP, Context: PVOID) {
    // SAFETY: the caller has a valid device, whose DPC is initialised.
    unsafe { KeInsertQueueDpc(&raw mut (*DeviceObject).Dpc, Irp.cast(), Context) };
}

forward! {
    /// Clears a structure and sets its size.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioinitializedrivercreatecontext>
    pub unsafe fn IoInitializeDriverCreateContext(DriverContext: PIO_DRIVER_CREATE_CONTEXT)
        = write(DriverContext, context)
        with context = IO_DRIVER_CREATE_CONTEXT {
            Size: size_of::<IO_DRIVER_CREATE_CONTEXT>() as CSHORT,
            ..Default::default()
        };
}
