//! `fltKernel.h`: minifilters: registration, instances, callback data, names, messages, work items.

use crate::{
    _FLT_TAG_DATA_BUFFER, _IO_CSQ_IRP_CONTEXT, ACCESS_MASK, BOOLEAN, FILTER_INFORMATION_CLASS,
    FILTER_VOLUME_INFORMATION_CLASS, FS_INFORMATION_CLASS, HANDLE, INSTANCE_INFORMATION_CLASS,
    IO_CSQ, IO_PRIORITY_HINT, IO_STATUS_BLOCK, KIRQL, KPROCESSOR_MODE, LIST_ENTRY, LOCK_OPERATION,
    LONG, NOTIFICATION_MASK, NTSTATUS, PBOOLEAN, PCHAR, PCSTR, PCUNICODE_STRING, PDEVICE_OBJECT,
    PDRIVER_OBJECT, PEPROCESS, PERESOURCE, PETHREAD, PFILE_NAMES_INFORMATION, PFILE_OBJECT,
    PFLT_IO_PARAMETER_BLOCK, PHANDLE, PIO_STATUS_BLOCK, PKIRQL, PKTRANSACTION, PLARGE_INTEGER,
    PMDL, POBJECT_ATTRIBUTES, POOL_TYPE, PULONG, PULONG_PTR, PUNICODE_STRING, PVOID, PWSTR, SIZE_T,
    UCHAR, ULONG, UNICODE_STRING, USHORT, WORK_QUEUE_TYPE, imports, layout::layout,
};

/// A work item of an operation.
#[repr(C)]
pub struct _FLT_DEFERRED_IO_WORKITEM {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_DEFERRED_IO_WORKITEM`].
pub type PFLT_DEFERRED_IO_WORKITEM = *mut _FLT_DEFERRED_IO_WORKITEM;

/// A minifilter.
#[repr(C)]
pub struct _FLT_FILTER {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_FILTER`].
pub type PFLT_FILTER = *mut _FLT_FILTER;

/// A work item.
#[repr(C)]
pub struct _FLT_GENERIC_WORKITEM {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_GENERIC_WORKITEM`].
pub type PFLT_GENERIC_WORKITEM = *mut _FLT_GENERIC_WORKITEM;

/// An instance of a minifilter on a volume.
#[repr(C)]
pub struct _FLT_INSTANCE {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_INSTANCE`].
pub type PFLT_INSTANCE = *mut _FLT_INSTANCE;

/// A port of the filter manager.
#[repr(C)]
pub struct _FLT_PORT {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_PORT`].
pub type PFLT_PORT = *mut _FLT_PORT;

/// A volume, as the filter manager knows it.
#[repr(C)]
pub struct _FLT_VOLUME {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_FLT_VOLUME`].
pub type PFLT_VOLUME = *mut _FLT_VOLUME;

/// A context.
pub type PFLT_CONTEXT = PVOID;
pub type FLT_CALLBACK_DATA_FLAGS = ULONG;
pub type FLT_ALLOCATE_CALLBACK_DATA_FLAGS = ULONG;
pub type FLT_CONTEXT_TYPE = USHORT;
pub type FLT_CONTEXT_REGISTRATION_FLAGS = USHORT;
pub type FLT_INSTANCE_SETUP_FLAGS = ULONG;
pub type FLT_INSTANCE_QUERY_TEARDOWN_FLAGS = ULONG;
pub type FLT_INSTANCE_TEARDOWN_FLAGS = ULONG;
pub type FLT_POST_OPERATION_FLAGS = ULONG;
pub type FLT_OPERATION_REGISTRATION_FLAGS = ULONG;
pub type FLT_FILTER_UNLOAD_FLAGS = ULONG;
pub type FLT_FILE_NAME_OPTIONS = ULONG;
pub type FLT_NORMALIZE_NAME_FLAGS = ULONG;
pub type FLT_REGISTRATION_FLAGS = ULONG;
pub type FLT_IO_OPERATION_FLAGS = ULONG;
pub type FLT_FILE_NAME_PARSED_FLAGS = USHORT;
pub type FLT_CREATEFILE_TARGET_FLAGS = USHORT;
/// A [`_IO_CSQ_IRP_CONTEXT`].
pub type FLT_CALLBACK_DATA_QUEUE_IO_CONTEXT = _IO_CSQ_IRP_CONTEXT;
/// Pointer to a [`_IO_CSQ_IRP_CONTEXT`].
pub type PFLT_CALLBACK_DATA_QUEUE_IO_CONTEXT = *mut _IO_CSQ_IRP_CONTEXT;

/// An operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_CALLBACK_DATA {
    pub Flags: FLT_CALLBACK_DATA_FLAGS,
    pub Thread: PETHREAD,
    pub Iopb: PFLT_IO_PARAMETER_BLOCK,
    pub IoStatus: IO_STATUS_BLOCK,
    pub TagData: *mut _FLT_TAG_DATA_BUFFER,
    pub Anonymous: _FLT_CALLBACK_DATA_Anonymous,
    pub RequestorMode: KPROCESSOR_MODE,
}
/// A [`_FLT_CALLBACK_DATA`].
pub type FLT_CALLBACK_DATA = _FLT_CALLBACK_DATA;
/// Pointer to a [`_FLT_CALLBACK_DATA`].
pub type PFLT_CALLBACK_DATA = *mut _FLT_CALLBACK_DATA;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FLT_CALLBACK_DATA_Anonymous {
    pub Anonymous: _FLT_CALLBACK_DATA_Anonymous_Anonymous,
    pub FilterContext: [PVOID; 4],
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_CALLBACK_DATA_Anonymous_Anonymous {
    pub QueueLinks: LIST_ENTRY,
    pub QueueContext: [PVOID; 2],
}

/// The objects of an operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_RELATED_OBJECTS {
    pub Size: USHORT,
    pub TransactionContext: USHORT,
    pub Filter: PFLT_FILTER,
    pub Volume: PFLT_VOLUME,
    pub Instance: PFLT_INSTANCE,
    pub FileObject: PFILE_OBJECT,
    pub Transaction: PKTRANSACTION,
}
/// A [`_FLT_RELATED_OBJECTS`].
pub type FLT_RELATED_OBJECTS = _FLT_RELATED_OBJECTS;
/// Pointer to a [`_FLT_RELATED_OBJECTS`].
pub type PFLT_RELATED_OBJECTS = *mut _FLT_RELATED_OBJECTS;
/// Pointer to a [`_FLT_RELATED_OBJECTS`].
pub type PCFLT_RELATED_OBJECTS = *const _FLT_RELATED_OBJECTS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_RELATED_CONTEXTS {
    pub VolumeContext: PFLT_CONTEXT,
    pub InstanceContext: PFLT_CONTEXT,
    pub FileContext: PFLT_CONTEXT,
    pub StreamContext: PFLT_CONTEXT,
    pub StreamHandleContext: PFLT_CONTEXT,
    pub TransactionContext: PFLT_CONTEXT,
}
/// A [`_FLT_RELATED_CONTEXTS`].
pub type FLT_RELATED_CONTEXTS = _FLT_RELATED_CONTEXTS;
/// Pointer to a [`_FLT_RELATED_CONTEXTS`].
pub type PFLT_RELATED_CONTEXTS = *mut _FLT_RELATED_CONTEXTS;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_RELATED_CONTEXTS_EX {
    pub VolumeContext: PFLT_CONTEXT,
    pub InstanceContext: PFLT_CONTEXT,
    pub FileContext: PFLT_CONTEXT,
    pub StreamContext: PFLT_CONTEXT,
    pub StreamHandleContext: PFLT_CONTEXT,
    pub TransactionContext: PFLT_CONTEXT,
    pub SectionContext: PFLT_CONTEXT,
}
/// A [`_FLT_RELATED_CONTEXTS_EX`].
pub type FLT_RELATED_CONTEXTS_EX = _FLT_RELATED_CONTEXTS_EX;
/// Pointer to a [`_FLT_RELATED_CONTEXTS_EX`].
pub type PFLT_RELATED_CONTEXTS_EX = *mut _FLT_RELATED_CONTEXTS_EX;

