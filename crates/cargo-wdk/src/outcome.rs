//! How a command ended.

use std::process::ExitCode;

/// How a command ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Success = 0,
    /// The driver, its package or a file given is wrong.
    Failure = 1,
    /// This machine lacks a tool; `cargo wdk setup` may install it.
    MissingTool = 3,
}

/// The exit codes, for `--help`. clap ends the program with 2 itself.
pub(crate) const EXIT_CODES: &str = "Exit codes:
  0  nothing is wrong
  1  the driver, its package or a file given is wrong
  2  the arguments are wrong
  3  this machine lacks something; see `cargo wdk doctor`";

impl Outcome {
    /// Success when `good`, else a failure.
    pub(crate) fn of(good: bool) -> Self {
        if good { Self::Success } else { Self::Failure }
    }

    /// The first of both that is not a success.
    pub(crate) fn and(self, next: Self) -> Self {
        match self {
            Self::Success => next,
            other => other,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome as u8)
    }
}
