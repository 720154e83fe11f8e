//! Lists that a miniport fills and indicates to the drivers above.
#![expect(
    unsafe_code,
    reason = "fills NET_BUFFER_LIST structures, which NDIS shares by pointer"
)]
#![expect(
    clippy::multiple_unsafe_ops_per_block,
    reason = "an accessor of the headers and the field behind it are one step"
)]

use core::{
    fmt, mem,
    ptr::{self, NonNull},
    slice,
    sync::atomic::{AtomicUsize, Ordering},
};

use wdk_sys::{
    _EX_POOL_PRIORITY::NormalPoolPriority, MDL, MmGetMdlByteCount, MmGetSystemAddressForMdlSafe,
    NDIS_DEFAULT_PORT_NUMBER, NDIS_HANDLE, NDIS_OBJECT_TYPE_DEFAULT, NDIS_PROTOCOL_ID_DEFAULT,
    NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NET_BUFFER, NET_BUFFER_DATA_LENGTH,
    NET_BUFFER_FIRST_MDL, NET_BUFFER_LIST, NET_BUFFER_LIST_FIRST_NB,
    NET_BUFFER_LIST_MINIPORT_RESERVED, NET_BUFFER_LIST_POOL_PARAMETERS,
    NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NdisAllocateMdl, NdisAllocateMemoryWithTagPriority,
    NdisAllocateNetBufferAndNetBufferList, NdisAllocateNetBufferListPool, NdisFreeMdl,
    NdisFreeMemoryWithTagPriority, NdisFreeNetBufferList, NdisFreeNetBufferListPool,
    NdisMIndicateReceiveNetBufferLists,
};

use super::{Initialize, Miniport, Running, chain::Chain, header};
use crate::{Error, Result, irql::Unlocked, mdl::PAGE_PRIORITY};

/// The part of a pool that its value and its lists share.
struct Shared {
    pool: NDIS_HANDLE,
    /// The driver's handle: lists may outlive the adapter that they were made for.
    driver: NDIS_HANDLE,
    tag: u32,
    /// The pool's value, and every list of it.
    references: AtomicUsize,
}

/// A pool of [`ReceiveList`]s. Its memory is freed when it and all its lists are dropped.
///
/// # Invariants
/// One of the references of the shared part, which is initialised.
pub struct ReceivePool(NonNull<Shared>);

// SAFETY: NDIS frees a pool on any thread, and the reference count is atomic.
unsafe impl Send for ReceivePool {}
// SAFETY: NDIS synchronises allocations from a pool; the rest of the shared part is not changed.
unsafe impl Sync for ReceivePool {}

