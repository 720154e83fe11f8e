//! Numbers, GUIDs and UTF-8, from and to strings.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ffi::CStr, ptr};

use wdk_sys::{
    GUID, NTSTATUS, PCCH, PCHAR, PCSZ, PCUNICODE_STRING, PCWCH, PULONG, PUNICODE_STRING, PWSTR,
    STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_PARAMETER, STATUS_INVALID_PARAMETER_4,
    STATUS_INVALID_PARAMETER_5, STATUS_SOME_NOT_MAPPED, STATUS_SUCCESS, ULONG, ULONGLONG, abi,
};

use super::{
    text::units,
    unicode::{store, store_terminated},
};
use crate::engine::export::{Export, export_table};
use crate::nt::parameter::Out;
use crate::nt::parameter::{Struct, driver_slice};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlIntegerToUnicodeString: full,
    RtlInt64ToUnicodeString: full,
    RtlUnicodeStringToInteger: full,
    RtlCharToInteger: full,
    RtlStringFromGUID: full,
    RtlGUIDFromString: full,
    RtlUnicodeToUTF8N: full,
    RtlUTF8ToUnicodeN: full,
);

fn digits(mut value: u64, base: ULONG) -> Option<String> {
    let base = match base {
        0 => 10,
        2 | 8 | 10 | 16 => u64::from(base),
        _ => return None,
    };
    let mut text = Vec::new();
    loop {
        text.push(b"0123456789ABCDEF"[(value % base) as usize]);
        value /= base;
        if value == 0 {
            break;
        }
    }
    text.reverse();
    String::from_utf8(text).ok()
}

fn write_number(value: u64, base: ULONG, text: PUNICODE_STRING) -> NTSTATUS {
    let Some(digits) = digits(value, base) else {
        return STATUS_INVALID_PARAMETER;
    };
    let digits: Vec<u16> = digits.encode_utf16().collect();
    store_terminated(text, &digits)
}

#[abi(enter, no_mangle)]
fn RtlIntegerToUnicodeString(Value: ULONG, Base: ULONG, String: PUNICODE_STRING) -> NTSTATUS {
    write_number(Value.into(), Base, String)
}

#[abi(enter, no_mangle)]
fn RtlInt64ToUnicodeString(Value: ULONGLONG, Base: ULONG, String: PUNICODE_STRING) -> NTSTATUS {
    write_number(Value, Base, String)
}

/// Reads a number as the kernel does: blanks, a sign, a prefix that names the base, digits.
fn read_number(text: &str, base: ULONG) -> Option<u32> {
    let text = text.trim_start_matches(|character| character <= ' ');
    let (negative, text) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, text) = match base {
        0 => match text.get(..2) {
            Some("0x") => (16, &text[2..]),
            Some("0o") => (8, &text[2..]),
            Some("0b") => (2, &text[2..]),
            _ => (10, text),
        },
        2 | 8 | 10 | 16 => (base, text),
        _ => return None,
    };
    let value = text
        .chars()
        .map_while(|character| character.to_digit(base))
        .fold(0_u32, |value, digit| {
            value.wrapping_mul(base).wrapping_add(digit)
        });
    Some(if negative {
        value.wrapping_neg()
    } else {
        value
    })
}

fn give(value: Option<u32>, place: PULONG) -> NTSTATUS {
    let Some(value) = value else {
        return STATUS_INVALID_PARAMETER;
    };
    // SAFETY: the caller passes its variable.
    unsafe { place.write(value) };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlUnicodeStringToInteger(String: PCUNICODE_STRING, Base: ULONG, Value: PULONG) -> NTSTATUS {
    let text = String::from_utf16_lossy(units(String));
    if text.is_empty() {
        return STATUS_INVALID_PARAMETER;
    }
    give(read_number(&text, Base), Value)
}

#[abi(enter, no_mangle)]
unsafe fn RtlCharToInteger(String: PCSZ, Base: ULONG, Value: PULONG) -> NTSTATUS {
    // SAFETY: the caller passes a string that ends in NUL.
    let text = unsafe { CStr::from_ptr(String.cast()) }.to_string_lossy();
    give(read_number(&text, Base), Value)
}

#[abi(enter, no_mangle)]
fn RtlStringFromGUID(Guid: Struct<GUID>, GuidString: PUNICODE_STRING) -> NTSTATUS {
    // SAFETY: the caller passes a GUID.
    let GUID {
        Data1,
        Data2,
        Data3,
        Data4,
    } = *Guid.get();
    let [a, b, rest @ ..] = Data4;
    let tail: String = rest.iter().map(|byte| format!("{byte:02X}")).collect();
    let text = format!("{{{Data1:08X}-{Data2:04X}-{Data3:04X}-{a:02X}{b:02X}-{tail}}}");
    let text: Vec<u16> = text.encode_utf16().collect();
    store(GuidString, &text, true)
}

fn parse_guid(text: &str) -> Option<GUID> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?;
    let mut groups = inner.split('-');
    let mut group = |length: usize| {
        let group = groups.next().filter(|group| group.len() == length)?;
        u64::from_str_radix(group, 16).ok()
    };
    let (one, two, three) = (group(8)?, group(4)?, group(4)?);
    let last = group(4)? << 48 | group(12)?;
    groups.next().is_none().then_some(GUID {
        Data1: one as u32,
        Data2: two as u16,
        Data3: three as u16,
        Data4: last.to_be_bytes(),
    })
}

