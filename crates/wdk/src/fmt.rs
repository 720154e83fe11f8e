//! Formatting without allocation.

use core::{ffi::CStr, fmt};

/// Text of up to `N - 1` bytes, NUL-terminated, wherever it is put.
///
/// What does not fit is cut off between characters, and writing it reports an error.
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
/// `len < N`; the first `len` bytes are UTF-8 without NUL, and the byte after them is NUL.
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

    /// Forgets the text.
    pub fn clear(&mut self) {
        self.len = 0;
        self.bytes[0] = 0;
    }

    /// Bytes of text.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Bytes of text that fit.
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
        // SAFETY: type invariant.
        let text = unsafe { self.bytes.get_unchecked(..self.len) };
        // SAFETY: type invariant.
        unsafe { core::str::from_utf8_unchecked(text) }
    }

    /// The text with its NUL.
    #[must_use]
    pub fn as_c_str(&self) -> &CStr {
        // SAFETY: type invariant.
        let text = unsafe { self.bytes.get_unchecked(..=self.len) };
        // SAFETY: type invariant.
        unsafe { CStr::from_bytes_with_nul_unchecked(text) }
    }

    /// Appends as much as fits, up to a NUL, and returns the rest.
    fn append<'a>(&mut self, text: &'a str) -> &'a str {
        let room = self.capacity() - self.len;
        let end = text
            .bytes()
            .position(|byte| byte == 0)
            .unwrap_or(text.len());
        let end = text.floor_char_boundary(end.min(room));
        // SAFETY: at most `capacity` bytes are in use.
        let free = unsafe { self.bytes.as_mut_ptr().add(self.len) };
        // SAFETY: `end` is at most the length of the text and the room after `len`, which leaves
        // one byte; source and destination are different objects.
        unsafe { free.copy_from_nonoverlapping(text.as_ptr(), end) };
        self.len += end;
        // INVARIANT: only whole characters without NUL were added, and a byte is left.
        // SAFETY: `len < N`, since at most `capacity` bytes are in use.
        unsafe { *self.bytes.get_unchecked_mut(self.len) = 0 };
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

/// A [`FormatBuffer`] that hands its text to a function when it is full, and when it is dropped.
#[derive(Debug)]
pub struct FlushableFormatBuffer<F: FnMut(&CStr), const N: usize = 512> {
    buffer: FormatBuffer<N>,
    flush: F,
}

impl<F: FnMut(&CStr), const N: usize> FlushableFormatBuffer<F, N> {
    /// An empty buffer in front of `flush`.
    pub const fn new(flush: F) -> Self {
        Self {
            buffer: FormatBuffer::new(),
            flush,
        }
    }

    /// Hands over the text so far.
    pub fn flush(&mut self) {
        if !self.buffer.is_empty() {
            (self.flush)(self.buffer.as_c_str());
            self.buffer.clear();
        }
    }
}

impl<F: FnMut(&CStr), const N: usize> fmt::Write for FlushableFormatBuffer<F, N> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // A NUL would end the text for whoever reads it as a C string; it is left out.
        for text in text.split('\0') {
            let mut rest = self.buffer.append(text);
            while !rest.is_empty() {
                if self.buffer.is_empty() {
                    return Err(fmt::Error);
                }
                self.flush();
                rest = self.buffer.append(rest);
            }
        }
        Ok(())
    }
}

impl<F: FnMut(&CStr), const N: usize> Drop for FlushableFormatBuffer<F, N> {
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
    fn a_nul_does_not_end_up_in_the_text() {
        let mut buffer = FormatBuffer::<8>::new();
        assert!(buffer.write_str("a\0b").is_err());
        assert_eq!(buffer.as_c_str(), c"a");
    }

    #[test]
    fn long_text_is_flushed_in_whole_characters() {
        let mut parts: Vec<String> = Vec::new();
        {
            let mut buffer = FlushableFormatBuffer::<_, 4>::new(|text: &CStr| {
                parts.push(text.to_str().expect("whole characters").into());
            });
            assert!(buffer.write_str("aböcdef\0z").is_ok());
        }
        assert_eq!(parts.concat(), "aböcdefz");
        assert!(parts.iter().all(|part| part.len() < 4));
    }

    #[test]
    fn a_character_that_never_fits_is_an_error() {
        let mut buffer = FlushableFormatBuffer::<_, 3>::new(|_: &CStr| {});
        assert!(buffer.write_str("🍞").is_err());
    }
}
