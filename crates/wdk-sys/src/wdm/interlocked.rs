//! `wdm.h`: atomic operations.

use core::sync::atomic::{AtomicI32, AtomicI64, AtomicPtr, Ordering::SeqCst};

use crate::{CHAR, LONG, LONG64, PVOID, SHORT, UCHAR};

/// Atomic operations under the names of the C intrinsics; each is a full barrier.
macro_rules! interlocked {
    ($($(#[$meta:meta])* $name:ident = $method:ident($integer:ty as $atomic:ident) $(then $after:tt)?;)*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name(Target: *mut $integer, Value: $integer) -> $integer {
            // SAFETY: the caller passes an aligned variable that is only accessed atomically.
            let target = unsafe { core::sync::atomic::$atomic::from_ptr(Target) };
            let before = target.$method(Value, core::sync::atomic::Ordering::SeqCst);
            $(let before = interlocked!(@ before Value $after);)?
            before
        }
    )* };
    (@ $before:ident $value:ident +) => { $before.wrapping_add($value) };
}

interlocked! {
    /// Adds and returns the sum.
    InterlockedAdd = fetch_add(LONG as AtomicI32) then +;
    /// Adds and returns the sum.
    InterlockedAdd64 = fetch_add(LONG64 as AtomicI64) then +;
    /// Adds and returns what was.
    InterlockedExchangeAdd = fetch_add(LONG as AtomicI32);
    /// Adds and returns what was.
    InterlockedExchangeAdd64 = fetch_add(LONG64 as AtomicI64);
    /// Replaces and returns what was.
    InterlockedExchange8 = swap(CHAR as AtomicI8);
    /// Replaces and returns what was.
    InterlockedExchange16 = swap(SHORT as AtomicI16);
    /// Replaces and returns what was.
    InterlockedExchange = swap(LONG as AtomicI32);
    /// Replaces and returns what was.
    InterlockedExchange64 = swap(LONG64 as AtomicI64);
    /// Ands and returns what was.
    InterlockedAnd = fetch_and(LONG as AtomicI32);
    /// Ands and returns what was.
    InterlockedAnd64 = fetch_and(LONG64 as AtomicI64);
    /// Ors and returns what was.
    InterlockedOr = fetch_or(LONG as AtomicI32);
    /// Ors and returns what was.
    InterlockedOr64 = fetch_or(LONG64 as AtomicI64);
    /// Xors and returns what was.
    InterlockedXor = fetch_xor(LONG as AtomicI32);
    /// Xors and returns what was.
    InterlockedXor64 = fetch_xor(LONG64 as AtomicI64);
}

/// Adds one and returns the sum.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedincrement>
#[inline]
pub unsafe fn InterlockedIncrement(Addend: *mut LONG) -> LONG {
    // SAFETY: the contract is the same.
    unsafe { InterlockedAdd(Addend, 1) }
}

/// Adds one and returns the sum.
#[inline]
pub unsafe fn InterlockedIncrement64(Addend: *mut LONG64) -> LONG64 {
    // SAFETY: the contract is the same.
    unsafe { InterlockedAdd64(Addend, 1) }
}

/// Subtracts one and returns the difference.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockeddecrement>
#[inline]
pub unsafe fn InterlockedDecrement(Addend: *mut LONG) -> LONG {
    // SAFETY: the contract is the same.
    unsafe { InterlockedAdd(Addend, -1) }
}

/// Subtracts one and returns the difference.
#[inline]
pub unsafe fn InterlockedDecrement64(Addend: *mut LONG64) -> LONG64 {
    // SAFETY: the contract is the same.
    unsafe { InterlockedAdd64(Addend, -1) }
}

/// Replaces a value that is equal to `Comparand`; returns what was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedcompareexchange>
#[inline]
pub unsafe fn InterlockedCompareExchange(
    Destination: *mut LONG,
    Exchange: LONG,
    Comparand: LONG,
) -> LONG {
    // SAFETY: the caller passes an aligned variable that is only accessed atomically.
    let target = unsafe { AtomicI32::from_ptr(Destination) };
    match target.compare_exchange(Comparand, Exchange, SeqCst, SeqCst) {
        Ok(before) | Err(before) => before,
    }
}

/// Replaces a value that is equal to `Comparand`; returns what was.
#[inline]
pub unsafe fn InterlockedCompareExchange64(
    Destination: *mut LONG64,
    Exchange: LONG64,
    Comparand: LONG64,
) -> LONG64 {
    // SAFETY: the caller passes an aligned variable that is only accessed atomically.
    let target = unsafe { AtomicI64::from_ptr(Destination) };
    match target.compare_exchange(Comparand, Exchange, SeqCst, SeqCst) {
        Ok(before) | Err(before) => before,
    }
}

/// Replaces a pointer that is equal to `Comparand`; returns what was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedcompareexchangepointer>
#[inline]
pub unsafe fn InterlockedCompareExchangePointer(
    Destination: *mut PVOID,
    Exchange: PVOID,
    Comparand: PVOID,
) -> PVOID {
    // SAFETY: the caller passes an aligned variable that is only accessed atomically.
    let target = unsafe { AtomicPtr::from_ptr(Destination) };
    match target.compare_exchange(Comparand, Exchange, SeqCst, SeqCst) {
        Ok(before) | Err(before) => before,
    }
}

/// Replaces a pointer and returns what was.
/// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedexchangepointer>
#[inline]
pub unsafe fn InterlockedExchangePointer(Target: *mut PVOID, Value: PVOID) -> PVOID {
    // SAFETY: the caller passes an aligned variable that is only accessed atomically.
    unsafe { AtomicPtr::from_ptr(Target) }.swap(Value, SeqCst)
}

/// Sets a bit and returns what it was.
#[inline]
pub unsafe fn InterlockedBitTestAndSet(Base: *mut LONG, Bit: LONG) -> UCHAR {
    // SAFETY: the caller passes an array of bits that has this one.
    let before = unsafe { InterlockedOr(Base.offset((Bit >> 5) as isize), 1 << (Bit & 31)) };
    (before >> (Bit & 31) & 1) as UCHAR
}

/// Clears a bit and returns what it was.
#[inline]
pub unsafe fn InterlockedBitTestAndReset(Base: *mut LONG, Bit: LONG) -> UCHAR {
    // SAFETY: the caller passes an array of bits that has this one.
    let before = unsafe { InterlockedAnd(Base.offset((Bit >> 5) as isize), !(1 << (Bit & 31))) };
    (before >> (Bit & 31) & 1) as UCHAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_say_which_value_is_returned() {
        let mut number = 40;
        let target = &raw mut number;
        // SAFETY: the target is a variable.
        unsafe {
            assert_eq!(InterlockedIncrement(target), 41);
            assert_eq!(InterlockedExchangeAdd(target, 2), 41);
            assert_eq!(InterlockedDecrement(target), 42);
            assert_eq!(InterlockedCompareExchange(target, 1, 0), 42);
            assert_eq!(InterlockedCompareExchange(target, 1, 42), 42);
            assert_eq!(InterlockedExchange(target, 0), 1);
            assert_eq!(InterlockedBitTestAndSet(target, 5), 0);
            assert_eq!(InterlockedBitTestAndReset(target, 5), 1);
        }
        assert_eq!(number, 0);
    }
}
