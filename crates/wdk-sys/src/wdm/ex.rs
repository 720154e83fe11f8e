//! ex.

use core::ffi::c_void;

use crate::{layout::layout, *};

#[repr(C)]
pub struct _CALLBACK_OBJECT {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_CALLBACK_OBJECT`].
pub type PCALLBACK_OBJECT = *mut _CALLBACK_OBJECT;

#[repr(C)]
pub struct _EX_RUNDOWN_REF_CACHE_AWARE {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_EX_RUNDOWN_REF_CACHE_AWARE`].
pub type PEX_RUNDOWN_REF_CACHE_AWARE = *mut _EX_RUNDOWN_REF_CACHE_AWARE;

#[repr(C)]
pub struct _EX_TIMER {
    _opaque: [UCHAR; 0],
}
/// Pointer to a [`_EX_TIMER`].
pub type PEX_TIMER = *mut _EX_TIMER;

pub type ERESOURCE_THREAD = ULONG_PTR;
pub type PEXT_CANCEL_PARAMETERS = *mut c_void;
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

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _ZONE_HEADER {
    pub FreeList: SINGLE_LIST_ENTRY,
    pub SegmentList: SINGLE_LIST_ENTRY,
    pub BlockSize: ULONG,
    pub TotalSegmentSize: ULONG,
}
/// A [`_ZONE_HEADER`].
pub type ZONE_HEADER = _ZONE_HEADER;
/// Pointer to a [`_ZONE_HEADER`].
pub type PZONE_HEADER = *mut _ZONE_HEADER;

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

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _PAGED_LOOKASIDE_LIST {
    pub L: GENERAL_LOOKASIDE,
}
/// A [`_PAGED_LOOKASIDE_LIST`].
pub type PAGED_LOOKASIDE_LIST = _PAGED_LOOKASIDE_LIST;
/// Pointer to a [`_PAGED_LOOKASIDE_LIST`].
pub type PPAGED_LOOKASIDE_LIST = *mut _PAGED_LOOKASIDE_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _NPAGED_LOOKASIDE_LIST {
    pub L: GENERAL_LOOKASIDE,
}
/// A [`_NPAGED_LOOKASIDE_LIST`].
pub type NPAGED_LOOKASIDE_LIST = _NPAGED_LOOKASIDE_LIST;
/// Pointer to a [`_NPAGED_LOOKASIDE_LIST`].
pub type PNPAGED_LOOKASIDE_LIST = *mut _NPAGED_LOOKASIDE_LIST;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct _LOOKASIDE_LIST_EX {
    pub L: GENERAL_LOOKASIDE_POOL,
}
/// Pointer to a [`_LOOKASIDE_LIST_EX`].
pub type PLOOKASIDE_LIST_EX = *mut _LOOKASIDE_LIST_EX;
/// A [`_LOOKASIDE_LIST_EX`].
pub type LOOKASIDE_LIST_EX = _LOOKASIDE_LIST_EX;

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
    pub type PALLOCATE_FUNCTION = fn(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
    pub type PALLOCATE_FUNCTION_EX = fn(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG, Lookaside: PLOOKASIDE_LIST_EX) -> PVOID;
    pub type PCALLBACK_FUNCTION = fn(CallbackContext: PVOID, Argument1: PVOID, Argument2: PVOID);
    pub type PEXT_CALLBACK = fn(arg1: PEX_TIMER, arg2: PVOID);
    pub type PEXT_DELETE_CALLBACK = fn(context: *mut c_void);
    pub type PEX_CALLBACK_FUNCTION = fn(CallbackContext: PVOID, Argument1: PVOID, Argument2: PVOID) -> NTSTATUS;
    pub type PFREE_FUNCTION = fn(Buffer: PVOID);
    pub type PFREE_FUNCTION_EX = fn(Buffer: PVOID, Lookaside: PLOOKASIDE_LIST_EX);
    pub type PWORKER_THREAD_ROUTINE = fn(Parameter: PVOID);
}

