//! On what a package installs: InfVerif's `/info`.

use std::collections::HashSet;

use crate::{
    model::Inf,
    strings::fold,
    target::{Arch, Decoration, OsVersion},
};

/// A device, or a primitive driver, with the machines that take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicability {
    /// The hardware or compatible id; none for a `[DefaultInstall]` section.
    pub id: Option<String>,
    /// The architecture.
    pub arch: Arch,
    /// The oldest Windows; all zero when the INF names none.
    pub since: OsVersion,
    /// The install section that the INF names, without the decoration that Windows appends.
    pub section: String,
}

impl Inf {
    /// All ids of the package, each with its architecture and the oldest Windows, in the order of the
    /// file; then its `[DefaultInstall]` sections.
    #[must_use]
    pub fn applicability(&self) -> Vec<Applicability> {
        let (mut found, mut read) = (Vec::new(), HashSet::new());
        for line in self.lines("Manufacturer") {
            let base = self.expand(line, 0);
            let decorations = (1..line.fields.len()).map(|at| self.expand(line, at));
            let mut decorated = false;
            for written in decorations.filter(|it| !it.is_empty()) {
                decorated = true;
                let section = format!("{base}.{written}");
                if let Some(decoration) = Decoration::parse(&written)
                    && read.insert(fold(&section))
                {
                    self.devices(&section, &decoration, &mut found);
                }
            }
            if !decorated && read.insert(fold(&base)) {
                self.devices(&base, &Decoration::default(), &mut found);
            }
        }
        for section in &self.document().sections {
            let name = self.strings().expand(&section.name.value);
            let lower = fold(&name);
            let decoration = lower.strip_prefix("defaultinstall");
            let decoration = decoration.map(|it| it.trim_start_matches('.'));
            let decoration = match decoration {
                Some("") => Some(Decoration::default()),
                Some(written) => Decoration::parse(written),
                None => None,
            };
            if let Some(decoration) = decoration
                && read.insert(lower)
            {
                found.push(applicability(None, &decoration, name));
            }
        }
        found
    }

    fn devices(&self, section: &str, decoration: &Decoration, found: &mut Vec<Applicability>) {
        for line in self.lines(section) {
            let ids = (1..line.fields.len()).map(|at| self.expand(line, at));
            let install = self.expand(line, 0);
            let each = ids.filter(|it| !it.is_empty());
            found.extend(each.map(|id| applicability(Some(id), decoration, install.clone())));
        }
    }
}

fn applicability(id: Option<String>, decoration: &Decoration, section: String) -> Applicability {
    let Decoration {
        major,
        minor,
        build,
        ..
    } = decoration;
    Applicability {
        id,
        arch: decoration.arch.unwrap_or(Arch::X86),
        since: OsVersion::new(major.unwrap_or(0), minor.unwrap_or(0), build.unwrap_or(0)),
        section,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        let text = format!("[Version]\nSignature=\"$Windows NT$\"\n{text}");
        let inf = Inf::parse(text.as_bytes()).unwrap();
        let show = |it: Applicability| {
            let id = it.id.unwrap_or_else(|| "-".to_owned());
            format!("{id} {} {} {}", it.arch, it.since, it.section)
        };
        inf.applicability().into_iter().map(show).collect()
    }

    #[test]
    fn every_id_has_its_architecture_and_the_oldest_windows() {
        let models = "[Manufacturer]\na=M,NTamd64.10.0...16299,NTarm64\nb=M,NTarm64\nc=Old\n\
            [M.NTamd64.10.0...16299]\nx=Lamp,root\\lamp,root\\light\n[M.NTarm64]\nx=Lamp,root\\lamp\n\
            [Old]\nx=Lamp,root\\old\n";
        let expected = [
            r"root\lamp amd64 10.0.16299 Lamp",
            r"root\light amd64 10.0.16299 Lamp",
            r"root\lamp arm64 0.0.0 Lamp",
            r"root\old x86 0.0.0 Lamp",
        ];
        assert_eq!(of(models), expected);
    }

    #[test]
    fn a_primitive_driver_has_no_id() {
        let sections = "[DefaultInstall.NTamd64]\nCopyFiles=@a\n[DefaultInstall.NTamd64.Services]\n\
            AddService=a,,s\n[DefaultInstall.NTx86.10.0...18362]\n";
        let expected = [
            "- amd64 0.0.0 DefaultInstall.NTamd64",
            "- x86 10.0.18362 DefaultInstall.NTx86.10.0...18362",
        ];
        assert_eq!(of(sections), expected);
    }
}
