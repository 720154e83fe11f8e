//! Registry values: `AddReg`, `DelReg`, `BitReg`.

use std::{ops::Range, rc::Rc};

use super::{
    agenda::Visit,
    audio,
    context::Check,
    dirids, display,
    grammar::{ADD_FILTER, Kind, Owner},
    network,
    rules::RuleSet,
    store,
    values::{is_below, split_dirid},
};
use crate::{
    registry::RegistryRoot,
    strings::{Part, fold},
    syntax::Line,
    target::number,
};

const BINARY: i64 = 0x1;
const DELETE: i64 = 0x4;
const APPEND: i64 = 0x8;
const KEY_ONLY: i64 = 0x10 | 0x2000;
const TYPE: i64 = 0xFFFF_0001;
const SZ: i64 = 0;
const MULTI_SZ: i64 = 0x1_0000;
const EXPAND_SZ: i64 = 0x2_0000;
const DWORD: i64 = 0x1_0001;
const NONE: i64 = 0x2_0001;
const QWORD: i64 = 0xB_0001;
/// `FLG_DELREG_MULTI_SZ_DELSTRING`: a string is taken out of a list.
const DELETE_STRING: i64 = 0x1_8002;

/// Below these keys of HKLM, `/u` lets packages write.
const UNIVERSAL: [&str; 5] = [
    "system\\currentcontrolset",
    "software\\classes",
    "software\\microsoft\\windows media foundation",
    "software\\wow6432node\\microsoft\\windows media foundation",
    "software\\wow3232node\\microsoft\\windows media foundation",
];

/// Below these keys of HKLM, `/h` tolerates values, as of April 2024.
///
/// See [InfVerif /h](https://learn.microsoft.com/windows-hardware/drivers/devtest/infverif_h).
const TOLERATED: [&str; 33] = [
    "system\\currentcontrolset",
    "software\\classes",
    "software\\khronos",
    "software\\microsoft\\analog\\providers",
    "software\\microsoft\\cellular\\mvsettings\\devicespecific\\cellux",
    "software\\microsoft\\cryptography\\calais\\readers",
    "software\\microsoft\\cryptography\\calais\\smartcards",
    "software\\microsoft\\cryptography\\drm_rng",
    "software\\microsoft\\eapol",
    "software\\microsoft\\palm\\delaymanipulationduration",
    "software\\microsoft\\shell\\oem\\quickactions\\colorprofilequickaction",
    "software\\microsoft\\speech_onecore\\audioinput",
    "software\\microsoft\\windows media foundation",
    "software\\microsoft\\windows nt\\currentversion\\adaptivedisplaybrightness",
    "software\\microsoft\\windows nt\\currentversion\\drivers.desc",
    "software\\microsoft\\windows nt\\currentversion\\drivers32",
    "software\\microsoft\\windows nt\\currentversion\\icm",
    "software\\microsoft\\windows nt\\currentversion\\opengldrivers",
    "software\\microsoft\\windows nt\\currentversion\\winlogon\\notify\\sccertprop",
    "software\\microsoft\\windows\\currentversion\\app paths",
    "software\\microsoft\\windows\\currentversion\\audio",
    "software\\microsoft\\windows\\currentversion\\authentication",
    "software\\microsoft\\windows\\currentversion\\control panel",
    "software\\microsoft\\windows\\currentversion\\controls folder",
    "software\\microsoft\\windows\\currentversion\\explorer",
    "software\\microsoft\\windows\\currentversion\\reliability\\userdefined",
    "software\\microsoft\\windows\\currentversion\\run",
    "software\\microsoft\\windows\\currentversion\\runonce",
    "software\\microsoft\\windows\\currentversion\\uninstall",
    "software\\wow6432node\\microsoft\\windows media foundation",
    "software\\wow6432node\\khronos",
    "software\\wowaa32node\\microsoft\\windows media foundation",
    "software\\wowaa32node\\khronos",
];

/// Keys of HKLM that belong to Windows alone.
const FORBIDDEN: [&str; 5] = ["sam", "security", "hardware", "bcd00000000", "drivers"];

