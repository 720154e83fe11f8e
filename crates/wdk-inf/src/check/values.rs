//! The forms of single values: GUIDs, versions, paths below numbered directories, registry keys.

use crate::strings::fold;
use crate::target::number;

/// `{4D36E97D-E325-11CE-BFC1-08002BE10318}`.
pub(super) fn is_guid(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('{').and_then(|it| it.strip_suffix('}')) else {
        return false;
    };
    let lengths = inner.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && inner.chars().all(|it| it == '-' || it.is_ascii_hexdigit())
}

/// Four numbers of 16 bits.
pub(super) fn is_version(text: &str) -> bool {
    let is_number =
        |it: &str| it.chars().all(|it| it.is_ascii_digit()) && it.parse::<u16>().is_ok();
    text.split('.').count() == 4 && text.split('.').all(is_number)
}

/// Whether no file can have this path below a directory.
pub(super) fn is_malformed(below: &str) -> bool {
    below.is_empty()
        || below.contains(['/', '<', '>', '|', '?', '*'])
        || below.starts_with('\\')
        || below.contains("\\\\")
}

/// `%13%\x.sys` as 13 and `x.sys`.
pub(super) fn split_dirid(path: &str) -> Option<(i64, &str)> {
    let (id, below) = path.strip_prefix('%')?.split_once('%')?;
    Some((number(id)?, below.strip_prefix('\\').unwrap_or(below)))
}

/// Whether a backslash is missing after the directory's number: `%13%x.sys`.
pub(super) fn lacks_backslash(path: &str) -> bool {
    let below = path.strip_prefix('%').and_then(|it| it.split_once('%'));
    below.is_some_and(|(_, below)| !below.is_empty() && !below.starts_with('\\'))
}

/// A folder as it compares: in lower case, one backslash between parts and none at the ends.
pub(super) fn folder(text: &str) -> String {
    let parts = text.split('\\').filter(|it| !it.is_empty() && *it != ".");
    fold(&parts.collect::<Vec<_>>().join("\\"))
}

/// Whether `key` is `prefix` or below it.
pub(super) fn is_below(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix)
        .is_some_and(|it| it.is_empty() || it.starts_with('\\'))
}
