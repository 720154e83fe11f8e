//! ke.

use crate::{layout::layout, *};

pub type KSPIN_LOCK = ULONG_PTR;
pub type PKSPIN_LOCK = *mut ULONG_PTR;
pub mod _HARDWARE_COUNTER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PMCCounter: Type = 0;
    pub const MaxHardwareCounterType: Type = 1;
}
/// A value of [`_HARDWARE_COUNTER_TYPE`].
pub type HARDWARE_COUNTER_TYPE = _HARDWARE_COUNTER_TYPE::Type;
/// Pointer to a [`HARDWARE_COUNTER_TYPE`].
pub type PHARDWARE_COUNTER_TYPE = *mut _HARDWARE_COUNTER_TYPE::Type;

pub mod _KBUGCHECK_CALLBACK_REASON {
    /// The values are of this type.
    pub type Type = i32;
    pub const KbCallbackInvalid: Type = 0;
    pub const KbCallbackReserved1: Type = 1;
    pub const KbCallbackSecondaryDumpData: Type = 2;
    pub const KbCallbackDumpIo: Type = 3;
    pub const KbCallbackAddPages: Type = 4;
    pub const KbCallbackSecondaryMultiPartDumpData: Type = 5;
    pub const KbCallbackRemovePages: Type = 6;
    pub const KbCallbackTriageDumpData: Type = 7;
}
/// A value of [`_KBUGCHECK_CALLBACK_REASON`].
pub type KBUGCHECK_CALLBACK_REASON = _KBUGCHECK_CALLBACK_REASON::Type;

pub mod _KBUGCHECK_DUMP_IO_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KbDumpIoInvalid: Type = 0;
    pub const KbDumpIoHeader: Type = 1;
    pub const KbDumpIoBody: Type = 2;
    pub const KbDumpIoSecondaryData: Type = 3;
    pub const KbDumpIoComplete: Type = 4;
}
/// A value of [`_KBUGCHECK_DUMP_IO_TYPE`].
pub type KBUGCHECK_DUMP_IO_TYPE = _KBUGCHECK_DUMP_IO_TYPE::Type;

pub mod _KDPC_IMPORTANCE {
    /// The values are of this type.
    pub type Type = i32;
    pub const LowImportance: Type = 0;
    pub const MediumImportance: Type = 1;
    pub const HighImportance: Type = 2;
    pub const MediumHighImportance: Type = 3;
}
/// A value of [`_KDPC_IMPORTANCE`].
pub type KDPC_IMPORTANCE = _KDPC_IMPORTANCE::Type;

pub mod _KD_OPTION {
    /// The values are of this type.
    pub type Type = i32;
    pub const KD_OPTION_SET_BLOCK_ENABLE: Type = 0;
}
/// A value of [`_KD_OPTION`].
pub type KD_OPTION = _KD_OPTION::Type;

pub mod _KEY_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeyBasicInformation: Type = 0;
    pub const KeyNodeInformation: Type = 1;
    pub const KeyFullInformation: Type = 2;
    pub const KeyNameInformation: Type = 3;
    pub const KeyCachedInformation: Type = 4;
    pub const KeyFlagsInformation: Type = 5;
    pub const KeyVirtualizationInformation: Type = 6;
    pub const KeyHandleTagsInformation: Type = 7;
    pub const KeyTrustInformation: Type = 8;
    pub const KeyLayerInformation: Type = 9;
    pub const MaxKeyInfoClass: Type = 10;
}
/// A value of [`_KEY_INFORMATION_CLASS`].
pub type KEY_INFORMATION_CLASS = _KEY_INFORMATION_CLASS::Type;

pub mod _KEY_SET_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeyWriteTimeInformation: Type = 0;
    pub const KeyWow64FlagsInformation: Type = 1;
    pub const KeyControlFlagsInformation: Type = 2;
    pub const KeySetVirtualizationInformation: Type = 3;
    pub const KeySetDebugInformation: Type = 4;
    pub const KeySetHandleTagsInformation: Type = 5;
    pub const KeySetLayerInformation: Type = 6;
    pub const MaxKeySetInfoClass: Type = 7;
}
/// A value of [`_KEY_SET_INFORMATION_CLASS`].
pub type KEY_SET_INFORMATION_CLASS = _KEY_SET_INFORMATION_CLASS::Type;

pub mod _KEY_VALUE_INFORMATION_CLASS {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeyValueBasicInformation: Type = 0;
    pub const KeyValueFullInformation: Type = 1;
    pub const KeyValuePartialInformation: Type = 2;
    pub const KeyValueFullInformationAlign64: Type = 3;
    pub const KeyValuePartialInformationAlign64: Type = 4;
    pub const KeyValueLayerInformation: Type = 5;
    pub const MaxKeyValueInfoClass: Type = 6;
}
/// A value of [`_KEY_VALUE_INFORMATION_CLASS`].
pub type KEY_VALUE_INFORMATION_CLASS = _KEY_VALUE_INFORMATION_CLASS::Type;

pub mod _KE_PROCESSOR_CHANGE_NOTIFY_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeProcessorAddStartNotify: Type = 0;
    pub const KeProcessorAddCompleteNotify: Type = 1;
    pub const KeProcessorAddFailureNotify: Type = 2;
}
/// A value of [`_KE_PROCESSOR_CHANGE_NOTIFY_STATE`].
pub type KE_PROCESSOR_CHANGE_NOTIFY_STATE = _KE_PROCESSOR_CHANGE_NOTIFY_STATE::Type;

pub mod _KTMOBJECT_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KTMOBJECT_TRANSACTION: Type = 0;
    pub const KTMOBJECT_TRANSACTION_MANAGER: Type = 1;
    pub const KTMOBJECT_RESOURCE_MANAGER: Type = 2;
    pub const KTMOBJECT_ENLISTMENT: Type = 3;
    pub const KTMOBJECT_INVALID: Type = 4;
}
/// A value of [`_KTMOBJECT_TYPE`].
pub type KTMOBJECT_TYPE = _KTMOBJECT_TYPE::Type;
/// Pointer to a [`KTMOBJECT_TYPE`].
pub type PKTMOBJECT_TYPE = *mut _KTMOBJECT_TYPE::Type;

