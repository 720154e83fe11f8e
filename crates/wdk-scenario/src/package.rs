//! What a package installs: the driver of a device, or a service without devices.

use wdk_inf::{Arch, Dirs, Inf, InfError, OsVersion, Service};

/// A package installs nothing that could be run here.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PackageError {
    /// Neither a device nor a service is for the simulated machine.
    #[error("{inf} drives no device on {arch} Windows 11")]
    NoDevice {
        /// The INF's name.
        inf: String,
        /// The machine's architecture.
        arch: Arch,
    },
    /// The device's install section adds no service for it.
    #[error("the INF installs no service for the device")]
    NoFunctionDriver,
    /// The package has an image and no service, as that of an export driver.
    #[error(
        "{inf} installs no service: an export driver is loaded by the drivers that import from it; \
         run one of them"
    )]
    NoService {
        /// The INF's name.
        inf: String,
    },
    /// The INF cannot be evaluated.
    #[error(transparent)]
    Inf(#[from] InfError),
    /// The machine does not take the package.
    #[error(transparent)]
    Machine(#[from] wdk_sim::Error),
}

/// The architecture of the simulated machine: that of this process.
#[must_use]
pub fn host_arch() -> Arch {
    if cfg!(target_arch = "aarch64") {
        Arch::Arm64
    } else {
        Arch::Amd64
    }
}

/// What a package is for.
pub(crate) enum Purpose {
    /// A device with this hardware id.
    Device(String),
    /// A service without devices.
    Service,
}

impl Purpose {
    pub(crate) fn of(inf: &Inf) -> Result<Self, PackageError> {
        let arch = host_arch();
        let models = inf.models(arch, OsVersion::WINDOWS_11_24H2);
        let id = models.into_iter().find_map(|it| it.ids.into_iter().next());
        let decorated = format!("DefaultInstall.NT{arch}");
        match id {
            Some(id) => Ok(Self::Device(id)),
            None if inf.has_section(&decorated) || inf.has_section("DefaultInstall") => {
                Ok(Self::Service)
            }
            None => Err(PackageError::NoDevice {
                inf: inf.name().to_owned(),
                arch,
            }),
        }
    }
}

/// The service that the package installs, for its device or without one.
///
/// # Errors
/// When it installs none on a machine like this one, or when the INF cannot be evaluated.
pub fn service(inf: &Inf) -> Result<Service, PackageError> {
    match Purpose::of(inf)? {
        Purpose::Device(id) => {
            let found = inf.find_hardware_id(host_arch(), OsVersion::WINDOWS_11_24H2, &id)?;
            let install = inf.install(&found, &Dirs::default())?;
            let driver = install.function_driver().cloned();
            driver.ok_or(PackageError::NoFunctionDriver)
        }
        Purpose::Service => {
            let install = inf.install_default(host_arch(), &Dirs::default())?;
            let service = install.services.into_iter().next();
            service.ok_or_else(|| PackageError::NoService {
                inf: inf.name().to_owned(),
            })
        }
    }
}
