//! Network drivers: `[DefaultInstall.NetDrivers]`, and the filters of the class NetService.
//!
//! The settings of a network component's section are not documented, so they are not looked at.

use super::{
    agenda::Visit,
    context::Check,
    grammar::Kind,
    reach::{Archs, NEWEST, Reach},
};
use crate::{
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
    if !id
        .chars()
        .all(|it| matches!(it, 'a'..='z' | '0'..='9' | '_'))
    {
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

/// Rules 2414 and 2418, in the registry form that filters of the class NetService use.
pub(super) fn network_filter(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let value = |name: &str| {
        inf.lines(&visit.section).find(|line| {
            RegistryRoot::parse(&inf.expand(line, 0)) == Some(RegistryRoot::Relative)
                && fold(&inf.expand(line, 1)) == "ndi"
                && inf.expand(line, 2).eq_ignore_ascii_case(name)
        })
    };
    let class = value("FilterClass");
    if let Some(line) = class {
        let text = inf.expand(line, 4);
        if text.is_empty()
            || !text
                .chars()
                .all(|it| matches!(it, 'a'..='z' | '0'..='9' | '_'))
        {
            check
                .out
                .add(2414, line.span.clone(), format!("FilterClass is {text:?}"));
        }
    }
    // FilterType 2 is a modifying filter.
    if let Some(line) = value("FilterType")
        && number(&inf.expand(line, 4)) == Some(2)
        && class.is_none()
    {
        let message = format!(
            "the modifying filter of [{}] has no FilterClass",
            visit.section
        );
        check.out.add(2418, line.span.clone(), message);
    }
}
