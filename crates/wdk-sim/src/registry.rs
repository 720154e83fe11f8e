//! The configuration manager: the registry in memory, and the functions that drivers reach it by.

pub(crate) mod exports;
pub(crate) mod hive;
mod query;

use std::cell::RefCell;

use hive::Hive;

/// What the hive answers when it cannot do as asked.
mod status {
    pub(super) use wdk_sys::{
        STATUS_CANNOT_DELETE as CANNOT_DELETE, STATUS_INSUFFICIENT_RESOURCES as INSUFFICIENT_RESOURCES,
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
}
