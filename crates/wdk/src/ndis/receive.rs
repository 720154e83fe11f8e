//! Lists that a miniport fills and hands up.
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
    NDIS_SIZEOF_NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NET_BUFFER_DATA_LENGTH,
    NET_BUFFER_FIRST_MDL, NET_BUFFER_LIST, NET_BUFFER_LIST_FIRST_NB,
    NET_BUFFER_LIST_MINIPORT_RESERVED, NET_BUFFER_LIST_NEXT_NBL, NET_BUFFER_LIST_POOL_PARAMETERS,
    NET_BUFFER_LIST_POOL_PARAMETERS_REVISION_1, NdisAllocateMdl, NdisAllocateMemoryWithTagPriority,
    NdisAllocateNetBufferAndNetBufferList, NdisAllocateNetBufferListPool, NdisFreeMdl,
    NdisFreeMemoryWithTagPriority, NdisFreeNetBufferList, NdisFreeNetBufferListPool,
    NdisMIndicateReceiveNetBufferLists,
};

use super::{Initialize, Miniport, PAGE_PRIORITY, Running, header};
use crate::{Error, Result};

/// What a pool's value points to.
struct Shared {
    pool: NDIS_HANDLE,
    /// The driver's handle: lists may outlive the adapter that they were made for.
    driver: NDIS_HANDLE,
    tag: u32,
    /// The pool's value, and every list of it.
    references: AtomicUsize,
}

/// Where an adapter's [`ReceiveList`]s come from. The pool goes when it and all its lists are gone.
///
/// # Invariants
/// One of the references of the shared part, which is initialised.
pub struct ReceivePool(NonNull<Shared>);

// SAFETY: NDIS synchronises its pools, and the rest is not changed, or atomic.
unsafe impl Send for ReceivePool {}
// SAFETY: as above.
unsafe impl Sync for ReceivePool {}

impl ReceivePool {
    /// Makes a pool for an adapter; its memory is marked with `tag`.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`].
    pub fn new<M: Miniport>(adapter: &Initialize<'_, M>, tag: [u8; 4]) -> Result<Self> {
        let (driver, tag) = (adapter.driver_handle(), u32::from_le_bytes(tag));
        // SAFETY: the driver is registered.
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
        // SAFETY: the driver is registered; the parameters are a local.
        let pool = unsafe { NdisAllocateNetBufferListPool(driver, &raw mut parameters) };
        if pool.is_null() {
            // SAFETY: allocated above in the same way.
            unsafe { NdisFreeMemoryWithTagPriority(driver, shared.as_ptr().cast(), tag) };
            return Err(Error::INSUFFICIENT_RESOURCES);
        }
        let value = Shared {
            pool,
            driver,
            tag,
            references: AtomicUsize::new(1),
        };
        // SAFETY: allocated above for this.
        unsafe { shared.write(value) };
        Ok(Self(shared))
    }

    fn shared(&self) -> &Shared {
        // SAFETY: type invariant.
        unsafe { self.0.as_ref() }
    }

    /// A list with one buffer that has room for `capacity` bytes, and no data yet.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`], and [`Error::INVALID_PARAMETER`] for no room.
    ///
    /// # IRQL
    /// Up to `DISPATCH_LEVEL`.
    pub fn allocate(&self, capacity: usize) -> Result<ReceiveList> {
        if capacity == 0 {
            return Err(Error::INVALID_PARAMETER);
        }
        let shared = self.shared();
        let length = u32::try_from(capacity).map_err(|_| Error::INVALID_PARAMETER)?;
        // SAFETY: the driver is registered as long as its values are used.
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
            // SAFETY: null, or allocated above; nothing refers to it.
            unsafe { free_data(shared, mdl, data) };
            return Err(Error::INSUFFICIENT_RESOURCES);
        };
        // SAFETY: written once, for `memory` to be zeroed before anybody looks at it.
        unsafe { memory.write_bytes(0, capacity) };
        // SAFETY: the miniport's room in a list of its own.
        unsafe { (*NET_BUFFER_LIST_MINIPORT_RESERVED(list.as_ptr()))[0] = self.0.as_ptr().cast() };
        shared.references.fetch_add(1, Ordering::Relaxed);
        Ok(ReceiveList(list))
    }
}

impl Drop for ReceivePool {
    fn drop(&mut self) {
        // SAFETY: type invariant; this is the last use of the value.
        unsafe { release(self.0) };
    }
}

impl fmt::Debug for ReceivePool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivePool").finish_non_exhaustive()
    }
}

