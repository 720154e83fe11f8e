//! What the sample drivers' images cost, held against the committed numbers.
//!
//! `BLESS=1 cargo test -p wdk-sim --test image_cost` writes the numbers anew, and the table in the
//! documents.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

mod compare;
#[path = "../../benches/cost/mod.rs"]
mod cost;
mod page;
mod strings;
mod twins;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// One test at a time: the images of others would be counted, too.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}
