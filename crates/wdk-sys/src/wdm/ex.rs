//! `wdm.h`, `ntddk.h`, `ntifs.h`: the executive: pool, lookaside lists, resources, fast mutexes,
//! timers, rundown protection.

mod constants;
mod types;

use core::ffi::c_void;

use crate::{
    _EVENT_TYPE, BOOLEAN, FALSE, KIRQL, KPROCESSOR_MODE, KeInitializeEvent, KernelVariable,
    LARGE_INTEGER, LONG, LONGLONG, LPGUID, NTSTATUS, PKSPIN_LOCK, PLARGE_INTEGER, PLIST_ENTRY,
    POBJECT_ATTRIBUTES, POBJECT_TYPE, PSINGLE_LIST_ENTRY, PSLIST_ENTRY, PSLIST_HEADER, PULONG,
    PULONG_PTR, PUNICODE_STRING, PVOID, PsGetCurrentThread, RtlZeroMemory, SIZE_T, SUITE_TYPE,
    ULONG, ULONG_PTR, ULONG64, USHORT, UUID, imports, layout::layout,
};

pub use self::{constants::*, types::*};

imports! { "ntoskrnl.exe";
    /// Acquires a fast mutex and disables APCs; the caller runs at APC_LEVEL until the
    /// release. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirefastmutex>
    pub fn ExAcquireFastMutex(FastMutex: PFAST_MUTEX);
    /// Releases a fast mutex. IRQL: APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasefastmutex>
    pub fn ExReleaseFastMutex(FastMutex: PFAST_MUTEX);
    /// Acquires a fast mutex if it is free. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-extrytoacquirefastmutex>
    pub fn ExTryToAcquireFastMutex(FastMutex: PFAST_MUTEX) -> BOOLEAN;
    /// Entries of a sequenced list, modulo 65536. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exquerydepthslist>
    pub fn ExQueryDepthSList(ListHead: PSLIST_HEADER) -> USHORT;
    /// Takes all entries from a sequenced list. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExpInterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY;
    /// Pops an entry from a sequenced list, or returns null. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-expinterlockedpopentryslist>
    pub fn ExpInterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY;
    /// Pushes an entry on a sequenced list and returns the one that was first. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-expinterlockedpushentryslist>
    pub fn ExpInterlockedPushEntrySList(
        ListHead: PSLIST_HEADER,
        ListEntry: PSLIST_ENTRY,
    ) -> PSLIST_ENTRY;
    /// Acquires a fast mutex in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirefastmutexunsafe>
    pub fn ExAcquireFastMutexUnsafe(FastMutex: PFAST_MUTEX);
    /// Releases a fast mutex that was acquired so. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasefastmutexunsafe>
    pub fn ExReleaseFastMutexUnsafe(FastMutex: PFAST_MUTEX);
    /// Acquires a resource for writing, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquireresourceexclusivelite>
    pub fn ExAcquireResourceExclusiveLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    /// Acquires a resource for reading, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquireresourcesharedlite>
    pub fn ExAcquireResourceSharedLite(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    /// Acquires a resource for reading before writers that wait. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquiresharedstarveexclusive>
    pub fn ExAcquireSharedStarveExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    /// Acquires a resource for reading after writers that wait. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquiresharedwaitforexclusive>
    pub fn ExAcquireSharedWaitForExclusive(Resource: PERESOURCE, Wait: BOOLEAN) -> BOOLEAN;
    /// Allocates pool memory on the current process's account. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithquotatag>
    pub fn ExAllocatePoolWithQuotaTag(
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
    ) -> PVOID;
    /// Allocates pool memory that is not cleared; `ExAllocatePool2` replaces it. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithtag>
    pub fn ExAllocatePoolWithTag(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID;
    /// As `ExAllocatePoolWithTag`, with a priority for when memory is low. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolwithtagpriority>
    pub fn ExAllocatePoolWithTagPriority(
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
        Priority: EX_POOL_PRIORITY,
    ) -> PVOID;
    /// Turns a writer into a reader. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exconvertexclusivetosharedlite>
    pub fn ExConvertExclusiveToSharedLite(Resource: PERESOURCE);
    /// Opens or creates a callback object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-excreatecallback>
    pub fn ExCreateCallback(
        CallbackObject: *mut PCALLBACK_OBJECT,
        ObjectAttributes: POBJECT_ATTRIBUTES,
        Create: BOOLEAN,
        AllowMultipleCallbacks: BOOLEAN,
    ) -> NTSTATUS;
    /// Frees a nonpaged lookaside list and its entries. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeletenpagedlookasidelist>
    pub fn ExDeleteNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST);
    /// Frees a paged lookaside list and its entries. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeletepagedlookasidelist>
    pub fn ExDeletePagedLookasideList(Lookaside: PPAGED_LOOKASIDE_LIST);
    /// Removes a resource from the system's list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeleteresourcelite>
    pub fn ExDeleteResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    /// Frees pool memory; paged memory at <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreepool>
    pub fn ExFreePool(P: PVOID);
    /// Frees pool memory that was allocated with this tag; paged memory at <= APC_LEVEL.
    /// IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreepoolwithtag>
    pub fn ExFreePoolWithTag(P: PVOID, Tag: ULONG);
    /// Writers that wait for a resource. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exgetexclusivewaitercount>
    pub fn ExGetExclusiveWaiterCount(Resource: PERESOURCE) -> ULONG;
    /// The mode that the current thread called the system from. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exgetpreviousmode>
    pub fn ExGetPreviousMode() -> KPROCESSOR_MODE;
    /// Readers that wait for a resource. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exgetsharedwaitercount>
    pub fn ExGetSharedWaiterCount(Resource: PERESOURCE) -> ULONG;
    /// Initialises a cache of nonpaged blocks of one size. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializenpagedlookasidelist>
    pub fn ExInitializeNPagedLookasideList(
        Lookaside: PNPAGED_LOOKASIDE_LIST,
        Allocate: PALLOCATE_FUNCTION,
        Free: PFREE_FUNCTION,
        Flags: ULONG,
        Size: SIZE_T,
        Tag: ULONG,
        Depth: USHORT,
    );
    /// Initialises a cache of paged blocks of one size. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializepagedlookasidelist>
    pub fn ExInitializePagedLookasideList(
        Lookaside: PPAGED_LOOKASIDE_LIST,
        Allocate: PALLOCATE_FUNCTION,
        Free: PFREE_FUNCTION,
        Flags: ULONG,
        Size: SIZE_T,
        Tag: ULONG,
        Depth: USHORT,
    );
    /// Initialises a lock for many readers or one writer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializeresourcelite>
    pub fn ExInitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    /// Adds under a spin lock and returns what was. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedaddlargeinteger>
    pub fn ExInterlockedAddLargeInteger(
        Addend: PLARGE_INTEGER,
        Increment: LARGE_INTEGER,
        Lock: PKSPIN_LOCK,
    ) -> LARGE_INTEGER;
    /// Adds under a spin lock and returns what was. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedaddulong>
    pub fn ExInterlockedAddUlong(Addend: PULONG, Increment: ULONG, Lock: PKSPIN_LOCK) -> ULONG;
    /// Inserts an entry before the first, under a spin lock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedinsertheadlist>
    pub fn ExInterlockedInsertHeadList(
        ListHead: PLIST_ENTRY,
        ListEntry: PLIST_ENTRY,
        Lock: PKSPIN_LOCK,
    ) -> PLIST_ENTRY;
    /// Inserts an entry after the last, under a spin lock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedinserttaillist>
    pub fn ExInterlockedInsertTailList(
        ListHead: PLIST_ENTRY,
        ListEntry: PLIST_ENTRY,
        Lock: PKSPIN_LOCK,
    ) -> PLIST_ENTRY;
    /// Pops an entry of a singly linked list, under a spin lock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpopentrylist>
    pub fn ExInterlockedPopEntryList(
        ListHead: PSINGLE_LIST_ENTRY,
        Lock: PKSPIN_LOCK,
    ) -> PSINGLE_LIST_ENTRY;
    /// Pushes an entry on a singly linked list, under a spin lock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpushentrylist>
    pub fn ExInterlockedPushEntryList(
        ListHead: PSINGLE_LIST_ENTRY,
        ListEntry: PSINGLE_LIST_ENTRY,
        Lock: PKSPIN_LOCK,
    ) -> PSINGLE_LIST_ENTRY;
    /// Removes the first entry or returns null, under a spin lock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedremoveheadlist>
    pub fn ExInterlockedRemoveHeadList(ListHead: PLIST_ENTRY, Lock: PKSPIN_LOCK) -> PLIST_ENTRY;
    /// The processor has a feature (`PF_*`). IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exisprocessorfeaturepresent>
    pub fn ExIsProcessorFeaturePresent(ProcessorFeature: ULONG) -> BOOLEAN;
    /// The current thread holds a resource for writing. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exisresourceacquiredexclusivelite>
    pub fn ExIsResourceAcquiredExclusiveLite(Resource: PERESOURCE) -> BOOLEAN;
    /// How often the current thread holds a resource. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exisresourceacquiredsharedlite>
    pub fn ExIsResourceAcquiredSharedLite(Resource: PERESOURCE) -> ULONG;
    /// Converts the time zone's time to the system's. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exlocaltimetosystemtime>
    pub fn ExLocalTimeToSystemTime(LocalTime: PLARGE_INTEGER, SystemTime: PLARGE_INTEGER);
    /// Calls all functions of a callback object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exnotifycallback>
    pub fn ExNotifyCallback(CallbackObject: PCALLBACK_OBJECT, Argument1: PVOID, Argument2: PVOID);
    /// Queues a function for a system thread; drivers use `IoQueueWorkItem`. IRQL: <=
    /// DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exqueueworkitem>
    pub fn ExQueueWorkItem(WorkItem: PWORK_QUEUE_ITEM, QueueType: WORK_QUEUE_TYPE);
    /// Raises an exception with this status. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exraisestatus>
    pub fn ExRaiseStatus(Status: NTSTATUS);
    /// Registers a function with a callback object. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exregistercallback>
    pub fn ExRegisterCallback(
        CallbackObject: PCALLBACK_OBJECT,
        CallbackFunction: PCALLBACK_FUNCTION,
        CallbackContext: PVOID,
    ) -> PVOID;
    /// Makes a resource as new. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreinitializeresourcelite>
    pub fn ExReinitializeResourceLite(Resource: PERESOURCE) -> NTSTATUS;
    /// Releases a resource for the thread that holds it. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaseresourceforthreadlite>
    pub fn ExReleaseResourceForThreadLite(Resource: PERESOURCE, ResourceThreadId: ERESOURCE_THREAD);
    /// Releases a resource. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaseresourcelite>
    pub fn ExReleaseResourceLite(Resource: PERESOURCE);
    /// Makes something else than the thread the owner of a resource. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsetresourceownerpointer>
    pub fn ExSetResourceOwnerPointer(Resource: PERESOURCE, OwnerPointer: PVOID);
    /// Converts the system's time to the time zone's. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsystemtimetolocaltime>
    pub fn ExSystemTimeToLocalTime(SystemTime: PLARGE_INTEGER, LocalTime: PLARGE_INTEGER);
    /// Removes a function from a callback object and waits until it is not running. IRQL:
    /// <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exunregistercallback>
    pub fn ExUnregisterCallback(CbRegistration: PVOID);
    /// Begins a use of a shared object unless it is being run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirerundownprotection>
    pub fn ExAcquireRundownProtection(RunRef: PEX_RUNDOWN_REF) -> BOOLEAN;
    /// Initialises the protection of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializerundownprotection>
    pub fn ExInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF);
    /// Protects an object again after it was run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreinitializerundownprotection>
    pub fn ExReInitializeRundownProtection(RunRef: PEX_RUNDOWN_REF);
    /// Ends a use of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaserundownprotection>
    pub fn ExReleaseRundownProtection(RunRef: PEX_RUNDOWN_REF);
    /// Marks an object as run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exrundowncompleted>
    pub fn ExRundownCompleted(RunRef: PEX_RUNDOWN_REF);
    /// The system has a product suite. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExVerifySuite(SuiteType: SUITE_TYPE) -> BOOLEAN;
    /// Refuses new uses of an object and waits for the others to end. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exwaitforrundownprotectionrelease>
    pub fn ExWaitForRundownProtectionRelease(RunRef: PEX_RUNDOWN_REF);
    /// Begins several uses of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirerundownprotectionex>
    pub fn ExAcquireRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG) -> BOOLEAN;
    /// Ends several uses of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaserundownprotectionex>
    pub fn ExReleaseRundownProtectionEx(RunRef: PEX_RUNDOWN_REF, Count: ULONG);
    /// Allocates a protection with a counter for each processor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatecacheawarerundownprotection>
    pub fn ExAllocateCacheAwareRundownProtection(
        PoolType: POOL_TYPE,
        PoolTag: ULONG,
    ) -> PEX_RUNDOWN_REF_CACHE_AWARE;
    /// Bytes of a protection with a counter for each processor. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsizeofrundownprotectioncacheaware>
    pub fn ExSizeOfRundownProtectionCacheAware() -> SIZE_T;
    /// Enters a critical region and acquires a resource for reading. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExEnterCriticalRegionAndAcquireResourceShared(Resource: PERESOURCE) -> PVOID;
    /// Enters a critical region and acquires a resource for writing. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exentercriticalregionandacquireresourceexclusive>
    pub fn ExEnterCriticalRegionAndAcquireResourceExclusive(Resource: PERESOURCE) -> PVOID;
    /// Enters a critical region and acquires a resource for reading, after writers. IRQL:
    /// <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExEnterCriticalRegionAndAcquireSharedWaitForExclusive(Resource: PERESOURCE) -> PVOID;
    /// Releases a resource and leaves the critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaseresourceandleavecriticalregion>
    pub fn ExReleaseResourceAndLeaveCriticalRegion(Resource: PERESOURCE);
    /// Initialises a protection with a counter for each processor. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializerundownprotectioncacheaware>
    pub fn ExInitializeRundownProtectionCacheAware(
        RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE,
        RunRefSize: SIZE_T,
    );
    /// Frees a protection with a counter for each processor. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exfreecacheawarerundownprotection>
    pub fn ExFreeCacheAwareRundownProtection(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    /// Begins a use of a shared object unless it is being run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirerundownprotectioncacheaware>
    pub fn ExAcquireRundownProtectionCacheAware(
        RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE,
    ) -> BOOLEAN;
    /// Ends a use of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaserundownprotectioncacheaware>
    pub fn ExReleaseRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    /// Begins several uses of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirerundownprotectioncacheawareex>
    pub fn ExAcquireRundownProtectionCacheAwareEx(
        RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE,
        Count: ULONG,
    ) -> BOOLEAN;
    /// Ends several uses of a shared object. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleaserundownprotectioncacheawareex>
    pub fn ExReleaseRundownProtectionCacheAwareEx(
        RunRef: PEX_RUNDOWN_REF_CACHE_AWARE,
        Count: ULONG,
    );
    /// Refuses new uses of an object and waits for the others to end. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exwaitforrundownprotectionreleasecacheaware>
    pub fn ExWaitForRundownProtectionReleaseCacheAware(RunRef: PEX_RUNDOWN_REF_CACHE_AWARE);
    /// Protects an object again after it was run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreinitializerundownprotectioncacheaware>
    pub fn ExReInitializeRundownProtectionCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    /// Marks an object as run down. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exrundowncompletedcacheaware>
    pub fn ExRundownCompletedCacheAware(RunRefCacheAware: PEX_RUNDOWN_REF_CACHE_AWARE);
    /// Initialises a cache of blocks of one size, from either pool. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializelookasidelistex>
    pub fn ExInitializeLookasideListEx(
        Lookaside: PLOOKASIDE_LIST_EX,
        Allocate: PALLOCATE_FUNCTION_EX,
        Free: PFREE_FUNCTION_EX,
        PoolType: POOL_TYPE,
        Flags: ULONG,
        Size: SIZE_T,
        Tag: ULONG,
        Depth: USHORT,
    ) -> NTSTATUS;
    /// Frees a lookaside list and its entries. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeletelookasidelistex>
    pub fn ExDeleteLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX);
    /// Frees the entries of a lookaside list. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exflushlookasidelistex>
    pub fn ExFlushLookasideListEx(Lookaside: PLOOKASIDE_LIST_EX);
    /// As `ExSetResourceOwnerPointer`, with flags. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsetresourceownerpointerex>
    pub fn ExSetResourceOwnerPointerEx(Resource: PERESOURCE, OwnerPointer: PVOID, Flags: ULONG);
    /// Allocates a timer that may have a high resolution. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatetimer>
    pub fn ExAllocateTimer(callback: PEXT_CALLBACK, context: *mut c_void, attr: ULONG) -> PEX_TIMER;
    /// Cancels a timer. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-excanceltimer>
    pub fn ExCancelTimer(timer: PEX_TIMER, params: PEXT_CANCEL_PARAMETERS) -> BOOLEAN;
    /// Frees a timer; with `Wait`, after its callback: then <= APC_LEVEL. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exdeletetimer>
    pub fn ExDeleteTimer(
        timer: PEX_TIMER,
        cancel: BOOLEAN,
        wait: BOOLEAN,
        params: PEXT_DELETE_PARAMETERS,
    ) -> BOOLEAN;
    /// Starts a timer; a negative due time is relative, in 100 ns units. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exsettimer>
    pub fn ExSetTimer(
        timer: PEX_TIMER,
        due: LONGLONG,
        period: LONGLONG,
        params: *mut EXT_SET_PARAMETERS,
    ) -> BOOLEAN;
    /// Creates a unique identifier. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exuuidcreate>
    pub fn ExUuidCreate(Uuid: *mut UUID) -> NTSTATUS;
    /// Raises `STATUS_DATATYPE_MISALIGNMENT`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exraisedatatypemisalignment>
    pub fn ExRaiseDatatypeMisalignment();
    /// Raises `STATUS_ACCESS_VIOLATION`. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-exraiseaccessviolation>
    pub fn ExRaiseAccessViolation();
    /// Lets the system adjust the depths of lookaside lists. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-exadjustlookasidedepth>
    pub fn ExAdjustLookasideDepth();
    /// Stops priority boosts of a resource's owners. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-exdisableresourceboostlite>
    pub fn ExDisableResourceBoostLite(Resource: PERESOURCE);
    /// Initialises a pushlock. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializepushlock>
    pub fn ExInitializePushLock(PushLock: PULONG_PTR);
}

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
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlocksharedatdpclevel>
    pub fn ExAcquireSpinLockSharedAtDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Releases a reader's lock and lowers the IRQL. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlockshared>
    pub fn ExReleaseSpinLockShared(SpinLock: PEX_SPIN_LOCK, OldIrql: KIRQL);
    /// Releases a reader's lock. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlocksharedfromdpclevel>
    pub fn ExReleaseSpinLockSharedFromDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Acquires a lock for writing and returns the IRQL before. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlockexclusive>
    pub fn ExAcquireSpinLockExclusive(SpinLock: PEX_SPIN_LOCK) -> KIRQL;
    /// Acquires a lock for writing. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exacquirespinlockexclusiveatdpclevel>
    pub fn ExAcquireSpinLockExclusiveAtDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Releases a writer's lock and lowers the IRQL. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlockexclusive>
    pub fn ExReleaseSpinLockExclusive(SpinLock: PEX_SPIN_LOCK, OldIrql: KIRQL);
    /// Releases a writer's lock. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exreleasespinlockexclusivefromdpclevel>
    pub fn ExReleaseSpinLockExclusiveFromDpcLevel(SpinLock: PEX_SPIN_LOCK);
    /// Makes the only reader the writer. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-extryconvertsharedspinlockexclusive>
    pub fn ExTryConvertSharedSpinLockExclusive(SpinLock: PEX_SPIN_LOCK) -> ULONG;
    /// Acquires a pushlock for writing, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExAcquirePushLockExclusiveEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Acquires a pushlock for reading, in a critical region. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExAcquirePushLockSharedEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Releases a writer's pushlock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExReleasePushLockExclusiveEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Releases a reader's pushlock. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
    pub fn ExReleasePushLockSharedEx(PushLock: PEX_PUSH_LOCK, Flags: ULONG);
    /// Makes a sequenced list empty. IRQL: any.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-initializeslisthead>
    pub fn InitializeSListHead(SListHead: PSLIST_HEADER);
    /// The clock's longest, shortest and current period, in 100 ns units. IRQL: <= APC_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exquerytimerresolution>
    pub fn ExQueryTimerResolution(
        MaximumTime: PULONG,
        MinimumTime: PULONG,
        CurrentTime: PULONG,
    );
    /// Reads a variable of the firmware. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exgetfirmwareenvironmentvariable>
    pub fn ExGetFirmwareEnvironmentVariable(
        VariableName: PUNICODE_STRING,
        VendorGuid: LPGUID,
        Value: PVOID,
        ValueLength: PULONG,
        Attributes: PULONG,
    ) -> NTSTATUS;

    /// The object type of events.
    pub static ExEventObjectType: KernelVariable<POBJECT_TYPE>;
    /// The object type of semaphores.
    pub static ExSemaphoreObjectType: KernelVariable<POBJECT_TYPE>;
}

