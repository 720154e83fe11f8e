//! `STRING`, `ANSI_STRING` and `OEM_STRING`, and the way between them and Unicode. The machine's
//! code pages are Latin-1.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{ffi::CStr, ptr};

use wdk_sys::{
    ANSI_STRING, BOOLEAN, CHAR, LONG, NTSTATUS, PANSI_STRING, PCANSI_STRING, PCHAR, PCSZ,
    PCUNICODE_STRING, PCWCH, PSTRING, PULONG, PUNICODE_STRING, PWCH, STATUS_BUFFER_OVERFLOW,
    STATUS_BUFFER_TOO_SMALL, STATUS_NO_MEMORY, STATUS_SUCCESS, STRING, ULONG, abi,
};

use super::{
    text::{bytes, narrow, units, widen},
    unicode::{allocate, free, store, store_terminated},
};
use crate::engine::export::{Export, export_table};
use crate::nt::parameter::{Struct, driver_bytes, driver_slice};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlInitAnsiString: full,
    RtlInitString: full,
    RtlCopyString: full,
    RtlCompareString: partial("case is folded for ASCII letters only"),
    RtlEqualString: partial("case is folded for ASCII letters only"),
    RtlPrefixString: partial("case is folded for ASCII letters only"),
    RtlUpperString: partial("only ASCII letters are changed"),
    RtlUpperChar: partial("only ASCII letters are changed"),
    RtlAppendStringToString: full,
    RtlFreeAnsiString: full,
    RtlFreeOemString: full,
    RtlAnsiStringToUnicodeString: full,
    RtlUnicodeStringToAnsiString: full,
    RtlOemStringToUnicodeString: full,
    RtlUnicodeStringToOemString: full,
    RtlxAnsiStringToUnicodeSize: full,
    RtlxUnicodeStringToAnsiSize: full,
    RtlxOemStringToUnicodeSize: full,
    RtlxUnicodeStringToOemSize: full,
    RtlMultiByteToUnicodeN: full,
    RtlMultiByteToUnicodeSize: full,
    RtlUnicodeToMultiByteN: full,
    RtlUnicodeToMultiByteSize: full,
    "RtlOemToUnicodeN" = RtlMultiByteToUnicodeN: full,
    "RtlUnicodeToOemN" = RtlUnicodeToMultiByteN: full,
);

fn initialise(destination: PSTRING, source: PCSZ) {
    let (length, maximum) = if source.is_null() {
        (0, 0)
    } else {
        // SAFETY: the caller passes a string that ends in NUL.
        let length = unsafe { CStr::from_ptr(source.cast()) }
            .count_bytes()
            .min(0xFFFE) as u16;
        (length, length + 1)
    };
    let text = STRING {
        Length: length,
        MaximumLength: maximum,
        Buffer: source.cast_mut().cast(),
    };
    // SAFETY: the caller passes its string.
    unsafe { destination.write(text) };
}

#[abi(enter, no_mangle)]
fn RtlInitAnsiString(DestinationString: PANSI_STRING, SourceString: PCSZ) {
    initialise(DestinationString, SourceString);
}

#[abi(enter, no_mangle)]
fn RtlInitString(DestinationString: PSTRING, SourceString: PCSZ) {
    initialise(DestinationString, SourceString);
}

/// Writes as much of `text` as fits behind the first `offset` bytes.
fn write(destination: PSTRING, offset: usize, text: &[u8]) {
    // SAFETY: the caller passes its string.
    let destination = unsafe { &mut *destination };
    let room = usize::from(destination.MaximumLength).saturating_sub(offset);
    let text = &text[..text.len().min(room)];
    let start = destination.Buffer.wrapping_add(offset);
    // SAFETY: the buffer has room for the text, which may lie in it.
    unsafe { ptr::copy(text.as_ptr(), start.cast(), text.len()) };
    destination.Length = (offset + text.len()) as u16;
}

#[abi(enter, no_mangle)]
fn RtlCopyString(DestinationString: PSTRING, SourceString: PSTRING) {
    write(DestinationString, 0, bytes(SourceString));
}

