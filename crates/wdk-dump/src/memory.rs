//! Memory by its addresses.

use std::fmt;

use crate::bytes::part;

/// Memory that can be read, as far as it is there.
pub trait Memory {
    /// Fills `buffer` with the bytes at `address`. False when not all of them are there; the buffer
    /// may then hold anything.
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool;

    /// The 16-bit word at `address`.
    fn u16(&self, address: u64) -> Option<u16> {
        let mut bytes = [0; 2];
        self.read(address, &mut bytes)
            .then(|| u16::from_le_bytes(bytes))
    }

    /// The 32-bit word at `address`.
    fn u32(&self, address: u64) -> Option<u32> {
        let mut bytes = [0; 4];
        self.read(address, &mut bytes)
            .then(|| u32::from_le_bytes(bytes))
    }

    /// The 64-bit word at `address`.
    fn u64(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        self.read(address, &mut bytes)
            .then(|| u64::from_le_bytes(bytes))
    }

    /// The `length` bytes at `address`.
    fn bytes(&self, address: u64, length: usize) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length];
        self.read(address, &mut bytes).then_some(bytes)
    }

    /// The text at `address` up to its NUL, but no more than `most` bytes of it.
    fn text(&self, address: u64, most: usize) -> Option<String> {
        let mut text = Vec::new();
        for at in 0..most as u64 {
            let mut byte = [0];
            if !self.read(address.checked_add(at)?, &mut byte) {
                // What is there of it is worth showing.
                break;
            }
            match byte[0] {
                0 => break,
                byte => text.push(byte),
            }
        }
        (!text.is_empty()).then(|| String::from_utf8_lossy(&text).into_owned())
    }
}

/// Bytes that lie at an address: an image file as the kernel maps it.
#[derive(Clone)]
pub struct Mapped {
    /// The address of the first byte.
    pub base: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes at {:#x}", self.bytes.len(), self.base)
    }
}

impl Memory for Mapped {
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool {
        let at = address.checked_sub(self.base);
        let at = at.and_then(|it| usize::try_from(it).ok());
        match at.and_then(|at| part(&self.bytes, at, buffer.len())) {
            Some(found) => {
                buffer.copy_from_slice(found);
                true
            }
            None => false,
        }
    }
}

/// A dump, and behind it image files that were found beside it: a small dump has no code.
pub struct Layered<'a> {
    /// What goes first.
    pub first: &'a dyn Memory,
    /// What is read where the first has nothing.
    pub others: Vec<Mapped>,
}

impl fmt::Debug for Layered<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Layered")
            .field("others", &self.others)
            .finish_non_exhaustive()
    }
}

impl Memory for Layered<'_> {
    fn read(&self, address: u64, buffer: &mut [u8]) -> bool {
        self.first.read(address, buffer) || self.others.iter().any(|it| it.read(address, buffer))
    }
}
