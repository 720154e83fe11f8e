//! `[Version]`: who made the package, when, for which class.

use super::{
    grammar::Kind,
    models::floor,
    reach::{Archs, NEWEST, Reach},
    walk::{Check, Visit, is_guid, is_version},
};
use crate::{strings::fold, syntax::Line, target::Decoration};

impl Check<'_> {
    pub(super) fn version(&mut self) {
        let everywhere = Reach {
            archs: Archs::default(),
            floor: floor(&Decoration::default()),
            ceiling: NEWEST,
            isolated: true,
            legacy: false,
        };
        self.enqueue(Visit::new("Version", Kind::Version, everywhere));
        for line in &["ControlFlags", "ControlFlags.NT"] {
            if self.inf.has_section(line) {
                self.enqueue(Visit::new(line, Kind::ControlFlags, everywhere));
            }
        }
        self.class_directives();
        self.provider();
        self.catalogs();
        self.extension();
        let locked = self.inf.line("Version", "PnpLockdown");
        if locked.is_none_or(|it| self.inf.expand(it, 0) != "1") {
            let place = locked.map_or(self.place("Version"), |it| it.span.clone());
            self.out.add(1324, place, "PnpLockdown is not 1");
        }
        if !self.inf.has_section("Manufacturer") {
            return;
        }
        let default = self.inf.document().sections.iter().find(|it| {
            let name = fold(&it.name.value);
            name == "defaultinstall"
                || name.starts_with("defaultinstall.nt") && !name.ends_with("services")
        });
        if let Some(section) = default {
            let message = format!(
                "[Manufacturer] and [{}] exclude each other",
                section.name.value
            );
            self.out.add(1212, section.name.span.clone(), message);
        }
    }

    fn provider(&mut self) {
        let Some(line) = self.inf.line("Version", "Provider") else {
            return;
        };
        let provider = self.inf.expand(line, 0);
        let place = line.fields[0].span.clone();
        if fold(&provider).starts_with("microsoft") && !self.options.samples {
            self.out
                .add(1204, place.clone(), format!("the provider is {provider}"));
        }
        if let Some(wanted) = &self.options.provider
            && *wanted != provider
        {
            self.out.add(
                1210,
                place,
                format!("the provider is {provider}, not {wanted}"),
            );
        }
    }

    fn catalogs(&mut self) {
        let mut found = false;
        for line in self.inf.lines("Version") {
            let key = line
                .key
                .as_ref()
                .map(|it| fold(&it.value))
                .unwrap_or_default();
            if key != "catalogfile" && !key.starts_with("catalogfile.") {
                continue;
            }
            found = true;
            let name = self.inf.expand(line, 0);
            let good =
                fold(&name).ends_with(".cat") && name.len() > 4 && !name.contains(['\\', '/', ':']);
            let unstamped = name.is_empty() && self.options.unstamped;
            if !good && !unstamped {
                self.out
                    .add(1214, line.span.clone(), format!("the catalog is {name:?}"));
            }
        }
        if !found && !self.options.unstamped {
            let place = self.place("Version");
            self.out.add(1233, place, "[Version] has no CatalogFile");
        }
    }

    fn extension(&mut self) {
        let id = self.inf.line("Version", "ExtensionId");
        if let Some(line) = id {
            let text = self.inf.expand(line, 0);
            if !is_guid(&text) {
                self.out
                    .add(1380, line.span.clone(), format!("ExtensionId is {text:?}"));
            }
        } else if self.class.is_extension() {
            let place = self.place("Version");
            self.out.add(1381, place, "an extension has an ExtensionId");
        }
    }

    /// `DriverVer = date, version`.
    pub(super) fn driver_ver(&mut self, line: &Line, values: &[String]) {
        if self.options.unstamped {
            return;
        }
        let (date, version) = (&values[0], values.get(1));
        if !is_date(date) {
            self.out.add(
                1218,
                line.fields[0].span.clone(),
                format!("the date is {date:?}"),
            );
        }
        if let Some(version) = version.filter(|it| !it.is_empty() && !is_version(it)) {
            self.out.add(
                1217,
                line.fields[1].span.clone(),
                format!("the version is {version:?}"),
            );
        }
    }

    pub(super) fn feature_score(&mut self, line: &Line, values: &[String]) {
        let digits = values[0].trim_start_matches("0x");
        if digits.len() > 2 || u8::from_str_radix(digits, 16).is_err() {
            let message = format!("the feature score {:?} is no byte", values[0]);
            self.out.add(1245, line.span.clone(), message);
        }
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
