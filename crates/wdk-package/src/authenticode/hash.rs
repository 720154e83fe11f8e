//! The digest of an image, whole and page by page.

use super::{
    indirect::PageHashes,
    layout::{Layout, NotAnImage},
};
use crate::digest::{Algorithm, Digest};

const PAGE: usize = 4096;
const ZEROS: [u8; PAGE] = [0; PAGE];

/// Whether Windows takes the file for an image; it digests all other files whole.
#[must_use]
pub fn is_image(bytes: &[u8]) -> bool {
    Layout::of(bytes).is_ok()
}

/// The Authenticode digest of an image: the same before and after it is signed.
///
/// # Errors
///
/// [`NotAnImage`] when `bytes` are no PE image, of 32 or 64 bits.
pub fn digest(bytes: &[u8], algorithm: Algorithm) -> Result<Digest, NotAnImage> {
    let at = Layout::of(bytes)?;
    // The table stands at a multiple of eight, and what fills the gap counts.
    let fill = at.table.start.next_multiple_of(8) - at.table.start;
    Ok(algorithm.of([
        &bytes[..at.checksum],
        &bytes[at.checksum + 4..at.entry],
        &bytes[at.entry + 8..at.table.start],
        &ZEROS[..fill],
        &bytes[at.table.end..],
    ]))
}

/// The digests of an image's pages, with which the kernel can check it as it is paged in.
///
/// # Errors
///
/// [`NotAnImage`] when `bytes` are no PE image, of 32 or 64 bits.
pub fn page_hashes(bytes: &[u8], algorithm: Algorithm) -> Result<PageHashes, NotAnImage> {
    let at = Layout::of(bytes)?;
    let padding = |used: usize| &ZEROS[..used.next_multiple_of(PAGE) - used];
    let headers = [
        &bytes[..at.checksum],
        &bytes[at.checksum + 4..at.entry],
        &bytes[at.entry + 8..at.headers],
        padding(at.headers),
    ];
    let mut pages = vec![(0, algorithm.of(headers))];
    let mut end = at.headers;
    for section in at.sections.iter().filter(|it| !it.is_empty()) {
        for (number, page) in bytes[section.clone()].chunks(PAGE).enumerate() {
            let offset = section.start + number * PAGE;
            let offset = u32::try_from(offset).map_err(|_| NotAnImage("it has over 4 GiB"))?;
            pages.push((offset, algorithm.of([page, padding(page.len())])));
        }
        end = section.end;
    }
    // The last row says where the image ends.
    let end = u32::try_from(end).map_err(|_| NotAnImage("it has over 4 GiB"))?;
    let nothing = Digest::from_bytes(&ZEROS[..algorithm.size()]);
    pages.extend(nothing.map(|it| (end, it)));
    Ok(PageHashes { algorithm, pages })
}
