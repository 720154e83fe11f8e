//! `ntstrsafe.h`: strings that never overflow their buffers, and end with zero.
//!
//! Rust defines no variadic functions, so those of the header that print are macros here:
//! `RtlStringCbPrintfA!(buffer, size, c"%d", number)`. IRQL: as of the conversions in the format,
//! PASSIVE_LEVEL for strings of UTF-16.

use core::ptr;

use crate::{
    CHAR, NTSTATUS, PCSTR, PCWSTR, PSTR, PUNICODE_STRING, PWSTR, STATUS_BUFFER_OVERFLOW,
    STATUS_INVALID_PARAMETER, STATUS_SUCCESS, USHORT, WCHAR, va_list,
};

pub use crate::generated::wdm::strsafe::*;

/// Copies until the source ends or the destination is full, and ends the copy with zero.
///
/// # Safety
/// The destination has `capacity` characters. The source ends with zero, or has `longest`.
unsafe fn copy<T: Copy + Default + PartialEq>(
    destination: *mut T,
    capacity: usize,
    source: *const T,
    longest: usize,
) -> NTSTATUS {
    if capacity == 0 || capacity > NTSTRSAFE_MAX_CCH {
        return STATUS_INVALID_PARAMETER;
    }
    let end = T::default();
    for at in 0..capacity {
        // SAFETY: the source has not ended before `at`, and the destination has `capacity`.
        unsafe {
            if at == longest || *source.add(at) == end {
                *destination.add(at) = end;
                return STATUS_SUCCESS;
            }
            *destination.add(at) = *source.add(at);
        }
    }
    // SAFETY: the destination has `capacity` characters, at least one.
    unsafe { *destination.add(capacity - 1) = end };
    STATUS_BUFFER_OVERFLOW
}

/// The length of a string that ends within `longest` characters.
///
/// # Safety
/// The string is null, ends with zero, or has `longest` characters.
unsafe fn length<T: Default + PartialEq>(string: *const T, longest: usize) -> Option<usize> {
    if string.is_null() || longest > NTSTRSAFE_MAX_CCH {
        return None;
    }
    // SAFETY: the string has not ended before `at`.
    (0..longest).find(|&at| unsafe { *string.add(at) == T::default() })
}

/// Ends what a print wrote with zero.
///
/// # Safety
/// The destination has `capacity` characters.
#[doc(hidden)]
pub unsafe fn __printed<T: Default>(
    destination: *mut T,
    capacity: usize,
    print: impl FnOnce(*mut T, usize) -> i32,
) -> NTSTATUS {
    if capacity == 0 || capacity > NTSTRSAFE_MAX_CCH {
        return STATUS_INVALID_PARAMETER;
    }
    let longest = capacity - 1;
    let written = usize::try_from(print(destination, longest)).ok();
    let fits = written.filter(|&written| written <= longest);
    // SAFETY: the destination has `capacity` characters.
    unsafe { *destination.add(fits.unwrap_or(longest)) = T::default() };
    fits.map_or(STATUS_BUFFER_OVERFLOW, |_| STATUS_SUCCESS)
}

