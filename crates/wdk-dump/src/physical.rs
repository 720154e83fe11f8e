//! The memory of a large dump: pages by their physical numbers, reached through the page tables.

use crate::{
    bytes::{part, u32_at, u64_at},
    error::DumpError,
    layout::{HEADER, PAGE_SIZE, bitmap, header, ranges},
    memory::Memory,
};

/// Bits of a page table's entry that are the number of the page.
const ADDRESS: u64 = 0x000F_FFFF_FFFF_F000;
const PRESENT: u64 = 1;
/// The entry stands for all pages below it.
const LARGE: u64 = 1 << 7;
/// The page is still in memory, on its way to the page file.
const TRANSITION: u64 = 1 << 11;
/// A prototype entry, which says nothing without the section that it belongs to.
const PROTOTYPE: u64 = 1 << 10;

/// Pages that follow each other, in memory and in the file.
#[derive(Clone, Copy, Debug)]
struct Run {
    page: u64,
    count: u64,
    offset: u64,
}

/// The pages of a dump.
#[derive(Debug)]
pub(crate) struct Physical<'a> {
    file: &'a [u8],
    /// In the order of the file; sorted by their pages once all are known.
    runs: Vec<Run>,
    /// Where in the file the next page is.
    offset: u64,
    page_tables: u64,
}

impl<'a> Physical<'a> {
    fn new(file: &'a [u8], offset: u64) -> Self {
        Self {
            file,
            runs: Vec::new(),
            offset,
            page_tables: u64_at(file, header::PAGE_TABLES).unwrap_or_default() & ADDRESS,
        }
    }

    /// A dump of all pages: the header has the runs.
    pub(crate) fn full(file: &'a [u8]) -> Result<Self, DumpError> {
        const MOST: u32 = 42;
        let count = u32_at(file, header::RUNS).ok_or(DumpError::Truncated("the header"))?;
        if count > MOST {
            return Err(DumpError::Damaged("the header has too many runs of pages"));
        }
        let mut physical = Self::new(file, HEADER as u64);
        for number in 0..count as usize {
            let at = header::RUNS + 16 + 16 * number;
            physical.add_described(file, at)?;
        }
        Ok(physical.sorted())
    }

    /// A dump with a bit for each page.
    pub(crate) fn with_bitmap(file: &'a [u8]) -> Result<Self, DumpError> {
        const MISSING: DumpError = DumpError::Truncated("the bitmap of the pages");
        let start = file.get(HEADER..).ok_or(MISSING)?;
        let magic = part(start, 0, 8).ok_or(MISSING)?;
        if !bitmap::MAGICS.iter().any(|it| *it == magic) {
            return Err(DumpError::Damaged("the bitmap of the pages has no mark"));
        }
        let first = u64_at(start, bitmap::FIRST_PAGE).ok_or(MISSING)?;
        let pages = u64_at(start, bitmap::PAGES).ok_or(MISSING)?;
        let length = usize::try_from(pages.div_ceil(8)).map_err(|_| MISSING)?;
        let bits = part(start, bitmap::BITS, length).ok_or(MISSING)?;
        let mut physical = Self::new(file, first);
        for (number, byte) in (0..).zip(bits) {
            // Most of a bitmap is empty or full.
            let first = 8 * number;
            match byte {
                0 => {}
                0xFF if first + 8 <= pages => physical.add(first, 8)?,
                byte => {
                    for page in (first..pages.min(first + 8)).filter(|it| byte >> (it & 7) & 1 == 1)
                    {
                        physical.add(page, 1)?;
                    }
                }
            }
        }
        Ok(physical.sorted())
    }

