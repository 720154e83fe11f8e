//! Reads a description.

mod cursor;

use anyhow::Result;

use super::{
    Alias, AliasOf, BitField, Body, Callback, Compound, Constants, Enumeration, File, Function,
    Guid, Irql, Item, Kind, Level, Member, MemberType, Names, Rename, Representation, Signature,
    Type, TypeText, Value, Variable, WINDOWS,
    lexer::{Token, tokens},
};

/// Where most pages are; a path in a description is below it.
const DRIVER_PAGES: &str = "https://learn.microsoft.com/windows-hardware/drivers/ddi";
/// Where the pages are of what programs may call, too; `win32/...` in a description.
const PROGRAM_PAGES: &str = "https://learn.microsoft.com/windows/win32/api";

/// Reads the description `text` of the file `abi/{path}.abi`.
///
/// # Errors
///
/// What is wrong with file and line.
pub(crate) fn parse(path: &str, text: &str) -> Result<File> {
    let file = format!("{path}.abi");
    let mut parser = Parser {
        tokens: tokens(&file, text)?,
        file,
        next: 0,
        header: None,
        module: None,
        host_only: false,
    };
    let mut description = File {
        path: path.to_owned(),
        docs: Vec::new(),
        feature: None,
        items: Vec::new(),
    };
    while let Token::FileDoc(text) = parser.peek() {
        description.docs.push(text.clone());
        parser.next += 1;
    }
    loop {
        let docs = parser.docs();
        let line = parser.line();
        let word = match parser.advance() {
            Token::End if docs.is_empty() => return Ok(description),
            Token::Word(word) => word,
            other => {
                return Err(parser.error(line, format!("expected a declaration, found {other}")));
            }
        };
        match word.as_str() {
            "feature" => description.feature = Some(parser.word("a feature")?),
            "header" => parser.header = Some(parser.path()?),
            "module" => {
                parser.module = Some(parser.word("a module of the kernel")?);
                parser.host_only = parser.take_word("host");
            }
            keyword => {
                let kind = parser.item(keyword, line)?;
                description.items.push(Item { line, docs, kind });
                continue;
            }
        }
        if !docs.is_empty() {
            return Err(parser.error(line, format!("`{word}` is not documented")));
        }
    }
}

struct Parser {
    file: String,
    tokens: Vec<(usize, Token)>,
    next: usize,
    /// The header whose pages document the functions that follow.
    header: Option<String>,
    /// What exports the functions that follow.
    module: Option<String>,
    host_only: bool,
}

impl Parser {
    fn item(&mut self, keyword: &str, line: usize) -> Result<Kind> {
        Ok(match keyword {
            "constants" => {
                let type_ = self.type_()?;
                Kind::Constants(Constants {
                    type_,
                    values: self.values()?,
                })
            }
            "guids" => Kind::Guids(self.guids()?),
            "type" => {
                let names = self.names()?;
                self.expect("=")?;
                Kind::Type(Type {
                    names,
                    target: self.type_()?,
                })
            }
            "opaque" => Kind::Opaque(self.names()?),
            "enum" => Kind::Enumeration(Enumeration {
                names: self.names()?,
                values: self.values()?,
            }),
            "struct" | "union" => Kind::Compound(Compound {
                names: self.names()?,
                body: self.body(keyword == "union")?,
            }),
            "callback" => Kind::Callback(Callback {
                name: self.word("a name")?,
                signature: self.signature()?,
            }),
            "fn" => self.function(false)?,
            "safe" => {
                self.expect_word("fn")?;
                self.function(true)?
            }
            "variable" => {
                let name = self.word("a name")?;
                self.expect(":")?;
                let type_ = self.type_()?;
                let module = self.module(line)?;
                self.expect("[")?;
                self.expect_word("since")?;
                let since = self.since()?;
                self.expect("]")?;
                Kind::Variable(Variable {
                    name,
                    type_,
                    module,
                    since,
                })
            }
            "renames" => {
                self.expect("{")?;
                let mut renames = Vec::new();
                while !self.take("}") {
                    let name = self.word("a name")?;
                    self.expect("=")?;
                    let target = self.word("a name")?;
                    renames.push(Rename { name, target });
                }
                Kind::Renames(renames)
            }
            other => return Err(self.error(line, format!("unknown declaration `{other}`"))),
        })
    }

    /// `_IRP, IRP, *PIRP, const *PCIRP`.
    fn names(&mut self) -> Result<Names> {
        let name = self.word("a name")?;
        let mut aliases = Vec::new();
        while self.take(",") {
            let constant = self.take_word("const");
            let to = match (constant, self.take("*")) {
                (false, false) => AliasOf::Value,
                (false, true) => AliasOf::Pointer,
                (true, true) => AliasOf::ConstPointer,
                (true, false) => return Err(self.unexpected("`*`")),
            };
            let name = self.word("an alias")?;
            aliases.push(Alias { name, to });
        }
        Ok(Names { name, aliases })
    }

