//! Types that can be passed between two images that were compiled separately.
#![expect(
    unsafe_code,
    reason = "takes values apart into what C passes and puts them together"
)]

use core::slice;

use wdk_sys::{NTSTATUS, ULONG_PTR, UNICODE_STRING};

use crate::{Dispatch, Error, Guid, NtStatus, Passive, Result, UnicodeStr, UpToDispatch, irql};

/// A parameter or result of an exported function: a type with a representation that two images
/// agree on although they were compiled separately, possibly by different compilers.
///
/// Numbers, statuses and GUIDs are portable, `Result<()>` as an NTSTATUS, references and slices of
/// types that are their own raw form, and tokens of [IRQLs](crate::irql). `#[derive(Portable)]`
/// implements it for structures that are `repr(C)` or `repr(transparent)` and have such fields.
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
/// The compiler chooses the order of the fields of other structures:
/// ```compile_fail
/// # use wdk::export::Portable;
/// #[derive(Clone, Copy, Portable)]
/// struct Setting { doneness: u8, seconds: u32 }
/// ```
///
/// An export driver is loaded as long as each of its importers, and not the other way round. So what it
/// gets is borrowed for the call, a reference to a static of the importer too, and a
/// [`DispatchRoutine`](crate::wdm::DispatchRoutine) passes as a result only.
///
/// # Safety
/// `Raw` has a layout of C, and a raw form that one image [makes](Self::into_raw) has the same
/// meaning in another one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed from one image to another",
    note = "`#[derive(Portable)]` makes structures portable that are `repr(C)` and have such fields"
)]
pub unsafe trait Portable: Sized {
    /// The raw form that is passed.
    type Raw: Copy;

    /// The value with references that end with the call, as an exported function gets it.
    #[doc(hidden)]
    type Borrowed<'call>
    where
        Self: 'call;

    /// Whether an importer can pass it: what refers to the importer's image cannot be kept.
    #[doc(hidden)]
    const PASSES_TO_EXPORTER: bool = true;

    /// The raw form of the value.
    #[doc(hidden)]
    fn into_raw(self) -> Self::Raw;

    /// The value of a raw form.
    ///
    /// # Safety
    /// `raw` comes from [`into_raw`](Self::into_raw) of the same type, and is used once; what it
    /// borrows is still borrowed.
    #[doc(hidden)]
    unsafe fn from_raw(raw: Self::Raw) -> Self;
}

/// The raw form of a slice.
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

/// Types that are their own raw form.
macro_rules! own_raw {
    ($($type:ty)*) => {$(
        // SAFETY: numbers of C, or nothing.
        unsafe impl Portable for $type {
            type Raw = Self;
            type Borrowed<'call> = Self;

            fn into_raw(self) -> Self {
                self
            }

            unsafe fn from_raw(raw: Self) -> Self {
                raw
            }
        }
    )*};
}
own_raw! { () u8 u16 u32 u64 usize i8 i16 i32 i64 isize Guid }

// SAFETY: a byte, which is zero for false.
unsafe impl Portable for bool {
    type Raw = u8;
    type Borrowed<'call> = Self;

    fn into_raw(self) -> u8 {
        self.into()
    }

    unsafe fn from_raw(raw: u8) -> Self {
        raw != 0
    }
}

// SAFETY: the status's number.
unsafe impl Portable for NtStatus {
    type Raw = NTSTATUS;
    type Borrowed<'call> = Self;

    fn into_raw(self) -> NTSTATUS {
        self.value()
    }

    unsafe fn from_raw(raw: NTSTATUS) -> Self {
        Self::new(raw)
    }
}

// SAFETY: the number of the error's status, or of `STATUS_SUCCESS`.
unsafe impl Portable for Result<(), Error> {
    type Raw = NTSTATUS;
    type Borrowed<'call> = Self;

    fn into_raw(self) -> NTSTATUS {
        NtStatus::from(self).value()
    }

    unsafe fn from_raw(raw: NTSTATUS) -> Self {
        NtStatus::new(raw).ok()
    }
}

// SAFETY: the address of a value with a layout of C.
unsafe impl<T: Portable<Raw = T>> Portable for &T {
    type Raw = *const T;
    type Borrowed<'call>
        = &'call T
    where
        Self: 'call;

