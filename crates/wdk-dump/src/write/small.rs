//! A small dump: the stack, the lists of drivers, the debugger's block and blocks of memory, one
//! after the other behind the header.

use super::{Block, Snapshot, system::System};
use crate::{
    bytes::{put, put_u32, put_u64},
    error::WriteError,
    layout::{HEADER, header, kind, module, parts, triage, unloaded},
    module::{Module, Unloaded},
    registers::Registers,
};

/// The first address of the kernel.
const KERNEL: u64 = 0xFFFF_8000_0000_0000;
/// Bytes of a small dump, which are counted in 32 bits. Windows' own have less.
const MOST: u64 = 256 << 20;
/// Units of a path that are kept, as readers expect.
const PATH: usize = 260;

impl Snapshot {
    /// The bytes of a small dump, as Windows writes to `C:\Windows\Minidump`. It has the registers of
    /// the first processor, the modules, and [`Snapshot::memory`]: the block that the stack pointer
    /// is in is the stack from there on, all others are blocks at their addresses.
    ///
    /// What a small dump of Windows has is little: choose the memory after it.
    ///
    /// # Errors
    ///
    /// [`WriteError`] when there is memory that no kernel has, or too much.
    pub fn to_small_bytes(&self) -> Result<Vec<u8>, WriteError> {
        let total: u64 = self.memory.iter().map(|it| it.bytes.len() as u64).sum();
        if total > MOST {
            return Err(WriteError::TooLarge((MOST >> 12) as usize));
        }
        if let Some(block) = self.memory.iter().find(|it| it.address < KERNEL) {
            return Err(WriteError::Address(block.address));
        }
        let system = System::of(self);
        let mut file = Parts {
            file: self.header(kind::TRIAGE, &system),
            has: parts::CONTEXT,
        };
        file.file.resize(HEADER + triage::LENGTH, 0);
        file.set(triage::CONTEXT, header::CONTEXT);
        if self.exception.is_some() {
            file.has |= parts::EXCEPTION;
            file.set(triage::EXCEPTION, header::EXCEPTION);
        }
        file.add_unloaded(&self.unloaded);
        let stack = self.processors.first().map_or(0, Registers::rsp);
        let is_stack = |block: &&Block| {
            let at = stack.checked_sub(block.address);
            at.is_some_and(|at| at < block.bytes.len() as u64)
        };
        let of_stack = self.memory.iter().find(is_stack);
        if let Some(block) = of_stack {
            file.add_stack(stack, &block.bytes[(stack - block.address) as usize..]);
        }
        file.add_drivers(&self.modules);
        let debugger_data = system.memory.iter();
        for block in debugger_data.filter(|it| it.address == system.debugger_data) {
            file.has |= parts::DEBUGGER_DATA;
            let at = file.add(&block.bytes);
            file.set(triage::DEBUGGER_DATA, at);
            file.set(triage::DEBUGGER_DATA_LENGTH, block.bytes.len());
        }
        let is_other = |block: &&Block| !of_stack.is_some_and(|stack| std::ptr::eq(*block, stack));
        file.add_blocks(self.memory.iter().filter(is_other));
        Ok(file.complete())
    }
}

/// A small dump that is being written.
struct Parts {
    file: Vec<u8>,
    /// Which parts it has.
    has: u32,
}

impl Parts {
    /// Sets a field of the small dump's own header.
    fn set(&mut self, field: usize, value: usize) {
        put_u32(&mut self.file, HEADER + field, value as u32);
    }

    /// Adds a part, and tells where it is.
    fn add(&mut self, bytes: &[u8]) -> usize {
        self.file.resize(self.file.len().next_multiple_of(8), 0);
        let at = self.file.len();
        self.file.extend_from_slice(bytes);
        at
    }

