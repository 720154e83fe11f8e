//! Which sections are to be read, and which were.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    rc::Rc,
};

use super::{grammar::Kind, reach::Reach};
use crate::{strings::fold, syntax::Line};

/// One section to read, and why.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) section: String,
    pub(super) kind: Kind,
    pub(super) reach: Reach,
    /// The service whose section or registry this is.
    pub(super) service: Option<Rc<str>>,
}

impl Visit {
    pub(super) fn new(section: &str, kind: Kind, reach: Reach) -> Self {
        Self {
            section: section.to_owned(),
            kind,
            reach,
            service: None,
        }
    }
}

/// Who used a section first.
#[derive(Debug)]
pub(super) struct Use {
    pub(super) kind: Kind,
    pub(super) directive: String,
}

/// The sections to read, each once for each way of reading it.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    queue: VecDeque<Visit>,
    visited: HashMap<(String, Kind, Option<Rc<str>>), Reach>,
    /// Sections that directives name, in lower case.
    pub(super) uses: HashMap<String, Use>,
    /// Sections that Windows reads, in lower case.
    used: HashSet<String>,
    /// What was added: section, directive, name, all in lower case; with the place of the first.
    added: HashMap<(String, &'static str, String), usize>,
}

impl Agenda {
    /// The next section to read.
    pub(super) fn next(&mut self) -> Option<Visit> {
        self.queue.pop_front()
    }

    /// Marks a section as read by Windows.
    pub(super) fn mark(&mut self, section: &str) {
        self.used.insert(fold(section));
    }

    /// Whether Windows reads the section called `name`, in lower case.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.used.contains(name)
    }

    /// Has a section read, unless that was done already.
    pub(super) fn enqueue(&mut self, visit: Visit) {
        let key = (fold(&visit.section), visit.kind, visit.service.clone());
        self.used.insert(key.0.clone());
        let reach = match self.visited.get(&key) {
            Some(before) if before.covers(&visit.reach) => return,
            Some(before) => before.union(&visit.reach),
            None => visit.reach,
        };
        self.visited.insert(key, reach);
        self.queue.push_back(Visit { reach, ..visit });
    }

    /// Whether `line` is the first in its section to add `what`.
    pub(super) fn first_of(
        &mut self,
        visit: &Visit,
        directive: &'static str,
        line: &Line,
        what: &str,
    ) -> bool {
        let key = (fold(&visit.section), directive, fold(what));
        *self.added.entry(key).or_insert(line.span.start) == line.span.start
    }
}
