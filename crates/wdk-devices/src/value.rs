//! Values of the registry and of properties.
#![forbid(unsafe_code)]

use crate::{Devices, Error};

const REG_SZ: u32 = 1;
const REG_EXPAND_SZ: u32 = 2;
const REG_DWORD: u32 = 4;
const REG_MULTI_SZ: u32 = 7;
const DEVPROP_TYPE_UINT32: u32 = 7;
const DEVPROP_TYPE_STRING: u32 = 0x12;
const DEVPROP_TYPE_STRING_LIST: u32 = 0x2012;

/// A value with its type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// `REG_SZ`, `DEVPROP_TYPE_STRING`.
    String(String),
    /// `REG_EXPAND_SZ`, with its variables.
    ExpandString(String),
    /// `REG_MULTI_SZ`, `DEVPROP_TYPE_STRING_LIST`.
    MultiString(Vec<String>),
    /// `REG_DWORD`, `DEVPROP_TYPE_UINT32`.
    U32(u32),
    /// Any other type, by its number.
    Other(u32, Vec<u8>),
}

impl Value {
    /// A value of the registry from its `REG_` type.
    #[must_use]
    pub fn of_registry(kind: u32, bytes: &[u8]) -> Self {
        match kind {
            REG_SZ => Self::String(first(bytes)),
            REG_EXPAND_SZ => Self::ExpandString(first(bytes)),
            REG_MULTI_SZ => Self::MultiString(strings(bytes)),
            REG_DWORD => number(kind, bytes),
            _ => Self::Other(kind, bytes.to_vec()),
        }
    }

    /// A property from its `DEVPROP_TYPE_`.
    #[must_use]
    pub fn of_property(kind: u32, bytes: &[u8]) -> Self {
        match kind {
            DEVPROP_TYPE_STRING => Self::String(first(bytes)),
            DEVPROP_TYPE_STRING_LIST => Self::MultiString(strings(bytes)),
            DEVPROP_TYPE_UINT32 => number(kind, bytes),
            _ => Self::Other(kind, bytes.to_vec()),
        }
    }

    /// The text, as it stands.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) | Self::ExpandString(text) => Some(text),
            _ => None,
        }
    }

    /// The path that a program opens: the text, with the variables of a `REG_EXPAND_SZ` replaced
    /// by what they are on `system`.
    ///
    /// # Errors
    /// [`Error::Value`] for another type, or a variable that is not set.
    pub fn path(&self, system: &impl Devices) -> Result<String, Error> {
        match self {
            Self::String(text) => Ok(text.clone()),
            Self::ExpandString(text) => expand(text, |name| system.variable(name)),
            other => Err(Error::Value(format!("{other:?} is no path"))),
        }
    }
}

fn expand(text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<String, Error> {
    let mut expanded = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let Some((name, after)) = after.split_once('%') else {
            break;
        };
        let value = variable(name);
        let value = value.ok_or_else(|| Error::Value(format!("%{name}% is not set")))?;
        expanded.push_str(before);
        expanded.push_str(&value);
        rest = after;
    }
    expanded.push_str(rest);
    Ok(expanded)
}

fn number(kind: u32, bytes: &[u8]) -> Value {
    match bytes.try_into() {
        Ok(array) => Value::U32(u32::from_le_bytes(array)),
        Err(_) => Value::Other(kind, bytes.to_vec()),
    }
}

fn units(bytes: &[u8]) -> Vec<u16> {
    let pairs = bytes.chunks_exact(2);
    pairs
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

fn first(bytes: &[u8]) -> String {
    let units = units(bytes);
    let text = units.split(|&unit| unit == 0).next().unwrap_or_default();
    String::from_utf16_lossy(text)
}

/// The strings of a list, each with a zero at its end.
pub(crate) fn strings(bytes: &[u8]) -> Vec<String> {
    let units = units(bytes);
    let texts = units.split(|&unit| unit == 0);
    texts
        .filter(|text| !text.is_empty())
        .map(String::from_utf16_lossy)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn values_have_the_type_that_they_say() {
        let list = Value::MultiString(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(Value::of_registry(7, &bytes("a\0b\0\0")), list);
        assert_eq!(Value::of_property(0x2012, &bytes("a\0b\0\0")), list);
        assert_eq!(Value::of_registry(1, &bytes("x\0")).as_str(), Some("x"));
        assert_eq!(Value::of_registry(4, &[1, 0, 0, 0]), Value::U32(1));
        assert_eq!(Value::of_registry(4, &[1]), Value::Other(4, vec![1]));
        assert_eq!(Value::of_registry(1, &[]).as_str(), Some(""));
    }

    #[test]
    fn variables_are_replaced_once() {
        let set = |name: &str| (name == "SystemRoot").then(|| r"C:\%x%".to_owned());
        let expanded = |text| expand(text, set);
        assert_eq!(expanded(r"%SystemRoot%\a%b").as_deref(), Ok(r"C:\%x%\a%b"));
        assert!(matches!(expanded("%none%"), Err(Error::Value(_))));
        assert_eq!(expanded("plain").as_deref(), Ok("plain"));
    }
}
