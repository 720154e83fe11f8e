//! Reads a PE image once into a [`Plan`]: everything that mapping it needs, checked against the
//! bounds of the file and of the image.
#![forbid(unsafe_code)]

use std::ops::Range;

use object::{
    LittleEndian as LE,
    pe::{self, ImageNtHeaders64},
    read::pe::{ExportTarget, ImageNtHeaders as _, ImageOptionalHeader as _, Import, PeFile64},
};

use super::error::ImageError;

/// Size of a page, to which the sections of a driver must be aligned.
pub(crate) const PAGE: usize = 0x1000;

/// How an image is to be laid out in memory.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Bytes of address space.
    pub(crate) size: usize,
    /// Bytes of the file that precede the first section.
    pub(crate) headers: usize,
    /// The time stamp in the header.
    pub(crate) time_stamp: u32,
    /// The checksum in the header.
    pub(crate) checksum: u32,
    /// `IMAGE_DLLCHARACTERISTICS_*`.
    pub(crate) dll_characteristics: u16,
    /// The address that the link editor chose.
    pub(crate) preferred_base: u64,
    /// Offset of the entry point.
    pub(crate) entry: u32,
    /// The sections, by address.
    pub(crate) sections: Vec<Section>,
    /// The slots of the import address table.
    pub(crate) imports: Vec<ImportSlot>,
    /// Offsets of the 64-bit words that hold addresses.
    pub(crate) relocations: Vec<u32>,
    /// What the image offers to others.
    pub(crate) exports: Vec<ExportedSymbol>,
    /// The table of functions with their unwind data.
    pub(crate) functions: Range<usize>,
    /// Offset of the `/GS` cookie.
    pub(crate) cookie: Option<u32>,
}

/// A section of an image.
#[derive(Debug)]
pub(crate) struct Section {
    /// Where it stands in the image.
    pub(crate) memory: Range<usize>,
    /// What of it the file holds.
    pub(crate) file: Range<usize>,
    /// Whether code may run there.
    pub(crate) execute: bool,
    /// Whether it may be written.
    pub(crate) write: bool,
}

/// A function or datum that an image takes from another.
#[derive(Debug)]
pub(crate) struct ImportSlot {
    /// The exporting module, as the file spells it.
    pub(crate) module: String,
    /// What it exports.
    pub(crate) symbol: Symbol,
    /// Offset of the slot that receives the address.
    pub(crate) slot: u32,
}

/// How an import names its function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    /// By name.
    Name(String),
    /// By number.
    Ordinal(u16),
}

impl std::fmt::Display for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => f.write_str(name),
            Self::Ordinal(ordinal) => write!(f, "#{ordinal}"),
        }
    }
}

/// A function or datum that an image offers.
#[derive(Debug)]
pub(crate) struct ExportedSymbol {
    /// Its name, if it has one.
    pub(crate) name: Option<String>,
    /// Its number.
    pub(crate) ordinal: u16,
    /// Where it is.
    pub(crate) target: Target,
}

/// Where an export leads.
#[derive(Debug)]
pub(crate) enum Target {
    /// Into the image itself.
    Offset(u32),
    /// To `module!name` elsewhere.
    Forward(String, Symbol),
}

impl Plan {
    /// Reads the headers and tables of `bytes`.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, ImageError> {
        check_headers(bytes)?;
        let file = PeFile64::parse(bytes).map_err(truncated)?;
        let optional = file.nt_headers().optional_header();
        let size = usize::try_from(optional.size_of_image()).map_err(malformed)?;
        let alignment = optional.section_alignment();
        if (alignment as usize) < PAGE {
            return Err(ImageError::Malformed(format!(
                "sections are aligned to {alignment:#x}; drivers need whole pages ({PAGE:#x})"
            )));
        }
        let headers = optional.size_of_headers() as usize;
        if headers > size || headers > bytes.len() {
            return Err(ImageError::Truncated("the headers".into()));
        }
        let entry = optional.address_of_entry_point();
        let plan = Self {
            size,
            headers,
            time_stamp: file.nt_headers().file_header().time_date_stamp.get(LE),
            checksum: optional.check_sum(),
            dll_characteristics: optional.dll_characteristics().0,
            preferred_base: optional.image_base(),
            entry,
            sections: sections(&file, bytes, size)?,
            imports: imports(&file, size)?,
            relocations: relocations(&file, bytes, size)?,
            exports: exports(&file, size)?,
            functions: functions(&file, size)?,
            cookie: cookie(&file, bytes, size),
        };
        plan.check_entry()?;
        Ok(plan)
    }

    fn check_entry(&self) -> Result<(), ImageError> {
        let entry = self.entry as usize;
        // An export driver may have none.
        let inside = |section: &Section| section.execute && section.memory.contains(&entry);
        if entry == 0 || self.sections.iter().any(inside) {
            return Ok(());
        }
        Err(ImageError::Malformed(format!(
            "the entry point {entry:#x} lies in no executable section"
        )))
    }
}

