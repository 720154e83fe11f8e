//! UTF-16 text of the kernel.
#![expect(unsafe_code, reason = "reads the kernel's counted strings")]

use core::slice;

use wdk_sys::{PCUNICODE_STRING, UNICODE_STRING};

use crate::violation::misaligned;

/// The code units of a string; none for null.
///
/// # Safety
/// `string` is null or a valid string that lives while the result is used.
pub(crate) unsafe fn units<'a>(string: PCUNICODE_STRING) -> &'a [u16] {
    // SAFETY: null or a valid string, by contract.
    let Some(string) = (unsafe { string.as_ref() }) else {
        return &[];
    };
    if string.Buffer.is_null() {
        return &[];
    }
    if !string.Buffer.is_aligned() {
        misaligned(string.Buffer.cast());
    }
    // SAFETY: by contract, the buffer holds `Length` bytes.
    unsafe { slice::from_raw_parts(string.Buffer, usize::from(string.Length) / 2) }
}

/// A counted string over `units`, which must be shorter than 64 KiB.
pub(crate) fn counted(units: &[u16]) -> UNICODE_STRING {
    let bytes = u16::try_from(size_of_val(units)).unwrap_or(!1);
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    }
}

/// What follows the last backslash.
pub(crate) fn last_component(path: &[u16]) -> &[u16] {
    let backslash = u16::from(b'\\');
    path.rsplit(|unit| *unit == backslash)
        .next()
        .unwrap_or(path)
}

/// The printable ASCII of `units`, as far as `buffer` holds it; other characters become `?`.
pub(crate) fn ascii<'a>(units: &[u16], buffer: &'a mut [u8]) -> &'a str {
    let len = units.len().min(buffer.len());
    for (to, from) in buffer.iter_mut().zip(units) {
        *to = u8::try_from(*from)
            .ok()
            .filter(|byte| byte.is_ascii_graphic() || *byte == b' ')
            .unwrap_or(b'?');
    }
    str::from_utf8(&buffer[..len]).unwrap_or("")
}

/// Writes ASCII text as UTF-16.
pub(crate) const fn wide<const N: usize>(text: &str) -> [u16; N] {
    let bytes = text.as_bytes();
    assert!(bytes.len() == N, "N is the length of the text");
    let mut units = [0; N];
    let mut index = 0;
    while index < N {
        units[index] = bytes[index] as u16;
        index += 1;
    }
    units
}

/// `w!("Parameters")`: the text as a `[u16; _]`.
macro_rules! w {
    ($text:literal) => {{
        const UNITS: [u16; $text.len()] = $crate::text::wide($text);
        UNITS
    }};
}
pub(crate) use w;
