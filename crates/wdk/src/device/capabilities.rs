//! What a driver says of its device to the Plug and Play manager.
#![expect(unsafe_code, reason = "calls the framework with device handles")]

use core::fmt;

use wdk_sys::wdf::{self, _WDF_TRI_STATE as tri_state, WDF_DEVICE_PNP_CAPABILITIES, WDF_TRI_STATE};

use super::Device;
use crate::{Context, Passive};

/// What a device can do, and how the system shows it: for [`Device::set_pnp_capabilities`]. What is not said stays as
/// the bus driver reports it.
#[derive(Clone, Copy)]
#[must_use = "the capabilities count when `Device::set_pnp_capabilities` is called"]
pub struct PnpCapabilities(WDF_DEVICE_PNP_CAPABILITIES);

/// A setting that is made.
pub(crate) const fn tri_state(value: bool) -> WDF_TRI_STATE {
    match value {
        true => tri_state::WdfTrue,
        false => tri_state::WdfFalse,
    }
}

macro_rules! capabilities {
    ($($(#[$meta:meta])* $method:ident = $member:ident;)*) => {$(
        $(#[$meta])*
        pub fn $method(mut self, value: bool) -> Self {
            self.0.$member = tri_state(value);
            self
        }
    )*};
}

impl PnpCapabilities {
    /// Nothing is said.
    pub fn new() -> Self {
        Self(WDF_DEVICE_PNP_CAPABILITIES::init())
    }

    capabilities! {
        /// The device can be locked, so that it is not ejected.
        lockable = LockSupported;
        /// The system can eject the device.
        ejectable = EjectSupported;
        /// The device can be pulled out while the system works.
        removable = Removable;
        /// The device is in a dock.
        dock_device = DockDevice;
        /// The instance ID alone tells the device from all others of the system; else it does on its bus.
        unique_id = UniqueID;
        /// The device is installed without questions.
        silent_install = SilentInstall;
        /// The user is not warned when the device is pulled out.
        surprise_removal_ok = SurpriseRemovalOK;
        /// The hardware is disabled.
        hardware_disabled = HardwareDisabled;
        /// The device manager does not show the device.
        no_display_in_ui = NoDisplayInUI;
    }

    /// Where the device is on its bus.
    pub fn address(mut self, address: u32) -> Self {
        self.0.Address = address;
        self
    }

    /// The number that the user sees, such as that of a slot.
    pub fn ui_number(mut self, number: u32) -> Self {
        self.0.UINumber = number;
        self
    }
}

impl Default for PnpCapabilities {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for PnpCapabilities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PnpCapabilities").finish_non_exhaustive()
    }
}

impl<C: Context> Device<C> {
    /// Says what the device can do. The Plug and Play manager asks for it before the device starts.
    pub fn set_pnp_capabilities(&self, capabilities: &PnpCapabilities, _irql: &Passive) {
        let mut raw = capabilities.0;
        // SAFETY: the device is live; the framework copies the structure.
        unsafe { wdf::WdfDeviceSetPnpCapabilities(self.as_raw(), &raw mut raw) };
    }
}