/// The checks whose failure has a better name than "malformed".
fn check_headers(bytes: &[u8]) -> Result<(), ImageError> {
    if bytes.get(..2) != Some(b"MZ") {
        return Err(ImageError::NotPe);
    }
    let dos = pe::ImageDosHeader::parse(bytes).map_err(truncated)?;
    let start = dos.nt_headers_offset() as usize;
    match bytes.get(start..start + 4) {
        Some(b"PE\0\0") => {}
        Some(_) => return Err(ImageError::NotPe),
        None => return Err(ImageError::Truncated("the PE header".into())),
    }
    let word = |offset: usize| {
        bytes
            .get(start + offset..start + offset + 2)
            .map(|word| u16::from_le_bytes([word[0], word[1]]))
            .ok_or_else(|| ImageError::Truncated("the PE header".into()))
    };
    let machine = word(4)?;
    if machine != pe::IMAGE_FILE_MACHINE_AMD64.0 {
        return Err(ImageError::WrongMachine(machine));
    }
    if word(24)? != pe::IMAGE_NT_OPTIONAL_HDR64_MAGIC {
        return Err(ImageError::Malformed("not a PE32+ image".into()));
    }
    let subsystem = word(24 + 68)?;
    if subsystem != pe::IMAGE_SUBSYSTEM_NATIVE.0 {
        return Err(ImageError::NotNative(subsystem));
    }
    Ok(())
}

fn sections(file: &PeFile64<'_>, bytes: &[u8], size: usize) -> Result<Vec<Section>, ImageError> {
    let mut end_of_last = 0;
    file.section_table()
        .iter()
        .map(|header| {
            let name = String::from_utf8_lossy(header.raw_name()).into_owned();
            let start = header.virtual_address.get(LE) as usize;
            let raw_size = header.size_of_raw_data.get(LE) as usize;
            let virtual_size = match header.virtual_size.get(LE) as usize {
                0 => raw_size,
                virtual_size => virtual_size,
            };
            let end = start.saturating_add(virtual_size);
            if !start.is_multiple_of(PAGE) || end > size || start < end_of_last {
                return Err(ImageError::Malformed(format!(
                    "section {name} does not fit into the image"
                )));
            }
            end_of_last = end.next_multiple_of(PAGE);
            let raw = header.pointer_to_raw_data.get(LE) as usize;
            let file = raw..raw.saturating_add(raw_size.min(virtual_size));
            if !file.is_empty() && file.end > bytes.len() {
                return Err(ImageError::Truncated(format!("section {name}")));
            }
            let flags = header.characteristics.get(LE).0;
            Ok(Section {
                memory: start..end,
                file: if file.is_empty() { 0..0 } else { file },
                execute: flags & pe::IMAGE_SCN_MEM_EXECUTE.0 != 0,
                write: flags & pe::IMAGE_SCN_MEM_WRITE.0 != 0,
            })
        })
        .collect()
}

fn imports(file: &PeFile64<'_>, size: usize) -> Result<Vec<ImportSlot>, ImageError> {
    let Some(table) = file.import_table().map_err(malformed)? else {
        return Ok(Vec::new());
    };
    let mut slots = Vec::new();
    let mut descriptors = table.descriptors().map_err(malformed)?;
    while let Some(descriptor) = descriptors.next().map_err(malformed)? {
        let module = table.name(descriptor.name.get(LE)).map_err(malformed)?;
        let module = String::from_utf8_lossy(module).into_owned();
        let first = descriptor.first_thunk.get(LE);
        let names = match descriptor.original_first_thunk.get(LE) {
            0 => first,
            names => names,
        };
        let mut thunks = table.thunks(names).map_err(malformed)?;
        let mut slot = first;
        while let Some(thunk) = thunks.next::<ImageNtHeaders64>().map_err(malformed)? {
            let symbol = match table.import::<ImageNtHeaders64>(thunk).map_err(malformed)? {
                Import::Name(_, name) => Symbol::Name(String::from_utf8_lossy(name).into_owned()),
                Import::Ordinal(ordinal) => Symbol::Ordinal(ordinal),
            };
            word_at(slot, size)?;
            slots.push(ImportSlot {
                module: module.clone(),
                symbol,
                slot,
            });
            slot += 8;
        }
    }
    Ok(slots)
}

