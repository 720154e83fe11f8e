//! The scanner: one pass over the text.

use std::ops::Range;

use super::{Document, Field, Line, Section};
use crate::diagnostic::Diagnostic;

/// A file that has more is no INF, and a list of them helps nobody.
const MOST_PROBLEMS: usize = 1_000;
/// How many lines and values are read, a section counted as [`SECTION`] of them.
///
/// Each takes memory of its own, so that a file of one letter a line takes a multiple of its size.
const MOST_VALUES: usize = 2 << 20;
/// What a section takes, in values: it is also looked up by its name.
const SECTION: usize = 4;
/// Longest section name that Windows reads, in characters.
const MAX_SECTION_NAME: usize = 255;
/// Longest field that Windows reads, in characters with the terminating zero.
const MAX_FIELD: usize = 4096;

/// Reads the sections of `text`. Never fails: what cannot be read is among the problems.
#[must_use]
pub fn scan(text: &str) -> Document {
    // Ctrl-Z ends the file for Windows.
    let end = text.find('\u{1A}').unwrap_or(text.len());
    let mut scanner = Scanner {
        text: &text[..end],
        at: 0,
        literal_until: 0,
    };
    let mut document = Document::default();
    let mut homeless = Vec::new();
    let mut values = 0;
    while !scanner.at_end() {
        scanner.skip_blanks();
        if values > MOST_VALUES {
            break;
        }
        match scanner.peek() {
            None => break,
            _ if scanner.at_line_end() => scanner.next_line(),
            Some(';') => scanner.next_line(),
            Some('[') => match scanner.header() {
                Ok(name) => {
                    if let Some(section) = document.sections.last_mut() {
                        section.lines.shrink_to_fit();
                    }
                    let lines = Vec::new();
                    values += SECTION;
                    document.sections.push(Section { name, lines });
                }
                Err(_) if document.problems.len() >= MOST_PROBLEMS => {}
                Err(problem) => document.problems.push(problem),
            },
            Some(_) => {
                let line = scanner.line(&mut document.problems, MOST_VALUES);
                values += 1 + usize::from(line.key.is_some()) + line.fields.len();
                match document.sections.last_mut() {
                    Some(section) => section.lines.push(line),
                    None if homeless.len() >= MOST_PROBLEMS => {}
                    None => homeless.push(line.span),
                }
            }
        }
    }
    if values > MOST_VALUES {
        let message = format!("an INF has at most {MOST_VALUES} lines and values");
        let problem = Diagnostic::error(1000, message, scanner.at..scanner.line_end());
        let help = "is it an INF? Divide a package of so many devices into several";
        document.problems.push(problem.help(help));
    }
    // Windows forgives text before the first section when the file has a [Strings] section.
    let named_strings = |section: &Section| section.name.value.eq_ignore_ascii_case("Strings");
    if !document.sections.iter().any(named_strings) {
        let problems = homeless.into_iter().map(|span| {
            Diagnostic::error(1002, "this line belongs to no section", span)
                .help("begin the file with [Version]; comments start with a semicolon")
        });
        document.problems.splice(..0, problems);
    }
    document
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Backslashes before this place are known to be text; without it, a line of many would be
    /// looked through again for each.
    literal_until: usize,
}

/// A field under construction. Blanks at its ends are dropped unless they were quoted.
#[derive(Default)]
struct Builder {
    value: String,
    /// Length of `value` up to the last character that must stay.
    keep: usize,
    span: Option<Range<usize>>,
}

impl Builder {
    fn push(&mut self, character: char, at: usize, quoted: bool) {
        let blank = is_blank(character);
        if blank && !quoted && self.span.is_none() {
            return;
        }
        self.value
            .push(if character == '\0' { ' ' } else { character });
        if !blank || quoted {
            self.keep = self.value.len();
            self.cover(at..at + character.len_utf8());
        }
    }

    /// The same for characters that are no blanks, unless they are quoted.
    fn push_all(&mut self, text: &str, at: usize) {
        self.value.push_str(text);
        self.keep = self.value.len();
        self.cover(at..at + text.len());
    }

