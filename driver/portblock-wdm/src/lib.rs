//! Sample callout driver without the framework: the firewall of `portblock` as a WDM driver.
#![no_std]
#![forbid(unsafe_code)]

#[path = "../../portblock/src/firewall.rs"]
mod firewall;

use wdk::{prelude::*, wdm, wfp::Callouts};
use wdk_panic as _;

struct Firewall;

#[wdk::wdm_driver]
impl wdm::Driver for Firewall {
    fn load(
        driver: &wdm::DriverObject,
        registry_path: &UnicodeStr,
        irql: &mut Passive,
    ) -> Result<Self> {
        let mut callouts = Callouts::of(driver)?;
        let device = callouts.create_device(irql)?;
        firewall::start(&mut callouts, device, registry_path, irql)?;
        Ok(Self)
    }

    fn unload(self, _irql: &mut Passive) {
        log::info!("the callouts are being unregistered");
    }
}
