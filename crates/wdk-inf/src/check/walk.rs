//! From the devices to everything that installing them reads, each section once per way of
//! reading it.

use std::{collections::HashMap, ops::Range};

use super::{
    agenda::{Use, Visit},
    audio, classes, components,
    context::Check,
    display, events, files,
    findings::Findings,
    grammar::{self, Directive, Kind, SUFFIXES, Support, Value, ValueKind},
    inbox,
    models::{self, Devices},
    needs, network, primitive, registry, services, store, strings,
    values::{is_guid, is_version},
    version, wdf,
};
use crate::{
    model::Inf,
    strings::fold,
    syntax::{Field, Line},
    target::number,
};

/// Checks everything and hands the findings back.
pub(super) fn run(mut check: Check<'_>) -> Findings {
    let it = &mut check;
    strings::string_sections(it);
    store::written_out(it);
    version::version_section(it);
    needs::included_sections(it);
    let devices = Devices::of(it);
    models::start(it, &devices);
    primitive::primitive_sections(it);
    classes::class_sections(it);
    network::net_drivers(it);
    while let Some(visit) = it.agenda.next() {
        read_section(it, &visit);
    }
    models::function_drivers(it, &devices);
    services::service_binaries(it);
    wdf::kmdf_services(it);
    network::component_services(it);
    store::stale_paths(it);
    audio::audio_effects(it);
    unused(it);
    check.out
}

fn read_section(check: &mut Check<'_>, visit: &Visit) {
    match visit.kind {
        Kind::AddReg(owner) => registry::add_registry(check, visit, owner),
        Kind::DelReg => registry::delete_registry(check, visit),
        Kind::BitReg => registry::bit_registry(check, visit),
        Kind::CopyFiles => files::copy_list(check, visit),
        Kind::DelFiles | Kind::RenFiles => files::remove_list(check, visit),
        Kind::PowerSetting => components::power_setting(check, visit),
        Kind::NetComponent => network::network_component(check, visit),
        Kind::InterfaceInstall => classes::interface_classes(check, visit),
        kind => {
            if let Some(table) = kind.directives() {
                directives(check, visit, table);
            }
        }
    }
}

/// Reads a section of directives by its table.
fn directives(check: &mut Check<'_>, visit: &Visit, table: &'static [Directive]) {
    let inf = check.inf;
    let mut seen: HashMap<&'static str, usize> = HashMap::new();
    for line in inf.lines(&visit.section) {
        let Some(key) = line.key.as_ref() else {
            bare_line(check, visit, table, line);
            continue;
        };
        let name = inf.strings().expand(&key.value);
        // CatalogFile.NTamd64, ExcludeFromSelect.NT
        let base = name.split_once('.').map_or(name.as_str(), |(base, _)| base);
        let Some(directive) = table.iter().find(|it| it.key.eq_ignore_ascii_case(base)) else {
            unknown_directive(check, visit, table, key, &name);
            continue;
        };
        let count = seen.entry(directive.key).or_insert(0);
        *count += 1;
        if directive.once && *count == 2 {
            let message = format!("{name} is there already in [{}]", visit.section);
            check.out.add(1088, key.span.clone(), message);
        }
        check_directive(check, visit, directive, key, line);
    }
    for directive in table {
        if let Some(code) = directive.required
            && !seen.contains_key(directive.key)
        {
            missing(check, visit, directive, code);
        }
    }
    section_facts(check, visit);
}

/// A line without `=`: only `Reboot` is a directive by itself.
fn bare_line(check: &mut Check<'_>, visit: &Visit, table: &'static [Directive], line: &Line) {
    let bare = &line.fields[0];
    let known = table
        .iter()
        .find(|it| it.key.eq_ignore_ascii_case(&bare.value));
    match known.map(|it| it.support) {
        Some(Support::Refused(code)) => bad_directive(check, visit, code, bare, line),
        _ if visit.kind.is_closed() => {
            let message = format!("{:?} in [{}] is no directive", bare.value, visit.section);
            check.out.add(1078, line.span.clone(), message);
        }
        _ => {}
    }
}

