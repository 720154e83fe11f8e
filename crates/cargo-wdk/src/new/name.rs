//! The names that a driver may have.

use anyhow::bail;

use super::CRATES;

/// Rust's words that no crate can be named for; those of all editions up to 2024.
/// <https://doc.rust-lang.org/reference/keywords.html>
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Fails for a name that Cargo, Windows' service manager or Rust refuses.
pub(super) fn check(name: &str) -> anyhow::Result<()> {
    const MAX: usize = 31;
    let starts_well = name.starts_with(|it: char| it.is_ascii_alphabetic());
    let rest_is_plain = name
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it == '-' || it == '_');
    if !starts_well || !rest_is_plain || name.len() > MAX {
        bail!(
            "{name:?} cannot name a driver; use at most {MAX} letters, digits, - and _, and start with a letter"
        );
    }
    if CRATES.contains(&name) || ["core", "std", "alloc", "test"].contains(&name) {
        bail!("{name:?} is taken by a crate that the driver needs; choose another name");
    }
    if KEYWORDS.contains(&name) {
        bail!("{name:?} is a keyword of Rust; choose another name");
    }
    if is_device(name) {
        bail!("{name:?} is a device name that Windows keeps from files; choose another name");
    }
    Ok(())
}

/// Whether Windows refuses `name.sys`, since DOS had a device of that name.
/// <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
fn is_device(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let numbered = |it: &str| matches!(it.as_bytes(), [b'1'..=b'9']);
    ["con", "prn", "aux", "nul"].contains(&name.as_str())
        || ["com", "lpt"]
            .iter()
            .any(|device| name.strip_prefix(device).is_some_and(numbered))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_all_sides_take() {
        for good in ["my_driver", "lamp-2", "com", "com10", "matches"] {
            check(good).unwrap();
        }
        for bad in [
            "",
            "2lamps",
            "a b",
            "wdk",
            "a_name_of_more_than_thirty_one_characters",
            "ä",
            "match",
            "gen",
            "con",
            "COM1",
        ] {
            assert!(check(bad).is_err(), "{bad}");
        }
    }
}
