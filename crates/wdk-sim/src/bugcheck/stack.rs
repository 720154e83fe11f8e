//! Stack traces of simulated threads.

use std::{path::PathBuf, rc::Rc};

use crate::{
    error::Frame,
    loader::MappedImage,
    machine::Kernel,
    symbols::{self, Line},
};

/// Frames of one trace.
const DEPTH: usize = 96;
/// Innermost frames that belong to the machine's own reporting.
const REPORTING: &[&str] = &[
    "backtrace::",
    "wdk_sim::bugcheck::",
    "wdk_sim::verifier::",
    "<wdk_sim::",
    "wdk_sim::machine::",
    "std::",
    "core::",
    "<alloc::",
    "__rustc",
    "rust_begin_unwind",
    "wdk_sim_fault",
];
/// Outermost frames that say only that a thread was started.
const STARTING: &[&str] = &[
    "wdk_sim::machine::Kernel::",
    "wdk_sim::scheduler::",
    "std::",
    "core::",
    "<alloc::",
    "<core::",
    "__rust_try",
];
/// The first frame below a simulated thread's own.
const ROOT: &[&str] = &["corosensei::", "stack_init_trampoline"];

/// The calls that led here, innermost first.
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
            root |= begins(&name, ROOT);
            reporting &= begins(&name, REPORTING);
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
    let starting = |frame: &Frame| begins(&frame.symbol, STARTING);
    while frames.pop_if(|frame| starting(frame)).is_some() {}
    frames
}

fn begins(name: &str, with: &[&str]) -> bool {
    with.iter().any(|prefix| name.starts_with(prefix))
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
