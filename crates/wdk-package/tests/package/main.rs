//! Packages as a program makes and reads them. One binary, since each one links the whole crate.

mod bounded;
mod bytes;
mod catalog;
mod common;
mod escapes;
#[path = "../../../../fuzz/bounded.rs"]
mod fuzz;
mod image;
mod inspect;
mod invariants;
mod keys;
mod others;
mod pack;
mod package_catalog;
mod signing;
mod submit;
mod timestamp;
