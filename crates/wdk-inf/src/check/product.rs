//! What a Windows product has: which INF files, and which sections in them.

use std::collections::{HashMap, HashSet};

use crate::strings::fold;

/// The INF files of a Windows, and their sections as far as they are known: what rules 1317 and
/// 1318 hold `Include` and `Needs` against.
///
/// InfVerif's `/product` reads an `.ias` file, whose form is not public. This is a list that people
/// can make themselves, for example from `dir /b C:\Windows\INF\*.inf`.
///
/// ```
/// use wdk_inf::check::Product;
///
/// let product = Product::parse("# Windows IoT\nmachine.inf\npci.inf: PciD3ColdSupported.HW\n");
/// assert_eq!(product.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// By file, in lower case; no sections where they are not listed.
    files: HashMap<String, HashSet<String>>,
}

impl Product {
    /// Reads a list: an INF in each line, perhaps with a colon and its sections; `#` begins a comment.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut files = HashMap::<_, HashSet<_>>::new();
        let lines = text.lines().map(|it| it.split('#').next().unwrap_or(it));
        for line in lines.filter(|it| !it.trim().is_empty()) {
            let (file, sections) = line.split_once(':').unwrap_or((line, ""));
            let sections = sections.split(',').map(|it| fold(it.trim()));
            let known = files.entry(fold(file.trim())).or_default();
            known.extend(sections.filter(|it| !it.is_empty()));
        }
        Self { files }
    }

    /// How many INF files it lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether it lists none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn has_file(&self, name: &str) -> bool {
        self.files.contains_key(&fold(name))
    }

    /// Whether `section` may be in one of `files`: those whose sections are not listed may have it.
    pub(super) fn may_have<'a>(
        &self,
        mut files: impl Iterator<Item = &'a String>,
        section: &str,
    ) -> bool {
        let section = fold(section);
        files.any(|it| {
            let sections = self.files.get(it);
            sections.is_none_or(|it| it.is_empty() || it.contains(&section))
        })
    }
}
