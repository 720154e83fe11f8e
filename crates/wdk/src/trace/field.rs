//! The types of fields.
#![forbid(unsafe_code)]

use super::Pieces;
use crate::{Guid, NtStatus, UnicodeStr};

/// A value that an event can have: integers, `bool`, `f32`, `f64`, [`Guid`], [`NtStatus`], pointers,
/// [`Hex`] integers, `&str`, `&UnicodeStr`, `&[u8]`, and slices of integers.
///
/// Text and bytes are cut after 65,535 bytes, slices after as many elements; a whole event that is
/// larger than 64 KiB is lost.
#[diagnostic::on_unimplemented(
    message = "an event has no fields of type `{Self}`",
    note = "there are integers, bool, f32, f64, Guid, NtStatus, pointers, Hex<..>, &str, &UnicodeStr, \
            &[u8] and slices of integers"
)]
pub trait Field: Typed {}

mod sealed {
    #![expect(unnameable_types, reason = "sealed: decoders know these types")]

    /// How a type is described and stored.
    pub trait Typed {
        /// `TlgIn_t`
        const KIND: u8;
        /// `TlgOut_t`; 0 for what the type implies.
        const FORMAT: u8 = 0;
        /// Of how many pieces of data it is.
        const PIECES: usize;
        /// The value with its bytes in memory.
        type Stored: super::Stored;
        fn store(self) -> Self::Stored;
    }
}
use sealed::Typed;

/// A value whose bytes can be borrowed.
#[doc(hidden)]
pub trait Stored {
    fn describe<'a>(&'a self, pieces: &mut impl Pieces<'a>);
}

/// A value of a fixed size.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Fixed<const N: usize>([u8; N]);

impl<const N: usize> Stored for Fixed<N> {
    #[inline]
    fn describe<'a>(&'a self, pieces: &mut impl Pieces<'a>) {
        pieces.value(&self.0);
    }
}

/// Bytes behind their count, or that of the elements.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Counted<'b> {
    count: [u8; 2],
    bytes: &'b [u8],
}

impl<'b> Counted<'b> {
    fn new(bytes: &'b [u8], size: usize) -> Self {
        let most = usize::from(u16::MAX) / size * size;
        let bytes = bytes.get(..most).unwrap_or(bytes);
        Self {
            count: (bytes.len() as u16).to_le_bytes(),
            bytes,
        }
    }

    /// An array: the count is that of its elements.
    fn elements(bytes: &'b [u8], size: usize) -> Self {
        let most = usize::from(u16::MAX) * size;
        let bytes = bytes.get(..most).unwrap_or(bytes);
        Self {
            count: ((bytes.len() / size) as u16).to_le_bytes(),
            bytes,
        }
    }
}

impl Stored for Counted<'_> {
    #[inline]
    fn describe<'a>(&'a self, pieces: &mut impl Pieces<'a>) {
        pieces.value(&self.count);
        pieces.value(self.bytes);
    }
}

/// An integer that is shown in hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hex<T>(pub T);

/// Types of a fixed size: type, format, and how a value becomes bytes.
macro_rules! fixed {
    ($($type:ty: $kind:literal, $format:literal, $size:literal, |$value:ident| $bytes:expr;)*) => {$(
        impl Typed for $type {
            const KIND: u8 = $kind;
            const FORMAT: u8 = $format;
            const PIECES: usize = 1;
            type Stored = Fixed<$size>;

            #[inline]
            fn store(self) -> Fixed<$size> {
                let $value = self;
                Fixed($bytes)
            }
        }
        impl Field for $type {}
    )*};
}

