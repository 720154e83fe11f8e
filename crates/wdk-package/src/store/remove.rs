//! Deleting packages.

use super::{INF_FOLDER, Store, StoreError, catalog_path, error::Code};

/// How a package is to be deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Delete {
    uninstall: bool,
    force: bool,
}

impl Delete {
    /// Only when no device uses the package.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// `/uninstall`: gives the devices that use it the next best package first, or none.
    #[must_use]
    pub fn uninstall(self) -> Self {
        Self {
            uninstall: true,
            ..self
        }
    }

    /// `/force`: although devices use it. Refused for packages that run from the store.
    #[must_use]
    pub fn force(self) -> Self {
        Self {
            force: true,
            ..self
        }
    }

    /// Whether `/uninstall` was said.
    #[must_use]
    pub fn uninstalls(self) -> bool {
        self.uninstall
    }
}

impl Store {
    /// `pnputil /delete-driver`: removes a package; returns the devices whose driver that changed.
    ///
    /// # Errors
    /// [`Code::InfInUseByDevices`] while devices use it, and for
    /// [`force`](Delete::force) when its files run from the store;
    /// [`Code::NotAnInstalledOemInf`] when no package has this name.
    pub fn delete_driver(
        &mut self,
        published: &str,
        how: Delete,
    ) -> Result<Vec<String>, StoreError> {
        let published = self.driver(published)?.published_name.clone();
        let users = self.records.users(&published);
        if how.uninstall {
            for device in &users {
                match self.reinstall(device, Some(&published)) {
                    // Without another package the device is left without a driver.
                    Ok(_)
                    | Err(StoreError::Refused {
                        code: Code::NoCompatDrivers,
                        ..
                    }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        let title = format!("SetupUninstallOEMInf - {published}");
        self.operation(title, |store| store.unstage(&published, how))?;
        Ok(users)
    }

    fn unstage(&mut self, published: &str, how: Delete) -> Result<(), StoreError> {
        let driver = self.driver(published)?.clone();
        let users = self.records.users(published);
        if !users.is_empty() {
            let by = users.join(", ");
            self.log.warning(
                "utl",
                format_args!("INF '{published}' is still in use by {by}"),
            );
            let advice = match (how.force, driver.runs_from_store) {
                (true, false) => None,
                (true, true) => Some("its files run from the store, so force is not allowed"),
                (false, _) => Some("uninstall it from them"),
            };
            if let Some(advice) = advice {
                let message = format!("{published} is installed on {by}; {advice}");
                return Err(StoreError::refused(Code::InfInUseByDevices, message));
            }
        }
        if !driver.services.is_empty() && !how.uninstall {
            let services = driver.services.join(", ");
            let message =
                format!("{published} is installed: it has the service {services}; uninstall it");
            return Err(StoreError::refused(Code::InfInUseByDevices, message));
        }
        self.log
            .open("sto", "Unconfigure Driver Package", published);
        let (free, kept) = self.records.release(published);
        for (path, others) in kept {
            let line = format!("File '{path}' still in use by {others} sources");
            self.log.line("utl", line);
        }
        for path in free {
            self.log.line("cpy", format_args!("Removed '{path}'"));
            self.remove(&path)?;
        }
        self.log.close();
        self.log
            .open("idb", "Unpublish Driver Package", &driver.location);
        self.remove(&driver.location)?;
        self.remove(&format!(r"{INF_FOLDER}\{published}"))?;
        // A package without a catalog has published none.
        let _ = self.volume.remove(&catalog_path(published));
        self.log.close();
        self.infs.remove(published);
        self.completed.remove(published);
        let other = |it: &super::Driver| it.published_name != published;
        self.records.drivers.retain(other);
        // By force: nobody looks for another package.
        let users = self.records.users(published);
        for instance in users {
            let extends = |it: &super::Device| it.extensions.iter().any(|it| it == published);
            if self.records.device(&instance).is_some_and(extends) {
                if let Some(device) = self.records.device_mut(&instance) {
                    device.extensions.retain(|it| it != published);
                }
            } else {
                self.leave_without_driver(&instance);
            }
        }
        for device in &mut self.records.devices {
            if device.previous_driver.as_deref() == Some(published) {
                device.previous_driver = None;
            }
        }
        Ok(())
    }

    fn remove(&mut self, path: &str) -> Result<(), StoreError> {
        match self.volume.remove(path) {
            Err(source) if source.kind() != std::io::ErrorKind::NotFound => {
                let path = path.to_owned();
                Err(StoreError::Volume { path, source })
            }
            _ => Ok(()),
        }
    }
}
