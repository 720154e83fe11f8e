//! The security functions: identifiers, lists and descriptors in a driver's memory, subjects, the access check.

pub(crate) mod descriptor;
mod memory;
pub(crate) mod object;
pub(crate) mod sid;
pub(crate) mod subject;
