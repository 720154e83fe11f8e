//! Setup classes: what packages write into their keys, the filters of all devices of a class among
//! it.
//!
//! See [INF ClassInstall32 section](https://learn.microsoft.com/windows-hardware/drivers/install/inf-classinstall32-section)
//! and [Install a filter driver](https://learn.microsoft.com/windows-hardware/drivers/install/installing-a-filter-driver).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wdk_inf::{RegistryData, RegistryEntry, RegistryRoot, check::class_of_windows};

use super::{Device, Driver, Store, StoreError, stack::Filters, values::Values};

/// Below this key of `HKLM` each class has one by its GUID.
const KEYS: &str = r"system\currentcontrolset\control\class\";

/// A setup class of which the store knows more than its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetupClass {
    /// Whether a package's `[ClassInstall32]` installed it. Windows' own classes always are.
    pub installed: bool,
    /// Filters above the function drivers of all its devices, and above their own.
    #[serde(default)]
    pub upper_filters: Vec<String>,
    /// Filters below the function drivers of all its devices.
    #[serde(default)]
    pub lower_filters: Vec<String>,
    /// The other values of its key.
    #[serde(default)]
    pub properties: BTreeMap<String, String>,
}

impl SetupClass {
    /// Does what lines say whose `HKR` is the class's key.
    fn apply(&mut self, entries: &[RegistryEntry]) {
        let list = |filters: &[String]| RegistryData::MultiString(filters.to_vec());
        let mut values = Values::default();
        for (name, filters) in [
            ("UpperFilters", &self.upper_filters),
            ("LowerFilters", &self.lower_filters),
        ] {
            if !filters.is_empty() {
                values.put(name, list(filters));
            }
        }
        for (name, text) in &self.properties {
            values.put(name, RegistryData::String(text.clone()));
        }
        values.apply(entries);
        self.upper_filters = values.strings("UpperFilters");
        self.lower_filters = values.strings("LowerFilters");
        self.properties = values.shown();
        let is_list = |name: &str| {
            name.eq_ignore_ascii_case("UpperFilters") || name.eq_ignore_ascii_case("LowerFilters")
        };
        self.properties.retain(|name, _| !is_list(name));
    }
}

impl Store {
    /// The setup classes of which the store knows more than a name, by GUID.
    #[must_use]
    pub fn classes(&self) -> &BTreeMap<String, SetupClass> {
        &self.records.classes
    }

    /// The services that a device's stack is made of, in the order in which Windows loads them:
    /// from the bottom to the top. The filters of its class stand outside of its own.
    #[must_use]
    pub fn stack(&self, device: &Device) -> Vec<String> {
        let class = self.class_filters(&device.class_guid);
        let services = device.lower_filters.iter().chain(&class.lower);
        let services = services.chain(&device.service);
        let services = services.chain(&device.upper_filters).chain(&class.upper);
        services.cloned().collect()
    }

    /// The filters of a setup class.
    pub(super) fn class_filters(&self, guid: &str) -> Filters {
        let class = self.records.classes.get(&guid.to_ascii_lowercase());
        class.map_or_else(Filters::default, |class| Filters {
            upper: class.upper_filters.clone(),
            lower: class.lower_filters.clone(),
        })
    }

    /// Installs the class of a package whose device is the first of it; returns what that writes
    /// into the class's key.
    pub(super) fn install_class(
        &mut self,
        driver: &Driver,
    ) -> Result<Vec<RegistryEntry>, StoreError> {
        let guid = &driver.class_guid;
        let inf = &self.completed(driver)?.inf;
        let Some(entries) = inf.class_install(self.arch, &Self::dirs(driver))? else {
            return Ok(Vec::new());
        };
        if class_of_windows(guid).is_some() {
            let line = format!(
                "Ignoring changes to inbox device class {guid} through ClassInstall32 section."
            );
            self.log.warning("dvi", line);
            return Ok(Vec::new());
        }
        let class = self.records.classes.entry(guid.clone()).or_default();
        if class.installed {
            return Ok(Vec::new());
        }
        class.installed = true;
        class.apply(&entries);
        self.log
            .line("dvi", format_args!("Installed device class {guid}"));
        Ok(entries)
    }

    /// Does what lines say that name the key of a class by its whole path.
    pub(super) fn write_classes(&mut self, entries: &[RegistryEntry]) {
        for entry in entries {
            let key = entry.subkey.to_ascii_lowercase();
            let guid = key.strip_prefix(KEYS).map(|it| it.trim_end_matches('\\'));
            let Some(guid) = guid.filter(|it| !it.contains('\\')) else {
                continue;
            };
            if entry.root != RegistryRoot::LocalMachine {
                continue;
            }
            let relative = RegistryEntry {
                root: RegistryRoot::Relative,
                subkey: String::new(),
                ..entry.clone()
            };
            let class = self.records.classes.entry(guid.to_owned()).or_default();
            class.apply(&[relative]);
        }
    }
}
