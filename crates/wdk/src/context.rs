//! Typed contexts: a driver's own data in a framework object's memory.
#![expect(
    unsafe_code,
    reason = "writes and drops contexts in memory of the framework"
)]

use core::{ffi::CStr, marker::PhantomData, ptr};

use wdk_sys::{
    NTSTATUS, PVOID, STATUS_OBJECT_NAME_EXISTS,
    wdf::{self, WDF_OBJECT_ATTRIBUTES, WDF_OBJECT_CONTEXT_TYPE_INFO, WDFOBJECT},
};

use crate::{Error, NtStatus, Result};

/// The alignment of context memory.
const CONTEXT_ALIGN: usize = 16;

/// A type that lives in a framework object's context memory; implemented by
/// [`#[wdk::context]`](macro@crate::context).
///
/// A context is initialised in place before any code can access it, and dropped when the
/// framework destroys the object, which is after the last callback and the last reference.
/// Dropping happens at any level up to `DISPATCH_LEVEL`.
///
/// # Safety
/// [`TYPE`](Self::TYPE) belongs to this type alone, and the type is `Send` and `Sync`. Neither is a bound
/// here: of a context that is not, [`#[wdk::context]`](macro@crate::context) says in a driver's words
/// what the compiler would say in a program's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a context type",
    label = "this needs a context type",
    note = "put `#[wdk::context]` on it"
)]
pub unsafe trait Context: Sized + 'static {
    /// The description that identifies the type to the framework.
    #[doc(hidden)]
    const TYPE: &'static ContextType;

    /// [`Device<Self>`](crate::Device). Said by each context itself: then a type that is none has no device, and
    /// the compiler reports that it is none, and nothing about what the driver does with the device.
    #[doc(hidden)]
    type Device;

    /// The device itself.
    #[doc(hidden)]
    fn device(device: &crate::Device<Self>) -> &Self::Device;
}

/// What several handlers, work items and timers can use at the same time: every `Send + Sync` type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be in a context: handlers run on several processors at the same time",
    label = "not safe to use from several processors",
    note = "put data that changes into a `SpinLock<T>` or a `WaitLock<T>`, or use an atomic type of \
            `core::sync::atomic`"
)]
pub trait Concurrent: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + ?Sized> Concurrent for T {}

/// Checks the fields of the context `C` one by one, so that an error names the field.
///
/// When all of `C` is `Concurrent`, perhaps by an `unsafe impl` of its author, the method of this type is
/// the one that is called, and no field is checked.
#[doc(hidden)]
#[derive(Debug)]
pub struct Fields<C>(PhantomData<fn(C)>);

impl<C> Fields<C> {
    #[doc(hidden)]
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<C> Default for Fields<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C: Concurrent> Fields<C> {
    /// The check that an `unsafe impl Context` rests on.
    #[doc(hidden)]
    pub const fn all(&self) {}

    #[doc(hidden)]
    pub const fn field<T: ?Sized>(&self, _field: &T) {}
}

/// The check of the fields of a context that is not `Concurrent`.
#[doc(hidden)]
pub trait FieldsOfContext {
    #[doc(hidden)]
    fn all(&self)
    where
        Self: SharedContext,
    {
    }

    #[doc(hidden)]
    fn field<T: Concurrent + ?Sized>(&self, _field: &T) {}
}

impl<C> FieldsOfContext for Fields<C> {}

/// What no type is: a context that is not `Concurrent`, and can be shared nevertheless.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the context cannot be shared by handlers, which run on several processors at the same time",
    label = "a field of it is not `Send` and `Sync`"
)]
pub trait SharedContext {}

/// The framework's description of a context type, identified by its address.
#[doc(hidden)]
pub struct ContextType(WDF_OBJECT_CONTEXT_TYPE_INFO);

// SAFETY: never written, and its pointers are to `'static` data.
unsafe impl Sync for ContextType {}

impl ContextType {
    /// Describes `C`; `this` is the static that the value is stored in.
    #[must_use]
    pub const fn new<C>(name: &'static CStr, this: *const Self) -> Self {
        assert!(
            align_of::<C>() <= CONTEXT_ALIGN,
            "context memory is aligned to 16 bytes; box what needs more"
        );
        crate::moved::assert_small::<C>();
        Self(WDF_OBJECT_CONTEXT_TYPE_INFO {
            Size: size_of::<WDF_OBJECT_CONTEXT_TYPE_INFO>() as u32,
            ContextName: name.as_ptr(),
            // An object without context memory has no context, not even an empty one.
            ContextSize: if size_of::<C>() == 0 {
                1
            } else {
                size_of::<C>()
            },
            UniqueType: this.cast(),
            EvtDriverGetUniqueContextType: None,
        })
    }
}

/// Attributes of an object with a context of type `C`, still to be written.
pub(crate) fn attributes<C: Context>() -> WDF_OBJECT_ATTRIBUTES {
    let mut attributes = no_context_attributes();
    attributes.ContextTypeInfo = &raw const C::TYPE.0;
    if core::mem::needs_drop::<C>() {
        attributes.EvtDestroyCallback = Some(destroy::<C>);
    }
    attributes
}

