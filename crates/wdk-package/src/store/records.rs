//! What the store remembers: packages, devices, and who needs which file of the system.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    class::SetupClass,
    declared::Software,
    error::StoreError,
    rank::{DriverVer, Rank},
    resource::Resource,
    trust::Signature,
    volume::{fold, parts},
};
use crate::path::{component, components};

/// A driver package in the store, as `pnputil /enum-drivers` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Driver {
    /// The name in `Windows\INF`: `oem0.inf`.
    pub published_name: String,
    /// The INF's own name.
    pub original_name: String,
    /// Who provides the package.
    pub provider_name: String,
    /// The setup class.
    pub class_name: String,
    /// The setup class by GUID, in braces.
    pub class_guid: String,
    /// Day and version.
    pub driver_version: DriverVer,
    /// What the catalog says.
    pub signature: Signature,
    /// The package's folder in the store: what `%13%` stands for.
    pub location: String,
    /// Files below it, without the INF.
    pub files: Vec<String>,
    /// Whether files run from the store: the INF names DIRID 13 as a destination.
    pub runs_from_store: bool,
    /// What an extension package says it extends devices by: `ExtensionId`, a GUID in braces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension_id: Option<String>,
    /// Whether it is a primitive driver: installed without a device, by `[DefaultInstall]`.
    #[serde(default)]
    pub primitive: bool,
    /// The services that installing the primitive driver made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
}

impl Driver {
    /// Whether the package adds to what a base package installs, and drives no device itself.
    #[must_use]
    pub fn is_extension(&self) -> bool {
        self.extension_id.is_some()
    }
}

/// A device interface that an INF registers for a device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceInterface {
    /// The interface class, a GUID in braces.
    pub class: String,
    /// The reference string.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// Whether its driver has enabled it. No driver runs in a store, so nothing here does.
    #[serde(default)]
    pub enabled: bool,
}

/// A device that the store knows, as `pnputil /enum-devices` lists it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Bus, id, and which of its kind: `ROOT\LAMP\0000`.
    pub instance_id: String,
    /// What the user sees.
    pub device_description: String,
    /// The setup class.
    pub class_name: String,
    /// The setup class by GUID, in braces.
    pub class_guid: String,
    /// Who made it.
    pub manufacturer_name: String,
    /// Hardware ids, the most specific first.
    pub hardware_ids: Vec<String>,
    /// Compatible ids, the most specific first.
    pub compatible_ids: Vec<String>,
    /// The package that is installed on it: `oem0.inf`.
    pub driver_name: Option<String>,
    /// How well that package fits.
    pub rank: Option<Rank>,
    /// The id that matched.
    pub matching_id: Option<String>,
    /// The package that was installed on it before: what a rollback gives back.
    #[serde(default)]
    pub previous_driver: Option<String>,
    /// The extension packages that are applied on top of it, in that order.
    #[serde(default)]
    pub extensions: Vec<String>,
    /// The service of its function driver.
    #[serde(default)]
    pub service: Option<String>,
    /// Filters above the function driver, the one next to it first.
    #[serde(default)]
    pub upper_filters: Vec<String>,
    /// Filters below the function driver, the lowest first.
    #[serde(default)]
    pub lower_filters: Vec<String>,
    /// The device that it is a child of.
    #[serde(default)]
    pub parent: Option<String>,
    /// The name of the software component that it stands for: `AddComponent`.
    #[serde(default)]
    pub component: Option<String>,
    /// What its bus gave it: addresses, ports, interrupts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<Resource>,
    /// The container that it is a part of, a GUID in braces; none for the computer itself.
    #[serde(default)]
    pub container_id: Option<String>,
    /// The interfaces that INF files register for it.
    #[serde(default)]
    pub interfaces: Vec<DeviceInterface>,
    /// Programs that `AddSoftware` names. They are remembered, not run.
    #[serde(default)]
    pub software: Vec<Software>,
    /// The values of its hardware key.
    #[serde(default)]
    pub properties: BTreeMap<String, String>,
    /// Somebody disabled it.
    #[serde(default)]
    pub disabled: bool,
    /// It is known from before, and not there now.
    #[serde(default)]
    pub disconnected: bool,
    /// Somebody has it open, so it does not agree to be removed.
    #[serde(default)]
    pub in_use: bool,
    /// What was done to it waits for a restart of the system.
    #[serde(default)]
    pub reboot_pending: bool,
    /// It is removed when the system restarts.
    #[serde(default)]
    pub removal_pending: bool,
}

