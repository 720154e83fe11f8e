//! A handler is selected by its type: a pointer could change, and nothing keeps it.
use wdk::prelude::*;

fn device_add(_: &Driver, _: DeviceInit<'_>, _: &mut Passive) -> Result<()> {
    Ok(())
}

fn driver_entry(driver: DriverObject<'_>, path: &UnicodeStr) -> Result<()> {
    let pointer: fn(&Driver, DeviceInit<'_>, &mut Passive) -> Result<()> = device_add;
    DriverConfig::new().evt_device_add(pointer).create(driver, path)
}

fn main() {
    let _ = driver_entry;
}
