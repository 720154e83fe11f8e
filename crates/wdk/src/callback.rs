//! One-shot callbacks: functions and closures that capture nothing, taken by type.
#![expect(
    unsafe_code,
    reason = "makes values of types without size from nothing"
)]

use core::{fmt, ptr::NonNull};

/// A function item, or a closure that captures nothing.
///
/// The framework keeps no pointer to it: its type alone selects the code, so the trampoline calls
/// it directly. It is `Copy` because the trampoline makes a further value of the type.
pub trait Callback: Copy + Send + Sync + 'static {}

impl<F: Copy + Send + Sync + 'static> Callback for F {}

/// The kind of a callback's type. Where a callback is taken, the kind is a parameter that the compiler
/// infers: the type of a function or a closure has one kind, and that of a function pointer has two, so
/// that a pointer is an error of types, which `cargo check` shows. Only generated code would find
/// that its size is not zero.
#[expect(unnameable_types, reason = "implemented for all types")]
pub trait OfKind<Kind> {}

/// The kind of all types.
#[expect(unnameable_types, reason = "only inferred")]
#[derive(Clone, Copy, Debug)]
pub struct Function;

/// The kind of function pointers, references and other types that are formatted as addresses.
#[expect(unnameable_types, reason = "only inferred")]
#[derive(Clone, Copy, Debug)]
pub struct Pointer;

impl<F> OfKind<Function> for F {}
impl<F: fmt::Pointer> OfKind<Pointer> for F {}

/// A callback from its type, which has no size.
///
/// # Safety
/// A value of type `F` existed; `F: Copy` then allows for one more.
#[inline(always)]
pub(crate) unsafe fn zst_instance<F: Callback>() -> &'static F {
    const {
        assert!(
            size_of::<F>() == 0,
            "a callback is a function or a closure that captures nothing"
        );
    }
    // SAFETY: a value of no size lies at any aligned address, and the caller states that the type
    // has values.
    unsafe { NonNull::<F>::dangling().as_ref() }
}
