//! Running from the Driver Store: DIRID 13, where files stay in the package's own folders.
//!
//! See [Run from driver store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store).

use super::{
    agenda::Visit,
    context::Check,
    dirids::{DRIVER_STORE, SINCE},
    known::{copied::Copy, manifest::Destination},
};
use crate::{install::COPYING_FLAGS, strings::fold};

/// A file whose destination is the Driver Store.
pub(super) fn stored(check: &mut Check<'_>, visit: &Visit, file: &Copy<'_>, to: &Destination) {
    let name = file.name;
    check.needs_windows(visit.reach, SINCE, file.span.clone(), "DIRID 13");
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
