//! What an event says of itself, computed when the driver is compiled.
//!
//! The format is that of `TraceLoggingProvider.h`: the size of the whole, a byte of tags, the name, and
//! for each field its name, its type and how to show it. A structure is a field of which the next
//! fields are part; it says how many.
#![forbid(unsafe_code)]

/// A part of an event's description.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Item {
    /// A field: its name, type, format, and of how many pieces its data is.
    Field(&'static str, u8, u8, usize),
    /// A structure begins.
    Begin(&'static str),
    /// The innermost structure ends.
    End,
}

/// `TlgInSTRUCT`
const STRUCT: u8 = 24;
/// A byte follows that belongs to this one.
const CHAINED: u8 = 0x80;
/// The pieces that ETW takes, and how many of them are not fields.
const MOST_PIECES: usize = 128;
const FIXED_PIECES: usize = 2;
/// The most fields that decoders follow.
const MOST_FIELDS: usize = 128;
/// The most fields of a structure that its description can state.
const MOST_IN_STRUCT: u8 = 127;

/// Of how many pieces an event's data is, with those for the names.
#[must_use]
pub const fn parts(items: &[Item]) -> usize {
    let mut parts = FIXED_PIECES;
    let mut fields = 0;
    let mut index = 0;
    while index < items.len() {
        match items[index] {
            Item::Field(_, _, _, pieces) => {
                parts += pieces;
                fields += 1;
            }
            Item::Begin(_) => fields += 1,
            Item::End => {}
        }
        index += 1;
    }
    assert!(
        fields <= MOST_FIELDS,
        "an event has at most 128 fields, since decoders read no more"
    );
    assert!(
        parts <= MOST_PIECES,
        "an event has at most 126 pieces of data: text, bytes and arrays are two, other fields one"
    );
    parts
}

/// The size of [`traits`].
#[must_use]
pub const fn traits_len(name: &str) -> usize {
    size_of::<u16>() + name.len() + 1
}

/// A provider's traits: the size of the whole, and its name.
#[must_use]
pub const fn traits<const N: usize>(name: &str) -> [u8; N] {
    let mut writer = Writer::<N>::new();
    writer.text(name);
    writer.finish()
}

/// The size of [`metadata`].
#[must_use]
pub const fn metadata_len(name: &str, items: &[Item]) -> usize {
    let mut len = size_of::<u16>() + 1 + name.len() + 1;
    let mut index = 0;
    while index < items.len() {
        len += match items[index] {
            Item::Field(name, _, format, _) => name.len() + 1 + if format == 0 { 1 } else { 2 },
            Item::Begin(name) => name.len() + 1 + 2,
            Item::End => 0,
        };
        index += 1;
    }
    assert!(
        len <= u16::MAX as usize,
        "the names of an event are at most 64 KiB"
    );
    len
}

/// The description of an event.
#[must_use]
pub const fn metadata<const N: usize>(name: &str, items: &[Item]) -> [u8; N] {
    let mut writer = Writer::<N>::new();
    // No tags.
    writer.byte(0);
    writer.text(name);
    let mut index = 0;
    while index < items.len() {
        match items[index] {
            Item::Field(name, kind, format, _) => {
                writer.text(name);
                if format == 0 {
                    writer.byte(kind);
                } else {
                    writer.byte(kind | CHAINED);
                    writer.byte(format);
                }
            }
            Item::Begin(name) => {
                writer.text(name);
                writer.byte(STRUCT | CHAINED);
                writer.byte(fields_of(items, index + 1));
            }
            Item::End => {}
        }
        index += 1;
    }
    writer.finish()
}

/// How many fields the structure has whose first one is `items[index]`.
const fn fields_of(items: &[Item], mut index: usize) -> u8 {
    let mut fields = 0;
    let mut depth = 0;
    while index < items.len() {
        let is_own = depth == 0;
        match items[index] {
            Item::Field(..) => {}
            Item::Begin(_) => depth += 1,
            Item::End if depth == 0 => break,
            Item::End => {
                depth -= 1;
                index += 1;
                continue;
            }
        }
        if is_own {
            assert!(
                fields < MOST_IN_STRUCT,
                "a structure has at most 127 fields"
            );
            fields += 1;
        }
        index += 1;
    }
    assert!(fields > 0, "a structure has fields");
    fields
}

/// Writes a blob that begins with its size.
struct Writer<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Writer<N> {
    const fn new() -> Self {
        let mut writer = Self {
            bytes: [0; N],
            len: 0,
        };
        let [low, high] = (N as u16).to_le_bytes();
        writer.byte(low);
        writer.byte(high);
        writer
    }

    const fn byte(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    const fn text(&mut self, text: &str) {
        let text = text.as_bytes();
        let mut index = 0;
        while index < text.len() {
            assert!(text[index] != 0, "a name has no NUL");
            self.byte(text[index]);
            index += 1;
        }
        self.byte(0);
    }

    const fn finish(self) -> [u8; N] {
        assert!(self.len == N, "the size was computed for something else");
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_has_names_types_and_formats() {
        const ITEMS: &[Item] = &[
            Item::Field("a", 8, 0, 1),
            Item::Begin("s"),
            Item::Field("b", 23, 35, 2),
            Item::Begin("t"),
            Item::Field("c", 4, 3, 1),
            Item::End,
            Item::End,
            Item::Field("d", 10, 0, 1),
        ];
        const BYTES: [u8; metadata_len("E", ITEMS)] = metadata("E", ITEMS);
        let mut expected =
            b"\0\0\0E\0a\0\x08s\0\x98\x02b\0\x97\x23t\0\x98\x01c\0\x84\x03d\0\x0A".to_vec();
        expected[0] = expected.len() as u8;
        assert_eq!(BYTES.as_slice(), expected);
        assert_eq!(parts(ITEMS), 2 + 5);
    }

    #[test]
    fn traits_are_size_and_name() {
        assert_eq!(traits::<{ traits_len("A.B") }>("A.B"), *b"\x06\0A.B\0");
    }
}
