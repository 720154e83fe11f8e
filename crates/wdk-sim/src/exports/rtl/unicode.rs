//! `UNICODE_STRING`.
#![expect(unsafe_code, reason = "defines functions that drivers link to")]

use std::{cmp::Ordering, ptr};

use wdk_sys::{
    BOOLEAN, LONG, NTSTATUS, PCUNICODE_STRING, PCWCH, PCWSTR, PUNICODE_STRING, SIZE_T,
    STATUS_BUFFER_OVERFLOW, STATUS_BUFFER_TOO_SMALL, STATUS_INVALID_PARAMETER,
    STATUS_NAME_TOO_LONG, STATUS_NO_MEMORY, STATUS_SUCCESS, ULONG, UNICODE_STRING, WCHAR, abi,
};

use super::text::{downcase, folded, terminated, units, upcase};
use crate::nt::parameter::Out;
use crate::nt::parameter::{Struct, driver_slice};
use crate::{
    engine::{
        export::{Export, export_table},
        pool::{Request, Tag},
    },
    nt::kernel::Kernel,
};

pub(crate) const EXPORTS: &[Export] = export_table!("ntoskrnl.exe":
    RtlInitUnicodeString: full,
    RtlInitUnicodeStringEx: full,
    RtlCopyUnicodeString: full,
    RtlCompareUnicodeString: full,
    RtlCompareUnicodeStrings: full,
    RtlEqualUnicodeString: full,
    RtlPrefixUnicodeString: full,
    RtlSuffixUnicodeString: full,
    RtlAppendUnicodeStringToString: full,
    RtlAppendUnicodeToString: full,
    RtlFreeUnicodeString: full,
    RtlCreateUnicodeString: full,
    RtlDuplicateUnicodeString: full,
    RtlUpcaseUnicodeString: full,
    RtlDowncaseUnicodeString: full,
    RtlUpcaseUnicodeChar: full,
    RtlDowncaseUnicodeChar: full,
    RtlHashUnicodeString: full,
    RtlValidateUnicodeString: full,
);

/// Tag of strings that the functions allocate.
const TAG: Tag = Tag(u32::from_le_bytes(*b"Strg"));
/// The most bytes of a string with its NUL: what fits a `USHORT`, evenly.
const LONGEST: usize = 0xFFFE;

/// Memory for a string that the driver frees; null when there is none.
pub(super) fn allocate(bytes: usize) -> *mut u8 {
    let kernel = Kernel::current();
    if kernel.fails(crate::engine::fault::Kind::Pool) {
        return ptr::null_mut();
    }
    let request = Request {
        bytes,
        tag: TAG,
        paged: true,
        zeroed: false,
        special: false,
    };
    let owner = kernel.current_driver();
    kernel.pool.allocate(request, owner, || kernel.open_calls())
}

/// Frees memory from [`allocate`], or whatever else the driver put into a string.
pub(super) fn free(memory: *mut u8) {
    if !memory.is_null() {
        crate::nt::ex::pool::release(&Kernel::current(), memory.cast());
    }
}

/// Writes `text` to a string with a buffer, or to one that gets a buffer.
pub(super) fn store(destination: PUNICODE_STRING, text: &[u16], allocates: bool) -> NTSTATUS {
    let bytes = text.len() * 2;
    // SAFETY: the caller passes a string.
    let destination = unsafe { &mut *destination };
    if allocates {
        if bytes + 2 > LONGEST {
            return STATUS_INVALID_PARAMETER;
        }
        let buffer = allocate(bytes + 2);
        if buffer.is_null() {
            return STATUS_NO_MEMORY;
        }
        destination.Buffer = buffer.cast();
        destination.MaximumLength = (bytes + 2) as u16;
    } else if bytes > destination.MaximumLength.into() {
        return STATUS_BUFFER_OVERFLOW;
    }
    destination.Length = bytes as u16;
    // SAFETY: the buffer has room for the text, as checked or allocated above; the text may lie
    // in the same buffer.
    unsafe { ptr::copy(text.as_ptr(), destination.Buffer, text.len()) };
    terminate(destination);
    STATUS_SUCCESS
}

/// Writes `text` and a NUL to a string, for which its buffer must have room.
pub(super) fn store_terminated(destination: PUNICODE_STRING, text: &[u16]) -> NTSTATUS {
    // SAFETY: the caller passes a string.
    let room = unsafe { (*destination).MaximumLength };
    if text.len() * 2 >= usize::from(room) {
        return STATUS_BUFFER_OVERFLOW;
    }
    store(destination, text, false)
}

