//! The pages of a dump, and the page tables that lead to them.

use std::collections::BTreeMap;

use super::Block;
use crate::{
    bytes::{put_u64, u64_at},
    error::WriteError,
    layout::{PAGE, PAGE_SIZE},
};

/// The number of the first page. That with the number 0 is never used, as readers expect.
pub(super) const FIRST: u64 = 1;
/// The first address of the kernel.
const KERNEL: u64 = 0xFFFF_8000_0000_0000;
/// Pages of a dump: 4 GiB.
const MOST: usize = 1 << 20;
/// A table's entry for what is there, was read and written, and may be.
const ENTRY: u64 = 0x63;

pub(super) struct Pages {
    /// By their numbers, from [`FIRST`] on.
    pub(super) contents: Vec<Box<[u8; PAGE]>>,
    /// The number of the highest page table.
    pub(super) root: u64,
}

impl Pages {
    pub(super) fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Result<Self, WriteError> {
        let mut blocks: Vec<&Block> = blocks.filter(|it| !it.bytes.is_empty()).collect();
        blocks.sort_by_key(|block| block.address);
        let mut memory: BTreeMap<u64, Box<[u8; PAGE]>> = BTreeMap::new();
        let mut end = KERNEL;
        for block in blocks {
            let Block { address, bytes } = block;
            if *address < KERNEL {
                return Err(WriteError::Address(*address));
            }
            if *address < end {
                return Err(WriteError::Overlap(*address));
            }
            end = address
                .checked_add(bytes.len() as u64)
                .ok_or(WriteError::Address(*address))?;
            let (mut at, mut rest) = (*address, bytes.as_slice());
            while !rest.is_empty() {
                let within = (at % PAGE_SIZE) as usize;
                let (now, later) = rest.split_at(rest.len().min(PAGE - within));
                let page = memory
                    .entry(at / PAGE_SIZE)
                    .or_insert_with(|| Box::new([0; PAGE]));
                page[within..within + now.len()].copy_from_slice(now);
                at += now.len() as u64;
                rest = later;
            }
            if memory.len() > MOST {
                return Err(WriteError::TooLarge(MOST));
            }
        }
        let numbers: Vec<u64> = memory.keys().copied().collect();
        let mut pages = Self {
            contents: memory.into_values().collect(),
            root: 0,
        };
        pages.root = pages.add();
        for (page, number) in (FIRST..).zip(numbers) {
            pages.map(number, page);
        }
        Ok(pages)
    }

    /// Adds an empty page, and tells its number.
    fn add(&mut self) -> u64 {
        self.contents.push(Box::new([0; PAGE]));
        self.contents.len() as u64 - 1 + FIRST
    }

    fn page(&mut self, number: u64) -> &mut [u8; PAGE] {
        &mut self.contents[(number - FIRST) as usize]
    }

    /// Lets the virtual page `number` be the page `page`.
    fn map(&mut self, number: u64, page: u64) {
        let mut table = self.root;
        for level in (1..4).rev() {
            let at = 8 * (number >> (9 * level) & 0x1FF) as usize;
            let entry = u64_at(self.page(table).as_slice(), at).unwrap_or_default();
            table = match entry {
                0 => {
                    let next = self.add();
                    put_u64(self.page(table), at, (next * PAGE_SIZE) | ENTRY);
                    next
                }
                entry => entry / PAGE_SIZE,
            };
        }
        let at = 8 * (number & 0x1FF) as usize;
        put_u64(self.page(table), at, (page * PAGE_SIZE) | ENTRY);
    }
}
