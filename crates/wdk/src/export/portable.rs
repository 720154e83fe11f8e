//! What can be passed between two images that were compiled apart.
#![expect(
    unsafe_code,
    reason = "takes values apart into what C passes and puts them together"
)]

use core::slice;

use wdk_sys::{NTSTATUS, ULONG_PTR, UNICODE_STRING};

use crate::{Dispatch, Error, Guid, NtStatus, Passive, Result, UnicodeStr, UpToDispatch, irql};

/// A parameter or result of an exported function: something that two images agree on although
/// they were compiled apart, maybe by different compilers.
///
/// Numbers, statuses and GUIDs are, `Result<()>` as an NTSTATUS, references and slices of what is
/// passed as it is, and tokens of [IRQLs](crate::irql). `#[derive(Portable)]` makes structures so
/// that are `repr(C)` or `repr(transparent)` and have such fields.
///
/// # Examples
/// ```
/// use wdk::export::Portable;
///
/// #[derive(Clone, Copy, Portable)]
/// #[repr(C)]
/// struct Setting { doneness: u8, seconds: u32 }
/// ```
///
/// Rust orders the fields of other structures as it likes:
/// ```compile_fail
/// # use wdk::export::Portable;
/// #[derive(Clone, Copy, Portable)]
/// struct Setting { doneness: u8, seconds: u32 }
/// ```
///
/// # Safety
/// `Raw` has a layout that C knows, and what one image turns [into](Self::into_raw) it means the
/// same when another one turns it back.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed from one image to another",
    note = "`#[derive(Portable)]` makes structures portable that are `repr(C)` and have such fields"
)]
pub unsafe trait Portable: Sized {
    /// What is passed.
    type Raw: Copy;

    /// Takes it apart.
    #[doc(hidden)]
    fn into_raw(self) -> Self::Raw;

    /// Puts it together.
    ///
    /// # Safety
    /// `raw` comes from [`into_raw`](Self::into_raw) of the same type, whose value was not used
    /// otherwise; what it borrows is still borrowed.
    #[doc(hidden)]
    unsafe fn from_raw(raw: Self::Raw) -> Self;
}

/// A slice, as it is passed.
#[derive(Debug)]
#[repr(C)]
pub struct RawSlice<T> {
    start: *mut T,
    length: ULONG_PTR,
}

impl<T> Clone for RawSlice<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RawSlice<T> {}

macro_rules! as_it_is {
    ($($type:ty)*) => {$(
        // SAFETY: a number, which C passes in the same way.
        unsafe impl Portable for $type {
            type Raw = Self;

            fn into_raw(self) -> Self {
                self
            }

            unsafe fn from_raw(raw: Self) -> Self {
                raw
            }
        }
    )*};
}
as_it_is! { () u8 u16 u32 u64 usize i8 i16 i32 i64 isize Guid }

// SAFETY: a byte that is zero or not.
unsafe impl Portable for bool {
    type Raw = u8;

    fn into_raw(self) -> u8 {
        self.into()
    }

    unsafe fn from_raw(raw: u8) -> Self {
        raw != 0
    }
}

// SAFETY: the number of the status.
unsafe impl Portable for NtStatus {
    type Raw = NTSTATUS;

    fn into_raw(self) -> NTSTATUS {
        self.value()
    }

    unsafe fn from_raw(raw: NTSTATUS) -> Self {
        Self::new(raw)
    }
}

// SAFETY: the number of the status; of successes the one that says no more than that.
unsafe impl Portable for Result<(), Error> {
    type Raw = NTSTATUS;

    fn into_raw(self) -> NTSTATUS {
        NtStatus::from(self).value()
    }

    unsafe fn from_raw(raw: NTSTATUS) -> Self {
        NtStatus::new(raw).ok()
    }
}

// SAFETY: the address of something that is passed as it is.
unsafe impl<T: Portable<Raw = T>> Portable for &T {
    type Raw = *const T;

    fn into_raw(self) -> *const T {
        self
    }

    unsafe fn from_raw(raw: *const T) -> Self {
        // SAFETY: it was a reference, and still is borrowed.
        unsafe { &*raw }
    }
}

// SAFETY: as for shared references; the exclusive one was given away.
unsafe impl<T: Portable<Raw = T>> Portable for &mut T {
    type Raw = *mut T;

    fn into_raw(self) -> *mut T {
        self
    }

    unsafe fn from_raw(raw: *mut T) -> Self {
        // SAFETY: it was a reference, and still is borrowed.
        unsafe { &mut *raw }
    }
}

// SAFETY: address and number of elements that are passed as they are.
unsafe impl<T: Portable<Raw = T>> Portable for &[T] {
    type Raw = RawSlice<T>;

    fn into_raw(self) -> RawSlice<T> {
        RawSlice {
            start: self.as_ptr().cast_mut(),
            length: self.len() as ULONG_PTR,
        }
    }

    unsafe fn from_raw(raw: RawSlice<T>) -> Self {
        // SAFETY: it was a slice, and still is borrowed.
        unsafe { slice::from_raw_parts(raw.start, raw.length as usize) }
    }
}

// SAFETY: as for shared slices; the exclusive one was given away.
unsafe impl<T: Portable<Raw = T>> Portable for &mut [T] {
    type Raw = RawSlice<T>;

    fn into_raw(self) -> RawSlice<T> {
        RawSlice {
            start: self.as_mut_ptr(),
            length: self.len() as ULONG_PTR,
        }
    }

    unsafe fn from_raw(raw: RawSlice<T>) -> Self {
        // SAFETY: it was a slice, and still is borrowed.
        unsafe { slice::from_raw_parts_mut(raw.start, raw.length as usize) }
    }
}

// SAFETY: the kernel's own structure for it.
unsafe impl Portable for &UnicodeStr {
    type Raw = UNICODE_STRING;

    fn into_raw(self) -> UNICODE_STRING {
        // SAFETY: the pointer is to a structure that lives in this statement.
        unsafe { self.as_raw().as_ptr().read() }
    }

    unsafe fn from_raw(raw: UNICODE_STRING) -> Self {
        // SAFETY: the characters are still borrowed, and the structure is only read here.
        unsafe { UnicodeStr::from_raw(&raw const raw) }
    }
}

macro_rules! tokens {
    ($($token:ty)*) => {$(
        // SAFETY: nothing is passed but the promise; the code runs at the level of its caller.
        unsafe impl Portable for &mut $token {
            type Raw = ULONG_PTR;

            fn into_raw(self) -> ULONG_PTR {
                0
            }

            unsafe fn from_raw(_raw: ULONG_PTR) -> Self {
                // SAFETY: the token that was given away proves the level.
                unsafe { irql::assume() }
            }
        }

        // SAFETY: as above.
        unsafe impl Portable for &$token {
            type Raw = ULONG_PTR;

            fn into_raw(self) -> ULONG_PTR {
                0
            }

            unsafe fn from_raw(_raw: ULONG_PTR) -> Self {
                // SAFETY: the token that was lent proves the level.
                unsafe { irql::assume::<$token>() }
            }
        }
    )*};
}
tokens! { Passive UpToDispatch Dispatch }