/// Copies and appends, by bytes and by characters.
macro_rules! copies {
    ($($copy_cb:ident $copy_cch:ident $copy_n_cb:ident $copy_n_cch:ident $cat_cb:ident $cat_cch:ident
       $length_cb:ident $length_cch:ident $type:ty;)*) => { $(
        forward! {
            /// Copies a string, by characters. Cut, it is `STATUS_BUFFER_OVERFLOW`.
            pub unsafe fn $copy_cch(
                Destination: *mut $type,
                cchDest: usize,
                Source: *const $type,
            ) -> NTSTATUS = copy(Destination, cchDest, Source, longest)
                with longest = usize::MAX;
        }

        forward! {
            /// Copies a string, by bytes. Cut, it is `STATUS_BUFFER_OVERFLOW`.
            pub unsafe fn $copy_cb(
                Destination: *mut $type,
                cbDest: usize,
                Source: *const $type,
            ) -> NTSTATUS = $copy_cch(Destination, capacity, Source)
                with capacity = cbDest / size_of::<$type>();
        }

        forward! {
            /// Copies at most so many characters. Cut by the buffer, it is `STATUS_BUFFER_OVERFLOW`.
            pub unsafe fn $copy_n_cch(
                Destination: *mut $type,
                cchDest: usize,
                Source: *const $type,
                cchToCopy: usize,
            ) -> NTSTATUS = copy(Destination, cchDest, Source, cchToCopy);
        }

        forward! {
            /// Copies at most so many bytes. Cut by the buffer, it is `STATUS_BUFFER_OVERFLOW`.
            pub unsafe fn $copy_n_cb(
                Destination: *mut $type,
                cbDest: usize,
                Source: *const $type,
                cbToCopy: usize,
            ) -> NTSTATUS = $copy_n_cch(Destination, capacity, Source, longest)
                with capacity = cbDest / size_of::<$type>(), longest = cbToCopy / size_of::<$type>();
        }

        /// Appends a string, by characters. Cut, it is `STATUS_BUFFER_OVERFLOW`.
        #[inline]
        pub unsafe fn $cat_cch(
            Destination: *mut $type,
            cchDest: usize,
            Source: *const $type,
        ) -> NTSTATUS {
            // SAFETY: the caller's string ends within its buffer, or the buffer is not touched.
            unsafe {
                let Some(end) = length(Destination, cchDest) else {
                    return STATUS_INVALID_PARAMETER;
                };
                copy(Destination.add(end), cchDest - end, Source, usize::MAX)
            }
        }

        forward! {
            /// Appends a string, by bytes. Cut, it is `STATUS_BUFFER_OVERFLOW`.
            pub unsafe fn $cat_cb(
                Destination: *mut $type,
                cbDest: usize,
                Source: *const $type,
            ) -> NTSTATUS = $cat_cch(Destination, capacity, Source)
                with capacity = cbDest / size_of::<$type>();
        }

        /// The length of a string in characters; `STATUS_INVALID_PARAMETER` if it does not end.
        #[inline]
        pub unsafe fn $length_cch(
            String: *const $type,
            cchMax: usize,
            Length: *mut usize,
        ) -> NTSTATUS {
            // SAFETY: the caller passes a string of `cchMax` characters, and a variable or null.
            unsafe {
                let found = length(String, cchMax);
                if !Length.is_null() {
                    *Length = found.unwrap_or(0);
                }
                found.map_or(STATUS_INVALID_PARAMETER, |_| STATUS_SUCCESS)
            }
        }

        /// The length of a string in bytes; `STATUS_INVALID_PARAMETER` if it does not end.
        #[inline]
        pub unsafe fn $length_cb(
            String: *const $type,
            cbMax: usize,
            Length: *mut usize,
        ) -> NTSTATUS {
            // SAFETY: the bytes are so many whole characters; the variable is scaled to bytes.
            unsafe {
                let status = $length_cch(String, cbMax / size_of::<$type>(), Length);
                if !Length.is_null() {
                    *Length *= size_of::<$type>();
                }
                status
            }
        }
    )* };
}

copies! {
    RtlStringCbCopyA RtlStringCchCopyA RtlStringCbCopyNA RtlStringCchCopyNA
        RtlStringCbCatA RtlStringCchCatA RtlStringCbLengthA RtlStringCchLengthA CHAR;
    RtlStringCbCopyW RtlStringCchCopyW RtlStringCbCopyNW RtlStringCchCopyNW
        RtlStringCbCatW RtlStringCchCatW RtlStringCbLengthW RtlStringCchLengthW WCHAR;
}

