//! Whose code a frame is.
#![forbid(unsafe_code)]

use std::path::Path;

use super::error::Frame;

/// Code that is not a driver's. Names lack their path where a build has only line tables; then the
/// file tells.
pub(super) struct Origin {
    pub(super) names: &'static [&'static str],
    pub(super) files: &'static [&'static str],
}

impl Origin {
    pub(super) fn is_of(&self, name: &str, file: Option<&Path>) -> bool {
        let file = file.map(|it| it.to_string_lossy().replace('\\', "/"));
        self.names.iter().any(|prefix| name.starts_with(prefix))
            || file.is_some_and(|file| self.files.iter().any(|part| file.contains(part)))
    }

    pub(super) fn has(&self, frame: &Frame) -> bool {
        let file = frame.location.as_ref().map(|(file, _)| file.as_path());
        self.is_of(&frame.symbol, file)
    }
}

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
                    || it.starts_with('_') && it[1..].starts_with(|c: char| c.is_ascii_digit())
            })
        })
}
