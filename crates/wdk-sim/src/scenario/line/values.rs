//! Reads classes, paths of the registry, control codes, bytes and requests.

use uuid::Uuid;
use wdk_sys::CTL_CODE;

use super::Line;
use crate::BadAddress;
use crate::scenario::{
    constants,
    data::{Data, Field, LONGEST, Value, Width},
    error::Wrong,
    step::{Code, OutputBuffer, RegistryPlace, RegistryRoot, Request},
    token::Kind,
};

const DATA_WORDS: [&str; 4] = ["hex", "text", "utf16", "repeat"];
const VALUE_WORDS: [&str; 5] = ["dword", "qword", "string", "strings", "binary"];
/// What data is, for messages.
const DATA: &str = "bytes: `hex 01 02`, `text \"...\"`, `utf16 \"...\"`, `u8`, `u16`, `u32`, `u64`, \
                    `i8` to `i64` with a number or `[a, list]`, or `repeat COUNT BYTES`";

impl Line<'_> {
    /// `{781EF630-72B2-11D2-B852-00C04FAD5171}`
    pub(in crate::scenario) fn class(&mut self) -> Result<Uuid, Wrong> {
        const WHAT: &str = "a GUID, such as `{781EF630-72B2-11D2-B852-00C04FAD5171}`";
        let word = self.peek_word().filter(|it| it.starts_with('{'));
        let class = word.and_then(|it| Uuid::try_parse(it).ok());
        let class = class.ok_or_else(|| self.expected(WHAT))?;
        self.at += 1;
        Ok(class)
    }

    /// `service\Parameters\Speed`
    pub(in crate::scenario) fn registry_place(&mut self) -> Result<RegistryPlace, Wrong> {
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
    pub(in crate::scenario) fn code(&mut self) -> Result<Code, Wrong> {
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
    pub(in crate::scenario) fn data(&mut self) -> Result<Data, Wrong> {
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
    pub(in crate::scenario) fn some_data(&mut self) -> Result<Data, Wrong> {
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
    pub(in crate::scenario) fn is_at_data(&self) -> bool {
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
    pub(in crate::scenario) fn is_at_value(&self) -> bool {
        self.peek_word().is_some_and(|it| VALUE_WORDS.contains(&it))
    }

    /// `dword 3`
    pub(in crate::scenario) fn value(&mut self) -> Result<Value, Wrong> {
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
    pub(in crate::scenario) fn request(&mut self, verb: &str) -> Result<Request, Wrong> {
        let mut request = match verb {
            "read" => Request::Read {
                length: self.length("how many bytes are read")?,
                offset: 0,
            },
            "write" => Request::Write {
                data: self.data()?,
                offset: 0,
            },
            _ => {
                let code = self.code()?;
                let input = self.data()?;
                let input_at = self.bad_address(!input.bytes().is_empty())?;
                let output = match self.accept("output") {
                    true => self.output_buffer()?,
                    false => OutputBuffer::default(),
                };
                Request::Ioctl {
                    code,
                    input,
                    input_at,
                    output,
                }
            }
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

impl Line<'_> {
    /// The second buffer of a control code: a length, or what it holds.
    fn output_buffer(&mut self) -> Result<OutputBuffer, Wrong> {
        let data = self.data()?;
        let length = match data.is_empty() {
            true => self.length("how many bytes of output there is room for, or bytes")?,
            false => data.bytes().len(),
        };
        let at = self.bad_address(length > 0)?;
        Ok(OutputBuffer { length, data, at })
    }

    /// `at kernel`, behind a buffer that has bytes.
    fn bad_address(&mut self, has_bytes: bool) -> Result<Option<BadAddress>, Wrong> {
        let span = self.span();
        if !self.accept("at") {
            return Ok(None);
        }
        if !has_bytes {
            let message = "nothing is accessed at the address of a buffer without bytes";
            return Err(Wrong::new(span, message));
        }
        self.one_of("where the buffer is", &BadAddress::ALL)
            .map(Some)
    }
}

fn width(word: &str) -> Option<Width> {
    let found = Width::ALL.iter().find(|(name, _)| *name == word);
    found.map(|(_, width)| *width)
}
