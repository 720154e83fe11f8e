//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    _DEVICE_OBJECT, _ECP_LIST, _FILE_GET_QUOTA_INFORMATION, _FILE_OBJECT, _MDL,
    _SCSI_REQUEST_BLOCK, ACCESS_MASK, BOOLEAN, BUS_QUERY_ID_TYPE, CCHAR, CHAR, CSHORT,
    DEVICE_RELATION_TYPE, DEVICE_TEXT_TYPE, DEVICE_USAGE_NOTIFICATION_TYPE,
    DIRECTORY_NOTIFY_INFORMATION_CLASS, FILE_INFORMATION_CLASS, FS_INFORMATION_CLASS, GUID, HANDLE,
    KAPC, KDEVICE_QUEUE_ENTRY, KIRQL, KPROCESSOR_MODE, LARGE_INTEGER, LCID, LIST_ENTRY, LONG,
    NTSTATUS, PACCESS_STATE, PCHAR, PCM_RESOURCE_LIST, PDEVICE_CAPABILITIES, PDEVICE_OBJECT,
    PDRIVER_CANCEL, PETHREAD, PFILE_OBJECT, PINTERFACE, PIO_RESOURCE_REQUIREMENTS_LIST, PKEVENT,
    PLARGE_INTEGER, POWER_ACTION, POWER_STATE, POWER_STATE_TYPE, PPOWER_SEQUENCE,
    PSECURITY_DESCRIPTOR, PSECURITY_QUALITY_OF_SERVICE, PSID, PUNICODE_STRING, PVOID, PVPB,
    SECURITY_INFORMATION, SYSTEM_POWER_STATE, SYSTEM_POWER_STATE_CONTEXT, UCHAR, ULONG, ULONG_PTR,
    USHORT, layout::layout,
};

/// Priorities of paging requests.
pub mod _IO_PAGING_PRIORITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoPagingPriorityInvalid: Type = 0;
    pub const IoPagingPriorityNormal: Type = 1;
    pub const IoPagingPriorityHigh: Type = 2;
    pub const IoPagingPriorityReserved1: Type = 3;
    pub const IoPagingPriorityReserved2: Type = 4;
}
/// A value of [`_IO_PAGING_PRIORITY`].
pub type IO_PAGING_PRIORITY = _IO_PAGING_PRIORITY::Type;

/// Priorities of IRPs.
pub mod _IO_PRIORITY_HINT {
    /// The values are of this type.
    pub type Type = i32;
    pub const IoPriorityVeryLow: Type = 0;
    pub const IoPriorityLow: Type = 1;
    pub const IoPriorityNormal: Type = 2;
    pub const IoPriorityHigh: Type = 3;
    pub const IoPriorityCritical: Type = 4;
    pub const MaxIoPriorityTypes: Type = 5;
}
/// A value of [`_IO_PRIORITY_HINT`].
pub type IO_PRIORITY_HINT = _IO_PRIORITY_HINT::Type;

/// What is left to do with a WMI request.
pub mod _SYSCTL_IRP_DISPOSITION {
    /// The values are of this type.
    pub type Type = i32;
    pub const IrpProcessed: Type = 0;
    pub const IrpNotCompleted: Type = 1;
    pub const IrpNotWmi: Type = 2;
    pub const IrpForward: Type = 3;
}
/// A value of [`_SYSCTL_IRP_DISPOSITION`].
pub type SYSCTL_IRP_DISPOSITION = _SYSCTL_IRP_DISPOSITION::Type;
/// Pointer to a [`SYSCTL_IRP_DISPOSITION`].
pub type PSYSCTL_IRP_DISPOSITION = *mut _SYSCTL_IRP_DISPOSITION::Type;

/// The transaction of a file object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TXN_PARAMETER_BLOCK {
    pub Length: USHORT,
    pub TxFsContext: USHORT,
    pub TransactionObject: PVOID,
}
/// A [`_TXN_PARAMETER_BLOCK`].
pub type TXN_PARAMETER_BLOCK = _TXN_PARAMETER_BLOCK;
/// Pointer to a [`_TXN_PARAMETER_BLOCK`].
pub type PTXN_PARAMETER_BLOCK = *mut _TXN_PARAMETER_BLOCK;

