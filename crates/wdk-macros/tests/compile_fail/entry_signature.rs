//! The entry of a driver takes what `DriverEntry` takes.
use wdk::prelude::*;

#[wdk::driver_entry]
fn driver_entry(driver: DriverObject<'_>) -> Result<()> {
    let _ = driver;
    Ok(())
}

fn main() {}