impl ReceivePool {
    /// Makes a pool for an adapter; `tag` is the pool tag of its memory.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub fn new<M: Miniport>(adapter: &Initialize<'_, M>, tag: [u8; 4]) -> Result<Self> {
        let (driver, tag) = (adapter.driver_handle(), u32::from_le_bytes(tag));
        // SAFETY: the driver of an adapter that is being initialised is registered.
        let shared = unsafe { allocate(driver, size_of::<Shared>(), tag) }?.cast::<Shared>();
        let mut parameters = NET_BUFFER_LIST_POOL_PARAMETERS {
            Header: header(
                NDIS_OBJECT_TYPE_DEFAULT,
                NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
                NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1,
            ),
            ProtocolId: NDIS_PROTOCOL_ID_DEFAULT as u8,
            fAllocateNetBuffer: 1,
            ContextSize: 0,
            PoolTag: tag,
            DataSize: 0,
        };
        // SAFETY: the driver is registered, as above; NDIS copies the parameters.
        let pool = unsafe { NdisAllocateNetBufferListPool(driver, &raw mut parameters) };
        if pool.is_null() {
            // SAFETY: `allocate` returned it for this driver and tag, and nobody else has it.
            unsafe { NdisFreeMemoryWithTagPriority(driver, shared.as_ptr().cast(), tag) };
            return Err(Error::INSUFFICIENT_RESOURCES);
        }
        let value = Shared {
            pool,
            driver,
            tag,
            references: AtomicUsize::new(1),
        };
        // SAFETY: `allocate` returned memory of the size of `Shared`.
        unsafe { shared.write(value) };
        Ok(Self(shared))
    }

    fn shared(&self) -> &Shared {
        // SAFETY: the reference of the type invariant keeps the shared part.
        unsafe { self.0.as_ref() }
    }

    /// Allocates a list with one buffer of `capacity` bytes, without data.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`], and [`Error::INVALID_PARAMETER`] for a capacity of zero.
    ///
    /// # IRQL
    /// Up to `DISPATCH_LEVEL`.
    pub fn allocate(&self, capacity: usize) -> Result<ReceiveList> {
        if capacity == 0 {
            return Err(Error::INVALID_PARAMETER);
        }
        let shared = self.shared();
        let length = u32::try_from(capacity).map_err(|_| Error::INVALID_PARAMETER)?;
        // SAFETY: the driver has adapters or had one, and is deregistered after the last code of it
        // that could have a pool: its context is dropped before that.
        let memory = unsafe { allocate(shared.driver, capacity, shared.tag) }?;
        let data = memory.as_ptr().cast();
        // SAFETY: nonpaged memory of this length.
        let mdl = unsafe { NdisAllocateMdl(shared.driver, data, length) };
        let list = if mdl.is_null() {
            ptr::null_mut()
        } else {
            // SAFETY: the pool is alive; the chain is one MDL.
            unsafe { NdisAllocateNetBufferAndNetBufferList(shared.pool, 0, 0, mdl, 0, 0) }
        };
        let Some(list) = NonNull::new(list) else {
            // SAFETY: the MDL is null or describes the data; no list refers to either.
            unsafe { free_data(shared, mdl, data) };
            return Err(Error::INSUFFICIENT_RESOURCES);
        };
        // SAFETY: `memory` has `capacity` bytes, and nobody else has the list yet.
        unsafe { memory.write_bytes(0, capacity) };
        // SAFETY: a list that the miniport allocated, whose reserved members are the miniport's.
        unsafe { (*NET_BUFFER_LIST_MINIPORT_RESERVED(list.as_ptr()))[0] = self.0.as_ptr().cast() };
        shared.references.fetch_add(1, Ordering::Relaxed);
        Ok(ReceiveList(list))
    }
}

impl Drop for ReceivePool {
    fn drop(&mut self) {
        // SAFETY: the value's own reference, which is not used after this.
        unsafe { release(self.0) };
    }
}

impl fmt::Debug for ReceivePool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivePool").finish_non_exhaustive()
    }
}

/// Releases a reference of a pool, and frees the pool with the last one.
///
/// # Safety
/// The caller has the reference, and does not use it after this.
unsafe fn release(shared: NonNull<Shared>) {
    // SAFETY: the caller's reference keeps the shared part until it is released below.
    let it = unsafe { shared.as_ref() };
    let (pool, driver, tag) = (it.pool, it.driver, it.tag);
    if it.references.fetch_sub(1, Ordering::AcqRel) != 1 {
        return;
    }
    // SAFETY: no list of the pool is left.
    unsafe { NdisFreeNetBufferListPool(pool) };
    // SAFETY: allocated for this driver and tag; the last reference was released.
    unsafe { NdisFreeMemoryWithTagPriority(driver, shared.as_ptr().cast(), tag) };
}

/// # Safety
/// `driver` is the handle of a registered driver.
unsafe fn allocate(driver: NDIS_HANDLE, length: usize, tag: u32) -> Result<NonNull<u8>> {
    let length = u32::try_from(length).map_err(|_| Error::INVALID_PARAMETER)?;
    // SAFETY: the caller passes the handle of a registered driver.
    let memory =
        unsafe { NdisAllocateMemoryWithTagPriority(driver, length, tag, NormalPoolPriority) };
    NonNull::new(memory.cast()).ok_or(Error::INSUFFICIENT_RESOURCES)
}

