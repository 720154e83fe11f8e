//! `ntdef.h`, `basetsd.h`, `guiddef.h`: the base types.

use core::ffi::c_void;

/// 8-bit signed character.
pub type CHAR = i8;
/// 8-bit character.
pub type UCHAR = u8;
/// `FALSE` or `TRUE`.
pub type BOOLEAN = u8;
/// 16-bit signed integer.
pub type SHORT = i16;
/// 16-bit unsigned integer.
pub type USHORT = u16;
/// 16-bit signed status of a resource descriptor.
pub type CSHORT = i16;
/// UTF-16 code unit.
pub type WCHAR = u16;
/// 32-bit signed integer.
pub type LONG = i32;
/// 32-bit unsigned integer.
pub type ULONG = u32;
/// 64-bit signed integer.
pub type LONGLONG = i64;
/// 64-bit unsigned integer.
pub type ULONGLONG = u64;
/// 64-bit unsigned integer.
pub type ULONG64 = u64;
/// An integer as wide as a pointer.
pub type ULONG_PTR = u64;
/// An integer as wide as a pointer.
pub type SIZE_T = u64;
/// The C `size_t`.
pub type size_t = usize;
/// Untyped pointer.
pub type PVOID = *mut c_void;
/// Handle to an object of the object manager.
pub type HANDLE = PVOID;
/// Status of an NT function; negative values are failures.
pub type NTSTATUS = LONG;
/// Interrupt request level.
pub type KIRQL = UCHAR;
/// A pool's tag or other four-character code.
pub type PCSTR = *const CHAR;
/// A pool's tag or other four-character code.
pub type LPCSTR = *const CHAR;
/// NUL-terminated UTF-16 string.
pub type PWSTR = *mut WCHAR;
/// NUL-terminated UTF-16 string.
pub type PCWSTR = *const WCHAR;

/// `FALSE`.
pub const FALSE: BOOLEAN = 0;
/// `TRUE`.
pub const TRUE: BOOLEAN = 1;

/// A counted UTF-16 string; lengths are in bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct UNICODE_STRING {
    /// Bytes in use.
    pub Length: USHORT,
    /// Bytes in the buffer.
    pub MaximumLength: USHORT,
    /// The code units.
    pub Buffer: PWSTR,
}
/// Pointer to a [`UNICODE_STRING`].
pub type PUNICODE_STRING = *mut UNICODE_STRING;
/// Pointer to a constant [`UNICODE_STRING`].
pub type PCUNICODE_STRING = *const UNICODE_STRING;

impl Default for UNICODE_STRING {
    fn default() -> Self {
        Self {
            Length: 0,
            MaximumLength: 0,
            Buffer: core::ptr::null_mut(),
        }
    }
}

/// A globally unique identifier.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct GUID {
    /// First group.
    pub Data1: u32,
    /// Second group.
    pub Data2: u16,
    /// Third group.
    pub Data3: u16,
    /// The last eight bytes.
    pub Data4: [u8; 8],
}

/// A doubly linked list's link.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct LIST_ENTRY {
    /// Next entry.
    pub Flink: *mut LIST_ENTRY,
    /// Previous entry.
    pub Blink: *mut LIST_ENTRY,
}
/// Pointer to a [`LIST_ENTRY`].
pub type PLIST_ENTRY = *mut LIST_ENTRY;
