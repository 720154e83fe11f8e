//! DER, as far as Microsoft's own structures need it: they are few, and use implicit tags and
//! empty choices that derive macros do not express. Everything from X.509 and CMS is the `cms` and
//! `x509-cert` crates' business.

use der::{Decode as _, Encode as _, Header, Reader as _, SliceReader};
use thiserror::Error;

pub(crate) use der::asn1::ObjectIdentifier;

/// The bytes are not the structure that they should be, in strict DER.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not strict DER where {0} should be")]
pub struct Malformed(pub(crate) &'static str);

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const BMP_STRING: u8 = 0x1E;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;

/// The tag `[number]`, around other values or holding bytes.
pub(crate) const fn context(number: u8, constructed: bool) -> u8 {
    0x80 | number | if constructed { 0x20 } else { 0 }
}

/// One value: tag, shortest length, content.
pub(crate) fn value(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut bytes = vec![tag];
    match content.len() {
        short @ 0..=0x7F => bytes.push(short as u8),
        long => {
            let octets = long.to_be_bytes();
            let used = &octets[long.leading_zeros() as usize / 8..];
            bytes.push(0x80 | used.len() as u8);
            bytes.extend_from_slice(used);
        }
    }
    bytes.extend(content);
    bytes
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    value(SEQUENCE, parts)
}

/// A SET OF: DER wants its members sorted by their encodings.
pub(crate) fn set_of(mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    value(SET, &[&members.concat()])
}

pub(crate) fn oid(id: ObjectIdentifier) -> Vec<u8> {
    value(OID, &[id.as_bytes()])
}

/// An algorithm whose parameters are NULL.
pub(crate) fn algorithm(id: ObjectIdentifier) -> Vec<u8> {
    sequence(&[&oid(id), &[0x05, 0x00]])
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    value(OCTET_STRING, &[content])
}

pub(crate) fn integer(number: u32) -> Vec<u8> {
    // The encoder of the crate drops leading zeros and keeps the sign bit clear.
    number.to_der().unwrap_or_default()
}

/// A BMPString: UTF-16, big endian.
pub(crate) fn bmp_string(text: &str) -> Vec<u8> {
    let content: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    value(BMP_STRING, &[&content])
}

/// Text as Windows stores it in an OCTET STRING: UTF-16, little endian, with a final zero.
pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// What [`wide`] wrote.
pub(crate) fn from_wide(bytes: &[u8]) -> Option<String> {
    let (units, []) = bytes.as_chunks::<2>() else {
        return None;
    };
    let units: Vec<u16> = units.iter().map(|it| u16::from_le_bytes(*it)).collect();
    let (0, text) = units.split_last()? else {
        return None;
    };
    String::from_utf16(text).ok()
}

/// A value that was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
    /// Tag and length included.
    pub(crate) whole: &'a [u8],
}

impl<'a> Value<'a> {
    /// Reads the one value that `bytes` are.
    pub(crate) fn read(bytes: &'a [u8], tag: u8, what: &'static str) -> Result<Self, Malformed> {
        let mut items = Items(bytes);
        let value = items.next(tag, what)?;
        items.end(what)?;
        Ok(value)
    }

    /// The values inside.
    pub(crate) fn items(&self) -> Items<'a> {
        Items(self.content)
    }

    pub(crate) fn oid(&self, what: &'static str) -> Result<ObjectIdentifier, Malformed> {
        ObjectIdentifier::from_bytes(self.content).map_err(|_| Malformed(what))
    }

    pub(crate) fn integer(&self, what: &'static str) -> Result<u32, Malformed> {
        u32::from_der(self.whole).map_err(|_| Malformed(what))
    }

    /// The text of a BMPString.
    pub(crate) fn bmp_string(&self, what: &'static str) -> Result<String, Malformed> {
        let (units, []) = self.content.as_chunks::<2>() else {
            return Err(Malformed(what));
        };
        let units: Vec<u16> = units.iter().map(|it| u16::from_be_bytes(*it)).collect();
        String::from_utf16(&units).map_err(|_| Malformed(what))
    }
}

/// Values that stand one after the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Items<'a>(pub(crate) &'a [u8]);

impl<'a> Items<'a> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self, what: &'static str) -> Result<Value<'a>, Malformed> {
        let (value, rest) = split(self.0).map_err(|_| Malformed(what))?;
        self.0 = rest;
        Ok(value)
    }

    /// The next value, which has `tag`.
    pub(crate) fn next(&mut self, tag: u8, what: &'static str) -> Result<Value<'a>, Malformed> {
        let value = self.any(what)?;
        if value.tag == tag {
            Ok(value)
        } else {
            Err(Malformed(what))
        }
    }

    /// Nothing more stands here.
    pub(crate) fn end(&self, what: &'static str) -> Result<(), Malformed> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Malformed(what))
        }
    }
}

fn split(bytes: &[u8]) -> der::Result<(Value<'_>, &[u8])> {
    let mut reader = SliceReader::new(bytes)?;
    let header = Header::decode(&mut reader)?;
    let content = reader.read_slice(header.length)?;
    let end = usize::try_from(reader.position())?;
    let (whole, rest) = bytes.split_at(end);
    let value = Value {
        tag: header.tag.octet(),
        content,
        whole,
    };
    Ok((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_the_shortest() {
        assert_eq!(value(OCTET_STRING, &[&[7; 3]]), [4, 3, 7, 7, 7]);
        assert_eq!(value(OCTET_STRING, &[&[0; 0x80]])[..3], [4, 0x81, 0x80]);
        assert_eq!(
            value(OCTET_STRING, &[&[0; 0x1234]])[..4],
            [4, 0x82, 0x12, 0x34]
        );
        for size in [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000] {
            let bytes = octets(&vec![1; size]);
            let read = Value::read(&bytes, OCTET_STRING, "it").unwrap();
            assert_eq!(read.content.len(), size);
        }
    }

    #[test]
    fn integers_keep_their_sign_bit_clear() {
        assert_eq!(integer(0x1001_0001), [2, 4, 0x10, 1, 0, 1]);
        assert_eq!(integer(0x80), [2, 2, 0, 0x80]);
        assert_eq!(integer(0), [2, 1, 0]);
    }

    #[test]
    fn long_lengths_that_could_be_short_are_refused() {
        assert!(Value::read(&[4, 0x81, 1, 7], OCTET_STRING, "it").is_err());
        assert!(Value::read(&[0x30, 0x80, 0, 0], SEQUENCE, "it").is_err());
        assert!(Value::read(&[4, 2, 7], OCTET_STRING, "it").is_err());
        assert!(Value::read(&[4, 1, 7, 7], OCTET_STRING, "it").is_err());
    }

    #[test]
    fn sets_are_sorted_by_encoding() {
        let set = set_of(vec![octets(&[2]), octets(&[1, 1]), octets(&[1])]);
        assert_eq!(set, [0x31, 10, 4, 1, 1, 4, 1, 2, 4, 2, 1, 1]);
    }

    #[test]
    fn wide_text_comes_back() {
        assert_eq!(from_wide(&wide("OSAttr")).as_deref(), Some("OSAttr"));
        assert_eq!(from_wide(&[]), None);
        assert_eq!(from_wide(b"ab"), None);
        assert_eq!(from_wide(b"a\0\0"), None);
    }
}
