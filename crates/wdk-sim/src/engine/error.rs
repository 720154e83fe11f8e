//! How a call of the machine fails.

use std::{fmt, path::PathBuf, sync::Arc};

use wdk_sys::NTSTATUS;

use crate::engine::scheduler::choices::Schedule;

/// Result of a call of the machine.
pub type Result<T = (), E = Error> = core::result::Result<T, E>;

/// Why a call of the machine failed.
///
/// [`Error::BugCheck`] and [`Error::Stuck`] end the machine: every later call returns the same
/// error.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The machine stopped.
    #[error("{0}")]
    BugCheck(Arc<BugCheck>),
    /// Nothing can ever run again, or the same code runs for ever.
    #[error("{0}")]
    Stuck(Arc<Stuck>),
    /// The request or the operation failed.
    #[error("{0}")]
    Status(NtStatus),
    /// An image cannot be loaded.
    #[error("{path}: {reason}", path = path.display())]
    Image {
        /// The image's file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// An INF does not say what the machine needs.
    #[error("{0}")]
    Inf(String),
    /// The driver store refused, with the code that setupapi has for it.
    #[error("{message}")]
    Store {
        /// The code, such as 0xE000023D (`ERROR_INF_IN_USE_BY_DEVICES`).
        code: u32,
        /// What is wrong and what to do.
        message: String,
    },
    /// A filter has blocked the traffic.
    #[error("{0}")]
    Blocked(Blocked),
    /// The host refused a file or an interface that the test opens.
    #[error("{0}")]
    Host(String),
    /// The test asked for something that the machine does not have.
    #[error("{0}")]
    NotFound(String),
}

/// A failing NTSTATUS.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NtStatus(pub NTSTATUS);

impl NtStatus {
    /// `Ok` unless `status` is a failure.
    ///
    /// # Errors
    /// [`Error::Status`] for warnings and errors.
    pub fn check(status: NTSTATUS) -> Result {
        if status >= 0 {
            return Ok(());
        }
        Err(Error::Status(Self(status)))
    }
}

impl fmt::Display for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match wdk_sys::status_name(self.0) {
            Some(name) => write!(f, "{name} ({:#010X})", self.0),
            None => write!(f, "NTSTATUS {:#010X}", self.0),
        }
    }
}

impl fmt::Debug for NtStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A stopped machine: the blue screen as a value.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BugCheck {
    /// The stop code.
    pub code: u32,
    /// The stop code's name, such as `DRIVER_IRQL_NOT_LESS_OR_EQUAL`.
    pub name: &'static str,
    /// The four parameters, as documented for the code.
    pub parameters: [u64; 4],
    /// What happened, in one sentence.
    pub message: String,
    /// The calls that led there, innermost first.
    pub stack: Vec<Frame>,
    /// The callbacks and functions that were open, outermost first.
    pub calls: Vec<&'static str>,
    /// The seed of the run.
    pub seed: u64,
    /// Every choice of the run; [`Builder::schedule`](crate::Builder::schedule) repeats it.
    pub schedule: Schedule,
}

impl fmt::Display for BugCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two, three, four] = self.parameters;
        writeln!(
            f,
            "bug check {:#X} {}: {}",
            self.code, self.name, self.message
        )?;
        writeln!(f, "  parameters {one:#x} {two:#x} {three:#x} {four:#x}")?;
        if !self.calls.is_empty() {
            writeln!(f, "  in {}", self.calls.join(" > "))?;
        }
        for frame in &self.stack {
            writeln!(f, "    {frame}")?;
        }
        write!(f, "  repeat with schedule `{}`", self.schedule)
    }
}

/// One frame of a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame {
    /// Where execution goes on when the frame is returned to.
    pub address: u64,
    /// The function, or `image+0x1234` of a loaded image.
    pub symbol: String,
    /// Source file and line, where known.
    pub location: Option<(PathBuf, u32)>,
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)?;
        if let Some((file, line)) = &self.location {
            write!(f, " at {}:{line}", file.display())?;
        }
        Ok(())
    }
}

/// A machine on which nothing will happen any more.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Stuck {
    /// What kind of standstill it is, in one sentence.
    pub reason: String,
    /// Who waits for what.
    pub waiting: Vec<Waiting>,
    /// The seed of the run.
    pub seed: u64,
    /// Every choice of the run.
    pub schedule: Schedule,
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.reason)?;
        for waiting in &self.waiting {
            writeln!(f, "  {waiting}")?;
        }
        write!(f, "  repeat with schedule `{}`", self.schedule)
    }
}

/// A thread that cannot continue.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Waiting {
    /// The thread's name.
    pub thread: String,
    /// What it waits for.
    pub reason: String,
    /// The callbacks and functions that are open, outermost first.
    pub calls: Vec<&'static str>,
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "thread `{}` {}", self.thread, self.reason)?;
        if !self.calls.is_empty() {
            write!(f, ", in {}", self.calls.join(" > "))?;
        }
        Ok(())
    }
}

/// Traffic that a filter has blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Blocked {
    /// The layer, such as `FWPS_LAYER_ALE_AUTH_CONNECT_V4`.
    pub layer: &'static str,
    /// The name of the filter.
    pub filter: String,
    /// A callout has blocked what a filter of a heavier sublayer had permitted for good.
    pub veto: bool,
    /// The data was dropped without an error: a callout absorbed it.
    pub absorbed: bool,
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { layer, filter, .. } = self;
        let how = match (self.veto, self.absorbed) {
            (true, _) => "vetoed",
            (_, true) => "absorbed",
            _ => "blocked",
        };
        write!(f, "{how} at {layer} by the filter \"{filter}\"")
    }
}
