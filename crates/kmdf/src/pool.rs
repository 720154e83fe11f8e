//! Memory: only from the kernel's pool, under the driver's tag, so that a leak report names the
//! driver and no other allocator is used.
#![expect(
    unsafe_code,
    reason = "allocates from the kernel's pool, and is the container of it"
)]

use core::{
    mem::ManuallyDrop,
    ops::{Deref, DerefMut},
    ptr::{self, NonNull},
    slice,
};

use wdk_sys::{
    ExAllocatePool2, ExFreePoolWithTag, NTSTATUS, POOL_FLAG_NON_PAGED,
    STATUS_INSUFFICIENT_RESOURCES,
};

/// Zeroed nonpaged memory, 16-byte aligned.
///
/// # Errors
/// `STATUS_INSUFFICIENT_RESOURCES`.
pub(crate) fn allocate(tag: u32, bytes: usize) -> Result<NonNull<u8>, NTSTATUS> {
    // SAFETY: ExAllocatePool2 has no precondition besides a non-zero size.
    let memory = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes.max(1) as u64, tag) };
    NonNull::new(memory.cast()).ok_or(STATUS_INSUFFICIENT_RESOURCES)
}

/// Gives memory back.
///
/// # Safety
/// `memory` came from [`allocate`] with the same tag and is not used any more.
pub(crate) unsafe fn free(tag: u32, memory: NonNull<u8>) {
    // SAFETY: by this function's contract.
    unsafe { ExFreePoolWithTag(memory.as_ptr().cast(), tag) }
}

/// A value in the pool.
pub(crate) struct PoolBox<T> {
    value: NonNull<T>,
    tag: u32,
}

// SAFETY: the box owns its value.
unsafe impl<T: Send> Send for PoolBox<T> {}
// SAFETY: sharing the box shares its value.
unsafe impl<T: Sync> Sync for PoolBox<T> {}

impl<T> PoolBox<T> {
    /// Moves `value` into the pool.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn new(tag: u32, value: T) -> Result<Self, NTSTATUS> {
        const { assert!(align_of::<T>() <= 16, "the pool aligns to 16 bytes") };
        let memory = allocate(tag, size_of::<T>())?.cast::<T>();
        // SAFETY: freshly allocated, large enough and aligned.
        unsafe { memory.write(value) };
        Ok(Self { value: memory, tag })
    }

    /// Gives up ownership; [`PoolBox::from_raw`] takes it back.
    pub(crate) fn into_raw(self) -> NonNull<T> {
        ManuallyDrop::new(self).value
    }

    /// Owns `value` again.
    ///
    /// # Safety
    /// `value` came from [`PoolBox::into_raw`] of a box with this tag.
    pub(crate) unsafe fn from_raw(tag: u32, value: NonNull<T>) -> Self {
        Self { value, tag }
    }
}

impl<T> Deref for PoolBox<T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: the box owns an initialised value.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for PoolBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the box owns an initialised value, and is borrowed mutably.
        unsafe { self.value.as_mut() }
    }
}

impl<T> Drop for PoolBox<T> {
    fn drop(&mut self) {
        // SAFETY: the value is dropped once, here.
        unsafe { self.value.drop_in_place() };
        // SAFETY: allocated by `new` with this tag.
        unsafe { free(self.tag, self.value.cast()) };
    }
}

/// A growing array in the pool. Growing can fail and says so.
pub(crate) struct PoolVec<T> {
    items: NonNull<T>,
    len: usize,
    capacity: usize,
    tag: u32,
}

// SAFETY: the vector owns its items.
unsafe impl<T: Send> Send for PoolVec<T> {}
// SAFETY: sharing the vector shares its items.
unsafe impl<T: Sync> Sync for PoolVec<T> {}

impl<T> PoolVec<T> {
    /// An empty vector that allocates under `tag`.
    #[must_use]
    pub(crate) const fn new(tag: u32) -> Self {
        Self {
            items: NonNull::dangling(),
            len: 0,
            capacity: 0,
            tag,
        }
    }

    /// Where the items start, for others that read and write them.
    pub(crate) fn start(&self) -> NonNull<T> {
        self.items
    }

    /// Appends `item`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`; the item is dropped.
    pub(crate) fn push(&mut self, item: T) -> Result<(), NTSTATUS> {
        self.reserve(1)?;
        // SAFETY: `reserve` made room for one more item.
        let end = unsafe { self.items.add(self.len) };
        // SAFETY: in bounds and uninitialised.
        unsafe { end.write(item) };
        self.len += 1;
        Ok(())
    }

    /// Puts `item` before the item at `index`, or at the end.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn insert(&mut self, index: usize, item: T) -> Result<(), NTSTATUS> {
        self.push(item)?;
        let index = index.min(self.len - 1);
        self[index..].rotate_right(1);
        Ok(())
    }

    /// Takes the item at `index` out, if there is one.
    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        self[index..].rotate_left(1);
        self.pop()
    }

    /// Takes the last item.
    pub(crate) fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: in bounds; the length no longer counts it.
        let last = unsafe { self.items.add(self.len) };
        // SAFETY: initialised, and read only once.
        Some(unsafe { last.read() })
    }

    /// Makes room for `more` items.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn reserve(&mut self, more: usize) -> Result<(), NTSTATUS> {
        const { assert!(align_of::<T>() <= 16, "the pool aligns to 16 bytes") };
        let needed = self.len + more;
        if needed <= self.capacity || size_of::<T>() == 0 {
            return Ok(());
        }
        let capacity = needed.max(self.capacity * 2).max(4);
        let bytes = capacity
            .checked_mul(size_of::<T>())
            .ok_or(STATUS_INSUFFICIENT_RESOURCES)?;
        let items = allocate(self.tag, bytes)?.cast::<T>();
        // SAFETY: both are valid for `len` items and do not overlap.
        unsafe { ptr::copy_nonoverlapping(self.items.as_ptr(), items.as_ptr(), self.len) };
        self.release();
        self.items = items;
        self.capacity = capacity;
        Ok(())
    }

    fn release(&mut self) {
        if self.capacity != 0 {
            // SAFETY: allocated by `reserve` with this tag; the items were moved or dropped.
            unsafe { free(self.tag, self.items.cast()) };
        }
    }
}

impl<T: Copy> PoolVec<T> {
    /// Makes the length `len`, filling with `item`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn resize(&mut self, len: usize, item: T) -> Result<(), NTSTATUS> {
        self.reserve(len.saturating_sub(self.len))?;
        while self.len < len {
            self.push(item)?;
        }
        while self.len > len {
            self.pop();
        }
        Ok(())
    }

    /// A copy of `items`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn copy_of(tag: u32, items: &[T]) -> Result<Self, NTSTATUS> {
        let mut copy = Self::new(tag);
        copy.extend(items)?;
        Ok(copy)
    }

    /// Appends copies of `items`.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`.
    pub(crate) fn extend(&mut self, items: &[T]) -> Result<(), NTSTATUS> {
        self.reserve(items.len())?;
        for item in items {
            self.push(*item)?;
        }
        Ok(())
    }
}

impl<T> Deref for PoolVec<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        // SAFETY: the first `len` items are initialised.
        unsafe { slice::from_raw_parts(self.items.as_ptr(), self.len) }
    }
}

impl<T> DerefMut for PoolVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: the first `len` items are initialised.
        unsafe { slice::from_raw_parts_mut(self.items.as_ptr(), self.len) }
    }
}

impl<T> Drop for PoolVec<T> {
    fn drop(&mut self) {
        while self.pop().is_some() {}
        self.release();
    }
}
