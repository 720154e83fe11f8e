//! `wdm.h`, `ntddk.h`, `ntifs.h`: work items, remove locks, cancel-safe queues, error log, and
//! other services of the I/O manager.

use crate::{
    _DEVICE_OBJECT, _DRIVER_OBJECT, _IRP, BOOLEAN, GUID, InterlockedAdd, KEVENT, KIRQL,
    LARGE_INTEGER, LOGICAL, LONG, NTSTATUS, PCSTR, PDEVICE_OBJECT, PDRIVER_OBJECT, PEPROCESS,
    PETHREAD, PFILE_OBJECT, PHANDLE, PIRP, PKEVENT, PKIRQL, PKTHREAD, PULONG_PTR, PUNICODE_STRING,
    PVOID, PVPB, SIZE_T, UCHAR, ULONG, ULONG_PTR, UNICODE_STRING, USHORT, WORK_QUEUE_TYPE, imports,
    layout::layout,
};

/// The timer of a device object.
#[repr(C)]
pub struct _IO_TIMER {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_IO_TIMER`].
pub type PIO_TIMER = *mut _IO_TIMER;

/// A function that is queued for a system thread.
#[repr(C)]
pub struct _IO_WORKITEM {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_IO_WORKITEM`].
pub type PIO_WORKITEM = *mut _IO_WORKITEM;

/// What `IoGetContainerInformation` returns.
pub mod _IO_CONTAINER_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoSessionStateInformation: Type = 0;
    pub const IoMaxContainerInformationClass: Type = 1;
}
/// A value of [`_IO_CONTAINER_INFORMATION_CLASS`].
pub type IO_CONTAINER_INFORMATION_CLASS = _IO_CONTAINER_INFORMATION_CLASS::Type;

/// What `IoRegisterContainerNotification` reports.
pub mod _IO_CONTAINER_NOTIFICATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoSessionStateNotification: Type = 0;
    pub const IoMaxContainerNotificationClass: Type = 1;
}
/// A value of [`_IO_CONTAINER_NOTIFICATION_CLASS`].
pub type IO_CONTAINER_NOTIFICATION_CLASS = _IO_CONTAINER_NOTIFICATION_CLASS::Type;

/// Counters of disks and other devices.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CONFIGURATION_INFORMATION {
    pub DiskCount: ULONG,
    pub FloppyCount: ULONG,
    pub CdRomCount: ULONG,
    pub TapeCount: ULONG,
    pub ScsiPortCount: ULONG,
    pub SerialCount: ULONG,
    pub ParallelCount: ULONG,
    pub AtDiskPrimaryAddressClaimed: BOOLEAN,
    pub AtDiskSecondaryAddressClaimed: BOOLEAN,
    pub Version: ULONG,
    pub MediumChangerCount: ULONG,
}
/// A [`_CONFIGURATION_INFORMATION`].
pub type CONFIGURATION_INFORMATION = _CONFIGURATION_INFORMATION;
/// Pointer to a [`_CONFIGURATION_INFORMATION`].
pub type PCONFIGURATION_INFORMATION = *mut _CONFIGURATION_INFORMATION;

/// The signature of a disk.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_SIGNATURE {
    pub PartitionStyle: ULONG,
    pub Anonymous: _DISK_SIGNATURE_Anonymous,
}
/// A [`_DISK_SIGNATURE`].
pub type DISK_SIGNATURE = _DISK_SIGNATURE;
/// Pointer to a [`_DISK_SIGNATURE`].
pub type PDISK_SIGNATURE = *mut _DISK_SIGNATURE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DISK_SIGNATURE_Anonymous {
    pub Mbr: _DISK_SIGNATURE_Anonymous_Mbr,
    pub Gpt: _DISK_SIGNATURE_Anonymous_Gpt,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_SIGNATURE_Anonymous_Mbr {
    pub Signature: ULONG,
    pub CheckSum: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DISK_SIGNATURE_Anonymous_Gpt {
    pub DiskId: GUID,
}

/// The content of a remove lock.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_REMOVE_LOCK_COMMON_BLOCK {
    pub Removed: BOOLEAN,
    pub Reserved: [BOOLEAN; 3],
    pub IoCount: LONG,
    pub RemoveEvent: KEVENT,
}
/// A [`_IO_REMOVE_LOCK_COMMON_BLOCK`].
pub type IO_REMOVE_LOCK_COMMON_BLOCK = _IO_REMOVE_LOCK_COMMON_BLOCK;

/// Counts who uses a device, so that its removal can wait.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_REMOVE_LOCK {
    pub Common: IO_REMOVE_LOCK_COMMON_BLOCK,
}
/// A [`_IO_REMOVE_LOCK`].
pub type IO_REMOVE_LOCK = _IO_REMOVE_LOCK;
/// Pointer to a [`_IO_REMOVE_LOCK`].
pub type PIO_REMOVE_LOCK = *mut _IO_REMOVE_LOCK;

