//! One-shot callbacks: functions and closures that capture nothing, taken by type.
#![expect(
    unsafe_code,
    reason = "makes values of types without size from nothing"
)]

use core::ptr::NonNull;

/// A function item, or a closure that captures nothing.
///
/// The framework keeps no pointer to it: its type alone selects the code, so the trampoline calls
/// it directly. Asking for more than one copy of it is why it must be `Copy`.
pub trait Callback: Copy + Send + Sync + 'static {}

impl<F: Copy + Send + Sync + 'static> Callback for F {}

/// A callback from its type.
///
/// # Safety
/// A value of type `F` existed; `F: Copy` then allows for one more.
#[inline(always)]
pub(crate) unsafe fn summon<F: Callback>() -> &'static F {
    const {
        assert!(
            size_of::<F>() == 0,
            "a callback is a function or a closure that captures nothing"
        );
    }
    // SAFETY: `F` has no size, and the caller says that the type has a value.
    unsafe { NonNull::<F>::dangling().as_ref() }
}