/// # Safety
/// The MDL, which may be null, and the data were allocated for a list of the pool that is freed or
/// was never made.
unsafe fn free_data(shared: &Shared, mdl: *mut MDL, data: *mut core::ffi::c_void) {
    if !mdl.is_null() {
        // SAFETY: `ReceivePool::allocate` got it from `NdisAllocateMdl`, and its list is freed.
        unsafe { NdisFreeMdl(mdl) };
    }
    // SAFETY: `ReceivePool::allocate` allocated it with the pool's tag, and its list is freed.
    unsafe { NdisFreeMemoryWithTagPriority(shared.driver, data, shared.tag) };
}

/// A list that the miniport allocated, for one frame. It is freed on drop.
///
/// [`Running::indicate`] takes it; [`Miniport::return_net_buffer_lists`] returns it.
///
/// ```compile_fail,E0382
/// # use wdk::{Dispatch, ndis::{ReceiveList, Running}};
/// fn twice(running: &Running, list: ReceiveList, irql: &mut Dispatch) {
///     running.indicate(list, irql);
///     running.indicate(list, irql);
/// }
/// ```
///
/// # Invariants
/// A list that [`ReceivePool::allocate`] made, which nobody else has, with one reference of its
/// pool. Its buffer's one MDL describes the list's own memory, whose bytes are initialised.
#[must_use = "a dropped list is freed, with the frame in it"]
pub struct ReceiveList(NonNull<NET_BUFFER_LIST>);

// SAFETY: NDIS frees and indicates lists on any thread, and the value is the only reference.
unsafe impl Send for ReceiveList {}

impl ReceiveList {
    fn buffer(&self) -> *mut NET_BUFFER {
        // SAFETY: type invariant: a live list, which was allocated with a buffer.
        unsafe { *NET_BUFFER_LIST_FIRST_NB(self.0.as_ptr()) }
    }

    fn mdl(&self) -> *mut MDL {
        // SAFETY: the buffer lives as long as its list.
        unsafe { *NET_BUFFER_FIRST_MDL(self.buffer()) }
    }

    fn memory(&self) -> *mut u8 {
        // SAFETY: an MDL of nonpaged memory is mapped from the start.
        unsafe { MmGetSystemAddressForMdlSafe(self.mdl(), PAGE_PRIORITY) }.cast()
    }

    /// The longest frame, in bytes.
    #[must_use]
    pub fn capacity(&self) -> usize {
        // SAFETY: the MDL of the list's buffer.
        unsafe { MmGetMdlByteCount(self.mdl()) as usize }
    }

    /// Passes the whole buffer to `fill`, which returns how many bytes of it are the frame.
    ///
    /// # Errors
    /// What `fill` returns, and [`Error::BUFFER_TOO_SMALL`] when it returns more than there are.
    pub fn fill(&mut self, fill: impl FnOnce(&mut [u8]) -> Result<usize>) -> Result {
        let capacity = self.capacity();
        // SAFETY: type invariant: initialised bytes that nobody else has.
        let buffer = unsafe { slice::from_raw_parts_mut(self.memory(), capacity) };
        let length = fill(buffer)?;
        if length > capacity {
            return Err(Error::BUFFER_TOO_SMALL);
        }
        // SAFETY: the list's own buffer, whose memory has at least `length` bytes.
        unsafe { *NET_BUFFER_DATA_LENGTH(self.buffer()) = length as u32 };
        Ok(())
    }

    /// Makes `frame` the list's data.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`].
    pub fn write(&mut self, frame: &[u8]) -> Result {
        self.fill(|buffer| {
            let place = buffer
                .get_mut(..frame.len())
                .ok_or(Error::BUFFER_TOO_SMALL)?;
            place.copy_from_slice(frame);
            Ok(frame.len())
        })
    }
}

