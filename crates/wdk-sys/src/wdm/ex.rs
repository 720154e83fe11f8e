//! `wdm.h`, `ntddk.h`, `ntifs.h`: the executive: pool, lookaside lists, resources, fast mutexes,
//! timers, rundown protection.

use core::ptr::write;

use crate::{
    _EVENT_TYPE, FALSE, KeInitializeEvent, LONG, PKSPIN_LOCK, PSLIST_ENTRY, PSLIST_HEADER, PVOID,
    RtlZeroMemory, SIZE_T, ULONG,
};

pub use crate::generated::wdm::ex::*;

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

forward! {
    /// Initialises a work item of the system's own queues; drivers use `IoAllocateWorkItem`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializeworkitem>
    pub unsafe fn ExInitializeWorkItem(
        Item: PWORK_QUEUE_ITEM,
        Routine: PWORKER_THREAD_ROUTINE,
        Context: PVOID,
    ) = write(Item, item)
        with item = WORK_QUEUE_ITEM {
            WorkerRoutine: Routine,
            Parameter: Context,
            ..Default::default()
        };
}

/// The owner that `ExReleaseResourceForThreadLite` means by the current thread.
#[inline]
#[must_use]
pub unsafe fn ExGetCurrentResourceThread() -> ERESOURCE_THREAD {
    // SAFETY: the function may be called at any IRQL, in every thread.
    unsafe { crate::inline::PsGetCurrentThread() }.addr() as ERESOURCE_THREAD
}

forward! {
    /// Makes a sequenced list empty. IRQL: any.
    pub unsafe fn ExInitializeSListHead(SListHead: PSLIST_HEADER)
        = InitializeSListHead(SListHead);

    /// Pushes an entry on a sequenced list; the lock is not used. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpushentryslist>
    pub unsafe fn ExInterlockedPushEntrySList(
        ListHead: PSLIST_HEADER,
        ListEntry: PSLIST_ENTRY,
        _Lock: PKSPIN_LOCK,
    ) -> PSLIST_ENTRY = ExpInterlockedPushEntrySList(ListHead, ListEntry);

    /// Pops an entry from a sequenced list; the lock is not used. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinterlockedpopentryslist>
    pub unsafe fn ExInterlockedPopEntrySList(
        ListHead: PSLIST_HEADER,
        _Lock: PKSPIN_LOCK,
    ) -> PSLIST_ENTRY = ExpInterlockedPopEntrySList(ListHead);

    /// Pushes an entry on a sequenced list. IRQL: any.
    pub unsafe fn InterlockedPushEntrySList(
        ListHead: PSLIST_HEADER,
        ListEntry: PSLIST_ENTRY,
    ) -> PSLIST_ENTRY = ExpInterlockedPushEntrySList(ListHead, ListEntry);

    /// Pops an entry from a sequenced list. IRQL: any.
    pub unsafe fn InterlockedPopEntrySList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY
        = ExpInterlockedPopEntrySList(ListHead);

    /// Takes all entries from a sequenced list. IRQL: any.
    pub unsafe fn InterlockedFlushSList(ListHead: PSLIST_HEADER) -> PSLIST_ENTRY
        = ExpInterlockedFlushSList(ListHead);

    /// Default values for [`ExSetTimer`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializesettimerparameters>
    pub unsafe fn ExInitializeSetTimerParameters(Parameters: PEXT_SET_PARAMETERS)
        = write(Parameters, defaults)
        with defaults = EXT_SET_PARAMETERS::default();

    /// Default values for [`ExDeleteTimer`].
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializedeletetimerparameters>
    pub unsafe fn ExInitializeDeleteTimerParameters(Parameters: PEXT_DELETE_PARAMETERS)
        = write(Parameters, defaults)
        with defaults = EXT_DELETE_PARAMETERS::default();
}

/// Opts in to nonexecutable pool, which systems since Windows 8 give in any case.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exinitializedriverruntime>
#[inline]
pub const fn ExInitializeDriverRuntime(_RuntimeFlags: ULONG) {}

/// Allocates zeroed pool memory, on systems before `ExAllocatePool2` too. IRQL: as
/// `ExAllocatePoolWithTag`.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepoolzero>
#[inline]
pub unsafe fn ExAllocatePoolZero(PoolType: POOL_TYPE, NumberOfBytes: SIZE_T, Tag: ULONG) -> PVOID {
    // SAFETY: the caller chose type and size for an allocation; a successful one has so many bytes.
    unsafe {
        let memory = ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag);
        if !memory.is_null() {
            memory.cast::<u8>().write_bytes(0, NumberOfBytes as usize);
        }
        memory
    }
}

forward! {
    /// Allocates pool memory without clearing it. IRQL: as `ExAllocatePoolWithTag`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-exallocatepooluninitialized>
    pub unsafe fn ExAllocatePoolUninitialized(
        PoolType: POOL_TYPE,
        NumberOfBytes: SIZE_T,
        Tag: ULONG,
    ) -> PVOID = ExAllocatePoolWithTag(PoolType, NumberOfBytes, Tag);
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
                    ExpInterlockedPopEntrySList(&raw mut (*Lookaside).L.__bindgen_anon_1.ListHead);
                if !entry.is_null() {
                    return entry.cast();
                }
                (*Lookaside).L.__bindgen_anon_2.AllocateMisses += 1;
                let (pool, size, tag) =
                    ((*Lookaside).L.Type, (*Lookaside).L.Size, (*Lookaside).L.Tag);
                (*Lookaside).L.__bindgen_anon_4.$allocator.map_or(core::ptr::null_mut(), |allocate| {
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
                let head = &raw mut (*Lookaside).L.__bindgen_anon_1.ListHead;
                if ExQueryDepthSList(head) < (*Lookaside).L.Depth {
                    ExpInterlockedPushEntrySList(head, Entry.cast());
                    return;
                }
                (*Lookaside).L.__bindgen_anon_3.FreeMisses += 1;
                if let Some(free) = (*Lookaside).L.__bindgen_anon_5.$deallocator {
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
    // SAFETY: the arguments are those of an allocation; systems that do not know the flag ignore it,
    // and what it returned has so many bytes.
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
