//! Lists of files: `CopyFiles`, `DelFiles`, `RenFiles`.

use std::ops::Range;

use super::{
    agenda::Visit,
    context::Check,
    dirids,
    grammar::Kind,
    known::{copied::Copy, manifest::Destination},
    reach::Reach,
    store,
    values::{folder, is_malformed, lacks_backslash, split_dirid},
};
use crate::{
    path::components,
    strings::fold,
    syntax::{Field, Line},
    target::number,
};

/// All `COPYFLG_` bits.
const COPY_FLAGS: i64 = 0x7D7F;

/// `CopyFiles = @file`.
pub(super) fn copy_single(check: &mut Check<'_>, visit: &Visit, name: &str, field: &Field) {
    if name.is_empty() {
        check
            .out
            .add(1229, field.span.clone(), "there is no file behind the @");
        return;
    }
    copy_file(
        check,
        visit,
        &Copy {
            list: "DefaultDestDir",
            name,
            source: name,
            flags: 0,
            span: field.span.clone(),
        },
    );
}

/// A section that `CopyFiles` names.
pub(super) fn copy_list(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let list = &visit.section;
    if check.known.manifest.destination(list).is_none() {
        let place = check.place(list);
        check.out.add(
            1275,
            place,
            format!("[DestinationDirs] does not say where [{list}] goes"),
        );
    }
    let mut seen = std::collections::HashSet::new();
    for line in inf.lines(list) {
        let name = inf.expand(line, 0);
        if !file_line(check, line, &name, 4) {
            continue;
        }
        if !seen.insert(fold(&name)) {
            check.out.add(
                1294,
                line.fields[0].span.clone(),
                format!("{name} is twice in [{list}]"),
            );
        }
        let source = inf.expand(line, 1);
        let flags = copy_flags(check, line);
        let source = if source.is_empty() { &name } else { &source };
        copy_file(
            check,
            visit,
            &Copy {
                list,
                name: &name,
                source,
                flags,
                span: line.span.clone(),
            },
        );
    }
    store::security(check, visit);
}

/// What holds for a line of any list of files.
fn file_line(check: &mut Check<'_>, line: &Line, name: &str, most: usize) -> bool {
    if let Some(extra) = line.fields.get(most) {
        check.out.add(
            1201,
            extra.span.clone(),
            format!("a file has a value too many: {:?}", extra.value),
        );
    }
    if name.is_empty() {
        check
            .out
            .add(1229, line.span.clone(), "the line names no file");
        return false;
    }
    if name.starts_with('@') {
        let message =
            format!("{name} is skipped: the @ belongs into the directive, not into its list");
        check.out.add(1078, line.span.clone(), message);
        return false;
    }
    if let Err(reason) = components(name) {
        check
            .out
            .add(1015, line.fields[0].span.clone(), reason.to_string());
    }
    true
}

fn copy_flags(check: &mut Check<'_>, line: &Line) -> i64 {
    let text = check.inf.expand(line, 3);
    if text.is_empty() {
        return 0;
    }
    let place = line.fields[3].span.clone();
    match number(&text) {
        None => {
            check
                .out
                .add(1260, place, format!("the flags {text:?} are no number"));
            0
        }
        Some(flags) => {
            if flags & !COPY_FLAGS != 0 {
                let wrong = flags & !COPY_FLAGS;
                check
                    .out
                    .add(1083, place, format!("CopyFiles has no flags {wrong:#x}"));
            }
            flags
        }
    }
}

fn copy_file(check: &mut Check<'_>, visit: &Visit, file: &Copy<'_>) {
    listed(check, visit, file);
    let Some(to) = check.known.manifest.destination(file.list).cloned() else {
        if file.list == "DefaultDestDir" {
            let message = format!("[DestinationDirs] has no DefaultDestDir for {}", file.name);
            check.out.add(1275, file.span.clone(), message);
        }
        return;
    };
    let Some(dirid) = directory(check, visit, file, &to) else {
        return;
    };
    if dirid == dirids::DRIVER_STORE {
        store::stored(check, visit, file, &to);
    }
    collide(check, visit, file, dirid, &to);
}

/// Rule 1230: the package has the file, for each architecture.
fn listed(check: &mut Check<'_>, visit: &Visit, file: &Copy<'_>) {
    let source = fold(file.source);
    let missing: Vec<_> = visit
        .reach
        .archs
        .iter()
        .filter(|arch| check.known.manifest.source(*arch, &source).is_none())
        .collect();
    let Some(arch) = missing.first() else { return };
    let message = match check.known.manifest.has(&source) {
        true => format!(
            "[SourceDisksFiles] does not have {} for {arch}",
            file.source
        ),
        false => format!("[SourceDisksFiles] does not have {}", file.source),
    };
    check.out.add(1230, file.span.clone(), message);
}

