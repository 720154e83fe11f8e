//! Running from the Driver Store: DIRID 13, where files stay in the package's own folders.
//!
//! See [Run from driver store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store).

use super::{
    RuleSet,
    files::Copy,
    manifest::Destination,
    walk::{Check, Visit},
};
use crate::{strings::fold, target::OsVersion};

/// The directory of the package in the Driver Store.
pub(super) const DRIVER_STORE: i64 = 13;
/// The first Windows that knows it: 8.1.
pub(super) const SINCE: OsVersion = OsVersion::new(6, 3, 0);

/// The flags of CopyFiles about a file that is in use or there already: FORCE_FILE_IN_USE,
/// NO_OVERWRITE, REPLACEONLY, REPLACE_BOOT_FILE, IN_USE_TRY_RENAME.
const COPYING_FLAGS: i64 = 0x0008 | 0x0010 | 0x0400 | 0x1000 | 0x4000;

/// Whether Windows 11, version 24H2 gave directory `dirid` up.
///
/// See [Using dirids](https://learn.microsoft.com/windows-hardware/drivers/install/using-dirids).
pub(super) fn is_deprecated(dirid: i64) -> bool {
    const GIVEN_UP: [i64; 23] = [
        -1, 1, 17, 18, 20, 21, 24, 25, 30, 50, 53, 54, 65535, 16406, 16407, 16408, 16409, 16415,
        16419, 16429, 16430, 2, 3,
    ];
    GIVEN_UP.contains(&dirid)
}

/// What `/h` still tolerates beside 13, as of April 2024.
///
/// See [InfVerif /h](https://learn.microsoft.com/windows-hardware/drivers/devtest/infverif_h).
const TOLERATED: [i64; 17] = [
    10, 11, 12, 23, 51, 52, 55, 16422, 16425, 16426, 16427, 16428, 66000, 66001, 66002, 66003,
    66004,
];

impl Check<'_> {
    /// Whether the rule set lets files go to `dirid`.
    pub(super) fn is_tolerated_directory(&self, dirid: i64) -> bool {
        self.options.rules == RuleSet::Signature && TOLERATED.contains(&dirid)
    }

    /// A file whose destination is the Driver Store.
    pub(super) fn stored(&mut self, visit: &Visit, file: &Copy<'_>, to: &Destination) {
        let name = file.name;
        self.needs_windows(visit.reach, SINCE, file.span.clone(), "DIRID 13");
        if fold(name) != fold(file.source) {
            let message = format!(
                "{} is renamed to {name}, but DIRID 13 leaves files as they are",
                file.source
            );
            self.out.add(1100, file.span.clone(), message);
        }
        for arch in visit.reach.archs.iter() {
            let Some(source) = self.manifest.source(arch, &fold(file.source)) else {
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
                self.out.advise(
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
            self.out.add(1103, file.span.clone(), message);
        }
    }

    /// Rule 1101: the list has descriptors for files that stay in the Driver Store.
    pub(super) fn security(&mut self, visit: &Visit) {
        let list = &visit.section;
        let descriptors = format!("{list}.security");
        if !self.inf.has_section(&descriptors) {
            return;
        }
        self.mark(&descriptors);
        let to = self.manifest.destination(list);
        if to.is_some_and(|it| it.dirid == Ok(DRIVER_STORE)) {
            let place = self.place(&descriptors);
            let message =
                format!("the files of [{list}] are in the Driver Store and take no descriptor");
            self.out.add(1101, place, message);
        }
    }
}
