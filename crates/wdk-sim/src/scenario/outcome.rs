//! What came of a scenario.

use std::{
    fmt::{self, Display, Formatter},
    time::Duration,
};

use wdk_sys::NTSTATUS;

use super::step::{Expectation, ExpectedStatus};
use crate::{Error, NtStatus, Report};

/// How many bytes are shown of longer data.
const SHOWN: usize = 64;

/// What came of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// It ended with a status.
    Ended {
        /// The status.
        status: NTSTATUS,
        /// How many bytes were transferred; a program does not learn that of a failure.
        length: Option<usize>,
        /// What came back.
        data: Option<Vec<u8>>,
    },
    /// The registry has this value.
    Value {
        /// The `REG_` type.
        kind: u32,
        /// The bytes.
        data: Vec<u8>,
    },
    /// The machine refused, with the reason.
    Refused(String),
    /// It could not be tried, since something that it needs is not there.
    Skipped(String),
}

impl Found {
    /// It is done, and there is no more to tell.
    pub(super) const DONE: Self = Self::Ended {
        status: 0,
        length: None,
        data: None,
    };

    pub(super) const fn status(status: NTSTATUS) -> Self {
        Self::Ended {
            status,
            length: None,
            data: None,
        }
    }

    /// The status, if it ended with one.
    #[must_use]
    pub const fn ntstatus(&self) -> Option<NTSTATUS> {
        match self {
            Self::Ended { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// How many bytes were transferred.
    #[must_use]
    pub const fn length(&self) -> Option<usize> {
        match self {
            Self::Ended { length, .. } => *length,
            _ => None,
        }
    }

    /// What came back.
    #[must_use]
    pub fn data(&self) -> Option<&[u8]> {
        match self {
            Self::Ended { data, .. } => data.as_deref(),
            Self::Value { data, .. } => Some(data),
            _ => None,
        }
    }

    /// Whether it is what was expected.
    pub(super) fn meets(&self, expectation: &Expectation) -> bool {
        let succeeded = match self {
            Self::Ended { status, .. } => *status >= 0,
            Self::Value { .. } => true,
            Self::Refused(_) => false,
            Self::Skipped(_) => return false,
        };
        let ends = match expectation.status {
            None | Some(ExpectedStatus::Success) => succeeded,
            Some(ExpectedStatus::AnyFailure) => !succeeded,
            Some(ExpectedStatus::Is(status)) => self.ntstatus() == Some(status),
        };
        let length = expectation.length;
        let data = expectation.data.as_ref().map(super::Data::bytes);
        let value = expectation.value.as_ref().map(super::Value::encode);
        ends && length.is_none_or(|it| self.length() == Some(it))
            && data.is_none_or(|it| self.data() == Some(it.as_slice()))
            && value.is_none_or(|(kind, data)| *self == Self::Value { kind, data })
    }
}

impl Display for Found {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ended {
                status,
                length,
                data,
            } => {
                match status {
                    0 => f.write_str("success")?,
                    status => write!(f, "{}", NtStatus(*status))?,
                }
                if let Some(length) = length {
                    write!(f, ", length {length}")?;
                }
                match data.as_deref() {
                    None | Some([]) => Ok(()),
                    Some(data) => write!(f, ", {}", Bytes(data)),
                }
            }
            Self::Value { kind, data } => f.write_str(&registry_value(*kind, data)),
            Self::Refused(reason) | Self::Skipped(reason) => f.write_str(reason),
        }
    }
}

/// A value of the registry for people, as a scenario writes it where it can.
pub(crate) fn registry_value(kind: u32, data: &[u8]) -> String {
    let units = || -> Vec<u16> {
        let pairs = data.chunks_exact(2);
        pairs.map(|it| u16::from_le_bytes([it[0], it[1]])).collect()
    };
    match (kind, data) {
        (wdk_sys::REG_DWORD, &[a, b, c, d]) => {
            format!("dword {}", u32::from_le_bytes([a, b, c, d]))
        }
        (wdk_sys::REG_SZ, _) => {
            let text = String::from_utf16_lossy(&units());
            format!(
                "string {}",
                super::token::quote(text.trim_end_matches('\0'))
            )
        }
        (wdk_sys::REG_BINARY, data) => format!("binary {}", Bytes(data)),
        (kind, data) => format!("type {kind}, {}", Bytes(data)),
    }
}

/// Bytes for people: as text where they are text, else as a scenario writes them.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Display for Bytes<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let shown = self.0.get(..SHOWN).unwrap_or(self.0);
        let end = shown.iter().rposition(|it| *it != 0).map_or(0, |at| at + 1);
        let (text, zeros) = shown.split_at(end);
        let is_text = |it: &u8| it.is_ascii_graphic() || it.is_ascii_whitespace();
        // A few characters with zeros are rather a number.
        let is_long = zeros.is_empty() || text.len() >= 8;
        if !text.is_empty() && text.iter().all(is_text) && is_long {
            write!(
                f,
                "text {}",
                super::token::quote(&String::from_utf8_lossy(shown))
            )?;
        } else {
            f.write_str("hex")?;
            shown.iter().try_for_each(|byte| write!(f, " {byte:02x}"))?;
        }
        match self.0.len() - shown.len() {
            0 => Ok(()),
            more => write!(f, " and {more} more bytes"),
        }
    }
}

