//! Pointers to objects: borrowed, and counted.
#![expect(unsafe_code, reason = "pointers to objects are made of handles")]

use core::{marker::PhantomData, mem::ManuallyDrop, ops::Deref, ptr::NonNull};

use wdk_sys::{DISPATCH_LEVEL, KeGetCurrentIrql, PVOID};

use super::{Body, Header, Object};
use crate::Fx;

/// A borrowed object.
///
/// # Invariants
/// The object's memory lives while this pointer is used: a handle that the driver passed, an
/// ancestor that is alive, or a reference that the caller holds keeps it.
pub(crate) struct Obj<T> {
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
// SAFETY: a shared pointer gives no more than a copy of it, which may be sent.
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
        // SAFETY: by the invariant, the object's memory lives.
        unsafe { self.header.cast::<Object<T>>().as_ref() }
    }
}

impl<T> Obj<T> {
    /// The object behind a pointer to its header.
    ///
    /// # Safety
    /// The header is one of an [`Object<T>`] that lives while the result is used.
    #[must_use]
    pub(crate) unsafe fn from_raw(header: NonNull<Header>) -> Self {
        Self {
            header,
            body: PhantomData,
        }
    }

    /// Pointer to the header.
    #[must_use]
    pub(crate) fn as_ptr(self) -> NonNull<Header> {
        self.header
    }

    /// Takes a reference.
    #[must_use]
    pub(crate) fn reference(self) -> Ref<T> {
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
    pub(crate) unsafe fn from_handle<H>(fx: Fx, handle: *mut H) -> Option<Self> {
        // SAFETY: the two functions have the same contract.
        let header = unsafe { Header::from_handle(fx, handle.cast(), T::CLASS) }?;
        // SAFETY: the class matches, and so does the body.
        Some(unsafe { Self::from_raw(header) })
    }

    /// The object around a body.
    ///
    /// # Safety
    /// `body` is the body of an [`Object<T>`] that lives while the result is used.
    pub(crate) unsafe fn from_body(body: NonNull<T>) -> Self {
        // SAFETY: by contract a part of an object, which starts so many bytes before it.
        let object = unsafe { body.byte_sub(Object::<T>::body_offset()) };
        // SAFETY: by contract the object lives.
        unsafe { Self::from_raw(object.cast()) }
    }

    /// The object as the context of a routine that the kernel calls.
    pub(crate) fn as_context(self) -> PVOID {
        self.header.as_ptr().cast()
    }

    /// The object behind a routine's context; none for null.
    ///
    /// # Safety
    /// `context` is what [`Obj::as_context`] gave for an object of this type, which lives while
    /// the result is used.
    pub(crate) unsafe fn from_context(context: PVOID) -> Option<Self> {
        let header = NonNull::new(context.cast())?;
        // SAFETY: the contract of `from_raw` is this function's.
        Some(unsafe { Self::from_raw(header) })
    }
}

impl Header {
    /// The object with its type, if it is a `T`.
    pub(crate) fn downcast<T: Body>(&self) -> Option<Obj<T>> {
        // SAFETY: the class says that the body is a `T`, or starts with one; `self` lives.
        (self.class.is(T::CLASS)).then(|| unsafe { Obj::from_raw(NonNull::from(self)) })
    }
}

impl Header {
    /// The object behind a driver's handle, if it is a `class`.
    ///
    /// # Safety
    /// As for [`Obj::from_handle`].
    pub(crate) unsafe fn from_handle(
        fx: Fx,
        handle: PVOID,
        class: &'static super::Class,
    ) -> Option<NonNull<Header>> {
        // SAFETY: both functions demand the same of `handle`.
        let found = unsafe { Self::any_from_handle(fx, handle) }.map(|header| {
            // SAFETY: found alive just now.
            (header, unsafe { header.as_ref() }.class)
        });
        match found {
            Some((header, found)) if found.is(class) => Some(header),
            _ => {
                let found = found.map(|(_, found)| found.name);
                crate::violation::invalid_handle(fx, handle, class.name, found);
                None
            }
        }
    }

    /// The object behind a handle of any class. Reports nothing.
    ///
    /// # Safety
    /// As for [`Obj::from_handle`].
    pub(crate) unsafe fn any_from_handle(fx: Fx, handle: PVOID) -> Option<NonNull<Header>> {
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
pub(crate) struct Ref<T>(Obj<T>);

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
    pub(crate) fn into_raw(self) -> Obj<T> {
        ManuallyDrop::new(self).0
    }

    /// Keeps the reference counted, as the context of a routine that the kernel calls.
    pub(crate) fn into_context(self) -> PVOID {
        self.into_raw().header.as_ptr().cast()
    }

    /// Owns the reference behind a routine's context; none for null.
    ///
    /// # Safety
    /// `context` came from [`Ref::into_context`] of an object of this type, once.
    pub(crate) unsafe fn from_context(context: PVOID) -> Option<Self> {
        let header = NonNull::new(context.cast())?;
        // SAFETY: the reference that the context stands for keeps the object.
        let object = unsafe { Obj::from_raw(header) };
        Some(Self(object))
    }

    /// Owns a reference that [`Ref::into_raw`] gave up.
    ///
    /// # Safety
    /// `object` came from there, once.
    #[must_use]
    pub(crate) unsafe fn from_raw(object: Obj<T>) -> Self {
        Self(object)
    }
}
