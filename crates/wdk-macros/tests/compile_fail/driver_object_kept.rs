//! A driver is created once.
use wdk::prelude::*;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new().non_pnp().create(driver, registry_path)?;
    DriverConfig::new().non_pnp().create(driver, registry_path)
}

fn main() {}