fixed! {
    i8: 3, 0, 1, |it| it.to_le_bytes();
    u8: 4, 0, 1, |it| it.to_le_bytes();
    i16: 5, 0, 2, |it| it.to_le_bytes();
    u16: 6, 0, 2, |it| it.to_le_bytes();
    i32: 7, 0, 4, |it| it.to_le_bytes();
    u32: 8, 0, 4, |it| it.to_le_bytes();
    i64: 9, 0, 8, |it| it.to_le_bytes();
    u64: 10, 0, 8, |it| it.to_le_bytes();
    isize: 9, 0, 8, |it| (it as i64).to_le_bytes();
    usize: 10, 0, 8, |it| (it as u64).to_le_bytes();
    f32: 11, 0, 4, |it| it.to_le_bytes();
    f64: 12, 0, 8, |it| it.to_le_bytes();
    // TlgOutBOOLEAN
    bool: 4, 3, 1, |it| [u8::from(it)];
    Guid: 15, 0, 16, |it| it.to_bytes_le();
    // TlgInHEXINT32 with TlgOutNTSTATUS
    NtStatus: 20, 14, 4, |it| it.value().to_le_bytes();
    // TlgOutHEX, where there is no type of its own.
    Hex<u8>: 4, 4, 1, |it| it.0.to_le_bytes();
    Hex<u16>: 6, 4, 2, |it| it.0.to_le_bytes();
    Hex<u32>: 20, 0, 4, |it| it.0.to_le_bytes();
    Hex<u64>: 21, 0, 8, |it| it.0.to_le_bytes();
    Hex<usize>: 21, 0, 8, |it| (it.0 as u64).to_le_bytes();
}

/// Only its address is recorded.
macro_rules! pointer {
    ($($type:ty)*) => {$(
        impl<T> Typed for $type {
            const KIND: u8 = 21;
            const PIECES: usize = 1;
            type Stored = Fixed<8>;

            #[inline]
            fn store(self) -> Fixed<8> {
                Fixed((self.addr() as u64).to_le_bytes())
            }
        }
        impl<T> Field for $type {}
    )*};
}

pointer! { *const T *mut T }

/// Text and bytes, with the size of what must not be cut in two.
macro_rules! counted {
    ($($type:ty: $kind:literal, $format:literal, $size:literal, |$value:ident| $bytes:expr;)*) => {$(
        impl<'b> Typed for &'b $type {
            const KIND: u8 = $kind;
            const FORMAT: u8 = $format;
            const PIECES: usize = 2;
            type Stored = Counted<'b>;

            #[inline]
            fn store(self) -> Counted<'b> {
                let $value = self;
                Counted::new($bytes, $size)
            }
        }
        impl Field for &$type {}
    )*};
}

counted! {
    // TlgInCOUNTEDANSISTRING with TlgOutUTF8
    str: 23, 35, 1, |it| it.as_bytes();
    UnicodeStr: 22, 0, 2, |it| super::bytes_of(it.as_units());
    [u8]: 14, 0, 1, |it| it;
}

/// Arrays with a count, `TlgInVcount`.
macro_rules! arrays {
    ($($type:ty)*) => {$(
        impl<'b> Typed for &'b [$type] {
            const KIND: u8 = <$type as Typed>::KIND | 0x40;
            const FORMAT: u8 = <$type as Typed>::FORMAT;
            const PIECES: usize = 2;
            type Stored = Counted<'b>;

            #[inline]
            fn store(self) -> Counted<'b> {
                Counted::elements(super::bytes_of(self), size_of::<$type>())
            }
        }
        impl Field for &[$type] {}
    )*};
}

arrays! { i8 i16 u16 i32 u32 i64 u64 }

/// The fields of an event.
#[doc(hidden)]
pub trait Fields {
    fn describe<'a>(&'a self, pieces: &mut impl Pieces<'a>);
}

/// No field follows.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Last;

impl Fields for Last {
    #[inline]
    fn describe<'a>(&'a self, _pieces: &mut impl Pieces<'a>) {}
}

/// A field, and those that follow.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Next<S, F>(pub S, pub F);

impl<S: Stored, F: Fields> Fields for Next<S, F> {
    #[inline]
    fn describe<'a>(&'a self, pieces: &mut impl Pieces<'a>) {
        self.0.describe(pieces);
        self.1.describe(pieces);
    }
}

/// A field's description and its value, for the macro.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Held;

impl Held {
    #[must_use]
    pub const fn item<T: Field>(name: &'static str) -> super::Item {
        super::Item::Field(name, T::KIND, T::FORMAT, T::PIECES)
    }

    #[inline]
    #[must_use]
    pub fn value<T: Field>(value: T) -> T::Stored {
        value.store()
    }
}
