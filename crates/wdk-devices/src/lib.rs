//! Devices as user mode sees them: the configuration manager's `CM_` functions behind one trait.
//!
//! A driver package keeps the path of a file in the state of a device or of a device interface,
//! since the folder in the driver store changes with every version. Programs find it by the
//! device, or by the interface: [`Devices`]. `Windows` asks the system that the program runs on.
//! `Simulated`, with the feature `sim`, asks a simulated machine, so that a program is tested with
//! the driver that publishes the path.
//!
//! ```
//! use uuid::Uuid;
//! use wdk_devices::{Devices, Error, Presence};
//!
//! /// The file that the first device of `class` publishes as its palette.
//! fn palette(system: &impl Devices, class: Uuid) -> Result<String, Error> {
//!     let links = system.interfaces(class, None, Presence::Present)?;
//!     let link = links.first().ok_or_else(|| Error::NotFound("a device".to_owned()))?;
//!     system.interface_value(link, "Palette")?.path(system)
//! }
//! ```
//!
//! # Map
//!
//! | item | subject |
//! |---|---|
//! | [`Devices`] | the functions |
//! | `Windows` | the devices of the Windows that the program runs on |
//! | `Simulated` | those of a simulated machine (feature `sim`) |
//! | [`Value`] | values of the registry and of properties |
//!
//! See [Run From Driver Store](https://learn.microsoft.com/windows-hardware/drivers/develop/run-from-driver-store).

#[cfg(feature = "sim")]
mod simulated;
mod value;
#[cfg(windows)]
mod windows;

use std::any::Any;

use uuid::Uuid;

#[cfg(feature = "sim")]
pub use crate::simulated::Simulated;
pub use crate::value::Value;
#[cfg(windows)]
pub use crate::windows::Windows;

/// Which devices or interfaces a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Those that are present and ready: `CM_GETIDLIST_FILTER_PRESENT`,
    /// `CM_GET_DEVICE_INTERFACE_LIST_PRESENT`.
    Present,
    /// All that the system remembers.
    All,
}

/// One of a device's keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceKey {
    /// `HKR` of the `.HW` section: `CM_REGISTRY_HARDWARE`.
    Hardware,
    /// `HKR` of the DDInstall section: `CM_REGISTRY_SOFTWARE`.
    Software,
}

/// The key of a device property: a format and a number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PropertyKey {
    /// The format.
    pub format: Uuid,
    /// The number.
    pub id: u32,
}

impl PropertyKey {
    /// `DEVPKEY_Device_DeviceDesc`: what the user sees.
    pub const DESCRIPTION: Self = Self::device(2);
    /// `DEVPKEY_Device_HardwareIds`.
    pub const HARDWARE_IDS: Self = Self::device(3);
    /// `DEVPKEY_Device_CompatibleIds`.
    pub const COMPATIBLE_IDS: Self = Self::device(4);
    /// `DEVPKEY_Device_Service`: the function driver's service.
    pub const SERVICE: Self = Self::device(6);
    /// `DEVPKEY_Device_Class`: the setup class.
    pub const CLASS: Self = Self::device(9);

    const fn device(id: u32) -> Self {
        Self {
            format: uuid::uuid!("A45C254E-DF1C-4EFD-8020-67D146A850E0"),
            id,
        }
    }
}

/// An interface was enabled or disabled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InterfaceEvent {
    /// The interface's link.
    pub link: String,
    /// Whether it was enabled; otherwise it was disabled.
    pub arrived: bool,
}

/// A function of the configuration manager failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such device, interface, key or value.
    #[error("{0} does not exist")]
    NotFound(String),
    /// The value is of another kind, or names a variable that is not set.
    #[error("{0}")]
    Value(String),
    /// This system does not have the function.
    #[error("this system has no {0}")]
    Unsupported(&'static str),
    /// A `CONFIGRET` of the configuration manager.
    #[error("{function} failed with CONFIGRET {code:#x}")]
    ConfigManager {
        /// The function.
        function: &'static str,
        /// What it returned.
        code: u32,
    },
    /// An error of the registry's functions.
    #[error("the registry failed with error {0}")]
    Registry(u32),
    /// An error of another function of Windows.
    #[error("{function} failed with error {code}")]
    System {
        /// The function.
        function: &'static str,
        /// What `GetLastError` says.
        code: u32,
    },
}

/// Whether Windows has to be restarted before what was asked for is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedsRestart(pub bool);

/// A registered notification; dropping it ends the notification.
#[must_use = "dropping it ends the notification"]
pub struct Watch(#[expect(dead_code, reason = "it is held to be dropped")] Box<dyn Any>);

/// The configuration manager of a system.
pub trait Devices {
    /// `CM_Get_Device_ID_List`: the instance ids of devices.
    ///
    /// # Errors
    /// [`Error::ConfigManager`].
    fn ids(&self, presence: Presence) -> Result<Vec<String>, Error>;

    /// `CM_Get_DevNode_Property`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the device does not exist or has no such property.
    fn property(&self, id: &str, key: PropertyKey) -> Result<Value, Error>;

    /// A value of the key that `CM_Open_DevNode_Key` opens.
    ///
    /// # Errors
    /// [`Error::NotFound`] when device, key or value do not exist.
    fn device_value(&self, id: &str, key: DeviceKey, name: &str) -> Result<Value, Error>;

    /// `CM_Get_Device_Interface_List`: the links of a class, of one device or of all.
    ///
    /// # Errors
    /// [`Error::ConfigManager`].
    fn interfaces(
        &self,
        class: Uuid,
        device: Option<&str>,
        presence: Presence,
    ) -> Result<Vec<String>, Error>;

    /// A value of the key that `CM_Open_Device_Interface_Key` opens.
    ///
    /// # Errors
    /// [`Error::NotFound`] when interface, key or value do not exist.
    fn interface_value(&self, link: &str, name: &str) -> Result<Value, Error>;

    /// `CM_Register_Notification`: calls `event`, on a thread of the system, for every interface
    /// of a class that is enabled or disabled, until the [`Watch`] is dropped. Those that are
    /// enabled already are listed by [`interfaces`](Self::interfaces), after this call.
    ///
    /// # Errors
    /// [`Error::ConfigManager`], or [`Error::Unsupported`] before Windows 8.
    fn watch(
        &self,
        class: Uuid,
        event: Box<dyn Fn(InterfaceEvent) + Send + Sync>,
    ) -> Result<Watch, Error>;

    /// A variable of the system's environment, for paths in a `REG_EXPAND_SZ`.
    fn variable(&self, name: &str) -> Option<String>;

    /// The first device that is present and has this hardware id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when none has it.
    fn find(&self, hardware_id: &str) -> Result<String, Error> {
        let ids = self.ids(Presence::Present)?;
        let has = |id: &String| match self.property(id, PropertyKey::HARDWARE_IDS) {
            Ok(Value::MultiString(ids)) => {
                ids.iter().any(|it| it.eq_ignore_ascii_case(hardware_id))
            }
            _ => false,
        };
        ids.into_iter()
            .find(has)
            .ok_or_else(|| Error::NotFound(format!("a device with the hardware id {hardware_id}")))
    }
}

/// The example of the README.
#[cfg(all(doctest, feature = "sim"))]
#[doc = include_str!("../README.md")]
struct Readme;
