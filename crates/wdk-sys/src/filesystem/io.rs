//! `fltKernel.h`: I/O below a minifilter, buffers, and extra create parameters.

use crate::{
    ACCESS_MASK, BOOLEAN, FILE_INFORMATION_CLASS, FLT_IO_OPERATION_FLAGS, FS_INFORMATION_CLASS,
    FSRTL_ALLOCATE_ECP_FLAGS, FSRTL_ALLOCATE_ECPLIST_FLAGS, HANDLE, LPCGUID, LPGUID, NTSTATUS,
    PECP_LIST, PFILE_OBJECT, PFLT_CALLBACK_DATA, PFLT_COMPLETED_ASYNC_IO_CALLBACK, PFLT_FILTER,
    PFLT_INSTANCE, PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK, PHANDLE,
    PIO_DRIVER_CREATE_CONTEXT, PIO_STATUS_BLOCK, PLARGE_INTEGER, PMDL, POBJECT_ATTRIBUTES,
    POOL_TYPE, PSECURITY_DESCRIPTOR, PULONG, PUNICODE_STRING, PVOID, SECURITY_INFORMATION, SIZE_T,
    ULONG, imports,
};

imports! { "FLTMGR.SYS";
    /// Allocates memory that is aligned for a device. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocatepoolalignedwithtag>
    pub fn FltAllocatePoolAlignedWithTag(
        Instance: PFLT_INSTANCE,
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
    ) -> PVOID;
    /// Frees aligned memory. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreepoolalignedwithtag>
    pub fn FltFreePoolAlignedWithTag(Instance: PFLT_INSTANCE, Buffer: PVOID, Tag: ULONG);
    /// Creates or opens a named pipe. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatenamedpipefile>
    pub fn FltCreateNamedPipeFile(
        Filter: PFLT_FILTER,
        Instance: PFLT_INSTANCE,
        FileHandle: PHANDLE,
        FileObject: *mut PFILE_OBJECT,
        DesiredAccess: ULONG,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        ShareAccess: ULONG,
        CreateDisposition: ULONG,
        CreateOptions: ULONG,
        NamedPipeType: ULONG,
        ReadMode: ULONG,
        CompletionMode: ULONG,
        MaximumInstances: ULONG,
        InboundQuota: ULONG,
        OutboundQuota: ULONG,
        DefaultTimeout: PLARGE_INTEGER,
        DriverContext: PIO_DRIVER_CREATE_CONTEXT,
    ) -> NTSTATUS;
    /// Creates or opens a mailslot. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatemailslotfile>
    pub fn FltCreateMailslotFile(
        Filter: PFLT_FILTER,
        Instance: PFLT_INSTANCE,
        FileHandle: PHANDLE,
        FileObject: *mut PFILE_OBJECT,
        DesiredAccess: ULONG,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        IoStatusBlock: PIO_STATUS_BLOCK,
        CreateOptions: ULONG,
        MailslotQuota: ULONG,
        MaximumMessageSize: ULONG,
        ReadTimeout: PLARGE_INTEGER,
        DriverContext: PIO_DRIVER_CREATE_CONTEXT,
    ) -> NTSTATUS;
    /// Creates or opens a file, with a context of the create. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatefileex2>
    pub fn FltCreateFileEx2(
        Filter: PFLT_FILTER,
        Instance: PFLT_INSTANCE,
        FileHandle: PHANDLE,
        FileObject: *mut PFILE_OBJECT,
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
        Flags: ULONG,
        DriverContext: PIO_DRIVER_CREATE_CONTEXT,
    ) -> NTSTATUS;
    /// Creates or opens a file and gives its file object too. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatefileex>
    pub fn FltCreateFileEx(
        Filter: PFLT_FILTER,
        Instance: PFLT_INSTANCE,
        FileHandle: PHANDLE,
        FileObject: *mut PFILE_OBJECT,
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
        Flags: ULONG,
    ) -> NTSTATUS;
    /// Creates or opens a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatefile>
    pub fn FltCreateFile(
        Filter: PFLT_FILTER,
        Instance: PFLT_INSTANCE,
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
        Flags: ULONG,
    ) -> NTSTATUS;
    /// Opens a volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltopenvolume>
    pub fn FltOpenVolume(
        Instance: PFLT_INSTANCE,
        VolumeHandle: PHANDLE,
        VolumeFileObject: *mut PFILE_OBJECT,
    ) -> NTSTATUS;
    /// Reads a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreadfile>
    pub fn FltReadFile(
        InitiatingInstance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ByteOffset: PLARGE_INTEGER,
        Length: ULONG,
        Buffer: PVOID,
        Flags: FLT_IO_OPERATION_FLAGS,
        BytesRead: PULONG,
        CallbackRoutine: PFLT_COMPLETED_ASYNC_IO_CALLBACK,
        CallbackContext: PVOID,
    ) -> NTSTATUS;
    /// Reads a file, with a key or an MDL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreadfileex>
    pub fn FltReadFileEx(
        InitiatingInstance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ByteOffset: PLARGE_INTEGER,
        Length: ULONG,
        Buffer: PVOID,
        Flags: FLT_IO_OPERATION_FLAGS,
        BytesRead: PULONG,
        CallbackRoutine: PFLT_COMPLETED_ASYNC_IO_CALLBACK,
        CallbackContext: PVOID,
        Key: PULONG,
        Mdl: PMDL,
    ) -> NTSTATUS;
    /// Writes a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltwritefile>
    pub fn FltWriteFile(
        InitiatingInstance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ByteOffset: PLARGE_INTEGER,
        Length: ULONG,
        Buffer: PVOID,
        Flags: FLT_IO_OPERATION_FLAGS,
        BytesWritten: PULONG,
        CallbackRoutine: PFLT_COMPLETED_ASYNC_IO_CALLBACK,
        CallbackContext: PVOID,
    ) -> NTSTATUS;
    /// Writes a file, with a key or an MDL. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltwritefileex>
    pub fn FltWriteFileEx(
        InitiatingInstance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ByteOffset: PLARGE_INTEGER,
        Length: ULONG,
        Buffer: PVOID,
        Flags: FLT_IO_OPERATION_FLAGS,
        BytesWritten: PULONG,
        CallbackRoutine: PFLT_COMPLETED_ASYNC_IO_CALLBACK,
        CallbackContext: PVOID,
        Key: PULONG,
        Mdl: PMDL,
    ) -> NTSTATUS;
    /// What is known of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueryinformationfile>
    pub fn FltQueryInformationFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// Changes what is known of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetinformationfile>
    pub fn FltSetInformationFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// The entries of a directory. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltquerydirectoryfile>
    pub fn FltQueryDirectoryFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        FileInformation: PVOID,
        Length: ULONG,
        FileInformationClass: FILE_INFORMATION_CLASS,
        ReturnSingleEntry: BOOLEAN,
        FileName: PUNICODE_STRING,
        RestartScan: BOOLEAN,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// The extended attributes of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueryeafile>
    pub fn FltQueryEaFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ReturnedEaData: PVOID,
        Length: ULONG,
        ReturnSingleEntry: BOOLEAN,
        EaList: PVOID,
        EaListLength: ULONG,
        EaIndex: PULONG,
        RestartScan: BOOLEAN,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// Sets extended attributes of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltseteafile>
    pub fn FltSetEaFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        EaBuffer: PVOID,
        Length: ULONG,
    ) -> NTSTATUS;
    /// What is known of a file's volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueryvolumeinformationfile>
    pub fn FltQueryVolumeInformationFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        FsInformation: PVOID,
        Length: ULONG,
        FsInformationClass: FS_INFORMATION_CLASS,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// The security descriptor of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltquerysecurityobject>
    pub fn FltQuerySecurityObject(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        SecurityInformation: SECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
        Length: ULONG,
        LengthNeeded: PULONG,
    ) -> NTSTATUS;
    /// Sets the security descriptor of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetsecurityobject>
    pub fn FltSetSecurityObject(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        SecurityInformation: SECURITY_INFORMATION,
        SecurityDescriptor: PSECURITY_DESCRIPTOR,
    ) -> NTSTATUS;
    /// Writes what is cached of a file. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltflushbuffers>
    pub fn FltFlushBuffers(Instance: PFLT_INSTANCE, FileObject: PFILE_OBJECT) -> NTSTATUS;
    /// Sends a control code to the file system. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfscontrolfile>
    pub fn FltFsControlFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        FsControlCode: ULONG,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// Sends a control code to the device. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeviceiocontrolfile>
    pub fn FltDeviceIoControlFile(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        IoControlCode: ULONG,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// Closes a file's handle. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclose>
    pub fn FltClose(FileHandle: HANDLE) -> NTSTATUS;
    /// A security descriptor that lets administrators and the system in. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltbuilddefaultsecuritydescriptor>
    pub fn FltBuildDefaultSecurityDescriptor(
        SecurityDescriptor: *mut PSECURITY_DESCRIPTOR,
        DesiredAccess: ACCESS_MASK,
    ) -> NTSTATUS;
    /// Frees the default security descriptor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreesecuritydescriptor>
    pub fn FltFreeSecurityDescriptor(SecurityDescriptor: PSECURITY_DESCRIPTOR);
    /// Locks the buffer of an operation in memory. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltlockuserbuffer>
    pub fn FltLockUserBuffer(CallbackData: PFLT_CALLBACK_DATA) -> NTSTATUS;
    /// Allocates a list of extra create parameters. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocateextracreateparameterlist>
    pub fn FltAllocateExtraCreateParameterList(
        Filter: PFLT_FILTER,
        Flags: FSRTL_ALLOCATE_ECPLIST_FLAGS,
        EcpList: *mut PECP_LIST,
    ) -> NTSTATUS;
    /// Allocates an extra create parameter. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocateextracreateparameter>
    pub fn FltAllocateExtraCreateParameter(
        Filter: PFLT_FILTER,
        EcpType: LPCGUID,
        SizeOfContext: ULONG,
        Flags: FSRTL_ALLOCATE_ECP_FLAGS,
        CleanupCallback: PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK,
        PoolTag: ULONG,
        EcpContext: *mut PVOID,
    ) -> NTSTATUS;
    /// Puts an extra create parameter into a list. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltinsertextracreateparameter>
    pub fn FltInsertExtraCreateParameter(
        Filter: PFLT_FILTER,
        EcpList: PECP_LIST,
        EcpContext: PVOID,
    ) -> NTSTATUS;
    /// Finds an extra create parameter by its type. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfindextracreateparameter>
    pub fn FltFindExtraCreateParameter(
        Filter: PFLT_FILTER,
        EcpList: PECP_LIST,
        EcpType: LPCGUID,
        EcpContext: *mut PVOID,
        EcpContextSize: *mut ULONG,
    ) -> NTSTATUS;
    /// Takes an extra create parameter out of a list. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltremoveextracreateparameter>
    pub fn FltRemoveExtraCreateParameter(
        Filter: PFLT_FILTER,
        EcpList: PECP_LIST,
        EcpType: LPCGUID,
        EcpContext: *mut PVOID,
        EcpContextSize: *mut ULONG,
    ) -> NTSTATUS;
    /// Frees a list of extra create parameters. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreeextracreateparameterlist>
    pub fn FltFreeExtraCreateParameterList(Filter: PFLT_FILTER, EcpList: PECP_LIST);
    /// Frees an extra create parameter. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreeextracreateparameter>
    pub fn FltFreeExtraCreateParameter(Filter: PFLT_FILTER, EcpContext: PVOID);
    /// The extra create parameters of an operation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetecplistfromcallbackdata>
    pub fn FltGetEcpListFromCallbackData(
        Filter: PFLT_FILTER,
        CallbackData: PFLT_CALLBACK_DATA,
        EcpList: *mut PECP_LIST,
    ) -> NTSTATUS;
    /// Gives an operation extra create parameters. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetecplistintocallbackdata>
    pub fn FltSetEcpListIntoCallbackData(
        Filter: PFLT_FILTER,
        CallbackData: PFLT_CALLBACK_DATA,
        EcpList: PECP_LIST,
    ) -> NTSTATUS;
    /// The next extra create parameter of a list. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetnextextracreateparameter>
    pub fn FltGetNextExtraCreateParameter(
        Filter: PFLT_FILTER,
        EcpList: PECP_LIST,
        CurrentEcpContext: PVOID,
        NextEcpType: LPGUID,
        NextEcpContext: *mut PVOID,
        NextEcpContextSize: *mut ULONG,
    ) -> NTSTATUS;
    /// Says that an extra create parameter was heeded. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltacknowledgeecp>
    pub fn FltAcknowledgeEcp(Filter: PFLT_FILTER, EcpContext: PVOID);
    /// Whether an extra create parameter was heeded. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisecpacknowledged>
    pub fn FltIsEcpAcknowledged(Filter: PFLT_FILTER, EcpContext: PVOID) -> BOOLEAN;
    /// Whether an extra create parameter came from an application. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisecpfromusermode>
    pub fn FltIsEcpFromUserMode(Filter: PFLT_FILTER, EcpContext: PVOID) -> BOOLEAN;
}
