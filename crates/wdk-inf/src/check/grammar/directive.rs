//! What a directive of a section is: its name, its values, since when it is there.

use super::{Kind, Owner};
use crate::target::OsVersion;

/// What a value of a directive is.
#[derive(Clone, Copy, Debug)]
pub(in super::super) enum ValueKind {
    Text,
    /// A section of this kind.
    Section(Kind),
    /// A number, bits of the mask only.
    Flags(u32),
    /// A number from the first to the second.
    Number(i64, i64),
    /// One of these words, in any case.
    Word(&'static [&'static str]),
    Guid,
    /// A file below a numbered directory.
    Path,
    /// Four numbers.
    Version,
}

/// A value of a directive.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Value {
    pub(in super::super) name: &'static str,
    pub(in super::super) kind: ValueKind,
    pub(in super::super) required: bool,
}

/// Whether Windows still takes a directive from packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Support {
    Supported,
    /// Its presence breaks this rule.
    Refused(u16),
}

/// One directive of a section.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Directive {
    pub(in super::super) key: &'static str,
    pub(in super::super) values: &'static [Value],
    /// The last value may be there any number of times.
    pub(in super::super) many: bool,
    /// The rule that a section without it breaks.
    pub(in super::super) required: Option<u16>,
    /// At most once in a section.
    pub(in super::super) once: bool,
    pub(in super::super) support: Support,
    /// The first Windows that has it.
    pub(in super::super) since: OsVersion,
}

/// The first Windows in which a package can add a filter without touching the registry.
pub(in super::super) const ADD_FILTER: OsVersion = OsVersion::new(10, 0, 17763);

const ALWAYS: OsVersion = OsVersion::new(0, 0, 0);

pub(super) const fn need(name: &'static str, kind: ValueKind) -> Value {
    let required = true;
    Value {
        name,
        kind,
        required,
    }
}

pub(super) const fn may(name: &'static str, kind: ValueKind) -> Value {
    let required = false;
    Value {
        name,
        kind,
        required,
    }
}

pub(super) const fn takes(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        key,
        values,
        many: false,
        required: None,
        once: false,
        support: Support::Supported,
        since: ALWAYS,
    }
}

/// A directive with one value, at most once in its section.
pub(super) const fn sets(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        once: true,
        ..takes(key, values)
    }
}

/// A directive with any number of values.
pub(super) const fn lists(key: &'static str, values: &'static [Value]) -> Directive {
    Directive {
        many: true,
        ..takes(key, values)
    }
}

impl Directive {
    pub(super) const fn required(self, code: u16) -> Self {
        Self {
            required: Some(code),
            ..self
        }
    }

    pub(super) const fn refused(self, code: u16) -> Self {
        Self {
            support: Support::Refused(code),
            ..self
        }
    }

    pub(super) const fn since(self, build: u32) -> Self {
        Self {
            since: OsVersion::new(10, 0, build),
            ..self
        }
    }
}

use ValueKind::{Number, Path, Section, Text};

pub(super) const VALUE: &[Value] = &[need("value", Text)];
pub(super) const TEXT: &[Value] = &[may("value", Text)];
pub(super) const BIT: &[Value] = &[need("value", Number(0, 1))];
pub(super) const ANY: &[Value] = &[need("value", Number(0, u32::MAX as i64))];
pub(super) const PATH: &[Value] = &[need("path", Path)];

pub(super) const INCLUDE: Directive = lists("Include", &[need("INF", Text)]);
pub(super) const NEEDS: Directive = lists("Needs", &[need("section", Text)]);
pub(super) const COPY_FILES: Directive = lists(
    "CopyFiles",
    &[need("list of files", Section(Kind::CopyFiles))],
);

pub(super) const fn add_reg(owner: &'static [Value]) -> Directive {
    lists("AddReg", owner)
}

pub(super) const fn registry(owner: Owner) -> Value {
    need("registry section", Section(Kind::AddReg(owner)))
}

pub(super) const DEL_REG: Directive =
    lists("DelReg", &[need("registry section", Section(Kind::DelReg))]).refused(1308);
pub(super) const BIT_REG: Directive =
    lists("BitReg", &[need("registry section", Section(Kind::BitReg))]).refused(1301);
pub(super) const ADD_PROPERTY: Directive = lists(
    "AddProperty",
    &[need("property section", Section(Kind::List))],
);
pub(super) const DEL_PROPERTY: Directive = lists(
    "DelProperty",
    &[need("property section", Section(Kind::List))],
)
.refused(1308);
pub(super) const OLD_LIST: &[Value] = &[need("section", Section(Kind::List))];
