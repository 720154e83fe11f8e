//! Drivers as the engine knows them: numbers and names, to which pool and reports are attributed.
#![forbid(unsafe_code)]

use std::cell::RefCell;

/// A driver of a machine, for attribution. Numbers are not used again within a machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct DriverId(pub(crate) u32);

impl DriverId {
    /// The machine itself.
    pub(crate) const KERNEL: Self = Self(0);
}

/// Names of all drivers that were ever loaded.
#[derive(Default)]
pub(super) struct Drivers(RefCell<Vec<String>>);

impl Drivers {
    /// Gives a driver its number.
    pub(super) fn add(&self, name: &str) -> DriverId {
        let mut names = self.0.borrow_mut();
        names.push(name.to_owned());
        DriverId(names.len() as u32)
    }

    /// All names, in the order of the drivers' numbers.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.borrow().clone()
    }

    /// The driver's name; empty for the machine itself.
    pub(super) fn name(&self, driver: DriverId) -> String {
        let names = self.0.borrow();
        let index = (driver.0 as usize).checked_sub(1);
        index
            .and_then(|index| names.get(index))
            .cloned()
            .unwrap_or_default()
    }
}