fn unknown_directive(
    check: &mut Check<'_>,
    visit: &Visit,
    table: &[Directive],
    key: &Field,
    name: &str,
) {
    let network = ["AddNetFilter", "AddNetProtocol"];
    if network.iter().any(|it| it.eq_ignore_ascii_case(name)) {
        let message = format!("{name} does not belong into [{}]", visit.section);
        check.out.add(2402, key.span.clone(), message);
        return;
    }
    let known: Vec<_> = table.iter().map(|it| it.key).collect();
    let message = format!("{name} does not belong into [{}]", visit.section);
    match Inf::similar_of(name, &known) {
        Some(meant) => {
            let advice = format!("did you mean {meant}?");
            check.out.advise(1290, key.span.clone(), message, advice);
        }
        None if visit.kind.is_closed() || grammar::is_misplaced(name) => {
            check.out.add(1290, key.span.clone(), message);
        }
        None => {}
    }
}

fn missing(check: &mut Check<'_>, visit: &Visit, directive: &Directive, code: u16) {
    let stamped = visit.kind == Kind::Version && directive.key == "DriverVer";
    if stamped && check.options.unstamped {
        return;
    }
    let place = check.place(&visit.section);
    let message = format!("[{}] lacks {}", visit.section, directive.key);
    check.out.add(code, place, message);
}

fn check_directive(
    check: &mut Check<'_>,
    visit: &Visit,
    directive: &'static Directive,
    key: &Field,
    line: &Line,
) {
    let name = directive.key;
    if let Support::Refused(code) = directive.support {
        bad_directive(check, visit, code, key, line);
    }
    if directive.since > visit.reach.floor {
        check.needs_windows(visit.reach, directive.since, key.span.clone(), name);
    }
    let values: Vec<String> = (0..line.fields.len())
        .map(|at| check.inf.expand(line, at))
        .collect();
    if values.iter().all(String::is_empty) && directive.values.iter().any(|it| it.required) {
        if visit.kind == Kind::Version && directive.required.is_some() {
            missing(check, visit, directive, 1234);
            return;
        }
        match directive.values {
            [
                Value {
                    kind: ValueKind::Section(_),
                    ..
                },
            ] => {
                check
                    .out
                    .add(1005, line.span.clone(), format!("{name} names no section"));
            }
            [_] => check
                .out
                .add(1006, line.span.clone(), format!("{name} has no value")),
            _ => check
                .out
                .add(1085, line.span.clone(), format!("{name} has no values")),
        }
        return;
    }
    if !directive.many && values.len() > directive.values.len() {
        let extra = &line.fields[directive.values.len()];
        let message = format!("{name} has a value too many: {:?}", extra.value);
        check.out.add(1201, extra.span.clone(), message);
    }
    let mut sound = true;
    for (at, expected) in directive.values.iter().enumerate() {
        let missing = values.get(at).is_none_or(String::is_empty);
        if missing && expected.required {
            sound = false;
            let message = match expected.kind {
                ValueKind::Section(_) => (1005, format!("{name} names no {}", expected.name)),
                _ => (1080, format!("{name} lacks the {}", expected.name)),
            };
            check.out.add(message.0, line.span.clone(), message.1);
        } else if !missing {
            sound &= check_value(
                check,
                visit,
                directive,
                expected,
                &line.fields[at],
                &values[at],
            );
        }
    }
    if directive.many
        && let Some(last) = directive.values.last()
    {
        let more = line.fields.iter().zip(&values);
        for (field, value) in more.skip(directive.values.len()) {
            if !value.is_empty() {
                check_value(check, visit, directive, last, field, value);
            }
        }
    }
    if sound {
        subject(check, visit, name, line, &values);
    }
}

/// A directive whose mere presence is wrong.
fn bad_directive(check: &mut Check<'_>, visit: &Visit, code: u16, key: &Field, line: &Line) {
    if visit.reach.legacy {
        return;
    }
    let name = &key.value;
    let what = check.inf.expand(line, 0);
    let message = match code {
        1208 => format!("{name} is for INF files of Windows alone"),
        1301 => format!("{name} is an operation that Windows no longer performs"),
        1302 => format!("{name} runs code of the package: [{what}]"),
        1307 => format!("{name} is for desktop Windows"),
        1308 => format!("{name} deletes what is in [{what}]"),
        2004 => format!("{name} is better avoided"),
        _ => format!("{name} has no effect any more"),
    };
    check.out.add(code, line.span.clone(), message);
}

