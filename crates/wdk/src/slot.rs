//! A field of a device context that a framework object is bound to later, when the context is
//! initialised and the object's callbacks may run.
#![expect(unsafe_code, reason = "counts references on framework objects")]

use core::{
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::wdf::WDFOBJECT;

use crate::object::{dereference, reference};

/// # Invariants
/// Null, or a child of the device in whose context the slot lies, with a reference that the slot
/// owns; bound once.
pub(crate) struct Slot(AtomicPtr<core::ffi::c_void>);

impl Slot {
    pub(crate) const fn new() -> Self {
        Self(AtomicPtr::new(ptr::null_mut()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.load(Ordering::Relaxed).is_null()
    }

    /// The bound object, or null.
    #[inline]
    pub(crate) fn get(&self) -> WDFOBJECT {
        self.0.load(Ordering::Acquire)
    }

    /// Binds `object`; gives it back when another one was faster.
    ///
    /// # Safety
    /// `object` is a live child of the device in whose context the slot lies.
    pub(crate) unsafe fn bind(&self, object: WDFOBJECT) -> Result<(), WDFOBJECT> {
        // SAFETY: a live handle.
        unsafe { reference(object) };
        match self.0.compare_exchange(
            ptr::null_mut(),
            object,
            Ordering::Release,
            Ordering::Relaxed,
        ) {
            Ok(_) => Ok(()),
            Err(_) => {
                // SAFETY: gives back the reference from above.
                unsafe { dereference(object) };
                Err(object)
            }
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let object = *self.0.get_mut();
        if !object.is_null() {
            // SAFETY: type invariant.
            unsafe { dereference(object) };
        }
    }
}
