//! The checksum of a PE image: a 16-bit one's complement sum with the file's length added.
//! The kernel's loader refuses a driver whose checksum is wrong.

use crate::{authenticode::Layout, image::ImageError};

/// Where the optional header has its checksum.
fn offset(bytes: &[u8]) -> Result<usize, ImageError> {
    Ok(Layout::of(bytes)?.checksum)
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
    Ok(u32::from_le_bytes(*field))
}

/// The checksum that the image should have.
///
/// # Errors
///
/// [`ImageError`] when `bytes` are no PE image.
pub fn computed(bytes: &[u8]) -> Result<u32, ImageError> {
    Ok(sum(bytes, offset(bytes)?))
}

/// The checksum of an image that has its checksum at `field`.
fn sum(bytes: &[u8], field: usize) -> u32 {
    let mut sum = 0_u32;
    for (at, pair) in bytes.chunks(2).enumerate() {
        if at * 2 == field || at * 2 == field + 2 {
            continue;
        }
        let word = u16::from_le_bytes([pair[0], pair.get(1).copied().unwrap_or(0)]);
        sum += u32::from(word);
        sum = (sum & 0xFFFF) + (sum >> 16);
    }
    // The field has 32 bits, whatever the file's length.
    (sum & 0xFFFF).wrapping_add(bytes.len() as u32)
}

/// Writes the right checksum into the image.
///
/// # Errors
///
/// [`ImageError`] when `bytes` are no PE image.
pub fn set(bytes: &mut [u8]) -> Result<(), ImageError> {
    let at = offset(bytes)?;
    set_at(bytes, at);
    Ok(())
}

/// Writes the right checksum into an image that has it at `field`, as [`Layout`] says.
pub(crate) fn set_at(bytes: &mut [u8], field: usize) {
    let right = sum(bytes, field);
    if let Some(place) = bytes.get_mut(field..field + 4) {
        place.copy_from_slice(&right.to_le_bytes());
    }
}

/// Whether the image has the checksum that it should have.
pub(crate) fn is_right(bytes: &[u8]) -> bool {
    matches!((stored(bytes), computed(bytes)), (Ok(stored), Ok(right)) if stored == right)
}