imports! { "ntoskrnl.exe";
    pub fn ExAcquireFastMutex(FastMutex: PFAST_MUTEX);
    pub fn ExReleaseFastMutex(FastMutex: PFAST_MUTEX);
    pub fn ExTryToAcquireFastMutex(FastMutex: PFAST_MUTEX) -> BOOLEAN;
    pub fn ExQueryDepthSList(ListHead: PSLIST_HEADER) -> USHORT;
    pub fn ExpInterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY;
    pub fn ExpInterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY;
    pub fn ExpInterlockedPushEntrySList(ListHead: PSLIST_HEADER, ListEntry: PSLIST_ENTRY) -> PSLIST_ENTRY;
    pub fn ExAcquireFastMutexUnsafe(FastMutex: PFAST_MUTEX);
    pub fn ExReleaseFastMutexUnsafe(FastMutex: PFAST_MUTEX);
    pub fn ExAcquireResourceExclusiveLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    pub fn ExAcquireResourceSharedLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    pub fn ExAcquireSharedStarveExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    pub fn ExAcquireSharedWaitForExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    pub fn ExAllocatePoolWithQuotaTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
    pub fn ExAllocatePoolWithTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
    pub fn ExAllocatePoolWithTagPriority(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG, Priority: EX_POOL_PRIORITY) -> PVOID;
    pub fn ExConvertExclusiveToSharedLite(Resource: PERESOURCE);
    pub fn ExCreateCallback(CallbackObject: *mut PCALLBACK_OBJECT, ObjectAttributes: POBJECT_ATTRIBUTES, Create: BOOLEAN, AllowMultipleCallbacks: BOOLEAN) -> NTSTATUS;
    pub fn ExDeleteNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST);
    pub fn ExDeletePagedLookasideList(Lookaside: PPAGED_LOOKASIDE_LIST);
    pub fn ExDeleteResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    pub fn ExFreePool(P: PVOID);
    pub fn ExFreePoolWithTag(P: PVOID, Tag: ULONG);
    pub fn ExGetExclusiveWaiterCount(Resource: PERESOURCE) -> ULONG;
    pub fn ExGetPreviousMode() -> KPROCESSOR_MODE;
    pub fn ExGetSharedWaiterCount(Resource: PERESOURCE) -> ULONG;
    pub fn ExInitializeNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST, Allocate: PALLOCATE_FUNCTION, Free: PFREE_FUNCTION, Flags: ULONG, Size: SIZE_T, Tag: ULONG, Depth: USHORT);
    pub fn ExInitializePagedLookasideList(Lookaside: PPAGED_LOOKASIDE_LIST, Allocate: PALLOCATE_FUNCTION, Free: PFREE_FUNCTION, Flags: ULONG, Size: SIZE_T, Tag: ULONG, Depth: USHORT);
    pub fn ExInitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    pub fn ExInterlockedAddLargeInteger(Addend: PLARGE_INTEGER, Increment: LARGE_INTEGER, Lock: PKSPIN_LOCK) -> LARGE_INTEGER;
    pub fn ExInterlockedAddUlong(Addend: PULONG, Increment: ULONG, Lock: PKSPIN_LOCK) -> ULONG;
    pub fn ExInterlockedInsertHeadList(ListHead: PLIST_ENTRY, ListEntry: PLIST_ENTRY, Lock: PKSPIN_LOCK) -> PLIST_ENTRY;
    pub fn ExInterlockedInsertTailList(ListHead: PLIST_ENTRY, ListEntry: PLIST_ENTRY, Lock: PKSPIN_LOCK) -> PLIST_ENTRY;
    pub fn ExInterlockedPopEntryList(ListHead: PSINGLE_LIST_ENTRY, Lock: PKSPIN_LOCK) -> PSINGLE_LIST_ENTRY;
    pub fn ExInterlockedPushEntryList(ListHead: PSINGLE_LIST_ENTRY, ListEntry: PSINGLE_LIST_ENTRY, Lock: PKSPIN_LOCK) -> PSINGLE_LIST_ENTRY;
    pub fn ExInterlockedRemoveHeadList(ListHead: PLIST_ENTRY, Lock: PKSPIN_LOCK) -> PLIST_ENTRY;
    pub fn ExIsProcessorFeaturePresent(ProcessorFeature: ULONG) -> BOOLEAN;
    pub fn ExIsResourceAcquiredExclusiveLite(Resource: PERESOURCE) -> BOOLEAN;
    pub fn ExIsResourceAcquiredSharedLite(Resource: PERESOURCE) -> ULONG;
    pub fn ExLocalTimeToSystemTime(LocalTime: PLARGE_INTEGER, SystemTime: PLARGE_INTEGER);
    pub fn ExNotifyCallback(CallbackObject: PCALLBACK_OBJECT, Argument1: PVOID, Argument2: PVOID);
    pub fn ExQueueWorkItem(WorkItem: PWORK_QUEUE_ITEM, QueueType: WORK_QUEUE_TYPE);
    pub fn ExRaiseStatus(Status: NTSTATUS);
    pub fn ExRegisterCallback(CallbackObject: PCALLBACK_OBJECT, CallbackFunction: PCALLBACK_FUNCTION, CallbackContext: PVOID) -> PVOID;
    pub fn ExReinitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    pub fn ExReleaseResourceForThreadLite(Resource: PERESOURCE, ResourceThreadId: ERESOURCE_THREAD);
    pub fn ExReleaseResourceLite(Resource: PERESOURCE);
    pub fn ExSetResourceOwnerPointer(Resource: PERESOURCE, OwnerPointer: PVOID);
    pub fn ExSystemTimeToLocalTime(SystemTime: PLARGE_INTEGER, LocalTime: PLARGE_INTEGER);
    pub fn ExUnregisterCallback(CbRegistration: PVOID);
    pub fn ExAcquireRundownProtection(RunRef: PEX_RUNDOWN_REF) -> BOOLEAN;
    pub fn ExInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF);
    pub fn ExReInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF);
    pub fn ExReleaseRundownProtection(RunRef: PEX_RUNDOWN_REF);
    pub fn ExRundownCompleted(RunRef: PEX_RUNDOWN_REF);
    pub fn ExVerifySuite(SuiteType: SUITE_TYPE) -> BOOLEAN;
    pub fn ExWaitForRundownProtectionRelease(RunRef: PEX_RUNDOWN_REF);
    pub fn ExAcquireRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG) -> BOOLEAN;
    pub fn ExReleaseRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG);
    pub fn ExAllocateCacheAwareRundownProtection(PoolType: POOL_TYPE, PoolTag: ULONG) -> PEX_RUNDOWN_REF_CACHE_AWARE;
    pub fn ExSizeOfRundownProtectionCacheAware() -> SIZE_T;
    pub fn ExEnterCriticalRegionAndAcquireResourceShared(Resource: PERESOURCE) -> PVOID;
    pub fn ExEnterCriticalRegionAndAcquireResourceExclusive(Resource: PERESOURCE) -> PVOID;
    pub fn ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(Resource: PERESOURCE) -> PVOID;
    pub fn ExReleaseResourceAndLeaveCriticalRegion(Resource: PERESOURCE);
    pub fn ExInitializeRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE, RunRefSize: SIZE_T);
    pub fn ExFreeCacheAwareRundownProtection(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    pub fn ExAcquireRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE) -> BOOLEAN;
    pub fn ExReleaseRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    pub fn ExAcquireRundownProtectionCacheAwareEx(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE, Count: ULONG) -> BOOLEAN;
    pub fn ExReleaseRundownProtectionCacheAwareEx(RunRef: PEX_RUNDOWN_REF_CACHE_AWARE, Count: ULONG);
    pub fn ExWaitForRundownProtectionReleaseCacheAware(RunRef: PEX_RUNDOWN_REF_CACHE_AWARE);
    pub fn ExReInitializeRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    pub fn ExRundownCompletedCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    pub fn ExInitializeLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX, Allocate: PALLOCATE_FUNCTION_EX, Free: PFREE_FUNCTION_EX, PoolType: POOL_TYPE, Flags: ULONG, Size: SIZE_T, Tag: ULONG, Depth: USHORT) -> NTSTATUS;
    pub fn ExDeleteLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX);
    pub fn ExFlushLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX);
    pub fn ExSetResourceOwnerPointerEx(Resource: PERESOURCE, OwnerPointer: PVOID, Flags: ULONG);
    pub fn ExAllocateTimer(callback: PEXT_CALLBACK, context: *mut c_void, attr: ULONG) -> PEX_TIMER;
    pub fn ExCancelTimer(timer: PEX_TIMER, params: PEXT_CANCEL_PARAMETERS) -> BOOLEAN;
    pub fn ExDeleteTimer(timer: PEX_TIMER, cancel: BOOLEAN, wait: BOOLEAN, params: PEXT_DELETE_PARAMETERS) -> BOOLEAN;
    pub fn ExSetTimer(timer: PEX_TIMER, due: LONGLONG, period: LONGLONG, params: *mut EXT_SET_PARAMETERS) -> BOOLEAN;
    pub fn ExUuidCreate(Uuid: *mut UUID) -> NTSTATUS;
    pub fn ExRaiseDatatypeMisalignment();
    pub fn ExRaiseAccessViolation();
    pub fn ExExtendZone(Zone: PZONE_HEADER, Segment: PVOID, SegmentSize: ULONG) -> NTSTATUS;
    pub fn ExAdjustLookasideDepth();
    pub fn ExDisableResourceBoostLite(Resource: PERESOURCE);
    pub fn ExInitializePushLock(PushLock: PULONG_PTR);
}

