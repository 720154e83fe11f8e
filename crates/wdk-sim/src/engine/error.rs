//! How a call of the machine fails.

use std::{error, fmt, path::PathBuf, sync::Arc};

use wdk_sys::NTSTATUS;

use crate::engine::{owner::Owner, repeat::Run, scheduler::choices::Schedule};

/// Result of a call of the machine.
pub type Result<T = (), E = Error> = core::result::Result<T, E>;

/// Why a call of the machine failed.
///
/// [`Error::BugCheck`] and [`Error::Stuck`] end the machine: every later call returns the same
/// error.
///
/// `{}` is one line. `{:?}`, which a test prints that returns or unwraps the error, and `{:#}` are the
/// whole report: what happened, where in the driver, what the driver printed, how to repeat it.
#[derive(Clone)]
#[non_exhaustive]
pub enum Error {
    /// The machine stopped.
    BugCheck(Arc<BugCheck>),
    /// Nothing can ever run again, or the same code runs for ever.
    Stuck(Arc<Stuck>),
    /// The request or the operation failed.
    Status(NtStatus),
    /// An image cannot be loaded.
    Image {
        /// The image's file.
        path: PathBuf,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// An INF does not say what the machine needs.
    Inf(String),
    /// The driver store refused, with the code that setupapi has for it.
    Store {
        /// The code, such as 0xE000023D (`ERROR_INF_IN_USE_BY_DEVICES`).
        code: u32,
        /// What is wrong and what to do.
        message: String,
    },
    /// A filter has blocked the traffic.
    Blocked(Blocked),
    /// The host refused a file or an interface that the test opens.
    Host(String),
    /// The test asked for something that the machine does not have.
    NotFound(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BugCheck(bug_check) => fmt::Display::fmt(bug_check, f),
            Self::Stuck(stuck) => fmt::Display::fmt(stuck, f),
            Self::Status(status) => fmt::Display::fmt(status, f),
            Self::Image { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::Blocked(blocked) => fmt::Display::fmt(blocked, f),
            Self::Store { message, .. } => f.write_str(message),
            Self::Inf(message) | Self::Host(message) | Self::NotFound(message) => {
                f.write_str(message)
            }
        }
    }
}

impl error::Error for Error {}

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
#[derive(Clone)]
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
    /// The driver whose code ran; empty when it was none's.
    pub driver: String,
    /// The seed of the run.
    pub seed: u64,
    /// Every choice of the run; [`Builder::schedule`](crate::Builder::schedule) repeats it.
    pub schedule: Schedule,
    /// How else the run came about, and what its drivers printed.
    pub run: Run,
    /// What the drivers' bug check callbacks put into the crash dump.
    pub dump_data: Vec<DumpData>,
}

/// Memory that a bug check callback put into the crash dump.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DumpData {
    /// The name with which the callback was registered.
    pub component: String,
    /// Where the memory is.
    pub address: u64,
    /// The GUID under which a debugger finds secondary data (`.enumtag`); none for memory that a
    /// small dump has at its address.
    pub tag: Option<String>,
    /// The memory.
    pub bytes: Vec<u8>,
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

impl Frame {
    /// Whose code it is.
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::of(self)
    }

    /// Whether the function is in a loaded image, be it the driver's own or a library's that was linked to it.
    pub(crate) fn is_in_image(&self) -> bool {
        self.symbol.contains('!')
    }
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
#[derive(Clone)]
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
    /// How else the run came about, and what its drivers printed.
    pub run: Run,
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
    /// The calls in which it waits, innermost first.
    pub stack: Vec<Frame>,
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
