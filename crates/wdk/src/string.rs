//! Counted UTF-16 strings, as the kernel passes them.
#![expect(unsafe_code, reason = "converts between slices and UNICODE_STRING")]

mod pool;

pub use pool::PoolString;

use core::{fmt, marker::PhantomData, ops::Deref};

use wdk_sys::UNICODE_STRING;

use crate::{Error, Result};

/// Most code units that a `UNICODE_STRING` can count.
const MAX_UNITS: usize = (u16::MAX / 2) as usize;

/// Most code units of a string on the stack: a kilobyte of the 24 that a kernel stack has.
const MAX_STACK_UNITS: usize = 512;

/// A borrowed string of UTF-16 code units, the kernel's `UNICODE_STRING`.
///
/// Not NUL-terminated, and not necessarily well-formed UTF-16.
/// [`unicode!`](crate::unicode) makes constants.
///
/// # Invariants
/// At most 32767 code units.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct UnicodeStr([u16]);

impl UnicodeStr {
    /// Borrows UTF-16 code units.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] for more than 32767 units.
    pub const fn from_utf16(units: &[u16]) -> Result<&Self> {
        if units.len() > MAX_UNITS {
            return Err(Error::NAME_TOO_LONG);
        }
        // SAFETY: `UnicodeStr` is a transparent wrapper of `[u16]`, and the length was checked.
        Ok(unsafe { &*(core::ptr::from_ref(units) as *const Self) })
    }

    /// The string that `raw` counts.
    ///
    /// # Safety
    /// `raw` points to a `UNICODE_STRING` whose buffer is readable for its length and unchanged
    /// for `'a`.
    pub(crate) unsafe fn from_raw<'a>(raw: *const UNICODE_STRING) -> &'a Self {
        // SAFETY: the caller's structure is unchanged for `'a`.
        let raw = unsafe { &*raw };
        // SAFETY: the caller guarantees buffer and length.
        unsafe { Self::from_raw_parts(raw.Buffer, usize::from(raw.Length) / 2) }
    }

    /// The string of `units` code units at `buffer`, which may be null when there are none.
    ///
    /// # Safety
    /// `buffer` is readable for `units` code units, at most 32767, and unchanged for `'a`.
    unsafe fn from_raw_parts<'a>(buffer: *const u16, units: usize) -> &'a Self {
        let buffer = if units == 0 {
            core::ptr::NonNull::<u16>::dangling().as_ptr().cast_const()
        } else {
            buffer
        };
        // SAFETY: the caller guarantees buffer and length, and an empty slice may dangle.
        let units = unsafe { core::slice::from_raw_parts(buffer, units) };
        // SAFETY: the type is transparent over the slice, whose length the caller limits.
        unsafe { &*(core::ptr::from_ref(units) as *const Self) }
    }

    /// The string up to the NUL at `buffer`.
    ///
    /// # Safety
    /// `buffer` is NUL-terminated within 32767 code units and unchanged for `'a`.
    pub(crate) unsafe fn from_nul_terminated<'a>(buffer: *const u16) -> &'a Self {
        let mut end = buffer;
        // SAFETY: no unit up to here was the terminator, which the caller guarantees.
        while unsafe { end.read() } != 0 {
            end = end.wrapping_add(1);
        }
        // SAFETY: both addresses lie in the caller's string.
        let units = unsafe { end.offset_from_unsigned(buffer) };
        // SAFETY: everything before the terminator was just read.
        unsafe { Self::from_raw_parts(buffer, units) }
    }

    /// The code units.
    #[must_use]
    pub const fn as_units(&self) -> &[u16] {
        &self.0
    }

    /// Number of code units.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no code units.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The characters; unpaired surrogates become U+FFFD.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        char::decode_utf16(self.0.iter().copied())
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// A `UNICODE_STRING` for the duration of a call.
    pub(crate) fn as_raw(&self) -> RawUnicode<'_> {
        let bytes = (self.0.len() * 2) as u16;
        RawUnicode {
            raw: UNICODE_STRING {
                Length: bytes,
                MaximumLength: bytes,
                Buffer: self.0.as_ptr().cast_mut(),
            },
            borrow: PhantomData,
        }
    }
}

