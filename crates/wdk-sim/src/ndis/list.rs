//! `NET_BUFFER_LIST`s, `NET_BUFFER`s and MDLs: pools of them, and the bytes behind them.
//!
//! All of it is pool memory of the driver that allocates it, so what is not freed is a leak of that
//! driver.
#![expect(
    unsafe_code,
    clippy::multiple_unsafe_ops_per_block,
    reason = "defines functions that drivers link to"
)]

use std::ptr;

use wdk_sys::{
    BOOLEAN, ExFreePoolWithTag, MmBuildMdlForNonPagedPool, MmGetSystemAddressForMdlSafe,
    MmInitializeMdl, MmSizeOfMdl, NDIS_HANDLE, NDIS_OBJECT_TYPE_DEFAULT,
    NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
    NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1, NDIS_STATUS, NDIS_STATUS_SUCCESS,
    NET_BUFFER, NET_BUFFER_FREE_MDL_HANDLER, NET_BUFFER_LIST, NET_BUFFER_LIST_CONTEXT,
    NET_BUFFER_LIST_FIRST_NB, NET_BUFFER_LIST_POOL_PARAMETERS, NET_BUFFER_POOL_PARAMETERS, PMDL,
    PNET_BUFFER, PNET_BUFFER_LIST, PVOID, SIZE_T, UCHAR, ULONG, USHORT, abi,
};