/// Puts a NUL behind the text where it fits.
fn terminate(text: &mut UNICODE_STRING) {
    if text.Length + 2 <= text.MaximumLength {
        // SAFETY: within the buffer, as just checked.
        unsafe {
            text.Buffer
                .wrapping_add(usize::from(text.Length / 2))
                .write(0)
        };
    }
}

fn compare(one: &[u16], other: &[u16], fold: bool) -> LONG {
    for (one, other) in folded(one, fold).zip(folded(other, fold)) {
        if one != other {
            return LONG::from(one) - LONG::from(other);
        }
    }
    match one.len().cmp(&other.len()) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

fn equal(one: &[u16], other: &[u16], fold: bool) -> bool {
    one.len() == other.len() && folded(one, fold).eq(folded(other, fold))
}

#[abi(enter, no_mangle)]
unsafe fn RtlInitUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCWSTR) {
    // What is longer than a string can be is cut, as in the kernel.
    let length = terminated(SourceString).len().min(LONGEST / 2 - 1) as u16 * 2;
    let maximum = if SourceString.is_null() {
        0
    } else {
        length + 2
    };
    let text = UNICODE_STRING {
        Length: length,
        MaximumLength: maximum,
        Buffer: SourceString.cast_mut(),
    };
    // SAFETY: the caller passes its string.
    unsafe { DestinationString.write(text) };
}

#[abi(enter, no_mangle)]
unsafe fn RtlInitUnicodeStringEx(
    DestinationString: PUNICODE_STRING,
    SourceString: PCWSTR,
) -> NTSTATUS {
    if terminated(SourceString).len() * 2 + 2 > LONGEST {
        return STATUS_NAME_TOO_LONG;
    }
    // SAFETY: as this function.
    unsafe { RtlInitUnicodeString(DestinationString, SourceString) };
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
unsafe fn RtlCopyUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCUNICODE_STRING) {
    let text = units(SourceString);
    // SAFETY: the caller passes its string.
    let room = usize::from(unsafe { (*DestinationString).MaximumLength } / 2);
    store(DestinationString, &text[..text.len().min(room)], false);
}

#[abi(enter, no_mangle)]
fn RtlCompareUnicodeString(
    String1: PCUNICODE_STRING,
    String2: PCUNICODE_STRING,
    CaseInSensitive: BOOLEAN,
) -> LONG {
    compare(units(String1), units(String2), CaseInSensitive != 0)
}

#[abi(enter, no_mangle)]
unsafe fn RtlCompareUnicodeStrings(
    String1: PCWCH,
    String1Length: SIZE_T,
    String2: PCWCH,
    String2Length: SIZE_T,
    CaseInSensitive: BOOLEAN,
) -> LONG {
    // SAFETY: the caller passes so many units.
    let one = unsafe { driver_slice(String1, String1Length as usize) };
    // SAFETY: the second string has the units of its own length.
    let other = unsafe { driver_slice(String2, String2Length as usize) };
    compare(one, other, CaseInSensitive != 0)
}

#[abi(enter, no_mangle)]
fn RtlEqualUnicodeString(
    String1: *const UNICODE_STRING,
    String2: *const UNICODE_STRING,
    CaseInSensitive: BOOLEAN,
) -> BOOLEAN {
    equal(units(String1), units(String2), CaseInSensitive != 0).into()
}

#[abi(enter, no_mangle)]
fn RtlPrefixUnicodeString(
    String1: PCUNICODE_STRING,
    String2: PCUNICODE_STRING,
    CaseInSensitive: BOOLEAN,
) -> BOOLEAN {
    let (prefix, text) = (units(String1), units(String2));
    let start = text.get(..prefix.len());
    start
        .is_some_and(|start| equal(prefix, start, CaseInSensitive != 0))
        .into()
}

#[abi(enter, no_mangle)]
fn RtlSuffixUnicodeString(
    String1: PUNICODE_STRING,
    String2: PUNICODE_STRING,
    CaseInSensitive: BOOLEAN,
) -> BOOLEAN {
    let (suffix, text) = (units(String1), units(String2));
    let start = text.len().checked_sub(suffix.len());
    start
        .is_some_and(|start| equal(suffix, &text[start..], CaseInSensitive != 0))
        .into()
}

