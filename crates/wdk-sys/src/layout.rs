//! Structures of the C headers: their layouts, and their defaults.

/// States the layout of C structures (size, alignment, offsets of the fields), checks it at compile
/// time, and gives each of them the all-zero default.
///
/// Only for structures and unions of numbers and nullable pointers, of which all zeroes is a value.
/// `cargo xtask layout` reads the same text and has a C compiler check it against the headers.
macro_rules! layout {
    ($($name:ident: $size:literal $(, $align:literal)? {
        $($field:ident: $offset:literal),* $(,)?
    })*) => { $(
        impl Default for $name {
            fn default() -> Self {
                // SAFETY: numbers, nullable pointers and unions of them; all-zero is a value of each.
                unsafe { ::core::mem::zeroed() }
            }
        }
        #[cfg(target_pointer_width = "64")]
        const _: () = {
            assert!(size_of::<$name>() == $size);
            $(assert!(align_of::<$name>() == $align);)?
            $(assert!(::core::mem::offset_of!($name, $field) == $offset);)*
        };
    )* };
}

pub(crate) use layout;
