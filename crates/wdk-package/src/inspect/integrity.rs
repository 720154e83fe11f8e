//! What memory integrity (HVCI) asks of an image.
//!
//! See [driver compatibility with memory
//! integrity](https://learn.microsoft.com/windows-hardware/test/hlk/testref/driver-compatibility-with-device-guard).
//! Whether a driver asks the pool for memory that may be run cannot be seen here: the type is an
//! argument.

use object::pe;

use super::map::Map;
use crate::{
    image::{Image, ImageError},
    rules::Finding,
};

const PAGE: u32 = 0x1000;

/// What is not allowed of the image that these bytes are; empty when all is in order.
///
/// # Errors
///
/// [`ImageError`] when they are no 64-bit image.
pub fn of(bytes: &[u8]) -> Result<Vec<Finding>, ImageError> {
    Ok(check(&Image::parse(bytes)?, &Map::parse(bytes)?))
}

/// What is not allowed; empty when all is in order.
pub(super) fn check(image: &Image, map: &Map<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |rule, message| findings.push(Finding { rule, message });
    for section in &image.sections {
        if section.writable && section.executable {
            let name = section.name.trim_end_matches('\0');
            report(
                "writable-code",
                format!("section {name} is writable and executable"),
            );
        }
    }
    if map.section_alignment == 0 || !map.section_alignment.is_multiple_of(PAGE) {
        report(
            "section-alignment",
            format!(
                "sections are aligned to {:#x} bytes, not to pages of {PAGE:#x}; link without /ALIGN",
                map.section_alignment
            ),
        );
    }
    if let Some((address, _)) = map.directory(pe::IMAGE_DIRECTORY_ENTRY_IAT)
        && map.is_executable(address)
    {
        report(
            "import-table",
            "the import address table lies in a section that may be run".to_owned(),
        );
    }
    findings
}
