//! What is wrong in an INF, where, and what to do: numbered as Microsoft's InfVerif does.

use std::{fmt, ops::Range};

use annotate_snippets::{AnnotationKind, Group, Level as Title, Renderer, Snippet};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Windows accepts the file, but it does not do what it seems to.
    Warning,
    /// Windows rejects the file, or the part of it that was asked for.
    Error,
}

impl Level {
    /// `warning` or `error`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding, with its place in the text.
///
/// The codes are those of
/// [INF validation errors and warnings](https://learn.microsoft.com/windows-hardware/drivers/devtest/inf-validation-errors-and-warnings).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// InfVerif's number.
    pub code: u16,
    /// Error or warning.
    pub level: Level,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Bytes of the decoded text that it is about.
    pub span: Range<usize>,
    /// What to do about it, when that is known.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: u16, message: impl Into<String>, span: Range<usize>) -> Self {
        Self {
            code,
            level: Level::Error,
            message: message.into(),
            span,
            help: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: u16, message: impl Into<String>, span: Range<usize>) -> Self {
        Self {
            level: Level::Warning,
            ..Self::error(code, message, span)
        }
    }

    /// The same, with advice.
    #[must_use]
    pub fn help(mut self, advice: impl Into<String>) -> Self {
        self.help = Some(advice.into());
        self
    }

    /// The finding with an excerpt of `text`, which `name` calls in the heading; coloured on request.
    #[must_use]
    pub fn render(&self, name: &str, text: &str, colour: bool) -> String {
        let title = match self.level {
            Level::Warning => Title::WARNING,
            Level::Error => Title::ERROR,
        };
        let end = self.span.end.min(text.len());
        let start = self.span.start.min(end);
        // The renderer looks at all that it is given: for a list of findings in a long file, at far too much.
        let (line, from) = line_of(text, start);
        let to = text.get(end..).and_then(|it| it.find('\n'));
        let excerpt = text.get(from..to.map_or(text.len(), |it| end + it));
        let excerpt = excerpt.unwrap_or_default();
        let annotation = AnnotationKind::Primary.span(start - from..end - from);
        let snippet = Snippet::source(excerpt)
            .line_start(line)
            .path(name)
            .annotation(annotation);
        let code = self.code.to_string();
        let group = title
            .primary_title(self.message.as_str())
            .id(code.as_str())
            .element(snippet);
        let mut report: Vec<Group<'_>> = vec![group];
        if let Some(advice) = &self.help {
            report.push(Group::with_title(
                Title::HELP.secondary_title(advice.as_str()),
            ));
        }
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.render(&report).to_string()
    }
}

/// The number of the line that `at` stands in, and where it starts.
fn line_of(text: &str, at: usize) -> (usize, usize) {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    let breaks = before.iter().filter(|byte| **byte == b'\n').count();
    let start = before.iter().rposition(|byte| *byte == b'\n');
    (breaks + 1, start.map_or(0, |it| it + 1))
}

/// An INF that cannot be used, with all reasons. `Display` shows each with its source excerpt.
#[derive(Clone, PartialEq, Eq)]
pub struct InfError {
    /// The file's name, for the excerpts.
    pub name: String,
    /// The decoded text that the spans count in.
    pub text: String,
    /// At least one error; warnings may stand beside it.
    pub diagnostics: Vec<Diagnostic>,
}

impl InfError {
    /// All findings with their excerpts.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let each = self
            .diagnostics
            .iter()
            .map(|it| it.render(&self.name, &self.text, colour));
        each.collect::<Vec<_>>().join("\n\n")
    }
}

impl fmt::Display for InfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl fmt::Debug for InfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InfError")
            .field("name", &self.name)
            .field("diagnostics", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for InfError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_line_and_what_to_do() {
        let finding = Diagnostic::error(1203, "section [B] not found", 9..10).help("add it");
        let shown = finding.render("x.inf", "[A]\nA = \"B\"", false);
        assert!(
            shown.contains("error[1203]: section [B] not found"),
            "{shown}"
        );
        assert!(shown.contains("x.inf:2:6"), "{shown}");
        assert!(shown.contains("add it"), "{shown}");
    }

    #[test]
    fn a_span_beyond_the_text_is_no_panic() {
        let shown = Diagnostic::warning(1002, "odd", 50..60).render("x.inf", "[A]", false);
        assert!(shown.starts_with("warning[1002]: odd"), "{shown}");
    }
}
