//! Device memory, which drivers reach through mappings.
#![forbid(unsafe_code)]

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wdk_sys::PVOID;

use super::layer::Mm;
use crate::nt::ke::address_map::AddressMap;

/// Registers of a device model, which the driver reaches through a mapping.
#[derive(Clone)]
pub struct Registers(Rc<[Cell<u32>]>);

impl Registers {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The register at `index`; all bits are one where there is none.
    #[must_use]
    pub fn get(&self, index: usize) -> u32 {
        self.0.get(index).map_or(u32::MAX, Cell::get)
    }

    /// Sets the register at `index`, if there is one.
    pub fn set(&self, index: usize, value: u32) {
        if let Some(register) = self.0.get(index) {
            register.set(value);
        }
    }
}

/// Device memory that can be mapped.
#[derive(Default)]
pub(crate) struct IoSpace {
    /// Registers by their physical address.
    regions: RefCell<Vec<(u64, Registers)>>,
    /// Blocks for addresses at which no device is.
    pub(crate) blank: RefCell<AddressMap<Box<[u64]>>>,
}

impl Mm {
    /// See [`Machine::add_registers`](crate::Machine::add_registers).
    pub(crate) fn add_registers(&self, physical: u64, count: usize) -> Registers {
        let registers = Registers((0..count).map(|_| Cell::new(0)).collect());
        let mut regions = self.io_space.regions.borrow_mut();
        regions.push((physical, registers.clone()));
        registers
    }

    pub(crate) fn map_io(&self, physical: u64, length: usize) -> PVOID {
        let regions = self.io_space.regions.borrow();
        let mapped = regions.iter().find_map(|(start, registers)| {
            let offset = usize::try_from(physical.checked_sub(*start)?).ok()?;
            let fits = offset.checked_add(length)? <= size_of_val(&*registers.0);
            let first = registers.0.as_ptr().cast_mut().cast::<u8>();
            fits.then(|| first.wrapping_add(offset).cast())
        });
        if let Some(address) = mapped {
            return address;
        }
        // No device responds on this bus: all bits are one.
        let mut memory = vec![u64::MAX; length.div_ceil(8).max(1)].into_boxed_slice();
        let address = memory.as_mut_ptr();
        let mut blank = self.io_space.blank.borrow_mut();
        blank.insert(address as usize, memory);
        address.cast()
    }
}
