//! What exists while a driver runs: names, interfaces, values of the registry.

use std::collections::BTreeSet;

use crate::{
    Machine,
    scenario::inspect::{self, CONTROL_SET, Values},
};

/// Values that installing a driver writes into its software key.
const OF_INSTALLATION: [&str; 9] = [
    "driverdesc",
    "drivername",
    "driverdate",
    "driverversion",
    "infpath",
    "infsection",
    "infsectionext",
    "matchingdeviceid",
    "providername",
];

/// What paths outside of the driver's own keys begin with.
const MACHINE: &str = "machine";

/// What exists, in words that are the same for every driver.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    /// Named devices and symbolic links.
    pub(super) names: BTreeSet<String>,
    /// Enabled interfaces: the class, and what follows the link.
    pub(super) interfaces: BTreeSet<String>,
    /// The values in the driver's and its devices' keys, and what was written elsewhere.
    pub(super) registry: Values,
}

/// What existed before the driver was loaded.
pub(super) struct Baseline {
    names: BTreeSet<String>,
    registry: Values,
    service: String,
}

impl Baseline {
    pub(super) fn new(machine: &Machine, service: &str) -> Self {
        Self {
            names: inspect::names(machine),
            registry: inspect::values(machine),
            service: service.to_owned(),
        }
    }

    /// What exists besides now.
    pub(super) fn state(&self, machine: &Machine) -> State {
        let mut state = State::default();
        for name in inspect::names(machine).difference(&self.names) {
            if let Some(interface) = interface(name) {
                state.interfaces.insert(interface);
            } else if !is_automatic(name) {
                state.names.insert(name.clone());
            }
        }
        for (path, value) in inspect::values(machine) {
            let is_new = self.registry.get(&path) != Some(&value);
            match self.common(&path) {
                // What the drivers' packages write for themselves is to be the same.
                Some(path) if is_new || !path.starts_with(MACHINE) => {
                    state.registry.insert(path, value);
                }
                _ => {}
            }
        }
        state
    }

    /// The path of a value in words that are the same for every driver; none for what installing
    /// and the framework write.
    fn common(&self, path: &str) -> Option<String> {
        let Some(rest) = below(path, CONTROL_SET) else {
            let rest = below(path, inspect::MACHINE).unwrap_or(path);
            return Some(format!(r"{MACHINE}\{rest}"));
        };
        if let Some(rest) = below(rest, "Services") {
            let parameter = below(below(rest, &self.service)?, "Parameters")?;
            let of_framework = below(parameter, "Wdf").is_some();
            return (!of_framework).then(|| format!(r"service\Parameters\{parameter}"));
        }
        if let Some(rest) = below(rest, "Enum") {
            // Enumerator, device and instance.
            let key = rest.splitn(4, '\\').nth(3)?;
            return below(key, "Device Parameters").map(|value| format!(r"device\{value}"));
        }
        if let Some(rest) = below(rest, r"Control\Class") {
            let value = rest.splitn(3, '\\').nth(2)?;
            let installed = OF_INSTALLATION.contains(&value.to_ascii_lowercase().as_str());
            return (!installed).then(|| format!(r"software\{value}"));
        }
        match below(rest, r"Control\DeviceClasses") {
            Some(_) => None,
            None => Some(format!(r"{MACHINE}\{rest}")),
        }
    }
}

/// What follows `key` in a path, in any case.
fn below<'a>(path: &'a str, key: &str) -> Option<&'a str> {
    let head = path.get(..key.len())?;
    let rest = path.get(key.len()..)?.strip_prefix('\\')?;
    head.eq_ignore_ascii_case(key).then_some(rest)
}

/// The class of a device interface, and what follows its link.
fn interface(name: &str) -> Option<String> {
    let link = below(name, r"\??")?;
    let at = link.rfind("#{")?;
    let class = link.get(at + 1..)?;
    Some(class.to_ascii_lowercase())
}

/// Whether the I/O manager chose the name.
fn is_automatic(name: &str) -> bool {
    let digits = below(name, r"\Device");
    digits.is_some_and(|it| it.len() == 8 && it.bytes().all(|it| it.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline() -> Baseline {
        Baseline {
            names: BTreeSet::new(),
            registry: Values::new(),
            service: "lamp".to_owned(),
        }
    }

    #[test]
    fn paths_of_the_registry_do_not_name_the_driver() {
        for (path, common) in [
            (
                r"Services\LAMP\Parameters\Rate",
                Some(r"service\Parameters\Rate"),
            ),
            (r"Services\lamp\Parameters\Wdf\Version", None),
            (r"Services\lamp\Start", None),
            (r"Services\other\Parameters\Rate", None),
            (
                r"Enum\ROOT\LAMP\0000\Device Parameters\Hue",
                Some(r"device\Hue"),
            ),
            (r"Enum\ROOT\LAMP\0000\Service", None),
            (r"Control\Class\{1}\0000\Level", Some(r"software\Level")),
            (r"Control\Class\{1}\0000\DriverDesc", None),
            (r"Control\Other\Level", Some(r"machine\Control\Other\Level")),
        ] {
            let found = baseline().common(&format!(r"{CONTROL_SET}\{path}"));
            assert_eq!(found.as_deref(), common, "{path}");
        }
        let software = baseline().common(r"Machine\Software\Lamp\Count");
        assert_eq!(software.as_deref(), Some(r"machine\Software\Lamp\Count"));
    }

    #[test]
    fn interfaces_are_told_by_their_class() {
        assert_eq!(
            interface(r"\??\ROOT#LAMP#0000#{5D3A8C41-11F0-4E77-0102-030405060708}\ref").as_deref(),
            Some(r"{5d3a8c41-11f0-4e77-0102-030405060708}\ref")
        );
        assert_eq!(interface(r"\??\Lamp"), None);
        assert!(is_automatic(r"\Device\0000004a") && !is_automatic(r"\Device\Lamp"));
    }
}
