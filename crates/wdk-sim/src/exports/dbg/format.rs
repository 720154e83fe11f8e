//! The formats of the kernel's printing functions, `%wZ` and its like included.
#![expect(unsafe_code, reason = "reads strings and arguments of drivers")]

use std::ffi::CStr;

use wdk_sys::{ANSI_STRING, PCSTR, PCWSTR, UNICODE_STRING};

use super::arguments::Arguments;
use crate::nt::parameter::driver_slice;

/// A code unit of the output.
trait Unit: Copy + Into<u32> {
    fn of(character: char) -> Option<Self>;
    fn of_wide(unit: u16) -> Self;
    fn of_narrow(unit: u8) -> Self;
}

impl Unit for u8 {
    fn of(character: char) -> Option<Self> {
        u8::try_from(character).ok()
    }

    /// The kernel prints what its code page lacks as a question mark.
    fn of_wide(unit: u16) -> Self {
        u8::try_from(unit).ok().filter(u8::is_ascii).unwrap_or(b'?')
    }

    fn of_narrow(unit: u8) -> Self {
        unit
    }
}

impl Unit for u16 {
    fn of(character: char) -> Option<Self> {
        u16::try_from(u32::from(character)).ok()
    }

    fn of_wide(unit: u16) -> Self {
        unit
    }

    fn of_narrow(unit: u8) -> Self {
        unit.into()
    }
}

/// Formats to bytes.
///
/// # Safety
/// `format` is a string that ends in NUL, and `arguments` are what it asks for.
pub(crate) unsafe fn narrow(format: PCSTR, arguments: Arguments) -> Vec<u8> {
    if format.is_null() {
        return Vec::new();
    }
    // SAFETY: the caller says that the format ends in NUL.
    let units = unsafe { CStr::from_ptr(format.cast()) }.to_bytes();
    expand(units, arguments, false)
}

/// Formats to UTF-16.
///
/// # Safety
/// `format` is a string that ends in NUL, and `arguments` are what it asks for.
pub(crate) unsafe fn wide(format: PCWSTR, arguments: Arguments) -> Vec<u16> {
    // SAFETY: the caller says that the wide format ends in NUL.
    let length = unsafe { wide_length(format) };
    // SAFETY: so many units are there.
    let units = unsafe { driver_slice(format, length) };
    expand(units, arguments, true)
}

/// The string, for messages.
///
/// # Safety
/// Null, or a string that ends in NUL.
pub(crate) unsafe fn c_string(text: PCSTR) -> String {
    if text.is_null() {
        return "(null)".to_owned();
    }
    // SAFETY: the caller says that the text ends in NUL.
    let text = unsafe { CStr::from_ptr(text.cast()) };
    text.to_string_lossy().into_owned()
}

/// Units before the NUL.
///
/// # Safety
/// `text` ends in NUL.
pub(crate) unsafe fn wide_length(text: PCWSTR) -> usize {
    let mut length = 0;
    // SAFETY: by this function's contract the string goes on up to its NUL.
    while unsafe { text.wrapping_add(length).read() } != 0 {
        length += 1;
    }
    length
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Default,
    Char,
    Short,
    Long,
    LongLong,
    /// `w`: a wide string or character.
    Wide,
}

#[derive(Default)]
struct Flags {
    left: bool,
    plus: bool,
    space: bool,
    alternate: bool,
    zero: bool,
}

/// One conversion of a format.
struct Conversion {
    flags: Flags,
    width: usize,
    precision: Option<usize>,
    size: Size,
    kind: char,
}

fn expand<U: Unit>(format: &[U], mut arguments: Arguments, is_wide: bool) -> Vec<U> {
    let mut output = Vec::with_capacity(format.len() + 32);
    let mut rest = format;
    while let Some((unit, after)) = rest.split_first() {
        rest = after;
        if (*unit).into() != u32::from('%') {
            output.push(*unit);
            continue;
        }
        if rest
            .first()
            .is_some_and(|next| (*next).into() == u32::from('%'))
        {
            output.push(*unit);
            rest = &rest[1..];
            continue;
        }
        let (conversion, after) = parse(rest, &mut arguments);
        rest = after;
        let text = convert::<U>(&conversion, &mut arguments, is_wide);
        pad(&mut output, &conversion, text);
    }
    output
}