/// A step that was played.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StepResult {
    /// The number of its line, from 1; 0 for what is done without being written.
    pub line: usize,
    /// The step as it is written.
    pub step: String,
    /// What came of it.
    pub found: Found,
    /// The virtual time at its end.
    pub time: Duration,
    /// The operations that were completed meanwhile, in this order.
    pub completed: Vec<String>,
}

impl Display for StepResult {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "{:>4} ", self.line)?;
        } else {
            f.write_str("     ")?;
        }
        write!(f, "{}  = {}", self.step, self.found)
    }
}

/// What came of a scenario.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// The scenario's file.
    pub file: String,
    /// The steps that were played.
    pub steps: Vec<StepResult>,
    /// The step at which the play ended because something else was expected.
    pub failure: Option<Mismatch>,
    /// What ended the machine.
    pub end: Option<Error>,
    /// What was left, when the play came to its end.
    pub report: Option<Report>,
}

impl Outcome {
    /// Whether all went as expected.
    ///
    /// # Errors
    /// What did not.
    pub fn check(&self) -> Result<(), Failure> {
        let last = self.steps.last();
        match (&self.end, &self.failure) {
            (Some(end), _) => Err(Failure::Ended {
                place: last.map_or(self.file.clone(), |it| {
                    format!("{}:{}: {}", self.file, it.line, it.step)
                }),
                error: end.clone(),
            }),
            (None, Some(mismatch)) => Err(Failure::Mismatch(Box::new(mismatch.clone()))),
            (None, None) => Ok(()),
        }
    }
}

/// Why a scenario failed.
///
/// `{}` is short; `{:?}`, which a test prints, and `{:#}` have the whole report of a machine that
/// ended.
#[derive(Clone)]
#[non_exhaustive]
pub enum Failure {
    /// A step gave something else than was expected.
    Mismatch(Box<Mismatch>),
    /// The machine ended.
    Ended {
        /// The file, the line and the step.
        place: String,
        /// What ended it.
        error: Error,
    },
}

impl Display for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch(mismatch) => Display::fmt(mismatch, f),
            Self::Ended { place, error } => {
                writeln!(f, "{place}")?;
                Display::fmt(error, f)
            }
        }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{self:#}")
    }
}

impl std::error::Error for Failure {}

/// A step that gave something else than was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mismatch {
    /// The scenario's file.
    pub file: String,
    /// The number of the line.
    pub line: usize,
    /// The step as it is written, without what is expected of it.
    pub step: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// Where the bytes begin to differ.
    pub offset: Option<usize>,
}

impl Display for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}: {}", self.file, self.line, self.step)?;
        writeln!(f, "  expected {}", self.expected)?;
        write!(f, "  found    {}", self.found)?;
        match self.offset {
            Some(offset) => write!(f, "\n  the bytes differ from offset {offset} on"),
            None => Ok(()),
        }
    }
}

/// Where two byte strings begin to differ.
pub(crate) fn first_difference(one: &[u8], other: &[u8]) -> usize {
    let same = one
        .iter()
        .zip(other)
        .take_while(|(one, other)| one == other);
    same.count()
}