impl Drop for ReceiveList {
    fn drop(&mut self) {
        let (mdl, data) = (self.mdl(), self.memory());
        // SAFETY: type invariant: a live list, whose reserved member `allocate` wrote.
        let shared = unsafe { (*NET_BUFFER_LIST_MINIPORT_RESERVED(self.0.as_ptr()))[0] };
        // SAFETY: nobody else has the list, which is not used after this.
        unsafe { NdisFreeNetBufferList(self.0.as_ptr()) };
        let Some(shared) = NonNull::new(shared.cast::<Shared>()) else {
            return;
        };
        // SAFETY: the list's reference keeps the pool.
        let pool = unsafe { shared.as_ref() };
        // SAFETY: MDL and data were allocated with the list, which is freed.
        unsafe { free_data(pool, mdl, data.cast()) };
        // SAFETY: the list's own reference, which is not used after this.
        unsafe { release(shared) };
    }
}

impl fmt::Debug for ReceiveList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReceiveList").field(&self.0).finish()
    }
}

/// A queue of [`ReceiveList`]s, to be indicated in one call, or returned from it.
///
/// # Invariants
/// Each list of the chain is as in [`ReceiveList`].
#[must_use = "dropped lists are freed"]
pub struct ReceiveLists(Chain);

// SAFETY: its lists are `Send`, as `ReceiveList`.
unsafe impl Send for ReceiveLists {}

impl ReceiveLists {
    /// An empty queue.
    pub const fn new() -> Self {
        Self(Chain::new())
    }

    /// The lists of a chain.
    ///
    /// # Safety
    /// Each list of the chain was a [`ReceiveList`], whose value was given up.
    pub(super) const unsafe fn from_chain(chain: Chain) -> Self {
        Self(chain)
    }

    /// How many lists there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the first list out.
    pub fn pop_front(&mut self) -> Option<ReceiveList> {
        self.0.pop_front().map(ReceiveList)
    }

    /// Adds a list at the end.
    pub fn push_back(&mut self, list: ReceiveList) {
        let list = mem::ManuallyDrop::new(list);
        // SAFETY: the list's value is given up; a list that is in no chain has no link.
        unsafe { self.0.push_back(list.0) };
    }
}

impl Default for ReceiveLists {
    fn default() -> Self {
        Self::new()
    }
}

impl From<ReceiveList> for ReceiveLists {
    fn from(list: ReceiveList) -> Self {
        let mut lists = Self::new();
        lists.push_back(list);
        lists
    }
}

impl Iterator for ReceiveLists {
    type Item = ReceiveList;

    fn next(&mut self) -> Option<ReceiveList> {
        self.pop_front()
    }
}

impl Drop for ReceiveLists {
    fn drop(&mut self) {
        while self.pop_front().is_some() {}
    }
}

impl fmt::Debug for ReceiveLists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceiveLists")
            .field("len", &self.len())
            .finish()
    }
}

impl Running {
    /// Indicates received frames to the drivers above. They may be returned during the call, and these
    /// drivers may send from within it, so it is not for code in a lock.
    pub fn indicate(&self, lists: impl Into<ReceiveLists>, _irql: &mut impl Unlocked) {
        let mut lists: ReceiveLists = lists.into();
        let chain = lists.0.take();
        if chain.len() == 0 {
            return;
        }
        // This value is a hold, so taking more succeeds.
        self.head().try_hold(chain.len());
        // SAFETY: the adapter runs or pauses, and the lists are NDIS's from here on.
        unsafe {
            NdisMIndicateReceiveNetBufferLists(
                self.head().handle,
                chain.first(),
                NDIS_DEFAULT_PORT_NUMBER,
                chain.len() as u32,
                0,
            );
        }
    }
}
