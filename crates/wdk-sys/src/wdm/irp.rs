//! `wdm.h`, `ntddk.h`, `ntifs.h`: I/O request packets: their structure, how drivers pass and
//! complete them.
//!
//! A member that has no name in C is called `Anonymous` (`Anonymous1`, ...) here, in the way of
//! windows-sys: `(*irp).Tail.Overlay.Anonymous2.Anonymous.CurrentStackLocation`.

mod constants;
mod types;

use core::ffi::c_void;

use crate::{
    BOOLEAN, CCHAR, CSHORT, KIRQL, KeInitializeDpc, KeInsertQueueDpc, LPCGUID, LPGUID, NTSTATUS,
    PDEVICE_OBJECT, PDRIVER_CANCEL, PEPROCESS, PKDEFERRED_ROUTINE, PKDPC, PKEVENT, PKIRQL,
    PLARGE_INTEGER, PULONG, PVOID, STATUS_DEVICE_NOT_READY, STATUS_IO_TIMEOUT,
    STATUS_MEDIA_WRITE_PROTECTED, STATUS_NO_MEDIA_IN_DEVICE, STATUS_UNRECOGNIZED_MEDIA,
    STATUS_VERIFY_REQUIRED, STATUS_WRONG_VOLUME, UCHAR, ULONG, USHORT, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Acquires the lock that guards cancel routines. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioacquirecancelspinlock>
    pub fn IoAcquireCancelSpinLock(Irql: PKIRQL);
    /// Allocates an IRP with so many stack locations, or returns null. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateirp>
    pub fn IoAllocateIrp(StackSize: CCHAR, ChargeQuota: BOOLEAN) -> PIRP;
    /// Allocates an IRP for reading, writing, flushing or shutdown; the caller frees it.
    /// IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iobuildasynchronousfsdrequest>
    pub fn IoBuildAsynchronousFsdRequest(
        MajorFunction: ULONG,
        DeviceObject: PDEVICE_OBJECT,
        Buffer: PVOID,
        Length: ULONG,
        StartingOffset: PLARGE_INTEGER,
        IoStatusBlock: PIO_STATUS_BLOCK,
    ) -> PIRP;
    /// Allocates an IRP for a control code; the system frees it and sets the event. IRQL:
    /// PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iobuilddeviceiocontrolrequest>
    pub fn IoBuildDeviceIoControlRequest(
        IoControlCode: ULONG,
        DeviceObject: PDEVICE_OBJECT,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
        InternalDeviceIoControl: BOOLEAN,
        Event: PKEVENT,
        IoStatusBlock: PIO_STATUS_BLOCK,
    ) -> PIRP;
    /// Allocates an IRP for reading, writing, flushing or shutdown; the system frees it and
    /// sets the event. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iobuildsynchronousfsdrequest>
    pub fn IoBuildSynchronousFsdRequest(
        MajorFunction: ULONG,
        DeviceObject: PDEVICE_OBJECT,
        Buffer: PVOID,
        Length: ULONG,
        StartingOffset: PLARGE_INTEGER,
        Event: PKEVENT,
        IoStatusBlock: PIO_STATUS_BLOCK,
    ) -> PIRP;
    /// Hands an IRP to the driver of a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofcalldriver>
    pub fn IofCallDriver(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// Completes an IRP: calls the completion routines of the drivers above, and its
    /// issuer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IofCompleteRequest(Irp: PIRP, PriorityBoost: CCHAR);
    /// Marks an IRP as cancelled and calls its cancel routine, if there is one. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocancelirp>
    pub fn IoCancelIrp(Irp: PIRP) -> BOOLEAN;
    /// Frees an IRP. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreeirp>
    pub fn IoFreeIrp(Irp: PIRP);
    /// Initialises an IRP in the caller's memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializeirp>
    pub fn IoInitializeIrp(Irp: PIRP, PacketSize: USHORT, StackSize: CCHAR);
    /// Releases the lock that guards cancel routines. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleasecancelspinlock>
    pub fn IoReleaseCancelSpinLock(Irql: KIRQL);
    /// Makes an IRP as new that `IoAllocateIrp` allocated. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreuseirp>
    pub fn IoReuseIrp(Irp: PIRP, Status: NTSTATUS);
    /// Starts the next IRP of a device's queue. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iostartnextpacket>
    pub fn IoStartNextPacket(DeviceObject: PDEVICE_OBJECT, Cancelable: BOOLEAN);
    /// Starts the next IRP of a device's queue by its key. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iostartnextpacketbykey>
    pub fn IoStartNextPacketByKey(DeviceObject: PDEVICE_OBJECT, Cancelable: BOOLEAN, Key: ULONG);
    /// Starts an IRP, or queues it while the device is busy. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iostartpacket>
    pub fn IoStartPacket(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        Key: PULONG,
        CancelFunction: PDRIVER_CANCEL,
    );
    /// The IRP that the current thread's file system works for. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogettoplevelirp>
    pub fn IoGetTopLevelIrp() -> PIRP;
    /// Sets the IRP that the current thread's file system works for. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosettoplevelirp>
    pub fn IoSetTopLevelIrp(Irp: PIRP);
    /// Sends an IRP down and waits until the lower drivers have completed it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioforwardirpsynchronously>
    pub fn IoForwardIrpSynchronously(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> BOOLEAN;
    /// As `IoSetCompletionRoutine`, and keeps the driver loaded until the routine returns.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetcompletionroutineex>
    pub fn IoSetCompletionRoutineEx(
        DeviceObject: PDEVICE_OBJECT,
        Irp: PIRP,
        CompletionRoutine: PIO_COMPLETION_ROUTINE,
        Context: PVOID,
        InvokeOnSuccess: BOOLEAN,
        InvokeOnError: BOOLEAN,
        InvokeOnCancel: BOOLEAN,
    ) -> NTSTATUS;
    /// How `IoStartPacket` and `IoStartNextPacket` treat a device. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetstartioattributes>
    pub fn IoSetStartIoAttributes(
        DeviceObject: PDEVICE_OBJECT,
        DeferredStartIo: BOOLEAN,
        NonCancelable: BOOLEAN,
    );
    /// An IRP's priority. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetiopriorityhint>
    pub fn IoGetIoPriorityHint(Irp: PIRP) -> IO_PRIORITY_HINT;
    /// Sets an IRP's priority. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetiopriorityhint>
    pub fn IoSetIoPriorityHint(Irp: PIRP, PriorityHint: IO_PRIORITY_HINT) -> NTSTATUS;
    /// The IRP's issuer is a 32-bit process. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iois32bitprocess>
    pub fn IoIs32bitProcess(Irp: PIRP) -> BOOLEAN;
    /// The process of the thread that issued an IRP. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetrequestorprocess>
    pub fn IoGetRequestorProcess(Irp: PIRP) -> PEPROCESS;
    /// The process identifier of the thread that issued an IRP. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetrequestorprocessid>
    pub fn IoGetRequestorProcessId(Irp: PIRP) -> ULONG;
    /// The session of the process that issued an IRP. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetrequestorsessionid>
    pub fn IoGetRequestorSessionId(Irp: PIRP, pSessionId: PULONG) -> NTSTATUS;
    /// The IRP's issuer waits for it. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioisoperationsynchronous>
    pub fn IoIsOperationSynchronous(Irp: PIRP) -> BOOLEAN;
    /// Adds an IRP to the current thread's list. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioqueuethreadirp>
    pub fn IoQueueThreadIrp(Irp: PIRP);
    /// Allocates an IRP that a master IRP waits for. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iomakeassociatedirp>
    pub fn IoMakeAssociatedIrp(Irp: PIRP, StackSize: CCHAR) -> PIRP;
}

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
            .Anonymous2
            .Anonymous
            .CurrentStackLocation
    }
}