#[abi(enter, no_mangle)]
fn RtlAppendStringToString(Destination: Struct<ANSI_STRING>, Source: *const STRING) -> NTSTATUS {
    let text = bytes(Source);
    // SAFETY: the caller passes its string.
    let STRING {
        Length,
        MaximumLength,
        ..
    } = *Destination.get();
    if usize::from(Length) + text.len() > MaximumLength.into() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    write(Destination.raw(), Length.into(), text);
    STATUS_SUCCESS
}

fn fold(byte: u8, fold: bool) -> u8 {
    if fold {
        byte.to_ascii_uppercase()
    } else {
        byte
    }
}

#[abi(enter, no_mangle)]
fn RtlCompareString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> LONG {
    let (one, other) = (bytes(String1), bytes(String2));
    let folds = CaseInSensitive != 0;
    for (one, other) in one.iter().zip(other) {
        let difference = LONG::from(fold(*one, folds)) - LONG::from(fold(*other, folds));
        if difference != 0 {
            return difference;
        }
    }
    one.len() as LONG - other.len() as LONG
}

fn equal(one: &[u8], other: &[u8], case_insensitive: BOOLEAN) -> bool {
    if case_insensitive != 0 {
        one.eq_ignore_ascii_case(other)
    } else {
        one == other
    }
}

#[abi(enter, no_mangle)]
fn RtlEqualString(String1: PSTRING, String2: PSTRING, CaseInSensitive: BOOLEAN) -> BOOLEAN {
    equal(bytes(String1), bytes(String2), CaseInSensitive).into()
}

#[abi(enter, no_mangle)]
fn RtlPrefixString(
    String1: *const STRING,
    String2: *const STRING,
    CaseInSensitive: BOOLEAN,
) -> BOOLEAN {
    let prefix = bytes(String1);
    let start = bytes(String2).get(..prefix.len());
    start
        .is_some_and(|start| equal(prefix, start, CaseInSensitive))
        .into()
}

#[abi(enter, no_mangle)]
fn RtlUpperString(DestinationString: PSTRING, SourceString: PSTRING) {
    write(
        DestinationString,
        0,
        &bytes(SourceString).to_ascii_uppercase(),
    );
}

#[abi(enter, no_mangle)]
fn RtlUpperChar(Character: CHAR) -> CHAR {
    Character.cast_unsigned().to_ascii_uppercase().cast_signed()
}

#[abi(enter, no_mangle)]
fn RtlFreeAnsiString(AnsiString: Struct<ANSI_STRING>) {
    let text = AnsiString.get();
    free(text.Buffer.cast());
    text.Buffer = ptr::null_mut();
    text.Length = 0;
    text.MaximumLength = 0;
}

#[abi(enter, no_mangle)]
fn RtlFreeOemString(OemString: Struct<ANSI_STRING>) {
    RtlFreeAnsiString(OemString);
}

fn to_unicode(destination: PUNICODE_STRING, source: *const STRING, allocates: BOOLEAN) -> NTSTATUS {
    let text = widen(bytes(source));
    if allocates == 0 {
        return store_terminated(destination, &text);
    }
    store(destination, &text, true)
}

