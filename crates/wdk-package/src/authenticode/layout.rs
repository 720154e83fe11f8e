//! Where an image has what signing reads and writes.

use std::ops::Range;

use thiserror::Error;

/// The bytes are no PE image, or one that is cut off.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("not a PE image: {0}")]
pub struct NotAnImage(pub(crate) &'static str);

/// Offsets into a PE image, all of them checked against its length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The checksum in the optional header: four bytes.
    pub(crate) checksum: usize,
    /// The directory entry of the certificate table: eight bytes.
    pub(crate) entry: usize,
    /// The certificate table, or nothing at the end of the file.
    pub(crate) table: Range<usize>,
    /// All headers.
    pub(crate) headers: usize,
    /// The sections' bytes in the file, in the order of the section table.
    pub(crate) sections: Vec<Range<usize>>,
}

const OPTIONAL_MAGIC_32: u16 = 0x10B;
const OPTIONAL_MAGIC_64: u16 = 0x20B;

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let found = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*found))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let found = bytes.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*found)).ok()
}

impl Layout {
    /// Reads the headers of a 32-bit or 64-bit image.
    pub(crate) fn of(bytes: &[u8]) -> Result<Self, NotAnImage> {
        if !bytes.starts_with(b"MZ") {
            return Err(NotAnImage("it does not begin with MZ"));
        }
        let cut_off = NotAnImage("it ends within its headers");
        let new = long(bytes, 0x3C).ok_or(cut_off.clone())?;
        if !new.is_multiple_of(4) {
            return Err(NotAnImage("its header is not aligned"));
        }
        if bytes.get(new..).and_then(|it| it.first_chunk()) != Some(b"PE\0\0") {
            return Err(NotAnImage("it has no PE header"));
        }
        Self::behind_signature(bytes, new + 4).ok_or(cut_off)?
    }

    /// `None` when the file ends too early.
    fn behind_signature(bytes: &[u8], file_header: usize) -> Option<Result<Self, NotAnImage>> {
        let sections = word(bytes, file_header + 2)?;
        let optional = file_header + 20;
        let directories = match word(bytes, optional)? {
            OPTIONAL_MAGIC_32 => optional + 96,
            OPTIONAL_MAGIC_64 => optional + 112,
            _ => return Some(Err(NotAnImage("its optional header has an unknown magic"))),
        };
        let size_of_optional = usize::from(word(bytes, file_header + 16)?);
        let entry = directories + 4 * 8;
        if long(bytes, directories - 4)? < 5 || entry + 8 > optional + size_of_optional {
            return Some(Err(NotAnImage("it has no directory of certificates")));
        }
        let headers = long(bytes, optional + 60)?;
        let (start, size) = (long(bytes, entry)?, long(bytes, entry + 4)?);
        let table = match (start, size) {
            (0, _) | (_, 0) => bytes.len()..bytes.len(),
            _ => start..start.checked_add(size)?,
        };
        let rows = optional + size_of_optional;
        let sections = (0..usize::from(sections)).map(|at| {
            let row = rows + 40 * at;
            let (size, start) = (long(bytes, row + 16)?, long(bytes, row + 20)?);
            let range = start..start.checked_add(size)?;
            (size == 0 || range.end <= bytes.len()).then_some(range)
        });
        let sections = sections.collect::<Option<Vec<_>>>()?;
        if headers > table.start || headers < entry + 8 || table.start < entry + 8 {
            return Some(Err(NotAnImage("its headers overlap what follows them")));
        }
        bytes.get(table.clone())?;
        Some(Ok(Self {
            checksum: optional + 64,
            entry,
            table,
            headers,
            sections,
        }))
    }
}