use super::data;
use crate::nt::ex::driver_pool;
use crate::nt::parameter::Out;
use crate::nt::parameter::Struct;
use crate::{
    engine::export::{Export, export_table},
    ndis::rules,
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("NDIS.SYS":
    NdisAllocateNetBufferListPool: full,
    NdisFreeNetBufferListPool: full,
    NdisAllocateNetBufferList: full,
    NdisAllocateNetBufferAndNetBufferList: full,
    NdisFreeNetBufferList: full,
    NdisAllocateNetBufferPool: full,
    NdisFreeNetBufferPool: full,
    NdisAllocateNetBuffer: full,
    NdisAllocateNetBufferMdlAndData: full,
    NdisFreeNetBuffer: full,
    NdisAllocateMdl: full,
    NdisFreeMdl: full,
    NdisGetDataBuffer: full,
    NdisGetPoolFromNetBufferList: full,
    NdisGetPoolFromNetBuffer: full,
    NdisGetNetBufferListProtocolId: full,
    NdisAdjustNetBufferCurrentMdl: full,
    NdisAdvanceNetBufferDataStart: partial(
        "FreeMdl is ignored: MDLs in front of the data are not freed"
    ),
    NdisCopyFromNetBufferToNetBuffer: full,
);

/// What a pool's handle points to.
#[repr(C)]
struct Pool {
    magic: u64,
    tag: ULONG,
    data_size: ULONG,
    /// Bytes of context data that every list has at least.
    context_size: USHORT,
    with_buffer: bool,
    protocol: UCHAR,
    live: u32,
}

const MAGIC: u64 = u64::from_le_bytes(*b"NdisPool");
const MDL_TAG: u32 = u32::from_le_bytes(*b"NdMd");
const DATA_TAG: u32 = u32::from_le_bytes(*b"NdDa");

/// A list with the buffer that comes along. Behind it are the data of its context.
#[repr(C)]
struct Block {
    list: NET_BUFFER_LIST,
    buffer: NET_BUFFER,
    context: NET_BUFFER_LIST_CONTEXT,
}

fn allocate(bytes: usize, tag: ULONG) -> PVOID {
    driver_pool::zeroed(bytes as u64, tag)
}

fn create_pool(pool: Pool) -> NDIS_HANDLE {
    let tag = pool.tag;
    let place: *mut Pool = allocate(size_of::<Pool>(), tag).cast();
    if !place.is_null() {
        // SAFETY: allocated above, for this.
        unsafe { place.write(pool) };
    }
    place.cast()
}

/// The pool behind a handle; something else ends the machine.
fn pool<'a>(handle: NDIS_HANDLE, function: &str) -> &'a mut Pool {
    let place: *mut Pool = handle.cast();
    // SAFETY: the driver says that this is a pool; the magic number is looked at before use.
    let known = !place.is_null() && unsafe { (*place).magic } == MAGIC;
    if !known {
        Kernel::current().stop(
            rules::NDIS_HANDLE.code,
            [rules::NDIS_HANDLE.sub_code, handle as u64, 0, 0],
            format!("{function}: {handle:p} is no pool, or was freed"),
        );
    }
    // SAFETY: it is a pool, which only functions of this file touch, one at a time.
    unsafe { &mut *place }
}

fn free_pool(handle: NDIS_HANDLE, function: &str) {
    let pool = pool(handle, function);
    let (live, tag) = (pool.live, pool.tag);
    Kernel::current().check(live == 0, &rules::NDIS_POOL_IN_USE, || {
        format!("{function}: {live} of the pool's structures are not freed")
    });
    pool.magic = 0;
    // SAFETY: allocated by `create_pool` with this tag.
    unsafe { ExFreePoolWithTag(handle, tag) };
}

#[abi(enter, no_mangle)]
fn NdisAllocateNetBufferListPool(
    NdisHandle: NDIS_HANDLE,
    Parameters: Struct<NET_BUFFER_LIST_POOL_PARAMETERS>,
) -> NDIS_HANDLE {
    let _ = NdisHandle;
    let Some(parameters) = Parameters.as_ref() else {
        return ptr::null_mut();
    };
    let header = parameters.Header;
    let well_formed = ULONG::from(header.Type) == NDIS_OBJECT_TYPE_DEFAULT
        && ULONG::from(header.Size) >= NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1;
    Kernel::current().check(well_formed, &rules::NDIS_OBJECT_HEADER, || {
        "NdisAllocateNetBufferListPool: the header of the parameters is wrong".to_owned()
    });
    if !well_formed {
        return ptr::null_mut();
    }
    create_pool(Pool {
        magic: MAGIC,
        tag: parameters.PoolTag,
        data_size: parameters.DataSize,
        context_size: parameters.ContextSize,
        with_buffer: parameters.fAllocateNetBuffer != 0,
        protocol: parameters.ProtocolId,
        live: 0,
    })
}

#[abi(enter, no_mangle)]
fn NdisFreeNetBufferListPool(PoolHandle: NDIS_HANDLE) {
    free_pool(PoolHandle, "NdisFreeNetBufferListPool");
}

#[abi(enter, no_mangle)]
fn NdisAllocateNetBufferPool(
    NdisHandle: NDIS_HANDLE,
    Parameters: Struct<NET_BUFFER_POOL_PARAMETERS>,
) -> NDIS_HANDLE {
    let _ = NdisHandle;
    let Some(parameters) = Parameters.as_ref() else {
        return ptr::null_mut();
    };
    let header = parameters.Header;
    let well_formed = ULONG::from(header.Type) == NDIS_OBJECT_TYPE_DEFAULT
        && ULONG::from(header.Size) >= NDIS_SIZEOF_NET_BUFFER_POOL_PARAMETERS_REVISION_1;
    Kernel::current().check(well_formed, &rules::NDIS_OBJECT_HEADER, || {
        "NdisAllocateNetBufferPool: the header of the parameters is wrong".to_owned()
    });
    if !well_formed {
        return ptr::null_mut();
    }
    create_pool(Pool {
        magic: MAGIC,
        tag: parameters.PoolTag,
        data_size: parameters.DataSize,
        context_size: 0,
        with_buffer: false,
        protocol: 0,
        live: 0,
    })
}

#[abi(enter, no_mangle)]
fn NdisFreeNetBufferPool(PoolHandle: NDIS_HANDLE) {
    free_pool(PoolHandle, "NdisFreeNetBufferPool");
}

/// A list of the pool, and the buffer that lies behind it. Its context has `size` bytes for the
/// caller, and `back_fill` in front of them for those that the list is passed to.
fn new_list(
    handle: NDIS_HANDLE,
    (size, back_fill): (USHORT, USHORT),
    function: &str,
) -> Option<(PNET_BUFFER_LIST, PNET_BUFFER)> {
    let pool = pool(handle, function);
    let data = size.saturating_add(back_fill).max(pool.context_size);
    let block: *mut Block = allocate(size_of::<Block>() + usize::from(data), pool.tag).cast();
    if block.is_null() {
        return None;
    }
    pool.live += 1;
    if data > 0 {
        // SAFETY: allocated above; the block ends with the context and its data.
        let context = unsafe { &raw mut (*block).context };
        // SAFETY: part of the zeroed block.
        unsafe { (*context).Size = data };
        // SAFETY: as above; the caller's data are the last ones.
        unsafe { (*context).Offset = data - size };
        // SAFETY: the list is another part of the block.
        unsafe { (*block).list.Context = context };
    }
    // SAFETY: allocated above.
    let list = unsafe { &raw mut (*block).list };
    // SAFETY: the block holds a list and a buffer.
    let buffer = unsafe { &raw mut (*block).buffer };
    // SAFETY: the memory is zeroed, which is valid.
    unsafe { (*list).NdisPoolHandle = handle };
    // SAFETY: the buffer is part of the zeroed block.
    unsafe { (*buffer).NdisPoolHandle = handle };
    Some((list, buffer))
}

/// Lets a buffer's data be `length` bytes of `chain` from `offset` on.
///
/// # Safety
/// `buffer` is a buffer, and `chain` the first of its MDLs, or null.
pub(super) unsafe fn set_data(buffer: PNET_BUFFER, chain: PMDL, offset: ULONG, length: ULONG) {
    // SAFETY: by this function's contract.
    let header = unsafe { &mut (*buffer).__bindgen_anon_1.__bindgen_anon_1 };
    header.MdlChain = chain;
    header.CurrentMdl = chain;
    header.CurrentMdlOffset = offset;
    header.DataOffset = offset;
    header.__bindgen_anon_1.stDataLength = u64::from(length);
    // SAFETY: the caller passes a buffer in use, whose numbers were just changed.
    unsafe { adjust(buffer) };
}

/// Makes the MDL in which the data begin the current one.
///
/// # Safety
/// `buffer` is a buffer with a valid chain.
unsafe fn adjust(buffer: PNET_BUFFER) {
    // SAFETY: by this function's contract.
    let header = unsafe { &mut (*buffer).__bindgen_anon_1.__bindgen_anon_1 };
    let (mut mdl, mut offset) = (header.MdlChain, header.DataOffset);
    // SAFETY: the chain holds MDLs and ends with null.
    while let Some(current) = unsafe { mdl.as_ref() } {
        if offset < current.ByteCount || current.Next.is_null() {
            break;
        }
        offset -= current.ByteCount;
        mdl = current.Next;
    }
    header.CurrentMdl = mdl;
    header.CurrentMdlOffset = offset;
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateNetBufferList(
    PoolHandle: NDIS_HANDLE,
    ContextSize: USHORT,
    ContextBackFill: USHORT,
) -> PNET_BUFFER_LIST {
    let function = "NdisAllocateNetBufferList";
    let context = (ContextSize, ContextBackFill);
    let Some((list, buffer)) = new_list(PoolHandle, context, function) else {
        return ptr::null_mut();
    };
    let (with_buffer, data_size) = {
        let pool = pool(PoolHandle, function);
        (pool.with_buffer, pool.data_size)
    };
    if !with_buffer {
        return list;
    }
    // SAFETY: both were made above.
    unsafe { *NET_BUFFER_LIST_FIRST_NB(list) = buffer };
    if data_size > 0 {
        let data = allocate(data_size as usize, DATA_TAG);
        let mdl = if data.is_null() {
            ptr::null_mut()
        } else {
            // SAFETY: the data have this size.
            unsafe { NdisAllocateMdl(PoolHandle, data, data_size) }
        };
        // SAFETY: the buffer remembers its memory until the list is freed.
        unsafe { (*buffer).NdisReserved = [mdl.cast(), data] };
        if mdl.is_null() {
            // SAFETY: allocated above; frees the data that there are, too.
            unsafe { free_list(list) };
            return ptr::null_mut();
        }
        // SAFETY: the MDL describes the data.
        unsafe { set_data(buffer, mdl, 0, 0) };
    }
    list
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateNetBufferAndNetBufferList(
    PoolHandle: NDIS_HANDLE,
    ContextSize: USHORT,
    ContextBackFill: USHORT,
    MdlChain: PMDL,
    DataOffset: ULONG,
    DataLength: SIZE_T,
) -> PNET_BUFFER_LIST {
    let function = "NdisAllocateNetBufferAndNetBufferList";
    let context = (ContextSize, ContextBackFill);
    let Some((list, buffer)) = new_list(PoolHandle, context, function) else {
        return ptr::null_mut();
    };
    // SAFETY: made above; the driver passes a chain.
    unsafe { set_data(buffer, MdlChain, DataOffset, DataLength as ULONG) };
    // SAFETY: both were made above.
    unsafe { *NET_BUFFER_LIST_FIRST_NB(list) = buffer };
    list
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeNetBufferList(NetBufferList: Struct<NET_BUFFER_LIST>) {
    let address = NetBufferList.raw();
    let kernel = Kernel::current();
    if kernel.pool.is_freed(NetBufferList.raw() as usize) == Some(true) {
        kernel.check(false, &crate::nt::verifier::rules::POOL_FREE_TWICE, || {
            format!("NdisFreeNetBufferList: the list at {address:p} was freed already")
        });
        return;
    }
    data::check_list_is_free(&kernel, NetBufferList.raw());
    // SAFETY: the driver passes a list of a pool, which nobody uses any more.
    unsafe { free_list(NetBufferList.raw()) };
}

/// Frees a list with what was allocated along with it.
///
/// # Safety
/// `list` was made by `new_list`, and nobody uses it any more.
unsafe fn free_list(list: PNET_BUFFER_LIST) {
    // SAFETY: by this function's contract.
    let handle = unsafe { (*list).NdisPoolHandle };
    let pool = pool(handle, "NdisFreeNetBufferList");
    pool.live -= 1;
    let block: *mut Block = list.cast();
    // SAFETY: a list is the first part of a block.
    let [mdl, data] = unsafe { (*block).buffer.NdisReserved };
    if !mdl.is_null() {
        // SAFETY: allocated with the list.
        unsafe { NdisFreeMdl(mdl.cast()) };
    }
    if !data.is_null() {
        // SAFETY: allocated with the list, with this tag.
        unsafe { ExFreePoolWithTag(data, DATA_TAG) };
    }
    // SAFETY: a block, allocated with this tag.
    unsafe { ExFreePoolWithTag(block.cast(), pool.tag) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateNetBuffer(
    PoolHandle: NDIS_HANDLE,
    MdlChain: PMDL,
    DataOffset: ULONG,
    DataLength: SIZE_T,
) -> PNET_BUFFER {
    let pool = pool(PoolHandle, "NdisAllocateNetBuffer");
    let buffer: PNET_BUFFER = allocate(size_of::<NET_BUFFER>(), pool.tag).cast();
    if buffer.is_null() {
        return buffer;
    }
    pool.live += 1;
    // SAFETY: allocated above.
    unsafe { (*buffer).NdisPoolHandle = PoolHandle };
    // SAFETY: allocated above; the driver passes a chain.
    unsafe { set_data(buffer, MdlChain, DataOffset, DataLength as ULONG) };
    buffer
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateNetBufferMdlAndData(PoolHandle: NDIS_HANDLE) -> PNET_BUFFER {
    let pool = pool(PoolHandle, "NdisAllocateNetBufferMdlAndData");
    let (size, tag) = (pool.data_size, pool.tag);
    let whole = size_of::<NET_BUFFER>() + size as usize;
    let buffer: PNET_BUFFER = allocate(whole, tag).cast();
    if buffer.is_null() {
        return buffer;
    }
    // SAFETY: the data lie behind the buffer, in one allocation.
    let data = unsafe { buffer.add(1) };
    // SAFETY: the pool's parameters say that the data are so long.
    let mdl = unsafe { NdisAllocateMdl(PoolHandle, data.cast(), size) };
    if mdl.is_null() {
        // SAFETY: allocated above with this tag.
        unsafe { ExFreePoolWithTag(buffer.cast(), tag) };
        return ptr::null_mut();
    }
    pool.live += 1;
    // SAFETY: allocated above.
    unsafe { (*buffer).NdisPoolHandle = PoolHandle };
    // SAFETY: both were allocated above.
    unsafe { set_data(buffer, mdl, 0, 0) };
    // SAFETY: as above; remembers whose MDL it is.
    unsafe { (*buffer).NdisReserved[0] = mdl.cast() };
    buffer
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeNetBuffer(NetBuffer: PNET_BUFFER) {
    // SAFETY: the driver passes a buffer that it allocated.
    let (handle, mdl) = unsafe { ((*NetBuffer).NdisPoolHandle, (*NetBuffer).NdisReserved[0]) };
    let pool = pool(handle, "NdisFreeNetBuffer");
    pool.live -= 1;
    if !mdl.is_null() {
        // SAFETY: allocated with the buffer.
        unsafe { NdisFreeMdl(mdl.cast()) };
    }
    // SAFETY: allocated with this tag.
    unsafe { ExFreePoolWithTag(NetBuffer.cast(), pool.tag) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisAllocateMdl(NdisHandle: NDIS_HANDLE, VirtualAddress: PVOID, Length: u32) -> PMDL {
    let _ = NdisHandle;
    // SAFETY: the size depends on the arguments alone.
    let size = unsafe { MmSizeOfMdl(VirtualAddress, u64::from(Length)) };
    let mdl: PMDL = allocate(size as usize, MDL_TAG).cast();
    if mdl.is_null() {
        return mdl;
    }
    // SAFETY: memory for an MDL of this buffer.
    unsafe { MmInitializeMdl(mdl, VirtualAddress, u64::from(Length)) };
    // SAFETY: initialised; the driver says that the memory is nonpaged.
    unsafe { MmBuildMdlForNonPagedPool(mdl) };
    mdl
}

#[abi(enter, no_mangle)]
unsafe fn NdisFreeMdl(Mdl: PMDL) {
    // SAFETY: allocated by `NdisAllocateMdl` with this tag.
    unsafe { ExFreePoolWithTag(Mdl.cast(), MDL_TAG) };
}

/// The pieces of a buffer's data, in order.
///
/// # Safety
/// `buffer` is a buffer whose MDLs describe memory that stays.
pub(super) unsafe fn pieces(buffer: PNET_BUFFER) -> Vec<(*mut u8, usize)> {
    // SAFETY: by this function's contract.
    let header = unsafe { (*buffer).__bindgen_anon_1.__bindgen_anon_1 };
    // SAFETY: the length is a number in either form.
    let mut left = unsafe { header.__bindgen_anon_1.DataLength } as usize;
    let (mut mdl, mut offset) = (header.CurrentMdl, header.CurrentMdlOffset as usize);
    let mut pieces = Vec::new();
    while left > 0 && !mdl.is_null() {
        // SAFETY: an MDL of the chain.
        let (count, next) = unsafe { ((*mdl).ByteCount as usize, (*mdl).Next) };
        // SAFETY: as above; mapping nonpaged memory is its own address.
        let start = unsafe { MmGetSystemAddressForMdlSafe(mdl, 16) };
        let length = count.saturating_sub(offset).min(left);
        if length > 0 && !start.is_null() {
            pieces.push((start.cast::<u8>().wrapping_add(offset), length));
            left -= length;
        }
        offset = 0;
        mdl = next;
    }
    pieces
}

/// A buffer's data.
///
/// # Safety
/// As for [`pieces`].
pub(super) unsafe fn bytes(buffer: PNET_BUFFER) -> Vec<u8> {
    let mut bytes = Vec::new();
    // SAFETY: the same contract.
    for (start, length) in unsafe { pieces(buffer) } {
        // SAFETY: the MDL describes these bytes.
        bytes.extend_from_slice(unsafe { std::slice::from_raw_parts(start, length) });
    }
    bytes
}

#[abi(enter, no_mangle)]
unsafe fn NdisGetDataBuffer(
    NetBuffer: PNET_BUFFER,
    BytesNeeded: ULONG,
    Storage: PVOID,
    AlignMultiple: u32,
    AlignOffset: u32,
) -> PVOID {
    // SAFETY: the driver passes a buffer.
    let pieces = unsafe { pieces(NetBuffer) };
    let needed = BytesNeeded as usize;
    let have: usize = pieces.iter().map(|(_, length)| length).sum();
    let Some((start, length)) = pieces.first().copied() else {
        return ptr::null_mut();
    };
    if needed == 0 || have < needed {
        return ptr::null_mut();
    }
    let multiple = AlignMultiple.max(1) as usize;
    if length >= needed && start.addr() % multiple == AlignOffset as usize % multiple {
        return start.cast();
    }
    if Storage.is_null() {
        return ptr::null_mut();
    }
    let mut copied = 0;
    for (start, length) in pieces {
        let length = length.min(needed - copied);
        // SAFETY: the driver's storage has room for the bytes that it needs.
        unsafe { ptr::copy(start, Storage.cast::<u8>().add(copied), length) };
        copied += length;
    }
    Storage
}

#[abi(enter, no_mangle)]
unsafe fn NdisCopyFromNetBufferToNetBuffer(
    Destination: PNET_BUFFER,
    DestinationOffset: ULONG,
    BytesToCopy: ULONG,
    Source: PNET_BUFFER,
    SourceOffset: ULONG,
    BytesCopied: Out<ULONG>,
) -> NDIS_STATUS {
    // SAFETY: the driver passes a buffer.
    let source = unsafe { bytes(Source) };
    let source = source
        .into_iter()
        .skip(SourceOffset as usize)
        .take(BytesToCopy as usize);
    // SAFETY: the driver passes a buffer.
    let pieces = unsafe { pieces(Destination) };
    let places = pieces
        .into_iter()
        .flat_map(|(start, length)| (0..length).map(move |at| start.wrapping_add(at)))
        .skip(DestinationOffset as usize);
    let mut copied = 0;
    for (place, byte) in places.zip(source) {
        // SAFETY: the MDLs of the destination describe this byte.
        unsafe { place.write(byte) };
        copied += 1;
    }
    BytesCopied.write(copied);
    NDIS_STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn NdisGetPoolFromNetBufferList(NetBufferList: Struct<NET_BUFFER_LIST>) -> NDIS_HANDLE {
    NetBufferList.get().NdisPoolHandle
}

#[abi(enter, no_mangle)]
fn NdisGetPoolFromNetBuffer(NetBuffer: Struct<NET_BUFFER>) -> NDIS_HANDLE {
    NetBuffer.get().NdisPoolHandle
}

#[abi(enter, no_mangle)]
fn NdisGetNetBufferListProtocolId(NetBufferList: Struct<NET_BUFFER_LIST>) -> UCHAR {
    let handle = NetBufferList.get().NdisPoolHandle;
    pool(handle, "NdisGetNetBufferListProtocolId").protocol
}

#[abi(enter, no_mangle)]
unsafe fn NdisAdjustNetBufferCurrentMdl(NetBuffer: PNET_BUFFER) {
    // SAFETY: the driver passes a buffer.
    unsafe { adjust(NetBuffer) };
}

#[abi(enter, no_mangle)]
unsafe fn NdisAdvanceNetBufferDataStart(
    NetBuffer: Struct<NET_BUFFER>,
    DataOffsetDelta: ULONG,
    FreeMdl: BOOLEAN,
    FreeMdlHandler: NET_BUFFER_FREE_MDL_HANDLER,
) {
    // `NdisRetreatNetBufferDataStart` adds no MDLs here, so there is none to free.
    let _ = (FreeMdl, FreeMdlHandler);
    // SAFETY: of a buffer that is in use this member is set.
    let header = unsafe { &mut NetBuffer.get().__bindgen_anon_1.__bindgen_anon_1 };
    header.DataOffset += DataOffsetDelta;
    // SAFETY: the length is a number in either form.
    let length = unsafe { header.__bindgen_anon_1.stDataLength };
    header.__bindgen_anon_1.stDataLength = length.saturating_sub(u64::from(DataOffsetDelta));
    // SAFETY: the driver's buffer, whose numbers were just changed.
    unsafe { adjust(NetBuffer.raw()) };
}