/// Gives a reference of a pool back, and frees it with the last.
///
/// # Safety
/// The caller has the reference, and does not use it after this.
unsafe fn release(shared: NonNull<Shared>) {
    // SAFETY: the reference keeps it.
    let it = unsafe { shared.as_ref() };
    let (pool, driver, tag) = (it.pool, it.driver, it.tag);
    if it.references.fetch_sub(1, Ordering::AcqRel) != 1 {
        return;
    }
    // SAFETY: no list of the pool is left.
    unsafe { NdisFreeNetBufferListPool(pool) };
    // SAFETY: allocated with this tag; nobody refers to it any more.
    unsafe { NdisFreeMemoryWithTagPriority(driver, shared.as_ptr().cast(), tag) };
}

/// # Safety
/// `driver` is the handle of a registered driver.
unsafe fn allocate(driver: NDIS_HANDLE, length: usize, tag: u32) -> Result<NonNull<u8>> {
    let length = u32::try_from(length).map_err(|_| Error::INVALID_PARAMETER)?;
    // SAFETY: as the caller says.
    let memory =
        unsafe { NdisAllocateMemoryWithTagPriority(driver, length, tag, NormalPoolPriority) };
    NonNull::new(memory.cast()).ok_or(Error::INSUFFICIENT_RESOURCES)
}

/// # Safety
/// The MDL, which may be null, and the data were allocated for a list of the pool that is gone.
unsafe fn free_data(shared: &Shared, mdl: *mut MDL, data: *mut core::ffi::c_void) {
    if !mdl.is_null() {
        // SAFETY: allocated by `NdisAllocateMdl`.
        unsafe { NdisFreeMdl(mdl) };
    }
    // SAFETY: allocated with this tag.
    unsafe { NdisFreeMemoryWithTagPriority(shared.driver, data, shared.tag) };
}

/// A list of the miniport's own with room for one frame. It is freed on drop.
///
/// [`Running::indicate`] takes it; [`Miniport::return_net_buffer_lists`] gives it back.
///
/// ```compile_fail,E0382
/// fn twice(running: &wdk::ndis::Running, list: wdk::ndis::ReceiveList) {
///     running.indicate(list);
///     running.indicate(list);
/// }
/// ```
///
/// # Invariants
/// A list that [`ReceivePool::allocate`] made, which nobody else has, with one reference of its
/// pool. Its buffer's one MDL describes the list's own memory, whose bytes are initialised.
#[must_use = "a dropped list is freed, with the frame in it"]
pub struct ReceiveList(NonNull<NET_BUFFER_LIST>);

// SAFETY: a list belongs to whoever has it, on any thread.
unsafe impl Send for ReceiveList {}

impl ReceiveList {
    fn mdl(&self) -> *mut MDL {
        // SAFETY: type invariant.
        let buffer = unsafe { *NET_BUFFER_LIST_FIRST_NB(self.0.as_ptr()) };
        // SAFETY: a list of a pool has a buffer.
        unsafe { *NET_BUFFER_FIRST_MDL(buffer) }
    }

    fn memory(&self) -> *mut u8 {
        // SAFETY: an MDL of nonpaged memory is mapped from the start.
        unsafe { MmGetSystemAddressForMdlSafe(self.mdl(), PAGE_PRIORITY) }.cast()
    }

    /// Bytes that a frame may have.
    #[must_use]
    pub fn capacity(&self) -> usize {
        // SAFETY: an MDL.
        unsafe { MmGetMdlByteCount(self.mdl()) as usize }
    }

    /// Lends the whole room to `fill`, which returns how many bytes of it are the frame.
    ///
    /// # Errors
    /// What `fill` returns, and [`Error::BUFFER_TOO_SMALL`] when it returns more than there are.
    pub fn fill(&mut self, fill: impl FnOnce(&mut [u8]) -> Result<usize>) -> Result {
        let capacity = self.capacity();
        // SAFETY: type invariant: initialised bytes that nobody else has.
        let room = unsafe { slice::from_raw_parts_mut(self.memory(), capacity) };
        let length = fill(room)?;
        if length > capacity {
            return Err(Error::BUFFER_TOO_SMALL);
        }
        // SAFETY: type invariant.
        let buffer = unsafe { *NET_BUFFER_LIST_FIRST_NB(self.0.as_ptr()) };
        // SAFETY: the buffer's data are that many bytes at least.
        unsafe { *NET_BUFFER_DATA_LENGTH(buffer) = length as u32 };
        Ok(())
    }

