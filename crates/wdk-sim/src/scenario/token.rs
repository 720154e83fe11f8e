//! The words of a line.

use super::error::{Span, Wrong};

/// A word, a string or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// Anything between blanks and signs: a name, a number, a path.
    Word(&'a str),
    /// What stood between quotation marks, without escapes.
    Text(String),
    /// `(`, `)`, `[`, `]` or `,`.
    Sign(char),
    /// `=>`.
    Arrow,
}

/// A token and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) span: Span,
}

impl Token<'_> {
    /// The token as an error quotes it.
    pub(super) fn quoted(&self) -> String {
        match &self.kind {
            Kind::Word(word) => format!("`{word}`"),
            Kind::Text(text) => format!("the text {text:?}"),
            Kind::Sign(sign) => format!("`{sign}`"),
            Kind::Arrow => "`=>`".to_owned(),
        }
    }
}

/// Splits a line into its tokens; a comment ends it.
pub(super) fn split(line: &str) -> Result<Vec<Token<'_>>, Wrong> {
    let mut tokens = Vec::new();
    let mut rest = line.char_indices().peekable();
    while let Some(&(start, first)) = rest.peek() {
        if first.is_whitespace() {
            rest.next();
            continue;
        }
        if first == '#' {
            break;
        }
        let kind = match first {
            '"' => {
                rest.next();
                Kind::Text(text(line, start, &mut rest)?)
            }
            '(' | ')' | '[' | ']' | ',' => {
                rest.next();
                Kind::Sign(first)
            }
            '=' if line[start..].starts_with("=>") => {
                rest.next();
                rest.next();
                Kind::Arrow
            }
            _ => {
                while rest.next_if(|&(_, it)| is_of_word(it)).is_some() {}
                let end = rest.peek().map_or(line.len(), |&(at, _)| at);
                Kind::Word(&line[start..end])
            }
        };
        let end = rest.peek().map_or(line.len(), |&(at, _)| at);
        let span = Span { start, end };
        tokens.push(Token { kind, span });
    }
    Ok(tokens)
}

fn is_of_word(character: char) -> bool {
    !character.is_whitespace() && !matches!(character, '"' | '(' | ')' | '[' | ']' | ',')
}

type Characters<'a> = std::iter::Peekable<std::str::CharIndices<'a>>;

/// The string whose opening mark at `start` was read.
fn text(line: &str, start: usize, rest: &mut Characters<'_>) -> Result<String, Wrong> {
    let mut text = String::new();
    while let Some((at, character)) = rest.next() {
        match character {
            '"' => return Ok(text),
            '\\' => text.push(escape(line, at, rest)?),
            other => text.push(other),
        }
    }
    let span = Span {
        start,
        end: line.len(),
    };
    Err(Wrong::new(span, "the text has no closing `\"`"))
}

/// The character that the backslash at `at` begins.
fn escape(line: &str, at: usize, rest: &mut Characters<'_>) -> Result<char, Wrong> {
    let simple = rest.next().and_then(|(_, it)| match it {
        '\\' | '"' => Some(it),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        '0' => Some('\0'),
        'u' => unicode(rest),
        _ => None,
    });
    let end = rest.peek().map_or(line.len(), |&(at, _)| at);
    simple.ok_or_else(|| {
        Wrong::new(Span { start: at, end }, "this is no escape of a text")
            .help("write \\\\, \\\", \\n, \\r, \\t, \\0 or \\u{1F600}; other bytes are `hex`")
    })
}

/// `{1F600}` of `\u{1F600}`.
fn unicode(rest: &mut Characters<'_>) -> Option<char> {
    rest.next_if(|&(_, it)| it == '{')?;
    let mut value = 0_u32;
    while let Some((_, digit)) = rest.next_if(|&(_, it)| it.is_ascii_hexdigit()) {
        value = value.checked_mul(16)?.checked_add(digit.to_digit(16)?)?;
    }
    rest.next_if(|&(_, it)| it == '}')?;
    char::from_u32(value)
}

/// A string as it is written.
pub(super) fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '\\' | '"' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\0' => quoted.push_str("\\0"),
            other if other.is_control() => {
                quoted.extend(other.escape_unicode());
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

/// A word or path as it is written: in quotation marks when it could be misread.
pub(super) fn word(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(is_of_word)
        && !text.starts_with('#')
        && !text.starts_with("=>");
    if plain { text.to_owned() } else { quote(text) }
}
