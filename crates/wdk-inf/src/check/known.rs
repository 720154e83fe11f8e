//! What is known of the file: what it states, and what was collected from the sections read so far.

use std::{collections::HashSet, ops::Range};

use self::{
    class::Class, copied::Copied, frameworks::Frameworks, manifest::Manifest, paths::UsedPath,
    services::ServiceFacts, values::Values,
};
use super::{findings::Findings, reach::Reach};
use crate::{model::Inf, strings::fold};

pub(super) mod class;
pub(super) mod copied;
mod frameworks;
pub(super) mod manifest;
pub(super) mod paths;
pub(super) mod services;
mod values;

/// The facts that the rules of several subjects share.
pub(super) struct Known {
    pub(super) class: Class,
    pub(super) manifest: Manifest,
    /// The INF files that any section includes, in lower case.
    pub(super) included: HashSet<String>,
    /// All that `Needs` names, in lower case.
    pub(super) needed: HashSet<String>,
    pub(super) copied: Copied,
    pub(super) values: Values,
    pub(super) services: ServiceFacts,
    pub(super) frameworks: Frameworks,
    /// Paths into the directories of Windows.
    pub(super) paths: Vec<UsedPath>,
    /// The first line that names an audio effect.
    pub(super) effects_used: Option<(Reach, Range<usize>)>,
}

impl Known {
    /// What `inf` states by itself; what is wrong in its lists of files goes to `out`.
    pub(super) fn of(inf: &Inf, out: &mut Findings) -> Self {
        let (mut included, mut needed) = (HashSet::new(), HashSet::new());
        for section in &inf.document().sections {
            for line in &section.lines {
                let is = |name| {
                    let key = line.key.as_ref();
                    key.is_some_and(|it| it.value.eq_ignore_ascii_case(name))
                };
                let names = (0..line.fields.len()).map(|at| fold(&inf.expand(line, at)));
                if is("Include") {
                    included.extend(names);
                } else if is("Needs") {
                    needed.extend(names);
                }
            }
        }
        Self {
            class: Class::of(inf),
            manifest: Manifest::of(inf, out),
            included,
            needed,
            copied: Copied::default(),
            values: Values::default(),
            services: ServiceFacts::default(),
            frameworks: Frameworks::default(),
            paths: Vec::new(),
            effects_used: None,
        }
    }
}
