//! The driver store: what `pnputil` does, on a folder or in memory.
//!
//! Staging copies a package that its catalog vouches for into
//! `System32\DriverStore\FileRepository`, publishes its INF as `oemN.inf`, and several versions
//! stand side by side. Installing ranks the packages for a device, expands `%13%` to the
//! package's own folder, and copies what must stand elsewhere. Nothing is removed while a device
//! needs it.
//!
//! ```
//! use wdk_inf::Inf;
//! use wdk_package::store::{Contents, Delete, Memory, Store};
//!
//! # let text = r#"
//! # [Version]
//! # Signature = "$Windows NT$"
//! # [DestinationDirs]
//! # DefaultDestDir = 13
//! # [Manufacturer]
//! # m = Models,NTamd64.10.0...16299
//! # [Models.NTamd64.10.0...16299]
//! # "A lamp" = Lamp, root\lamp
//! # [Lamp.NTamd64]
//! # CopyFiles = @lamp.sys
//! # [Lamp.NTamd64.Services]
//! # AddService = lamp, 2, Service
//! # [Service]
//! # ServiceType = 1
//! # StartType = 3
//! # ErrorControl = 1
//! # ServiceBinary = %13%\lamp.sys
//! # "#;
//! let lamp = Contents::new("lamp.inf", Inf::parse(text.as_bytes())?).file("lamp.sys", "MZ");
//! let mut store = Store::open(Memory::new())?;
//! assert_eq!(store.add_driver(&lamp)?.published_name, "oem0.inf");
//!
//! let device = store.add_device(&[r"root\lamp".to_owned()], &[]);
//! let installed = store.install(&device)?;
//! let binary = &installed.install.services[0].binary;
//! assert!(binary.starts_with(r"C:\Windows\System32\DriverStore\FileRepository\lamp.inf_amd64_"));
//!
//! let refused = store.delete_driver("oem0.inf", Delete::new().force()).unwrap_err();
//! assert_eq!(refused.code(), 0xE000_023D); // it runs from the store
//! store.delete_driver("oem0.inf", Delete::new().uninstall())?;
//! # Ok::<(), wdk_package::store::StoreError>(())
//! ```
//!
//! See [Driver Store](https://learn.microsoft.com/windows-hardware/drivers/install/driver-store)
//! and [PnPUtil command syntax](https://learn.microsoft.com/windows-hardware/drivers/devtest/pnputil-command-syntax).

#[cfg(all(test, feature = "signing"))]
mod cased;
mod class;
#[cfg(test)]
mod classes;
mod contents;
mod declared;
mod devices;
mod error;
#[cfg(test)]
mod escapes;
mod explain;
#[cfg(test)]
mod explained;
#[cfg(test)]
mod extended;
mod extension;
#[cfg(test)]
mod fixture;
mod inbox;
mod install;
mod log;
mod meaning;
mod rank;
mod records;
mod remove;
mod resource;
mod setup_log;
mod stack;
#[cfg(test)]
mod tests;
mod trust;
mod values;
#[cfg(test)]
mod verbs;
mod volume;

use std::{collections::BTreeMap, path::Path};

use wdk_inf::{Arch, Dirs, Inf, OsVersion};

pub use self::{
    class::SetupClass,
    contents::Contents,
    declared::Software,
    devices::{Done, Matching, Problem, Status},
    error::{Code, StoreError},
    explain::Explanation,
    extension::Extension,
    install::Installation,
    log::Log,
    rank::{DriverVer, IdMatch, Rank, match_ids, rank},
    records::{Device, DeviceInterface, Driver},
    remove::Delete,
    resource::{NoResource, Resource},
    setup_log::{Ending, LogLine, LogSection, Mark, SetupLog},
    stack::Filters,
    trust::{Anything, Catalogs, Signature, Trust},
    volume::{Entry, Folder, Memory, Volume},
};
use self::{contents::Payload, inbox::Completed, records::Records};

/// Where Windows is on the store's file system.
pub const WINDOWS: &str = r"C:\Windows";
const REPOSITORY: &str = r"C:\Windows\System32\DriverStore\FileRepository";
const INF_FOLDER: &str = r"C:\Windows\INF";
const CATALOGS: &str = r"C:\Windows\System32\CatRoot\{F750E6C3-38EE-11D1-85E5-00C04FC295EE}";
const RECORDS: &str = r"C:\Windows\System32\config\DRIVERS.json";
const LOG: &str = r"C:\Windows\INF\setupapi.dev.log";

/// A driver store on a file system.
pub struct Store {
    volume: Box<dyn Volume>,
    trust: Box<dyn Trust>,
    arch: Arch,
    os: OsVersion,
    records: Records,
    /// The INF of each package, by its published name.
    infs: BTreeMap<String, Inf>,
    /// The same with what they need of Windows' own INF files.
    completed: BTreeMap<String, Completed>,
    log: Log,
}