fn relocations(file: &PeFile64<'_>, bytes: &[u8], size: usize) -> Result<Vec<u32>, ImageError> {
    let stripped = file.nt_headers().file_header.characteristics.get(LE);
    if stripped.0 & pe::IMAGE_FILE_RELOCS_STRIPPED.0 != 0 {
        return Err(ImageError::Malformed(
            "its relocations were stripped; link it with /DYNAMICBASE".into(),
        ));
    }
    let blocks = file
        .data_directories()
        .relocation_blocks(bytes, &file.section_table())
        .map_err(malformed)?;
    let mut offsets = Vec::new();
    let Some(mut blocks) = blocks else {
        return Ok(offsets);
    };
    while let Some(block) = blocks.next().map_err(malformed)? {
        for relocation in block {
            if relocation.typ == pe::IMAGE_REL_BASED_ABSOLUTE {
                continue;
            }
            if relocation.typ != pe::IMAGE_REL_BASED_DIR64 {
                return Err(ImageError::Malformed(format!(
                    "relocation type {:?} is not one of x86-64",
                    relocation.typ
                )));
            }
            word_at(relocation.virtual_address, size)?;
            offsets.push(relocation.virtual_address);
        }
    }
    Ok(offsets)
}

fn exports(file: &PeFile64<'_>, size: usize) -> Result<Vec<ExportedSymbol>, ImageError> {
    let Some(table) = file.export_table().map_err(malformed)? else {
        return Ok(Vec::new());
    };
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let exports = table.exports().map_err(malformed)?;
    exports
        .iter()
        .map(|export| {
            let target = match export.target {
                ExportTarget::Address(offset) if (offset as usize) < size => Target::Offset(offset),
                ExportTarget::Address(offset) => {
                    return Err(ImageError::Malformed(format!(
                        "an export lies outside of the image, at {offset:#x}"
                    )));
                }
                ExportTarget::ForwardByName(module, name) => {
                    Target::Forward(text(module), Symbol::Name(text(name)))
                }
                ExportTarget::ForwardByOrdinal(module, ordinal) => {
                    Target::Forward(text(module), Symbol::Ordinal(ordinal.0))
                }
            };
            Ok(ExportedSymbol {
                name: export.name.map(text),
                ordinal: export.ordinal.0,
                target,
            })
        })
        .collect()
}

fn functions(file: &PeFile64<'_>, size: usize) -> Result<Range<usize>, ImageError> {
    let Some(directory) = file.data_directory(pe::IMAGE_DIRECTORY_ENTRY_EXCEPTION) else {
        return Ok(0..0);
    };
    let (start, length) = directory.address_range();
    let end = start as usize + length as usize;
    if end > size {
        return Err(ImageError::Malformed(
            "the exception directory lies outside of the image".into(),
        ));
    }
    Ok(start as usize..end)
}

/// Offset of the cookie that the load configuration names; absent in drivers built without
/// `/GS`.
fn cookie(file: &PeFile64<'_>, bytes: &[u8], size: usize) -> Option<u32> {
    const COOKIE_FIELD: usize = 0x58;
    let directory = file.data_directory(pe::IMAGE_DIRECTORY_ENTRY_LOAD_CONFIG)?;
    let (start, _) = directory.address_range();
    let data = file.section_table().pe_data_at(bytes, start)?;
    let declared = u32::from_le_bytes(data.get(..4)?.try_into().ok()?) as usize;
    if declared < COOKIE_FIELD + 8 {
        return None;
    }
    let field = data.get(COOKIE_FIELD..COOKIE_FIELD + 8)?;
    let address = u64::from_le_bytes(field.try_into().ok()?);
    let base = file.nt_headers().optional_header().image_base();
    let offset = u32::try_from(address.checked_sub(base)?).ok()?;
    word_at(offset, size).ok()?;
    Some(offset)
}

/// Checks that eight bytes at `offset` lie inside the image.
fn word_at(offset: u32, size: usize) -> Result<(), ImageError> {
    if offset as usize + 8 <= size {
        return Ok(());
    }
    Err(ImageError::Malformed(format!(
        "a table names the address {offset:#x}, outside of the image"
    )))
}

fn truncated(error: object::Error) -> ImageError {
    ImageError::Truncated(error.to_string())
}

fn malformed(error: impl std::fmt::Display) -> ImageError {
    ImageError::Malformed(error.to_string())
}
