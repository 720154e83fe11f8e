//! What `pnputil` does to devices, and what it knows about them.
//!
//! No driver runs here, so a device that has one and is not disabled counts as started.

use std::fmt;

use wdk_inf::Install;

use super::{
    Device, Driver, Installation, Store, StoreError,
    declared::COMPONENT_BUS,
    error::Code,
    rank::{IdMatch, Rank},
    records::DEEPEST,
    resource::Resource,
};

/// How a device is, in the words of `pnputil /enum-devices`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// It works.
    Started,
    /// Somebody disabled it.
    Disabled,
    /// It is known from before and not there now.
    Disconnected,
    /// It does not work.
    Problem(Problem),
}

/// Why a device does not work.
///
/// See [Device Manager error messages](https://learn.microsoft.com/windows-hardware/drivers/install/device-manager-error-messages).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[repr(u32)]
pub enum Problem {
    /// What was done to it waits for a restart.
    NeedRestart = 14,
    /// It is removed with the next restart.
    WillBeRemoved = 21,
    /// Somebody disabled it.
    Disabled = 22,
    /// No package was found for it.
    FailedInstall = 28,
    /// It is not there.
    Phantom = 45,
}

impl Problem {
    /// The number, as `pnputil /problem` takes it.
    #[must_use]
    pub fn code(self) -> u32 {
        self as u32
    }

    /// The name, as it is in cfg.h.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NeedRestart => "CM_PROB_NEED_RESTART",
            Self::WillBeRemoved => "CM_PROB_WILL_BE_REMOVED",
            Self::Disabled => "CM_PROB_DISABLED",
            Self::FailedInstall => "CM_PROB_FAILED_INSTALL",
            Self::Phantom => "CM_PROB_PHANTOM",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, name) = (self.code(), self.name());
        write!(f, "{code} (0x{code:02X}) [{name}]")
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Started => "Started",
            Self::Disabled => "Disabled",
            Self::Disconnected => "Disconnected",
            Self::Problem(_) => "Problem",
        })
    }
}

/// What an operation on a device left to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Done {
    /// Nothing.
    Completely,
    /// The system must restart to complete it.
    AfterReboot,
}

/// A package that fits a device, as `pnputil /enum-devices /drivers` and `devcon drivernodes` list
/// it.
#[derive(Clone, Debug)]
pub struct Matching {
    /// The package.
    pub driver: Driver,
    /// The device's id that it was found by, and the model.
    pub matched: IdMatch,
    /// How well it fits; extensions have none.
    pub rank: Option<Rank>,
    /// Whether it is the best, or an extension that would be applied.
    pub best: bool,
    /// Whether the device has it.
    pub installed: bool,
}

impl Store {
    /// How a device is.
    #[must_use]
    pub fn status(&self, device: &Device) -> Status {
        match self.problem(device) {
            _ if !self.is_connected(device) => Status::Disconnected,
            None => Status::Started,
            Some(Problem::Disabled) => Status::Disabled,
            Some(problem) => Status::Problem(problem),
        }
    }

    /// Why a device does not work.
    #[must_use]
    pub fn problem(&self, device: &Device) -> Option<Problem> {
        Some(match device {
            _ if !self.is_connected(device) => Problem::Phantom,
            _ if device.removal_pending => Problem::WillBeRemoved,
            _ if device.reboot_pending => Problem::NeedRestart,
            _ if device.disabled => Problem::Disabled,
            _ if device.driver_name.is_none() => Problem::FailedInstall,
            _ => return None,
        })
    }

    /// Whether a device is there: its bus reports it, and the devices that it is a child of work.
    #[must_use]
    pub fn is_connected(&self, device: &Device) -> bool {
        let mut at = device;
        // What a person wrote into the records may be a circle.
        for _ in 0..=self.records.devices.len() {
            if at.disconnected {
                return false;
            }
            let Some(parent) = &at.parent else {
                return true;
            };
            match self.records.device(parent) {
                Some(parent) if !parent.disabled || parent.reboot_pending => at = parent,
                _ => return false,
            }
        }
        false
    }

