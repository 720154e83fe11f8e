//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    _ERESOURCE, _FILE_NETWORK_OPEN_INFORMATION, _IO_STATUS_BLOCK, _IRP, BOOLEAN, CCHAR, CSHORT,
    KDEVICE_QUEUE, KDPC, KEVENT, KSPIN_LOCK, LARGE_INTEGER, LIST_ENTRY, LONG, NTSTATUS, PEPROCESS,
    PFILE_BASIC_INFORMATION, PFILE_NETWORK_OPEN_INFORMATION, PFILE_STANDARD_INFORMATION,
    PIO_COMPLETION_CONTEXT, PIO_STATUS_BLOCK, PIO_TIMER, PLARGE_INTEGER, PMDL,
    PSECURITY_DESCRIPTOR, PUNICODE_STRING, PVOID, UCHAR, ULONG, UNICODE_STRING, USHORT,
    WAIT_CONTEXT_BLOCK, WCHAR, layout::layout,
};

/// Power states of a device, D0 to D3.
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

/// How data is compressed.
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

/// A volume and the devices that it lies on.
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

/// A device, as the I/O manager knows it.
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

/// Who has a file open, and what they allow others.
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

/// Functions for I/O without an IRP.
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

/// The sections of a file.
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

/// An open file or device.
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

/// The I/O manager's own part of a device object.
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

/// The part of a driver object that has `AddDevice`.
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

