//! Stack traces of simulated threads.

use super::walk::walk;
use crate::engine::{error::Frame, owner::Origin};

/// Frames of one trace.
const DEPTH: usize = 96;
/// Frames that are looked at for it: those of the reporting are left out.
const WALKED: usize = 160;

/// Innermost frames that belong to the machine's own reporting.
const REPORTING: Origin = Origin {
    names: &[
        "backtrace::",
        "wdk_sim::engine::bugcheck::",
        "wdk_sim::engine::native::",
        "wdk_sim::nt::verifier::",
        "<wdk_sim::",
        "wdk_sim::engine::state::",
        "std::",
        "core::",
        "<alloc::",
        "__rustc",
        "rust_begin_unwind",
        "wdk_sim_fault",
        "wdk_sim::exports::rtl::memory::check_stack",
        "wdk_sim::exports::rtl::memory::look_at_stack",
        "wdk_sim::nt::verifier::stack_depth::",
    ],
    files: &[
        "/backtrace-",
        "/rustc/",
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/bugcheck"),
        concat!(env!("CARGO_MANIFEST_DIR"), "/src/engine/native"),
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

/// The calls that led here, innermost first. None where the machine acts on its own: how it is
/// built says nothing about a driver.
#[inline(never)]
pub(crate) fn capture() -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut reporting = true;
    for place in walk(WALKED) {
        if let Some(image) = place.in_image() {
            reporting = false;
            frames.extend(image);
        } else {
            let mut root = false;
            for function in place.functions() {
                let file = function.file.as_deref();
                root |= ROOT.is_of(&function.name, file);
                reporting &= REPORTING.is_of(&function.name, file);
                if !root && !reporting {
                    frames.push(Frame {
                        address: place.address() as u64,
                        symbol: function.name.clone(),
                        location: function.location(),
                    });
                }
            }
            if root {
                break;
            }
        }
        if frames.len() >= DEPTH {
            break;
        }
    }
    while frames.pop_if(|frame| STARTING.has(frame)).is_some() {}
    match frames.iter().all(|frame| MACHINE.has(frame)) {
        true => Vec::new(),
        false => frames,
    }
}
