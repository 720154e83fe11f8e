//! What an install section declares beside services, files and values: filters, software
//! components, and programs to be run.
//!
//! See [AddFilter](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addfilter-directive),
//! [AddComponent](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addcomponent-directive)
//! and [AddSoftware](https://learn.microsoft.com/windows-hardware/drivers/install/inf-addsoftware-directive).

use serde::{Deserialize, Serialize};
use wdk_inf::Inf;

/// Where an `AddFilter` directive puts its filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// `FilterPosition = Upper`
    Upper,
    /// `FilterPosition = Lower`
    Lower,
    /// `FilterLevel`: a level that the base package defines.
    Level(String),
}

/// An `AddComponent` directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Component {
    pub(super) name: String,
    /// The hardware ids of its device, with `SWC\` in front.
    pub(super) ids: Vec<String>,
    pub(super) description: String,
}

/// An `AddSoftware` directive: what Windows would run or fetch later. The store only remembers it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Software {
    /// The name that identifies the software on the system.
    pub name: String,
    /// `SoftwareType`: 1 is a program of the package, 2 an application of the Microsoft Store.
    pub kind: u32,
    /// `SoftwareVersion`: what is not newer than what was run before is not run again.
    pub version: String,
    /// The command line or the application's package family name.
    pub command: String,
}

/// What one install section declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// Each with the filter's service.
    pub(super) filters: Vec<(String, Place)>,
    pub(super) components: Vec<Component>,
    pub(super) software: Vec<Software>,
    /// The INF asks for a restart: a `Reboot` entry.
    pub(super) reboot: bool,
    /// Directives that cannot be followed, for the log.
    pub(super) odd: Vec<String>,
}

/// `SWC\`, the bus of software components.
pub(super) const COMPONENT_BUS: &str = r"SWC\";

impl Declared {
    /// What the install section `section` of `inf` declares; `location` is the package's folder.
    pub(super) fn read(inf: &Inf, section: &str, location: &str, instance: &str) -> Self {
        let mut declared = Self {
            reboot: needed(inf, section)
                .iter()
                .any(|it| asks_for_reboot(inf, it)),
            ..Self::default()
        };
        for (name, details) in named(inf, &format!("{section}.Filters"), "AddFilter") {
            declared.filter(inf, name, &details);
        }
        for (name, details) in named(inf, &format!("{section}.Components"), "AddComponent") {
            declared.component(inf, name, &details);
        }
        for (name, details) in named(inf, &format!("{section}.Software"), "AddSoftware") {
            let text = |key: &str| value(inf, &details, key);
            let kind = text("SoftwareType");
            let Ok(kind @ 1..=2) = kind.parse() else {
                let odd = format!("AddSoftware {name}: SoftwareType {kind:?} is neither 1 nor 2");
                declared.odd.push(odd);
                continue;
            };
            let command = match kind {
                1 => command_line(inf, &details, location, instance),
                _ => text("SoftwareID"),
            };
            let version = text("SoftwareVersion");
            declared.software.push(Software {
                name,
                kind,
                version,
                command,
            });
        }
        declared
    }

    /// Adds what another package declares for the same device.
    pub(super) fn join(&mut self, other: Self) {
        self.filters.extend(other.filters);
        self.components.extend(other.components);
        self.software.extend(other.software);
        self.odd.extend(other.odd);
        self.reboot |= other.reboot;
    }

    fn filter(&mut self, inf: &Inf, name: String, details: &str) {
        let (level, position) = (
            value(inf, details, "FilterLevel"),
            value(inf, details, "FilterPosition"),
        );
        let place = match (level.as_str(), position.to_ascii_lowercase().as_str()) {
            ("", "upper") => Place::Upper,
            ("", "lower") => Place::Lower,
            (level, "") if !level.is_empty() => Place::Level(level.to_owned()),
            _ => {
                let odd = format!(
                    "AddFilter {name}: [{details}] must have either FilterLevel, or \
                     FilterPosition = Upper or Lower"
                );
                self.odd.push(odd);
                return;
            }
        };
        self.filters.push((name, place));
    }

    fn component(&mut self, inf: &Inf, name: String, details: &str) {
        let line = inf.line(details, "ComponentIDs");
        let ids = line.map_or_else(Vec::new, |line| {
            let ids = (0..line.fields.len()).map(|at| inf.expand(line, at));
            let ids = ids.filter(|it| !it.is_empty());
            ids.map(|it| format!("{COMPONENT_BUS}{it}")).collect()
        });
        if ids.is_empty() {
            let odd = format!("AddComponent {name}: [{details}] has no ComponentIDs");
            self.odd.push(odd);
            return;
        }
        let description = value(inf, details, "Description");
        self.components.push(Component {
            name,
            ids,
            description,
        });
    }
}

/// `section` and the sections that it needs, as far as the INF has them.
fn needed(inf: &Inf, section: &str) -> Vec<String> {
    let mut sections = vec![section.to_owned()];
    let mut at = 0;
    while let Some(name) = sections.get(at).cloned() {
        at += 1;
        for line in inf.directives(&name, "Needs") {
            for name in (0..line.fields.len()).map(|at| inf.expand(line, at)) {
                let known = sections.iter().any(|it| it.eq_ignore_ascii_case(&name));
                if !known && inf.has_section(&name) {
                    sections.push(name);
                }
            }
        }
    }
    sections
}

/// Whether a section has the entry `Reboot`, which stands alone on its line.
fn asks_for_reboot(inf: &Inf, section: &str) -> bool {
    let mut keys = inf.lines(section).filter_map(|it| it.key());
    keys.any(|key| key.value.eq_ignore_ascii_case("Reboot"))
}

/// The directives `key` of `section`: what each names, and the section with its details.
fn named(inf: &Inf, section: &str, key: &str) -> Vec<(String, String)> {
    let sections = needed(inf, section);
    let lines = sections.iter().flat_map(|it| inf.directives(it, key));
    lines
        .map(|line| (inf.expand(line, 0), inf.expand(line, 2)))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}

fn value(inf: &Inf, section: &str, key: &str) -> String {
    let line = inf.line(section, key);
    line.map_or_else(String::new, |line| inf.expand(line, 0))
}

/// What Windows would run: the program in the package's folder with its arguments.
fn command_line(inf: &Inf, details: &str, location: &str, instance: &str) -> String {
    let binary = value(inf, details, "SoftwareBinary");
    let line = inf.line(details, "SoftwareArguments");
    let arguments = line.map_or_else(Vec::new, |line| {
        let arguments = (0..line.fields.len()).map(|at| inf.expand(line, at));
        let arguments = arguments.map(|it| it.replace("<<DeviceInstanceID>>", instance));
        arguments.filter(|it| !it.is_empty()).collect()
    });
    let binary = match binary.to_ascii_lowercase().starts_with("%13%") {
        true => format!("{location}{}", &binary[4..]),
        false if binary.contains(':') => binary,
        false => format!(r"{location}\{binary}"),
    };
    let (program, mut arguments) = match binary.to_ascii_lowercase().ends_with(".msi") {
        true => (
            format!(r#"msiexec /i "{binary}" ALLUSERS=1 /quiet /qn /promptrestart"#),
            arguments,
        ),
        false => (binary, arguments),
    };
    arguments.insert(0, program);
    arguments.join(" ")
}