/// How many devices are above one another at most.
pub(super) const DEEPEST: usize = 64;

/// All that a store remembers between two operations.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Records {
    pub(super) drivers: Vec<Driver>,
    pub(super) devices: Vec<Device>,
    /// Which packages need a file outside of the store, by the file's folded path.
    pub(super) shared: BTreeMap<String, BTreeSet<String>>,
    /// Setup classes by their GUID in lower case.
    #[serde(default)]
    pub(super) classes: BTreeMap<String, SetupClass>,
    /// Devices that were removed and that their bus would report again.
    #[serde(default)]
    pub(super) removed: Vec<Device>,
    /// Where the log's clock is.
    #[serde(default)]
    pub(super) log_clock: u64,
}

impl Records {
    /// Refuses records that were changed so that they name files which the store never made.
    pub(super) fn check(&self, repository: &str) -> Result<(), StoreError> {
        let foreign = |what: &str| StoreError::Foreign(what.to_owned());
        for driver in &self.drivers {
            let number = driver.published_name.strip_prefix("oem");
            let number = number.and_then(|it| it.strip_suffix(".inf"));
            if number.is_none_or(|it| it.is_empty() || !it.bytes().all(|it| it.is_ascii_digit())) {
                return Err(foreign(&driver.published_name));
            }
            let location = driver.location.strip_prefix(repository);
            let folder = location.and_then(|it| it.strip_prefix('\\'));
            if folder.is_none_or(|it| component(it).is_err()) {
                return Err(foreign(&driver.location));
            }
            if component(&driver.original_name).is_err() {
                return Err(foreign(&driver.original_name));
            }
            if let Some(path) = driver.files.iter().find(|it| components(it).is_err()) {
                return Err(foreign(path));
            }
        }
        for device in &self.devices {
            let above = |it: &&Device| self.device(it.parent.as_deref()?);
            let above = std::iter::successors(Some(device), above);
            if above.take(DEEPEST + 1).count() > DEEPEST {
                // It is below itself, or deeper than any tree.
                return Err(foreign(&device.instance_id));
            }
        }
        let shared = self.shared.keys().find(|it| parts(it).is_err());
        shared.map_or(Ok(()), |path| Err(foreign(path)))
    }

    pub(super) fn driver(&self, published: &str) -> Option<&Driver> {
        let same = |it: &&Driver| it.published_name.eq_ignore_ascii_case(published);
        self.drivers.iter().find(same)
    }

    pub(super) fn device(&self, instance: &str) -> Option<&Device> {
        let same = |it: &&Device| it.instance_id.eq_ignore_ascii_case(instance);
        self.devices.iter().find(same)
    }

    /// The devices that a package is installed on.
    pub(super) fn users(&self, published: &str) -> Vec<String> {
        let uses = |it: &&Device| {
            it.driver_name.as_deref() == Some(published)
                || it.extensions.iter().any(|name| name == published)
        };
        let users = self.devices.iter().filter(uses);
        users.map(|it| it.instance_id.clone()).collect()
    }

    pub(super) fn device_mut(&mut self, instance: &str) -> Option<&mut Device> {
        let same = |it: &&mut Device| it.instance_id.eq_ignore_ascii_case(instance);
        self.devices.iter_mut().find(same)
    }

    /// The lowest `oemN.inf` that is free.
    pub(super) fn free_name(&self) -> String {
        let names = self
            .drivers
            .iter()
            .map(|it| it.published_name.to_ascii_lowercase());
        let taken: HashSet<String> = names.collect();
        let mut names = (0..).map(|number: u32| format!("oem{number}.inf"));
        let free = names.find(|it| !taken.contains(it));
        free.unwrap_or_default()
    }

    /// Counts `published` among those who need the file.
    pub(super) fn need(&mut self, path: &str, published: &str) {
        let sources = self.shared.entry(fold(path)).or_default();
        sources.insert(published.to_owned());
    }

    /// Counts `published` out everywhere; the files that nobody needs any more, and those that
    /// others still do with their number.
    pub(super) fn release(&mut self, published: &str) -> (Vec<String>, Vec<(String, usize)>) {
        let (mut free, mut kept) = (Vec::new(), Vec::new());
        self.shared.retain(|path, sources| {
            if sources.remove(published) {
                match sources.len() {
                    0 => free.push(path.clone()),
                    others => kept.push((path.clone(), others)),
                }
            }
            !sources.is_empty()
        });
        (free, kept)
    }
}
