//! io.

use crate::{layout::layout, *};

#[repr(C)]
pub struct _IO_TIMER {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_IO_TIMER`].
pub type PIO_TIMER = *mut _IO_TIMER;

#[repr(C)]
pub struct _IO_WORKITEM {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_IO_WORKITEM`].
pub type PIO_WORKITEM = *mut _IO_WORKITEM;

pub mod _IO_CONTAINER_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoSessionStateInformation: Type = 0;
    pub const IoMaxContainerInformationClass: Type = 1;
}
/// A value of [`_IO_CONTAINER_INFORMATION_CLASS`].
pub type IO_CONTAINER_INFORMATION_CLASS = _IO_CONTAINER_INFORMATION_CLASS::Type;

pub mod _IO_CONTAINER_NOTIFICATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoSessionStateNotification: Type = 0;
    pub const IoMaxContainerNotificationClass: Type = 1;
}
/// A value of [`_IO_CONTAINER_NOTIFICATION_CLASS`].
pub type IO_CONTAINER_NOTIFICATION_CLASS = _IO_CONTAINER_NOTIFICATION_CLASS::Type;

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

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_REMOVE_LOCK {
    pub Common: IO_REMOVE_LOCK_COMMON_BLOCK,
}
/// A [`_IO_REMOVE_LOCK`].
pub type IO_REMOVE_LOCK = _IO_REMOVE_LOCK;
/// Pointer to a [`_IO_REMOVE_LOCK`].
pub type PIO_REMOVE_LOCK = *mut _IO_REMOVE_LOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _BOOTDISK_INFORMATION {
    pub BootPartitionOffset: LONGLONG,
    pub SystemPartitionOffset: LONGLONG,
    pub BootDeviceSignature: ULONG,
    pub SystemDeviceSignature: ULONG,
}
/// A [`_BOOTDISK_INFORMATION`].
pub type BOOTDISK_INFORMATION = _BOOTDISK_INFORMATION;
/// Pointer to a [`_BOOTDISK_INFORMATION`].
pub type PBOOTDISK_INFORMATION = *mut _BOOTDISK_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LOADER_PARTITION_INFORMATION_EX {
    pub PartitionStyle: ULONG,
    pub PartitionNumber: ULONG,
    pub Anonymous: _LOADER_PARTITION_INFORMATION_EX_Anonymous,
    pub Flags: ULONG,
}
/// A [`_LOADER_PARTITION_INFORMATION_EX`].
pub type LOADER_PARTITION_INFORMATION_EX = _LOADER_PARTITION_INFORMATION_EX;
/// Pointer to a [`_LOADER_PARTITION_INFORMATION_EX`].
pub type PLOADER_PARTITION_INFORMATION_EX = *mut _LOADER_PARTITION_INFORMATION_EX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _LOADER_PARTITION_INFORMATION_EX_Anonymous {
    pub Signature: ULONG,
    pub DeviceId: GUID,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _BOOTDISK_INFORMATION_LITE {
    pub NumberEntries: ULONG,
    pub Entries: [LOADER_PARTITION_INFORMATION_EX; 1],
}
/// A [`_BOOTDISK_INFORMATION_LITE`].
pub type BOOTDISK_INFORMATION_LITE = _BOOTDISK_INFORMATION_LITE;
/// Pointer to a [`_BOOTDISK_INFORMATION_LITE`].
pub type PBOOTDISK_INFORMATION_LITE = *mut _BOOTDISK_INFORMATION_LITE;

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
    pub type PDRIVER_REINITIALIZE = fn(DriverObject: *mut _DRIVER_OBJECT, Context: PVOID, Count: ULONG);
    pub type PIO_CONTAINER_NOTIFICATION_FUNCTION = fn() -> NTSTATUS;
    pub type PIO_CSQ_ACQUIRE_LOCK = fn(Csq: *mut _IO_CSQ, Irql: PKIRQL);
    pub type PIO_CSQ_COMPLETE_CANCELED_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    pub type PIO_CSQ_INSERT_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    pub type PIO_CSQ_INSERT_IRP_EX = fn(Csq: *mut _IO_CSQ, Irp: PIRP, InsertContext: PVOID) -> NTSTATUS;
    pub type PIO_CSQ_PEEK_NEXT_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP, PeekContext: PVOID) -> PIRP;
    pub type PIO_CSQ_RELEASE_LOCK = fn(Csq: *mut _IO_CSQ, Irql: KIRQL);
    pub type PIO_CSQ_REMOVE_IRP = fn(Csq: *mut _IO_CSQ, Irp: PIRP);
    pub type PIO_TIMER_ROUTINE = fn(DeviceObject: *mut _DEVICE_OBJECT, Context: PVOID);
    pub type PIO_WORKITEM_ROUTINE = fn(DeviceObject: PDEVICE_OBJECT, Context: PVOID);
    pub type PIO_WORKITEM_ROUTINE_EX = fn(IoObject: PVOID, Context: PVOID, IoWorkItem: PIO_WORKITEM);
    pub type PNMI_CALLBACK = fn(Context: PVOID, Handled: BOOLEAN) -> BOOLEAN;
}

