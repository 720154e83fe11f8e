//! An image as the loader lays it out, by addresses relative to its base.

use object::{
    LittleEndian as LE, pe,
    read::pe::{ImageNtHeaders, ImageOptionalHeader, PeFile64},
};

use crate::image::ImageError;

/// What the loader takes of sections; the rest of a longer table is not looked at.
const SECTIONS: usize = 96;

/// A section's bytes at their address.
struct Place<'a> {
    address: u32,
    bytes: &'a [u8],
    size: u32,
    executable: bool,
}

/// The bytes of an image by address.
pub(super) struct Map<'a> {
    places: Vec<Place<'a>>,
    directories: Vec<(u32, u32)>,
    pub(super) base: u64,
    pub(super) section_alignment: u32,
    pub(super) dll_characteristics: u16,
}

impl<'a> Map<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, ImageError> {
        let file = PeFile64::parse(bytes)?;
        let optional = file.nt_headers().optional_header();
        let mut places = Vec::new();
        for section in file.section_table().iter().take(SECTIONS) {
            let size = section.virtual_size.get(LE);
            let (offset, length) = section.pe_file_range();
            let range = offset as usize..(offset as usize).saturating_add(length as usize);
            places.push(Place {
                address: section.virtual_address.get(LE),
                // What the file does not have is zero in memory; a range outside it is no section.
                bytes: bytes.get(range).unwrap_or_default(),
                size,
                executable: section.characteristics.get(LE).0 & pe::IMAGE_SCN_MEM_EXECUTE.0 != 0,
            });
        }
        let directories = file.data_directories();
        let directories = directories
            .iter()
            .map(|it| (it.virtual_address.get(LE), it.size.get(LE)));
        Ok(Self {
            places,
            directories: directories.collect(),
            base: optional.image_base(),
            section_alignment: optional.section_alignment(),
            dll_characteristics: optional.dll_characteristics().0,
        })
    }

    /// Address and size of a data directory; `None` when the image has none.
    pub(super) fn directory(&self, index: usize) -> Option<(u32, u32)> {
        let found = self.directories.get(index).copied()?;
        (found.0 != 0 && found.1 != 0).then_some(found)
    }

    /// What the file has from `address` to the end of its section.
    pub(super) fn from(&self, address: u32) -> Option<&'a [u8]> {
        self.places.iter().find_map(|place| {
            let offset = address.checked_sub(place.address)?;
            place
                .bytes
                .get(offset as usize..)
                .filter(|it| !it.is_empty())
        })
    }

    /// `length` bytes at `address`.
    pub(super) fn at(&self, address: u32, length: usize) -> Option<&'a [u8]> {
        self.from(address)?.get(..length)
    }

    pub(super) fn u32(&self, address: u32) -> Option<u32> {
        self.at(address, 4)?.try_into().ok().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&self, address: u32) -> Option<u64> {
        self.at(address, 8)?.try_into().ok().map(u64::from_le_bytes)
    }

    /// Whether code may run at `address`.
    pub(super) fn is_executable(&self, address: u32) -> bool {
        self.places.iter().any(|place| {
            let offset = address.checked_sub(place.address);
            place.executable && offset.is_some_and(|it| it < place.size)
        })
    }

    /// Each section's bytes with their address.
    pub(super) fn sections(&self) -> impl Iterator<Item = (u32, &'a [u8])> {
        self.places.iter().map(|it| (it.address, it.bytes))
    }
}

#[cfg(test)]
impl<'a> Map<'a> {
    /// An image of these sections, each with whether code may run there, and this exception directory.
    pub(super) fn of(sections: &[(u32, &'a [u8], bool)], exceptions: (u32, u32)) -> Self {
        let places = sections.iter().map(|(address, bytes, executable)| Place {
            address: *address,
            bytes,
            size: bytes.len() as u32,
            executable: *executable,
        });
        let mut directories = vec![(0, 0); 16];
        directories[pe::IMAGE_DIRECTORY_ENTRY_EXCEPTION] = exceptions;
        Self {
            places: places.collect(),
            directories,
            base: 0,
            section_alignment: 0x1000,
            dll_characteristics: 0,
        }
    }
}
