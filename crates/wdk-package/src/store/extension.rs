//! Extension packages, and the devices of software components.
//!
//! See [Using an extension INF file](https://learn.microsoft.com/windows-hardware/drivers/install/using-an-extension-inf-file)
//! and [Using a component INF file](https://learn.microsoft.com/windows-hardware/drivers/install/using-a-component-inf-file).

use std::{
    cmp::Reverse,
    collections::{BTreeMap, btree_map::Entry},
};

use wdk_inf::{Inf, Install};

use super::{
    Device, Driver, Store, StoreError,
    declared::{COMPONENT_BUS, Component},
    error::Code,
    rank::{IdMatch, match_ids},
};

/// The setup class of extension packages.
const EXTENSION: &str = "{e2f84ce7-8efa-411c-aa69-97454ca4cb57}";

/// How deep components of components may be.
const DEEPEST: usize = 8;

/// An extension package that is applied to a device.
#[derive(Clone, Debug)]
pub struct Extension {
    /// The package.
    pub driver: Driver,
    /// The device's id that it was found by, and the model.
    pub matched: IdMatch,
    /// What its INF asks for, with the package's folder for `%13%`.
    pub install: Install,
}

/// The `ExtensionId` of an extension package, none for any other package.
///
/// # Errors
/// [`Code::AddFailed`] for one that has none, or no class that goes with it.
pub(super) fn extension_id(inf: &Inf) -> Result<Option<String>, StoreError> {
    let value = |key: &str| {
        let line = inf.line("Version", key)?;
        Some(inf.expand(line, 0).to_ascii_lowercase()).filter(|it| !it.is_empty())
    };
    let (class, id) = (value("ClassGuid"), value("ExtensionId"));
    let message = match (class.as_deref() == Some(EXTENSION), &id) {
        (true, Some(_)) | (false, None) => return Ok(id),
        (true, None) => {
            "an extension INF needs an ExtensionId, a GUID of its own, in [Version]".to_owned()
        }
        (false, Some(_)) => {
            format!("an INF with an ExtensionId has Class = Extension and ClassGuid = {EXTENSION}")
        }
    };
    Err(StoreError::refused(Code::AddFailed, message))
}

impl Store {
    /// The extension packages for a device, but for `without`: of each `ExtensionId` the latest.
    ///
    /// Windows promises no order among them; here it is that in which the chosen ones came in.
    pub(super) fn extensions(
        &self,
        instance: &str,
        without: Option<&str>,
    ) -> Result<Vec<Extension>, StoreError> {
        let device = self.device(instance)?;
        let mut latest = BTreeMap::new();
        for (at, driver) in self.records.drivers.iter().enumerate() {
            let Some(id) = &driver.extension_id else {
                continue;
            };
            if Some(driver.published_name.as_str()) == without {
                continue;
            }
            let (hardware, compatible) = (&device.hardware_ids, &device.compatible_ids);
            let inf = &self.completed(driver)?.inf;
            let Some(matched) = match_ids(inf, self.arch, self.os, hardware, compatible) else {
                continue;
            };
            let install = inf.install(&matched.found, &Self::dirs(driver))?;
            let (driver, key) = (driver.clone(), Reverse(driver.driver_version));
            let found = Extension {
                driver,
                matched,
                install,
            };
            match latest.entry(id.clone()) {
                Entry::Vacant(entry) => {
                    entry.insert((key, at, found));
                }
                Entry::Occupied(mut entry) if key < entry.get().0 => {
                    entry.insert((key, at, found));
                }
                Entry::Occupied(_) => {}
            }
        }
        let mut chosen: Vec<_> = latest.into_values().collect();
        chosen.sort_by_key(|(_, at, _)| *at);
        Ok(chosen.into_iter().map(|(.., found)| found).collect())
    }

    /// Makes the devices of the components that packages add to `parent`, and forgets those that
    /// they add no more; returns their instance ids.
    pub(super) fn add_components(&mut self, parent: &str, components: &[Component]) -> Vec<String> {
        let names: Vec<_> = components.iter().map(|it| it.name.clone()).collect();
        self.keep_components(parent, &names);
        if !components.is_empty() && self.depth(parent) >= DEEPEST {
            let line = format!("{parent} is a component of a component of {DEEPEST} others");
            self.log.warning("dvi", line);
            return Vec::new();
        }
        let mut made = Vec::new();
        for component in components {
            let mine = |it: &&mut Device| {
                is_child(it, parent)
                    && it
                        .component
                        .as_ref()
                        .is_some_and(|it| it.eq_ignore_ascii_case(&component.name))
            };
            if let Some(device) = self.records.devices.iter_mut().find(mine) {
                device.hardware_ids.clone_from(&component.ids);
                made.push(device.instance_id.clone());
                continue;
            }
            let instance = self.add_device(&component.ids, &[]);
            if let Some(device) = self.records.device_mut(&instance) {
                device.parent = Some(parent.to_owned());
                device.component = Some(component.name.clone());
                device.device_description.clone_from(&component.description);
            }
            let (name, id) = (&component.name, &component.ids[0]);
            let line = format!("Component '{name}' is the device {instance} ({id})");
            self.log.line("dvi", line);
            made.push(instance);
        }
        made
    }

    /// Forgets the components of a device but for those called `names`, and their own.
    pub(super) fn keep_components(&mut self, parent: &str, names: &[String]) {
        let gone = self.records.devices.iter().filter(|it| {
            let kept = |name: &String| names.iter().any(|it| it.eq_ignore_ascii_case(name));
            is_child(it, parent) && it.component.as_ref().is_some_and(|name| !kept(name))
        });
        let gone: Vec<_> = gone.map(|it| it.instance_id.clone()).collect();
        for instance in gone {
            self.forget_device(&instance);
        }
    }

    /// How many devices are between a device and the root.
    fn depth(&self, instance: &str) -> usize {
        let parent = |it: &&Device| self.records.device(it.parent.as_deref()?);
        let chain = std::iter::successors(self.records.device(instance), parent);
        chain
            .take(DEEPEST + 1)
            .filter(|it| it.instance_id.starts_with(COMPONENT_BUS))
            .count()
    }
}

fn is_child(device: &Device, parent: &str) -> bool {
    let of = device.parent.as_deref();
    of.is_some_and(|it| it.eq_ignore_ascii_case(parent))
}
