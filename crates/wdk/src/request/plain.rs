#![expect(unsafe_code, reason = "declares a trait about the bytes of a type")]

/// Plain data: every bit pattern is a value, and there is no padding.
///
/// `#[derive(Plain)]` implements it for structures that are `repr(C)` or `repr(transparent)`.
///
/// # Examples
/// ```
/// use wdk::prelude::*;
///
/// #[derive(Clone, Copy, Plain)]
/// #[repr(C)]
/// struct Setting { doneness: u8, slices: u8, seconds: u16 }
/// ```
///
/// Padding would disclose kernel memory to the caller:
/// ```compile_fail,E0080
/// # use wdk::prelude::*;
/// #[derive(Clone, Copy, Plain)]
/// #[repr(C)]
/// struct Setting { doneness: u8, seconds: u16 }
/// ```
///
/// # Safety
/// Every bit pattern of the type's size is a value of it, and it has no padding and no interior
/// mutability.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be exchanged with other address spaces byte by byte",
    note = "`#[derive(Plain)]` makes structures plain whose fields are, when nothing lies between them"
)]
pub unsafe trait Plain: Copy + 'static {}

macro_rules! plain {
    ($($type:ty)*) => {$(
        // SAFETY: every bit pattern is an integer, and integers have no padding.
        unsafe impl Plain for $type {}
    )*};
}
plain! { u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize }

// SAFETY: plain elements, which lie in an array without padding.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}
