//! What a package brings beside its driver: filters, components, software, COM servers.

use std::collections::HashSet;

use super::{
    agenda::Visit,
    context::Check,
    dirids::DRIVER_STORE,
    values::{is_guid, split_dirid},
};
use crate::{strings::fold, syntax::Line, target::number};

/// Rule 1086: one thing of a name in each section.
pub(super) fn unique(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    if !check.agenda.first_of(visit, name, line, &values[0]) {
        let message = format!("{name} has {} already", values[0]);
        check.out.add(1086, line.span.clone(), message);
    }
}

pub(super) fn filter_section(check: &mut Check<'_>, visit: &Visit) {
    let line = |key| check.inf.line(&visit.section, key);
    match (line("FilterLevel"), line("FilterPosition")) {
        (Some(_), Some(position)) => {
            let message = format!(
                "[{}] has both FilterLevel and FilterPosition",
                visit.section
            );
            check.out.add(1087, position.span.clone(), message);
        }
        (None, None) => {
            let place = check.place(&visit.section);
            let message = format!("[{}] lacks FilterLevel or FilterPosition", visit.section);
            check.out.add(1289, place, message);
        }
        _ => {}
    }
}

/// The ids that Windows makes hardware ids of.
pub(super) fn component_ids(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let mut seen = HashSet::new();
    for (at, id) in values.iter().enumerate() {
        let place = line.fields[at].span.clone();
        if id.contains(['\\', ',']) {
            check.out.add(
                1150,
                place,
                format!(
                    "the id {id:?} of [{}] has a backslash or comma",
                    visit.section
                ),
            );
        } else if !seen.insert(fold(id)) {
            check
                .out
                .add(1294, place, format!("{id} is twice in ComponentIDs"));
        }
    }
}

pub(super) fn software_section(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let Some(kind) = inf.line(&visit.section, "SoftwareType") else {
        return;
    };
    let number = number(&inf.expand(kind, 0));
    let needed: &[&str] = match number {
        Some(1) => &["SoftwareBinary", "SoftwareVersion"],
        Some(2) => &["SoftwareID"],
        _ => return,
    };
    for key in needed {
        if inf.line(&visit.section, key).is_none() {
            let message = format!(
                "[{}] has SoftwareType {} and lacks {key}",
                visit.section,
                inf.expand(kind, 0)
            );
            check.out.add(1142, kind.span.clone(), message);
        }
    }
    if number == Some(1) {
        check.out.add(
            1144,
            kind.span.clone(),
            "SoftwareType 1 runs on desktop Windows alone",
        );
    }
    if let Some(line) = inf.line(&visit.section, "SoftwareBinary") {
        let path = inf.expand(line, 0);
        let relative = match split_dirid(&path) {
            Some((dirid, _)) => dirid == DRIVER_STORE,
            None => !path.contains(':') && !path.starts_with('\\') && !path.starts_with('%'),
        };
        if !relative {
            let message = format!("the software {path} is not a file of the package");
            check.out.add(1141, line.fields[0].span.clone(), message);
        }
    }
}

pub(super) fn com_class(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let first = check
        .agenda
        .first_of(visit, "AddComClass", line, &values[0]);
    if !first {
        let message = format!("the class {} is added twice", values[0]);
        check.out.add(1294, line.span.clone(), message);
    }
}

pub(super) fn threading_model(
    check: &mut Check<'_>,
    visit: &Visit,
    line: &Line,
    values: &[String],
) {
    let known = ["apartment", "free", "both", "neutral"];
    if !known.contains(&fold(&values[0]).as_str()) {
        let message = format!(
            "{:?} in [{}] is no threading model",
            values[0], visit.section
        );
        check.out.add(1160, line.fields[0].span.clone(), message);
    }
}

pub(super) fn wmi_flags(check: &mut Check<'_>, line: &Line, values: &[String]) {
    if let Some(flags) = values.get(1).filter(|it| !it.is_empty())
        && number(flags).is_none_or(|it| it & !1 != 0)
    {
        let message = format!("{flags} are no flags of a WMI interface");
        check.out.add(1256, line.fields[1].span.clone(), message);
    }
}

/// Rule 1294: an interface of a class and reference string is added once.
pub(super) fn add_interface(check: &mut Check<'_>, visit: &Visit, line: &Line, values: &[String]) {
    let reference = values.get(1).map_or("", String::as_str);
    let interface = format!("{}\\{reference}", values[0]);
    if !check
        .agenda
        .first_of(visit, "AddInterface", line, &interface)
    {
        let message = format!("the interface {} is added twice", values[0]);
        check.out.add(1294, line.span.clone(), message);
    }
}

pub(super) fn power_setting(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    for key in ["SubGroup", "Setting"] {
        for line in inf.directives(&visit.section, key) {
            let guid = inf.expand(line, 0);
            if !is_guid(&guid) {
                let message = format!("{key} of the power setting, {guid:?}, is no GUID");
                check.out.add(1019, line.span.clone(), message);
            }
        }
    }
}