/// What the directives of a service section set, by the names of the registry.
const SERVICE_VALUES: [&str; 13] = [
    "type",
    "start",
    "errorcontrol",
    "imagepath",
    "group",
    "tag",
    "displayname",
    "objectname",
    "dependonservice",
    "dependongroup",
    "failureactions",
    "servicesidtype",
    "delayedautostart",
];

/// Values of a device that Windows reads in one type.
const WELL_KNOWN: [(&str, i64); 4] = [
    ("devicecharacteristics", DWORD),
    ("devicetype", DWORD),
    ("exclusive", DWORD),
    ("idleinworkingstate", DWORD),
];

/// A line of an `AddReg` section.
struct Entry<'a> {
    line: &'a Line,
    root: RegistryRoot,
    root_name: String,
    key: String,
    name: String,
    flags: i64,
}

impl Entry<'_> {
    fn place(&self, at: usize) -> Range<usize> {
        let field = self.line.fields.get(at);
        field.map_or(self.line.span.clone(), |it| it.span.clone())
    }

    fn kind(&self) -> i64 {
        self.flags & TYPE
    }
}

pub(super) fn add_registry(check: &mut Check<'_>, visit: &Visit, owner: Owner) {
    let inf = check.inf;
    let descriptors = format!("{}.security", visit.section);
    let protected = inf.has_section(&descriptors);
    if protected {
        check.agenda.mark(&descriptors);
    }
    for line in inf.lines(&visit.section) {
        let Some(entry) = entry(check, line) else {
            continue;
        };
        if protected
            && entry.root == RegistryRoot::Relative
            && entry.key.is_empty()
            && !entry.name.is_empty()
        {
            let message = format!(
                "[{descriptors}] protects {}, which is directly below HKR",
                entry.name
            );
            check.out.add(1226, line.span.clone(), message);
        }
        types(check, &entry);
        data(check, &entry);
        location(check, visit, &entry, owner);
        well_known(check, visit, &entry, owner);
        paths(check, visit, &entry);
        audio::effect(
            check,
            visit,
            entry.root,
            &entry.key,
            owner,
            line.span.clone(),
        );
        display::user_mode_display(check, visit, line, &entry.name);
        conflicts(check, visit, &entry, owner);
    }
    network::ndi(check, visit, owner);
}

/// The fields that all lines have.
fn entry<'l>(check: &mut Check<'_>, line: &'l Line) -> Option<Entry<'l>> {
    let inf = check.inf;
    let root_name = inf.expand(line, 0);
    let Some(root) = RegistryRoot::parse(&root_name) else {
        let message = format!("{root_name:?} is no registry root");
        check.out.add(1224, line.fields[0].span.clone(), message);
        return None;
    };
    let text = inf.expand(line, 3);
    let flags = match number(&text) {
        Some(flags) => flags,
        None if text.is_empty() => 0,
        // A string that [Strings] does not have has its own rule.
        None if check.inf.strings().is_undefined(&line.fields[3].value) => return None,
        None => {
            let message = format!("the flags {text:?} are no number");
            check.out.add(1260, line.fields[3].span.clone(), message);
            return None;
        }
    };
    let root_name = root_name.to_ascii_uppercase();
    let (key, name) = (inf.expand(line, 1), inf.expand(line, 2));
    Some(Entry {
        line,
        root,
        root_name,
        key,
        name,
        flags,
    })
}

fn types(check: &mut Check<'_>, entry: &Entry<'_>) {
    let custom = entry.flags >> 16 & 0xFFFF;
    let place = entry.place(3);
    if entry.flags & BINARY == 0 && !matches!(entry.kind(), SZ | MULTI_SZ | EXPAND_SZ) {
        let message = format!(
            "flags {:#x} name the type {custom} without 0x1",
            entry.flags
        );
        check.out.add(1264, place.clone(), message);
    }
    // REG_MULTI_SZ itself, written as a type of one's own.
    if entry.kind() == 0x7_0001 {
        check.out.add(
            1263,
            place.clone(),
            format!(
                "flags {:#x} name REG_MULTI_SZ as a custom type",
                entry.flags
            ),
        );
    }
    if entry.flags & APPEND != 0 {
        if entry.kind() == MULTI_SZ {
            let message = format!("a string is appended to the list {}", entry.name);
            check.out.add(1305, entry.line.span.clone(), message);
        } else {
            check.out.add(
                1265,
                place,
                format!("flags {:#x} append to a value that is no list", entry.flags),
            );
        }
    }
}

