//! Installing: which package for which device, and what it puts where.

use wdk_inf::Install;

use super::{
    Device, Driver, Store, StoreError,
    error::Code,
    rank::{IdMatch, Rank, match_ids, rank},
};

/// `COPYFLG_NO_OVERWRITE`
const NO_OVERWRITE: u32 = 0x10;

/// A package that was installed on a device.
#[derive(Clone, Debug)]
pub struct Installation {
    /// The package.
    pub driver: Driver,
    /// How well it fits.
    pub rank: Rank,
    /// The device's id that it was found by, and the model.
    pub matched: IdMatch,
    /// What its INF asks for, with the package's folder for `%13%`.
    pub install: Install,
    /// The package that was installed on the device before.
    pub replaced: Option<String>,
}

impl Store {
    /// Makes a device known by its ids, as its bus would; returns its instance id. Nothing is
    /// installed yet.
    pub fn add_device(&mut self, hardware: &[String], compatible: &[String]) -> String {
        let id = hardware.first().or(compatible.first());
        let id = id.map_or_else(|| r"ROOT\UNKNOWN".to_owned(), |it| it.to_uppercase());
        let mut numbered = (0..).map(|number: u32| format!(r"{id}\{number:04}"));
        let free = numbered.find(|it| self.records.device(it).is_none());
        let instance = free.unwrap_or_default();
        self.know_device(&instance, hardware, compatible);
        instance
    }

    /// Makes a device known under the instance id that its bus gave it. A device that is known
    /// keeps its driver and gets these ids.
    pub fn know_device(&mut self, instance: &str, hardware: &[String], compatible: &[String]) {
        let (hardware_ids, compatible_ids) = (hardware.to_vec(), compatible.to_vec());
        if let Some(device) = self.device_mut(instance) {
            (device.hardware_ids, device.compatible_ids) = (hardware_ids, compatible_ids);
            return;
        }
        self.records.devices.push(Device {
            instance_id: instance.to_owned(),
            hardware_ids,
            compatible_ids,
            ..Device::default()
        });
    }

    /// `pnputil /remove-device`: forgets a device; its package is no longer in use by it.
    pub fn forget_device(&mut self, instance: &str) {
        let other = |it: &Device| !it.instance_id.eq_ignore_ascii_case(instance);
        self.records.devices.retain(other);
    }

    fn device_mut(&mut self, instance: &str) -> Option<&mut Device> {
        let same = |it: &&mut Device| it.instance_id.eq_ignore_ascii_case(instance);
        self.records.devices.iter_mut().find(same)
    }

    /// Installs the best package of the store on a device.
    ///
    /// # Errors
    /// [`Code::NoCompatDrivers`] when no package drives it; [`StoreError::Inf`] when the best one
    /// cannot be installed.
    pub fn install(&mut self, instance: &str) -> Result<Installation, StoreError> {
        self.reinstall(instance, None)
    }

    /// [`install`](Self::install) as if the package `without` were not there.
    ///
    /// # Errors
    /// As there. The device has no driver then.
    pub fn reinstall(
        &mut self,
        instance: &str,
        without: Option<&str>,
    ) -> Result<Installation, StoreError> {
        self.operation(format_args!("Device Install - {instance}"), |store| {
            let best = store.best(instance, without)?;
            let Some((driver, matched, rank, install)) = best else {
                if let Some(device) = store.device_mut(instance) {
                    (device.driver_name, device.rank, device.matching_id) = (None, None, None);
                }
                let message = format!("no package in the store drives {instance}");
                return Err(StoreError::refused(Code::NoCompatDrivers, message));
            };
            let published = &driver.published_name;
            store
                .log
                .open("dvi", format_args!("Selected Driver: {published}"));
            let section = &install.section;
            store
                .log
                .line("dvi", format_args!("Section        - {section}"));
            store
                .log
                .line("dvi", format_args!("Hardware ID    - {}", matched.id));
            store
                .log
                .line("dvi", format_args!("Rank           - {rank}"));
            let version = driver.driver_version;
            store
                .log
                .line("dvi", format_args!("Driver Version - {version}"));
            store.configure(&driver, &install)?;
            store.log.close();
            let (name, model) = (published.clone(), matched.found.model.clone());
            let mut replaced = None;
            if let Some(device) = store.device_mut(instance) {
                replaced = device.driver_name.replace(name);
                device.device_description = model.description;
                device.manufacturer_name = model.manufacturer;
                device.class_name.clone_from(&driver.class_name);
                device.class_guid.clone_from(&driver.class_guid);
                device.rank = Some(rank);
                device.matching_id = Some(matched.id.clone());
            }
            Ok(Installation {
                driver,
                rank,
                matched,
                install,
                replaced,
            })
        })
    }

