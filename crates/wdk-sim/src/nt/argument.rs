//! The check of what drivers pass to exported functions, by the type of the parameter.
#![forbid(unsafe_code)]

use std::{marker::PhantomData, ops::Deref};

use wdk_sys::PDEVICE_OBJECT;

use super::{io::raw::Device, kernel::Kernel};

/// A parameter of an exported function.
///
/// `enter!` calls `check` for each. The types that have something to check have a method of this
/// name here; for the others it is found behind the dereference, and does nothing.
pub(crate) struct Argument<'a, T> {
    value: &'a T,
    other: Unchecked,
}

impl<'a, T> Argument<'a, T> {
    #[inline]
    pub(crate) fn new(value: &'a T) -> Self {
        let other = Unchecked(PhantomData);
        Self { value, other }
    }
}

/// A parameter that nothing is checked of.
pub(crate) struct Unchecked(PhantomData<()>);

impl<T> Deref for Argument<'_, T> {
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

impl Argument<'_, PDEVICE_OBJECT> {
    /// A device object that was deleted is a bug check, which names the function.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        device(*self.value, function);
    }
}

impl Argument<'_, Option<Device>> {
    /// As for the pointer.
    #[inline]
    pub(crate) fn check(&self, function: &str) {
        if let Some(device) = self.value {
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
