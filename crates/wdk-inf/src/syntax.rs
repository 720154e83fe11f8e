//! Sections, lines and fields, each with its span: what the file says before anything is
//! substituted or understood.
//!
//! See [General syntax rules for INF files](https://learn.microsoft.com/windows-hardware/drivers/install/general-syntax-rules-for-inf-files).

use std::ops::Range;

use crate::diagnostic::Diagnostic;

mod scan;

pub(crate) use scan::is_blank;
pub use scan::scan;

/// One value of a line: quotes resolved, `%tokens%` not yet replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// The value, without surrounding blanks and quotes.
    pub value: String,
    /// Where it stands, quotes included.
    pub span: Range<usize>,
}

/// `key = field, field`, continued lines joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before the `=`.
    pub key: Option<Field>,
    /// What stands after it, split at commas; at least one.
    pub fields: Vec<Field>,
    /// The whole line without its comment.
    pub span: Range<usize>,
    /// All text lines that it takes, comments included, from its first character to the last line end,
    /// which is not included.
    pub extent: Range<usize>,
}

impl Line {
    /// The key as Windows sees it: a line without `=` that has one field has it as its key too.
    #[must_use]
    pub fn key(&self) -> Option<&Field> {
        match (&self.key, self.fields.as_slice()) {
            (Some(key), _) => Some(key),
            (None, [only]) => Some(only),
            _ => None,
        }
    }
}

/// A section as written; Windows joins the sections of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The name between the brackets.
    pub name: Field,
    /// The lines up to the next section.
    pub lines: Vec<Line>,
}

/// All sections in the order of the file, and what could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The sections.
    pub sections: Vec<Section>,
    /// What is not INF syntax; the rest was read nevertheless.
    pub problems: Vec<Diagnostic>,
}