/// An entry for the system's event log.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_ERROR_LOG_PACKET {
    pub MajorFunctionCode: UCHAR,
    pub RetryCount: UCHAR,
    pub DumpDataSize: USHORT,
    pub NumberOfStrings: USHORT,
    pub StringOffset: USHORT,
    pub EventCategory: USHORT,
    pub ErrorCode: NTSTATUS,
    pub UniqueErrorValue: ULONG,
    pub FinalStatus: NTSTATUS,
    pub SequenceNumber: ULONG,
    pub IoControlCode: ULONG,
    pub DeviceOffset: LARGE_INTEGER,
    pub DumpData: [ULONG; 1],
}
/// A [`_IO_ERROR_LOG_PACKET`].
pub type IO_ERROR_LOG_PACKET = _IO_ERROR_LOG_PACKET;
/// Pointer to a [`_IO_ERROR_LOG_PACKET`].
pub type PIO_ERROR_LOG_PACKET = *mut _IO_ERROR_LOG_PACKET;

/// An IRP's place in a cancel-safe queue.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CSQ_IRP_CONTEXT {
    pub Type: ULONG,
    pub Irp: *mut _IRP,
    pub Csq: *mut _IO_CSQ,
}
/// A [`_IO_CSQ_IRP_CONTEXT`].
pub type IO_CSQ_IRP_CONTEXT = _IO_CSQ_IRP_CONTEXT;
/// Pointer to a [`_IO_CSQ_IRP_CONTEXT`].
pub type PIO_CSQ_IRP_CONTEXT = *mut _IO_CSQ_IRP_CONTEXT;

/// A cancel-safe queue.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_CSQ {
    pub Type: ULONG,
    pub CsqInsertIrp: PIO_CSQ_INSERT_IRP,
    pub CsqRemoveIrp: PIO_CSQ_REMOVE_IRP,
    pub CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP,
    pub CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK,
    pub CsqReleaseLock: PIO_CSQ_RELEASE_LOCK,
    pub CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP,
    pub ReservePointer: PVOID,
}
/// A [`_IO_CSQ`].
pub type IO_CSQ = _IO_CSQ;
/// Pointer to a [`_IO_CSQ`].
pub type PIO_CSQ = *mut _IO_CSQ;