    /// The devices below a device.
    #[must_use]
    pub fn children(&self, instance: &str) -> Vec<&Device> {
        let child = |it: &&Device| {
            let parent = it.parent.as_deref();
            parent.is_some_and(|it| it.eq_ignore_ascii_case(instance))
        };
        self.records.devices.iter().filter(child).collect()
    }

    /// Says that a device is a child of another, as the bus that reports it does.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when one of them is not known; [`Code::InvalidParameter`] when the
    /// parent is below the device.
    pub fn set_parent(&mut self, instance: &str, parent: &str) -> Result<(), StoreError> {
        let parent = self.device(parent)?.instance_id.clone();
        let mut above = Some(parent.clone());
        for depth in 0.. {
            let Some(at) = above else { break };
            // Components may follow below.
            if at.eq_ignore_ascii_case(instance) || depth > DEEPEST / 2 {
                let message = format!("{parent} is below {instance}, or too deep to be its parent");
                return Err(StoreError::refused(Code::InvalidParameter, message));
            }
            above = self.records.device(&at).and_then(|it| it.parent.clone());
        }
        self.known(instance)?.parent = Some(parent);
        Ok(())
    }

    /// Says that a device is part of a container, such as the case that it is built into.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when it is not known.
    pub fn set_container(&mut self, instance: &str, container: &str) -> Result<(), StoreError> {
        self.known(instance)?.container_id = Some(container.to_ascii_lowercase());
        Ok(())
    }

    /// Says what hardware resources the bus gave a device.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when it is not known.
    pub fn set_resources(
        &mut self,
        instance: &str,
        resources: Vec<Resource>,
    ) -> Result<(), StoreError> {
        self.known(instance)?.resources = resources;
        Ok(())
    }

    /// Says that somebody has a device open, or no more: it does not agree to be removed while so.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when it is not known.
    pub fn set_in_use(&mut self, instance: &str, in_use: bool) -> Result<(), StoreError> {
        self.known(instance)?.in_use = in_use;
        Ok(())
    }

    /// The device goes away, as when a cable is pulled. It stays known.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when it is not known.
    pub fn disconnect(&mut self, instance: &str) -> Result<(), StoreError> {
        self.known(instance)?.disconnected = true;
        Ok(())
    }

    /// The device is there again.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when it is not known.
    pub fn connect(&mut self, instance: &str) -> Result<(), StoreError> {
        self.known(instance)?.disconnected = false;
        Ok(())
    }

    fn known(&mut self, instance: &str) -> Result<&mut Device, StoreError> {
        self.device(instance)?;
        self.records.device_mut(instance).ok_or_else(|| {
            StoreError::refused(
                Code::NoSuchDevice,
                format!("no device is called {instance}"),
            )
        })
    }

