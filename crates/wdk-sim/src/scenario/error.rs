//! What is wrong in a scenario's text.

use std::fmt;

/// How many errors are shown.
const SHOWN: usize = 20;

/// A range of bytes in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// An error before it is known which line it is in.
#[derive(Clone, Debug)]
pub(super) struct Wrong {
    span: Span,
    message: String,
    help: Option<String>,
}

impl Wrong {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
        }
    }

    /// What to write instead; the first help stays.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.get_or_insert_with(|| help.into());
        self
    }

    /// Adds a question whether `found` is one of `known`, if it is close to one.
    pub(super) fn suggest<'a>(self, found: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match closest(found, known) {
            Some(word) => self.help(format!("did you mean `{word}`?")),
            None => self,
        }
    }

    pub(super) fn at(self, file: &str, number: usize, line: &str) -> SyntaxError {
        let before = line.get(..self.span.start).unwrap_or(line);
        let marked = line.get(self.span.start..self.span.end).unwrap_or_default();
        SyntaxError {
            file: file.to_owned(),
            line: number,
            column: before.chars().count() + 1,
            message: self.message,
            help: self.help,
            source_line: line.to_owned(),
            width: marked.chars().count().max(1),
        }
    }
}

/// The word of `known` that `found` was probably meant to be.
fn closest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = found.to_ascii_lowercase();
    let rated = known.into_iter().map(|word| {
        let distance = strsim::damerau_levenshtein(&folded, &word.to_ascii_lowercase());
        (distance, word)
    });
    let (distance, word) = rated.min_by_key(|&(distance, _)| distance)?;
    let bound = (word.chars().count() / 3).clamp(1, 4);
    (distance <= bound).then_some(word)
}

/// A line that is no step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// The file, as [`Scenario::parse`](super::Scenario::parse) was told.
    pub file: String,
    /// The line's number, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
    /// What is wrong, and what was expected.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    source_line: String,
    width: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, .. } = self;
        writeln!(f, "{}:{line}:{column}: {}", self.file, self.message)?;
        // A tab is one column; other control characters would disturb the marks.
        let source = self.source_line.replace(char::is_control, " ");
        writeln!(f, "{line:>5} | {source}")?;
        let marks = "^".repeat(self.width);
        write!(f, "      | {:skip$}{marks}", "", skip = column - 1)?;
        match &self.help {
            Some(help) => write!(f, "\n      = {help}"),
            None => Ok(()),
        }
    }
}

/// A text that is no scenario.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub struct ScenarioError {
    /// What is wrong, in the order of the lines; at least one error.
    pub errors: Vec<SyntaxError>,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.errors.iter().take(SHOWN).enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{error}")?;
        }
        match self.errors.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "\nand {more} more errors"),
        }
    }
}