/// What a driver adds to a create request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_DRIVER_CREATE_CONTEXT {
    pub Size: CSHORT,
    pub ExtraCreateParameter: *mut _ECP_LIST,
    pub DeviceObjectHint: PVOID,
    pub TxnParameters: PTXN_PARAMETER_BLOCK,
    pub SiloContext: PVOID,
}
/// A [`_IO_DRIVER_CREATE_CONTEXT`].
pub type IO_DRIVER_CREATE_CONTEXT = _IO_DRIVER_CREATE_CONTEXT;
/// Pointer to a [`_IO_DRIVER_CREATE_CONTEXT`].
pub type PIO_DRIVER_CREATE_CONTEXT = *mut _IO_DRIVER_CREATE_CONTEXT;

/// Facts of a named pipe that is created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NAMED_PIPE_CREATE_PARAMETERS {
    pub NamedPipeType: ULONG,
    pub ReadMode: ULONG,
    pub CompletionMode: ULONG,
    pub MaximumInstances: ULONG,
    pub InboundQuota: ULONG,
    pub OutboundQuota: ULONG,
    pub DefaultTimeout: LARGE_INTEGER,
    pub TimeoutSpecified: BOOLEAN,
}
/// A [`_NAMED_PIPE_CREATE_PARAMETERS`].
pub type NAMED_PIPE_CREATE_PARAMETERS = _NAMED_PIPE_CREATE_PARAMETERS;
/// Pointer to a [`_NAMED_PIPE_CREATE_PARAMETERS`].
pub type PNAMED_PIPE_CREATE_PARAMETERS = *mut _NAMED_PIPE_CREATE_PARAMETERS;

/// Facts of a mailslot that is created.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _MAILSLOT_CREATE_PARAMETERS {
    pub MailslotQuota: ULONG,
    pub MaximumMessageSize: ULONG,
    pub ReadTimeout: LARGE_INTEGER,
    pub TimeoutSpecified: BOOLEAN,
}
/// A [`_MAILSLOT_CREATE_PARAMETERS`].
pub type MAILSLOT_CREATE_PARAMETERS = _MAILSLOT_CREATE_PARAMETERS;
/// Pointer to a [`_MAILSLOT_CREATE_PARAMETERS`].
pub type PMAILSLOT_CREATE_PARAMETERS = *mut _MAILSLOT_CREATE_PARAMETERS;

/// How a request ended.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STATUS_BLOCK {
    pub Anonymous: _IO_STATUS_BLOCK_Anonymous,
    pub Information: ULONG_PTR,
}
/// A [`_IO_STATUS_BLOCK`].
pub type IO_STATUS_BLOCK = _IO_STATUS_BLOCK;
/// Pointer to a [`_IO_STATUS_BLOCK`].
pub type PIO_STATUS_BLOCK = *mut _IO_STATUS_BLOCK;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_STATUS_BLOCK_Anonymous {
    pub Status: NTSTATUS,
    pub Pointer: PVOID,
}

/// The completion port of a file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_COMPLETION_CONTEXT {
    pub Port: PVOID,
    pub Key: PVOID,
}
/// A [`_IO_COMPLETION_CONTEXT`].
pub type IO_COMPLETION_CONTEXT = _IO_COMPLETION_CONTEXT;
/// Pointer to a [`_IO_COMPLETION_CONTEXT`].
pub type PIO_COMPLETION_CONTEXT = *mut _IO_COMPLETION_CONTEXT;

