//! Formatting without allocation.
#![expect(unsafe_code, reason = "writes text without bounds checks")]

use core::{ffi::CStr, fmt};

/// NUL-terminated text of up to `N - 1` bytes, without allocation.
///
/// What does not fit is cut off between characters, and writing it returns an error. Text may
/// contain NULs; as a C string it ends at the first one.
///
/// # Examples
/// ```
/// use core::fmt::Write;
/// use wdk::fmt::FormatBuffer;
/// let mut buffer = FormatBuffer::<16>::new();
/// assert!(write!(buffer, "{:#x}", 255).is_ok());
/// assert_eq!(buffer.as_c_str(), c"0xff");
/// ```
///
/// # Invariants
/// `len < N`; the first `len` bytes are UTF-8, and the byte after them is NUL.
#[derive(Clone)]
pub struct FormatBuffer<const N: usize = 512> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> FormatBuffer<N> {
    const HAS_ROOM: () = assert!(N >= 2, "a buffer holds at least one byte and its NUL");

    /// An empty buffer.
    #[must_use]
    pub const fn new() -> Self {
        let () = Self::HAS_ROOM;
        Self {
            bytes: [0; N],
            len: 0,
        }
    }

    /// Removes the text.
    pub const fn clear(&mut self) {
        self.len = 0;
        self.bytes[0] = 0;
    }

    /// The length of the text in bytes.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// The longest text that fits, in bytes.
    #[must_use]
    pub const fn capacity(&self) -> usize {
        N - 1
    }

    /// Whether there is no text.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.bytes.get(..self.len).unwrap_or_default();
        // SAFETY: the first `len` bytes are UTF-8.
        unsafe { core::str::from_utf8_unchecked(text) }
    }

    /// The text up to its first NUL.
    #[must_use]
    pub const fn as_c_str(&self) -> &CStr {
        match CStr::from_bytes_until_nul(&self.bytes) {
            Ok(text) => text,
            // Not reached: there is a NUL after the text.
            Err(_) => c"",
        }
    }

    /// Appends as much as fits, and returns the rest.
    fn append<'a>(&mut self, text: &'a str) -> &'a str {
        let end = text.floor_char_boundary(self.capacity() - self.len);
        let free = self.bytes.get_mut(self.len..).unwrap_or_default();
        // `end` leaves one of the free bytes, which takes the NUL.
        if let Some((place, rest)) = free.split_at_mut_checked(end)
            && let Some(fitting) = text.as_bytes().get(..end)
            && let Some(nul) = rest.first_mut()
        {
            place.copy_from_slice(fitting);
            *nul = 0;
            // INVARIANT: only whole characters were added, and a NUL follows them.
            self.len += end;
        }
        text.get(end..).unwrap_or_default()
    }
}

impl<const N: usize> Default for FormatBuffer<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const N: usize> fmt::Debug for FormatBuffer<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl<const N: usize> fmt::Write for FormatBuffer<N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if self.append(text).is_empty() {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    }
}

/// A [`FormatBuffer`] that passes its text to a function when it is full, and when it is dropped.
///
/// # Examples
/// ```
/// use core::fmt::Write;
/// use wdk::fmt::{FlushableFormatBuffer, FormatBuffer};
/// let mut parts = Vec::new();
/// let mut buffer = FlushableFormatBuffer::new(|part: &FormatBuffer<8>| {
///     parts.push(part.as_str().to_owned());
/// });
/// assert!(write!(buffer, "toast is {}", "done").is_ok());
/// drop(buffer);
/// assert_eq!(parts, ["toast i", "s done"]);
/// ```
#[derive(Debug)]
pub struct FlushableFormatBuffer<F: FnMut(&FormatBuffer<N>), const N: usize = 512> {
    buffer: FormatBuffer<N>,
    flush: F,
}

impl<F: FnMut(&FormatBuffer<N>), const N: usize> FlushableFormatBuffer<F, N> {
    /// An empty buffer in front of `flush`.
    #[must_use]
    pub const fn new(flush: F) -> Self {
        Self {
            buffer: FormatBuffer::new(),
            flush,
        }
    }

