//! The bytes that a scenario sends or expects, as they are written.

use std::fmt::{self, Display, Formatter};

use super::token::quote;

/// The longest data of one request: 64 MiB.
pub(super) const LONGEST: usize = 64 << 20;

/// Bytes, as fields one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Data {
    /// The fields.
    pub fields: Vec<Field>,
}

/// A field of [`Data`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// `hex 01 02 ff`.
    Hex(Vec<u8>),
    /// `text "toast"`: UTF-8 without a zero.
    Text(String),
    /// `utf16 "toast"`: little-endian UTF-16 without a zero.
    Utf16(String),
    /// `u32 7` or `u32 [1, 2, 3]`, little-endian.
    Numbers(Width, Vec<i128>),
    /// `repeat 40960 hex 07`.
    Repeat(usize, Box<Self>),
}

/// How a number is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of Rust's types")]
pub enum Width {
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
}

impl Width {
    pub(super) const ALL: [(&'static str, Self); 8] = [
        ("u8", Self::U8),
        ("u16", Self::U16),
        ("u32", Self::U32),
        ("u64", Self::U64),
        ("i8", Self::I8),
        ("i16", Self::I16),
        ("i32", Self::I32),
        ("i64", Self::I64),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::ALL[self as usize].0
    }

    pub(super) const fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 => 4,
            Self::U64 | Self::I64 => 8,
        }
    }

    /// Whether a number of this width can be `value`.
    pub(super) const fn holds(self, value: i128) -> bool {
        let bits = 8 * self.bytes() as u32;
        let (least, most) = match self {
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => (0, (1 << bits) - 1),
            Self::I8 | Self::I16 | Self::I32 | Self::I64 => {
                (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
            }
        };
        least <= value && value <= most
    }
}

impl Data {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for field in &self.fields {
            field.write(&mut bytes);
        }
        bytes
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }
}

impl From<Vec<u8>> for Data {
    fn from(bytes: Vec<u8>) -> Self {
        let fields = if bytes.is_empty() {
            Vec::new()
        } else {
            vec![Field::Hex(bytes)]
        };
        Self { fields }
    }
}

impl Field {
    /// How many bytes it has, as far as that can be counted.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Hex(bytes) => bytes.len(),
            Self::Text(text) => text.len(),
            Self::Utf16(text) => 2 * text.encode_utf16().count(),
            Self::Numbers(width, values) => width.bytes() * values.len(),
            Self::Repeat(count, field) => count.saturating_mul(field.length()),
        }
    }

    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Hex(hex) => bytes.extend_from_slice(hex),
            Self::Text(text) => bytes.extend_from_slice(text.as_bytes()),
            Self::Utf16(text) => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Self::Numbers(width, values) => {
                for value in values {
                    bytes.extend_from_slice(&value.to_le_bytes()[..width.bytes()]);
                }
            }
            Self::Repeat(count, field) => {
                for _ in 0..*count {
                    field.write(bytes);
                }
            }
        }
    }
}

impl Display for Data {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, field) in self.fields.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{field}")?;
        }
        Ok(())
    }
}

impl Display for Field {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hex(bytes) => {
                f.write_str("hex")?;
                bytes.iter().try_for_each(|byte| write!(f, " {byte:02x}"))
            }
            Self::Text(text) => write!(f, "text {}", quote(text)),
            Self::Utf16(text) => write!(f, "utf16 {}", quote(text)),
            Self::Numbers(width, values) => match values.as_slice() {
                [value] => write!(f, "{} {value}", width.name()),
                values => {
                    let values: Vec<_> = values.iter().map(ToString::to_string).collect();
                    write!(f, "{} [{}]", width.name(), values.join(", "))
                }
            },
            Self::Repeat(count, field) => write!(f, "repeat {count} {field}"),
        }
    }
}

/// A value of the registry, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// `dword 3`: `REG_DWORD`.
    Dword(u32),
    /// `qword 3`: `REG_QWORD`.
    Qword(u64),
    /// `string "fast"`: `REG_SZ`.
    String(String),
    /// `strings ["a", "b"]`: `REG_MULTI_SZ`.
    Strings(Vec<String>),
    /// `binary hex 00 01`: `REG_BINARY`.
    Binary(Data),
}

impl Value {
    /// The `REG_` type and the bytes.
    #[must_use]
    pub fn encode(&self) -> (u32, Vec<u8>) {
        let zero_terminated = |text: &str| {
            text.encode_utf16()
                .chain([0])
                .flat_map(u16::to_le_bytes)
                .collect()
        };
        match self {
            Self::Dword(value) => (wdk_sys::REG_DWORD, value.to_le_bytes().into()),
            Self::Qword(value) => (wdk_sys::REG_QWORD, value.to_le_bytes().into()),
            Self::String(text) => (wdk_sys::REG_SZ, zero_terminated(text)),
            Self::Strings(texts) => {
                let mut bytes: Vec<u8> = texts.iter().flat_map(|it| zero_terminated(it)).collect();
                bytes.extend([0, 0]);
                (wdk_sys::REG_MULTI_SZ, bytes)
            }
            Self::Binary(data) => (wdk_sys::REG_BINARY, data.bytes()),
        }
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dword(value) => write!(f, "dword {value}"),
            Self::Qword(value) => write!(f, "qword {value}"),
            Self::String(text) => write!(f, "string {}", quote(text)),
            Self::Strings(texts) => {
                let texts: Vec<_> = texts.iter().map(|it| quote(it)).collect();
                write!(f, "strings [{}]", texts.join(", "))
            }
            Self::Binary(data) => write!(f, "binary {data}"),
        }
    }
}
