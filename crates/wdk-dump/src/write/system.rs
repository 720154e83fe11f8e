//! What a debugger looks for in the kernel's own memory: the list of modules, the debugger's block,
//! the bug check's data and the processors.

use super::{Block, Snapshot};
use crate::{
    bytes::{put, put_u32, put_u64},
    layout::{PAGE_SIZE, context, debugger, module},
    module::Module,
};

/// Where it stands: where nothing else of a machine does.
const START: u64 = 0xFFFF_F8FF_0000_0000;
/// `MmHighestUserAddress`, `MmSystemRangeStart`, `MmUserProbeAddress` of x64.
const HIGHEST_USER: u64 = 0x7FFF_FFFE_FFFF;
const SYSTEM_RANGE: u64 = 0xFFFF_8000_0000_0000;
const USER_PROBE: u64 = 0x7FFF_FFFF_0000;
/// Where in a processor's block its registers' address is, its number, and how long it is. Of the
/// block itself nothing else is written.
const PROCESSOR_CONTEXT: u16 = 0x10;
const PROCESSOR_NUMBER: u16 = 0x18;
const PROCESSOR_LENGTH: u16 = 0x20;

pub(super) struct System {
    pub(super) memory: Vec<Block>,
    /// Where `PsLoadedModuleList` is.
    pub(super) modules: u64,
    /// Where the debugger's block is.
    pub(super) debugger_data: u64,
}

/// Structures that are laid out one after the other.
struct Area {
    next: u64,
    memory: Vec<Block>,
}

impl Area {
    /// Lays out a structure, and tells where it is.
    fn add(&mut self, bytes: Vec<u8>) -> u64 {
        let address = self.next;
        self.next = (address + bytes.len() as u64).next_multiple_of(16);
        self.memory.push(Block { address, bytes });
        address
    }

    fn add_words(&mut self, words: &[u64]) -> u64 {
        self.add(words.iter().flat_map(|it| it.to_le_bytes()).collect())
    }
}

impl System {
    pub(super) fn of(snapshot: &Snapshot) -> Self {
        let mut area = Area {
            next: START,
            memory: Vec::new(),
        };
        let list = add_modules(&mut area, &snapshot.modules);
        let mut words = vec![u64::from(snapshot.code)];
        words.extend(snapshot.parameters);
        let bug_check = area.add_words(&words);

        let mut contexts = Vec::new();
        let mut processors = Vec::new();
        for (number, registers) in (0_u32..).zip(&snapshot.processors) {
            let context = area.add(registers.to_context());
            debug_assert_eq!(context::LENGTH % 16, 0, "nothing lies between");
            let mut block = vec![0; PROCESSOR_LENGTH.into()];
            put_u64(&mut block, PROCESSOR_CONTEXT.into(), context);
            put_u32(&mut block, PROCESSOR_NUMBER.into(), number);
            contexts.push(context);
            processors.push(area.add(block));
        }
        let processors = area.add_words(&processors);

        let mut data = vec![0; debugger::LENGTH];
        put(&mut data, debugger::TAG, *b"KDBG");
        put_u32(&mut data, debugger::SIZE, debugger::LENGTH as u32);
        let kernel = snapshot.modules.first().map_or(0, |it| it.base);
        let saved = contexts.first().copied().unwrap_or_default();
        for (at, value) in [
            (debugger::KERNEL, kernel),
            (debugger::SAVED_CONTEXT, saved),
            (debugger::MODULES, list),
            (debugger::BUG_CHECK, bug_check),
            (debugger::PAGE_SIZE, PAGE_SIZE),
            // These are the addresses of the variables.
            (debugger::HIGHEST_USER, area.add_words(&[HIGHEST_USER])),
            (debugger::SYSTEM_RANGE, area.add_words(&[SYSTEM_RANGE])),
            (debugger::USER_PROBE, area.add_words(&[USER_PROBE])),
            (debugger::PROCESSORS, processors),
        ] {
            put_u64(&mut data, at, value);
        }
        for (at, value) in [
            (debugger::PROCESSOR_LENGTH, PROCESSOR_LENGTH),
            (debugger::PROCESSOR_NUMBER, PROCESSOR_NUMBER),
            (debugger::PROCESSOR_CONTEXT, PROCESSOR_CONTEXT),
        ] {
            put(&mut data, at, value.to_le_bytes());
        }
        let debugger_data = area.add(data);
        Self {
            memory: area.memory,
            modules: list,
            debugger_data,
        }
    }
}

/// Lays out the list of modules, and tells where its head is.
fn add_modules(area: &mut Area, modules: &[Module]) -> u64 {
    let head = area.add(vec![0; 16]);
    let first = area.memory.len() - 1;
    let texts: Vec<_> = modules
        .iter()
        .map(|module| {
            let path = match module.path.is_empty() {
                true => module.name.as_str(),
                false => module.path.as_str(),
            };
            (add_text(area, path), add_text(area, &module.name))
        })
        .collect();
    // Each entry begins with the addresses of the next and of the one before.
    let start = area.next;
    let place = |number: usize| match number.checked_sub(1) {
        Some(index) if index < modules.len() => start + (index * module::LENGTH) as u64,
        _ => head,
    };
    for (number, (module, (path, name))) in (1..).zip(modules.iter().zip(texts)) {
        let mut entry = vec![0; module::LENGTH];
        put_u64(&mut entry, 0, place(number + 1));
        put_u64(&mut entry, 8, place(number - 1));
        put_u64(&mut entry, module::BASE, module.base);
        put_u64(&mut entry, module::ENTRY, module.entry);
        put_u32(&mut entry, module::SIZE, module.size);
        put(&mut entry, module::PATH, path);
        put(&mut entry, module::NAME, name);
        put_u32(&mut entry, module::CHECKSUM, module.checksum);
        put_u32(&mut entry, module::TIME_STAMP, module.time_stamp);
        area.add(entry);
    }
    let links = &mut area.memory[first].bytes;
    put_u64(links, 0, place(1));
    put_u64(links, 8, place(modules.len()));
    head
}

/// Lays out a text, and gives the bytes of its `UNICODE_STRING`.
fn add_text(area: &mut Area, text: &str) -> [u8; 16] {
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let length = (bytes.len() as u16).to_le_bytes();
    let mut string = [0; 16];
    put(&mut string, 0, length);
    put(&mut string, 2, length);
    let address = area.add(bytes);
    put_u64(&mut string, 8, address);
    string
}
