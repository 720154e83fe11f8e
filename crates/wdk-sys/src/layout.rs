//! Structures of the C headers: their layouts, their defaults, and their bit fields.

use crate::GUID;

/// States the layout of C structures (size, alignment, offsets of the fields), checks it at compile
/// time, and gives each of them the all-zero default.
///
/// Only for structures and unions of numbers and nullable pointers, of which all zeroes is a value.
/// `cargo xtask abi` writes it from the descriptions, and `cargo xtask layout` has a C compiler check the
/// same numbers against the headers.
macro_rules! layout {
    ($($name:ident: $size:literal $(, $align:literal)? {
        $($field:ident: $offset:literal),* $(,)?
    })*) => { $(
        impl ::core::fmt::Debug for $name {
            /// The name alone: what a union holds is not known, and pointers may dangle.
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
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

/// Functions that read and write the bit fields of a storage unit, by lowest bit and width:
/// `bit_fields! { _DEVICE_CAPABILITIES.BitFields: ULONG { Removable set_Removable: 4, 1; } }`.
macro_rules! bit_fields {
    ($($name:ident.$unit:ident: $type:ty { $($get:ident $set:ident: $low:literal, $width:literal;)* })*) => { $(
        impl $name {
            $(
                /// Reads the bit field of this name.
                #[inline]
                #[must_use]
                pub const fn $get(&self) -> $type {
                    // SAFETY: a union's members are numbers of the same bytes.
                    #[expect(clippy::allow_attributes, reason = "in some expansions nothing is to expect")]
                    #[allow(unused_unsafe, reason = "not every type is a union")]
                    let unit = unsafe { self.$unit };
                    let unused = <$type>::BITS - $width;
                    unit << (unused - $low) >> unused
                }

                /// Writes the bit field of this name.
                #[inline]
                pub const fn $set(&mut self, value: $type) {
                    let mask = !0 >> (<$type>::BITS - $width) << $low;
                    // SAFETY: a union's members are numbers of the same bytes.
                    #[expect(clippy::allow_attributes, reason = "in some expansions nothing is to expect")]
                    #[allow(unused_unsafe, reason = "not every type is a union")]
                    let unit = unsafe { self.$unit };
                    self.$unit = unit & !mask | value << $low & mask;
                }
            )*
        }
    )* };
}
pub(crate) use bit_fields;

/// A GUID from the four parts that C writes it in.
pub(crate) const fn guid(Data1: u32, Data2: u16, Data3: u16, Data4: [u8; 8]) -> GUID {
    GUID {
        Data1,
        Data2,
        Data3,
        Data4,
    }
}

#[cfg(test)]
mod tests {
    use crate::{DEVICE_CAPABILITIES, PCI_SLOT_NUMBER};

    #[test]
    fn bit_fields_keep_their_neighbours() {
        let mut capabilities = DEVICE_CAPABILITIES::default();
        capabilities.set_LockSupported(1);
        capabilities.set_Removable(1);
        capabilities.set_LockSupported(0);
        assert_eq!(
            (capabilities.Removable(), capabilities.BitFields),
            (1, 1 << 4)
        );

        let mut slot = PCI_SLOT_NUMBER::default();
        // SAFETY: both members are numbers of the same bytes.
        let bits = unsafe { &mut slot.u.bits };
        bits.set_DeviceNumber(31);
        bits.set_FunctionNumber(9);
        assert_eq!((bits.DeviceNumber(), bits.FunctionNumber()), (31, 1));
    }
}
