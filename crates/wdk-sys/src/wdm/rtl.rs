//! `wdm.h`, `ntddk.h`, `ntifs.h`: the run-time library: strings, bitmaps, tables, time, versions.

use core::{ffi::c_void, ptr::write};

use crate::{
    LONG, LUID, PUNICODE_STRING, PVOID, PWSTR, SIZE_T, UCHAR, ULONG, ULONGLONG, UNICODE_STRING,
    USHORT,
};

pub use crate::generated::wdm::rtl::*;

forward! {
    /// Sets memory to zero.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlzeromemory>
    pub unsafe fn RtlZeroMemory(Destination: PVOID, Length: SIZE_T)
        = RtlFillMemory(Destination, Length, 0);
}

/// Sets memory to zero even when nobody reads it again.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlsecurezeromemory>
#[inline]
pub unsafe fn RtlSecureZeroMemory(Destination: PVOID, Length: SIZE_T) -> PVOID {
    for offset in 0..Length as usize {
        // SAFETY: the offset is within the memory that the caller passes.
        unsafe { Destination.cast::<u8>().add(offset).write_volatile(0) };
    }
    Destination
}

/// Sets each byte of memory.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlfillmemory>
#[inline]
pub unsafe fn RtlFillMemory(Destination: PVOID, Length: SIZE_T, Fill: UCHAR) {
    // SAFETY: the caller passes so many bytes.
    unsafe { Destination.cast::<u8>().write_bytes(Fill, Length as usize) };
}

/// Fills memory with a number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntifs/nf-ntifs-rtlfillmemoryulong>
#[inline]
pub unsafe fn RtlFillMemoryUlong(Destination: PVOID, Length: SIZE_T, Pattern: ULONG) {
    for index in 0..Length as usize / size_of::<ULONG>() {
        // SAFETY: the caller passes so many aligned bytes.
        unsafe { Destination.cast::<ULONG>().add(index).write(Pattern) };
    }
}

/// Copies memory that does not overlap.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcopymemory>
#[inline]
pub unsafe fn RtlCopyMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: the caller passes so many bytes on both sides, which do not overlap.
    unsafe {
        Source
            .cast::<u8>()
            .copy_to_nonoverlapping(Destination.cast(), Length as usize)
    };
}

forward! {
    /// Copies memory that does not overlap.
    pub unsafe fn RtlCopyBytes(Destination: PVOID, Source: *const c_void, Length: SIZE_T)
        = RtlCopyMemory(Destination, Source, Length);
}

/// Copies memory that may overlap.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlmovememory>
#[inline]
pub unsafe fn RtlMoveMemory(Destination: PVOID, Source: *const c_void, Length: SIZE_T) {
    // SAFETY: so many bytes can be read at the source and written at the destination; they may
    // overlap.
    unsafe {
        Source
            .cast::<u8>()
            .copy_to(Destination.cast(), Length as usize)
    };
}

/// The bytes are the same.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlequalmemory>
#[inline]
#[must_use]
pub unsafe fn RtlEqualMemory(
    Source1: *const c_void,
    Source2: *const c_void,
    Length: SIZE_T,
) -> bool {
    // SAFETY: both sides have so many bytes to read.
    unsafe { RtlCompareMemory(Source1, Source2, Length) == Length }
}

forward! {
    /// An empty string over a buffer of so many bytes.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlinitemptyunicodestring>
    pub unsafe fn RtlInitEmptyUnicodeString(
        UnicodeString: PUNICODE_STRING,
        Buffer: PWSTR,
        BufferSize: USHORT,
    ) = write(UnicodeString, string)
        with string = UNICODE_STRING {
            Length: 0,
            MaximumLength: BufferSize,
            Buffer,
        };
}

/// The other byte order.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlushortbyteswap>
#[inline]
#[must_use]
pub const fn RtlUshortByteSwap(Source: USHORT) -> USHORT {
    Source.swap_bytes()
}

/// The other byte order.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlulongbyteswap>
#[inline]
#[must_use]
pub const fn RtlUlongByteSwap(Source: ULONG) -> ULONG {
    Source.swap_bytes()
}

/// The other byte order.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlulonglongbyteswap>
#[inline]
#[must_use]
pub const fn RtlUlonglongByteSwap(Source: ULONGLONG) -> ULONGLONG {
    Source.swap_bytes()
}

/// A locally unique identifier with this number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlconvertlongtoluid>
#[inline]
#[must_use]
pub const fn RtlConvertLongToLuid(Long: LONG) -> LUID {
    LUID {
        LowPart: Long.cast_unsigned(),
        HighPart: if Long < 0 { -1 } else { 0 },
    }
}

/// A locally unique identifier with this number.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/ntddk/nf-ntddk-rtlconvertulongtoluid>
#[inline]
#[must_use]
pub const fn RtlConvertUlongToLuid(Ulong: ULONG) -> LUID {
    LUID {
        LowPart: Ulong,
        HighPart: 0,
    }
}

/// The bit of a bitmap, 0 or 1.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-rtlcheckbit>
#[inline]
#[must_use]
pub unsafe fn RtlCheckBit(BitMapHeader: *const RTL_BITMAP, BitPosition: ULONG) -> ULONG {
    // SAFETY: the caller has a bitmap with so many bits.
    unsafe { (*(*BitMapHeader).Buffer.add(BitPosition as usize / 32)) >> (BitPosition % 32) & 1 }
}