#[abi(enter, no_mangle)]
fn RtlGUIDFromString(GuidString: PUNICODE_STRING, Guid: Out<GUID>) -> NTSTATUS {
    let text = String::from_utf16_lossy(units(GuidString));
    let Some(guid) = parse_guid(&text) else {
        return STATUS_INVALID_PARAMETER;
    };
    Guid.write(guid);
    STATUS_SUCCESS
}

/// What is wrong with the arguments of a conversion to or from UTF-8, if anything is.
fn refused(destination: bool, actual: PULONG, source: bool, bytes: ULONG, unit: ULONG) -> NTSTATUS {
    if !source {
        STATUS_INVALID_PARAMETER_4
    } else if !bytes.is_multiple_of(unit) {
        STATUS_INVALID_PARAMETER_5
    } else if !destination && actual.is_null() {
        STATUS_INVALID_PARAMETER
    } else {
        STATUS_SUCCESS
    }
}

/// Copies the whole characters that fit; with a null destination only the length is reported.
/// `begins` says whether a character begins with a unit.
fn hand_over<T: Copy>(
    text: &[T],
    begins: fn(T) -> bool,
    replaced: bool,
    destination: *mut T,
    maximum: ULONG,
    actual: PULONG,
) -> NTSTATUS {
    let room = maximum as usize / size_of::<T>();
    let copied = if destination.is_null() {
        text.len()
    } else {
        let mut fits = text.len().min(room);
        while fits < text.len() && fits > 0 && !begins(text[fits]) {
            fits -= 1;
        }
        fits
    };
    // SAFETY: null, or a variable of the caller.
    if let Some(actual) = unsafe { actual.as_mut() } {
        *actual = (copied * size_of::<T>()) as ULONG;
    }
    if destination.is_null() {
        return STATUS_SUCCESS;
    }
    // SAFETY: the destination has room for so many.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), destination, copied) };
    match (copied < text.len(), replaced) {
        (true, _) => STATUS_BUFFER_TOO_SMALL,
        (false, true) => STATUS_SOME_NOT_MAPPED,
        (false, false) => STATUS_SUCCESS,
    }
}

#[abi(enter, no_mangle)]
unsafe fn RtlUnicodeToUTF8N(
    UTF8StringDestination: PCHAR,
    UTF8StringMaxByteCount: ULONG,
    UTF8StringActualByteCount: PULONG,
    UnicodeStringSource: PCWCH,
    UnicodeStringByteCount: ULONG,
) -> NTSTATUS {
    let refused = refused(
        !UTF8StringDestination.is_null(),
        UTF8StringActualByteCount,
        !UnicodeStringSource.is_null(),
        UnicodeStringByteCount,
        2,
    );
    if refused != STATUS_SUCCESS {
        return refused;
    }
    let length = UnicodeStringByteCount as usize / 2;
    // SAFETY: the caller passes so many units.
    let source = unsafe { driver_slice(UnicodeStringSource, length) };
    let replaced = String::from_utf16(source).is_err();
    let text = String::from_utf16_lossy(source);
    hand_over(
        text.as_bytes(),
        |byte| byte & 0xC0 != 0x80,
        replaced,
        UTF8StringDestination.cast(),
        UTF8StringMaxByteCount,
        UTF8StringActualByteCount,
    )
}

#[abi(enter, no_mangle)]
unsafe fn RtlUTF8ToUnicodeN(
    UnicodeStringDestination: PWSTR,
    UnicodeStringMaxByteCount: ULONG,
    UnicodeStringActualByteCount: PULONG,
    UTF8StringSource: PCCH,
    UTF8StringByteCount: ULONG,
) -> NTSTATUS {
    let refused = refused(
        !UnicodeStringDestination.is_null(),
        UnicodeStringActualByteCount,
        !UTF8StringSource.is_null(),
        UTF8StringByteCount,
        1,
    );
    if refused != STATUS_SUCCESS {
        return refused;
    }
    let length = UTF8StringByteCount as usize;
    // SAFETY: the caller passes so many bytes.
    let source = unsafe { driver_slice(UTF8StringSource.cast::<u8>(), length) };
    let replaced = str::from_utf8(source).is_err();
    let text: Vec<u16> = String::from_utf8_lossy(source).encode_utf16().collect();
    hand_over(
        &text,
        |unit| !(0xDC00..0xE000).contains(&unit),
        replaced,
        UnicodeStringDestination,
        UnicodeStringMaxByteCount,
        UnicodeStringActualByteCount,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_the_kernel_does() {
        assert_eq!(read_number(" 42x", 10), Some(42));
        assert_eq!(read_number("-1", 0), Some(u32::MAX));
        assert_eq!(read_number("0x1F", 0), Some(31));
        assert_eq!(read_number("zz", 16), Some(0));
        assert_eq!(read_number("7", 7), None);
    }

    #[test]
    fn guids_need_all_their_groups() {
        let guid = parse_guid("{00112233-4455-6677-8899-AABBCCDDEEFF}").unwrap();
        assert_eq!(guid.Data4, [0x88, 0x99, 0xAA, 0xBB, 0xCC, 0xDD, 0xEE, 0xFF]);
        assert!(parse_guid("{00112233-4455-6677-8899-AABBCCDDEEFF").is_none());
        assert!(parse_guid("{00112233-4455-6677-8899}").is_none());
    }
}