    fn cover(&mut self, range: Range<usize>) {
        let start = self.span.as_ref().map_or(range.start, |span| span.start);
        self.span = Some(start..range.end);
    }

    fn trim(&mut self) {
        self.value.truncate(self.keep);
    }

    fn finish(&mut self, at: usize) -> Field {
        let mut built = std::mem::take(self);
        built.trim();
        built.value.shrink_to_fit();
        Field {
            value: built.value,
            span: built.span.unwrap_or(at..at),
        }
    }
}

impl Scanner<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    fn at_line_end(&self) -> bool {
        let rest = self.rest();
        rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n")
    }

    fn skip_blanks(&mut self) {
        while !self.at_line_end() {
            match self.peek() {
                Some(blank) if is_blank(blank) => self.at += blank.len_utf8(),
                _ => break,
            }
        }
    }

    /// How many of the next characters are text, whatever stands around them: between quotes, where
    /// blanks and separators are, or not.
    fn plain(&self, quoted: bool) -> usize {
        let is_plain = |it: &&u8| match it {
            b'"' => false,
            b',' | b';' | b'=' | b'\\' | b' ' => quoted,
            other => other.is_ascii_graphic(),
        };
        let rest = &self.text.as_bytes()[self.at..];
        rest.iter().take_while(is_plain).count()
    }

    /// Where the line that `at` stands in ends, its line end not included.
    fn line_end(&self) -> usize {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let ended = self.text.as_bytes().get(self.at + line.len()) == Some(&b'\n');
        let line = if ended {
            line.strip_suffix('\r').unwrap_or(line)
        } else {
            line
        };
        self.at + line.len()
    }

    fn next_line(&mut self) {
        self.at = match self.rest().find('\n') {
            Some(length) => self.at + length + 1,
            None => self.text.len(),
        };
    }

    /// `[name]`; what follows the first closing bracket is ignored.
    fn header(&mut self) -> Result<Field, Diagnostic> {
        let open = self.at;
        let line = &self.text[open..self.line_end()];
        let result = match line.find(']') {
            None => Err(Diagnostic::error(
                1002,
                "the section name is not closed",
                open..open + line.len(),
            )
            .help("write ] after the name")),
            Some(close) => {
                let name = Field {
                    value: line[1..close].to_owned(),
                    span: open + 1..open + close,
                };
                match name.value.chars().count() {
                    0..=MAX_SECTION_NAME => Ok(name),
                    length => Err(Diagnostic::error(
                        1002,
                        format!(
                            "a section name has at most {MAX_SECTION_NAME} characters, this one {length}"
                        ),
                        name.span,
                    )),
                }
            }
        };
        self.next_line();
        result
    }

    /// Whether the backslash at `at` continues the line: only blanks, further backslashes or a
    /// comment follow it.
    fn continues(&mut self) -> bool {
        if self.at < self.literal_until {
            return false;
        }
        let rest = self.rest();
        let after = rest.trim_start_matches(|it| it == '\\' || is_blank(it));
        // A blank may be the carriage return of the line end.
        let continues = after.is_empty() || after.starts_with([';', '\n']);
        if !continues {
            self.literal_until = self.at + rest.len() - after.len();
        }
        continues
    }

    /// Reads a line; what follows its first `most` values is not kept.
    fn line(&mut self, problems: &mut Vec<Diagnostic>, most: usize) -> Line {
        let start = self.at;
        let mut end = start;
        let mut key = None;
        let mut fields = Vec::new();
        let mut field = Builder::default();
        let mut quoted = false;
        loop {
            if self.at_line_end() {
                break;
            }
            let at = self.at;
            // Most of a file is read here, many characters at once.
            let plain = self.plain(quoted);
            if plain > 0 {
                field.push_all(&self.text[at..at + plain], at);
                self.at += plain;
                end = self.at;
                continue;
            }
            let Some(character) = self.peek() else { break };
            match character {
                '"' => {
                    let doubled = quoted && self.rest().starts_with("\"\"");
                    if doubled {
                        field.push('"', at, true);
                        self.at += 1;
                    } else {
                        quoted = !quoted;
                    }
                    self.at += 1;
                    field.cover(at..self.at);
                    // What stands before a quoted part, blanks included, belongs to the value.
                    field.keep = field.value.len();
                    end = self.at;
                    continue;
                }
                _ if quoted => field.push(character, at, true),
                ';' => break,
                ',' if fields.len() < most => fields.push(field.finish(at)),
                ',' => drop(field.finish(at)),
                '=' if key.is_none() && fields.is_empty() => key = Some(field.finish(at)),
                '\\' if self.continues() => {
                    field.trim();
                    self.next_line();
                    self.skip_blanks();
                    continue;
                }
                _ => field.push(character, at, false),
            }
            self.at += character.len_utf8();
            if !is_blank(character) || quoted {
                end = self.at;
            }
        }
        fields.push(field.finish(end));
        // Most lines have one or two, and room for four would be half of what a file takes.
        fields.shrink_to_fit();
        let extent = start..self.line_end();
        self.next_line();
        for field in key.iter().chain(&fields) {
            if field.value.chars().count() >= MAX_FIELD && problems.len() < MOST_PROBLEMS {
                problems.push(Diagnostic::error(
                    1286,
                    format!("a field has at most {} characters", MAX_FIELD - 1),
                    field.span.clone(),
                ));
            }
        }
        Line {
            key,
            fields,
            span: start..end,
            extent,
        }
    }
}

