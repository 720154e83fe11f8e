//! A dump that is written: a kernel memory dump with a bitmap, as Windows writes by default, which is
//! a header, the pages of a stopped machine, and page tables that lead to them; or a small one.

mod pages;
mod small;
mod system;

use crate::{
    bytes::{put, put_u32, put_u64},
    error::WriteError,
    layout::{AMD64, HEADER, MAGIC, PAGE, PAGE_SIZE, bitmap, context, exception, header, kind},
    module::{Module, Unloaded},
    registers::{Exception, Registers},
};

/// Memory at an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Where it begins.
    pub address: u64,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A stopped machine.
#[derive(Clone, Debug, Default)]
pub struct Snapshot {
    /// The stop code.
    pub code: u32,
    /// The stop code's parameters.
    pub parameters: [u64; 4],
    /// The build of Windows that the machine plays.
    pub build: u32,
    /// The registers of each processor; the first is the one that stopped the machine.
    pub processors: Vec<Registers>,
    /// The exception that stopped it, if it was one.
    pub exception: Option<Exception>,
    /// A remark, of which 127 bytes are kept.
    pub comment: String,
    /// How long the machine ran, in units of 100 ns.
    pub up_time: u64,
    /// The modules, in the order in which they were loaded.
    pub modules: Vec<Module>,
    /// What was unloaded, the last first. Only a small dump has it.
    pub unloaded: Vec<Unloaded>,
    /// The memory, in any order. The same bytes may not be given twice.
    pub memory: Vec<Block>,
}

impl Snapshot {
    /// The bytes of a kernel memory dump. Equal snapshots have equal dumps: the file has no time of
    /// its own.
    ///
    /// # Errors
    ///
    /// [`WriteError`] when there is memory that no kernel has, or that is there twice.
    pub fn to_bytes(&self) -> Result<Vec<u8>, WriteError> {
        let system = system::System::of(self);
        let blocks = self.memory.iter().chain(&system.memory);
        let pages = pages::Pages::of(blocks)?;

        let mut file = self.header(kind::BITMAP_FULL, &system);
        put_u64(&mut file, header::PAGE_TABLES, pages.root * PAGE_SIZE);
        // One run: pages are numbered one after the other, from 1 on.
        let count = pages.contents.len() as u64;
        put_u32(&mut file, header::RUNS, 1);
        put_u64(&mut file, header::RUNS + 8, count);
        put_u64(&mut file, header::RUNS + 16, pages::FIRST);
        put_u64(&mut file, header::RUNS + 24, count);

        let bits = count + pages::FIRST;
        let length = bits.div_ceil(8) as usize;
        let first_page = (HEADER + bitmap::BITS + length).next_multiple_of(PAGE);
        let mut map = vec![0; first_page - HEADER];
        put(&mut map, 0, *bitmap::MAGICS[0]);
        put_u64(&mut map, bitmap::FIRST_PAGE, first_page as u64);
        put_u64(&mut map, bitmap::PRESENT, count);
        put_u64(&mut map, bitmap::PAGES, bits);
        for page in pages::FIRST..bits {
            map[bitmap::BITS + (page / 8) as usize] |= 1 << (page % 8);
        }
        file.extend(map);
        for page in &pages.contents {
            file.extend_from_slice(page.as_slice());
        }
        let space = file.len() as u64;
        put_u64(&mut file, header::SPACE, space);
        Ok(file)
    }

    /// The header of a dump of this kind, without what only some kinds have.
    fn header(&self, kind: u32, system: &system::System) -> Vec<u8> {
        let mut file = vec![0; HEADER];
        put(&mut file, 0, *MAGIC);
        put_u32(&mut file, header::MAJOR, 15);
        put_u32(&mut file, header::BUILD, self.build);
        put_u64(&mut file, header::MODULES, system.modules);
        put_u32(&mut file, header::MACHINE, AMD64);
        let processors = self.processors.len().max(1) as u32;
        put_u32(&mut file, header::PROCESSORS, processors);
        put_u32(&mut file, header::CODE, self.code);
        for (number, parameter) in self.parameters.into_iter().enumerate() {
            put_u64(&mut file, header::PARAMETERS + 8 * number, parameter);
        }
        put_u64(&mut file, header::DEBUGGER_DATA, system.debugger_data);
        let registers = self.processors.first().copied().unwrap_or_default();
        file[header::CONTEXT..][..context::LENGTH].copy_from_slice(&registers.to_context());
        if let Some(exception) = &self.exception {
            file[header::EXCEPTION..][..exception::LENGTH].copy_from_slice(&exception.to_record());
        }
        put_u32(&mut file, header::KIND, kind);
        let comment = kept(&self.comment);
        file[header::COMMENT..][..comment.len()].copy_from_slice(comment);
        put_u64(&mut file, header::UP_TIME, self.up_time);
        file
    }
}

/// The part of a comment that the header has space for.
fn kept(comment: &str) -> &[u8] {
    let most = header::COMMENT_LENGTH - 1;
    let end = (0..=most.min(comment.len()))
        .rev()
        .find(|end| comment.is_char_boundary(*end));
    &comment.as_bytes()[..end.unwrap_or_default()]
}
