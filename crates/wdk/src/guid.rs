//! Globally unique identifiers.
#![forbid(unsafe_code)]

use core::{
    fmt,
    hash::{Hash, Hasher},
};

use wdk_sys::GUID;

/// A GUID: the name of a device interface class, a setup class or a bus type.
///
/// # Examples
/// ```
/// use wdk::{Guid, guid};
/// const TOASTER: Guid = guid!("781EF630-72B2-11D2-B852-00C04FAD5171");
/// assert_eq!(format!("{TOASTER}"), "{781EF630-72B2-11D2-B852-00C04FAD5171}");
/// ```
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Guid(GUID);

impl Guid {
    /// A GUID from its 128 bits, the first group highest.
    #[must_use]
    pub const fn from_u128(bits: u128) -> Self {
        Self(GUID {
            Data1: (bits >> 96) as u32,
            Data2: (bits >> 80) as u16,
            Data3: (bits >> 64) as u16,
            Data4: (bits as u64).to_be_bytes(),
        })
    }

    /// Reads `781EF630-72B2-11D2-B852-00C04FAD5171`, with or without braces.
    #[must_use]
    pub const fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let start = match bytes.len() {
            36 => 0,
            38 if bytes[0] == b'{' && bytes[37] == b'}' => 1,
            _ => return None,
        };
        let mut bits = 0;
        let mut i = 0;
        while i < 36 {
            let byte = bytes[start + i];
            if matches!(i, 8 | 13 | 18 | 23) {
                if byte != b'-' {
                    return None;
                }
            } else {
                match (byte as char).to_digit(16) {
                    Some(digit) => bits = bits << 4 | digit as u128,
                    None => return None,
                }
            }
            i += 1;
        }
        Some(Self::from_u128(bits))
    }

    /// The 128 bits, the first group highest.
    #[must_use]
    pub const fn to_u128(self) -> u128 {
        (self.0.Data1 as u128) << 96
            | (self.0.Data2 as u128) << 80
            | (self.0.Data3 as u128) << 64
            | u64::from_be_bytes(self.0.Data4) as u128
    }

    /// The bytes as they lie in memory.
    pub(crate) const fn to_bytes_le(self) -> [u8; 16] {
        let ([a, b, c, d], [e, f], [g, h]) = (
            self.0.Data1.to_le_bytes(),
            self.0.Data2.to_le_bytes(),
            self.0.Data3.to_le_bytes(),
        );
        let [i, j, k, l, m, n, o, p] = self.0.Data4;
        [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p]
    }

    pub(crate) const fn from_raw(raw: GUID) -> Self {
        Self(raw)
    }

    pub(crate) const fn as_raw(&self) -> &GUID {
        &self.0
    }
}

/// A [`Guid`] from its text, checked at compile time.
#[macro_export]
macro_rules! guid {
    ($text:expr) => {
        const {
            match $crate::Guid::parse($text) {
                ::core::option::Option::Some(guid) => guid,
                ::core::option::Option::None => {
                    ::core::panic!("a GUID is written like 781EF630-72B2-11D2-B852-00C04FAD5171")
                }
            }
        }
    };
}

impl PartialEq for Guid {
    fn eq(&self, other: &Self) -> bool {
        self.to_u128() == other.to_u128()
    }
}

impl Eq for Guid {}

impl Hash for Guid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.to_u128().hash(state);
    }
}

impl From<GUID> for Guid {
    fn from(raw: GUID) -> Self {
        Self(raw)
    }
}

impl From<Guid> for GUID {
    fn from(guid: Guid) -> Self {
        guid.0
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let GUID {
            Data1,
            Data2,
            Data3,
            Data4: [a, b, c, d, e, g, h, i],
        } = self.0;
        write!(
            f,
            "{{{Data1:08X}-{Data2:04X}-{Data3:04X}-{a:02X}{b:02X}-{c:02X}{d:02X}{e:02X}{g:02X}{h:02X}{i:02X}}}"
        )
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_land_in_their_fields() {
        let guid = GUID::from(guid!("{00112233-4455-6677-8899-AABBCCDDEEFF}"));
        assert_eq!(
            (guid.Data1, guid.Data2, guid.Data3),
            (0x0011_2233, 0x4455, 0x6677)
        );
        assert_eq!(guid.Data4, [0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]);
    }

    #[test]
    fn malformed_text_is_refused() {
        for text in [
            "",
            "781EF630",
            "{781EF630-72B2-11D2-B852-00C04FAD5171",
            "781EF630+72B2-11D2-B852-00C04FAD5171",
            "781EF63G-72B2-11D2-B852-00C04FAD5171",
        ] {
            assert_eq!(Guid::parse(text), None, "{text}");
        }
    }
}
