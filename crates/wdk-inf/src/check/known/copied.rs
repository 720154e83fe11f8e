//! Where files are copied to.

use std::{collections::HashMap, ops::Range};

use super::super::{dirids::DRIVER_STORE, reach::Reach};
use crate::target::Arch;

/// A copied file: the architecture, the directory's number, the path below it.
pub(crate) type Target = (Arch, i64, String);

/// Where files are copied to, and from.
#[derive(Debug, Default)]
pub(crate) struct Copied {
    /// The first source of each destination.
    by_target: HashMap<Target, (String, Reach)>,
    /// Where the Driver Store has the file of a name; `None` when it is copied elsewhere, too.
    stored: HashMap<(Arch, String), Option<String>>,
}

impl Copied {
    /// The first source of the file at `target`, when it is not `source` and some machine gets both.
    pub(crate) fn other_source(
        &mut self,
        target: Target,
        source: &str,
        reach: Reach,
    ) -> Option<&str> {
        self.note_stored(&target);
        let first = self.by_target.entry(target);
        let (other, before) = first.or_insert_with(|| (source.to_owned(), reach));
        (other != source && before.meets(&reach)).then_some(other.as_str())
    }

    fn note_stored(&mut self, (arch, dirid, path): &Target) {
        let name = path.rsplit('\\').next().unwrap_or_default();
        let place = (*dirid == DRIVER_STORE).then(|| path.clone());
        let known = self.stored.entry((*arch, name.to_owned()));
        let known = known.or_insert_with(|| place.clone());
        if place.is_none() {
            *known = None;
        }
    }

    /// Where below `%13%` the file is that `path` ends in, when the package brings it nowhere else.
    pub(crate) fn only_stored(&self, arch: Arch, path: &str) -> Option<&str> {
        let name = path.rsplit('\\').next()?;
        self.stored.get(&(arch, name.to_owned()))?.as_deref()
    }

    /// Whether some `CopyFiles` brings a file to `path` below directory `dirid`.
    pub(crate) fn has(&self, arch: Arch, dirid: i64, path: &str) -> bool {
        self.by_target.contains_key(&(arch, dirid, path.to_owned()))
    }
}

/// One file to copy.
pub(crate) struct Copy<'a> {
    /// The list that it is in; `DefaultDestDir` for `@file`.
    pub(crate) list: &'a str,
    pub(crate) name: &'a str,
    pub(crate) source: &'a str,
    pub(crate) flags: i64,
    pub(crate) span: Range<usize>,
}