    const PASSES_TO_EXPORTER: bool = T::PASSES_TO_EXPORTER;

    fn into_raw(self) -> *const T {
        self
    }

    unsafe fn from_raw(raw: *const T) -> Self {
        // SAFETY: the address was a shared reference, which is still borrowed.
        unsafe { &*raw }
    }
}

// SAFETY: the address of a value with a layout of C; the exclusive reference was moved.
unsafe impl<T: Portable<Raw = T>> Portable for &mut T {
    type Raw = *mut T;
    type Borrowed<'call>
        = &'call mut T
    where
        Self: 'call;

    const PASSES_TO_EXPORTER: bool = T::PASSES_TO_EXPORTER;

    fn into_raw(self) -> *mut T {
        self
    }

    unsafe fn from_raw(raw: *mut T) -> Self {
        // SAFETY: the address was an exclusive reference, which is still borrowed and used once.
        unsafe { &mut *raw }
    }
}

// SAFETY: the address and number of elements with a layout of C.
unsafe impl<T: Portable<Raw = T>> Portable for &[T] {
    type Raw = RawSlice<T>;
    type Borrowed<'call>
        = &'call [T]
    where
        Self: 'call;

    const PASSES_TO_EXPORTER: bool = T::PASSES_TO_EXPORTER;

    fn into_raw(self) -> RawSlice<T> {
        RawSlice {
            start: self.as_ptr().cast_mut(),
            length: self.len() as ULONG_PTR,
        }
    }

    unsafe fn from_raw(raw: RawSlice<T>) -> Self {
        // SAFETY: address and number were a shared slice, which is still borrowed.
        unsafe { slice::from_raw_parts(raw.start, raw.length as usize) }
    }
}

// SAFETY: the address and number of elements with a layout of C; the exclusive slice was moved.
unsafe impl<T: Portable<Raw = T>> Portable for &mut [T] {
    type Raw = RawSlice<T>;
    type Borrowed<'call>
        = &'call mut [T]
    where
        Self: 'call;

    const PASSES_TO_EXPORTER: bool = T::PASSES_TO_EXPORTER;

    fn into_raw(self) -> RawSlice<T> {
        RawSlice {
            start: self.as_mut_ptr(),
            length: self.len() as ULONG_PTR,
        }
    }

    unsafe fn from_raw(raw: RawSlice<T>) -> Self {
        // SAFETY: address and number were an exclusive slice, which is still borrowed and used once.
        unsafe { slice::from_raw_parts_mut(raw.start, raw.length as usize) }
    }
}

// SAFETY: the kernel's own structure for it.
unsafe impl Portable for &UnicodeStr {
    type Raw = UNICODE_STRING;
    type Borrowed<'call>
        = &'call UnicodeStr
    where
        Self: 'call;

    fn into_raw(self) -> UNICODE_STRING {
        // SAFETY: the structure lives until the end of this statement.
        unsafe { self.as_raw().as_ptr().read() }
    }

    unsafe fn from_raw(raw: UNICODE_STRING) -> Self {
        // SAFETY: the characters are still borrowed, and the structure is only read here.
        unsafe { UnicodeStr::from_raw(&raw const raw) }
    }
}

macro_rules! tokens {
    ($($token:ty)*) => {$(
        // SAFETY: a token has no bytes; an exported function runs at the level of its caller.
        unsafe impl Portable for &mut $token {
            type Raw = ULONG_PTR;
            type Borrowed<'call>
                = &'call mut $token
            where
                Self: 'call;

            fn into_raw(self) -> ULONG_PTR {
                0
            }

            unsafe fn from_raw(_raw: ULONG_PTR) -> Self {
                // SAFETY: the caller's exclusive token of this level was moved.
                unsafe { irql::assume() }
            }
        }

        // SAFETY: as an exclusive one, a shared token has no bytes, and its level is the caller's.
        unsafe impl Portable for &$token {
            type Raw = ULONG_PTR;
            type Borrowed<'call>
                = &'call $token
            where
                Self: 'call;

            fn into_raw(self) -> ULONG_PTR {
                0
            }

            unsafe fn from_raw(_raw: ULONG_PTR) -> Self {
                // SAFETY: the caller's shared token of this level is borrowed.
                unsafe { irql::assume::<$token>() }
            }
        }
    )*};
}
tokens! { Passive UpToDispatch Dispatch }
