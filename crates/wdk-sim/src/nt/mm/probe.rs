//! Whether a program has memory at an address.
#![cfg_attr(test, expect(unsafe_code, reason = "protects pages of its own"))]

use region::Protection;
use wdk_sys::{NTSTATUS, STATUS_ACCESS_VIOLATION};

/// The first address that a program can have memory at.
const LOWEST: usize = 0x1_0000;
/// `MmUserProbeAddress`: behind the last one.
const HIGHEST: usize = 0x7FFF_FFFF_0000;

/// Checks that `length` bytes from `start` on are not the kernel's, whether or not the program has them:
/// all that `ProbeForRead` does. Null passes.
///
/// # Errors
/// `STATUS_ACCESS_VIOLATION`.
pub(crate) fn user_range(start: usize, length: usize) -> Result<(), NTSTATUS> {
    match start.checked_add(length) {
        _ if length == 0 => Ok(()),
        Some(end) if end <= HIGHEST => Ok(()),
        _ => Err(STATUS_ACCESS_VIOLATION),
    }
}

/// Checks that a program may read `length` bytes from `start` on, or write them.
///
/// # Errors
/// `STATUS_ACCESS_VIOLATION`.
pub(crate) fn user_memory(start: usize, length: usize, write: bool) -> Result<(), NTSTATUS> {
    if length == 0 {
        return Ok(());
    }
    user_range(start, length)?;
    if start < LOWEST {
        return Err(STATUS_ACCESS_VIOLATION);
    }
    let end = start + length;
    let access = match write {
        true => Protection::READ_WRITE,
        false => Protection::READ,
    };
    let mut at = start;
    while at < end {
        let found = region::query(at as *const u8).map_err(|_| STATUS_ACCESS_VIOLATION)?;
        if !found.is_committed() || !found.protection().contains(access) {
            return Err(STATUS_ACCESS_VIOLATION);
        }
        at = found.as_range().end;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_mapped_is_a_programs_memory() {
        let bad = Err(STATUS_ACCESS_VIOLATION);
        let mut bytes = vec![0_u8; 3 * 4096];
        let start = bytes.as_mut_ptr() as usize;
        assert_eq!(user_memory(start, bytes.len(), true), Ok(()));
        for start in [0, 1, LOWEST - 1, HIGHEST, 0xFFFF_F780_0000_0000, usize::MAX] {
            assert_eq!(user_memory(start, 1, false), bad, "{start:#x}");
            assert_eq!(user_memory(start, 0, true), Ok(()), "{start:#x}");
            let is_kernels = start >= HIGHEST;
            assert_eq!(user_range(start, 1).is_err(), is_kernels, "{start:#x}");
        }
        assert_eq!(user_memory(start, usize::MAX, false), bad);
    }

    #[test]
    fn every_page_is_looked_at() {
        let pages = region::alloc(2 * 4096, Protection::READ_WRITE).expect("memory");
        let start = pages.as_range().start;
        let second = (start + 4096) as *const u8;
        let protect = |access| {
            // SAFETY: the page is this test's, and nothing refers to it.
            unsafe { region::protect(second, 4096, access) }.expect("the page is there");
        };
        assert_eq!(user_memory(start + 4000, 200, true), Ok(()));
        protect(Protection::READ);
        assert_eq!(user_memory(start + 4000, 200, false), Ok(()));
        assert_eq!(
            user_memory(start + 4000, 200, true),
            Err(STATUS_ACCESS_VIOLATION)
        );
        assert_eq!(user_memory(start + 4000, 96, true), Ok(()));
        protect(Protection::NONE);
        assert_eq!(
            user_memory(start + 4000, 200, false),
            Err(STATUS_ACCESS_VIOLATION)
        );
    }
}
