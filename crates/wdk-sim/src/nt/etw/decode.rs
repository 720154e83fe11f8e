//! TraceLogging: events that describe themselves, as `TraceLoggingProvider.h` writes them.
//!
//! Everything here comes from a driver, so every length is checked. Nothing of it is trusted to be
//! an event: what cannot be read is said, and the data stays.
//!
//! See [Provider traits](https://learn.microsoft.com/windows/win32/etw/provider-traits) and, for the
//! types, [TraceLoggingProvider.h](https://learn.microsoft.com/windows/win32/api/traceloggingprovider/).

use wdk_sys::GUID;

use super::{Field, Value};
use crate::nt::pnp::interface::braces;

type Result<T> = std::result::Result<T, &'static str>;

/// How deep structures may lie in each other; Windows' decoder has a limit too.
const DEEPEST: usize = 8;
/// How many values an array and an event are shown with.
const MOST_VALUES: usize = 4096;

/// The rest of some bytes.
#[derive(Clone, Copy)]
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_le_bytes)
    }

    /// Text up to a zero, which is taken too.
    fn text(&mut self) -> Option<String> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = String::from_utf8_lossy(self.take(end)?).into_owned();
        self.take(1)?;
        Some(text)
    }

    /// A byte, and those after it that it says belong to it: the low seven bits of each.
    fn chain(&mut self) -> Option<u32> {
        let mut value = 0;
        loop {
            let byte = self.u8()?;
            value = value << 7 | u32::from(byte & 0x7F);
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
    }
}

/// The first size of a blob, which counts itself, must be the blob's.
fn sized(bytes: &[u8]) -> Option<Reader<'_>> {
    let mut reader = Reader(bytes);
    let size = reader.u16()?;
    (usize::from(size) == bytes.len()).then_some(reader)
}

/// The name in a provider's traits.
pub(crate) fn provider_name(traits: &[u8]) -> Result<String> {
    let wrong = "the provider's traits are not their size, a name and a zero";
    sized(traits).and_then(|mut it| it.text()).ok_or(wrong)
}

/// The name and the fields of an event.
pub(crate) fn event(metadata: &[u8], data: &[u8]) -> Result<(String, Vec<Field>)> {
    let no_name = "the event's metadata does not begin with its size, tags, and a name";
    let mut metadata = sized(metadata).ok_or(no_name)?;
    metadata.chain().ok_or(no_name)?;
    let name = metadata.text().ok_or(no_name)?;
    let mut decoder = Decoder {
        metadata,
        data: Reader(data),
        values: 0,
    };
    let mut fields = Vec::new();
    while !decoder.metadata.0.is_empty() {
        fields.push(decoder.field(0)?);
    }
    match decoder.data.0.is_empty() {
        true => Ok((name, fields)),
        false => Err("there is more data than the fields describe"),
    }
}

/// Reads descriptions of fields and the fields' data side by side.
struct Decoder<'a> {
    metadata: Reader<'a>,
    data: Reader<'a>,
    values: usize,
}

/// How many values a field has.
enum Count {
    One,
    Many(u16),
}

