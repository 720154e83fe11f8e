//! Network drivers: `[DefaultInstall.NetDrivers]`, and the key `Ndi` of the network classes.
//!
//! The settings of a network component's section are not documented, so they are not looked at.

use super::{
    agenda::Visit,
    context::Check,
    grammar::{Kind, Owner},
    reach::{Archs, NEWEST, Reach},
    values::is_guid,
};
use crate::{
    effect::{REMOVALS, named_sections},
    registry::RegistryRoot,
    strings::fold,
    syntax::Line,
    target::{OsVersion, number},
};

pub(super) fn net_drivers(check: &mut Check<'_>) {
    let inf = check.inf;
    let mut found = false;
    let mut components = 0;
    for section in &inf.document().sections {
        let name = inf.strings().expand(&section.name.value);
        let lower = fold(&name);
        if !lower.starts_with("defaultinstall") || !lower.ends_with(".netdrivers") {
            continue;
        }
        found = true;
        check.agenda.mark(&name);
        if !check.known.class.is_net_driver() {
            let message = format!("[{name}] is for the class NetDriver alone");
            check.out.add(2405, section.name.span.clone(), message);
        }
        for line in &section.lines {
            components += usize::from(net_directive(check, &name, line));
        }
    }
    if check.known.class.is_net_driver() && components == 0 {
        let place = check.place(if found {
            "DefaultInstall.NetDrivers"
        } else {
            "Version"
        });
        let message =
            "the package has no AddNetFilter or AddNetProtocol in [DefaultInstall.NetDrivers]";
        check.out.add(2420, place, message);
    }
}

/// Whether the line adds a network component.
fn net_directive(check: &mut Check<'_>, section: &str, line: &Line) -> bool {
    let inf = check.inf;
    let key = line
        .key
        .as_ref()
        .map(|it| fold(&it.value))
        .unwrap_or_default();
    if !["addnetfilter", "addnetprotocol"].contains(&key.as_str()) {
        let message = format!("[{section}] does not take {key}");
        check.out.add(2402, line.span.clone(), message);
        return false;
    }
    let (id, details) = (inf.expand(line, 0), inf.expand(line, 1));
    if id.is_empty() || details.is_empty() || line.fields.len() != 2 {
        check.out.add(
            2400,
            line.span.clone(),
            "a component has an id and a section",
        );
        return true;
    }
    let place = line.fields[0].span.clone();
    if !id.chars().all(is_of_ids) {
        check.out.add(
            2412,
            place.clone(),
            format!("{id:?} is no id of a component"),
        );
    } else if id.starts_with("ms_") || id.starts_with("vms_") {
        check.out.add(
            2415,
            place,
            format!("{id} is an id of Windows' own components"),
        );
    }
    let reach = Reach {
        archs: Archs::default(),
        floor: OsVersion::WINDOWS_11_24H2,
        ceiling: NEWEST,
        isolated: true,
        legacy: false,
    };
    if inf.has_section(&details) {
        check
            .agenda
            .enqueue(Visit::new(&details, Kind::NetComponent, reach));
    } else {
        let message = format!("[{details}], the section of {id}, is not there");
        check.out.add(1203, line.fields[1].span.clone(), message);
    }
    true
}

/// The lists that a network component's section uses are used.
pub(super) fn network_component(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    for line in inf.lines(&visit.section) {
        for at in 0..line.fields.len() {
            let name = inf.expand(line, at);
            if inf.has_section(&name) {
                check.agenda.mark(&name);
            }
        }
    }
}

/// Rule 2411: the id of a network component in its DDInstall section.
pub(super) fn install_section(check: &mut Check<'_>, visit: &Visit) {
    if !check.known.class.is_network() {
        return;
    }
    let inf = check.inf;
    for line in inf.directives(&visit.section, "NetCfgInstanceId") {
        let id = inf.expand(line, 0);
        if !is_guid(&id) {
            let message = format!("NetCfgInstanceId is {id:?}, no GUID");
            check.out.add(2411, line.span.clone(), message);
        }
    }
    if check.known.class.is_bound_to_adapters() {
        removal(check, visit);
    }
}

/// The sections that take a component away again, and what they name, are used.
fn removal(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    for (suffix, _) in REMOVALS {
        let section = format!("{}{suffix}", visit.section);
        check.agenda.mark(&section);
        for field in inf.lines(&section).flat_map(|it| named_sections(inf, it)) {
            check.agenda.mark(&inf.strings().expand(&field.value));
        }
    }
}

/// Rules 2414, 2416 and 2418, and what rule 2501 looks at once all services are known: the key
/// `Ndi` of a network component.
pub(super) fn ndi(check: &mut Check<'_>, visit: &Visit, owner: Owner) {
    let inf = check.inf;
    let (mut class, mut modifying) = (false, None);
    for line in inf.lines(&visit.section) {
        if RegistryRoot::parse(&inf.expand(line, 0)) != Some(RegistryRoot::Relative) {
            continue;
        }
        let (key, name) = (fold(&inf.expand(line, 1)), fold(&inf.expand(line, 2)));
        let text = inf.expand(line, 4);
        match (key.as_str(), name.as_str()) {
            ("ndi", "filterclass") => {
                class = true;
                if text.is_empty() || !text.chars().all(is_of_ids) {
                    let message = format!("FilterClass is {text:?}");
                    check.out.add(2414, line.span.clone(), message);
                }
            }
            // FilterType 2 is a modifying filter.
            ("ndi", "filtertype") if number(&text) == Some(2) => modifying = Some(line),
            ("ndi", "service" | "coservices")
                if owner == Owner::Device && check.known.class.names_its_services() =>
            {
                for field in line.fields.iter().skip(4) {
                    let service = inf.strings().expand(&field.value);
                    if !service.is_empty() {
                        let named = (service, field.span.clone());
                        check.known.services.of_components.push(named);
                    }
                }
            }
            ("ndi\\interfaces", "upperrange" | "lowerrange" | "filtermediatypes")
                if check.known.class.is_network() =>
            {
                bind_tokens(check, line, &text);
            }
            _ => {}
        }
    }
    if let Some(line) = modifying
        && !class
    {
        let message = format!(
            "the modifying filter of [{}] has no FilterClass",
            visit.section
        );
        check.out.add(2418, line.span.clone(), message);
    }
}

fn is_of_ids(letter: char) -> bool {
    matches!(letter, 'a'..='z' | '0'..='9' | '_')
}

/// Rule 2416. Capitals are accepted, since the page that lists the tokens writes `ndisATM`.
fn bind_tokens(check: &mut Check<'_>, line: &Line, list: &str) {
    let is_token = |it: &str| {
        let token = it.trim().to_ascii_lowercase();
        !token.is_empty() && token.chars().all(|it| is_of_ids(it) || it == '.')
    };
    if let Some(wrong) = list.split(',').find(|it| !is_token(it)) {
        let name = check.inf.expand(line, 2);
        let message = format!("{name} has {:?}, which is no bind token", wrong.trim());
        check.out.add(2416, line.span.clone(), message);
    }
}

/// Rule 2501: the services of a component are those that its INF adds.
pub(super) fn component_services(check: &mut Check<'_>) {
    if check.known.services.are_others_needed {
        return;
    }
    for (service, place) in std::mem::take(&mut check.known.services.of_components) {
        if !check.known.services.names.contains(&fold(&service)) {
            let message = format!("no AddService of this INF adds {service}");
            check.out.add(2501, place, message);
        }
    }
}
