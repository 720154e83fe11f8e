//! Blocks below a page: slabs of one size class.
#![expect(unsafe_code, reason = "hands out raw memory")]

use std::{
    alloc::{self, Layout},
    ptr,
    rc::Rc,
    slice,
};

use super::{Block, FREED, GUARD, State, Tag};
use crate::engine::addresses::{Addresses, Kind};

/// Bytes of a slab; slabs are aligned to their size.
const SLAB: usize = 64 * 1024;
/// Slabs that are taken from the host at once.
const CHUNK: usize = 16;
/// Size classes: every 16 bytes up to 256, then four for each doubling.
const CLASSES: usize = 32;

/// Bytes behind every block that are checked when it is freed.
pub(super) const fn guard_bytes() -> usize {
    16
}

struct Slab {
    base: *mut u8,
    size: usize,
    blocks: Vec<Block>,
    class: usize,
}

impl Slab {
    /// The number of the block that begins at `address`.
    fn index(&self, address: usize) -> Option<usize> {
        let offset = address.checked_sub(self.base as usize)?;
        let index = offset / self.size;
        (offset % self.size == 0 && index < self.blocks.len()).then_some(index)
    }
}

pub(super) struct Slabs {
    addresses: Rc<Addresses>,
    /// Sorted by address.
    slabs: Vec<Slab>,
    /// Free blocks of each class: addresses.
    free: [Vec<usize>; CLASSES],
    chunks: Vec<*mut u8>,
    /// Slabs of the last chunk that have no class yet.
    unused: Vec<*mut u8>,
}

const CHUNK_LAYOUT: Layout = match Layout::from_size_align(SLAB * CHUNK, SLAB) {
    Ok(layout) => layout,
    Err(_) => panic!("the slab size is a power of two"),
};

fn class_of(bytes: usize) -> usize {
    if bytes <= 256 {
        return bytes.max(1).div_ceil(16) - 1;
    }
    let doubling = (bytes - 1).ilog2() as usize;
    let step = 1 << (doubling - 2);
    16 + (doubling - 8) * 4 + (bytes - (1 << doubling)).div_ceil(step) - 1
}

fn size_of_class(class: usize) -> usize {
    if class < 16 {
        return (class + 1) * 16;
    }
    let (doubling, quarter) = (8 + (class - 16) / 4, (class - 16) % 4);
    (1 << doubling) + (quarter + 1) * (1 << (doubling - 2))
}

impl Slabs {
    pub(super) fn new(addresses: Rc<Addresses>) -> Self {
        Self {
            addresses,
            slabs: Vec::new(),
            free: [const { Vec::new() }; CLASSES],
            chunks: Vec::new(),
            unused: Vec::new(),
        }
    }

    pub(super) fn allocate(
        &mut self,
        bytes: usize,
        guard: usize,
        block: Block,
        fill: Option<u8>,
    ) -> *mut u8 {
        // A block of almost a page and its guard need the last class.
        let class = class_of(bytes + guard).min(CLASSES - 1);
        let Some(address) = self.take(class) else {
            return ptr::null_mut();
        };
        let Some((slab, index)) = self.locate(address) else {
            return ptr::null_mut();
        };
        self.slabs[slab].blocks[index] = block;
        let start = address as *mut u8;
        let behind = size_of_class(class) - bytes;
        if let Some(byte) = fill {
            // SAFETY: the block is free, so nobody refers to it, and `bytes` fit its class.
            unsafe { start.write_bytes(byte, bytes) };
        }
        if guard != 0 {
            // SAFETY: the bytes behind `bytes` belong to the block too.
            unsafe { start.wrapping_add(bytes).write_bytes(GUARD, behind) };
        }
        start
    }

    fn take(&mut self, class: usize) -> Option<usize> {
        if let Some(address) = self.free[class].pop() {
            return Some(address);
        }
        self.add_slab(class)?;
        self.free[class].pop()
    }

    fn add_slab(&mut self, class: usize) -> Option<()> {
        if self.unused.is_empty() {
            // SAFETY: the layout has a size.
            let chunk = unsafe { alloc::alloc(CHUNK_LAYOUT) };
            if chunk.is_null() {
                return None;
            }
            self.chunks.push(chunk);
            let start = chunk as usize;
            self.addresses.add(Kind::Pool, start..start + SLAB * CHUNK);
            let slabs = (0..CHUNK)
                .rev()
                .map(|index| chunk.wrapping_add(index * SLAB));
            self.unused.extend(slabs);
        }
        let base = self.unused.pop()?;
        let size = size_of_class(class);
        let count = SLAB / size;
        let slab = Slab {
            base,
            size,
            blocks: vec![Block::FREE; count],
            class,
        };
        let place = self.slabs.partition_point(|other| other.base < base);
        self.slabs.insert(place, slab);
        let addresses = (0..count).rev().map(|index| base as usize + index * size);
        self.free[class].extend(addresses);
        Some(())
    }

