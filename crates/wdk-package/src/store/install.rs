//! Installing: which package for which device, and what it puts where.

use wdk_inf::{Install, RegistryEntry};

use super::{
    Device, DeviceInterface, Driver, Store, StoreError,
    declared::Declared,
    error::Code,
    extension::Extension,
    rank::{IdMatch, Rank, match_ids, rank},
    stack::{self, Filters},
    values::Values,
};

/// `COPYFLG_NO_OVERWRITE`
const NO_OVERWRITE: u32 = 0x10;
/// `COPYFLG_REPLACE_BOOT_FILE`: the file is in use until the system restarts.
const REPLACE_BOOT_FILE: u32 = 0x1000;

/// A package that fits a device: its place among the others first.
type Candidate<'a> = (&'a Driver, IdMatch, Rank, Install);

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
    /// The extension packages that are applied after it, in that order.
    pub extensions: Vec<Extension>,
    /// The filters that all of them make.
    pub filters: Filters,
    /// The devices of the software components that they add.
    pub components: Vec<String>,
    /// What is written into the key of the device's setup class, when this installed the class.
    pub class_registry: Vec<RegistryEntry>,
    /// The services that are Windows' own: their images are not in the package.
    pub inbox_services: Vec<String>,
    /// Whether the system must restart before the device runs with it.
    pub needs_reboot: bool,
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
        if let Some(device) = self.records.device_mut(instance) {
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

    /// Forgets a device and its software components; their packages are no longer in use by them.
    pub fn forget_device(&mut self, instance: &str) {
        let other = |it: &Device| !it.instance_id.eq_ignore_ascii_case(instance);
        self.records.devices.retain(other);
        self.keep_components(instance, &[]);
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
        self.install_chosen(instance, without, |store| store.best(instance, without))
    }

    /// Installs the package that `choose` finds, with its extensions, and then its components.
    pub(super) fn install_chosen(
        &mut self,
        instance: &str,
        without: Option<&str>,
        choose: impl FnOnce(&Self) -> Result<Option<(Driver, IdMatch, Rank, Install)>, StoreError>,
    ) -> Result<Installation, StoreError> {
        let title = format!("Device Install - {instance}");
        let installed = self.operation(title, |store| {
            let best = choose(store)?;
            let Some(best) = best else {
                store.leave_without_driver(instance);
                let message = format!("no package in the store drives {instance}");
                return Err(StoreError::refused(Code::NoCompatDrivers, message));
            };
            store.put(instance, without, best)
        })?;
        for component in &installed.components {
            match self.reinstall(component, without) {
                // A component without a package is a device with a problem, and no failure.
                Ok(_)
                | Err(StoreError::Refused {
                    code: Code::NoCompatDrivers,
                    ..
                }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(installed)
    }

    /// Puts a package on a device, and the extensions that fit.
    fn put(
        &mut self,
        instance: &str,
        without: Option<&str>,
        (driver, matched, rank, install): (Driver, IdMatch, Rank, Install),
    ) -> Result<Installation, StoreError> {
        let published = driver.published_name.clone();
        let extensions = self.extensions(instance, without)?;
        let log = &mut self.log;
        log.open("dvi", "Select Best Driver", "");
        log.line("dvi", "Selected Driver:");
        log.line(
            "dvi",
            format_args!("     Description - {}", matched.found.model.description),
        );
        log.line(
            "dvi",
            format_args!(
                r"     InfFile     - {}\{}",
                driver.location, driver.original_name
            ),
        );
        log.line(
            "dvi",
            format_args!("     Section     - {}", install.section),
        );
        log.line("dvi", format_args!("     Hardware ID - {}", matched.id));
        log.line("dvi", format_args!("     Rank        - {rank}"));
        log.line(
            "dvi",
            format_args!("     Driver Version - {}", driver.driver_version),
        );
        for it in &extensions {
            let (name, section) = (&it.driver.published_name, &it.install.section);
            log.line("dvi", format_args!("Selected Extension Driver: {name}"));
            log.line("dvi", format_args!("     Section     - {section}"));
        }
        log.close();
        log.open("dvi", "Core Device Install", "");
        log.open("dvi", "Install Device", instance);
        let class_registry = self.install_class(&driver)?;
        let mut values = Values::default();
        let mut declared = Declared::default();
        let (mut interfaces, mut inbox_services) = (Vec::new(), Vec::new());
        let mut needs_reboot = false;
        let base = (&driver, &install);
        let all = std::iter::once(base);
        let all = all.chain(extensions.iter().map(|it| (&it.driver, &it.install)));
        for (driver, install) in all {
            needs_reboot |= self.configure(driver, install)?;
            self.write_classes(&install.registry);
            values.apply(&install.hardware_registry);
            interfaces.extend(install.interfaces.iter().map(|it| DeviceInterface {
                class: it.class.to_ascii_lowercase(),
                reference: it.reference.clone().unwrap_or_default(),
                enabled: false,
            }));
            let completed = self.completed(driver)?;
            inbox_services.extend(completed.services.iter().cloned());
            let inf = &completed.inf;
            let own = Declared::read(inf, &install.section, &driver.location, instance);
            declared.join(own);
        }
        needs_reboot |= declared.reboot;
        let (filters, dropped) = stack::filters(&values, &declared.filters);
        for odd in declared.odd.iter().chain(&dropped) {
            self.log.warning("dvi", odd);
        }
        for software in &declared.software {
            let (name, command) = (&software.name, &software.command);
            let line = format!("Software '{name}' is not run here: {command}");
            self.log.line("dvi", line);
        }
        let components = self.add_components(instance, &declared.components);
        let mut replaced = None;
        if let Some(device) = self.records.device_mut(instance) {
            let model = &matched.found.model;
            replaced = device.driver_name.replace(published.clone());
            if replaced.as_ref().is_some_and(|it| *it != published) {
                device.previous_driver.clone_from(&replaced);
            }
            device.device_description.clone_from(&model.description);
            device.manufacturer_name.clone_from(&model.manufacturer);
            device.class_name.clone_from(&driver.class_name);
            device.class_guid.clone_from(&driver.class_guid);
            device.rank = Some(rank);
            device.matching_id = Some(matched.id.clone());
            device.service = install.function_driver().map(|it| it.name.clone());
            device.extensions = names(&extensions);
            device.upper_filters.clone_from(&filters.upper);
            device.lower_filters.clone_from(&filters.lower);
            device.interfaces = interfaces;
            device.software = declared.software;
            device.properties = values.shown();
            // A device that does not let its driver go has the new one after a restart.
            needs_reboot |= device.in_use && replaced.is_some();
            device.reboot_pending |= needs_reboot;
        }
        if needs_reboot {
            self.log.warning(
                "dvi",
                "The system must restart to complete the installation",
            );
        }
        Ok(Installation {
            driver,
            rank,
            matched,
            install,
            replaced,
            extensions,
            filters,
            components,
            class_registry,
            inbox_services,
            needs_reboot,
        })
    }

    /// Installs a primitive driver, which has no device; returns the names of its services.
    ///
    /// # Errors
    /// [`Code::InvalidParameter`] for a package that is none.
    pub fn install_primitive(&mut self, published: &str) -> Result<Vec<String>, StoreError> {
        let driver = self.driver(published)?.clone();
        let title = format!("Primitive Driver Install - {}", driver.published_name);
        self.operation(title, |store| {
            if !driver.primitive {
                let message = format!(
                    "{published} has no [DefaultInstall] for this architecture; it is installed on \
                     devices"
                );
                return Err(StoreError::refused(Code::InvalidParameter, message));
            }
            let inf = &store.completed(&driver)?.inf;
            let install = inf.install_default(store.arch, &Self::dirs(&driver))?;
            store.configure(&driver, &install)?;
            store.write_classes(&install.registry);
            let services: Vec<_> = install.services.iter().map(|it| it.name.clone()).collect();
            for service in &services {
                store
                    .log
                    .line("dvi", format_args!("Add Service: {service}"));
            }
            let same = |it: &&mut Driver| it.published_name == driver.published_name;
            if let Some(driver) = store.records.drivers.iter_mut().find(same) {
                driver.services.clone_from(&services);
            }
            Ok(services)
        })
    }

    /// Takes a device's package away, with all that it had made.
    pub(super) fn leave_without_driver(&mut self, instance: &str) {
        if let Some(device) = self.records.device_mut(instance) {
            *device = Device {
                instance_id: std::mem::take(&mut device.instance_id),
                hardware_ids: std::mem::take(&mut device.hardware_ids),
                compatible_ids: std::mem::take(&mut device.compatible_ids),
                device_description: std::mem::take(&mut device.device_description),
                parent: device.parent.take(),
                component: device.component.take(),
                resources: std::mem::take(&mut device.resources),
                container_id: device.container_id.take(),
                disabled: device.disabled,
                disconnected: device.disconnected,
                in_use: device.in_use,
                reboot_pending: device.reboot_pending,
                ..Device::default()
            };
        }
        self.keep_components(instance, &[]);
    }

    /// The connected devices that are better off with the package `published` than with what they have.
    ///
    /// # Errors
    /// [`StoreError::Inf`] when a matching package cannot be read.
    pub fn improvable(&self, published: &str) -> Result<Vec<String>, StoreError> {
        let extends = self.driver(published)?.is_extension();
        let mut better = Vec::new();
        let connected = self.records.devices.iter();
        for device in connected.filter(|it| self.is_connected(it)) {
            let instance = &device.instance_id;
            let improved = if extends {
                let installed = device.driver_name.is_some();
                let applies = installed
                    && names(&self.extensions(instance, None)?).contains(&published.to_owned());
                applies && !device.extensions.iter().any(|it| it == published)
            } else {
                let best = self.best(instance, None)?;
                let best = best.map(|(driver, ..)| driver.published_name);
                best.as_deref() == Some(published) && device.driver_name != best
            };
            if improved {
                better.push(instance.clone());
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
        let ranked = self.ranked(instance, without)?;
        let best = ranked.into_iter().next();
        Ok(best.map(|(driver, matched, rank, install)| (driver.clone(), matched, rank, install)))
    }

    /// The packages that drive a device, the best first.
    pub(super) fn ranked(
        &self,
        instance: &str,
        without: Option<&str>,
    ) -> Result<Vec<Candidate<'_>>, StoreError> {
        let device = self.device(instance)?;
        let mut ranked = Vec::new();
        let others =
            |it: &&Driver| !it.is_extension() && Some(it.published_name.as_str()) != without;
        for driver in self.records.drivers.iter().filter(others) {
            let inf = &self.completed(driver)?.inf;
            let (hardware, compatible) = (&device.hardware_ids, &device.compatible_ids);
            let Some(matched) = match_ids(inf, self.arch, self.os, hardware, compatible) else {
                continue;
            };
            let install = inf.install(&matched.found, &Self::dirs(driver))?;
            let rank = rank(inf, &install, &driver.signature, matched.score);
            ranked.push((driver, matched, rank, install));
        }
        // Of equals the one that came first stays first.
        ranked.sort_by_key(|(driver, _, rank, _)| driver.driver_version.key(*rank));
        Ok(ranked)
    }

    /// The device called `instance`, in any case.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when there is none.
    pub fn device(&self, instance: &str) -> Result<&Device, StoreError> {
        self.records.device(instance).ok_or_else(|| {
            let message = format!("no device is called {instance}");
            StoreError::refused(Code::NoSuchDevice, message)
        })
    }

    /// Copies what must not run from the store, and counts who needs it; whether a file of them
    /// is there only after a restart.
    fn configure(&mut self, driver: &Driver, install: &Install) -> Result<bool, StoreError> {
        let files = install.copy_files.iter();
        let outside: Vec<_> = files.filter(|it| it.dirid != Some(13)).collect();
        if outside.is_empty() {
            return Ok(false);
        }
        let mut needs_reboot = false;
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
                needs_reboot |= exists && copy.flags & REPLACE_BOOT_FILE != 0;
                self.write(&to, package.get(&file.path).unwrap_or_default())?;
                self.log
                    .line("cpy", format_args!("Copied '{}' to '{to}'", file.path));
            }
            self.records.need(&to, &driver.published_name);
        }
        Ok(needs_reboot)
    }
}

/// The published names of extension packages.
fn names(extensions: &[Extension]) -> Vec<String> {
    let names = extensions.iter().map(|it| it.driver.published_name.clone());
    names.collect()
}