/// An I/O request packet. Members that have no name in C are called `Anonymous` here.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IRP {
    pub Type: CSHORT,
    pub Size: USHORT,
    pub MdlAddress: *mut _MDL,
    pub Flags: ULONG,
    pub AssociatedIrp: _IRP_AssociatedIrp,
    pub ThreadListEntry: LIST_ENTRY,
    pub IoStatus: IO_STATUS_BLOCK,
    pub RequestorMode: KPROCESSOR_MODE,
    pub PendingReturned: BOOLEAN,
    pub StackCount: CHAR,
    pub CurrentLocation: CHAR,
    pub Cancel: BOOLEAN,
    pub CancelIrql: KIRQL,
    pub ApcEnvironment: CCHAR,
    pub AllocationFlags: UCHAR,
    pub UserIosb: PIO_STATUS_BLOCK,
    pub UserEvent: PKEVENT,
    pub Overlay: _IRP_Overlay,
    pub CancelRoutine: PDRIVER_CANCEL,
    pub UserBuffer: PVOID,
    pub Tail: _IRP_Tail,
}
/// A [`_IRP`].
pub type IRP = _IRP;
/// Pointer to a [`_IRP`].
pub type PIRP = *mut _IRP;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_AssociatedIrp {
    pub MasterIrp: *mut _IRP,
    pub IrpCount: LONG,
    pub SystemBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_Overlay {
    pub AsynchronousParameters: _IRP_Overlay_AsynchronousParameters,
    pub AllocationSize: LARGE_INTEGER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IRP_Overlay_AsynchronousParameters {
    pub Anonymous: _IRP_Overlay_AsynchronousParameters_Anonymous,
    pub UserApcContext: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_Overlay_AsynchronousParameters_Anonymous {
    pub UserApcRoutine: PIO_APC_ROUTINE,
    pub IssuingProcess: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_Tail {
    pub Overlay: _IRP_Tail_Overlay,
    pub Apc: KAPC,
    pub CompletionKey: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IRP_Tail_Overlay {
    pub Anonymous1: _IRP_Tail_Overlay_Anonymous1,
    pub Thread: PETHREAD,
    pub AuxiliaryBuffer: PCHAR,
    pub Anonymous2: _IRP_Tail_Overlay_Anonymous2,
    pub OriginalFileObject: *mut _FILE_OBJECT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_Tail_Overlay_Anonymous1 {
    pub DeviceQueueEntry: KDEVICE_QUEUE_ENTRY,
    pub Anonymous: _IRP_Tail_Overlay_Anonymous1_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IRP_Tail_Overlay_Anonymous1_Anonymous {
    pub DriverContext: [PVOID; 4],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IRP_Tail_Overlay_Anonymous2 {
    pub ListEntry: LIST_ENTRY,
    pub Anonymous: _IRP_Tail_Overlay_Anonymous2_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IRP_Tail_Overlay_Anonymous2_Anonymous {
    pub CurrentStackLocation: *mut _IO_STACK_LOCATION,
    pub PacketType: ULONG,
}

/// The security of a create request.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_SECURITY_CONTEXT {
    pub SecurityQos: PSECURITY_QUALITY_OF_SERVICE,
    pub AccessState: PACCESS_STATE,
    pub DesiredAccess: ACCESS_MASK,
    pub FullCreateOptions: ULONG,
}
/// A [`_IO_SECURITY_CONTEXT`].
pub type IO_SECURITY_CONTEXT = _IO_SECURITY_CONTEXT;
/// Pointer to a [`_IO_SECURITY_CONTEXT`].
pub type PIO_SECURITY_CONTEXT = *mut _IO_SECURITY_CONTEXT;

/// What one driver of a stack is asked to do by an IRP.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION {
    pub MajorFunction: UCHAR,
    pub MinorFunction: UCHAR,
    pub Flags: UCHAR,
    pub Control: UCHAR,
    pub Parameters: _IO_STACK_LOCATION_Parameters,
    pub DeviceObject: PDEVICE_OBJECT,
    pub FileObject: PFILE_OBJECT,
    pub CompletionRoutine: PIO_COMPLETION_ROUTINE,
    pub Context: PVOID,
}
/// A [`_IO_STACK_LOCATION`].
pub type IO_STACK_LOCATION = _IO_STACK_LOCATION;
/// Pointer to a [`_IO_STACK_LOCATION`].
pub type PIO_STACK_LOCATION = *mut _IO_STACK_LOCATION;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_STACK_LOCATION_Parameters {
    pub Create: _IO_STACK_LOCATION_Parameters_Create,
    pub CreatePipe: _IO_STACK_LOCATION_Parameters_CreatePipe,
    pub CreateMailslot: _IO_STACK_LOCATION_Parameters_CreateMailslot,
    pub Read: _IO_STACK_LOCATION_Parameters_Read,
    pub Write: _IO_STACK_LOCATION_Parameters_Write,
    pub QueryDirectory: _IO_STACK_LOCATION_Parameters_QueryDirectory,
    pub NotifyDirectory: _IO_STACK_LOCATION_Parameters_NotifyDirectory,
    pub NotifyDirectoryEx: _IO_STACK_LOCATION_Parameters_NotifyDirectoryEx,
    pub QueryFile: _IO_STACK_LOCATION_Parameters_QueryFile,
    pub SetFile: _IO_STACK_LOCATION_Parameters_SetFile,
    pub QueryEa: _IO_STACK_LOCATION_Parameters_QueryEa,
    pub SetEa: _IO_STACK_LOCATION_Parameters_SetEa,
    pub QueryVolume: _IO_STACK_LOCATION_Parameters_QueryVolume,
    pub SetVolume: _IO_STACK_LOCATION_Parameters_SetVolume,
    pub FileSystemControl: _IO_STACK_LOCATION_Parameters_FileSystemControl,
    pub LockControl: _IO_STACK_LOCATION_Parameters_LockControl,
    pub DeviceIoControl: _IO_STACK_LOCATION_Parameters_DeviceIoControl,
    pub QuerySecurity: _IO_STACK_LOCATION_Parameters_QuerySecurity,
    pub SetSecurity: _IO_STACK_LOCATION_Parameters_SetSecurity,
    pub MountVolume: _IO_STACK_LOCATION_Parameters_MountVolume,
    pub VerifyVolume: _IO_STACK_LOCATION_Parameters_VerifyVolume,
    pub Scsi: _IO_STACK_LOCATION_Parameters_Scsi,
    pub QueryQuota: _IO_STACK_LOCATION_Parameters_QueryQuota,
    pub SetQuota: _IO_STACK_LOCATION_Parameters_SetQuota,
    pub QueryDeviceRelations: _IO_STACK_LOCATION_Parameters_QueryDeviceRelations,
    pub QueryInterface: _IO_STACK_LOCATION_Parameters_QueryInterface,
    pub DeviceCapabilities: _IO_STACK_LOCATION_Parameters_DeviceCapabilities,
    pub FilterResourceRequirements: _IO_STACK_LOCATION_Parameters_FilterResourceRequirements,
    pub ReadWriteConfig: _IO_STACK_LOCATION_Parameters_ReadWriteConfig,
    pub SetLock: _IO_STACK_LOCATION_Parameters_SetLock,
    pub QueryId: _IO_STACK_LOCATION_Parameters_QueryId,
    pub QueryDeviceText: _IO_STACK_LOCATION_Parameters_QueryDeviceText,
    pub UsageNotification: _IO_STACK_LOCATION_Parameters_UsageNotification,
    pub WaitWake: _IO_STACK_LOCATION_Parameters_WaitWake,
    pub PowerSequence: _IO_STACK_LOCATION_Parameters_PowerSequence,
    pub Power: _IO_STACK_LOCATION_Parameters_Power,
    pub StartDevice: _IO_STACK_LOCATION_Parameters_StartDevice,
    pub WMI: _IO_STACK_LOCATION_Parameters_WMI,
    pub Others: _IO_STACK_LOCATION_Parameters_Others,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Create {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileAttributes: USHORT,
    pub ShareAccess: USHORT,
    pub _padding2: [UCHAR; 4],
    pub EaLength: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_CreatePipe {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Reserved: USHORT,
    pub ShareAccess: USHORT,
    pub Parameters: PNAMED_PIPE_CREATE_PARAMETERS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_CreateMailslot {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Reserved: USHORT,
    pub ShareAccess: USHORT,
    pub Parameters: PMAILSLOT_CREATE_PARAMETERS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Read {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub Flags: ULONG,
    pub ByteOffset: LARGE_INTEGER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Write {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub Flags: ULONG,
    pub ByteOffset: LARGE_INTEGER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryDirectory {
    pub Length: ULONG,
    pub FileName: PUNICODE_STRING,
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub _padding1: [UCHAR; 4],
    pub FileIndex: ULONG,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_NotifyDirectory {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub CompletionFilter: ULONG,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_NotifyDirectoryEx {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub CompletionFilter: ULONG,
    pub _padding2: [UCHAR; 4],
    pub DirectoryNotifyInformationClass: DIRECTORY_NOTIFY_INFORMATION_CLASS,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryFile {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileInformationClass: FILE_INFORMATION_CLASS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetFile {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub FileObject: PFILE_OBJECT,
    pub Anonymous: _IO_STACK_LOCATION_Parameters_SetFile_Anonymous,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_STACK_LOCATION_Parameters_SetFile_Anonymous {
    pub Anonymous: _IO_STACK_LOCATION_Parameters_SetFile_Anonymous_Anonymous,
    pub ClusterCount: ULONG,
    pub DeleteHandle: HANDLE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetFile_Anonymous_Anonymous {
    pub ReplaceIfExists: BOOLEAN,
    pub AdvanceOnly: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryEa {
    pub Length: ULONG,
    pub EaList: PVOID,
    pub EaListLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub EaIndex: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetEa {
    pub Length: ULONG,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryVolume {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FsInformationClass: FS_INFORMATION_CLASS,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetVolume {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FsInformationClass: FS_INFORMATION_CLASS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_FileSystemControl {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub FsControlCode: ULONG,
    pub Type3InputBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_LockControl {
    pub Length: PLARGE_INTEGER,
    pub Key: ULONG,
    pub ByteOffset: LARGE_INTEGER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_DeviceIoControl {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
    pub Type3InputBuffer: PVOID,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QuerySecurity {
    pub SecurityInformation: SECURITY_INFORMATION,
    pub _padding1: [UCHAR; 4],
    pub Length: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetSecurity {
    pub SecurityInformation: SECURITY_INFORMATION,
    pub SecurityDescriptor: PSECURITY_DESCRIPTOR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_MountVolume {
    pub Vpb: PVPB,
    pub DeviceObject: PDEVICE_OBJECT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_VerifyVolume {
    pub Vpb: PVPB,
    pub DeviceObject: PDEVICE_OBJECT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Scsi {
    pub Srb: *mut _SCSI_REQUEST_BLOCK,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryQuota {
    pub Length: ULONG,
    pub StartSid: PSID,
    pub SidList: *mut _FILE_GET_QUOTA_INFORMATION,
    pub SidListLength: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetQuota {
    pub Length: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryDeviceRelations {
    pub Type: DEVICE_RELATION_TYPE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryInterface {
    pub InterfaceType: *const GUID,
    pub Size: USHORT,
    pub Version: USHORT,
    pub Interface: PINTERFACE,
    pub InterfaceSpecificData: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_DeviceCapabilities {
    pub Capabilities: PDEVICE_CAPABILITIES,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_FilterResourceRequirements {
    pub IoResourceRequirementList: PIO_RESOURCE_REQUIREMENTS_LIST,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_ReadWriteConfig {
    pub WhichSpace: ULONG,
    pub Buffer: PVOID,
    pub Offset: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Length: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_SetLock {
    pub Lock: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryId {
    pub IdType: BUS_QUERY_ID_TYPE,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_QueryDeviceText {
    pub DeviceTextType: DEVICE_TEXT_TYPE,
    pub _padding1: [UCHAR; 4],
    pub LocaleId: LCID,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_UsageNotification {
    pub InPath: BOOLEAN,
    pub Reserved: [BOOLEAN; 3],
    pub _padding1: [UCHAR; 4],
    pub Type: DEVICE_USAGE_NOTIFICATION_TYPE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_WaitWake {
    pub PowerState: SYSTEM_POWER_STATE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_PowerSequence {
    pub PowerSequence: PPOWER_SEQUENCE,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Power {
    pub Anonymous: _IO_STACK_LOCATION_Parameters_Power_Anonymous,
    pub _padding1: [UCHAR; 4],
    pub Type: POWER_STATE_TYPE,
    pub _padding2: [UCHAR; 4],
    pub State: POWER_STATE,
    pub _padding3: [UCHAR; 4],
    pub ShutdownType: POWER_ACTION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _IO_STACK_LOCATION_Parameters_Power_Anonymous {
    pub SystemContext: ULONG,
    pub SystemPowerStateContext: SYSTEM_POWER_STATE_CONTEXT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_StartDevice {
    pub AllocatedResources: PCM_RESOURCE_LIST,
    pub AllocatedResourcesTranslated: PCM_RESOURCE_LIST,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_WMI {
    pub ProviderId: ULONG_PTR,
    pub DataPath: PVOID,
    pub BufferSize: ULONG,
    pub Buffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_STACK_LOCATION_Parameters_Others {
    pub Argument1: PVOID,
    pub Argument2: PVOID,
    pub Argument3: PVOID,
    pub Argument4: PVOID,
}

crate::fn_types! {
    /// Called in the issuer's thread when a request is completed.
    pub type PIO_APC_ROUTINE = fn(
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        Reserved: ULONG,
    );
    /// Called when the lower drivers have completed an IRP.
    pub type PIO_COMPLETION_ROUTINE = fn(
        DeviceObject: *mut _DEVICE_OBJECT,
        Irp: *mut _IRP,
        Context: PVOID,
    ) -> NTSTATUS;
}

layout! {
    _TXN_PARAMETER_BLOCK: 16, 8 { Length: 0, TxFsContext: 2, TransactionObject: 8 }
    _IO_DRIVER_CREATE_CONTEXT: 40, 8 {
        Size: 0, ExtraCreateParameter: 8, DeviceObjectHint: 16, TxnParameters: 24, SiloContext: 32
    }
    _NAMED_PIPE_CREATE_PARAMETERS: 40, 8 {
        NamedPipeType: 0, ReadMode: 4, CompletionMode: 8, MaximumInstances: 12,
        InboundQuota: 16, OutboundQuota: 20, DefaultTimeout: 24, TimeoutSpecified: 32
    }
    _MAILSLOT_CREATE_PARAMETERS: 24, 8 {
        MailslotQuota: 0, MaximumMessageSize: 4, ReadTimeout: 8, TimeoutSpecified: 16
    }
    _IO_STATUS_BLOCK_Anonymous: 8, 8 { Status: 0, Pointer: 0 }
    _IO_STATUS_BLOCK: 16, 8 { Anonymous: 0, Information: 8 }
    _IO_COMPLETION_CONTEXT: 16, 8 { Port: 0, Key: 8 }
    _IRP_AssociatedIrp: 8, 8 { MasterIrp: 0, IrpCount: 0, SystemBuffer: 0 }
    _IRP_Overlay_AsynchronousParameters_Anonymous: 8, 8 { UserApcRoutine: 0, IssuingProcess: 0 }
    _IRP_Overlay_AsynchronousParameters: 16, 8 { Anonymous: 0, UserApcContext: 8 }
    _IRP_Overlay: 16, 8 { AsynchronousParameters: 0, AllocationSize: 0 }
    _IRP_Tail_Overlay_Anonymous1_Anonymous: 32, 8 { DriverContext: 0 }
    _IRP_Tail_Overlay_Anonymous1: 32, 8 { DeviceQueueEntry: 0, Anonymous: 0 }
    _IRP_Tail_Overlay_Anonymous2_Anonymous: 8, 8 { CurrentStackLocation: 0, PacketType: 0 }
    _IRP_Tail_Overlay_Anonymous2: 24, 8 { ListEntry: 0, Anonymous: 16 }
    _IRP_Tail_Overlay: 80, 8 {
        Anonymous1: 0, Thread: 32, AuxiliaryBuffer: 40, Anonymous2: 48, OriginalFileObject:
        72
    }
    _IRP_Tail: 88, 8 { Overlay: 0, Apc: 0, CompletionKey: 0 }
    _IRP: 208, 8 {
        Type: 0, Size: 2, MdlAddress: 8, Flags: 16, AssociatedIrp: 24, ThreadListEntry: 32,
        IoStatus: 48, RequestorMode: 64, PendingReturned: 65, StackCount: 66,
        CurrentLocation: 67, Cancel: 68, CancelIrql: 69, ApcEnvironment: 70,
        AllocationFlags: 71, UserIosb: 72, UserEvent: 80, Overlay: 88, CancelRoutine: 104,
        UserBuffer: 112, Tail: 120
    }
    _IO_SECURITY_CONTEXT: 24, 8 {
        SecurityQos: 0, AccessState: 8, DesiredAccess: 16, FullCreateOptions: 20
    }
    _IO_STACK_LOCATION_Parameters_Create: 32, 8 {
        SecurityContext: 0, Options: 8, FileAttributes: 16, ShareAccess: 18, EaLength: 24
    }
    _IO_STACK_LOCATION_Parameters_CreatePipe: 32, 8 {
        SecurityContext: 0, Options: 8, Reserved: 16, ShareAccess: 18, Parameters: 24
    }
    _IO_STACK_LOCATION_Parameters_CreateMailslot: 32, 8 {
        SecurityContext: 0, Options: 8, Reserved: 16, ShareAccess: 18, Parameters: 24
    }
    _IO_STACK_LOCATION_Parameters_Read: 24, 8 { Length: 0, Key: 8, Flags: 12, ByteOffset: 16 }
    _IO_STACK_LOCATION_Parameters_Write: 24, 8 { Length: 0, Key: 8, Flags: 12, ByteOffset: 16 }
    _IO_STACK_LOCATION_Parameters_QueryDirectory: 32, 8 {
        Length: 0, FileName: 8, FileInformationClass: 16, FileIndex: 24
    }
    _IO_STACK_LOCATION_Parameters_NotifyDirectory: 16, 8 { Length: 0, CompletionFilter: 8 }
    _IO_STACK_LOCATION_Parameters_NotifyDirectoryEx: 24, 8 {
        Length: 0, CompletionFilter: 8, DirectoryNotifyInformationClass: 16
    }
    _IO_STACK_LOCATION_Parameters_QueryFile: 16, 8 { Length: 0, FileInformationClass: 8 }
    _IO_STACK_LOCATION_Parameters_SetFile_Anonymous_Anonymous: 2, 1 {
        ReplaceIfExists: 0, AdvanceOnly: 1
    }
    _IO_STACK_LOCATION_Parameters_SetFile_Anonymous: 8, 8 {
        Anonymous: 0, ClusterCount: 0, DeleteHandle: 0
    }
    _IO_STACK_LOCATION_Parameters_SetFile: 32, 8 {
        Length: 0, FileInformationClass: 8, FileObject: 16, Anonymous: 24
    }
    _IO_STACK_LOCATION_Parameters_QueryEa: 32, 8 {
        Length: 0, EaList: 8, EaListLength: 16, EaIndex: 24
    }
    _IO_STACK_LOCATION_Parameters_SetEa: 4, 4 { Length: 0 }
    _IO_STACK_LOCATION_Parameters_QueryVolume: 16, 8 { Length: 0, FsInformationClass: 8 }
    _IO_STACK_LOCATION_Parameters_SetVolume: 16, 8 { Length: 0, FsInformationClass: 8 }
    _IO_STACK_LOCATION_Parameters_FileSystemControl: 32, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, FsControlCode: 16, Type3InputBuffer: 24
    }
    _IO_STACK_LOCATION_Parameters_LockControl: 24, 8 { Length: 0, Key: 8, ByteOffset: 16 }
    _IO_STACK_LOCATION_Parameters_DeviceIoControl: 32, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16, Type3InputBuffer: 24
    }
    _IO_STACK_LOCATION_Parameters_QuerySecurity: 16, 8 { SecurityInformation: 0, Length: 8 }
    _IO_STACK_LOCATION_Parameters_SetSecurity: 16, 8 {
        SecurityInformation: 0, SecurityDescriptor: 8
    }
    _IO_STACK_LOCATION_Parameters_MountVolume: 16, 8 { Vpb: 0, DeviceObject: 8 }
    _IO_STACK_LOCATION_Parameters_VerifyVolume: 16, 8 { Vpb: 0, DeviceObject: 8 }
    _IO_STACK_LOCATION_Parameters_Scsi: 8, 8 { Srb: 0 }
    _IO_STACK_LOCATION_Parameters_QueryQuota: 32, 8 {
        Length: 0, StartSid: 8, SidList: 16, SidListLength: 24
    }
    _IO_STACK_LOCATION_Parameters_SetQuota: 4, 4 { Length: 0 }
    _IO_STACK_LOCATION_Parameters_QueryDeviceRelations: 4, 4 { Type: 0 }
    _IO_STACK_LOCATION_Parameters_QueryInterface: 32, 8 {
        InterfaceType: 0, Size: 8, Version: 10, Interface: 16, InterfaceSpecificData: 24
    }
    _IO_STACK_LOCATION_Parameters_DeviceCapabilities: 8, 8 { Capabilities: 0 }
    _IO_STACK_LOCATION_Parameters_FilterResourceRequirements: 8, 8 { IoResourceRequirementList: 0 }
    _IO_STACK_LOCATION_Parameters_ReadWriteConfig: 32, 8 {
        WhichSpace: 0, Buffer: 8, Offset: 16, Length: 24
    }
    _IO_STACK_LOCATION_Parameters_SetLock: 1, 1 { Lock: 0 }
    _IO_STACK_LOCATION_Parameters_QueryId: 4, 4 { IdType: 0 }
    _IO_STACK_LOCATION_Parameters_QueryDeviceText: 16, 8 { DeviceTextType: 0, LocaleId: 8 }
    _IO_STACK_LOCATION_Parameters_UsageNotification: 16, 8 { InPath: 0, Reserved: 1, Type: 8 }
    _IO_STACK_LOCATION_Parameters_WaitWake: 4, 4 { PowerState: 0 }
    _IO_STACK_LOCATION_Parameters_PowerSequence: 8, 8 { PowerSequence: 0 }
    _IO_STACK_LOCATION_Parameters_Power_Anonymous: 4, 4 {
        SystemContext: 0, SystemPowerStateContext: 0
    }
    _IO_STACK_LOCATION_Parameters_Power: 32, 8 {
        Anonymous: 0, Type: 8, State: 16, ShutdownType: 24
    }
    _IO_STACK_LOCATION_Parameters_StartDevice: 16, 8 {
        AllocatedResources: 0, AllocatedResourcesTranslated: 8
    }
    _IO_STACK_LOCATION_Parameters_WMI: 32, 8 {
        ProviderId: 0, DataPath: 8, BufferSize: 16, Buffer: 24
    }
    _IO_STACK_LOCATION_Parameters_Others: 32, 8 {
        Argument1: 0, Argument2: 8, Argument3: 16, Argument4: 24
    }
    _IO_STACK_LOCATION_Parameters: 32, 8 {
        Create: 0, CreatePipe: 0, CreateMailslot: 0, Read: 0, Write: 0, QueryDirectory: 0,
        NotifyDirectory: 0, NotifyDirectoryEx: 0, QueryFile: 0, SetFile: 0, QueryEa: 0,
        SetEa: 0, QueryVolume: 0, SetVolume: 0, FileSystemControl: 0, LockControl: 0,
        DeviceIoControl: 0, QuerySecurity: 0, SetSecurity: 0, MountVolume: 0, VerifyVolume:
        0, Scsi: 0, QueryQuota: 0, SetQuota: 0, QueryDeviceRelations: 0, QueryInterface: 0,
        DeviceCapabilities: 0, FilterResourceRequirements: 0, ReadWriteConfig: 0, SetLock:
        0, QueryId: 0, QueryDeviceText: 0, UsageNotification: 0, WaitWake: 0, PowerSequence:
        0, Power: 0, StartDevice: 0, WMI: 0, Others: 0
    }
    _IO_STACK_LOCATION: 72, 8 {
        MajorFunction: 0, MinorFunction: 1, Flags: 2, Control: 3, Parameters: 8,
        DeviceObject: 40, FileObject: 48, CompletionRoutine: 56, Context: 64
    }
}
