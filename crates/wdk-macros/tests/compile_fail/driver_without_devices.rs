//! A driver serves devices, or says that it has none.
use wdk::prelude::*;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>, registry_path: &UnicodeStr) -> Result<()> {
    DriverConfig::new().create(driver, registry_path)
}

fn main() {}
