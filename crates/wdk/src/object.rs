//! Framework objects: handles as references, and references that are counted.
#![expect(
    unsafe_code,
    reason = "turns framework handles into references and counts those"
)]

use core::{cell::UnsafeCell, fmt, marker::PhantomData, ops::Deref, ptr, ptr::NonNull};

use wdk_sys::{
    NTSTATUS,
    wdf::{self, WDF_OBJECT_ATTRIBUTES, WDFOBJECT},
};

use crate::{Error, NtStatus, Result, context::no_context_attributes};

/// The target of references to framework objects, without any byte that Rust code could access.
///
/// The address is the handle. As an `UnsafeCell` of no size it states nothing to the compiler about
/// the memory at that address.
#[repr(transparent)]
pub(crate) struct Opaque(UnsafeCell<[u8; 0]>);

// SAFETY: it has no bytes to share; the framework's functions synchronise their objects.
unsafe impl Sync for Opaque {}

mod sealed {
    #[expect(unnameable_types, reason = "sealed: the objects are the framework's")]
    pub trait Sealed {}
}
pub(crate) use sealed::Sealed;

/// A framework object that drivers hold references to.
pub trait Object: Sealed {
    /// What a reference gives access to when the object may be deleted.
    type Kept;

    #[doc(hidden)]
    fn kept(&self) -> &Self::Kept;

    /// The object that must outlive this one although the framework does not keep it.
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
        ///
        /// # Invariants
        /// The address of a reference is a live handle of this kind.
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

/// Declares methods, each of which calls one function of the framework with the handle of `self`.
///
/// The functions in such a table need nothing but a live handle, the level that a token among the
/// parameters states, and arguments that are values, null, or borrowed for the call.
macro_rules! handle_calls {
    ($($(#[$meta:meta])*
        $vis:vis fn $name:ident(&self $(, $parameter:ident: $type:ty)*)
        = $function:ident($($argument:expr),*);
    )*) => {$(
        $(#[$meta])*
        $vis fn $name(&self $(, $parameter: $type)*) {
            // SAFETY: the type's invariant says that the handle is live, which is all that a
            // function of the table needs.
            unsafe { wdk_sys::wdf::$function(self.as_raw() $(, $argument)*) };
        }
    )*};
    ($($(#[$meta:meta])*
        $vis:vis fn $name:ident(&mut self $(, $parameter:ident: $type:ty)*)
        = $function:ident($($argument:expr),*);
    )*) => {$(
        $(#[$meta])*
        $vis fn $name(&mut self $(, $parameter: $type)*) {
            // SAFETY: the type's invariant says that the structure is live, which is all that a
            // function of the table needs.
            unsafe { wdk_sys::wdf::$function(self.as_raw() $(, $argument)*) };
        }
    )*};
}
pub(crate) use handle_calls;

/// A reference that keeps a framework object's memory, and the object that it depends on.
///
/// It is a weak view, since the object may be deleted meanwhile: of a device it gives the context, and
/// the device itself only while its removal waits, by [`upgrade`](ObjRef::upgrade). Operations on the
/// other objects fail when they are deleted.
///
/// # IRQL
/// Cloning and dropping work up to `DISPATCH_LEVEL`.
///
/// # Invariants
/// Holds one framework reference on the object, and one on its owner if it has one. `object` is
/// used for its handle and its owner only.
pub struct ObjRef<O: Object> {
    object: NonNull<O>,
    owned: PhantomData<O>,
}

// SAFETY: any thread may release a framework reference, and use what `O` gives access to.
unsafe impl<O: Object + Send + Sync> Send for ObjRef<O> {}
// SAFETY: a shared `ObjRef` can be cloned, which the framework counts, and gives access to a `&O`.
unsafe impl<O: Object + Send + Sync> Sync for ObjRef<O> {}

impl<O: Object> ObjRef<O> {
    /// Takes a reference.
    #[must_use]
    pub fn new(object: &O) -> Self {
        let owner = object.owner();
        if !owner.is_null() {
            // SAFETY: the owner of a live object is live.
            unsafe { reference(owner) };
        }
        // SAFETY: the invariant of `O` says that a borrowed object is live.
        unsafe { reference(handle(object)) };
        Self {
            object: NonNull::from(object),
            owned: PhantomData,
        }
    }
}

impl<O: Object> Clone for ObjRef<O> {
    fn clone(&self) -> Self {
        // SAFETY: the reference that `self` holds keeps the handle, which is all that is used.
        Self::new(unsafe { self.object.as_ref() })
    }
}

impl<O: Object> Deref for ObjRef<O> {
    type Target = O::Kept;

    fn deref(&self) -> &O::Kept {
        // SAFETY: the reference that `self` holds keeps the object, and `kept` weakens it to what that
        // is enough for.
        unsafe { self.object.as_ref() }.kept()
    }
}

impl<O: Object> Drop for ObjRef<O> {
    fn drop(&mut self) {
        // SAFETY: the reference that `self` holds keeps the handle, whose owner is referenced too.
        let owner = unsafe { self.object.as_ref() }.owner();
        let object: WDFOBJECT = self.object.as_ptr().cast();
        // SAFETY: `new` took this reference on the object, which ends with the value.
        unsafe { dereference(object) };
        if !owner.is_null() {
            // SAFETY: `new` took a reference on the owner, too.
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
    // SAFETY: the caller's handle is live; tag and place are for the debugger and may be null.
    unsafe { wdf::WdfObjectReferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
}

/// # Safety
/// The caller gives up a reference on `object`.
pub(crate) unsafe fn dereference(object: WDFOBJECT) {
    // SAFETY: the caller has a reference to release; tag and place may be null.
    unsafe { wdf::WdfObjectDereferenceActual(object, ptr::null_mut(), 0, ptr::null()) };
}

/// A framework object that a Rust value owns: deleted when the value is dropped.
///
/// # Invariants
/// Holds a reference on the object, so that the handle stays valid even when the framework
/// deletes the object first, together with its parent.
pub(crate) struct Owned(WDFOBJECT);

// SAFETY: any thread may delete a framework object.
unsafe impl Send for Owned {}
// SAFETY: a shared `Owned` gives out the handle only; the framework synchronises its objects.
unsafe impl Sync for Owned {}

impl Owned {
    /// Owns the object that `create` makes, with attributes that inherit everything.
    ///
    /// # Errors
    /// The status that `create` returns, and [`Error::NOT_SUPPORTED`] in a driver without the framework,
    /// which has no table of its functions.
    ///
    /// # Safety
    /// When `create` succeeds, it has stored the handle of a new object for nobody else.
    pub(crate) unsafe fn create<T>(
        create: impl FnOnce(&mut WDF_OBJECT_ATTRIBUTES, &mut *mut T) -> NTSTATUS,
    ) -> Result<Self> {
        if wdf::driver_globals().is_null() {
            return Err(Error::NOT_SUPPORTED);
        }
        let mut object = ptr::null_mut();
        NtStatus::new(create(&mut no_context_attributes(), &mut object)).ok()?;
        let object: WDFOBJECT = object.cast();
        // SAFETY: the caller states that the object was just made.
        unsafe { reference(object) };
        Ok(Self(object))
    }

    pub(crate) const fn handle(&self) -> WDFOBJECT {
        self.0
    }
}

impl Drop for Owned {
    fn drop(&mut self) {
        // SAFETY: the reference keeps the handle valid; deleting a deleted object does nothing.
        unsafe { wdf::WdfObjectDelete(self.0) };
        // SAFETY: the value's own reference, which ends with it.
        unsafe { dereference(self.0) };
    }
}
