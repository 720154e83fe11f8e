//! Stack frames in loaded images.
#![forbid(unsafe_code)]

use std::rc::Rc;

use super::{
    driver::Ldr,
    map::MappedImage,
    symbols::{self, Line},
};
use crate::engine::error::Frame;

/// Whether an address is in a loaded image.
pub(crate) fn is_in_image(kernel: &Ldr, address: usize) -> bool {
    kernel.loader.is_in_image(address)
}

/// The functions at an address in a loaded image, innermost first; `None` elsewhere.
pub(crate) fn frames_at(kernel: &Ldr, address: usize) -> Option<Vec<Frame>> {
    let (image, offset) = kernel.loader.image_at(address)?;
    let code = ImageCode {
        address,
        image,
        offset,
    };
    Some(code.frames())
}

/// An address in an image that the current machine has loaded.
struct ImageCode {
    address: usize,
    image: Rc<MappedImage>,
    offset: usize,
}

impl ImageCode {
    /// The functions there, innermost first; `image+0x1234` without a PDB.
    fn frames(&self) -> Vec<Frame> {
        // A return address may be the first of the next function; the call is before it.
        let call = self.offset.saturating_sub(1);
        let lines = match self.image.path() {
            Some(path) => symbols::lines(path, call as u32),
            None => Vec::new(),
        };
        let frame = |symbol, location| Frame {
            address: self.address as u64,
            symbol,
            location,
        };
        if lines.is_empty() {
            return vec![frame(
                format!("{}+{:#x}", self.image.name(), self.offset),
                None,
            )];
        }
        let named = |line: Line| {
            let symbol = format!("{}!{}", self.image.name(), line.function);
            frame(symbol, line.location)
        };
        lines.into_iter().map(named).collect()
    }
}
