//! The driver's contexts of an object.
#![expect(unsafe_code, reason = "contexts are memory behind a header")]

use core::{
    cell::Cell,
    ffi::CStr,
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::{
    NTSTATUS, PVOID,
    wdf::{
        PCWDF_OBJECT_CONTEXT_TYPE_INFO, PFN_WDF_OBJECT_CONTEXT_CLEANUP,
        PFN_WDF_OBJECT_CONTEXT_DESTROY,
    },
};

use super::{Attributes, Header};
use crate::{callback::callback, pool, status};

/// What stands before a context's bytes.
#[repr(C, align(16))]
pub(crate) struct ContextHeader {
    /// Written under the tree lock, read without it.
    next: AtomicPtr<ContextHeader>,
    object: Cell<*const Header>,
    unique: PCWDF_OBJECT_CONTEXT_TYPE_INFO,
    cleanup: Cell<PFN_WDF_OBJECT_CONTEXT_CLEANUP>,
    destroy: Cell<PFN_WDF_OBJECT_CONTEXT_DESTROY>,
    size: usize,
}

impl ContextHeader {
    fn bytes(&self) -> PVOID {
        ptr::from_ref(self).wrapping_add(1).cast_mut().cast()
    }
}

/// Bytes that an object's first context takes.
pub(super) fn size_of_first(attributes: &Attributes) -> usize {
    size_of::<ContextHeader>() + attributes.context.map_or(0, |context| context.size)
}

/// Writes the header of a context, and zeroes its bytes.
///
/// # Safety
/// `place` is aligned, large enough for the context of `attributes`, and the object's.
pub(super) unsafe fn write(
    place: NonNull<ContextHeader>,
    object: *const Header,
    attributes: &Attributes,
) {
    let header = ContextHeader {
        next: AtomicPtr::new(ptr::null_mut()),
        object: Cell::new(object),
        unique: attributes
            .context
            .map_or(ptr::null(), |context| context.unique),
        cleanup: Cell::new(attributes.cleanup),
        destroy: Cell::new(attributes.destroy),
        size: attributes.context.map_or(0, |context| context.size),
    };
    let size = header.size;
    // SAFETY: the place is large enough, aligned, and the object's, by contract.
    unsafe { place.write(header) };
    // SAFETY: the context's bytes follow its header in the same memory.
    let bytes = unsafe { place.add(1) }.cast::<u8>();
    // SAFETY: the place has so many bytes behind the header.
    unsafe { bytes.write_bytes(0, size) };
}

impl Header {
    /// The name of the driver's type of the first context, while the driver is loaded.
    pub(crate) fn context_name(&self) -> Option<&CStr> {
        let named = |context: &ContextHeader| {
            // SAFETY: null, or the driver's static description of the type.
            let name = unsafe { context.unique.as_ref() }?.ContextName;
            // SAFETY: creating the context has checked that the name is there; it is a string of the driver's.
            (!name.is_null()).then(|| unsafe { CStr::from_ptr(name.cast()) })
        };
        self.contexts().find_map(named)
    }

    fn contexts(&self) -> impl Iterator<Item = &ContextHeader> {
        // SAFETY: contexts are appended, and freed only with the object.
        let first = unsafe { self.first_context.load(Ordering::Acquire).as_ref() };
        core::iter::successors(first, |context| {
            // SAFETY: null, or appended by `add_context` and kept until the object ends.
            unsafe { context.next.load(Ordering::Acquire).as_ref() }
        })
    }

    /// The context of the given type, as in `WdfObjectGetTypedContextWorker`.
    pub(crate) fn context(&self, unique: PCWDF_OBJECT_CONTEXT_TYPE_INFO) -> Option<PVOID> {
        self.contexts()
            .find(|context| ptr::eq(context.unique, unique))
            .map(ContextHeader::bytes)
    }

    /// Adds a context: its address, and whether it is new.
    ///
    /// # Errors
    /// `STATUS_INSUFFICIENT_RESOURCES`; `STATUS_DELETE_PENDING` when the object is being deleted.
    pub(crate) fn add_context(&self, attributes: &Attributes) -> Result<(PVOID, bool), NTSTATUS> {
        let place = self
            .fx
            .allocate(size_of_first(attributes))?
            .cast::<ContextHeader>();
        // SAFETY: allocated just now, large enough.
        unsafe { write(place, self, attributes) };
        // SAFETY: written just now.
        let new = unsafe { place.as_ref() };
        let outcome = self.fx.tree.with(|tree| {
            if !self.state_in(tree).takes_children() {
                return Err(wdk_sys::STATUS_DELETE_PENDING);
            }
            let mut last = None;
            for context in self.contexts() {
                if ptr::eq(context.unique, new.unique) {
                    return Ok((context.bytes(), false));
                }
                last = Some(context);
            }
            match last {
                Some(last) => last.next.store(place.as_ptr(), Ordering::Release),
                None => self.first_context.store(place.as_ptr(), Ordering::Release),
            }
            Ok((new.bytes(), true))
        });
        if !matches!(outcome, Ok((_, true))) {
            // SAFETY: allocated above and reachable by nobody else.
            unsafe { pool::free(self.fx.tag(), place.cast()) };
        }
        outcome
    }

    /// The driver's cleanup callbacks, each once.
    pub(super) fn call_cleanups(&self) {
        for context in self.contexts() {
            let cleanup = context.cleanup.take();
            callback!(
                self.fx,
                self.handle(),
                "EvtCleanupCallback",
                cleanup,
                (self.handle())
            );
        }
    }

    /// The driver's destroy callbacks; a cleanup that never ran comes first.
    pub(super) fn call_destroys(&self) {
        for context in self.contexts() {
            let (cleanup, destroy) = (context.cleanup.take(), context.destroy.take());
            callback!(
                self.fx,
                self.handle(),
                "EvtCleanupCallback",
                cleanup,
                (self.handle())
            );
            callback!(
                self.fx,
                self.handle(),
                "EvtDestroyCallback",
                destroy,
                (self.handle())
            );
        }
    }

    /// A creation failed: the driver's callbacks must not see the object.
    pub(super) fn forget_callbacks(&self) {
        for context in self.contexts() {
            context.cleanup.take();
            context.destroy.take();
        }
    }

    /// Whether the driver has a cleanup or destroy callback on this object.
    pub(super) fn has_callbacks(&self) -> bool {
        self.contexts()
            .any(|context| context.cleanup.get().is_some() || context.destroy.get().is_some())
    }

    /// Frees all contexts but the first, which is part of the object.
    pub(super) fn free_contexts(&self) {
        let Some(first) = self.contexts().next() else {
            return;
        };
        let mut next = first.next.take_pointer();
        while let Some(context) = next {
            // SAFETY: appended by `add_context`; nobody can reach the object any more.
            next = unsafe { context.as_ref() }.next.take_pointer();
            // SAFETY: allocated by `add_context` with the driver's tag.
            unsafe { pool::free(self.fx.tag(), context.cast()) };
        }
    }

    /// The object of a context.
    ///
    /// # Errors
    /// `STATUS_INVALID_PARAMETER` for null.
    ///
    /// # Safety
    /// `context` is the address of a context of a live object.
    pub(crate) unsafe fn of_context(context: PVOID) -> Result<NonNull<Header>, NTSTATUS> {
        let bytes = NonNull::new(context.cast::<ContextHeader>())
            .ok_or(wdk_sys::STATUS_INVALID_PARAMETER)?;
        // SAFETY: a context follows its header.
        let header = unsafe { bytes.sub(1) };
        // SAFETY: the context's object is live by contract.
        let object = unsafe { header.as_ref() }.object.get();
        NonNull::new(object.cast_mut()).ok_or(status::INVALID_HANDLE)
    }
}

trait TakePointer {
    fn take_pointer(&self) -> Option<NonNull<ContextHeader>>;
}

impl TakePointer for AtomicPtr<ContextHeader> {
    fn take_pointer(&self) -> Option<NonNull<ContextHeader>> {
        NonNull::new(self.swap(ptr::null_mut(), Ordering::Relaxed))
    }
}
