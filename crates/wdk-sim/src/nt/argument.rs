//! The check of what drivers pass to exported functions, by the type of the parameter.
#![forbid(unsafe_code)]

use std::{marker::PhantomData, ops::Deref};

use wdk_sys::PDEVICE_OBJECT;

use super::{
    io::raw::Device,
    kernel::Kernel,
    parameter::{Out, Struct, Text, touch},
};

/// A parameter of an exported function.
///
/// `enter!` calls `check` for each. The types that have something to check of their own have a method of this
/// name here; other pointers have that of [`Pointer`], behind the dereference; for the rest it is found
/// behind a second one, and does nothing.
pub(crate) struct Argument<'a, T> {
    value: &'a T,
    pointer: Pointer<'a, T>,
}

/// A parameter that is no more than a pointer.
pub(crate) struct Pointer<'a, T> {
    value: &'a T,
    other: Unchecked,
}

impl<'a, T> Argument<'a, T> {
    #[inline]
    pub(crate) fn new(value: &'a T) -> Self {
        let other = Unchecked(PhantomData);
        let pointer = Pointer { value, other };
        Self { value, pointer }
    }
}

/// A parameter that nothing is checked of.
pub(crate) struct Unchecked(PhantomData<()>);

impl<'a, T> Deref for Argument<'a, T> {
    type Target = Pointer<'a, T>;

    #[inline]
    fn deref(&self) -> &Pointer<'a, T> {
        &self.pointer
    }
}

impl<T> Deref for Pointer<'_, T> {
    type Target = Unchecked;

    #[inline]
    fn deref(&self) -> &Unchecked {
        &self.other
    }
}

impl Unchecked {
    #[inline]
    pub(crate) fn check(&self, _function: &str) {}
}

impl<T> Pointer<'_, *mut T> {
    /// An address that no `T` can have stops the machine.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(*self.value, function);
    }
}

impl<T> Pointer<'_, *const T> {
    /// As for `*mut T`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(*self.value, function);
    }
}

impl<T> Pointer<'_, Out<T>> {
    /// As for `*mut T`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(self.value.raw(), function);
    }
}

impl<T> Pointer<'_, Struct<T>> {
    /// As for `*mut T`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(self.value.raw(), function);
    }
}

impl Argument<'_, Text> {
    /// As for `*mut UNICODE_STRING`.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(self.value.raw(), function);
    }
}

/// Stops the machine where a `T` cannot stand at `address`. What is not there at all faults as it does in the
/// kernel, here or at the access.
#[inline]
fn aligned<T>(address: *const T, function: &str) {
    if !address.is_aligned() {
        misaligned(address.cast(), align_of::<T>(), function);
    }
}

/// Compiled code may not use such an address. Processors that check it raise `STATUS_DATATYPE_MISALIGNMENT`;
/// on x64 the kernel goes on, with what a driver that counts on that deserves.
#[cold]
fn misaligned(address: *const u8, align: usize, function: &str) -> ! {
    touch(address);
    let address = address.addr() as u64;
    Kernel::current().stop(
        wdk_sys::KMODE_EXCEPTION_NOT_HANDLED,
        [DATATYPE_MISALIGNMENT, 0, 0, address],
        format!(
            "{function} is passed {address:#x}, where no structure of alignment {align} can stand"
        ),
    )
}

/// `STATUS_DATATYPE_MISALIGNMENT`.
const DATATYPE_MISALIGNMENT: u64 = 0x8000_0002;

impl Argument<'_, PDEVICE_OBJECT> {
    /// A device object that was deleted is a bug check, which names the function.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        aligned(*self.value, function);
        device(*self.value, function);
    }
}

impl Argument<'_, Option<Device>> {
    /// As for the pointer.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        if let Some(device) = self.value {
            aligned(device.raw(), function);
            self::device(device.raw(), function);
        }
    }
}

#[inline]
fn device(object: PDEVICE_OBJECT, function: &str) {
    if !object.is_null() {
        Kernel::current().objects.check(object.cast(), function);
    }
}
