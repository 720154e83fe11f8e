//! One way to lay out an INF. Comments stay, and Windows reads the same from it.
//!
//! - a blank line before each section, none twice, none after a section's name;
//! - `key = value, value`, the `=` of neighbouring lines one below the other;
//! - lines without a key, such as those of `AddReg`, without blanks around their commas;
//! - comments behind neighbouring lines one below the other;
//! - continued lines as they are.

use crate::{
    diagnostic::InfError,
    edit::{Edits, line_end},
    model::Inf,
    syntax::{Line, is_blank},
};

/// Keys longer than this do not move the `=` of their neighbours.
const LONGEST_ALIGNED_KEY: usize = 32;

/// A piece of the file that is laid out as a whole.
enum Entry<'a> {
    Blank,
    Header(String),
    /// A comment of its own, or text before the first section.
    Text(&'a str),
    /// A line that is continued, with its comments.
    Continued(&'a str),
    Directive {
        key: Option<&'a str>,
        values: String,
        comment: Option<&'a str>,
    },
}

impl Inf {
    /// The same file, laid out in the one way. Formatting what is formatted changes nothing.
    ///
    /// # Errors
    ///
    /// [`InfError`] when the result cannot be stored, which no file that was read causes.
    pub fn formatted(&self) -> Result<Self, InfError> {
        let text = self.text();
        // What follows a Ctrl-Z is not read.
        let end = text.find('\u{1A}').unwrap_or(text.len());
        let mut edits = Edits::default();
        edits.replace(0..end, layout(&self.entries(end), line_end(text)));
        self.edited(&edits)
    }

    fn entries(&self, end: usize) -> Vec<Entry<'_>> {
        let text = &self.text()[..end];
        let sections = &self.document().sections;
        let mut headers = sections.iter().map(|it| &it.name).peekable();
        let mut lines = sections.iter().flat_map(|it| &it.lines).peekable();
        let mut entries = Vec::new();
        let mut at = 0;
        while at < end {
            let stop = text[at..].find('\n').map_or(end, |it| at + it);
            let here = |start: usize| (at..=stop).contains(&start);
            let mut next = stop + 1;
            if headers.peek().is_some_and(|it| here(it.span.start)) {
                let name = headers.next().map_or(at..at, |it| it.span.clone());
                let behind = text[name.end..stop]
                    .strip_prefix(']')
                    .unwrap_or_default()
                    .trim();
                let header = format!("[{}] {behind}", &text[name]);
                entries.push(Entry::Header(header.trim_end().to_owned()));
            } else if let Some(line) = lines.next_if(|it| here(it.extent.start)) {
                entries.push(directive(text, line));
                next = text[line.extent.end..]
                    .find('\n')
                    .map_or(end, |it| line.extent.end + it + 1);
            } else {
                entries.push(match text[at..stop].trim_end() {
                    "" => Entry::Blank,
                    other => Entry::Text(other),
                });
            }
            at = next;
        }
        entries
    }
}

fn directive<'a>(text: &'a str, line: &Line) -> Entry<'a> {
    let whole = &text[line.extent.clone()];
    let behind = text[line.span.end..line.extent.end].trim_start_matches(is_blank);
    let behind = behind.trim_end();
    if whole.contains('\n') || !(behind.is_empty() || behind.starts_with(';')) {
        let end = whole.trim_end_matches(is_blank).len();
        let end = end.max(line.span.end - line.extent.start);
        return Entry::Continued(&whole[..end]);
    }
    let key = line.key.as_ref().map(|it| &text[it.span.clone()]);
    let mut values = String::new();
    for (at, field) in line.fields.iter().enumerate() {
        let value = &text[field.span.clone()];
        if at > 0 {
            values.push(',');
            if key.is_some() && !value.is_empty() {
                values.push(' ');
            }
        }
        values.push_str(value);
    }
    let comment = Some(behind).filter(|it| !it.is_empty());
    Entry::Directive {
        key,
        values,
        comment,
    }
}

