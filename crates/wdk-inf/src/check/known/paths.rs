//! Paths that services and registry values name.

use std::ops::Range;

use super::super::{reach::Archs, values::folder};
use crate::strings::fold;

/// A path into a directory of Windows.
#[derive(Clone, Debug)]
pub(crate) struct UsedPath {
    /// The file and its folder below the numbered directory, in lower case.
    pub(crate) below: String,
    pub(crate) shown: String,
    pub(crate) archs: Archs,
    pub(crate) span: Range<usize>,
}

/// How the directories of Windows that drivers were copied to are written, in lower case.
const DIRECTORIES: [&str; 11] = [
    "%12%\\",
    "%11%\\",
    "%10%\\system32\\drivers\\",
    "%10%\\system32\\",
    "%systemroot%\\system32\\drivers\\",
    "%systemroot%\\system32\\",
    "%windir%\\system32\\drivers\\",
    "%windir%\\system32\\",
    "\\systemroot\\system32\\drivers\\",
    "\\systemroot\\system32\\",
    "system32\\drivers\\",
];

impl UsedPath {
    /// `text` when it is a path below System32.
    pub(crate) fn of(text: &str, archs: Archs, span: &Range<usize>) -> Option<Self> {
        // Most values are no paths.
        if !text.contains('\\') {
            return None;
        }
        let lower = fold(text);
        let below = DIRECTORIES.iter().find_map(|it| lower.strip_prefix(it))?;
        // The Driver Store is there as well; a path into it has a rule of its own.
        if below.starts_with("driverstore\\") {
            return None;
        }
        Some(Self {
            below: folder(below.strip_prefix("drivers\\").unwrap_or(below)),
            shown: text.to_owned(),
            archs,
            span: span.clone(),
        })
    }
}
