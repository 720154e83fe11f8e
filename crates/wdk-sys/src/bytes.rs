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
