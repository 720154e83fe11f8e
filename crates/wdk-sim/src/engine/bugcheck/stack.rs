//! Stack traces of simulated threads.

use std::path::{Path, PathBuf};

use crate::engine::{current, error::Frame, state::Engine};

/// Frames of one trace.
const DEPTH: usize = 96;
/// Code that is not a driver's. Names lack their path where a build has only line tables; then the
/// file tells.
struct Origin {
    names: &'static [&'static str],
    files: &'static [&'static str],
}

/// Innermost frames that belong to the machine's own reporting.
const REPORTING: Origin = Origin {
    names: &[
        "backtrace::",
        "wdk_sim::engine::bugcheck::",
        "wdk_sim::nt::verifier::",
        "<wdk_sim::",
        "wdk_sim::engine::state::",
        "std::",
        "core::",
        "<alloc::",
        "__rustc",
        "rust_begin_unwind",
        "wdk_sim_fault",
    ],
    files: &[
        "/backtrace-",
        "/rustc/",
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/bugcheck"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/nt/verifier"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/state"),
    ],
};
/// Outermost frames that say only that a thread was started.
const STARTING: Origin = Origin {
    names: &[
        "wdk_sim::engine::state::Engine::",
        "wdk_sim::engine::scheduler::",
        "std::",
        "core::",
        "<alloc::",
        "<core::",
        "__rust_try",
    ],
    files: &[
        "/rustc/",
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/state"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/scheduler"),
    ],
};
/// The first frame below a simulated thread's own.
const ROOT: Origin = Origin {
    names: &["corosensei::", "stack_init_trampoline"],
    files: &["/corosensei-"],
};
/// All that the machine consists of.
const MACHINE: Origin = Origin {
    names: &[
        "wdk_sim::",
        "<wdk_sim::",
        "std::",
        "core::",
        "<alloc::",
        "<core::",
    ],
    files: &["/rustc/", concat!(env!("CARGO_MANIFEST_DIR"), "/src/")],
};

impl Origin {
    fn is_of(&self, name: &str, file: Option<&Path>) -> bool {
        let file = file.map(|it| it.to_string_lossy().replace('\\', "/"));
        self.names.iter().any(|prefix| name.starts_with(prefix))
            || file.is_some_and(|file| self.files.iter().any(|part| file.contains(part)))
    }

    fn has(&self, frame: &Frame) -> bool {
        let file = frame.location.as_ref().map(|(file, _)| file.as_path());
        self.is_of(&frame.symbol, file)
    }
}

/// The calls that led here, innermost first. None where the machine acts on its own: how it is
/// built says nothing about a driver.
#[inline(never)]
pub(crate) fn capture() -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut reporting = true;
    backtrace::trace(|frame| {
        let address = frame.ip() as usize;
        let image = current::try_current::<Engine>().and_then(|it| it.upcalls.frames_at(address));
        if let Some(image) = image {
            reporting = false;
            frames.extend(image);
            return frames.len() < DEPTH;
        }
        let mut root = false;
        backtrace::resolve_frame(frame, |symbol| {
            let name = symbol
                .name()
                .map_or_else(String::new, |name| format!("{name:#}"));
            root |= ROOT.is_of(&name, symbol.filename());
            reporting &= REPORTING.is_of(&name, symbol.filename());
            if root || reporting {
                return;
            }
            let location = symbol.filename().map(PathBuf::from).zip(symbol.lineno());
            frames.push(Frame {
                address: address as u64,
                symbol: name,
                location,
            });
        });
        !root && frames.len() < DEPTH
    });
    while frames.pop_if(|frame| STARTING.has(frame)).is_some() {}
    match frames.iter().all(|frame| MACHINE.has(frame)) {
        true => Vec::new(),
        false => frames,
    }
}
