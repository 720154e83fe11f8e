//! A provider has a name for the driver and one for the tools.

use wdk::prelude::*;

#[wdk::driver_entry(provider("Contoso.Toaster"))]
fn driver_entry(_: DriverObject<'_>, _: &UnicodeStr) -> Result<()> {
    Ok(())
}

fn main() {}
