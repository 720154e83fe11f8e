//! `ntintsafe.h`, `ntddk.h`: arithmetic that says when a result does not fit.

use crate::{
    CCHAR, LARGE_INTEGER, LONG, LONGLONG, NTSTATUS, SIZE_T, STATUS_INTEGER_OVERFLOW,
    STATUS_SUCCESS, UCHAR, ULONG, ULONG_PTR, ULONGLONG, USHORT,
};

/// Stores a result, or all bits set where it does not fit.
///
/// # Safety
/// `place` is a variable of the caller, which need not be initialised.
#[inline]
unsafe fn store<T>(result: Option<T>, place: *mut T, all_ones: T) -> NTSTATUS {
    let status = result
        .as_ref()
        .map_or(STATUS_INTEGER_OVERFLOW, |_| STATUS_SUCCESS);
    // SAFETY: the caller's variable is aligned and writable; numbers need no drop.
    unsafe { place.write(result.unwrap_or(all_ones)) };
    status
}

/// Checked operations; on overflow the result has all bits set.
macro_rules! checked {
    ($($add:ident $sub:ident $mult:ident $type:ty;)*) => { $(
        checked! { @ "Adds." $add checked_add $type }
        checked! { @ "Subtracts." $sub checked_sub $type }
        checked! { @ "Multiplies." $mult checked_mul $type }
    )* };
    (@ $doc:literal $name:ident $method:ident $type:ty) => {
        forward! {
            #[doc = $doc]
            ///
            /// # Errors
            ///
            /// `STATUS_INTEGER_OVERFLOW`.
            pub unsafe fn $name(Left: $type, Right: $type, Result: *mut $type) -> NTSTATUS
                = store(result, Result, all_ones)
                with result = Left.$method(Right), all_ones = <$type>::MAX;
        }
    };
}

checked! {
    RtlUShortAdd RtlUShortSub RtlUShortMult USHORT;
    RtlULongAdd RtlULongSub RtlULongMult ULONG;
    RtlULongLongAdd RtlULongLongSub RtlULongLongMult ULONGLONG;
    RtlULongPtrAdd RtlULongPtrSub RtlULongPtrMult ULONG_PTR;
    RtlSizeTAdd RtlSizeTSub RtlSizeTMult SIZE_T;
}

/// Conversions to narrower types; where the value does not fit, the result has all bits set.
macro_rules! conversions {
    ($($name:ident $from:ty => $to:ty;)*) => { $(
        forward! {
            /// Converts.
            ///
            /// # Errors
            ///
            /// `STATUS_INTEGER_OVERFLOW`.
            pub unsafe fn $name(Operand: $from, Result: *mut $to) -> NTSTATUS
                = store(result, Result, all_ones)
                with result = <$to>::try_from(Operand).ok(), all_ones = !0;
        }
    )* };
}

conversions! {
    RtlULongToUShort ULONG => USHORT;
    RtlULongToUChar ULONG => UCHAR;
    RtlULongToLong ULONG => LONG;
    RtlLongToULong LONG => ULONG;
    RtlULongLongToULong ULONGLONG => ULONG;
    RtlULongLongToLong ULONGLONG => LONG;
    RtlLongLongToULong LONGLONG => ULONG;
    RtlSizeTToULong SIZE_T => ULONG;
    RtlSizeTToUShort SIZE_T => USHORT;
    RtlULongPtrToULong ULONG_PTR => ULONG;
}

/// Divides by a constant of which the caller knows the multiplicative inverse.
#[must_use]
#[inline]
pub const fn RtlExtendedMagicDivide(
    Dividend: LARGE_INTEGER,
    MagicDivisor: LARGE_INTEGER,
    ShiftCount: CCHAR,
) -> LARGE_INTEGER {
    // SAFETY: every member of the unions is numbers.
    let (dividend, magic) = unsafe { (Dividend.QuadPart, MagicDivisor.QuadPart) };
    let product = dividend.unsigned_abs() as u128 * magic.cast_unsigned() as u128;
    let quotient = ((product >> 64) as u64 >> ShiftCount).cast_signed();
    LARGE_INTEGER {
        QuadPart: if dividend < 0 { -quotient } else { quotient },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overflow_is_a_status_and_all_ones() {
        let with = |operation: unsafe fn(ULONG, ULONG, *mut ULONG) -> NTSTATUS, left, right| {
            let mut result = 0;
            // SAFETY: the result is a variable of this closure.
            let status = unsafe { operation(left, right, &raw mut result) };
            (status, result)
        };
        assert_eq!(
            with(RtlULongAdd, ULONG::MAX, 1),
            (STATUS_INTEGER_OVERFLOW, ULONG::MAX)
        );
        assert_eq!(with(RtlULongMult, 6, 7), (STATUS_SUCCESS, 42));
        let mut narrow = 0;
        // SAFETY: `narrow` has the type that is converted to.
        let status = unsafe { RtlULongToUShort(0x1_0000, &raw mut narrow) };
        assert_eq!((status, narrow), (STATUS_INTEGER_OVERFLOW, USHORT::MAX));
    }

    #[test]
    fn a_magic_divisor_divides() {
        let ten_thousand = LARGE_INTEGER {
            QuadPart: 0xD1B7_1758_E219_652C_u64.cast_signed(),
        };
        for (dividend, quotient) in [(123_450_000, 12_345), (-9_999, 0), (-10_000, -1)] {
            let result =
                RtlExtendedMagicDivide(LARGE_INTEGER { QuadPart: dividend }, ten_thousand, 13);
            // SAFETY: every member of the union is numbers.
            assert_eq!(unsafe { result.QuadPart }, quotient);
        }
    }
}