fn append(destination: PUNICODE_STRING, text: &[u16]) -> NTSTATUS {
    // SAFETY: the caller passes its string.
    let destination = unsafe { &mut *destination };
    let bytes = text.len() * 2;
    if usize::from(destination.Length) + bytes > destination.MaximumLength.into() {
        return STATUS_BUFFER_TOO_SMALL;
    }
    let end = destination
        .Buffer
        .wrapping_add(usize::from(destination.Length / 2));
    // SAFETY: the buffer has room, as just checked.
    unsafe { ptr::copy(text.as_ptr(), end, text.len()) };
    destination.Length += bytes as u16;
    terminate(destination);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlAppendUnicodeStringToString(
    Destination: PUNICODE_STRING,
    Source: PCUNICODE_STRING,
) -> NTSTATUS {
    append(Destination, units(Source))
}

#[abi(enter, no_mangle)]
fn RtlAppendUnicodeToString(Destination: PUNICODE_STRING, Source: PCWSTR) -> NTSTATUS {
    append(Destination, terminated(Source))
}

#[abi(enter, no_mangle)]
unsafe fn RtlFreeUnicodeString(UnicodeString: PUNICODE_STRING) {
    // SAFETY: the caller passes its string.
    let text = std::mem::take(unsafe { &mut *UnicodeString });
    free(text.Buffer.cast());
}

#[abi(enter, no_mangle)]
fn RtlCreateUnicodeString(DestinationString: PUNICODE_STRING, SourceString: PCWSTR) -> BOOLEAN {
    let stored = store(DestinationString, terminated(SourceString), true);
    BOOLEAN::from(stored == STATUS_SUCCESS)
}

#[abi(enter, no_mangle)]
fn RtlDuplicateUnicodeString(
    Flags: ULONG,
    SourceString: PCUNICODE_STRING,
    DestinationString: PUNICODE_STRING,
) -> NTSTATUS {
    let source = units(SourceString);
    let (with_nul, with_empty) = (Flags & 1 != 0, Flags & 2 != 0);
    if Flags & !3 != 0 || (with_empty && !with_nul) {
        return STATUS_INVALID_PARAMETER;
    }
    if source.is_empty() && !with_empty {
        // SAFETY: the caller passes where the copy goes.
        unsafe { DestinationString.write(UNICODE_STRING::default()) };
        return STATUS_SUCCESS;
    }
    let status = store(DestinationString, source, true);
    if status >= 0 && !with_nul {
        // SAFETY: written in the line before.
        unsafe { (*DestinationString).MaximumLength -= 2 };
    }
    status
}

fn store_mapped(
    destination: PUNICODE_STRING,
    source: PCUNICODE_STRING,
    allocates: bool,
    map: fn(u16) -> u16,
) -> NTSTATUS {
    let text: Vec<u16> = units(source).iter().copied().map(map).collect();
    store(destination, &text, allocates)
}

#[abi(enter, no_mangle)]
fn RtlUpcaseUnicodeString(
    DestinationString: PUNICODE_STRING,
    SourceString: PCUNICODE_STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    store_mapped(
        DestinationString,
        SourceString,
        AllocateDestinationString != 0,
        upcase,
    )
}

#[abi(enter, no_mangle)]
fn RtlDowncaseUnicodeString(
    UniDest: PUNICODE_STRING,
    UniSource: PCUNICODE_STRING,
    AllocateDestinationString: BOOLEAN,
) -> NTSTATUS {
    store_mapped(UniDest, UniSource, AllocateDestinationString != 0, downcase)
}

#[abi(enter, no_mangle)]
fn RtlUpcaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR {
    upcase(SourceCharacter)
}

#[abi(enter, no_mangle)]
fn RtlDowncaseUnicodeChar(SourceCharacter: WCHAR) -> WCHAR {
    downcase(SourceCharacter)
}

/// The one algorithm that is documented: `HASH_STRING_ALGORITHM_X65599`, which is the default too.
#[abi(enter, no_mangle)]
fn RtlHashUnicodeString(
    String: *const UNICODE_STRING,
    CaseInSensitive: BOOLEAN,
    HashAlgorithm: ULONG,
    HashValue: Out<ULONG>,
) -> NTSTATUS {
    if String.is_null() || HashValue.is_null() || HashAlgorithm > 1 {
        return STATUS_INVALID_PARAMETER;
    }
    let hash = folded(units(String), CaseInSensitive != 0).fold(0_u32, |hash, unit| {
        hash.wrapping_mul(65599).wrapping_add(unit.into())
    });
    HashValue.write(hash);
    STATUS_SUCCESS
}

#[abi(enter, no_mangle)]
fn RtlValidateUnicodeString(Flags: ULONG, String: Struct<UNICODE_STRING>) -> NTSTATUS {
    let Some(text) = String.as_ref() else {
        return STATUS_SUCCESS;
    };
    let odd = text.Length % 2 != 0 || text.MaximumLength % 2 != 0;
    let missing = text.Buffer.is_null() && text.MaximumLength != 0;
    if Flags != 0 || odd || missing || text.Length > text.MaximumLength {
        return STATUS_INVALID_PARAMETER;
    }
    STATUS_SUCCESS
}