fn to_ansi(destination: PANSI_STRING, source: PCUNICODE_STRING, allocates: BOOLEAN) -> NTSTATUS {
    let text = narrow(units(source));
    // SAFETY: the caller passes its string.
    let fields = unsafe { &mut *destination };
    if allocates != 0 {
        let buffer = allocate(text.len() + 1);
        if buffer.is_null() {
            return STATUS_NO_MEMORY;
        }
        fields.Buffer = buffer.cast();
        fields.MaximumLength = (text.len() + 1) as u16;
    } else if text.len() >= fields.MaximumLength.into() {
        return STATUS_BUFFER_OVERFLOW;
    }
    // The NUL behind the text is not counted.
    let length = text.len() as u16;
    write(destination, 0, &[text, vec![0]].concat());
    // SAFETY: the destination was read before it is changed.
    unsafe { (*destination).Length = length };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlAnsiStringToUnicodeString(
    DestinationString: PUNICODE_STRING,
    SourceString: PANSI_STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    to_unicode(DestinationString, SourceString, AllocateDestinationString)
}

#[abi(enter, no_mangle)]
fn RtlOemStringToUnicodeString(
    DestinationString: PUNICODE_STRING,
    SourceString: *const STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    to_unicode(DestinationString, SourceString, AllocateDestinationString)
}

#[abi(enter, no_mangle)]
fn RtlUnicodeStringToAnsiString(
    DestinationString: PANSI_STRING,
    SourceString: PCUNICODE_STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    to_ansi(DestinationString, SourceString, AllocateDestinationString)
}

#[abi(enter, no_mangle)]
fn RtlUnicodeStringToOemString(
    DestinationString: PANSI_STRING,
    SourceString: PCUNICODE_STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    to_ansi(DestinationString, SourceString, AllocateDestinationString)
}

#[abi(enter, no_mangle)]
fn RtlxAnsiStringToUnicodeSize(AnsiString: PCANSI_STRING) -> ULONG {
    (bytes(AnsiString).len() as ULONG + 1) * 2
}

#[abi(enter, no_mangle)]
fn RtlxOemStringToUnicodeSize(OemString: PCANSI_STRING) -> ULONG {
    (bytes(OemString).len() as ULONG + 1) * 2
}

#[abi(enter, no_mangle)]
fn RtlxUnicodeStringToAnsiSize(UnicodeString: PCUNICODE_STRING) -> ULONG {
    units(UnicodeString).len() as ULONG + 1
}

#[abi(enter, no_mangle)]
fn RtlxUnicodeStringToOemSize(UnicodeString: PCUNICODE_STRING) -> ULONG {
    units(UnicodeString).len() as ULONG + 1
}

fn report(actual: PULONG, bytes: usize) {
    // SAFETY: null, or a variable of the caller.
    if let Some(actual) = unsafe { actual.as_mut() } {
        *actual = bytes as ULONG;
    }
}

#[abi(enter, no_mangle)]
unsafe fn RtlMultiByteToUnicodeN(
    UnicodeString: PWCH,
    MaxBytesInUnicodeString: ULONG,
    BytesInUnicodeString: PULONG,
    MultiByteString: *const CHAR,
    BytesInMultiByteString: ULONG,
) -> NTSTATUS {
    let length = BytesInMultiByteString.min(MaxBytesInUnicodeString / 2) as usize;
    // SAFETY: the caller passes so many bytes.
    let text = widen(unsafe { driver_bytes(MultiByteString.cast(), length) });
    // SAFETY: the destination has room for `length` units.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), UnicodeString, length) };
    report(BytesInUnicodeString, length * 2);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlMultiByteToUnicodeSize(
    BytesInUnicodeString: PULONG,
    MultiByteString: *const CHAR,
    BytesInMultiByteString: ULONG,
) -> NTSTATUS {
    let _ = MultiByteString;
    report(BytesInUnicodeString, BytesInMultiByteString as usize * 2);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn RtlUnicodeToMultiByteN(
    MultiByteString: PCHAR,
    MaxBytesInMultiByteString: ULONG,
    BytesInMultiByteString: PULONG,
    UnicodeString: PCWCH,
    BytesInUnicodeString: ULONG,
) -> NTSTATUS {
    let length = (BytesInUnicodeString / 2).min(MaxBytesInMultiByteString) as usize;
    // SAFETY: the caller passes so many units.
    let text = narrow(unsafe { driver_slice(UnicodeString, length) });
    // SAFETY: the destination has room for `length` bytes.
    unsafe { ptr::copy_nonoverlapping(text.as_ptr(), MultiByteString.cast(), length) };
    report(BytesInMultiByteString, length);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlUnicodeToMultiByteSize(
    BytesInMultiByteString: PULONG,
    UnicodeString: PCWCH,
    BytesInUnicodeString: ULONG,
) -> NTSTATUS {
    let _ = UnicodeString;
    report(BytesInMultiByteString, BytesInUnicodeString as usize / 2);
    STATUS_SUCCESS
}