impl Decoder<'_> {
    fn field(&mut self, depth: usize) -> Result<Field> {
        let broken = "the metadata ends within a field";
        let name = self.metadata.text().ok_or(broken)?;
        let first = self.metadata.u8().ok_or(broken)?;
        let mut format = 0;
        if first & 0x80 != 0 {
            let second = self.metadata.u8().ok_or(broken)?;
            format = second & 0x7F;
            if second & 0x80 != 0 {
                self.metadata.chain().ok_or(broken)?;
            }
        }
        let kind = first & 0x1F;
        let count = match first & 0x60 {
            0x00 => Count::One,
            0x20 => Count::Many(self.metadata.u16().ok_or(broken)?),
            0x40 => {
                let count = self.data.u16();
                Count::Many(count.ok_or("the data ends before the count of an array")?)
            }
            _ => return Err("a field has a serialiser of its own"),
        };
        let value = match count {
            Count::One => self.value(kind, format, depth)?,
            Count::Many(count) => self.array(kind, format, count, depth)?,
        };
        Ok(Field { name, value })
    }

    /// Each structure of an array has the same description.
    fn array(&mut self, kind: u8, format: u8, count: u16, depth: usize) -> Result<Value> {
        let description = self.metadata;
        let mut values = Vec::new();
        for _ in 0..count {
            self.metadata = description;
            values.push(self.value(kind, format, depth)?);
        }
        if count == 0 && kind == STRUCT {
            self.skip(format, depth + 1)?;
        }
        Ok(Value::Array(values))
    }

    /// Passes the descriptions of the fields of a structure that is not there.
    fn skip(&mut self, fields: u8, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err("structures lie in each other too deep");
        }
        for _ in 0..fields {
            let broken = "the metadata ends within a field";
            self.metadata.text().ok_or(broken)?;
            let first = self.metadata.u8().ok_or(broken)?;
            let mut format = 0;
            if first & 0x80 != 0 {
                let second = self.metadata.u8().ok_or(broken)?;
                format = second & 0x7F;
                if second & 0x80 != 0 {
                    self.metadata.chain().ok_or(broken)?;
                }
            }
            if first & 0x60 == 0x20 {
                self.metadata.u16().ok_or(broken)?;
            }
            if first & 0x1F == STRUCT {
                self.skip(format, depth + 1)?;
            }
        }
        Ok(())
    }

    fn value(&mut self, kind: u8, format: u8, depth: usize) -> Result<Value> {
        self.values += 1;
        if self.values > MOST_VALUES {
            return Err("there are more than 4,096 values");
        }
        if kind != STRUCT {
            return simple(&mut self.data, kind, format);
        }
        if depth == DEEPEST {
            return Err("structures lie in each other too deep");
        }
        let fields = (0..format).map(|_| self.field(depth + 1));
        fields.collect::<Result<_>>().map(Value::Struct)
    }
}

/// `TlgInSTRUCT`
const STRUCT: u8 = 24;

/// The values of the types that are no structures: `TlgIn_t`, formatted as `TlgOut_t` says.
fn simple(data: &mut Reader<'_>, kind: u8, format: u8) -> Result<Value> {
    const STRING: u8 = 2;
    const BOOLEAN: u8 = 3;
    const HEX: u8 = 4;
    const NTSTATUS: u8 = 14;
    let read = |data: &mut Reader<'_>| {
        Some(match (kind, format) {
            (1, _) => Value::Text(wide_to_zero(data)?),
            (2, _) => narrow(to_zero(data)?, format),
            (3, _) => Value::Signed(i64::from(data.u8()?.cast_signed())),
            (4, BOOLEAN) => Value::Bool(data.u8()? != 0),
            (4, HEX) => Value::Hex(u64::from(data.u8()?)),
            (4, STRING) => Value::Text(char::from(data.u8()?).into()),
            (4, _) => Value::Unsigned(u64::from(data.u8()?)),
            (5, _) => Value::Signed(i64::from(data.u16()?.cast_signed())),
            (6, HEX) => Value::Hex(u64::from(data.u16()?)),
            (6, STRING) => Value::Text(String::from_utf16_lossy(&[data.u16()?])),
            (6, _) => Value::Unsigned(u64::from(data.u16()?)),
            (7, _) => Value::Signed(i64::from(data.u32()?.cast_signed())),
            (8 | 20, NTSTATUS) => Value::Status(data.u32()?),
            (8, _) => Value::Unsigned(u64::from(data.u32()?)),
            (9, _) => Value::Signed(data.u64()?.cast_signed()),
            (10, _) => Value::Unsigned(data.u64()?),
            (11, _) => Value::Float(f32::from_bits(data.u32()?).into()),
            (12, _) => Value::Float(f64::from_bits(data.u64()?)),
            (13, _) => Value::Bool(data.u32()? != 0),
            (14 | 25, _) => Value::Bytes(counted(data)?.into()),
            (15, _) => Value::Guid(guid(data)?),
            (17, _) => Value::Time(data.u64()?.cast_signed()),
            (18, _) => Value::Bytes(data.take(16)?.into()),
            (19, _) => {
                let parts = usize::from(*data.0.get(1)?);
                Value::Bytes(data.take(8 + 4 * parts)?.into())
            }
            (20, _) => Value::Hex(u64::from(data.u32()?)),
            (21, _) => Value::Hex(data.u64()?),
            (22, _) => Value::Text(wide(counted(data)?)),
            (23, _) => narrow(counted(data)?, format),
            _ => return None,
        })
    };
    match kind {
        1..=15 | 17..=23 | 25 => read(data).ok_or("the data ends within a field"),
        _ => Err("a field has a type that there is not"),
    }
}

