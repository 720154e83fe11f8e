//! What a PE image says about itself.

use std::fmt;

use object::{
    LittleEndian as LE, pe,
    read::{
        CodeView, Object,
        pe::{ImageNtHeaders, ImageOptionalHeader, PeFile64},
    },
};
use serde::Serialize;
use thiserror::Error;
use wdk_inf::Arch;

use crate::{authenticode::NotAnImage, checksum};

/// The bytes are no driver image.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The file ends before its headers say so.
    #[error("the image is truncated")]
    Truncated,
    /// Not a 64-bit PE image.
    #[error("not a 64-bit PE image: {0}")]
    NotPe(#[from] object::read::Error),
    /// Not a PE image that can be signed.
    #[error(transparent)]
    NotSignable(#[from] NotAnImage),
    /// A processor that drivers are not built for.
    #[error(
        "the image is for machine type {0:#06x}; drivers are built for amd64 (0x8664) and arm64 (0xaa64)"
    )]
    Machine(u16),
}

/// What a driver image says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Image {
    /// The processor, as the INF language spells it.
    pub arch: String,
    /// The subsystem; 1 is native, which the kernel needs.
    pub subsystem: u16,
    /// The `IMAGE_DLLCHARACTERISTICS_` bits.
    pub dll_characteristics: u16,
    /// The entry point, relative to the image's base.
    pub entry: u32,
    /// The checksum in the headers.
    pub checksum: u32,
    /// The checksum that the contents have.
    pub computed_checksum: u32,
    /// The modules that it imports from.
    pub imports: Vec<Import>,
    /// The names that it exports.
    pub exports: Vec<String>,
    /// The sections.
    pub sections: Vec<Section>,
    /// The symbol file that belongs to it.
    pub pdb: Option<Pdb>,
}

/// A module that an image imports from, and what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The module as written, for example `ntoskrnl.exe`.
    pub module: String,
    /// Names, or `#1` for ordinals.
    pub names: Vec<String>,
}

/// A section of an image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// At most eight characters, for example `.text`.
    pub name: String,
    /// Its length in memory.
    pub size: u32,
    /// It may be written.
    pub writable: bool,
    /// It may be run.
    pub executable: bool,
}

/// The symbol file that belongs to an image.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Pdb {
    /// The file, as debuggers look for it.
    pub path: String,
    /// The GUID that image and symbol file share.
    pub guid: [u8; 16],
    /// The age that they share.
    pub age: u32,
}

impl fmt::Debug for Pdb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:02X?} age {}", self.path, self.guid, self.age)
    }
}

impl Image {
    /// Reads a 64-bit PE image.
    ///
    /// # Errors
    ///
    /// [`ImageError`] when `bytes` are none, are cut off, or are for another processor.
    pub fn parse(bytes: &[u8]) -> Result<Self, ImageError> {
        let file = PeFile64::parse(bytes)?;
        let headers = file.nt_headers();
        let optional = headers.optional_header();
        let arch = match headers.file_header().machine.get(LE) {
            pe::IMAGE_FILE_MACHINE_AMD64 => Arch::Amd64,
            pe::IMAGE_FILE_MACHINE_ARM64 => Arch::Arm64,
            other => return Err(ImageError::Machine(other.0)),
        };
        let sections = file.section_table().iter().map(|section| {
            let flags = section.characteristics.get(LE).0;
            let name = String::from_utf8_lossy(section.raw_name()).into_owned();
            Section {
                name,
                size: section.virtual_size.get(LE),
                writable: flags & pe::IMAGE_SCN_MEM_WRITE.0 != 0,
                executable: flags & pe::IMAGE_SCN_MEM_EXECUTE.0 != 0,
            }
        });
        Ok(Self {
            arch: arch.to_string(),
            subsystem: optional.subsystem().0,
            dll_characteristics: optional.dll_characteristics().0,
            entry: optional.address_of_entry_point(),
            checksum: checksum::stored(bytes)?,
            computed_checksum: checksum::computed(bytes)?,
            imports: imports(&file)?,
            exports: exports(&file)?,
            sections: sections.collect(),
            pdb: file.pdb_info()?.map(|it| pdb(&it)),
        })
    }
}

fn pdb(info: &CodeView<'_>) -> Pdb {
    Pdb {
        path: String::from_utf8_lossy(info.path()).into_owned(),
        guid: info.guid(),
        age: info.age(),
    }
}

fn exports(file: &PeFile64<'_>) -> Result<Vec<String>, ImageError> {
    let Some(table) = file.export_table()? else {
        return Ok(Vec::new());
    };
    let exports = table.exports()?;
    let names = exports.iter().filter_map(|export| export.name);
    Ok(names
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect())
}

fn imports(file: &PeFile64<'_>) -> Result<Vec<Import>, ImageError> {
    let Some(table) = file.import_table()? else {
        return Ok(Vec::new());
    };
    let mut modules = Vec::new();
    let mut descriptors = table.descriptors()?;
    while let Some(descriptor) = descriptors.next()? {
        let module = String::from_utf8_lossy(table.name(descriptor.name.get(LE))?).into_owned();
        let mut names = Vec::new();
        let mut thunks = table.thunks(descriptor.original_first_thunk.get(LE))?;
        while let Some(thunk) = thunks.next::<pe::ImageNtHeaders64>()? {
            names.push(match table.import::<pe::ImageNtHeaders64>(thunk)? {
                object::read::pe::Import::Ordinal(ordinal) => format!("#{ordinal}"),
                object::read::pe::Import::Name(_, name) => {
                    String::from_utf8_lossy(name).into_owned()
                }
            });
        }
        modules.push(Import { module, names });
    }
    Ok(modules)
}
