//! Names: UTF-16, compared without regard to case.
#![expect(unsafe_code, reason = "reads the strings that drivers pass")]

use std::{borrow::Borrow, fmt};

use wdk_sys::UNICODE_STRING;

/// A name in upper case, as the key of a table.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Folded(Box<[u16]>);

impl Folded {
    /// Folds `name`.
    pub(crate) fn new(name: &[u16]) -> Self {
        Self(name.iter().copied().map(upcase).collect())
    }
}

impl Borrow<[u16]> for Folded {
    fn borrow(&self) -> &[u16] {
        &self.0
    }
}

impl fmt::Debug for Folded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf16_lossy(&self.0))
    }
}

/// The upper-case form of one UTF-16 unit; a unit without one stays as it is.
pub(crate) fn upcase(unit: u16) -> u16 {
    if unit < 0x80 {
        return match u8::try_from(unit) {
            Ok(ascii) => ascii.to_ascii_uppercase().into(),
            Err(_) => unit,
        };
    }
    let Some(character) = char::from_u32(unit.into()) else {
        return unit;
    };
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => u16::try_from(u32::from(single)).unwrap_or(unit),
        _ => unit,
    }
}

/// Whether two names differ in case at most.
pub(crate) fn equal(left: &[u16], right: &[u16]) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .zip(right)
            .all(|(&left, &right)| upcase(left) == upcase(right))
}

/// UTF-16 of `text`.
pub(crate) fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The counted string of characters that do not end with a zero, for as long as they are there.
pub(crate) fn unicode_string(units: &[u16]) -> UNICODE_STRING {
    let bytes = u16::try_from(size_of_val(units)).unwrap_or(u16::MAX - 1);
    UNICODE_STRING {
        Length: bytes,
        MaximumLength: bytes,
        Buffer: units.as_ptr().cast_mut(),
    }
}

/// The units of a counted string; null and empty strings have none.
///
/// # Safety
/// `string` is null or a string whose buffer is as long as it says, while the result is used.
pub(crate) unsafe fn units<'a>(string: *const UNICODE_STRING) -> &'a [u16] {
    // SAFETY: by this function's contract.
    let Some(string) = (unsafe { string.as_ref() }) else {
        return &[];
    };
    // SAFETY: the buffer is as long as the string says, by the same word of the caller.
    unsafe { counted(string.Buffer, string.Length) }
}

/// The units of a string that ends with a zero; null has none.
///
/// # Safety
/// `string` is null or ends with a zero, while the result is used.
pub(crate) unsafe fn terminated<'a>(string: *const u16) -> &'a [u16] {
    if string.is_null() {
        return &[];
    }
    let mut length = 0;
    // SAFETY: by this function's contract, up to the zero.
    while unsafe { *string.wrapping_add(length) } != 0 {
        length += 1;
    }
    // SAFETY: every unit up to `length` was read above.
    unsafe { std::slice::from_raw_parts(string, length) }
}

unsafe fn counted<'a>(buffer: *const u16, bytes: u16) -> &'a [u16] {
    if buffer.is_null() || bytes < 2 {
        return &[];
    }
    let length = usize::from(bytes) / 2;
    if !buffer.is_aligned() {
        return aligned_copy(buffer, length);
    }
    // SAFETY: the caller says that the buffer has this many bytes.
    unsafe { std::slice::from_raw_parts(buffer, length) }
}

/// The kernel on x64 reads at odd addresses, compiled Rust does not. A driver does this once, if ever,
/// so the copy stays.
#[cold]
fn aligned_copy<'a>(buffer: *const u16, length: usize) -> &'a [u16] {
    let unit = |at: usize| {
        // SAFETY: within the buffer, by the word of `counted`'s caller; what is not there faults.
        unsafe { buffer.wrapping_add(at).read_unaligned() }
    };
    Vec::leak((0..length).map(unit).collect())
}

/// The components of a path between its backslashes.
pub(crate) fn components(path: &[u16]) -> impl Iterator<Item = &[u16]> {
    path.split(|&unit| unit == u16::from(b'\\'))
        .filter(|component| !component.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_matter() {
        assert!(equal(
            &wide("\\Device\\Tøaster"),
            &wide("\\DEVICE\\tØASTER")
        ));
        assert!(!equal(&wide("COM1"), &wide("COM2")));
        assert_eq!(upcase(u16::from(b'z')), u16::from(b'Z'));
    }

    #[test]
    fn components_skip_empty_ones() {
        let path = wide("\\Registry\\\\Machine\\");
        let parts: Vec<_> = components(&path).map(String::from_utf16_lossy).collect();
        assert_eq!(parts, ["Registry", "Machine"]);
    }
}
