//! A field of a device context that is bound to a framework object after the context is
//! initialised, when the object's callbacks may run.
#![expect(unsafe_code, reason = "counts references on framework objects")]

use core::{
    ffi::c_void,
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::wdf::{self, WDFOBJECT};

use crate::{
    Context, Device, Error, Result,
    device::Presence,
    object::{dereference, reference},
};

/// # Invariants
/// `object` is null, or a descendant of the device in whose context the slot lies, with a reference that the
/// slot owns; bound once. `presence` is that of the device, or one without an end, when there is an object,
/// and else one that cannot be used.
pub(crate) struct Slot {
    object: AtomicPtr<c_void>,
    presence: AtomicPtr<Presence>,
}

impl Slot {
    pub(crate) const fn new() -> Self {
        Self {
            object: AtomicPtr::new(ptr::null_mut()),
            presence: AtomicPtr::new(ptr::from_ref(Presence::NONE).cast_mut()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.object.load(Ordering::Relaxed).is_null()
    }

    /// The bound object, or null.
    #[inline]
    pub(crate) fn get(&self) -> WDFOBJECT {
        self.object.load(Ordering::Acquire)
    }

    /// Calls `function` with the bound object, unless the device is being deleted: the framework starts
    /// an object that it has ended already, and frees it while it runs. The device waits meanwhile.
    #[inline]
    pub(crate) fn while_present<R>(&self, function: impl FnOnce(WDFOBJECT) -> R) -> Option<R> {
        // SAFETY: a static, or the presence of the device in whose context the slot lies, which is a context
        // of the same device.
        let presence = unsafe { &*self.presence.load(Ordering::Acquire) };
        let _hold = presence.hold()?;
        Some(function(self.object.load(Ordering::Relaxed)))
    }

    /// Binds a new object; deletes it when another one was bound first.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] when the slot is bound.
    ///
    /// # Safety
    /// `object` was just made for this, as a descendant of `device`, in whose context the slot lies.
    pub(crate) unsafe fn bind<C: Context>(
        &self,
        device: &Device<C>,
        object: WDFOBJECT,
    ) -> Result<()> {
        // SAFETY: the caller's object and device.
        unsafe { self.refer_to(device, object) }.inspect_err(|_| {
            // SAFETY: the caller made the object for this slot, so nobody else knows it.
            unsafe { wdf::WdfObjectDelete(object) };
        })
    }

    /// Binds an object that others know.
    ///
    /// # Errors
    /// [`Error::INVALID_PARAMETER`] when the slot is bound.
    ///
    /// # Safety
    /// `object` is a live child of `device`, in whose context the slot lies.
    pub(crate) unsafe fn refer_to<C: Context>(
        &self,
        device: &Device<C>,
        object: WDFOBJECT,
    ) -> Result<()> {
        // SAFETY: the caller's object is live.
        unsafe { reference(object) };
        let (release, relaxed) = (Ordering::Release, Ordering::Relaxed);
        let bound = self
            .object
            .compare_exchange(ptr::null_mut(), object, release, relaxed);
        if bound.is_err() {
            // SAFETY: the reference was taken above.
            unsafe { dereference(object) };
            return Err(Error::INVALID_PARAMETER);
        }
        let presence = Presence::of(device).unwrap_or(Presence::ENDLESS);
        let presence = ptr::from_ref(presence).cast_mut();
        // INVARIANT: who sees it, sees the object.
        self.presence.store(presence, Ordering::Release);
        Ok(())
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let object = *self.object.get_mut();
        if !object.is_null() {
            // SAFETY: the reference is the slot's own, which ends here.
            unsafe { dereference(object) };
        }
    }
}
