//! Reading and writing typed values: what the machine itself keeps in the registry.
#![forbid(unsafe_code)]

use wdk_sys::{REG_DWORD, REG_MULTI_SZ, REG_SZ};

use super::hive::{Hive, KeyId};
use crate::nt::ob::name::wide;

/// Finds or makes the key at `path` below `from`; the names are the machine's own or come from a
/// checked INF, and are valid.
pub(crate) fn create(hive: &mut Hive, from: KeyId, path: &str) -> KeyId {
    match hive.create(from, &wide(path)) {
        Ok((key, _)) => key,
        Err(_) => from,
    }
}

/// Writes a `REG_SZ`.
pub(crate) fn set_string(hive: &mut Hive, key: KeyId, name: &str, value: &str) {
    set(hive, key, name, REG_SZ, string_bytes(value));
}

/// Writes a `REG_MULTI_SZ`.
pub(crate) fn set_strings(hive: &mut Hive, key: KeyId, name: &str, values: &[String]) {
    set(hive, key, name, REG_MULTI_SZ, strings_bytes(values));
}

/// Writes a `REG_DWORD`.
pub(crate) fn set_number(hive: &mut Hive, key: KeyId, name: &str, value: u32) {
    set(hive, key, name, REG_DWORD, value.to_le_bytes().to_vec());
}

/// Writes bytes of the type `kind`.
pub(crate) fn set(hive: &mut Hive, key: KeyId, name: &str, kind: u32, data: Vec<u8>) {
    let written = hive.set(key, &wide(name), kind, data);
    debug_assert!(written.is_ok(), "the key was opened above");
}

/// Reads strings; a key or value that is not there has none.
pub(crate) fn strings(hive: &Hive, key: KeyId, name: &str) -> Vec<String> {
    let Ok(value) = hive.value(key, &wide(name)) else {
        return Vec::new();
    };
    let units: Vec<u16> = value
        .data
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    units
        .split(|&unit| unit == 0)
        .filter(|text| !text.is_empty())
        .map(String::from_utf16_lossy)
        .collect()
}

/// Reads a `REG_DWORD`.
pub(crate) fn number(hive: &Hive, key: KeyId, name: &str) -> Option<u32> {
    let value = hive.value(key, &wide(name)).ok()?;
    let bytes = value.data.as_slice().try_into().ok()?;
    (value.kind == REG_DWORD).then_some(u32::from_le_bytes(bytes))
}

/// UTF-16 bytes with the zero at the end.
pub(crate) fn string_bytes(value: &str) -> Vec<u8> {
    value
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// Strings one after the other, with one more zero at the end.
pub(crate) fn strings_bytes(values: &[String]) -> Vec<u8> {
    let mut bytes: Vec<u8> = values
        .iter()
        .flat_map(|value| string_bytes(value))
        .collect();
    bytes.extend([0, 0]);
    bytes
}
