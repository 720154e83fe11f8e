//! The memory of a small dump: the stack, and blocks that Windows and drivers have chosen.

use crate::{
    bytes::{part, u16_at, u32_at, u64_at},
    error::DumpError,
    layout::{HEADER, header, module, triage, unloaded},
    memory::Memory,
    module::{Module, Unloaded},
    registers::Registers,
};

/// Modules that are read of a list.
const MODULES: u32 = 4096;
/// Blocks that are read of a list.
const BLOCKS: u32 = 65_536;
/// Blocks before an address that may have it.
const OVERLAPPING: usize = 32;
/// Characters of a name.
const NAME: usize = 1024;

/// A part of the file that lies at an address.
#[derive(Debug)]
struct Block<'a> {
    address: u64,
    bytes: &'a [u8],
}

/// A small dump.
#[derive(Debug)]
pub(crate) struct Triage<'a> {
    /// By their addresses.
    blocks: Vec<Block<'a>>,
    pub(crate) modules: Vec<Module>,
    pub(crate) unloaded: Vec<Unloaded>,
    pub(crate) context: Option<Registers>,
}

impl<'a> Triage<'a> {
    pub(crate) fn parse(file: &'a [u8]) -> Result<Self, DumpError> {
        let start = part(file, HEADER, triage::LENGTH)
            .ok_or(DumpError::Truncated("the header of a small dump"))?;
        let word = |at| u32_at(start, at).unwrap_or_default();
        let long = |at| u64_at(start, at).unwrap_or_default();
        let mut blocks = Vec::new();
        let mut add = |address: u64, offset: u32, length: u32| {
            // A part that is not there is left out, as a debugger does.
            if let Some(bytes) = part(file, offset as usize, length as usize)
                && !bytes.is_empty()
            {
                blocks.push(Block { address, bytes });
            }
        };
        add(
            long(triage::TOP_OF_STACK),
            word(triage::STACK),
            word(triage::STACK_LENGTH),
        );
        add(
            long(triage::DATA_PAGE_ADDRESS),
            word(triage::DATA_PAGE),
            word(triage::DATA_PAGE_LENGTH),
        );
        add(
            u64_at(file, header::DEBUGGER_DATA).unwrap_or_default(),
            word(triage::DEBUGGER_DATA),
            word(triage::DEBUGGER_DATA_LENGTH),
        );
        for number in 0..word(triage::BLOCK_COUNT).min(BLOCKS) as usize {
            let at = word(triage::BLOCKS) as usize + triage::BLOCK * number;
            let Some(entry) = part(file, at, triage::BLOCK) else {
                break;
            };
            if let (Some(address), Some(offset), Some(length)) =
                (u64_at(entry, 0), u32_at(entry, 8), u32_at(entry, 12))
            {
                add(address, offset, length);
            }
        }
        blocks.sort_by_key(|block| block.address);
        let drivers = word(triage::DRIVERS) as usize;
        let modules = (0..word(triage::DRIVER_COUNT).min(MODULES) as usize)
            .map_while(|number| driver(file, drivers + triage::DRIVER * number));
        let context = word(triage::CONTEXT) as usize;
        Ok(Self {
            modules: modules.collect(),
            unloaded: unloaded_at(file, word(triage::UNLOADED) as usize),
            context: file.get(context..).and_then(Registers::of_context),
            blocks,
        })
    }
}

/// The entry of a driver at `at` of the file.
fn driver(file: &[u8], at: usize) -> Option<Module> {
    let entry = part(file, at, triage::DRIVER)?;
    let module = &entry[triage::DRIVER_MODULE..];
    let path = string(file, u32_at(entry, 0)? as usize).unwrap_or_default();
    Some(Module {
        name: file_name(&path).to_owned(),
        path,
        base: u64_at(module, module::BASE)?,
        size: u32_at(module, module::SIZE)?,
        entry: u64_at(module, module::ENTRY)?,
        checksum: u32_at(module, module::CHECKSUM)?,
        time_stamp: u32_at(module, triage::TIME_STAMP)?,
    })
}

/// The list of what was unloaded at `at` of the file; empty where there is none. Windows keeps fifty
/// entries, of which those that were not used yet are zero.
fn unloaded_at(file: &[u8], at: usize) -> Vec<Unloaded> {
    /// More are none of Windows.
    const MOST: u64 = 64;
    let count = match at {
        0 => None,
        at => u64_at(file, at).filter(|count| *count <= MOST),
    };
    let entry = |number: u64| {
        let entry = at + 8 + unloaded::LENGTH * number as usize;
        let entry = part(file, entry, unloaded::LENGTH)?;
        let length = usize::from(u16_at(entry, 0)?).min(unloaded::NAME_LENGTH);
        let name = entry[unloaded::NAME..][..length].chunks_exact(2);
        let units: Vec<u16> = name.map(|it| u16::from_le_bytes([it[0], it[1]])).collect();
        Some(Unloaded {
            name: String::from_utf16_lossy(&units),
            range: u64_at(entry, unloaded::START)?..u64_at(entry, unloaded::END)?,
        })
    };
    let entries = (0..count.unwrap_or_default()).map_while(entry);
    entries.filter(|it| it.range.start != 0).collect()
}

/// The counted text at `at` of the file.
fn string(file: &[u8], at: usize) -> Option<String> {
    let count = u32_at(file, at)? as usize;
    let units = (0..count.min(NAME)).map_while(|number| u16_at(file, at + 4 + 2 * number));
    let units: Vec<u16> = units.collect();
    Some(String::from_utf16_lossy(&units))
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['\\', '/']).next().unwrap_or(path)
}

impl Memory for Triage<'_> {
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool {
        let behind = self.blocks.partition_point(|it| it.address <= address);
        // Blocks may overlap; that many do is no dump of Windows.
        for block in self.blocks[..behind].iter().rev().take(OVERLAPPING) {
            let at = address.checked_sub(block.address);
            let at = at.and_then(|it| usize::try_from(it).ok());
            if let Some(found) = at.and_then(|at| part(block.bytes, at, buffer.len())) {
                buffer.copy_from_slice(found);
                return true;
            }
        }
        false
    }
}
