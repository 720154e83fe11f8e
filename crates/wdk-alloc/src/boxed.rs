#![expect(unsafe_code, reason = "owns a value in the pool by pointer")]

use core::{
    alloc::Layout,
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut},
    ptr::NonNull,
};

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
    /// Moves a value into the pool.
    ///
    /// # Errors
    /// [`AllocError`]; the value is dropped.
    pub fn try_new(value: T) -> Result<Self, AllocError> {
        let place = pool::allocate(Layout::new::<T>())?.cast::<T>();
        // SAFETY: just allocated for a `T`.
        unsafe { place.write(value) };
        Ok(Self {
            value: place,
            owned: PhantomData,
        })
    }

    /// Moves the value out of the pool.
    #[must_use]
    pub fn into_inner(self) -> T {
        let this = core::mem::ManuallyDrop::new(self);
        // SAFETY: the value is initialised and owned, and `this` is not dropped.
        let value = unsafe { this.value.read() };
        // SAFETY: `try_new` allocated the memory with this layout; its value was moved out.
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
        // SAFETY: `try_new` allocated the memory with this layout, and its value was dropped.
        unsafe { pool::free(self.value.cast(), Layout::new::<T>()) };
    }
}

impl<T: fmt::Debug> fmt::Debug for KBox<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
