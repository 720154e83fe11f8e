//! Services: drivers without a device, installed by an INF or loaded as they are.
#![forbid(unsafe_code)]

use std::rc::Rc;

use super::{InfSource, LoadedDriver};
use crate::{
    engine::error::Result,
    machine::Machine,
    nt::{
        cm::{hive::Hive, values},
        io::driver::service_key_path,
        loader::code::Code,
        pnp::{install, store::Package},
    },
};

impl Machine {
    /// Installs a primitive driver, one without devices, as its `[DefaultInstall]` says; returns the
    /// name of its service.
    ///
    /// # Errors
    /// [`Error::Inf`](crate::Error::Inf) when the INF cannot be read or adds no service.
    pub fn add_service(&self, inf: impl Into<InfSource>, code: impl Into<Code>) -> Result<String> {
        install::install_primitive(&self.kernel, &Package::new(inf, code)?)
    }

    /// Starts a service: loads its driver and calls `DriverEntry`.
    ///
    /// # Errors
    /// [`Error::NotFound`](crate::Error::NotFound) for a service without code,
    /// [`Error::Image`](crate::Error::Image) when the image cannot be loaded,
    /// [`Error::Status`](crate::Error::Status) when `DriverEntry` fails.
    pub fn start_service(&self, service: &str) -> Result<LoadedDriver> {
        self.kernel.call("service control manager", || {
            self.kernel.loader.load(&self.kernel, service).map(drop)
        })??;
        Ok(LoadedDriver {
            kernel: Rc::clone(&self.kernel),
            service: service.to_owned(),
        })
    }

    /// Writes a `REG_DWORD` below the `Parameters` key of a service.
    pub fn set_parameter(&self, service: &str, name: &str, value: u32) {
        let mut hive = self.kernel.registry.hive.borrow_mut();
        let path = format!(r"{}\Parameters", service_key_path(service));
        let path = path.strip_prefix(r"\Registry\").unwrap_or(&path);
        let key = values::create(&mut hive, Hive::ROOT, path);
        values::set_number(&mut hive, key, name, value);
    }
}
