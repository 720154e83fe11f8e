//! Which functions the machine exports, and how far it supports each.
//!
//! ```
//! use wdk_sim::support::{self, Support};
//!
//! let row = support::rows().find(|row| row.name == "KeGetCurrentIrql").unwrap();
//! assert_eq!((row.module, row.support), ("ntoskrnl.exe", Support::Full));
//! ```
#![forbid(unsafe_code)]

pub use crate::engine::export::Support;
use crate::subsystems::SUBSYSTEMS;

/// A function or variable that the machine exports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row {
    /// The kernel module that exports it on Windows.
    pub module: &'static str,
    /// Its name.
    pub name: &'static str,
    /// How far the machine supports it.
    pub support: Support,
}

/// Everything that the machine exports, by module and name.
pub fn rows() -> impl Iterator<Item = Row> {
    let tables = SUBSYSTEMS.iter().flat_map(|subsystem| subsystem.exports);
    let mut rows: Vec<Row> = tables
        .copied()
        .flatten()
        .map(|export| Row {
            module: export.module,
            name: export.name,
            support: export.support,
        })
        .collect();
    rows.sort_by_key(|row| (row.module, row.name));
    rows.into_iter()
}