layout! {
    _ZONE_HEADER: 24, 8 { FreeList: 0, SegmentList: 8, BlockSize: 16, TotalSegmentSize: 20 }
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

pub const EX_RUNDOWN_ACTIVE: ULONG = 1;
pub const EX_RUNDOWN_COUNT_SHIFT: ULONG = 1;
pub const EX_RUNDOWN_COUNT_INC: ULONG = 2;
pub const LOOKASIDE_MINIMUM_BLOCK_SIZE: ULONG = 8;
pub const EX_LOOKASIDE_LIST_EX_FLAGS_RAISE_ON_FAIL: ULONG = 1;
pub const EX_LOOKASIDE_LIST_EX_FLAGS_FAIL_NO_RAISE: ULONG = 2;
pub const EX_MAXIMUM_LOOKASIDE_DEPTH_BASE: ULONG = 256;
pub const EX_MAXIMUM_LOOKASIDE_DEPTH_LIMIT: ULONG = 1024;
pub const ResourceNeverExclusive: ULONG = 0x10;
pub const ResourceReleaseByOtherThread: ULONG = 0x20;
pub const ResourceOwnedExclusive: ULONG = 0x80;
pub const RESOURCE_HASH_TABLE_SIZE: ULONG = 64;
pub const POOL_COLD_ALLOCATION: ULONG = 256;
pub const POOL_QUOTA_FAIL_INSTEAD_OF_RAISE: ULONG = 8;
pub const POOL_RAISE_IF_ALLOCATION_FAILURE: ULONG = 16;
pub const POOL_TAGGING: ULONG = 1;
pub const EX_TIMER_HIGH_RESOLUTION: ULONG = 4;
pub const EX_TIMER_NO_WAKE: ULONG = 8;
pub const EX_TIMER_UNLIMITED_TOLERANCE: LONG = -1;
pub const EX_TIMER_NOTIFICATION: ULONG = 0x8000_0000;

/// Flags of [`ExAllocatePool2`].
pub type POOL_FLAGS = ULONG64;

pub const POOL_FLAG_REQUIRED_START: POOL_FLAGS = 0x1;
pub const POOL_FLAG_USE_QUOTA: POOL_FLAGS = 0x1;
pub const POOL_FLAG_UNINITIALIZED: POOL_FLAGS = 0x2;
pub const POOL_FLAG_SESSION: POOL_FLAGS = 0x4;
pub const POOL_FLAG_CACHE_ALIGNED: POOL_FLAGS = 0x8;
pub const POOL_FLAG_RESERVED1: POOL_FLAGS = 0x10;
pub const POOL_FLAG_RAISE_ON_FAILURE: POOL_FLAGS = 0x20;
pub const POOL_FLAG_NON_PAGED: POOL_FLAGS = 0x40;
pub const POOL_FLAG_NON_PAGED_EXECUTE: POOL_FLAGS = 0x80;
pub const POOL_FLAG_PAGED: POOL_FLAGS = 0x100;
pub const POOL_FLAG_RESERVED2: POOL_FLAGS = 0x200;
pub const POOL_FLAG_RESERVED3: POOL_FLAGS = 0x400;
pub const POOL_FLAG_REQUIRED_END: POOL_FLAGS = 0x8000_0000;
pub const POOL_FLAG_OPTIONAL_START: POOL_FLAGS = 0x1_0000_0000;
pub const POOL_FLAG_SPECIAL_POOL: POOL_FLAGS = 0x1_0000_0000;
pub const POOL_FLAG_OPTIONAL_END: POOL_FLAGS = 0x8000_0000_0000_0000;

/// The kinds of [`POOL_EXTENDED_PARAMETER`].
pub mod _POOL_EXTENDED_PARAMETER_TYPE {
    /// The values are of this type.
    pub type Type = i32;
    pub const PoolExtendedParameterInvalidType: Type = 0;
    pub const PoolExtendedParameterPriority: Type = 1;
    pub const PoolExtendedParameterSecurePool: Type = 2;
    pub const PoolExtendedParameterNumaNode: Type = 3;
    pub const PoolExtendedParameterMax: Type = 4;
}
/// A value of [`_POOL_EXTENDED_PARAMETER_TYPE`].
pub type POOL_EXTENDED_PARAMETER_TYPE = _POOL_EXTENDED_PARAMETER_TYPE::Type;

/// One more wish for [`ExAllocatePool3`]: eight bits of type, one of `Optional`, and the value.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct _POOL_EXTENDED_PARAMETER {
    pub BitFields: ULONG64,
    pub Anonymous: _POOL_EXTENDED_PARAMETER_Anonymous,
}
/// A [`_POOL_EXTENDED_PARAMETER`].
pub type POOL_EXTENDED_PARAMETER = _POOL_EXTENDED_PARAMETER;
/// Pointer to a constant [`_POOL_EXTENDED_PARAMETER`].
pub type PCPOOL_EXTENDED_PARAMETER = *const _POOL_EXTENDED_PARAMETER;
#[repr(C)]
#[derive(Clone, Copy)]
pub union _POOL_EXTENDED_PARAMETER_Anonymous {
    pub Reserved2: ULONG64,
    pub Reserved3: PVOID,
    pub Priority: EX_POOL_PRIORITY,
    pub PreferredNode: ULONG,
}

