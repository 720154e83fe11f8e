//! device.

use crate::{layout::layout, *};

pub mod _DEVICE_POWER_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PowerDeviceUnspecified: Type = 0;
    pub const PowerDeviceD0: Type = 1;
    pub const PowerDeviceD1: Type = 2;
    pub const PowerDeviceD2: Type = 3;
    pub const PowerDeviceD3: Type = 4;
    pub const PowerDeviceMaximum: Type = 5;
}
/// A value of [`_DEVICE_POWER_STATE`].
pub type DEVICE_POWER_STATE = _DEVICE_POWER_STATE::Type;
/// Pointer to a [`DEVICE_POWER_STATE`].
pub type PDEVICE_POWER_STATE = *mut _DEVICE_POWER_STATE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _COMPRESSED_DATA_INFO {
    pub CompressionFormatAndEngine: USHORT,
    pub CompressionUnitShift: UCHAR,
    pub ChunkShift: UCHAR,
    pub ClusterShift: UCHAR,
    pub Reserved: UCHAR,
    pub NumberOfChunks: USHORT,
    pub CompressedChunkSizes: [ULONG; 1],
}
/// A [`_COMPRESSED_DATA_INFO`].
pub type COMPRESSED_DATA_INFO = _COMPRESSED_DATA_INFO;
/// Pointer to a [`_COMPRESSED_DATA_INFO`].
pub type PCOMPRESSED_DATA_INFO = *mut _COMPRESSED_DATA_INFO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _VPB {
    pub Type: CSHORT,
    pub Size: CSHORT,
    pub Flags: USHORT,
    pub VolumeLabelLength: USHORT,
    pub DeviceObject: *mut _DEVICE_OBJECT,
    pub RealDevice: *mut _DEVICE_OBJECT,
    pub SerialNumber: ULONG,
    pub ReferenceCount: ULONG,
    pub VolumeLabel: [WCHAR; 32],
}
/// A [`_VPB`].
pub type VPB = _VPB;
/// Pointer to a [`_VPB`].
pub type PVPB = *mut _VPB;