crate::fn_types! {
    /// Called again when other drivers are initialised.
    pub type PDRIVER_REINITIALIZE = fn(
        DriverObject: *mut _DRIVER_OBJECT,
        Context: PVOID,
        Count: ULONG,
    );
    /// Called when a session changes.
    pub type PIO_CONTAINER_NOTIFICATION_FUNCTION = fn() -> NTSTATUS;
    /// Acquires a cancel-safe queue's lock.
    pub type PIO_CSQ_ACQUIRE_LOCK = fn(Csq: *mut _IO_CSQ, Irql: PKIRQL);
    /// Completes an IRP that was cancelled in the queue.
    pub type PIO_CSQ_COMPLETE_CANCELED_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    /// Inserts an IRP.
    pub type PIO_CSQ_INSERT_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    /// Inserts an IRP, or fails.
    pub type PIO_CSQ_INSERT_IRP_EX = fn(
        Csq: *mut _IO_CSQ,
        Irp: PIRP,
        InsertContext: PVOID,
    ) -> NTSTATUS;
    /// The next matching IRP after another.
    pub type PIO_CSQ_PEEK_NEXT_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP, PeekContext: PVOID) -> PIRP;
    /// Releases a cancel-safe queue's lock.
    pub type PIO_CSQ_RELEASE_LOCK = fn(Csq: *mut _IO_CSQ, Irql: KIRQL);
    /// Removes an IRP.
    pub type PIO_CSQ_REMOVE_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    /// Called once a second.
    pub type PIO_TIMER_ROUTINE = fn(DeviceObject: *mut _DEVICE_OBJECT, Context: PVOID);
    /// Runs in a system thread.
    pub type PIO_WORKITEM_ROUTINE = fn(DeviceObject: PDEVICE_OBJECT, Context: PVOID);
    /// Runs in a system thread.
    pub type PIO_WORKITEM_ROUTINE_EX = fn(
        IoObject: PVOID,
        Context: PVOID,
        IoWorkItem: PIO_WORKITEM,
    );
    /// Called for a nonmaskable interrupt.
    pub type PNMI_CALLBACK = fn(Context: PVOID, Handled: BOOLEAN) -> BOOLEAN;
}

layout! {
    _CONFIGURATION_INFORMATION: 40, 4 {
        DiskCount: 0, FloppyCount: 4, CdRomCount: 8, TapeCount: 12, ScsiPortCount: 16,
        SerialCount: 20, ParallelCount: 24, AtDiskPrimaryAddressClaimed: 28,
        AtDiskSecondaryAddressClaimed: 29, Version: 32, MediumChangerCount: 36
    }
    _DISK_SIGNATURE_Anonymous_Mbr: 8, 4 { Signature: 0, CheckSum: 4 }
    _DISK_SIGNATURE_Anonymous_Gpt: 16, 4 { DiskId: 0 }
    _DISK_SIGNATURE_Anonymous: 16, 4 { Mbr: 0, Gpt: 0 }
    _DISK_SIGNATURE: 20, 4 { PartitionStyle: 0, Anonymous: 4 }
    _IO_REMOVE_LOCK_COMMON_BLOCK: 32, 8 { Removed: 0, Reserved: 1, IoCount: 4, RemoveEvent: 8 }
    _IO_REMOVE_LOCK: 32, 8 { Common: 0 }
    _IO_ERROR_LOG_PACKET: 48, 8 {
        MajorFunctionCode: 0, RetryCount: 1, DumpDataSize: 2, NumberOfStrings: 4,
        StringOffset: 6, EventCategory: 8, ErrorCode: 12, UniqueErrorValue: 16, FinalStatus:
        20, SequenceNumber: 24, IoControlCode: 28, DeviceOffset: 32, DumpData: 40
    }
    _IO_CSQ_IRP_CONTEXT: 24, 8 { Type: 0, Irp: 8, Csq: 16 }
    _IO_CSQ: 64, 8 {
        Type: 0, CsqInsertIrp: 8, CsqRemoveIrp: 16, CsqPeekNextIrp: 24, CsqAcquireLock: 32,
        CsqReleaseLock: 40, CsqCompleteCanceledIrp: 48, ReservePointer: 56
    }
}