/// Initialises a fast mutex. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializefastmutex>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializeworkitem>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
#[must_use]
pub unsafe fn ExGetCurrentResourceThread() -> ERESOURCE_THREAD {
    // SAFETY: no precondition.
    unsafe { PsGetCurrentThread() }.addr() as ERESOURCE_THREAD
}

/// Makes a sequenced list empty. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn ExInitializeSListHead(SListHead: PSLIST_HEADER) {
    // SAFETY: the contract is the same.
    unsafe { InitializeSListHead(SListHead) };
}

/// Pushes an entry on a sequenced list; the lock is not used. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpushentryslist>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpopentryslist>
#[inline]
pub unsafe fn ExInterlockedPopEntrySList(
    ListHead: PSLIST_HEADER,
    _Lock: PKSPIN_LOCK,
) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPopEntrySList(ListHead) }
}

/// Pushes an entry on a sequenced list. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn InterlockedPushEntrySList(
    ListHead: PSLIST_HEADER,
    ListEntry: PSLIST_ENTRY,
) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPushEntrySList(ListHead, ListEntry) }
}

/// Pops an entry from a sequenced list. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn InterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedPopEntrySList(ListHead) }
}

/// Takes all entries from a sequenced list. IRQL: any.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/>
#[inline]
pub unsafe fn InterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY {
    // SAFETY: the contract is the same.
    unsafe { ExpInterlockedFlushSList(ListHead) }
}

