//! Services: `AddService` and its section.

use std::rc::Rc;

use super::{
    agenda::Visit,
    context::Check,
    files,
    grammar::Kind,
    known::services::{ASSOCIATED, Binary, Configuration, UNIQUE_NAME},
    values::{folder, is_malformed, lacks_backslash, split_dirid},
};
use crate::{strings::fold, syntax::Line, target::number};

/// `SERVICE_KERNEL_DRIVER`, `SERVICE_FILE_SYSTEM_DRIVER`, `SERVICE_ADAPTER`,
/// `SERVICE_RECOGNIZER_DRIVER`.
const DRIVER_TYPES: i64 = 0x0F;

/// Whether a service has one type: one of drivers, or programs with a process of their own or
/// shared, perhaps for each user, perhaps with windows.
const fn is_service_type(kind: i64) -> bool {
    /// `SERVICE_INTERACTIVE_PROCESS`.
    const INTERACTIVE: i64 = 0x100;
    matches!(kind, 1 | 2 | 4 | 8) || matches!(kind & !INTERACTIVE, 0x10 | 0x20 | 0x50 | 0x60)
}

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

pub(super) fn add_service(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let value = |at: usize| values.get(at).map_or("", String::as_str);
    let (name, section) = (value(0), value(2));
    let flags = number(value(1)).unwrap_or(0);
    if name.is_empty() {
        if !section.is_empty() {
            let message = format!("[{section}] is ignored, since AddService has no name");
            check.out.add(1272, line.fields[2].span.clone(), message);
        } else if flags & ASSOCIATED == 0 {
            check.out.add(
                1253,
                line.span.clone(),
                "AddService has neither a name nor flag 2",
            );
        }
        return;
    }
    if check.known.class.is_extension() && flags & ASSOCIATED != 0 {
        let message = format!("the service {name} of an extension has flag 2");
        check.out.add(1383, line.fields[1].span.clone(), message);
    }
    if section.is_empty() {
        let message = format!("AddService names no section for {name}");
        check.out.add(1005, line.span.clone(), message);
        return;
    }
    if WINDOWS.contains(&fold(name).as_str()) {
        let message = format!("{name} is a service of Windows");
        check.out.add(1293, line.fields[0].span.clone(), message);
    }
    if !["", "system", "application", "security"].contains(&fold(value(4)).as_str()) {
        let message = format!("{:?} is no event log", value(4));
        check.out.add(1250, line.fields[4].span.clone(), message);
    }
    if flags & ASSOCIATED != 0 {
        function_driver(check, line, name, section);
    }
    let unique = flags & UNIQUE_NAME != 0;
    let first = check.known.services.made_unique.entry(fold(name));
    if *first.or_insert(unique) != unique {
        let message =
            format!("{name} is made unique (flag 0x10000) in one place and not in another");
        check.out.add(1022, line.span.clone(), message);
    }
    check.known.services.names.insert(fold(name));
    let service: Rc<str> = name.into();
    let next = |section: &str, kind| Visit {
        service: Some(service.clone()),
        ..Visit::new(section, kind, visit.reach)
    };
    check.agenda.enqueue(next(section, Kind::Service));
    if !value(3).is_empty() {
        check.agenda.enqueue(next(value(3), Kind::EventLog));
    }
}

/// What holds for a service with flag 2.
fn function_driver(check: &mut Check<'_>, line: &Line, name: &str, section: &str) {
    let setting = |key| {
        let line = check.inf.line(section, key)?;
        number(&check.inf.expand(line, 0))
    };
    let (kind, start) = (setting("ServiceType"), setting("StartType"));
    if start == Some(4) {
        let message = format!("the function driver's service {name} is disabled");
        check.out.add(1251, line.span.clone(), message);
    }
    if kind.is_some_and(|it| it & DRIVER_TYPES == 0) {
        let message = format!("{name} has flag 2, and its ServiceType is that of a program");
        let advice = "a function driver has ServiceType 1; a program's service goes without flag 2";
        check.out.advise(1014, line.span.clone(), message, advice);
    }
}

