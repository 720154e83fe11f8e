//! The object manager: types, references, handles, and the name space.

pub(crate) mod directory;
pub(crate) mod handle;
pub(crate) mod header;
pub(crate) mod manager;
pub(crate) mod name;
pub(crate) mod types;
