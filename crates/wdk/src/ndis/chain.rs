//! Chains of `NET_BUFFER_LIST` structures.
#![expect(
    unsafe_code,
    reason = "links NET_BUFFER_LIST structures, which NDIS shares by pointer"
)]
#![expect(
    clippy::multiple_unsafe_ops_per_block,
    reason = "an accessor of the headers and the field behind it are one step"
)]

use core::{
    mem,
    ptr::{self, NonNull},
};

use wdk_sys::{NDIS_STATUS, NET_BUFFER_LIST, NET_BUFFER_LIST_NEXT_NBL, NET_BUFFER_LIST_STATUS};

/// Lists that are linked by their `Next` members.
///
/// # Invariants
/// `first` to `last` are `count` live lists, linked in this order, of which nobody else changes the
/// links; the last one's `Next` is null. Without lists both addresses are null.
pub(super) struct Chain {
    first: *mut NET_BUFFER_LIST,
    last: *mut NET_BUFFER_LIST,
    count: usize,
}

impl Chain {
    /// A chain without lists.
    pub(super) const fn new() -> Self {
        Self {
            first: ptr::null_mut(),
            last: ptr::null_mut(),
            count: 0,
        }
    }

    /// The chain that NDIS passes by its first list.
    ///
    /// # Safety
    /// `first` is null or begins a chain of live lists, which belong to the caller.
    pub(super) unsafe fn from_first(first: *mut NET_BUFFER_LIST) -> Self {
        let (mut last, mut count, mut list) = (ptr::null_mut(), 0, first);
        while !list.is_null() {
            (last, count) = (list, count + 1);
            // SAFETY: reached from `first` and not null, so one of the caller's lists.
            list = unsafe { *NET_BUFFER_LIST_NEXT_NBL(list) };
        }
        Self { first, last, count }
    }

    /// How many lists there are.
    pub(super) const fn len(&self) -> usize {
        self.count
    }

    /// The first list, or null.
    pub(super) const fn first(&self) -> *mut NET_BUFFER_LIST {
        self.first
    }

    /// Takes the first list out; its `Next` is null then.
    pub(super) fn pop_front(&mut self) -> Option<NonNull<NET_BUFFER_LIST>> {
        let list = NonNull::new(self.first)?;
        // SAFETY: type invariant: the first list is live, and its link is this chain's.
        self.first = unsafe { *NET_BUFFER_LIST_NEXT_NBL(list.as_ptr()) };
        self.count -= 1;
        if self.first.is_null() {
            self.last = ptr::null_mut();
        }
        // SAFETY: the list has left the chain, and the caller gets it.
        unsafe { *NET_BUFFER_LIST_NEXT_NBL(list.as_ptr()) = ptr::null_mut() };
        Some(list)
    }

    /// Adds a list at the end.
    ///
    /// # Safety
    /// `list` is live and in no chain, and its `Next` is null; it belongs to the caller.
    pub(super) unsafe fn push_back(&mut self, list: NonNull<NET_BUFFER_LIST>) {
        let list = list.as_ptr();
        self.append(Self {
            first: list,
            last: list,
            count: 1,
        });
    }

    /// Adds the lists of another chain at the end.
    pub(super) fn append(&mut self, other: Self) {
        if other.count == 0 {
            return;
        }
        if self.count == 0 {
            self.first = other.first;
        } else {
            // SAFETY: type invariant: `last` is a live list of the chain, since there is one.
            unsafe { *NET_BUFFER_LIST_NEXT_NBL(self.last) = other.first };
        }
        self.last = other.last;
        self.count += other.count;
    }

    /// Writes the status with which the lists go back to NDIS.
    pub(super) fn set_status(&self, status: NDIS_STATUS) {
        let mut list = self.first;
        while !list.is_null() {
            // SAFETY: type invariant: a live list of this chain.
            unsafe { *NET_BUFFER_LIST_STATUS(list) = status };
            // SAFETY: type invariant: the link leads to the next list or is null.
            list = unsafe { *NET_BUFFER_LIST_NEXT_NBL(list) };
        }
    }

    /// Takes all lists out.
    pub(super) const fn take(&mut self) -> Self {
        mem::replace(self, Self::new())
    }
}