imports! { "ntoskrnl.exe";
    /// Counts one more use of a device; `STATUS_DELETE_PENDING` when it is being removed.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoAcquireRemoveLockEx(
        RemoveLock: PIO_REMOVE_LOCK,
        Tag: PVOID,
        File: PCSTR,
        Line: ULONG,
        RemlockSize: ULONG,
    ) -> NTSTATUS;
    /// Allocates an entry for the system's event log. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateerrorlogentry>
    pub fn IoAllocateErrorLogEntry(IoObject: PVOID, EntrySize: UCHAR) -> PVOID;
    /// Allocates a work item of a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioallocateworkitem>
    pub fn IoAllocateWorkItem(DeviceObject: PDEVICE_OBJECT) -> PIO_WORKITEM;
    /// Creates or opens a named event that stays set. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatenotificationevent>
    pub fn IoCreateNotificationEvent(EventName: PUNICODE_STRING, EventHandle: PHANDLE) -> PKEVENT;
    /// Creates or opens a named event that releases one thread. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatesynchronizationevent>
    pub fn IoCreateSynchronizationEvent(
        EventName: PUNICODE_STRING,
        EventHandle: PHANDLE,
    ) -> PKEVENT;
    /// Frees a work item that is not queued. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreeworkitem>
    pub fn IoFreeWorkItem(IoWorkItem: PIO_WORKITEM);
    /// The process of the current thread. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetcurrentprocess>
    pub fn IoGetCurrentProcess() -> PEPROCESS;
    /// Where the current thread's stack begins. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetinitialstack>
    pub fn IoGetInitialStack() -> PVOID;
    /// Queues a work item, which holds a reference to its device meanwhile. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioqueueworkitem>
    pub fn IoQueueWorkItem(
        IoWorkItem: PIO_WORKITEM,
        WorkerRoutine: PIO_WORKITEM_ROUTINE,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    );
    /// Prepares a remove lock. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoInitializeRemoveLockEx(
        Lock: PIO_REMOVE_LOCK,
        AllocateTag: ULONG,
        MaxLockedMinutes: ULONG,
        HighWatermark: ULONG,
        RemlockSize: ULONG,
    );
    /// Registers a function that is called once a second while the device's timer runs.
    /// IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializetimer>
    pub fn IoInitializeTimer(
        DeviceObject: PDEVICE_OBJECT,
        TimerRoutine: PIO_TIMER_ROUTINE,
        Context: PVOID,
    ) -> NTSTATUS;
    /// The system supports this version of WDM. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioiswdmversionavailable>
    pub fn IoIsWdmVersionAvailable(MajorVersion: UCHAR, MinorVersion: UCHAR) -> BOOLEAN;
    /// Asks for `IRP_MJ_SHUTDOWN` before file systems are flushed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioregistershutdownnotification>
    pub fn IoRegisterShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    /// Ends a use of a device, refuses new ones, and waits for the others. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoReleaseRemoveLockAndWaitEx(
        RemoveLock: PIO_REMOVE_LOCK,
        Tag: PVOID,
        RemlockSize: ULONG,
    );
    /// Ends a use of a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoReleaseRemoveLockEx(RemoveLock: PIO_REMOVE_LOCK, Tag: PVOID, RemlockSize: ULONG);
    /// Starts a device's timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iostarttimer>
    pub fn IoStartTimer(DeviceObject: PDEVICE_OBJECT);
    /// Stops a device's timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iostoptimer>
    pub fn IoStopTimer(DeviceObject: PDEVICE_OBJECT);
    /// Ends both kinds of shutdown notification. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iounregistershutdownnotification>
    pub fn IoUnregisterShutdownNotification(DeviceObject: PDEVICE_OBJECT);
    /// Queues an entry for the event log and frees it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowriteerrorlogentry>
    pub fn IoWriteErrorLogEntry(ElEntry: PVOID);
    /// Asks for `IRP_MJ_SHUTDOWN` after file systems are flushed. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioregisterlastchanceshutdownnotification>
    pub fn IoRegisterLastChanceShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    /// Initialises a cancel-safe queue over the driver's functions. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinitialize>
    pub fn IoCsqInitialize(
        Csq: PIO_CSQ,
        CsqInsertIrp: PIO_CSQ_INSERT_IRP,
        CsqRemoveIrp: PIO_CSQ_REMOVE_IRP,
        CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP,
        CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK,
        CsqReleaseLock: PIO_CSQ_RELEASE_LOCK,
        CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP,
    ) -> NTSTATUS;
    /// Inserts an IRP, which may be cancelled from now on. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinsertirp>
    pub fn IoCsqInsertIrp(Csq: PIO_CSQ, Irp: PIRP, Context: PIO_CSQ_IRP_CONTEXT);
    /// Removes the IRP of a context, or returns null when it was cancelled. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqremoveirp>
    pub fn IoCsqRemoveIrp(Csq: PIO_CSQ, Context: PIO_CSQ_IRP_CONTEXT) -> PIRP;
    /// Removes the next matching IRP, or returns null. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqremovenextirp>
    pub fn IoCsqRemoveNextIrp(Csq: PIO_CSQ, PeekContext: PVOID) -> PIRP;
    /// Frees an entry that is not written. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iofreeerrorlogentry>
    pub fn IoFreeErrorLogEntry(ElEntry: PVOID);
    /// As `IoCsqInitialize`, with an insert function that can fail. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinitializeex>
    pub fn IoCsqInitializeEx(
        Csq: PIO_CSQ,
        CsqInsertIrp: PIO_CSQ_INSERT_IRP_EX,
        CsqRemoveIrp: PIO_CSQ_REMOVE_IRP,
        CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP,
        CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK,
        CsqReleaseLock: PIO_CSQ_RELEASE_LOCK,
        CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP,
    ) -> NTSTATUS;
    /// As `IoCsqInsertIrp`, with the insert function's status. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocsqinsertirpex>
    pub fn IoCsqInsertIrpEx(
        Csq: PIO_CSQ,
        Irp: PIRP,
        Context: PIO_CSQ_IRP_CONTEXT,
        InsertContext: PVOID,
    ) -> NTSTATUS;
    /// A range lies on the current stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iowithinstacklimits>
    pub fn IoWithinStackLimits(RegionStart: ULONG_PTR, RegionSize: SIZE_T) -> LOGICAL;
    /// Bytes of a work item in the caller's memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosizeofworkitem>
    pub fn IoSizeofWorkItem() -> ULONG;
    /// Initialises a work item in the caller's memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializeworkitem>
    pub fn IoInitializeWorkItem(IoObject: PVOID, IoWorkItem: PIO_WORKITEM);
    /// Ends a work item in the caller's memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iouninitializeworkitem>
    pub fn IoUninitializeWorkItem(IoWorkItem: PIO_WORKITEM);
    /// As `IoQueueWorkItem`, with a routine that gets the work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioqueueworkitemex>
    pub fn IoQueueWorkItemEx(
        IoWorkItem: PIO_WORKITEM,
        WorkerRoutine: PIO_WORKITEM_ROUTINE_EX,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    );
    /// Attaches data to a file object's stream of scheduled I/O. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoAllocateSfioStreamIdentifier(
        FileObject: PFILE_OBJECT,
        Length: ULONG,
        Signature: PVOID,
        StreamIdentifier: *mut PVOID,
    ) -> NTSTATUS;
    /// Data that `IoAllocateSfioStreamIdentifier` attached. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoGetSfioStreamIdentifier(FileObject: PFILE_OBJECT, Signature: PVOID) -> PVOID;
    /// Frees data that `IoAllocateSfioStreamIdentifier` attached. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoFreeSfioStreamIdentifier(FileObject: PFILE_OBJECT, Signature: PVOID) -> NTSTATUS;
    /// State of a user's session. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetcontainerinformation>
    pub fn IoGetContainerInformation(
        InformationClass: IO_CONTAINER_INFORMATION_CLASS,
        ContainerObject: PVOID,
        Buffer: PVOID,
        BufferLength: ULONG,
    ) -> NTSTATUS;
    /// Asks to be told when sessions change. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioregistercontainernotification>
    pub fn IoRegisterContainerNotification(
        NotificationClass: IO_CONTAINER_NOTIFICATION_CLASS,
        CallbackFunction: PIO_CONTAINER_NOTIFICATION_FUNCTION,
        NotificationInformation: PVOID,
        NotificationInformationLength: ULONG,
        CallbackRegistration: PVOID,
    ) -> NTSTATUS;
    /// Ends what `IoRegisterContainerNotification` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iounregistercontainernotification>
    pub fn IoUnregisterContainerNotification(CallbackRegistration: PVOID);
    /// Where the current stack begins and ends. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetstacklimits>
    pub fn IoGetStackLimits(LowLimit: PULONG_PTR, HighLimit: PULONG_PTR);
    /// The process of a thread. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iothreadtoprocess>
    pub fn IoThreadToProcess(Thread: PETHREAD) -> PEPROCESS;
    /// The thread is the system's. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioissystemthread>
    pub fn IoIsSystemThread(Thread: PETHREAD) -> BOOLEAN;
    /// Asks a boot driver to be called when all boot devices are there. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioregisterbootdriverreinitialization>
    pub fn IoRegisterBootDriverReinitialization(
        DriverObject: PDRIVER_OBJECT,
        DriverReinitializationRoutine: PDRIVER_REINITIALIZE,
        Context: PVOID,
    );
    /// Asks to be called when all drivers are initialised. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioregisterdriverreinitialization>
    pub fn IoRegisterDriverReinitialization(
        DriverObject: PDRIVER_OBJECT,
        DriverReinitializationRoutine: PDRIVER_REINITIALIZE,
        Context: PVOID,
    );
    /// Asks the user what to do about an error; the IRP is completed then. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioraiseharderror>
    pub fn IoRaiseHardError(Irp: PIRP, Vpb: PVPB, RealDeviceObject: PDEVICE_OBJECT);
    /// Tells the user of an error. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioraiseinformationalharderror>
    pub fn IoRaiseInformationalHardError(
        ErrorStatus: NTSTATUS,
        String: PUNICODE_STRING,
        Thread: PKTHREAD,
    ) -> BOOLEAN;
    /// Notes the device that caused an error that the user can correct. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetharderrororverifydevice>
    pub fn IoSetHardErrorOrVerifyDevice(Irp: PIRP, DeviceObject: PDEVICE_OBJECT);
    /// Counters of disks, floppy drives, CD-ROMs and ports. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogetconfigurationinformation>
    pub fn IoGetConfigurationInformation() -> PCONFIGURATION_INFORMATION;
    /// Whether a thread's errors are shown. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetthreadharderrormode>
    pub fn IoSetThreadHardErrorMode(EnableHardErrors: BOOLEAN) -> BOOLEAN;
}

