//! The state machines of a KMDF device, as tables.
//!
//! A device has three machines, [`pnp`], [`power`] and [`policy`] (or [`not_owner`], when another driver of its
//! stack owns the power policy). Each takes events from its own queue, one at a time; entering a state may
//! carry out an action, whose outcome may lead on at once. What the actions do is the caller's part, so a machine
//! can run in a kernel and in a model of one.
//!
//! | module | what |
//! |---|---|
//! | [`engine`] | a machine's state and its queue of events |
//! | [`pnp`], [`power`], [`policy`], [`not_owner`] | the tables |
//! | [`idle`] | the count of what there is to do for a device, and the idle time-out |
#![no_std]
#![forbid(unsafe_code)]

pub mod engine;
pub mod idle;
pub mod not_owner;
pub mod pnp;
pub mod policy;
pub mod power;
mod table;

pub use engine::{Engine, Next, QueueFull};
pub use table::{Machine, Outcome, Queue, Row};