    /// A dump with a table of ranges; that of a complete one says how many pages it has.
    pub(crate) fn with_ranges(file: &'a [u8], complete: bool) -> Result<Self, DumpError> {
        const MISSING: DumpError = DumpError::Truncated("the table of the pages");
        let start = file.get(HEADER..).ok_or(MISSING)?;
        if part(start, 4, 8).ok_or(MISSING)? != ranges::MAGIC {
            return Err(DumpError::Damaged("the table of the pages has no mark"));
        }
        let length = u64_at(start, ranges::LENGTH).ok_or(MISSING)?;
        let first = u64_at(start, ranges::FIRST_PAGE).ok_or(MISSING)?;
        let mut left = match complete {
            true => u64_at(start, ranges::PAGES).ok_or(MISSING)?,
            false => u64::MAX,
        };
        let mut physical = Self::new(file, first);
        for number in 0..length / 16 {
            let at = usize::try_from(number)
                .ok()
                .and_then(|number| number.checked_mul(16)?.checked_add(ranges::TABLE));
            let at = at.ok_or(MISSING)?;
            let page = u64_at(start, at).ok_or(MISSING)?;
            let count = u64_at(start, at + 8).ok_or(MISSING)?;
            if page == 0 || left == 0 {
                break;
            }
            left = left.saturating_sub(count);
            physical.add(page, count)?;
        }
        Ok(physical.sorted())
    }

    /// Adds the run that is described at `at` of `bytes`.
    fn add_described(&mut self, bytes: &[u8], at: usize) -> Result<(), DumpError> {
        let page = u64_at(bytes, at).ok_or(DumpError::Truncated("the header"))?;
        let count = u64_at(bytes, at + 8).ok_or(DumpError::Truncated("the header"))?;
        self.add(page, count)
    }

    /// Adds pages. Those that the file does not have are left out: a dump that was cut off still
    /// says something.
    fn add(&mut self, page: u64, count: u64) -> Result<(), DumpError> {
        let left = (self.file.len() as u64).saturating_sub(self.offset) / PAGE_SIZE;
        let count = count.min(left);
        if count == 0 {
            return Ok(());
        }
        if page.checked_add(count).is_none() {
            return Err(DumpError::Damaged("a run of pages has no end"));
        }
        match self.runs.last_mut() {
            Some(last) if last.page + last.count == page => last.count += count,
            _ => self.runs.push(Run {
                page,
                count,
                offset: self.offset,
            }),
        }
        self.offset += count * PAGE_SIZE;
        Ok(())
    }

    fn sorted(mut self) -> Self {
        self.runs.sort_by_key(|run| run.page);
        self
    }

    /// How many pages the file has.
    pub(crate) fn pages(&self) -> u64 {
        self.runs.iter().map(|run| run.count).sum()
    }

    /// The bytes from a physical address to the end of its page.
    fn at(&self, address: u64) -> Option<&'a [u8]> {
        let page = address / PAGE_SIZE;
        let behind = self.runs.partition_point(|run| run.page <= page);
        let run = self.runs.get(behind.checked_sub(1)?)?;
        let number = page - run.page;
        if number >= run.count {
            return None;
        }
        let within = address % PAGE_SIZE;
        let start = usize::try_from(run.offset + number * PAGE_SIZE + within).ok()?;
        part(self.file, start, (PAGE_SIZE - within) as usize)
    }

    /// The physical address of a virtual one.
    fn translate(&self, address: u64) -> Option<u64> {
        let mut table = self.page_tables;
        for level in (0..4).rev() {
            let shift = 12 + 9 * level;
            let index = address >> shift & 0x1FF;
            let entry = u64_at(self.at(table + 8 * index)?, 0)?;
            if entry & PRESENT == 0 {
                let in_transition = level == 0 && entry & (TRANSITION | PROTOTYPE) == TRANSITION;
                return in_transition.then_some((entry & ADDRESS) + address % PAGE_SIZE);
            }
            if level == 0 || level < 3 && entry & LARGE != 0 {
                let within = (1 << shift) - 1;
                return Some((entry & ADDRESS & !within) + (address & within));
            }
            table = entry & ADDRESS;
        }
        None
    }
}

impl Memory for Physical<'_> {
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool {
        let (mut address, mut buffer) = (address, buffer);
        while !buffer.is_empty() {
            let Some(found) = self.translate(address).and_then(|it| self.at(it)) else {
                return false;
            };
            let length = found.len().min(buffer.len());
            let (now, later) = buffer.split_at_mut(length);
            now.copy_from_slice(&found[..length]);
            buffer = later;
            match address.checked_add(length as u64) {
                Some(next) => address = next,
                None => return buffer.is_empty(),
            }
        }
        true
    }
}