pub const ERROR_LOG_LIMIT_SIZE: ULONG = 240;
pub const IO_ERROR_LOG_MESSAGE_HEADER_LENGTH: ULONG = 104;
pub const ERROR_LOG_MESSAGE_LIMIT_SIZE: ULONG = 344;
pub const IO_ERROR_LOG_MESSAGE_LENGTH: ULONG = 344;
pub const ERROR_LOG_MAXIMUM_SIZE: ULONG = 240;
pub const IO_ATTACH_DEVICE: ULONG = 0x400;
pub const IO_ATTACH_DEVICE_API: ULONG = 0x8000_0000;

/// Prepares a remove lock; `HighWatermark` and `MaxLockedMinutes` matter to checked builds only.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioinitializeremovelock>
#[inline]
pub unsafe fn IoInitializeRemoveLock(
    Lock: PIO_REMOVE_LOCK,
    AllocateTag: ULONG,
    MaxLockedMinutes: ULONG,
    HighWatermark: ULONG,
) {
    let size = size_of::<IO_REMOVE_LOCK>() as ULONG;
    // SAFETY: the contract is the same.
    unsafe { IoInitializeRemoveLockEx(Lock, AllocateTag, MaxLockedMinutes, HighWatermark, size) };
}

/// Counts one more use of a device, unless it is being removed.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioacquireremovelock>
#[inline]
pub unsafe fn IoAcquireRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID) -> NTSTATUS {
    let size = size_of::<IO_REMOVE_LOCK>() as ULONG;
    // SAFETY: the contract is the same.
    unsafe { IoAcquireRemoveLockEx(Lock, Tag, c"".as_ptr().cast(), 1, size) }
}

