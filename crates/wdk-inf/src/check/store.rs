//! Running from the Driver Store: DIRID 13, where files stay in the package's own folders.
//!
//! See [Run from driver store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store).

use std::ops::Range;

use super::{
    agenda::Visit,
    context::Check,
    dirids::{DRIVER_STORE, SINCE, SINCE_FOR_ALL},
    known::{copied::Copy, manifest::Destination, paths::UsedPath},
    reach::Reach,
};
use crate::{install::COPYING_FLAGS, strings::fold, syntax::Field};

/// The folder that holds the packages' folders, as paths name it.
const REPOSITORY: &str = "driverstore\\filerepository";

/// Names that say nothing, without their extension.
const GENERIC: [&str; 24] = [
    "app", "base", "common", "config", "control", "core", "data", "default", "device", "driver",
    "filter", "firmware", "helper", "install", "kernel", "lib", "main", "monitor", "service",
    "setup", "support", "test", "update", "util",
];

/// A file whose destination is the Driver Store.
pub(super) fn stored(check: &mut Check<'_>, visit: &Visit, file: &Copy<'_>, to: &Destination) {
    let name = file.name;
    if check.known.class.is_firmware() {
        let what = "a firmware update with DIRID 13";
        check.needs_windows(visit.reach, SINCE_FOR_ALL, file.span.clone(), what);
    } else {
        check.needs_windows(visit.reach, SINCE, file.span.clone(), "DIRID 13");
    }
    generic(check, name, file.span.clone());
    if fold(name) != fold(file.source) {
        let message = format!(
            "{} is renamed to {name}, but DIRID 13 leaves files as they are",
            file.source
        );
        check.out.add(1100, file.span.clone(), message);
    }
    for arch in visit.reach.archs.iter() {
        let Some(source) = check.known.manifest.source(arch, &fold(file.source)) else {
            continue;
        };
        if source.folder != to.folder {
            let show = |folder: &str| match folder {
                "" => "the package's root".to_owned(),
                folder => format!("the folder {folder}"),
            };
            let message = format!(
                "{name} is in {} of the package and goes to {}, but DIRID 13 leaves files where they are",
                show(&source.folder),
                show(&to.folder)
            );
            let advice = format!("say [DestinationDirs] {} = 13,{}", file.list, source.folder);
            check.out.advise(
                1100,
                file.span.clone(),
                message,
                advice.trim_end_matches(','),
            );
            break;
        }
    }
    if file.flags & COPYING_FLAGS != 0 {
        let message = format!(
            "flags {:#x} of {name} are about copying, and DIRID 13 does not copy",
            file.flags & COPYING_FLAGS
        );
        check.out.add(1103, file.span.clone(), message);
    }
}

/// Rule 1101: the list has descriptors for files that stay in the Driver Store.
pub(super) fn security(check: &mut Check<'_>, visit: &Visit) {
    let list = &visit.section;
    let descriptors = format!("{list}.security");
    if !check.inf.has_section(&descriptors) {
        return;
    }
    check.agenda.mark(&descriptors);
    let to = check.known.manifest.destination(list);
    if to.is_some_and(|it| it.dirid == Ok(DRIVER_STORE)) {
        let place = check.place(&descriptors);
        let message =
            format!("the files of [{list}] are in the Driver Store and take no descriptor");
        check.out.add(1101, place, message);
    }
}

/// Rule 9001: a debugger's map and other tools find a file by its name alone.
fn generic(check: &mut Check<'_>, name: &str, span: Range<usize>) {
    let lower = fold(name);
    let stem = lower.rsplit_once('.').map_or(&*lower, |(stem, _)| stem);
    if GENERIC.contains(&stem) {
        let message = format!("{name} is a name that the files of other packages have as well");
        check.out.add(9001, span, message);
    }
}

/// Rule 1257: no path into the Driver Store is written out, whoever reads it.
pub(super) fn written_out(check: &mut Check<'_>) {
    let inf = check.inf;
    for section in &inf.document().sections {
        let fields = section.lines.iter().flat_map(|it| &it.fields);
        for field in fields.filter(|it| it.value.len() > REPOSITORY.len()) {
            let length = REPOSITORY.len();
            let mut windows = field.value.as_bytes().windows(length);
            if let Some(at) = windows.position(|it| it.eq_ignore_ascii_case(REPOSITORY.as_bytes()))
            {
                hard_coded(check, field, at + length);
            }
        }
    }
}

/// A field that names a package's folder; what follows it begins at `at` in lower case.
fn hard_coded(check: &mut Check<'_>, field: &Field, at: usize) {
    let rest = field.value.get(at..).unwrap_or_default();
    let rest = rest.trim_start_matches('\\');
    // The folder's own name comes first.
    let below = rest.split_once('\\').map_or("", |(_, below)| below);
    let end = below.find([';', '"', ',']).unwrap_or(below.len());
    let below = &below[..end];
    let file = below.rsplit('\\').next().unwrap_or_default();
    let advice = if !file.is_empty() && check.known.manifest.has(&fold(file)) {
        format!("{file} is a file of this package: write %13%\\{below}")
    } else {
        "write %13% for this package's folder; the folder of another package is found by what that \
         package writes to its device or interface"
            .to_owned()
    };
    let message = "a folder in the Driver Store is called otherwise in each version of its package";
    check.out.advise(1257, field.span.clone(), message, advice);
}

/// A path that a service or a registry value names, for rule 9002.
pub(super) fn used(check: &mut Check<'_>, reach: Reach, value: &str, span: &Range<usize>) {
    for path in value.split(';') {
        if let Some(path) = UsedPath::of(path, reach.archs, span) {
            check.known.paths.push(path);
        }
    }
}

/// Rule 9002, when all files are known: a path to where a file was before it stayed in the Driver
/// Store.
pub(super) fn stale_paths(check: &mut Check<'_>) {
    for path in std::mem::take(&mut check.known.paths) {
        let Some(arch) = path.archs.iter().next() else {
            continue;
        };
        if let Some(stored) = check.known.copied.only_stored(arch, &path.below) {
            let message = format!("{} is not there: it stays in the Driver Store", path.shown);
            let advice = format!("write %13%\\{stored}");
            check.out.advise(9002, path.span, message, advice);
        }
    }
}
