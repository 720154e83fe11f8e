//! The configuration manager: the registry in memory, and the functions that drivers reach it by.

pub(crate) mod hive;
pub(crate) mod values;

use std::cell::RefCell;

use hive::Hive;

/// What the hive answers when it cannot do as asked.
mod status {
    pub(super) use wdk_sys::{
        STATUS_CANNOT_DELETE as CANNOT_DELETE,
        STATUS_INSUFFICIENT_RESOURCES as INSUFFICIENT_RESOURCES,
        STATUS_INVALID_PARAMETER as INVALID_PARAMETER, STATUS_KEY_DELETED as KEY_DELETED,
        STATUS_OBJECT_NAME_NOT_FOUND as NOT_FOUND,
    };
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
    pub(crate) fn forget_device(&self, node: &crate::nt::pnp::Node) {
        let mut hive = self.hive.borrow_mut();
        let class = node.driver_key.borrow();
        let mut paths = vec![format!(
            r"Machine\System\CurrentControlSet\Enum\{}",
            node.instance
        )];
        if !class.is_empty() {
            paths.push(format!(
                r"Machine\System\CurrentControlSet\Control\Class\{class}"
            ));
        }
        for path in paths {
            if let Ok(key) = hive.open(Hive::ROOT, &crate::nt::ob::name::wide(&path)) {
                // A key that is there can be deleted with what is below it.
                let _ = hive.delete_tree(key);
            }
        }
    }
}
