//! Special pool: every block ends at a page that cannot be touched, and a freed block cannot be
//! touched at all, so that a wrong access faults at its instruction.
#![expect(unsafe_code, reason = "maps and protects memory")]

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Range,
    ptr,
};

use super::{Block, PAGE, State};

/// Freed blocks whose addresses are not used again yet.
const KEPT: usize = 1024;

struct Mapping {
    start: usize,
    length: usize,
    block: Block,
}

pub(super) struct SpecialBlocks {
    /// By the address of the first mapped byte.
    mappings: BTreeMap<usize, Mapping>,
    freed: VecDeque<usize>,
}

impl SpecialBlocks {
    pub(super) fn new() -> Self {
        Self {
            mappings: BTreeMap::new(),
            freed: VecDeque::new(),
        }
    }

    pub(super) fn allocate(&mut self, bytes: usize, block: Block, fill: Option<u8>) -> *mut u8 {
        let inner = bytes.max(1).next_multiple_of(PAGE);
        let Some(base) = map(inner + PAGE, inner) else {
            return ptr::null_mut();
        };
        // The block ends at the guard page, as far as its alignment of 16 lets it.
        let start = base + inner - bytes.next_multiple_of(16).min(inner);
        // SAFETY: `inner` bytes from `base` are mapped, and the block lies within them.
        unsafe { (start as *mut u8).write_bytes(fill.unwrap_or_default(), bytes) };
        let mapping = Mapping {
            start,
            length: inner + PAGE,
            block,
        };
        self.mappings.insert(base, mapping);
        start as *mut u8
    }

    pub(super) fn find(&self, address: usize) -> Option<&Block> {
        self.around(address)
            .filter(|(start, _)| *start == address)
            .map(|(_, block)| block)
    }

    /// The block whose pages, guard included, contain `address`.
    pub(super) fn around(&self, address: usize) -> Option<(usize, &Block)> {
        let (base, mapping) = self.mappings.range(..=address).next_back()?;
        (address - base < mapping.length).then_some((mapping.start, &mapping.block))
    }

    /// The pages of the block at `address`, and the page behind them that faults.
    pub(super) fn pages(&self, address: usize) -> Option<Range<usize>> {
        let (base, mapping) = self.mappings.range(..=address).next_back()?;
        (address - base < mapping.length).then_some(*base..base + mapping.length)
    }

    /// Frees a block. Where this takes the place of the one that was freed longest ago, that one's
    /// pages are given back to the host: tells where they were.
    pub(super) fn free(&mut self, address: usize) -> Option<usize> {
        let (base, mapping) = self.mappings.range_mut(..=address).next_back()?;
        mapping.block.state = State::Quarantined;
        forbid(*base, mapping.length);
        self.freed.push_back(*base);
        if self.freed.len() <= KEPT {
            return None;
        }
        let oldest = self.freed.pop_front()?;
        let (base, mapping) = self.mappings.remove_entry(&oldest)?;
        unmap(base, mapping.length);
        Some(base)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.mappings
            .values()
            .map(|mapping| (mapping.start, &mapping.block))
    }
}

impl Drop for SpecialBlocks {
    fn drop(&mut self) {
        for (base, mapping) in &self.mappings {
            unmap(*base, mapping.length);
        }
    }
}

/// Reserves `length` bytes of which the first `usable` can be read and written.
#[cfg(unix)]
fn map(length: usize, usable: usize) -> Option<usize> {
    let (private, none) = (libc::MAP_PRIVATE | libc::MAP_ANON, libc::PROT_NONE);
    // SAFETY: a new mapping at an address that the host chooses.
    let base = unsafe { libc::mmap(ptr::null_mut(), length, none, private, -1, 0) };
    if base == libc::MAP_FAILED {
        return None;
    }
    // SAFETY: within the new mapping.
    let done = unsafe { libc::mprotect(base, usable, libc::PROT_READ | libc::PROT_WRITE) };
    if done != 0 {
        unmap(base as usize, length);
        return None;
    }
    Some(base as usize)
}

#[cfg(unix)]
fn forbid(base: usize, length: usize) {
    // SAFETY: a mapping of this module, whose block the driver has freed.
    unsafe { libc::mprotect(base as *mut _, length, libc::PROT_NONE) };
}

#[cfg(unix)]
fn unmap(base: usize, length: usize) {
    // SAFETY: a mapping of this module that is no longer in its table.
    unsafe { libc::munmap(base as *mut _, length) };
}

/// Without page protection a block is only kept from being used again.
#[cfg(not(unix))]
fn map(length: usize, _usable: usize) -> Option<usize> {
    let layout = std::alloc::Layout::from_size_align(length, PAGE).ok()?;
    // SAFETY: the layout has a size.
    let base = unsafe { std::alloc::alloc(layout) };
    (!base.is_null()).then_some(base as usize)
}

#[cfg(not(unix))]
fn forbid(_base: usize, _length: usize) {}

#[cfg(not(unix))]
fn unmap(base: usize, length: usize) {
    if let Ok(layout) = std::alloc::Layout::from_size_align(length, PAGE) {
        // SAFETY: allocated by `map` with this layout.
        unsafe { std::alloc::dealloc(base as *mut u8, layout) };
    }
}
