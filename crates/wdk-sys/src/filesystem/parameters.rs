//! `fltKernel.h`: the parameters of each operation.

use crate::{
    BOOLEAN, BUS_QUERY_ID_TYPE, DEVICE_RELATION_TYPE, DEVICE_TEXT_TYPE,
    DEVICE_USAGE_NOTIFICATION_TYPE, DIRECTORY_NOTIFY_INFORMATION_CLASS, FILE_INFORMATION_CLASS,
    FS_FILTER_SECTION_SYNC_TYPE, FS_INFORMATION_CLASS, GUID, HANDLE, LARGE_INTEGER, LCID,
    PCM_RESOURCE_LIST, PDEVICE_CAPABILITIES, PDEVICE_OBJECT, PEPROCESS, PERESOURCE,
    PFILE_GET_QUOTA_INFORMATION, PFILE_NETWORK_OPEN_INFORMATION, PFILE_OBJECT, PFLT_INSTANCE,
    PFS_FILTER_SECTION_SYNC_OUTPUT, PINTERFACE, PIO_RESOURCE_REQUIREMENTS_LIST,
    PIO_SECURITY_CONTEXT, PIRP, PLARGE_INTEGER, PMDL, PSECURITY_DESCRIPTOR, PSID, PULONG,
    PUNICODE_STRING, PVOID, PVPB, SECURITY_INFORMATION, UCHAR, ULONG, ULONG_PTR, USHORT, WCHAR,
    layout::layout,
};