layout! {
    _POOL_EXTENDED_PARAMETER: 16, 8 { BitFields: 0, Anonymous: 8 }
    _POOL_EXTENDED_PARAMETER_Anonymous: 8, 8 {
        Reserved2: 0, Reserved3: 0, Priority: 0, PreferredNode: 0
    }
}

/// A spin lock that readers share; zero is free.
pub type EX_SPIN_LOCK = LONG;
/// Pointer to an [`EX_SPIN_LOCK`].
pub type PEX_SPIN_LOCK = *mut EX_SPIN_LOCK;
/// A pushlock; zero is free.
pub type EX_PUSH_LOCK = ULONG_PTR;
/// Pointer to an [`EX_PUSH_LOCK`].
pub type PEX_PUSH_LOCK = *mut EX_PUSH_LOCK;

imports! { "ntoskrnl.exe";
    /// Allocates zeroed pool memory. IRQL: <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepool2>
    pub fn ExAllocatePool2(Flags: POOL_FLAGS, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
    /// Allocates pool memory with more wishes. IRQL: <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepool3>
    pub fn ExAllocatePool3(
        Flags: POOL_FLAGS,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
        ExtendedParameters: PCPOOL_EXTENDED_PARAMETER,
        ExtendedParametersCount: ULONG,
    ) -> PVOID;
    /// Frees pool memory, with the wishes it was allocated with. IRQL: as the allocation's.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreepool2>
    pub fn ExFreePool2(
        P: PVOID,
        Tag: ULONG,
        ExtendedParameters: PCPOOL_EXTENDED_PARAMETER,
        ExtendedParametersCount: ULONG,
    );
    /// Acquires a lock for reading and returns the IRQL before. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlockshared>
    pub fn ExAcquireSpinLockShared(SpinLock: PEX_SPIN_LOCK) -> KIRQL;
    /// Acquires a lock for reading. IRQL: DISPATCH_LEVEL.
    pub fn ExAcquireSpinLockSharedAtDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Releases a reader's lock and lowers the IRQL. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlockshared>
    pub fn ExReleaseSpinLockShared(SpinLock: PEX_SPIN_LOCK, OldIrql: KIRQL);
    /// Releases a reader's lock. IRQL: DISPATCH_LEVEL.
    pub fn ExReleaseSpinLockSharedFromDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Acquires a lock for writing and returns the IRQL before. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlockexclusive>
    pub fn ExAcquireSpinLockExclusive(SpinLock: PEX_SPIN_LOCK) -> KIRQL;
    /// Acquires a lock for writing. IRQL: DISPATCH_LEVEL.
    pub fn ExAcquireSpinLockExclusiveAtDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Releases a writer's lock and lowers the IRQL. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlockexclusive>
    pub fn ExReleaseSpinLockExclusive(SpinLock: PEX_SPIN_LOCK, OldIrql: KIRQL);
    /// Releases a writer's lock. IRQL: DISPATCH_LEVEL.
    pub fn ExReleaseSpinLockExclusiveFromDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Makes the only reader the writer. IRQL: DISPATCH_LEVEL.
    pub fn ExTryConvertSharedSpinLockExclusive(SpinLock: PEX_SPIN_LOCK) -> ULONG;
    /// Acquires a pushlock for writing, in a critical region. IRQL: <= APC_LEVEL.
    pub fn ExAcquirePushLockExclusiveEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Acquires a pushlock for reading, in a critical region. IRQL: <= APC_LEVEL.
    pub fn ExAcquirePushLockSharedEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Releases a writer's pushlock. IRQL: <= APC_LEVEL.
    pub fn ExReleasePushLockExclusiveEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Releases a reader's pushlock. IRQL: <= APC_LEVEL.
    pub fn ExReleasePushLockSharedEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Makes a sequenced list empty. IRQL: any.
    pub fn InitializeSListHead(SListHead: PSLIST_HEADER);
    /// The clock's longest, shortest and current period, in 100 ns units. IRQL: <= APC_LEVEL.
    pub fn ExQueryTimerResolution(
        MaximumTime: PULONG,
        MinimumTime: PULONG,
        CurrentTime: PULONG,
    );
    /// Reads a variable of the firmware. IRQL: PASSIVE_LEVEL.
    pub fn ExGetFirmwareEnvironmentVariable(
        VariableName: PUNICODE_STRING,
        VendorGuid: LPGUID,
        Value: PVOID,
        ValueLength: PULONG,
        Attributes: PULONG,
    ) -> NTSTATUS;

    /// The object type of events.
    pub static ExEventObjectType: *mut POBJECT_TYPE;
    /// The object type of semaphores.
    pub static ExSemaphoreObjectType: *mut POBJECT_TYPE;
}

/// Initialises a fast mutex. IRQL: any.
#[inline]
pub unsafe fn ExInitializeFastMutex(FastMutex: PFAST_MUTEX) {
    // SAFETY: the caller passes memory for the mutex.
    unsafe {
        (*FastMutex).Count = FM_LOCK_BIT as LONG;
        (*FastMutex).Owner = core::ptr::null_mut();
        (*FastMutex).Contention = 0;
        KeInitializeEvent(
            &raw mut (*FastMutex).Event,
            _EVENT_TYPE::SynchronizationEvent,
            FALSE,
        );
    }
}

/// `Count` of a free fast mutex.
pub const FM_LOCK_BIT: ULONG = 1;

/// Initialises a work item of the system's own queues; drivers use `IoAllocateWorkItem`.
#[inline]
pub unsafe fn ExInitializeWorkItem(
    Item: PWORK_QUEUE_ITEM,
    Routine: PWORKER_THREAD_ROUTINE,
    Context: PVOID,
) {
    let item = WORK_QUEUE_ITEM {
        WorkerRoutine: Routine,
        Parameter: Context,
        ..Default::default()
    };
    // SAFETY: the caller passes memory for the item.
    unsafe { Item.write(item) };
}

/// The owner that `ExReleaseResourceForThreadLite` means by the current thread.
#[inline]
#[must_use]
pub unsafe fn ExGetCurrentResourceThread() -> ERESOURCE_THREAD {
    // SAFETY: no precondition.
    unsafe { PsGetCurrentThread() }.addr() as ERESOURCE_THREAD
}

/// Makes a sequenced list empty. IRQL: any.
#[inline]
pub unsafe fn ExInitializeSListHead(SListHead: PSLIST_HEADER) {
    // SAFETY: the contract is the same.
    unsafe { InitializeSListHead(SListHead) };
}

/// Pushes an entry on a sequenced list; the lock is not used. IRQL: <= DISPATCH_LEVEL.
#[inline]
pub unsafe fn ExInterlockedPushEntrySList(
    ListHead: PSLIST_HEADER,
    ListEntry: PSLIST_ENTRY,
    _Lock: PKSPIN_LOCK,
) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPushEntrySList(ListHead, ListEntry) }
}

