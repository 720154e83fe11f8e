//! The configuration manager: the registry in memory.

pub(crate) mod hive;
pub(crate) mod manager;
pub(crate) mod values;
