//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    ACCESS_MASK, BOOLEAN, CHAR, HANDLE, IO_PRIORITY_HINT, LARGE_INTEGER, LOGICAL, PFILE_OBJECT,
    PVOID64, SID, UCHAR, ULONG, ULONGLONG, USHORT, WCHAR, layout::layout,
};

/// Extra parameters of a create request.
#[repr(C)]
pub struct _ECP_LIST {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_ECP_LIST`].
pub type PECP_LIST = *mut _ECP_LIST;

/// What `IoCreateFile` creates.
pub mod _CREATE_FILE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const CreateFileTypeNone: Type = 0;
    pub const CreateFileTypeNamedPipe: Type = 1;
    pub const CreateFileTypeMailslot: Type = 2;
}
/// A value of [`_CREATE_FILE_TYPE`].
pub type CREATE_FILE_TYPE = _CREATE_FILE_TYPE::Type;

/// What a directory notification reports.
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

/// Facts about a file.
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

/// Facts about a volume.
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

/// Why an image section is flushed.
pub mod _MMFLUSH_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const MmFlushForDelete: Type = 0;
    pub const MmFlushForWrite: Type = 1;
}
/// A value of [`_MMFLUSH_TYPE`].
pub type MMFLUSH_TYPE = _MMFLUSH_TYPE::Type;

/// The alignment that a file's buffers need.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ALIGNMENT_INFORMATION {
    pub AlignmentRequirement: ULONG,
}
/// A [`_FILE_ALIGNMENT_INFORMATION`].
pub type FILE_ALIGNMENT_INFORMATION = _FILE_ALIGNMENT_INFORMATION;
/// Pointer to a [`_FILE_ALIGNMENT_INFORMATION`].
pub type PFILE_ALIGNMENT_INFORMATION = *mut _FILE_ALIGNMENT_INFORMATION;

/// The name of a file.
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

/// Attributes and reparse tag of a file.
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

/// Whether a file is deleted when it is closed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_DISPOSITION_INFORMATION {
    pub DeleteFile: BOOLEAN,
}
/// A [`_FILE_DISPOSITION_INFORMATION`].
pub type FILE_DISPOSITION_INFORMATION = _FILE_DISPOSITION_INFORMATION;
/// Pointer to a [`_FILE_DISPOSITION_INFORMATION`].
pub type PFILE_DISPOSITION_INFORMATION = *mut _FILE_DISPOSITION_INFORMATION;

/// Where a file ends.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_END_OF_FILE_INFORMATION {
    pub EndOfFile: LARGE_INTEGER,
}
/// A [`_FILE_END_OF_FILE_INFORMATION`].
pub type FILE_END_OF_FILE_INFORMATION = _FILE_END_OF_FILE_INFORMATION;
/// Pointer to a [`_FILE_END_OF_FILE_INFORMATION`].
pub type PFILE_END_OF_FILE_INFORMATION = *mut _FILE_END_OF_FILE_INFORMATION;

/// A page of a scattered transfer.
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

/// A file in a directory.
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

/// A name in a directory.
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

/// The number of a file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_INTERNAL_INFORMATION {
    pub IndexNumber: LARGE_INTEGER,
}
/// A [`_FILE_INTERNAL_INFORMATION`].
pub type FILE_INTERNAL_INFORMATION = _FILE_INTERNAL_INFORMATION;
/// Pointer to a [`_FILE_INTERNAL_INFORMATION`].
pub type PFILE_INTERNAL_INFORMATION = *mut _FILE_INTERNAL_INFORMATION;

/// Bytes of a file's extended attributes.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_EA_INFORMATION {
    pub EaSize: ULONG,
}
/// A [`_FILE_EA_INFORMATION`].
pub type FILE_EA_INFORMATION = _FILE_EA_INFORMATION;
/// Pointer to a [`_FILE_EA_INFORMATION`].
pub type PFILE_EA_INFORMATION = *mut _FILE_EA_INFORMATION;

/// The access that a file was opened with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_ACCESS_INFORMATION {
    pub AccessFlags: ACCESS_MASK,
}
/// A [`_FILE_ACCESS_INFORMATION`].
pub type FILE_ACCESS_INFORMATION = _FILE_ACCESS_INFORMATION;
/// Pointer to a [`_FILE_ACCESS_INFORMATION`].
pub type PFILE_ACCESS_INFORMATION = *mut _FILE_ACCESS_INFORMATION;

/// How a file was opened.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_MODE_INFORMATION {
    pub Mode: ULONG,
}
/// A [`_FILE_MODE_INFORMATION`].
pub type FILE_MODE_INFORMATION = _FILE_MODE_INFORMATION;
/// Pointer to a [`_FILE_MODE_INFORMATION`].
pub type PFILE_MODE_INFORMATION = *mut _FILE_MODE_INFORMATION;

/// Most facts about a file.
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

/// The new name of a file.
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

/// Whose quota is asked for.
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

/// Pages that are read in advance.
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

/// Where the next transfer begins.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_POSITION_INFORMATION {
    pub CurrentByteOffset: LARGE_INTEGER,
}
/// A [`_FILE_POSITION_INFORMATION`].
pub type FILE_POSITION_INFORMATION = _FILE_POSITION_INFORMATION;
/// Pointer to a [`_FILE_POSITION_INFORMATION`].
pub type PFILE_POSITION_INFORMATION = *mut _FILE_POSITION_INFORMATION;

/// Times and attributes of a file.
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

/// The priority of a file's requests.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_IO_PRIORITY_HINT_INFORMATION {
    pub PriorityHint: IO_PRIORITY_HINT,
}
/// A [`_FILE_IO_PRIORITY_HINT_INFORMATION`].
pub type FILE_IO_PRIORITY_HINT_INFORMATION = _FILE_IO_PRIORITY_HINT_INFORMATION;
/// Pointer to a [`_FILE_IO_PRIORITY_HINT_INFORMATION`].
pub type PFILE_IO_PRIORITY_HINT_INFORMATION = *mut _FILE_IO_PRIORITY_HINT_INFORMATION;

/// Sizes and links of a file.
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

/// Times, sizes and attributes of a file.
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

/// The device of a volume.
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

/// An extended attribute.
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
