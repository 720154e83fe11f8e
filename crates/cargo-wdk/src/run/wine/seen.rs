//! What a program saw of a step, on either machine.

use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};
use wdk_sim::scenario::{ExpectedStatus, Found};

/// What a program saw of a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Seen {
    /// It ended.
    Ended(Ended),
    /// A value of the registry.
    Value {
        /// The `REG_` type.
        kind: u32,
        /// The bytes, two digits each.
        bytes: String,
    },
    /// It was refused, or could not be tried, for this reason.
    Refused(String),
}

/// How a step ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Ended {
    /// The `NTSTATUS`.
    #[serde(serialize_with = "status_name")]
    pub(super) status: i32,
    /// How many bytes were transferred, of a request that succeeded.
    pub(super) length: Option<usize>,
    /// The bytes that came back, two digits each.
    pub(super) bytes: Option<String>,
}

fn status_name<S: Serializer>(status: &i32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&ExpectedStatus::Is(*status))
}

impl Seen {
    /// It is done, and there is no more to tell.
    pub(super) const DONE: Self = Self::status(0);

    pub(super) const fn status(status: i32) -> Self {
        Self::Ended(Ended {
            status,
            length: None,
            bytes: None,
        })
    }

    /// What came of a request. A program does not learn how many bytes one transferred that failed.
    pub(super) fn transferred(status: i32, length: usize, bytes: &str) -> Self {
        match status {
            ..0 => Self::status(status),
            _ => Self::Ended(Ended {
                status,
                length: Some(length),
                bytes: Some(bytes.to_owned()),
            }),
        }
    }

    pub(super) fn ntstatus(&self) -> Option<i32> {
        match self {
            Self::Ended(ended) => Some(ended.status),
            _ => None,
        }
    }
}

impl From<&Found> for Seen {
    fn from(found: &Found) -> Self {
        let digits = |data: &[u8]| data.iter().map(|it| format!("{it:02x}")).collect();
        match found {
            Found::Ended {
                status,
                length,
                data,
            } => Self::Ended(Ended {
                status: *status,
                length: *length,
                bytes: data.as_deref().map(digits),
            }),
            Found::Value { kind, data } => Self::Value {
                kind: *kind,
                bytes: digits(data),
            },
            other => Self::Refused(other.to_string()),
        }
    }
}

impl Display for Seen {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended(ended) => {
                write!(f, "{}", ExpectedStatus::Is(ended.status))?;
                if let Some(length) = ended.length {
                    write!(f, ", length {length}")?;
                }
                match ended.bytes.as_deref() {
                    None | Some("") => Ok(()),
                    Some(bytes) => write!(f, ", hex {}", bytes.get(..64).unwrap_or(bytes)),
                }
            }
            Self::Value { kind, bytes } => write!(f, "type {kind}, hex {bytes}"),
            Self::Refused(reason) => f.write_str(reason),
        }
    }
}
