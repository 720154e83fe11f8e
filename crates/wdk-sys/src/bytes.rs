//! `memmove`, which the compiler calls by name and drivers may call, too.

/// `memmove` as a value.
pub type PFN_MEMMOVE = unsafe extern "C" fn(to: *mut u8, from: *const u8, length: usize) -> *mut u8;

// The calling convention is that of the C library, natively too.
#[cfg_attr(
    all(target_os = "windows", panic = "abort"),
    link(name = "ntoskrnl.exe", kind = "raw-dylib", modifiers = "+verbatim")
)]
unsafe extern "C" {
    /// Copies bytes between buffers that may overlap.
    ///
    /// IRQL: any, if both are resident. <https://learn.microsoft.com/cpp/c-runtime-library/reference/memmove-wmemmove>
    pub fn memmove(to: *mut u8, from: *const u8, length: usize) -> *mut u8;
}

/// The same and its neighbours, with the types that bindgen gives them: a size is a `u64`.
#[expect(
    clashing_extern_declarations,
    reason = "C has one pointer type for all memory"
)]
pub(crate) mod c_library {
    use core::ffi::{c_char, c_int, c_void};

    #[cfg_attr(
        all(target_os = "windows", panic = "abort"),
        link(name = "ntoskrnl.exe", kind = "raw-dylib", modifiers = "+verbatim")
    )]
    unsafe extern "C" {
        pub fn memchr(from: *const c_void, byte: c_int, length: u64) -> *mut c_void;
        pub fn memcmp(one: *const c_void, other: *const c_void, length: u64) -> c_int;
        pub fn memcpy(to: *mut c_void, from: *const c_void, length: u64) -> *mut c_void;
        pub fn memmove(to: *mut c_void, from: *const c_void, length: u64) -> *mut c_void;
        pub fn memset(to: *mut c_void, byte: c_int, length: u64) -> *mut c_void;
        pub fn strcmp(one: *const c_char, other: *const c_char) -> c_int;
        pub fn strlen(text: *const c_char) -> u64;
        pub fn strstr(text: *const c_char, part: *const c_char) -> *mut c_char;
        pub fn wcslen(text: *const u16) -> u64;
    }
}
