//! Counted strings as slices.
#![expect(unsafe_code, reason = "reads strings of drivers")]

use wdk_sys::{PCUNICODE_STRING, STRING};

use crate::{
    exports::dbg::format::wide_length,
    nt::{ob::name, parameter::driver_slice},
};

/// The code units of a string; none for null.
pub(super) fn units<'a>(text: PCUNICODE_STRING) -> &'a [u16] {
    // SAFETY: null, or a string of the caller that it keeps alive during the call.
    unsafe { name::units(text) }
}

/// The bytes of a string; none for null.
pub(super) fn bytes<'a>(text: *const STRING) -> &'a [u8] {
    // SAFETY: null, or a string of the caller that it keeps alive during the call.
    let Some(text) = (unsafe { text.as_ref() }) else {
        return &[];
    };
    if text.Buffer.is_null() {
        return &[];
    }
    // SAFETY: the string's buffer has `Length` bytes.
    unsafe { driver_slice(text.Buffer.cast(), text.Length.into()) }
}

/// The code units of a string that ends in NUL; none for null.
pub(super) fn terminated<'a>(text: *const u16) -> &'a [u16] {
    if text.is_null() {
        return &[];
    }
    // SAFETY: the caller passes a string that ends in NUL.
    let length = unsafe { wide_length(text) };
    // SAFETY: `length` units come before the NUL.
    unsafe { driver_slice(text, length) }
}

/// The upper-case form of a code unit, where that is one code unit too.
pub(crate) fn upcase(unit: u16) -> u16 {
    map_case(unit, |character| single(character.to_uppercase()))
}

/// The lower-case form of a code unit, where that is one code unit too.
pub(crate) fn downcase(unit: u16) -> u16 {
    map_case(unit, |character| single(character.to_lowercase()))
}

fn single(mut characters: impl ExactSizeIterator<Item = char>) -> Option<char> {
    (characters.len() == 1).then(|| characters.next()).flatten()
}

fn map_case(unit: u16, map: impl Fn(char) -> Option<char>) -> u16 {
    char::from_u32(unit.into())
        .and_then(map)
        .and_then(|mapped| u16::try_from(u32::from(mapped)).ok())
        .unwrap_or(unit)
}

/// The units as they are compared.
pub(super) fn folded(text: &[u16], fold: bool) -> impl Iterator<Item = u16> {
    text.iter()
        .map(move |unit| if fold { upcase(*unit) } else { *unit })
}

/// An ASCII or code-page byte as a code unit. The machine's code page is Latin-1.
pub(super) fn widen(bytes: &[u8]) -> Vec<u16> {
    bytes.iter().copied().map(u16::from).collect()
}

/// Code units in the machine's code page.
pub(super) fn narrow(units: &[u16]) -> Vec<u8> {
    let byte = |unit: &u16| u8::try_from(*unit).unwrap_or(b'?');
    units.iter().map(byte).collect()
}
