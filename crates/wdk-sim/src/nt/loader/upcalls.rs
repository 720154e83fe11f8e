//! What the loader asks of the floors above it.
#![forbid(unsafe_code)]

use crate::{engine::driver::DriverId, nt::io::raw::Driver};

/// What the loader asks of the floors above it.
pub(crate) trait LoaderUpcalls {
    /// The address of `name` in a module that the machine itself stands in for.
    fn export(&self, module: &str, name: &str) -> Option<*const ()>;

    /// Whether the machine itself stands in for `module`.
    fn is_module(&self, module: &str) -> bool;

    /// `DriverEntry` has succeeded.
    fn driver_started(&self, driver: Driver);

    /// A driver has returned from `DriverUnload`, or its `DriverEntry` has failed.
    fn driver_stopped(&self, driver: Driver);

    /// A driver's code is about to leave the machine: what is left of it is reported.
    fn check_unload(&self, driver: DriverId);
}