/// White space within a line, as Unicode has it: Windows does not stop at ASCII. A carriage return
/// that ends no line is one; a NUL reads as one.
pub(crate) fn is_blank(character: char) -> bool {
    character == '\0' || character != '\n' && character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The lines of a file with one section, as `key=field|field`.
    fn lines(text: &str) -> Vec<String> {
        let document = scan(&format!("[S]\n{text}"));
        assert_eq!(document.problems, [], "{text}");
        let show = |line: &Line| {
            let fields: Vec<_> = line.fields.iter().map(|it| it.value.as_str()).collect();
            let key = line.key.as_ref().map(|key| format!("{}=", key.value));
            key.unwrap_or_default() + &fields.join("|")
        };
        document.sections[0].lines.iter().map(show).collect()
    }

    #[test]
    fn a_key_ends_at_the_first_equals_sign_before_any_comma() {
        assert_eq!(lines("a=b"), ["a=b"]);
        assert_eq!(lines("a = b = c"), ["a=b = c"]);
        assert_eq!(lines("ab,cd=ef"), ["ab|cd=ef"]);
        assert_eq!(lines("=x"), ["=x"]);
        assert_eq!(lines("a="), ["a="]);
        assert_eq!(lines("only"), ["only"]);
    }

    #[test]
    fn blanks_at_the_ends_go_and_inside_stay() {
        assert_eq!(lines("  a b =\t c d , e  "), ["a b=c d|e"]);
        assert_eq!(lines("\u{A0}\na =\u{A0}b\u{2003}, c"), ["a=b|c"]);
        assert_eq!(lines("a=b,,c"), ["a=b||c"]);
        assert_eq!(lines("a=b,"), ["a=b|"]);
    }

    #[test]
    fn quotes_protect_separators_and_blanks() {
        assert_eq!(lines(r#"a=" b "," , ; = \ ""#), [r"a= b | , ; = \ "]);
        assert_eq!(lines(r#"Ab"Cd"=Ef"#), ["AbCd=Ef"]);
        assert_eq!(lines(r#"a="say ""hi""""#), [r#"a=say "hi""#]);
        assert_eq!(lines("a=\"open ;x\nb=c"), ["a=open ;x", "b=c"]);
        assert_eq!(lines(r#"a="x" y"#), ["a=x y"]);
        assert_eq!(lines(r#"a="""#), ["a="]);
    }

    #[test]
    fn a_semicolon_starts_a_comment_even_within_a_token() {
        assert_eq!(
            lines("; nothing\na=b ; c\nabc=%bar;bla%"),
            ["a=b", "abc=%bar"]
        );
    }

    #[test]
    fn a_backslash_at_the_end_joins_lines() {
        assert_eq!(lines("a=b,\\\n   c"), ["a=b|c"]);
        assert_eq!(lines("a=b \\ ; why\r\n  c"), ["a=bc"]);
        assert_eq!(lines("a=b\\\\\\\nc"), ["a=bc"]);
        assert_eq!(lines(r"a=%13%\b.sys"), [r"a=%13%\b.sys"]);
        assert_eq!(lines("a=\"b\\\nc=d"), ["a=b\\", "c=d"]);
        assert_eq!(lines("a=b\\"), ["a=b"]);
        assert_eq!(lines("\\ ; nothing to continue\n\n"), [""]);
    }

    #[test]
    fn a_section_name_ends_at_the_first_bracket() {
        let document = scan("[ A;\"[b ] rest ; of line\n");
        assert_eq!(document.sections[0].name.value, " A;\"[b ");
        assert!(document.sections[0].lines.is_empty());
    }

    #[test]
    fn an_unclosed_name_is_a_problem_with_a_place() {
        let document = scan("[A]\nx=y\n[B\nz=1\n");
        assert_eq!(document.problems.len(), 1);
        assert_eq!(
            (document.problems[0].code, document.problems[0].span.clone()),
            (1002, 8..10)
        );
    }

    #[test]
    fn text_before_the_first_section_needs_strings_to_be_forgiven() {
        assert_eq!(scan("junk\n[A]\n").problems[0].span, 0..4);
        assert_eq!(scan("junk\n[A]\n[STRINGS]\n").problems, []);
    }

    #[test]
    fn a_line_extends_over_its_comments_and_continuations() {
        let text = "[A]\n  k = a, \\ ; why\n  b ; what\nnext\n";
        let document = scan(text);
        let [line, next] = document.sections[0].lines.as_slice() else {
            panic!("{document:?}")
        };
        assert_eq!(&text[line.extent.clone()], "k = a, \\ ; why\n  b ; what");
        assert_eq!(&text[next.extent.clone()], "next");
    }

    /// Where each step looked at the rest of the line again, these would take hours.
    #[test]
    fn no_line_is_too_long_to_read_it_once() {
        let many = |piece: &str| piece.repeat((1 << 18) / piece.len());
        for piece in [
            "\\", "\\ ", "\\a", ",", "=", "\"", "%", "[", "a ", "\\;\n", "\n[", "\r",
        ] {
            let document = scan(&format!("[A]\nk = {} x\n[B]\n", many(piece)));
            assert!(document.sections.len() > 1, "{piece:?}");
        }
    }

    #[test]
    fn control_z_ends_the_file() {
        let document = scan("[A]\nx=y\n\u{1A}[B]\n");
        assert_eq!(document.sections.len(), 1);
    }

    #[test]
    fn spans_point_at_the_text() {
        let text = "[A]\r\n key = \"v 1\" , w ; c\r\n";
        let document = scan(text);
        let line = &document.sections[0].lines[0];
        assert_eq!(&text[line.span.clone()], "key = \"v 1\" , w");
        assert_eq!(&text[line.key.as_ref().unwrap().span.clone()], "key");
        assert_eq!(&text[line.fields[0].span.clone()], "\"v 1\"");
        assert_eq!(&text[line.fields[1].span.clone()], "w");
    }

    proptest! {
        #[test]
        fn any_text_is_scanned_with_ordered_spans(text in "[\\[\\]ab=,;\"\\\\% \r\n\u{1A}ü]{0,80}") {
            let document = scan(&text);
            for line in document.sections.iter().flat_map(|it| &it.lines) {
                prop_assert!(text.get(line.span.clone()).is_some());
                let mut at = line.span.start;
                for field in line.key.iter().chain(&line.fields) {
                    prop_assert!(text.get(field.span.clone()).is_some());
                    prop_assert!(at <= field.span.start && field.span.end <= line.span.end.max(field.span.end));
                    at = field.span.end;
                }
            }
        }

        #[test]
        fn quoting_preserves_any_value(value in "[^\r\n\u{1A}\0]{0,60}") {
            let quoted = value.replace('"', "\"\"");
            let document = scan(&format!("[A]\nk = \"{quoted}\", x\n"));
            prop_assert_eq!(&document.sections[0].lines[0].fields[0].value, &value);
        }
    }
}