/// A kind of context.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_CONTEXT_REGISTRATION {
    pub ContextType: FLT_CONTEXT_TYPE,
    pub Flags: FLT_CONTEXT_REGISTRATION_FLAGS,
    pub ContextCleanupCallback: PFLT_CONTEXT_CLEANUP_CALLBACK,
    pub Size: SIZE_T,
    pub PoolTag: ULONG,
    pub ContextAllocateCallback: PFLT_CONTEXT_ALLOCATE_CALLBACK,
    pub ContextFreeCallback: PFLT_CONTEXT_FREE_CALLBACK,
    pub Reserved1: PVOID,
}
/// A [`_FLT_CONTEXT_REGISTRATION`].
pub type FLT_CONTEXT_REGISTRATION = _FLT_CONTEXT_REGISTRATION;
/// Pointer to a [`_FLT_CONTEXT_REGISTRATION`].
pub type PFLT_CONTEXT_REGISTRATION = *mut _FLT_CONTEXT_REGISTRATION;
/// Pointer to a [`_FLT_CONTEXT_REGISTRATION`].
pub type PCFLT_CONTEXT_REGISTRATION = *const _FLT_CONTEXT_REGISTRATION;

/// What a callback before an operation answers.
pub mod _FLT_PREOP_CALLBACK_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FLT_PREOP_SUCCESS_WITH_CALLBACK: Type = 0;
    pub const FLT_PREOP_SUCCESS_NO_CALLBACK: Type = 1;
    pub const FLT_PREOP_PENDING: Type = 2;
    pub const FLT_PREOP_DISALLOW_FASTIO: Type = 3;
    pub const FLT_PREOP_COMPLETE: Type = 4;
    pub const FLT_PREOP_SYNCHRONIZE: Type = 5;
    pub const FLT_PREOP_DISALLOW_FSFILTER_IO: Type = 6;
}
/// A value of [`_FLT_PREOP_CALLBACK_STATUS`].
pub type FLT_PREOP_CALLBACK_STATUS = _FLT_PREOP_CALLBACK_STATUS::Type;
/// Pointer to a value of [`_FLT_PREOP_CALLBACK_STATUS`].
pub type PFLT_PREOP_CALLBACK_STATUS = *mut _FLT_PREOP_CALLBACK_STATUS::Type;

/// What a callback after an operation answers.
pub mod _FLT_POSTOP_CALLBACK_STATUS {
    /// The values are of this type.
    pub type Type = i32;
    pub const FLT_POSTOP_FINISHED_PROCESSING: Type = 0;
    pub const FLT_POSTOP_MORE_PROCESSING_REQUIRED: Type = 1;
    pub const FLT_POSTOP_DISALLOW_FSFILTER_IO: Type = 2;
}
/// A value of [`_FLT_POSTOP_CALLBACK_STATUS`].
pub type FLT_POSTOP_CALLBACK_STATUS = _FLT_POSTOP_CALLBACK_STATUS::Type;
/// Pointer to a value of [`_FLT_POSTOP_CALLBACK_STATUS`].
pub type PFLT_POSTOP_CALLBACK_STATUS = *mut _FLT_POSTOP_CALLBACK_STATUS::Type;

/// The callbacks of an operation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_OPERATION_REGISTRATION {
    pub MajorFunction: UCHAR,
    pub Flags: FLT_OPERATION_REGISTRATION_FLAGS,
    pub PreOperation: PFLT_PRE_OPERATION_CALLBACK,
    pub PostOperation: PFLT_POST_OPERATION_CALLBACK,
    pub Reserved1: PVOID,
}
/// A [`_FLT_OPERATION_REGISTRATION`].
pub type FLT_OPERATION_REGISTRATION = _FLT_OPERATION_REGISTRATION;
/// Pointer to a [`_FLT_OPERATION_REGISTRATION`].
pub type PFLT_OPERATION_REGISTRATION = *mut _FLT_OPERATION_REGISTRATION;

/// A name in a buffer that grows.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_NAME_CONTROL {
    pub Name: UNICODE_STRING,
}
/// A [`_FLT_NAME_CONTROL`].
pub type FLT_NAME_CONTROL = _FLT_NAME_CONTROL;
/// Pointer to a [`_FLT_NAME_CONTROL`].
pub type PFLT_NAME_CONTROL = *mut _FLT_NAME_CONTROL;

/// What a minifilter registers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_REGISTRATION {
    pub Size: USHORT,
    pub Version: USHORT,
    pub Flags: FLT_REGISTRATION_FLAGS,
    pub ContextRegistration: *const FLT_CONTEXT_REGISTRATION,
    pub OperationRegistration: *const FLT_OPERATION_REGISTRATION,
    pub FilterUnloadCallback: PFLT_FILTER_UNLOAD_CALLBACK,
    pub InstanceSetupCallback: PFLT_INSTANCE_SETUP_CALLBACK,
    pub InstanceQueryTeardownCallback: PFLT_INSTANCE_QUERY_TEARDOWN_CALLBACK,
    pub InstanceTeardownStartCallback: PFLT_INSTANCE_TEARDOWN_CALLBACK,
    pub InstanceTeardownCompleteCallback: PFLT_INSTANCE_TEARDOWN_CALLBACK,
    pub GenerateFileNameCallback: PFLT_GENERATE_FILE_NAME,
    pub NormalizeNameComponentCallback: PFLT_NORMALIZE_NAME_COMPONENT,
    pub NormalizeContextCleanupCallback: PFLT_NORMALIZE_CONTEXT_CLEANUP,
    pub TransactionNotificationCallback: PFLT_TRANSACTION_NOTIFICATION_CALLBACK,
    pub NormalizeNameComponentExCallback: PFLT_NORMALIZE_NAME_COMPONENT_EX,
    pub SectionNotificationCallback: PFLT_SECTION_CONFLICT_NOTIFICATION_CALLBACK,
}
/// A [`_FLT_REGISTRATION`].
pub type FLT_REGISTRATION = _FLT_REGISTRATION;
/// Pointer to a [`_FLT_REGISTRATION`].
pub type PFLT_REGISTRATION = *mut _FLT_REGISTRATION;

/// A name with its parts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_FILE_NAME_INFORMATION {
    pub Size: USHORT,
    pub NamesParsed: FLT_FILE_NAME_PARSED_FLAGS,
    pub Format: FLT_FILE_NAME_OPTIONS,
    pub Name: UNICODE_STRING,
    pub Volume: UNICODE_STRING,
    pub Share: UNICODE_STRING,
    pub Extension: UNICODE_STRING,
    pub Stream: UNICODE_STRING,
    pub FinalComponent: UNICODE_STRING,
    pub ParentDir: UNICODE_STRING,
}
/// A [`_FLT_FILE_NAME_INFORMATION`].
pub type FLT_FILE_NAME_INFORMATION = _FLT_FILE_NAME_INFORMATION;
/// Pointer to a [`_FLT_FILE_NAME_INFORMATION`].
pub type PFLT_FILE_NAME_INFORMATION = *mut _FLT_FILE_NAME_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_CREATEFILE_TARGET_ECP_CONTEXT {
    pub Instance: PFLT_INSTANCE,
    pub Volume: PFLT_VOLUME,
    pub FileNameInformation: PFLT_FILE_NAME_INFORMATION,
    pub Flags: FLT_CREATEFILE_TARGET_FLAGS,
}
/// A [`_FLT_CREATEFILE_TARGET_ECP_CONTEXT`].
pub type FLT_CREATEFILE_TARGET_ECP_CONTEXT = _FLT_CREATEFILE_TARGET_ECP_CONTEXT;
/// Pointer to a [`_FLT_CREATEFILE_TARGET_ECP_CONTEXT`].
pub type PFLT_CREATEFILE_TARGET_ECP_CONTEXT = *mut _FLT_CREATEFILE_TARGET_ECP_CONTEXT;

