//! Keys that are twice in a section.

use std::collections::HashSet;

use super::findings::Findings;
use crate::{model::Inf, strings::fold};

/// Finds keys that are twice in `section`.
pub(super) fn duplicates(inf: &Inf, section: &str, out: &mut Findings) {
    let mut seen = HashSet::new();
    for line in inf.lines(section) {
        if let Some(key) = line.key()
            && !seen.insert(fold(&inf.strings().expand(&key.value)))
        {
            out.add(
                1294,
                key.span.clone(),
                format!("{} is twice in [{section}]", key.value),
            );
        }
    }
}
