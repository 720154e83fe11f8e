//! Blocks of a page and more.
#![expect(unsafe_code, reason = "hands out raw memory")]

use std::{
    alloc::{self, Layout},
    collections::BTreeMap,
    ptr,
};

use super::{Block, PAGE, State};

pub(super) struct LargeBlocks(BTreeMap<usize, Block>);

fn layout(bytes: usize) -> Option<Layout> {
    Layout::from_size_align(bytes.max(1), PAGE).ok()
}

impl LargeBlocks {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn allocate(&mut self, bytes: usize, block: Block, fill: Option<u8>) -> *mut u8 {
        // A real pool has no block of 4 GiB either.
        let Some(layout) = u32::try_from(bytes).ok().and_then(|_| layout(bytes)) else {
            return ptr::null_mut();
        };
        // SAFETY: the layout has a size.
        let start = unsafe { alloc::alloc(layout) };
        if start.is_null() {
            return start;
        }
        // SAFETY: freshly allocated with at least `bytes`.
        unsafe { start.write_bytes(fill.unwrap_or_default(), bytes) };
        self.0.insert(start as usize, block);
        start
    }

    pub(super) fn find(&self, address: usize) -> Option<&Block> {
        self.0.get(&address)
    }

    pub(super) fn free(&mut self, address: usize) {
        let Some(block) = self.0.remove(&address) else {
            return;
        };
        if let Some(layout) = layout(block.bytes as usize) {
            // SAFETY: allocated with this layout and no longer in the map.
            unsafe { alloc::dealloc(address as *mut u8, layout) };
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Block)> {
        self.0.iter().map(|(address, block)| (*address, block))
    }
}

impl Drop for LargeBlocks {
    fn drop(&mut self) {
        let live: Vec<usize> = self
            .0
            .iter()
            .filter(|(_, block)| block.state == State::Live)
            .map(|(address, _)| *address)
            .collect();
        for address in live {
            self.free(address);
        }
    }
}