/// The stack location of the next lower driver.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetnextirpstacklocation>
#[inline]
#[must_use]
pub unsafe fn IoGetNextIrpStackLocation(Irp: PIRP) -> PIO_STACK_LOCATION {
    // SAFETY: the caller has a valid IRP with a location below the current one.
    unsafe { IoGetCurrentIrpStackLocation(Irp).sub(1) }
}

/// Makes the next stack location the current one, for a driver that allocated the IRP.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetnextirpstacklocation>
#[inline]
pub unsafe fn IoSetNextIrpStackLocation(Irp: PIRP) {
    // SAFETY: the caller has a valid IRP with a location below the current one.
    unsafe {
        (*Irp).CurrentLocation -= 1;
        let location = &raw mut (*Irp)
            .Tail
            .Overlay
            .Anonymous2
            .Anonymous
            .CurrentStackLocation;
        *location = (*location).sub(1);
    }
}

/// Leaves the current stack location to the next lower driver.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioskipcurrentirpstacklocation>
#[inline]
pub unsafe fn IoSkipCurrentIrpStackLocation(Irp: PIRP) {
    // SAFETY: the caller has a valid IRP and its current location.
    unsafe {
        (*Irp).CurrentLocation += 1;
        let location = &raw mut (*Irp)
            .Tail
            .Overlay
            .Anonymous2
            .Anonymous
            .CurrentStackLocation;
        *location = (*location).add(1);
    }
}