    fn locate(&self, address: usize) -> Option<(usize, usize)> {
        let base = address & !(SLAB - 1);
        let slab = self
            .slabs
            .binary_search_by_key(&base, |slab| slab.base as usize)
            .ok()?;
        let index = self.slabs[slab].index(address)?;
        Some((slab, index))
    }

    pub(super) fn find(&self, address: usize) -> Option<&Block> {
        let (slab, index) = self.locate(address)?;
        Some(&self.slabs[slab].blocks[index])
    }

    /// The block that contains `address`, wherever in it: where it begins, and what it is.
    pub(super) fn around(&self, address: usize) -> Option<(usize, &Block)> {
        let base = address & !(SLAB - 1);
        let slab = self
            .slabs
            .binary_search_by_key(&base, |slab| slab.base as usize)
            .ok()?;
        let slab = &self.slabs[slab];
        let index = (address - base) / slab.size;
        Some((base + index * slab.size, slab.blocks.get(index)?))
    }

    pub(super) fn free(&mut self, address: usize) {
        if let Some((slab, index)) = self.locate(address) {
            let slab = &mut self.slabs[slab];
            let block = &mut slab.blocks[index];
            block.state = State::Free;
            block.calls = None;
            self.free[slab.class].push(address);
        }
    }

    /// Marks the block as freed but keeps it, filled with a pattern. Returns where something was
    /// written behind its end.
    pub(super) fn quarantine(&mut self, address: usize, bytes: usize) -> Option<usize> {
        let (slab, index) = self.locate(address)?;
        let slab = &mut self.slabs[slab];
        slab.blocks[index].state = State::Quarantined;
        let start = address as *mut u8;
        let overrun = (bytes..slab.size).find(|offset| {
            // SAFETY: within the block, all of which was written when it was allocated.
            let byte = unsafe { start.wrapping_add(*offset).read() };
            byte != GUARD
        });
        // SAFETY: the driver gave the block back.
        unsafe { start.write_bytes(FREED, slab.size) };
        overrun
    }

    /// Where a block in quarantine was written to after it was freed.
    pub(super) fn written_after_free(&self, address: usize) -> Option<(usize, Tag)> {
        const WORD: u128 = u128::from_ne_bytes([FREED; 16]);
        let (slab, index) = self.locate(address)?;
        let slab = &self.slabs[slab];
        // Sizes and addresses of blocks are multiples of 16.
        let start = address as *const u128;
        let (place, word) = (0..slab.size / 16).find_map(|place| {
            // SAFETY: within the block, all of which `quarantine` wrote.
            let word = unsafe { start.wrapping_add(place).read() };
            (word != WORD).then_some((place, word))
        })?;
        let byte = word
            .to_ne_bytes()
            .iter()
            .position(|byte| *byte != FREED)
            .unwrap_or_default();
        Some((place * 16 + byte, slab.blocks[index].tag))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.slabs.iter().flat_map(|slab| {
            let base = slab.base as usize;
            let blocks = slab.blocks.iter().enumerate();
            blocks.map(move |(index, block)| (base + index * slab.size, block))
        })
    }
}

/// The bytes of a block that can be read: it is allocated, or kept after it was freed.
pub(super) fn copy(address: usize, bytes: usize) -> Vec<u8> {
    // SAFETY: the caller found the block in the pool, all of which was written when it was
    // allocated; nothing of the machine runs meanwhile.
    unsafe { slice::from_raw_parts(address as *const u8, bytes) }.to_vec()
}

impl Drop for Slabs {
    fn drop(&mut self) {
        for chunk in &self.chunks {
            // SAFETY: allocated with this layout; the machine is gone, so no block is in use.
            unsafe { alloc::dealloc(*chunk, CHUNK_LAYOUT) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_below_a_page_fits_its_class_and_not_the_one_before() {
        for bytes in 1..=4096 {
            let class = class_of(bytes);
            assert!(class < CLASSES, "{bytes}");
            assert!(size_of_class(class) >= bytes, "{bytes}");
            assert!(class == 0 || size_of_class(class - 1) < bytes, "{bytes}");
        }
    }
}