/// Prints of a list of arguments, by characters and by bytes.
macro_rules! prints {
    ($($(#[$cch_meta:meta])* $cch:ident $(#[$cb_meta:meta])* $cb:ident: $string:ty, $format:ty, $unit:ty, $print:ident;)*) => { $(
        $(#[$cch_meta])*
        #[inline]
        pub unsafe fn $cch(
            Destination: $string,
            cchDest: usize,
            Format: $format,
            argList: va_list,
        ) -> NTSTATUS {
            // SAFETY: the caller's buffer has so many characters, of which `__printed` gives away all
            // but one; format and arguments belong together.
            unsafe {
                __printed(Destination, cchDest, |buffer, count| {
                    $print(buffer, count, Format, argList)
                })
            }
        }

        forward! {
            $(#[$cb_meta])*
            pub unsafe fn $cb(
                Destination: $string,
                cbDest: usize,
                Format: $format,
                argList: va_list,
            ) -> NTSTATUS = $cch(Destination, capacity, Format, argList)
                with capacity = cbDest / size_of::<$unit>();
        }
    )* };
}

prints! {
    /// Prints a list of arguments, by characters. Cut, it is `STATUS_BUFFER_OVERFLOW`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlstringcchvprintfa>
    RtlStringCchVPrintfA
    /// Prints a list of arguments, by bytes. Cut, it is `STATUS_BUFFER_OVERFLOW`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlstringcbvprintfa>
    RtlStringCbVPrintfA: PSTR, PCSTR, CHAR, _vsnprintf;
    /// Prints a list of arguments as UTF-16, by characters. Cut, it is `STATUS_BUFFER_OVERFLOW`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlstringcchvprintfw>
    RtlStringCchVPrintfW
    /// Prints a list of arguments as UTF-16, by bytes. Cut, it is `STATUS_BUFFER_OVERFLOW`.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlstringcbvprintfw>
    RtlStringCbVPrintfW: PWSTR, PCWSTR, WCHAR, _vsnwprintf;
}

/// Ends what a print wrote into a counted string.
#[doc(hidden)]
pub unsafe fn __printed_counted(
    destination: PUNICODE_STRING,
    print: impl FnOnce(PWSTR, usize) -> i32,
) -> NTSTATUS {
    // SAFETY: the caller passes a counted string with its buffer.
    unsafe {
        let capacity = usize::from((*destination).MaximumLength) / 2;
        let written = usize::try_from(print((*destination).Buffer, capacity)).ok();
        let fits = written.filter(|&written| written <= capacity);
        (*destination).Length = (fits.unwrap_or(capacity) * 2) as USHORT;
        fits.map_or(STATUS_BUFFER_OVERFLOW, |_| STATUS_SUCCESS)
    }
}

/// Prints to a string, by bytes: `RtlStringCbPrintfA!(buffer, size, format, ..)`.
#[macro_export]
macro_rules! RtlStringCbPrintfA {
    ($destination:expr, $size:expr, $format:expr $(, $argument:expr)* $(,)?) => {
        $crate::RtlStringCchPrintfA!($destination, $size, $format $(, $argument)*)
    };
}

/// Prints to a string, by characters: `RtlStringCchPrintfA!(buffer, count, format, ..)`.
#[macro_export]
macro_rules! RtlStringCchPrintfA {
    ($destination:expr, $count:expr, $format:expr $(, $argument:expr)* $(,)?) => {
        $crate::__printed($destination, $count, |buffer, count| {
            $crate::_snprintf(buffer, count, $format $(, $argument)*)
        })
    };
}

/// Prints to a string of UTF-16, by bytes: `RtlStringCbPrintfW!(buffer, size, format, ..)`.
#[macro_export]
macro_rules! RtlStringCbPrintfW {
    ($destination:expr, $size:expr, $format:expr $(, $argument:expr)* $(,)?) => {
        $crate::RtlStringCchPrintfW!($destination, $size / 2, $format $(, $argument)*)
    };
}

/// Prints to a string of UTF-16, by characters: `RtlStringCchPrintfW!(buffer, count, format, ..)`.
#[macro_export]
macro_rules! RtlStringCchPrintfW {
    ($destination:expr, $count:expr, $format:expr $(, $argument:expr)* $(,)?) => {
        $crate::__printed($destination, $count, |buffer, count| {
            $crate::_snwprintf(buffer, count, $format $(, $argument)*)
        })
    };
}

/// Prints to a counted string: `RtlUnicodeStringPrintf!(string, format, ..)`.
#[macro_export]
macro_rules! RtlUnicodeStringPrintf {
    ($destination:expr, $format:expr $(, $argument:expr)* $(,)?) => {
        $crate::__printed_counted($destination, |buffer, count| {
            $crate::_snwprintf(buffer, count, $format $(, $argument)*)
        })
    };
}

/// Copies a string into a counted string. Cut, it is `STATUS_BUFFER_OVERFLOW`.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntstrsafe/nf-ntstrsafe-rtlunicodestringcopystring>
#[inline]
pub unsafe fn RtlUnicodeStringCopyString(
    DestinationString: PUNICODE_STRING,
    pszSrc: PCWSTR,
) -> NTSTATUS {
    // SAFETY: the caller passes a counted string with its buffer, and a string that ends.
    unsafe {
        let Some(length) = length(pszSrc, NTSTRSAFE_UNICODE_STRING_MAX_CCH) else {
            return STATUS_INVALID_PARAMETER;
        };
        __printed_counted(DestinationString, |buffer, count| {
            ptr::copy_nonoverlapping(pszSrc, buffer, length.min(count));
            length as i32
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_end_with_zero_and_say_that_they_are_cut() {
        let mut buffer = [1_u16; 4];
        let text = [b'a', b'b', b'c', b'd', 0].map(u16::from);
        // SAFETY: the buffers are ours, and the source ends.
        let status = unsafe { RtlStringCbCopyW(buffer.as_mut_ptr(), 8, text.as_ptr()) };
        assert_eq!((status, buffer[3]), (STATUS_BUFFER_OVERFLOW, 0));

        let length_within = |longest| {
            let mut length = 0;
            // SAFETY: the text has five characters, and no test asks for more.
            let status = unsafe { RtlStringCchLengthW(text.as_ptr(), longest, &raw mut length) };
            (status, length)
        };
        assert_eq!(length_within(5), (STATUS_SUCCESS, 4));
        assert_eq!(length_within(4).0, STATUS_INVALID_PARAMETER);
    }

    #[test]
    fn appends_fill_the_buffer_up() {
        let mut buffer = *b"ab\0...";
        let mut append = |source: &core::ffi::CStr| {
            // SAFETY: the buffer has six characters and ends, and so does the source.
            let status =
                unsafe { RtlStringCchCatA(buffer.as_mut_ptr().cast(), 6, source.as_ptr().cast()) };
            (status, buffer)
        };
        assert_eq!(append(c"cde"), (STATUS_SUCCESS, *b"abcde\0"));
        assert_eq!(append(c"f"), (STATUS_BUFFER_OVERFLOW, *b"abcde\0"));
    }

    #[test]
    fn prints_are_cut_to_the_buffer() {
        let mut buffer = [7_u8; 4];
        let mut print = |answer: i32| {
            // SAFETY: the buffer is ours.
            unsafe {
                __printed(buffer.as_mut_ptr(), 4, |_, longest| {
                    answer.min(longest as i32 + 1)
                })
            }
        };
        assert_eq!(print(2), STATUS_SUCCESS);
        assert_eq!(print(-1), STATUS_BUFFER_OVERFLOW);
        assert_eq!(print(9), STATUS_BUFFER_OVERFLOW);
        assert_eq!(buffer, [7, 7, 0, 0]);
    }
}