/// Pops an entry from a sequenced list; the lock is not used. IRQL: <= DISPATCH_LEVEL.
#[inline]
pub unsafe fn ExInterlockedPopEntrySList(
    ListHead: PSLIST_HEADER,
    _Lock: PKSPIN_LOCK,
) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPopEntrySList(ListHead) }
}

/// Pushes an entry on a sequenced list. IRQL: any.
#[inline]
pub unsafe fn InterlockedPushEntrySList(
    ListHead: PSLIST_HEADER,
    ListEntry: PSLIST_ENTRY,
) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPushEntrySList(ListHead, ListEntry) }
}

/// Pops an entry from a sequenced list. IRQL: any.
#[inline]
pub unsafe fn InterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPopEntrySList(ListHead) }
}

/// Takes all entries from a sequenced list. IRQL: any.
#[inline]
pub unsafe fn InterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedFlushSList(ListHead) }
}

/// Default values for [`ExSetTimer`].
#[inline]
pub unsafe fn ExInitializeSetTimerParameters(Parameters: PEXT_SET_PARAMETERS) {
    // SAFETY: the caller passes memory for the structure.
    unsafe { Parameters.write(EXT_SET_PARAMETERS::default()) };
}

/// Default values for [`ExDeleteTimer`].
#[inline]
pub unsafe fn ExInitializeDeleteTimerParameters(Parameters: PEXT_DELETE_PARAMETERS) {
    // SAFETY: the caller passes memory for the structure.
    unsafe { Parameters.write(EXT_DELETE_PARAMETERS::default()) };
}

/// Allocates zeroed pool memory, on systems before `ExAllocatePool2` too. IRQL: as
/// `ExAllocatePoolWithTag`.
#[inline]
pub unsafe fn ExAllocatePoolZero(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    // SAFETY: the contract is the same, and a successful result has so many bytes.
    unsafe {
        let memory = ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag);
        if !memory.is_null() {
            memory.cast::<u8>().write_bytes(0, NumberOfBytes as usize);
        }
        memory
    }
}

/// Allocates pool memory without clearing it. IRQL: as `ExAllocatePoolWithTag`.
#[inline]
pub unsafe fn ExAllocatePoolUninitialized(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
) -> PVOID {
    // SAFETY: the contract is the same.
    unsafe { ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag) }
}
