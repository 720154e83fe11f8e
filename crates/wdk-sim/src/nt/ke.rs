//! The kernel proper: dispatcher objects and calls of drivers.

pub(crate) mod callback;
pub(crate) mod dispatcher;