fn layout(entries: &[Entry<'_>], line_end: &str) -> String {
    let mut lines: Vec<(String, Option<&str>)> = Vec::new();
    let mut width = 0;
    for (at, entry) in entries.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|it| entries.get(it));
        if starts_block(previous) {
            width = key_width(&entries[at..]);
        }
        match entry {
            Entry::Blank => {
                let wanted = !matches!(previous, None | Some(Entry::Blank | Entry::Header(_)));
                if wanted {
                    lines.push((String::new(), None));
                }
            }
            Entry::Header(header) => {
                let apart = matches!(previous, None | Some(Entry::Text(_)));
                let blank = lines.last().is_none_or(|(line, _)| line.is_empty());
                if !apart && !blank {
                    lines.push((String::new(), None));
                }
                lines.push((header.clone(), None));
            }
            Entry::Text(text) => lines.push(((*text).to_owned(), None)),
            Entry::Continued(text) => {
                // A carriage return at the very end may be part of an unclosed quote.
                let last = text.rfind('\n').map_or(0, |it| it + 1);
                let ended = text[..last].split_terminator('\n');
                let ended = ended.map(|it| it.trim_end_matches('\r').to_owned() + line_end);
                lines.push((ended.collect::<String>() + &text[last..], None));
            }
            Entry::Directive {
                key: None,
                values,
                comment,
            } => lines.push((values.clone(), *comment)),
            Entry::Directive {
                key: Some(key),
                values,
                comment,
            } => {
                let gap = if values.is_empty() { "" } else { " " };
                lines.push((format!("{key:width$} ={gap}{values}"), *comment));
            }
        }
    }
    while lines
        .last()
        .is_some_and(|(line, comment)| line.is_empty() && comment.is_none())
    {
        lines.pop();
    }
    // The last line may be continued into the end of the file.
    if let Some((last, None)) = lines.last_mut() {
        while let Some(kept) = last.strip_suffix(line_end) {
            last.truncate(kept.len());
        }
    }
    join(&lines, line_end)
}

fn starts_block(previous: Option<&Entry<'_>>) -> bool {
    matches!(
        previous,
        None | Some(Entry::Blank | Entry::Header(_) | Entry::Directive { key: None, .. })
    )
}

/// How wide the keys of the block that begins with `entries` are.
fn key_width(entries: &[Entry<'_>]) -> usize {
    let ends = |it: &&Entry<'_>| {
        !matches!(
            it,
            Entry::Blank | Entry::Header(_) | Entry::Directive { key: None, .. }
        )
    };
    let keys = entries.iter().take_while(ends).filter_map(|it| match it {
        Entry::Directive { key: Some(key), .. } => Some(key.chars().count()),
        _ => None,
    });
    keys.filter(|it| *it <= LONGEST_ALIGNED_KEY)
        .max()
        .unwrap_or(0)
}

/// Puts the comments behind their lines, those of neighbours into one column.
fn join(lines: &[(String, Option<&str>)], line_end: &str) -> String {
    let mut text = String::new();
    let mut column = 0;
    for (at, (line, comment)) in lines.iter().enumerate() {
        text.push_str(line);
        if let Some(comment) = comment {
            let first = at == 0 || lines[at - 1].1.is_none();
            if first {
                let group = lines[at..].iter().take_while(|it| it.1.is_some());
                column = group.map(|it| it.0.chars().count()).max().unwrap_or(0);
            }
            let gap = column.saturating_sub(line.chars().count()) + 1;
            text.extend(std::iter::repeat_n(' ', gap));
            text.push_str(comment);
        }
        // A carriage return that an unclosed quote makes part of the value is not the line end's.
        let stray = comment.is_none() && line.ends_with('\r');
        text.push_str(if stray { "\r\n" } else { line_end });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        let inf = Inf::parse(text.as_bytes()).unwrap();
        inf.formatted().unwrap().text().to_owned()
    }

    #[test]
    fn a_file_is_laid_out_in_one_way() {
        let text = "; about\n[Version] \n\nSignature=\"$Windows NT$\"\n; between\nClass  =  System;old\nProvider=%P%  ; who \n\n\n\
                    [A]\n HKR, , Value ,0x10000,\"a, b\" , c\nlist=a,,b ,\\\n   c, \\ ; and\n  d\nx=\n[B]\n; of C\n[C] ; why\n\n\n";
        assert_eq!(
            formatted(text),
            "; about\n[Version]\nSignature = \"$Windows NT$\"\n; between\nClass     = System ;old\n\
             Provider  = %P%    ; who\n\n[A]\nHKR,,Value,0x10000,\"a, b\",c\n\
             list=a,,b ,\\\n   c, \\ ; and\n  d\nx =\n\n[B]\n; of C\n[C] ; why\n"
        );
    }

    #[test]
    fn our_own_files_are_laid_out_so() {
        for inx in [
            include_str!("../../../inf/toaster.inx"),
            include_str!("../../../inf/echo.inx"),
        ] {
            assert_eq!(formatted(inx), inx.replace("\r\n", "\n"));
        }
    }

    #[test]
    fn a_zero_character_is_a_blank() {
        let text = "[Version]\nSignature=$CHICAGO$\na = b,c \0\nd = e\0 ; f\n";
        let once = formatted(text);
        assert!(
            once.ends_with("a         = b, c\nd         = e ; f\n"),
            "{once:?}"
        );
        assert_eq!(formatted(&once), once);
    }

    #[test]
    fn what_is_not_read_and_the_line_ends_stay() {
        let text = "[Version]\r\nSignature=$CHICAGO$\r\na = \"open   \r\n\u{1A}[ x=  y\n";
        assert_eq!(
            formatted(text),
            "[Version]\r\nSignature = $CHICAGO$\r\na         = \"open   \r\n\u{1A}[ x=  y\n"
        );
    }
}