fn data(check: &mut Check<'_>, entry: &Entry<'_>) {
    if entry.flags & (KEY_ONLY | DELETE) != 0 {
        return;
    }
    let inf = check.inf;
    let fields = 4..entry.line.fields.len();
    let text = inf.expand(entry.line, 4);
    let place = entry.place(4);
    let count = fields.len();
    match entry.kind() {
        // A REG_DWORD may be written as its four bytes.
        DWORD if count == 4 => bytes(check, entry, fields),
        DWORD | QWORD => {
            let bits = if entry.kind() == DWORD { 32 } else { 64 };
            let fits =
                |it: i64| bits == 64 || (i64::from(i32::MIN)..=i64::from(u32::MAX)).contains(&it);
            let wide = || {
                text.strip_prefix("0x")
                    .is_some_and(|it| bits == 64 && u64::from_str_radix(it, 16).is_ok())
            };
            if !number(&text).is_some_and(fits) && !wide() {
                let message = format!("{text:?} is no number of {bits} bits");
                check.out.add(1268, place, message);
            }
            if count > 1 {
                check.out.add(1201, entry.place(5), "a number is one value");
            }
        }
        SZ | EXPAND_SZ if count > 1 => {
            check.out.add(
                1201,
                entry.place(5),
                "a string is one value; quote it when it has commas",
            );
        }
        SZ | EXPAND_SZ | MULTI_SZ => {}
        NONE => bytes(check, entry, fields),
        kind if kind & BINARY != 0 => bytes(check, entry, fields),
        _ => {}
    }
}

fn bytes(check: &mut Check<'_>, entry: &Entry<'_>, fields: Range<usize>) {
    for at in fields {
        let text = check.inf.expand(entry.line, at);
        let digits = text.strip_prefix("0x").unwrap_or(&text);
        if !text.is_empty() && u8::from_str_radix(digits, 16).is_err() {
            check.out.add(
                1267,
                entry.place(at),
                format!("{text:?} is no hexadecimal byte"),
            );
            return;
        }
    }
}

/// Where the value is written, and whether packages may.
fn location(check: &mut Check<'_>, visit: &Visit, entry: &Entry<'_>, owner: Owner) {
    if visit.reach.legacy {
        return;
    }
    let key = fold(&entry.key);
    let (root, span) = (&entry.root_name, entry.line.span.clone());
    let shown = format!("{root}\\{}", entry.key);
    if entry.root == RegistryRoot::Relative {
        let below = key.split('\\').next().unwrap_or_default();
        if owner == Owner::Service && below != "parameters" && entry.flags & KEY_ONLY == 0 {
            let message = format!("{} of the service is not below its Parameters", entry.name);
            check.isolation(visit.reach, 1323, span, message);
        }
        return;
    }
    if entry.root == RegistryRoot::LocalMachine {
        let top = key.split('\\').next().unwrap_or_default();
        if top == "system" && !is_below(&key, "system\\currentcontrolset") {
            check
                .out
                .add(1222, span.clone(), format!("{shown} belongs to Windows"));
        } else if FORBIDDEN.contains(&top) {
            check
                .out
                .add(1223, span.clone(), format!("{shown} belongs to Windows"));
        }
    }
    let classes = entry.root == RegistryRoot::ClassesRoot;
    let universal = classes
        || entry.root == RegistryRoot::LocalMachine
            && UNIVERSAL.iter().any(|it| is_below(&key, it));
    // The class's own key is found through HKLM by class installers alone.
    if !universal && owner != Owner::Class {
        check.out.add(
            1304,
            span.clone(),
            format!("{shown} is shared by all devices"),
        );
    }
    let tolerated = check.options.rules == RuleSet::Signature
        && (classes
            || entry.root == RegistryRoot::LocalMachine
                && TOLERATED.iter().any(|it| is_below(&key, it)));
    if !tolerated {
        match entry.name.is_empty() && entry.line.fields.len() <= 4 {
            true => check.isolation(
                visit.reach,
                1320,
                span.clone(),
                format!("the key {shown} is outside HKR"),
            ),
            false => {
                let message = format!(
                    "{} is written to {shown}, outside HKR",
                    value_name(&entry.name)
                );
                check.isolation(visit.reach, 1321, span.clone(), message);
            }
        }
    }
    if (classes || is_below(&key, "software\\classes")) && key.contains("clsid\\{") {
        let server = key.rsplit('\\').find(|it| {
            it.ends_with("server32") || it.starts_with("localserver") || *it == "inprocserver"
        });
        if let Some(server) = server.filter(|it| *it != "inprocserver32") {
            check
                .out
                .add(1325, span, format!("{server} is no InprocServer32"));
        }
    }
}

