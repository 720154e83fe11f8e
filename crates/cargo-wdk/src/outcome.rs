//! How a command ended.

use std::process::{self, ExitCode};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is wrong.
    Success,
    /// The driver, its package or a file given is wrong.
    Failure,
    /// This machine lacks a tool; `cargo wdk setup` may install it.
    MissingTool,
    /// With an exit code of Windows, as `pnputil` has them.
    Windows(u32),
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
            Self::Success | Self::Windows(0) => next,
            other => other,
        }
    }

    /// The exit code as the system of this program passes it on: elsewhere than on Windows its low
    /// byte. A failure whose low byte is 0 is 1, so that it is not taken for a success.
    pub(crate) fn passed(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failure => 1,
            Self::MissingTool => 3,
            Self::Windows(code) => match code as u8 {
                0 if code != 0 => 1,
                low => low,
            },
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            // The standard library's type has eight bits on Windows too.
            Outcome::Windows(code) if cfg!(windows) => process::exit(code.cast_signed()),
            other => Self::from(other.passed()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_windows_is_none_of_ours_that_looks_like_success() {
        for (code, passed) in [
            (0, 0),
            (259, 3),
            (3010, 194),
            (0xE000_023D, 0x3D),
            (0xE000_0100, 1),
        ] {
            assert_eq!(Outcome::Windows(code).passed(), passed);
        }
        assert_eq!(Outcome::Windows(3010).and(Outcome::Failure).passed(), 194);
    }
}
