//! What was probably meant by a name that is not there.

use super::Inf;
use crate::strings::fold;

/// In files with more names the search would take longer than reading the file.
const MANY: usize = 2_000;

impl Inf {
    /// The section whose name differs the least from `name`, when that is by a slip of the hand.
    pub(crate) fn similar_section(&self, name: &str) -> Option<String> {
        let sections = &self.document().sections;
        let names = sections.iter().take(MANY).map(|it| &it.name.value);
        closest(name, names.map(|it| self.strings().expand(it)))
    }

    /// The one of `names` that was probably meant by `name`.
    pub(crate) fn similar_of(name: &str, names: &[&str]) -> Option<String> {
        let near = names.iter().filter(|it| it.len().abs_diff(name.len()) <= 2);
        closest(name, near.map(|it| (*it).to_owned()))
    }
}

/// The one of `names` that is most like `name`: at most two letters differ, and most are the same.
pub(super) fn closest(name: &str, names: impl Iterator<Item = String>) -> Option<String> {
    let wanted: Vec<char> = fold(name).chars().collect();
    let slips = 2.min(wanted.len() / 3);
    let found = names.filter_map(|it| {
        let other: Vec<char> = fold(&it).chars().collect();
        let differ = distance(&wanted, &other, slips)?;
        (differ > 0).then_some((differ, it))
    });
    found.min_by_key(|(differ, _)| *differ).map(|(_, it)| it)
}

/// How many letters were left out, added or changed from `a` to `b`, up to `most`.
fn distance(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, letter) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (index, other) in b.iter().enumerate() {
            let changed = diagonal + usize::from(letter != other);
            diagonal = row[index + 1];
            row[index + 1] = changed.min(diagonal + 1).min(row[index] + 1);
        }
        if row.iter().all(|it| *it > most) {
            return None;
        }
    }
    row.last().copied().filter(|it| *it <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_recognised_and_other_names_are_not() {
        let of =
            |name: &str, names: &[&str]| closest(name, names.iter().map(|it| (*it).to_owned()));
        assert_eq!(
            of("Lamp_Filez", &["Models", "lamp_files"]).as_deref(),
            Some("lamp_files")
        );
        assert_eq!(of("Model", &["Models", "Mode"]).as_deref(), Some("Models"));
        assert_eq!(
            of("Manufacturer", &["Manufactrers"]).as_deref(),
            Some("Manufactrers")
        );
        assert_eq!(of("Lamp", &["Lump", "Lamp"]).as_deref(), Some("Lump"));
        assert_eq!(of("abc", &["xyz", "abcdef"]), None);
        assert_eq!(of("ab", &["ac"]), None);
        assert_eq!(of("", &["a"]), None);
    }
}
