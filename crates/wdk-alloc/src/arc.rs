#![expect(unsafe_code, reason = "shares a value in the pool by pointer")]

use core::{
    alloc::Layout,
    fmt,
    marker::PhantomData,
    ops::Deref,
    ptr::NonNull,
    sync::atomic::{AtomicUsize, Ordering, fence},
};

use crate::{AllocError, pool};

/// A shared value in the pool, freed with its last owner.
///
/// # Invariants
/// `inner` is allocated with the layout of `Inner<T>` and initialised; its count includes `self`.
pub struct KArc<T> {
    inner: NonNull<Inner<T>>,
    owned: PhantomData<Inner<T>>,
}

struct Inner<T> {
    owners: AtomicUsize,
    value: T,
}

// SAFETY: any owner may access the value, and the last one drops it.
unsafe impl<T: Send + Sync> Send for KArc<T> {}
// SAFETY: a shared owner gives access to `&T`, and can be cloned into an owner.
unsafe impl<T: Send + Sync> Sync for KArc<T> {}

impl<T> KArc<T> {
    /// Moves a value of at most a kilobyte into the pool, over the kernel stack.
    ///
    /// # Errors
    /// [`AllocError`]; the value is dropped.
    pub fn try_new(value: T) -> Result<Self, AllocError> {
        const { pool::assert_small::<T>() };
        let place = pool::allocate(Layout::new::<Inner<T>>())?.cast::<Inner<T>>();
        let owners = AtomicUsize::new(1);
        // SAFETY: just allocated for an `Inner<T>`.
        unsafe { place.write(Inner { owners, value }) };
        Ok(Self {
            inner: place,
            owned: PhantomData,
        })
    }

    /// The value, when nobody else owns it.
    #[must_use]
    pub fn get_mut(&mut self) -> Option<&mut T> {
        if self.inner().owners.load(Ordering::Acquire) != 1 {
            return None;
        }
        // SAFETY: the only owner is borrowed uniquely, so nobody else accesses the value.
        Some(unsafe { &mut self.inner.as_mut().value })
    }

    fn inner(&self) -> &Inner<T> {
        // SAFETY: the value is initialised, and lives as long as it has an owner.
        unsafe { self.inner.as_ref() }
    }
}

impl<T> Clone for KArc<T> {
    fn clone(&self) -> Self {
        // An overflow would need more owners than fit into memory, even when they are leaked,
        // since leaking one takes an instruction and the counter is as wide as an address.
        self.inner().owners.fetch_add(1, Ordering::Relaxed);
        Self {
            inner: self.inner,
            owned: PhantomData,
        }
    }
}

impl<T> Deref for KArc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T> Drop for KArc<T> {
    fn drop(&mut self) {
        if self.inner().owners.fetch_sub(1, Ordering::Release) != 1 {
            return;
        }
        fence(Ordering::Acquire);
        // SAFETY: this was the last owner.
        unsafe { self.inner.drop_in_place() };
        // SAFETY: `try_new` allocated the memory with this layout, and its value was dropped.
        unsafe { pool::free(self.inner.cast(), Layout::new::<Inner<T>>()) };
    }
}

impl<T: fmt::Debug> fmt::Debug for KArc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
