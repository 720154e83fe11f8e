//! Services: `AddService` and its section.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    rc::Rc,
};

use super::{
    grammar::Kind,
    manifest::folder,
    reach::{Archs, Reach},
    walk::{Check, Visit},
};
use crate::{model::Inf, strings::fold, syntax::Line, target::number};

/// `SPSVCINST_ASSOCSERVICE`.
const ASSOCIATED: i64 = 2;
/// `SERVICE_KERNEL_DRIVER`, `SERVICE_FILE_SYSTEM_DRIVER`, `SERVICE_ADAPTER`,
/// `SERVICE_RECOGNIZER_DRIVER`.
const DRIVER_TYPES: i64 = 0x0F;

/// Services of Windows that a package may not install.
const WINDOWS: [&str; 20] = [
    "acpi",
    "bthusb",
    "cdrom",
    "disk",
    "hidclass",
    "hidusb",
    "kbdclass",
    "kbdhid",
    "mouclass",
    "mouhid",
    "mshidkmdf",
    "mshidumdf",
    "ndis",
    "pci",
    "tcpip",
    "umpass",
    "usbccgp",
    "usbhub",
    "volsnap",
    "winusb",
];

/// What one service section says, for the next one of the same service.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Configuration {
    settings: Vec<(&'static str, String)>,
}

/// A `ServiceBinary`.
#[derive(Clone, Debug)]
struct Binary {
    dirid: i64,
    /// Lower case, from below the directory.
    path: String,
    shown: String,
    archs: Archs,
    span: Range<usize>,
}

/// What is known of the services of the package.
#[derive(Debug, Default)]
pub(super) struct ServiceFacts {
    /// The first section of each service, for each reach that it was seen with.
    configured: HashMap<String, Vec<(Reach, String, Configuration)>>,
    binaries: Vec<Binary>,
    /// Names of the services that the package installs, in lower case.
    pub(super) names: HashSet<String>,
    /// Whether a `.Services` section brings a function driver.
    associated: HashMap<String, bool>,
}

