//! Reads the parts of one line: names, numbers, lists, times.

mod values;

use std::time::Duration;

use super::{
    data::LONGEST,
    error::{Span, Wrong},
    step::UNITS,
    token::{Kind, Token},
};

/// What the steps before have named.
#[derive(Default)]
pub(super) struct Names {
    pub(super) codes: Vec<(String, u32)>,
    pub(super) devices: Vec<String>,
    pub(super) files: Vec<String>,
    pub(super) operations: Vec<String>,
    pub(super) processes: Vec<String>,
    /// The machine was shut down.
    pub(super) finished: bool,
}

/// A line that is read from its beginning to its end.
pub(super) struct Line<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    /// Behind the last character.
    end: Span,
    pub(super) names: &'a Names,
}

impl<'a> Line<'a> {
    pub(super) fn new(tokens: Vec<Token<'a>>, length: usize, names: &'a Names) -> Self {
        let end = tokens.last().map_or(length, |token| token.span.end);
        Self {
            tokens,
            at: 0,
            end: Span { start: end, end },
            names,
        }
    }

    fn peek(&self) -> Option<&Token<'a>> {
        self.tokens.get(self.at)
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.peek().is_none()
    }

    /// The next token, if it is a word.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        match self.peek()?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The words from here on, up to `count`.
    pub(super) fn peek_words(&self, count: usize) -> Vec<&'a str> {
        let rest = self.tokens.iter().skip(self.at).take(count);
        let words = rest.map_while(|token| match token.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        });
        words.collect()
    }

    pub(super) fn skip(&mut self, tokens: usize) {
        self.at += tokens;
    }

    /// The place of the next token.
    pub(super) fn span(&self) -> Span {
        self.peek().map_or(self.end, |token| token.span)
    }

    /// The error that something else was expected here.
    pub(super) fn expected(&self, what: &str) -> Wrong {
        let found = self.peek().map_or("the line ends".to_owned(), |token| {
            format!("here is {}", token.quoted())
        });
        Wrong::new(self.span(), format!("expected {what}, but {found}"))
    }

    /// Reads `word`, if it is next.
    pub(super) fn accept(&mut self, word: &str) -> bool {
        let found = self.peek_word() == Some(word);
        self.at += usize::from(found);
        found
    }

    /// Reads `word`.
    pub(super) fn require(&mut self, word: &str) -> Result<(), Wrong> {
        if self.accept(word) {
            return Ok(());
        }
        let wrong = self.expected(&format!("`{word}`"));
        Err(wrong.suggest(self.peek_word().unwrap_or_default(), [word]))
    }

    fn accept_sign(&mut self, sign: char) -> bool {
        let found = self.peek().is_some_and(|it| it.kind == Kind::Sign(sign));
        self.at += usize::from(found);
        found
    }

    fn require_sign(&mut self, sign: char) -> Result<(), Wrong> {
        if self.accept_sign(sign) {
            return Ok(());
        }
        Err(self.expected(&format!("`{sign}`")))
    }

    /// Reads `=>`, if it is next.
    pub(super) fn accept_arrow(&mut self) -> bool {
        let found = self.peek().is_some_and(|it| it.kind == Kind::Arrow);
        self.at += usize::from(found);
        found
    }

    pub(super) fn accept_comma(&mut self) -> bool {
        self.accept_sign(',')
    }

    /// A word or a quoted text.
    pub(super) fn name(&mut self, what: &str) -> Result<String, Wrong> {
        let name = match self.peek().map(|token| &token.kind) {
            Some(Kind::Word(word)) => (*word).to_owned(),
            Some(Kind::Text(text)) => text.clone(),
            _ => return Err(self.expected(what)),
        };
        self.at += 1;
        Ok(name)
    }

    /// A word or a quoted text, unless a keyword of `keywords`, the arrow or the end is next.
    pub(super) fn optional_name(&mut self, keywords: &[&str]) -> Option<String> {
        if self
            .peek_word()
            .is_some_and(|word| keywords.contains(&word))
        {
            return None;
        }
        self.name("a name").ok()
    }

    /// The name behind `keyword`, if that is next.
    pub(super) fn clause(&mut self, keyword: &str) -> Result<Option<String>, Wrong> {
        if !self.accept(keyword) {
            return Ok(None);
        }
        self.name(&format!("a name behind `{keyword}`")).map(Some)
    }

    /// A name that an earlier step has given to a `kind`.
    pub(super) fn known(&mut self, kind: &str, known: &[String]) -> Result<String, Wrong> {
        let span = self.span();
        let name = self.name(&format!("the name of {kind}"))?;
        check_known(&name, span, kind, known)?;
        Ok(name)
    }

    /// [`Self::known`] behind `keyword`, if that is next.
    pub(super) fn known_clause(
        &mut self,
        keyword: &str,
        kind: &str,
        known: &[String],
    ) -> Result<Option<String>, Wrong> {
        match self.accept(keyword) {
            true => self.known(kind, known).map(Some),
            false => Ok(None),
        }
    }

    /// [`Self::known`], unless the step ends here.
    pub(super) fn optional_known(
        &mut self,
        kind: &str,
        known: &[String],
    ) -> Result<Option<String>, Wrong> {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Word(_) | Kind::Text(_)) => self.known(kind, known).map(Some),
            _ => Ok(None),
        }
    }

    /// One of the words of a table.
    pub(super) fn one_of<T: Copy>(&mut self, what: &str, table: &[(&str, T)]) -> Result<T, Wrong> {
        let found = self.peek_word().unwrap_or_default();
        if let Some((_, value)) = table.iter().find(|(name, _)| *name == found) {
            self.at += 1;
            return Ok(*value);
        }
        let names: Vec<_> = table.iter().map(|(name, _)| *name).collect();
        let wrong = self.expected(what).suggest(found, names.iter().copied());
        Err(wrong.help(format!("it is one of {}", names.join(", "))))
    }

    /// A whole number from `least` to `most`.
    fn integer(&mut self, what: &str, least: i128, most: i128) -> Result<i128, Wrong> {
        let value = self.peek_word().and_then(parse_integer);
        let value = value.ok_or_else(|| self.expected(what))?;
        if !(least..=most).contains(&value) {
            let message = format!("{what} is from {least} to {most}");
            return Err(Wrong::new(self.span(), message));
        }
        self.at += 1;
        Ok(value)
    }

    pub(super) fn u64(&mut self, what: &str) -> Result<u64, Wrong> {
        let value = self.integer(what, 0, u64::MAX.into())?;
        Ok(u64::try_from(value).unwrap_or_default())
    }

    pub(super) fn u32(&mut self, what: &str) -> Result<u32, Wrong> {
        let value = self.integer(what, 0, u32::MAX.into())?;
        Ok(u32::try_from(value).unwrap_or_default())
    }

    pub(super) fn u16(&mut self, what: &str) -> Result<u16, Wrong> {
        let value = self.integer(what, 0, u16::MAX.into())?;
        Ok(u16::try_from(value).unwrap_or_default())
    }

    pub(super) fn u8(&mut self, what: &str) -> Result<u8, Wrong> {
        let value = self.integer(what, 0, u8::MAX.into())?;
        Ok(u8::try_from(value).unwrap_or_default())
    }

    /// The length of a buffer.
    pub(super) fn length(&mut self, what: &str) -> Result<usize, Wrong> {
        let value = self.integer(what, 0, LONGEST as i128)?;
        Ok(usize::try_from(value).unwrap_or_default())
    }

    /// `[1, 2, 3]`
    pub(super) fn list<T>(
        &mut self,
        what: &str,
        mut item: impl FnMut(&mut Self) -> Result<T, Wrong>,
    ) -> Result<Vec<T>, Wrong> {
        if !self.accept_sign('[') {
            return Err(self.expected(what));
        }
        let mut items = Vec::new();
        while !self.accept_sign(']') {
            if !items.is_empty() {
                self.require_sign(',')?;
            }
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// `10 s`
    pub(super) fn time(&mut self) -> Result<Duration, Wrong> {
        const WHAT: &str = "a time, such as `10 s`";
        let span = self.span();
        let word = self.peek_word().ok_or_else(|| self.expected(WHAT))?;
        let digits = word
            .find(|it: char| !it.is_ascii_digit() && it != '_')
            .unwrap_or(word.len());
        let (digits, unit) = word.split_at(digits);
        let count = parse_integer(digits).and_then(|it| u64::try_from(it).ok());
        let count = count.ok_or_else(|| self.expected(WHAT))?;
        let nanoseconds = if unit.is_empty() {
            self.at += 1;
            self.one_of("a unit of time", &UNITS)?
        } else {
            let found = UNITS.iter().find(|(name, _)| *name == unit);
            let names = UNITS.map(|(name, _)| name).join(", ");
            let unit =
                found.ok_or_else(|| self.expected(WHAT).help(format!("the units are {names}")))?;
            self.at += 1;
            unit.1
        };
        let time = count.checked_mul(nanoseconds).map(Duration::from_nanos);
        time.ok_or_else(|| Wrong::new(span, "this is longer than time can be counted"))
    }
}

/// Refuses a name that no earlier step has given.
fn check_known(name: &str, span: Span, kind: &str, known: &[String]) -> Result<(), Wrong> {
    if known.iter().any(|other| other == name) {
        return Ok(());
    }
    let wrong = Wrong::new(span, format!("no step before calls {kind} `{name}`"));
    let wrong = wrong.suggest(name, known.iter().map(String::as_str));
    Err(match known {
        [] => wrong,
        known => wrong.help(format!("there is {}", known.join(", "))),
    })
}

/// A number: decimal or with `0x`, with `_` between digits.
fn parse_integer(word: &str) -> Option<i128> {
    let (negative, digits) = match word.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, word),
    };
    let digits = digits.replace('_', "");
    let value = match digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        Some(hex) if !hex.starts_with('+') => i128::from_str_radix(hex, 16),
        None if !digits.starts_with(['+', '-']) => digits.parse(),
        _ => return None,
    };
    let value = value.ok()?;
    Some(if negative {
        value.checked_neg()?
    } else {
        value
    })
}