/// The parameters of each operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS {
    pub Create: _FLT_PARAMETERS_Create,
    pub CreatePipe: _FLT_PARAMETERS_CreatePipe,
    pub CreateMailslot: _FLT_PARAMETERS_CreateMailslot,
    pub Read: _FLT_PARAMETERS_Read,
    pub Write: _FLT_PARAMETERS_Write,
    pub QueryFileInformation: _FLT_PARAMETERS_QueryFileInformation,
    pub SetFileInformation: _FLT_PARAMETERS_SetFileInformation,
    pub QueryEa: _FLT_PARAMETERS_QueryEa,
    pub SetEa: _FLT_PARAMETERS_SetEa,
    pub QueryVolumeInformation: _FLT_PARAMETERS_QueryVolumeInformation,
    pub SetVolumeInformation: _FLT_PARAMETERS_SetVolumeInformation,
    pub DirectoryControl: _FLT_PARAMETERS_DirectoryControl,
    pub FileSystemControl: _FLT_PARAMETERS_FileSystemControl,
    pub DeviceIoControl: _FLT_PARAMETERS_DeviceIoControl,
    pub LockControl: _FLT_PARAMETERS_LockControl,
    pub QuerySecurity: _FLT_PARAMETERS_QuerySecurity,
    pub SetSecurity: _FLT_PARAMETERS_SetSecurity,
    pub WMI: _FLT_PARAMETERS_WMI,
    pub QueryQuota: _FLT_PARAMETERS_QueryQuota,
    pub SetQuota: _FLT_PARAMETERS_SetQuota,
    pub Pnp: _FLT_PARAMETERS_Pnp,
    pub AcquireForSectionSynchronization: _FLT_PARAMETERS_AcquireForSectionSynchronization,
    pub AcquireForModifiedPageWriter: _FLT_PARAMETERS_AcquireForModifiedPageWriter,
    pub ReleaseForModifiedPageWriter: _FLT_PARAMETERS_ReleaseForModifiedPageWriter,
    pub QueryOpen: _FLT_PARAMETERS_QueryOpen,
    pub FastIoCheckIfPossible: _FLT_PARAMETERS_FastIoCheckIfPossible,
    pub NetworkQueryOpen: _FLT_PARAMETERS_NetworkQueryOpen,
    pub MdlRead: _FLT_PARAMETERS_MdlRead,
    pub MdlReadComplete: _FLT_PARAMETERS_MdlReadComplete,
    pub PrepareMdlWrite: _FLT_PARAMETERS_PrepareMdlWrite,
    pub MdlWriteComplete: _FLT_PARAMETERS_MdlWriteComplete,
    pub MountVolume: _FLT_PARAMETERS_MountVolume,
    pub Others: _FLT_PARAMETERS_Others,
}
/// A [`_FLT_PARAMETERS`].
pub type FLT_PARAMETERS = _FLT_PARAMETERS;
/// Pointer to a [`_FLT_PARAMETERS`].
pub type PFLT_PARAMETERS = *mut _FLT_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Create {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileAttributes: USHORT,
    pub ShareAccess: USHORT,
    pub _padding2: [UCHAR; 4],
    pub EaLength: ULONG,
    pub EaBuffer: PVOID,
    pub AllocationSize: LARGE_INTEGER,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_CreatePipe {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Reserved: USHORT,
    pub ShareAccess: USHORT,
    pub Parameters: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_CreateMailslot {
    pub SecurityContext: PIO_SECURITY_CONTEXT,
    pub Options: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Reserved: USHORT,
    pub ShareAccess: USHORT,
    pub Parameters: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Read {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub ByteOffset: LARGE_INTEGER,
    pub ReadBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Write {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub ByteOffset: LARGE_INTEGER,
    pub WriteBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QueryFileInformation {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub InfoBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetFileInformation {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub ParentOfTarget: PFILE_OBJECT,
    pub Anonymous: _FLT_PARAMETERS_SetFileInformation_Anonymous,
    pub InfoBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS_SetFileInformation_Anonymous {
    pub Anonymous: _FLT_PARAMETERS_SetFileInformation_Anonymous_Anonymous,
    pub ClusterCount: ULONG,
    pub DeleteHandle: HANDLE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetFileInformation_Anonymous_Anonymous {
    pub ReplaceIfExists: BOOLEAN,
    pub AdvanceOnly: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QueryEa {
    pub Length: ULONG,
    pub EaList: PVOID,
    pub EaListLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub EaIndex: ULONG,
    pub EaBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetEa {
    pub Length: ULONG,
    pub EaBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QueryVolumeInformation {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FsInformationClass: FS_INFORMATION_CLASS,
    pub VolumeBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetVolumeInformation {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub FsInformationClass: FS_INFORMATION_CLASS,
    pub VolumeBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS_DirectoryControl {
    pub QueryDirectory: _FLT_PARAMETERS_DirectoryControl_QueryDirectory,
    pub NotifyDirectory: _FLT_PARAMETERS_DirectoryControl_NotifyDirectory,
    pub NotifyDirectoryEx: _FLT_PARAMETERS_DirectoryControl_NotifyDirectoryEx,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DirectoryControl_QueryDirectory {
    pub Length: ULONG,
    pub FileName: PUNICODE_STRING,
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub _padding1: [UCHAR; 4],
    pub FileIndex: ULONG,
    pub DirectoryBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DirectoryControl_NotifyDirectory {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub CompletionFilter: ULONG,
    pub _padding2: [UCHAR; 4],
    pub Spare1: ULONG,
    pub _padding3: [UCHAR; 4],
    pub Spare2: ULONG,
    pub DirectoryBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DirectoryControl_NotifyDirectoryEx {
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub CompletionFilter: ULONG,
    pub _padding2: [UCHAR; 4],
    pub DirectoryNotifyInformationClass: DIRECTORY_NOTIFY_INFORMATION_CLASS,
    pub _padding3: [UCHAR; 4],
    pub Spare2: ULONG,
    pub DirectoryBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS_FileSystemControl {
    pub VerifyVolume: _FLT_PARAMETERS_FileSystemControl_VerifyVolume,
    pub Common: _FLT_PARAMETERS_FileSystemControl_Common,
    pub Neither: _FLT_PARAMETERS_FileSystemControl_Neither,
    pub Buffered: _FLT_PARAMETERS_FileSystemControl_Buffered,
    pub Direct: _FLT_PARAMETERS_FileSystemControl_Direct,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FileSystemControl_VerifyVolume {
    pub Vpb: PVPB,
    pub DeviceObject: PDEVICE_OBJECT,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FileSystemControl_Common {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub FsControlCode: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FileSystemControl_Neither {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub FsControlCode: ULONG,
    pub InputBuffer: PVOID,
    pub OutputBuffer: PVOID,
    pub OutputMdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FileSystemControl_Buffered {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub FsControlCode: ULONG,
    pub SystemBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FileSystemControl_Direct {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub FsControlCode: ULONG,
    pub InputSystemBuffer: PVOID,
    pub OutputBuffer: PVOID,
    pub OutputMdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS_DeviceIoControl {
    pub Common: _FLT_PARAMETERS_DeviceIoControl_Common,
    pub Neither: _FLT_PARAMETERS_DeviceIoControl_Neither,
    pub Buffered: _FLT_PARAMETERS_DeviceIoControl_Buffered,
    pub Direct: _FLT_PARAMETERS_DeviceIoControl_Direct,
    pub FastIo: _FLT_PARAMETERS_DeviceIoControl_FastIo,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DeviceIoControl_Common {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DeviceIoControl_Neither {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
    pub InputBuffer: PVOID,
    pub OutputBuffer: PVOID,
    pub OutputMdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DeviceIoControl_Buffered {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
    pub SystemBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DeviceIoControl_Direct {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
    pub InputSystemBuffer: PVOID,
    pub OutputBuffer: PVOID,
    pub OutputMdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_DeviceIoControl_FastIo {
    pub OutputBufferLength: ULONG,
    pub _padding1: [UCHAR; 4],
    pub InputBufferLength: ULONG,
    pub _padding2: [UCHAR; 4],
    pub IoControlCode: ULONG,
    pub InputBuffer: PVOID,
    pub OutputBuffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_LockControl {
    pub Length: PLARGE_INTEGER,
    pub Key: ULONG,
    pub ByteOffset: LARGE_INTEGER,
    pub ProcessId: PEPROCESS,
    pub FailImmediately: BOOLEAN,
    pub ExclusiveLock: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QuerySecurity {
    pub SecurityInformation: SECURITY_INFORMATION,
    pub _padding1: [UCHAR; 4],
    pub Length: ULONG,
    pub SecurityBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetSecurity {
    pub SecurityInformation: SECURITY_INFORMATION,
    pub SecurityDescriptor: PSECURITY_DESCRIPTOR,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_WMI {
    pub ProviderId: ULONG_PTR,
    pub DataPath: PVOID,
    pub BufferSize: ULONG,
    pub Buffer: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QueryQuota {
    pub Length: ULONG,
    pub StartSid: PSID,
    pub SidList: PFILE_GET_QUOTA_INFORMATION,
    pub SidListLength: ULONG,
    pub QuotaBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_SetQuota {
    pub Length: ULONG,
    pub QuotaBuffer: PVOID,
    pub MdlAddress: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_PARAMETERS_Pnp {
    pub StartDevice: _FLT_PARAMETERS_Pnp_StartDevice,
    pub QueryDeviceRelations: _FLT_PARAMETERS_Pnp_QueryDeviceRelations,
    pub QueryInterface: _FLT_PARAMETERS_Pnp_QueryInterface,
    pub DeviceCapabilities: _FLT_PARAMETERS_Pnp_DeviceCapabilities,
    pub FilterResourceRequirements: _FLT_PARAMETERS_Pnp_FilterResourceRequirements,
    pub ReadWriteConfig: _FLT_PARAMETERS_Pnp_ReadWriteConfig,
    pub SetLock: _FLT_PARAMETERS_Pnp_SetLock,
    pub QueryId: _FLT_PARAMETERS_Pnp_QueryId,
    pub QueryDeviceText: _FLT_PARAMETERS_Pnp_QueryDeviceText,
    pub UsageNotification: _FLT_PARAMETERS_Pnp_UsageNotification,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_StartDevice {
    pub AllocatedResources: PCM_RESOURCE_LIST,
    pub AllocatedResourcesTranslated: PCM_RESOURCE_LIST,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_QueryDeviceRelations {
    pub Type: DEVICE_RELATION_TYPE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_QueryInterface {
    pub InterfaceType: *const GUID,
    pub Size: USHORT,
    pub Version: USHORT,
    pub Interface: PINTERFACE,
    pub InterfaceSpecificData: PVOID,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_DeviceCapabilities {
    pub Capabilities: PDEVICE_CAPABILITIES,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_FilterResourceRequirements {
    pub IoResourceRequirementList: PIO_RESOURCE_REQUIREMENTS_LIST,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_ReadWriteConfig {
    pub WhichSpace: ULONG,
    pub Buffer: PVOID,
    pub Offset: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Length: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_SetLock {
    pub Lock: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_QueryId {
    pub IdType: BUS_QUERY_ID_TYPE,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_QueryDeviceText {
    pub DeviceTextType: DEVICE_TEXT_TYPE,
    pub _padding1: [UCHAR; 4],
    pub LocaleId: LCID,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Pnp_UsageNotification {
    pub InPath: BOOLEAN,
    pub Reserved: [BOOLEAN; 3],
    pub _padding1: [UCHAR; 4],
    pub Type: DEVICE_USAGE_NOTIFICATION_TYPE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_AcquireForSectionSynchronization {
    pub SyncType: FS_FILTER_SECTION_SYNC_TYPE,
    pub PageProtection: ULONG,
    pub OutputInformation: PFS_FILTER_SECTION_SYNC_OUTPUT,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_AcquireForModifiedPageWriter {
    pub EndingOffset: PLARGE_INTEGER,
    pub ResourceToRelease: *mut PERESOURCE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_ReleaseForModifiedPageWriter {
    pub ResourceToRelease: PERESOURCE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_QueryOpen {
    pub Irp: PIRP,
    pub FileInformation: PVOID,
    pub Length: PULONG,
    pub FileInformationClass: FILE_INFORMATION_CLASS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_FastIoCheckIfPossible {
    pub FileOffset: LARGE_INTEGER,
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub LockKey: ULONG,
    pub _padding2: [UCHAR; 4],
    pub CheckForReadOperation: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_NetworkQueryOpen {
    pub Irp: PIRP,
    pub NetworkInformation: PFILE_NETWORK_OPEN_INFORMATION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_MdlRead {
    pub FileOffset: LARGE_INTEGER,
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub MdlChain: *mut PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_MdlReadComplete {
    pub MdlChain: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_PrepareMdlWrite {
    pub FileOffset: LARGE_INTEGER,
    pub Length: ULONG,
    pub _padding1: [UCHAR; 4],
    pub Key: ULONG,
    pub MdlChain: *mut PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_MdlWriteComplete {
    pub FileOffset: LARGE_INTEGER,
    pub MdlChain: PMDL,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_MountVolume {
    pub DeviceType: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_PARAMETERS_Others {
    pub Argument1: PVOID,
    pub Argument2: PVOID,
    pub Argument3: PVOID,
    pub Argument4: PVOID,
    pub Argument5: PVOID,
    pub Argument6: LARGE_INTEGER,
}

/// The parameters of an operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_IO_PARAMETER_BLOCK {
    pub IrpFlags: ULONG,
    pub MajorFunction: UCHAR,
    pub MinorFunction: UCHAR,
    pub OperationFlags: UCHAR,
    pub Reserved: UCHAR,
    pub TargetFileObject: PFILE_OBJECT,
    pub TargetInstance: PFLT_INSTANCE,
    pub Parameters: FLT_PARAMETERS,
}
/// A [`_FLT_IO_PARAMETER_BLOCK`].
pub type FLT_IO_PARAMETER_BLOCK = _FLT_IO_PARAMETER_BLOCK;
/// Pointer to a [`_FLT_IO_PARAMETER_BLOCK`].
pub type PFLT_IO_PARAMETER_BLOCK = *mut _FLT_IO_PARAMETER_BLOCK;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_TAG_DATA_BUFFER {
    pub FileTag: ULONG,
    pub TagDataLength: USHORT,
    pub UnparsedNameLength: USHORT,
    pub Anonymous: _FLT_TAG_DATA_BUFFER_Anonymous,
}
/// A [`_FLT_TAG_DATA_BUFFER`].
pub type FLT_TAG_DATA_BUFFER = _FLT_TAG_DATA_BUFFER;
/// Pointer to a [`_FLT_TAG_DATA_BUFFER`].
pub type PFLT_TAG_DATA_BUFFER = *mut _FLT_TAG_DATA_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_TAG_DATA_BUFFER_Anonymous {
    pub SymbolicLinkReparseBuffer: _FLT_TAG_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer,
    pub MountPointReparseBuffer: _FLT_TAG_DATA_BUFFER_Anonymous_MountPointReparseBuffer,
    pub GenericReparseBuffer: _FLT_TAG_DATA_BUFFER_Anonymous_GenericReparseBuffer,
    pub GenericGUIDReparseBuffer: _FLT_TAG_DATA_BUFFER_Anonymous_GenericGUIDReparseBuffer,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_TAG_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer {
    pub SubstituteNameOffset: USHORT,
    pub SubstituteNameLength: USHORT,
    pub PrintNameOffset: USHORT,
    pub PrintNameLength: USHORT,
    pub Flags: ULONG,
    pub PathBuffer: [WCHAR; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_TAG_DATA_BUFFER_Anonymous_MountPointReparseBuffer {
    pub SubstituteNameOffset: USHORT,
    pub SubstituteNameLength: USHORT,
    pub PrintNameOffset: USHORT,
    pub PrintNameLength: USHORT,
    pub PathBuffer: [WCHAR; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_TAG_DATA_BUFFER_Anonymous_GenericReparseBuffer {
    pub DataBuffer: [UCHAR; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_TAG_DATA_BUFFER_Anonymous_GenericGUIDReparseBuffer {
    pub TagGuid: GUID,
    pub DataBuffer: [UCHAR; 1],
}

layout! {
    _FLT_PARAMETERS_Create: 48, 8 {
        SecurityContext: 0, Options: 8, FileAttributes: 16, ShareAccess: 18, EaLength: 24,
        EaBuffer: 32, AllocationSize: 40
    }
    _FLT_PARAMETERS_CreatePipe: 32, 8 {
        SecurityContext: 0, Options: 8, Reserved: 16, ShareAccess: 18, Parameters: 24
    }
    _FLT_PARAMETERS_CreateMailslot: 32, 8 {
        SecurityContext: 0, Options: 8, Reserved: 16, ShareAccess: 18, Parameters: 24
    }
    _FLT_PARAMETERS_Read: 40, 8 {
        Length: 0, Key: 8, ByteOffset: 16, ReadBuffer: 24, MdlAddress: 32
    }
    _FLT_PARAMETERS_Write: 40, 8 {
        Length: 0, Key: 8, ByteOffset: 16, WriteBuffer: 24, MdlAddress: 32
    }
    _FLT_PARAMETERS_QueryFileInformation: 24, 8 {
        Length: 0, FileInformationClass: 8, InfoBuffer: 16
    }
    _FLT_PARAMETERS_SetFileInformation_Anonymous_Anonymous: 2, 1 {
        ReplaceIfExists: 0, AdvanceOnly: 1
    }
    _FLT_PARAMETERS_SetFileInformation_Anonymous: 8, 8 {
        Anonymous: 0, ClusterCount: 0, DeleteHandle: 0
    }
    _FLT_PARAMETERS_SetFileInformation: 40, 8 {
        Length: 0, FileInformationClass: 8, ParentOfTarget: 16, Anonymous: 24, InfoBuffer:
        32
    }
    _FLT_PARAMETERS_QueryEa: 48, 8 {
        Length: 0, EaList: 8, EaListLength: 16, EaIndex: 24, EaBuffer: 32, MdlAddress: 40
    }
    _FLT_PARAMETERS_SetEa: 24, 8 { Length: 0, EaBuffer: 8, MdlAddress: 16 }
    _FLT_PARAMETERS_QueryVolumeInformation: 24, 8 {
        Length: 0, FsInformationClass: 8, VolumeBuffer: 16
    }
    _FLT_PARAMETERS_SetVolumeInformation: 24, 8 {
        Length: 0, FsInformationClass: 8, VolumeBuffer: 16
    }
    _FLT_PARAMETERS_DirectoryControl_QueryDirectory: 48, 8 {
        Length: 0, FileName: 8, FileInformationClass: 16, FileIndex: 24, DirectoryBuffer:
        32, MdlAddress: 40
    }
    _FLT_PARAMETERS_DirectoryControl_NotifyDirectory: 48, 8 {
        Length: 0, CompletionFilter: 8, Spare1: 16, Spare2: 24, DirectoryBuffer: 32,
        MdlAddress: 40
    }
    _FLT_PARAMETERS_DirectoryControl_NotifyDirectoryEx: 48, 8 {
        Length: 0, CompletionFilter: 8, DirectoryNotifyInformationClass: 16, Spare2: 24,
        DirectoryBuffer: 32, MdlAddress: 40
    }
    _FLT_PARAMETERS_DirectoryControl: 48, 8 {
        QueryDirectory: 0, NotifyDirectory: 0, NotifyDirectoryEx: 0
    }
    _FLT_PARAMETERS_FileSystemControl_VerifyVolume: 16, 8 { Vpb: 0, DeviceObject: 8 }
    _FLT_PARAMETERS_FileSystemControl_Common: 24, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, FsControlCode: 16
    }
    _FLT_PARAMETERS_FileSystemControl_Neither: 48, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, FsControlCode: 16, InputBuffer: 24,
        OutputBuffer: 32, OutputMdlAddress: 40
    }
    _FLT_PARAMETERS_FileSystemControl_Buffered: 32, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, FsControlCode: 16, SystemBuffer: 24
    }
    _FLT_PARAMETERS_FileSystemControl_Direct: 48, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, FsControlCode: 16, InputSystemBuffer:
        24, OutputBuffer: 32, OutputMdlAddress: 40
    }
    _FLT_PARAMETERS_FileSystemControl: 48, 8 {
        VerifyVolume: 0, Common: 0, Neither: 0, Buffered: 0, Direct: 0
    }
    _FLT_PARAMETERS_DeviceIoControl_Common: 24, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16
    }
    _FLT_PARAMETERS_DeviceIoControl_Neither: 48, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16, InputBuffer: 24,
        OutputBuffer: 32, OutputMdlAddress: 40
    }
    _FLT_PARAMETERS_DeviceIoControl_Buffered: 32, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16, SystemBuffer: 24
    }
    _FLT_PARAMETERS_DeviceIoControl_Direct: 48, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16, InputSystemBuffer:
        24, OutputBuffer: 32, OutputMdlAddress: 40
    }
    _FLT_PARAMETERS_DeviceIoControl_FastIo: 40, 8 {
        OutputBufferLength: 0, InputBufferLength: 8, IoControlCode: 16, InputBuffer: 24,
        OutputBuffer: 32
    }
    _FLT_PARAMETERS_DeviceIoControl: 48, 8 {
        Common: 0, Neither: 0, Buffered: 0, Direct: 0, FastIo: 0
    }
    _FLT_PARAMETERS_LockControl: 40, 8 {
        Length: 0, Key: 8, ByteOffset: 16, ProcessId: 24, FailImmediately: 32,
        ExclusiveLock: 33
    }
    _FLT_PARAMETERS_QuerySecurity: 32, 8 {
        SecurityInformation: 0, Length: 8, SecurityBuffer: 16, MdlAddress: 24
    }
    _FLT_PARAMETERS_SetSecurity: 16, 8 { SecurityInformation: 0, SecurityDescriptor: 8 }
    _FLT_PARAMETERS_WMI: 32, 8 { ProviderId: 0, DataPath: 8, BufferSize: 16, Buffer: 24 }
    _FLT_PARAMETERS_QueryQuota: 48, 8 {
        Length: 0, StartSid: 8, SidList: 16, SidListLength: 24, QuotaBuffer: 32, MdlAddress:
        40
    }
    _FLT_PARAMETERS_SetQuota: 24, 8 { Length: 0, QuotaBuffer: 8, MdlAddress: 16 }
    _FLT_PARAMETERS_Pnp_StartDevice: 16, 8 {
        AllocatedResources: 0, AllocatedResourcesTranslated: 8
    }
    _FLT_PARAMETERS_Pnp_QueryDeviceRelations: 4, 4 { Type: 0 }
    _FLT_PARAMETERS_Pnp_QueryInterface: 32, 8 {
        InterfaceType: 0, Size: 8, Version: 10, Interface: 16, InterfaceSpecificData: 24
    }
    _FLT_PARAMETERS_Pnp_DeviceCapabilities: 8, 8 { Capabilities: 0 }
    _FLT_PARAMETERS_Pnp_FilterResourceRequirements: 8, 8 { IoResourceRequirementList: 0 }
    _FLT_PARAMETERS_Pnp_ReadWriteConfig: 32, 8 { WhichSpace: 0, Buffer: 8, Offset: 16, Length: 24 }
    _FLT_PARAMETERS_Pnp_SetLock: 1, 1 { Lock: 0 }
    _FLT_PARAMETERS_Pnp_QueryId: 4, 4 { IdType: 0 }
    _FLT_PARAMETERS_Pnp_QueryDeviceText: 16, 8 { DeviceTextType: 0, LocaleId: 8 }
    _FLT_PARAMETERS_Pnp_UsageNotification: 16, 8 { InPath: 0, Reserved: 1, Type: 8 }
    _FLT_PARAMETERS_Pnp: 32, 8 {
        StartDevice: 0, QueryDeviceRelations: 0, QueryInterface: 0, DeviceCapabilities: 0,
        FilterResourceRequirements: 0, ReadWriteConfig: 0, SetLock: 0, QueryId: 0,
        QueryDeviceText: 0, UsageNotification: 0
    }
    _FLT_PARAMETERS_AcquireForSectionSynchronization: 16, 8 {
        SyncType: 0, PageProtection: 4, OutputInformation: 8
    }
    _FLT_PARAMETERS_AcquireForModifiedPageWriter: 16, 8 { EndingOffset: 0, ResourceToRelease: 8 }
    _FLT_PARAMETERS_ReleaseForModifiedPageWriter: 8, 8 { ResourceToRelease: 0 }
    _FLT_PARAMETERS_QueryOpen: 32, 8 {
        Irp: 0, FileInformation: 8, Length: 16, FileInformationClass: 24
    }
    _FLT_PARAMETERS_FastIoCheckIfPossible: 32, 8 {
        FileOffset: 0, Length: 8, LockKey: 16, CheckForReadOperation: 24
    }
    _FLT_PARAMETERS_NetworkQueryOpen: 16, 8 { Irp: 0, NetworkInformation: 8 }
    _FLT_PARAMETERS_MdlRead: 32, 8 { FileOffset: 0, Length: 8, Key: 16, MdlChain: 24 }
    _FLT_PARAMETERS_MdlReadComplete: 8, 8 { MdlChain: 0 }
    _FLT_PARAMETERS_PrepareMdlWrite: 32, 8 { FileOffset: 0, Length: 8, Key: 16, MdlChain: 24 }
    _FLT_PARAMETERS_MdlWriteComplete: 16, 8 { FileOffset: 0, MdlChain: 8 }
    _FLT_PARAMETERS_MountVolume: 4, 4 { DeviceType: 0 }
    _FLT_PARAMETERS_Others: 48, 8 {
        Argument1: 0, Argument2: 8, Argument3: 16, Argument4: 24, Argument5: 32, Argument6:
        40
    }
    _FLT_PARAMETERS: 48, 8 {
        Create: 0, CreatePipe: 0, CreateMailslot: 0, Read: 0, Write: 0,
        QueryFileInformation: 0, SetFileInformation: 0, QueryEa: 0, SetEa: 0,
        QueryVolumeInformation: 0, SetVolumeInformation: 0, DirectoryControl: 0,
        FileSystemControl: 0, DeviceIoControl: 0, LockControl: 0, QuerySecurity: 0,
        SetSecurity: 0, WMI: 0, QueryQuota: 0, SetQuota: 0, Pnp: 0,
        AcquireForSectionSynchronization: 0, AcquireForModifiedPageWriter: 0,
        ReleaseForModifiedPageWriter: 0, QueryOpen: 0, FastIoCheckIfPossible: 0,
        NetworkQueryOpen: 0, MdlRead: 0, MdlReadComplete: 0, PrepareMdlWrite: 0,
        MdlWriteComplete: 0, MountVolume: 0, Others: 0
    }
    _FLT_IO_PARAMETER_BLOCK: 72, 8 {
        IrpFlags: 0, MajorFunction: 4, MinorFunction: 5, OperationFlags: 6, Reserved: 7,
        TargetFileObject: 8, TargetInstance: 16, Parameters: 24
    }
    _FLT_TAG_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer: 16, 4 {
        SubstituteNameOffset: 0, SubstituteNameLength: 2, PrintNameOffset: 4,
        PrintNameLength: 6, Flags: 8, PathBuffer: 12
    }
    _FLT_TAG_DATA_BUFFER_Anonymous_MountPointReparseBuffer: 10, 2 {
        SubstituteNameOffset: 0, SubstituteNameLength: 2, PrintNameOffset: 4,
        PrintNameLength: 6, PathBuffer: 8
    }
    _FLT_TAG_DATA_BUFFER_Anonymous_GenericReparseBuffer: 1, 1 { DataBuffer: 0 }
    _FLT_TAG_DATA_BUFFER_Anonymous_GenericGUIDReparseBuffer: 20, 4 { TagGuid: 0, DataBuffer: 16 }
    _FLT_TAG_DATA_BUFFER_Anonymous: 20, 4 {
        SymbolicLinkReparseBuffer: 0, MountPointReparseBuffer: 0, GenericReparseBuffer: 0,
        GenericGUIDReparseBuffer: 0
    }
    _FLT_TAG_DATA_BUFFER: 28, 4 {
        FileTag: 0, TagDataLength: 4, UnparsedNameLength: 6, Anonymous: 8
    }
}