/// Ends a use of a device.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleaseremovelock>
#[inline]
pub unsafe fn IoReleaseRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID) {
    // SAFETY: the contract is the same.
    unsafe { IoReleaseRemoveLockEx(Lock, Tag, size_of::<IO_REMOVE_LOCK>() as ULONG) };
}

/// Ends a use of a device, refuses new ones, and waits for the others to end.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioreleaseremovelockandwait>
#[inline]
pub unsafe fn IoReleaseRemoveLockAndWait(Lock: PIO_REMOVE_LOCK, Tag: PVOID) {
    // SAFETY: the contract is the same.
    unsafe { IoReleaseRemoveLockAndWaitEx(Lock, Tag, size_of::<IO_REMOVE_LOCK>() as ULONG) };
}

/// Counts paging files on a device. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioadjustpagingpathcount>
#[inline]
pub unsafe fn IoAdjustPagingPathCount(Count: *mut LONG, Increment: bool) {
    // SAFETY: the caller passes its counter.
    unsafe { InterlockedAdd(Count, if Increment { 1 } else { -1 }) };
}

/// Bytes of kernel stack that the current thread has left.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iogetremainingstacksize>
#[inline]
#[must_use]
pub unsafe fn IoGetRemainingStackSize() -> ULONG_PTR {
    let (mut low, mut high) = (0, 0);
    // SAFETY: both point to variables.
    unsafe { IoGetStackLimits(&raw mut low, &raw mut high) };
    (&raw const low).addr() as ULONG_PTR - low
}