/// Rule 1211: one function driver for each device.
pub(super) fn services_section(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let mut first: Option<String> = None;
    for line in inf.directives(&visit.section, "AddService") {
        if number(&inf.expand(line, 1)).is_none_or(|it| it & ASSOCIATED == 0) {
            continue;
        }
        let name = inf.expand(line, 0);
        match &first {
            Some(other) if fold(other) != fold(&name) => {
                let message = format!("{other:?} and {name:?} are both the function driver");
                check.out.add(1211, line.span.clone(), message);
            }
            Some(_) => {
                check
                    .out
                    .add(1086, line.span.clone(), format!("{name:?} is added twice"));
            }
            None => first = Some(name),
        }
    }
}

/// A service-install section.
pub(super) fn service_section(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
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
        let sound =
            |it: i64| (low..=high).contains(&it) && (key != "ServiceType" || is_service_type(it));
        if !slot.is_some_and(sound) && !text.is_empty() {
            let message = format!("{key} of the service {name} is {text:?}");
            check.out.add(1014, line.span.clone(), message);
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
        check.out.add(1252, place, message);
    }
    if let Some(line) = inf.line(&visit.section, "ServiceBinary") {
        settings.push(("ServiceBinary", fold(&inf.expand(line, 0))));
        service_binary(check, visit, line, numbers[0]);
    }
    let section = visit.section.clone();
    let before = check
        .known
        .services
        .configured
        .entry(fold(&name))
        .or_default();
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
        let message =
            format!("[{section}] and [{other}] configure the service {name} differently: {what}");
        let place = check.place(&section);
        check.out.add(1333, place, message);
    } else if before.len() < 8 {
        let reach = visit.reach;
        check
            .known
            .services
            .configured
            .entry(fold(&name))
            .or_default()
            .push((reach, section, configuration));
    }
}

fn service_binary(check: &mut Check<'_>, visit: &Visit, line: &Line, kind: Option<i64>) {
    let name = visit.service.clone().unwrap_or_default();
    let (field, written) = (&line.fields[0], check.inf.expand(line, 0));
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
                check.out.add(1254, place, message);
                return;
            }
        },
        None if written.contains('"') => {
            let message = format!("the quotes in the image path of {name} do not pair up");
            check.out.add(1254, place, message);
            return;
        }
        None if is_driver => written.clone(),
        None => {
            let end = written.find(' ').unwrap_or(written.len());
            written[..end].to_owned()
        }
    };
    if check.inf.strings().is_undefined(&field.value) {
        return;
    }
    let Some((dirid, below)) = split_dirid(&path) else {
        let message =
            format!("the image of the service {name}, {path}, is not below a numbered directory");
        check.out.add(2085, place, message);
        return;
    };
    if is_malformed(below) || lacks_backslash(&path) {
        let message = format!("the image path {path} of the service {name} is malformed");
        check.out.add(1015, place, message);
        return;
    }
    files::used_path(check, visit.reach, dirid, &path, place.clone());
    // The reflector of UMDF comes with Windows.
    let below = folder(below);
    if below == "wudfrd.sys" {
        return;
    }
    check.known.services.binaries.push(Binary {
        dirid,
        path: below,
        shown: path,
        archs: visit.reach.archs,
        span: place,
    });
}

/// Rule 2084, when all files are known.
pub(super) fn service_binaries(check: &mut Check<'_>) {
    for binary in std::mem::take(&mut check.known.services.binaries) {
        let copied = binary
            .archs
            .iter()
            .all(|arch| check.known.copied.has(arch, binary.dirid, &binary.path));
        if copied {
            continue;
        }
        let message = format!("no CopyFiles brings {}", binary.shown);
        let arch = binary.archs.iter().next();
        match arch.and_then(|it| check.known.copied.only_stored(it, &binary.path)) {
            Some(stored) => {
                let advice = format!("the file stays in the Driver Store: write %13%\\{stored}");
                check.out.advise(2084, binary.span, message, advice);
            }
            None => check.out.add(2084, binary.span, message),
        }
    }
}
