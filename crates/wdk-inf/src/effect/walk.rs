//! From an install section over its companions to all that they name.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Effect, Effects, Item, Kind, MOST_ITEMS, TooMuch, files};
use crate::{
    model::Inf,
    strings::fold,
    syntax::{Field, Line},
    target::number,
};

/// The sections that stand beside an install section, and whose key `HKR` is in each.
pub(crate) const COMPANIONS: [(&str, &str); 12] = [
    ("", "device"),
    (".HW", "hardware"),
    (".Services", "device"),
    (".Interfaces", "device"),
    (".CoInstallers", "co-installers"),
    (".Wdf", "device"),
    (".Filters", "device"),
    (".Events", "device"),
    (".Components", "device"),
    (".Software", "device"),
    (".COM", "device"),
    (".WMI", "device"),
];

/// The sections that take a network component away again; see
/// [Remove section in a network INF file](https://learn.microsoft.com/windows-hardware/drivers/network/remove-section-in-a-network-inf-file).
pub(crate) const REMOVALS: [(&str, &str); 2] =
    [(".Remove", "removal"), (".Remove.Services", "removal")];

/// Directives that name a section of something new: the words for it, and the field of the section.
const SECTIONS: [(&str, &str, usize); 17] = [
    ("addservice", "service", 2),
    ("addinterface", "interface", 2),
    ("umdfservice", "UMDF driver", 1),
    ("kmdfservice", "KMDF driver", 1),
    ("addfilter", "filter", 2),
    ("addeventprovider", "event provider", 1),
    ("addcomponent", "component", 2),
    ("addsoftware", "software", 2),
    ("addcomserver", "COM server", 2),
    ("addcomclass", "COM class", 2),
    ("addpowersetting", "power setting", 1),
    ("addnetfilter", "network filter", 1),
    ("addnetprotocol", "network protocol", 1),
    ("addchannel", "channel", 2),
    ("addautologger", "auto logger", 2),
    ("addautologgerprovider", "logger provider", 1),
    ("updateautologger", "auto logger", 1),
];

/// Directives all of whose values name sections.
const LISTS: [&str; 16] = [
    "addreg",
    "delreg",
    "bitreg",
    "copyfiles",
    "delfiles",
    "renfiles",
    "needs",
    "logconfig",
    "profileitems",
    "registerdlls",
    "unregisterdlls",
    "updateinis",
    "updateinifields",
    "ini2reg",
    "addproperty",
    "delproperty",
];

/// The values of `line` that name sections.
pub(crate) fn named_sections<'l>(inf: &Inf, line: &'l Line) -> impl Iterator<Item = &'l Field> {
    let key = line
        .key
        .as_ref()
        .map(|it| fold(&inf.strings().expand(&it.value)));
    let key = key.unwrap_or_default();
    let all = LISTS.contains(&key.as_str());
    let one = SECTIONS
        .iter()
        .find(|(it, ..)| *it == key)
        .map(|(_, _, at)| *at);
    let log = key == "addservice";
    let fields = line.fields.iter().enumerate();
    let named = fields.filter(move |(at, _)| all || one == Some(*at) || log && *at == 3);
    named.map(|(_, field)| field)
}

/// Directives whose value is the path of a file.
const IMAGES: [&str; 6] = [
    "servicebinary",
    "resourcefile",
    "messagefile",
    "parameterfile",
    "serverbinary",
    "softwarebinary",
];

/// Reads one install section.
struct Walk<'a, 'b> {
    of: &'b Effects<'a>,
    effect: Effect,
    /// The files that the section copies: paths in the package by folded paths on the machine.
    own: HashMap<String, String>,
    /// Sections that were read, each with whose they are.
    read: HashSet<(String, String)>,
    lines: usize,
}

pub(super) fn walk(of: &Effects<'_>, section: &str) -> Result<Effect, TooMuch> {
    let mut walk = Walk {
        of,
        effect: BTreeSet::new(),
        own: HashMap::new(),
        read: HashSet::new(),
        lines: of.items,
    };
    // The paths of all files come first: any section may name them.
    for (suffix, _) in COMPANIONS {
        for name in walk.closure(&format!("{section}{suffix}")) {
            walk.copies(&name);
        }
    }
    for (suffix, owner) in COMPANIONS.into_iter().chain(REMOVALS) {
        walk.section(&format!("{section}{suffix}"), owner)?;
    }
    Ok(walk.effect)
}

impl Walk<'_, '_> {
    /// `section` and what its `Needs` directives name in this INF.
    fn closure(&self, section: &str) -> Vec<String> {
        let inf = self.of.inf;
        let (mut queue, mut seen) = (vec![section.to_owned()], HashSet::from([fold(section)]));
        let mut at = 0;
        while let Some(name) = queue.get(at).cloned() {
            at += 1;
            for line in inf.directives(&name, "Needs") {
                let needed = (0..line.fields.len()).map(|it| inf.expand(line, it));
                queue.extend(needed.filter(|it| inf.has_section(it) && seen.insert(fold(it))));
            }
        }
        queue
    }

    fn count(&mut self) -> Result<(), TooMuch> {
        self.lines += 1;
        match self.lines > MOST_ITEMS {
            true => Err(TooMuch),
            false => Ok(()),
        }
    }

    fn add(&mut self, kind: Kind, what: String, value: String) {
        self.effect.insert(Item { kind, what, value });
    }

