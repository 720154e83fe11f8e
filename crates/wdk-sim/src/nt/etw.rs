//! Event Tracing for Windows: what a session listens to, and the events that it gets.
#![forbid(unsafe_code)]

pub(crate) mod decode;

use std::fmt;

use serde::Serialize;
use wdk_sys::{EVENT_DESCRIPTOR, GUID};

use super::pnp::interface::braces;

/// What a trace session records: from one provider or from all, up to a level, of some keywords.
///
/// # Examples
/// ```
/// use wdk_sim::etw::Session;
///
/// let errors = Session::all().level(2).keywords(0x1);
/// let machine = wdk_sim::Machine::new();
/// machine.start_session("errors", errors)?;
/// # Ok::<(), wdk_sim::Error>(())
/// ```
#[derive(Clone, Copy)]
#[must_use = "a session is started with `Machine::start_session`"]
pub struct Session {
    provider: Option<GUID>,
    pub(crate) level: u8,
    pub(crate) any: u64,
    pub(crate) every: u64,
}

impl Session {
    /// Every event of every provider.
    pub const fn all() -> Self {
        Self {
            provider: None,
            level: u8::MAX,
            any: 0,
            every: 0,
        }
    }

    /// Every event of one provider.
    pub fn of(provider: impl Into<GUID>) -> Self {
        Self {
            provider: Some(provider.into()),
            ..Self::all()
        }
    }

    /// Only events of this level and of more important ones: 1 is critical, 2 an error, 3 a
    /// warning, 4 information, 5 verbose.
    pub const fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }

    /// Only events that have one of these keywords, or none at all. Zero stands for all keywords.
    pub const fn keywords(mut self, any: u64) -> Self {
        self.any = any;
        self
    }

    /// Only events that have all of these keywords, or none at all.
    pub const fn all_keywords(mut self, every: u64) -> Self {
        self.every = every;
        self
    }

    /// Whether it listens to the provider at all.
    pub(crate) fn covers(&self, provider: &GUID) -> bool {
        self.provider
            .is_none_or(|wanted| braces(&wanted) == braces(provider))
    }

    /// Whether it records a provider's events of this level and these keywords.
    ///
    /// Level 0 and keyword 0 pass every filter, and so does the filter level 0.
    pub(crate) const fn records(&self, level: u8, keyword: u64) -> bool {
        let level_passes = level == 0 || self.level == 0 || level <= self.level;
        let any_passes = self.any == 0 || keyword & self.any != 0;
        let keyword_passes = keyword == 0 || (any_passes && keyword & self.every == self.every);
        level_passes && keyword_passes
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("provider", &self.provider.as_ref().map(braces))
            .field("level", &self.level)
            .field("any", &self.any)
            .field("every", &self.every)
            .finish()
    }
}

/// An event that a session has recorded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct EtwEvent {
    /// Virtual time since the machine started, in units of 100 ns.
    pub time: u64,
    /// The provider's GUID between braces.
    pub provider_id: String,
    /// The provider's name, when it is self-describing.
    pub provider: String,
    /// The event's name, when it is self-describing.
    pub name: String,
    /// The event's number, 0 for self-describing events.
    pub id: u16,
    /// The version of the event of this number.
    pub version: u8,
    /// The channel; 11 for self-describing events.
    pub channel: u8,
    /// From 1, critical, to 5, verbose.
    pub level: u8,
    /// What the event is of an activity: 0 for information, 1 for its start, 2 for its stop.
    pub opcode: u8,
    /// The provider's task.
    pub task: u16,
    /// The event's categories, one a bit.
    pub keyword: u64,
    /// The activity that the event belongs to, as a GUID between braces.
    pub activity: Option<String>,
    /// The activity that this one comes from.
    pub related_activity: Option<String>,
    /// What the event says.
    pub payload: Payload,
}

/// What an event says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Payload {
    /// The fields of a self-describing event, by name.
    Fields(Vec<Field>),
    /// The text of `EtwWriteString`.
    Text(String),
    /// The data of an event that only the provider's manifest describes.
    Raw(Vec<u8>),
    /// The data of an event that says it describes itself, and does not: what is wrong. Windows
    /// records such an event, and no tool can show its fields.
    Undecodable {
        /// What is wrong.
        reason: &'static str,
        /// The data.
        bytes: Vec<u8>,
    },
}

/// A field of a self-describing event.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
}

/// The value of a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Value {
    /// A signed integer.
    Signed(i64),
    /// An unsigned integer.
    Unsigned(u64),
    /// An integer that is shown in hexadecimal digits.
    Hex(u64),
    /// An `NTSTATUS`.
    Status(u32),
    /// A truth value.
    Bool(bool),
    /// A number with a fraction.
    Float(f64),
    /// Text.
    Text(String),
    /// A GUID between braces.
    Guid(String),
    /// A time in units of 100 ns since 1601.
    Time(i64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// Values of one type.
    Array(Vec<Value>),
    /// Fields within the field.
    Struct(Vec<Field>),
}

