//! The registration of providers, around a driver's life.
//!
//! A WDM driver's unload routine is this crate's and knows the driver's type, so it has the list of
//! providers. That of a KMDF driver is the framework's: [`Providers`] stands before it, as the stub
//! that binds the driver stands before both. So the providers are unregistered after the framework
//! has deleted what the driver made, and before its image goes.
#![expect(
    unsafe_code,
    reason = "registers providers; stands before an unload routine"
)]

use core::{mem, ptr};

use wdk_sys::{
    _EVENT_INFO_CLASS::EventProviderSetTraits, EtwRegister, EtwSetInformation, EtwUnregister,
    NTSTATUS, PCUNICODE_STRING, PDRIVER_OBJECT, fn_ptr,
};

use super::{Provider, Word};
use crate::__private::{Entry, enter};

/// A driver's `DriverUnload`.
type Unload = fn_ptr!(fn(driver: PDRIVER_OBJECT));

/// The providers of a KMDF driver.
#[doc(hidden)]
#[derive(Debug)]
pub struct Providers {
    list: &'static [&'static Provider],
    /// The unload routine that this one stands before.
    unload: Word,
}

impl Providers {
    #[must_use]
    pub const fn new(list: &'static [&'static Provider]) -> Self {
        Self {
            list,
            unload: Word::new(),
        }
    }

    /// [`enter`] with the providers registered; `unload` becomes the driver's unload routine.
    ///
    /// # Safety
    /// As for [`enter`]; `unload` calls [`Self::unload`] of this value, and no other driver uses it.
    pub unsafe fn enter(
        &'static self,
        driver: PDRIVER_OBJECT,
        registry_path: PCUNICODE_STRING,
        entry: Entry,
        unload: Unload,
    ) -> NTSTATUS {
        // SAFETY: `DriverEntry` runs at PASSIVE_LEVEL in a system thread.
        unsafe { register(self.list) };
        // SAFETY: the caller states the same.
        let status = unsafe { enter(driver, registry_path, entry) };
        if status < 0 {
            // SAFETY: at PASSIVE_LEVEL still. Nothing of the driver runs, as it fails to load.
            unsafe { unregister(self.list) };
            return status;
        }
        // SAFETY: nobody else writes the object while `DriverEntry` runs.
        let object = unsafe { &mut *driver };
        // A driver that has none is never unloaded, and its providers stay.
        if let Some(before) = object.DriverUnload.replace(unload) {
            self.unload.set(before as *mut _);
        } else {
            object.DriverUnload = None;
        }
        status
    }

    /// Unloads the driver, and then unregisters its providers.
    ///
    /// # Safety
    /// Called by the I/O manager, for the driver that [`Self::enter`] has loaded.
    pub unsafe fn unload(&self, driver: PDRIVER_OBJECT) {
        let before = self.unload.get();
        self.unload.set(ptr::null_mut());
        // SAFETY: null, or the routine that `enter` has found there, which has this type.
        let before = unsafe { mem::transmute::<*mut _, Option<Unload>>(before) };
        if let Some(before) = before {
            // SAFETY: the routine that the I/O manager would call, with its argument.
            unsafe { before(driver) };
        }
        // SAFETY: the I/O manager calls at PASSIVE_LEVEL; the driver has ended.
        unsafe { unregister(self.list) };
    }
}

/// Registers providers. One that cannot be registered writes nothing: a driver works without it.
///
/// # Safety
/// Called at `PASSIVE_LEVEL`, in the context of a system thread, for providers that are not
/// registered; [`unregister`] is called before the image is unloaded.
pub(crate) unsafe fn register(providers: &[&Provider]) {
    for provider in providers {
        let mut handle = 0;
        let id = ptr::from_ref(provider.id.as_raw());
        // SAFETY: the GUID of a static; without a callback nothing of the driver is called.
        let status = unsafe { EtwRegister(id, None, ptr::null_mut(), &raw mut handle) };
        if status < 0 {
            continue;
        }
        let (traits, length) = (provider.traits.as_ptr(), provider.traits.len() as u32);
        // Without the traits its events would be recorded, and nobody could read them: that is for
        // the reader of the trace to see.
        // SAFETY: the provider is registered; the traits are a static that is only read.
        let _ = unsafe {
            EtwSetInformation(
                handle,
                EventProviderSetTraits,
                traits.cast_mut().cast(),
                length,
            )
        };
        provider
            .handle
            .set(ptr::without_provenance_mut(handle as usize));
    }
}

/// Unregisters the providers that [`register`] has registered.
///
/// # Safety
/// Called at `PASSIVE_LEVEL`, when no code of the driver writes events on another thread.
pub(crate) unsafe fn unregister(providers: &[&Provider]) {
    for provider in providers {
        let handle = provider.handle();
        // What the driver still drops finds its provider disabled.
        provider.handle.set(ptr::null_mut());
        if handle != 0 {
            // SAFETY: registered, and unregistered once, as the handle was there.
            let _ = unsafe { EtwUnregister(handle) };
        }
    }
}
