//! `ndis.h`: the inline functions and macros.

use core::{ffi::c_void, mem::offset_of};

use crate::{
    _NDIS_NET_BUFFER_LIST_INFO, BOOLEAN, ExAllocateFromNPagedLookasideList,
    ExDeleteNPagedLookasideList, ExFreeToNPagedLookasideList, ExInitializeNPagedLookasideList,
    ExInterlockedInsertHeadList, ExInterlockedInsertTailList, ExInterlockedRemoveHeadList, FALSE,
    InitializeListHead, InterlockedDecrement, InterlockedIncrement, KeAcquireSpinLock,
    KeAcquireSpinLockAtDpcLevel, KeInitializeSpinLock, KeReleaseSpinLock,
    KeReleaseSpinLockFromDpcLevel, KeStallExecutionProcessor, LONG, LONGLONG, MmGetMdlByteCount,
    MmGetSystemAddressForMdlSafe, NDIS_NET_BUFFER_LIST_INFO, NDIS_PHYSICAL_ADDRESS,
    NDIS_RUNTIME_VERSION_630, NDIS_SPIN_LOCK, NDIS_STATUS, NTSTATUS, NdisGetVersion,
    PALLOCATE_FUNCTION, PCUNICODE_STRING, PCWSTR, PFREE_FUNCTION, PKIRQL, PKSPIN_LOCK, PLIST_ENTRY,
    PLONG, PMDL, PNDIS_SPIN_LOCK, PNET_BUFFER, PNET_BUFFER_LIST, PNPAGED_LOOKASIDE_LIST,
    POOL_NX_ALLOCATION, PUCHAR, PUNICODE_STRING, PVOID, RtlCopyMemory, RtlEqualMemory,
    RtlEqualUnicodeString, RtlFillMemory, RtlInitUnicodeString, RtlUpcaseUnicodeString,
    RtlZeroMemory, SIZE_T, UCHAR, ULONG, USHORT,
};

