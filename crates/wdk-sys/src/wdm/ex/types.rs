//! Structures, enumerations and callbacks, of the same headers as the functions beside them.

use core::ffi::c_void;

use crate::{
    layout::{bit_fields, layout},
    *,
};

/// An object that calls those who registered with it.
#[repr(C)]
pub struct _CALLBACK_OBJECT {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_CALLBACK_OBJECT`].
pub type PCALLBACK_OBJECT = *mut _CALLBACK_OBJECT;

/// The protection of a shared object, with a counter for each processor.
#[repr(C)]
pub struct _EX_RUNDOWN_REF_CACHE_AWARE {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_EX_RUNDOWN_REF_CACHE_AWARE`].
pub type PEX_RUNDOWN_REF_CACHE_AWARE = *mut _EX_RUNDOWN_REF_CACHE_AWARE;

/// A timer of `ExAllocateTimer`.
#[repr(C)]
pub struct _EX_TIMER {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_EX_TIMER`].
pub type PEX_TIMER = *mut _EX_TIMER;

/// Who holds a resource.
pub type ERESOURCE_THREAD = ULONG_PTR;
/// Reserved.
pub type PEXT_CANCEL_PARAMETERS = *mut c_void;
/// How much an allocation matters when memory is low.
pub mod _EX_POOL_PRIORITY {
    /// The values are of this type.
    pub type Type = i32;
    pub const LowPoolPriority: Type = 0;
    pub const LowPoolPrioritySpecialPoolOverrun: Type = 8;
    pub const LowPoolPrioritySpecialPoolUnderrun: Type = 9;
    pub const NormalPoolPriority: Type = 16;
    pub const NormalPoolPrioritySpecialPoolOverrun: Type = 24;
    pub const NormalPoolPrioritySpecialPoolUnderrun: Type = 25;
    pub const HighPoolPriority: Type = 32;
    pub const HighPoolPrioritySpecialPoolOverrun: Type = 40;
    pub const HighPoolPrioritySpecialPoolUnderrun: Type = 41;
}
/// A value of [`_EX_POOL_PRIORITY`].
pub type EX_POOL_PRIORITY = _EX_POOL_PRIORITY::Type;

/// Kinds of pool memory.
pub mod _POOL_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const NonPagedPool: Type = 0;
    pub const NonPagedPoolExecute: Type = 0;
    pub const PagedPool: Type = 1;
    pub const NonPagedPoolMustSucceed: Type = 2;
    pub const DontUseThisType: Type = 3;
    pub const NonPagedPoolCacheAligned: Type = 4;
    pub const PagedPoolCacheAligned: Type = 5;
    pub const NonPagedPoolCacheAlignedMustS: Type = 6;
    pub const MaxPoolType: Type = 7;
    pub const NonPagedPoolBase: Type = 0;
    pub const NonPagedPoolBaseMustSucceed: Type = 2;
    pub const NonPagedPoolBaseCacheAligned: Type = 4;
    pub const NonPagedPoolBaseCacheAlignedMustS: Type = 6;
    pub const NonPagedPoolSession: Type = 32;
    pub const PagedPoolSession: Type = 33;
    pub const NonPagedPoolMustSucceedSession: Type = 34;
    pub const DontUseThisTypeSession: Type = 35;
    pub const NonPagedPoolCacheAlignedSession: Type = 36;
    pub const PagedPoolCacheAlignedSession: Type = 37;
    pub const NonPagedPoolCacheAlignedMustSSession: Type = 38;
    pub const NonPagedPoolNx: Type = 512;
    pub const NonPagedPoolNxCacheAligned: Type = 516;
    pub const NonPagedPoolSessionNx: Type = 544;
}
/// A value of [`_POOL_TYPE`].
pub type POOL_TYPE = _POOL_TYPE::Type;

/// Queues of the system's worker threads.
pub mod _WORK_QUEUE_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const CriticalWorkQueue: Type = 0;
    pub const DelayedWorkQueue: Type = 1;
    pub const HyperCriticalWorkQueue: Type = 2;
    pub const NormalWorkQueue: Type = 3;
    pub const BackgroundWorkQueue: Type = 4;
    pub const RealTimeWorkQueue: Type = 5;
    pub const SuperCriticalWorkQueue: Type = 6;
    pub const MaximumWorkQueue: Type = 7;
    pub const CustomPriorityWorkQueue: Type = 32;
}
/// A value of [`_WORK_QUEUE_TYPE`].
pub type WORK_QUEUE_TYPE = _WORK_QUEUE_TYPE::Type;

/// A mutex that disables all APCs.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KGUARDED_MUTEX {
    pub Count: LONG,
    pub Owner: PKTHREAD,
    pub Contention: ULONG,
    pub Gate: KGATE,
    pub Anonymous: _KGUARDED_MUTEX_Anonymous,
}
/// A [`_KGUARDED_MUTEX`].
pub type KGUARDED_MUTEX = _KGUARDED_MUTEX;
/// Pointer to a [`_KGUARDED_MUTEX`].
pub type PKGUARDED_MUTEX = *mut _KGUARDED_MUTEX;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _KGUARDED_MUTEX_Anonymous {
    pub Anonymous: _KGUARDED_MUTEX_Anonymous_Anonymous,
    pub CombinedApcDisable: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _KGUARDED_MUTEX_Anonymous_Anonymous {
    pub KernelApcDisable: SHORT,
    pub SpecialApcDisable: SHORT,
}

/// A mutex that cannot be acquired twice.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _FAST_MUTEX {
    pub Count: LONG,
    pub Owner: PKTHREAD,
    pub Contention: ULONG,
    pub Event: KEVENT,
    pub OldIrql: ULONG,
}
/// A [`_FAST_MUTEX`].
pub type FAST_MUTEX = _FAST_MUTEX;
/// Pointer to a [`_FAST_MUTEX`].
pub type PFAST_MUTEX = *mut _FAST_MUTEX;

/// What lookaside lists have in common.
#[repr(C, align(64))]
#[derive(Clone, Copy)]
pub struct _GENERAL_LOOKASIDE {
    pub Anonymous1: _GENERAL_LOOKASIDE_Anonymous1,
    pub Depth: USHORT,
    pub MaximumDepth: USHORT,
    pub TotalAllocates: ULONG,
    pub Anonymous2: _GENERAL_LOOKASIDE_Anonymous2,
    pub TotalFrees: ULONG,
    pub Anonymous3: _GENERAL_LOOKASIDE_Anonymous3,
    pub Type: POOL_TYPE,
    pub Tag: ULONG,
    pub Size: ULONG,
    pub Anonymous4: _GENERAL_LOOKASIDE_Anonymous4,
    pub Anonymous5: _GENERAL_LOOKASIDE_Anonymous5,
    pub ListEntry: LIST_ENTRY,
    pub LastTotalAllocates: ULONG,
    pub Anonymous6: _GENERAL_LOOKASIDE_Anonymous6,
    pub Future: [ULONG; 2],
}
/// A [`_GENERAL_LOOKASIDE`].
pub type GENERAL_LOOKASIDE = _GENERAL_LOOKASIDE;
/// Pointer to a [`_GENERAL_LOOKASIDE`].
pub type PGENERAL_LOOKASIDE = *mut _GENERAL_LOOKASIDE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous1 {
    pub ListHead: SLIST_HEADER,
    pub SingleListHead: SINGLE_LIST_ENTRY,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous2 {
    pub AllocateMisses: ULONG,
    pub AllocateHits: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous3 {
    pub FreeMisses: ULONG,
    pub FreeHits: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous4 {
    pub AllocateEx: PALLOCATE_FUNCTION_EX,
    pub Allocate: PALLOCATE_FUNCTION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous5 {
    pub FreeEx: PFREE_FUNCTION_EX,
    pub Free: PFREE_FUNCTION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_Anonymous6 {
    pub LastAllocateMisses: ULONG,
    pub LastAllocateHits: ULONG,
}

/// What lookaside lists of either pool have in common.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _GENERAL_LOOKASIDE_POOL {
    pub Anonymous1: _GENERAL_LOOKASIDE_POOL_Anonymous1,
    pub Depth: USHORT,
    pub MaximumDepth: USHORT,
    pub TotalAllocates: ULONG,
    pub Anonymous2: _GENERAL_LOOKASIDE_POOL_Anonymous2,
    pub TotalFrees: ULONG,
    pub Anonymous3: _GENERAL_LOOKASIDE_POOL_Anonymous3,
    pub Type: POOL_TYPE,
    pub Tag: ULONG,
    pub Size: ULONG,
    pub Anonymous4: _GENERAL_LOOKASIDE_POOL_Anonymous4,
    pub Anonymous5: _GENERAL_LOOKASIDE_POOL_Anonymous5,
    pub ListEntry: LIST_ENTRY,
    pub LastTotalAllocates: ULONG,
    pub Anonymous6: _GENERAL_LOOKASIDE_POOL_Anonymous6,
    pub Future: [ULONG; 2],
}
/// A [`_GENERAL_LOOKASIDE_POOL`].
pub type GENERAL_LOOKASIDE_POOL = _GENERAL_LOOKASIDE_POOL;
/// Pointer to a [`_GENERAL_LOOKASIDE_POOL`].
pub type PGENERAL_LOOKASIDE_POOL = *mut _GENERAL_LOOKASIDE_POOL;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous1 {
    pub ListHead: SLIST_HEADER,
    pub SingleListHead: SINGLE_LIST_ENTRY,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous2 {
    pub AllocateMisses: ULONG,
    pub AllocateHits: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous3 {
    pub FreeMisses: ULONG,
    pub FreeHits: ULONG,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous4 {
    pub AllocateEx: PALLOCATE_FUNCTION_EX,
    pub Allocate: PALLOCATE_FUNCTION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous5 {
    pub FreeEx: PFREE_FUNCTION_EX,
    pub Free: PFREE_FUNCTION,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union _GENERAL_LOOKASIDE_POOL_Anonymous6 {
    pub LastAllocateMisses: ULONG,
    pub LastAllocateHits: ULONG,
}

/// A cache of paged blocks of one size.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PAGED_LOOKASIDE_LIST {
    pub L: GENERAL_LOOKASIDE,
}
/// A [`_PAGED_LOOKASIDE_LIST`].
pub type PAGED_LOOKASIDE_LIST = _PAGED_LOOKASIDE_LIST;
/// Pointer to a [`_PAGED_LOOKASIDE_LIST`].
pub type PPAGED_LOOKASIDE_LIST = *mut _PAGED_LOOKASIDE_LIST;

/// A cache of nonpaged blocks of one size.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NPAGED_LOOKASIDE_LIST {
    pub L: GENERAL_LOOKASIDE,
}
/// A [`_NPAGED_LOOKASIDE_LIST`].
pub type NPAGED_LOOKASIDE_LIST = _NPAGED_LOOKASIDE_LIST;
/// Pointer to a [`_NPAGED_LOOKASIDE_LIST`].
pub type PNPAGED_LOOKASIDE_LIST = *mut _NPAGED_LOOKASIDE_LIST;

/// A cache of blocks of one size, from either pool.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LOOKASIDE_LIST_EX {
    pub L: GENERAL_LOOKASIDE_POOL,
}
/// Pointer to a [`_LOOKASIDE_LIST_EX`].
pub type PLOOKASIDE_LIST_EX = *mut _LOOKASIDE_LIST_EX;
/// A [`_LOOKASIDE_LIST_EX`].
pub type LOOKASIDE_LIST_EX = _LOOKASIDE_LIST_EX;

/// The protection of a shared object.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EX_RUNDOWN_REF {
    pub Anonymous: _EX_RUNDOWN_REF_Anonymous,
}
/// A [`_EX_RUNDOWN_REF`].
pub type EX_RUNDOWN_REF = _EX_RUNDOWN_REF;
/// Pointer to a [`_EX_RUNDOWN_REF`].
pub type PEX_RUNDOWN_REF = *mut _EX_RUNDOWN_REF;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _EX_RUNDOWN_REF_Anonymous {
    pub Count: ULONG_PTR,
    pub Ptr: PVOID,
}

/// A function that is queued for a system thread.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _WORK_QUEUE_ITEM {
    pub List: LIST_ENTRY,
    pub WorkerRoutine: PWORKER_THREAD_ROUTINE,
    pub Parameter: PVOID,
}
/// A [`_WORK_QUEUE_ITEM`].
pub type WORK_QUEUE_ITEM = _WORK_QUEUE_ITEM;
/// Pointer to a [`_WORK_QUEUE_ITEM`].
pub type PWORK_QUEUE_ITEM = *mut _WORK_QUEUE_ITEM;

/// A holder of a resource.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _OWNER_ENTRY {
    pub OwnerThread: ERESOURCE_THREAD,
    pub Anonymous: _OWNER_ENTRY_Anonymous,
}
/// A [`_OWNER_ENTRY`].
pub type OWNER_ENTRY = _OWNER_ENTRY;
/// Pointer to a [`_OWNER_ENTRY`].
pub type POWNER_ENTRY = *mut _OWNER_ENTRY;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _OWNER_ENTRY_Anonymous {
    pub BitFields: ULONG,
    pub TableSize: ULONG,
}

/// A lock for many readers or one writer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ERESOURCE {
    pub SystemResourcesList: LIST_ENTRY,
    pub OwnerTable: POWNER_ENTRY,
    pub ActiveCount: SHORT,
    pub Flag: USHORT,
    pub SharedWaiters: PKSEMAPHORE,
    pub ExclusiveWaiters: PKEVENT,
    pub OwnerEntry: OWNER_ENTRY,
    pub ActiveEntries: ULONG,
    pub ContentionCount: ULONG,
    pub NumberOfSharedWaiters: ULONG,
    pub NumberOfExclusiveWaiters: ULONG,
    pub Reserved2: PVOID,
    pub Anonymous: _ERESOURCE_Anonymous,
    pub SpinLock: KSPIN_LOCK,
}
/// A [`_ERESOURCE`].
pub type ERESOURCE = _ERESOURCE;
/// Pointer to a [`_ERESOURCE`].
pub type PERESOURCE = *mut _ERESOURCE;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _ERESOURCE_Anonymous {
    pub Address: PVOID,
    pub CreatorBackTraceIndex: ULONG_PTR,
}

/// How a timer is deleted.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EXT_DELETE_PARAMETERS {
    pub Version: ULONG,
    pub Reserved: ULONG,
    pub DeleteCallback: PEXT_DELETE_CALLBACK,
    pub DeleteContext: *mut c_void,
}
/// A [`_EXT_DELETE_PARAMETERS`].
pub type EXT_DELETE_PARAMETERS = _EXT_DELETE_PARAMETERS;
/// Pointer to a [`_EXT_DELETE_PARAMETERS`].
pub type PEXT_DELETE_PARAMETERS = *mut _EXT_DELETE_PARAMETERS;

/// How a timer is set.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _EXT_SET_PARAMETERS_V0 {
    pub Version: ULONG,
    pub Reserved: ULONG,
    pub NoWakeTolerance: LONGLONG,
}
/// A [`_EXT_SET_PARAMETERS_V0`].
pub type EXT_SET_PARAMETERS = _EXT_SET_PARAMETERS_V0;
/// Pointer to a [`_EXT_SET_PARAMETERS_V0`].
pub type PEXT_SET_PARAMETERS = *mut _EXT_SET_PARAMETERS_V0;

crate::fn_types! {
    /// Allocates a lookaside list's entries.
    pub type PALLOCATE_FUNCTION = fn(
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
    ) -> PVOID;
    /// Allocates a lookaside list's entries.
    pub type PALLOCATE_FUNCTION_EX = fn(
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
        Lookaside: PLOOKASIDE_LIST_EX,
    ) -> PVOID;
    /// Called when a callback object is notified.
    pub type PCALLBACK_FUNCTION = fn(CallbackContext: PVOID, Argument1: PVOID, Argument2: PVOID);
    /// Called when a timer expires.
    pub type PEXT_CALLBACK = fn(arg1: PEX_TIMER, arg2: PVOID);
    /// Called when a timer is deleted.
    pub type PEXT_DELETE_CALLBACK = fn(context: *mut c_void);
    /// Filters registry operations.
    pub type PEX_CALLBACK_FUNCTION = fn(
        CallbackContext: PVOID,
        Argument1: PVOID,
        Argument2: PVOID,
    ) -> NTSTATUS;
    /// Frees a lookaside list's entries.
    pub type PFREE_FUNCTION = fn(Buffer: PVOID);
    /// Frees a lookaside list's entries.
    pub type PFREE_FUNCTION_EX = fn(Buffer: PVOID, Lookaside: PLOOKASIDE_LIST_EX);
    /// Runs in a system thread.
    pub type PWORKER_THREAD_ROUTINE = fn(Parameter: PVOID);
}

layout! {
    _KGUARDED_MUTEX_Anonymous_Anonymous: 4, 2 { KernelApcDisable: 0, SpecialApcDisable: 2 }
    _KGUARDED_MUTEX_Anonymous: 4, 4 { Anonymous: 0, CombinedApcDisable: 0 }
    _KGUARDED_MUTEX: 56, 8 { Count: 0, Owner: 8, Contention: 16, Gate: 24, Anonymous: 48 }
    _FAST_MUTEX: 56, 8 { Count: 0, Owner: 8, Contention: 16, Event: 24, OldIrql: 48 }
    _GENERAL_LOOKASIDE_Anonymous1: 16, 16 { ListHead: 0, SingleListHead: 0 }
    _GENERAL_LOOKASIDE_Anonymous2: 4, 4 { AllocateMisses: 0, AllocateHits: 0 }
    _GENERAL_LOOKASIDE_Anonymous3: 4, 4 { FreeMisses: 0, FreeHits: 0 }
    _GENERAL_LOOKASIDE_Anonymous4: 8, 8 { AllocateEx: 0, Allocate: 0 }
    _GENERAL_LOOKASIDE_Anonymous5: 8, 8 { FreeEx: 0, Free: 0 }
    _GENERAL_LOOKASIDE_Anonymous6: 4, 4 { LastAllocateMisses: 0, LastAllocateHits: 0 }
    _GENERAL_LOOKASIDE: 128, 64 {
        Anonymous1: 0, Depth: 16, MaximumDepth: 18, TotalAllocates: 20, Anonymous2: 24,
        TotalFrees: 28, Anonymous3: 32, Type: 36, Tag: 40, Size: 44, Anonymous4: 48,
        Anonymous5: 56, ListEntry: 64, LastTotalAllocates: 80, Anonymous6: 84, Future: 88
    }
    _GENERAL_LOOKASIDE_POOL_Anonymous1: 16, 16 { ListHead: 0, SingleListHead: 0 }
    _GENERAL_LOOKASIDE_POOL_Anonymous2: 4, 4 { AllocateMisses: 0, AllocateHits: 0 }
    _GENERAL_LOOKASIDE_POOL_Anonymous3: 4, 4 { FreeMisses: 0, FreeHits: 0 }
    _GENERAL_LOOKASIDE_POOL_Anonymous4: 8, 8 { AllocateEx: 0, Allocate: 0 }
    _GENERAL_LOOKASIDE_POOL_Anonymous5: 8, 8 { FreeEx: 0, Free: 0 }
    _GENERAL_LOOKASIDE_POOL_Anonymous6: 4, 4 { LastAllocateMisses: 0, LastAllocateHits: 0 }
    _GENERAL_LOOKASIDE_POOL: 96, 16 {
        Anonymous1: 0, Depth: 16, MaximumDepth: 18, TotalAllocates: 20, Anonymous2: 24,
        TotalFrees: 28, Anonymous3: 32, Type: 36, Tag: 40, Size: 44, Anonymous4: 48,
        Anonymous5: 56, ListEntry: 64, LastTotalAllocates: 80, Anonymous6: 84, Future: 88
    }
    _PAGED_LOOKASIDE_LIST: 128, 64 { L: 0 }
    _NPAGED_LOOKASIDE_LIST: 128, 64 { L: 0 }
    _LOOKASIDE_LIST_EX: 96, 16 { L: 0 }
    _EX_RUNDOWN_REF_Anonymous: 8, 8 { Count: 0, Ptr: 0 }
    _EX_RUNDOWN_REF: 8, 8 { Anonymous: 0 }
    _WORK_QUEUE_ITEM: 32, 8 { List: 0, WorkerRoutine: 16, Parameter: 24 }
    _OWNER_ENTRY_Anonymous: 4, 4 { BitFields: 0, TableSize: 0 }
    _OWNER_ENTRY: 16, 8 { OwnerThread: 0, Anonymous: 8 }
    _ERESOURCE_Anonymous: 8, 8 { Address: 0, CreatorBackTraceIndex: 0 }
    _ERESOURCE: 104, 8 {
        SystemResourcesList: 0, OwnerTable: 16, ActiveCount: 24, Flag: 26, SharedWaiters:
        32, ExclusiveWaiters: 40, OwnerEntry: 48, ActiveEntries: 64, ContentionCount: 68,
        NumberOfSharedWaiters: 72, NumberOfExclusiveWaiters: 76, Reserved2: 80, Anonymous:
        88, SpinLock: 96
    }
    _EXT_DELETE_PARAMETERS: 24, 8 { Version: 0, Reserved: 4, DeleteCallback: 8, DeleteContext: 16 }
    _EXT_SET_PARAMETERS_V0: 16, 8 { Version: 0, Reserved: 4, NoWakeTolerance: 8 }
}

bit_fields! {
    _OWNER_ENTRY_Anonymous.BitFields: ULONG {
        IoPriorityBoosted set_IoPriorityBoosted: 0, 1;
        OwnerReferenced set_OwnerReferenced: 1, 1;
        OwnerCount set_OwnerCount: 2, 30;
    }
}
