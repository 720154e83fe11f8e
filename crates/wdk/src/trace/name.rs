//! The GUID of a provider's name: a SHA-1 hash, as all TraceLogging providers have it, so that
//! `tracelog -guid *Name` and others compute the same.
//!
//! It is computed when the driver is compiled, for which no crate with a constant SHA-1 is known.
#![forbid(unsafe_code)]

use wdk_sys::GUID;

use crate::Guid;

/// What the name is hashed behind.
const NAMESPACE: [u8; 16] = [
    0x48, 0x2C, 0x2D, 0xB2, 0xC3, 0x90, 0x47, 0xC8, 0x87, 0xF8, 0x1A, 0x15, 0xBF, 0xC1, 0x30, 0xFB,
];
/// The most characters of a name.
const LONGEST: usize = 255;
/// The longest name, its namespace and the padding of the hash, in whole blocks.
const MOST_BYTES: usize = (16 + 2 * LONGEST + 9).next_multiple_of(64);

impl Guid {
    /// The GUID of the provider called `name`.
    pub(super) const fn of_provider(name: &str) -> Self {
        let name = name.as_bytes();
        assert!(
            !name.is_empty() && name.len() <= LONGEST,
            "the name of a provider has 1 to 255 characters"
        );
        let mut bytes = [0; MOST_BYTES];
        let mut length = 0;
        while length < 16 {
            bytes[length] = NAMESPACE[length];
            length += 1;
        }
        let mut index = 0;
        while index < name.len() {
            assert!(
                name[index].is_ascii_graphic(),
                "the name of a provider is of ASCII characters without spaces, such as \
                 `Company.Component`"
            );
            // UTF-16, the high byte first.
            bytes[length + 1] = name[index].to_ascii_uppercase();
            length += 2;
            index += 1;
        }
        let [a, b, c, ..] = sha1(&bytes, length);
        let [a, b, c] = [a.to_be_bytes(), b.to_be_bytes(), c.to_be_bytes()];
        let [_, _, _, d, ..] = sha1(&bytes, length);
        let d = d.to_be_bytes();
        Self::from_raw(GUID {
            Data1: u32::from_le_bytes(a),
            Data2: u16::from_le_bytes([b[0], b[1]]),
            // The version: made from a name.
            Data3: u16::from_le_bytes([b[2], b[3] & 0x0F | 0x50]),
            Data4: [c[0], c[1], c[2], c[3], d[0], d[1], d[2], d[3]],
        })
    }
}

/// SHA-1 of the first `length` bytes, behind which there are zeros and room for the padding.
///
/// See [FIPS 180-4](https://csrc.nist.gov/pubs/fips/180-4/upd1/final), section 6.1.
const fn sha1(bytes: &[u8; MOST_BYTES], length: usize) -> [u32; 5] {
    let mut bytes = *bytes;
    bytes[length] = 0x80;
    let end = (length + 9).next_multiple_of(64);
    let bits = (8 * length as u64).to_be_bytes();
    let mut index = 0;
    while index < 8 {
        bytes[end - 8 + index] = bits[index];
        index += 1;
    }
    let mut hash = [
        0x6745_2301,
        0xEFCD_AB89,
        0x98BA_DCFE,
        0x1032_5476,
        0xC3D2_E1F0,
    ];
    let mut start = 0;
    while start < end {
        hash = block(hash, &bytes, start);
        start += 64;
    }
    hash
}

/// Hashes the block at `start`.
const fn block(hash: [u32; 5], bytes: &[u8; MOST_BYTES], start: usize) -> [u32; 5] {
    let mut schedule = [0_u32; 80];
    let mut t = 0;
    while t < 80 {
        schedule[t] = if t < 16 {
            let at = start + 4 * t;
            u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
        } else {
            (schedule[t - 3] ^ schedule[t - 8] ^ schedule[t - 14] ^ schedule[t - 16]).rotate_left(1)
        };
        t += 1;
    }
    let [mut a, mut b, mut c, mut d, mut e] = hash;
    let mut t = 0;
    while t < 80 {
        let (mixed, constant) = match t / 20 {
            0 => (b & c | !b & d, 0x5A82_7999),
            1 => (b ^ c ^ d, 0x6ED9_EBA1),
            2 => (b & c | b & d | c & d, 0x8F1B_BCDC),
            _ => (b ^ c ^ d, 0xCA62_C1D6_u32),
        };
        let next = a
            .rotate_left(5)
            .wrapping_add(mixed)
            .wrapping_add(e)
            .wrapping_add(constant)
            .wrapping_add(schedule[t]);
        (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        t += 1;
    }
    [
        hash[0].wrapping_add(a),
        hash[1].wrapping_add(b),
        hash[2].wrapping_add(c),
        hash[3].wrapping_add(d),
        hash[4].wrapping_add(e),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guid;

    #[test]
    fn the_hash_is_sha1() {
        let mut bytes = [0; MOST_BYTES];
        bytes[..3].copy_from_slice(b"abc");
        // FIPS 180-4's example of one block.
        let expected = [
            0xA999_3E36,
            0x4706_816A,
            0xBA3E_2571,
            0x7850_C26C,
            0x9CD0_D89D,
        ];
        assert_eq!(sha1(&bytes, 3), expected);
    }

    #[test]
    fn names_have_the_guids_that_tools_compute() {
        // Microsoft's crate `tracelogging` documents this one.
        let known = guid!("b3864c38-4273-58c5-545b-8b3608343471");
        assert_eq!(Guid::of_provider("MyProvider"), known);
        assert_eq!(
            Guid::of_provider("MYPROVIDER"),
            known,
            "case does not count"
        );
        // A name of several blocks, computed with another SHA-1.
        let long = "Contoso.Components.Devices.Toasters.With.A.Long.Name";
        assert_eq!(Guid::of_provider(long), LONG);
    }

    const LONG: Guid = guid!("66beff8e-0abe-5919-650c-dedf0442fdf9");
}