    /// Makes `frame` the list's data.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`].
    pub fn write(&mut self, frame: &[u8]) -> Result {
        self.fill(|room| {
            let place = room.get_mut(..frame.len()).ok_or(Error::BUFFER_TOO_SMALL)?;
            place.copy_from_slice(frame);
            Ok(frame.len())
        })
    }
}

impl Drop for ReceiveList {
    fn drop(&mut self) {
        let (mdl, data) = (self.mdl(), self.memory());
        // SAFETY: the miniport's room holds what `allocate` wrote.
        let shared = unsafe { (*NET_BUFFER_LIST_MINIPORT_RESERVED(self.0.as_ptr()))[0] };
        // SAFETY: type invariant; this is the last use of the list.
        unsafe { NdisFreeNetBufferList(self.0.as_ptr()) };
        let Some(shared) = NonNull::new(shared.cast::<Shared>()) else {
            return;
        };
        // SAFETY: the list's reference keeps the pool.
        let pool = unsafe { shared.as_ref() };
        // SAFETY: allocated with the list, which is gone.
        unsafe { free_data(pool, mdl, data.cast()) };
        // SAFETY: the list's reference, used for the last time.
        unsafe { release(shared) };
    }
}

impl fmt::Debug for ReceiveList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReceiveList").field(&self.0).finish()
    }
}

/// A queue of [`ReceiveList`]s, to be indicated in one call, or back from it.
///
/// # Invariants
/// `first` to `last` is a chain of `count` lists as in [`ReceiveList`], and ends with null.
#[must_use = "dropped lists are freed"]
pub struct ReceiveLists {
    first: *mut NET_BUFFER_LIST,
    last: *mut NET_BUFFER_LIST,
    count: usize,
}

// SAFETY: as for `ReceiveList`.
unsafe impl Send for ReceiveLists {}

impl ReceiveLists {
    /// An empty queue.
    pub const fn new() -> Self {
        Self {
            first: ptr::null_mut(),
            last: ptr::null_mut(),
            count: 0,
        }
    }

    /// The chain that NDIS returns.
    ///
    /// # Safety
    /// `first` begins a chain of lists that [`Running::indicate`] handed up and that are back.
    pub(super) unsafe fn from_chain(first: *mut NET_BUFFER_LIST) -> Self {
        let (mut last, mut count, mut list) = (ptr::null_mut(), 0, first);
        while !list.is_null() {
            last = list;
            count += 1;
            // SAFETY: a list of the chain.
            list = unsafe { *NET_BUFFER_LIST_NEXT_NBL(list) };
        }
        Self { first, last, count }
    }

    /// How many lists there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes the first list out.
    pub fn pop_front(&mut self) -> Option<ReceiveList> {
        let list = NonNull::new(self.first)?;
        // SAFETY: a list of the chain.
        let next = unsafe { NET_BUFFER_LIST_NEXT_NBL(list.as_ptr()) };
        // SAFETY: as above.
        self.first = unsafe { next.replace(ptr::null_mut()) };
        self.count -= 1;
        if self.first.is_null() {
            self.last = ptr::null_mut();
        }
        Some(ReceiveList(list))
    }

    /// Adds a list at the end.
    pub fn push_back(&mut self, list: ReceiveList) {
        let list = mem::ManuallyDrop::new(list);
        let raw = list.0.as_ptr();
        if self.count == 0 {
            self.first = raw;
        } else {
            // SAFETY: the last list of the chain.
            unsafe { *NET_BUFFER_LIST_NEXT_NBL(self.last) = raw };
        }
        self.last = raw;
        self.count += 1;
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
            .field("len", &self.count)
            .finish()
    }
}

impl Running {
    /// Hands received frames to the drivers above. They may come back during the call.
    ///
    /// # IRQL
    /// Up to `DISPATCH_LEVEL`.
    pub fn indicate(&self, lists: impl Into<ReceiveLists>) {
        let lists = mem::ManuallyDrop::new(lists.into());
        if lists.is_empty() {
            return;
        }
        // This value is a hold, so there are more to be had.
        self.head().try_hold(lists.count);
        // SAFETY: the adapter runs or pauses, and the lists are NDIS's from here on.
        unsafe {
            NdisMIndicateReceiveNetBufferLists(
                self.head().handle,
                lists.first,
                NDIS_DEFAULT_PORT_NUMBER,
                lists.count as u32,
                0,
            );
        }
    }
}