/// Checks one value; follows it when it names a section.
fn check_value(
    check: &mut Check<'_>,
    visit: &Visit,
    directive: &Directive,
    expected: &Value,
    field: &Field,
    value: &str,
) -> bool {
    let (key, name, place) = (directive.key, expected.name, field.span.clone());
    match expected.kind {
        ValueKind::Text => true,
        ValueKind::Section(kind) => {
            if kind == Kind::CopyFiles && value.starts_with('@') {
                files::copy_single(check, visit, &value[1..], field);
                return true;
            }
            follow(check, visit, directive, kind, value, place)
        }
        ValueKind::Flags(mask) => match number(value).and_then(|it| u32::try_from(it).ok()) {
            None => {
                check.out.add(
                    1260,
                    place,
                    format!("the {name} of {key}, {value:?}, are no number"),
                );
                false
            }
            Some(bits) if bits & !mask != 0 => {
                let wrong = bits & !mask;
                check
                    .out
                    .add(1083, place, format!("{key} has no flags {wrong:#x}"));
                true
            }
            Some(_) => true,
        },
        ValueKind::Number(low, high) => match number(value) {
            None => {
                check.out.add(
                    1082,
                    place,
                    format!("the {name} of {key}, {value:?}, is no number"),
                );
                false
            }
            Some(it) if it < low || it > high => {
                let message = format!("the {name} of {key} is {it}, not {low} to {high}");
                check.out.add(1081, place, message);
                false
            }
            Some(_) => true,
        },
        ValueKind::Word(words) => {
            let known = words.iter().any(|it| it.eq_ignore_ascii_case(value));
            if !known {
                let message = format!("{key} is {value:?}, none of {}", words.join(", "));
                check.out.add(1081, place, message);
            }
            known
        }
        ValueKind::Guid => {
            let good = is_guid(value);
            if !good {
                check.out.add(
                    1019,
                    place,
                    format!("the {name} of {key}, {value:?}, is no GUID"),
                );
            }
            good
        }
        ValueKind::Path => files::path_value(check, visit, key, field, value),
        ValueKind::Version => {
            let good = is_version(value);
            if !good {
                check
                    .out
                    .add(1217, place, format!("{key} is {value:?}, no version"));
            }
            good
        }
    }
}

/// Goes on to the section that a directive names.
pub(super) fn follow(
    check: &mut Check<'_>,
    visit: &Visit,
    directive: &Directive,
    kind: Kind,
    section: &str,
    place: Range<usize>,
) -> bool {
    let key = directive.key;
    if !check.inf.has_section(section) {
        no_section(check, key, kind, section, place);
        return false;
    }
    let lower = fold(section);
    match check.agenda.uses.get(&lower) {
        Some(before) if before.kind.format() != kind.format() => {
            let message = format!(
                "[{section}] is read by {} already, which takes other lines",
                before.directive
            );
            check.out.add(1206, place, message);
            return false;
        }
        // What AddReg writes, DelReg may take away again.
        Some(before) if before.directive != key && kind.format() == Kind::CopyFiles.format() => {
            let message = format!("[{section}] is also used by {}", before.directive);
            check.out.add(1205, place, message);
        }
        Some(_) => {}
        None => {
            let directive = key.to_owned();
            check.agenda.uses.insert(lower, Use { kind, directive });
        }
    }
    if kind == Kind::List {
        check.agenda.mark(section);
    } else {
        let service = visit.service.clone();
        let next = Visit {
            service,
            ..Visit::new(section, kind, visit.reach)
        };
        // Services' own sections are entered by `services.rs`, which knows the name.
        if !matches!(kind, Kind::Service | Kind::WdfService | Kind::EventLog) {
            check.agenda.enqueue(next);
        }
    }
    true
}

fn no_section(check: &mut Check<'_>, key: &str, kind: Kind, section: &str, place: Range<usize>) {
    if let Some(owner) = inbox::owner(section, &check.known.included)
        && check.known.included.contains(owner)
    {
        let message = format!("[{section}] is in {owner}, so {key} cannot name it");
        check.out.add(1220, place, message);
        return;
    }
    let (code, message) = match kind {
        Kind::Service => (
            2006,
            format!("the service section [{section}] is not there"),
        ),
        _ => (1203, format!("[{section}], named by {key}, is not there")),
    };
    check.missing_section(code, place, message, section);
}

