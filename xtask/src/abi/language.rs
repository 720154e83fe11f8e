//! The language of the descriptions in `crates/wdk-sys/abi`: what a file may say.
//!
//! `docs/internals/wdk-sys.md` describes the language by examples.

mod lexer;
mod parser;
#[cfg(test)]
mod tests;

pub(crate) use parser::parse;

/// One description: a header's declarations, or a part of them.
#[derive(Debug)]
pub(crate) struct File {
    /// Path below `abi` without the extension; also the module of the generated file: `wdm/ke`.
    pub(crate) path: String,
    /// What the generated module says of itself.
    pub(crate) docs: Vec<String>,
    /// The cargo feature that the declarations come with.
    pub(crate) feature: Option<String>,
    pub(crate) items: Vec<Item>,
}

/// A declaration and where it stands.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) line: usize,
    pub(crate) docs: Vec<String>,
    pub(crate) kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Constants(Constants),
    Guids(Vec<Guid>),
    Type(Type),
    Opaque(Names),
    Enumeration(Enumeration),
    Compound(Compound),
    Callback(Callback),
    Function(Function),
    Variable(Variable),
    Renames(Vec<Rename>),
}

/// A name and the further names of the same type.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) name: String,
    pub(crate) aliases: Vec<Alias>,
}

#[derive(Debug)]
pub(crate) struct Alias {
    pub(crate) name: String,
    pub(crate) to: AliasOf,
}

/// What an alias stands for: the type, or a pointer to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AliasOf {
    Value,
    Pointer,
    ConstPointer,
}

/// Constants of one type.
#[derive(Debug)]
pub(crate) struct Constants {
    pub(crate) type_: TypeText,
    pub(crate) values: Vec<Value>,
}

#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Debug)]
pub(crate) struct Guid {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// In the registry's form, without braces.
    pub(crate) value: String,
}

/// Another name of a type.
#[derive(Debug)]
pub(crate) struct Type {
    pub(crate) names: Names,
    pub(crate) target: TypeText,
}

/// A type as it is written, with the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TypeText {
    pub(crate) text: String,
    pub(crate) names: Vec<String>,
}

#[derive(Debug)]
pub(crate) struct Enumeration {
    pub(crate) names: Names,
    pub(crate) values: Vec<Value>,
}

/// A structure or a union with the layout that it has on x86-64 and on ARM64.
#[derive(Debug)]
pub(crate) struct Compound {
    pub(crate) names: Names,
    pub(crate) body: Body,
}

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) union: bool,
    pub(crate) size: usize,
    pub(crate) align: usize,
    pub(crate) representation: Representation,
    pub(crate) members: Vec<Member>,
}

/// What gives a type its alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Representation {
    /// The members.
    Natural,
    /// `#pragma pack`: members are aligned no more than the type.
    Packed,
    /// `__declspec(align)` or a padded member.
    Aligned,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) docs: Vec<String>,
    pub(crate) offset: usize,
    /// `None`: C gives the member no name.
    pub(crate) name: Option<String>,
    pub(crate) type_: MemberType,
    pub(crate) bits: Vec<BitField>,
}

#[derive(Debug)]
pub(crate) enum MemberType {
    Named(TypeText),
    /// Written in place; an array where it has a length.
    Nested(Body, Option<String>),
}

/// A bit field of the member it stands in.
#[derive(Debug)]
pub(crate) struct BitField {
    pub(crate) name: String,
    pub(crate) low: u32,
    pub(crate) width: u32,
}

/// A nullable pointer to a function.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) name: String,
    pub(crate) signature: Signature,
}

#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) parameters: Vec<(String, TypeText)>,
    pub(crate) variadic: bool,
    pub(crate) result: Option<TypeText>,
}

/// A function that a kernel module exports.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) signature: Signature,
    pub(crate) module: String,
    /// Any arguments are right at any time.
    pub(crate) safe: bool,
    /// Only the simulated machine exports it; on Windows it is in a static library.
    pub(crate) host_only: bool,
    pub(crate) irql: Irql,
    /// The Windows version, by its number, that first had the function.
    pub(crate) since: Option<String>,
    /// Where it is documented.
    pub(crate) page: Option<String>,
}

/// At which IRQL a function may be called.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Irql {
    Unknown,
    Any(Option<String>),
    AtMost(Level, Option<String>),
    Exactly(Level, Option<String>),
    AtLeast(Level, Option<String>),
    /// What no level says.
    Other(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Passive,
    Apc,
    Dispatch,
    High,
}

impl Level {
    pub(crate) const ALL: [(Self, &'static str); 4] = [
        (Self::Passive, "PASSIVE_LEVEL"),
        (Self::Apc, "APC_LEVEL"),
        (Self::Dispatch, "DISPATCH_LEVEL"),
        (Self::High, "HIGH_LEVEL"),
    ];

    pub(crate) fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(level, _)| *level == self)
            .map(|(_, name)| *name)
            .expect("every level has a name")
    }
}

impl Irql {
    /// The highest level at which the function may be called, below `HIGH_LEVEL`.
    pub(crate) fn limit(&self) -> Option<Level> {
        match self {
            Self::AtMost(level, _) | Self::Exactly(level, _) if *level < Level::High => {
                Some(*level)
            }
            _ => None,
        }
    }
}

/// A variable that a kernel module exports.
#[derive(Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) type_: TypeText,
    pub(crate) module: String,
    /// The Windows version, by its number, that first had the variable.
    pub(crate) since: Option<String>,
}

/// Another name of a declaration of any kind.
#[derive(Debug)]
pub(crate) struct Rename {
    pub(crate) name: String,
    pub(crate) target: String,
}

/// Windows versions by number, with the name that drivers' authors know.
pub(crate) const WINDOWS: &[(&str, &str)] = &[
    ("5.0", "Windows 2000"),
    ("5.1", "Windows XP"),
    ("5.2", "Windows Server 2003"),
    ("6.0", "Windows Vista"),
    ("6.0.6001", "Windows Vista SP1"),
    ("6.1", "Windows 7"),
    ("6.2", "Windows 8"),
    ("6.3", "Windows 8.1"),
    ("10.0.10240", "Windows 10"),
    ("10.0.10586", "Windows 10 1511"),
    ("10.0.14393", "Windows 10 1607"),
    ("10.0.15063", "Windows 10 1703"),
    ("10.0.16299", "Windows 10 1709"),
    ("10.0.17134", "Windows 10 1803"),
    ("10.0.17763", "Windows 10 1809"),
    ("10.0.18362", "Windows 10 1903"),
    ("10.0.18363", "Windows 10 1909"),
    ("10.0.19041", "Windows 10 2004"),
    ("10.0.19042", "Windows 10 20H2"),
    ("10.0.19043", "Windows 10 21H1"),
    ("10.0.19044", "Windows 10 21H2"),
    ("10.0.20348", "Windows Server 2022"),
    ("10.0.22000", "Windows 11"),
    ("10.0.22621", "Windows 11 22H2"),
    ("10.0.22631", "Windows 11 23H2"),
    ("10.0.26100", "Windows 11 24H2"),
];
