//! Parameters of exports as types, so that what a driver promises of them is said once.
//!
//! They are the pointers that drivers pass, under another type. Only the calling convention makes
//! them: a driver's call is the one place where their invariants come from.
#![expect(unsafe_code, reason = "reads and writes memory of drivers")]

use wdk_sys::PUNICODE_STRING;

use super::ob::name::units;

/// Where an export returns a value.
///
/// # Invariants
/// Null, or an address that the driver keeps valid for reads and writes of a `T` while the export
/// runs. An address that breaks this faults at the access, and the machine reports the driver's
/// instruction.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Out<T>(*mut T);

impl<T> Out<T> {
    /// Returns `value`. Null faults here, as it does on Windows.
    #[inline]
    pub(crate) fn write(self, value: T) {
        // SAFETY: by the type's invariant; null faults as every other wrong address.
        unsafe { self.0.write(value) };
    }

    /// The variable, unless the address is null.
    #[inline]
    pub(crate) fn as_mut<'a>(self) -> Option<&'a mut T> {
        // SAFETY: by the type's invariant. The machine is the only one that uses the variable
        // while the export runs.
        unsafe { self.0.as_mut() }
    }

    /// Whether the driver does not want the value.
    #[inline]
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }
}

/// A counted string that a driver passes.
///
/// # Invariants
/// Null, or the address of a string whose buffer is as long as it says, which the driver changes
/// neither while the export runs nor before the export's use of it ends.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Text(PUNICODE_STRING);

impl Text {
    /// Its characters; none for null.
    pub(crate) fn units<'a>(self) -> &'a [u16] {
        // SAFETY: by the type's invariant.
        unsafe { units(self.0) }
    }
}