/// A `UNICODE_STRING` that borrows its characters. It is passed only to functions that do not write
/// to them.
pub(crate) struct RawUnicode<'a> {
    raw: UNICODE_STRING,
    borrow: PhantomData<&'a UnicodeStr>,
}

impl RawUnicode<'_> {
    pub(crate) const fn as_ptr(&self) -> *const UNICODE_STRING {
        &raw const self.raw
    }
}

impl fmt::Display for UnicodeStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chars().try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

impl fmt::Debug for UnicodeStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        self.chars()
            .flat_map(char::escape_debug)
            .try_for_each(|c| fmt::Write::write_char(f, c))?;
        f.write_str("\"")
    }
}

impl PartialEq<str> for UnicodeStr {
    fn eq(&self, other: &str) -> bool {
        self.0.iter().copied().eq(other.encode_utf16())
    }
}

/// A string of up to `N` code units, at most 512, without allocation. It lies on the kernel stack, which
/// has 24 KiB for all drivers of a request's way; longer strings are [`PoolString`]s.
///
/// ```compile_fail
/// let path = wdk::UnicodeString::<1024>::new();
/// ```
///
/// # Examples
/// ```
/// use core::fmt::Write;
/// use wdk::UnicodeString;
/// # fn main() -> wdk::Result<()> {
/// let mut name = UnicodeString::<64>::try_from("\\Device\\Toaster")?;
/// write!(name, "{}", 2).map_err(|_| wdk::Error::NAME_TOO_LONG)?;
/// assert_eq!(&*name, "\\Device\\Toaster2");
/// # Ok(()) }
/// ```
#[derive(Clone, Copy)]
pub struct UnicodeString<const N: usize = 128> {
    units: [u16; N],
    /// # Invariants
    /// At most `N`, and `N` is at most [`MAX_STACK_UNITS`].
    len: u16,
}

impl<const N: usize> UnicodeString<N> {
    const FITS: () = assert!(
        N <= MAX_STACK_UNITS,
        "a UnicodeString lies on the kernel stack, which has 24 KiB: it takes at most 512 code units; \
         a longer string is a PoolString"
    );

    /// An empty string.
    #[must_use]
    pub const fn new() -> Self {
        let () = Self::FITS;
        Self {
            units: [0; N],
            len: 0,
        }
    }

    /// Appends text.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] when it does not fit; the string is unchanged then.
    pub fn push_str(&mut self, text: &str) -> Result<()> {
        self.extend(text.encode_utf16())
    }

    /// Appends another string.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] when it does not fit; the string is unchanged then.
    pub fn push(&mut self, text: &UnicodeStr) -> Result<()> {
        self.extend(text.0.iter().copied())
    }

    fn extend(&mut self, units: impl Iterator<Item = u16>) -> Result<()> {
        let mut end = usize::from(self.len);
        for unit in units {
            *self.units.get_mut(end).ok_or(Error::NAME_TOO_LONG)? = unit;
            end += 1;
        }
        // INVARIANT: every unit was stored, so `end` is at most `N`, which `FITS` bounds in `new`.
        self.len = end as u16;
        Ok(())
    }
}

impl<const N: usize> Default for UnicodeString<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> Deref for UnicodeString<N> {
    type Target = UnicodeStr;

    fn deref(&self) -> &UnicodeStr {
        // SAFETY: the first `len` units are in the array, and `len` is at most `MAX_STACK_UNITS`.
        unsafe { UnicodeStr::from_raw_parts(self.units.as_ptr(), usize::from(self.len)) }
    }
}

impl<const N: usize> TryFrom<&str> for UnicodeString<N> {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self> {
        let mut string = Self::new();
        string.push_str(text)?;
        Ok(string)
    }
}