/// What to do where a context is already.
pub mod _FLT_SET_CONTEXT_OPERATION {
    /// The values are of this type.
    pub type Type = i32;
    pub const FLT_SET_CONTEXT_REPLACE_IF_EXISTS: Type = 0;
    pub const FLT_SET_CONTEXT_KEEP_IF_EXISTS: Type = 1;
}
/// A value of [`_FLT_SET_CONTEXT_OPERATION`].
pub type FLT_SET_CONTEXT_OPERATION = _FLT_SET_CONTEXT_OPERATION::Type;
/// Pointer to a value of [`_FLT_SET_CONTEXT_OPERATION`].
pub type PFLT_SET_CONTEXT_OPERATION = *mut _FLT_SET_CONTEXT_OPERATION::Type;

/// The properties of a volume.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_VOLUME_PROPERTIES {
    pub DeviceType: ULONG,
    pub DeviceCharacteristics: ULONG,
    pub DeviceObjectFlags: ULONG,
    pub AlignmentRequirement: ULONG,
    pub SectorSize: USHORT,
    pub Flags: USHORT,
    pub FileSystemDriverName: UNICODE_STRING,
    pub FileSystemDeviceName: UNICODE_STRING,
    pub RealDeviceName: UNICODE_STRING,
}
/// A [`_FLT_VOLUME_PROPERTIES`].
pub type FLT_VOLUME_PROPERTIES = _FLT_VOLUME_PROPERTIES;
/// Pointer to a [`_FLT_VOLUME_PROPERTIES`].
pub type PFLT_VOLUME_PROPERTIES = *mut _FLT_VOLUME_PROPERTIES;

pub mod _FLT_CALLBACK_DATA_QUEUE_FLAGS {
    /// The values are of this type.
    pub type Type = i32;
}
/// A value of [`_FLT_CALLBACK_DATA_QUEUE_FLAGS`].
pub type FLT_CALLBACK_DATA_QUEUE_FLAGS = _FLT_CALLBACK_DATA_QUEUE_FLAGS::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FLT_CALLBACK_DATA_QUEUE {
    pub Csq: IO_CSQ,
    pub Flags: FLT_CALLBACK_DATA_QUEUE_FLAGS,
    pub Instance: PFLT_INSTANCE,
    pub InsertIo: PFLT_CALLBACK_DATA_QUEUE_INSERT_IO,
    pub RemoveIo: PFLT_CALLBACK_DATA_QUEUE_REMOVE_IO,
    pub PeekNextIo: PFLT_CALLBACK_DATA_QUEUE_PEEK_NEXT_IO,
    pub Acquire: PFLT_CALLBACK_DATA_QUEUE_ACQUIRE,
    pub Release: PFLT_CALLBACK_DATA_QUEUE_RELEASE,
    pub CompleteCanceledIo: PFLT_CALLBACK_DATA_QUEUE_COMPLETE_CANCELED_IO,
}
/// A [`_FLT_CALLBACK_DATA_QUEUE`].
pub type FLT_CALLBACK_DATA_QUEUE = _FLT_CALLBACK_DATA_QUEUE;
/// Pointer to a [`_FLT_CALLBACK_DATA_QUEUE`].
pub type PFLT_CALLBACK_DATA_QUEUE = *mut _FLT_CALLBACK_DATA_QUEUE;

/// The file systems.
pub mod _FLT_FILESYSTEM_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const FLT_FSTYPE_UNKNOWN: Type = 0;
    pub const FLT_FSTYPE_RAW: Type = 1;
    pub const FLT_FSTYPE_NTFS: Type = 2;
    pub const FLT_FSTYPE_FAT: Type = 3;
    pub const FLT_FSTYPE_CDFS: Type = 4;
    pub const FLT_FSTYPE_UDFS: Type = 5;
    pub const FLT_FSTYPE_LANMAN: Type = 6;
    pub const FLT_FSTYPE_WEBDAV: Type = 7;
    pub const FLT_FSTYPE_RDPDR: Type = 8;
    pub const FLT_FSTYPE_NFS: Type = 9;
    pub const FLT_FSTYPE_MS_NETWARE: Type = 10;
    pub const FLT_FSTYPE_NETWARE: Type = 11;
    pub const FLT_FSTYPE_BSUDF: Type = 12;
    pub const FLT_FSTYPE_MUP: Type = 13;
    pub const FLT_FSTYPE_RSFX: Type = 14;
    pub const FLT_FSTYPE_ROXIO_UDF1: Type = 15;
    pub const FLT_FSTYPE_ROXIO_UDF2: Type = 16;
    pub const FLT_FSTYPE_ROXIO_UDF3: Type = 17;
    pub const FLT_FSTYPE_TACIT: Type = 18;
    pub const FLT_FSTYPE_FS_REC: Type = 19;
    pub const FLT_FSTYPE_INCD: Type = 20;
    pub const FLT_FSTYPE_INCD_FAT: Type = 21;
    pub const FLT_FSTYPE_EXFAT: Type = 22;
    pub const FLT_FSTYPE_PSFS: Type = 23;
    pub const FLT_FSTYPE_GPFS: Type = 24;
    pub const FLT_FSTYPE_NPFS: Type = 25;
    pub const FLT_FSTYPE_MSFS: Type = 26;
    pub const FLT_FSTYPE_CSVFS: Type = 27;
    pub const FLT_FSTYPE_REFS: Type = 28;
    pub const FLT_FSTYPE_OPENAFS: Type = 29;
}
/// A value of [`_FLT_FILESYSTEM_TYPE`].
pub type FLT_FILESYSTEM_TYPE = _FLT_FILESYSTEM_TYPE::Type;
/// Pointer to a value of [`_FLT_FILESYSTEM_TYPE`].
pub type PFLT_FILESYSTEM_TYPE = *mut _FLT_FILESYSTEM_TYPE::Type;

