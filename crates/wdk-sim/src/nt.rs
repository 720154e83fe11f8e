//! The managers of NT, each over the engine and the managers below it.

pub(crate) mod cm;
pub(crate) mod ddi;
pub(crate) mod io;
pub(crate) mod ke;
pub mod loader;
pub(crate) mod ob;
pub(crate) mod pnp;
pub(crate) mod po;
pub mod verifier;
