//! Reads the parts of one line: names, numbers, paths, times, bytes.

use std::time::Duration;

use uuid::Uuid;
use wdk_sys::CTL_CODE;

use super::{
    constants,
    data::{Data, Field, LONGEST, Value, Width},
    error::{Span, Wrong},
    step::{Code, RegistryPlace, RegistryRoot, Request, UNITS},
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

const DATA_WORDS: [&str; 4] = ["hex", "text", "utf16", "repeat"];
const VALUE_WORDS: [&str; 5] = ["dword", "qword", "string", "strings", "binary"];
/// What data is, for messages.
const DATA: &str = "bytes: `hex 01 02`, `text \"...\"`, `utf16 \"...\"`, `u8`, `u16`, `u32`, `u64`, \
                    `i8` to `i64` with a number or `[a, list]`, or `repeat COUNT BYTES`";

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

    /// `{781EF630-72B2-11D2-B852-00C04FAD5171}`
    pub(super) fn class(&mut self) -> Result<Uuid, Wrong> {
        const WHAT: &str = "a GUID, such as `{781EF630-72B2-11D2-B852-00C04FAD5171}`";
        let word = self.peek_word().filter(|it| it.starts_with('{'));
        let class = word.and_then(|it| Uuid::try_parse(it).ok());
        let class = class.ok_or_else(|| self.expected(WHAT))?;
        self.at += 1;
        Ok(class)
    }

    /// `service\Parameters\Speed`
    pub(super) fn registry_place(&mut self) -> Result<RegistryPlace, Wrong> {
        const WHAT: &str = "a value of the registry, such as `service\\Parameters\\Speed`";
        let span = self.span();
        let path = self.name(WHAT)?;
        let parts: Vec<&str> = path.split('\\').collect();
        let [root, keys @ .., name] = parts.as_slice() else {
            return Err(Wrong::new(span, format!("expected {WHAT}")));
        };
        if parts.iter().any(|part| part.is_empty()) {
            return Err(Wrong::new(span, "a part of this path is empty"));
        }
        let known = RegistryRoot::ALL.iter().find(|(word, _)| word == root);
        let (_, root) = known.ok_or_else(|| {
            let names = RegistryRoot::ALL.map(|(name, _)| name);
            Wrong::new(span, "the path starts at no known key")
                .suggest(root, names)
                .help(format!("it starts with one of {}", names.join(", ")))
        })?;
        Ok(RegistryPlace {
            root: *root,
            keys: keys.iter().map(|&it| it.to_owned()).collect(),
            name: (*name).to_owned(),
        })
    }

    /// `0x222000`, `CTL_CODE(...)`, or a name for one.
    pub(super) fn code(&mut self) -> Result<Code, Wrong> {
        const WHAT: &str = "a control code: a number, `CTL_CODE(TYPE, FUNCTION, METHOD, ACCESS)` or \
                            a name that a `code` step has given it";
        let word = self.peek_word().ok_or_else(|| self.expected(WHAT))?;
        if word == "CTL_CODE" {
            return self.ctl_code();
        }
        if word.starts_with(|it: char| it.is_ascii_digit()) {
            return self.u32("a control code").map(Code::number);
        }
        let codes = &self.names.codes;
        let Some((name, value)) = codes.iter().find(|(name, _)| name == word) else {
            let known = codes
                .iter()
                .map(|(name, _)| name.as_str())
                .chain(["CTL_CODE"]);
            return Err(self.expected(WHAT).suggest(word, known));
        };
        self.at += 1;
        Ok(Code {
            value: *value,
            written: name.clone(),
        })
    }

    fn ctl_code(&mut self) -> Result<Code, Wrong> {
        self.at += 1;
        self.require_sign('(')?;
        let mut written = Vec::new();
        let mut values = Vec::new();
        for part in &constants::CTL_CODE_PARTS {
            if !written.is_empty() {
                self.require_sign(',')?;
            }
            let (mut text, mut value) = self.ctl_code_part(part)?;
            while self.accept("|") {
                let (more, bits) = self.ctl_code_part(part)?;
                text = format!("{text} | {more}");
                value |= bits;
            }
            written.push(text);
            values.push(value);
        }
        self.require_sign(')')?;
        let &[device, function, method, access] = values.as_slice() else {
            return Err(self.expected("four parts"));
        };
        Ok(Code {
            value: CTL_CODE(device, function, method, access),
            written: format!("CTL_CODE({})", written.join(", ")),
        })
    }

    fn ctl_code_part(&mut self, part: &constants::Part) -> Result<(String, u32), Wrong> {
        let word = self.peek_word().unwrap_or_default();
        if let Some((_, value)) = part.values.iter().find(|(name, _)| *name == word) {
            self.at += 1;
            return Ok((word.to_owned(), *value));
        }
        if word.starts_with(|it: char| it.is_ascii_digit()) {
            let value = self.integer(part.what, 0, part.most.into())?;
            return Ok((word.to_owned(), u32::try_from(value).unwrap_or_default()));
        }
        let known = part.values.iter().map(|(name, _)| *name);
        Err(self.expected(part.what).suggest(word, known))
    }

    /// Bytes, if any are next.
    pub(super) fn data(&mut self) -> Result<Data, Wrong> {
        let start = self.span();
        let mut data = Data::default();
        let mut length = 0_usize;
        while let Some(field) = self.field()? {
            length = length.saturating_add(field.length());
            if length > LONGEST {
                return Err(Wrong::new(start, "no request has more than 64 MiB here"));
            }
            data.fields.push(field);
        }
        Ok(data)
    }

    /// Bytes, of which there have to be some.
    pub(super) fn some_data(&mut self) -> Result<Data, Wrong> {
        let wrong = self.expected(DATA);
        let found = self.peek_word().unwrap_or_default();
        let data = self.data()?;
        match data.is_empty() {
            true => {
                let numbers = Width::ALL.iter().map(|(name, _)| *name);
                Err(wrong.suggest(found, DATA_WORDS.into_iter().chain(numbers)))
            }
            false => Ok(data),
        }
    }

    /// Whether bytes are next.
    pub(super) fn is_at_data(&self) -> bool {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Text(_)) => true,
            Some(Kind::Word(word)) => DATA_WORDS.contains(word) || width(word).is_some(),
            _ => false,
        }
    }

    fn field(&mut self) -> Result<Option<Field>, Wrong> {
        if !self.is_at_data() {
            return Ok(None);
        }
        let Some(word) = self.peek_word() else {
            return self.name("a text").map(Field::Text).map(Some);
        };
        self.at += 1;
        let field = match word {
            "text" => Field::Text(self.text()?),
            "utf16" => Field::Utf16(self.text()?),
            "hex" => Field::Hex(self.hex()?),
            "repeat" => self.repeat()?,
            _ => self.numbers(width(word).unwrap_or(Width::U8))?,
        };
        Ok(Some(field))
    }

    fn text(&mut self) -> Result<String, Wrong> {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Text(_)) => self.name("a text"),
            _ => Err(self.expected("a text between quotation marks")),
        }
    }

    fn hex(&mut self) -> Result<Vec<u8>, Wrong> {
        let mut bytes = Vec::new();
        while let Some(word) = self.peek_word() {
            if !word.bytes().all(|it| it.is_ascii_hexdigit()) {
                break;
            }
            if !word.len().is_multiple_of(2) {
                return Err(Wrong::new(self.span(), "a byte has two hexadecimal digits"));
            }
            let pairs = (0..word.len())
                .step_by(2)
                .filter_map(|at| word.get(at..at + 2));
            bytes.extend(pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()));
            self.at += 1;
        }
        if bytes.is_empty() {
            return Err(self.expected("bytes of two hexadecimal digits, without 0x"));
        }
        Ok(bytes)
    }

    fn repeat(&mut self) -> Result<Field, Wrong> {
        let count = self.length("how often")?;
        let span = self.span();
        if self.peek_word() == Some("repeat") {
            return Err(self.expected("what is repeated"));
        }
        let field = self.field()?.ok_or_else(|| self.expected(DATA))?;
        if field.length().saturating_mul(count) > LONGEST {
            return Err(Wrong::new(span, "no request has more than 64 MiB here"));
        }
        Ok(Field::Repeat(count, Box::new(field)))
    }

    fn numbers(&mut self, width: Width) -> Result<Field, Wrong> {
        let number = |line: &mut Self| {
            let span = line.span();
            let value = line.integer("a number", i64::MIN.into(), u64::MAX.into())?;
            match width.holds(value) {
                true => Ok(value),
                false => {
                    let message = format!("{value} does not fit into {}", width.name());
                    Err(Wrong::new(span, message))
                }
            }
        };
        let is_list = self.peek().is_some_and(|it| it.kind == Kind::Sign('['));
        let values = match is_list {
            true => self.list("a list", number)?,
            false => vec![number(self)?],
        };
        Ok(Field::Numbers(width, values))
    }

    /// Whether a typed value of the registry is next.
    pub(super) fn is_at_value(&self) -> bool {
        self.peek_word().is_some_and(|it| VALUE_WORDS.contains(&it))
    }

    /// `dword 3`
    pub(super) fn value(&mut self) -> Result<Value, Wrong> {
        const WHAT: &str = "a value: `dword 3`, `qword 3`, `string \"...\"`, `strings [\"...\"]` or \
                            `binary hex 00`";
        let word = self.peek_word().unwrap_or_default();
        if !VALUE_WORDS.contains(&word) {
            return Err(self.expected(WHAT).suggest(word, VALUE_WORDS));
        }
        self.at += 1;
        Ok(match word {
            "dword" => Value::Dword(self.u32("a DWORD")?),
            "qword" => Value::Qword(self.u64("a QWORD")?),
            "string" => Value::String(self.text()?),
            "strings" => Value::Strings(self.list("a list of texts", Self::text)?),
            _ => Value::Binary(self.data()?),
        })
    }

    /// What a program asks of a file, whose verb `verb` was read.
    pub(super) fn request(&mut self, verb: &str) -> Result<Request, Wrong> {
        let mut request = match verb {
            "read" => Request::Read {
                length: self.length("how many bytes are read")?,
                offset: 0,
            },
            "write" => Request::Write {
                data: self.data()?,
                offset: 0,
            },
            _ => Request::Ioctl {
                code: self.code()?,
                input: self.data()?,
                output: match self.accept("output") {
                    true => self.length("how many bytes of output there is room for")?,
                    false => 0,
                },
            },
        };
        if let Request::Read { offset, .. } | Request::Write { offset, .. } = &mut request
            && self.accept("at")
        {
            let most = i64::MAX.into();
            let value = self.integer("an offset in the file", 0, most)?;
            *offset = u64::try_from(value).unwrap_or_default();
        }
        Ok(request)
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

fn width(word: &str) -> Option<Width> {
    let found = Width::ALL.iter().find(|(name, _)| *name == word);
    found.map(|(_, width)| *width)
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