impl<const N: usize> fmt::Write for UnicodeString<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text).map_err(|_| fmt::Error)
    }
}

impl<const N: usize> fmt::Display for UnicodeString<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl<const N: usize> fmt::Debug for UnicodeString<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// A `&'static` [`UnicodeStr`] from a string constant; encoded at compile time.
///
/// # Examples
/// ```
/// use wdk::{UnicodeStr, unicode};
/// const LINK: &UnicodeStr = unicode!("\\DosDevices\\Toaster");
/// assert_eq!(LINK, "\\DosDevices\\Toaster");
/// ```
#[macro_export]
macro_rules! unicode {
    ($text:expr) => {{
        const TEXT: &::core::primitive::str = $text;
        const UNITS: [u16; $crate::__private::utf16_len(TEXT)] =
            $crate::__private::utf16_encode(TEXT);
        const STRING: &$crate::UnicodeStr = match $crate::UnicodeStr::from_utf16(&UNITS) {
            ::core::result::Result::Ok(string) => string,
            ::core::result::Result::Err(_) => {
                ::core::panic!("a UNICODE_STRING counts at most 32767 units")
            }
        };
        STRING
    }};
}

/// Code units of `text` in UTF-16.
pub const fn utf16_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut units) = (0, 0);
    while at < bytes.len() {
        let (code, next) = decode_utf8(bytes, at);
        units += if code >= 0x1_0000 { 2 } else { 1 };
        at = next;
    }
    units
}

/// `text` in UTF-16; `N` is its [`utf16_len`].
pub const fn utf16_encode<const N: usize>(text: &str) -> [u16; N] {
    let bytes = text.as_bytes();
    let mut units = [0; N];
    let (mut at, mut to) = (0, 0);
    while at < bytes.len() {
        let (code, next) = decode_utf8(bytes, at);
        at = next;
        if code >= 0x1_0000 {
            let offset = code - 0x1_0000;
            units[to] = 0xD800 | (offset >> 10) as u16;
            to += 1;
            units[to] = 0xDC00 | (offset & 0x3FF) as u16;
        } else {
            units[to] = code as u16;
        }
        to += 1;
    }
    units
}

/// The character that starts at `at`, and where the next one starts. `bytes` is valid UTF-8.
const fn decode_utf8(bytes: &[u8], at: usize) -> (u32, usize) {
    let first = bytes[at] as u32;
    let (mut code, length) = match first {
        0..0x80 => (first, 1),
        0x80..0xE0 => (first & 0x1F, 2),
        0xE0..0xF0 => (first & 0x0F, 3),
        _ => (first & 0x07, 4),
    };
    let mut i = 1;
    while i < length {
        code = code << 6 | (bytes[at + i] & 0x3F) as u32;
        i += 1;
    }
    (code, at + length)
}

#[cfg(test)]
mod tests {
    use std::string::ToString;

    use super::*;

    #[test]
    fn constants_are_what_the_standard_library_encodes() {
        const TEXT: &str = "\\Device\\Röster ☕ 🍞";
        let units: std::vec::Vec<u16> = TEXT.encode_utf16().collect();
        let string = unicode!("\\Device\\Röster ☕ 🍞");
        assert_eq!(string.as_units(), units);
        assert_eq!(string.to_string(), TEXT);
    }

    #[test]
    fn unpaired_surrogates_do_not_stop_formatting() {
        let string = UnicodeStr::from_utf16(&[0x41, 0xD800, 0x42]).expect("short");
        assert_eq!(string.to_string(), "A\u{FFFD}B");
    }

    #[test]
    fn a_string_that_does_not_fit_stays_as_it_was() {
        let mut string = UnicodeString::<4>::try_from("abc").expect("fits");
        assert_eq!(string.push_str("de"), Err(Error::NAME_TOO_LONG));
        assert_eq!(&*string, "abc");
        assert!(UnicodeStr::from_utf16(&[0; MAX_UNITS + 1]).is_err());
    }
}