fn counted<'a>(data: &mut Reader<'a>) -> Option<&'a [u8]> {
    let count = data.u16()?;
    data.take(usize::from(count))
}

fn to_zero<'a>(data: &mut Reader<'a>) -> Option<&'a [u8]> {
    let end = data.0.iter().position(|byte| *byte == 0)?;
    let text = data.take(end)?;
    data.take(1)?;
    Some(text)
}

fn wide_to_zero(data: &mut Reader<'_>) -> Option<String> {
    let units = data.0.chunks_exact(2);
    let end = units.clone().position(|unit| unit == [0, 0])?;
    let text = wide(data.take(2 * end)?);
    data.take(2)?;
    Some(text)
}

fn wide(bytes: &[u8]) -> String {
    let units = bytes.chunks_exact(2);
    let units: Vec<u16> = units.map(|it| u16::from_le_bytes([it[0], it[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Text in bytes: UTF-8 where the format says so, or else of the code page, of which the first 128
/// characters are sure.
fn narrow(bytes: &[u8], format: u8) -> Value {
    const UTF8: u8 = 35;
    const XML: u8 = 11;
    const JSON: u8 = 12;
    Value::Text(match format {
        UTF8 | XML | JSON => String::from_utf8_lossy(bytes).into_owned(),
        _ => bytes.iter().copied().map(char::from).collect(),
    })
}

fn guid(data: &mut Reader<'_>) -> Option<String> {
    Some(braces(&GUID {
        Data1: data.u32()?,
        Data2: data.u16()?,
        Data3: data.u16()?,
        Data4: data.array()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Metadata of an event `E` with these fields.
    fn metadata(fields: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0, 0, 0, b'E', 0];
        bytes.extend(fields);
        let size = bytes.len() as u16;
        bytes[..2].copy_from_slice(&size.to_le_bytes());
        bytes
    }

    fn value(types: &[u8], data: &[u8]) -> Result<Value> {
        let mut fields = vec![b'f', 0];
        fields.extend(types);
        let (name, mut fields) = event(&metadata(&fields), data)?;
        assert_eq!((name.as_str(), fields.len()), ("E", 1));
        Ok(fields.remove(0).value)
    }

    #[test]
    fn every_type_is_read() {
        use Value::*;
        let rows: &[(&[u8], &[u8], Value)] = &[
            (&[1], &[b'a', 0, 0xE9, 0, 0, 0], Text("a\u{e9}".into())),
            (&[2], &[0xE9, 0], Text("\u{e9}".into())),
            (&[3], &[0xFF], Signed(-1)),
            (&[4], &[7], Unsigned(7)),
            (&[0x84, 3], &[1], Bool(true)),
            (&[0x84, 4], &[16], Hex(16)),
            (&[5], &[0xFE, 0xFF], Signed(-2)),
            (&[6], &[1, 2], Unsigned(0x201)),
            (&[7], &[0xFF; 4], Signed(-1)),
            (&[8], &[1, 0, 0, 0], Unsigned(1)),
            (&[9], &[0xFF; 8], Signed(-1)),
            (&[10], &[1, 0, 0, 0, 0, 0, 0, 0], Unsigned(1)),
            (&[11], &1.5_f32.to_le_bytes(), Float(1.5)),
            (&[12], &2.5_f64.to_le_bytes(), Float(2.5)),
            (&[13], &[1, 0, 0, 0], Bool(true)),
            (&[14], &[2, 0, 8, 9], Bytes(vec![8, 9])),
            (&[17], &[1, 0, 0, 0, 0, 0, 0, 0], Time(1)),
            (&[0x94, 14], &[5, 0, 0, 0xC0], Status(0xC000_0005)),
            (&[20], &[5, 0, 0, 0], Hex(5)),
            (&[21], &[5, 0, 0, 0, 0, 0, 0, 0], Hex(5)),
            (&[22], &[2, 0, b'a', 0], Text("a".into())),
            (&[0x97, 35], "\u{2}\0é".as_bytes(), Text("é".into())),
            (&[25], &[1, 0, 3], Bytes(vec![3])),
            // An array whose count is data, and one whose count is in the metadata.
            (
                &[0x44],
                &[2, 0, 1, 2],
                Array(vec![Unsigned(1), Unsigned(2)]),
            ),
            (
                &[0x24, 2, 0],
                &[1, 2],
                Array(vec![Unsigned(1), Unsigned(2)]),
            ),
            // A tag behind the format.
            (&[0x84, 0x84, 0x81, 0x01], &[16], Hex(16)),
        ];
        for (types, data, expected) in rows {
            assert_eq!(value(types, data).as_ref(), Ok(expected), "{types:?}");
        }
        let bytes = [4, 3, 2, 1, 6, 5, 8, 7, 9, 10, 11, 12, 13, 14, 15, 16];
        let guid = "{01020304-0506-0708-090a-0b0c0d0e0f10}".to_owned();
        assert_eq!(value(&[15], &bytes), Ok(Guid(guid)));
    }

    #[test]
    fn structures_hold_the_fields_behind_them() {
        // point { x: u8, y: u8 }, last: u8
        let fields = b"point\0\x98\x02x\0\x04y\0\x04last\0\x04";
        let (_, fields) = event(&metadata(fields), &[1, 2, 3]).unwrap();
        let text: Vec<String> = fields
            .iter()
            .map(|it| format!("{}={}", it.name, it.value))
            .collect();
        assert_eq!(text, ["point={ x=1 y=2 }", "last=3"]);
        // An array of structures, and one without elements.
        let fields = b"p\0\xD8\x01x\0\x04last\0\x04";
        let (_, two) = event(&metadata(fields), &[2, 0, 1, 2, 3]).unwrap();
        assert_eq!(two[0].value.to_string(), "[{ x=1 }, { x=2 }]");
        let (_, none) = event(&metadata(fields), &[0, 0, 3]).unwrap();
        assert_eq!((none.len(), none[0].value.to_string()), (2, "[]".into()));
    }

    #[test]
    fn what_is_no_event_is_refused() {
        let truncated = "the data ends within a field";
        for (types, data) in [
            (&[8_u8][..], &[1_u8, 2][..]),
            (&[14], &[9, 0, 1]),
            (&[1], &[1, 0]),
        ] {
            assert_eq!(value(types, data), Err(truncated), "{types:?}");
        }
        assert!(value(&[16], &[0; 8]).unwrap_err().contains("type"));
        assert!(value(&[0x64], &[0; 8]).unwrap_err().contains("serialiser"));
        assert!(value(&[4], &[1, 2]).unwrap_err().contains("more data"));
        assert!(value(&[0x44], &[1]).unwrap_err().contains("count"));
        // Each structure holds the next: more than a decoder follows.
        let deep: Vec<u8> = b"s\0\x98\x01".repeat(20);
        assert!(event(&metadata(&deep), &[]).unwrap_err().contains("deep"));
        let many = value(&[0x44], &[0xFF, 0xFF]).unwrap_err();
        assert_eq!(many, truncated);
        assert!(event(&[9, 0, 0, b'E', 0], &[]).is_err(), "another size");
        assert!(provider_name(&[4, 0, b'P', 0]).as_deref() == Ok("P"));
        assert!(provider_name(b"\x04\0PQ").is_err() && provider_name(&[]).is_err());
    }
}