fn parse<'a, U: Unit>(format: &'a [U], arguments: &mut Arguments) -> (Conversion, &'a [U]) {
    let mut rest = format;
    let peek = |rest: &[U]| rest.first().and_then(|unit| char::from_u32((*unit).into()));
    let mut flags = Flags::default();
    while let Some(flag) = peek(rest) {
        match flag {
            '-' => flags.left = true,
            '+' => flags.plus = true,
            ' ' => flags.space = true,
            '#' => flags.alternate = true,
            '0' => flags.zero = true,
            _ => break,
        }
        rest = &rest[1..];
    }
    let (width, after) = number(rest, arguments);
    rest = after;
    let mut precision = None;
    if rest
        .first()
        .is_some_and(|unit| (*unit).into() == u32::from('.'))
    {
        let (digits, after) = number(&rest[1..], arguments);
        precision = Some(usize::try_from(digits.unwrap_or_default()).unwrap_or_default());
        rest = after;
    }
    let width = width.unwrap_or_default();
    flags.left |= width < 0;
    let (size, after) = size(rest);
    rest = after;
    let kind = peek(rest);
    let conversion = Conversion {
        flags,
        width: usize::try_from(width.unsigned_abs())
            .unwrap_or_default()
            .min(4096),
        precision,
        size,
        kind: kind.unwrap_or('\0'),
    };
    (conversion, rest.get(1..).unwrap_or_default())
}

/// A number, or the argument that `*` stands for.
fn number<'a, U: Unit>(format: &'a [U], arguments: &mut Arguments) -> (Option<i64>, &'a [U]) {
    if format
        .first()
        .is_some_and(|unit| (*unit).into() == u32::from('*'))
    {
        let value = arguments.next() as i32;
        return (Some(value.into()), &format[1..]);
    }
    let digit = |unit: &U| char::from_u32((*unit).into()).and_then(|c| c.to_digit(10));
    let count = format
        .iter()
        .take_while(|unit| digit(unit).is_some())
        .count();
    let value = format[..count]
        .iter()
        .filter_map(digit)
        .fold(0_i64, |value, digit| {
            value.saturating_mul(10) + i64::from(digit)
        });
    ((count != 0).then_some(value), &format[count..])
}

fn size<U: Unit>(format: &[U]) -> (Size, &[U]) {
    const PREFIXES: [(&str, Size); 10] = [
        ("ll", Size::LongLong),
        ("I64", Size::LongLong),
        ("I32", Size::Long),
        ("hh", Size::Char),
        ("h", Size::Short),
        ("l", Size::Long),
        ("w", Size::Wide),
        ("I", Size::LongLong),
        ("z", Size::LongLong),
        ("j", Size::LongLong),
    ];
    for (prefix, size) in PREFIXES {
        let matches = prefix.len() <= format.len()
            && prefix
                .bytes()
                .zip(format)
                .all(|(byte, unit)| u32::from(byte) == (*unit).into());
        if matches {
            return (size, &format[prefix.len()..]);
        }
    }
    (Size::Default, format)
}

fn convert<U: Unit>(conversion: &Conversion, arguments: &mut Arguments, is_wide: bool) -> Vec<U> {
    let Conversion {
        size,
        kind,
        precision,
        ..
    } = conversion;
    // In a wide format `s` and `c` are wide, and the capital letters are the other kind.
    let wide = match size {
        Size::Short => false,
        Size::Long | Size::Wide => true,
        _ => is_wide != matches!(kind, 'S' | 'C'),
    };
    match kind {
        'd' | 'i' => {
            let value = signed(arguments.next(), *size);
            digits(conversion, value.unsigned_abs(), value < 0)
        }
        'u' | 'x' | 'X' | 'o' => {
            let value = unsigned(arguments.next(), *size);
            digits(conversion, value, false)
        }
        'p' => {
            let value = arguments.next();
            units(&format!("{value:016X}"))
        }
        'c' | 'C' => {
            let value = arguments.next();
            vec![if wide {
                U::of_wide(value as u16)
            } else {
                U::of_narrow(value as u8)
            }]
        }
        's' | 'S' => {
            let text = arguments.next();
            let limit = precision.unwrap_or(usize::MAX);
            string(text, wide, limit)
        }
        'Z' => {
            let text = arguments.next();
            counted(text, matches!(size, Size::Wide | Size::Long))
        }
        // The kernel prints no floating-point numbers.
        _ => units(&format!("%{kind}")),
    }
}

fn signed(value: u64, size: Size) -> i64 {
    match size {
        Size::LongLong => value as i64,
        Size::Short => (value as i16).into(),
        Size::Char => (value as i8).into(),
        _ => (value as i32).into(),
    }
}

fn unsigned(value: u64, size: Size) -> u64 {
    match size {
        Size::LongLong => value,
        Size::Short => (value as u16).into(),
        Size::Char => (value as u8).into(),
        _ => (value as u32).into(),
    }
}

fn digits<U: Unit>(conversion: &Conversion, value: u64, negative: bool) -> Vec<U> {
    let Conversion {
        flags,
        kind,
        precision,
        width,
        ..
    } = conversion;
    let (text, prefix) = match kind {
        'x' => (format!("{value:x}"), "0x"),
        'X' => (format!("{value:X}"), "0X"),
        'o' => (format!("{value:o}"), "0"),
        _ => (value.to_string(), ""),
    };
    let sign = match (negative, flags.plus, flags.space) {
        (true, _, _) => "-",
        (false, true, _) if matches!(kind, 'd' | 'i') => "+",
        (false, _, true) if matches!(kind, 'd' | 'i') => " ",
        _ if flags.alternate && value != 0 => prefix,
        _ => "",
    };
    let zeros = match precision {
        Some(precision) => *precision,
        None if flags.zero && !flags.left => width.saturating_sub(sign.len()),
        None => 0,
    };
    units(&format!("{sign}{text:0>zeros$}"))
}

