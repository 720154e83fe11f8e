//! `ntifs.h`: the run-time library of file systems: locks, oplocks, notification, names, extents.

use core::ffi::c_void;

use crate::{
    layout::{bit_fields, layout},
    *,
};

#[repr(C)]
pub struct _REAL_NOTIFY_SYNC {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_REAL_NOTIFY_SYNC`].
pub type PNOTIFY_SYNC = *mut _REAL_NOTIFY_SYNC;

/// The oplocks of a file.
pub type OPLOCK = PVOID;
/// Pointer to a [`PVOID`].
pub type POPLOCK = *mut PVOID;
pub type FSRTL_ALLOCATE_ECPLIST_FLAGS = ULONG;
pub type FSRTL_ALLOCATE_ECP_FLAGS = ULONG;

pub mod _FS_FILTER_SECTION_SYNC_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const SyncTypeOther: Type = 0;
    pub const SyncTypeCreateSection: Type = 1;
}
/// A value of [`_FS_FILTER_SECTION_SYNC_TYPE`].
pub type FS_FILTER_SECTION_SYNC_TYPE = _FS_FILTER_SECTION_SYNC_TYPE::Type;
/// Pointer to a value of [`_FS_FILTER_SECTION_SYNC_TYPE`].
pub type PFS_FILTER_SECTION_SYNC_TYPE = *mut _FS_FILTER_SECTION_SYNC_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_SECTION_SYNC_OUTPUT {
    pub StructureSize: ULONG,
    pub SizeReturned: ULONG,
    pub Flags: ULONG,
    pub DesiredReadAlignment: ULONG,
}
/// A [`_FS_FILTER_SECTION_SYNC_OUTPUT`].
pub type FS_FILTER_SECTION_SYNC_OUTPUT = _FS_FILTER_SECTION_SYNC_OUTPUT;
/// Pointer to a [`_FS_FILTER_SECTION_SYNC_OUTPUT`].
pub type PFS_FILTER_SECTION_SYNC_OUTPUT = *mut _FS_FILTER_SECTION_SYNC_OUTPUT;

pub mod _FS_FILTER_STREAM_FO_NOTIFICATION_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NotifyTypeCreate: Type = 0;
    pub const NotifyTypeRetired: Type = 1;
}
/// A value of [`_FS_FILTER_STREAM_FO_NOTIFICATION_TYPE`].
pub type FS_FILTER_STREAM_FO_NOTIFICATION_TYPE = _FS_FILTER_STREAM_FO_NOTIFICATION_TYPE::Type;
/// Pointer to a value of [`_FS_FILTER_STREAM_FO_NOTIFICATION_TYPE`].
pub type PFS_FILTER_STREAM_FO_NOTIFICATION_TYPE = *mut _FS_FILTER_STREAM_FO_NOTIFICATION_TYPE::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub union _FS_FILTER_PARAMETERS {
    pub AcquireForModifiedPageWriter: _FS_FILTER_PARAMETERS_AcquireForModifiedPageWriter,
    pub ReleaseForModifiedPageWriter: _FS_FILTER_PARAMETERS_ReleaseForModifiedPageWriter,
    pub AcquireForSectionSynchronization: _FS_FILTER_PARAMETERS_AcquireForSectionSynchronization,
    pub NotifyStreamFileObject: _FS_FILTER_PARAMETERS_NotifyStreamFileObject,
    pub QueryOpen: _FS_FILTER_PARAMETERS_QueryOpen,
    pub Others: _FS_FILTER_PARAMETERS_Others,
}
/// A [`_FS_FILTER_PARAMETERS`].
pub type FS_FILTER_PARAMETERS = _FS_FILTER_PARAMETERS;
/// Pointer to a [`_FS_FILTER_PARAMETERS`].
pub type PFS_FILTER_PARAMETERS = *mut _FS_FILTER_PARAMETERS;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_AcquireForModifiedPageWriter {
    pub EndingOffset: PLARGE_INTEGER,
    pub ResourceToRelease: *mut PERESOURCE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_ReleaseForModifiedPageWriter {
    pub ResourceToRelease: PERESOURCE,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_AcquireForSectionSynchronization {
    pub SyncType: FS_FILTER_SECTION_SYNC_TYPE,
    pub PageProtection: ULONG,
    pub OutputInformation: PFS_FILTER_SECTION_SYNC_OUTPUT,
}
#[repr(C, align(8))]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_NotifyStreamFileObject {
    pub NotificationType: FS_FILTER_STREAM_FO_NOTIFICATION_TYPE,
    pub _padding1: [UCHAR; 4],
    pub SafeToRecurse: BOOLEAN,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_QueryOpen {
    pub Irp: PIRP,
    pub FileInformation: PVOID,
    pub Length: PULONG,
    pub FileInformationClass: FILE_INFORMATION_CLASS,
    pub CompletionStatus: NTSTATUS,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_PARAMETERS_Others {
    pub Argument1: PVOID,
    pub Argument2: PVOID,
    pub Argument3: PVOID,
    pub Argument4: PVOID,
    pub Argument5: PVOID,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_CALLBACK_DATA {
    pub SizeOfFsFilterCallbackData: ULONG,
    pub Operation: UCHAR,
    pub Reserved: UCHAR,
    pub DeviceObject: *mut _DEVICE_OBJECT,
    pub FileObject: *mut _FILE_OBJECT,
    pub Parameters: FS_FILTER_PARAMETERS,
}
/// A [`_FS_FILTER_CALLBACK_DATA`].
pub type FS_FILTER_CALLBACK_DATA = _FS_FILTER_CALLBACK_DATA;
/// Pointer to a [`_FS_FILTER_CALLBACK_DATA`].
pub type PFS_FILTER_CALLBACK_DATA = *mut _FS_FILTER_CALLBACK_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FS_FILTER_CALLBACKS {
    pub SizeOfFsFilterCallbacks: ULONG,
    pub Reserved: ULONG,
    pub PreAcquireForSectionSynchronization: PFS_FILTER_CALLBACK,
    pub PostAcquireForSectionSynchronization: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreReleaseForSectionSynchronization: PFS_FILTER_CALLBACK,
    pub PostReleaseForSectionSynchronization: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreAcquireForCcFlush: PFS_FILTER_CALLBACK,
    pub PostAcquireForCcFlush: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreReleaseForCcFlush: PFS_FILTER_CALLBACK,
    pub PostReleaseForCcFlush: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreAcquireForModifiedPageWriter: PFS_FILTER_CALLBACK,
    pub PostAcquireForModifiedPageWriter: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreReleaseForModifiedPageWriter: PFS_FILTER_CALLBACK,
    pub PostReleaseForModifiedPageWriter: PFS_FILTER_COMPLETION_CALLBACK,
    pub PreQueryOpen: PFS_FILTER_CALLBACK,
    pub PostQueryOpen: PFS_FILTER_COMPLETION_CALLBACK,
}
/// A [`_FS_FILTER_CALLBACKS`].
pub type FS_FILTER_CALLBACKS = _FS_FILTER_CALLBACKS;
/// Pointer to a [`_FS_FILTER_CALLBACKS`].
pub type PFS_FILTER_CALLBACKS = *mut _FS_FILTER_CALLBACKS;

/// What a file control block begins with.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FSRTL_COMMON_FCB_HEADER {
    pub NodeTypeCode: CSHORT,
    pub NodeByteSize: CSHORT,
    pub Flags: UCHAR,
    pub IsFastIoPossible: UCHAR,
    pub Flags2: UCHAR,
    pub BitFields: UCHAR,
    pub Resource: PERESOURCE,
    pub PagingIoResource: PERESOURCE,
    pub AllocationSize: LARGE_INTEGER,
    pub FileSize: LARGE_INTEGER,
    pub ValidDataLength: LARGE_INTEGER,
}
/// A [`_FSRTL_COMMON_FCB_HEADER`].
pub type FSRTL_COMMON_FCB_HEADER = _FSRTL_COMMON_FCB_HEADER;
/// Pointer to a [`_FSRTL_COMMON_FCB_HEADER`].
pub type PFSRTL_COMMON_FCB_HEADER = *mut _FSRTL_COMMON_FCB_HEADER;

/// What a file control block begins with, with contexts of filters.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FSRTL_ADVANCED_FCB_HEADER {
    pub Anonymous1: _FSRTL_COMMON_FCB_HEADER,
    pub FastMutex: PFAST_MUTEX,
    pub FilterContexts: LIST_ENTRY,
    pub PushLock: ULONG_PTR,
    pub FileContextSupportPointer: *mut PVOID,
    pub Anonymous2: _FSRTL_ADVANCED_FCB_HEADER_Anonymous2,
    pub ReservedContext: PVOID,
}
/// A [`_FSRTL_ADVANCED_FCB_HEADER`].
pub type FSRTL_ADVANCED_FCB_HEADER = _FSRTL_ADVANCED_FCB_HEADER;
/// Pointer to a [`_FSRTL_ADVANCED_FCB_HEADER`].
pub type PFSRTL_ADVANCED_FCB_HEADER = *mut _FSRTL_ADVANCED_FCB_HEADER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _FSRTL_ADVANCED_FCB_HEADER_Anonymous2 {
    pub Oplock: OPLOCK,
    pub ReservedForRemote: PVOID,
}

/// A byte-range lock.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_LOCK_INFO {
    pub StartingByte: LARGE_INTEGER,
    pub Length: LARGE_INTEGER,
    pub ExclusiveLock: BOOLEAN,
    pub Key: ULONG,
    pub FileObject: PFILE_OBJECT,
    pub ProcessId: PVOID,
    pub EndingByte: LARGE_INTEGER,
}
/// A [`_FILE_LOCK_INFO`].
pub type FILE_LOCK_INFO = _FILE_LOCK_INFO;
/// Pointer to a [`_FILE_LOCK_INFO`].
pub type PFILE_LOCK_INFO = *mut _FILE_LOCK_INFO;

/// The byte-range locks of a file.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FILE_LOCK {
    pub CompleteLockIrpRoutine: PCOMPLETE_LOCK_IRP_ROUTINE,
    pub UnlockRoutine: PUNLOCK_ROUTINE,
    pub FastIoIsQuestionable: BOOLEAN,
    pub SpareC: [BOOLEAN; 3],
    pub LockInformation: PVOID,
    pub LastReturnedLockInfo: FILE_LOCK_INFO,
    pub LastReturnedLock: PVOID,
    pub LockRequestsInProgress: LONG,
}
/// A [`_FILE_LOCK`].
pub type FILE_LOCK = _FILE_LOCK;
/// Pointer to a [`_FILE_LOCK`].
pub type PFILE_LOCK = *mut _FILE_LOCK;

/// The tunnel cache of a volume.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct TUNNEL {
    pub Mutex: FAST_MUTEX,
    pub Cache: PRTL_SPLAY_LINKS,
    pub TimerQueue: LIST_ENTRY,
    pub NumEntries: USHORT,
}
/// Pointer to a [`TUNNEL`].
pub type PTUNNEL = *mut TUNNEL;

/// A map of extents without its lock.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _BASE_MCB {
    pub MaximumPairCount: ULONG,
    pub PairCount: ULONG,
    pub PoolType: USHORT,
    pub Flags: USHORT,
    pub Mapping: PVOID,
}
/// A [`_BASE_MCB`].
pub type BASE_MCB = _BASE_MCB;
/// Pointer to a [`_BASE_MCB`].
pub type PBASE_MCB = *mut _BASE_MCB;

/// A map of extents.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LARGE_MCB {
    pub GuardedMutex: PKGUARDED_MUTEX,
    pub BaseMcb: BASE_MCB,
}
/// A [`_LARGE_MCB`].
pub type LARGE_MCB = _LARGE_MCB;
/// Pointer to a [`_LARGE_MCB`].
pub type PLARGE_MCB = *mut _LARGE_MCB;

crate::fn_types! {
    pub type PFS_FILTER_CALLBACK = fn(
        Data: PFS_FILTER_CALLBACK_DATA,
        CompletionContext: *mut PVOID,
    ) -> NTSTATUS;
    pub type PFS_FILTER_COMPLETION_CALLBACK = fn(
        Data: PFS_FILTER_CALLBACK_DATA,
        OperationStatus: NTSTATUS,
        CompletionContext: PVOID,
    );
    pub type PCOMPLETE_LOCK_IRP_ROUTINE = fn(Context: PVOID, Irp: PIRP) -> NTSTATUS;
    pub type PUNLOCK_ROUTINE = fn(Context: PVOID, FileLockInfo: PFILE_LOCK_INFO);
    pub type POPLOCK_WAIT_COMPLETE_ROUTINE = fn(Context: PVOID, Irp: PIRP);
    pub type POPLOCK_FS_PREPOST_IRP = fn(Context: PVOID, Irp: PIRP);
    pub type PCHECK_FOR_TRAVERSE_ACCESS = fn(
        NotifyContext: PVOID,
        TargetContext: PVOID,
        SubjectContext: PSECURITY_SUBJECT_CONTEXT,
    ) -> BOOLEAN;
    pub type PFSRTL_STACK_OVERFLOW_ROUTINE = fn(Context: PVOID, Event: PKEVENT);
    pub type PFSRTL_EXTRA_CREATE_PARAMETER_CLEANUP_CALLBACK = fn(
        EcpContext: PVOID,
        EcpType: LPCGUID,
    );
}

layout! {
    _FS_FILTER_SECTION_SYNC_OUTPUT: 16, 4 {
        StructureSize: 0, SizeReturned: 4, Flags: 8, DesiredReadAlignment: 12
    }
    _FS_FILTER_PARAMETERS_AcquireForModifiedPageWriter: 16, 8 {
        EndingOffset: 0, ResourceToRelease: 8
    }
    _FS_FILTER_PARAMETERS_ReleaseForModifiedPageWriter: 8, 8 { ResourceToRelease: 0 }
    _FS_FILTER_PARAMETERS_AcquireForSectionSynchronization: 16, 8 {
        SyncType: 0, PageProtection: 4, OutputInformation: 8
    }
    _FS_FILTER_PARAMETERS_NotifyStreamFileObject: 16, 8 { NotificationType: 0, SafeToRecurse: 8 }
    _FS_FILTER_PARAMETERS_QueryOpen: 32, 8 {
        Irp: 0, FileInformation: 8, Length: 16, FileInformationClass: 24, CompletionStatus:
        28
    }
    _FS_FILTER_PARAMETERS_Others: 40, 8 {
        Argument1: 0, Argument2: 8, Argument3: 16, Argument4: 24, Argument5: 32
    }
    _FS_FILTER_PARAMETERS: 40, 8 {
        AcquireForModifiedPageWriter: 0, ReleaseForModifiedPageWriter: 0,
        AcquireForSectionSynchronization: 0, NotifyStreamFileObject: 0, QueryOpen: 0,
        Others: 0
    }
    _FS_FILTER_CALLBACK_DATA: 64, 8 {
        SizeOfFsFilterCallbackData: 0, Operation: 4, Reserved: 5, DeviceObject: 8,
        FileObject: 16, Parameters: 24
    }
    _FS_FILTER_CALLBACKS: 120, 8 {
        SizeOfFsFilterCallbacks: 0, Reserved: 4, PreAcquireForSectionSynchronization: 8,
        PostAcquireForSectionSynchronization: 16, PreReleaseForSectionSynchronization: 24,
        PostReleaseForSectionSynchronization: 32, PreAcquireForCcFlush: 40,
        PostAcquireForCcFlush: 48, PreReleaseForCcFlush: 56, PostReleaseForCcFlush: 64,
        PreAcquireForModifiedPageWriter: 72, PostAcquireForModifiedPageWriter: 80,
        PreReleaseForModifiedPageWriter: 88, PostReleaseForModifiedPageWriter: 96,
        PreQueryOpen: 104, PostQueryOpen: 112
    }
    _FSRTL_COMMON_FCB_HEADER: 48, 8 {
        NodeTypeCode: 0, NodeByteSize: 2, Flags: 4, IsFastIoPossible: 5, Flags2: 6,
        BitFields: 7, Resource: 8, PagingIoResource: 16, AllocationSize: 24, FileSize: 32,
        ValidDataLength: 40
    }
    _FSRTL_ADVANCED_FCB_HEADER_Anonymous2: 8, 8 { Oplock: 0, ReservedForRemote: 0 }
    _FSRTL_ADVANCED_FCB_HEADER: 104, 8 {
        Anonymous1: 0, FastMutex: 48, FilterContexts: 56, PushLock: 72,
        FileContextSupportPointer: 80, Anonymous2: 88, ReservedContext: 96
    }
    _FILE_LOCK_INFO: 48, 8 {
        StartingByte: 0, Length: 8, ExclusiveLock: 16, Key: 20, FileObject: 24, ProcessId:
        32, EndingByte: 40
    }
    _FILE_LOCK: 96, 8 {
        CompleteLockIrpRoutine: 0, UnlockRoutine: 8, FastIoIsQuestionable: 16, SpareC: 17,
        LockInformation: 24, LastReturnedLockInfo: 32, LastReturnedLock: 80,
        LockRequestsInProgress: 88
    }
    TUNNEL: 88, 8 { Mutex: 0, Cache: 56, TimerQueue: 64, NumEntries: 80 }
    _BASE_MCB: 24, 8 { MaximumPairCount: 0, PairCount: 4, PoolType: 8, Flags: 10, Mapping: 16 }
    _LARGE_MCB: 32, 8 { GuardedMutex: 0, BaseMcb: 8 }
}

bit_fields! {
    _FSRTL_COMMON_FCB_HEADER.BitFields: UCHAR {
        Version set_Version: 4, 4;
    }
}

imports! { "ntoskrnl.exe";
    /// Registers callbacks for file-system operations without an IRP.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlregisterfilesystemfiltercallbacks>
    pub fn FsRtlRegisterFileSystemFilterCallbacks(
        FilterDriverObject: *mut _DRIVER_OBJECT,
        Callbacks: PFS_FILTER_CALLBACKS,
    ) -> NTSTATUS;
    /// Allocates the byte-range locks of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlallocatefilelock>
    pub fn FsRtlAllocateFileLock(
        CompleteLockIrpRoutine: PCOMPLETE_LOCK_IRP_ROUTINE,
        UnlockRoutine: PUNLOCK_ROUTINE,
    ) -> PFILE_LOCK;
    /// Frees the byte-range locks of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfreefilelock>
    pub fn FsRtlFreeFileLock(FileLock: PFILE_LOCK);
    /// Initialises the byte-range locks of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlinitializefilelock>
    pub fn FsRtlInitializeFileLock(
        FileLock: PFILE_LOCK,
        CompleteLockIrpRoutine: PCOMPLETE_LOCK_IRP_ROUTINE,
        UnlockRoutine: PUNLOCK_ROUTINE,
    );
    /// Takes the byte-range locks of a file down. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtluninitializefilelock>
    pub fn FsRtlUninitializeFileLock(FileLock: PFILE_LOCK);
    /// Does what an IRP asks of byte-range locks, and completes it. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlprocessfilelock>
    pub fn FsRtlProcessFileLock(FileLock: PFILE_LOCK, Irp: PIRP, Context: PVOID) -> NTSTATUS;
    /// Whether byte-range locks let a read IRP pass. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlchecklockforreadaccess>
    pub fn FsRtlCheckLockForReadAccess(FileLock: PFILE_LOCK, Irp: PIRP) -> BOOLEAN;
    /// Whether byte-range locks let a write IRP pass. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlchecklockforwriteaccess>
    pub fn FsRtlCheckLockForWriteAccess(FileLock: PFILE_LOCK, Irp: PIRP) -> BOOLEAN;
    /// Whether byte-range locks let an oplock be granted. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlchecklockforoplockrequest>
    pub fn FsRtlCheckLockForOplockRequest(
        FileLock: PFILE_LOCK,
        AllocationSize: PLARGE_INTEGER,
    ) -> BOOLEAN;
    /// Whether byte-range locks let a read pass. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfastchecklockforread>
    pub fn FsRtlFastCheckLockForRead(
        FileLock: PFILE_LOCK,
        StartingByte: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        Key: ULONG,
        FileObject: PFILE_OBJECT,
        ProcessId: PVOID,
    ) -> BOOLEAN;
    /// Whether byte-range locks let a write pass. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfastchecklockforwrite>
    pub fn FsRtlFastCheckLockForWrite(
        FileLock: PFILE_LOCK,
        StartingByte: PLARGE_INTEGER,
        Length: PLARGE_INTEGER,
        Key: ULONG,
        FileObject: PVOID,
        ProcessId: PVOID,
    ) -> BOOLEAN;
    /// Whether there are byte-range locks, or requests for some. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlaretherecurrentorinprogressfilelocks>
    pub fn FsRtlAreThereCurrentOrInProgressFileLocks(FileLock: PFILE_LOCK) -> BOOLEAN;
    /// Whether byte-range locks are waited for. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlaretherewaitingfilelocks>
    pub fn FsRtlAreThereWaitingFileLocks(FileLock: PFILE_LOCK) -> BOOLEAN;
    /// Releases a byte-range lock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfastunlocksingle>
    pub fn FsRtlFastUnlockSingle(
        FileLock: PFILE_LOCK,
        FileObject: PFILE_OBJECT,
        FileOffset: *mut LARGE_INTEGER,
        Length: PLARGE_INTEGER,
        ProcessId: PEPROCESS,
        Key: ULONG,
        Context: PVOID,
        AlreadySynchronized: BOOLEAN,
    ) -> NTSTATUS;
    /// Releases a process's byte-range locks. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfastunlockall>
    pub fn FsRtlFastUnlockAll(
        FileLock: PFILE_LOCK,
        FileObject: PFILE_OBJECT,
        ProcessId: PEPROCESS,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Releases a process's byte-range locks of a key. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfastunlockallbykey>
    pub fn FsRtlFastUnlockAllByKey(
        FileLock: PFILE_LOCK,
        FileObject: PFILE_OBJECT,
        ProcessId: PEPROCESS,
        Key: ULONG,
        Context: PVOID,
    ) -> NTSTATUS;
    /// Initialises the tunnel cache of a volume. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlinitializetunnelcache>
    pub fn FsRtlInitializeTunnelCache(Cache: *mut TUNNEL);
    /// Remembers a name that goes away. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtladdtotunnelcache>
    pub fn FsRtlAddToTunnelCache(
        Cache: *mut TUNNEL,
        DirectoryKey: ULONGLONG,
        ShortName: *mut UNICODE_STRING,
        LongName: *mut UNICODE_STRING,
        KeyByShortName: BOOLEAN,
        DataLength: ULONG,
        Data: *mut c_void,
    );
    /// Finds a name that went away. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlfindintunnelcache>
    pub fn FsRtlFindInTunnelCache(
        Cache: *mut TUNNEL,
        DirectoryKey: ULONGLONG,
        Name: *mut UNICODE_STRING,
        ShortName: *mut UNICODE_STRING,
        LongName: *mut UNICODE_STRING,
        DataLength: *mut ULONG,
        Data: *mut c_void,
    ) -> BOOLEAN;
    /// Forgets the names of a directory. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtldeletekeyfromtunnelcache>
    pub fn FsRtlDeleteKeyFromTunnelCache(Cache: *mut TUNNEL, DirectoryKey: ULONGLONG);
    /// Takes the tunnel cache of a volume down. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtldeletetunnelcache>
    pub fn FsRtlDeleteTunnelCache(Cache: *mut TUNNEL);
    /// Whether a double-byte name matches a pattern. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlisdbcsinexpression>
    pub fn FsRtlIsDbcsInExpression(Expression: PANSI_STRING, Name: PANSI_STRING) -> BOOLEAN;
    /// Whether a double-byte name is legal on FAT. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlisfatdbcslegal>
    pub fn FsRtlIsFatDbcsLegal(
        DbcsName: ANSI_STRING,
        WildCardsPermissible: BOOLEAN,
        PathNamePermissible: BOOLEAN,
        LeadingBackslashPermissible: BOOLEAN,
    ) -> BOOLEAN;
    /// Whether a double-byte name is legal on HPFS. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlishpfsdbcslegal>
    pub fn FsRtlIsHpfsDbcsLegal(
        DbcsName: ANSI_STRING,
        WildCardsPermissible: BOOLEAN,
        PathNamePermissible: BOOLEAN,
        LeadingBackslashPermissible: BOOLEAN,
    ) -> BOOLEAN;
    /// Initialises a map of extents. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlinitializelargemcb>
    pub fn FsRtlInitializeLargeMcb(Mcb: PLARGE_MCB, PoolType: POOL_TYPE);
    /// Takes a map of extents down. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtluninitializelargemcb>
    pub fn FsRtlUninitializeLargeMcb(Mcb: PLARGE_MCB);
    /// Truncates a map of extents. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtltruncatelargemcb>
    pub fn FsRtlTruncateLargeMcb(Mcb: PLARGE_MCB, Vbn: LONGLONG);
    /// Adds extents to a map. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtladdlargemcbentry>
    pub fn FsRtlAddLargeMcbEntry(
        Mcb: PLARGE_MCB,
        Vbn: LONGLONG,
        Lbn: LONGLONG,
        SectorCount: LONGLONG,
    ) -> BOOLEAN;
    /// Removes extents from a map. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlremovelargemcbentry>
    pub fn FsRtlRemoveLargeMcbEntry(Mcb: PLARGE_MCB, Vbn: LONGLONG, SectorCount: LONGLONG);
    /// Where a cluster of a file is. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtllookuplargemcbentry>
    pub fn FsRtlLookupLargeMcbEntry(
        Mcb: PLARGE_MCB,
        Vbn: LONGLONG,
        Lbn: PLONGLONG,
        SectorCountFromLbn: PLONGLONG,
        StartingLbn: PLONGLONG,
        SectorCountFromStartingLbn: PLONGLONG,
        Index: PULONG,
    ) -> BOOLEAN;
    /// The last extent of a map. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtllookuplastlargemcbentryandindex>
    pub fn FsRtlLookupLastLargeMcbEntryAndIndex(
        OpaqueMcb: PLARGE_MCB,
        LargeVbn: PLONGLONG,
        LargeLbn: PLONGLONG,
        Index: PULONG,
    ) -> BOOLEAN;
    /// How many extents a map has. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnumberofrunsinlargemcb>
    pub fn FsRtlNumberOfRunsInLargeMcb(Mcb: PLARGE_MCB) -> ULONG;
    /// An extent by its position. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlgetnextlargemcbentry>
    pub fn FsRtlGetNextLargeMcbEntry(
        Mcb: PLARGE_MCB,
        RunIndex: ULONG,
        Vbn: PLONGLONG,
        Lbn: PLONGLONG,
        SectorCount: PLONGLONG,
    ) -> BOOLEAN;
    /// Lets a mirror balance reads. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlbalancereads>
    pub fn FsRtlBalanceReads(TargetDevice: PDEVICE_OBJECT) -> NTSTATUS;
    /// Initialises the oplocks of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlinitializeoplock>
    pub fn FsRtlInitializeOplock(Oplock: POPLOCK);
    /// Takes the oplocks of a file down. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtluninitializeoplock>
    pub fn FsRtlUninitializeOplock(Oplock: POPLOCK);
    /// Does what a control code asks of oplocks. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtloplockfsctrl>
    pub fn FsRtlOplockFsctrl(Oplock: POPLOCK, Irp: PIRP, OpenCount: ULONG) -> NTSTATUS;
    /// Synchronises an IRP with the oplocks of a file. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlcheckoplock>
    pub fn FsRtlCheckOplock(
        Oplock: POPLOCK,
        Irp: PIRP,
        Context: PVOID,
        CompletionRoutine: POPLOCK_WAIT_COMPLETE_ROUTINE,
        PostIrpRoutine: POPLOCK_FS_PREPOST_IRP,
    ) -> NTSTATUS;
    /// Synchronises an IRP with the oplocks of a file, with flags. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlcheckoplockex>
    pub fn FsRtlCheckOplockEx(
        Oplock: POPLOCK,
        Irp: PIRP,
        Flags: ULONG,
        Context: PVOID,
        CompletionRoutine: POPLOCK_WAIT_COMPLETE_ROUTINE,
        PostIrpRoutine: POPLOCK_FS_PREPOST_IRP,
    ) -> NTSTATUS;
    /// Whether oplocks let fast I/O pass. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtloplockisfastiopossible>
    pub fn FsRtlOplockIsFastIoPossible(Oplock: POPLOCK) -> BOOLEAN;
    /// Whether there is a batch or filter oplock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlcurrentbatchoplock>
    pub fn FsRtlCurrentBatchOplock(Oplock: POPLOCK) -> BOOLEAN;
    /// Whether an IRP asks for a shared oplock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtloplockissharedrequest>
    pub fn FsRtlOplockIsSharedRequest(Irp: PIRP) -> BOOLEAN;
    /// Breaks handle-caching oplocks. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtloplockbreakh>
    pub fn FsRtlOplockBreakH(
        Oplock: POPLOCK,
        Irp: PIRP,
        Flags: ULONG,
        Context: PVOID,
        CompletionRoutine: POPLOCK_WAIT_COMPLETE_ROUTINE,
        PostIrpRoutine: POPLOCK_FS_PREPOST_IRP,
    ) -> NTSTATUS;
    /// Whether there is a handle-caching oplock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlcurrentoplockh>
    pub fn FsRtlCurrentOplockH(Oplock: POPLOCK) -> BOOLEAN;
    /// Tells who registered about a volume's event. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifyvolumeevent>
    pub fn FsRtlNotifyVolumeEvent(FileObject: PFILE_OBJECT, EventCode: ULONG) -> NTSTATUS;
    /// Allocates what synchronises directory notifications. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifyinitializesync>
    pub fn FsRtlNotifyInitializeSync(NotifySync: *mut PNOTIFY_SYNC);
    /// Frees what synchronises directory notifications. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifyuninitializesync>
    pub fn FsRtlNotifyUninitializeSync(NotifySync: *mut PNOTIFY_SYNC);
    /// Registers an IRP that waits for a directory's changes. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifyfullchangedirectory>
    pub fn FsRtlNotifyFullChangeDirectory(
        NotifySync: PNOTIFY_SYNC,
        NotifyList: PLIST_ENTRY,
        FsContext: PVOID,
        FullDirectoryName: PSTRING,
        WatchTree: BOOLEAN,
        IgnoreBuffer: BOOLEAN,
        CompletionFilter: ULONG,
        NotifyIrp: PIRP,
        TraverseCallback: PCHECK_FOR_TRAVERSE_ACCESS,
        SubjectContext: PSECURITY_SUBJECT_CONTEXT,
    );
    /// Completes the IRPs that wait for a directory's changes. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifyfullreportchange>
    pub fn FsRtlNotifyFullReportChange(
        NotifySync: PNOTIFY_SYNC,
        NotifyList: PLIST_ENTRY,
        FullTargetName: PSTRING,
        TargetNameOffset: USHORT,
        StreamName: PSTRING,
        NormalizedParentName: PSTRING,
        FilterMatch: ULONG,
        Action: ULONG,
        TargetContext: PVOID,
    );
    /// Forgets the IRPs of a handle that wait for a directory's changes. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlnotifycleanup>
    pub fn FsRtlNotifyCleanup(NotifySync: PNOTIFY_SYNC, NotifyList: PLIST_ENTRY, FsContext: PVOID);
    /// Calls a function on a thread with a fresh stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlpoststackoverflow>
    pub fn FsRtlPostStackOverflow(
        Context: PVOID,
        Event: PKEVENT,
        StackOverflowRoutine: PFSRTL_STACK_OVERFLOW_ROUTINE,
    );
    /// Calls a function for the paging file on a thread with a fresh stack. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-_fsrtl_advanced_fcb_header-fsrtlpostpagingfilestackoverflow>
    pub fn FsRtlPostPagingFileStackOverflow(
        Context: PVOID,
        Event: PKEVENT,
        StackOverflowRoutine: PFSRTL_STACK_OVERFLOW_ROUTINE,
    );
    /// Frees the contexts of a stream. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlteardownperstreamcontexts>
    pub fn FsRtlTeardownPerStreamContexts(AdvancedHeader: PFSRTL_ADVANCED_FCB_HEADER);
    /// Whether the applications that check volumes at the start are done. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlarevolumestartupapplicationscomplete>
    pub fn FsRtlAreVolumeStartupApplicationsComplete() -> BOOLEAN;
    /// The identifier of a volume in traces.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn FsRtlVolumeDeviceToCorrelationId(
        VolumeDeviceObject: PDEVICE_OBJECT,
        Guid: *mut GUID,
    ) -> NTSTATUS;
    /// The sector sizes of a volume.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-fsrtlgetsectorsizeinformation>
    pub fn FsRtlGetSectorSizeInformation(
        DeviceObject: PDEVICE_OBJECT,
        SectorSizeInfo: PFILE_FS_SECTOR_SIZE_INFORMATION,
    ) -> NTSTATUS;
    /// Adds to the counts of bytes read and written.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn FsRtlUpdateDiskCounters(BytesRead: ULONG64, BytesWritten: ULONG64);
    /// Says that a dismount is done. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/>
    pub fn FsRtlDismountComplete(DeviceObject: PDEVICE_OBJECT, DismountStatus: NTSTATUS);
}