/// Values that mean something to Windows.
fn well_known(check: &mut Check<'_>, visit: &Visit, entry: &Entry<'_>, owner: Owner) {
    if entry.root != RegistryRoot::Relative || visit.reach.legacy {
        return;
    }
    let name = fold(&entry.name);
    let span = entry.line.span.clone();
    let direct = entry.key.is_empty();
    let deleted = entry.flags & DELETE != 0;
    if owner == Owner::Service && direct && SERVICE_VALUES.contains(&name.as_str()) {
        let message = format!(
            "{} of a service is set by a directive of its section",
            entry.name
        );
        check.out.add(1430, span.clone(), message);
    }
    if owner == Owner::Hardware && direct && !deleted {
        if let Some((_, kind)) = WELL_KNOWN.iter().find(|(it, _)| *it == name)
            && entry.kind() != *kind
        {
            let message = format!("{} is read as type {kind:#x}", entry.name);
            check.out.add(1431, entry.place(3), message);
        }
        if matches!(name.as_str(), "upperfilters" | "lowerfilters") {
            if entry.kind() != MULTI_SZ {
                let message = format!("{} is a list: flags 0x10000", entry.name);
                check.out.add(1225, entry.place(3), message);
            }
            if owner == Owner::Hardware && check.known.class.is_extension() {
                let message = format!("an extension sets {}", entry.name);
                check.out.add(1384, span.clone(), message);
            }
            // Before there was AddFilter, there was no other way.
            if visit.reach.floor >= ADD_FILTER {
                let message = format!("{} adds a filter to the device", entry.name);
                check.isolation(visit.reach, 1329, span.clone(), message);
            }
        }
    }
    let installer = match owner {
        // The framework's own does nothing on Windows 10 and later; samples still have it.
        Owner::CoInstallers => {
            let code = fold(&check.inf.expand(entry.line, 4));
            name == "coinstallers32" && !code.starts_with("wdfcoinstaller")
        }
        Owner::Class => name == "installer32",
        _ => false,
    };
    if installer {
        check.out.add(
            1303,
            span,
            format!("{} names code that Windows runs no more", entry.name),
        );
    }
}

