//! `ntifs.h`: what else file systems call of the kernel.

use crate::{
    BOOLEAN, IO_PRIORITY_HINT, LUID_AND_ATTRIBUTES, NTSTATUS, PACCESS_TOKEN, PCCH, PCOEM_STRING,
    PCUNICODE_STRING, PETHREAD, PFILE_OBJECT, PIRP, POEM_STRING, PULONG, PUNICODE_STRING, PWCH,
    SID_AND_ATTRIBUTES, UCHAR, ULONG, USHORT, WCHAR, imports, layout::layout,
};

#[repr(C)]
pub struct _KTRANSACTION {
    _opaque: [UCHAR; 0],
}
/// A [`_KTRANSACTION`].
pub type KTRANSACTION = _KTRANSACTION;
/// Pointer to a [`_KTRANSACTION`].
pub type PKTRANSACTION = *mut _KTRANSACTION;
/// Pointer to a [`_KTRANSACTION`].
pub type PRKTRANSACTION = *mut _KTRANSACTION;

pub type NOTIFICATION_MASK = ULONG;

pub mod _FILTER_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FilterFullInformation: Type = 0;
    pub const FilterAggregateBasicInformation: Type = 1;
    pub const FilterAggregateStandardInformation: Type = 2;
}
/// A value of [`_FILTER_INFORMATION_CLASS`].
pub type FILTER_INFORMATION_CLASS = _FILTER_INFORMATION_CLASS::Type;
/// Pointer to a value of [`_FILTER_INFORMATION_CLASS`].
pub type PFILTER_INFORMATION_CLASS = *mut _FILTER_INFORMATION_CLASS::Type;

pub mod _FILTER_VOLUME_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FilterVolumeBasicInformation: Type = 0;
    pub const FilterVolumeStandardInformation: Type = 1;
}
/// A value of [`_FILTER_VOLUME_INFORMATION_CLASS`].
pub type FILTER_VOLUME_INFORMATION_CLASS = _FILTER_VOLUME_INFORMATION_CLASS::Type;
/// Pointer to a value of [`_FILTER_VOLUME_INFORMATION_CLASS`].
pub type PFILTER_VOLUME_INFORMATION_CLASS = *mut _FILTER_VOLUME_INFORMATION_CLASS::Type;

pub mod _INSTANCE_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const InstanceBasicInformation: Type = 0;
    pub const InstancePartialInformation: Type = 1;
    pub const InstanceFullInformation: Type = 2;
    pub const InstanceAggregateStandardInformation: Type = 3;
}
/// A value of [`_INSTANCE_INFORMATION_CLASS`].
pub type INSTANCE_INFORMATION_CLASS = _INSTANCE_INFORMATION_CLASS::Type;
/// Pointer to a value of [`_INSTANCE_INFORMATION_CLASS`].
pub type PINSTANCE_INFORMATION_CLASS = *mut _INSTANCE_INFORMATION_CLASS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_FS_SECTOR_SIZE_INFORMATION {
    pub LogicalBytesPerSector: ULONG,
    pub PhysicalBytesPerSectorForAtomicity: ULONG,
    pub PhysicalBytesPerSectorForPerformance: ULONG,
    pub FileSystemEffectivePhysicalBytesPerSectorForAtomicity: ULONG,
    pub Flags: ULONG,
    pub ByteOffsetForSectorAlignment: ULONG,
    pub ByteOffsetForPartitionAlignment: ULONG,
}
/// A [`_FILE_FS_SECTOR_SIZE_INFORMATION`].
pub type FILE_FS_SECTOR_SIZE_INFORMATION = _FILE_FS_SECTOR_SIZE_INFORMATION;
/// Pointer to a [`_FILE_FS_SECTOR_SIZE_INFORMATION`].
pub type PFILE_FS_SECTOR_SIZE_INFORMATION = *mut _FILE_FS_SECTOR_SIZE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_GROUPS {
    pub GroupCount: ULONG,
    pub Groups: [SID_AND_ATTRIBUTES; 1],
}
/// A [`_TOKEN_GROUPS`].
pub type TOKEN_GROUPS = _TOKEN_GROUPS;
/// Pointer to a [`_TOKEN_GROUPS`].
pub type PTOKEN_GROUPS = *mut _TOKEN_GROUPS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _TOKEN_PRIVILEGES {
    pub PrivilegeCount: ULONG,
    pub Privileges: [LUID_AND_ATTRIBUTES; 1],
}
/// A [`_TOKEN_PRIVILEGES`].
pub type TOKEN_PRIVILEGES = _TOKEN_PRIVILEGES;
/// Pointer to a [`_TOKEN_PRIVILEGES`].
pub type PTOKEN_PRIVILEGES = *mut _TOKEN_PRIVILEGES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GENERATE_NAME_CONTEXT {
    pub Checksum: USHORT,
    pub ChecksumInserted: BOOLEAN,
    pub NameLength: UCHAR,
    pub NameBuffer: [WCHAR; 8],
    pub ExtensionLength: ULONG,
    pub ExtensionBuffer: [WCHAR; 4],
    pub LastIndexValue: ULONG,
}
/// A [`_GENERATE_NAME_CONTEXT`].
pub type GENERATE_NAME_CONTEXT = _GENERATE_NAME_CONTEXT;
/// Pointer to a [`_GENERATE_NAME_CONTEXT`].
pub type PGENERATE_NAME_CONTEXT = *mut _GENERATE_NAME_CONTEXT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _IO_PRIORITY_INFO {
    pub Size: ULONG,
    pub ThreadPriority: ULONG,
    pub PagePriority: ULONG,
    pub IoPriority: IO_PRIORITY_HINT,
}
/// A [`_IO_PRIORITY_INFO`].
pub type IO_PRIORITY_INFO = _IO_PRIORITY_INFO;
/// Pointer to a [`_IO_PRIORITY_INFO`].
pub type PIO_PRIORITY_INFO = *mut _IO_PRIORITY_INFO;