fn units<U: Unit>(text: &str) -> Vec<U> {
    text.chars().filter_map(U::of).collect()
}

/// The string that an argument points to, up to its NUL or `limit` units.
fn string<U: Unit>(text: u64, wide: bool, limit: usize) -> Vec<U> {
    if text == 0 {
        return units("(null)");
    }
    let mut output = Vec::new();
    for index in 0..limit {
        let unit = if wide {
            // SAFETY: by the invariant of `Arguments` the argument of `%s` is a string, which is
            // read no further than its NUL.
            let unit = unsafe { (text as *const u16).wrapping_add(index).read_unaligned() };
            (unit != 0).then(|| U::of_wide(unit))
        } else {
            // SAFETY: likewise, of narrow characters.
            let unit = unsafe { (text as *const u8).wrapping_add(index).read() };
            (unit != 0).then(|| U::of_narrow(unit))
        };
        let Some(unit) = unit else { break };
        output.push(unit);
    }
    output
}

/// The counted string that an argument points to.
fn counted<U: Unit>(text: u64, wide: bool) -> Vec<U> {
    if text == 0 {
        return units("(null)");
    }
    if wide {
        // SAFETY: by the invariant of `Arguments` the argument of `%wZ` is such a string.
        let text = unsafe { (text as *const UNICODE_STRING).read_unaligned() };
        let length = usize::from(text.Length / 2);
        return counted_units(text.Buffer, length, U::of_wide);
    }
    // SAFETY: by the invariant of `Arguments` the argument of `%Z` is such a string.
    let text = unsafe { (text as *const ANSI_STRING).read_unaligned() };
    counted_units(text.Buffer.cast(), text.Length.into(), U::of_narrow)
}

/// The units of a counted string.
fn counted_units<T: Copy, U: Unit>(
    buffer: *const T,
    length: usize,
    unit: impl Fn(T) -> U,
) -> Vec<U> {
    if buffer.is_null() {
        return units("(null)");
    }
    // SAFETY: a counted string's buffer has the units that its length says.
    let text = unsafe { driver_slice(buffer, length) };
    text.iter().copied().map(unit).collect()
}

fn pad<U: Unit>(output: &mut Vec<U>, conversion: &Conversion, text: Vec<U>) {
    let missing = conversion.width.saturating_sub(text.len());
    let blanks = U::of(' ').into_iter().cycle().take(missing);
    if conversion.flags.left {
        output.extend(text);
        output.extend(blanks);
    } else {
        output.extend(blanks);
        output.extend(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(format: &CStr, arguments: &[u64]) -> String {
        // SAFETY: the tests pass what the formats ask for.
        let arguments = unsafe { Arguments::new(arguments.as_ptr()) };
        // SAFETY: a literal ends in NUL.
        let output = unsafe { narrow(format.as_ptr().cast(), arguments) };
        String::from_utf8(output).unwrap()
    }

    #[test]
    fn numbers_are_printed_as_c_does() {
        assert_eq!(
            print(c"%d|%5u|%-5i|", &[-1_i32 as u32 as u64, 42, 7]),
            "-1|   42|7    |"
        );
        assert_eq!(
            print(c"%08X %#x %llu", &[0xBEEF, 0x10, u64::MAX]),
            "0000BEEF 0x10 18446744073709551615"
        );
        assert_eq!(
            print(c"%hd %hhu %I64d", &[0xFFFF, 0x1FF, u64::MAX]),
            "-1 255 -1"
        );
        assert_eq!(print(c"%.3d %+d %% %c", &[5, 5, b'x'.into()]), "005 +5 % x");
        assert_eq!(print(c"%*d", &[4, 1]), "   1");
        assert_eq!(print(c"%p", &[0x1234]), "0000000000001234");
    }

    #[test]
    fn strings_of_every_kind_are_printed() {
        let mut wide: Vec<u16> = "wide\0".encode_utf16().collect();
        let counted = UNICODE_STRING {
            Length: 6,
            MaximumLength: 10,
            Buffer: wide.as_mut_ptr(),
        };
        let pointer = &raw const counted as u64;
        let text = c"text".as_ptr() as u64;
        let arguments = [
            text,
            wide.as_ptr() as u64,
            wide.as_ptr() as u64,
            pointer,
            text,
            0,
        ];
        assert_eq!(
            print(c"%s %ws %S %wZ %.2s %s", &arguments),
            "text wide wide wid te (null)"
        );
    }
}
