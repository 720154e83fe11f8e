//! The PnP manager: the device tree, and what happens to the devices in it.

pub(crate) mod children;
pub(crate) mod components;
pub(crate) mod install;
pub(crate) mod interface;
pub(crate) mod manager;
pub(crate) mod node;
pub(crate) mod notify;
pub(crate) mod property;
pub(crate) mod reenumerate;
pub(crate) mod reinitialize;
pub(crate) mod remove;
pub(crate) mod request;
mod requirements;
pub(crate) mod resources;
pub(crate) mod root;
mod security;
pub(crate) mod stack;
pub(crate) mod store;
pub(crate) mod turns;
pub(crate) mod wake;