/// Macros that read a field: a pointer to it, through which it is read and written.
macro_rules! fields {
    ($($(#[$meta:meta])* $name:ident($pointer:ty) -> $field:ty = $($path:ident).+;)*) => { $(
        $(#[$meta])*
        #[inline]
        pub const unsafe fn $name(Object: $pointer) -> *mut $field {
            // SAFETY: the caller passes a pointer to the structure.
            unsafe { &raw mut (*Object).$($path).+ }
        }
    )* };
}

fields! {
    /// The buffer after this one.
    NET_BUFFER_NEXT_NB(PNET_BUFFER) -> PNET_BUFFER = __bindgen_anon_1.__bindgen_anon_1.Next;
    /// The first MDL of a buffer's chain.
    NET_BUFFER_FIRST_MDL(PNET_BUFFER) -> PMDL = __bindgen_anon_1.__bindgen_anon_1.MdlChain;
    /// How many bytes of data a buffer has.
    NET_BUFFER_DATA_LENGTH(PNET_BUFFER) -> ULONG = __bindgen_anon_1.__bindgen_anon_1.__bindgen_anon_1.DataLength;
    /// Where the data begin, from the start of the first MDL.
    NET_BUFFER_DATA_OFFSET(PNET_BUFFER) -> ULONG = __bindgen_anon_1.__bindgen_anon_1.DataOffset;
    /// The MDL in which the data begin.
    NET_BUFFER_CURRENT_MDL(PNET_BUFFER) -> PMDL = __bindgen_anon_1.__bindgen_anon_1.CurrentMdl;
    /// Where the data begin, from the start of the current MDL.
    NET_BUFFER_CURRENT_MDL_OFFSET(PNET_BUFFER) -> ULONG = __bindgen_anon_1.__bindgen_anon_1.CurrentMdlOffset;
    /// Room for the driver that made the buffer.
    NET_BUFFER_PROTOCOL_RESERVED(PNET_BUFFER) -> [PVOID; 6] = ProtocolReserved;
    /// Room for the miniport that has the buffer.
    NET_BUFFER_MINIPORT_RESERVED(PNET_BUFFER) -> [PVOID; 4] = MiniportReserved;
    /// What to add to the checksum of a buffer.
    NET_BUFFER_CHECKSUM_BIAS(PNET_BUFFER) -> USHORT = ChecksumBias;
    /// The physical address of a buffer's data.
    NET_BUFFER_DATA_PHYSICAL_ADDRESS(PNET_BUFFER) -> NDIS_PHYSICAL_ADDRESS = DataPhysicalAddress;
    /// The list after this one.
    NET_BUFFER_LIST_NEXT_NBL(PNET_BUFFER_LIST) -> PNET_BUFFER_LIST = __bindgen_anon_1.__bindgen_anon_1.Next;
    /// The first buffer of a list.
    NET_BUFFER_LIST_FIRST_NB(PNET_BUFFER_LIST) -> PNET_BUFFER = __bindgen_anon_1.__bindgen_anon_1.FirstNetBuffer;
    /// Flags of NDIS.
    NET_BUFFER_LIST_FLAGS(PNET_BUFFER_LIST) -> ULONG = Flags;
    /// Flags that drivers share.
    NET_BUFFER_LIST_NBL_FLAGS(PNET_BUFFER_LIST) -> ULONG = NblFlags;
    /// Room for the driver that made the list.
    NET_BUFFER_LIST_PROTOCOL_RESERVED(PNET_BUFFER_LIST) -> [PVOID; 4] = ProtocolReserved;
    /// Room for the miniport that has the list.
    NET_BUFFER_LIST_MINIPORT_RESERVED(PNET_BUFFER_LIST) -> [PVOID; 2] = MiniportReserved;
    /// How the list's sending or receipt ended.
    NET_BUFFER_LIST_STATUS(PNET_BUFFER_LIST) -> NDIS_STATUS = __bindgen_anon_2.Status;
}

/// Where the data of the newest context of a list begin.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-net_buffer_list_context_data_start>
#[inline]
pub unsafe fn NET_BUFFER_LIST_CONTEXT_DATA_START(NetBufferList: PNET_BUFFER_LIST) -> PUCHAR {
    // SAFETY: the caller's list has a context; its data lie behind the structure.
    unsafe {
        let context = (*NetBufferList).Context;
        context
            .add(1)
            .cast::<UCHAR>()
            .add(usize::from((*context).Offset))
    }
}

/// How many bytes the contexts of a list have.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-net_buffer_list_context_data_size>
#[inline]
pub unsafe fn NET_BUFFER_LIST_CONTEXT_DATA_SIZE(NetBufferList: PNET_BUFFER_LIST) -> USHORT {
    // SAFETY: the caller's list has a context.
    unsafe { (*(*NetBufferList).Context).Size }
}

/// What a list says about a subject of [`_NDIS_NET_BUFFER_LIST_INFO`].
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/nblaccessors/nf-nblaccessors-net_buffer_list_info>
#[inline]
pub unsafe fn NET_BUFFER_LIST_INFO(
    NetBufferList: PNET_BUFFER_LIST,
    Id: NDIS_NET_BUFFER_LIST_INFO,
) -> *mut PVOID {
    // SAFETY: the caller passes a list and one of the subjects, which are indexes.
    unsafe {
        (&raw mut (*NetBufferList).NetBufferListInfo)
            .cast::<PVOID>()
            .add(Id.cast_unsigned() as usize)
    }
}

/// The identifier by which a list's sending is canceled.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndis_get_net_buffer_list_cancel_id>
#[inline]
pub unsafe fn NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(NetBufferList: PNET_BUFFER_LIST) -> PVOID {
    // SAFETY: the subject is an index of the list's information, and its element is initialised.
    unsafe {
        *NET_BUFFER_LIST_INFO(
            NetBufferList,
            _NDIS_NET_BUFFER_LIST_INFO::NetBufferListCancelId,
        )
    }
}

/// Sets the identifier by which a list's sending is canceled.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndis_set_net_buffer_list_cancel_id>
#[inline]
pub unsafe fn NDIS_SET_NET_BUFFER_LIST_CANCEL_ID(NetBufferList: PNET_BUFFER_LIST, CancelId: PVOID) {
    let id = _NDIS_NET_BUFFER_LIST_INFO::NetBufferListCancelId;
    // SAFETY: the identifier's element belongs to the list, which the caller may write.
    unsafe { *NET_BUFFER_LIST_INFO(NetBufferList, id) = CancelId };
}

forward! {
    /// Copies memory that does not overlap.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndismovememory>
    pub unsafe fn NdisMoveMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T)
        = RtlCopyMemory(Destination, Source, Length);

    /// Fills memory with zeroes.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndiszeromemory>
    pub unsafe fn NdisZeroMemory(Destination: PVOID, Length: SIZE_T)
        = RtlZeroMemory(Destination, Length);

    /// Fills memory.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfillmemory>
    pub unsafe fn NdisFillMemory(Destination: PVOID, Length: SIZE_T, Fill: UCHAR)
        = RtlFillMemory(Destination, Length, Fill);

    /// Whether memory is equal.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisequalmemory>
    pub unsafe fn NdisEqualMemory(
        Source1: *const c_void,
        Source2: *const c_void,
        Length: SIZE_T,
    ) -> bool = RtlEqualMemory(Source1, Source2, Length);
}

/// The kernel's lock in one of NDIS.
const fn lock_of(lock: PNDIS_SPIN_LOCK) -> PKSPIN_LOCK {
    lock.wrapping_byte_add(offset_of!(NDIS_SPIN_LOCK, SpinLock))
        .cast()
}

/// Where a lock of NDIS keeps the IRQL at which it was acquired.
const fn old_irql_of(lock: PNDIS_SPIN_LOCK) -> PKIRQL {
    lock.wrapping_byte_add(offset_of!(NDIS_SPIN_LOCK, OldIrql))
        .cast()
}

/// Ends the use of a spin lock.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreespinlock>
#[inline]
pub const fn NdisFreeSpinLock(_SpinLock: PNDIS_SPIN_LOCK) {}

forward! {
    /// Initialises a spin lock.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatespinlock>
    pub unsafe fn NdisAllocateSpinLock(SpinLock: PNDIS_SPIN_LOCK) = KeInitializeSpinLock(lock)
        with lock = lock_of(SpinLock);

    /// Acquires a spin lock. IRQL: <= DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisacquirespinlock>
    pub unsafe fn NdisAcquireSpinLock(SpinLock: PNDIS_SPIN_LOCK)
        = KeAcquireSpinLock(lock, old_irql)
        with lock = lock_of(SpinLock), old_irql = old_irql_of(SpinLock);

    /// Acquires a spin lock. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdpracquirespinlock>
    pub unsafe fn NdisDprAcquireSpinLock(SpinLock: PNDIS_SPIN_LOCK)
        = KeAcquireSpinLockAtDpcLevel(lock)
        with lock = lock_of(SpinLock);

    /// Releases what [`NdisDprAcquireSpinLock`] acquired. IRQL: DISPATCH_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdprreleasespinlock>
    pub unsafe fn NdisDprReleaseSpinLock(SpinLock: PNDIS_SPIN_LOCK)
        = KeReleaseSpinLockFromDpcLevel(lock)
        with lock = lock_of(SpinLock);
}

/// Releases a spin lock. IRQL: DISPATCH_LEVEL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisreleasespinlock>
#[inline]
pub unsafe fn NdisReleaseSpinLock(SpinLock: PNDIS_SPIN_LOCK) {
    // SAFETY: the caller holds the lock, so nobody else writes the level that acquiring it stored.
    let old_irql = unsafe { (*SpinLock).OldIrql };
    // SAFETY: the level is the one at which this lock was acquired.
    unsafe { KeReleaseSpinLock(lock_of(SpinLock), old_irql) }
}

forward! {
    /// Adds one and returns the sum.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedincrement>
    pub unsafe fn NdisInterlockedIncrement(Addend: PLONG) -> LONG = InterlockedIncrement(Addend);

    /// Subtracts one and returns the difference.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockeddecrement>
    pub unsafe fn NdisInterlockedDecrement(Addend: PLONG) -> LONG = InterlockedDecrement(Addend);

    /// Inserts at the head of a list, under a spin lock.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedinsertheadlist>
    pub unsafe fn NdisInterlockedInsertHeadList(
        ListHead: PLIST_ENTRY,
        ListEntry: PLIST_ENTRY,
        SpinLock: PNDIS_SPIN_LOCK,
    ) -> PLIST_ENTRY = ExInterlockedInsertHeadList(ListHead, ListEntry, lock)
        with lock = lock_of(SpinLock);

    /// Inserts at the tail of a list, under a spin lock.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedinserttaillist>
    pub unsafe fn NdisInterlockedInsertTailList(
        ListHead: PLIST_ENTRY,
        ListEntry: PLIST_ENTRY,
        SpinLock: PNDIS_SPIN_LOCK,
    ) -> PLIST_ENTRY = ExInterlockedInsertTailList(ListHead, ListEntry, lock)
        with lock = lock_of(SpinLock);

    /// Removes the head of a list, under a spin lock.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinterlockedremoveheadlist>
    pub unsafe fn NdisInterlockedRemoveHeadList(
        ListHead: PLIST_ENTRY,
        SpinLock: PNDIS_SPIN_LOCK,
    ) -> PLIST_ENTRY = ExInterlockedRemoveHeadList(ListHead, lock)
        with lock = lock_of(SpinLock);

    /// Initialises a list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializelisthead>
    pub unsafe fn NdisInitializeListHead(ListHead: PLIST_ENTRY) = InitializeListHead(ListHead);

    /// Lets a counted string refer to a string that ends with zero.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitunicodestring>
    pub unsafe fn NdisInitUnicodeString(Destination: PUNICODE_STRING, Source: PCWSTR)
        = RtlInitUnicodeString(Destination, Source);

    /// Whether strings are equal.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisequalstring>
    pub unsafe fn NdisEqualString(
        String1: PCUNICODE_STRING,
        String2: PCUNICODE_STRING,
        CaseInsensitive: BOOLEAN,
    ) -> BOOLEAN = RtlEqualUnicodeString(String1, String2, CaseInsensitive);

    /// Converts a string to upper case. IRQL: PASSIVE_LEVEL.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisupcaseunicodestring>
    pub unsafe fn NdisUpcaseUnicodeString(
        Destination: PUNICODE_STRING,
        Source: PCUNICODE_STRING,
    ) -> NTSTATUS = RtlUpcaseUnicodeString(Destination, Source, FALSE);
}

/// Initialises a lookaside list, of memory that cannot be executed where NDIS knows such.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisinitializenpagedlookasidelist>
#[inline]
pub unsafe fn NdisInitializeNPagedLookasideList(
    Lookaside: PNPAGED_LOOKASIDE_LIST,
    Allocate: PALLOCATE_FUNCTION,
    Free: PFREE_FUNCTION,
    Flags: ULONG,
    Size: SIZE_T,
    Tag: ULONG,
    Depth: USHORT,
) {
    // SAFETY: the function has no preconditions.
    let executable = unsafe { NdisGetVersion() } < NDIS_RUNTIME_VERSION_630;
    let flags = Flags | if executable { 0 } else { POOL_NX_ALLOCATION };
    // SAFETY: memory for the list, its functions and its tag are the caller's, who keeps for them
    // what the kernel's function asks; the flag is one of the pool's.
    unsafe {
        ExInitializeNPagedLookasideList(Lookaside, Allocate, Free, flags, Size, Tag, Depth);
    }
}

forward! {
    /// Deletes a lookaside list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisdeletenpagedlookasidelist>
    pub unsafe fn NdisDeleteNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST)
        = ExDeleteNPagedLookasideList(Lookaside);

    /// Takes an entry off a lookaside list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisallocatefromnpagedlookasidelist>
    pub unsafe fn NdisAllocateFromNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST) -> PVOID
        = ExAllocateFromNPagedLookasideList(Lookaside);

    /// Gives an entry back to a lookaside list.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisfreetonpagedlookasidelist>
    pub unsafe fn NdisFreeToNPagedLookasideList(Lookaside: PNPAGED_LOOKASIDE_LIST, Entry: PVOID)
        = ExFreeToNPagedLookasideList(Lookaside, Entry);
}

