//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use crate::{
    _KTHREAD, BOOLEAN, CCHAR, GROUP_AFFINITY, GUID, KIRQL, KPROCESSOR_MODE, LARGE_INTEGER,
    LIST_ENTRY, NTSTATUS, PKPROCESS, PROCESSOR_CACHE_TYPE, PROCESSOR_GROUP_INFO, PROCESSOR_NUMBER,
    PROCESSOR_RELATIONSHIP, PUCHAR, PUNICODE_STRING, PVOID, UCHAR, ULONG, ULONG_PTR, ULONG64,
    USHORT, WCHAR, layout::layout,
};

/// A spin lock; zero is free.
pub type KSPIN_LOCK = ULONG_PTR;
/// Pointer to a [`KSPIN_LOCK`].
pub type PKSPIN_LOCK = *mut ULONG_PTR;
/// Kinds of hardware counters.
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

/// Why a bug check callback is called.
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

/// Which part of a crash dump is written.
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

/// How urgent a DPC is.
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

/// Facts about a registry key.
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

/// Facts about a registry key that can be set.
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

/// Facts about a registry value.
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

/// How far a processor is added.
pub mod _KE_PROCESSOR_CHANGE_NOTIFY_STATE {
    /// The values are of this type.
    pub type Type = i32;
    pub const KeProcessorAddStartNotify: Type = 0;
    pub const KeProcessorAddCompleteNotify: Type = 1;
    pub const KeProcessorAddFailureNotify: Type = 2;
}
/// A value of [`_KE_PROCESSOR_CHANGE_NOTIFY_STATE`].
pub type KE_PROCESSOR_CHANGE_NOTIFY_STATE = _KE_PROCESSOR_CHANGE_NOTIFY_STATE::Type;

/// Kinds of transaction objects.
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

/// What processors share.
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

/// A hardware counter of thread profiling.
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

/// The address space that a thread was in.
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

/// The processors of a node.
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

/// A cache, and who shares it.
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

/// The groups of processors.
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

/// What processors share.
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

/// Pages that a callback adds to a crash dump.
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

/// Data that a callback adds to a crash dump.
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

/// A part of a crash dump that is written.
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

/// A registered bug check callback with a reason.
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

/// A registered bug check callback.
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

/// A processor that is added.
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

/// An asynchronous procedure call.
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

/// A link of a queued spin lock.
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

/// A waiter for a queued spin lock.
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

/// A deferred procedure call.
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

/// Limits of the DPC watchdog.
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

/// Name and time of a registry key.
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

/// Counts and sizes of a registry key.
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

/// Name, class and time of a registry key.
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

/// Name and type of a registry value.
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

/// Name, type and data of a registry value.
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

/// Type and data of a registry value.
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

/// Type and aligned data of a registry value.
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

/// A value that `ZwQueryMultipleValueKey` shall read.
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

/// Transaction objects that were enumerated.
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
    /// Runs on an expanded stack.
    pub type PEXPAND_STACK_CALLOUT = fn(Parameter: PVOID);
    /// Called when the system stops.
    pub type PKBUGCHECK_CALLBACK_ROUTINE = fn(Buffer: PVOID, Length: ULONG);
    /// Called for a reason when the system stops.
    pub type PKBUGCHECK_REASON_CALLBACK_ROUTINE = fn(
        Reason: KBUGCHECK_CALLBACK_REASON,
        Record: *mut _KBUGCHECK_REASON_CALLBACK_RECORD,
        ReasonSpecificData: PVOID,
        ReasonSpecificDataLength: ULONG,
    );
    /// Runs at DISPATCH_LEVEL.
    pub type PKDEFERRED_ROUTINE = fn(
        Dpc: *mut _KDPC,
        DeferredContext: PVOID,
        SystemArgument1: PVOID,
        SystemArgument2: PVOID,
    );
    /// Runs on all processors at IPI_LEVEL.
    pub type PKIPI_BROADCAST_WORKER = fn(Argument: ULONG_PTR) -> ULONG_PTR;
    /// Runs at APC_LEVEL.
    pub type PKKERNEL_ROUTINE = fn(
        Apc: *mut _KAPC,
        NormalRoutine: *mut PKNORMAL_ROUTINE,
        NormalContext: *mut PVOID,
        SystemArgument1: *mut PVOID,
        SystemArgument2: *mut PVOID,
    );
    /// Runs at PASSIVE_LEVEL.
    pub type PKNORMAL_ROUTINE = fn(
        NormalContext: PVOID,
        SystemArgument1: PVOID,
        SystemArgument2: PVOID,
    );
    /// Called when an APC's thread ends.
    pub type PKRUNDOWN_ROUTINE = fn(Apc: *mut _KAPC);
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
