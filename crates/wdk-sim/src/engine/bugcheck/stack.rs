//! Stack traces of simulated threads.

use std::{
    path::{Path, PathBuf},
    rc::Rc,
};

use crate::{
    engine::error::Frame,
    machine::Kernel,
    nt::loader::{
        MappedImage,
        symbols::{self, Line},
    },
};

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
        "wdk_sim::machine::",
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
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/machine"),
    ],
};
/// Outermost frames that say only that a thread was started.
const STARTING: Origin = Origin {
    names: &[
        "wdk_sim::machine::Kernel::",
        "wdk_sim::engine::scheduler::",
        "std::",
        "core::",
        "<alloc::",
        "<core::",
        "__rust_try",
    ],
    files: &[
        "/rustc/",
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/machine"),
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
        if let Some(image) = ImageCode::at(address) {
            reporting = false;
            frames.extend(image.frames());
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

/// An address in an image that the current machine has loaded.
struct ImageCode {
    address: usize,
    image: Rc<MappedImage>,
    offset: usize,
}

impl ImageCode {
    fn at(address: usize) -> Option<Self> {
        let (image, offset) = Kernel::try_current()?.loader.image_at(address)?;
        Some(Self {
            address,
            image,
            offset,
        })
    }

    /// The functions there, innermost first; `image+0x1234` without a PDB.
    fn frames(&self) -> Vec<Frame> {
        // A return address may be the first of the next function; the call is before it.
        let call = self.offset.saturating_sub(1);
        let lines = match self.image.path() {
            Some(path) => symbols::lines(path, call as u32),
            None => Vec::new(),
        };
        let frame = |symbol, location| Frame {
            address: self.address as u64,
            symbol,
            location,
        };
        if lines.is_empty() {
            return vec![frame(
                format!("{}+{:#x}", self.image.name(), self.offset),
                None,
            )];
        }
        let named = |line: Line| {
            let symbol = format!("{}!{}", self.image.name(), line.function);
            frame(symbol, line.location)
        };
        lines.into_iter().map(named).collect()
    }
}
