//! What the machines of a device do as they enter a state.

mod pnp;
mod policy;
mod power;

pub(crate) use power::DevicePower;
