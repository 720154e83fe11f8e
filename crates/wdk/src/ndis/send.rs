//! Lists that NDIS passes to a miniport to send.
#![expect(
    unsafe_code,
    reason = "reads NET_BUFFER_LIST structures, which NDIS shares by pointer"
)]
#![expect(
    clippy::multiple_unsafe_ops_per_block,
    reason = "an accessor of the headers and the field behind it are one step"
)]

use core::{
    fmt,
    marker::PhantomData,
    mem,
    ptr::{self, NonNull},
};

use wdk_sys::{
    NDIS_GET_NET_BUFFER_LIST_CANCEL_ID, NDIS_STATUS, NET_BUFFER, NET_BUFFER_DATA_LENGTH,
    NET_BUFFER_LIST, NET_BUFFER_LIST_FIRST_NB, NET_BUFFER_NEXT_NB, NdisMSendNetBufferListsComplete,
};

use super::{adapter::Head, chain::Chain, status};
use crate::{Error, NtStatus, Result, irql::Unlocked, mdl::Data};

/// One `NET_BUFFER_LIST` that is to be sent. It is returned to NDIS exactly once, by
/// [`complete`](Self::complete); dropped, it is completed with [`status::FAILURE`].
///
/// ```compile_fail,E0382
/// fn twice(list: wdk::ndis::SendList, irql: &mut wdk::Dispatch) {
///     list.complete(Ok(()), irql);
///     list.complete(Ok(()), irql);
/// }
/// ```
///
/// # Invariants
/// The list is the miniport's, its `Next` is null, and it is counted among the holds of the head.
#[must_use = "a dropped list is completed with a failure"]
pub struct SendList {
    list: NonNull<NET_BUFFER_LIST>,
    head: NonNull<Head>,
}

// SAFETY: NDIS accepts a list's completion on any thread; the head is shared by atomics.
unsafe impl Send for SendList {}

impl SendList {
    /// The frames of the list.
    pub fn buffers(&self) -> impl Iterator<Item = &NetBuffer> {
        // SAFETY: the miniport has the list, whose chain of buffers nobody changes meanwhile.
        let mut next = unsafe { *NET_BUFFER_LIST_FIRST_NB(self.list.as_ptr()) };
        core::iter::from_fn(move || {
            // SAFETY: null or a buffer of the list, which lives as long as the list is not
            // completed, which `self` is borrowed for. `NetBuffer` is transparent.
            let buffer = unsafe { next.cast::<NetBuffer>().as_ref() }?;
            // SAFETY: `next` is this buffer, which has a link.
            next = unsafe { *NET_BUFFER_NEXT_NB(next) };
            Some(buffer)
        })
    }

    /// The identifier by which the sending may be cancelled; zero for none.
    #[must_use]
    pub fn cancel_id(&self) -> usize {
        // SAFETY: the list is the miniport's, and so it is live.
        unsafe { NDIS_GET_NET_BUFFER_LIST_CANCEL_ID(self.list.as_ptr()) }.addr()
    }

    /// Returns the list to NDIS with the result of its transmission.
    ///
    /// The drivers above may send from within the call, so it is not for code in a lock.
    pub fn complete(self, result: Result, irql: &mut impl Unlocked) {
        SendLists::from(self).complete(result, irql);
    }

    /// The list as a chain.
    ///
    /// # Safety
    /// The value is not used after this.
    unsafe fn chain(&self) -> Chain {
        let mut chain = Chain::new();
        // SAFETY: type invariant: the list is the miniport's, and its `Next` is null.
        unsafe { chain.push_back(self.list) };
        chain
    }
}

impl Drop for SendList {
    fn drop(&mut self) {
        // SAFETY: the value ends here.
        let chain = unsafe { self.chain() };
        // SAFETY: type invariant: the list is the miniport's and held.
        unsafe { complete(self.head, &chain, Err(status::FAILURE)) };
    }
}

impl fmt::Debug for SendList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SendList").field(&self.list).finish()
    }
}

