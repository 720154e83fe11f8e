//! `wdm.h`, `ntddk.h`, `ntifs.h`: files: opening, reading and writing them, and what file systems
//! need.

mod constants;
mod types;

use crate::{
    _DRIVE_LAYOUT_INFORMATION_EX, ACCESS_MASK, BOOLEAN, HANDLE, IO_PAGING_PRIORITY, KIRQL, LOGICAL,
    NTSTATUS, PACCESS_MASK, PBOOLEAN, PCUNICODE_STRING, PCWCH, PDEVICE_OBJECT, PDISK_SIGNATURE,
    PDRIVER_FS_NOTIFICATION, PDRIVER_OBJECT, PETHREAD, PFILE_OBJECT, PGENERIC_MAPPING, PHANDLE,
    PIO_APC_ROUTINE, PIO_DRIVER_CREATE_CONTEXT, PIO_STATUS_BLOCK, PIRP, PKEVENT, PKIRQL,
    PLARGE_INTEGER, PMDL, POBJECT_ATTRIBUTES, POBJECT_NAME_INFORMATION, PSHARE_ACCESS, PULONG,
    PUNICODE_STRING, PVOID, PWCHAR, ULONG, UNICODE_STRING, imports,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Checks whether a file may be opened so beside the others that have it open. IRQL:
    /// PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocheckshareaccess>
    pub fn IoCheckShareAccess(
        DesiredAccess: ACCESS_MASK,
        DesiredShareAccess: ULONG,
        FileObject: PFILE_OBJECT,
        ShareAccess: PSHARE_ACCESS,
        Update: BOOLEAN,
    ) -> NTSTATUS;
    /// Creates or opens a file, with more parameters than `ZwCreateFile`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocreatefile>
    pub fn IoCreateFile(
        FileHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        AllocationSize: PLARGE_INTEGER,
        FileAttributes: ULONG,
        ShareAccess: ULONG,
        Disposition: ULONG,
        CreateOptions: ULONG,
        EaBuffer: PVOID,
        EaLength: ULONG,
        CreateFileType: CREATE_FILE_TYPE,
        InternalParameters: PVOID,
        Options: ULONG,
    ) -> NTSTATUS;
    /// Takes a closed file out of the share access. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioremoveshareaccess>
    pub fn IoRemoveShareAccess(FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS);
    /// Sets the share access of the first open. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetshareaccess>
    pub fn IoSetShareAccess(
        DesiredAccess: ACCESS_MASK,
        DesiredShareAccess: ULONG,
        FileObject: PFILE_OBJECT,
        ShareAccess: PSHARE_ACCESS,
    );
    /// Adds an open to the share access. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-ioupdateshareaccess>
    pub fn IoUpdateShareAccess(FileObject: PFILE_OBJECT, ShareAccess: PSHARE_ACCESS);
    /// As `IoCheckShareAccess`, for opens that may lack write permission. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iocheckshareaccessex>
    pub fn IoCheckShareAccessEx(
        DesiredAccess: ACCESS_MASK,
        DesiredShareAccess: ULONG,
        FileObject: PFILE_OBJECT,
        ShareAccess: PSHARE_ACCESS,
        Update: BOOLEAN,
        WritePermission: PBOOLEAN,
    ) -> NTSTATUS;
    /// As `IoSetShareAccess`, for opens that may lack write permission. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-iosetshareaccessex>
    pub fn IoSetShareAccessEx(
        DesiredAccess: ACCESS_MASK,
        DesiredShareAccess: ULONG,
        FileObject: PFILE_OBJECT,
        ShareAccess: PSHARE_ACCESS,
        WritePermission: PBOOLEAN,
    );
    /// Creates or opens a file, a directory or a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwcreatefile>
    pub fn ZwCreateFile(
        FileHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        AllocationSize: PLARGE_INTEGER,
        FileAttributes: ULONG,
        ShareAccess: ULONG,
        CreateDisposition: ULONG,
        CreateOptions: ULONG,
        EaBuffer: PVOID,
        EaLength: ULONG,
    ) -> NTSTATUS;
    /// Opens a file, a directory or a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwopenfile>
    pub fn ZwOpenFile(
        FileHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        ShareAccess: ULONG,
        OpenOptions: ULONG,
    ) -> NTSTATUS;
    /// Reads facts about a file object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwqueryinformationfile>
    pub fn ZwQueryInformationFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// Reads from a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwreadfile>
    pub fn ZwReadFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        Buffer: PVOID,
        Length: ULONG,
        ByteOffset: PLARGE_INTEGER,
        Key: PULONG,
    ) -> NTSTATUS;
    /// Changes facts about a file object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwsetinformationfile>
    pub fn ZwSetInformationFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// Writes to a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwwritefile>
    pub fn ZwWriteFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        Buffer: PVOID,
        Length: ULONG,
        ByteOffset: PLARGE_INTEGER,
        Key: PULONG,
    ) -> NTSTATUS;
    /// Reads a file's attributes, times and sizes by its name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-zwqueryfullattributesfile>
    pub fn ZwQueryFullAttributesFile(
        ObjectAttributes: POBJECT_ATTRIBUTES,
        FileInformation: PFILE_NETWORK_OPEN_INFORMATION,
    ) -> NTSTATUS;
    /// Sends a control code to a device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwdeviceiocontrolfile>
    pub fn ZwDeviceIoControlFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        IoControlCode: ULONG,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
    ) -> NTSTATUS;
    /// Reads facts about the volume of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-zwqueryvolumeinformationfile>
    pub fn ZwQueryVolumeInformationFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FsInformation: PVOID,
        Length: ULONG,
        FsInformationClass: FS_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// Lists a directory. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwquerydirectoryfile>
    pub fn ZwQueryDirectoryFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
        ReturnSingleEntry: BOOLEAN,
        FileName: PUNICODE_STRING,
        RestartScan: BOOLEAN,
    ) -> NTSTATUS;
    /// Deletes a file by its name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwdeletefile>
    pub fn ZwDeleteFile(ObjectAttributes: POBJECT_ATTRIBUTES) -> NTSTATUS;
    /// Sends a control code to a file system. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwfscontrolfile>
    pub fn ZwFsControlFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FsControlCode: ULONG,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
    ) -> NTSTATUS;
    /// Writes buffered data of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwflushbuffersfile>
    pub fn ZwFlushBuffersFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    /// Cancels the caller's requests on a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn ZwCancelIoFile(FileHandle: HANDLE, IoStatusBlock: PIO_STATUS_BLOCK) -> NTSTATUS;
    /// Locks a range of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwlockfile>
    pub fn ZwLockFile(
        FileHandle: HANDLE,
        Event: HANDLE,
        ApcRoutine: PIO_APC_ROUTINE,
        ApcContext: PVOID,
        IoStatusBlock: PIO_STATUS_BLOCK,
        ByteOffset: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        Key: ULONG,
        FailImmediately: BOOLEAN,
        ExclusiveLock: BOOLEAN,
    ) -> NTSTATUS;
    /// Unlocks a range of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwunlockfile>
    pub fn ZwUnlockFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        ByteOffset: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        Key: ULONG,
    ) -> NTSTATUS;
    /// Changes facts about the volume of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwsetvolumeinformationfile>
    pub fn ZwSetVolumeInformationFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        FsInformation: PVOID,
        Length: ULONG,
        FsInformationClass: FS_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// Writes extended attributes. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwseteafile>
    pub fn ZwSetEaFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        Buffer: PVOID,
        Length: ULONG,
    ) -> NTSTATUS;
    /// Reads extended attributes. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-zwqueryeafile>
    pub fn ZwQueryEaFile(
        FileHandle: HANDLE,
        IoStatusBlock: PIO_STATUS_BLOCK,
        Buffer: PVOID,
        Length: ULONG,
        ReturnSingleEntry: BOOLEAN,
        EaList: PVOID,
        EaListLength: ULONG,
        EaIndex: PULONG,
        RestartScan: BOOLEAN,
    ) -> NTSTATUS;
    /// The disk under a file system's volume, referenced. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetdiskdeviceobject>
    pub fn IoGetDiskDeviceObject(
        FileSystemDeviceObject: PDEVICE_OBJECT,
        DiskDeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// The lowest file system device of a file object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetbasefilesystemdeviceobject>
    pub fn IoGetBaseFileSystemDeviceObject(FileObject: PFILE_OBJECT) -> PDEVICE_OBJECT;
    /// Creates a file object for a file system's own stream. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iocreatestreamfileobject>
    pub fn IoCreateStreamFileObject(
        FileObject: PFILE_OBJECT,
        DeviceObject: PDEVICE_OBJECT,
    ) -> PFILE_OBJECT;
    /// As `IoCreateStreamFileObject`, without a cleanup request. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iocreatestreamfileobjectlite>
    pub fn IoCreateStreamFileObjectLite(
        FileObject: PFILE_OBJECT,
        DeviceObject: PDEVICE_OBJECT,
    ) -> PFILE_OBJECT;
    /// Adds a file system to the global queue. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioregisterfilesystem>
    pub fn IoRegisterFileSystem(DeviceObject: PDEVICE_OBJECT);
    /// Removes a file system from the global queue. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iounregisterfilesystem>
    pub fn IoUnregisterFileSystem(DeviceObject: PDEVICE_OBJECT);
    /// Asks to be told when file systems come and go. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioregisterfsregistrationchange>
    pub fn IoRegisterFsRegistrationChange(
        DriverObject: PDRIVER_OBJECT,
        DriverNotificationRoutine: PDRIVER_FS_NOTIFICATION,
    ) -> NTSTATUS;
    /// Ends what `IoRegisterFsRegistrationChange` began. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iounregisterfsregistrationchange>
    pub fn IoUnregisterFsRegistrationChange(
        DriverObject: PDRIVER_OBJECT,
        DriverNotificationRoutine: PDRIVER_FS_NOTIFICATION,
    );
    /// Acquires the lock of volume parameter blocks. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioacquirevpbspinlock>
    pub fn IoAcquireVpbSpinLock(Irql: PKIRQL);
    /// Releases the lock of volume parameter blocks. IRQL: >= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioreleasevpbspinlock>
    pub fn IoReleaseVpbSpinLock(Irql: KIRQL);
    /// Has the file system verify that the medium is the same. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioverifyvolume>
    pub fn IoVerifyVolume(DeviceObject: PDEVICE_OBJECT, AllowRawMount: BOOLEAN) -> NTSTATUS;
    /// The path with drive letter of a file object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioqueryfiledosdevicename>
    pub fn IoQueryFileDosDeviceName(
        FileObject: PFILE_OBJECT,
        ObjectNameInformation: *mut POBJECT_NAME_INFORMATION,
    ) -> NTSTATUS;
    /// Writes pages. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iosynchronouspagewrite>
    pub fn IoSynchronousPageWrite(
        FileObject: PFILE_OBJECT,
        Mdl: PMDL,
        FileOffset: PLARGE_INTEGER,
        Event: PKEVENT,
        IoStatusBlock: PIO_STATUS_BLOCK,
    ) -> NTSTATUS;
    /// Reads pages. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iopageread>
    pub fn IoPageRead(
        FileObject: PFILE_OBJECT,
        Mdl: PMDL,
        Offset: PLARGE_INTEGER,
        Event: PKEVENT,
        IoStatusBlock: PIO_STATUS_BLOCK,
    ) -> NTSTATUS;
    /// Checks a list of extended attributes. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iocheckeabuffervalidity>
    pub fn IoCheckEaBufferValidity(
        EaBuffer: PFILE_FULL_EA_INFORMATION,
        EaLength: ULONG,
        ErrorOffset: PULONG,
    ) -> NTSTATUS;
    /// Checks class and length of a request for file information. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iocheckquerysetfileinformation>
    pub fn IoCheckQuerySetFileInformation(
        FileInformationClass: FILE_INFORMATION_CLASS,
        Length: ULONG,
        SetOperation: BOOLEAN,
    ) -> NTSTATUS;
    /// Sets the device that a thread shall verify. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iosetdevicetoverify>
    pub fn IoSetDeviceToVerify(Thread: PETHREAD, DeviceObject: PDEVICE_OBJECT);
    /// Creates or opens a file below a given filter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iocreatefilespecifydeviceobjecthint>
    pub fn IoCreateFileSpecifyDeviceObjectHint(
        FileHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        AllocationSize: PLARGE_INTEGER,
        FileAttributes: ULONG,
        ShareAccess: ULONG,
        Disposition: ULONG,
        CreateOptions: ULONG,
        EaBuffer: PVOID,
        EaLength: ULONG,
        CreateFileType: CREATE_FILE_TYPE,
        InternalParameters: PVOID,
        Options: ULONG,
        DeviceObject: PVOID,
    ) -> NTSTATUS;
    /// Changes facts about a file object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iosetinformation>
    pub fn IoSetInformation(
        FileObject: PFILE_OBJECT,
        FileInformationClass: FILE_INFORMATION_CLASS,
        Length: ULONG,
        FileInformation: PVOID,
    ) -> NTSTATUS;
    /// Reads facts about a file object. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-ioqueryfileinformation>
    pub fn IoQueryFileInformation(
        FileObject: PFILE_OBJECT,
        FileInformationClass: FILE_INFORMATION_CLASS,
        Length: ULONG,
        FileInformation: PVOID,
        ReturnedLength: PULONG,
    ) -> NTSTATUS;
    /// Checks a desired access against a granted one. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iocheckdesiredaccess>
    pub fn IoCheckDesiredAccess(
        DesiredAccess: PACCESS_MASK,
        GrantedAccess: ACCESS_MASK,
    ) -> NTSTATUS;
    /// The drive letter or path of a volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iovolumedevicetodosname>
    pub fn IoVolumeDeviceToDosName(VolumeDeviceObject: PVOID, DosName: PUNICODE_STRING) -> NTSTATUS;
    /// What generic rights mean for files. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogetfileobjectgenericmapping>
    pub fn IoGetFileObjectGenericMapping() -> PGENERIC_MAPPING;
    /// Reads the signature of a disk. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioreaddisksignature>
    pub fn IoReadDiskSignature(
        DeviceObject: PDEVICE_OBJECT,
        BytesPerSector: ULONG,
        Signature: PDISK_SIGNATURE,
    ) -> NTSTATUS;
    /// Reads a disk's partitions. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioreadpartitiontableex>
    pub fn IoReadPartitionTableEx(
        DeviceObject: PDEVICE_OBJECT,
        PartitionBuffer: *mut *mut _DRIVE_LAYOUT_INFORMATION_EX,
    ) -> NTSTATUS;
    /// The device that a thread shall verify. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-iogetdevicetoverify>
    pub fn IoGetDeviceToVerify(Thread: PETHREAD) -> PDEVICE_OBJECT;
    /// Undoes the open of a file whose create request succeeded. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iocancelfileopen>
    pub fn IoCancelFileOpen(DeviceObject: PDEVICE_OBJECT, FileObject: PFILE_OBJECT);
    /// The file was opened on behalf of another computer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-ioisfileoriginremote>
    pub fn IoIsFileOriginRemote(FileObject: PFILE_OBJECT) -> BOOLEAN;
    /// Notes whether a file was opened on behalf of another computer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iosetfileorigin>
    pub fn IoSetFileOrigin(FileObject: PFILE_OBJECT, Remote: BOOLEAN) -> NTSTATUS;
    /// The priority of a paging request. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iogetpagingiopriority>
    pub fn IoGetPagingIoPriority(Irp: PIRP) -> IO_PAGING_PRIORITY;
    /// Creates or opens a file, with a driver context. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-iocreatefileex>
    pub fn IoCreateFileEx(
        FileHandle: PHANDLE,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        AllocationSize: PLARGE_INTEGER,
        FileAttributes: ULONG,
        ShareAccess: ULONG,
        Disposition: ULONG,
        CreateOptions: ULONG,
        EaBuffer: PVOID,
        EaLength: ULONG,
        CreateFileType: CREATE_FILE_TYPE,
        InternalParameters: PVOID,
        Options: ULONG,
        DriverContext: PIO_DRIVER_CREATE_CONTEXT,
    ) -> NTSTATUS;
    /// A name matches an expression with wild cards. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlisnameinexpression>
    pub fn FsRtlIsNameInExpression(
        Expression: PUNICODE_STRING,
        Name: PUNICODE_STRING,
        IgnoreCase: BOOLEAN,
        UpcaseTable: PWCHAR,
    ) -> BOOLEAN;
    /// A status is one that file systems handle. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlisntstatusexpected>
    pub fn FsRtlIsNtstatusExpected(Ntstatus: NTSTATUS) -> BOOLEAN;
    /// Turns an unexpected status into the generic one. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnormalizentstatus>
    pub fn FsRtlNormalizeNtstatus(Exception: NTSTATUS, GenericException: NTSTATUS) -> NTSTATUS;
    /// A status means that the whole device failed. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-fsrtlistotaldevicefailure>
    pub fn FsRtlIsTotalDeviceFailure(Status: NTSTATUS) -> BOOLEAN;
    /// Splits the first component from a path. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtldissectname>
    pub fn FsRtlDissectName(
        Name: UNICODE_STRING,
        FirstPart: PUNICODE_STRING,
        RemainingPart: PUNICODE_STRING,
    );
    /// A name has wild cards. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtldoesnamecontainwildcards>
    pub fn FsRtlDoesNameContainWildCards(Name: PUNICODE_STRING) -> BOOLEAN;
    /// Compares names, with an upcase table. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlarenamesequal>
    pub fn FsRtlAreNamesEqual(
        Name1: PCUNICODE_STRING,
        Name2: PCUNICODE_STRING,
        IgnoreCase: BOOLEAN,
        UpcaseTable: PCWCH,
    ) -> BOOLEAN;
    /// The file is a paging file. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlispagingfile>
    pub fn FsRtlIsPagingFile(FileObject: PFILE_OBJECT) -> LOGICAL;
    /// The size of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlgetfilesize>
    pub fn FsRtlGetFileSize(FileObject: PFILE_OBJECT, FileSize: PLARGE_INTEGER) -> NTSTATUS;
}

imports! { "HAL.dll";
    /// Looks for a type of master boot record. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-halexaminembr>
    pub fn HalExamineMBR(
        DeviceObject: PDEVICE_OBJECT,
        SectorSize: ULONG,
        MBRTypeIdentifier: ULONG,
        Buffer: *mut PVOID,
    );
}