/// Default values for [`ExSetTimer`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializesettimerparameters>
#[inline]
pub unsafe fn ExInitializeSetTimerParameters(Parameters: PEXT_SET_PARAMETERS) {
    // SAFETY: the caller passes memory for the structure.
    unsafe { Parameters.write(EXT_SET_PARAMETERS::default()) };
}

/// Default values for [`ExDeleteTimer`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializedeletetimerparameters>
#[inline]
pub unsafe fn ExInitializeDeleteTimerParameters(Parameters: PEXT_DELETE_PARAMETERS) {
    // SAFETY: the caller passes memory for the structure.
    unsafe { Parameters.write(EXT_DELETE_PARAMETERS::default()) };
}

/// Opts in to nonexecutable pool, which systems since Windows 8 give in any case.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializedriverruntime>
#[inline]
pub const fn ExInitializeDriverRuntime(_RuntimeFlags: ULONG) {}

/// The flag of [`ExInitializeDriverRuntime`].
pub const DrvRtPoolNxOptIn: ULONG = 1;

/// Allocates zeroed pool memory, on systems before `ExAllocatePool2` too. IRQL: as
/// `ExAllocatePoolWithTag`.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolzero>
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
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepooluninitialized>
#[inline]
pub unsafe fn ExAllocatePoolUninitialized(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
) -> PVOID {
    // SAFETY: the contract is the same.
    unsafe { ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag) }
}

