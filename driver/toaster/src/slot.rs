//! The slot for bread, and its states.

use core::ops::Deref;

use wdk::{Error, Result};

use crate::interface::{CAPACITY, Doneness};

/// The setting of a new device.
const FACTORY_SETTING: Doneness = 3;

/// A slot with its setting.
pub(crate) struct Slot {
    content: Content,
    doneness: Doneness,
}

/// What is in the slot.
#[derive(Clone, Copy)]
enum Content {
    Nothing,
    Bread { bread: Slices, toasted: Doneness },
    Toast(Slices),
}

/// Some bytes of bread or toast; `len` is at most [`CAPACITY`].
#[derive(Clone, Copy)]
pub(crate) struct Slices {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Slot {
    pub(crate) const fn new() -> Self {
        Self {
            content: Content::Nothing,
            doneness: FACTORY_SETTING,
        }
    }

    /// Puts bread into the empty slot.
    pub(crate) fn load(&mut self, bread: &[u8]) -> Result<()> {
        let Content::Nothing = self.content else {
            return Err(Error::DEVICE_BUSY);
        };
        let bread = Slices::new(bread).ok_or(Error::INVALID_BUFFER_SIZE)?;
        self.content = Content::Bread { bread, toasted: 0 };
        Ok(())
    }

    /// Heats for a second, and returns whether the bread needs more.
    pub(crate) fn toast(&mut self) -> bool {
        let Content::Bread { bread, toasted } = &mut self.content else {
            return false;
        };
        *toasted += 1;
        if *toasted < self.doneness {
            return true;
        }
        self.content = Content::Toast(bread.browned());
        false
    }

    /// The toast, when it is done.
    pub(crate) const fn done(&self) -> Option<Slices> {
        match self.content {
            Content::Toast(toast) => Some(toast),
            _ => None,
        }
    }

    pub(crate) const fn is_toasting(&self) -> bool {
        matches!(self.content, Content::Bread { .. })
    }

    /// Empties the slot.
    pub(crate) const fn clear(&mut self) {
        self.content = Content::Nothing;
    }

    pub(crate) const fn doneness(&self) -> Doneness {
        self.doneness
    }

    pub(crate) const fn set_doneness(&mut self, doneness: Doneness) {
        self.doneness = doneness;
    }
}

impl Slices {
    fn new(slices: &[u8]) -> Option<Self> {
        let mut bytes = [0; CAPACITY];
        bytes.get_mut(..slices.len())?.copy_from_slice(slices);
        let len = slices.len();
        Some(Self { bytes, len })
    }

    /// Toast is bread in capitals.
    const fn browned(mut self) -> Self {
        self.bytes.make_ascii_uppercase();
        self
    }
}

impl Deref for Slices {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}
