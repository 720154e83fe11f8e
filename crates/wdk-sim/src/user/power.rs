//! Shutting the system down, and the settings of its power.
#![forbid(unsafe_code)]

use wdk_sys::GUID;

use crate::{
    engine::{error::Result, trace::Category},
    exports::po::setting,
    machine::Machine,
    nt::{io::shutdown, po},
};

impl Machine {
    /// Shuts the system down, as drivers see it: the process ends, drivers that have registered
    /// get `IRP_MJ_SHUTDOWN`, the newest registration first, and all devices are told that the
    /// system goes to `PowerSystemShutdown`. Drivers stay loaded, as on Windows. What is done with devices afterwards
    /// wakes the system up, as from a sleep.
    ///
    /// See `IoRegisterShutdownNotification` and `IoRegisterLastChanceShutdownNotification`.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn shut_down(&self) -> Result {
        self.exit_process()?;
        self.kernel
            .trace_instant(Category::User, || ("shut down", String::new()));
        self.kernel
            .call("I/O manager", || shutdown::notify(&self.kernel))?;
        self.kernel
            .call("power manager", || po::shut_down(&self.kernel))
    }

    /// Gives a power setting another value, of which drivers are notified that have called
    /// `PoRegisterPowerSettingCallback` for it.
    ///
    /// # Errors
    /// When the machine ended.
    pub fn set_power_setting(&self, setting: &GUID, value: &[u8]) -> Result {
        self.kernel.call("power manager", || {
            setting::set(&self.kernel, setting, value);
        })
    }
}
