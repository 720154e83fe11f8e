//! Pointers to objects: borrowed, and counted.

use core::{marker::PhantomData, mem::ManuallyDrop, ops::Deref, ptr::NonNull};

use wdk_sys::{DISPATCH_LEVEL, KeGetCurrentIrql, PVOID};

use super::{Body, Header, Object};
use crate::Fx;

/// A borrowed object.
///
/// # Invariants
/// The object's memory lives while this pointer is used: a handle that the driver passed, an
/// ancestor that is alive, or a reference that the caller holds keeps it.
pub struct Obj<T> {
    header: NonNull<Header>,
    body: PhantomData<NonNull<T>>,
}

impl<T> Clone for Obj<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Obj<T> {}

// SAFETY: an object is shared by design: bodies guard their own data.
unsafe impl<T> Send for Obj<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for Obj<T> {}

impl<T> PartialEq for Obj<T> {
    fn eq(&self, other: &Self) -> bool {
        self.header == other.header
    }
}
impl<T> Eq for Obj<T> {}

impl<T> core::fmt::Debug for Obj<T> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:p}", self.header)
    }
}

impl<T> Deref for Obj<T> {
    type Target = Object<T>;
    fn deref(&self) -> &Object<T> {
        // SAFETY: the invariant.
        unsafe { self.header.cast::<Object<T>>().as_ref() }
    }
}

impl<T> Obj<T> {
    /// The object behind a pointer to its header.
    ///
    /// # Safety
    /// The header is one of an [`Object<T>`] that lives while the result is used.
    #[must_use]
    pub unsafe fn from_raw(header: NonNull<Header>) -> Self {
        Self {
            header,
            body: PhantomData,
        }
    }

    /// Pointer to the header.
    #[must_use]
    pub fn as_ptr(self) -> NonNull<Header> {
        self.header
    }

    /// Takes a reference.
    #[must_use]
    pub fn reference(self) -> Ref<T> {
        self.header().add_reference();
        Ref(self)
    }
}

impl<T: Body> Obj<T> {
    /// The object behind a driver's handle; a null, freed or wrong handle is a violation and
    /// `None`.
    ///
    /// # Safety
    /// Without the verifier, `handle` is null or points to an object that lives while the result
    /// is used.
    #[must_use]
    pub unsafe fn from_handle<H>(fx: Fx, handle: *mut H) -> Option<Self> {
        // SAFETY: by contract.
        let header = unsafe { Header::from_handle(fx, handle.cast(), T::CLASS) }?;
        // SAFETY: the class matches, and so does the body.
        Some(unsafe { Self::from_raw(header) })
    }
}

impl Header {
    /// The object behind a driver's handle, if it is a `class`.
    ///
    /// # Safety
    /// As for [`Obj::from_handle`].
    pub unsafe fn from_handle(
        fx: Fx,
        handle: PVOID,
        class: &'static super::Class,
    ) -> Option<NonNull<Header>> {
        // SAFETY: by contract.
        match unsafe { Self::any_from_handle(fx, handle) } {
            // SAFETY: found alive just now.
            Some(header) if unsafe { header.as_ref() }.class.is(class) => Some(header),
            Some(header) => {
                // SAFETY: found alive just now.
                let found = unsafe { header.as_ref() }.class.name;
                crate::violation::invalid_handle(fx, handle, class.name, Some(found));
                None
            }
            None => {
                crate::violation::invalid_handle(fx, handle, class.name, None);
                None
            }
        }
    }

    /// The object behind a handle of any class. Reports nothing.
    ///
    /// # Safety
    /// As for [`Obj::from_handle`].
    pub unsafe fn any_from_handle(fx: Fx, handle: PVOID) -> Option<NonNull<Header>> {
        let header = NonNull::new(handle.cast::<Header>())?;
        if !header.is_aligned() {
            return None;
        }
        // The set has a spin lock, which an interrupt service routine must not take.
        if fx.verifier_on() && KeGetCurrentIrql() <= DISPATCH_LEVEL as u8 {
            return fx.live.with(|live| live.contains(header)).then_some(header);
        }
        // SAFETY: by contract a live object.
        let signature = unsafe { header.as_ref() }.signature.get();
        (signature == super::header::SIGNATURE).then_some(header)
    }
}

/// A counted reference to an object.
pub struct Ref<T>(Obj<T>);

impl<T> Deref for Ref<T> {
    type Target = Obj<T>;
    fn deref(&self) -> &Obj<T> {
        &self.0
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        self.0.reference()
    }
}

impl<T> Drop for Ref<T> {
    fn drop(&mut self) {
        self.0.header().release();
    }
}

impl<T> Ref<T> {
    /// Keeps the reference counted and gives the pointer; [`Ref::from_raw`] takes it back.
    #[must_use]
    pub fn into_raw(self) -> Obj<T> {
        ManuallyDrop::new(self).0
    }

    /// Owns a reference that [`Ref::into_raw`] gave up.
    ///
    /// # Safety
    /// `object` came from there, once.
    #[must_use]
    pub unsafe fn from_raw(object: Obj<T>) -> Self {
        Self(object)
    }
}
