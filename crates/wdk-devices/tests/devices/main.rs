//! The configuration manager of a simulated machine, and that of Windows under Wine.
#![cfg(not(windows))]

mod simulated;
mod wine;