impl EtwEvent {
    pub(crate) fn new(time: u64, provider: &GUID, descriptor: &EVENT_DESCRIPTOR) -> Self {
        Self {
            time,
            provider_id: braces(provider),
            provider: String::new(),
            name: String::new(),
            id: descriptor.Id,
            version: descriptor.Version,
            channel: descriptor.Channel,
            level: descriptor.Level,
            opcode: descriptor.Opcode,
            task: descriptor.Task,
            keyword: descriptor.Keyword,
            activity: None,
            related_activity: None,
            payload: Payload::Raw(Vec::new()),
        }
    }

    /// The value of the field `name`; that of a field within a structure is `structure.field`.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        let Payload::Fields(fields) = &self.payload else {
            return None;
        };
        let mut fields = fields;
        let mut path = name.split('.').peekable();
        loop {
            let part = path.next()?;
            let field = fields.iter().find(|field| field.name == part)?;
            match (&field.value, path.peek()) {
                (value, None) => return Some(value),
                (Value::Struct(inner), Some(_)) => fields = inner,
                _ => return None,
            }
        }
    }

    /// Provider and event in one name.
    pub(crate) fn title(&self) -> String {
        let provider = match self.provider.is_empty() {
            true => &self.provider_id,
            false => &self.provider,
        };
        match (&self.payload, self.name.is_empty()) {
            (Payload::Text(_), _) => provider.clone(),
            (_, true) => format!("{provider} event {}", self.id),
            (_, false) => format!("{provider} {}", self.name),
        }
    }

    /// What the event says, on one line.
    pub(crate) fn summary(&self) -> String {
        self.payload.to_string()
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(fields) => write_fields(f, fields),
            Self::Text(text) => write!(f, "{text:?}"),
            Self::Raw(bytes) => write!(f, "{}", Value::Bytes(bytes.clone())),
            Self::Undecodable { reason, bytes } => {
                write!(
                    f,
                    "cannot be decoded, {reason}: {}",
                    Value::Bytes(bytes.clone())
                )
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Signed(value) => write!(f, "{value}"),
            Self::Unsigned(value) => write!(f, "{value}"),
            Self::Hex(value) => write!(f, "{value:#x}"),
            Self::Status(value) => write!(f, "{value:#010x}"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
            Self::Text(value) => write!(f, "{value:?}"),
            Self::Guid(value) => f.write_str(value),
            Self::Time(value) => write!(f, "{value}"),
            Self::Bytes(bytes) => {
                write!(f, "[{} bytes", bytes.len())?;
                let shown = bytes.iter().take(16);
                for (at, byte) in shown.enumerate() {
                    write!(f, "{}{byte:02x}", if at == 0 { ": " } else { " " })?;
                }
                f.write_str(if bytes.len() > 16 { " ..]" } else { "]" })
            }
            Self::Array(values) => f.debug_list().entries(values.iter().map(Shown)).finish(),
            Self::Struct(fields) => {
                f.write_str("{ ")?;
                write_fields(f, fields)?;
                f.write_str(" }")
            }
        }
    }
}

/// A value in a list, as it is displayed.
struct Shown<'a>(&'a Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)
    }
}

fn write_fields(f: &mut fmt::Formatter<'_>, fields: &[Field]) -> fmt::Result {
    for (at, Field { name, value }) in fields.iter().enumerate() {
        let gap = if at == 0 { "" } else { " " };
        write!(f, "{gap}{name}={value}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_those_of_windows() {
        let all = Session::all();
        assert!(all.records(5, 0) && all.records(0, 8) && all.records(200, 8));
        let session = Session::all().level(3).keywords(0b110).all_keywords(0b010);
        assert!(session.records(3, 0b010));
        assert!(!session.records(4, 0b010), "less important");
        assert!(
            !session.records(3, 0b100),
            "lacks a keyword that it must have"
        );
        assert!(!session.records(3, 0b1000), "another keyword");
        assert!(session.records(3, 0), "no keyword passes all filters");
        assert!(session.records(0, 0b010), "level 0 passes all filters");
    }

    #[test]
    fn a_session_of_one_provider_leaves_the_others_out() {
        let [one, two] = [1, 2].map(|number| GUID {
            Data1: number,
            Data2: 0,
            Data3: 0,
            Data4: [0; 8],
        });
        assert!(Session::of(one).covers(&one) && !Session::of(one).covers(&two));
    }
}
