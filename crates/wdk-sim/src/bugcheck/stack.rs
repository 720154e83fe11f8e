//! Stack traces of simulated threads.

use std::path::PathBuf;

use crate::{error::Frame, machine::Kernel};

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
/// The first frame below a simulated thread's own.
const ROOT: &[&str] = &["corosensei::", "stack_init_trampoline"];

/// The calls that led here, innermost first.
#[inline(never)]
pub(crate) fn capture() -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut reporting = true;
    backtrace::trace(|frame| {
        let address = frame.ip() as usize;
        if let Some(symbol) = image_symbol(address) {
            reporting = false;
            frames.push(Frame {
                address: address as u64,
                symbol,
                location: None,
            });
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
    frames
}

fn begins(name: &str, with: &[&str]) -> bool {
    with.iter().any(|prefix| name.starts_with(prefix))
}

/// `image+0x1234` for an address in an image that the current machine has loaded.
fn image_symbol(address: usize) -> Option<String> {
    Kernel::try_current()?.image_symbol(address)
}
