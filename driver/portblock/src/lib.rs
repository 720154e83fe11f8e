//! Sample callout driver, based on the framework: a firewall that blocks a TCP port.
//!
//! The port is the value `Port` below the service's `Parameters` key.
#![no_std]
#![forbid(unsafe_code)]

mod firewall;

use wdk::{prelude::*, wfp::Callouts};
use wdk_panic as _;

/// The context of the control device, with which the callouts are registered.
#[wdk::context]
struct Control;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .non_pnp()
        .evt_unload(unload)
        .create_callouts(driver, registry_path, start)
}

fn start(driver: &Driver, callouts: &mut Callouts<'_>, irql: &mut Passive) -> Result<()> {
    let init = DeviceInit::control(driver, unicode!("D:P(A;;GA;;;SY)(A;;GA;;;BA)"), irql)?;
    let device = init.create(|| Control, irql)?;
    let device = device.finish_initializing();
    // The framework's copy of the path, since a function has no access to `DriverEntry`'s argument.
    firewall::start(callouts, device, driver.registry_path(irql), irql)
}

fn unload(_driver: &Driver, _irql: &mut Passive) {
    log::info!("the callouts are being unregistered");
}
