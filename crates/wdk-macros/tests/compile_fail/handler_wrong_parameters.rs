//! EvtDriverDeviceAdd without the token of its level.
use wdk::prelude::*;

fn device_add(_: &Driver, _: DeviceInit<'_>) -> Result<()> {
    Ok(())
}

fn driver_entry(driver: DriverObject<'_>, path: &UnicodeStr) -> Result<()> {
    DriverConfig::new().evt_device_add(device_add).create(driver, path)
}

fn main() {
    let _ = driver_entry;
}
