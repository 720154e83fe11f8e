//! `[Version]`: who made the package, when, for which class.

use super::{
    agenda::Visit,
    classes,
    context::Check,
    grammar::Kind,
    reach::{Archs, NEWEST, Reach, floor},
    values::{is_guid, is_version},
};
use crate::{
    stamp::{Date, DriverVersion},
    strings::fold,
    syntax::Line,
    target::Decoration,
};

pub(super) fn version_section(check: &mut Check<'_>) {
    let everywhere = Reach {
        archs: Archs::default(),
        floor: floor(&Decoration::default()),
        ceiling: NEWEST,
        isolated: true,
        legacy: false,
    };
    check
        .agenda
        .enqueue(Visit::new("Version", Kind::Version, everywhere));
    for line in &["ControlFlags", "ControlFlags.NT"] {
        if check.inf.has_section(line) {
            check
                .agenda
                .enqueue(Visit::new(line, Kind::ControlFlags, everywhere));
        }
    }
    classes::class_directives(check);
    provider(check);
    catalogs(check);
    extension(check);
    let locked = check.inf.line("Version", "PnpLockdown");
    if locked.is_none_or(|it| check.inf.expand(it, 0) != "1") {
        let place = locked.map_or(check.place("Version"), |it| it.span.clone());
        check.out.add(1324, place, "PnpLockdown is not 1");
    }
    if !check.inf.has_section("Manufacturer") {
        return;
    }
    let default = check.inf.document().sections.iter().find(|it| {
        let name = fold(&it.name.value);
        name == "defaultinstall"
            || name.starts_with("defaultinstall.nt") && !name.ends_with("services")
    });
    if let Some(section) = default {
        let message = format!(
            "[Manufacturer] and [{}] exclude each other",
            section.name.value
        );
        check.out.add(1212, section.name.span.clone(), message);
    }
}

fn provider(check: &mut Check<'_>) {
    let Some(line) = check.inf.line("Version", "Provider") else {
        return;
    };
    let provider = check.inf.expand(line, 0);
    let place = line.fields[0].span.clone();
    if fold(&provider).starts_with("microsoft") && !check.options.samples {
        check
            .out
            .add(1204, place.clone(), format!("the provider is {provider}"));
    }
    if let Some(wanted) = &check.options.provider
        && *wanted != provider
    {
        check.out.add(
            1210,
            place,
            format!("the provider is {provider}, not {wanted}"),
        );
    }
}

fn catalogs(check: &mut Check<'_>) {
    let mut found = false;
    for line in check.inf.lines("Version") {
        let key = line
            .key
            .as_ref()
            .map(|it| fold(&it.value))
            .unwrap_or_default();
        if key != "catalogfile" && !key.starts_with("catalogfile.") {
            continue;
        }
        found = true;
        let name = check.inf.expand(line, 0);
        let good =
            fold(&name).ends_with(".cat") && name.len() > 4 && !name.contains(['\\', '/', ':']);
        let unstamped = name.is_empty() && check.options.unstamped;
        if !good && !unstamped {
            check
                .out
                .add(1214, line.span.clone(), format!("the catalog is {name:?}"));
        }
    }
    if !found && !check.options.unstamped {
        let place = check.place("Version");
        check.out.add(1233, place, "[Version] has no CatalogFile");
    }
}

fn extension(check: &mut Check<'_>) {
    let id = check.inf.line("Version", "ExtensionId");
    if let Some(line) = id {
        let text = check.inf.expand(line, 0);
        if !is_guid(&text) {
            check
                .out
                .add(1380, line.span.clone(), format!("ExtensionId is {text:?}"));
        }
    } else if check.known.class.is_extension() {
        let place = check.place("Version");
        check
            .out
            .add(1381, place, "an extension has an ExtensionId");
    }
}

/// `DriverVer = date, version`.
pub(super) fn driver_ver(check: &mut Check<'_>, line: &Line, values: &[String]) {
    if check.options.unstamped {
        return;
    }
    let (date, version) = (&values[0], values.get(1));
    if !is_date(date) || date.parse::<Date>().is_err() {
        check.out.add(
            1218,
            line.fields[0].span.clone(),
            format!("the date is {date:?}"),
        );
    }
    let wrong = |it: &str| !is_version(it) || it.parse::<DriverVersion>().is_err();
    if let Some(version) = version.filter(|it| !it.is_empty() && wrong(it)) {
        check.out.add(
            1217,
            line.fields[1].span.clone(),
            format!("the version is {version:?}"),
        );
    }
}

pub(super) fn feature_score(check: &mut Check<'_>, line: &Line, values: &[String]) {
    let digits = values[0].trim_start_matches("0x");
    if digits.len() > 2 || u8::from_str_radix(digits, 16).is_err() {
        let message = format!("the feature score {:?} is no byte", values[0]);
        check.out.add(1245, line.span.clone(), message);
    }
}

/// Month, day and year, with two, two and four digits.
fn is_date(text: &str) -> bool {
    let pieces: Vec<_> = text.split(['/', '-']).collect();
    let numbers: Vec<u32> = pieces.iter().filter_map(|it| it.parse().ok()).collect();
    let digits = pieces
        .iter()
        .all(|it| it.chars().all(|it| it.is_ascii_digit()));
    digits && matches!(numbers[..], [1..=12, 1..=31, 1980..=9999]) && pieces.len() == 3
}
