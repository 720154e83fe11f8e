//! The machine whose simulated thread runs on this host thread, and the layers that it consists of.
//!
//! A machine's kernel is a stack of layers: the engine at the bottom, and one layer for each
//! manager. A layer owns the one below it and sees no other, so a manager can reach its lower
//! neighbours and nothing above them.
#![expect(
    unsafe_code,
    reason = "hands the kernel to exports through a thread-local pointer"
)]

use std::{cell::Cell, marker::PhantomData, ops::Deref, ptr, ptr::NonNull};

use wdk_sys::host;

use super::state::Engine;

thread_local! {
    static CURRENT: Cell<*const Engine> = const { Cell::new(ptr::null()) };
}

/// A layer of the kernel.
///
/// # Safety
/// The kernel of every machine begins with a value of this type: each layer above it is
/// `repr(C)` and has the layer below as its first field.
pub(crate) unsafe trait Layer {}

// SAFETY: the engine is the lowest layer, with which all others begin.
unsafe impl Layer for Engine {}

/// A layer of the machine whose simulated thread runs on this host thread.
///
/// # Invariants
/// Points into the kernel that the enclosing [`Entered`] was made for, which outlives it.
pub(crate) struct Current<L>(NonNull<Engine>, PhantomData<*const L>);

impl<L> Clone for Current<L> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<L> Copy for Current<L> {}

impl<L: Layer> Deref for Current<L> {
    type Target = L;

    #[inline]
    fn deref(&self) -> &L {
        let layer: NonNull<L> = self.0.cast();
        // SAFETY: by the type's invariant there is a whole kernel, which begins with this layer
        // by the contract of `Layer`.
        unsafe { layer.as_ref() }
    }
}

/// The machine whose simulated thread runs.
///
/// # Panics
/// Outside of a simulated thread: kernel functions mean nothing there.
#[inline]
pub(crate) fn current<L: Layer>() -> Current<L> {
    try_current().expect(
        "a kernel function was called outside of a simulated machine; \
         call it within `Machine::call` or from a driver",
    )
}

/// The machine whose simulated thread runs, if any.
#[inline]
pub(crate) fn try_current<L: Layer>() -> Option<Current<L>> {
    NonNull::new(CURRENT.get().cast_mut()).map(|engine| Current(engine, PhantomData))
}

/// Whether the machine with this engine is the one that runs.
pub(super) fn is_current(engine: &Engine) -> bool {
    ptr::eq(CURRENT.get(), engine)
}

/// While it lives, exports on this host thread find the kernel.
pub(super) struct Entered(*const Engine);

impl Entered {
    /// Enters the kernel that begins at `kernel`, which outlives the value.
    pub(super) fn new(kernel: *const Engine) -> Self {
        host::replace_current_machine(kernel.addr());
        Self(CURRENT.replace(kernel))
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.0);
        host::replace_current_machine(self.0.addr());
    }
}

/// Declares a layer over another one: `layer! { /// What it is. Io over Cm { io: IoManager } }`.
macro_rules! layer {
    ($(#[$meta:meta])* $name:ident over $below:ident {
        $($(#[$field_meta:meta])* $field:ident: $type:ty,)*
    }) => {
        $(#[$meta])*
        #[repr(C)]
        pub(crate) struct $name {
            below: $below,
            $($(#[$field_meta])* pub(crate) $field: $type,)*
        }

        impl ::std::ops::Deref for $name {
            type Target = $below;

            #[inline]
            fn deref(&self) -> &$below {
                &self.below
            }
        }

        #[expect(unsafe_code, reason = "promises the layout of a layer")]
        // SAFETY: `repr(C)`, and the layer below is the first field.
        unsafe impl $crate::engine::current::Layer for $name {}
    };
}
pub(crate) use layer;
