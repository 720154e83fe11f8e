//! Setup classes: their names and GUIDs, and their rules for a package.

use super::{
    agenda::Visit,
    context::Check,
    grammar::Kind,
    known::class::CLASSES,
    reach::{Archs, NEWEST, Reach},
    values::is_guid,
};
use crate::{
    strings::fold,
    target::{Decoration, OsVersion},
};

/// Classes that no product may use: that of Microsoft's samples and those of Windows' internals.
const RESERVED: [(&str, &str); 4] = [
    ("Sample", "{78A1C341-4539-11D3-B88D-00C04FAD5171}"),
    ("Unknown", "{4D36E97E-E325-11CE-BFC1-08002BE10318}"),
    ("LegacyDriver", "{8ECC055D-047F-11D1-A537-0000F8753ED1}"),
    ("Computer", "{4D36E966-E325-11CE-BFC1-08002BE10318}"),
];

/// The longest class name.
const MAX_CLASS_NAME: usize = 31;

pub(super) fn class_directives(check: &mut Check<'_>) {
    let inf = check.inf;
    let value = |key| {
        inf.line("Version", key)
            .map(|it| (inf.expand(it, 0), it.span.clone()))
    };
    let (class, guid) = (value("Class"), value("ClassGuid"));
    if let Some((class, span)) = &class {
        let length = class.chars().count();
        if length > MAX_CLASS_NAME {
            let message =
                format!("the class name has {length} characters, more than {MAX_CLASS_NAME}");
            check.out.add(1286, span.clone(), message);
        }
    }
    let Some((guid, guid_span)) = guid.filter(|(it, _)| !it.is_empty()) else {
        return;
    };
    let zeros = guid.trim_matches(['{', '}', '-', '0']).is_empty();
    if !is_guid(&guid) || zeros {
        check
            .out
            .add(1010, guid_span, format!("ClassGuid is {guid:?}"));
        return;
    }
    let (class, class_span) = class.unwrap_or_else(|| (String::new(), guid_span.clone()));
    let by_guid = CLASSES
        .iter()
        .find(|(_, it)| it.eq_ignore_ascii_case(&guid));
    let by_name = CLASSES
        .iter()
        .find(|(it, _)| it.eq_ignore_ascii_case(&class));
    match (by_guid, by_name) {
        (Some((name, _)), _) if !name.eq_ignore_ascii_case(&class) && !class.is_empty() => {
            let message = format!("{guid} is the class {name}, not {class}");
            check.out.add(1280, class_span.clone(), message);
        }
        (None, Some((name, right))) => {
            let message = format!("the class {name} is {right}");
            check.out.add(1281, guid_span.clone(), message);
        }
        _ => {}
    }
    let reserved = RESERVED
        .iter()
        .any(|(name, it)| it.eq_ignore_ascii_case(&guid) || name.eq_ignore_ascii_case(&class));
    if reserved {
        check.out.add(
            1284,
            class_span,
            format!("the class {class} is Microsoft's"),
        );
    }
}

/// `[ClassInstall32]` and `[InterfaceInstall32]`.
pub(super) fn class_sections(check: &mut Check<'_>) {
    let inf = check.inf;
    for section in &inf.document().sections {
        let name = inf.strings().expand(&section.name.value);
        let lower = fold(&name);
        let place = section.name.span.clone();
        let Some((base, rest)) = split_base(&lower) else {
            continue;
        };
        let decoration = rest.split('.').next().unwrap_or_default();
        let decoration = Decoration::parse(decoration).unwrap_or_default();
        let reach = Reach {
            archs: decoration.arch.map_or(Archs::default(), Archs::only),
            floor: OsVersion::new(10, 0, 0),
            ceiling: NEWEST,
            isolated: false,
            legacy: false,
        };
        match base {
            "interfaceinstall32" => {
                check
                    .agenda
                    .enqueue(Visit::new(&name, Kind::InterfaceInstall, reach))
            }
            _ if rest.ends_with("services") => {
                check
                    .agenda
                    .enqueue(Visit::new(&name, Kind::Services, reach))
            }
            _ => {
                if check.known.class.is_of_windows() {
                    let message = format!("[{name}] is for a class that Windows has already");
                    check.out.add(1285, place.clone(), message);
                }
                if check.known.class.is_extension() {
                    check.out.add(
                        1382,
                        place,
                        format!("an extension brings no class: [{name}]"),
                    );
                }
                check
                    .agenda
                    .enqueue(Visit::new(&name, Kind::ClassInstall, reach));
            }
        }
    }
}

/// `{class} = section, flags`.
pub(super) fn interface_classes(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    for line in inf.lines(&visit.section) {
        let class = line
            .key
            .as_ref()
            .map(|it| inf.strings().expand(&it.value))
            .unwrap_or_default();
        if !is_guid(&class) {
            check.out.add(
                1019,
                line.span.clone(),
                format!("the interface class {class:?} is no GUID"),
            );
        }
        let section = inf.expand(line, 0);
        if section.is_empty() {
            check
                .out
                .add(1005, line.span.clone(), format!("{class} names no section"));
        } else if inf.has_section(&section) {
            check
                .agenda
                .enqueue(Visit::new(&section, Kind::InterfaceClass, visit.reach));
        } else {
            let message = format!("[{section}], named by {class}, is not there");
            check.out.add(1203, line.fields[0].span.clone(), message);
        }
    }
}

/// `classinstall32.ntamd64.services` as `classinstall32` and the rest.
fn split_base(name: &str) -> Option<(&'static str, &str)> {
    ["classinstall32", "interfaceinstall32"]
        .into_iter()
        .find_map(|base| {
            let rest = name.strip_prefix(base)?;
            (rest.is_empty() || rest.starts_with('.')).then(|| (base, rest.trim_start_matches('.')))
        })
}