/// What adding a package did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Added {
    /// Its name from now on: `oem0.inf`.
    pub published_name: String,
    /// Whether the same package was in the store before.
    pub existed: bool,
}

impl Store {
    /// The store on a file system, with what [`save`](Self::save) left there.
    ///
    /// It is that of a 64-bit Windows 11 24H2 for x86-64 and takes unsigned packages, until
    /// [`system`](Self::system) and [`trust`](Self::trust) say otherwise.
    ///
    /// # Errors
    /// When the records or a package's INF cannot be read.
    pub fn open(volume: impl Volume + 'static) -> Result<Self, StoreError> {
        let mut store = Self::on(volume);
        if store.volume.entry(RECORDS).is_some() {
            let records: Records = serde_json::from_slice(&store.read(RECORDS)?)?;
            records.check(REPOSITORY)?;
            store.log = Log::at(records.log_clock);
            store.records = records;
        }
        for driver in &store.records.drivers {
            let path = format!(r"{}\{}", driver.location, driver.original_name);
            let inf = Inf::parse_named(&driver.original_name, &store.read(&path)?)?;
            let name = &driver.published_name;
            store.completed.insert(name.clone(), inbox::complete(&inf)?);
            store.infs.insert(name.clone(), inf);
        }
        Ok(store)
    }

    /// A new store on a file system, whatever is there.
    pub fn on(volume: impl Volume + 'static) -> Self {
        Self {
            volume: Box::new(volume),
            trust: Box::new(Anything),
            arch: Arch::Amd64,
            os: OsVersion::WINDOWS_11_24H2,
            records: Records::default(),
            infs: BTreeMap::new(),
            completed: BTreeMap::new(),
            log: Log::default(),
        }
    }

    /// The same for another system.
    #[must_use]
    pub fn system(self, arch: Arch, os: OsVersion) -> Self {
        Self { arch, os, ..self }
    }

    /// The same with another judge of packages.
    #[must_use]
    pub fn trust(mut self, trust: impl Trust + 'static) -> Self {
        self.trust = Box::new(trust);
        self
    }

    /// Writes what the store remembers to its file system, and appends the log to
    /// `Windows\INF\setupapi.dev.log`.
    ///
    /// # Errors
    /// [`StoreError::Volume`] when the file system does not take it.
    pub fn save(&mut self) -> Result<(), StoreError> {
        let clock = self.log.clock();
        self.records.log_clock = clock;
        let records = serde_json::to_vec_pretty(&self.records)?;
        self.write(RECORDS, &records)?;
        let mut log = match self.volume.read(LOG) {
            Ok(log) => log,
            Err(_) => Log::header(self.arch, self.os).into_bytes(),
        };
        let written = std::mem::replace(&mut self.log, Log::at(clock));
        log.extend_from_slice(written.text().as_bytes());
        self.write(LOG, &log)
    }

    /// The file system.
    #[must_use]
    pub fn volume(&self) -> &dyn Volume {
        &*self.volume
    }

    /// The file system, to be written to.
    pub fn volume_mut(&mut self) -> &mut dyn Volume {
        &mut *self.volume
    }

    /// What was done since the store was opened or saved.
    #[must_use]
    pub fn log(&self) -> &str {
        self.log.text()
    }

    /// `pnputil /add-driver`: stages a package.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the catalog does not vouch for it, when a file is missing, or
    /// when it would make new files in the store.
    pub fn add_driver(&mut self, package: &Contents) -> Result<Added, StoreError> {
        let title = format!("Setup Import Driver Package - {}", package.name());
        self.operation(title, |store| store.stage(package))
    }