/// The entries of a lookaside list of either kind, as the header's inline functions use them.
macro_rules! lookaside {
    ($($(#[$meta:meta])* $allocate:ident $free:ident($list:ty):
        $allocator:ident($($allocator_more:ident)?) $deallocator:ident($($deallocator_more:ident)?);)*) => { $(
        $(#[$meta])*
        ///
        /// A cached entry, or a new one from the pool; null without memory.
        #[inline]
        pub unsafe fn $allocate(Lookaside: $list) -> PVOID {
            // SAFETY: the caller has an initialised list, which holds its allocation function.
            unsafe {
                (*Lookaside).L.TotalAllocates += 1;
                let entry =
                    ExpInterlockedPopEntrySList(&raw mut (*Lookaside).L.Anonymous1.ListHead);
                if !entry.is_null() {
                    return entry.cast();
                }
                (*Lookaside).L.Anonymous2.AllocateMisses += 1;
                let (pool, size, tag) =
                    ((*Lookaside).L.Type, (*Lookaside).L.Size, (*Lookaside).L.Tag);
                (*Lookaside).L.Anonymous4.$allocator.map_or(core::ptr::null_mut(), |allocate| {
                    allocate(pool, size.into(), tag $(, lookaside!(@ Lookaside $allocator_more))?)
                })
            }
        }

        /// Caches an entry, or frees it when there are enough.
        #[inline]
        pub unsafe fn $free(Lookaside: $list, Entry: PVOID) {
            // SAFETY: the caller has an initialised list and an entry of it.
            unsafe {
                (*Lookaside).L.TotalFrees += 1;
                let head = &raw mut (*Lookaside).L.Anonymous1.ListHead;
                if ExQueryDepthSList(head) < (*Lookaside).L.Depth {
                    ExpInterlockedPushEntrySList(head, Entry.cast());
                    return;
                }
                (*Lookaside).L.Anonymous3.FreeMisses += 1;
                if let Some(free) = (*Lookaside).L.Anonymous5.$deallocator {
                    free(Entry $(, lookaside!(@ Lookaside $deallocator_more))?);
                }
            }
        }
    )* };
    (@ $lookaside:ident list) => { $lookaside };
}

/// Allocates zeroed memory that counts for the process. IRQL: <= DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolquotazero>
#[inline]
pub unsafe fn ExAllocatePoolQuotaZero(
    PoolType: POOL_TYPE,
    NumberOfBytes: SIZE_T,
    Tag: ULONG,
) -> PVOID {
    let zeroed = PoolType | POOL_ZERO_ALLOCATION.cast_signed();
    // SAFETY: the contract is the same; systems that do not know the flag are helped below.
    unsafe {
        let memory = ExAllocatePoolWithQuotaTag(zeroed, NumberOfBytes, Tag);
        if !memory.is_null() {
            RtlZeroMemory(memory, NumberOfBytes);
        }
        memory
    }
}

lookaside! {
    /// IRQL: <= DISPATCH_LEVEL.
    ExAllocateFromNPagedLookasideList ExFreeToNPagedLookasideList(PNPAGED_LOOKASIDE_LIST):
        Allocate() Free();
    /// IRQL: <= APC_LEVEL.
    ExAllocateFromPagedLookasideList ExFreeToPagedLookasideList(PPAGED_LOOKASIDE_LIST):
        Allocate() Free();
    /// IRQL: <= DISPATCH_LEVEL, for paged pool <= APC_LEVEL.
    ExAllocateFromLookasideListEx ExFreeToLookasideListEx(PLOOKASIDE_LIST_EX):
        AllocateEx(list) FreeEx(list);
}