/// Attributes that inherit everything from the parent, like `WDF_OBJECT_ATTRIBUTES_INIT`.
#[inline(never)]
pub(crate) fn no_context_attributes() -> WDF_OBJECT_ATTRIBUTES {
    WDF_OBJECT_ATTRIBUTES {
        Size: size_of::<WDF_OBJECT_ATTRIBUTES>() as u32,
        ExecutionLevel: wdf::_WDF_EXECUTION_LEVEL::WdfExecutionLevelInheritFromParent,
        SynchronizationScope:
            wdf::_WDF_SYNCHRONIZATION_SCOPE::WdfSynchronizationScopeInheritFromParent,
        ..WDF_OBJECT_ATTRIBUTES::default()
    }
}

/// The context of type `C` of an object, or null when it has none.
///
/// # Safety
/// `object` is a live handle.
#[inline]
pub(crate) unsafe fn context_of<C: Context>(object: WDFOBJECT) -> *mut C {
    // SAFETY: the caller's handle is live; the type information is static.
    unsafe { wdf::WdfObjectGetTypedContextWorker(object, &raw const C::TYPE.0) }.cast()
}

/// The context of type `C` of an object, if it has one.
///
/// # Safety
/// `object` is live for `'a`, and nobody has an exclusive reference to the context.
pub(crate) unsafe fn find<'a, C: Context>(object: WDFOBJECT) -> Option<&'a C> {
    // SAFETY: the caller's handle is live.
    let context = unsafe { context_of::<C>(object) };
    // SAFETY: a context lives as long as its object, was written when it was attached, and the caller
    // vouches for the absence of exclusive references.
    unsafe { context.as_ref() }
}

/// Gives an object that exists a context of its own.
///
/// # Errors
/// What `WdfObjectAllocateContext` reports, such as that the object has one of this type.
///
/// # Safety
/// `object` is a live handle, and nobody accesses the context before this returns.
pub(crate) unsafe fn attach<C: Context>(object: WDFOBJECT, context: C) -> Result<()> {
    let mut attributes = attributes::<C>();
    // SAFETY: the caller's handle is live.
    let (status, place) = unsafe { allocate(object, &mut attributes) };
    NtStatus::new(status).ok()?;
    // SAFETY: the framework allocated it for a `C`, and nobody accesses it yet.
    unsafe { place.cast::<C>().write(context) };
    Ok(())
}

/// Calls `WdfObjectAllocateContext`.
///
/// # Safety
/// `object` is a live handle, and `attributes` describe a context.
#[inline(never)]
unsafe fn allocate(object: WDFOBJECT, attributes: &mut WDF_OBJECT_ATTRIBUTES) -> (NTSTATUS, PVOID) {
    let mut place = ptr::null_mut();
    // SAFETY: the caller's handle is live; the framework copies the attributes and writes the
    // context's address to a local.
    let status = unsafe { wdf::WdfObjectAllocateContext(object, attributes, &raw mut place) };
    (status, place)
}

/// The context of type `C` of an object, which gets one of zeros if it has none.
///
/// # Errors
/// What `WdfObjectAllocateContext` reports.
///
/// # Safety
/// As for [`attach_zeroed`], and nobody has an exclusive reference to the context.
pub(crate) unsafe fn find_or_attach<'a, C: Context>(object: WDFOBJECT) -> Result<&'a C> {
    // SAFETY: the caller's object.
    unsafe { find(object) }.map_or_else(
        // SAFETY: the same.
        || unsafe { attach_zeroed(object) },
        Ok,
    )
}

/// The context of type `C` of an object that exists, as the framework makes it.
///
/// # Errors
/// What `WdfObjectAllocateContext` reports.
///
/// # Safety
/// `object` is a live handle for `'a`, and a `C` of zeros is valid; its destruction needs no code.
pub(crate) unsafe fn attach_zeroed<'a, C: Context>(object: WDFOBJECT) -> Result<&'a C> {
    const { assert!(!core::mem::needs_drop::<C>()) };
    let mut attributes = attributes::<C>();
    // SAFETY: the caller's handle is live.
    let (status, _) = unsafe { allocate(object, &mut attributes) };
    if status != STATUS_OBJECT_NAME_EXISTS {
        NtStatus::new(status).ok()?;
    }
    // SAFETY: the framework has allocated it for a `C` and cleared it, now or for somebody else.
    unsafe { find(object) }.ok_or(Error::INSUFFICIENT_RESOURCES)
}

/// `EvtDestroyCallback`: nothing refers to the object any more.
///
/// # Safety
/// Called once by the framework, for an object whose context was initialised.
#[wdk_sys::abi]
unsafe fn destroy<C: Context>(object: WDFOBJECT) {
    // SAFETY: EvtDestroyCallback is called while the handle is valid.
    let context = unsafe { context_of::<C>(object) };
    // SAFETY: the context was initialised right after the object was created, and this is the
    // last use of it.
    unsafe { context.drop_in_place() };
}
