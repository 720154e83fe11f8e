//! The `.Wdf` section: which framework a driver needs.
//!
//! See [Specifying WDF directives in INF files](https://learn.microsoft.com/windows-hardware/drivers/wdf/specifying-wdf-directives-in-inf-files).

use super::{agenda::Visit, context::Check, grammar::Kind};
use crate::{strings::fold, syntax::Line};

/// The longest name of a KMDF service.
const MAX_NAME: usize = 31;

pub(super) fn wdf_directive(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    if name == "UmdfServiceOrder" {
        return;
    }
    let (service, section) = (&values[0], &values[1]);
    if name == "KmdfService" && service.chars().count() > MAX_NAME {
        let message = format!("the service name {service} has more than {MAX_NAME} characters");
        check.out.add(1286, line.fields[0].span.clone(), message);
    }
    if name == "KmdfService" {
        let named = (service.clone(), line.fields[0].span.clone());
        check.known.frameworks.kmdf.push(named);
    }
    check
        .known
        .frameworks
        .by_section
        .insert(fold(section), name);
    check
        .agenda
        .enqueue(Visit::new(section, Kind::WdfService, visit.reach));
}

/// The order in which UMDF drivers are loaded names all of them.
pub(super) fn wdf_section(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let order: Vec<_> = inf
        .directives(&visit.section, "UmdfServiceOrder")
        .flat_map(|line| (0..line.fields.len()).map(|at| fold(&inf.expand(line, at))))
        .collect();
    for line in inf.directives(&visit.section, "UmdfService") {
        let service = inf.expand(line, 0);
        if order.is_empty() {
            let message = format!(
                "[{}] lacks the UmdfServiceOrder that loads {service}",
                visit.section
            );
            check.out.add(1084, line.span.clone(), message);
        } else if !order.contains(&fold(&service)) {
            let message = format!("UmdfServiceOrder does not load {service}");
            check.out.add(1400, line.span.clone(), message);
        }
    }
}

pub(super) fn wdf_service(check: &mut Check<'_>, visit: &Visit) {
    let framework = check
        .known
        .frameworks
        .by_section
        .get(&fold(&visit.section))
        .copied();
    let library = match framework {
        Some("KmdfService") => "KmdfLibraryVersion",
        Some("UmdfService") => "UmdfLibraryVersion",
        _ => return,
    };
    if check.inf.line(&visit.section, library).is_none() {
        let place = check.place(&visit.section);
        let message = format!("[{}] lacks {library}", visit.section);
        check.out.add(1084, place, message);
    }
}

pub(super) fn library_version(
    check: &mut Check<'_>,
    visit: &Visit,
    name: &'static str,
    line: &Line,
    values: &[String],
) {
    let text = &values[0];
    let numbers: Vec<Option<u32>> = text.split('.').map(|it| it.parse().ok()).collect();
    let place = line.fields[0].span.clone();
    let umdf = name == "UmdfLibraryVersion";
    if let (false, [Some(major), Some(minor)], Some(built)) =
        (umdf, &numbers[..], check.options.kmdf)
        && (*major, *minor) != built
    {
        let message = format!(
            "{name} is {text}, but the driver is built for KMDF {}.{}",
            built.0, built.1
        );
        let advice = "write $KMDFVERSION$: the build fills in the version that Cargo.toml has under \
                      [package.metadata.wdk.driver-model]";
        check.out.advise(1082, place, message, advice);
        return;
    }
    match (umdf, &numbers[..]) {
        (false, [Some(1), Some(_)]) | (true, [Some(2), Some(_), Some(_)]) => {}
        (true, [Some(1), ..]) => {
            let message = format!("UMDF {text} is no longer developed");
            check.isolation(visit.reach, 1402, place, message);
            return;
        }
        _ => {
            let expected = if umdf { "2.33.0" } else { "1.33" };
            check.out.add(
                1082,
                place,
                format!("{name} is {text:?}, not a version like {expected}"),
            );
            return;
        }
    }
    if umdf && let Some(line) = check.inf.line(&visit.section, "DriverCLSID") {
        let message = format!("DriverCLSID is of UMDF 1, and this is {text}");
        check.out.add(1401, line.span.clone(), message);
    }
}

/// The framework is for a service of the package, when all are known. What Windows' own INFs install
/// is not.
pub(super) fn kmdf_services(check: &mut Check<'_>) {
    let named = std::mem::take(&mut check.known.frameworks.kmdf);
    if !check.known.included.is_empty() {
        return;
    }
    for (service, span) in named {
        if !check.known.services.names.contains(&fold(&service)) {
            let message = format!("KmdfService is for {service}, which no AddService installs");
            check.out.add(1084, span, message);
        }
    }
}