    fn stage(&mut self, package: &Contents) -> Result<Added, StoreError> {
        let version = package.inf().version();
        let text = |it: &Option<String>| it.clone().unwrap_or_default();
        let (date, number) = version.driver_ver.clone().unwrap_or_default();
        let driver_version = DriverVer::read(&date, &text(&number));
        let class_guid = text(&version.class_guid).to_ascii_lowercase();
        let log = &mut self.log;
        log.line("inf", format_args!("Provider: {}", text(&version.provider)));
        log.line("inf", format_args!("Class GUID: {class_guid}"));
        log.line(
            "inf",
            format_args!("Driver Version: {date},{}", text(&number)),
        );
        let catalog = package.catalog();
        if let Some(catalog) = &catalog {
            log.line("inf", format_args!("Catalog File: {catalog}"));
        }
        let extension_id = extension::extension_id(package.inf())?;
        if let Some(id) = &extension_id {
            log.line("inf", format_args!("Extension ID: {id}"));
        }
        log.open("sto", "Stage Driver Package", package.name());
        package.check_names()?;
        let completed = inbox::complete(package.inf())?;
        for section in &completed.unknown {
            let line = format!("What [{section}] of Windows installs is not known here");
            log.warning("inf", line);
        }
        let payload = package.payload(self.arch, self.os)?;
        package.check(&payload)?;
        let signature = self.validate(package)?;
        let name = package.folder_name(self.arch);
        let location = format!(r"{REPOSITORY}\{name}");
        let same = |it: &&Driver| it.location.eq_ignore_ascii_case(&location);
        if let Some(driver) = self.records.drivers.iter().find(same) {
            let published_name = driver.published_name.clone();
            self.log.line(
                "sto",
                format_args!("Already published as '{published_name}'"),
            );
            return Ok(Added {
                published_name,
                existed: true,
            });
        }
        self.log.open("sto", "Core Driver Package Import", &name);
        let published_name = self.records.free_name();
        let driver = Driver {
            published_name: published_name.clone(),
            original_name: package.name().to_owned(),
            provider_name: text(&version.provider),
            class_name: text(&version.class),
            class_guid,
            driver_version,
            signature,
            files: stored_files(
                &payload,
                catalog.as_deref().filter(|it| package.get(it).is_some()),
            ),
            runs_from_store: payload.iter().any(|it| it.copy.dirid == Some(13)),
            location: location.clone(),
            extension_id,
            primitive: package.is_primitive(self.arch),
            services: Vec::new(),
        };
        if let Err(error) = self.import(package, &driver) {
            // What is half there is nobody's: the next attempt writes it anew.
            let _ = self.volume.remove(&location);
            return Err(error);
        }
        let indexed: usize = package
            .inf()
            .models(self.arch, self.os)
            .iter()
            .map(|it| it.ids.len())
            .sum();
        let inf = package.name();
        let log = &mut self.log;
        log.open(
            "idb",
            "Publish Driver Package",
            format_args!(r"{location}\{inf}"),
        );
        log.line(
            "cpy",
            format_args!(r"Published '{name}\{inf}' to '{published_name}'."),
        );
        log.line(
            "idb",
            format_args!("Indexed {indexed} device IDs for '{name}'."),
        );
        log.close();
        log.close();
        log.close();
        self.infs
            .insert(published_name.clone(), package.inf().clone());
        self.completed.insert(published_name.clone(), completed);
        self.records.drivers.push(driver);
        Ok(Added {
            published_name,
            existed: false,
        })
    }

    /// Asks who vouches for a package.
    fn validate(&mut self, package: &Contents) -> Result<Signature, StoreError> {
        self.log.open("sto", "DRIVERSTORE IMPORT VALIDATE", "");
        self.log.open("sig", "_VERIFY_FILE_SIGNATURE", "");
        let verified = self.trust.verify(package);
        let file = match &verified {
            Err(StoreError::Refused { file, .. }) => file.as_deref(),
            _ => None,
        };
        let log = &mut self.log;
        let key = file.unwrap_or(package.name());
        log.line("sig", format_args!("Key      = {key}"));
        if let Some(catalog) = package.catalog() {
            log.line("sig", format_args!("Catalog  = {catalog}"));
        }
        match &verified {
            Ok(Signature::Signed { .. }) => {
                log.line("sig", "Success: File is signed in catalog.");
                log.close();
            }
            Ok(Signature::Listed) => {
                log.line("sig", "The catalog's signer was not verified");
                log.close();
            }
            Ok(Signature::Unsigned) => {
                log.warning("sig", "Driver package is not signed");
                log.close();
            }
            Err(error) => {
                let (code, text) = (error.code(), error.text());
                log.warning("sig", "Verifying file against specific catalog failed.");
                log.warning("sig", format_args!("Error {code:#010x}: {text}"));
                log.close_with(code);
                let line =
                    format!("Driver package failed signature verification. Error = {code:#010X}");
                log.error("sig", line.replace("0X", "0x"));
                log.close_with(code);
            }
        }
        let signature = verified?;
        self.log.close();
        if let Signature::Signed { signer } = &signature {
            self.log
                .line("sig", format_args!("Signer Name   = {signer}"));
        }
        Ok(signature)
    }

