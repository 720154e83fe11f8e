//! `wdm.h`: atomic operations.

use core::sync::atomic::{AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicPtr, Ordering::SeqCst};

use crate::{CHAR, LONG, LONG64, PVOID, SHORT, UCHAR};

/// The atomic at an address that a caller of an interlocked operation passes.
macro_rules! atomic {
    ($atomic:ident at $pointer:ident) => {
        // SAFETY: the caller passes an aligned variable that is only accessed atomically.
        unsafe { $atomic::from_ptr($pointer) }
    };
}

/// Atomic operations under the names of the C intrinsics; each is a full barrier.
macro_rules! interlocked {
    ($($(#[$meta:meta])* $name:ident = $method:ident($integer:ty as $atomic:ident) $(then $after:tt)?;)*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name(Target: *mut $integer, Value: $integer) -> $integer {
            let before = atomic!($atomic at Target).$method(Value, SeqCst);
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
    /// Replaces a pointer and returns what was.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedexchangepointer>
    InterlockedExchangePointer = swap(PVOID as AtomicPtr);
}

forward! {
    /// Adds one and returns the sum.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedincrement>
    pub unsafe fn InterlockedIncrement(Addend: *mut LONG) -> LONG = InterlockedAdd(Addend, 1);

    /// Adds one and returns the sum.
    pub unsafe fn InterlockedIncrement64(Addend: *mut LONG64) -> LONG64
        = InterlockedAdd64(Addend, 1);

    /// Subtracts one and returns the difference.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockeddecrement>
    pub unsafe fn InterlockedDecrement(Addend: *mut LONG) -> LONG
        = InterlockedAdd(Addend, step)
        with step = -1;

    /// Subtracts one and returns the difference.
    pub unsafe fn InterlockedDecrement64(Addend: *mut LONG64) -> LONG64
        = InterlockedAdd64(Addend, step)
        with step = -1;
}

/// Exchanges on a condition; each is a full barrier.
macro_rules! compare_exchanges {
    ($($(#[$meta:meta])* $name:ident($type:ty as $atomic:ident);)*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name(Destination: *mut $type, Exchange: $type, Comparand: $type) -> $type {
            let target = atomic!($atomic at Destination);
            match target.compare_exchange(Comparand, Exchange, SeqCst, SeqCst) {
                Ok(before) | Err(before) => before,
            }
        }
    )* };
}

compare_exchanges! {
    /// Replaces a value that is equal to `Comparand`; returns what was.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedcompareexchange>
    InterlockedCompareExchange(LONG as AtomicI32);
    /// Replaces a value that is equal to `Comparand`; returns what was.
    InterlockedCompareExchange64(LONG64 as AtomicI64);
    /// Replaces a pointer that is equal to `Comparand`; returns what was.
    /// <https://learn.microsoft.com/windows-hardware/drivers/ddi/wdm/nf-wdm-interlockedcompareexchangepointer>
    InterlockedCompareExchangePointer(PVOID as AtomicPtr);
}

/// Operations on a bit of an array, by what is done with a mask to the 32 bits that it is in.
macro_rules! bits {
    ($($(#[$meta:meta])* $name:ident = $operation:ident(|$bit:ident| $mask:expr);)*) => { $(
        $(#[$meta])*
        #[inline]
        pub unsafe fn $name(Base: *mut LONG, Bit: LONG) -> UCHAR {
            let $bit: LONG = 1 << (Bit & 31);
            let mask = $mask;
            // SAFETY: the caller passes an array of bits that has this one.
            let before = unsafe { $operation(Base.offset((Bit >> 5) as isize), mask) };
            (before >> (Bit & 31) & 1) as UCHAR
        }
    )* };
}

bits! {
    /// Sets a bit and returns what it was.
    InterlockedBitTestAndSet = InterlockedOr(|bit| bit);
    /// Clears a bit and returns what it was.
    InterlockedBitTestAndReset = InterlockedAnd(|bit| !bit);
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