/// A queue of lists that are to be sent. Completing it completes all of them in one call; dropped,
/// they are completed with [`status::FAILURE`].
///
/// # Invariants
/// Each list of the chain is as in [`SendList`], of the adapter `head`, which is set when there is a
/// list.
#[must_use = "dropped lists are completed with a failure"]
pub struct SendLists {
    chain: Chain,
    head: Option<NonNull<Head>>,
}

// SAFETY: its lists are `Send`, as `SendList`.
unsafe impl Send for SendLists {}

impl SendLists {
    /// An empty queue.
    pub const fn new() -> Self {
        Self {
            chain: Chain::new(),
            head: None,
        }
    }

    /// The lists of a chain.
    ///
    /// # Safety
    /// The chain's lists are the miniport's and counted among the holds of `head`.
    pub(super) const unsafe fn from_chain(chain: Chain, head: NonNull<Head>) -> Self {
        Self {
            chain,
            head: Some(head),
        }
    }

    /// How many lists there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.chain.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the first list out.
    pub fn pop_front(&mut self) -> Option<SendList> {
        let head = self.head?;
        let list = self.chain.pop_front()?;
        Some(SendList { list, head })
    }

    /// Adds a list at the end.
    ///
    /// # Errors
    /// The list itself, when the queue has lists of another adapter.
    pub fn push_back(&mut self, list: SendList) -> Result<(), SendList> {
        if !self.is_empty() && self.head != Some(list.head) {
            return Err(list);
        }
        self.link(Self::from(list));
        Ok(())
    }

    /// Adds lists at the end.
    ///
    /// # Errors
    /// The lists themselves, when the queue has lists of another adapter.
    pub fn append(&mut self, lists: Self) -> Result<(), Self> {
        if !self.is_empty() && !lists.is_empty() && self.head != lists.head {
            return Err(lists);
        }
        self.link(lists);
        Ok(())
    }

    /// Adds the lists of the same adapter.
    fn link(&mut self, mut lists: Self) {
        if !lists.is_empty() {
            self.head = lists.head;
            self.chain.append(lists.chain.take());
        }
    }

    /// Takes out the lists for which `wanted` returns true.
    pub fn extract_if(&mut self, mut wanted: impl FnMut(&SendList) -> bool) -> Self {
        let mut extracted = Self::new();
        let mut kept = Self::new();
        while let Some(list) = self.pop_front() {
            let to = if wanted(&list) {
                &mut extracted
            } else {
                &mut kept
            };
            to.link(Self::from(list));
        }
        *self = kept;
        extracted
    }

    /// Takes all lists out.
    pub fn take(&mut self) -> Self {
        mem::take(self)
    }

    /// Returns all lists to NDIS with the result of their transmission.
    ///
    /// The drivers above may send from within the call, so it is not for code in a lock:
    /// ```compile_fail,E0277
    /// use wdk::{ndis::SendLists, prelude::*};
    /// fn flush(queue: &SpinLock<SendLists>, irql: &mut UpToDispatch) {
    ///     queue.with(irql, |queue, irql| queue.take().complete(Ok(()), irql));
    /// }
    /// ```
    pub fn complete(mut self, result: Result, _irql: &mut impl Unlocked) {
        self.complete_all(result);
    }

    fn complete_all(&mut self, result: Result) {
        let chain = self.chain.take();
        if let Some(head) = self.head
            && chain.len() > 0
        {
            // SAFETY: type invariant: the lists are the miniport's and held; they were taken out.
            unsafe { complete(head, &chain, result) };
        }
    }
}

impl Default for SendLists {
    fn default() -> Self {
        Self::new()
    }
}

impl From<SendList> for SendLists {
    fn from(list: SendList) -> Self {
        let list = mem::ManuallyDrop::new(list);
        // SAFETY: the value is neither used nor dropped after this.
        let chain = unsafe { list.chain() };
        // SAFETY: the invariant of `SendList` passes to the chain.
        unsafe { Self::from_chain(chain, list.head) }
    }
}

