//! The checksum of a PE image: a 16-bit one's complement sum with the file's length added.
//! The kernel's loader refuses a driver whose checksum is wrong.

use object::{LittleEndian, U32, pe, read::pe::ImageNtHeaders};

use crate::image::ImageError;

/// Where the optional header has its checksum.
fn offset(bytes: &[u8]) -> Result<usize, ImageError> {
    let header = pe::ImageDosHeader::parse(bytes)?;
    let at = u64::from(header.nt_headers_offset());
    let mut end = at;
    let (headers, _) = pe::ImageNtHeaders64::parse(bytes, &mut end)?;
    // Signature, file header, then the checksum 64 bytes into the optional header.
    let before = size_of_val(&headers.signature) + size_of_val(headers.file_header()) + 64;
    usize::try_from(at)
        .map(|at| at + before)
        .map_err(|_| ImageError::Truncated)
}

/// The checksum that the image says it has.
///
/// # Errors
///
/// [`ImageError`] when `bytes` are no PE image.
pub fn stored(bytes: &[u8]) -> Result<u32, ImageError> {
    let at = offset(bytes)?;
    let field = bytes
        .get(at..)
        .and_then(|it| it.first_chunk::<4>())
        .ok_or(ImageError::Truncated)?;
    Ok(U32::<LittleEndian>::from_bytes(*field).get(LittleEndian))
}

/// The checksum that the image should have.
///
/// # Errors
///
/// [`ImageError`] when `bytes` are no PE image.
pub fn computed(bytes: &[u8]) -> Result<u32, ImageError> {
    let field = offset(bytes)?;
    let mut sum = 0_u32;
    for (at, pair) in bytes.chunks(2).enumerate() {
        if at * 2 == field || at * 2 == field + 2 {
            continue;
        }
        let word = u16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]);
        sum += u32::from(word);
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    let length = u32::try_from(bytes.len()).map_err(|_| ImageError::Truncated)?;
    Ok((sum & 0xFFFF).wrapping_add(length))
}

/// Writes the right checksum into the image.
///
/// # Errors
///
/// [`ImageError`] when `bytes` are no PE image.
pub fn set(bytes: &mut [u8]) -> Result<(), ImageError> {
    let right = computed(bytes)?;
    let at = offset(bytes)?;
    let field = bytes.get_mut(at..at + 4).ok_or(ImageError::Truncated)?;
    field.copy_from_slice(&right.to_le_bytes());
    Ok(())
}
