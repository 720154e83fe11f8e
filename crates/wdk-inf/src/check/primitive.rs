//! Packages without a device: `[DefaultInstall]` and `[DefaultUninstall]`.
//!
//! See [Creating a primitive driver](https://learn.microsoft.com/windows-hardware/drivers/develop/creating-a-primitive-driver).

use std::{
    collections::BTreeSet,
    ops::{
        Bound::{Excluded, Unbounded},
        Range,
    },
};

use super::{
    context::Check,
    grammar::SUFFIXES,
    models,
    reach::{Archs, NEWEST, Reach, before, floor},
};
use crate::{
    strings::fold,
    target::{Arch, Decoration, OsVersion},
};

pub(super) fn primitive_sections(check: &mut Check<'_>) {
    let inf = check.inf;
    let sections: Vec<_> = inf.document().sections.iter().map(|it| &it.name).collect();
    let floors = install_floors(check);
    let mut installs = 0;
    let mut decorated = 0;
    for field in sections {
        let name = inf.strings().expand(&field.value);
        let lower = fold(&name);
        let (base, rest) = lower.split_once('.').unwrap_or((&lower, ""));
        let uninstall = base == "defaultuninstall";
        if !uninstall && base != "defaultinstall" || has_suffix(rest) || rest == "netdrivers" {
            continue;
        }
        let decoration = Decoration::parse(rest);
        let place = field.span.clone();
        if let Some(decoration) = &decoration {
            models::check_decoration(check, decoration, &name, place.clone());
        } else if !rest.is_empty() {
            check.out.add(
                1287,
                place.clone(),
                format!("{rest:?} is no target of [{name}]"),
            );
        }
        let decoration = decoration.unwrap_or_default();
        let services = format!("{name}.Services");
        let legacy = [&name, &services].into_iter().any(|it| {
            let line = inf.line(it, "LegacyUninstall");
            line.is_some_and(|it| inf.expand(it, 0) == "1")
        });
        match (uninstall, decoration.arch) {
            (true, _) if !legacy => {
                let message = format!("[{name}] has no LegacyUninstall = 1");
                check.out.add(1422, place.clone(), message);
            }
            (true, _) => {}
            (false, None) => {
                check.out.add(
                    1421,
                    place.clone(),
                    format!("[{name}] names no architecture"),
                );
                check.out.add(
                    1307,
                    place.clone(),
                    format!("[{name}] is for desktop Windows alone"),
                );
                installs += 1;
            }
            (false, Some(_)) => {
                installs += 1;
                decorated += 1;
            }
        }
        let same = (base.to_owned(), decoration.arch);
        let newer = (Excluded((same.clone(), floor(&decoration))), Unbounded);
        let next = floors.range(newer).next();
        let next = next.filter(|(it, _)| *it == same).map(|(_, it)| *it);
        let reach = Reach {
            archs: Archs::only(decoration.arch.unwrap_or(Arch::X86)),
            // Windows 10, version 1903, is the first that knows primitive drivers.
            floor: floor(&decoration).max(OsVersion::new(10, 0, 18362)),
            ceiling: next.map_or(NEWEST, before),
            isolated: !uninstall && next.is_none_or(|it| before(it) >= check.isolation_floor()),
            legacy: uninstall && legacy,
        };
        if !uninstall {
            requirements(check, &name, place);
        }
        models::install_section(check, &name, reach);
    }
    if installs > 0 && decorated == 0 {
        let place = check.place("DefaultInstall");
        check
            .out
            .add(1423, place, "no [DefaultInstall] names an architecture");
    }
}

/// The targets of all these sections: which, for which architecture, from which Windows.
fn install_floors(check: &Check<'_>) -> BTreeSet<((String, Option<Arch>), OsVersion)> {
    let sections = check.inf.document().sections.iter();
    let floors = sections.filter_map(|section| {
        let name = fold(&check.inf.strings().expand(&section.name.value));
        let (base, rest) = name.split_once('.')?;
        let decoration = Decoration::parse(rest)?;
        let install = base.starts_with("default");
        install.then(|| ((base.to_owned(), decoration.arch), floor(&decoration)))
    });
    floors.collect()
}

/// What keeps a package from being primitive: a device's parts.
fn requirements(check: &mut Check<'_>, name: &str, place: Range<usize>) {
    let inf = check.inf;
    for suffix in ["HW", "Interfaces", "CoInstallers", "LogConfigOverride"] {
        let beside = format!("{name}.{suffix}");
        if inf.has_section(&beside) {
            let message = format!("[{beside}] is about a device, and a primitive package has none");
            check.out.add(1420, place.clone(), message);
        }
    }
}

fn has_suffix(rest: &str) -> bool {
    let last = rest.rsplit('.').next().unwrap_or_default();
    SUFFIXES.iter().any(|(it, _)| it.eq_ignore_ascii_case(last))
}
