//! A callout driver has an unload function.
use wdk::{prelude::*, wfp::Callouts};

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new()
        .non_pnp()
        .create_callouts(driver, registry_path, start)
}

fn start(_: &Driver, _: &mut Callouts<'_>, _: &mut Passive) -> Result<()> {
    Ok(())
}

fn main() {}