layout! {
    _FILE_FS_SECTOR_SIZE_INFORMATION: 28, 4 {
        LogicalBytesPerSector: 0, PhysicalBytesPerSectorForAtomicity: 4,
        PhysicalBytesPerSectorForPerformance: 8,
        FileSystemEffectivePhysicalBytesPerSectorForAtomicity: 12, Flags: 16,
        ByteOffsetForSectorAlignment: 20, ByteOffsetForPartitionAlignment: 24
    }
    _TOKEN_GROUPS: 24, 8 { GroupCount: 0, Groups: 8 }
    _TOKEN_PRIVILEGES: 16, 4 { PrivilegeCount: 0, Privileges: 4 }
    _GENERATE_NAME_CONTEXT: 36, 4 {
        Checksum: 0, ChecksumInserted: 2, NameLength: 3, NameBuffer: 4, ExtensionLength: 20,
        ExtensionBuffer: 24, LastIndexValue: 32
    }
    _IO_PRIORITY_INFO: 16, 4 { Size: 0, ThreadPriority: 4, PagePriority: 8, IoPriority: 12 }
}

imports! { "ntoskrnl.exe";
    /// Converts an OEM string, without a terminator. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtloemstringtocountedunicodestring>
    pub fn RtlOemStringToCountedUnicodeString(
        DestinationString: PUNICODE_STRING,
        SourceString: PCOEM_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Converts to an OEM string, without a terminator. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlunicodestringtocountedoemstring>
    pub fn RtlUnicodeStringToCountedOemString(
        DestinationString: POEM_STRING,
        SourceString: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Converts to an upper-case OEM string, without a terminator. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlupcaseunicodestringtocountedoemstring>
    pub fn RtlUpcaseUnicodeStringToCountedOemString(
        DestinationString: POEM_STRING,
        SourceString: PCUNICODE_STRING,
        AllocateDestinationString: BOOLEAN,
    ) -> NTSTATUS;
    /// Converts OEM characters. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtloemtounicoden>
    pub fn RtlOemToUnicodeN(
        UnicodeString: PWCH,
        MaxBytesInUnicodeString: ULONG,
        BytesInUnicodeString: PULONG,
        OemString: PCCH,
        BytesInOemString: ULONG,
    ) -> NTSTATUS;
    /// Makes a short name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlgenerate8dot3name>
    pub fn RtlGenerate8dot3Name(
        Name: PCUNICODE_STRING,
        AllowExtendedCharacters: BOOLEAN,
        Context: PGENERATE_NAME_CONTEXT,
        Name8dot3: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// A token with fewer rights.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-sefiltertoken>
    pub fn SeFilterToken(
        ExistingToken: PACCESS_TOKEN,
        Flags: ULONG,
        SidsToDisable: PTOKEN_GROUPS,
        PrivilegesToDelete: PTOKEN_PRIVILEGES,
        RestrictedSids: PTOKEN_GROUPS,
        FilteredToken: *mut PACCESS_TOKEN,
    ) -> NTSTATUS;
    /// The priorities of an IRP and a thread.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn IoRetrievePriorityInfo(
        Irp: PIRP,
        FileObject: PFILE_OBJECT,
        Thread: PETHREAD,
        PriorityInfo: PIO_PRIORITY_INFO,
    ) -> NTSTATUS;
}
