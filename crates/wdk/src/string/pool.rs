//! Strings in the pool, for those that are too long for the kernel stack.
#![expect(unsafe_code, reason = "owns a block of the nonpaged pool by pointer")]

use core::{fmt, ops::Deref, ptr::NonNull};

use wdk_sys::{ExAllocatePool2, ExFreePoolWithTag, POOL_FLAG_NON_PAGED, ULONG};

use super::{MAX_UNITS, UnicodeStr};
use crate::{Error, Result};

/// The tag of the strings' memory.
const TAG: ULONG = u32::from_le_bytes(*b"RUni");

/// A string of up to a number of code units in the nonpaged pool; freed on drop.
///
/// A [`UnicodeString`](crate::UnicodeString) is for short strings: it lies on the stack.
///
/// # Examples
/// ```no_run
/// use wdk::{PoolString, unicode};
/// # fn main() -> wdk::Result<()> {
/// let mut path = PoolString::with_capacity(4096)?;
/// path.push(unicode!(r"\SystemRoot\"))?;
/// path.push_str("drivers")?;
/// # Ok(()) }
/// ```
///
/// # IRQL
/// Making and dropping one work up to `DISPATCH_LEVEL`.
///
/// # Invariants
/// `units` is a block for `capacity` code units that this value alone uses and frees. The first `len`
/// of them are initialised; `len` is at most `capacity`, and that at most `MAX_UNITS`.
pub struct PoolString {
    units: NonNull<u16>,
    len: usize,
    capacity: usize,
}

// SAFETY: the block is this value's, and any thread may free it.
unsafe impl Send for PoolString {}
// SAFETY: a shared string gives access to a `&UnicodeStr` only.
unsafe impl Sync for PoolString {}

impl PoolString {
    /// An empty string with room for `capacity` code units.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] for more than 32767, [`Error::INSUFFICIENT_RESOURCES`].
    pub fn with_capacity(capacity: usize) -> Result<Self> {
        if capacity > MAX_UNITS {
            return Err(Error::NAME_TOO_LONG);
        }
        let bytes = capacity.max(1) * size_of::<u16>();
        // SAFETY: allocating needs no more than a level up to DISPATCH_LEVEL, and no safe code runs
        // above that.
        let block = unsafe { ExAllocatePool2(POOL_FLAG_NON_PAGED, bytes as u64, TAG) };
        let units = NonNull::new(block.cast()).ok_or(Error::INSUFFICIENT_RESOURCES)?;
        Ok(Self {
            units,
            len: 0,
            capacity,
        })
    }

    /// Appends text.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] when it does not fit; the string is unchanged then.
    pub fn push_str(&mut self, text: &str) -> Result<()> {
        self.extend(text.encode_utf16())
    }

    /// Appends another string.
    ///
    /// # Errors
    /// [`Error::NAME_TOO_LONG`] when it does not fit; the string is unchanged then.
    pub fn push(&mut self, text: &UnicodeStr) -> Result<()> {
        self.extend(text.as_units().iter().copied())
    }

    fn extend(&mut self, units: impl Iterator<Item = u16>) -> Result<()> {
        let mut end = self.len;
        for unit in units {
            if end == self.capacity {
                return Err(Error::NAME_TOO_LONG);
            }
            // SAFETY: `end` is below the capacity, and the block is this value's.
            let place = unsafe { self.units.add(end) };
            // SAFETY: a place of the block.
            unsafe { place.write(unit) };
            end += 1;
        }
        // INVARIANT: every unit up to here was written.
        self.len = end;
        Ok(())
    }
}

impl Deref for PoolString {
    type Target = UnicodeStr;

    fn deref(&self) -> &UnicodeStr {
        // SAFETY: type invariant: so many units are initialised, and nobody writes to them while
        // the value is shared.
        unsafe { UnicodeStr::from_raw_parts(self.units.as_ptr(), self.len) }
    }
}

impl Drop for PoolString {
    fn drop(&mut self) {
        // SAFETY: type invariant: the block is this value's, allocated with this tag.
        unsafe { ExFreePoolWithTag(self.units.as_ptr().cast(), TAG) };
    }
}

impl fmt::Write for PoolString {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text).map_err(|_| fmt::Error)
    }
}

impl fmt::Display for PoolString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl fmt::Debug for PoolString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
