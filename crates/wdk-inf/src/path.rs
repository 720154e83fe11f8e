//! Names that an INF gives files: checked part by part, so that none leads out of its folder.
//!
//! This is the one check for every name from a file that becomes a path. What opens files by it
//! is in the crate `wdk-package`.
//!
//! ```
//! use wdk_inf::path::{component, components};
//!
//! assert_eq!(components(r"\x64\lamp.sys")?, ["x64", "lamp.sys"]);
//! assert!(components(r"..\lamp.sys").is_err());
//! assert!(component(r"x64\lamp.cat").is_err());
//! # Ok::<(), wdk_inf::path::BadPath>(())
//! ```
//!
//! See [Naming files, paths and namespaces](https://learn.microsoft.com/windows/win32/fileio/naming-a-file).

use std::{
    error::Error,
    fmt,
    io::{self, ErrorKind},
};

/// A name that no file below a folder can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPath {
    /// The whole name, as written.
    pub path: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// It has no part.
    Empty,
    /// A part is `..`.
    Parent,
    /// It begins with two backslashes.
    Network,
    /// It has a colon: a drive letter or an alternate stream.
    Colon,
    /// It has folders where a file's name alone is expected.
    Folders,
    /// A part has a character that no name has.
    Character(char),
    /// A part ends in a period or blank, which Windows drops.
    Ending,
    /// A part is the name of a device, with or without extension.
    Device,
}

impl fmt::Display for BadPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, reason } = self;
        write!(f, "{path:?} names no file below the folder: {reason}")
    }
}

impl Error for BadPath {}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "it is empty",
            Self::Parent => "`..` leads out of it; write the path downwards from the folder",
            Self::Network => "two backslashes begin the name of another computer or a device",
            Self::Colon => {
                "a colon belongs to a drive or a stream; write the path from the folder on"
            }
            Self::Folders => "it has folders where only a file's name is expected",
            Self::Character(it) => return write!(f, "names have no {it:?}"),
            Self::Ending => "Windows drops a period or blank at the end of a name",
            Self::Device => "Windows keeps this name for a device; choose another",
        })
    }
}

impl From<BadPath> for io::Error {
    fn from(error: BadPath) -> Self {
        Self::new(ErrorKind::InvalidInput, error)
    }
}

/// The parts of a path below a folder, written with backslashes or slashes.
///
/// A single separator at the front stands for the folder itself, as in `[SourceDisksNames]`; parts
/// that are empty or `.` are left out.
///
/// # Errors
///
/// [`BadPath`] when it leads out of the folder, or Windows has no file of such a name.
pub fn components(path: &str) -> Result<Vec<&str>, BadPath> {
    let wrong = |reason| BadPath {
        path: path.to_owned(),
        reason,
    };
    let is_separator = |it: char| matches!(it, '\\' | '/');
    if path.chars().take(2).filter(|it| is_separator(*it)).count() == 2 {
        return Err(wrong(Reason::Network));
    }
    let parts = path.split(is_separator);
    let parts: Vec<_> = parts.filter(|it| !it.is_empty() && *it != ".").collect();
    match parts.iter().find_map(|it| flaw(it)) {
        Some(reason) => Err(wrong(reason)),
        None if parts.is_empty() => Err(wrong(Reason::Empty)),
        None => Ok(parts),
    }
}

/// [`components`] of a folder: without any it is the one that paths start from.
///
/// # Errors
///
/// [`BadPath`] as there.
pub fn folders(path: &str) -> Result<Vec<&str>, BadPath> {
    match components(path) {
        Err(BadPath {
            reason: Reason::Empty,
            ..
        }) => Ok(Vec::new()),
        other => other,
    }
}

/// A file's name without folders.
///
/// # Errors
///
/// [`BadPath`] as for [`components`], and when there are folders.
pub fn component(name: &str) -> Result<&str, BadPath> {
    match components(name)?[..] {
        [only] if only == name => Ok(only),
        _ => Err(BadPath {
            path: name.to_owned(),
            reason: Reason::Folders,
        }),
    }
}

/// Why no file can have this name.
fn flaw(part: &str) -> Option<Reason> {
    if part == ".." {
        return Some(Reason::Parent);
    }
    let bad = |it: &char| it.is_control() || "<>:\"|?*".contains(*it);
    match part.chars().find(bad) {
        Some(':') => Some(Reason::Colon),
        Some(other) => Some(Reason::Character(other)),
        None if part.ends_with(['.', ' ']) => Some(Reason::Ending),
        None => is_device(part).then_some(Reason::Device),
    }
}

/// Whether Windows opens a device instead of a file of this name, whatever its extension.
fn is_device(part: &str) -> bool {
    let base = part.split('.').next().unwrap_or(part).trim_end();
    let base = base.to_ascii_uppercase();
    let numbered = || {
        let mut digits = base
            .strip_prefix("COM")
            .or(base.strip_prefix("LPT"))?
            .chars();
        let digit = digits.next()?;
        Some(digits.next().is_none() && matches!(digit, '0'..='9' | '\u{b9}' | '\u{b2}' | '\u{b3}'))
    };
    let plain = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    plain.contains(&&*base) || numbered() == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_or_to_no_file_are_refused() {
        let reason = |path| components(path).unwrap_err().reason;
        for path in [r"..\x", "../x", r"a\..\..\x", "..", r"\..\x", r"a/..\x"] {
            assert_eq!(reason(path), Reason::Parent, "{path}");
        }
        for path in [
            r"\\server\share\x",
            r"\\?\C:\x",
            "//server/x",
            r"\/x",
            r"\\.\pipe\x",
        ] {
            assert_eq!(reason(path), Reason::Network, "{path}");
        }
        for path in [r"C:\x", "C:", "c:x", "x.sys:stream", r"a\b:$DATA", "/a:b"] {
            assert_eq!(reason(path), Reason::Colon, "{path}");
        }
        for path in ["", ".", r"\", r".\."] {
            assert_eq!(reason(path), Reason::Empty, "{path}");
        }
        assert_eq!(reason("a\0b"), Reason::Character('\0'));
        assert_eq!(reason("a\nb"), Reason::Character('\n'));
        assert_eq!(reason("x?.sys"), Reason::Character('?'));
        for path in ["x. ", "x.", "...", ". .", r"a.\x", ".. "] {
            assert_eq!(reason(path), Reason::Ending, "{path}");
        }
        for path in [
            "con",
            "NUL.txt",
            r"a\aux.sys",
            "Com1",
            "lpt9.inf",
            "COM\u{b9}",
            "nul .x",
            "CONIN$",
        ] {
            assert_eq!(reason(path), Reason::Device, "{path}");
        }
    }

    #[test]
    fn ordinary_names_are_taken_apart() {
        assert_eq!(components(r"\x64\lamp.sys").unwrap(), ["x64", "lamp.sys"]);
        assert_eq!(components(r".\a\\b/c\").unwrap(), ["a", "b", "c"]);
        for name in [
            "..x",
            ".x",
            "con_x.sys",
            "com10",
            "common",
            "l\u{e4}mp.sys",
            "..a..b",
        ] {
            assert_eq!(component(name), Ok(name));
        }
        for name in [r"a\b", "/a", r"a\", r".\a"] {
            assert_eq!(
                component(name).unwrap_err().reason,
                Reason::Folders,
                "{name}"
            );
        }
    }
}