pub mod _LOGICAL_PROCESSOR_RELATIONSHIP {
    /// The values are of this type.
    pub type Type = i32;
    pub const RelationProcessorCore: Type = 0;
    pub const RelationNumaNode: Type = 1;
    pub const RelationCache: Type = 2;
    pub const RelationProcessorPackage: Type = 3;
    pub const RelationGroup: Type = 4;
    pub const RelationAll: Type = 65535;
}
/// A value of [`_LOGICAL_PROCESSOR_RELATIONSHIP`].
pub type LOGICAL_PROCESSOR_RELATIONSHIP = _LOGICAL_PROCESSOR_RELATIONSHIP::Type;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _HARDWARE_COUNTER {
    pub Type: HARDWARE_COUNTER_TYPE,
    pub Reserved: ULONG,
    pub Index: ULONG64,
}
/// A [`_HARDWARE_COUNTER`].
pub type HARDWARE_COUNTER = _HARDWARE_COUNTER;
/// Pointer to a [`_HARDWARE_COUNTER`].
pub type PHARDWARE_COUNTER = *mut _HARDWARE_COUNTER;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KAPC_STATE {
    pub ApcListHead: [LIST_ENTRY; 2],
    pub Process: PKPROCESS,
    pub KernelApcInProgress: BOOLEAN,
    pub KernelApcPending: BOOLEAN,
    pub UserApcPending: BOOLEAN,
}
/// A [`_KAPC_STATE`].
pub type KAPC_STATE = _KAPC_STATE;
/// Pointer to a [`_KAPC_STATE`].
pub type PKAPC_STATE = *mut _KAPC_STATE;
/// Pointer to a [`_KAPC_STATE`].
pub type PRKAPC_STATE = *mut _KAPC_STATE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NUMA_NODE_RELATIONSHIP {
    pub NodeNumber: ULONG,
    pub Reserved: [UCHAR; 20],
    pub GroupMask: GROUP_AFFINITY,
}
/// A [`_NUMA_NODE_RELATIONSHIP`].
pub type NUMA_NODE_RELATIONSHIP = _NUMA_NODE_RELATIONSHIP;
/// Pointer to a [`_NUMA_NODE_RELATIONSHIP`].
pub type PNUMA_NODE_RELATIONSHIP = *mut _NUMA_NODE_RELATIONSHIP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _CACHE_RELATIONSHIP {
    pub Level: UCHAR,
    pub Associativity: UCHAR,
    pub LineSize: USHORT,
    pub CacheSize: ULONG,
    pub Type: PROCESSOR_CACHE_TYPE,
    pub Reserved: [UCHAR; 20],
    pub GroupMask: GROUP_AFFINITY,
}
/// A [`_CACHE_RELATIONSHIP`].
pub type CACHE_RELATIONSHIP = _CACHE_RELATIONSHIP;
/// Pointer to a [`_CACHE_RELATIONSHIP`].
pub type PCACHE_RELATIONSHIP = *mut _CACHE_RELATIONSHIP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GROUP_RELATIONSHIP {
    pub MaximumGroupCount: USHORT,
    pub ActiveGroupCount: USHORT,
    pub Reserved: [UCHAR; 20],
    pub GroupInfo: [PROCESSOR_GROUP_INFO; 1],
}
/// A [`_GROUP_RELATIONSHIP`].
pub type GROUP_RELATIONSHIP = _GROUP_RELATIONSHIP;
/// Pointer to a [`_GROUP_RELATIONSHIP`].
pub type PGROUP_RELATIONSHIP = *mut _GROUP_RELATIONSHIP;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX {
    pub Relationship: LOGICAL_PROCESSOR_RELATIONSHIP,
    pub Size: ULONG,
    pub Anonymous: _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX_Anonymous,
}
/// A [`_SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX`].
pub type SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX = _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX;
/// Pointer to a [`_SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX`].
pub type PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX = *mut _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX_Anonymous {
    pub Processor: PROCESSOR_RELATIONSHIP,
    pub NumaNode: NUMA_NODE_RELATIONSHIP,
    pub Cache: CACHE_RELATIONSHIP,
    pub Group: GROUP_RELATIONSHIP,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KBUGCHECK_ADD_PAGES {
    pub Context: PVOID,
    pub Flags: ULONG,
    pub BugCheckCode: ULONG,
    pub Address: ULONG_PTR,
    pub Count: ULONG_PTR,
}
/// A [`_KBUGCHECK_ADD_PAGES`].
pub type KBUGCHECK_ADD_PAGES = _KBUGCHECK_ADD_PAGES;
/// Pointer to a [`_KBUGCHECK_ADD_PAGES`].
pub type PKBUGCHECK_ADD_PAGES = *mut _KBUGCHECK_ADD_PAGES;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KBUGCHECK_SECONDARY_DUMP_DATA {
    pub InBuffer: PVOID,
    pub InBufferLength: ULONG,
    pub MaximumAllowed: ULONG,
    pub Guid: GUID,
    pub OutBuffer: PVOID,
    pub OutBufferLength: ULONG,
}
/// A [`_KBUGCHECK_SECONDARY_DUMP_DATA`].
pub type KBUGCHECK_SECONDARY_DUMP_DATA = _KBUGCHECK_SECONDARY_DUMP_DATA;
/// Pointer to a [`_KBUGCHECK_SECONDARY_DUMP_DATA`].
pub type PKBUGCHECK_SECONDARY_DUMP_DATA = *mut _KBUGCHECK_SECONDARY_DUMP_DATA;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KBUGCHECK_DUMP_IO {
    pub Offset: ULONG64,
    pub Buffer: PVOID,
    pub BufferLength: ULONG,
    pub Type: KBUGCHECK_DUMP_IO_TYPE,
}
/// A [`_KBUGCHECK_DUMP_IO`].
pub type KBUGCHECK_DUMP_IO = _KBUGCHECK_DUMP_IO;
/// Pointer to a [`_KBUGCHECK_DUMP_IO`].
pub type PKBUGCHECK_DUMP_IO = *mut _KBUGCHECK_DUMP_IO;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KBUGCHECK_REASON_CALLBACK_RECORD {
    pub Entry: LIST_ENTRY,
    pub CallbackRoutine: PKBUGCHECK_REASON_CALLBACK_ROUTINE,
    pub Component: PUCHAR,
    pub Checksum: ULONG_PTR,
    pub Reason: KBUGCHECK_CALLBACK_REASON,
    pub State: UCHAR,
}
/// A [`_KBUGCHECK_REASON_CALLBACK_RECORD`].
pub type KBUGCHECK_REASON_CALLBACK_RECORD = _KBUGCHECK_REASON_CALLBACK_RECORD;
/// Pointer to a [`_KBUGCHECK_REASON_CALLBACK_RECORD`].
pub type PKBUGCHECK_REASON_CALLBACK_RECORD = *mut _KBUGCHECK_REASON_CALLBACK_RECORD;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KBUGCHECK_CALLBACK_RECORD {
    pub Entry: LIST_ENTRY,
    pub CallbackRoutine: PKBUGCHECK_CALLBACK_ROUTINE,
    pub Buffer: PVOID,
    pub Length: ULONG,
    pub Component: PUCHAR,
    pub Checksum: ULONG_PTR,
    pub State: UCHAR,
}
/// A [`_KBUGCHECK_CALLBACK_RECORD`].
pub type KBUGCHECK_CALLBACK_RECORD = _KBUGCHECK_CALLBACK_RECORD;
/// Pointer to a [`_KBUGCHECK_CALLBACK_RECORD`].
pub type PKBUGCHECK_CALLBACK_RECORD = *mut _KBUGCHECK_CALLBACK_RECORD;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT {
    pub State: KE_PROCESSOR_CHANGE_NOTIFY_STATE,
    pub NtNumber: ULONG,
    pub Status: NTSTATUS,
    pub ProcNumber: PROCESSOR_NUMBER,
}
/// A [`_KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT`].
pub type KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT = _KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT;
/// Pointer to a [`_KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT`].
pub type PKE_PROCESSOR_CHANGE_NOTIFY_CONTEXT = *mut _KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KAPC {
    pub Type: UCHAR,
    pub SpareByte0: UCHAR,
    pub Size: UCHAR,
    pub SpareByte1: UCHAR,
    pub SpareLong0: ULONG,
    pub Thread: *mut _KTHREAD,
    pub ApcListEntry: LIST_ENTRY,
    pub KernelRoutine: PKKERNEL_ROUTINE,
    pub RundownRoutine: PKRUNDOWN_ROUTINE,
    pub NormalRoutine: PKNORMAL_ROUTINE,
    pub NormalContext: PVOID,
    pub SystemArgument1: PVOID,
    pub SystemArgument2: PVOID,
    pub ApcStateIndex: CCHAR,
    pub ApcMode: KPROCESSOR_MODE,
    pub Inserted: BOOLEAN,
}
/// A [`_KAPC`].
pub type KAPC = _KAPC;
/// Pointer to a [`_KAPC`].
pub type PKAPC = *mut _KAPC;
/// Pointer to a [`_KAPC`].
pub type PRKAPC = *mut _KAPC;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KSPIN_LOCK_QUEUE {
    pub Next: *mut _KSPIN_LOCK_QUEUE,
    pub Lock: PKSPIN_LOCK,
}
/// A [`_KSPIN_LOCK_QUEUE`].
pub type KSPIN_LOCK_QUEUE = _KSPIN_LOCK_QUEUE;
/// Pointer to a [`_KSPIN_LOCK_QUEUE`].
pub type PKSPIN_LOCK_QUEUE = *mut _KSPIN_LOCK_QUEUE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KLOCK_QUEUE_HANDLE {
    pub LockQueue: KSPIN_LOCK_QUEUE,
    pub OldIrql: KIRQL,
}
/// A [`_KLOCK_QUEUE_HANDLE`].
pub type KLOCK_QUEUE_HANDLE = _KLOCK_QUEUE_HANDLE;
/// Pointer to a [`_KLOCK_QUEUE_HANDLE`].
pub type PKLOCK_QUEUE_HANDLE = *mut _KLOCK_QUEUE_HANDLE;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KDPC {
    pub Type: UCHAR,
    pub Importance: UCHAR,
    pub Number: USHORT,
    pub DpcListEntry: LIST_ENTRY,
    pub DeferredRoutine: PKDEFERRED_ROUTINE,
    pub DeferredContext: PVOID,
    pub SystemArgument1: PVOID,
    pub SystemArgument2: PVOID,
    pub DpcData: PVOID,
}
/// A [`_KDPC`].
pub type KDPC = _KDPC;
/// Pointer to a [`_KDPC`].
pub type PKDPC = *mut _KDPC;
/// Pointer to a [`_KDPC`].
pub type PRKDPC = *mut _KDPC;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KDPC_WATCHDOG_INFORMATION {
    pub DpcTimeLimit: ULONG,
    pub DpcTimeCount: ULONG,
    pub DpcWatchdogLimit: ULONG,
    pub DpcWatchdogCount: ULONG,
    pub Reserved: ULONG,
}
/// A [`_KDPC_WATCHDOG_INFORMATION`].
pub type KDPC_WATCHDOG_INFORMATION = _KDPC_WATCHDOG_INFORMATION;
/// Pointer to a [`_KDPC_WATCHDOG_INFORMATION`].
pub type PKDPC_WATCHDOG_INFORMATION = *mut _KDPC_WATCHDOG_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_BASIC_INFORMATION {
    pub LastWriteTime: LARGE_INTEGER,
    pub TitleIndex: ULONG,
    pub NameLength: ULONG,
    pub Name: [WCHAR; 1],
}
/// A [`_KEY_BASIC_INFORMATION`].
pub type KEY_BASIC_INFORMATION = _KEY_BASIC_INFORMATION;
/// Pointer to a [`_KEY_BASIC_INFORMATION`].
pub type PKEY_BASIC_INFORMATION = *mut _KEY_BASIC_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_FULL_INFORMATION {
    pub LastWriteTime: LARGE_INTEGER,
    pub TitleIndex: ULONG,
    pub ClassOffset: ULONG,
    pub ClassLength: ULONG,
    pub SubKeys: ULONG,
    pub MaxNameLen: ULONG,
    pub MaxClassLen: ULONG,
    pub Values: ULONG,
    pub MaxValueNameLen: ULONG,
    pub MaxValueDataLen: ULONG,
    pub Class: [WCHAR; 1],
}
/// A [`_KEY_FULL_INFORMATION`].
pub type KEY_FULL_INFORMATION = _KEY_FULL_INFORMATION;
/// Pointer to a [`_KEY_FULL_INFORMATION`].
pub type PKEY_FULL_INFORMATION = *mut _KEY_FULL_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_NODE_INFORMATION {
    pub LastWriteTime: LARGE_INTEGER,
    pub TitleIndex: ULONG,
    pub ClassOffset: ULONG,
    pub ClassLength: ULONG,
    pub NameLength: ULONG,
    pub Name: [WCHAR; 1],
}
/// A [`_KEY_NODE_INFORMATION`].
pub type KEY_NODE_INFORMATION = _KEY_NODE_INFORMATION;
/// Pointer to a [`_KEY_NODE_INFORMATION`].
pub type PKEY_NODE_INFORMATION = *mut _KEY_NODE_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_VALUE_BASIC_INFORMATION {
    pub TitleIndex: ULONG,
    pub Type: ULONG,
    pub NameLength: ULONG,
    pub Name: [WCHAR; 1],
}
/// A [`_KEY_VALUE_BASIC_INFORMATION`].
pub type KEY_VALUE_BASIC_INFORMATION = _KEY_VALUE_BASIC_INFORMATION;
/// Pointer to a [`_KEY_VALUE_BASIC_INFORMATION`].
pub type PKEY_VALUE_BASIC_INFORMATION = *mut _KEY_VALUE_BASIC_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_VALUE_FULL_INFORMATION {
    pub TitleIndex: ULONG,
    pub Type: ULONG,
    pub DataOffset: ULONG,
    pub DataLength: ULONG,
    pub NameLength: ULONG,
    pub Name: [WCHAR; 1],
}
/// A [`_KEY_VALUE_FULL_INFORMATION`].
pub type KEY_VALUE_FULL_INFORMATION = _KEY_VALUE_FULL_INFORMATION;
/// Pointer to a [`_KEY_VALUE_FULL_INFORMATION`].
pub type PKEY_VALUE_FULL_INFORMATION = *mut _KEY_VALUE_FULL_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_VALUE_PARTIAL_INFORMATION {
    pub TitleIndex: ULONG,
    pub Type: ULONG,
    pub DataLength: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_KEY_VALUE_PARTIAL_INFORMATION`].
pub type KEY_VALUE_PARTIAL_INFORMATION = _KEY_VALUE_PARTIAL_INFORMATION;
/// Pointer to a [`_KEY_VALUE_PARTIAL_INFORMATION`].
pub type PKEY_VALUE_PARTIAL_INFORMATION = *mut _KEY_VALUE_PARTIAL_INFORMATION;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_VALUE_PARTIAL_INFORMATION_ALIGN64 {
    pub Type: ULONG,
    pub DataLength: ULONG,
    pub Data: [UCHAR; 1],
}
/// A [`_KEY_VALUE_PARTIAL_INFORMATION_ALIGN64`].
pub type KEY_VALUE_PARTIAL_INFORMATION_ALIGN64 = _KEY_VALUE_PARTIAL_INFORMATION_ALIGN64;
/// Pointer to a [`_KEY_VALUE_PARTIAL_INFORMATION_ALIGN64`].
pub type PKEY_VALUE_PARTIAL_INFORMATION_ALIGN64 = *mut _KEY_VALUE_PARTIAL_INFORMATION_ALIGN64;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KEY_VALUE_ENTRY {
    pub ValueName: PUNICODE_STRING,
    pub DataLength: ULONG,
    pub DataOffset: ULONG,
    pub Type: ULONG,
}
/// A [`_KEY_VALUE_ENTRY`].
pub type KEY_VALUE_ENTRY = _KEY_VALUE_ENTRY;
/// Pointer to a [`_KEY_VALUE_ENTRY`].
pub type PKEY_VALUE_ENTRY = *mut _KEY_VALUE_ENTRY;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KTMOBJECT_CURSOR {
    pub LastQuery: GUID,
    pub ObjectIdCount: ULONG,
    pub ObjectIds: [GUID; 1],
}
/// A [`_KTMOBJECT_CURSOR`].
pub type KTMOBJECT_CURSOR = _KTMOBJECT_CURSOR;
/// Pointer to a [`_KTMOBJECT_CURSOR`].
pub type PKTMOBJECT_CURSOR = *mut _KTMOBJECT_CURSOR;

crate::fn_types! {
    pub type PEXPAND_STACK_CALLOUT = fn(Parameter: PVOID);
    pub type PKBUGCHECK_CALLBACK_ROUTINE = fn(Buffer: PVOID, Length: ULONG);
    pub type PKBUGCHECK_REASON_CALLBACK_ROUTINE = fn(Reason: KBUGCHECK_CALLBACK_REASON, Record: *mut _KBUGCHECK_REASON_CALLBACK_RECORD, ReasonSpecificData: PVOID, ReasonSpecificDataLength: ULONG);
    pub type PKDEFERRED_ROUTINE = fn(Dpc: *mut _KDPC, DeferredContext: PVOID, SystemArgument1: PVOID, SystemArgument2: PVOID);
    pub type PKIPI_BROADCAST_WORKER = fn(Argument: ULONG_PTR) -> ULONG_PTR;
    pub type PKKERNEL_ROUTINE = fn(Apc: *mut _KAPC, NormalRoutine: *mut PKNORMAL_ROUTINE, NormalContext: *mut PVOID, SystemArgument1: *mut PVOID, SystemArgument2: *mut PVOID);
    pub type PKNORMAL_ROUTINE = fn(NormalContext: PVOID, SystemArgument1: PVOID, SystemArgument2: PVOID);
    pub type PKRUNDOWN_ROUTINE = fn(Apc: *mut _KAPC);
}

imports! { "ntoskrnl.exe";
    pub fn KeRevertToUserAffinityThread();
    pub fn KeSetSystemAffinityThread(Affinity: KAFFINITY);
    pub fn KeSetTargetProcessorDpc(Dpc: PRKDPC, Number: CCHAR);
    pub fn KeQueryActiveProcessors() -> KAFFINITY;
    pub fn KeAcquireSpinLockRaiseToDpc(SpinLock: PKSPIN_LOCK) -> KIRQL;
    pub fn KeAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK);
    pub fn KeReleaseSpinLock(SpinLock: PKSPIN_LOCK, NewIrql: KIRQL);
    pub fn KeReleaseSpinLockFromDpcLevel(SpinLock: PKSPIN_LOCK);
    pub fn KeBugCheckEx(BugCheckCode: ULONG, BugCheckParameter1: ULONG_PTR, BugCheckParameter2: ULONG_PTR, BugCheckParameter3: ULONG_PTR, BugCheckParameter4: ULONG_PTR);
    pub fn KeDeregisterBugCheckCallback(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD) -> BOOLEAN;
    pub fn KeEnterCriticalRegion();
    pub fn KeInitializeDpc(Dpc: PRKDPC, DeferredRoutine: PKDEFERRED_ROUTINE, DeferredContext: PVOID);
    pub fn KeInsertQueueDpc(Dpc: PRKDPC, SystemArgument1: PVOID, SystemArgument2: PVOID) -> BOOLEAN;
    pub fn KeLeaveCriticalRegion();
    pub fn KeQueryPriorityThread(Thread: PRKTHREAD) -> KPRIORITY;
    pub fn KeQueryTimeIncrement() -> ULONG;
    pub fn KeRegisterBugCheckCallback(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD, CallbackRoutine: PKBUGCHECK_CALLBACK_ROUTINE, Buffer: PVOID, Length: ULONG, Component: PUCHAR) -> BOOLEAN;
    pub fn KeRemoveQueueDpc(Dpc: PRKDPC) -> BOOLEAN;
    pub fn KeSetImportanceDpc(Dpc: PRKDPC, Importance: KDPC_IMPORTANCE);
    pub fn KeSetPriorityThread(Thread: PKTHREAD, Priority: KPRIORITY) -> KPRIORITY;
    pub fn KeAcquireInStackQueuedSpinLock(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeAcquireInStackQueuedSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeAreApcsDisabled() -> BOOLEAN;
    pub fn KeGetRecommendedSharedDataAlignment() -> ULONG;
    pub fn KeQueryRuntimeThread(Thread: PKTHREAD, UserTime: PULONG) -> ULONG;
    pub fn KeReleaseInStackQueuedSpinLockFromDpcLevel(LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeReleaseInStackQueuedSpinLock(LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeDeregisterBugCheckReasonCallback(CallbackRecord: PKBUGCHECK_REASON_CALLBACK_RECORD) -> BOOLEAN;
    pub fn KeRegisterBugCheckReasonCallback(CallbackRecord: PKBUGCHECK_REASON_CALLBACK_RECORD, CallbackRoutine: PKBUGCHECK_REASON_CALLBACK_ROUTINE, Reason: KBUGCHECK_CALLBACK_REASON, Component: PUCHAR) -> BOOLEAN;
    pub fn KeFlushQueuedDpcs();
    pub fn KeRegisterNmiCallback(CallbackRoutine: PNMI_CALLBACK, Context: PVOID) -> PVOID;
    pub fn KeDeregisterNmiCallback(Handle: PVOID) -> NTSTATUS;
    pub fn KeInitializeThreadedDpc(Dpc: PRKDPC, DeferredRoutine: PKDEFERRED_ROUTINE, DeferredContext: PVOID);
    pub fn KeIpiGenericCall(BroadcastFunction: PKIPI_BROADCAST_WORKER, Context: ULONG_PTR) -> ULONG_PTR;
    pub fn KeAcquireSpinLockForDpc(SpinLock: PKSPIN_LOCK) -> KIRQL;
    pub fn KeReleaseSpinLockForDpc(SpinLock: PKSPIN_LOCK, OldIrql: KIRQL);
    pub fn KeTestSpinLock(SpinLock: PKSPIN_LOCK) -> BOOLEAN;
    pub fn KeTryToAcquireSpinLockAtDpcLevel(SpinLock: PKSPIN_LOCK) -> BOOLEAN;
    pub fn KeAreAllApcsDisabled() -> BOOLEAN;
    pub fn KeEnterGuardedRegion();
    pub fn KeLeaveGuardedRegion();
    pub fn KeAcquireInStackQueuedSpinLockForDpc(SpinLock: PKSPIN_LOCK, LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeReleaseInStackQueuedSpinLockForDpc(LockHandle: PKLOCK_QUEUE_HANDLE);
    pub fn KeQueryDpcWatchdogInformation(WatchdogInformation: PKDPC_WATCHDOG_INFORMATION) -> NTSTATUS;
    pub fn KeSetSystemAffinityThreadEx(Affinity: KAFFINITY) -> KAFFINITY;
    pub fn KeRevertToUserAffinityThreadEx(Affinity: KAFFINITY);
    pub fn KeQueryActiveProcessorCount(ActiveProcessors: PKAFFINITY) -> ULONG;
    pub fn KeQueryMaximumProcessorCount() -> ULONG;
    pub fn KeRegisterProcessorChangeCallback(CallbackFunction: PPROCESSOR_CALLBACK_FUNCTION, CallbackContext: PVOID, Flags: ULONG) -> PVOID;
    pub fn KeDeregisterProcessorChangeCallback(CallbackHandle: PVOID);
    pub fn KeQueryTotalCycleTimeProcess(Process: PKPROCESS, CycleTimeStamp: PULONG64) -> ULONG64;
    pub fn KeQueryTotalCycleTimeThread(Thread: PKTHREAD, CycleTimeStamp: PULONG64) -> ULONG64;
    pub fn KeSetTargetProcessorDpcEx(Dpc: PKDPC, ProcNumber: PPROCESSOR_NUMBER) -> NTSTATUS;
    pub fn KeSetSystemGroupAffinityThread(Affinity: PGROUP_AFFINITY, PreviousAffinity: PGROUP_AFFINITY);
    pub fn KeRevertToUserGroupAffinityThread(PreviousAffinity: PGROUP_AFFINITY);
    pub fn KeQueryUnbiasedInterruptTime() -> ULONGLONG;
    pub fn KeQueryActiveProcessorCountEx(GroupNumber: USHORT) -> ULONG;
    pub fn KeQueryMaximumProcessorCountEx(GroupNumber: USHORT) -> ULONG;
    pub fn KeQueryActiveGroupCount() -> USHORT;
    pub fn KeQueryMaximumGroupCount() -> USHORT;
    pub fn KeQueryGroupAffinity(GroupNumber: USHORT) -> KAFFINITY;
    pub fn KeGetCurrentProcessorNumberEx(ProcNumber: PPROCESSOR_NUMBER) -> ULONG;
    pub fn KeQueryNodeActiveAffinity(NodeNumber: USHORT, Affinity: PGROUP_AFFINITY, Count: PUSHORT);
    pub fn KeQueryNodeMaximumProcessorCount(NodeNumber: USHORT) -> USHORT;
    pub fn KeQueryHighestNodeNumber() -> USHORT;
    pub fn KeGetCurrentNodeNumber() -> USHORT;
    pub fn KeQueryLogicalProcessorRelationship(ProcessorNumber: PPROCESSOR_NUMBER, RelationshipType: LOGICAL_PROCESSOR_RELATIONSHIP, Information: PSYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX, Length: PULONG) -> NTSTATUS;
    pub fn KeSaveExtendedProcessorState(Mask: ULONG64, XStateSave: PXSTATE_SAVE) -> NTSTATUS;
    pub fn KeRestoreExtendedProcessorState(XStateSave: PXSTATE_SAVE);
    pub fn KeGetProcessorNumberFromIndex(ProcIndex: ULONG, ProcNumber: PPROCESSOR_NUMBER) -> NTSTATUS;
    pub fn KeGetProcessorIndexFromNumber(ProcNumber: PPROCESSOR_NUMBER) -> ULONG;
    pub fn KeBugCheck(BugCheckCode: ULONG);
    pub fn KeStackAttachProcess(Process: PKPROCESS, ApcState: PKAPC_STATE);
    pub fn KeUnstackDetachProcess(ApcState: PKAPC_STATE);
    pub fn KeAttachProcess(Process: PKPROCESS);
    pub fn KeDetachProcess();
    pub fn KeSetIdealProcessorThread(Thread: PKTHREAD, Processor: UCHAR) -> UCHAR;
    pub fn KeSetKernelStackSwapEnable(Enable: BOOLEAN) -> BOOLEAN;
    pub fn KeSetHardwareCounterConfiguration(CounterArray: PHARDWARE_COUNTER, Count: ULONG) -> NTSTATUS;
    pub fn KeInvalidateAllCaches() -> BOOLEAN;
    pub fn KeInvalidateRangeAllCaches(BaseAddress: PVOID, Length: ULONG);
    pub fn KeExpandKernelStackAndCallout(Callout: PEXPAND_STACK_CALLOUT, Parameter: PVOID, Size: SIZE_T) -> NTSTATUS;
    pub fn KeQueryHardwareCounterConfiguration(CounterArray: PHARDWARE_COUNTER, MaximumCount: ULONG, Count: PULONG) -> NTSTATUS;
    pub fn KeAcquireSpinLockRaiseToSynch(SpinLock: PKSPIN_LOCK) -> KIRQL;
}

imports! { "HAL.dll";
    pub fn KeQueryPerformanceCounter(PerformanceFrequency: PLARGE_INTEGER) -> LARGE_INTEGER;
    pub fn KeStallExecutionProcessor(MicroSeconds: ULONG);
    pub fn KeFlushWriteBuffer();
}

layout! {
    _HARDWARE_COUNTER: 16, 8 { Type: 0, Reserved: 4, Index: 8 }
    _KAPC_STATE: 48, 8 {
        ApcListHead: 0, Process: 32, KernelApcInProgress: 40, KernelApcPending: 41,
        UserApcPending: 42
    }
    _NUMA_NODE_RELATIONSHIP: 40, 8 { NodeNumber: 0, Reserved: 4, GroupMask: 24 }
    _CACHE_RELATIONSHIP: 48, 8 {
        Level: 0, Associativity: 1, LineSize: 2, CacheSize: 4, Type: 8, Reserved: 12,
        GroupMask: 32
    }
    _GROUP_RELATIONSHIP: 72, 8 {
        MaximumGroupCount: 0, ActiveGroupCount: 2, Reserved: 4, GroupInfo: 24
    }
    _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX_Anonymous: 72, 8 {
        Processor: 0, NumaNode: 0, Cache: 0, Group: 0
    }
    _SYSTEM_LOGICAL_PROCESSOR_INFORMATION_EX: 80, 8 { Relationship: 0, Size: 4, Anonymous: 8 }
    _KBUGCHECK_ADD_PAGES: 32, 8 { Context: 0, Flags: 8, BugCheckCode: 12, Address: 16, Count: 24 }
    _KBUGCHECK_SECONDARY_DUMP_DATA: 48, 8 {
        InBuffer: 0, InBufferLength: 8, MaximumAllowed: 12, Guid: 16, OutBuffer: 32,
        OutBufferLength: 40
    }
    _KBUGCHECK_DUMP_IO: 24, 8 { Offset: 0, Buffer: 8, BufferLength: 16, Type: 20 }
    _KBUGCHECK_REASON_CALLBACK_RECORD: 48, 8 {
        Entry: 0, CallbackRoutine: 16, Component: 24, Checksum: 32, Reason: 40, State: 44
    }
    _KBUGCHECK_CALLBACK_RECORD: 64, 8 {
        Entry: 0, CallbackRoutine: 16, Buffer: 24, Length: 32, Component: 40, Checksum: 48,
        State: 56
    }
    _KE_PROCESSOR_CHANGE_NOTIFY_CONTEXT: 16, 4 { State: 0, NtNumber: 4, Status: 8, ProcNumber: 12 }
    _KAPC: 88, 8 {
        Type: 0, SpareByte0: 1, Size: 2, SpareByte1: 3, SpareLong0: 4, Thread: 8,
        ApcListEntry: 16, KernelRoutine: 32, RundownRoutine: 40, NormalRoutine: 48,
        NormalContext: 56, SystemArgument1: 64, SystemArgument2: 72, ApcStateIndex: 80,
        ApcMode: 81, Inserted: 82
    }
    _KSPIN_LOCK_QUEUE: 16, 8 { Next: 0, Lock: 8 }
    _KLOCK_QUEUE_HANDLE: 24, 8 { LockQueue: 0, OldIrql: 16 }
    _KDPC: 64, 8 {
        Type: 0, Importance: 1, Number: 2, DpcListEntry: 8, DeferredRoutine: 24,
        DeferredContext: 32, SystemArgument1: 40, SystemArgument2: 48, DpcData: 56
    }
    _KDPC_WATCHDOG_INFORMATION: 20, 4 {
        DpcTimeLimit: 0, DpcTimeCount: 4, DpcWatchdogLimit: 8, DpcWatchdogCount: 12,
        Reserved: 16
    }
    _KEY_BASIC_INFORMATION: 24, 8 { LastWriteTime: 0, TitleIndex: 8, NameLength: 12, Name: 16 }
    _KEY_FULL_INFORMATION: 48, 8 {
        LastWriteTime: 0, TitleIndex: 8, ClassOffset: 12, ClassLength: 16, SubKeys: 20,
        MaxNameLen: 24, MaxClassLen: 28, Values: 32, MaxValueNameLen: 36, MaxValueDataLen:
        40, Class: 44
    }
    _KEY_NODE_INFORMATION: 32, 8 {
        LastWriteTime: 0, TitleIndex: 8, ClassOffset: 12, ClassLength: 16, NameLength: 20,
        Name: 24
    }
    _KEY_VALUE_BASIC_INFORMATION: 16, 4 { TitleIndex: 0, Type: 4, NameLength: 8, Name: 12 }
    _KEY_VALUE_FULL_INFORMATION: 24, 4 {
        TitleIndex: 0, Type: 4, DataOffset: 8, DataLength: 12, NameLength: 16, Name: 20
    }
    _KEY_VALUE_PARTIAL_INFORMATION: 16, 4 { TitleIndex: 0, Type: 4, DataLength: 8, Data: 12 }
    _KEY_VALUE_PARTIAL_INFORMATION_ALIGN64: 12, 4 { Type: 0, DataLength: 4, Data: 8 }
    _KEY_VALUE_ENTRY: 24, 8 { ValueName: 0, DataLength: 8, DataOffset: 12, Type: 16 }
    _KTMOBJECT_CURSOR: 36, 4 { LastQuery: 0, ObjectIdCount: 16, ObjectIds: 20 }
}

pub const MAXIMUM_SUSPEND_COUNT: ULONG = 127;
pub const LTP_PC_SMT: ULONG = 1;
pub const PF_FLOATING_POINT_PRECISION_ERRATA: ULONG = 0;
pub const PF_FLOATING_POINT_EMULATED: ULONG = 1;
pub const PF_COMPARE_EXCHANGE_DOUBLE: ULONG = 2;
pub const PF_MMX_INSTRUCTIONS_AVAILABLE: ULONG = 3;
pub const PF_PPC_MOVEMEM_64BIT_OK: ULONG = 4;
pub const PF_ALPHA_BYTE_INSTRUCTIONS: ULONG = 5;
pub const PF_XMMI_INSTRUCTIONS_AVAILABLE: ULONG = 6;
pub const PF_3DNOW_INSTRUCTIONS_AVAILABLE: ULONG = 7;
pub const PF_RDTSC_INSTRUCTION_AVAILABLE: ULONG = 8;
pub const PF_PAE_ENABLED: ULONG = 9;
pub const PF_XMMI64_INSTRUCTIONS_AVAILABLE: ULONG = 10;
pub const PF_SSE_DAZ_MODE_AVAILABLE: ULONG = 11;
pub const PF_NX_ENABLED: ULONG = 12;
pub const PF_SSE3_INSTRUCTIONS_AVAILABLE: ULONG = 13;
pub const PF_COMPARE_EXCHANGE128: ULONG = 14;
pub const PF_COMPARE64_EXCHANGE128: ULONG = 15;
pub const PF_CHANNELS_ENABLED: ULONG = 16;
pub const PF_XSAVE_ENABLED: ULONG = 17;
pub const MAXIMUM_WAIT_OBJECTS: ULONG = 64;
pub const DPC_NORMAL: ULONG = 0;
pub const DPC_THREADED: ULONG = 1;
pub const MAXIMUM_PROC_PER_GROUP: ULONG = 64;
pub const MAXIMUM_PROCESSORS: ULONG = 64;
pub const KB_ADD_PAGES_FLAG_VIRTUAL_ADDRESS: ULONG = 1;
pub const KB_ADD_PAGES_FLAG_PHYSICAL_ADDRESS: ULONG = 2;
pub const KB_ADD_PAGES_FLAG_ADDITIONAL_RANGES_EXIST: ULONG = 0x8000_0000;
pub const KE_PROCESSOR_CHANGE_ADD_EXISTING: ULONG = 1;
pub const INVALID_PROCESSOR_INDEX: ULONG = 0xFFFF_FFFF;
pub const THREAD_WAIT_OBJECTS: ULONG = 3;
pub const LOW_PRIORITY: ULONG = 0;
pub const LOW_REALTIME_PRIORITY: ULONG = 16;
pub const HIGH_PRIORITY: ULONG = 31;
pub const MAXIMUM_PRIORITY: ULONG = 32;
pub const PASSIVE_LEVEL: ULONG = 0;
pub const LOW_LEVEL: ULONG = 0;
pub const APC_LEVEL: ULONG = 1;
pub const DISPATCH_LEVEL: ULONG = 2;
pub const CMCI_LEVEL: ULONG = 5;
pub const CLOCK_LEVEL: ULONG = 13;
pub const IPI_LEVEL: ULONG = 14;
pub const DRS_LEVEL: ULONG = 14;
pub const POWER_LEVEL: ULONG = 14;
pub const PROFILE_LEVEL: ULONG = 15;
pub const HIGH_LEVEL: ULONG = 15;
pub const KI_USER_SHARED_DATA: ULONGLONG = 0xFFFF_F780_0000_0000;
pub const KERNEL_STACK_SIZE: ULONG = 24576;
pub const KERNEL_LARGE_STACK_SIZE: ULONG = 0x0001_2000;

imports! { "ntoskrnl.exe";
    /// The current processor's interrupt request level.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kegetcurrentirql>
    pub safe fn KeGetCurrentIrql() -> KIRQL;
    /// Raises the current processor's IRQL and returns what it was. IRQL: any, at most `NewIrql`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kfraiseirql>
    pub fn KfRaiseIrql(NewIrql: KIRQL) -> KIRQL;
    /// Lowers the current processor's IRQL to what `KfRaiseIrql` returned. IRQL: any, at least
    /// `NewIrql`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kelowerirql>
    pub fn KeLowerIrql(NewIrql: KIRQL);
    /// Makes a spin lock free. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-keinitializespinlock>
    pub fn KeInitializeSpinLock(SpinLock: PKSPIN_LOCK);
    /// Interrupt time in 100 ns units, finer than the clock interrupt. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryinterrupttimeprecise>
    pub fn KeQueryInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64;
    /// System time in 100 ns units since 1601, finer than the clock interrupt. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequerysystemtimeprecise>
    pub fn KeQuerySystemTimePrecise(CurrentTime: PLARGE_INTEGER);
    /// As `KeQueryInterruptTimePrecise`, without the time that the system slept. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-kequeryunbiasedinterrupttimeprecise>
    pub fn KeQueryUnbiasedInterruptTimePrecise(QpcTimeStamp: PULONG64) -> ULONG64;
    /// Calls a function with at least so much kernel stack. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keexpandkernelstackandcalloutex>
    pub fn KeExpandKernelStackAndCalloutEx(
        Callout: PEXPAND_STACK_CALLOUT,
        Parameter: PVOID,
        Size: SIZE_T,
        Wait: BOOLEAN,
        Context: PVOID,
    ) -> NTSTATUS;
    /// The processor has done DPCs for so long that a driver should let others run. IRQL:
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-keshouldyieldprocessor>
    pub fn KeShouldYieldProcessor() -> ULONG;
    /// Active processors of a node. IRQL: any.
    pub fn KeQueryNodeActiveProcessorCount(NodeNumber: USHORT) -> ULONG;
    /// The number of the processor that the caller runs on. IRQL: any.
    pub fn KeGetCurrentThread() -> PKTHREAD;

    /// The number of processors; use `KeQueryActiveProcessorCountEx`.
    pub static KeNumberProcessors: CCHAR;
    /// A kernel debugger is enabled.
    pub static KdDebuggerEnabled: *mut BOOLEAN;
    /// No kernel debugger answers.
    pub static KdDebuggerNotPresent: *mut BOOLEAN;
    /// The build's number.
    pub static NtBuildNumber: *mut ULONG;
    /// The system was started in safe mode, and how.
    pub static InitSafeBootMode: *mut ULONG;
}

/// Raises the IRQL and stores what it was.
#[inline]
pub unsafe fn KeRaiseIrql(NewIrql: KIRQL, OldIrql: PKIRQL) {
    // SAFETY: the caller passes a level not below the current one, and memory for the old one.
    unsafe { *OldIrql = KfRaiseIrql(NewIrql) };
}

/// Raises the IRQL to `DISPATCH_LEVEL` and returns what it was.
#[inline]
#[must_use]
pub unsafe fn KeRaiseIrqlToDpcLevel() -> KIRQL {
    // SAFETY: the caller is at DISPATCH_LEVEL or below.
    unsafe { KfRaiseIrql(DISPATCH_LEVEL as KIRQL) }
}

/// Acquires a spin lock and stores the IRQL that its release restores. IRQL: <= DISPATCH_LEVEL.
#[inline]
pub unsafe fn KeAcquireSpinLock(SpinLock: PKSPIN_LOCK, OldIrql: PKIRQL) {
    // SAFETY: the caller passes an initialised lock, and memory for the old level.
    unsafe { *OldIrql = KeAcquireSpinLockRaiseToDpc(SpinLock) };
}

/// The number of the current processor within its group.
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorNumber() -> ULONG {
    let mut number = PROCESSOR_NUMBER::default();
    // SAFETY: the argument points to a variable.
    unsafe { KeGetCurrentProcessorNumberEx(&raw mut number) };
    ULONG::from(number.Number)
}

/// The number of the current processor among all.
#[inline]
#[must_use]
pub unsafe fn KeGetCurrentProcessorIndex() -> ULONG {
    // SAFETY: the group's number is not asked for.
    unsafe { KeGetCurrentProcessorNumberEx(core::ptr::null_mut()) }
}

/// Orders the memory accesses before it and after it.
#[inline]
pub fn KeMemoryBarrier() {
    core::sync::atomic::fence(core::sync::atomic::Ordering::SeqCst);
}

/// Marks a bug check callback record as unused.
#[inline]
pub unsafe fn KeInitializeCallbackRecord(CallbackRecord: PKBUGCHECK_CALLBACK_RECORD) {
    // SAFETY: the caller has the record.
    unsafe { (*CallbackRecord).State = 0 };
}

kernel_world! {
    /// What the system shares with every process, at the offset of a 64-bit value.
    unsafe fn shared_data(offset: usize) -> ULONGLONG {
        let address = KI_USER_SHARED_DATA as usize + offset;
        // SAFETY: the page is always mapped, and the system writes its values atomically.
        unsafe { core::ptr::with_exposed_provenance::<ULONGLONG>(address).read_volatile() }
    }

    /// Time since the system started, in 100 ns units. IRQL: any.
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        // SAFETY: `InterruptTime` is at this offset.
        unsafe { shared_data(0x08) }
    }

    /// Time since 1601, in 100 ns units. IRQL: any.
    #[inline]
    pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER) {
        let address = KI_USER_SHARED_DATA as usize + 0x14;
        let system_time = core::ptr::with_exposed_provenance::<ULONGLONG>(address);
        // SAFETY: `SystemTime` is there, four-aligned; the caller passes memory for the result.
        unsafe { (*CurrentTime).QuadPart = system_time.read_unaligned() as LONGLONG };
    }

    /// Clock interrupts since the system started. IRQL: any.
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: `TickCount` is at this offset; the caller passes memory for the result.
        unsafe { (*TickCount).QuadPart = shared_data(0x320) as LONGLONG };
    }
}

// A host process has no shared page: the precise functions take its place.
host_world! {
    /// Time since the system started, in 100 ns units. IRQL: any.
    #[inline]
    #[must_use]
    pub unsafe fn KeQueryInterruptTime() -> ULONGLONG {
        let mut counter = 0;
        // SAFETY: the argument points to a variable.
        unsafe { KeQueryInterruptTimePrecise(&raw mut counter) }
    }

    /// Time since 1601, in 100 ns units. IRQL: any.
    #[inline]
    pub unsafe fn KeQuerySystemTime(CurrentTime: PLARGE_INTEGER) {
        // SAFETY: the caller passes memory for the result.
        unsafe { KeQuerySystemTimePrecise(CurrentTime) };
    }

    /// Clock interrupts since the system started. IRQL: any.
    #[inline]
    pub unsafe fn KeQueryTickCount(TickCount: PLARGE_INTEGER) {
        // SAFETY: the caller passes memory for the result.
        unsafe {
            let ticks = KeQueryInterruptTime() / ULONGLONG::from(KeQueryTimeIncrement());
            (*TickCount).QuadPart = ticks as LONGLONG;
        }
    }
}

/// Asserts in debug builds that pageable code may run: IRQL <= APC_LEVEL.
#[macro_export]
macro_rules! PAGED_CODE {
    () => {
        ::core::debug_assert!($crate::KeGetCurrentIrql() <= $crate::APC_LEVEL as u8)
    };
}
