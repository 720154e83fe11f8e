#![expect(unsafe_code, reason = "owns a value in the pool by pointer")]

use core::{
    alloc::Layout,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    ptr::NonNull,
};

use wdk::Plain;

use crate::{AllocError, pool};

/// A value in the pool.
///
/// # Invariants
/// `value` is allocated with the layout of `T`, initialised, and owned.
pub struct KBox<T> {
    value: NonNull<T>,
    owned: PhantomData<T>,
}

// SAFETY: owns its value.
unsafe impl<T: Send> Send for KBox<T> {}
// SAFETY: shares its value.
unsafe impl<T: Sync> Sync for KBox<T> {}

impl<T> KBox<T> {
    /// Moves a value of at most a kilobyte into the pool.
    ///
    /// It comes over the kernel stack, which has 24 KiB. What is larger is a [`KVec`](crate::KVec), which
    /// is filled in place, or begins as zeros in the pool, [`try_zeroed`](Self::try_zeroed).
    ///
    /// ```compile_fail
    /// let _ = wdk_alloc::KBox::try_new([0_u8; 4096]);
    /// ```
    ///
    /// # Errors
    /// [`AllocError`]; the value is dropped.
    pub fn try_new(value: T) -> Result<Self, AllocError> {
        const { pool::assert_small::<T>() };
        let place = pool::allocate(Layout::new::<T>())?.cast::<T>();
        // SAFETY: just allocated for a `T`.
        unsafe { place.write(value) };
        Ok(Self {
            value: place,
            owned: PhantomData,
        })
    }

    /// Zeros in the pool, of any length.
    ///
    /// # Errors
    /// [`AllocError`].
    pub fn try_zeroed() -> Result<Self, AllocError>
    where
        T: Plain,
    {
        // The pool zeroes what it allocates, and zeros are a value of every `Plain` type.
        let value = pool::allocate(Layout::new::<T>())?.cast::<T>();
        Ok(Self {
            value,
            owned: PhantomData,
        })
    }

    /// Moves the value, of at most a kilobyte, out of the pool.
    #[must_use]
    pub fn into_inner(self) -> T {
        const { pool::assert_small::<T>() };
        let this = core::mem::ManuallyDrop::new(self);
        // SAFETY: the value is initialised and owned, and `this` is not dropped.
        let value = unsafe { this.value.read() };
        // SAFETY: the box's memory was allocated with this layout; its value was moved out.
        unsafe { pool::free(this.value.cast(), Layout::new::<T>()) };
        value
    }
}

impl<T> Deref for KBox<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the value is initialised, and lives as long as the box.
        unsafe { self.value.as_ref() }
    }
}

impl<T> DerefMut for KBox<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the box owns the initialised value, and is borrowed uniquely.
        unsafe { self.value.as_mut() }
    }
}

impl<T> Drop for KBox<T> {
    fn drop(&mut self) {
        // SAFETY: the box owns the value, which is not used after this.
        unsafe { self.value.drop_in_place() };
        // SAFETY: the box's memory was allocated with this layout, and its value was dropped.
        unsafe { pool::free(self.value.cast(), Layout::new::<T>()) };
    }
}

impl<T: fmt::Debug> fmt::Debug for KBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