imports! { "ntoskrnl.exe";
    pub fn IoAcquireRemoveLockEx(RemoveLock: PIO_REMOVE_LOCK, Tag: PVOID, File: PCSTR, Line: ULONG, RemlockSize: ULONG) -> NTSTATUS;
    pub fn IoAllocateErrorLogEntry(IoObject: PVOID, EntrySize: UCHAR) -> PVOID;
    pub fn IoAllocateWorkItem(DeviceObject: PDEVICE_OBJECT) -> PIO_WORKITEM;
    pub fn IoCreateNotificationEvent(EventName: PUNICODE_STRING, EventHandle: PHANDLE) -> PKEVENT;
    pub fn IoCreateSynchronizationEvent(EventName: PUNICODE_STRING, EventHandle: PHANDLE) -> PKEVENT;
    pub fn IoFreeWorkItem(IoWorkItem: PIO_WORKITEM);
    pub fn IoGetBootDiskInformation(BootDiskInformation: PBOOTDISK_INFORMATION, Size: ULONG) -> NTSTATUS;
    pub fn IoGetCurrentProcess() -> PEPROCESS;
    pub fn IoGetInitialStack() -> PVOID;
    pub fn IoQueueWorkItem(IoWorkItem: PIO_WORKITEM, WorkerRoutine: PIO_WORKITEM_ROUTINE, QueueType: WORK_QUEUE_TYPE, Context: PVOID);
    pub fn IoInitializeRemoveLockEx(Lock: PIO_REMOVE_LOCK, AllocateTag: ULONG, MaxLockedMinutes: ULONG, HighWatermark: ULONG, RemlockSize: ULONG);
    pub fn IoInitializeTimer(DeviceObject: PDEVICE_OBJECT, TimerRoutine: PIO_TIMER_ROUTINE, Context: PVOID) -> NTSTATUS;
    pub fn IoIsWdmVersionAvailable(MajorVersion: UCHAR, MinorVersion: UCHAR) -> BOOLEAN;
    pub fn IoRegisterShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoReleaseRemoveLockAndWaitEx(RemoveLock: PIO_REMOVE_LOCK, Tag: PVOID, RemlockSize: ULONG);
    pub fn IoReleaseRemoveLockEx(RemoveLock: PIO_REMOVE_LOCK, Tag: PVOID, RemlockSize: ULONG);
    pub fn IoStartTimer(DeviceObject: PDEVICE_OBJECT);
    pub fn IoStopTimer(DeviceObject: PDEVICE_OBJECT);
    pub fn IoUnregisterShutdownNotification(DeviceObject: PDEVICE_OBJECT);
    pub fn IoWriteErrorLogEntry(ElEntry: PVOID);
    pub fn IoRegisterLastChanceShutdownNotification(DeviceObject: PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoCsqInitialize(Csq: PIO_CSQ, CsqInsertIrp: PIO_CSQ_INSERT_IRP, CsqRemoveIrp: PIO_CSQ_REMOVE_IRP, CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP, CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK, CsqReleaseLock: PIO_CSQ_RELEASE_LOCK, CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP) -> NTSTATUS;
    pub fn IoCsqInsertIrp(Csq: PIO_CSQ, Irp: PIRP, Context: PIO_CSQ_IRP_CONTEXT);
    pub fn IoCsqRemoveIrp(Csq: PIO_CSQ, Context: PIO_CSQ_IRP_CONTEXT) -> PIRP;
    pub fn IoCsqRemoveNextIrp(Csq: PIO_CSQ, PeekContext: PVOID) -> PIRP;
    pub fn IoFreeErrorLogEntry(ElEntry: PVOID);
    pub fn IoCsqInitializeEx(Csq: PIO_CSQ, CsqInsertIrp: PIO_CSQ_INSERT_IRP_EX, CsqRemoveIrp: PIO_CSQ_REMOVE_IRP, CsqPeekNextIrp: PIO_CSQ_PEEK_NEXT_IRP, CsqAcquireLock: PIO_CSQ_ACQUIRE_LOCK, CsqReleaseLock: PIO_CSQ_RELEASE_LOCK, CsqCompleteCanceledIrp: PIO_CSQ_COMPLETE_CANCELED_IRP) -> NTSTATUS;
    pub fn IoCsqInsertIrpEx(Csq: PIO_CSQ, Irp: PIRP, Context: PIO_CSQ_IRP_CONTEXT, InsertContext: PVOID) -> NTSTATUS;
    pub fn IoGetBootDiskInformationLite(BootDiskInformation: *mut PBOOTDISK_INFORMATION_LITE) -> NTSTATUS;
    pub fn IoWithinStackLimits(RegionStart: ULONG_PTR, RegionSize: SIZE_T) -> LOGICAL;
    pub fn IoSizeofWorkItem() -> ULONG;
    pub fn IoInitializeWorkItem(IoObject: PVOID, IoWorkItem: PIO_WORKITEM);
    pub fn IoUninitializeWorkItem(IoWorkItem: PIO_WORKITEM);
    pub fn IoQueueWorkItemEx(IoWorkItem: PIO_WORKITEM, WorkerRoutine: PIO_WORKITEM_ROUTINE_EX, QueueType: WORK_QUEUE_TYPE, Context: PVOID);
    pub fn IoAllocateSfioStreamIdentifier(FileObject: PFILE_OBJECT, Length: ULONG, Signature: PVOID, StreamIdentifier: *mut PVOID) -> NTSTATUS;
    pub fn IoGetSfioStreamIdentifier(FileObject: PFILE_OBJECT, Signature: PVOID) -> PVOID;
    pub fn IoFreeSfioStreamIdentifier(FileObject: PFILE_OBJECT, Signature: PVOID) -> NTSTATUS;
    pub fn IoGetContainerInformation(InformationClass: IO_CONTAINER_INFORMATION_CLASS, ContainerObject: PVOID, Buffer: PVOID, BufferLength: ULONG) -> NTSTATUS;
    pub fn IoRegisterContainerNotification(NotificationClass: IO_CONTAINER_NOTIFICATION_CLASS, CallbackFunction: PIO_CONTAINER_NOTIFICATION_FUNCTION, NotificationInformation: PVOID, NotificationInformationLength: ULONG, CallbackRegistration: PVOID) -> NTSTATUS;
    pub fn IoUnregisterContainerNotification(CallbackRegistration: PVOID);
    pub fn IoGetStackLimits(LowLimit: PULONG_PTR, HighLimit: PULONG_PTR);
    pub fn IoThreadToProcess(Thread: PETHREAD) -> PEPROCESS;
    pub fn IoIsSystemThread(Thread: PETHREAD) -> BOOLEAN;
    pub fn IoRegisterBootDriverReinitialization(DriverObject: PDRIVER_OBJECT, DriverReinitializationRoutine: PDRIVER_REINITIALIZE, Context: PVOID);
    pub fn IoRegisterDriverReinitialization(DriverObject: PDRIVER_OBJECT, DriverReinitializationRoutine: PDRIVER_REINITIALIZE, Context: PVOID);
    pub fn IoRaiseHardError(Irp: PIRP, Vpb: PVPB, RealDeviceObject: PDEVICE_OBJECT);
    pub fn IoRaiseInformationalHardError(ErrorStatus: NTSTATUS, String: PUNICODE_STRING, Thread: PKTHREAD) -> BOOLEAN;
    pub fn IoSetHardErrorOrVerifyDevice(Irp: PIRP, DeviceObject: PDEVICE_OBJECT);
    pub fn IoGetConfigurationInformation() -> PCONFIGURATION_INFORMATION;
    pub fn IoSetThreadHardErrorMode(EnableHardErrors: BOOLEAN) -> BOOLEAN;
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
    _BOOTDISK_INFORMATION: 24, 8 {
        BootPartitionOffset: 0, SystemPartitionOffset: 8, BootDeviceSignature: 16,
        SystemDeviceSignature: 20
    }
    _LOADER_PARTITION_INFORMATION_EX_Anonymous: 16, 4 { Signature: 0, DeviceId: 0 }
    _LOADER_PARTITION_INFORMATION_EX: 28, 4 {
        PartitionStyle: 0, PartitionNumber: 4, Anonymous: 8, Flags: 24
    }
    _BOOTDISK_INFORMATION_LITE: 32, 4 { NumberEntries: 0, Entries: 4 }
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

pub const ERROR_LOG_LIMIT_SIZE: ULONG = 240;
pub const IO_ERROR_LOG_MESSAGE_HEADER_LENGTH: ULONG = 104;
pub const ERROR_LOG_MESSAGE_LIMIT_SIZE: ULONG = 344;
pub const IO_ERROR_LOG_MESSAGE_LENGTH: ULONG = 344;
pub const ERROR_LOG_MAXIMUM_SIZE: ULONG = 240;
pub const IO_ATTACH_DEVICE: ULONG = 0x400;
pub const IO_ATTACH_DEVICE_API: ULONG = 0x8000_0000;

/// Prepares a remove lock; `HighWatermark` and `MaxLockedMinutes` matter to checked builds only.
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
#[inline]
pub unsafe fn IoAcquireRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID) -> NTSTATUS {
    let size = size_of::<IO_REMOVE_LOCK>() as ULONG;
    // SAFETY: the contract is the same.
    unsafe { IoAcquireRemoveLockEx(Lock, Tag, c"".as_ptr().cast(), 1, size) }
}

/// Ends a use of a device.
#[inline]
pub unsafe fn IoReleaseRemoveLock(Lock: PIO_REMOVE_LOCK, Tag: PVOID) {
    // SAFETY: the contract is the same.
    unsafe { IoReleaseRemoveLockEx(Lock, Tag, size_of::<IO_REMOVE_LOCK>() as ULONG) };
}

/// Ends a use of a device, refuses new ones, and waits for the others to end.
#[inline]
pub unsafe fn IoReleaseRemoveLockAndWait(Lock: PIO_REMOVE_LOCK, Tag: PVOID) {
    // SAFETY: the contract is the same.
    unsafe { IoReleaseRemoveLockAndWaitEx(Lock, Tag, size_of::<IO_REMOVE_LOCK>() as ULONG) };
}

/// Bytes of kernel stack that the current thread has left.
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
    pub fn IoUnregisterBootDriverCallback(CallbackHandle: PVOID);
    /// Queues a work item unless it is queued. IRQL: <= DISPATCH_LEVEL.
    pub fn IoTryQueueWorkItem(
        IoWorkItem: PIO_WORKITEM,
        WorkerRoutine: PIO_WORKITEM_ROUTINE_EX,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    ) -> BOOLEAN;
}