    /// `pnputil /disable-device`
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`]; [`Code::NotSupported`] while the device waits for a restart.
    pub fn disable_device(&mut self, instance: &str) -> Result<Done, StoreError> {
        self.change(instance, "Device Disable", |device| {
            device.disabled = true;
        })
    }

    /// `pnputil /enable-device`
    ///
    /// # Errors
    /// As for [`disable_device`](Self::disable_device).
    pub fn enable_device(&mut self, instance: &str) -> Result<Done, StoreError> {
        let title = format!("Device Enable - {instance}");
        self.operation(title, |store| {
            store.ready(instance)?;
            store.known(instance)?.disabled = false;
            Ok(Done::Completely)
        })
    }

    /// `pnputil /restart-device`
    ///
    /// # Errors
    /// As for [`disable_device`](Self::disable_device), and for a device that is disabled.
    pub fn restart_device(&mut self, instance: &str) -> Result<Done, StoreError> {
        if self.device(instance)?.disabled {
            let message = format!("{instance} is disabled; enable it instead");
            return Err(StoreError::refused(Code::NotSupported, message));
        }
        self.change(instance, "Device Restart", |_| {})
    }

    /// A device is taken down to have something changed, when it lets that happen.
    fn change(
        &mut self,
        instance: &str,
        title: &str,
        work: impl FnOnce(&mut Device),
    ) -> Result<Done, StoreError> {
        self.operation(format!("{title} - {instance}"), |store| {
            store.ready(instance)?;
            let device = store.known(instance)?;
            let vetoed = device.in_use;
            work(device);
            device.reboot_pending = vetoed;
            Ok(store.done(instance, vetoed))
        })
    }

    /// Refuses a device that waits for a restart.
    fn ready(&self, instance: &str) -> Result<(), StoreError> {
        let device = self.device(instance)?;
        if device.reboot_pending || device.removal_pending {
            let message = "Device is pending system reboot to complete a previous operation.";
            return Err(StoreError::refused(Code::NotSupported, message));
        }
        if !self.is_connected(device) {
            let message = format!("{instance} is not connected");
            return Err(StoreError::refused(Code::NoSuchDevice, message));
        }
        Ok(())
    }

    fn done(&mut self, instance: &str, vetoed: bool) -> Done {
        if !vetoed {
            return Done::Completely;
        }
        let line = format!(
            "Device '{instance}' required reboot: Query remove failed: 0x17: CR_REMOVE_VETOED"
        );
        self.log.warning("dvi", line);
        Done::AfterReboot
    }

    /// `pnputil /remove-device`: forgets a device, until its bus reports it again. The devices
    /// below it are forgotten too, for `subtree`, or known as disconnected.
    ///
    /// # Errors
    /// As for [`disable_device`](Self::disable_device); a disconnected device can be removed.
    pub fn remove_device(&mut self, instance: &str, subtree: bool) -> Result<Done, StoreError> {
        self.operation(format!("Device Uninstall - {instance}"), |store| {
            if store.is_connected(store.device(instance)?) {
                store.ready(instance)?;
            }
            let device = store.known(instance)?;
            if device.in_use {
                device.removal_pending = true;
                return Ok(store.done(instance, true));
            }
            store.take_out(instance, subtree);
            Ok(Done::Completely)
        })
    }

    fn take_out(&mut self, instance: &str, subtree: bool) {
        // Otherwise what is below it is disconnected as long as it is not there.
        if subtree {
            let below = self.children(instance);
            let below: Vec<_> = below.iter().map(|it| it.instance_id.clone()).collect();
            for child in below {
                self.take_out(&child, true);
            }
        }
        let device = self.records.device(instance).cloned().unwrap_or_default();
        let id = &device.instance_id;
        self.log
            .line("dvi", format_args!("Device {id} was removed."));
        let returns = !id.to_ascii_uppercase().starts_with(r"ROOT\")
            && !id.starts_with(COMPONENT_BUS)
            && self.is_connected(&device);
        if returns {
            self.records.removed.push(Device {
                instance_id: device.instance_id,
                hardware_ids: device.hardware_ids,
                compatible_ids: device.compatible_ids,
                parent: device.parent,
                resources: device.resources,
                container_id: device.container_id,
                ..Device::default()
            });
        }
        self.forget_device(instance);
    }

    /// `pnputil /scan-devices`: what buses report that was removed is known again, and devices
    /// that have no driver get the best package. Returns the devices that have one now.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`] when there is no device `below`, whose subtree is to be scanned;
    /// [`StoreError::Inf`] when a package cannot be installed.
    pub fn scan_devices(&mut self, below: Option<&str>) -> Result<Vec<String>, StoreError> {
        if let Some(instance) = below {
            self.device(instance)?;
        }
        let within =
            |store: &Self, device: &Device| below.is_none_or(|root| store.is_below(device, root));
        let removed = std::mem::take(&mut self.records.removed);
        let (back, still): (Vec<_>, Vec<_>) = removed.into_iter().partition(|it| within(self, it));
        self.records.removed = still;
        let mut back: Vec<_> = back
            .into_iter()
            .filter(|it| self.records.device(&it.instance_id).is_none())
            .collect();
        self.records.devices.append(&mut back);
        let waiting = self
            .records
            .devices
            .iter()
            .filter(|it| it.driver_name.is_none() && self.is_connected(it) && within(self, it));
        let waiting: Vec<_> = waiting.map(|it| it.instance_id.clone()).collect();
        let mut installed = Vec::new();
        for instance in waiting {
            match self.install(&instance) {
                Ok(_) => installed.push(instance),
                Err(StoreError::Refused {
                    code: Code::NoCompatDrivers,
                    ..
                }) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(installed)
    }

    /// Whether a device is `root` or below it.
    fn is_below(&self, device: &Device, root: &str) -> bool {
        let mut at = device;
        for _ in 0..=self.records.devices.len() {
            if at.instance_id.eq_ignore_ascii_case(root) {
                return true;
            }
            match at.parent.as_ref().and_then(|it| self.records.device(it)) {
                Some(parent) => at = parent,
                None => return false,
            }
        }
        false
    }

    /// The system restarts: what waited for that is done, and nobody has a device open.
    pub fn reboot(&mut self) {
        let gone = self.records.devices.iter().filter(|it| it.removal_pending);
        let gone: Vec<_> = gone.map(|it| it.instance_id.clone()).collect();
        for device in &mut self.records.devices {
            (device.in_use, device.reboot_pending, device.removal_pending) = (false, false, false);
        }
        for instance in gone {
            self.take_out(&instance, false);
        }
    }

    /// The packages that fit a device, the best first, and then the extensions.
    ///
    /// # Errors
    /// [`Code::NoSuchDevice`]; [`StoreError::Inf`] when a package cannot be read.
    pub fn matching(&self, instance: &str) -> Result<Vec<Matching>, StoreError> {
        let device = self.device(instance)?;
        let ranked = self.ranked(instance, None)?.into_iter().enumerate();
        let base = ranked.map(|(at, (driver, matched, rank, _))| Matching {
            installed: device.driver_name.as_ref() == Some(&driver.published_name),
            driver: driver.clone(),
            matched,
            rank: Some(rank),
            best: at == 0,
        });
        let mut matching: Vec<_> = base.collect();
        for extension in self.extensions(instance, None)? {
            let name = &extension.driver.published_name;
            matching.push(Matching {
                installed: device.extensions.contains(name),
                driver: extension.driver,
                matched: extension.matched,
                rank: None,
                best: true,
            });
        }
        Ok(matching)
    }

    /// `devcon update`: installs a package on a device although another may fit better.
    ///
    /// # Errors
    /// [`Code::NoCompatDrivers`] when the package does not drive the device at all.
    pub fn update(&mut self, instance: &str, published: &str) -> Result<Installation, StoreError> {
        let published = self.driver(published)?.published_name.clone();
        self.install_chosen(instance, None, |store| {
            let found = |(driver, ..): &(&Driver, IdMatch, Rank, Install)| {
                driver.published_name == published
            };
            let chosen = store.ranked(instance, None)?.into_iter().find(found);
            match chosen {
                Some((driver, matched, rank, install)) => {
                    Ok((driver.clone(), matched, rank, install))
                }
                None => {
                    let message = format!("{published} does not drive {instance}");
                    Err(StoreError::refused(Code::NoCompatDrivers, message))
                }
            }
            .map(Some)
        })
    }

    /// Gives a device the package that it had before, as *Roll Back Driver* of the Device Manager
    /// does (`DiRollbackDriver`).
    ///
    /// # Errors
    /// [`Code::NoMoreItems`] when it had none, or that was deleted since.
    pub fn rollback(&mut self, instance: &str) -> Result<Installation, StoreError> {
        let device = self.device(instance)?;
        let Some(previous) = device.previous_driver.clone() else {
            let message = format!("{instance} has no package to go back to");
            return Err(StoreError::refused(Code::NoMoreItems, message));
        };
        let installed = self.update(instance, &previous)?;
        // There is one step back, and no step forward.
        self.known(instance)?.previous_driver = None;
        Ok(installed)
    }
}
