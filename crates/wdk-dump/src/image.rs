//! What an image in memory says about itself.
//!
//! Facts: [PE format](https://learn.microsoft.com/windows/win32/debug/pe-format).

use std::ops::Range;

use crate::{memory::Memory, unwind::entry};

/// Bytes of a CodeView record's path.
const PATH: usize = 1024;
/// Bytes that are read of a debug directory.
const DIRECTORY: u64 = 28 * 64;
/// Bytes of an entry of the function table.
pub(crate) const FUNCTION: u64 = 12;
/// Functions that a table may have; a larger one is damaged.
const FUNCTIONS: u64 = 4 << 20;
const CODE_VIEW: u32 = 2;

/// Which PDB belongs to an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeView {
    /// The PDB's file, as the linker wrote it.
    pub path: String,
    /// The GUID that image and PDB share, in the order of its bytes.
    pub guid: [u8; 16],
    /// The age that they share.
    pub age: u32,
}

/// An entry of an image's function table: offsets into the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// Its first byte.
    pub begin: u32,
    /// Behind its last one.
    pub end: u32,
    /// Its unwind data.
    pub unwind: u32,
}

/// The image that begins at an address.
#[derive(Clone, Copy)]
pub struct Image<'a> {
    memory: &'a dyn Memory,
    base: u64,
    /// Where the optional header is.
    optional: u64,
}

impl<'a> Image<'a> {
    /// The x64 image at `base`; none when its headers are not in memory.
    #[must_use]
    pub fn at(memory: &'a dyn Memory, base: u64) -> Option<Self> {
        let headers = base.checked_add(memory.u32(base.checked_add(0x3C)?)?.into())?;
        let is_image = memory.u16(base)? == 0x5A4D
            && memory.u32(headers)? == 0x4550
            && memory.u16(headers.checked_add(24)?)? == 0x20B;
        is_image.then_some(Self {
            memory,
            base,
            optional: headers + 24,
        })
    }

    /// The time stamp in its header.
    #[must_use]
    pub fn time_stamp(&self) -> Option<u32> {
        self.memory.u32(self.optional - 16)
    }

    /// Where in the image one of its tables is.
    fn directory(&self, number: u64) -> Option<Range<u64>> {
        let entry = self.optional.checked_add(112 + 8 * number)?;
        let start = u64::from(self.memory.u32(entry)?);
        let length = u64::from(self.memory.u32(entry.checked_add(4)?)?);
        (start != 0).then_some(start..start + length)
    }

    fn address(&self, offset: u64) -> Option<u64> {
        self.base.checked_add(offset)
    }

    /// Which PDB belongs to it.
    #[must_use]
    pub fn code_view(&self) -> Option<CodeView> {
        let table = self.directory(6)?;
        for number in 0..(table.end - table.start).min(DIRECTORY) / 28 {
            let entry = self.address(table.start + 28 * number)?;
            let word = |at| self.memory.u32(entry.checked_add(at)?);
            if word(12)? != CODE_VIEW {
                continue;
            }
            let record = self.address(word(20)?.into())?;
            if self.memory.bytes(record, 4)? != *b"RSDS" {
                continue;
            }
            return Some(CodeView {
                guid: self
                    .memory
                    .bytes(record.checked_add(4)?, 16)?
                    .try_into()
                    .ok()?,
                age: self.memory.u32(record.checked_add(20)?)?,
                path: self.memory.text(record.checked_add(24)?, PATH)?,
            });
        }
        None
    }

    /// What says which image it is, and which PDB belongs to it: its headers, its debug directory and
    /// the CodeView record, as offsets into the image.
    #[must_use]
    pub fn identity(&self) -> Vec<Range<u64>> {
        let mut parts = Vec::new();
        parts.extend(self.memory.u32(self.optional + 60).map(|it| 0..it.into()));
        let Some(table) = self.directory(6) else {
            return parts;
        };
        let record = (0..(table.end - table.start).min(DIRECTORY) / 28).find_map(|number| {
            let entry = self.address(table.start + 28 * number)?;
            let word = |at| self.memory.u32(entry.checked_add(at)?);
            let record = u64::from(word(20)?);
            (word(12)? == CODE_VIEW).then_some(record..record + u64::from(word(16)?))
        });
        parts.push(table);
        parts.extend(record);
        parts
    }

    /// The function that has the byte at `offset`.
    #[must_use]
    pub fn function(&self, offset: u32) -> Option<Function> {
        let table = self.directory(3)?;
        let (mut low, mut high) = (0, ((table.end - table.start) / FUNCTION).min(FUNCTIONS));
        // The linker sorts the table.
        while low < high {
            let middle = low + (high - low) / 2;
            let entry = self.address(table.start + FUNCTION * middle)?;
            let function = read_function(self.memory, entry)?;
            if offset < function.begin {
                high = middle;
            } else if offset >= function.end {
                low = middle + 1;
            } else {
                return Some(function);
            }
        }
        None
    }

    /// Whether the image says how its functions are unwound.
    #[must_use]
    pub fn has_functions(&self) -> bool {
        self.directory(3).is_some_and(|it| {
            self.address(it.start)
                .is_some_and(|it| read_function(self.memory, it).is_some())
        })
    }
}

impl std::fmt::Debug for Image<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({:#x})", self.base)
    }
}

/// The entry of a function table at `address`.
fn read_function(memory: &dyn Memory, address: u64) -> Option<Function> {
    entry(&memory.bytes(address, FUNCTION as usize)?)
}

/// An image file's bytes as the kernel maps them, for [`Layered`](crate::Layered). None when they
/// are no image of x64.
#[must_use]
pub fn map(file: &[u8]) -> Option<Vec<u8>> {
    use crate::bytes::{part, u16_at, u32_at};
    /// No driver is larger.
    const LARGEST: usize = 1 << 30;
    let headers = u32_at(file, 0x3C)? as usize;
    let is_image = u16_at(file, 0)? == 0x5A4D
        && u32_at(file, headers)? == 0x4550
        && u16_at(file, headers.checked_add(24)?)? == 0x20B;
    let optional = headers.checked_add(24)?;
    let size = u32_at(file, optional.checked_add(56)?)? as usize;
    if !is_image || size > LARGEST.min(file.len().saturating_mul(16)) {
        return None;
    }
    let mut memory = vec![0; size];
    let length = (u32_at(file, optional + 60)? as usize).min(size);
    let start = part(file, 0, length)?;
    memory[..length].copy_from_slice(start);
    let count = usize::from(u16_at(file, headers + 6)?);
    let sections = optional.checked_add(u16_at(file, headers + 20)?.into())?;
    for number in 0..count {
        let section = part(file, sections.checked_add(40 * number)?, 40)?;
        let word = |at| u32_at(section, at).map(|it| it as usize);
        let (length, there) = (word(8)?, word(16)?);
        let length = if length == 0 {
            there
        } else {
            length.min(there)
        };
        let content = part(file, word(20)?, length)?;
        let place = word(12)?;
        let end = place.checked_add(length)?;
        memory.get_mut(place..end)?.copy_from_slice(content);
    }
    Some(memory)
}
