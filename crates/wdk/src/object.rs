//! Framework objects: how a handle becomes a reference, and how it is kept.
#![expect(
    unsafe_code,
    reason = "turns framework handles into references and counts those"
)]

use core::{cell::UnsafeCell, fmt, marker::PhantomData, ops::Deref, ptr, ptr::NonNull};

use wdk_sys::wdf::{self, WDFOBJECT};

/// What the reference to a framework object points to: nothing that Rust may look at.
///
/// The address is the handle. Being an `UnsafeCell` of no size, it promises the compiler nothing
/// about the memory behind it.
#[repr(transparent)]
pub(crate) struct Opaque(UnsafeCell<[u8; 0]>);

// SAFETY: there is nothing to share; framework objects lock themselves.
unsafe impl Sync for Opaque {}

mod sealed {
    pub trait Sealed {}
}
pub(crate) use sealed::Sealed;

/// A framework object that drivers hold references to.
pub trait Object: Sealed {
    /// The object that must outlive this one although the framework does not see to it.
    #[doc(hidden)]
    fn owner(&self) -> WDFOBJECT {
        ptr::null_mut()
    }
}

/// The handle behind a reference.
pub(crate) fn handle<O: Object + ?Sized>(object: &O) -> WDFOBJECT {
    ptr::from_ref(object).cast_mut().cast()
}

/// Makes a type whose references are handles.
macro_rules! handle_type {
    ($(#[$meta:meta])* $name:ident = $raw:ident) => {
        $(#[$meta])*
        #[repr(transparent)]
        pub struct $name($crate::object::Opaque);

        impl $crate::object::Sealed for $name {}

        impl $name {
            /// The handle, for raw calls.
            #[must_use]
            pub fn as_raw(&self) -> wdk_sys::wdf::$raw {
                ::core::ptr::from_ref(self).cast_mut().cast()
            }

            /// The object behind a handle.
            ///
            /// # Safety
            /// `raw` is a live handle of this kind for all of `'a`.
            #[must_use]
            pub unsafe fn from_raw<'a>(raw: wdk_sys::wdf::$raw) -> &'a Self {
                // SAFETY: handles are not null, and the type has no size and no alignment.
                unsafe { &*raw.cast() }
            }
        }
    };
}
pub(crate) use handle_type;

/// A reference that keeps a framework object's memory, and the object that it depends on.
///
/// The object may be deleted meanwhile: operations on it fail then.
///
/// # IRQL
/// Cloning and dropping work up to `DISPATCH_LEVEL`.
///
/// # Invariants
/// Holds one framework reference on the object, and one on its owner if it has one.
pub struct ObjRef<O: Object> {
    object: NonNull<O>,
    owned: PhantomData<O>,
}

// SAFETY: a framework reference may be dropped anywhere; what the object gives access to is `O`'s.
unsafe impl<O: Object + Send + Sync> Send for ObjRef<O> {}
// SAFETY: as above.
unsafe impl<O: Object + Send + Sync> Sync for ObjRef<O> {}

impl<O: Object> ObjRef<O> {
    /// Takes a reference.
    #[must_use]
    pub fn new(object: &O) -> Self {
        let owner = object.owner();
        if !owner.is_null() {
            // SAFETY: an object that is alive has an owner that is alive.
            unsafe { reference(owner) };
        }
        // SAFETY: a borrowed object is alive.
        unsafe { reference(handle(object)) };
        Self {
            object: NonNull::from(object),
            owned: PhantomData,
        }
    }
}

impl<O: Object> Clone for ObjRef<O> {
    fn clone(&self) -> Self {
        Self::new(self)
    }
}

impl<O: Object> Deref for ObjRef<O> {
    type Target = O;

    fn deref(&self) -> &O {
        // SAFETY: the reference that `self` holds keeps the object.
        unsafe { self.object.as_ref() }
    }
}

impl<O: Object> Drop for ObjRef<O> {
    fn drop(&mut self) {
        let owner = self.owner();
        let object = handle::<O>(self);
        // SAFETY: gives back the reference that `new` took.
        unsafe { dereference(object) };
        if !owner.is_null() {
            // SAFETY: gives back the reference that `new` took.
            unsafe { dereference(owner) };
        }
    }
}

impl<O: Object> fmt::Debug for ObjRef<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjRef({:p})", self.object)
    }
}

/// # Safety
/// `object` is a live handle.
pub(crate) unsafe fn reference(object: WDFOBJECT) {
    // SAFETY: a live handle; tag and place are for the debugger and may be null.
    unsafe { wdf::WdfObjectReferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
}

/// # Safety
/// The caller gives up a reference on `object`.
pub(crate) unsafe fn dereference(object: WDFOBJECT) {
    // SAFETY: as the caller says; tag and place are for the debugger and may be null.
    unsafe { wdf::WdfObjectDereferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
}

/// A framework object that a Rust value owns: deleted when the value is dropped.
///
/// # Invariants
/// Holds a reference on the object, so that the handle stays good even when the framework
/// deletes the object first, together with its parent.
pub(crate) struct Owned(WDFOBJECT);

// SAFETY: a framework object may be used and deleted anywhere.
unsafe impl Send for Owned {}
// SAFETY: framework objects lock themselves.
unsafe impl Sync for Owned {}

impl Owned {
    /// # Safety
    /// `object` is a live handle that nobody else deletes.
    pub(crate) unsafe fn new(object: WDFOBJECT) -> Self {
        // SAFETY: a live handle.
        unsafe { reference(object) };
        Self(object)
    }

    pub(crate) const fn handle(&self) -> WDFOBJECT {
        self.0
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: the reference keeps the handle good; deleting a deleted object does nothing.
        unsafe { wdf::WdfObjectDelete(self.0) };
        // SAFETY: gives back the reference of the type invariant.
        unsafe { dereference(self.0) };
    }
}
