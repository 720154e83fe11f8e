#![doc = include_str!("../README.md")]
//!
//! # Map
//!
//! | module | subject |
//! |---|---|
//! | `write` | a [`Snapshot`] of a stopped machine becomes a dump |
//! | `read` | a dump's header, and what of the machine it has |
//! | `physical`, `triage` | the memory in large and in small dumps |
//! | `module` | the lists of modules |
//! | [`image`] | what an image in memory says about itself |
//! | [`unwind`] | what the unwind data of an image says |
//! | [`stack`] | walks a stack by the images' unwind data |
//! | `registers` | `CONTEXT` and `EXCEPTION_RECORD64` |
//! | `layout` | where each field stands |
#![forbid(unsafe_code)]

mod bytes;
mod error;
pub mod image;
mod layout;
mod memory;
mod module;
mod physical;
mod read;
mod registers;
pub mod stack;
mod triage;
pub mod unwind;
mod write;

pub use crate::{
    error::{DumpError, WriteError},
    memory::{Layered, Mapped, Memory},
    module::{Module, Unloaded},
    read::{Dump, Kind},
    registers::{Exception, RBP, RSP, Registers},
    write::{Block, Snapshot},
};