impl Iterator for SendLists {
    type Item = SendList;

    fn next(&mut self) -> Option<SendList> {
        self.pop_front()
    }
}

impl Drop for SendLists {
    fn drop(&mut self) {
        self.complete_all(Err(status::FAILURE));
    }
}

impl fmt::Debug for SendLists {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendLists")
            .field("len", &self.len())
            .finish()
    }
}

/// Returns lists to NDIS, and with them their holds.
///
/// # Safety
/// The chain's lists are the miniport's and counted among the holds of `head`; the caller uses
/// neither after this.
unsafe fn complete(head: NonNull<Head>, chain: &Chain, result: Result) {
    let count = chain.len();
    // SAFETY: the holds keep the adapter from being halted.
    let head = unsafe { head.as_ref() };
    // SAFETY: the caller gives up the miniport's lists.
    unsafe { complete_unheld(head, chain, result) };
    // SAFETY: each list was a hold, and is returned.
    unsafe { head.release_and_complete(count) };
}

/// Returns lists to NDIS that are not counted among the holds.
///
/// # Safety
/// The chain's lists are the miniport's, and are not used after this; the adapter is not halted
/// meanwhile.
pub(super) unsafe fn complete_unheld(head: &Head, chain: &Chain, result: Result) {
    let status: NDIS_STATUS = NtStatus::from(result).value();
    chain.set_status(status);
    // SAFETY: the adapter's handle is valid until it is halted; NDIS takes the whole chain.
    unsafe { NdisMSendNetBufferListsComplete(head.handle, chain.first(), 0) };
}

/// A frame: the data of one `NET_BUFFER`, which may lie in several pieces.
///
/// # Invariants
/// Only behind a reference to a buffer of a list that the miniport has.
#[repr(transparent)]
pub struct NetBuffer {
    raw: NET_BUFFER,
    shared: PhantomData<*mut ()>,
}

impl NetBuffer {
    const fn raw(&self) -> *mut NET_BUFFER {
        ptr::from_ref(&self.raw).cast_mut()
    }

    /// Bytes of the frame.
    #[must_use]
    pub fn len(&self) -> usize {
        // SAFETY: type invariant: the buffer belongs to a list that the miniport has.
        unsafe { *NET_BUFFER_DATA_LENGTH(self.raw()) as usize }
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Copies from `offset` on into `buffer`, and returns how many bytes there were.
    ///
    /// The bytes may be in pages of a program that changes them at the same time, so there is no
    /// reference to them: check the copy, and copy once what must not change.
    ///
    /// # Errors
    /// [`Error::INSUFFICIENT_RESOURCES`] when a part cannot be mapped.
    pub fn read(&self, offset: usize, buffer: &mut [u8]) -> Result<usize> {
        // SAFETY: the members of the union are the same fields.
        let data = unsafe { self.raw.__bindgen_anon_1.__bindgen_anon_1 };
        let data = Data {
            mdl: data.CurrentMdl,
            offset: data.CurrentMdlOffset as usize,
            length: self.len(),
        };
        // SAFETY: type invariant: the miniport has the list, whose MDLs stay as they are until it
        // is completed; NDIS passes MDLs of locked or nonpaged memory. The type is not `Sync`, so no
        // other thread maps them.
        unsafe { data.read(offset, buffer) }
    }

    /// Copies the whole frame, and returns its length.
    ///
    /// # Errors
    /// [`Error::BUFFER_TOO_SMALL`] when it does not fit, and as [`read`](Self::read).
    pub fn copy_to(&self, buffer: &mut [u8]) -> Result<usize> {
        let length = self.len();
        let place = buffer.get_mut(..length).ok_or(Error::BUFFER_TOO_SMALL)?;
        self.read(0, place)
    }
}

impl fmt::Debug for NetBuffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NetBuffer")
            .field("len", &self.len())
            .finish()
    }
}
