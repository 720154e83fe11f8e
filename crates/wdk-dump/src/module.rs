//! The list of modules.

use std::ops::Range;

use crate::{layout::module, memory::Memory, triage::file_name};

/// Modules that are read of a list: a damaged one may never end.
const MODULES: usize = 4096;
/// Bytes of a name.
const NAME: usize = 2048;

/// An image that was loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// The file's name, such as `toaster.sys`.
    pub name: String,
    /// The file's path.
    pub path: String,
    /// Where it begins.
    pub base: u64,
    /// How many bytes it has.
    pub size: u32,
    /// Where the system enters it.
    pub entry: u64,
    /// The checksum in its header.
    pub checksum: u32,
    /// The time stamp in its header.
    pub time_stamp: u32,
}

impl Module {
    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: u64) -> bool {
        address
            .checked_sub(self.base)
            .is_some_and(|offset| offset < u64::from(self.size))
    }
}

/// An image that is no longer loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unloaded {
    /// The file's name, of which Windows keeps twelve characters.
    pub name: String,
    /// The addresses that it had.
    pub range: Range<u64>,
}

/// The modules of the list that begins at `head`, as far as it can be followed.
pub(crate) fn list(memory: &dyn Memory, head: u64) -> Vec<Module> {
    let mut modules = Vec::new();
    let mut next = memory.u64(head);
    while let Some(entry) = next.filter(|it| *it != head && modules.len() < MODULES) {
        let Some(module) = read(memory, entry) else {
            break;
        };
        modules.push(module);
        next = memory.u64(entry);
    }
    modules
}

fn read(memory: &dyn Memory, entry: u64) -> Option<Module> {
    let at = |offset: usize| entry.checked_add(offset as u64);
    let path = string(memory, at(module::PATH)?).unwrap_or_default();
    let name = string(memory, at(module::NAME)?).filter(|it| !it.is_empty());
    Some(Module {
        name: name.unwrap_or_else(|| file_name(&path).to_owned()),
        path,
        base: memory.u64(at(module::BASE)?)?,
        size: memory.u32(at(module::SIZE)?)?,
        entry: memory.u64(at(module::ENTRY)?)?,
        checksum: memory.u32(at(module::CHECKSUM)?).unwrap_or_default(),
        time_stamp: memory.u32(at(module::TIME_STAMP)?).unwrap_or_default(),
    })
}

/// The text of the `UNICODE_STRING` at `address`.
fn string(memory: &dyn Memory, address: u64) -> Option<String> {
    let length = usize::from(memory.u16(address)?).min(NAME);
    let bytes = memory.bytes(memory.u64(address.checked_add(8)?)?, length)?;
    let units = bytes
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
    Some(String::from_utf16_lossy(&units.collect::<Vec<_>>()))
}
