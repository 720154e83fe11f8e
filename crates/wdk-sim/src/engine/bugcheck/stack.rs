//! Stack traces of simulated threads.

use std::path::Path;

use super::walk::walk;
use crate::engine::error::Frame;

/// Frames of one trace.
const DEPTH: usize = 96;
/// Frames that are looked at for it: those of the reporting are left out.
const WALKED: usize = 160;
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
        "wdk_sim::exports::rtl::memory::check_stack",
        "wdk_sim::exports::rtl::memory::look_at_stack",
        "wdk_sim::nt::verifier::stack_depth::",
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
/// Crates of this project that stand between a driver and the machine.
const LIBRARIES: [&str; 7] = [
    "kmdf",
    "wdk",
    "wdk_sys",
    "wdk_alloc",
    "wdk_panic",
    "wdk_scenario",
    "wdk_sim",
];
/// The Rust libraries.
const RUST: Origin = Origin {
    names: &[
        "std::", "core::", "alloc::", "<std::", "<core::", "<alloc::",
    ],
    files: &["/rustc/"],
};

/// Whose code a frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Owner {
    /// The driver's, or the test's where a test calls kernel functions itself.
    Driver,
    /// The framework's, the safe layer's, the machine's or Rust's.
    Libraries,
}

impl Owner {
    /// The owner of a frame's code.
    pub(crate) fn of(frame: &Frame) -> Self {
        // An image's frames begin with the name of its file.
        let name = frame
            .symbol
            .split_once('!')
            .map_or(&*frame.symbol, |it| it.1);
        // Of a method the type's crate decides: a driver's types implement the traits of `wdk`.
        let name = name.trim_start_matches(['<', '&', '*']);
        let first = name.split("::").next().unwrap_or_default();
        let file = frame.location.as_ref().map(|(file, _)| file.as_path());
        // A driver has lines. What has none and no path either is of a crate without lines.
        let is_nameless = file.is_none() && !frame.symbol.contains(['!', '+', ':']);
        let is_library = is_nameless
            || name.contains("::") && LIBRARIES.contains(&first)
            || RUST.is_of(name, file)
            || file.is_some_and(is_of_library);
        match is_library {
            true => Self::Libraries,
            false => Self::Driver,
        }
    }
}

/// Whether a source file is one of the crates beside this one: in this repository, in a checkout
/// of it, or in a registry's folder, where their names end with a version.
fn is_of_library(file: &Path) -> bool {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let below = crates.and_then(|crates| file.strip_prefix(crates).ok());
    let mut parts = below.into_iter().flat_map(Path::components);
    let Some(folder) = parts.next() else {
        return false;
    };
    let folder = folder.as_os_str().to_string_lossy().replace('-', "_");
    let is_code = parts.next().is_some_and(|it| it.as_os_str() == "src");
    is_code
        && LIBRARIES.iter().any(|name| {
            let rest = folder.strip_prefix(name);
            rest.is_some_and(|it| {
                it.is_empty()
                    || it.starts_with(|c: char| c == '_')
                        && it[1..].starts_with(|c: char| c.is_ascii_digit())
            })
        })
}

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