/// What each subject has to say about a directive whose values are in order.
fn subject(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    match name {
        "Include" => needs::include(check, line, values),
        "Needs" => needs::needs(check, visit, line, values),
        "AddService" => services::add_service(check, visit, line, values),
        "DelService" if !visit.reach.legacy => {
            let message = format!("the service {} is deleted", values[0]);
            check.out.add(1309, line.span.clone(), message);
        }
        "DelFiles" | "RenFiles" | "CopyFiles" | "DelReg" => {}
        "CopyINF" => files::copy_inf(check, line, values),
        "DriverVer" => version::driver_ver(check, line, values),
        "FeatureScore" => version::feature_score(check, line, values),
        "AddInterface" => components::add_interface(check, visit, line, values),
        "KmdfService" | "UmdfService" | "UmdfServiceOrder" => {
            wdf::wdf_directive(check, visit, name, line, values)
        }
        "KmdfLibraryVersion" | "UmdfLibraryVersion" => {
            wdf::library_version(check, visit, name, line, values)
        }
        "AddComponent" | "AddSoftware" | "AddComServer" | "AddFilter" | "AddEventProvider"
        | "AddAutoLogger" => {
            components::unique(check, visit, name, line, values);
        }
        "AddComClass" => components::com_class(check, visit, line, values),
        "ComponentIDs" => components::component_ids(check, visit, line, values),
        "ThreadingModel" => components::threading_model(check, visit, line, values),
        "WMIInterface" => components::wmi_flags(check, line, values),
        "FileName" => events::data_file(check, visit, line, values),
        _ => {}
    }
    display::for_class(check, visit, name, line, values);
}

/// What holds for a section as a whole.
fn section_facts(check: &mut Check<'_>, visit: &Visit) {
    match visit.kind {
        Kind::Install => network::install_section(check, visit),
        Kind::Service => services::service_section(check, visit),
        Kind::Services => services::services_section(check, visit),
        Kind::Wdf => wdf::wdf_section(check, visit),
        Kind::WdfService => wdf::wdf_service(check, visit),
        Kind::Filter => components::filter_section(check, visit),
        Kind::SoftwareItem => components::software_section(check, visit),
        Kind::EventProvider => events::event_provider(check, visit),
        _ => {}
    }
}

/// The sections that nothing refers to.
fn unused(check: &mut Check<'_>) {
    if check.options.target.is_some() {
        return;
    }
    let installed = installed(check);
    for section in &check.inf.document().sections {
        let name = fold(&check.inf.strings().expand(&section.name.value));
        let protects = name
            .strip_suffix(".security")
            .is_some_and(|it| check.agenda.is_used(it));
        if !is_read(&name) && !check.agenda.is_used(&name) && !protects {
            let message = format!("nothing refers to [{}]", section.name.value);
            let place = section.name.span.clone();
            match beside(&installed, &name) {
                Some(advice) => check.out.advise(2083, place, message, advice),
                None => check.out.add(2083, place, message),
            }
        }
    }
}

/// Whether Windows reads the section called `name`, in lower case, by its name alone.
fn is_read(name: &str) -> bool {
    const ARCHS: [&str; 6] = ["", "x86", "amd64", "arm", "arm64", "ia64"];
    let (base, decoration) = name.split_once('.').unwrap_or((name, ""));
    match base {
        "version" | "manufacturer" | "destinationdirs" | "signatureattributes" => {
            decoration.is_empty()
        }
        "sourcedisksnames" | "sourcedisksfiles" => ARCHS.contains(&decoration),
        "strings" => {
            let is_language = decoration.len() == 4 && u16::from_str_radix(decoration, 16).is_ok();
            decoration.is_empty() || is_language
        }
        "controlflags" | "classinstall32" | "defaultuninstall" => true,
        _ => false,
    }
}

/// The sections with a decoration that are read, by the name before it.
fn installed(check: &Check<'_>) -> HashMap<String, String> {
    let mut installed = HashMap::new();
    for section in &check.inf.document().sections {
        let name = check.inf.strings().expand(&section.name.value);
        let lower = fold(&name);
        if let Some((base, more)) = lower.rsplit_once(".nt")
            && !more.contains('.')
            && check.agenda.is_used(&lower)
        {
            installed.entry(base.to_owned()).or_insert(name);
        }
    }
    installed
}

/// Where a section like `[Install.Services]` belongs when `[Install.NTamd64]` is what is installed.
fn beside(installed: &HashMap<String, String>, name: &str) -> Option<String> {
    let (base, suffix) = SUFFIXES.iter().find_map(|(suffix, _)| {
        let base = name.strip_suffix(&fold(suffix))?;
        Some((base.strip_suffix('.')?, suffix))
    })?;
    let installed = installed.get(base)?;
    Some(format!(
        "[{installed}] is what is installed, so Windows reads [{installed}.{suffix}]"
    ))
}