    fn add_unloaded(&mut self, list: &[Unloaded]) {
        if list.is_empty() {
            return;
        }
        self.has |= parts::BROKEN_DRIVER;
        let at = self.add(&(list.len() as u64).to_le_bytes());
        self.set(triage::UNLOADED, at);
        for Unloaded { name, range } in list {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            let name: Vec<u8> = name.take(unloaded::NAME_LENGTH).collect();
            let mut entry = vec![0; unloaded::LENGTH];
            let length = (name.len() as u16).to_le_bytes();
            put(&mut entry, 0, length);
            put(&mut entry, 2, length);
            entry[unloaded::NAME..][..name.len()].copy_from_slice(&name);
            put_u64(&mut entry, unloaded::START, range.start);
            put_u64(&mut entry, unloaded::END, range.end);
            self.add(&entry);
        }
    }

    fn add_stack(&mut self, pointer: u64, bytes: &[u8]) {
        self.has |= parts::STACK;
        let at = self.add(bytes);
        self.set(triage::STACK, at);
        self.set(triage::STACK_LENGTH, bytes.len());
        put_u64(&mut self.file, HEADER + triage::TOP_OF_STACK, pointer);
    }

    fn add_drivers(&mut self, modules: &[Module]) {
        self.has |= parts::DRIVERS;
        let list = self.add(&vec![0; triage::DRIVER * modules.len()]);
        self.set(triage::DRIVERS, list);
        self.set(triage::DRIVER_COUNT, modules.len());
        let mut strings = None;
        for (number, described) in modules.iter().enumerate() {
            let path = match described.path.is_empty() {
                true => &described.name,
                false => &described.path,
            };
            let units: Vec<u16> = path.encode_utf16().take(PATH).collect();
            let mut string = (units.len() as u32).to_le_bytes().to_vec();
            string.extend(units.into_iter().chain([0]).flat_map(u16::to_le_bytes));
            let name = self.add(&string);
            strings.get_or_insert(name);
            let mut entry = vec![0; triage::DRIVER];
            put_u32(&mut entry, 0, name as u32);
            let place = &mut entry[triage::DRIVER_MODULE..];
            put_u64(place, module::BASE, described.base);
            put_u64(place, module::ENTRY, described.entry);
            put_u32(place, module::SIZE, described.size);
            put_u32(place, module::CHECKSUM, described.checksum);
            put_u32(place, triage::TIME_STAMP, described.time_stamp);
            self.file[list + triage::DRIVER * number..][..triage::DRIVER].copy_from_slice(&entry);
        }
        if let Some(first) = strings {
            let end = self.add(&[]);
            self.set(triage::STRINGS, first);
            self.set(triage::STRINGS_LENGTH, end - first);
        }
    }

    fn add_blocks<'a>(&mut self, blocks: impl Iterator<Item = &'a Block>) {
        let blocks: Vec<&Block> = blocks.filter(|it| !it.bytes.is_empty()).collect();
        if blocks.is_empty() {
            return;
        }
        self.has |= parts::BLOCKS;
        let table = self.add(&vec![0; triage::BLOCK * blocks.len()]);
        self.set(triage::BLOCKS, table);
        self.set(triage::BLOCK_COUNT, blocks.len());
        for (number, Block { address, bytes }) in blocks.into_iter().enumerate() {
            let at = self.add(bytes);
            let entry = table + triage::BLOCK * number;
            put_u64(&mut self.file, entry, *address);
            put_u32(&mut self.file, entry + 8, at as u32);
            put_u32(&mut self.file, entry + 12, bytes.len() as u32);
        }
    }

    /// The file, with what is known at its end.
    fn complete(mut self) -> Vec<u8> {
        let mark = self.add(triage::COMPLETE);
        self.set(triage::MARK, mark);
        let length = self.file.len();
        self.set(triage::DUMP_LENGTH, length);
        self.set(triage::OPTIONS, self.has as usize);
        put_u32(&mut self.file, header::PARTS, self.has);
        put_u64(&mut self.file, header::SPACE, length as u64);
        self.file
    }
}