crate::fn_types! {
    /// Called when boot-start drivers are initialised, before each and when all are done.
    pub type PBOOT_DRIVER_CALLBACK_FUNCTION = fn(
        CallbackContext: PVOID,
        Classification: BDCB_CALLBACK_TYPE,
        ImageInformation: PBDCB_IMAGE_INFORMATION,
    );
}

/// Why a boot driver callback is called.
pub mod _BDCB_CALLBACK_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const BdCbStatusUpdate: Type = 0;
    pub const BdCbInitializeImage: Type = 1;
}
/// A value of [`_BDCB_CALLBACK_TYPE`].
pub type BDCB_CALLBACK_TYPE = _BDCB_CALLBACK_TYPE::Type;

/// What an early-launch driver says of a boot-start image.
pub mod _BDCB_CLASSIFICATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const BdCbClassificationUnknownImage: Type = 0;
    pub const BdCbClassificationKnownGoodImage: Type = 1;
    pub const BdCbClassificationKnownBadImage: Type = 2;
    pub const BdCbClassificationKnownBadImageBootCritical: Type = 3;
    pub const BdCbClassificationEnd: Type = 4;
}
/// A value of [`_BDCB_CLASSIFICATION`].
pub type BDCB_CLASSIFICATION = _BDCB_CLASSIFICATION::Type;

/// A boot-start image that is about to be initialised.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _BDCB_IMAGE_INFORMATION {
    pub Classification: BDCB_CLASSIFICATION,
    pub ImageFlags: ULONG,
    pub ImageName: UNICODE_STRING,
    pub RegistryPath: UNICODE_STRING,
    pub CertificatePublisher: UNICODE_STRING,
    pub CertificateIssuer: UNICODE_STRING,
    pub ImageHash: PVOID,
    pub CertificateThumbprint: PVOID,
    pub ImageHashAlgorithm: ULONG,
    pub ThumbprintHashAlgorithm: ULONG,
    pub ImageHashLength: ULONG,
    pub CertificateThumbprintLength: ULONG,
}
/// A [`_BDCB_IMAGE_INFORMATION`].
pub type BDCB_IMAGE_INFORMATION = _BDCB_IMAGE_INFORMATION;
/// Pointer to a [`_BDCB_IMAGE_INFORMATION`].
pub type PBDCB_IMAGE_INFORMATION = *mut _BDCB_IMAGE_INFORMATION;

imports! { "ntoskrnl.exe";
    /// Registers an early-launch driver's view on boot-start images. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioregisterbootdrivercallback>
    pub fn IoRegisterBootDriverCallback(
        CallbackFunction: PBOOT_DRIVER_CALLBACK_FUNCTION,
        CallbackContext: PVOID,
    ) -> PVOID;
    /// Ends what `IoRegisterBootDriverCallback` began. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iounregisterbootdrivercallback>
    pub fn IoUnregisterBootDriverCallback(CallbackHandle: PVOID);
    /// Queues a work item unless it is queued. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn IoTryQueueWorkItem(
        IoWorkItem: PIO_WORKITEM,
        WorkerRoutine: PIO_WORKITEM_ROUTINE_EX,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    ) -> BOOLEAN;
}