    /// `{ NAME = VALUE ... }`.
    fn values(&mut self) -> Result<Vec<Value>> {
        self.expect("{")?;
        let mut values = Vec::new();
        loop {
            let docs = self.docs();
            if docs.is_empty() && self.take("}") {
                return Ok(values);
            }
            let name = self.word("a constant's name")?;
            self.expect("=")?;
            let value = self.value()?;
            values.push(Value { docs, name, value });
        }
    }

    /// A number, or the name of a constant.
    fn value(&mut self) -> Result<String> {
        let sign = if self.take("-") { "-" } else { "" };
        let line = self.line();
        match self.advance() {
            Token::Number(number) => Ok(format!("{sign}{}", self.number_text(number, line)?)),
            Token::Word(mut word) if sign.is_empty() => {
                while self.take("::") {
                    word = format!("{word}::{}", self.word("a name")?);
                }
                Ok(word)
            }
            other => Err(self.error(line, format!("expected a value, found {other}"))),
        }
    }

    fn guids(&mut self) -> Result<Vec<Guid>> {
        self.expect("{")?;
        let mut guids = Vec::new();
        loop {
            let docs = self.docs();
            if docs.is_empty() && self.take("}") {
                return Ok(guids);
            }
            let name = self.word("a GUID's name")?;
            self.expect("=")?;
            let line = self.line();
            match self.advance() {
                Token::Guid(value) => guids.push(Guid { docs, name, value }),
                other => return Err(self.error(line, format!("expected a GUID, found {other}"))),
            }
        }
    }

    /// `(SIZE, ALIGN) { MEMBERS }`.
    fn body(&mut self, union: bool) -> Result<Body> {
        self.expect("(")?;
        let size = self.number("a size")?;
        self.expect(",")?;
        let line = self.line();
        let align = self.number("an alignment")?;
        if !align.is_power_of_two() {
            return Err(self.error(line, format!("{align} is not an alignment")));
        }
        let mut representation = Representation::Natural;
        while self.take(",") {
            let line = self.line();
            match self.word("`packed` or `aligned`")?.as_str() {
                "packed" => representation = Representation::Packed,
                "aligned" => representation = Representation::Aligned,
                other => return Err(self.error(line, format!("unknown property `{other}`"))),
            }
        }
        self.expect(")")?;
        self.expect("{")?;
        let mut members: Vec<Member> = Vec::new();
        loop {
            let docs = self.docs();
            if docs.is_empty() && self.take("}") {
                break;
            }
            let line = self.line();
            let member = self.member(docs)?;
            let last = members.last().map_or(0, |last| last.offset);
            if member.offset > size || member.offset < last || union && member.offset != 0 {
                let message = format!("no member can be at offset {}", member.offset);
                return Err(self.error(line, message));
            }
            members.push(member);
        }
        Ok(Body {
            union,
            size,
            align,
            representation,
            members,
        })
    }

    /// `OFFSET NAME: TYPE`, `OFFSET NAME: union (..) {..}`, `OFFSET union (..) {..}` or `OFFSET _: TYPE`.
    fn member(&mut self, docs: Vec<String>) -> Result<Member> {
        let offset = self.number("a member's offset")?;
        let mut word = self.word("a member's name")?;
        let mut name = None;
        if self.take(":") {
            name = (word != "_").then_some(word);
            word = match self.peek() {
                Token::Word(word) if matches!(word.as_str(), "struct" | "union") => {
                    let word = word.clone();
                    self.next += 1;
                    word
                }
                _ => String::new(),
            };
        }
        let type_ = match word.as_str() {
            "" => MemberType::Named(self.type_()?),
            "struct" | "union" => {
                let length = if self.take("[") {
                    let length = self.number("a length")?;
                    self.expect("]")?;
                    Some(length.to_string())
                } else {
                    None
                };
                MemberType::Nested(self.body(word == "union")?, length)
            }
            _ => return Err(self.unexpected("`:` and a type")),
        };
        let bits = if matches!(type_, MemberType::Named(_)) && self.take("{") {
            self.bit_fields()?
        } else {
            Vec::new()
        };
        Ok(Member {
            docs,
            offset,
            name,
            type_,
            bits,
        })
    }

    /// `NAME LOW..HIGH`, the high end not included.
    fn bit_fields(&mut self) -> Result<Vec<BitField>> {
        let mut fields: Vec<BitField> = Vec::new();
        while !self.take("}") {
            let line = self.line();
            let name = self.word("a bit field's name")?;
            let low = self.number("the lowest bit")?;
            self.expect("..")?;
            let high = self.number("the bit behind the highest")?;
            let (Ok(low), Ok(high)) = (u32::try_from(low), u32::try_from(high)) else {
                return Err(self.error(line, "no bit has this number".to_owned()));
            };
            let free = fields.last().map_or(0, |last| last.low + last.width);
            if low < free || high <= low || high > 64 {
                return Err(self.error(line, format!("no bit field can be at {low}..{high}")));
            }
            fields.push(BitField {
                name,
                low,
                width: high - low,
            });
        }
        Ok(fields)
    }