/// Copies the current stack location to the next one, without completion routine.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocopycurrentirpstacklocationtonext>
#[inline]
pub unsafe fn IoCopyCurrentIrpStackLocationToNext(Irp: PIRP) {
    // SAFETY: the caller has a valid IRP with a location below the current one.
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
    // SAFETY: the caller has a valid IRP with a location below the current one.
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

/// The C name of [`IofCallDriver`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocalldriver>
#[inline]
pub unsafe fn IoCallDriver(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS {
    // SAFETY: the contract is the same.
    unsafe { IofCallDriver(DeviceObject, Irp) }
}

/// The C name of [`IofCompleteRequest`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocompleterequest>
#[inline]
pub unsafe fn IoCompleteRequest(Irp: PIRP, PriorityBoost: CCHAR) {
    // SAFETY: the contract is the same.
    unsafe { IofCompleteRequest(Irp, PriorityBoost) }
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

/// Clears a structure and sets its size.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioinitializedrivercreatecontext>
#[inline]
pub unsafe fn IoInitializeDriverCreateContext(DriverContext: PIO_DRIVER_CREATE_CONTEXT) {
    let context = IO_DRIVER_CREATE_CONTEXT {
        Size: size_of::<IO_DRIVER_CREATE_CONTEXT>() as CSHORT,
        ..Default::default()
    };
    // SAFETY: the caller passes memory for the structure.
    unsafe { DriverContext.write(context) };
}

crate::fn_types! {
    /// Finishes, at DISPATCH_LEVEL, what an interrupt service routine began.
    pub type PIO_DPC_ROUTINE =
        fn(Dpc: PKDPC, DeviceObject: PDEVICE_OBJECT, Irp: PIRP, Context: PVOID);
}

imports! { "ntoskrnl.exe";
    /// Moves a status and the name of a device to the master IRP of an associated one.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetmasterirpstatus>
    pub fn IoSetMasterIrpStatus(MasterIrp: PIRP, Status: NTSTATUS);
    /// Sends an IRP and waits until it is completed. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/>
    pub fn IoSynchronousCallDriver(DeviceObject: PDEVICE_OBJECT, Irp: PIRP) -> NTSTATUS;
    /// Allocates an IRP as `IoAllocateIrp` does, for a known device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateirpex>
    pub fn IoAllocateIrpEx(
        DeviceObject: PDEVICE_OBJECT,
        StackSize: CCHAR,
        ChargeQuota: BOOLEAN,
    ) -> PIRP;
    /// Initialises an IRP as `IoInitializeIrp` does, for a known device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoInitializeIrpEx(
        Irp: PIRP,
        DeviceObject: PDEVICE_OBJECT,
        PacketSize: USHORT,
        StackSize: CCHAR,
    );
    /// The size of an IRP with so many stack locations, for a known device.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoSizeOfIrpEx(DeviceObject: PDEVICE_OBJECT, StackSize: CCHAR) -> USHORT;
    /// Tags the current thread's ETW events with an activity, and returns the one before.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetactivityidthread>
    pub fn IoSetActivityIdThread(ActivityId: LPCGUID) -> LPGUID;
    /// Gives the current thread the activity back that `IoSetActivityIdThread` replaced.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioclearactivityidthread>
    pub fn IoClearActivityIdThread(OriginalId: LPCGUID);
    /// The activity that an IRP belongs to.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogetactivityidirp>
    pub fn IoGetActivityIdIrp(Irp: PIRP, Guid: LPGUID) -> NTSTATUS;
    /// Sets the activity that an IRP belongs to.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetactivityidirp>
    pub fn IoSetActivityIdIrp(Irp: PIRP, Guid: LPCGUID) -> NTSTATUS;
}