    fn copies(&mut self, section: &str) {
        let Effects {
            inf, dirs, files, ..
        } = self.of;
        for line in inf.directives(section, "CopyFiles") {
            for at in 0..line.fields.len() {
                let list = inf.expand(line, at);
                if !self.read.insert((fold(&list), "copied".to_owned())) {
                    continue;
                }
                let directory = files::directory(inf, &list, dirs);
                for (name, source) in files::listed(inf, &list) {
                    let source = files.source(&source);
                    let place = format!(r"{directory}\{name}");
                    self.own.insert(fold(&place), source.clone());
                    // Which folder of the package it is in, only SourceDisksFiles says.
                    let place = match fold(&directory) {
                        it if it.starts_with(&fold(files::PACKAGE)) => fold(files::PACKAGE),
                        it => it,
                    };
                    self.add(Kind::File, source, place);
                }
            }
        }
    }

    fn section(&mut self, section: &str, owner: &str) -> Result<(), TooMuch> {
        for name in self.closure(section) {
            if !self.read.insert((fold(&name), owner.to_owned())) {
                continue;
            }
            let inf = self.of.inf;
            for line in inf.lines(&name) {
                self.count()?;
                let Some(key) = &line.key else { continue };
                let key = fold(&inf.strings().expand(&key.value));
                match key.as_str() {
                    "addreg" | "delreg" => self.values(line, owner, &key)?,
                    "delfiles" | "renfiles" => self.removals(line)?,
                    "copyfiles" | "needs" => {}
                    "delservice" | "include" => self.directive(line, owner, &key),
                    _ if IMAGES.contains(&key.as_str()) => {
                        let path = inf.strings().resolve(&line.fields[0].value, &self.of.dirs);
                        let path = self.of.files.normal(&path, &self.own);
                        let what = match key.as_str() {
                            "servicebinary" => owner.to_owned(),
                            _ => format!("{owner} {key}"),
                        };
                        self.add(Kind::Image, what, fold(&path));
                    }
                    _ => match SECTIONS.iter().find(|(it, ..)| *it == key) {
                        Some((_, word, at)) => self.named(line, word, *at)?,
                        None => self.directive(line, owner, &key),
                    },
                }
            }
        }
        Ok(())
    }

    fn directive(&mut self, line: &Line, owner: &str, key: &str) {
        let values: Vec<_> = (0..line.fields.len())
            .map(|at| self.resolved(line, at))
            .collect();
        self.add(
            Kind::Service,
            format!("{owner} {key}"),
            values.join(",").trim_end_matches(',').to_owned(),
        );
    }

    /// A directive that gives something a section of its own.
    fn named(&mut self, line: &Line, word: &str, at: usize) -> Result<(), TooMuch> {
        let inf = self.of.inf;
        let section = inf.expand(line, at);
        let mut owner = format!("{word} {}", inf.expand(line, 0));
        if word == "interface" && !inf.expand(line, 1).is_empty() {
            owner = format!("{owner} {}", inf.expand(line, 1));
        }
        let others: Vec<_> = (1..line.fields.len())
            .filter(|it| *it != at)
            .map(|it| self.resolved(line, it))
            .collect();
        // The event log's section, too, is another's.
        let others = others
            .iter()
            .filter(|it| !inf.has_section(it) || it.is_empty());
        let others: Vec<_> = others.map(String::as_str).collect();
        let value = others.join(",").trim_end_matches(',').to_owned();
        self.add(Kind::Service, owner.clone(), value);
        if word == "service" {
            let log = inf.expand(line, 3);
            if inf.has_section(&log) {
                self.section(&log, &format!("event log of {owner}"))?;
            }
        }
        match inf.has_section(&section) {
            true => self.section(&section, &owner),
            false => Ok(()),
        }
    }

    fn resolved(&self, line: &Line, at: usize) -> String {
        let value = &line.fields[at].value;
        let value = self.of.inf.strings().resolve(value, &self.of.dirs);
        match number(&value) {
            Some(number) => number.to_string(),
            None => self.of.files.normal(&value, &self.own),
        }
    }

    fn values(&mut self, line: &Line, owner: &str, directive: &str) -> Result<(), TooMuch> {
        let inf = self.of.inf;
        for at in 0..line.fields.len() {
            let list = inf.expand(line, at);
            if !self
                .read
                .insert((fold(&list), format!("{owner} {directive}")))
            {
                continue;
            }
            for line in inf.lines(&list) {
                self.count()?;
                let root = inf.expand(line, 0);
                let key = match root.eq_ignore_ascii_case("HKR") {
                    true => owner.to_owned(),
                    false => root,
                };
                let (below, name) = (inf.expand(line, 1), inf.expand(line, 2));
                let what = match directive {
                    "addreg" => format!(r"{key}\{below} {name}"),
                    _ => format!(r"{key}\{below} {name}, deleted"),
                };
                let data: Vec<_> = (3..line.fields.len())
                    .map(|it| self.resolved(line, it))
                    .collect();
                let mut value = data.join(",");
                if let Some(("", rest)) = value.split_once(',') {
                    value = format!("0,{rest}");
                }
                self.add(Kind::Value, what, value);
            }
        }
        Ok(())
    }

    fn removals(&mut self, line: &Line) -> Result<(), TooMuch> {
        let Effects {
            inf, dirs, files, ..
        } = self.of;
        for at in 0..line.fields.len() {
            let list = inf.expand(line, at);
            if !self.read.insert((fold(&list), "removed".to_owned())) {
                continue;
            }
            let directory = files::directory(inf, &list, dirs);
            for (name, _) in files::listed(inf, &list) {
                self.count()?;
                let place = files.normal(&format!(r"{directory}\{name}"), &self.own);
                self.add(Kind::Removal, place, String::new());
            }
        }
        Ok(())
    }
}