#[repr(C, align(16))]
#[derive(Clone, Copy)]
pub struct _DEVICE_OBJECT {
    pub Type: CSHORT,
    pub Size: USHORT,
    pub ReferenceCount: LONG,
    pub DriverObject: *mut _DRIVER_OBJECT,
    pub NextDevice: *mut _DEVICE_OBJECT,
    pub AttachedDevice: *mut _DEVICE_OBJECT,
    pub CurrentIrp: *mut _IRP,
    pub Timer: PIO_TIMER,
    pub Flags: ULONG,
    pub Characteristics: ULONG,
    pub Vpb: PVPB,
    pub DeviceExtension: PVOID,
    pub DeviceType: ULONG,
    pub StackSize: CCHAR,
    pub Queue: _DEVICE_OBJECT_Queue,
    pub AlignmentRequirement: ULONG,
    pub DeviceQueue: KDEVICE_QUEUE,
    pub Dpc: KDPC,
    pub ActiveThreadCount: ULONG,
    pub SecurityDescriptor: PSECURITY_DESCRIPTOR,
    pub DeviceLock: KEVENT,
    pub SectorSize: USHORT,
    pub Spare1: USHORT,
    pub DeviceObjectExtension: *mut _DEVOBJ_EXTENSION,
    pub Reserved: PVOID,
}
/// A [`_DEVICE_OBJECT`].
pub type DEVICE_OBJECT = _DEVICE_OBJECT;
/// Pointer to a [`_DEVICE_OBJECT`].
pub type PDEVICE_OBJECT = *mut _DEVICE_OBJECT;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _DEVICE_OBJECT_Queue {
    pub ListEntry: LIST_ENTRY,
    pub Wcb: WAIT_CONTEXT_BLOCK,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SHARE_ACCESS {
    pub OpenCount: ULONG,
    pub Readers: ULONG,
    pub Writers: ULONG,
    pub Deleters: ULONG,
    pub SharedRead: ULONG,
    pub SharedWrite: ULONG,
    pub SharedDelete: ULONG,
}
/// A [`_SHARE_ACCESS`].
pub type SHARE_ACCESS = _SHARE_ACCESS;
/// Pointer to a [`_SHARE_ACCESS`].
pub type PSHARE_ACCESS = *mut _SHARE_ACCESS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FAST_IO_DISPATCH {
    pub SizeOfFastIoDispatch: ULONG,
    pub FastIoCheckIfPossible: PFAST_IO_CHECK_IF_POSSIBLE,
    pub FastIoRead: PFAST_IO_READ,
    pub FastIoWrite: PFAST_IO_WRITE,
    pub FastIoQueryBasicInfo: PFAST_IO_QUERY_BASIC_INFO,
    pub FastIoQueryStandardInfo: PFAST_IO_QUERY_STANDARD_INFO,
    pub FastIoLock: PFAST_IO_LOCK,
    pub FastIoUnlockSingle: PFAST_IO_UNLOCK_SINGLE,
    pub FastIoUnlockAll: PFAST_IO_UNLOCK_ALL,
    pub FastIoUnlockAllByKey: PFAST_IO_UNLOCK_ALL_BY_KEY,
    pub FastIoDeviceControl: PFAST_IO_DEVICE_CONTROL,
    pub AcquireFileForNtCreateSection: PFAST_IO_ACQUIRE_FILE,
    pub ReleaseFileForNtCreateSection: PFAST_IO_RELEASE_FILE,
    pub FastIoDetachDevice: PFAST_IO_DETACH_DEVICE,
    pub FastIoQueryNetworkOpenInfo: PFAST_IO_QUERY_NETWORK_OPEN_INFO,
    pub AcquireForModWrite: PFAST_IO_ACQUIRE_FOR_MOD_WRITE,
    pub MdlRead: PFAST_IO_MDL_READ,
    pub MdlReadComplete: PFAST_IO_MDL_READ_COMPLETE,
    pub PrepareMdlWrite: PFAST_IO_PREPARE_MDL_WRITE,
    pub MdlWriteComplete: PFAST_IO_MDL_WRITE_COMPLETE,
    pub FastIoReadCompressed: PFAST_IO_READ_COMPRESSED,
    pub FastIoWriteCompressed: PFAST_IO_WRITE_COMPRESSED,
    pub MdlReadCompleteCompressed: PFAST_IO_MDL_READ_COMPLETE_COMPRESSED,
    pub MdlWriteCompleteCompressed: PFAST_IO_MDL_WRITE_COMPLETE_COMPRESSED,
    pub FastIoQueryOpen: PFAST_IO_QUERY_OPEN,
    pub ReleaseForModWrite: PFAST_IO_RELEASE_FOR_MOD_WRITE,
    pub AcquireForCcFlush: PFAST_IO_ACQUIRE_FOR_CCFLUSH,
    pub ReleaseForCcFlush: PFAST_IO_RELEASE_FOR_CCFLUSH,
}
/// A [`_FAST_IO_DISPATCH`].
pub type FAST_IO_DISPATCH = _FAST_IO_DISPATCH;
/// Pointer to a [`_FAST_IO_DISPATCH`].
pub type PFAST_IO_DISPATCH = *mut _FAST_IO_DISPATCH;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SECTION_OBJECT_POINTERS {
    pub DataSectionObject: PVOID,
    pub SharedCacheMap: PVOID,
    pub ImageSectionObject: PVOID,
}
/// A [`_SECTION_OBJECT_POINTERS`].
pub type SECTION_OBJECT_POINTERS = _SECTION_OBJECT_POINTERS;
/// Pointer to a [`_SECTION_OBJECT_POINTERS`].
pub type PSECTION_OBJECT_POINTERS = *mut _SECTION_OBJECT_POINTERS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_OBJECT {
    pub Type: CSHORT,
    pub Size: CSHORT,
    pub DeviceObject: PDEVICE_OBJECT,
    pub Vpb: PVPB,
    pub FsContext: PVOID,
    pub FsContext2: PVOID,
    pub SectionObjectPointer: PSECTION_OBJECT_POINTERS,
    pub PrivateCacheMap: PVOID,
    pub FinalStatus: NTSTATUS,
    pub RelatedFileObject: *mut _FILE_OBJECT,
    pub LockOperation: BOOLEAN,
    pub DeletePending: BOOLEAN,
    pub ReadAccess: BOOLEAN,
    pub WriteAccess: BOOLEAN,
    pub DeleteAccess: BOOLEAN,
    pub SharedRead: BOOLEAN,
    pub SharedWrite: BOOLEAN,
    pub SharedDelete: BOOLEAN,
    pub Flags: ULONG,
    pub FileName: UNICODE_STRING,
    pub CurrentByteOffset: LARGE_INTEGER,
    pub Waiters: ULONG,
    pub Busy: ULONG,
    pub LastLock: PVOID,
    pub Lock: KEVENT,
    pub Event: KEVENT,
    pub CompletionContext: PIO_COMPLETION_CONTEXT,
    pub IrpListLock: KSPIN_LOCK,
    pub IrpList: LIST_ENTRY,
    pub FileObjectExtension: PVOID,
}
/// A [`_FILE_OBJECT`].
pub type FILE_OBJECT = _FILE_OBJECT;
/// Pointer to a [`_FILE_OBJECT`].
pub type PFILE_OBJECT = *mut _FILE_OBJECT;
/// A [`_FILE_OBJECT`].
pub type LOG_FILE_OBJECT = _FILE_OBJECT;
/// Pointer to a [`_FILE_OBJECT`].
pub type PLOG_FILE_OBJECT = *mut _FILE_OBJECT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DEVOBJ_EXTENSION {
    pub Type: CSHORT,
    pub Size: USHORT,
    pub DeviceObject: PDEVICE_OBJECT,
}
/// A [`_DEVOBJ_EXTENSION`].
pub type DEVOBJ_EXTENSION = _DEVOBJ_EXTENSION;
/// Pointer to a [`_DEVOBJ_EXTENSION`].
pub type PDEVOBJ_EXTENSION = *mut _DEVOBJ_EXTENSION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DRIVER_EXTENSION {
    pub DriverObject: *mut _DRIVER_OBJECT,
    pub AddDevice: PDRIVER_ADD_DEVICE,
    pub Count: ULONG,
    pub ServiceKeyName: UNICODE_STRING,
}
/// A [`_DRIVER_EXTENSION`].
pub type DRIVER_EXTENSION = _DRIVER_EXTENSION;
/// Pointer to a [`_DRIVER_EXTENSION`].
pub type PDRIVER_EXTENSION = *mut _DRIVER_EXTENSION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _DRIVER_OBJECT {
    pub Type: CSHORT,
    pub Size: CSHORT,
    pub DeviceObject: PDEVICE_OBJECT,
    pub Flags: ULONG,
    pub DriverStart: PVOID,
    pub DriverSize: ULONG,
    pub DriverSection: PVOID,
    pub DriverExtension: PDRIVER_EXTENSION,
    pub DriverName: UNICODE_STRING,
    pub HardwareDatabase: PUNICODE_STRING,
    pub FastIoDispatch: *mut _FAST_IO_DISPATCH,
    pub DriverInit: PDRIVER_INITIALIZE,
    pub DriverStartIo: PDRIVER_STARTIO,
    pub DriverUnload: PDRIVER_UNLOAD,
    pub MajorFunction: [PDRIVER_DISPATCH; 28],
}
/// A [`_DRIVER_OBJECT`].
pub type DRIVER_OBJECT = _DRIVER_OBJECT;
/// Pointer to a [`_DRIVER_OBJECT`].
pub type PDRIVER_OBJECT = *mut _DRIVER_OBJECT;

crate::fn_types! {
    pub type PDRIVER_ADD_DEVICE = fn(DriverObject: *mut _DRIVER_OBJECT, PhysicalDeviceObject: *mut _DEVICE_OBJECT) -> NTSTATUS;
    pub type PDRIVER_CANCEL = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP);
    pub type PDRIVER_DISPATCH = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP) -> NTSTATUS;
    pub type PDRIVER_FS_NOTIFICATION = fn(DeviceObject: PDEVICE_OBJECT, FsActive: BOOLEAN);
    pub type PDRIVER_INITIALIZE = fn(DriverObject: *mut _DRIVER_OBJECT, RegistryPath: PUNICODE_STRING) -> NTSTATUS;
    pub type PDRIVER_STARTIO = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP);
    pub type PDRIVER_UNLOAD = fn(DriverObject: *mut _DRIVER_OBJECT);
    pub type PFAST_IO_ACQUIRE_FILE = fn(FileObject: *mut _FILE_OBJECT);
    pub type PFAST_IO_ACQUIRE_FOR_CCFLUSH = fn(FileObject: *mut _FILE_OBJECT, DeviceObject: *mut _DEVICE_OBJECT) -> NTSTATUS;
    pub type PFAST_IO_ACQUIRE_FOR_MOD_WRITE = fn(FileObject: *mut _FILE_OBJECT, EndingOffset: PLARGE_INTEGER, ResourceToRelease: *mut *mut _ERESOURCE, DeviceObject: *mut _DEVICE_OBJECT) -> NTSTATUS;
    pub type PFAST_IO_CHECK_IF_POSSIBLE = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, Wait: BOOLEAN, LockKey: ULONG, CheckForReadOperation: BOOLEAN, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_DETACH_DEVICE = fn(SourceDevice: *mut _DEVICE_OBJECT, TargetDevice: *mut _DEVICE_OBJECT);
    pub type PFAST_IO_DEVICE_CONTROL = fn(FileObject: *mut _FILE_OBJECT, Wait: BOOLEAN, InputBuffer: PVOID, InputBufferLength: ULONG, OutputBuffer: PVOID, OutputBufferLength: ULONG, IoControlCode: ULONG, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_LOCK = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: PLARGE_INTEGER, ProcessId: PEPROCESS, Key: ULONG, FailImmediately: BOOLEAN, ExclusiveLock: BOOLEAN, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_MDL_READ = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, LockKey: ULONG, MdlChain: *mut PMDL, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_MDL_READ_COMPLETE = fn(FileObject: *mut _FILE_OBJECT, MdlChain: PMDL, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_MDL_READ_COMPLETE_COMPRESSED = fn(FileObject: *mut _FILE_OBJECT, MdlChain: PMDL, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_MDL_WRITE_COMPLETE = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, MdlChain: PMDL, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_MDL_WRITE_COMPLETE_COMPRESSED = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, MdlChain: PMDL, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_PREPARE_MDL_WRITE = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, LockKey: ULONG, MdlChain: *mut PMDL, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_QUERY_BASIC_INFO = fn(FileObject: *mut _FILE_OBJECT, Wait: BOOLEAN, Buffer: PFILE_BASIC_INFORMATION, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_QUERY_NETWORK_OPEN_INFO = fn(FileObject: *mut _FILE_OBJECT, Wait: BOOLEAN, Buffer: *mut _FILE_NETWORK_OPEN_INFORMATION, IoStatus: *mut _IO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_QUERY_OPEN = fn(Irp: *mut _IRP, NetworkInformation: PFILE_NETWORK_OPEN_INFORMATION, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_QUERY_STANDARD_INFO = fn(FileObject: *mut _FILE_OBJECT, Wait: BOOLEAN, Buffer: PFILE_STANDARD_INFORMATION, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_READ = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, Wait: BOOLEAN, LockKey: ULONG, Buffer: PVOID, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_READ_COMPRESSED = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, LockKey: ULONG, Buffer: PVOID, MdlChain: *mut PMDL, IoStatus: PIO_STATUS_BLOCK, CompressedDataInfo: *mut _COMPRESSED_DATA_INFO, CompressedDataInfoLength: ULONG, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_RELEASE_FILE = fn(FileObject: *mut _FILE_OBJECT);
    pub type PFAST_IO_RELEASE_FOR_CCFLUSH = fn(FileObject: *mut _FILE_OBJECT, DeviceObject: *mut _DEVICE_OBJECT) -> NTSTATUS;
    pub type PFAST_IO_RELEASE_FOR_MOD_WRITE = fn(FileObject: *mut _FILE_OBJECT, ResourceToRelease: *mut _ERESOURCE, DeviceObject: *mut _DEVICE_OBJECT) -> NTSTATUS;
    pub type PFAST_IO_UNLOCK_ALL = fn(FileObject: *mut _FILE_OBJECT, ProcessId: PEPROCESS, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_UNLOCK_ALL_BY_KEY = fn(FileObject: *mut _FILE_OBJECT, ProcessId: PVOID, Key: ULONG, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_UNLOCK_SINGLE = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: PLARGE_INTEGER, ProcessId: PEPROCESS, Key: ULONG, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_WRITE = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, Wait: BOOLEAN, LockKey: ULONG, Buffer: PVOID, IoStatus: PIO_STATUS_BLOCK, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
    pub type PFAST_IO_WRITE_COMPRESSED = fn(FileObject: *mut _FILE_OBJECT, FileOffset: PLARGE_INTEGER, Length: ULONG, LockKey: ULONG, Buffer: PVOID, MdlChain: *mut PMDL, IoStatus: PIO_STATUS_BLOCK, CompressedDataInfo: *mut _COMPRESSED_DATA_INFO, CompressedDataInfoLength: ULONG, DeviceObject: *mut _DEVICE_OBJECT) -> BOOLEAN;
}

imports! { "ntoskrnl.exe";
    pub fn IoAllocateDriverObjectExtension(DriverObject: PDRIVER_OBJECT, ClientIdentificationAddress: PVOID, DriverObjectExtensionSize: ULONG, DriverObjectExtension: *mut PVOID) -> NTSTATUS;
    pub fn IoAttachDeviceToDeviceStack(SourceDevice: PDEVICE_OBJECT, TargetDevice: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoCreateDevice(DriverObject: PDRIVER_OBJECT, DeviceExtensionSize: ULONG, DeviceName: PUNICODE_STRING, DeviceType: ULONG, DeviceCharacteristics: ULONG, Exclusive: BOOLEAN, DeviceObject: *mut PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoCreateSymbolicLink(SymbolicLinkName: PUNICODE_STRING, DeviceName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoCreateUnprotectedSymbolicLink(SymbolicLinkName: PUNICODE_STRING, DeviceName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoDeleteDevice(DeviceObject: PDEVICE_OBJECT);
    pub fn IoDeleteSymbolicLink(SymbolicLinkName: PUNICODE_STRING) -> NTSTATUS;
    pub fn IoDetachDevice(TargetDevice: PDEVICE_OBJECT);
    pub fn IoGetAttachedDevice(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoGetAttachedDeviceReference(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoGetDeviceObjectPointer(ObjectName: PUNICODE_STRING, DesiredAccess: ACCESS_MASK, FileObject: *mut PFILE_OBJECT, DeviceObject: *mut PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoGetDriverObjectExtension(DriverObject: PDRIVER_OBJECT, ClientIdentificationAddress: PVOID) -> PVOID;
    pub fn IoGetRelatedDeviceObject(FileObject: PFILE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoValidateDeviceIoControlAccess(Irp: PIRP, RequiredAccess: ULONG) -> NTSTATUS;
    pub fn IoGetLowerDeviceObject(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoGetDeviceAttachmentBaseRef(DeviceObject: PDEVICE_OBJECT) -> PDEVICE_OBJECT;
    pub fn IoEnumerateDeviceObjectList(DriverObject: PDRIVER_OBJECT, DeviceObjectList: *mut PDEVICE_OBJECT, DeviceObjectListSize: ULONG, ActualNumberDeviceObjects: PULONG) -> NTSTATUS;
    pub fn IoAttachDeviceToDeviceStackSafe(SourceDevice: PDEVICE_OBJECT, TargetDevice: PDEVICE_OBJECT, AttachedToDeviceObject: *mut PDEVICE_OBJECT) -> NTSTATUS;
    pub fn IoGetTransactionParameterBlock(FileObject: PFILE_OBJECT) -> PTXN_PARAMETER_BLOCK;
}

layout! {
    _COMPRESSED_DATA_INFO: 12, 4 {
        CompressionFormatAndEngine: 0, CompressionUnitShift: 2, ChunkShift: 3, ClusterShift:
        4, Reserved: 5, NumberOfChunks: 6, CompressedChunkSizes: 8
    }
    _VPB: 96, 8 {
        Type: 0, Size: 2, Flags: 4, VolumeLabelLength: 6, DeviceObject: 8, RealDevice: 16,
        SerialNumber: 24, ReferenceCount: 28, VolumeLabel: 32
    }
    _DEVICE_OBJECT_Queue: 72, 8 { ListEntry: 0, Wcb: 0 }
    _DEVICE_OBJECT: 336, 16 {
        Type: 0, Size: 2, ReferenceCount: 4, DriverObject: 8, NextDevice: 16,
        AttachedDevice: 24, CurrentIrp: 32, Timer: 40, Flags: 48, Characteristics: 52, Vpb:
        56, DeviceExtension: 64, DeviceType: 72, StackSize: 76, Queue: 80,
        AlignmentRequirement: 152, DeviceQueue: 160, Dpc: 200, ActiveThreadCount: 264,
        SecurityDescriptor: 272, DeviceLock: 280, SectorSize: 304, Spare1: 306,
        DeviceObjectExtension: 312, Reserved: 320
    }
    _SHARE_ACCESS: 28, 4 {
        OpenCount: 0, Readers: 4, Writers: 8, Deleters: 12, SharedRead: 16, SharedWrite: 20,
        SharedDelete: 24
    }
    _FAST_IO_DISPATCH: 224, 8 {
        SizeOfFastIoDispatch: 0, FastIoCheckIfPossible: 8, FastIoRead: 16, FastIoWrite: 24,
        FastIoQueryBasicInfo: 32, FastIoQueryStandardInfo: 40, FastIoLock: 48,
        FastIoUnlockSingle: 56, FastIoUnlockAll: 64, FastIoUnlockAllByKey: 72,
        FastIoDeviceControl: 80, AcquireFileForNtCreateSection: 88,
        ReleaseFileForNtCreateSection: 96, FastIoDetachDevice: 104,
        FastIoQueryNetworkOpenInfo: 112, AcquireForModWrite: 120, MdlRead: 128,
        MdlReadComplete: 136, PrepareMdlWrite: 144, MdlWriteComplete: 152,
        FastIoReadCompressed: 160, FastIoWriteCompressed: 168, MdlReadCompleteCompressed:
        176, MdlWriteCompleteCompressed: 184, FastIoQueryOpen: 192, ReleaseForModWrite: 200,
        AcquireForCcFlush: 208, ReleaseForCcFlush: 216
    }
    _SECTION_OBJECT_POINTERS: 24, 8 {
        DataSectionObject: 0, SharedCacheMap: 8, ImageSectionObject: 16
    }
    _FILE_OBJECT: 216, 8 {
        Type: 0, Size: 2, DeviceObject: 8, Vpb: 16, FsContext: 24, FsContext2: 32,
        SectionObjectPointer: 40, PrivateCacheMap: 48, FinalStatus: 56, RelatedFileObject:
        64, LockOperation: 72, DeletePending: 73, ReadAccess: 74, WriteAccess: 75,
        DeleteAccess: 76, SharedRead: 77, SharedWrite: 78, SharedDelete: 79, Flags: 80,
        FileName: 88, CurrentByteOffset: 104, Waiters: 112, Busy: 116, LastLock: 120, Lock:
        128, Event: 152, CompletionContext: 176, IrpListLock: 184, IrpList: 192,
        FileObjectExtension: 208
    }
    _DEVOBJ_EXTENSION: 16, 8 { Type: 0, Size: 2, DeviceObject: 8 }
    _DRIVER_EXTENSION: 40, 8 { DriverObject: 0, AddDevice: 8, Count: 16, ServiceKeyName: 24 }
    _DRIVER_OBJECT: 336, 8 {
        Type: 0, Size: 2, DeviceObject: 8, Flags: 16, DriverStart: 24, DriverSize: 32,
        DriverSection: 40, DriverExtension: 48, DriverName: 56, HardwareDatabase: 72,
        FastIoDispatch: 80, DriverInit: 88, DriverStartIo: 96, DriverUnload: 104,
        MajorFunction: 112
    }
}

pub const FILE_DEVICE_BEEP: ULONG = 1;
pub const FILE_DEVICE_CD_ROM: ULONG = 2;
pub const FILE_DEVICE_CD_ROM_FILE_SYSTEM: ULONG = 3;
pub const FILE_DEVICE_CONTROLLER: ULONG = 4;
pub const FILE_DEVICE_DATALINK: ULONG = 5;
pub const FILE_DEVICE_DFS: ULONG = 6;
pub const FILE_DEVICE_DISK: ULONG = 7;
pub const FILE_DEVICE_DISK_FILE_SYSTEM: ULONG = 8;
pub const FILE_DEVICE_FILE_SYSTEM: ULONG = 9;
pub const FILE_DEVICE_INPORT_PORT: ULONG = 0xA;
pub const FILE_DEVICE_KEYBOARD: ULONG = 0xB;
pub const FILE_DEVICE_MAILSLOT: ULONG = 0xC;
pub const FILE_DEVICE_MIDI_IN: ULONG = 0xD;
pub const FILE_DEVICE_MIDI_OUT: ULONG = 0xE;
pub const FILE_DEVICE_MOUSE: ULONG = 0xF;
pub const FILE_DEVICE_MULTI_UNC_PROVIDER: ULONG = 0x10;
pub const FILE_DEVICE_NAMED_PIPE: ULONG = 0x11;
pub const FILE_DEVICE_NETWORK: ULONG = 0x12;
pub const FILE_DEVICE_NETWORK_BROWSER: ULONG = 0x13;
pub const FILE_DEVICE_NETWORK_FILE_SYSTEM: ULONG = 0x14;
pub const FILE_DEVICE_NULL: ULONG = 0x15;
pub const FILE_DEVICE_PARALLEL_PORT: ULONG = 0x16;
pub const FILE_DEVICE_PHYSICAL_NETCARD: ULONG = 0x17;
pub const FILE_DEVICE_PRINTER: ULONG = 0x18;
pub const FILE_DEVICE_SCANNER: ULONG = 0x19;
pub const FILE_DEVICE_SERIAL_MOUSE_PORT: ULONG = 0x1A;
pub const FILE_DEVICE_SERIAL_PORT: ULONG = 0x1B;
pub const FILE_DEVICE_SCREEN: ULONG = 0x1C;
pub const FILE_DEVICE_SOUND: ULONG = 0x1D;
pub const FILE_DEVICE_STREAMS: ULONG = 0x1E;
pub const FILE_DEVICE_TAPE: ULONG = 0x1F;
pub const FILE_DEVICE_TAPE_FILE_SYSTEM: ULONG = 0x20;
pub const FILE_DEVICE_TRANSPORT: ULONG = 0x21;
pub const FILE_DEVICE_UNKNOWN: ULONG = 0x22;
pub const FILE_DEVICE_VIDEO: ULONG = 0x23;
pub const FILE_DEVICE_VIRTUAL_DISK: ULONG = 0x24;
pub const FILE_DEVICE_WAVE_IN: ULONG = 0x25;
pub const FILE_DEVICE_WAVE_OUT: ULONG = 0x26;
pub const FILE_DEVICE_8042_PORT: ULONG = 0x27;
pub const FILE_DEVICE_NETWORK_REDIRECTOR: ULONG = 0x28;
pub const FILE_DEVICE_BATTERY: ULONG = 0x29;
pub const FILE_DEVICE_BUS_EXTENDER: ULONG = 0x2A;
pub const FILE_DEVICE_MODEM: ULONG = 0x2B;
pub const FILE_DEVICE_VDM: ULONG = 0x2C;
pub const FILE_DEVICE_MASS_STORAGE: ULONG = 0x2D;
pub const FILE_DEVICE_SMB: ULONG = 0x2E;
pub const FILE_DEVICE_KS: ULONG = 0x2F;
pub const FILE_DEVICE_CHANGER: ULONG = 0x30;
pub const FILE_DEVICE_SMARTCARD: ULONG = 0x31;
pub const FILE_DEVICE_ACPI: ULONG = 0x32;
pub const FILE_DEVICE_DVD: ULONG = 0x33;
pub const FILE_DEVICE_FULLSCREEN_VIDEO: ULONG = 0x34;
pub const FILE_DEVICE_DFS_FILE_SYSTEM: ULONG = 0x35;
pub const FILE_DEVICE_DFS_VOLUME: ULONG = 0x36;
pub const FILE_DEVICE_SERENUM: ULONG = 0x37;
pub const FILE_DEVICE_TERMSRV: ULONG = 0x38;
pub const FILE_DEVICE_KSEC: ULONG = 0x39;
pub const FILE_DEVICE_FIPS: ULONG = 0x3A;
pub const FILE_DEVICE_INFINIBAND: ULONG = 0x3B;
pub const FILE_DEVICE_VMBUS: ULONG = 0x3E;
pub const FILE_DEVICE_CRYPT_PROVIDER: ULONG = 0x3F;
pub const FILE_DEVICE_WPD: ULONG = 0x40;
pub const FILE_DEVICE_BLUETOOTH: ULONG = 0x41;
pub const FILE_DEVICE_MT_COMPOSITE: ULONG = 0x42;
pub const FILE_DEVICE_MT_TRANSPORT: ULONG = 0x43;
pub const FILE_DEVICE_BIOMETRIC: ULONG = 0x44;
pub const FILE_DEVICE_PMI: ULONG = 0x45;
pub const DO_VERIFY_VOLUME: ULONG = 2;
pub const DO_BUFFERED_IO: ULONG = 4;
pub const DO_EXCLUSIVE: ULONG = 8;
pub const DO_DIRECT_IO: ULONG = 0x10;
pub const DO_MAP_IO_BUFFER: ULONG = 0x20;
pub const DO_DEVICE_INITIALIZING: ULONG = 0x80;
pub const DO_SHUTDOWN_REGISTERED: ULONG = 0x800;
pub const DO_BUS_ENUMERATED_DEVICE: ULONG = 0x1000;
pub const DO_POWER_PAGABLE: ULONG = 0x2000;
pub const DO_POWER_INRUSH: ULONG = 0x4000;
pub const FILE_REMOVABLE_MEDIA: ULONG = 1;
pub const FILE_READ_ONLY_DEVICE: ULONG = 2;
pub const FILE_FLOPPY_DISKETTE: ULONG = 4;
pub const FILE_WRITE_ONCE_MEDIA: ULONG = 8;
pub const FILE_REMOTE_DEVICE: ULONG = 0x10;
pub const FILE_DEVICE_IS_MOUNTED: ULONG = 0x20;
pub const FILE_VIRTUAL_VOLUME: ULONG = 0x40;
pub const FILE_AUTOGENERATED_DEVICE_NAME: ULONG = 0x80;
pub const FILE_DEVICE_SECURE_OPEN: ULONG = 0x100;
pub const FILE_CHARACTERISTIC_PNP_DEVICE: ULONG = 0x800;
pub const FILE_CHARACTERISTIC_TS_DEVICE: ULONG = 0x1000;
pub const FILE_CHARACTERISTIC_WEBDAV_DEVICE: ULONG = 0x2000;
pub const FO_FILE_OPEN: ULONG = 1;
pub const FO_SYNCHRONOUS_IO: ULONG = 2;
pub const FO_ALERTABLE_IO: ULONG = 4;
pub const FO_NO_INTERMEDIATE_BUFFERING: ULONG = 8;
pub const FO_WRITE_THROUGH: ULONG = 0x10;
pub const FO_SEQUENTIAL_ONLY: ULONG = 0x20;
pub const FO_CACHE_SUPPORTED: ULONG = 0x40;
pub const FO_NAMED_PIPE: ULONG = 0x80;
pub const FO_STREAM_FILE: ULONG = 0x100;
pub const FO_MAILSLOT: ULONG = 0x200;
pub const FO_GENERATE_AUDIT_ON_CLOSE: ULONG = 0x400;
pub const FO_QUEUE_IRP_TO_THREAD: ULONG = 0x400;
pub const FO_DIRECT_DEVICE_OPEN: ULONG = 0x800;
pub const FO_FILE_MODIFIED: ULONG = 0x1000;
pub const FO_FILE_SIZE_CHANGED: ULONG = 0x2000;
pub const FO_CLEANUP_COMPLETE: ULONG = 0x4000;
pub const FO_TEMPORARY_FILE: ULONG = 0x8000;
pub const FO_DELETE_ON_CLOSE: ULONG = 0x0001_0000;
pub const FO_OPENED_CASE_SENSITIVE: ULONG = 0x0002_0000;
pub const FO_HANDLE_CREATED: ULONG = 0x0004_0000;
pub const FO_FILE_FAST_IO_READ: ULONG = 0x0008_0000;
pub const FO_RANDOM_ACCESS: ULONG = 0x0010_0000;
pub const FO_FILE_OPEN_CANCELLED: ULONG = 0x0020_0000;
pub const FO_VOLUME_OPEN: ULONG = 0x0040_0000;
pub const FO_REMOTE_ORIGIN: ULONG = 0x0100_0000;
pub const FO_DISALLOW_EXCLUSIVE: ULONG = 0x0200_0000;
pub const FO_SKIP_COMPLETION_PORT: ULONG = 0x0200_0000;
pub const FO_SKIP_SET_EVENT: ULONG = 0x0400_0000;
pub const FO_SKIP_SET_FAST_IO: ULONG = 0x0800_0000;
pub const FO_FLAGS_VALID_ONLY_DURING_CREATE: ULONG = 0x0200_0000;
pub const VPB_MOUNTED: ULONG = 1;
pub const VPB_LOCKED: ULONG = 2;
pub const VPB_PERSISTENT: ULONG = 4;
pub const VPB_REMOVE_PENDING: ULONG = 8;
pub const VPB_RAW_MOUNT: ULONG = 0x10;
pub const VPB_DIRECT_WRITES_ALLOWED: ULONG = 0x20;
pub const DRVO_UNLOAD_INVOKED: ULONG = 1;
pub const DRVO_LEGACY_DRIVER: ULONG = 2;
pub const DRVO_BUILTIN_DRIVER: ULONG = 4;
pub const METHOD_BUFFERED: ULONG = 0;
pub const METHOD_IN_DIRECT: ULONG = 1;
pub const METHOD_OUT_DIRECT: ULONG = 2;
pub const METHOD_NEITHER: ULONG = 3;
pub const METHOD_DIRECT_TO_HARDWARE: ULONG = 1;
pub const METHOD_DIRECT_FROM_HARDWARE: ULONG = 2;
pub const FILE_ANY_ACCESS: ULONG = 0;
pub const FILE_SPECIAL_ACCESS: ULONG = 0;
pub const FILE_READ_ACCESS: ULONG = 1;
pub const FILE_WRITE_ACCESS: ULONG = 2;
pub const DO_DEVICE_HAS_NAME: ULONG = 0x40;
pub const DO_SYSTEM_BOOT_PARTITION: ULONG = 0x100;
pub const DO_LONG_TERM_REQUESTS: ULONG = 0x200;
pub const DO_NEVER_LAST_DEVICE: ULONG = 0x400;
pub const DO_LOW_PRIORITY_FILESYSTEM: ULONG = 0x0001_0000;
pub const DO_SUPPORTS_TRANSACTIONS: ULONG = 0x0004_0000;
pub const DO_FORCE_NEITHER_IO: ULONG = 0x0008_0000;
pub const DO_VOLUME_DEVICE_OBJECT: ULONG = 0x0010_0000;
pub const DO_SYSTEM_SYSTEM_PARTITION: ULONG = 0x0020_0000;
pub const DO_SYSTEM_CRITICAL_PARTITION: ULONG = 0x0040_0000;
pub const DO_DISALLOW_EXECUTE: ULONG = 0x0080_0000;
pub const DRVO_REINIT_REGISTERED: ULONG = 8;
pub const DRVO_INITIALIZED: ULONG = 0x10;
pub const DRVO_BOOTREINIT_REGISTERED: ULONG = 0x20;
pub const DRVO_LEGACY_RESOURCES: ULONG = 0x40;
pub const FILE_CHARACTERISTICS_EXPECT_ORDERLY_REMOVAL_EX: ULONG = 0x4000;
pub const FILE_CHARACTERISTICS_EXPECT_SURPRISE_REMOVAL_EX: ULONG = 0x8000;
pub const FILE_CHARACTERISTICS_REMOVAL_POLICY_MASK_EX: ULONG = 49152;
pub const FILE_CHARACTERISTICS_EXPECT_ORDERLY_REMOVAL_DEPRECATED: ULONG = 0x200;
pub const FILE_CHARACTERISTICS_EXPECT_SURPRISE_REMOVAL_DEPRECATED: ULONG = 0x300;
pub const FILE_CHARACTERISTICS_REMOVAL_POLICY_MASK_DEPRECATED: ULONG = 0x300;
pub const FILE_CHARACTERISTICS_PROPAGATED: ULONG = 0x10F;
pub const DO_NOT_RETRY_PURGE: ULONG = 2;
pub const DO_NOT_PURGE_DIRTY_PAGES: ULONG = 4;

/// A `FILE_DEVICE_*` value.
pub type DEVICE_TYPE = ULONG;

/// An I/O control code: the device's type, the function, how buffers are passed, and which access
/// the handle must have.
///
/// ```
/// use wdk_sys::*;
/// assert_eq!(CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS), 0x22_2000);
/// ```
#[inline]
#[must_use]
pub const fn CTL_CODE(DeviceType: ULONG, Function: ULONG, Method: ULONG, Access: ULONG) -> ULONG {
    DeviceType << 16 | Access << 14 | Function << 2 | Method
}

/// The device's type in an I/O control code.
#[inline]
#[must_use]
pub const fn DEVICE_TYPE_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode >> 16
}

/// How an I/O control code passes its buffers.
#[inline]
#[must_use]
pub const fn METHOD_FROM_CTL_CODE(ctrlCode: ULONG) -> ULONG {
    ctrlCode & 3
}

imports! { "ntoskrnl.exe";
    /// Names the registry key of a driver's service, its image's folder or its data folder.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioopendriverregistrykey>
    pub fn IoOpenDriverRegistryKey(
        DriverObject: PDRIVER_OBJECT,
        RegKeyType: DRIVER_REGKEY_TYPE,
        DesiredAccess: ACCESS_MASK,
        Flags: ULONG,
        DriverRegKey: PHANDLE,
    ) -> NTSTATUS;
    /// Creates a device object with a security descriptor in SDDL, which the registry may override.
    /// IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdmsec/nf-wdmsec-wdmlibiocreatedevicesecure>
    pub fn WdmlibIoCreateDeviceSecure(
        DriverObject: PDRIVER_OBJECT,
        DeviceExtensionSize: ULONG,
        DeviceName: PUNICODE_STRING,
        DeviceType: DEVICE_TYPE,
        DeviceCharacteristics: ULONG,
        Exclusive: BOOLEAN,
        DefaultSDDLString: PCUNICODE_STRING,
        DeviceClassGuid: LPCGUID,
        DeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// The device's guid of a volume. IRQL: PASSIVE_LEVEL.
    pub fn IoVolumeDeviceToGuid(VolumeDeviceObject: PVOID, Guid: LPGUID) -> NTSTATUS;
    /// The path `\??\Volume{guid}` of a volume. IRQL: PASSIVE_LEVEL.
    pub fn IoVolumeDeviceToGuidPath(VolumeDeviceObject: PVOID, GuidPath: PUNICODE_STRING)
    -> NTSTATUS;

    /// The object type of devices.
    pub static IoDeviceObjectType: *mut POBJECT_TYPE;
    /// The object type of drivers.
    pub static IoDriverObjectType: *mut POBJECT_TYPE;
    /// The object type of files.
    pub static IoFileObjectType: *mut POBJECT_TYPE;
}

/// Which of a driver's registry keys [`IoOpenDriverRegistryKey`] opens.
pub mod _DRIVER_REGKEY_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const DriverRegKeyParameters: Type = 0;
    pub const DriverRegKeyPersistentState: Type = 1;
    pub const DriverRegKeySharedPersistentState: Type = 2;
}
/// A value of [`_DRIVER_REGKEY_TYPE`].
pub type DRIVER_REGKEY_TYPE = _DRIVER_REGKEY_TYPE::Type;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_code_keeps_its_parts() {
        let code = CTL_CODE(
            FILE_DEVICE_KEYBOARD,
            0x9AB,
            METHOD_NEITHER,
            FILE_WRITE_ACCESS,
        );
        assert_eq!(code, 0x000B_A6AF);
        assert_eq!(DEVICE_TYPE_FROM_CTL_CODE(code), FILE_DEVICE_KEYBOARD);
        assert_eq!(METHOD_FROM_CTL_CODE(code), METHOD_NEITHER);
    }
}
