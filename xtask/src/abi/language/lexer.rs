//! Splits a description into words.

use anyhow::{Result, bail};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// `///`, without the slashes and the space after them.
    Doc(String),
    /// `//!`, likewise.
    FileDoc(String),
    /// A name; `.` and `-` may stand inside, as in `NDIS.SYS` and `parallel-ports`.
    Word(String),
    Number(String),
    Guid(String),
    Text(String),
    Punctuation(&'static str),
    End,
}

impl std::fmt::Display for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Doc(_) | Self::FileDoc(_) => f.write_str("a documentation comment"),
            Self::Word(text) | Self::Number(text) | Self::Guid(text) => write!(f, "`{text}`"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Punctuation(text) => write!(f, "`{text}`"),
            Self::End => f.write_str("the end of the file"),
        }
    }
}

/// Longer ones first.
const PUNCTUATION: [&str; 22] = [
    "...", "..", "::", "->", "<=", ">=", "=", ",", ":", ";", "(", ")", "[", "]", "{", "}", "<",
    ">", "*", "-", "?", "/",
];

const GUID: [usize; 5] = [8, 4, 4, 4, 12];

/// The tokens of `text` with their lines; `path` is for messages.
pub(super) fn tokens(path: &str, text: &str) -> Result<Vec<(usize, Token)>> {
    let mut found = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let mut rest = content.trim_start();
        while !rest.is_empty() {
            let Some((token, length)) = next(rest) else {
                bail!(
                    "abi/{path}:{line}: unexpected `{}`",
                    rest.chars().next().unwrap_or_default()
                )
            };
            if let Some(token) = token {
                found.push((line, token));
            }
            rest = rest[length..].trim_start();
        }
    }
    found.push((text.lines().count().max(1), Token::End));
    Ok(found)
}

/// The first token of a line's rest and its length; no token for a comment.
fn next(rest: &str) -> Option<(Option<Token>, usize)> {
    let comment = |text: &str| text.strip_prefix(' ').unwrap_or(text).trim_end().to_owned();
    if rest.starts_with('#') {
        return Some((None, rest.len()));
    }
    if let Some(text) = rest.strip_prefix("///") {
        return Some((Some(Token::Doc(comment(text))), rest.len()));
    }
    if let Some(text) = rest.strip_prefix("//!") {
        return Some((Some(Token::FileDoc(comment(text))), rest.len()));
    }
    if let Some(text) = rest.strip_prefix('"') {
        let end = text.find('"')?;
        return Some((Some(Token::Text(text[..end].to_owned())), end + 2));
    }
    if let Some(length) = guid(rest) {
        return Some((Some(Token::Guid(rest[..length].to_owned())), length));
    }
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        let end = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
        let length = rest.find(end).unwrap_or(rest.len());
        // A version: `10.0.19041`. Bits have two points: `0..4`.
        let mut end_of_number = length;
        while let Some(after) = rest[end_of_number..].strip_prefix('.')
            && after.starts_with(|c: char| c.is_ascii_digit())
        {
            end_of_number += 1 + after.find(end).unwrap_or(after.len());
        }
        let text = rest[..end_of_number].to_owned();
        return Some((Some(Token::Number(text)), end_of_number));
    }
    if first.is_ascii_alphabetic() || first == '_' {
        let mut length = 0;
        for (index, c) in rest.char_indices() {
            let inside = matches!(c, '.' | '-' | '#')
                && rest[index + 1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
                || c.is_ascii_alphanumeric()
                || c == '_';
            if !inside {
                break;
            }
            length = index + 1;
        }
        return Some((Some(Token::Word(rest[..length].to_owned())), length));
    }
    let mark = PUNCTUATION.iter().find(|mark| rest.starts_with(**mark))?;
    Some((Some(Token::Punctuation(mark)), mark.len()))
}

/// The length of the GUID that `rest` begins with.
fn guid(rest: &str) -> Option<usize> {
    let mut length = 0;
    for (index, digits) in GUID.into_iter().enumerate() {
        if index > 0 {
            rest.get(length..)?.strip_prefix('-')?;
            length += 1;
        }
        let part = rest.get(length..length + digits)?;
        if !part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        length += digits;
    }
    Some(length)
}