crate::fn_types! {
    /// Called before a context is freed.
    pub type PFLT_CONTEXT_CLEANUP_CALLBACK = fn(
        Context: PFLT_CONTEXT,
        ContextType: FLT_CONTEXT_TYPE,
    );
    pub type PFLT_CONTEXT_ALLOCATE_CALLBACK = fn(
        PoolType: POOL_TYPE,
        Size: SIZE_T,
        ContextType: FLT_CONTEXT_TYPE,
    ) -> PVOID;
    pub type PFLT_CONTEXT_FREE_CALLBACK = fn(Pool: PVOID, ContextType: FLT_CONTEXT_TYPE);
    /// Whether the minifilter wants to filter a volume.
    pub type PFLT_INSTANCE_SETUP_CALLBACK = fn(
        FltObjects: PCFLT_RELATED_OBJECTS,
        Flags: FLT_INSTANCE_SETUP_FLAGS,
        VolumeDeviceType: ULONG,
        VolumeFilesystemType: FLT_FILESYSTEM_TYPE,
    ) -> NTSTATUS;
    /// Whether an instance may be removed.
    pub type PFLT_INSTANCE_QUERY_TEARDOWN_CALLBACK = fn(
        FltObjects: PCFLT_RELATED_OBJECTS,
        Flags: FLT_INSTANCE_QUERY_TEARDOWN_FLAGS,
    ) -> NTSTATUS;
    /// Called when an instance is removed.
    pub type PFLT_INSTANCE_TEARDOWN_CALLBACK = fn(
        FltObjects: PCFLT_RELATED_OBJECTS,
        Reason: FLT_INSTANCE_TEARDOWN_FLAGS,
    );
    /// Called before an operation.
    pub type PFLT_PRE_OPERATION_CALLBACK = fn(
        Data: PFLT_CALLBACK_DATA,
        FltObjects: PCFLT_RELATED_OBJECTS,
        CompletionContext: *mut PVOID,
    ) -> FLT_PREOP_CALLBACK_STATUS;
    /// Called after an operation.
    pub type PFLT_POST_OPERATION_CALLBACK = fn(
        Data: PFLT_CALLBACK_DATA,
        FltObjects: PCFLT_RELATED_OBJECTS,
        CompletionContext: PVOID,
        Flags: FLT_POST_OPERATION_FLAGS,
    ) -> FLT_POSTOP_CALLBACK_STATUS;
    /// Called before the minifilter is unloaded.
    pub type PFLT_FILTER_UNLOAD_CALLBACK = fn(Flags: FLT_FILTER_UNLOAD_FLAGS) -> NTSTATUS;
    pub type PFLT_GENERATE_FILE_NAME = fn(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        CallbackData: PFLT_CALLBACK_DATA,
        NameOptions: FLT_FILE_NAME_OPTIONS,
        CacheFileNameInformation: PBOOLEAN,
        FileName: PFLT_NAME_CONTROL,
    ) -> NTSTATUS;
    pub type PFLT_NORMALIZE_NAME_COMPONENT = fn(
        Instance: PFLT_INSTANCE,
        ParentDirectory: PCUNICODE_STRING,
        VolumeNameLength: USHORT,
        Component: PCUNICODE_STRING,
        ExpandComponentName: PFILE_NAMES_INFORMATION,
        ExpandComponentNameLength: ULONG,
        Flags: FLT_NORMALIZE_NAME_FLAGS,
        NormalizationContext: *mut PVOID,
    ) -> NTSTATUS;
    pub type PFLT_NORMALIZE_NAME_COMPONENT_EX = fn(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        ParentDirectory: PCUNICODE_STRING,
        VolumeNameLength: USHORT,
        Component: PCUNICODE_STRING,
        ExpandComponentName: PFILE_NAMES_INFORMATION,
        ExpandComponentNameLength: ULONG,
        Flags: FLT_NORMALIZE_NAME_FLAGS,
        NormalizationContext: *mut PVOID,
    ) -> NTSTATUS;
    pub type PFLT_NORMALIZE_CONTEXT_CLEANUP = fn(NormalizationContext: *mut PVOID);
    pub type PFLT_TRANSACTION_NOTIFICATION_CALLBACK = fn(
        FltObjects: PCFLT_RELATED_OBJECTS,
        TransactionContext: PFLT_CONTEXT,
        NotificationMask: ULONG,
    ) -> NTSTATUS;
    pub type PFLT_SECTION_CONFLICT_NOTIFICATION_CALLBACK = fn(
        Instance: PFLT_INSTANCE,
        SectionContext: PFLT_CONTEXT,
        Data: PFLT_CALLBACK_DATA,
    ) -> NTSTATUS;
    pub type PFLT_COMPLETED_ASYNC_IO_CALLBACK = fn(
        CallbackData: PFLT_CALLBACK_DATA,
        Context: PFLT_CONTEXT,
    );
    pub type PFLT_GET_OPERATION_STATUS_CALLBACK = fn(
        FltObjects: PCFLT_RELATED_OBJECTS,
        IopbSnapshot: PFLT_IO_PARAMETER_BLOCK,
        OperationStatus: NTSTATUS,
        RequesterContext: PVOID,
    );
    /// Called with a message of an application.
    pub type PFLT_MESSAGE_NOTIFY = fn(
        PortCookie: PVOID,
        InputBuffer: PVOID,
        InputBufferLength: ULONG,
        OutputBuffer: PVOID,
        OutputBufferLength: ULONG,
        ReturnOutputBufferLength: PULONG,
    ) -> NTSTATUS;
    /// Called when an application connects.
    pub type PFLT_CONNECT_NOTIFY = fn(
        ClientPort: PFLT_PORT,
        ServerPortCookie: PVOID,
        ConnectionContext: PVOID,
        SizeOfContext: ULONG,
        ConnectionPortCookie: *mut PVOID,
    ) -> NTSTATUS;
    /// Called when an application disconnects.
    pub type PFLT_DISCONNECT_NOTIFY = fn(ConnectionCookie: PVOID);
    /// Called when an operation is canceled.
    pub type PFLT_COMPLETE_CANCELED_CALLBACK = fn(CallbackData: PFLT_CALLBACK_DATA);
    /// Called on a worker thread.
    pub type PFLT_DEFERRED_IO_WORKITEM_ROUTINE = fn(
        FltWorkItem: PFLT_DEFERRED_IO_WORKITEM,
        CallbackData: PFLT_CALLBACK_DATA,
        Context: PVOID,
    );
    /// Called on a worker thread.
    pub type PFLT_GENERIC_WORKITEM_ROUTINE = fn(
        FltWorkItem: PFLT_GENERIC_WORKITEM,
        FltObject: PVOID,
        Context: PVOID,
    );
    pub type PFLT_CALLBACK_DATA_QUEUE_INSERT_IO = fn(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Cbd: PFLT_CALLBACK_DATA,
        InsertContext: PVOID,
    ) -> NTSTATUS;
    pub type PFLT_CALLBACK_DATA_QUEUE_REMOVE_IO = fn(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Cbd: PFLT_CALLBACK_DATA,
    );
    pub type PFLT_CALLBACK_DATA_QUEUE_PEEK_NEXT_IO = fn(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Cbd: PFLT_CALLBACK_DATA,
        PeekContext: PVOID,
    ) -> PFLT_CALLBACK_DATA;
    pub type PFLT_CALLBACK_DATA_QUEUE_ACQUIRE = fn(Cbdq: PFLT_CALLBACK_DATA_QUEUE, Irql: PKIRQL);
    pub type PFLT_CALLBACK_DATA_QUEUE_RELEASE = fn(Cbdq: PFLT_CALLBACK_DATA_QUEUE, Irql: KIRQL);
    pub type PFLT_CALLBACK_DATA_QUEUE_COMPLETE_CANCELED_IO = fn(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Cbd: PFLT_CALLBACK_DATA,
    );
    pub type PFLT_COMPLETE_LOCK_CALLBACK_DATA_ROUTINE = fn(
        Context: PVOID,
        CallbackData: PFLT_CALLBACK_DATA,
    ) -> NTSTATUS;
}