    /// `(NAME: TYPE, ...) -> TYPE`.
    fn signature(&mut self) -> Result<Signature> {
        self.expect("(")?;
        let mut parameters = Vec::new();
        let mut variadic = false;
        while !self.take(")") {
            if self.take("...") {
                variadic = true;
            } else {
                let name = self.word("a parameter")?;
                self.expect(":")?;
                parameters.push((name, self.type_()?));
            }
            if !self.take(",") {
                self.expect(")")?;
                break;
            }
        }
        let result = if self.take("->") {
            Some(self.type_()?)
        } else {
            None
        };
        Ok(Signature {
            parameters,
            variadic,
            result,
        })
    }

    /// `NAME SIGNATURE [irql .., since .., page ..]`.
    fn function(&mut self, safe: bool) -> Result<Kind> {
        let line = self.line();
        let name = self.word("a function's name")?;
        let signature = self.signature()?;
        let module = self.module(line)?;
        self.expect("[")?;
        self.expect_word("irql")?;
        let irql = self.irql()?;
        self.expect(",")?;
        self.expect_word("since")?;
        let since = self.since()?;
        let page = if self.take(",") {
            self.expect_word("page")?;
            self.page(&name)?
        } else {
            let Some(header) = &self.header else {
                return Err(self.error(line, format!("{name}: neither `page` nor `header`")));
            };
            Some(page_of(header, &name))
        };
        self.expect("]")?;
        Ok(Kind::Function(Function {
            name,
            signature,
            module,
            safe,
            host_only: self.host_only,
            irql,
            since,
            page,
        }))
    }

    fn irql(&mut self) -> Result<Irql> {
        if self.take("?") {
            return Ok(Irql::Unknown);
        }
        if let Token::Text(text) = self.peek() {
            let text = text.clone();
            self.next += 1;
            return Ok(Irql::Other(text));
        }
        let make: fn(Level, Option<String>) -> Irql = if self.take("<=") {
            Irql::AtMost
        } else if self.take(">=") {
            Irql::AtLeast
        } else if self.take_word("any") {
            return Ok(Irql::Any(self.text()));
        } else {
            Irql::Exactly
        };
        let line = self.line();
        let word = self.word("an IRQL")?;
        let Some((level, _)) = Level::ALL.iter().find(|(_, name)| *name == word) else {
            return Err(self.error(line, format!("unknown IRQL `{word}`")));
        };
        Ok(make(*level, self.text()))
    }

    fn since(&mut self) -> Result<Option<String>> {
        if self.take("?") {
            return Ok(None);
        }
        let line = self.line();
        match self.advance() {
            Token::Number(version) if WINDOWS.iter().any(|(number, _)| *number == version) => {
                Ok(Some(version))
            }
            other => Err(self.error(line, format!("expected a Windows version, found {other}"))),
        }
    }

    /// `none`, `HEADER`, `HEADER/PAGE` or a whole address.
    fn page(&mut self, function: &str) -> Result<Option<String>> {
        if let Some(address) = self.text() {
            return Ok(Some(address));
        }
        let path = self.path()?;
        let parts = path.matches('/').count() - usize::from(path.starts_with("win32/"));
        Ok(match (path.as_str(), parts) {
            ("none", _) => None,
            (header, 0) => Some(page_of(header, function)),
            _ => Some(address(&path)),
        })
    }

    /// `wdm` or `win32/fwpmu`.
    fn path(&mut self) -> Result<String> {
        let mut path = self.word("a header")?;
        while self.take("/") {
            path = format!("{path}/{}", self.word("a header or a page")?);
        }
        Ok(path)
    }

    /// A pointer, an array, or a name with its path and arguments.
    fn type_(&mut self) -> Result<TypeText> {
        let mut type_ = TypeText::default();
        self.type_into(&mut type_)?;
        Ok(type_)
    }

    fn type_into(&mut self, type_: &mut TypeText) -> Result<()> {
        if self.take("*") {
            let constant = self.take_word("const");
            if !constant {
                self.expect_word("mut")?;
            }
            type_.text += if constant { "*const " } else { "*mut " };
            return self.type_into(type_);
        }
        if self.take("[") {
            type_.text.push('[');
            self.type_into(type_)?;
            self.expect(";")?;
            let length = self.value()?;
            self.expect("]")?;
            if length.starts_with(|c: char| c.is_ascii_alphabetic()) {
                type_.names.push(length.clone());
            }
            type_.text += &format!("; {length}]");
            return Ok(());
        }
        let name = self.word("a type")?;
        type_.text += &name;
        type_.names.push(name);
        while self.take("::") {
            let part = self.word("a name")?;
            type_.text += &format!("::{part}");
        }
        Ok(())
    }

    fn module(&self, line: usize) -> Result<String> {
        self.module
            .clone()
            .ok_or_else(|| self.error(line, "no `module` says what exports this".to_owned()))
    }
}

/// The page that the naming rule gives a function.
fn page_of(header: &str, function: &str) -> String {
    let folder = header.rsplit('/').next().unwrap_or(header);
    address(&format!("{header}/nf-{folder}-{}", function.to_lowercase()))
}

fn address(path: &str) -> String {
    match path.strip_prefix("win32/") {
        Some(path) => format!("{PROGRAM_PAGES}/{path}"),
        None => format!("{DRIVER_PAGES}/{path}"),
    }
}
