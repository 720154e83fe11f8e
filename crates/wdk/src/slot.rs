//! A field of a device context that is bound to a framework object after the context is
//! initialised, when the object's callbacks may run.
#![expect(unsafe_code, reason = "counts references on framework objects")]

use core::{
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::wdf::{self, WDFOBJECT};

use crate::{
    Error, Result,
    object::{dereference, reference},
};

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

    /// Binds `object`; deletes it when another one was bound first.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] when the slot is bound.
    ///
    /// # Safety
    /// `object` was just made for this, as a child of the device in whose context the slot lies.
    pub(crate) unsafe fn bind(&self, object: WDFOBJECT) -> Result<()> {
        // SAFETY: the caller's object is live.
        unsafe { reference(object) };
        match self.0.compare_exchange(
            ptr::null_mut(),
            object,
            Ordering::Release,
            Ordering::Relaxed,
        ) {
            Ok(_) => Ok(()),
            Err(_) => {
                // SAFETY: the reference was taken above.
                unsafe { dereference(object) };
                // SAFETY: the caller made the object for this slot, so nobody else knows it.
                unsafe { wdf::WdfObjectDelete(object) };
                Err(Error::INVALID_PARAMETER)
            }
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let object = *self.0.get_mut();
        if !object.is_null() {
            // SAFETY: the reference is the slot's own, which ends here.
            unsafe { dereference(object) };
        }
    }
}