/// A loaded driver.
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
    /// Called for each device that a driver shall serve.
    pub type PDRIVER_ADD_DEVICE = fn(
        DriverObject: *mut _DRIVER_OBJECT,
        PhysicalDeviceObject: *mut _DEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Called when an IRP is cancelled, with the cancel lock held.
    pub type PDRIVER_CANCEL = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP);
    /// Handles the IRPs of a major function.
    pub type PDRIVER_DISPATCH = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP) -> NTSTATUS;
    /// Called when a file system comes or goes.
    pub type PDRIVER_FS_NOTIFICATION = fn(DeviceObject: PDEVICE_OBJECT, FsActive: BOOLEAN);
    /// A driver's entry point.
    pub type PDRIVER_INITIALIZE = fn(
        DriverObject: *mut _DRIVER_OBJECT,
        RegistryPath: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Starts an IRP of a device's queue.
    pub type PDRIVER_STARTIO = fn(DeviceObject: *mut _DEVICE_OBJECT, Irp: *mut _IRP);
    /// Called before a driver is unloaded.
    pub type PDRIVER_UNLOAD = fn(DriverObject: *mut _DRIVER_OBJECT);
    /// Acquires a file's resource before a section is created.
    pub type PFAST_IO_ACQUIRE_FILE = fn(FileObject: *mut _FILE_OBJECT);
    /// Acquires a file's resource before a flush.
    pub type PFAST_IO_ACQUIRE_FOR_CCFLUSH = fn(
        FileObject: *mut _FILE_OBJECT,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Acquires a file's resource before pages are written.
    pub type PFAST_IO_ACQUIRE_FOR_MOD_WRITE = fn(
        FileObject: *mut _FILE_OBJECT,
        EndingOffset: PLARGE_INTEGER,
        ResourceToRelease: *mut *mut _ERESOURCE,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Whether fast I/O is possible.
    pub type PFAST_IO_CHECK_IF_POSSIBLE = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        LockKey: ULONG,
        CheckForReadOperation: BOOLEAN,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Called when a device below is deleted.
    pub type PFAST_IO_DETACH_DEVICE = fn(
        SourceDevice: *mut _DEVICE_OBJECT,
        TargetDevice: *mut _DEVICE_OBJECT,
    );
    /// Fast I/O control.
    pub type PFAST_IO_DEVICE_CONTROL = fn(
        FileObject: *mut _FILE_OBJECT,
        Wait: BOOLEAN,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
        IoControlCode: ULONG,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast lock of a range.
    pub type PFAST_IO_LOCK = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        ProcessId: PEPROCESS,
        Key: ULONG,
        FailImmediately: BOOLEAN,
        ExclusiveLock: BOOLEAN,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast read that returns an MDL.
    pub type PFAST_IO_MDL_READ = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        LockKey: ULONG,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Ends a fast MDL read.
    pub type PFAST_IO_MDL_READ_COMPLETE = fn(
        FileObject: *mut _FILE_OBJECT,
        MdlChain: PMDL,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Ends a fast compressed MDL read.
    pub type PFAST_IO_MDL_READ_COMPLETE_COMPRESSED = fn(
        FileObject: *mut _FILE_OBJECT,
        MdlChain: PMDL,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Ends a fast MDL write.
    pub type PFAST_IO_MDL_WRITE_COMPLETE = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        MdlChain: PMDL,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Ends a fast compressed MDL write.
    pub type PFAST_IO_MDL_WRITE_COMPLETE_COMPRESSED = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        MdlChain: PMDL,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Begins a fast MDL write.
    pub type PFAST_IO_PREPARE_MDL_WRITE = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        LockKey: ULONG,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast basic facts about a file.
    pub type PFAST_IO_QUERY_BASIC_INFO = fn(
        FileObject: *mut _FILE_OBJECT,
        Wait: BOOLEAN,
        Buffer: PFILE_BASIC_INFORMATION,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast facts about a file for the network.
    pub type PFAST_IO_QUERY_NETWORK_OPEN_INFO = fn(
        FileObject: *mut _FILE_OBJECT,
        Wait: BOOLEAN,
        Buffer: *mut _FILE_NETWORK_OPEN_INFORMATION,
        IoStatus: *mut _IO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast facts about a file that is not open.
    pub type PFAST_IO_QUERY_OPEN = fn(
        Irp: *mut _IRP,
        NetworkInformation: PFILE_NETWORK_OPEN_INFORMATION,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast standard facts about a file.
    pub type PFAST_IO_QUERY_STANDARD_INFO = fn(
        FileObject: *mut _FILE_OBJECT,
        Wait: BOOLEAN,
        Buffer: PFILE_STANDARD_INFORMATION,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast read.
    pub type PFAST_IO_READ = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        LockKey: ULONG,
        Buffer: PVOID,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast compressed read.
    pub type PFAST_IO_READ_COMPRESSED = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        LockKey: ULONG,
        Buffer: PVOID,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
        CompressedDataInfo: *mut _COMPRESSED_DATA_INFO,
        CompressedDataInfoLength: ULONG,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Releases a file's resource.
    pub type PFAST_IO_RELEASE_FILE = fn(FileObject: *mut _FILE_OBJECT);
    /// Releases a file's resource after a flush.
    pub type PFAST_IO_RELEASE_FOR_CCFLUSH = fn(
        FileObject: *mut _FILE_OBJECT,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Releases a file's resource after pages are written.
    pub type PFAST_IO_RELEASE_FOR_MOD_WRITE = fn(
        FileObject: *mut _FILE_OBJECT,
        ResourceToRelease: *mut _ERESOURCE,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> NTSTATUS;
    /// Fast unlock of all ranges.
    pub type PFAST_IO_UNLOCK_ALL = fn(
        FileObject: *mut _FILE_OBJECT,
        ProcessId: PEPROCESS,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast unlock of all ranges with a key.
    pub type PFAST_IO_UNLOCK_ALL_BY_KEY = fn(
        FileObject: *mut _FILE_OBJECT,
        ProcessId: PVOID,
        Key: ULONG,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast unlock of a range.
    pub type PFAST_IO_UNLOCK_SINGLE = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        ProcessId: PEPROCESS,
        Key: ULONG,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast write.
    pub type PFAST_IO_WRITE = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        Wait: BOOLEAN,
        LockKey: ULONG,
        Buffer: PVOID,
        IoStatus: PIO_STATUS_BLOCK,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
    /// Fast compressed write.
    pub type PFAST_IO_WRITE_COMPRESSED = fn(
        FileObject: *mut _FILE_OBJECT,
        FileOffset: PLARGE_INTEGER,
        Length: ULONG,
        LockKey: ULONG,
        Buffer: PVOID,
        MdlChain: *mut PMDL,
        IoStatus: PIO_STATUS_BLOCK,
        CompressedDataInfo: *mut _COMPRESSED_DATA_INFO,
        CompressedDataInfoLength: ULONG,
        DeviceObject: *mut _DEVICE_OBJECT,
    ) -> BOOLEAN;
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
