//! Changes to a text as replacements of spans: what no edit covers stays as it is, byte for byte.
//!
//! ```
//! use wdk_inf::edit::Edits;
//!
//! let text = "[DestinationDirs]\nDefaultDestDir = 12 ; drivers\n";
//! let mut edits = Edits::default();
//! edits.replace(35..37, "13");
//! assert_eq!(edits.apply(text)?, "[DestinationDirs]\nDefaultDestDir = 13 ; drivers\n");
//! # Ok::<(), wdk_inf::edit::Conflict>(())
//! ```

use std::{fmt, ops::Range};

use similar::TextDiff;

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace; empty to insert before its start.
    pub span: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// Replacements in one text, applied together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits(Vec<Edit>);

/// The edits cannot all be made: two overlap, or one lies outside of the text or within a character.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict(pub Edit);

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Edit { span, text } = &self.0;
        write!(
            f,
            "writing {text:?} over bytes {} to {} conflicts with another edit or with the text",
            span.start, span.end
        )
    }
}

impl std::error::Error for Conflict {}

impl Edits {
    /// Replaces `span` by `text`.
    pub fn replace(&mut self, span: Range<usize>, text: impl Into<String>) {
        let text = text.into();
        self.0.push(Edit { span, text });
    }

    /// Inserts `text` at `at`, behind what was inserted there before.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at..at, text);
    }

    /// Forgets the edits within `span`, which another edit replaces as a whole.
    pub fn discard_within(&mut self, span: &Range<usize>) {
        self.0
            .retain(|edit| edit.span.end <= span.start || edit.span.start >= span.end);
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where in the text that is edited the byte `at` of the result comes from: the end of what it replaces, for what
    /// an edit writes.
    pub(crate) fn origin(&self, at: usize) -> usize {
        let mut edits: Vec<&Edit> = self.0.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        // The result up to the edit at hand has `written` bytes and comes from `read` bytes.
        let (mut read, mut written) = (0, 0);
        for edit in edits {
            let kept = edit.span.start - read;
            if at < written + kept {
                break;
            }
            written += kept + edit.text.len();
            read = edit.span.end;
            if at < written {
                return read;
            }
        }
        read + (at - written)
    }

    /// `text` with the edits made; the same edit twice counts once.
    ///
    /// # Errors
    ///
    /// [`Conflict`] with the first edit that overlaps another or does not fit the text.
    pub fn apply(&self, text: &str) -> Result<String, Conflict> {
        let mut edits: Vec<&Edit> = self.0.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits.dedup_by(|next, edit| next == edit && !edit.span.is_empty());
        let mut result = String::with_capacity(text.len() + 64);
        let mut at = 0;
        for edit in edits {
            let conflict = || Conflict(edit.clone());
            let kept = text.get(at..edit.span.start).ok_or_else(conflict)?;
            text.get(edit.span.clone()).ok_or_else(conflict)?;
            result.push_str(kept);
            result.push_str(&edit.text);
            at = edit.span.end;
        }
        result.push_str(&text[at..]);
        Ok(result)
    }
}

/// What changed from `old` to `new`, as `diff -u` shows it; empty when nothing did.
#[must_use]
pub fn unified_diff(name: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    let name = name.trim_start_matches('/');
    // A carriage return at the end of each line would only disturb a terminal.
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    TextDiff::from_lines(&old, &new)
        .unified_diff()
        .header(&format!("a/{name}"), &format!("b/{name}"))
        .to_string()
}

/// The line end that `text` uses first.
#[must_use]
pub fn line_end(text: &str) -> &'static str {
    let first = text.find('\n').map(|at| &text[..at]);
    match first {
        Some(line) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn edits_at_one_place_keep_their_order() {
        let mut edits = Edits::default();
        edits.insert(1, "x");
        edits.insert(1, "y");
        edits.replace(1..2, "z");
        edits.replace(1..2, "z");
        assert_eq!(edits.apply("abc").unwrap(), "axyzc");
    }

    #[test]
    fn what_is_kept_comes_from_where_it_was() {
        let mut edits = Edits::default();
        edits.replace(1..3, "new!");
        edits.insert(5, "and");
        let (text, result) = ("abcdefg", "anew!deandfg");
        assert_eq!(edits.apply(text).unwrap(), result);
        for (at, of) in [
            (0, 0),
            (1, 3),
            (4, 3),
            (5, 3),
            (6, 4),
            (7, 5),
            (9, 5),
            (10, 5),
            (11, 6),
            (12, 7),
        ] {
            assert_eq!(edits.origin(at), of, "{at}");
        }
    }

    #[test]
    fn edits_that_overlap_or_do_not_fit_are_refused() {
        for spans in [[0..2, 1..3], [0..1, 3..9], [0..1, 2..3]] {
            let mut edits = Edits::default();
            spans
                .into_iter()
                .for_each(|span| edits.replace(span, "new"));
            assert!(edits.apply("aéb").is_err(), "{edits:?}");
        }
    }

    #[test]
    fn a_diff_shows_the_changed_line_with_its_neighbours() {
        let diff = unified_diff("x.inf", "[A]\r\nb = 12\r\n", "[A]\r\nb = 13\r\n");
        assert_eq!(
            diff,
            "--- a/x.inf\n+++ b/x.inf\n@@ -1,2 +1,2 @@\n [A]\n-b = 12\n+b = 13\n"
        );
        assert_eq!(unified_diff("x.inf", "same", "same"), "");
    }

    proptest! {
        /// Cuts a text at random places and replaces every second piece.
        #[test]
        fn what_no_edit_covers_stays(pieces in proptest::collection::vec(("[aé\n]{0,8}", "[xß]{0,4}"), 0..12)) {
            let (mut text, mut expected, mut edits) = (String::new(), String::new(), Edits::default());
            for (at, (piece, new)) in pieces.iter().enumerate() {
                let span = text.len()..text.len() + piece.len();
                text.push_str(piece);
                if at % 2 == 0 {
                    expected.push_str(piece);
                } else {
                    expected.push_str(new);
                    edits.replace(span, new.as_str());
                }
            }
            prop_assert_eq!(edits.apply(&text).unwrap(), expected);
        }
    }
}