/// The number of the directory that a file goes to, unless there is no such directory.
fn directory(
    check: &mut Check<'_>,
    visit: &Visit,
    file: &Copy<'_>,
    to: &Destination,
) -> Option<i64> {
    let (name, list) = (file.name, file.list);
    let dirid = match &to.dirid {
        Ok(dirid) => *dirid,
        Err(text) => {
            check.out.add(
                1243,
                to.span.clone(),
                format!("{text:?} is no directory for [{list}]"),
            );
            return None;
        }
    };
    match dirid {
        1..=10 | 11..=14 | 17 | 18 | 20 | 21 | 23..=25 | 30 | 50..=55 | -1 | 65535 => {}
        16384..=16447 | 66000..=66004 => {}
        32768..=65534 | 65536.. => {
            let message = format!("directory {dirid}, where {name} goes, is not defined");
            check.out.add(1241, to.span.clone(), message);
            return None;
        }
        0..=16383 => {
            let message = format!("Windows has no directory {dirid}, where {name} goes");
            check.out.add(1242, to.span.clone(), message);
            return None;
        }
        _ => {
            let message = format!("{dirid} is no directory, where {name} goes");
            check.out.add(1243, to.span.clone(), message);
            return None;
        }
    }
    if dirids::is_deprecated(dirid) {
        check.isolation(
            visit.reach,
            1340,
            to.span.clone(),
            format!("directory {dirid} is deprecated"),
        );
    }
    let system = matches!(dirid, 11..=13) || dirid == 10 && !to.folder.is_empty();
    if !system && !visit.reach.legacy {
        let message = format!("{name} is copied outside the system's directories: {dirid}");
        check.out.add(1306, to.span.clone(), message);
    }
    if dirid != dirids::DRIVER_STORE && !dirids::is_tolerated(check.options.rules, dirid) {
        let message =
            format!("{name} is copied to directory {dirid}, not left in the Driver Store");
        check.isolation(visit.reach, 1322, file.span.clone(), message);
    }
    Some(dirid)
}

/// Rule 1330: one source for each destination.
fn collide(check: &mut Check<'_>, visit: &Visit, file: &Copy<'_>, dirid: i64, to: &Destination) {
    let source = fold(file.source);
    for arch in visit.reach.archs.iter() {
        let below = folder(&format!("{}\\{}", to.folder, file.name));
        let from = check.known.manifest.source(arch, &source);
        let from = folder(&format!("{}\\{source}", from.map_or("", |it| &it.folder)));
        let target = (arch, dirid, below);
        if let Some(other) = check.known.copied.other_source(target, &from, visit.reach) {
            let message = format!("{from} and {other} are both copied to {}", file.name);
            check.out.add(1330, file.span.clone(), message);
        }
    }
}

/// A section that `DelFiles` or `RenFiles` names.
pub(super) fn remove_list(check: &mut Check<'_>, visit: &Visit) {
    let inf = check.inf;
    let to = check.known.manifest.destination(&visit.section).cloned();
    let stored = to.is_some_and(|it| it.dirid == Ok(dirids::DRIVER_STORE));
    for line in inf.lines(&visit.section) {
        let name = inf.expand(line, 0);
        if !file_line(check, line, &name, 4) || visit.reach.legacy {
            continue;
        }
        check.out.add(
            1309,
            line.span.clone(),
            format!("{name} is deleted or renamed"),
        );
        if stored {
            let message =
                format!("{name} is in the Driver Store, where nothing is deleted or renamed");
            check.out.add(1102, line.span.clone(), message);
        }
    }
}

pub(super) fn copy_inf(check: &mut Check<'_>, line: &Line, values: &[String]) {
    for (at, value) in values.iter().enumerate() {
        if !fold(value).ends_with(".inf") {
            let message = format!("CopyINF names {value:?}, which is no INF");
            check.out.add(1110, line.fields[at].span.clone(), message);
        }
    }
}

/// A file of the package that a directive names by `%13%\file`.
pub(super) fn path_value(
    check: &mut Check<'_>,
    visit: &Visit,
    key: &str,
    field: &Field,
    value: &str,
) -> bool {
    let Some((dirid, below)) = split_dirid(value) else {
        let message = format!("{key} is {value:?}, not below a numbered directory");
        check.out.add(1015, field.span.clone(), message);
        return false;
    };
    if is_malformed(below) || lacks_backslash(value) {
        check.out.add(
            1015,
            field.span.clone(),
            format!("{key} is {value:?}, which is no path"),
        );
        return false;
    }
    // The only service binary of a WDF section is that of a UMDF driver.
    if visit.kind == Kind::WdfService && dirid == dirids::DRIVER_STORE {
        let what = "a UMDF driver in the Driver Store (DIRID 13)";
        check.needs_windows(visit.reach, dirids::SINCE_FOR_ALL, field.span.clone(), what);
    }
    used_path(check, visit.reach, dirid, value, field.span.clone());
    store::used(check, visit.reach, value, &field.span);
    true
}

/// A path of a service or the like: isolated, and below a directory that still is.
pub(super) fn used_path(
    check: &mut Check<'_>,
    reach: Reach,
    dirid: i64,
    path: &str,
    place: Range<usize>,
) {
    if dirids::is_deprecated(dirid) {
        check.isolation(
            reach,
            1341,
            place,
            format!("{path} is below a deprecated directory"),
        );
    } else if dirid == dirids::DRIVER_STORE {
        check.needs_windows(
            reach,
            dirids::SINCE,
            place,
            "running from the Driver Store (DIRID 13)",
        );
    }
}
