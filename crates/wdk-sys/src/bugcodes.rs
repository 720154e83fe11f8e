//! `bugcodes.h`: why a system stops.

use crate::{ULONG, generated::bugcodes::NAMES};

pub use crate::generated::bugcodes::*;

/// The name of a bug check, for messages.
///
/// ```
/// assert_eq!(wdk_sys::bug_check_name(0x10D), Some("WDF_VIOLATION"));
/// ```
#[must_use]
pub fn bug_check_name(code: ULONG) -> Option<&'static str> {
    let index = NAMES
        .binary_search_by_key(&code, |&(value, _)| value)
        .ok()?;
    NAMES.get(index).map(|&(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_sorted_and_unique_so_that_the_lookup_finds_them() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(
            bug_check_name(MANUALLY_INITIATED_CRASH1),
            Some("MANUALLY_INITIATED_CRASH1")
        );
        assert_eq!(bug_check_name(0), None);
    }
}
