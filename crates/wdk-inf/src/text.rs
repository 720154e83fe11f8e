//! Bytes to text and back. Windows reads an INF as UTF-16 with a byte order mark or in the ANSI
//! code page; repositories keep UTF-8, and both are read here.

use std::borrow::Cow;

/// The size of the largest file that is read as an INF.
///
/// Windows states none. What was read from a file takes memory, each line and each value its own; so their
/// number is bounded as well, to two million. Measured with 15 MB and optimised: 132 MB at most where
/// lines are as in Models sections, 352 MB where each line is one letter, which took 2.3 GB without
/// that bound.
pub const MOST_BYTES: usize = 16 << 20;

/// How an INF file is stored.
///
/// See [General guidelines for INF files](https://learn.microsoft.com/windows-hardware/drivers/install/general-guidelines-for-inf-files).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-16, little endian, with a byte order mark: what Windows requires for text beyond ASCII.
    Utf16Le,
    /// UTF-8; plain ASCII is of this kind too.
    Utf8 {
        /// The file starts with the three bytes of a UTF-8 byte order mark.
        mark: bool,
    },
    /// Windows code page 1252: bytes that are not UTF-8.
    Ansi,
}

/// The bytes are neither UTF-16 nor UTF-8 nor ANSI text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText;

const UTF16_MARK: [u8; 2] = [0xFF, 0xFE];
const UTF8_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Reads `bytes`, with the byte order mark taken off.
///
/// # Errors
///
/// [`NotText`] for UTF-16 with half a character in it, which could not be written back.
pub fn decode(bytes: &[u8]) -> Result<(String, Encoding), NotText> {
    if let Some(units) = bytes.strip_prefix(&UTF16_MARK) {
        let (units, rest) = units.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(NotText);
        }
        let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
        let text = char::decode_utf16(units).collect::<Result<_, _>>();
        return text
            .map(|text| (text, Encoding::Utf16Le))
            .map_err(|_| NotText);
    }
    let (mark, body) = match bytes.strip_prefix(&UTF8_MARK) {
        Some(body) => (true, body),
        None => (false, bytes),
    };
    match std::str::from_utf8(body) {
        Ok(text) => Ok((text.to_owned(), Encoding::Utf8 { mark })),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            Ok((text.into_owned(), Encoding::Ansi))
        }
    }
}

/// Writes `text` in `encoding`; the inverse of [`decode`].
///
/// # Errors
///
/// [`NotText`] when code page 1252 lacks a character of `text`.
pub fn encode(text: &str, encoding: Encoding) -> Result<Vec<u8>, NotText> {
    match encoding {
        Encoding::Utf16Le => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            Ok(UTF16_MARK.into_iter().chain(units).collect())
        }
        Encoding::Utf8 { mark: true } => Ok([&UTF8_MARK, text.as_bytes()].concat()),
        Encoding::Utf8 { mark: false } => Ok(text.as_bytes().to_vec()),
        Encoding::Ansi => match encoding_rs::WINDOWS_1252.encode(text) {
            (_, _, true) => Err(NotText),
            (Cow::Borrowed(bytes), ..) => Ok(bytes.to_vec()),
            (Cow::Owned(bytes), ..) => Ok(bytes),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mark_selects_the_encoding() {
        assert_eq!(
            decode(b"[A]").unwrap(),
            ("[A]".into(), Encoding::Utf8 { mark: false })
        );
        assert_eq!(
            decode(b"\xEF\xBB\xBF[A]").unwrap(),
            ("[A]".into(), Encoding::Utf8 { mark: true })
        );
        assert_eq!(
            decode(b"\xFF\xFE[\0A\0]\0").unwrap(),
            ("[A]".into(), Encoding::Utf16Le)
        );
        assert_eq!(decode(b"K\xFChl").unwrap(), ("Kühl".into(), Encoding::Ansi));
    }

    #[test]
    fn half_a_utf16_character_is_not_text() {
        assert_eq!(decode(b"\xFF\xFE[\0A"), Err(NotText));
        assert_eq!(decode(b"\xFF\xFE\x00\xD8"), Err(NotText));
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_back(bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in 0..3) {
            let mut bytes = bytes;
            match kind {
                0 => bytes.splice(..0, UTF16_MARK).for_each(drop),
                1 => bytes.splice(..0, UTF8_MARK).for_each(drop),
                _ => {}
            }
            if let Ok((text, encoding)) = decode(&bytes) {
                prop_assert_eq!(encode(&text, encoding).unwrap(), bytes);
            }
        }
    }
}