impl ServiceFacts {
    /// Whether `section`, or what it needs, has a service for the function driver. Sections of
    /// Windows' own INFs are trusted to.
    pub(super) fn has_function_driver(&mut self, inf: &Inf, section: &str) -> bool {
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

impl<'a> Check<'a> {
    pub(super) fn add_service(&mut self, visit: &Visit, line: &Line, values: &[String]) {
        let value = |at: usize| values.get(at).map_or("", String::as_str);
        let (name, section) = (value(0), value(2));
        let flags = number(value(1)).unwrap_or(0);
        if name.is_empty() {
            if !section.is_empty() {
                let message = format!("[{section}] is ignored, since AddService has no name");
                self.out.add(1272, line.fields[2].span.clone(), message);
            } else if flags & ASSOCIATED == 0 {
                self.out.add(
                    1253,
                    line.span.clone(),
                    "AddService has neither a name nor flag 2",
                );
            }
            return;
        }
        if self.class.is_extension() && flags & ASSOCIATED != 0 {
            let message = format!("the service {name} of an extension has flag 2");
            self.out.add(1383, line.fields[1].span.clone(), message);
        }
        if section.is_empty() {
            let message = format!("AddService names no section for {name}");
            self.out.add(1005, line.span.clone(), message);
            return;
        }
        if WINDOWS.contains(&fold(name).as_str()) {
            self.out.add(
                1293,
                line.fields[0].span.clone(),
                format!("{name} is a service of Windows"),
            );
        }
        if !["", "system", "application", "security"].contains(&fold(value(4)).as_str()) {
            let message = format!("{:?} is no event log", value(4));
            self.out.add(1250, line.fields[4].span.clone(), message);
        }
        let start = self
            .inf
            .line(section, "StartType")
            .map(|it| self.inf.expand(it, 0));
        if flags & ASSOCIATED != 0 && start.and_then(|it| number(&it)) == Some(4) {
            let message = format!("the function driver's service {name} is disabled");
            self.out.add(1251, line.span.clone(), message);
        }
        self.services.names.insert(fold(name));
        let service: Rc<str> = name.into();
        let next = |section: &str, kind| Visit {
            service: Some(service.clone()),
            ..Visit::new(section, kind, visit.reach)
        };
        self.enqueue(next(section, Kind::Service));
        if !value(3).is_empty() {
            self.enqueue(next(value(3), Kind::EventLog));
        }
    }

    /// Rule 1211: one function driver for each device.
    pub(super) fn services_section(&mut self, visit: &Visit) {
        let inf = self.inf;
        let mut first: Option<String> = None;
        for line in inf.directives(&visit.section, "AddService") {
            if number(&inf.expand(line, 1)).is_none_or(|it| it & ASSOCIATED == 0) {
                continue;
            }
            let name = inf.expand(line, 0);
            match &first {
                Some(other) if fold(other) != fold(&name) => {
                    let message = format!("{other:?} and {name:?} are both the function driver");
                    self.out.add(1211, line.span.clone(), message);
                }
                Some(_) => {
                    self.out
                        .add(1086, line.span.clone(), format!("{name:?} is added twice"));
                }
                None => first = Some(name),
            }
        }
    }

    /// A service-install section.
    pub(super) fn service(&mut self, visit: &Visit) {
        let inf = self.inf;
        let name = visit.service.clone().unwrap_or_default();
        let mut settings = Vec::new();
        let mut numbers = [None; 3];
        let known = [
            ("ServiceType", 1, 0x1FF),
            ("StartType", 0, 4),
            ("ErrorControl", 0, 3),
        ];
        for (slot, (key, low, high)) in numbers.iter_mut().zip(known) {
            let Some(line) = inf.line(&visit.section, key) else {
                continue;
            };
            let text = inf.expand(line, 0);
            *slot = number(&text);
            if slot.is_none_or(|it| it < low || it > high) && !text.is_empty() {
                let message = format!("{key} of the service {name} is {text:?}");
                self.out.add(1014, line.span.clone(), message);
            }
            settings.push((key, text));
        }
        if let [Some(kind), Some(start), _] = numbers
            && kind & DRIVER_TYPES == 0
            && (0..2).contains(&start)
        {
            let line = inf.line(&visit.section, "StartType");
            let place = line.map_or(0..0, |it| it.span.clone());
            let message = format!("the service {name} is no driver and has StartType {start}");
            self.out.add(1252, place, message);
        }
        if let Some(line) = inf.line(&visit.section, "ServiceBinary") {
            settings.push(("ServiceBinary", fold(&inf.expand(line, 0))));
            self.service_binary(visit, line, numbers[0]);
        }
        let section = visit.section.clone();
        let before = self.services.configured.entry(fold(&name)).or_default();
        let configuration = Configuration { settings };
        let conflict = before.iter().find(|(reach, other, it)| {
            fold(other) != fold(&section) && reach.meets(&visit.reach) && *it != configuration
        });
        if let Some((_, other, it)) = conflict {
            let different = it
                .settings
                .iter()
                .zip(&configuration.settings)
                .find(|(a, b)| a != b);
            let what = different.map_or("", |((key, _), _)| *key);
            let message = format!(
                "[{section}] and [{other}] configure the service {name} differently: {what}"
            );
            let place = self.place(&section);
            self.out.add(1333, place, message);
        } else if before.len() < 8 {
            let reach = visit.reach;
            self.services
                .configured
                .entry(fold(&name))
                .or_default()
                .push((reach, section, configuration));
        }
    }

    fn service_binary(&mut self, visit: &Visit, line: &'a Line, kind: Option<i64>) {
        let name = visit.service.clone().unwrap_or_default();
        let (field, written) = (&line.fields[0], self.inf.expand(line, 0));
        if written.is_empty() {
            return;
        }
        let place = field.span.clone();
        // Arguments follow the path of a program; the path of a driver has none.
        let is_driver = kind.is_none_or(|it| it & DRIVER_TYPES != 0);
        let path = match written.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some((path, _)) => path.to_owned(),
                None => {
                    let message = format!("the quotes in the image path of {name} do not pair up");
                    self.out.add(1254, place, message);
                    return;
                }
            },
            None if written.contains('"') => {
                let message = format!("the quotes in the image path of {name} do not pair up");
                self.out.add(1254, place, message);
                return;
            }
            None if is_driver => written.clone(),
            None => {
                let end = written.find(' ').unwrap_or(written.len());
                written[..end].to_owned()
            }
        };
        let Some((dirid, below)) = split_dirid(&path) else {
            let message = format!(
                "the image of the service {name}, {path}, is not below a numbered directory"
            );
            self.out.add(2085, place, message);
            return;
        };
        if is_malformed(below) {
            let message = format!("the image path {path} of the service {name} is malformed");
            self.out.add(1015, place, message);
            return;
        }
        self.used_path(visit.reach, dirid, &path, place.clone());
        // The reflector of UMDF comes with Windows.
        let below = folder(below);
        if below == "wudfrd.sys" {
            return;
        }
        self.services.binaries.push(Binary {
            dirid,
            path: below,
            shown: path,
            archs: visit.reach.archs,
            span: place,
        });
    }

    /// Rule 2084, when all files are known.
    pub(super) fn service_binaries(&mut self) {
        for binary in std::mem::take(&mut self.services.binaries) {
            let copied = binary
                .archs
                .iter()
                .all(|arch| self.copied.has(arch, binary.dirid, &binary.path));
            if !copied {
                let message = format!("no CopyFiles brings {}", binary.shown);
                self.out.add(2084, binary.span, message);
            }
        }
    }
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
