#![expect(unsafe_code, reason = "owns values in the pool by pointer")]

use core::{
    alloc::Layout,
    fmt,
    marker::PhantomData,
    mem::ManuallyDrop,
    ops::{Deref, DerefMut},
    ptr::{self, NonNull},
    slice,
};

use wdk::Plain;

use crate::{AllocError, pool};

/// A growable array of values in the pool.
///
/// # Invariants
/// `start` is allocated for `capacity` values, of which the first `len` are initialised and owned.
/// For types of no size `capacity` is `usize::MAX`.
pub struct KVec<T> {
    start: NonNull<T>,
    capacity: usize,
    len: usize,
    owned: PhantomData<T>,
}

// SAFETY: owns its values.
unsafe impl<T: Send> Send for KVec<T> {}
// SAFETY: shares its values.
unsafe impl<T: Sync> Sync for KVec<T> {}

impl<T> KVec<T> {
    /// An empty vector without memory.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            start: NonNull::dangling(),
            capacity: if size_of::<T>() == 0 { usize::MAX } else { 0 },
            len: 0,
            owned: PhantomData,
        }
    }

    /// An empty vector with memory for `capacity` values.
    ///
    /// # Errors
    /// [`AllocError`].
    pub fn try_with_capacity(capacity: usize) -> Result<Self, AllocError> {
        let mut vec = Self::new();
        vec.try_reserve(capacity)?;
        Ok(vec)
    }

    /// `len` zeros.
    ///
    /// # Errors
    /// [`AllocError`].
    pub fn try_zeroed(len: usize) -> Result<Self, AllocError>
    where
        T: Plain,
    {
        let mut vec = Self::try_with_capacity(len)?;
        // INVARIANT: the pool zeroes what it allocates, and zeros are a value of every `Plain`
        // type.
        vec.len = len;
        Ok(vec)
    }

    /// Reserves memory for `additional` values.
    ///
    /// # Errors
    /// [`AllocError`]; the values stay as they are.
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), AllocError> {
        let needed = self.len.checked_add(additional).ok_or(AllocError)?;
        if needed <= self.capacity {
            return Ok(());
        }
        let capacity = needed.max(self.capacity.saturating_mul(2));
        let layout = Layout::array::<T>(capacity).map_err(|_| AllocError)?;
        let start = pool::allocate(layout)?.cast::<T>();
        // SAFETY: `len` values lie there, and fit into the longer block; the blocks are different.
        unsafe { start.copy_from_nonoverlapping(self.start, self.len) };
        self.free_memory();
        self.start = start;
        self.capacity = capacity;
        Ok(())
    }

    /// Appends a value.
    ///
    /// # Errors
    /// [`AllocError`]; the value is dropped.
    pub fn try_push(&mut self, value: T) -> Result<(), AllocError> {
        self.try_reserve(1)?;
        // SAFETY: memory for one more value was reserved.
        let end = unsafe { self.start.add(self.len) };
        // SAFETY: the memory after the last value is the vector's and not initialised.
        unsafe { end.write(value) };
        self.len += 1;
        Ok(())
    }

    /// Appends copies of `values`.
    ///
    /// # Errors
    /// [`AllocError`]; nothing is appended then.
    pub fn try_extend_from_slice(&mut self, values: &[T]) -> Result<(), AllocError>
    where
        T: Copy,
    {
        self.try_reserve(values.len())?;
        // SAFETY: memory for the values was reserved.
        let end = unsafe { self.start.add(self.len) };
        // SAFETY: the free part is long enough, and `values` cannot lie in it.
        unsafe { ptr::copy_nonoverlapping(values.as_ptr(), end.as_ptr(), values.len()) };
        self.len += values.len();
        Ok(())
    }

    /// Removes the last value and returns it.
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: the index of the last value is in the allocated memory.
        let last = unsafe { self.start.add(self.len) };
        // SAFETY: the value is initialised, and `len` does not count it any more.
        Some(unsafe { last.read() })
    }

    /// Drops the values from `len` on.
    pub fn truncate(&mut self, len: usize) {
        let Some(excess) = self.len.checked_sub(len) else {
            return;
        };
        // INVARIANT: shorter first, so that a panicking destructor drops nothing twice.
        self.len = len;
        // SAFETY: `len` is at most the old length, which is in the allocated memory.
        let tail = unsafe { self.start.add(len) };
        // SAFETY: the values are initialised, and `self.len` does not count them any more.
        unsafe { NonNull::slice_from_raw_parts(tail, excess).drop_in_place() };
    }

    /// Drops the values, and keeps the memory.
    pub fn clear(&mut self) {
        self.truncate(0);
    }

    /// How many values fit without allocating.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        self.capacity
    }

    /// Frees the memory, not the values.
    fn free_memory(&mut self) {
        if size_of::<T>() != 0
            && let Ok(layout) = Layout::array::<T>(self.capacity)
        {
            // SAFETY: type invariant: allocated with this layout; the caller replaces `start`.
            unsafe { pool::free(self.start.cast(), layout) };
        }
    }
}

impl<T> Default for KVec<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for KVec<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // SAFETY: the first `len` values are initialised, and owned by the borrowed vector.
        unsafe { slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

impl<T> DerefMut for KVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: the first `len` values are initialised, and the vector is borrowed uniquely.
        unsafe { slice::from_raw_parts_mut(self.start.as_ptr(), self.len) }
    }
}

impl<T> Drop for KVec<T> {
    fn drop(&mut self) {
        self.truncate(0);
        self.free_memory();
    }
}

impl<T: fmt::Debug> fmt::Debug for KVec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// An iterator over the values of a [`KVec`].
#[derive(Debug)]
pub struct IntoIter<T> {
    vec: ManuallyDrop<KVec<T>>,
    next: usize,
}

impl<T> IntoIterator for KVec<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter {
            vec: ManuallyDrop::new(self),
            next: 0,
        }
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.next == self.vec.len {
            return None;
        }
        // SAFETY: `next` is less than `len`.
        let place = unsafe { self.vec.start.add(self.next) };
        self.next += 1;
        // SAFETY: the value was not returned before, and `next` does not reach it again.
        Some(unsafe { place.read() })
    }
}

impl<T> Drop for IntoIter<T> {
    fn drop(&mut self) {
        let rest = self.vec.len - self.next;
        // SAFETY: `next` is at most `len`.
        let start = unsafe { self.vec.start.add(self.next) };
        // SAFETY: the values from `next` on were not returned.
        unsafe { NonNull::slice_from_raw_parts(start, rest).drop_in_place() };
        self.vec.free_memory();
    }
}
