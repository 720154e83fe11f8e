//! What the store remembers: packages, devices, and who needs which file of the system.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    error::StoreError,
    rank::{DriverVer, Rank},
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
}

/// All that a store remembers between two operations.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Records {
    pub(super) drivers: Vec<Driver>,
    pub(super) devices: Vec<Device>,
    /// Which packages need a file outside of the store, by the file's folded path.
    pub(super) shared: BTreeMap<String, BTreeSet<String>>,
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
        let uses = |it: &&Device| it.driver_name.as_deref() == Some(published);
        let users = self.devices.iter().filter(uses);
        users.map(|it| it.instance_id.clone()).collect()
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