/// Rules 1257 and 1258: paths that are right on one machine only.
fn paths(check: &mut Check<'_>, visit: &Visit, entry: &Entry<'_>) {
    if !matches!(entry.kind(), SZ | EXPAND_SZ | MULTI_SZ) {
        return;
    }
    for at in 4..entry.line.fields.len() {
        let field = &entry.line.fields[at];
        let value = check.inf.expand(entry.line, at);
        let lower = fold(&value);
        if lower
            .get(1..)
            .is_some_and(|it| it.starts_with(":\\windows"))
        {
            let message = format!("{value:?} is written out; say %%SystemRoot%%");
            let file = lower.rsplit('\\').next().unwrap_or_default();
            let place = field.span.clone();
            if check.known.manifest.has(file) {
                let message = format!("{value:?} is written out");
                let advice = format!(
                    "write %13%\\{file}, with the folder that it has in the package, when the file stays in the Driver Store"
                );
                check.out.advise(1257, place, message, advice);
            } else {
                check.out.add(1257, place, message);
            }
        }
        store::used(check, visit.reach, &value, &field.span);
        for part in check.inf.strings().parts(&field.value) {
            if let Part::Dir(id @ (10 | 24 | 30 | 50)) = part {
                let message = format!("%{id}% is resolved when the package is added");
                check.out.add(1258, field.span.clone(), message);
            }
        }
        if let Some((dirid, _)) = split_dirid(&value)
            && dirids::is_deprecated(dirid)
        {
            let message = format!("{value} is below a deprecated directory");
            check.out.add(1341, field.span.clone(), message);
        }
    }
}

/// Rules 1331 and 1332: two sections that set one value differently.
fn conflicts(check: &mut Check<'_>, visit: &Visit, entry: &Entry<'_>, owner: Owner) {
    let scope = match (entry.root, owner) {
        (RegistryRoot::Relative, Owner::Service) => visit.service.as_deref().map(fold),
        (RegistryRoot::Relative, _) => None,
        _ => Some(entry.root_name.clone()),
    };
    let Some(scope) = scope.filter(|_| entry.flags & (KEY_ONLY | DELETE | APPEND) == 0) else {
        return;
    };
    let fields = (3..entry.line.fields.len()).map(|at| check.inf.expand(entry.line, at));
    let data = fields.collect::<Vec<_>>().join(",");
    let place = (scope, fold(&entry.key), fold(&entry.name));
    let Some((before, section, reach)) = check.known.values.first.get(&place) else {
        check
            .known
            .values
            .first
            .insert(place, (data, visit.section.clone(), visit.reach));
        return;
    };
    if *before == data || fold(section) == fold(&visit.section) || !reach.meets(&visit.reach) {
        return;
    }
    let what = format!(
        "{}\\{}\\{}",
        entry.root_name,
        entry.key,
        value_name(&entry.name)
    );
    let sections = format!("[{section}] and [{}] set {what} differently", visit.section);
    match (entry.root, &visit.service) {
        (RegistryRoot::Relative, Some(service)) => {
            let service: &Rc<str> = service;
            let message = format!("{sections} for the service {service}");
            check.out.add(1332, entry.line.span.clone(), message);
        }
        _ => check.out.add(1331, entry.line.span.clone(), sections),
    }
}

pub(super) fn delete_registry(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    for line in inf.lines(&visit.section) {
        let root = inf.expand(line, 0);
        if RegistryRoot::parse(&root).is_none() {
            check.out.add(
                1224,
                line.fields[0].span.clone(),
                format!("{root:?} is no registry root"),
            );
            continue;
        }
        let flags = number(&inf.expand(line, 3)).unwrap_or(0);
        if flags & DELETE_STRING == DELETE_STRING {
            if inf.expand(line, 4).is_empty() {
                check.out.add(
                    1266,
                    line.span.clone(),
                    "no string is named to be taken out of the list",
                );
            }
            check
                .out
                .add(1305, line.span.clone(), "a string is taken out of a list");
        }
    }
}

pub(super) fn bit_registry(check: &mut Check<'_>, visit: &Visit) {
    debug_assert_eq!(visit.kind, Kind::BitReg);
    let inf = check.inf;
    for line in inf.lines(&visit.section) {
        let mask = inf.expand(line, 4);
        if number(&mask).is_none_or(|it| !(0..=0xFF).contains(&it)) {
            let span = line
                .fields
                .get(4)
                .map_or(line.span.clone(), |it| it.span.clone());
            check
                .out
                .add(1262, span, format!("the mask {mask:?} is no byte"));
        }
    }
}

fn value_name(name: &str) -> &str {
    if name.is_empty() {
        "the default value"
    } else {
        name
    }
}
