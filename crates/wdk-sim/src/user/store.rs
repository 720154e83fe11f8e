//! The machine's driver store, with pnputil's words.
#![forbid(unsafe_code)]

use std::rc::Rc;

use wdk_package::store::{Contents, Delete, Device, Driver, Entry};

use crate::{
    engine::error::{Error, Result},
    machine::Machine,
    nt::{
        kernel::Kernel,
        pnp::{
            install,
            node::{Node, State},
            remove, stack,
            store::{Package, refused},
        },
    },
};

/// The driver store of a [`Machine`], and the disk that it is on.
pub struct DriverStore {
    kernel: Rc<Kernel>,
}

impl Machine {
    /// The driver store, with the words of `pnputil`.
    #[must_use]
    pub fn driver_store(&self) -> DriverStore {
        DriverStore {
            kernel: Rc::clone(&self.kernel),
        }
    }

    /// Reads a file of the machine's disk, such as `C:\Windows\INF\oem0.inf`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is not there.
    pub fn read_file(&self, path: &str) -> Result<Vec<u8>> {
        let store = self.kernel.pnp.store.store.borrow();
        let content = store.volume().read(path);
        content.map_err(|error| Error::NotFound(error.to_string()))
    }

    /// Writes a file of the machine's disk.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a path that cannot be.
    pub fn write_file(&self, path: &str, content: &[u8]) -> Result {
        let mut store = self.kernel.pnp.store.store.borrow_mut();
        let written = store.volume_mut().write(path, content);
        written.map_err(|error| Error::NotFound(error.to_string()))
    }
}

impl DriverStore {
    /// `pnputil /add-driver`: stages a package and returns its name, such as `oem0.inf`.
    ///
    /// # Errors
    /// [`Error::Store`] with setupapi's code when the store refuses it.
    pub fn add_driver(&self, package: Package) -> Result<String> {
        Ok(self.kernel.pnp.store.add(package)?.published_name)
    }

    /// `pnputil /add-driver /install`: stages a package and gives it to the devices that it fits
    /// better than what they have, and to those that have none. They are restarted.
    ///
    /// # Errors
    /// As for [`add_driver`](Self::add_driver), and [`Error::Status`] with the veto of a device
    /// that is in use, or the failure of the new driver.
    pub fn install_driver(&self, package: Package) -> Result<String> {
        let published = self.add_driver(package)?;
        let store = &self.kernel.pnp.store.store;
        let better = store.borrow().improvable(&published).map_err(refused)?;
        for instance in better {
            self.change(&instance, None)?;
        }
        Ok(published)
    }

    /// `pnputil /enum-drivers`.
    #[must_use]
    pub fn enum_drivers(&self) -> Vec<Driver> {
        self.kernel.pnp.store.store.borrow().enum_drivers().to_vec()
    }

    /// `pnputil /enum-devices`: the devices that a package was looked for.
    #[must_use]
    pub fn enum_devices(&self) -> Vec<Device> {
        self.kernel.pnp.store.store.borrow().enum_devices().to_vec()
    }

    /// `pnputil /delete-driver`. With `/uninstall`, the devices that use the package get the next
    /// best one first, or none.
    ///
    /// # Errors
    /// [`Error::Store`] with 0xE000023D (`ERROR_INF_IN_USE_BY_DEVICES`) while devices use it, by
    /// force too when its files run from the store; [`Error::Status`] with a device's veto.
    pub fn delete_driver(&self, published: &str, how: Delete) -> Result {
        let store = &self.kernel.pnp.store.store;
        if how.uninstalls() {
            let name = store.borrow().driver(published).map_err(refused)?.clone();
            let uses = |it: &Device| {
                it.driver_name.as_ref() == Some(&name.published_name)
                    || it.extensions.contains(&name.published_name)
            };
            for device in self.enum_devices().into_iter().filter(uses) {
                self.change(&device.instance_id, Some(&name.published_name))?;
            }
        }
        let deleted = store.borrow_mut().delete_driver(published, how);
        deleted.map(drop).map_err(refused)
    }

    /// `pnputil /export-driver`.
    ///
    /// # Errors
    /// [`Error::Store`] when no package has this name.
    pub fn export_driver(&self, published: &str) -> Result<Contents> {
        let store = self.kernel.pnp.store.store.borrow();
        store.export_driver(published).map_err(refused)
    }

    /// What the store did, in the manner of `setupapi.dev.log`.
    #[must_use]
    pub fn log(&self) -> String {
        self.kernel.pnp.store.store.borrow().log().to_owned()
    }

    /// Whether a file or folder is on the disk.
    #[must_use]
    pub fn exists(&self, path: &str) -> bool {
        let store = self.kernel.pnp.store.store.borrow();
        matches!(
            store.volume().entry(path),
            Some(Entry::File(_) | Entry::Folder)
        )
    }

    /// Takes a device's drivers away and gives it the best package, but for `without`.
    fn change(&self, instance: &str, without: Option<&str>) -> Result {
        let kernel = &self.kernel;
        let nodes = kernel.pnp.nodes();
        let Some(node) = nodes.iter().find(|node| node.instance == instance) else {
            return Ok(());
        };
        kernel.call("PnP manager", || {
            kernel.with_device_tree(|| restart(kernel, node, without))
        })?
    }
}

fn restart(kernel: &Kernel, node: &Rc<Node>, without: Option<&str>) -> Result {
    if node.state.get() == State::Started {
        remove::remove(kernel, node, remove::AfterRemoval::Disabled)?;
    }
    node.service.replace(None);
    if install::install_without(kernel, node, without)? {
        stack::bring_up(kernel, node)
    } else {
        node.become_state(kernel, State::Enumerated);
        Ok(())
    }
}
