//! The arguments of variadic functions in the x64 Windows convention: eight bytes each, in a row.

/// The arguments that are left.
///
/// # Invariants
/// Points to arguments that a driver passes with a format: as many as the format asks for from
/// here on, and of the kinds that it asks for. Only a formatter takes them, as it meets the
/// conversions.
#[derive(Clone, Copy)]
pub(crate) struct Arguments(*const u64);

impl Arguments {
    /// # Safety
    /// `first` points to the arguments of a format that is expanded with them, and with no others.
    pub(crate) unsafe fn new(first: *const u64) -> Self {
        Self(first)
    }

    /// The next argument, for a conversion of the format.
    pub(crate) fn next(&mut self) -> u64 {
        // SAFETY: by the type's invariant a conversion has its argument.
        let value = unsafe { self.0.read() };
        self.0 = self.0.wrapping_add(1);
        value
    }
}

/// Defines variadic exports. The four register arguments are spilled into the space that the
/// convention reserves for them above the return address, where the others follow; the tail gets
/// a pointer to the first.
#[cfg(target_arch = "x86_64")]
macro_rules! variadic {
    ($($(#[$meta:meta])* fn $name:ident($($parameter:ident: $type:ty,)+ ...) -> $result:ty
        => $tail:ident;)*) => {
        $(
            $(#[$meta])*
            #[unsafe(no_mangle)]
            #[unsafe(naked)]
            unsafe extern "win64" fn $name($($parameter: $type),+) -> $result {
                std::arch::naked_asm!(
                    $crate::exports::dbg::arguments::frame!(".cfi_startproc"),
                    "mov [rsp + 8], rcx",
                    "mov [rsp + 16], rdx",
                    "mov [rsp + 24], r8",
                    "mov [rsp + 32], r9",
                    "lea rcx, [rsp + 8]",
                    "sub rsp, 40",
                    $crate::exports::dbg::arguments::frame!(".cfi_adjust_cfa_offset 40"),
                    "call {tail}",
                    "add rsp, 40",
                    $crate::exports::dbg::arguments::frame!(".cfi_adjust_cfa_offset -40"),
                    "ret",
                    $crate::exports::dbg::arguments::frame!(".cfi_endproc"),
                    tail = sym $tail,
                )
            }
        )*
    };
}
#[cfg(target_arch = "x86_64")]
pub(crate) use variadic;

/// A directive that describes the frame to unwinders, on hosts whose unwinders read such.
#[cfg(all(target_arch = "x86_64", not(windows)))]
macro_rules! frame {
    ($directive:literal) => {
        $directive
    };
}
#[cfg(all(target_arch = "x86_64", windows))]
macro_rules! frame {
    ($directive:literal) => {
        ""
    };
}
#[cfg(target_arch = "x86_64")]
pub(crate) use frame;

/// On other hosts variadic functions cannot be defined: the fixed parameters are all there is,
/// and further ones are printed as zeros.
#[cfg(not(target_arch = "x86_64"))]
macro_rules! variadic {
    ($($(#[$meta:meta])* fn $name:ident($($parameter:ident: $type:ty,)+ ...) -> $result:ty
        => $tail:ident;)*) => {
        $(
            $(#[$meta])*
            #[unsafe(no_mangle)]
            unsafe extern "C" fn $name($($parameter: $type),+) -> $result {
                let mut spilled = [0_u64; 32];
                let fixed = [$($parameter as u64),+];
                spilled[..fixed.len()].copy_from_slice(&fixed);
                // SAFETY: the fixed arguments come first, and zeros stand for the others.
                unsafe { $tail(spilled.as_ptr()) }
            }
        )*
    };
}
#[cfg(not(target_arch = "x86_64"))]
pub(crate) use variadic;