    /// Copies a package into the repository and publishes its INF and catalog.
    fn import(&mut self, package: &Contents, driver: &Driver) -> Result<(), StoreError> {
        let location = &driver.location;
        self.log.open("cpy", "Copy Directory", package.name());
        self.log
            .line("cpy", format_args!("Target Path = {location}"));
        let inf = package.inf().to_bytes();
        self.write(&format!(r"{location}\{}", package.name()), &inf)?;
        for path in &driver.files {
            let content = package.get(path).unwrap_or_default();
            self.write(&format!(r"{location}\{path}"), content)?;
        }
        self.log.close();
        let published = &driver.published_name;
        self.write(&format!(r"{INF_FOLDER}\{published}"), &inf)?;
        let catalog = package.catalog().unwrap_or_default();
        if let Some(content) = package.get(&catalog) {
            self.write(&catalog_path(published), content)?;
            let name = published.replace(".inf", ".cat");
            self.log.line(
                "sig",
                format_args!("Installed catalog '{catalog}' as '{name}'."),
            );
        }
        Ok(())
    }

    /// `pnputil /enum-drivers`: the packages in the store, oldest first.
    #[must_use]
    pub fn enum_drivers(&self) -> &[Driver] {
        &self.records.drivers
    }

    /// The devices that use a package, as their driver or as an extension.
    #[must_use]
    pub fn users(&self, published: &str) -> Vec<String> {
        let driver = self.records.driver(published);
        driver.map_or_else(Vec::new, |it| self.records.users(&it.published_name))
    }

    /// `pnputil /enum-devices`: the devices that the store knows.
    #[must_use]
    pub fn enum_devices(&self) -> &[Device] {
        &self.records.devices
    }

    /// `pnputil /export-driver`: the package as it was handed in, as far as it is stored.
    ///
    /// # Errors
    /// [`Code::NotAnInstalledOemInf`] when no package has this name.
    pub fn export_driver(&self, published: &str) -> Result<Contents, StoreError> {
        let driver = self.driver(published)?;
        let mut package = Contents::new(&driver.original_name, self.inf(driver)?.clone());
        for path in &driver.files {
            let content = self.read(&format!(r"{}\{path}", driver.location))?;
            package = package.file(path, content);
        }
        Ok(package)
    }

    /// [`export_driver`](Self::export_driver) into a folder of the host.
    ///
    /// # Errors
    /// As there, and when the folder cannot be written.
    pub fn export_to(&self, published: &str, folder: &Path) -> Result<(), StoreError> {
        self.export_driver(published)?.write(folder)
    }

    /// The package that is published under a name, in any case.
    ///
    /// # Errors
    /// [`Code::NotAnInstalledOemInf`] when there is none.
    pub fn driver(&self, published: &str) -> Result<&Driver, StoreError> {
        self.records.driver(published).ok_or_else(|| {
            let message = format!("no package is published as {published}");
            StoreError::refused(Code::NotAnInstalledOemInf, message)
        })
    }

    fn inf(&self, driver: &Driver) -> Result<&Inf, StoreError> {
        self.infs.get(&driver.published_name).ok_or_else(|| {
            let message = format!("{} has no INF", driver.published_name);
            StoreError::refused(Code::NotAnInstalledOemInf, message)
        })
    }

    /// The INF of a package with what it needs of Windows.
    fn completed(&self, driver: &Driver) -> Result<&Completed, StoreError> {
        self.completed.get(&driver.published_name).ok_or_else(|| {
            let message = format!("{} has no INF", driver.published_name);
            StoreError::refused(Code::NotAnInstalledOemInf, message)
        })
    }

    /// The numbered directories as a package sees them.
    fn dirs(driver: &Driver) -> Dirs {
        Dirs::new(WINDOWS).package(&driver.location)
    }

    /// One operation with its section of the log.
    fn operation<T>(
        &mut self,
        title: impl std::fmt::Display,
        work: impl FnOnce(&mut Self) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.log.begin(title);
        let result = work(self);
        let failure = result.as_ref().err();
        let failure = failure.map(|it| (it.code(), it.text(), it.to_string()));
        self.log.end(failure);
        result
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, StoreError> {
        let path = path.to_owned();
        let content = self.volume.read(&path);
        content.map_err(|source| StoreError::Volume { path, source })
    }

    fn write(&mut self, path: &str, content: &[u8]) -> Result<(), StoreError> {
        let path = path.to_owned();
        let written = self.volume.write(&path, content);
        written.map_err(|source| StoreError::Volume { path, source })
    }
}

/// The files of a package that come into the store: what `CopyFiles` names, and the catalog.
fn stored_files(payload: &[Payload], catalog: Option<&str>) -> Vec<String> {
    let mut files: Vec<String> = payload.iter().map(|it| it.path.clone()).collect();
    files.extend(catalog.map(str::to_owned));
    files.sort_by_key(|it| volume::fold(it));
    files.dedup_by_key(|it| volume::fold(it));
    files
}

fn catalog_path(published: &str) -> String {
    format!(r"{CATALOGS}\{}", published.replace(".inf", ".cat"))
}