    /// The devices that are better off with the package `published` than with what they have.
    ///
    /// # Errors
    /// [`StoreError::Inf`] when a matching package cannot be read.
    pub fn improvable(&self, published: &str) -> Result<Vec<String>, StoreError> {
        let mut better = Vec::new();
        for device in &self.records.devices {
            let best = self.best(&device.instance_id, None)?;
            let best = best.map(|(driver, ..)| driver.published_name);
            if best.as_deref() == Some(published) && device.driver_name != best {
                better.push(device.instance_id.clone());
            }
        }
        Ok(better)
    }

    /// The best package for a device: lowest rank, then latest day, then highest version.
    fn best(
        &self,
        instance: &str,
        without: Option<&str>,
    ) -> Result<Option<(Driver, IdMatch, Rank, Install)>, StoreError> {
        let device = self.records.device(instance).ok_or_else(|| {
            let message = format!("no device is called {instance}");
            StoreError::refused(Code::NoSuchDevice, message)
        })?;
        let mut best = None;
        let others = |it: &&Driver| Some(it.published_name.as_str()) != without;
        for driver in self.records.drivers.iter().filter(others) {
            let inf = self.inf(driver)?;
            let (hardware, compatible) = (&device.hardware_ids, &device.compatible_ids);
            let Some(matched) = match_ids(inf, self.arch, self.os, hardware, compatible) else {
                continue;
            };
            let install = inf.install(&matched.found, &Self::dirs(driver))?;
            let rank = rank(inf, &install, &driver.signature, matched.score);
            let key = driver.driver_version.key(rank);
            if best.as_ref().is_none_or(|(other, _)| key < *other) {
                best = Some((key, (driver, matched, rank, install)));
            }
        }
        Ok(best
            .map(|(_, (driver, matched, rank, install))| (driver.clone(), matched, rank, install)))
    }

    /// Copies what must not run from the store, and counts who needs it.
    fn configure(&mut self, driver: &Driver, install: &Install) -> Result<(), StoreError> {
        let files = install.copy_files.iter();
        let outside: Vec<_> = files.filter(|it| it.dirid != Some(13)).collect();
        if outside.is_empty() {
            return Ok(());
        }
        let package = self.export_driver(&driver.published_name)?;
        for file in package.payload(self.arch, self.os)? {
            let copy = &file.copy;
            if !outside.iter().any(|it| it.span == copy.span) {
                continue;
            }
            if copy.directory.is_empty() {
                let message = format!("{} has no directory to be copied to", copy.destination);
                return Err(StoreError::refused(Code::InvalidParameter, message));
            }
            let to = format!(
                r"{}\{}",
                copy.directory.trim_end_matches('\\'),
                copy.destination
            );
            let exists = self.volume.entry(&to).is_some();
            if !(exists && copy.flags & NO_OVERWRITE != 0) {
                self.write(&to, package.get(&file.path).unwrap_or_default())?;
                self.log
                    .line("cpy", format_args!("Copied '{}' to '{to}'", file.path));
            }
            self.records.need(&to, &driver.published_name);
        }
        Ok(())
    }
}
