//! Rules for the packages of display adapters and cameras.

use super::{
    agenda::Visit, context::Check, dirids::DRIVER_STORE, grammar::Kind, values::split_dirid,
};
use crate::{strings::fold, syntax::Line, target::number};

/// Drivers of Windows for cameras and streaming, and the INF that brings each.
const STREAMING: [(&str, &str); 4] = [
    ("usbvideo.sys", "usbvideo.inf"),
    ("ks.sys", "ks.inf"),
    ("ksthunk.sys", "ks.inf"),
    ("stream.sys", "ks.inf"),
];

/// Rules that hold for one class alone, for a directive whose values are in order.
pub(super) fn for_class(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    if check.known.class.is_display() && !visit.reach.legacy {
        display_rules(check, visit, name, line, values);
    }
    if check.known.class.is_camera() {
        camera_rules(check, visit, name, line, values);
    }
}

fn display_rules(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    let place = line.span.clone();
    match (visit.kind, name) {
        (Kind::Service, "ServiceBinary") => {
            let path = &values[0];
            let stored = split_dirid(path).is_some_and(|(it, _)| matches!(it, 12 | DRIVER_STORE));
            if !stored {
                let message = format!("the image {path} of the display driver is not below %13%");
                check.out.add(2601, place, message);
            }
        }
        (Kind::Service, "StartType" | "ServiceType") => {
            let wanted = if name == "StartType" { 3 } else { 1 };
            if number(&values[0]) != Some(wanted) {
                let service = visit.service.as_deref().unwrap_or_default();
                let message = format!(
                    "{name} of the display driver {service} is {}, not {wanted}",
                    values[0]
                );
                check.out.add(2602, place, message);
            }
        }
        (_, "Reboot" | "InteractiveInstall") => {
            check
                .out
                .add(2603, place, format!("{name} is not for display drivers"));
        }
        _ => {}
    }
}

/// A value of a display adapter's software key.
pub(super) fn user_mode_display(check: &mut Check<'_>, visit: &Visit, line: &Line, name: &str) {
    let known = ["usermodedrivername", "usermodedrivernamewow"];
    if !check.known.class.is_display()
        || !visit.reach.isolated
        || !known.contains(&fold(name).as_str())
    {
        return;
    }
    for at in 4..line.fields.len() {
        let path = check.inf.expand(line, at);
        let stored = split_dirid(&path).is_some_and(|(it, _)| it == DRIVER_STORE);
        if !stored && !path.starts_with('<') && !path.is_empty() {
            let message = format!("{name} is {path}, not below %13%");
            check.out.add(2600, line.fields[at].span.clone(), message);
        }
    }
}

fn camera_rules(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    if name == "ServiceBinary" {
        let file = fold(values[0].rsplit('\\').next().unwrap_or_default());
        if let Some((_, inf)) = STREAMING.iter().find(|(it, _)| *it == file) {
            let message = format!("{file} is a driver of Windows: include {inf} instead");
            check.out.add(2650, line.span.clone(), message);
        }
    }
    if name == "Include"
        && values
            .iter()
            .any(|it| it.eq_ignore_ascii_case("usbvideo.inf"))
    {
        let needs = check.inf.directives(&visit.section, "Needs").any(|line| {
            (0..line.fields.len())
                .any(|at| fold(&check.inf.expand(line, at)).starts_with("usbvideo."))
        });
        if !needs {
            let message = format!(
                "[{}] includes usbvideo.inf and needs nothing of it",
                visit.section
            );
            check.out.add(2652, line.span.clone(), message);
        }
    }
}
