#![expect(
    unsafe_code,
    reason = "keeps pointers to what outlives the queue that it is the context of"
)]

use core::{
    fmt, hint, ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

use wdk_sys::wdf::WDFQUEUE;

use crate::{
    Context, Device,
    context::{self, ContextType},
    request::parked::place::Places,
};

/// The context of a queue: what its handlers need, found by one call of the framework.
///
/// The framework makes it of zeros together with the queue, and a queue may call its handlers before it is
/// written; those find the same through the device.
///
/// # Invariants
/// - `handlers` is null, or the handlers of the queue, which live as long as the context of its device.
/// - `kind` is null, or the type of the device's context, and then `device` is that context and `places` is that
///   of the device.
#[crate::context]
pub(crate) struct Source {
    handlers: AtomicPtr<()>,
    device: AtomicPtr<()>,
    places: AtomicPtr<Places>,
    kind: AtomicPtr<ContextType>,
}

impl Source {
    /// That of a queue, if this crate made the queue.
    ///
    /// # Safety
    /// `queue` is null, or live for `'a`.
    #[inline]
    pub(crate) unsafe fn of<'a>(queue: WDFQUEUE) -> Option<&'a Self> {
        if queue.is_null() {
            return None;
        }
        // SAFETY: the caller's queue is live; zeros are a value of the context, which is only shared.
        unsafe { context::find(queue.cast()) }
    }

    /// Writes what is known of a queue of `device` when it was made.
    ///
    /// # Safety
    /// `places` is that of the device.
    pub(super) unsafe fn write<C: Context>(&self, device: &Device<C>, places: &Places) {
        let context = ptr::from_ref(device.context()).cast_mut();
        self.device.store(context.cast(), Ordering::Relaxed);
        self.places
            .store(ptr::from_ref(places).cast_mut(), Ordering::Relaxed);
        self.kind
            .store(ptr::from_ref(C::TYPE).cast_mut(), Ordering::Release);
    }

    /// Writes the queue's handlers.
    ///
    /// # Safety
    /// `handlers` are those that the callbacks of the queue expect, and live as long as the context of its device.
    pub(super) unsafe fn write_handlers<H>(&self, handlers: &H) {
        let handlers = ptr::from_ref(handlers).cast_mut();
        self.handlers.store(handlers.cast(), Ordering::Release);
    }

    /// The queue's handlers, or null.
    #[inline]
    pub(super) fn handlers<H>(&self) -> *const H {
        self.handlers.load(Ordering::Acquire).cast()
    }

    /// The context of the queue's device, if it is a `C`, and where the device's requests are parked.
    #[inline]
    pub(crate) fn device_context<C: Context>(&self) -> Option<(&C, &Places)> {
        let kind = self.kind.load(Ordering::Acquire);
        if !ptr::eq(kind, C::TYPE) {
            return None;
        }
        let context: *const C = self.device.load(Ordering::Relaxed).cast();
        // SAFETY: type invariant: written before the kind.
        unsafe { hint::assert_unchecked(!context.is_null()) };
        // SAFETY: type invariant: a `C`, written before the kind, which lives as long as the device.
        let context = unsafe { &*context };
        // SAFETY: type invariant: those of the same device, written before the kind.
        let places = unsafe { &*self.places.load(Ordering::Relaxed) };
        Some((context, places))
    }

    /// Where requests of the queue's device are parked.
    #[inline]
    pub(crate) fn places(&self) -> Option<&Places> {
        if self.kind.load(Ordering::Acquire).is_null() {
            return None;
        }
        // SAFETY: type invariant: written before the kind, and a context of the device.
        unsafe { self.places.load(Ordering::Relaxed).as_ref() }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").finish_non_exhaustive()
    }
}