/// The mapped address and the length of an MDL's memory; the address is null without resources.
#[inline]
pub unsafe fn NdisQueryMdl(
    Mdl: PMDL,
    VirtualAddress: *mut PVOID,
    Length: *mut u32,
    Priority: ULONG,
) {
    // SAFETY: the caller passes an MDL, and variables.
    unsafe {
        if !VirtualAddress.is_null() {
            *VirtualAddress = MmGetSystemAddressForMdlSafe(Mdl, Priority);
        }
        *Length = MmGetMdlByteCount(Mdl);
    }
}

/// Sets the length of an MDL.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisadjustmdllength>
#[inline]
pub unsafe fn NdisAdjustMdlLength(Mdl: PMDL, Length: ULONG) {
    // SAFETY: the caller passes an MDL.
    unsafe { (*Mdl).ByteCount = Length };
}

/// The MDL after this one.
#[inline]
pub unsafe fn NdisGetNextMdl(CurrentMdl: PMDL, NextMdl: *mut PMDL) {
    // SAFETY: the caller passes an MDL, and a variable.
    unsafe { *NextMdl = (*CurrentMdl).Next };
}

/// The 64 bits of a physical address.
const fn bits(address: NDIS_PHYSICAL_ADDRESS) -> LONGLONG {
    // SAFETY: every view of the union is made of numbers over the same eight bytes.
    unsafe { address.QuadPart }
}

/// The high 32 bits of a physical address.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetphysicaladdresshigh>
#[must_use]
#[inline]
pub const fn NdisGetPhysicalAddressHigh(PhysicalAddress: NDIS_PHYSICAL_ADDRESS) -> LONG {
    (bits(PhysicalAddress) >> 32) as LONG
}

/// The low 32 bits of a physical address.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisgetphysicaladdresslow>
#[must_use]
#[inline]
pub const fn NdisGetPhysicalAddressLow(PhysicalAddress: NDIS_PHYSICAL_ADDRESS) -> ULONG {
    bits(PhysicalAddress) as ULONG
}

forward! {
    /// Waits busily for some microseconds, fewer than 50.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ndis/nf-ndis-ndisstallexecution>
    pub unsafe fn NdisStallExecution(MicrosecondsToStall: ULONG)
        = KeStallExecutionProcessor(MicrosecondsToStall);
}
