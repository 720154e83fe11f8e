//! What is known of the services of the package.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use super::super::reach::{Archs, Reach};
use crate::{model::Inf, strings::fold, target::number};

/// `SPSVCINST_ASSOCSERVICE`.
pub(crate) const ASSOCIATED: i64 = 2;

/// `SPSVCINST_UNIQUE_NAME`.
pub(crate) const UNIQUE_NAME: i64 = 0x1_0000;

/// What one service section says, for the next one of the same service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Configuration {
    pub(crate) settings: Vec<(&'static str, String)>,
}

/// A `ServiceBinary`.
#[derive(Clone, Debug)]
pub(crate) struct Binary {
    pub(crate) dirid: i64,
    /// Lower case, from below the directory.
    pub(crate) path: String,
    pub(crate) shown: String,
    pub(crate) archs: Archs,
    pub(crate) span: Range<usize>,
}

/// What is known of the services of the package.
#[derive(Debug, Default)]
pub(crate) struct ServiceFacts {
    /// The first section of each service, for each reach that it was seen with.
    pub(crate) configured: HashMap<String, Vec<(Reach, String, Configuration)>>,
    pub(crate) binaries: Vec<Binary>,
    /// Names of the services that the package installs, in lower case.
    pub(crate) names: HashSet<String>,
    /// Services that the network components of the package name.
    pub(crate) of_components: Vec<(String, Range<usize>)>,
    /// Whether a `.Services` section needs one of another INF, which may add any service.
    pub(crate) are_others_needed: bool,
    /// Whether the name of each service is made unique where it is added first.
    pub(crate) made_unique: HashMap<String, bool>,
    /// Whether a `.Services` section brings a function driver.
    associated: HashMap<String, bool>,
}

impl ServiceFacts {
    /// Whether `section`, or what it needs, has a service for the function driver. Sections of
    /// Windows' own INFs are trusted to.
    pub(crate) fn has_function_driver(&mut self, inf: &Inf, section: &str) -> bool {
        let start = fold(section);
        if let Some(known) = self.associated.get(&start) {
            return *known;
        }
        let mut seen = HashSet::from([start.clone()]);
        let mut open = vec![start.clone()];
        let mut found = false;
        while let Some(name) = open.pop() {
            if let Some(known) = self.associated.get(&name) {
                found |= known;
                continue;
            }
            found |= inf
                .directives(&name, "AddService")
                .any(|line| number(&inf.expand(line, 1)).is_some_and(|it| it & ASSOCIATED != 0));
            for line in inf.directives(&name, "Needs") {
                for at in 0..line.fields.len() {
                    let needed = fold(&inf.expand(line, at));
                    if !inf.has_section(&needed) {
                        found |= !needed.is_empty();
                    } else if seen.insert(needed.clone()) {
                        open.push(needed);
                    }
                }
            }
            if found {
                break;
            }
        }
        if !found {
            // None of those on the way has one either.
            self.associated
                .extend(seen.into_iter().map(|it| (it, false)));
        }
        self.associated.insert(start, found);
        found
    }
}
