//! The driver that a scenario is played with.

use wdk_inf::{Arch, Dirs, InfError, OsVersion};

use crate::{Code, Error, Machine, Package, Result, user::InfSource};

/// The Windows that the machine claims to be.
const OS: OsVersion = OsVersion::WINDOWS_11_24H2;
/// The architecture of the machine.
const ARCH: Arch = if cfg!(target_arch = "aarch64") {
    Arch::Arm64
} else {
    Arch::Amd64
};

/// A driver and how it is installed.
#[derive(Clone, Debug)]
pub struct Subject {
    code: Code,
    service: String,
    package: Option<Package>,
    hardware_id: Option<String>,
    drivers: Vec<(String, Code)>,
    libraries: Vec<Code>,
}

impl Subject {
    /// A driver with its package: that of a device, or one that only installs a service.
    ///
    /// # Errors
    /// [`Error::Inf`] when the INF cannot be read, or installs neither on this machine.
    pub fn package(inf: impl Into<InfSource>, code: impl Into<Code>) -> Result<Self> {
        let code = code.into();
        let package = Package::new(inf, code.clone())?;
        let inf = package.inf();
        let failed = |error: InfError| Error::Inf(error.render(false));
        let models = inf.models(ARCH, OS);
        let hardware_id = models.into_iter().find_map(|it| it.ids.into_iter().next());
        let service = match &hardware_id {
            Some(id) => {
                let found = inf.find_hardware_id(ARCH, OS, id).map_err(failed)?;
                let install = inf.install(&found, &Dirs::default()).map_err(failed)?;
                install.function_driver().map(|it| it.name.clone())
            }
            None => {
                let install = inf
                    .install_default(ARCH, &Dirs::default())
                    .map_err(failed)?;
                install.services.into_iter().next().map(|it| it.name)
            }
        };
        let service = service.ok_or_else(|| {
            Error::Inf(format!("{} installs no service for a driver", inf.name()))
        })?;
        Ok(Self {
            code,
            service,
            package: Some(package),
            hardware_id,
            drivers: Vec::new(),
            libraries: Vec::new(),
        })
    }

    /// A driver without a package, which is started as a service.
    #[must_use]
    pub fn service(code: impl Into<Code>) -> Self {
        let code = code.into();
        Self {
            service: code.default_service(),
            code,
            package: None,
            hardware_id: None,
            drivers: Vec::new(),
            libraries: Vec::new(),
        }
    }

    /// The same with another hardware id than the first one of the INF.
    #[must_use]
    pub fn hardware_id(mut self, id: &str) -> Self {
        self.hardware_id = Some(id.to_owned());
        self
    }

    /// The same with the code of a further service, as [`Machine::add_driver`].
    #[must_use]
    pub fn driver(mut self, service: &str, code: impl Into<Code>) -> Self {
        self.drivers.push((service.to_owned(), code.into()));
        self
    }

    /// The same with an export driver, as [`Machine::add_export_driver`].
    #[must_use]
    pub fn export_driver(mut self, code: impl Into<Code>) -> Self {
        self.libraries.push(code.into());
        self
    }

    /// The name of the driver's service.
    #[must_use]
    pub fn service_name(&self) -> &str {
        &self.service
    }

    /// The hardware id of the device that `load` plugs in; none for a service.
    #[must_use]
    pub fn device(&self) -> Option<&str> {
        self.hardware_id.as_deref()
    }

    /// Puts the driver on a machine, without loading it.
    pub(super) fn install(&self, machine: &Machine) -> Result {
        for (service, code) in &self.drivers {
            machine.add_driver(service, code.clone());
        }
        for code in &self.libraries {
            machine.add_export_driver(code.clone());
        }
        match (&self.package, &self.hardware_id) {
            (Some(package), Some(_)) => {
                machine.driver_store().add_driver(package.clone())?;
            }
            (Some(package), None) => {
                machine.add_service(package.inf(), self.code.clone())?;
            }
            (None, _) => machine.add_driver(&self.service, self.code.clone()),
        }
        Ok(())
    }
}
