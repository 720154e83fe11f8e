//! Security identifiers.
#![forbid(unsafe_code)]

use std::fmt::{self, Display, Formatter};

use wdk_sys::{SID_MAX_SUB_AUTHORITIES, SID_REVISION};

/// Bytes of a SID before its parts.
pub(crate) const SID_HEAD: usize = 8;

/// A security identifier: a user, a group, an integrity level.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Sid {
    /// Below 2^48.
    authority: u64,
    /// At most fifteen.
    parts: Box<[u32]>,
}

/// `S-1-5`: what Windows itself gives out.
const NT_AUTHORITY: u64 = 5;
/// `S-1-16`: integrity levels.
const MANDATORY_LABEL: u64 = 16;

impl Sid {
    /// `S-1-AUTHORITY-PARTS`.
    pub(crate) fn new(authority: u64, parts: &[u32]) -> Self {
        Self {
            authority,
            parts: parts.into(),
        }
    }

    /// `S-1-5-PARTS`.
    pub(crate) fn nt(parts: &[u32]) -> Self {
        Self::new(NT_AUTHORITY, parts)
    }

    /// The well-known SID with this abbreviation.
    pub(crate) fn well_known(abbreviation: &str) -> Option<Self> {
        let found = WELL_KNOWN.iter().find(|(name, ..)| *name == abbreviation);
        found.map(|(_, authority, parts)| Self::new(*authority, parts))
    }

    /// The integrity level that the SID is.
    pub(crate) fn integrity_level(&self) -> Option<u32> {
        match (self.authority, &*self.parts) {
            (MANDATORY_LABEL, [level]) => Some(*level),
            _ => None,
        }
    }

    /// Its length in bytes, by its first [`SID_HEAD`] of them; none when these are no SID's.
    pub(crate) fn length_of(head: &[u8]) -> Option<usize> {
        let [revision, count, ..] = head else {
            return None;
        };
        let valid =
            u32::from(*revision) == SID_REVISION && u32::from(*count) <= SID_MAX_SUB_AUTHORITIES;
        valid.then_some(SID_HEAD + usize::from(*count) * 4)
    }

    /// The SID that `bytes` begin with.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.get(..Self::length_of(bytes)?)?;
        let (head, parts) = bytes.split_at_checked(SID_HEAD)?;
        let authority = head.get(2..)?;
        let authority = authority
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte));
        let parts = parts.chunks_exact(4).map(|part| {
            let part = part.try_into().unwrap_or_default();
            u32::from_le_bytes(part)
        });
        Some(Self {
            authority,
            parts: parts.collect(),
        })
    }

    /// The SID as the system keeps it.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![SID_REVISION as u8, self.parts.len() as u8];
        bytes.extend_from_slice(&self.authority.to_be_bytes()[2..]);
        for part in &self.parts {
            bytes.extend_from_slice(&part.to_le_bytes());
        }
        bytes
    }

    /// The SID that is written `S-1-...`.
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let mut numbers = text.strip_prefix("S-1-")?.split('-');
        let authority = number(numbers.next()?).filter(|it| *it < 1 << 48)?;
        let mut parts = Vec::new();
        for part in numbers {
            parts.push(u32::try_from(number(part)?).ok()?);
        }
        let valid = !parts.is_empty() && parts.len() <= SID_MAX_SUB_AUTHORITIES as usize;
        valid.then(|| Self::new(authority, &parts))
    }
}

/// A number of a SID, decimal or after `0x` hexadecimal.
fn number(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|it| it.is_ascii_alphanumeric());
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(hex) if digits => u64::from_str_radix(hex, 16).ok(),
        None if digits => text.parse().ok(),
        _ => None,
    }
}

impl Display for Sid {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        // An authority that needs more than 32 bits is written in hexadecimal.
        match u32::try_from(self.authority) {
            Ok(authority) => write!(f, "S-1-{authority}")?,
            Err(_) => write!(f, "S-1-{:#014x}", self.authority)?,
        }
        self.parts.iter().try_for_each(|part| write!(f, "-{part}"))
    }
}

/// The abbreviations of SDDL, but for those that depend on a domain or on the machine's own accounts.
///
/// <https://learn.microsoft.com/windows/win32/secauthz/sid-strings>
const WELL_KNOWN: &[(&str, u64, &[u32])] = &[
    ("AA", 5, &[32, 579]),
    ("AC", 15, &[2, 1]),
    ("AN", 5, &[7]),
    ("AO", 5, &[32, 548]),
    ("AS", 18, &[1]),
    ("AU", 5, &[11]),
    ("BA", 5, &[32, 544]),
    ("BG", 5, &[32, 546]),
    ("BO", 5, &[32, 551]),
    ("BU", 5, &[32, 545]),
    ("CD", 5, &[32, 574]),
    ("CG", 3, &[1]),
    ("CO", 3, &[0]),
    ("CY", 5, &[32, 569]),
    ("ED", 5, &[9]),
    ("ER", 5, &[32, 573]),
    ("ES", 5, &[32, 576]),
    ("HA", 5, &[32, 578]),
    ("HI", 16, &[12288]),
    ("IS", 5, &[32, 568]),
    ("IU", 5, &[4]),
    ("LS", 5, &[19]),
    ("LU", 5, &[32, 559]),
    ("LW", 16, &[4096]),
    ("ME", 16, &[8192]),
    ("MP", 16, &[8448]),
    ("MS", 5, &[32, 577]),
    ("MU", 5, &[32, 558]),
    ("NO", 5, &[32, 556]),
    ("NS", 5, &[20]),
    ("NU", 5, &[2]),
    ("OW", 3, &[4]),
    ("PO", 5, &[32, 550]),
    ("PS", 5, &[10]),
    ("PU", 5, &[32, 547]),
    ("RA", 5, &[32, 575]),
    ("RC", 5, &[12]),
    ("RD", 5, &[32, 555]),
    ("RE", 5, &[32, 552]),
    ("RM", 5, &[32, 580]),
    ("RU", 5, &[32, 554]),
    ("SI", 16, &[16384]),
    ("SO", 5, &[32, 549]),
    ("SS", 18, &[2]),
    ("SU", 5, &[6]),
    ("SY", 5, &[18]),
    ("UD", 5, &[84, 0, 0, 0, 0, 0]),
    ("WD", 1, &[0]),
    ("WR", 5, &[33]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_are_written_as_documented() {
        let sid = Sid::well_known("BA").unwrap();
        assert_eq!(sid.to_string(), "S-1-5-32-544");
        assert_eq!(Sid::from_text("S-1-5-32-544"), Some(sid.clone()));
        let bytes = [1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0];
        assert_eq!(sid.to_bytes(), bytes);
        assert_eq!(Sid::parse(&bytes), Some(sid));
    }

    #[test]
    fn what_is_no_sid_is_refused() {
        for text in [
            "S-1",
            "S-1-",
            "S-1-5",
            "S-2-5-18",
            "S-1-5-4294967296",
            "S-1-5--18",
            "S-1-5-+1",
        ] {
            assert_eq!(Sid::from_text(text), None, "{text}");
        }
        let sixteen = format!("S-1-5{}", "-1".repeat(16));
        assert_eq!(Sid::from_text(&sixteen), None);
        // A part is missing; another revision.
        assert_eq!(Sid::parse(&[1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0]), None);
        assert_eq!(Sid::parse(&[2, 0, 0, 0, 0, 0, 0, 5]), None);
    }

    #[test]
    fn the_table_is_sorted_so_that_no_abbreviation_stands_twice() {
        assert!(WELL_KNOWN.windows(2).all(|two| two[0].0 < two[1].0));
    }
}
