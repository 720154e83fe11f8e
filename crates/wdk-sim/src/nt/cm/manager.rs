//! The registry of a machine.

use std::cell::RefCell;

use super::hive::Hive;
use crate::{
    engine::current::layer,
    nt::{mm::layer::Mm, ob::name::wide},
};

layer! {
    /// The registry.
    Cm over Mm {
        registry: Registry,
    }
}

impl Cm {
    pub(crate) fn new(below: Mm) -> Self {
        Self {
            below,
            registry: Registry::new(),
        }
    }
}

/// The registry of a machine.
pub(crate) struct Registry {
    pub(crate) hive: RefCell<Hive>,
}

impl Registry {
    pub(crate) fn new() -> Self {
        Self {
            hive: RefCell::new(Hive::new()),
        }
    }

    /// Removes the keys of a device that left the machine.
    pub(crate) fn forget_device(&self, instance: &str, driver_key: &str) {
        let mut hive = self.hive.borrow_mut();
        let mut paths = vec![format!(r"Machine\System\CurrentControlSet\Enum\{instance}")];
        if !driver_key.is_empty() {
            paths.push(format!(
                r"Machine\System\CurrentControlSet\Control\Class\{driver_key}"
            ));
        }
        for path in paths {
            if let Ok(key) = hive.open(Hive::ROOT, &wide(&path)) {
                // A key that is there can be deleted with what is below it.
                let _ = hive.delete_tree(key);
            }
        }
    }
}
