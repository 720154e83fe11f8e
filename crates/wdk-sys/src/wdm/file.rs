//! file.

use crate::{layout::layout, *};

#[repr(C)]
pub struct _CREATE_DISK {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_CREATE_DISK`].
pub type PCREATE_DISK = *mut _CREATE_DISK;

#[repr(C)]
pub struct _DRIVE_LAYOUT_INFORMATION_EX {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_DRIVE_LAYOUT_INFORMATION_EX`].
pub type PDRIVE_LAYOUT_INFORMATION_EX = *mut _DRIVE_LAYOUT_INFORMATION_EX;

#[repr(C)]
pub struct _ECP_LIST {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_ECP_LIST`].
pub type PECP_LIST = *mut _ECP_LIST;

pub mod _CREATE_FILE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const CreateFileTypeNone: Type = 0;
    pub const CreateFileTypeNamedPipe: Type = 1;
    pub const CreateFileTypeMailslot: Type = 2;
}
/// A value of [`_CREATE_FILE_TYPE`].
pub type CREATE_FILE_TYPE = _CREATE_FILE_TYPE::Type;

pub mod _DIRECTORY_NOTIFY_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const DirectoryNotifyInformation: Type = 1;
    pub const DirectoryNotifyExtendedInformation: Type = 2;
}
/// A value of [`_DIRECTORY_NOTIFY_INFORMATION_CLASS`].
pub type DIRECTORY_NOTIFY_INFORMATION_CLASS = _DIRECTORY_NOTIFY_INFORMATION_CLASS::Type;
/// Pointer to a [`DIRECTORY_NOTIFY_INFORMATION_CLASS`].
pub type PDIRECTORY_NOTIFY_INFORMATION_CLASS = *mut _DIRECTORY_NOTIFY_INFORMATION_CLASS::Type;

pub mod _FILE_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FileDirectoryInformation: Type = 1;
    pub const FileFullDirectoryInformation: Type = 2;
    pub const FileBothDirectoryInformation: Type = 3;
    pub const FileBasicInformation: Type = 4;
    pub const FileStandardInformation: Type = 5;
    pub const FileInternalInformation: Type = 6;
    pub const FileEaInformation: Type = 7;
    pub const FileAccessInformation: Type = 8;
    pub const FileNameInformation: Type = 9;
    pub const FileRenameInformation: Type = 10;
    pub const FileLinkInformation: Type = 11;
    pub const FileNamesInformation: Type = 12;
    pub const FileDispositionInformation: Type = 13;
    pub const FilePositionInformation: Type = 14;
    pub const FileFullEaInformation: Type = 15;
    pub const FileModeInformation: Type = 16;
    pub const FileAlignmentInformation: Type = 17;
    pub const FileAllInformation: Type = 18;
    pub const FileAllocationInformation: Type = 19;
    pub const FileEndOfFileInformation: Type = 20;
    pub const FileAlternateNameInformation: Type = 21;
    pub const FileStreamInformation: Type = 22;
    pub const FilePipeInformation: Type = 23;
    pub const FilePipeLocalInformation: Type = 24;
    pub const FilePipeRemoteInformation: Type = 25;
    pub const FileMailslotQueryInformation: Type = 26;
    pub const FileMailslotSetInformation: Type = 27;
    pub const FileCompressionInformation: Type = 28;
    pub const FileObjectIdInformation: Type = 29;
    pub const FileCompletionInformation: Type = 30;
    pub const FileMoveClusterInformation: Type = 31;
    pub const FileQuotaInformation: Type = 32;
    pub const FileReparsePointInformation: Type = 33;
    pub const FileNetworkOpenInformation: Type = 34;
    pub const FileAttributeTagInformation: Type = 35;
    pub const FileTrackingInformation: Type = 36;
    pub const FileIdBothDirectoryInformation: Type = 37;
    pub const FileIdFullDirectoryInformation: Type = 38;
    pub const FileValidDataLengthInformation: Type = 39;
    pub const FileShortNameInformation: Type = 40;
    pub const FileIoCompletionNotificationInformation: Type = 41;
    pub const FileIoStatusBlockRangeInformation: Type = 42;
    pub const FileIoPriorityHintInformation: Type = 43;
    pub const FileSfioReserveInformation: Type = 44;
    pub const FileSfioVolumeInformation: Type = 45;
    pub const FileHardLinkInformation: Type = 46;
    pub const FileProcessIdsUsingFileInformation: Type = 47;
    pub const FileNormalizedNameInformation: Type = 48;
    pub const FileNetworkPhysicalNameInformation: Type = 49;
    pub const FileIdGlobalTxDirectoryInformation: Type = 50;
    pub const FileIsRemoteDeviceInformation: Type = 51;
    pub const FileUnusedInformation: Type = 52;
    pub const FileNumaNodeInformation: Type = 53;
    pub const FileStandardLinkInformation: Type = 54;
    pub const FileRemoteProtocolInformation: Type = 55;
    pub const FileRenameInformationBypassAccessCheck: Type = 56;
    pub const FileLinkInformationBypassAccessCheck: Type = 57;
    pub const FileVolumeNameInformation: Type = 58;
    pub const FileIdInformation: Type = 59;
    pub const FileIdExtdDirectoryInformation: Type = 60;
    pub const FileReplaceCompletionInformation: Type = 61;
    pub const FileHardLinkFullIdInformation: Type = 62;
    pub const FileIdExtdBothDirectoryInformation: Type = 63;
    pub const FileDispositionInformationEx: Type = 64;
    pub const FileRenameInformationEx: Type = 65;
    pub const FileRenameInformationExBypassAccessCheck: Type = 66;
    pub const FileDesiredStorageClassInformation: Type = 67;
    pub const FileStatInformation: Type = 68;
    pub const FileMemoryPartitionInformation: Type = 69;
    pub const FileStatLxInformation: Type = 70;
    pub const FileCaseSensitiveInformation: Type = 71;
    pub const FileLinkInformationEx: Type = 72;
    pub const FileLinkInformationExBypassAccessCheck: Type = 73;
    pub const FileStorageReserveIdInformation: Type = 74;
    pub const FileCaseSensitiveInformationForceAccessCheck: Type = 75;
    pub const FileMaximumInformation: Type = 76;
}
/// A value of [`_FILE_INFORMATION_CLASS`].
pub type FILE_INFORMATION_CLASS = _FILE_INFORMATION_CLASS::Type;
/// Pointer to a [`FILE_INFORMATION_CLASS`].
pub type PFILE_INFORMATION_CLASS = *mut _FILE_INFORMATION_CLASS::Type;

pub mod _FSINFOCLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FileFsVolumeInformation: Type = 1;
    pub const FileFsLabelInformation: Type = 2;
    pub const FileFsSizeInformation: Type = 3;
    pub const FileFsDeviceInformation: Type = 4;
    pub const FileFsAttributeInformation: Type = 5;
    pub const FileFsControlInformation: Type = 6;
    pub const FileFsFullSizeInformation: Type = 7;
    pub const FileFsObjectIdInformation: Type = 8;
    pub const FileFsDriverPathInformation: Type = 9;
    pub const FileFsVolumeFlagsInformation: Type = 10;
    pub const FileFsSectorSizeInformation: Type = 11;
    pub const FileFsDataCopyInformation: Type = 12;
    pub const FileFsMetadataSizeInformation: Type = 13;
    pub const FileFsFullSizeInformationEx: Type = 14;
    pub const FileFsMaximumInformation: Type = 15;
}
/// A value of [`_FSINFOCLASS`].
pub type FS_INFORMATION_CLASS = _FSINFOCLASS::Type;
/// Pointer to a [`FS_INFORMATION_CLASS`].
pub type PFS_INFORMATION_CLASS = *mut _FSINFOCLASS::Type;

pub mod _MMFLUSH_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmFlushForDelete: Type = 0;
    pub const MmFlushForWrite: Type = 1;
}
/// A value of [`_MMFLUSH_TYPE`].
pub type MMFLUSH_TYPE = _MMFLUSH_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ALIGNMENT_INFORMATION {
    pub AlignmentRequirement: ULONG,
}
/// A [`_FILE_ALIGNMENT_INFORMATION`].
pub type FILE_ALIGNMENT_INFORMATION = _FILE_ALIGNMENT_INFORMATION;
/// Pointer to a [`_FILE_ALIGNMENT_INFORMATION`].
pub type PFILE_ALIGNMENT_INFORMATION = *mut _FILE_ALIGNMENT_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_NAME_INFORMATION {
    pub FileNameLength: ULONG,
    pub FileName: [WCHAR; 1],
}
/// A [`_FILE_NAME_INFORMATION`].
pub type FILE_NAME_INFORMATION = _FILE_NAME_INFORMATION;
/// Pointer to a [`_FILE_NAME_INFORMATION`].
pub type PFILE_NAME_INFORMATION = *mut _FILE_NAME_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ATTRIBUTE_TAG_INFORMATION {
    pub FileAttributes: ULONG,
    pub ReparseTag: ULONG,
}
/// A [`_FILE_ATTRIBUTE_TAG_INFORMATION`].
pub type FILE_ATTRIBUTE_TAG_INFORMATION = _FILE_ATTRIBUTE_TAG_INFORMATION;
/// Pointer to a [`_FILE_ATTRIBUTE_TAG_INFORMATION`].
pub type PFILE_ATTRIBUTE_TAG_INFORMATION = *mut _FILE_ATTRIBUTE_TAG_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_DISPOSITION_INFORMATION {
    pub DeleteFile: BOOLEAN,
}
/// A [`_FILE_DISPOSITION_INFORMATION`].
pub type FILE_DISPOSITION_INFORMATION = _FILE_DISPOSITION_INFORMATION;
/// Pointer to a [`_FILE_DISPOSITION_INFORMATION`].
pub type PFILE_DISPOSITION_INFORMATION = *mut _FILE_DISPOSITION_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_END_OF_FILE_INFORMATION {
    pub EndOfFile: LARGE_INTEGER,
}
/// A [`_FILE_END_OF_FILE_INFORMATION`].
pub type FILE_END_OF_FILE_INFORMATION = _FILE_END_OF_FILE_INFORMATION;
/// Pointer to a [`_FILE_END_OF_FILE_INFORMATION`].
pub type PFILE_END_OF_FILE_INFORMATION = *mut _FILE_END_OF_FILE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _FILE_SEGMENT_ELEMENT {
    pub Buffer: PVOID64,
    pub Alignment: ULONGLONG,
}
/// A [`_FILE_SEGMENT_ELEMENT`].
pub type FILE_SEGMENT_ELEMENT = _FILE_SEGMENT_ELEMENT;
/// Pointer to a [`_FILE_SEGMENT_ELEMENT`].
pub type PFILE_SEGMENT_ELEMENT = *mut _FILE_SEGMENT_ELEMENT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_DIRECTORY_INFORMATION {
    pub NextEntryOffset: ULONG,
    pub FileIndex: ULONG,
    pub CreationTime: LARGE_INTEGER,
    pub LastAccessTime: LARGE_INTEGER,
    pub LastWriteTime: LARGE_INTEGER,
    pub ChangeTime: LARGE_INTEGER,
    pub EndOfFile: LARGE_INTEGER,
    pub AllocationSize: LARGE_INTEGER,
    pub FileAttributes: ULONG,
    pub FileNameLength: ULONG,
    pub FileName: [WCHAR; 1],
}
/// A [`_FILE_DIRECTORY_INFORMATION`].
pub type FILE_DIRECTORY_INFORMATION = _FILE_DIRECTORY_INFORMATION;
/// Pointer to a [`_FILE_DIRECTORY_INFORMATION`].
pub type PFILE_DIRECTORY_INFORMATION = *mut _FILE_DIRECTORY_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_NAMES_INFORMATION {
    pub NextEntryOffset: ULONG,
    pub FileIndex: ULONG,
    pub FileNameLength: ULONG,
    pub FileName: [WCHAR; 1],
}
/// A [`_FILE_NAMES_INFORMATION`].
pub type FILE_NAMES_INFORMATION = _FILE_NAMES_INFORMATION;
/// Pointer to a [`_FILE_NAMES_INFORMATION`].
pub type PFILE_NAMES_INFORMATION = *mut _FILE_NAMES_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_INTERNAL_INFORMATION {
    pub IndexNumber: LARGE_INTEGER,
}
/// A [`_FILE_INTERNAL_INFORMATION`].
pub type FILE_INTERNAL_INFORMATION = _FILE_INTERNAL_INFORMATION;
/// Pointer to a [`_FILE_INTERNAL_INFORMATION`].
pub type PFILE_INTERNAL_INFORMATION = *mut _FILE_INTERNAL_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_EA_INFORMATION {
    pub EaSize: ULONG,
}
/// A [`_FILE_EA_INFORMATION`].
pub type FILE_EA_INFORMATION = _FILE_EA_INFORMATION;
/// Pointer to a [`_FILE_EA_INFORMATION`].
pub type PFILE_EA_INFORMATION = *mut _FILE_EA_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ACCESS_INFORMATION {
    pub AccessFlags: ACCESS_MASK,
}
/// A [`_FILE_ACCESS_INFORMATION`].
pub type FILE_ACCESS_INFORMATION = _FILE_ACCESS_INFORMATION;
/// Pointer to a [`_FILE_ACCESS_INFORMATION`].
pub type PFILE_ACCESS_INFORMATION = *mut _FILE_ACCESS_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_MODE_INFORMATION {
    pub Mode: ULONG,
}
/// A [`_FILE_MODE_INFORMATION`].
pub type FILE_MODE_INFORMATION = _FILE_MODE_INFORMATION;
/// Pointer to a [`_FILE_MODE_INFORMATION`].
pub type PFILE_MODE_INFORMATION = *mut _FILE_MODE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ALL_INFORMATION {
    pub BasicInformation: FILE_BASIC_INFORMATION,
    pub StandardInformation: FILE_STANDARD_INFORMATION,
    pub InternalInformation: FILE_INTERNAL_INFORMATION,
    pub EaInformation: FILE_EA_INFORMATION,
    pub AccessInformation: FILE_ACCESS_INFORMATION,
    pub PositionInformation: FILE_POSITION_INFORMATION,
    pub ModeInformation: FILE_MODE_INFORMATION,
    pub AlignmentInformation: FILE_ALIGNMENT_INFORMATION,
    pub NameInformation: FILE_NAME_INFORMATION,
}
/// A [`_FILE_ALL_INFORMATION`].
pub type FILE_ALL_INFORMATION = _FILE_ALL_INFORMATION;
/// Pointer to a [`_FILE_ALL_INFORMATION`].
pub type PFILE_ALL_INFORMATION = *mut _FILE_ALL_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_RENAME_INFORMATION {
    pub ReplaceIfExists: BOOLEAN,
    pub RootDirectory: HANDLE,
    pub FileNameLength: ULONG,
    pub FileName: [WCHAR; 1],
}
/// A [`_FILE_RENAME_INFORMATION`].
pub type FILE_RENAME_INFORMATION = _FILE_RENAME_INFORMATION;
/// Pointer to a [`_FILE_RENAME_INFORMATION`].
pub type PFILE_RENAME_INFORMATION = *mut _FILE_RENAME_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_GET_QUOTA_INFORMATION {
    pub NextEntryOffset: ULONG,
    pub SidLength: ULONG,
    pub Sid: SID,
}
/// A [`_FILE_GET_QUOTA_INFORMATION`].
pub type FILE_GET_QUOTA_INFORMATION = _FILE_GET_QUOTA_INFORMATION;
/// Pointer to a [`_FILE_GET_QUOTA_INFORMATION`].
pub type PFILE_GET_QUOTA_INFORMATION = *mut _FILE_GET_QUOTA_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REPARSE_DATA_BUFFER {
    pub ReparseTag: ULONG,
    pub ReparseDataLength: USHORT,
    pub Reserved: USHORT,
    pub Anonymous: _REPARSE_DATA_BUFFER_Anonymous,
}
/// A [`_REPARSE_DATA_BUFFER`].
pub type REPARSE_DATA_BUFFER = _REPARSE_DATA_BUFFER;
/// Pointer to a [`_REPARSE_DATA_BUFFER`].
pub type PREPARSE_DATA_BUFFER = *mut _REPARSE_DATA_BUFFER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _REPARSE_DATA_BUFFER_Anonymous {
    pub SymbolicLinkReparseBuffer: _REPARSE_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer,
    pub MountPointReparseBuffer: _REPARSE_DATA_BUFFER_Anonymous_MountPointReparseBuffer,
    pub GenericReparseBuffer: _REPARSE_DATA_BUFFER_Anonymous_GenericReparseBuffer,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REPARSE_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer {
    pub SubstituteNameOffset: USHORT,
    pub SubstituteNameLength: USHORT,
    pub PrintNameOffset: USHORT,
    pub PrintNameLength: USHORT,
    pub Flags: ULONG,
    pub PathBuffer: [WCHAR; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REPARSE_DATA_BUFFER_Anonymous_MountPointReparseBuffer {
    pub SubstituteNameOffset: USHORT,
    pub SubstituteNameLength: USHORT,
    pub PrintNameOffset: USHORT,
    pub PrintNameLength: USHORT,
    pub PathBuffer: [WCHAR; 1],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _REPARSE_DATA_BUFFER_Anonymous_GenericReparseBuffer {
    pub DataBuffer: [UCHAR; 1],
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _READ_LIST {
    pub FileObject: PFILE_OBJECT,
    pub NumberOfEntries: ULONG,
    pub IsImage: LOGICAL,
    pub List: [FILE_SEGMENT_ELEMENT; 1],
}
/// A [`_READ_LIST`].
pub type READ_LIST = _READ_LIST;
/// Pointer to a [`_READ_LIST`].
pub type PREAD_LIST = *mut _READ_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_POSITION_INFORMATION {
    pub CurrentByteOffset: LARGE_INTEGER,
}
/// A [`_FILE_POSITION_INFORMATION`].
pub type FILE_POSITION_INFORMATION = _FILE_POSITION_INFORMATION;
/// Pointer to a [`_FILE_POSITION_INFORMATION`].
pub type PFILE_POSITION_INFORMATION = *mut _FILE_POSITION_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_BASIC_INFORMATION {
    pub CreationTime: LARGE_INTEGER,
    pub LastAccessTime: LARGE_INTEGER,
    pub LastWriteTime: LARGE_INTEGER,
    pub ChangeTime: LARGE_INTEGER,
    pub FileAttributes: ULONG,
}
/// A [`_FILE_BASIC_INFORMATION`].
pub type FILE_BASIC_INFORMATION = _FILE_BASIC_INFORMATION;
/// Pointer to a [`_FILE_BASIC_INFORMATION`].
pub type PFILE_BASIC_INFORMATION = *mut _FILE_BASIC_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_IO_PRIORITY_HINT_INFORMATION {
    pub PriorityHint: IO_PRIORITY_HINT,
}
/// A [`_FILE_IO_PRIORITY_HINT_INFORMATION`].
pub type FILE_IO_PRIORITY_HINT_INFORMATION = _FILE_IO_PRIORITY_HINT_INFORMATION;
/// Pointer to a [`_FILE_IO_PRIORITY_HINT_INFORMATION`].
pub type PFILE_IO_PRIORITY_HINT_INFORMATION = *mut _FILE_IO_PRIORITY_HINT_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_STANDARD_INFORMATION {
    pub AllocationSize: LARGE_INTEGER,
    pub EndOfFile: LARGE_INTEGER,
    pub NumberOfLinks: ULONG,
    pub DeletePending: BOOLEAN,
    pub Directory: BOOLEAN,
}
/// A [`_FILE_STANDARD_INFORMATION`].
pub type FILE_STANDARD_INFORMATION = _FILE_STANDARD_INFORMATION;
/// Pointer to a [`_FILE_STANDARD_INFORMATION`].
pub type PFILE_STANDARD_INFORMATION = *mut _FILE_STANDARD_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_NETWORK_OPEN_INFORMATION {
    pub CreationTime: LARGE_INTEGER,
    pub LastAccessTime: LARGE_INTEGER,
    pub LastWriteTime: LARGE_INTEGER,
    pub ChangeTime: LARGE_INTEGER,
    pub AllocationSize: LARGE_INTEGER,
    pub EndOfFile: LARGE_INTEGER,
    pub FileAttributes: ULONG,
}
/// A [`_FILE_NETWORK_OPEN_INFORMATION`].
pub type FILE_NETWORK_OPEN_INFORMATION = _FILE_NETWORK_OPEN_INFORMATION;
/// Pointer to a [`_FILE_NETWORK_OPEN_INFORMATION`].
pub type PFILE_NETWORK_OPEN_INFORMATION = *mut _FILE_NETWORK_OPEN_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_FS_DEVICE_INFORMATION {
    pub DeviceType: ULONG,
    pub Characteristics: ULONG,
}
/// A [`_FILE_FS_DEVICE_INFORMATION`].
pub type FILE_FS_DEVICE_INFORMATION = _FILE_FS_DEVICE_INFORMATION;
/// Pointer to a [`_FILE_FS_DEVICE_INFORMATION`].
pub type PFILE_FS_DEVICE_INFORMATION = *mut _FILE_FS_DEVICE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_FULL_EA_INFORMATION {
    pub NextEntryOffset: ULONG,
    pub Flags: UCHAR,
    pub EaNameLength: UCHAR,
    pub EaValueLength: USHORT,
    pub EaName: [CHAR; 1],
}
/// A [`_FILE_FULL_EA_INFORMATION`].
pub type FILE_FULL_EA_INFORMATION = _FILE_FULL_EA_INFORMATION;
/// Pointer to a [`_FILE_FULL_EA_INFORMATION`].
pub type PFILE_FULL_EA_INFORMATION = *mut _FILE_FULL_EA_INFORMATION;

imports! { "ntoskrnl.exe";
    pub fn IoCheckShareAccess(DesiredAccess: ACCESS_MASK, DesiredShareAccess: ULONG, FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS, Update: BOOLEAN) -> NTSTATUS;
    pub fn IoCreateFile(FileHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, IoStatusBlock: PIO_STATUS_BLOCK, AllocationSize: PLARGE_INTEGER, FileAttributes: ULONG, ShareAccess: ULONG, Disposition: ULONG, CreateOptions: ULONG, EaBuffer: PVOID, EaLength: ULONG, CreateFileType: CREATE_FILE_TYPE, InternalParameters: PVOID, Options: ULONG) -> NTSTATUS;
    pub fn IoRemoveShareAccess(FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS);
    pub fn IoSetShareAccess(DesiredAccess: ACCESS_MASK, DesiredShareAccess: ULONG, FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS);
    pub fn IoUpdateShareAccess(FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS);
    pub fn IoCheckShareAccessEx(DesiredAccess: ACCESS_MASK, DesiredShareAccess: ULONG, FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS, Update: BOOLEAN, WritePermission: PBOOLEAN) -> NTSTATUS;
    pub fn IoSetShareAccessEx(DesiredAccess: ACCESS_MASK, DesiredShareAccess: ULONG, FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS, WritePermission: PBOOLEAN);
    pub fn ZwCreateFile(FileHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, IoStatusBlock: PIO_STATUS_BLOCK, AllocationSize: PLARGE_INTEGER, FileAttributes: ULONG, ShareAccess: ULONG, CreateDisposition: ULONG, CreateOptions: ULONG, EaBuffer: PVOID, EaLength: ULONG) -> NTSTATUS;
    pub fn ZwOpenFile(FileHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, IoStatusBlock: PIO_STATUS_BLOCK, ShareAccess: ULONG, OpenOptions: ULONG) -> NTSTATUS;
    pub fn ZwQueryInformationFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, FileInformation: PVOID, Length: ULONG, FileInformationClass: FILE_INFORMATION_CLASS) -> NTSTATUS;
    pub fn ZwReadFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, Buffer: PVOID, Length: ULONG, ByteOffset: PLARGE_INTEGER, Key: PULONG) -> NTSTATUS;
    pub fn ZwSetInformationFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, FileInformation: PVOID, Length: ULONG, FileInformationClass: FILE_INFORMATION_CLASS) -> NTSTATUS;
    pub fn ZwWriteFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, Buffer: PVOID, Length: ULONG, ByteOffset: PLARGE_INTEGER, Key: PULONG) -> NTSTATUS;
    pub fn ZwQueryFullAttributesFile(ObjectAttributes: POBJECT_ATTRIBUTES, FileInformation: PFILE_NETWORK_OPEN_INFORMATION) -> NTSTATUS;
    pub fn ZwDeviceIoControlFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, IoControlCode: ULONG, InputBuffer: PVOID, InputBufferLength: ULONG, OutputBuffer: PVOID, OutputBufferLength: ULONG) -> NTSTATUS;
    pub fn ZwQueryVolumeInformationFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, FsInformation: PVOID, Length: ULONG, FsInformationClass: FS_INFORMATION_CLASS) -> NTSTATUS;
    pub fn ZwQueryDirectoryFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, FileInformation: PVOID, Length: ULONG, FileInformationClass: FILE_INFORMATION_CLASS, ReturnSingleEntry: BOOLEAN, FileName: PUNICODE_STRING, RestartScan: BOOLEAN) -> NTSTATUS;
    pub fn ZwDeleteFile(ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    pub fn ZwFsControlFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, FsControlCode: ULONG, InputBuffer: PVOID, InputBufferLength: ULONG, OutputBuffer: PVOID, OutputBufferLength: ULONG) -> NTSTATUS;
    pub fn ZwFlushBuffersFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    pub fn ZwCancelIoFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    pub fn ZwLockFile(FileHandle: HANDLE, Event: HANDLE, ApcRoutine: PIO_APC_ROUTINE, ApcContext: PVOID, IoStatusBlock: PIO_STATUS_BLOCK, ByteOffset: PLARGE_INTEGER, Length: PLARGE_INTEGER, Key: ULONG, FailImmediately: BOOLEAN, ExclusiveLock: BOOLEAN) -> NTSTATUS;
    pub fn ZwUnlockFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, ByteOffset: PLARGE_INTEGER, Length: PLARGE_INTEGER, Key: ULONG) -> NTSTATUS;
    pub fn ZwSetVolumeInformationFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, FsInformation: PVOID, Length: ULONG, FsInformationClass: FS_INFORMATION_CLASS) -> NTSTATUS;
    pub fn ZwSetEaFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, Buffer: PVOID, Length: ULONG) -> NTSTATUS;
    pub fn ZwQueryEaFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK, Buffer: PVOID, Length: ULONG, ReturnSingleEntry: BOOLEAN, EaList: PVOID, EaListLength: ULONG, EaIndex: PULONG, RestartScan: BOOLEAN) -> NTSTATUS;
    pub fn IoGetDiskDeviceObject(FileSystemDeviceObject: PDEVICE_OBJECT, DiskDeviceObject: *mut PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoGetBaseFileSystemDeviceObject(FileObject: PFILE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoCreateStreamFileObject(FileObject: PFILE_OBJECT, DeviceObject: PDEVICE_OBJECT) -> PFILE_OBJECT;
    pub fn IoCreateStreamFileObjectLite(FileObject: PFILE_OBJECT, DeviceObject: PDEVICE_OBJECT) -> PFILE_OBJECT;
    pub fn IoRegisterFileSystem(DeviceObject: PDEVICE_OBJECT);
    pub fn IoUnregisterFileSystem(DeviceObject: PDEVICE_OBJECT);
    pub fn IoRegisterFsRegistrationChange(DriverObject: PDRIVER_OBJECT, DriverNotificationRoutine: PDRIVER_FS_NOTIFICATION) -> NTSTATUS;
    pub fn IoUnregisterFsRegistrationChange(DriverObject: PDRIVER_OBJECT, DriverNotificationRoutine: PDRIVER_FS_NOTIFICATION);
    pub fn IoAcquireVpbSpinLock(Irql: PKIRQL);
    pub fn IoReleaseVpbSpinLock(Irql: KIRQL);
    pub fn IoVerifyVolume(DeviceObject: PDEVICE_OBJECT, AllowRawMount: BOOLEAN) -> NTSTATUS;
    pub fn IoQueryFileDosDeviceName(FileObject: PFILE_OBJECT, ObjectNameInformation: *mut POBJECT_NAME_INFORMATION) -> NTSTATUS;
    pub fn IoSynchronousPageWrite(FileObject: PFILE_OBJECT, Mdl: PMDL, FileOffset: PLARGE_INTEGER, Event: PKEVENT, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    pub fn IoPageRead(FileObject: PFILE_OBJECT, Mdl: PMDL, Offset: PLARGE_INTEGER, Event: PKEVENT, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    pub fn IoCheckEaBufferValidity(EaBuffer: PFILE_FULL_EA_INFORMATION, EaLength: ULONG, ErrorOffset: PULONG) -> NTSTATUS;
    pub fn IoCheckQuerySetFileInformation(FileInformationClass: FILE_INFORMATION_CLASS, Length: ULONG, SetOperation: BOOLEAN) -> NTSTATUS;
    pub fn IoSetDeviceToVerify(Thread: PETHREAD, DeviceObject: PDEVICE_OBJECT);
    pub fn IoCreateFileSpecifyDeviceObjectHint(FileHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, IoStatusBlock: PIO_STATUS_BLOCK, AllocationSize: PLARGE_INTEGER, FileAttributes: ULONG, ShareAccess: ULONG, Disposition: ULONG, CreateOptions: ULONG, EaBuffer: PVOID, EaLength: ULONG, CreateFileType: CREATE_FILE_TYPE, InternalParameters: PVOID, Options: ULONG, DeviceObject: PVOID) -> NTSTATUS;
    pub fn IoSetInformation(FileObject: PFILE_OBJECT, FileInformationClass: FILE_INFORMATION_CLASS, Length: ULONG, FileInformation: PVOID) -> NTSTATUS;
    pub fn IoQueryFileInformation(FileObject: PFILE_OBJECT, FileInformationClass: FILE_INFORMATION_CLASS, Length: ULONG, FileInformation: PVOID, ReturnedLength: PULONG) -> NTSTATUS;
    pub fn IoCheckDesiredAccess(DesiredAccess: PACCESS_MASK, GrantedAccess: ACCESS_MASK) -> NTSTATUS;
    pub fn IoVolumeDeviceToDosName(VolumeDeviceObject: PVOID, DosName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoGetFileObjectGenericMapping() -> PGENERIC_MAPPING;
    pub fn IoCreateDisk(DeviceObject: PDEVICE_OBJECT, Disk: *mut _CREATE_DISK) -> NTSTATUS;
    pub fn IoReadDiskSignature(DeviceObject: PDEVICE_OBJECT, BytesPerSector: ULONG, Signature: PDISK_SIGNATURE) -> NTSTATUS;
    pub fn IoReadPartitionTableEx(DeviceObject: PDEVICE_OBJECT, PartitionBuffer: *mut *mut _DRIVE_LAYOUT_INFORMATION_EX) -> NTSTATUS;
    pub fn IoGetDeviceToVerify(Thread: PETHREAD) -> PDEVICE_OBJECT;
    pub fn IoCancelFileOpen(DeviceObject: PDEVICE_OBJECT, FileObject: PFILE_OBJECT);
    pub fn IoIsFileOriginRemote(FileObject: PFILE_OBJECT) -> BOOLEAN;
    pub fn IoSetFileOrigin(FileObject: PFILE_OBJECT, Remote: BOOLEAN) -> NTSTATUS;
    pub fn IoIsValidNameGraftingBuffer(Irp: PIRP, ReparseBuffer: PREPARSE_DATA_BUFFER) -> BOOLEAN;
    pub fn IoGetPagingIoPriority(Irp: PIRP) -> IO_PAGING_PRIORITY;
    pub fn IoCreateFileEx(FileHandle: PHANDLE, DesiredAccess: ACCESS_MASK, ObjectAttributes: POBJECT_ATTRIBUTES, IoStatusBlock: PIO_STATUS_BLOCK, AllocationSize: PLARGE_INTEGER, FileAttributes: ULONG, ShareAccess: ULONG, Disposition: ULONG, CreateOptions: ULONG, EaBuffer: PVOID, EaLength: ULONG, CreateFileType: CREATE_FILE_TYPE, InternalParameters: PVOID, Options: ULONG, DriverContext: PIO_DRIVER_CREATE_CONTEXT) -> NTSTATUS;
    pub fn FsRtlIsNameInExpression(Expression: PUNICODE_STRING, Name: PUNICODE_STRING, IgnoreCase: BOOLEAN, UpcaseTable: PWCHAR) -> BOOLEAN;
    pub fn FsRtlIsNtstatusExpected(Ntstatus: NTSTATUS) -> BOOLEAN;
    pub fn FsRtlNormalizeNtstatus(Exception: NTSTATUS, GenericException: NTSTATUS) -> NTSTATUS;
    pub fn FsRtlIsTotalDeviceFailure(Status: NTSTATUS) -> BOOLEAN;
    pub fn FsRtlDissectName(Name: UNICODE_STRING, FirstPart: PUNICODE_STRING, RemainingPart: PUNICODE_STRING);
    pub fn FsRtlDoesNameContainWildCards(Name: PUNICODE_STRING) -> BOOLEAN;
    pub fn FsRtlAreNamesEqual(Name1: PCUNICODE_STRING, Name2: PCUNICODE_STRING, IgnoreCase: BOOLEAN, UpcaseTable: PCWCH) -> BOOLEAN;
    pub fn FsRtlIsPagingFile(FileObject: PFILE_OBJECT) -> LOGICAL;
    pub fn FsRtlGetFileSize(FileObject: PFILE_OBJECT, FileSize: PLARGE_INTEGER) -> NTSTATUS;
}

imports! { "HAL.dll";
    pub fn HalExamineMBR(DeviceObject: PDEVICE_OBJECT, SectorSize: ULONG, MBRTypeIdentifier: ULONG, Buffer: *mut PVOID);
}

layout! {
    _FILE_ALIGNMENT_INFORMATION: 4, 4 { AlignmentRequirement: 0 }
    _FILE_NAME_INFORMATION: 8, 4 { FileNameLength: 0, FileName: 4 }
    _FILE_ATTRIBUTE_TAG_INFORMATION: 8, 4 { FileAttributes: 0, ReparseTag: 4 }
    _FILE_DISPOSITION_INFORMATION: 1, 1 { DeleteFile: 0 }
    _FILE_END_OF_FILE_INFORMATION: 8, 8 { EndOfFile: 0 }
    _FILE_SEGMENT_ELEMENT: 8, 8 { Buffer: 0, Alignment: 0 }
    _FILE_DIRECTORY_INFORMATION: 72, 8 {
        NextEntryOffset: 0, FileIndex: 4, CreationTime: 8, LastAccessTime: 16,
        LastWriteTime: 24, ChangeTime: 32, EndOfFile: 40, AllocationSize: 48,
        FileAttributes: 56, FileNameLength: 60, FileName: 64
    }
    _FILE_NAMES_INFORMATION: 16, 4 {
        NextEntryOffset: 0, FileIndex: 4, FileNameLength: 8, FileName: 12
    }
    _FILE_INTERNAL_INFORMATION: 8, 8 { IndexNumber: 0 }
    _FILE_EA_INFORMATION: 4, 4 { EaSize: 0 }
    _FILE_ACCESS_INFORMATION: 4, 4 { AccessFlags: 0 }
    _FILE_MODE_INFORMATION: 4, 4 { Mode: 0 }
    _FILE_ALL_INFORMATION: 104, 8 {
        BasicInformation: 0, StandardInformation: 40, InternalInformation: 64,
        EaInformation: 72, AccessInformation: 76, PositionInformation: 80, ModeInformation:
        88, AlignmentInformation: 92, NameInformation: 96
    }
    _FILE_RENAME_INFORMATION: 24, 8 {
        ReplaceIfExists: 0, RootDirectory: 8, FileNameLength: 16, FileName: 20
    }
    _FILE_GET_QUOTA_INFORMATION: 20, 4 { NextEntryOffset: 0, SidLength: 4, Sid: 8 }
    _REPARSE_DATA_BUFFER_Anonymous_SymbolicLinkReparseBuffer: 16, 4 {
        SubstituteNameOffset: 0, SubstituteNameLength: 2, PrintNameOffset: 4,
        PrintNameLength: 6, Flags: 8, PathBuffer: 12
    }
    _REPARSE_DATA_BUFFER_Anonymous_MountPointReparseBuffer: 10, 2 {
        SubstituteNameOffset: 0, SubstituteNameLength: 2, PrintNameOffset: 4,
        PrintNameLength: 6, PathBuffer: 8
    }
    _REPARSE_DATA_BUFFER_Anonymous_GenericReparseBuffer: 1, 1 { DataBuffer: 0 }
    _REPARSE_DATA_BUFFER_Anonymous: 16, 4 {
        SymbolicLinkReparseBuffer: 0, MountPointReparseBuffer: 0, GenericReparseBuffer: 0
    }
    _REPARSE_DATA_BUFFER: 24, 4 { ReparseTag: 0, ReparseDataLength: 4, Reserved: 6, Anonymous: 8 }
    _READ_LIST: 24, 8 { FileObject: 0, NumberOfEntries: 8, IsImage: 12, List: 16 }
    _FILE_POSITION_INFORMATION: 8, 8 { CurrentByteOffset: 0 }
    _FILE_BASIC_INFORMATION: 40, 8 {
        CreationTime: 0, LastAccessTime: 8, LastWriteTime: 16, ChangeTime: 24,
        FileAttributes: 32
    }
    _FILE_IO_PRIORITY_HINT_INFORMATION: 4, 4 { PriorityHint: 0 }
    _FILE_STANDARD_INFORMATION: 24, 8 {
        AllocationSize: 0, EndOfFile: 8, NumberOfLinks: 16, DeletePending: 20, Directory: 21
    }
    _FILE_NETWORK_OPEN_INFORMATION: 56, 8 {
        CreationTime: 0, LastAccessTime: 8, LastWriteTime: 16, ChangeTime: 24,
        AllocationSize: 32, EndOfFile: 40, FileAttributes: 48
    }
    _FILE_FS_DEVICE_INFORMATION: 8, 4 { DeviceType: 0, Characteristics: 4 }
    _FILE_FULL_EA_INFORMATION: 12, 4 {
        NextEntryOffset: 0, Flags: 4, EaNameLength: 5, EaValueLength: 6, EaName: 8
    }
}

pub const FILE_BYTE_ALIGNMENT: ULONG = 0;
pub const FILE_WORD_ALIGNMENT: ULONG = 1;
pub const FILE_LONG_ALIGNMENT: ULONG = 3;
pub const FILE_QUAD_ALIGNMENT: ULONG = 7;
pub const FILE_OCTA_ALIGNMENT: ULONG = 0xF;
pub const FILE_32_BYTE_ALIGNMENT: ULONG = 0x1F;
pub const FILE_64_BYTE_ALIGNMENT: ULONG = 0x3F;
pub const FILE_128_BYTE_ALIGNMENT: ULONG = 0x7F;
pub const FILE_256_BYTE_ALIGNMENT: ULONG = 0xFF;
pub const FILE_512_BYTE_ALIGNMENT: ULONG = 0x1FF;
pub const FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: ULONG = 1;
pub const FILE_SKIP_SET_EVENT_ON_HANDLE: ULONG = 2;
pub const FILE_SKIP_SET_USER_EVENT_ON_FAST_IO: ULONG = 4;
pub const FILE_SUPERSEDED: ULONG = 0;
pub const FILE_OPENED: ULONG = 1;
pub const FILE_CREATED: ULONG = 2;
pub const FILE_OVERWRITTEN: ULONG = 3;
pub const FILE_EXISTS: ULONG = 4;
pub const FILE_DOES_NOT_EXIST: ULONG = 5;
pub const FILE_USE_FILE_POINTER_POSITION: ULONG = 0xFFFF_FFFE;
pub const FILE_WRITE_TO_END_OF_FILE: ULONG = 0xFFFF_FFFF;
pub const FILE_LIST_DIRECTORY: ULONG = 1;
pub const FILE_READ_DATA: ULONG = 1;
pub const FILE_ADD_FILE: ULONG = 2;
pub const FILE_WRITE_DATA: ULONG = 2;
pub const FILE_ADD_SUBDIRECTORY: ULONG = 4;
pub const FILE_APPEND_DATA: ULONG = 4;
pub const FILE_CREATE_PIPE_INSTANCE: ULONG = 4;
pub const FILE_READ_EA: ULONG = 8;
pub const FILE_WRITE_EA: ULONG = 0x10;
pub const FILE_EXECUTE: ULONG = 0x20;
pub const FILE_TRAVERSE: ULONG = 0x20;
pub const FILE_DELETE_CHILD: ULONG = 0x40;
pub const FILE_READ_ATTRIBUTES: ULONG = 0x80;
pub const FILE_WRITE_ATTRIBUTES: ULONG = 0x100;
pub const FILE_SHARE_READ: ULONG = 1;
pub const FILE_SHARE_WRITE: ULONG = 2;
pub const FILE_SHARE_DELETE: ULONG = 4;
pub const FILE_SHARE_VALID_FLAGS: ULONG = 7;
pub const FILE_ATTRIBUTE_READONLY: ULONG = 1;
pub const FILE_ATTRIBUTE_HIDDEN: ULONG = 2;
pub const FILE_ATTRIBUTE_SYSTEM: ULONG = 4;
pub const FILE_ATTRIBUTE_DIRECTORY: ULONG = 0x10;
pub const FILE_ATTRIBUTE_ARCHIVE: ULONG = 0x20;
pub const FILE_ATTRIBUTE_DEVICE: ULONG = 0x40;
pub const FILE_ATTRIBUTE_NORMAL: ULONG = 0x80;
pub const FILE_ATTRIBUTE_TEMPORARY: ULONG = 0x100;
pub const FILE_ATTRIBUTE_SPARSE_FILE: ULONG = 0x200;
pub const FILE_ATTRIBUTE_REPARSE_POINT: ULONG = 0x400;
pub const FILE_ATTRIBUTE_COMPRESSED: ULONG = 0x800;
pub const FILE_ATTRIBUTE_OFFLINE: ULONG = 0x1000;
pub const FILE_ATTRIBUTE_NOT_CONTENT_INDEXED: ULONG = 0x2000;
pub const FILE_ATTRIBUTE_ENCRYPTED: ULONG = 0x4000;
pub const FILE_ATTRIBUTE_VIRTUAL: ULONG = 0x0001_0000;
pub const FILE_ATTRIBUTE_VALID_FLAGS: ULONG = 0x7FB7;
pub const FILE_ATTRIBUTE_VALID_SET_FLAGS: ULONG = 0x31A7;
pub const FILE_VALID_OPTION_FLAGS: ULONG = 0x00FF_FFFF;
pub const FILE_VALID_PIPE_OPTION_FLAGS: ULONG = 0x32;
pub const FILE_VALID_MAILSLOT_OPTION_FLAGS: ULONG = 0x32;
pub const FILE_VALID_SET_FLAGS: ULONG = 0x36;
pub const FILE_SUPERSEDE: ULONG = 0;
pub const FILE_OPEN: ULONG = 1;
pub const FILE_CREATE: ULONG = 2;
pub const FILE_OPEN_IF: ULONG = 3;
pub const FILE_OVERWRITE: ULONG = 4;
pub const FILE_OVERWRITE_IF: ULONG = 5;
pub const FILE_MAXIMUM_DISPOSITION: ULONG = 5;
pub const FILE_DIRECTORY_FILE: ULONG = 1;
pub const FILE_WRITE_THROUGH: ULONG = 2;
pub const FILE_SEQUENTIAL_ONLY: ULONG = 4;
pub const FILE_NO_INTERMEDIATE_BUFFERING: ULONG = 8;
pub const FILE_SYNCHRONOUS_IO_ALERT: ULONG = 0x10;
pub const FILE_SYNCHRONOUS_IO_NONALERT: ULONG = 0x20;
pub const FILE_NON_DIRECTORY_FILE: ULONG = 0x40;
pub const FILE_CREATE_TREE_CONNECTION: ULONG = 0x80;
pub const FILE_COMPLETE_IF_OPLOCKED: ULONG = 0x100;
pub const FILE_NO_EA_KNOWLEDGE: ULONG = 0x200;
pub const FILE_OPEN_REMOTE_INSTANCE: ULONG = 0x400;
pub const FILE_RANDOM_ACCESS: ULONG = 0x800;
pub const FILE_DELETE_ON_CLOSE: ULONG = 0x1000;
pub const FILE_OPEN_BY_FILE_ID: ULONG = 0x2000;
pub const FILE_OPEN_FOR_BACKUP_INTENT: ULONG = 0x4000;
pub const FILE_NO_COMPRESSION: ULONG = 0x8000;
pub const FILE_OPEN_REQUIRING_OPLOCK: ULONG = 0x0001_0000;
pub const FILE_DISALLOW_EXCLUSIVE: ULONG = 0x0002_0000;
pub const FILE_RESERVE_OPFILTER: ULONG = 0x0010_0000;
pub const FILE_OPEN_REPARSE_POINT: ULONG = 0x0020_0000;
pub const FILE_OPEN_NO_RECALL: ULONG = 0x0040_0000;
pub const FILE_OPEN_FOR_FREE_SPACE_QUERY: ULONG = 0x0080_0000;
pub const FILE_ALL_ACCESS: ULONG = 0x001F_01FF;
pub const FILE_GENERIC_EXECUTE: ULONG = 0x0012_00A0;
pub const FILE_GENERIC_READ: ULONG = 0x0012_0089;
pub const FILE_GENERIC_WRITE: ULONG = 0x0012_0116;
pub const FILE_ATTRIBUTE_DEDICATED: ULONG = 256;
pub const FILE_OPLOCK_BROKEN_TO_LEVEL_2: ULONG = 7;
pub const FILE_OPLOCK_BROKEN_TO_NONE: ULONG = 8;
pub const FILE_OPBATCH_BREAK_UNDERWAY: ULONG = 9;
pub const FILE_NOTIFY_CHANGE_FILE_NAME: ULONG = 1;
pub const FILE_NOTIFY_CHANGE_DIR_NAME: ULONG = 2;
pub const FILE_NOTIFY_CHANGE_NAME: ULONG = 3;
pub const FILE_NOTIFY_CHANGE_ATTRIBUTES: ULONG = 4;
pub const FILE_NOTIFY_CHANGE_SIZE: ULONG = 8;
pub const FILE_NOTIFY_CHANGE_LAST_WRITE: ULONG = 0x10;
pub const FILE_NOTIFY_CHANGE_LAST_ACCESS: ULONG = 0x20;
pub const FILE_NOTIFY_CHANGE_CREATION: ULONG = 0x40;
pub const FILE_NOTIFY_CHANGE_EA: ULONG = 0x80;
pub const FILE_NOTIFY_CHANGE_SECURITY: ULONG = 0x100;
pub const FILE_NOTIFY_CHANGE_STREAM_NAME: ULONG = 0x200;
pub const FILE_NOTIFY_CHANGE_STREAM_SIZE: ULONG = 0x400;
pub const FILE_NOTIFY_CHANGE_STREAM_WRITE: ULONG = 0x800;
pub const FILE_NOTIFY_VALID_MASK: ULONG = 0xFFF;
pub const FILE_ACTION_ADDED: ULONG = 1;
pub const FILE_ACTION_REMOVED: ULONG = 2;
pub const FILE_ACTION_MODIFIED: ULONG = 3;
pub const FILE_ACTION_RENAMED_OLD_NAME: ULONG = 4;
pub const FILE_ACTION_RENAMED_NEW_NAME: ULONG = 5;
pub const FILE_ACTION_ADDED_STREAM: ULONG = 6;
pub const FILE_ACTION_REMOVED_STREAM: ULONG = 7;
pub const FILE_ACTION_MODIFIED_STREAM: ULONG = 8;
pub const FILE_ACTION_REMOVED_BY_DELETE: ULONG = 9;
pub const FILE_ACTION_ID_NOT_TUNNELLED: ULONG = 0xA;
pub const FILE_ACTION_TUNNELLED_ID_COLLISION: ULONG = 0xB;
pub const FILE_PIPE_BYTE_STREAM_TYPE: ULONG = 0;
pub const FILE_PIPE_MESSAGE_TYPE: ULONG = 1;
pub const FILE_PIPE_ACCEPT_REMOTE_CLIENTS: ULONG = 0;
pub const FILE_PIPE_REJECT_REMOTE_CLIENTS: ULONG = 2;
pub const FILE_PIPE_TYPE_VALID_MASK: ULONG = 3;
pub const FILE_PIPE_BYTE_STREAM_MODE: ULONG = 0;
pub const FILE_PIPE_MESSAGE_MODE: ULONG = 1;
pub const FILE_PIPE_QUEUE_OPERATION: ULONG = 0;
pub const FILE_PIPE_COMPLETE_OPERATION: ULONG = 1;
pub const FILE_PIPE_INBOUND: ULONG = 0;
pub const FILE_PIPE_OUTBOUND: ULONG = 1;
pub const FILE_PIPE_FULL_DUPLEX: ULONG = 2;
pub const FILE_PIPE_DISCONNECTED_STATE: ULONG = 1;
pub const FILE_PIPE_LISTENING_STATE: ULONG = 2;
pub const FILE_PIPE_CONNECTED_STATE: ULONG = 3;
pub const FILE_PIPE_CLOSING_STATE: ULONG = 4;
pub const FILE_PIPE_CLIENT_END: ULONG = 0;
pub const FILE_PIPE_SERVER_END: ULONG = 1;
pub const FILE_CASE_SENSITIVE_SEARCH: ULONG = 1;
pub const FILE_CASE_PRESERVED_NAMES: ULONG = 2;
pub const FILE_UNICODE_ON_DISK: ULONG = 4;
pub const FILE_PERSISTENT_ACLS: ULONG = 8;
pub const FILE_FILE_COMPRESSION: ULONG = 0x10;
pub const FILE_VOLUME_QUOTAS: ULONG = 0x20;
pub const FILE_SUPPORTS_SPARSE_FILES: ULONG = 0x40;
pub const FILE_SUPPORTS_REPARSE_POINTS: ULONG = 0x80;
pub const FILE_SUPPORTS_REMOTE_STORAGE: ULONG = 0x100;
pub const FILE_VOLUME_IS_COMPRESSED: ULONG = 0x8000;
pub const FILE_SUPPORTS_OBJECT_IDS: ULONG = 0x0001_0000;
pub const FILE_SUPPORTS_ENCRYPTION: ULONG = 0x0002_0000;
pub const FILE_NAMED_STREAMS: ULONG = 0x0004_0000;
pub const FILE_READ_ONLY_VOLUME: ULONG = 0x0008_0000;
pub const FILE_SEQUENTIAL_WRITE_ONCE: ULONG = 0x0010_0000;
pub const FILE_SUPPORTS_TRANSACTIONS: ULONG = 0x0020_0000;
pub const FILE_SUPPORTS_HARD_LINKS: ULONG = 0x0040_0000;
pub const FILE_SUPPORTS_EXTENDED_ATTRIBUTES: ULONG = 0x0080_0000;
pub const FILE_SUPPORTS_OPEN_BY_FILE_ID: ULONG = 0x0100_0000;
pub const FILE_SUPPORTS_USN_JOURNAL: ULONG = 0x0200_0000;
pub const FILE_NEED_EA: ULONG = 0x80;
pub const FILE_EA_TYPE_BINARY: ULONG = 0xFFFE;
pub const FILE_EA_TYPE_ASCII: ULONG = 0xFFFD;
pub const FILE_EA_TYPE_BITMAP: ULONG = 0xFFFB;
pub const FILE_EA_TYPE_METAFILE: ULONG = 0xFFFA;
pub const FILE_EA_TYPE_ICON: ULONG = 0xFFF9;
pub const FILE_EA_TYPE_EA: ULONG = 0xFFEE;
pub const FILE_EA_TYPE_MVMT: ULONG = 0xFFDF;
pub const FILE_EA_TYPE_MVST: ULONG = 0xFFDE;
pub const FILE_EA_TYPE_ASN1: ULONG = 0xFFDD;
pub const FILE_EA_TYPE_FAMILY_IDS: ULONG = 0xFF01;
pub const FILE_ID_GLOBAL_TX_DIR_INFO_FLAG_WRITELOCKED: ULONG = 1;
pub const FILE_ID_GLOBAL_TX_DIR_INFO_FLAG_VISIBLE_TO_TX: ULONG = 2;
pub const FILE_ID_GLOBAL_TX_DIR_INFO_FLAG_VISIBLE_OUTSIDE_TX: ULONG = 4;
pub const FILE_VC_QUOTA_NONE: ULONG = 0;
pub const FILE_VC_QUOTA_TRACK: ULONG = 1;
pub const FILE_VC_QUOTA_ENFORCE: ULONG = 2;
pub const FILE_VC_QUOTA_MASK: ULONG = 3;
pub const FILE_VC_CONTENT_INDEX_DISABLED: ULONG = 8;
pub const FILE_VC_LOG_QUOTA_THRESHOLD: ULONG = 0x10;
pub const FILE_VC_LOG_QUOTA_LIMIT: ULONG = 0x20;
pub const FILE_VC_LOG_VOLUME_THRESHOLD: ULONG = 0x40;
pub const FILE_VC_LOG_VOLUME_LIMIT: ULONG = 0x80;
pub const FILE_VC_QUOTAS_INCOMPLETE: ULONG = 0x100;
pub const FILE_VC_QUOTAS_REBUILDING: ULONG = 0x200;
pub const FILE_VC_VALID_MASK: ULONG = 0x3FF;
pub const FSCTL_SET_REPARSE_POINT: ULONG = 0x0009_00A4;
pub const FSCTL_GET_REPARSE_POINT: ULONG = 0x0009_00A8;
pub const FSCTL_DELETE_REPARSE_POINT: ULONG = 0x0009_00AC;
pub const FSCTL_SET_REPAIR: ULONG = 0x0009_0198;
pub const FSCTL_GET_REPAIR: ULONG = 0x0009_019C;
pub const FILE_PREFETCH_TYPE_FOR_CREATE: ULONG = 1;
pub const FILE_PREFETCH_TYPE_FOR_DIRENUM: ULONG = 2;
pub const FILE_PREFETCH_TYPE_FOR_CREATE_EX: ULONG = 3;
pub const FILE_PREFETCH_TYPE_FOR_DIRENUM_EX: ULONG = 4;
pub const FILE_PREFETCH_TYPE_MAX: ULONG = 4;
pub const FILE_SET_ENCRYPTION: ULONG = 1;
pub const FILE_CLEAR_ENCRYPTION: ULONG = 2;
pub const FILE_TYPE_NOTIFICATION_FLAG_USAGE_BEGIN: ULONG = 1;
pub const FILE_TYPE_NOTIFICATION_FLAG_USAGE_END: ULONG = 2;
pub const IO_REPARSE_TAG_MOUNT_POINT: ULONG = 0xA000_0003;
pub const IO_REPARSE_TAG_FILTER_MANAGER: ULONG = 0x8000_000B;
pub const IO_REPARSE_TAG_SYMLINK: ULONG = 0xA000_000C;
pub const IO_REPARSE_TAG_IIS_CACHE: ULONG = 0xA000_0010;
pub const FSCTL_PIPE_DISCONNECT: ULONG = 0x0011_0004;
pub const FSCTL_PIPE_LISTEN: ULONG = 0x0011_0008;
pub const FSCTL_PIPE_PEEK: ULONG = 0x0011_400C;
pub const FSCTL_PIPE_TRANSCEIVE: ULONG = 0x0011_C017;
pub const FSCTL_PIPE_WAIT: ULONG = 0x0011_0018;
pub const FILE_PIPE_READ_DATA: ULONG = 0;
pub const FILE_PIPE_WRITE_SPACE: ULONG = 1;
pub const FILE_PIPE_COMPUTER_NAME_LENGTH: ULONG = 15;
pub const FILE_STORAGE_TYPE_SPECIFIED: ULONG = 0x41;
pub const FILE_STORAGE_TYPE_DEFAULT: ULONG = 65536;
pub const FILE_STORAGE_TYPE_DIRECTORY: ULONG = 0x0002_0000;
pub const FILE_STORAGE_TYPE_FILE: ULONG = 0x0003_0000;
pub const FILE_STORAGE_TYPE_JUNCTION_POINT: ULONG = 0x0004_0000;
pub const FILE_STORAGE_TYPE_CATALOG: ULONG = 0x0005_0000;
pub const FILE_STORAGE_TYPE_STRUCTURED_STORAGE: ULONG = 0x0006_0000;
pub const FILE_STORAGE_TYPE_EMBEDDING: ULONG = 0x0007_0000;
pub const FILE_STORAGE_TYPE_STREAM: ULONG = 0x0008_0000;
pub const FILE_MINIMUM_STORAGE_TYPE: ULONG = 65536;
pub const FILE_MAXIMUM_STORAGE_TYPE: ULONG = 0x0008_0000;
pub const FILE_STORAGE_TYPE_MASK: ULONG = 0x000F_0000;
pub const FILE_STORAGE_TYPE_SHIFT: ULONG = 16;
pub const FILE_VC_QUOTAS_LOG_VIOLATIONS: ULONG = 4;
