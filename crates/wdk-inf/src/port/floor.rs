//! The oldest Windows that the package is for: older ones do not run files from the Driver Store.

use std::collections::HashSet;

use super::{Porter, Row};
use crate::{strings::fold, target::OsVersion};

impl Porter<'_> {
    pub(super) fn floor(&mut self) {
        let Some(row) = self
            .moved
            .iter()
            .map(|it| it.row)
            .max_by_key(|it| it.oldest_windows())
        else {
            return;
        };
        let floor = row.oldest_windows();
        let inf = self.inf;
        let reason = format!(
            "Windows before {floor} does not run such files from the Driver Store (InfVerif 1199)"
        );
        self.without_models(row, floor);
        for line in inf.lines("Manufacturer") {
            let written: Vec<_> = (1..line.fields.len())
                .map(|at| inf.expand(line, at))
                .collect();
            if written.iter().all(String::is_empty) {
                let help = format!(
                    "write Models,NTamd64.10.0...{} and name the section so",
                    floor.build
                );
                self.question(
                    line.span.clone(),
                    row,
                    "the Models section is for any Windows",
                    help,
                );
                continue;
            }
            let manufacturer = line.key().map_or("", |it| it.value.as_str());
            let base = match inf.expand(line, 0) {
                name if name.is_empty() => inf.strings().expand(manufacturer),
                name => name,
            };
            let taken: HashSet<_> = written.iter().map(|it| fold(it)).collect();
            for (field, old) in line.fields[1..].iter().zip(&written) {
                let Some(new) = raised(old, floor) else {
                    continue;
                };
                let span = field.span.clone();
                let newer = serves_newer(old, &written, floor) || hidden(old, &written, floor);
                if newer || taken.contains(&fold(&new)) {
                    let message =
                        format!("[{base}.{old}] installs the same files on older Windows");
                    let help =
                        "keep the old destinations for it with sections of their own, or remove it";
                    self.question(span, row, message, help);
                    continue;
                }
                self.change(span.clone(), new.as_str(), row, &reason);
                for section in inf.section(&format!("{base}.{old}")) {
                    let name = &section.name;
                    let kept = name.value.len().checked_sub(old.len()).and_then(|it| {
                        let tail = name.value.get(it..)?;
                        (fold(tail) == fold(old)).then(|| &name.value[..it])
                    });
                    let renamed =
                        kept.map_or_else(|| format!("{base}.{new}"), |it| format!("{it}{new}"));
                    self.change(name.span.clone(), renamed, row, &reason);
                }
                let message = format!("the package no longer installs on Windows before {floor}");
                let help =
                    "see Combining Platform Extensions with Operating System Versions if it must";
                self.question(span, row, message, help);
            }
        }
    }
}

impl Porter<'_> {
    /// Sections that install without devices, and files without any, say no Windows version that
    /// could be raised.
    fn without_models(&mut self, row: Row, floor: OsVersion) {
        let inf = self.inf;
        let build = floor.build;
        for base in ["DefaultInstall", "DefaultInstall.NT"] {
            if let Some(section) = inf.section(base).next() {
                let message = format!("[{base}] installs on any Windows and processor");
                let help = format!(
                    "name it [DefaultInstall.NTamd64.10.0...{build}], if none older than that is meant"
                );
                self.question(section.name.span.clone(), row, message, help);
            }
        }
        let mut sections = inf.document().sections.iter();
        let default = |it: &str| fold(it).starts_with("defaultinstall");
        if inf.lines("Manufacturer").next().is_none() && !sections.any(|it| default(&it.name.value))
        {
            let place = inf.section("Version").next();
            let place = place.map_or(0..0, |it| it.name.span.clone());
            let message = "nothing in the INF says on which Windows it installs";
            let help =
                format!("it must be none before {floor}; who installs it has to see to that");
            self.question(place, row, message, help);
        }
    }
}

/// Whether another decoration would be raised to the same and is for a newer Windows: this one is
/// then what only older ones take.
fn hidden(decoration: &str, all: &[String], floor: OsVersion) -> bool {
    let Some(new) = raised(decoration, floor) else {
        return false;
    };
    all.iter().any(|it| {
        raised(it, floor).is_some_and(|it| fold(&it) == fold(&new))
            && lowest(it) > lowest(decoration)
    })
}

/// The lowest OS of a decoration: major, minor, build.
fn lowest(decoration: &str) -> Option<(u32, u32, u32)> {
    let pieces: Vec<_> = decoration.split('.').skip(1).collect();
    let number = |at: usize| match pieces.get(at).copied().unwrap_or_default() {
        "" => Some(0),
        text => text.parse().ok(),
    };
    Some((number(0)?, number(1)?, number(4)?))
}

/// Whether another decoration of the same architecture is for `floor` or newer.
fn serves_newer(decoration: &str, all: &[String], floor: OsVersion) -> bool {
    let arch = |it: &str| fold(it.split('.').next().unwrap_or_default());
    all.iter().any(|it| {
        fold(it) != fold(decoration) && arch(it) == arch(decoration) && raised(it, floor).is_none()
    })
}

/// The decoration with `floor` as its lowest OS; `None` when it has that, or is no decoration.
/// The architecture may be `$ARCH$`.
fn raised(decoration: &str, floor: OsVersion) -> Option<String> {
    let mut pieces = decoration.split('.');
    let arch = pieces.next()?;
    arch.get(..2).filter(|it| it.eq_ignore_ascii_case("NT"))?;
    let mut next = || pieces.next().unwrap_or_default();
    let (_, _, product, suite) = (next(), next(), next(), next());
    let lowest = lowest(decoration)?;
    if (lowest.0, lowest.1) > (floor.major, floor.minor)
        || lowest >= (floor.major, floor.minor, floor.build)
    {
        return None;
    }
    Some(format!(
        "{arch}.{}.{}.{product}.{suite}.{}",
        floor.major, floor.minor, floor.build
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decoration_keeps_all_but_its_version() {
        let floor = OsVersion::WINDOWS_10_1709;
        for (old, new) in [
            ("NTamd64", Some("NTamd64.10.0...16299")),
            ("NT$ARCH$", Some("NT$ARCH$.10.0...16299")),
            ("nt.6.1.1.2", Some("nt.10.0.1.2.16299")),
            ("NTarm64.10.0...15063", Some("NTarm64.10.0...16299")),
            ("NTamd64.10.0...16299", None),
            ("NTamd64.10.0...22000", None),
            ("NTamd64.11", None),
            ("x", None),
        ] {
            assert_eq!(raised(old, floor).as_deref(), new, "{old}");
        }
    }
}
