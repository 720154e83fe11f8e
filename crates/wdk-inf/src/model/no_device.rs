//! Why a package drives no device with some id: the line that would have to be different.

use std::ops::Range;

use super::{Inf, similar::closest};
use crate::{
    diagnostic::Diagnostic,
    target::{Arch, OsVersion},
};

/// How many ids are listed.
const SHOWN: usize = 10;

impl Inf {
    /// The finding that the package does not drive `id`.
    pub(super) fn no_device(&self, arch: Arch, os: OsVersion, id: &str) -> Diagnostic {
        let (place, help) = self.why_no_device(arch, os, id);
        let message = format!("the package drives no device {id} on {arch} Windows {os}");
        Diagnostic::error(1297, message, place).help(help)
    }

    fn why_no_device(&self, arch: Arch, os: OsVersion, id: &str) -> (Range<usize>, String) {
        let Some(manufacturers) = self.section("Manufacturer").next() else {
            let help = match self.similar_section("Manufacturer") {
                Some(other) => format!("[{other}] is not read; write [Manufacturer]"),
                None => {
                    "there is no [Manufacturer] section, which names the Models sections".into()
                }
            };
            let place = self.section("Version").next();
            return (place.map_or(0..0, |it| it.name.span.clone()), help);
        };
        let header = manufacturers.name.span.clone();
        if self.text().contains("$ARCH$") {
            let help = "it is not stamped: $ARCH$ stands for the architecture; `cargo wdk build` stamps it";
            return (header, help.to_owned());
        }
        let models = self.models(arch, os);
        let known: Vec<_> = models.iter().flat_map(|it| it.ids.clone()).collect();
        if !known.is_empty() {
            let meant = closest(id, known.iter().cloned());
            let line = models
                .iter()
                .find(|it| meant.as_ref().is_some_and(|id| it.ids.contains(id)));
            let shown = known.len().min(SHOWN);
            let mut help = format!("it drives {}", known[..shown].join(", "));
            if known.len() > shown {
                help += &format!(" and {} more", known.len() - shown);
            }
            if let Some(meant) = meant {
                help += &format!("; did you mean {meant}?");
            }
            return (line.map_or(header, |it| it.span.clone()), help);
        }
        if let Some(model) = models.first() {
            let section = &model.install_section;
            let help = match section.as_str() {
                "" => format!(
                    "the line names no install section and no hardware id: write `%Device% = Install, {id}`"
                ),
                it if it.contains('\\') => format!(
                    "the install section comes before the hardware id: write `%Device% = Install, {it}`"
                ),
                _ => format!("the line has no hardware id: write `%Device% = {section}, {id}`"),
            };
            return (model.span.clone(), help);
        }
        let Some(line) = self.lines("Manufacturer").next() else {
            let help = "[Manufacturer] has no line; write `%Provider% = Models, NTamd64.10.0...16299` into it";
            return (header, help.to_owned());
        };
        let Some((_, section, at)) = self.closest(line, arch, os) else {
            let written = (1..line.fields.len()).map(|it| self.expand(line, it));
            let written: Vec<_> = written.filter(|it| !it.is_empty()).collect();
            let only = match written.is_empty() {
                true => ": without a decoration it is for x86 alone".to_owned(),
                false => format!(", only for {}", written.join(", ")),
            };
            let help = format!("the line names no Models section for NT{arch} and {os}{only}");
            return (line.span.clone(), help);
        };
        let place = line.fields.get(at).map_or(&line.span, |it| &it.span);
        let help = match (self.has_section(&section), self.similar_section(&section)) {
            (true, _) => {
                format!("[{section}] has no line; write `%Device% = Install, {id}` into it")
            }
            (false, Some(other)) => {
                format!("the Models section [{section}] is not there; did you mean [{other}]?")
            }
            (false, None) => format!("the Models section [{section}] is not there"),
        };
        (place.clone(), help)
    }
}