layout! {
    _FLT_CALLBACK_DATA_Anonymous_Anonymous: 32, 8 { QueueLinks: 0, QueueContext: 16 }
    _FLT_CALLBACK_DATA_Anonymous: 32, 8 { Anonymous: 0, FilterContext: 0 }
    _FLT_CALLBACK_DATA: 88, 8 {
        Flags: 0, Thread: 8, Iopb: 16, IoStatus: 24, TagData: 40, Anonymous: 48,
        RequestorMode: 80
    }
    _FLT_RELATED_OBJECTS: 48, 8 {
        Size: 0, TransactionContext: 2, Filter: 8, Volume: 16, Instance: 24, FileObject: 32,
        Transaction: 40
    }
    _FLT_RELATED_CONTEXTS: 48, 8 {
        VolumeContext: 0, InstanceContext: 8, FileContext: 16, StreamContext: 24,
        StreamHandleContext: 32, TransactionContext: 40
    }
    _FLT_RELATED_CONTEXTS_EX: 56, 8 {
        VolumeContext: 0, InstanceContext: 8, FileContext: 16, StreamContext: 24,
        StreamHandleContext: 32, TransactionContext: 40, SectionContext: 48
    }
    _FLT_CONTEXT_REGISTRATION: 56, 8 {
        ContextType: 0, Flags: 2, ContextCleanupCallback: 8, Size: 16, PoolTag: 24,
        ContextAllocateCallback: 32, ContextFreeCallback: 40, Reserved1: 48
    }
    _FLT_OPERATION_REGISTRATION: 32, 8 {
        MajorFunction: 0, Flags: 4, PreOperation: 8, PostOperation: 16, Reserved1: 24
    }
    _FLT_NAME_CONTROL: 16, 8 { Name: 0 }
    _FLT_REGISTRATION: 112, 8 {
        Size: 0, Version: 2, Flags: 4, ContextRegistration: 8, OperationRegistration: 16,
        FilterUnloadCallback: 24, InstanceSetupCallback: 32, InstanceQueryTeardownCallback:
        40, InstanceTeardownStartCallback: 48, InstanceTeardownCompleteCallback: 56,
        GenerateFileNameCallback: 64, NormalizeNameComponentCallback: 72,
        NormalizeContextCleanupCallback: 80, TransactionNotificationCallback: 88,
        NormalizeNameComponentExCallback: 96, SectionNotificationCallback: 104
    }
    _FLT_FILE_NAME_INFORMATION: 120, 8 {
        Size: 0, NamesParsed: 2, Format: 4, Name: 8, Volume: 24, Share: 40, Extension: 56,
        Stream: 72, FinalComponent: 88, ParentDir: 104
    }
    _FLT_CREATEFILE_TARGET_ECP_CONTEXT: 32, 8 {
        Instance: 0, Volume: 8, FileNameInformation: 16, Flags: 24
    }
    _FLT_VOLUME_PROPERTIES: 72, 8 {
        DeviceType: 0, DeviceCharacteristics: 4, DeviceObjectFlags: 8, AlignmentRequirement:
        12, SectorSize: 16, Flags: 18, FileSystemDriverName: 24, FileSystemDeviceName: 40,
        RealDeviceName: 56
    }
    _FLT_CALLBACK_DATA_QUEUE: 128, 8 {
        Csq: 0, Flags: 64, Instance: 72, InsertIo: 80, RemoveIo: 88, PeekNextIo: 96,
        Acquire: 104, Release: 112, CompleteCanceledIo: 120
    }
}