    /// Passes the text so far to the function, if there is any.
    pub fn flush(&mut self) {
        if !self.buffer.is_empty() {
            (self.flush)(&self.buffer);
            self.buffer.clear();
        }
    }
}

impl<F: FnMut(&FormatBuffer<N>), const N: usize> fmt::Write for FlushableFormatBuffer<F, N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = self.buffer.append(text);
        while !rest.is_empty() {
            if self.buffer.is_empty() {
                return Err(fmt::Error);
            }
            self.flush();
            rest = self.buffer.append(rest);
        }
        Ok(())
    }
}

impl<F: FnMut(&FormatBuffer<N>), const N: usize> Drop for FlushableFormatBuffer<F, N> {
    fn drop(&mut self) {
        self.flush();
    }
}

#[cfg(test)]
mod tests {
    use core::fmt::Write;
    use std::{string::String, vec::Vec};

    use super::*;

    #[test]
    fn text_is_cut_between_characters() {
        let mut buffer = FormatBuffer::<4>::new();
        assert!(buffer.write_str("aä🍞").is_err());
        assert_eq!(buffer.as_c_str(), c"aä");
        buffer.clear();
        assert!(buffer.write_str("abc").is_ok());
        assert!(buffer.write_str("d").is_err());
        assert_eq!(buffer.as_str(), "abc");
    }

    #[test]
    fn a_nul_ends_the_c_string_only() {
        let mut buffer = FormatBuffer::<8>::new();
        assert!(buffer.write_str("a\0b").is_ok());
        assert_eq!((buffer.as_str(), buffer.as_c_str()), ("a\0b", c"a"));
    }

    #[test]
    fn all_but_one_byte_hold_text() {
        let mut buffer = FormatBuffer::<2>::default();
        assert_eq!((buffer.capacity(), buffer.len()), (1, 0));
        assert!(buffer.is_empty());
        assert!(buffer.write_str("x").is_ok());
        assert_eq!((buffer.len(), buffer.as_c_str()), (1, c"x"));
        assert!(buffer.write_str("y").is_err());
        assert_eq!(std::format!("{buffer:?}"), "\"x\"");
    }

    /// What a buffer of `N` bytes passes on when `texts` are written, and whether all fitted.
    fn parts<const N: usize>(texts: &[&str]) -> (Vec<String>, bool) {
        let mut parts = Vec::new();
        let mut buffer = FlushableFormatBuffer::new(|part: &FormatBuffer<N>| {
            assert_eq!(part.as_c_str().to_bytes(), part.as_str().as_bytes());
            parts.push(part.as_str().into());
        });
        let fitted = texts.iter().all(|text| buffer.write_str(text).is_ok());
        drop(buffer);
        (parts, fitted)
    }

    #[test]
    fn each_part_is_as_long_as_whole_characters_allow() {
        let parts_of = |texts| parts::<4>(texts).0;
        assert_eq!(parts_of(&["abc"]), ["abc"]);
        assert_eq!(parts_of(&["ab", "cd", "efgh"]), ["abc", "def", "gh"]);
        assert_eq!(parts_of(&["abö", "ö"]), ["ab", "ö", "ö"]);
        assert_eq!(parts_of(&["", ""]), [""; 0]);
    }

    #[test]
    fn text_can_be_flushed_early() {
        let mut count = 0;
        let mut buffer = FlushableFormatBuffer::new(|_: &FormatBuffer| count += 1);
        assert!(buffer.write_str("x").is_ok());
        buffer.flush();
        buffer.flush();
        drop(buffer);
        assert_eq!(count, 1);
    }

    #[test]
    fn a_character_that_never_fits_is_an_error() {
        let (parts, fitted) = parts::<3>(&["ab", "🍞"]);
        assert_eq!((parts.concat().as_str(), fitted), ("ab", false));
    }
}