imports! { "FLTMGR.SYS";
    /// Says that a minifilter changed the parameters of an operation.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetcallbackdatadirty>
    pub fn FltSetCallbackDataDirty(Data: PFLT_CALLBACK_DATA);
    /// Says that the parameters of an operation are not changed after all.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclearcallbackdatadirty>
    pub fn FltClearCallbackDataDirty(Data: PFLT_CALLBACK_DATA);
    /// Whether the parameters of an operation are changed.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltiscallbackdatadirty>
    pub fn FltIsCallbackDataDirty(Data: PFLT_CALLBACK_DATA) -> BOOLEAN;
    /// Runs a post-operation callback at an IRQL at which it may run.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdocompletionprocessingwhensafe>
    pub fn FltDoCompletionProcessingWhenSafe(
        Data: PFLT_CALLBACK_DATA,
        FltObjects: PCFLT_RELATED_OBJECTS,
        CompletionContext: PVOID,
        Flags: FLT_POST_OPERATION_FLAGS,
        SafePostCallback: PFLT_POST_OPERATION_CALLBACK,
        RetPostOperationStatus: PFLT_POSTOP_CALLBACK_STATUS,
    ) -> BOOLEAN;
    /// Makes room in a name buffer. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcheckandgrownamecontrol>
    pub fn FltCheckAndGrowNameControl(NameCtrl: PFLT_NAME_CONTROL, NewSize: USHORT) -> NTSTATUS;
    /// Says that an instance scans data of files. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltregisterfordatascan>
    pub fn FltRegisterForDataScan(Instance: PFLT_INSTANCE) -> NTSTATUS;
    /// Creates a section of a file to scan it. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatesectionfordatascan>
    pub fn FltCreateSectionForDataScan(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        SectionContext: PFLT_CONTEXT,
        DesiredAccess: ACCESS_MASK,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        MaximumSize: PLARGE_INTEGER,
        SectionPageProtection: ULONG,
        AllocationAttributes: ULONG,
        Flags: ULONG,
        SectionHandle: PHANDLE,
        SectionObject: *mut PVOID,
        SectionFileSize: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Closes a section that was scanned. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclosesectionfordatascan>
    pub fn FltCloseSectionForDataScan(SectionContext: PFLT_CONTEXT) -> NTSTATUS;
    /// Registers a minifilter. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltregisterfilter>
    pub fn FltRegisterFilter(
        Driver: PDRIVER_OBJECT,
        Registration: *const FLT_REGISTRATION,
        RetFilter: *mut PFLT_FILTER,
    ) -> NTSTATUS;
    /// Ends the registration of a minifilter. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltunregisterfilter>
    pub fn FltUnregisterFilter(Filter: PFLT_FILTER);
    /// Starts filtering. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltstartfiltering>
    pub fn FltStartFiltering(Filter: PFLT_FILTER) -> NTSTATUS;
    /// The address of a function of the filter manager, by its name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetroutineaddress>
    pub fn FltGetRoutineAddress(FltMgrRoutineName: PCSTR) -> PVOID;
    /// Goes on with an operation that pended before. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcompletependedpreoperation>
    pub fn FltCompletePendedPreOperation(
        CallbackData: PFLT_CALLBACK_DATA,
        CallbackStatus: FLT_PREOP_CALLBACK_STATUS,
        Context: PVOID,
    );
    /// Goes on with an operation that pended after. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcompletependedpostoperation>
    pub fn FltCompletePendedPostOperation(CallbackData: PFLT_CALLBACK_DATA);
    /// Asks for a call when an operation's IRP returned. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltrequestoperationstatuscallback>
    pub fn FltRequestOperationStatusCallback(
        Data: PFLT_CALLBACK_DATA,
        CallbackRoutine: PFLT_GET_OPERATION_STATUS_CALLBACK,
        RequesterContext: PVOID,
    ) -> NTSTATUS;
    /// The name of the file of an operation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilenameinformation>
    pub fn FltGetFileNameInformation(
        CallbackData: PFLT_CALLBACK_DATA,
        NameOptions: FLT_FILE_NAME_OPTIONS,
        FileNameInformation: *mut PFLT_FILE_NAME_INFORMATION,
    ) -> NTSTATUS;
    /// The name of an open file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilenameinformationunsafe>
    pub fn FltGetFileNameInformationUnsafe(
        FileObject: PFILE_OBJECT,
        Instance: PFLT_INSTANCE,
        NameOptions: FLT_FILE_NAME_OPTIONS,
        FileNameInformation: *mut PFLT_FILE_NAME_INFORMATION,
    ) -> NTSTATUS;
    /// Gives up a name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasefilenameinformation>
    pub fn FltReleaseFileNameInformation(FileNameInformation: PFLT_FILE_NAME_INFORMATION);
    /// Keeps a name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreferencefilenameinformation>
    pub fn FltReferenceFileNameInformation(FileNameInformation: PFLT_FILE_NAME_INFORMATION);
    /// Splits a name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltparsefilename>
    pub fn FltParseFileName(
        FileName: PCUNICODE_STRING,
        Extension: PUNICODE_STRING,
        Stream: PUNICODE_STRING,
        FinalComponent: PUNICODE_STRING,
    ) -> NTSTATUS;
    /// Splits the name of an operation's file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltparsefilenameinformation>
    pub fn FltParseFileNameInformation(FileNameInformation: PFLT_FILE_NAME_INFORMATION) -> NTSTATUS;
    /// The name that tunneling gave. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgettunneledname>
    pub fn FltGetTunneledName(
        CallbackData: PFLT_CALLBACK_DATA,
        FileNameInformation: PFLT_FILE_NAME_INFORMATION,
        RetTunneledFileNameInformation: *mut PFLT_FILE_NAME_INFORMATION,
    ) -> NTSTATUS;
    /// The name of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumename>
    pub fn FltGetVolumeName(
        Volume: PFLT_VOLUME,
        VolumeName: PUNICODE_STRING,
        BufferSizeNeeded: PULONG,
    ) -> NTSTATUS;
    /// The new name of a file that is renamed or linked. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetdestinationfilenameinformation>
    pub fn FltGetDestinationFileNameInformation(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        RootDirectory: HANDLE,
        FileName: PWSTR,
        FileNameLength: ULONG,
        NameOptions: FLT_FILE_NAME_OPTIONS,
        RetFileNameInformation: *mut PFLT_FILE_NAME_INFORMATION,
    ) -> NTSTATUS;
    /// Whether an open file is a directory. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisdirectory>
    pub fn FltIsDirectory(
        FileObject: PFILE_OBJECT,
        Instance: PFLT_INSTANCE,
        IsDirectory: PBOOLEAN,
    ) -> NTSTATUS;
    /// Loads a minifilter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltloadfilter>
    pub fn FltLoadFilter(FilterName: PCUNICODE_STRING) -> NTSTATUS;
    /// Unloads a minifilter. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltunloadfilter>
    pub fn FltUnloadFilter(FilterName: PCUNICODE_STRING) -> NTSTATUS;
    /// Creates an instance on a volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltattachvolume>
    pub fn FltAttachVolume(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        InstanceName: PCUNICODE_STRING,
        RetInstance: *mut PFLT_INSTANCE,
    ) -> NTSTATUS;
    /// Creates an instance on a volume at an altitude, for debugging. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltattachvolumeataltitude>
    pub fn FltAttachVolumeAtAltitude(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        Altitude: PCUNICODE_STRING,
        InstanceName: PCUNICODE_STRING,
        RetInstance: *mut PFLT_INSTANCE,
    ) -> NTSTATUS;
    /// Removes an instance from a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdetachvolume>
    pub fn FltDetachVolume(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        InstanceName: PCUNICODE_STRING,
    ) -> NTSTATUS;
    /// Allocates the data of an operation that the minifilter begins. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocatecallbackdata>
    pub fn FltAllocateCallbackData(
        Instance: PFLT_INSTANCE,
        FileObject: PFILE_OBJECT,
        RetNewCallbackData: *mut PFLT_CALLBACK_DATA,
    ) -> NTSTATUS;
    /// Frees the data of an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreecallbackdata>
    pub fn FltFreeCallbackData(CallbackData: PFLT_CALLBACK_DATA);
    /// Makes the data of an operation usable again. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreusecallbackdata>
    pub fn FltReuseCallbackData(CallbackData: PFLT_CALLBACK_DATA);
    /// Begins an operation and waits for it. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltperformsynchronousio>
    pub fn FltPerformSynchronousIo(CallbackData: PFLT_CALLBACK_DATA);
    /// Begins an operation and is called when it ends. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltperformasynchronousio>
    pub fn FltPerformAsynchronousIo(
        CallbackData: PFLT_CALLBACK_DATA,
        CallbackRoutine: PFLT_COMPLETED_ASYNC_IO_CALLBACK,
        CallbackContext: PVOID,
    ) -> NTSTATUS;
    /// Begins an operation anew below the instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreissuesynchronousio>
    pub fn FltReissueSynchronousIo(
        InitiatingInstance: PFLT_INSTANCE,
        CallbackData: PFLT_CALLBACK_DATA,
    );
    /// Closes a file that was just opened. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcancelfileopen>
    pub fn FltCancelFileOpen(Instance: PFLT_INSTANCE, FileObject: PFILE_OBJECT);
    /// Makes sure that a volume has its `System Volume Information`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatesystemvolumeinformationfolder>
    pub fn FltCreateSystemVolumeInformationFolder(Instance: PFLT_INSTANCE) -> NTSTATUS;
    /// A minifilter by its name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilterfromname>
    pub fn FltGetFilterFromName(
        FilterName: PCUNICODE_STRING,
        RetFilter: *mut PFLT_FILTER,
    ) -> NTSTATUS;
    /// A volume by its name. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumefromname>
    pub fn FltGetVolumeFromName(
        Filter: PFLT_FILTER,
        VolumeName: PCUNICODE_STRING,
        RetVolume: *mut PFLT_VOLUME,
    ) -> NTSTATUS;
    /// An instance by its name. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumeinstancefromname>
    pub fn FltGetVolumeInstanceFromName(
        Filter: PFLT_FILTER,
        Volume: PFLT_VOLUME,
        InstanceName: PCUNICODE_STRING,
        RetInstance: *mut PFLT_INSTANCE,
    ) -> NTSTATUS;
    /// The volume of an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumefrominstance>
    pub fn FltGetVolumeFromInstance(
        Instance: PFLT_INSTANCE,
        RetVolume: *mut PFLT_VOLUME,
    ) -> NTSTATUS;
    /// The minifilter of an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilterfrominstance>
    pub fn FltGetFilterFromInstance(
        Instance: PFLT_INSTANCE,
        RetFilter: *mut PFLT_FILTER,
    ) -> NTSTATUS;
    /// The volume of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumefromfileobject>
    pub fn FltGetVolumeFromFileObject(
        Filter: PFLT_FILTER,
        FileObject: PFILE_OBJECT,
        RetVolume: *mut PFLT_VOLUME,
    ) -> NTSTATUS;
    /// The volume of a device. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumefromdeviceobject>
    pub fn FltGetVolumeFromDeviceObject(
        Filter: PFLT_FILTER,
        DeviceObject: PDEVICE_OBJECT,
        RetVolume: *mut PFLT_VOLUME,
    ) -> NTSTATUS;
    /// The device of a volume. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetdeviceobject>
    pub fn FltGetDeviceObject(Volume: PFLT_VOLUME, DeviceObject: *mut PDEVICE_OBJECT) -> NTSTATUS;
    /// The disk's device of a volume. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetdiskdeviceobject>
    pub fn FltGetDiskDeviceObject(
        Volume: PFLT_VOLUME,
        DiskDeviceObject: *mut PDEVICE_OBJECT,
    ) -> NTSTATUS;
    /// The instance below. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetlowerinstance>
    pub fn FltGetLowerInstance(
        CurrentInstance: PFLT_INSTANCE,
        LowerInstance: *mut PFLT_INSTANCE,
    ) -> NTSTATUS;
    /// The instance above. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetupperinstance>
    pub fn FltGetUpperInstance(
        CurrentInstance: PFLT_INSTANCE,
        UpperInstance: *mut PFLT_INSTANCE,
    ) -> NTSTATUS;
    /// The highest instance of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgettopinstance>
    pub fn FltGetTopInstance(Volume: PFLT_VOLUME, Instance: *mut PFLT_INSTANCE) -> NTSTATUS;
    /// The lowest instance of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetbottominstance>
    pub fn FltGetBottomInstance(Volume: PFLT_VOLUME, Instance: *mut PFLT_INSTANCE) -> NTSTATUS;
    /// Compares the altitudes of two instances.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcompareinstancealtitudes>
    pub fn FltCompareInstanceAltitudes(Instance1: PFLT_INSTANCE, Instance2: PFLT_INSTANCE) -> LONG;
    /// What is known of a minifilter. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilterinformation>
    pub fn FltGetFilterInformation(
        Filter: PFLT_FILTER,
        InformationClass: FILTER_INFORMATION_CLASS,
        Buffer: PVOID,
        BufferSize: ULONG,
        BytesReturned: PULONG,
    ) -> NTSTATUS;
    /// What is known of an instance. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetinstanceinformation>
    pub fn FltGetInstanceInformation(
        Instance: PFLT_INSTANCE,
        InformationClass: INSTANCE_INFORMATION_CLASS,
        Buffer: PVOID,
        BufferSize: ULONG,
        BytesReturned: PULONG,
    ) -> NTSTATUS;
    /// What is known of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumeinformation>
    pub fn FltGetVolumeInformation(
        Volume: PFLT_VOLUME,
        InformationClass: FILTER_VOLUME_INFORMATION_CLASS,
        Buffer: PVOID,
        BufferSize: ULONG,
        BytesReturned: PULONG,
    ) -> NTSTATUS;
    /// The properties of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumeproperties>
    pub fn FltGetVolumeProperties(
        Volume: PFLT_VOLUME,
        VolumeProperties: PFLT_VOLUME_PROPERTIES,
        VolumePropertiesLength: ULONG,
        LengthReturned: PULONG,
    ) -> NTSTATUS;
    /// Whether a volume can be written. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisvolumewritable>
    pub fn FltIsVolumeWritable(FltObject: PVOID, IsWritable: PBOOLEAN) -> NTSTATUS;
    /// The file system of a volume. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetfilesystemtype>
    pub fn FltGetFileSystemType(FltObject: PVOID, FileSystemType: PFLT_FILESYSTEM_TYPE) -> NTSTATUS;
    /// The name of a volume that has its GUID. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetvolumeguidname>
    pub fn FltGetVolumeGuidName(
        Volume: PFLT_VOLUME,
        VolumeGuidName: PUNICODE_STRING,
        BufferSizeNeeded: PULONG,
    ) -> NTSTATUS;
    /// Asks the file system about an instance's volume. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueryvolumeinformation>
    pub fn FltQueryVolumeInformation(
        Instance: PFLT_INSTANCE,
        Iosb: PIO_STATUS_BLOCK,
        FsInformation: PVOID,
        Length: ULONG,
        FsInformationClass: FS_INFORMATION_CLASS,
    ) -> NTSTATUS;
    /// All minifilters. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltenumeratefilters>
    pub fn FltEnumerateFilters(
        FilterList: *mut PFLT_FILTER,
        FilterListSize: ULONG,
        NumberFiltersReturned: PULONG,
    ) -> NTSTATUS;
    /// All volumes. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltenumeratevolumes>
    pub fn FltEnumerateVolumes(
        Filter: PFLT_FILTER,
        VolumeList: *mut PFLT_VOLUME,
        VolumeListSize: ULONG,
        NumberVolumesReturned: PULONG,
    ) -> NTSTATUS;
    /// All instances. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltenumerateinstances>
    pub fn FltEnumerateInstances(
        Volume: PFLT_VOLUME,
        Filter: PFLT_FILTER,
        InstanceList: *mut PFLT_INSTANCE,
        InstanceListSize: ULONG,
        NumberInstancesReturned: PULONG,
    ) -> NTSTATUS;
    /// Keeps a filter, an instance or a volume. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltobjectreference>
    pub fn FltObjectReference(FltObject: PVOID) -> NTSTATUS;
    /// Gives up a filter, an instance or a volume. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltobjectdereference>
    pub fn FltObjectDereference(FltObject: PVOID);
    /// Creates a port that applications connect to. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcreatecommunicationport>
    pub fn FltCreateCommunicationPort(
        Filter: PFLT_FILTER,
        ServerPort: *mut PFLT_PORT,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        ServerPortCookie: PVOID,
        ConnectNotifyCallback: PFLT_CONNECT_NOTIFY,
        DisconnectNotifyCallback: PFLT_DISCONNECT_NOTIFY,
        MessageNotifyCallback: PFLT_MESSAGE_NOTIFY,
        MaxConnections: LONG,
    ) -> NTSTATUS;
    /// Closes a port that applications connect to. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclosecommunicationport>
    pub fn FltCloseCommunicationPort(ServerPort: PFLT_PORT);
    /// Closes a connection. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcloseclientport>
    pub fn FltCloseClientPort(Filter: PFLT_FILTER, ClientPort: *mut PFLT_PORT);
    /// Sends a message to an application. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsendmessage>
    pub fn FltSendMessage(
        Filter: PFLT_FILTER,
        ClientPort: *mut PFLT_PORT,
        SenderBuffer: PVOID,
        SenderBufferLength: ULONG,
        ReplyBuffer: PVOID,
        ReplyLength: PULONG,
        Timeout: PLARGE_INTEGER,
    ) -> NTSTATUS;
    /// Cancels an operation that the minifilter began. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcancelio>
    pub fn FltCancelIo(CallbackData: PFLT_CALLBACK_DATA) -> BOOLEAN;
    /// Sets what is called when an operation is canceled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetcancelcompletion>
    pub fn FltSetCancelCompletion(
        CallbackData: PFLT_CALLBACK_DATA,
        CanceledCallback: PFLT_COMPLETE_CANCELED_CALLBACK,
    ) -> NTSTATUS;
    /// Clears what is called when an operation is canceled. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltclearcancelcompletion>
    pub fn FltClearCancelCompletion(CallbackData: PFLT_CALLBACK_DATA) -> NTSTATUS;
    /// Whether an operation is canceled.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisiocanceled>
    pub fn FltIsIoCanceled(CallbackData: PFLT_CALLBACK_DATA) -> BOOLEAN;
    /// Allocates a work item for an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocatedeferredioworkitem>
    pub fn FltAllocateDeferredIoWorkItem() -> PFLT_DEFERRED_IO_WORKITEM;
    /// Frees the work item of an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreedeferredioworkitem>
    pub fn FltFreeDeferredIoWorkItem(FltWorkItem: PFLT_DEFERRED_IO_WORKITEM);
    /// Allocates a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltallocategenericworkitem>
    pub fn FltAllocateGenericWorkItem() -> PFLT_GENERIC_WORKITEM;
    /// Frees a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltfreegenericworkitem>
    pub fn FltFreeGenericWorkItem(FltWorkItem: PFLT_GENERIC_WORKITEM);
    /// Queues an operation's work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueuedeferredioworkitem>
    pub fn FltQueueDeferredIoWorkItem(
        FltWorkItem: PFLT_DEFERRED_IO_WORKITEM,
        Data: PFLT_CALLBACK_DATA,
        WorkerRoutine: PFLT_DEFERRED_IO_WORKITEM_ROUTINE,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Queues a work item. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltqueuegenericworkitem>
    pub fn FltQueueGenericWorkItem(
        FltWorkItem: PFLT_GENERIC_WORKITEM,
        FltObject: PVOID,
        WorkerRoutine: PFLT_GENERIC_WORKITEM_ROUTINE,
        QueueType: WORK_QUEUE_TYPE,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Where the MDL, buffer and length of an operation are.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdecodeparameters>
    pub fn FltDecodeParameters(
        CallbackData: PFLT_CALLBACK_DATA,
        MdlAddressPointer: *mut *mut PMDL,
        Buffer: *mut *mut PVOID,
        Length: *mut PULONG,
        DesiredAccess: *mut LOCK_OPERATION,
    ) -> NTSTATUS;
    /// The MDL of a buffer that the minifilter exchanged.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetswappedbuffermdladdress>
    pub fn FltGetSwappedBufferMdlAddress(CallbackData: PFLT_CALLBACK_DATA) -> PMDL;
    /// Keeps the MDL of an exchanged buffer from being freed.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltretainswappedbuffermdladdress>
    pub fn FltRetainSwappedBufferMdlAddress(CallbackData: PFLT_CALLBACK_DATA);
    /// The system buffer of an operation whose buffer was exchanged. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetnewsystembufferaddress>
    pub fn FltGetNewSystemBufferAddress(CallbackData: PFLT_CALLBACK_DATA) -> PVOID;
    /// Initialises a queue of operations.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqinitialize>
    pub fn FltCbdqInitialize(
        Instance: PFLT_INSTANCE,
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        CbdqInsertIo: PFLT_CALLBACK_DATA_QUEUE_INSERT_IO,
        CbdqRemoveIo: PFLT_CALLBACK_DATA_QUEUE_REMOVE_IO,
        CbdqPeekNextIo: PFLT_CALLBACK_DATA_QUEUE_PEEK_NEXT_IO,
        CbdqAcquire: PFLT_CALLBACK_DATA_QUEUE_ACQUIRE,
        CbdqRelease: PFLT_CALLBACK_DATA_QUEUE_RELEASE,
        CbdqCompleteCanceledIo: PFLT_CALLBACK_DATA_QUEUE_COMPLETE_CANCELED_IO,
    ) -> NTSTATUS;
    /// Lets a queue take operations again.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqenable>
    pub fn FltCbdqEnable(Cbdq: PFLT_CALLBACK_DATA_QUEUE);
    /// Lets a queue take no more operations.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqdisable>
    pub fn FltCbdqDisable(Cbdq: PFLT_CALLBACK_DATA_QUEUE);
    /// Puts an operation into a queue.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqinsertio>
    pub fn FltCbdqInsertIo(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Cbd: PFLT_CALLBACK_DATA,
        Context: PFLT_CALLBACK_DATA_QUEUE_IO_CONTEXT,
        InsertContext: PVOID,
    ) -> NTSTATUS;
    /// Takes an operation out of a queue.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqremoveio>
    pub fn FltCbdqRemoveIo(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        Context: PFLT_CALLBACK_DATA_QUEUE_IO_CONTEXT,
    ) -> PFLT_CALLBACK_DATA;
    /// Takes the next operation out of a queue.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcbdqremovenextio>
    pub fn FltCbdqRemoveNextIo(
        Cbdq: PFLT_CALLBACK_DATA_QUEUE,
        PeekContext: PVOID,
    ) -> PFLT_CALLBACK_DATA;
    /// Acquires a resource alone, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltacquireresourceexclusive>
    pub fn FltAcquireResourceExclusive(Resource: PERESOURCE);
    /// Acquires a resource together with others, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltacquireresourceshared>
    pub fn FltAcquireResourceShared(Resource: PERESOURCE);
    /// Releases a resource and leaves the critical region. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleaseresource>
    pub fn FltReleaseResource(Resource: PERESOURCE);
    /// Initialises a push lock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltinitializepushlock>
    pub fn FltInitializePushLock(PushLock: PULONG_PTR);
    /// Deletes a push lock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltdeletepushlock>
    pub fn FltDeletePushLock(PushLock: PULONG_PTR);
    /// Acquires a push lock alone, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltacquirepushlockexclusive>
    pub fn FltAcquirePushLockExclusive(PushLock: PULONG_PTR);
    /// Acquires a push lock together with others, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltacquirepushlockshared>
    pub fn FltAcquirePushLockShared(PushLock: PULONG_PTR);
    /// Releases a push lock and leaves the critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltreleasepushlock>
    pub fn FltReleasePushLock(PushLock: PULONG_PTR);
    /// Waits for an object, unless the operation is canceled. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcancellablewaitforsingleobject>
    pub fn FltCancellableWaitForSingleObject(
        Object: PVOID,
        Timeout: PLARGE_INTEGER,
        CallbackData: PFLT_CALLBACK_DATA,
    ) -> NTSTATUS;
    /// Whether an operation is synchronous.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltisoperationsynchronous>
    pub fn FltIsOperationSynchronous(CallbackData: PFLT_CALLBACK_DATA) -> BOOLEAN;
    /// Whether a 32-bit process began an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltis32bitprocess>
    pub fn FltIs32bitProcess(CallbackData: PFLT_CALLBACK_DATA) -> BOOLEAN;
    /// The process that began an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetrequestorprocess>
    pub fn FltGetRequestorProcess(CallbackData: PFLT_CALLBACK_DATA) -> PEPROCESS;
    /// The identifier of the process that began an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetrequestorprocessid>
    pub fn FltGetRequestorProcessId(CallbackData: PFLT_CALLBACK_DATA) -> ULONG;
    /// The session of the process that began an operation. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetrequestorsessionid>
    pub fn FltGetRequestorSessionId(
        CallbackData: PFLT_CALLBACK_DATA,
        SessionId: PULONG,
    ) -> NTSTATUS;
    /// Takes part in a transaction. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltenlistintransaction>
    pub fn FltEnlistInTransaction(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
        NotificationMask: NOTIFICATION_MASK,
    ) -> NTSTATUS;
    /// Rolls a transaction back. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltrollbackenlistment>
    pub fn FltRollbackEnlistment(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Says that pre-preparation is done. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltprepreparecomplete>
    pub fn FltPrePrepareComplete(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Says that preparation is done. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltpreparecomplete>
    pub fn FltPrepareComplete(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Says that the commit is done. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltcommitcomplete>
    pub fn FltCommitComplete(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// Says that the rollback is done. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltrollbackcomplete>
    pub fn FltRollbackComplete(
        Instance: PFLT_INSTANCE,
        Transaction: PKTRANSACTION,
        TransactionContext: PFLT_CONTEXT,
    ) -> NTSTATUS;
    /// The priority of an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetiopriorityhintfromcallbackdata>
    pub fn FltGetIoPriorityHintFromCallbackData(Data: PFLT_CALLBACK_DATA) -> IO_PRIORITY_HINT;
    /// Sets the priority of an operation. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltsetiopriorityhintintocallbackdata>
    pub fn FltSetIoPriorityHintIntoCallbackData(
        Data: PFLT_CALLBACK_DATA,
        PriorityHint: IO_PRIORITY_HINT,
    ) -> NTSTATUS;
    /// The name of an operation, for messages.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/fltkernel/nf-fltkernel-fltgetirpname>
    pub fn FltGetIrpName(IrpMajorCode: UCHAR) -> PCHAR;
}
